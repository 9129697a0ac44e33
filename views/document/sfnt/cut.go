package sfnt

import (
	"encoding/binary"
	"fmt"
	"sort"
)

// Glyph is a glyph of a face.
type Glyph struct {
	Face *Face
	ID   uint16
}

// CutCodes gives a font that holds just these glyphs, the i-th under code(i) in a
// format 4 cmap, every glyph with its own width and without hinting programs. They
// may come from several faces whose UnitsPerEm divide the first one's; what a font
// says of itself beside its glyphs is the first one's. Codes must rise and stay below
// U+FFFF. The order of glyphs fixes the bytes.
func CutCodes(glyphs []Glyph, code func(i int) int, name string) ([]byte, error) {
	if len(glyphs) == 0 || code(len(glyphs)-1) >= 0xFFFF {
		return nil, fmt.Errorf("sfnt: cannot give codes to %d glyphs", len(glyphs))
	}
	var segments []segment
	for i := range glyphs {
		segments = extend(segments, pair{rune(code(i)), i + 1})
	}
	return cut(glyphs, cmapTable(map[uint16][]byte{1: format4(segments)}), map[uint16]string{6: name})
}

// Sequence is a base character with a variation selector.
type Sequence struct{ Base, Selector rune }

// Subset gives a font with the same characters and sequences as asked, as far as
// the face has them, under their own codes (cmap 4, 12 and 14) and with the given
// names (OpenType name ids).
func (f *Face) Subset(runes []rune, sequences []Sequence, names map[uint16]string) ([]byte, error) {
	s := subset{index: map[uint16]int{}}
	sort.Slice(runes, func(i, j int) bool { return runes[i] < runes[j] })
	var chars []pair
	for _, r := range runes {
		if g := f.Glyph(r); g != 0 {
			chars = append(chars, pair{r, s.add(g)})
		}
	}
	sort.Slice(sequences, func(i, j int) bool {
		a, b := sequences[i], sequences[j]
		return a.Selector < b.Selector || a.Selector == b.Selector && a.Base < b.Base
	})
	var forms []form
	for _, q := range sequences {
		if g, ok := f.Variant(q.Base, q.Selector); ok {
			forms = append(forms, form{q, s.add(g)})
		}
	}
	glyphs := make([]Glyph, len(s.glyphs))
	for i, g := range s.glyphs {
		glyphs[i] = Glyph{f, g}
	}
	if len(glyphs) == 0 { // the font of nothing still has its .notdef
		glyphs = []Glyph{{f, 0}}
	}
	return cut(glyphs, unicodeCmap(chars, forms), names)
}

type subset struct {
	glyphs []uint16
	index  map[uint16]int
}

// add gives the new number of a glyph; number 0 stays with .notdef.
func (s *subset) add(g uint16) int {
	n, ok := s.index[g]
	if !ok {
		s.glyphs = append(s.glyphs, g)
		n = len(s.glyphs)
		s.index[g] = n
	}
	return n
}

func cut(glyphs []Glyph, cmap []byte, names map[uint16]string) ([]byte, error) {
	f := glyphs[0].Face
	order := append(append(make([]Glyph, 0, len(glyphs)+16), Glyph{f, 0}), glyphs...)
	var at map[Glyph]int // new number of a component, made when first needed
	number := func(g Glyph) uint16 {
		if at == nil {
			at = make(map[Glyph]int, len(order))
			for i, g := range order {
				if _, ok := at[g]; !ok {
					at[g] = i
				}
			}
		}
		n, ok := at[g]
		if !ok {
			n = len(order)
			order, at[g] = append(order, g), n
		}
		return uint16(n)
	}
	loca := make([]byte, 4, 4*len(order)+64)
	glyf := make([]byte, 0, 256*len(order))
	for i := 0; i < len(order); i++ { // order grows by components
		face, id := order[i].Face, order[i].ID
		if int(id) >= face.glyphs {
			return nil, fmt.Errorf("sfnt: glyph %d is asked for, the font has %d", id, face.glyphs)
		}
		if f.upem%face.upem != 0 {
			return nil, fmt.Errorf("sfnt: a grid of %d does not fit on one of %d", face.upem, f.upem)
		}
		outline, err := enlarge(face.outline(int(id)), f.upem/face.upem)
		if err != nil {
			return nil, fmt.Errorf("sfnt: glyph %d: %w", id, err)
		}
		if glyf, err = appendOutline(glyf, outline, func(part uint16) uint16 { return number(Glyph{face, part}) }); err != nil {
			return nil, fmt.Errorf("sfnt: glyph %d: %w", id, err)
		}
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	}
	if len(order) > 0xFFFF {
		return nil, fmt.Errorf("sfnt: %d glyphs are too many for one font", len(order))
	}
	return assemble(map[string][]byte{
		"OS/2": padded(f.tables["OS/2"]),
		"cmap": cmap,
		"glyf": glyf,
		"head": withU16(f.tables["head"][:54], 50, 1),
		"hhea": withU16(f.tables["hhea"][:36], 34, uint16(len(order))),
		"hmtx": cutMetrics(order),
		"loca": loca,
		"maxp": withU16(most(order), 4, uint16(len(order))),
		"name": nameTable(names),
		"post": append(withU32(f.postHead(), 0, 0x00030000), make([]byte, 16)...),
	}), nil
}

