package sfnt

import (
	"encoding/binary"
	"sort"
	"unicode/utf16"
)

type (
	pair struct {
		r     rune
		glyph int
	}
	form struct {
		Sequence
		glyph int
	}
	segment struct{ start, end, glyph int }
)

// unicodeCmap writes formats 4 and 12 for characters and 14 for sequences.
func unicodeCmap(chars []pair, forms []form) []byte {
	var bmp, all []segment
	for _, c := range chars {
		all = extend(all, c)
		if c.r < 0xFFFF {
			bmp = extend(bmp, c)
		}
	}
	tables := map[uint16][]byte{1: format4(bmp), 10: format12(all)}
	if len(forms) > 0 {
		tables[5] = format14(forms)
	}
	return cmapTable(tables)
}

func extend(s []segment, c pair) []segment {
	if n := len(s) - 1; n >= 0 && s[n].end+1 == int(c.r) && s[n].glyph+s[n].end+1-s[n].start == c.glyph {
		s[n].end++
		return s
	}
	return append(s, segment{int(c.r), int(c.r), c.glyph})
}

// cmapTable joins subtables, keyed by their encoding: 1 and 10 of platform 3,
// and 5, the variation sequences, of platform 0.
func cmapTable(subtables map[uint16][]byte) []byte {
	encodings := make([]int, 0, len(subtables))
	for e := range subtables {
		encodings = append(encodings, int(e))
	}
	platform := func(e int) int {
		if e == 5 {
			return 0
		}
		return 3
	}
	sort.Slice(encodings, func(i, j int) bool {
		a, b := encodings[i], encodings[j]
		return platform(a) < platform(b) || platform(a) == platform(b) && a < b
	})
	out := binary.BigEndian.AppendUint16([]byte{0, 0}, uint16(len(encodings)))
	at := 4 + 8*len(encodings)
	for _, e := range encodings {
		out = binary.BigEndian.AppendUint16(out, uint16(platform(e)))
		out = binary.BigEndian.AppendUint16(out, uint16(e))
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		at += len(subtables[uint16(e)])
	}
	for _, e := range encodings {
		out = append(out, subtables[uint16(e)]...)
	}
	return padded(out)
}

func format4(segments []segment) []byte {
	segments = append(append([]segment(nil), segments...), segment{0xFFFF, 0xFFFF, 0})
	n := len(segments)
	power, log := 1, 0
	for ; power*2 <= n; power *= 2 {
		log++
	}
	out := make([]byte, 0, 16+8*n)
	put := func(v int) { out = binary.BigEndian.AppendUint16(out, uint16(v)) }
	for _, v := range []int{4, min(16+8*n, 0xFFFF), 0, 2 * n, 2 * power, log, 2 * (n - power)} {
		put(v)
	}
	for _, s := range segments {
		put(s.end)
	}
	put(0)
	for _, s := range segments {
		put(s.start)
	}
	for _, s := range segments {
		put(s.glyph - s.start)
	}
	for range segments {
		put(0)
	}
	return out
}

func format12(segments []segment) []byte {
	out := []byte{0, 12, 0, 0}
	for _, v := range []int{16 + 12*len(segments), 0, len(segments)} {
		out = binary.BigEndian.AppendUint32(out, uint32(v))
	}
	for _, s := range segments {
		for _, v := range []int{s.start, s.end, s.glyph} {
			out = binary.BigEndian.AppendUint32(out, uint32(v))
		}
	}
	return out
}

// format14 writes every sequence as a non-default one, sorted by selector.
func format14(forms []form) []byte {
	var selectors []rune
	per := map[rune][]form{}
	for _, f := range forms {
		if per[f.Selector] == nil {
			selectors = append(selectors, f.Selector)
		}
		per[f.Selector] = append(per[f.Selector], f)
	}
	head := []byte{0, 14, 0, 0, 0, 0}
	head = binary.BigEndian.AppendUint32(head, uint32(len(selectors)))
	var body []byte
	start := 10 + 11*len(selectors)
	for _, s := range selectors {
		head = append(append24(head, s), 0, 0, 0, 0)
		head = binary.BigEndian.AppendUint32(head, uint32(start+len(body)))
		body = binary.BigEndian.AppendUint32(body, uint32(len(per[s])))
		for _, f := range per[s] {
			body = binary.BigEndian.AppendUint16(append24(body, f.Base), uint16(f.glyph))
		}
	}
	out := append(head, body...)
	binary.BigEndian.PutUint32(out[2:], uint32(len(out)))
	return out
}

func append24(b []byte, r rune) []byte { return append(b, byte(r>>16), byte(r>>8), byte(r)) }

// nameTable writes names for Windows, US English.
func nameTable(names map[uint16]string) []byte {
	ids := make([]int, 0, len(names))
	for id := range names {
		ids = append(ids, int(id))
	}
	sort.Ints(ids)
	var records, store []byte
	for _, id := range ids {
		at := len(store)
		for _, u := range utf16.Encode([]rune(names[uint16(id)])) {
			store = binary.BigEndian.AppendUint16(store, u)
		}
		for _, v := range []int{3, 1, 0x409, id, len(store) - at, at} {
			records = binary.BigEndian.AppendUint16(records, uint16(v))
		}
	}
	out := make([]byte, 2)
	out = binary.BigEndian.AppendUint16(out, uint16(len(ids)))
	out = binary.BigEndian.AppendUint16(out, uint16(6+12*len(ids)))
	return padded(append(append(out, records...), store...))
}