func cutMetrics(order []Glyph) []byte {
	out := make([]byte, 0, 4*len(order))
	for _, g := range order {
		k := uint16(order[0].Face.upem / g.Face.upem)
		out = binary.BigEndian.AppendUint16(out, k*uint16(g.Face.advance(int(g.ID))))
		out = binary.BigEndian.AppendUint16(out, k*g.Face.bearing(int(g.ID)))
	}
	return out
}

// most is the maxp table whose every bound is the largest among the faces.
func most(order []Glyph) []byte {
	first := order[0].Face
	out := append([]byte(nil), first.tables["maxp"]...)
	last := first
	for _, g := range order {
		if g.Face == last {
			continue
		}
		last = g.Face
		other := last.tables["maxp"]
		for at := 6; at+2 <= len(out) && at+2 <= len(other); at += 2 {
			binary.BigEndian.PutUint16(out[at:], max(u16(out, at), u16(other, at)))
		}
	}
	return out
}

func (f *Face) postHead() []byte {
	if p := f.tables["post"]; len(p) >= 16 {
		return p[:16]
	}
	return make([]byte, 16)
}

// assemble lays tables out as a font file, with their checksums.
func assemble(tables map[string][]byte) []byte {
	names := make([]string, 0, len(tables))
	size := 12 + 16*len(tables)
	for name, t := range tables {
		if len(t) == 0 {
			continue
		}
		names = append(names, name)
		size += (len(t) + 3) &^ 3
	}
	sort.Strings(names)
	out := make([]byte, 0, size)
	power := 1
	log := 0
	for ; power*2 <= len(names); power *= 2 {
		log++
	}
	out = append(out, 0, 1, 0, 0)
	for _, v := range []int{len(names), 16 * power, log, 16 * (len(names) - power)} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	at := 12 + 16*len(names)
	for _, name := range names {
		out = append(out, name...)
		for _, v := range []int{int(checksum(tables[name])), at, len(tables[name])} {
			out = binary.BigEndian.AppendUint32(out, uint32(v))
		}
		at += (len(tables[name]) + 3) &^ 3
	}
	head := 0
	for _, name := range names {
		if name == "head" {
			head = len(out)
		}
		out = append(out, tables[name]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	binary.BigEndian.PutUint32(out[head+8:], 0xB1B0AFBA-checksum(out))
	return out
}

func checksum(b []byte) uint32 {
	var sum uint32
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	for i, c := range b {
		sum += uint32(c) << (24 - 8*i)
	}
	return sum
}

func padded(b []byte) []byte {
	return append(append(make([]byte, 0, len(b)+3), b...), make([]byte, (4-len(b)%4)%4)...)
}

// withU16 is a copy of b with one number changed. In head the old checksum goes
// too, since assemble sums the table before it knows the new one.
func withU16(b []byte, at int, v uint16) []byte {
	out := append([]byte(nil), b...)
	binary.BigEndian.PutUint16(out[at:], v)
	if len(out) == 54 {
		binary.BigEndian.PutUint32(out[8:], 0)
	}
	return out
}

func withU32(b []byte, at int, v uint32) []byte {
	out := append([]byte(nil), b...)
	binary.BigEndian.PutUint32(out[at:], v)
	return out
}
