// Package sfnt reads TrueType fonts and cuts small ones out of them: which
// glyph a character or an ideographic variation sequence has (cmap formats 4, 12
// and 14), how wide it is, and a new font that holds only the glyphs asked for.
//
// It knows nothing of documents or PDF. A Face never changes after Parse and may
// be shared by any number of goroutines.
//
// Tables are as in the OpenType specification (ISO/IEC 14496-22).
package sfnt

import (
	"encoding/binary"
	"fmt"
	"unicode/utf16"
)

// Face is a parsed TrueType font.
type Face struct {
	tables   map[string][]byte
	upem     int
	glyphs   int
	metrics  int // numberOfHMetrics
	longLoca bool

	bmp []uint16                 // glyph of each character up to U+FFFF
	sup map[rune]uint16          // glyph of each character above
	uvs map[rune]map[rune]uint16 // selector → base → glyph, 0 for the base's own
}

// Parse reads a TrueType font. Collections (.ttc) and fonts with PostScript
// outlines (.otf with CFF) are refused, as are fonts whose makers forbid
// embedding (OS/2 fsType). The bytes are kept, not copied.
func Parse(data []byte) (*Face, error) {
	tables, err := directory(data)
	if err != nil {
		return nil, err
	}
	f := &Face{tables: tables}
	if err := f.readHeads(); err != nil {
		return nil, err
	}
	if err := f.readCmap(); err != nil {
		return nil, err
	}
	return f, nil
}

func directory(data []byte) (map[string][]byte, error) {
	if len(data) < 12 {
		return nil, fmt.Errorf("sfnt: %d bytes are too few for a font", len(data))
	}
	switch tag := string(data[:4]); tag {
	case "\x00\x01\x00\x00", "true":
	case "ttcf":
		return nil, fmt.Errorf("sfnt: a font collection (.ttc); give one .ttf of it")
	case "OTTO":
		return nil, fmt.Errorf("sfnt: PostScript outlines (CFF); give a TrueType font (.ttf)")
	default:
		return nil, fmt.Errorf("sfnt: not a TrueType font (begins with %q)", tag)
	}
	tables := map[string][]byte{}
	for i := range int(u16(data, 4)) {
		rec := sub(data, 12+16*i, 16)
		if rec == nil {
			return nil, fmt.Errorf("sfnt: table directory is cut off")
		}
		at, n := int(u32(rec, 8)), int(u32(rec, 12))
		t := sub(data, at, n)
		if t == nil {
			return nil, fmt.Errorf("sfnt: table %q reaches beyond the file", rec[:4])
		}
		tables[string(rec[:4])] = t
	}
	return tables, nil
}

func (f *Face) readHeads() error {
	for name, least := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "hmtx": 4, "loca": 4, "glyf": 0, "cmap": 4} {
		if t, ok := f.tables[name]; !ok || len(t) < least {
			return fmt.Errorf("sfnt: table %q is missing or cut off", name)
		}
	}
	f.upem = int(u16(f.tables["head"], 18))
	f.longLoca = u16(f.tables["head"], 50) != 0
	f.metrics = int(u16(f.tables["hhea"], 34))
	f.glyphs = int(u16(f.tables["maxp"], 4))
	if os2 := f.tables["OS/2"]; len(os2) >= 10 {
		if fsType := u16(os2, 8); fsType&0x000F == 2 || fsType&0x0300 != 0 {
			return fmt.Errorf("sfnt: the font forbids embedding (fsType %#04x)", fsType)
		}
	}
	if f.upem == 0 || f.glyphs == 0 || f.metrics == 0 || f.metrics > f.glyphs {
		return fmt.Errorf("sfnt: impossible sizes (%d units, %d glyphs, %d metrics)", f.upem, f.glyphs, f.metrics)
	}
	width := 2
	if f.longLoca {
		width = 4
	}
	if len(f.tables["loca"]) < width*(f.glyphs+1) || len(f.tables["hmtx"]) < 4*f.metrics+2*(f.glyphs-f.metrics) {
		return fmt.Errorf("sfnt: loca or hmtx is shorter than %d glyphs need", f.glyphs)
	}
	return nil
}

// Glyph is the glyph of a character, 0 when the font has none.
func (f *Face) Glyph(r rune) uint16 {
	if r >= 0 && r <= 0xFFFF {
		return f.bmp[r]
	}
	return f.sup[r]
}

// Variant is the glyph of a base character followed by a variation selector; ok
// is false when the font does not know the sequence. A sequence whose form is
// the base's own (a default UVS) gives the base's glyph.
func (f *Face) Variant(base, selector rune) (glyph uint16, ok bool) {
	g, ok := f.uvs[selector][base]
	if ok && g == 0 {
		g = f.Glyph(base)
	}
	return g, ok && g != 0
}

// UnitsPerEm is the grid the face is drawn on.
func (f *Face) UnitsPerEm() int { return f.upem }

// Advance is the width of a glyph in thousandths of an em.
func (f *Face) Advance(glyph uint16) int {
	return (f.advance(int(glyph))*2000 + f.upem) / (2 * f.upem)
}

// Metrics are what a PDF says of a font beside its glyphs, in thousandths of an em.
type Metrics struct {
	Ascent, Descent, CapHeight int
	Box                        [4]int // left, bottom, right and top of all glyphs
}

// Metrics of the face; a font that does not say how high its capitals are has them as
// high as its ascent.
func (f *Face) Metrics() Metrics {
	scaled := func(table string, at int) int { return int(int16(u16(f.tables[table], at))) * 1000 / f.upem }
	m := Metrics{Ascent: scaled("hhea", 4), Descent: scaled("hhea", 6)}
	m.CapHeight = m.Ascent
	if os2 := f.tables["OS/2"]; len(os2) >= 90 && u16(os2, 0) >= 2 {
		m.CapHeight = scaled("OS/2", 88)
	}
	for i := range m.Box {
		m.Box[i] = scaled("head", 36+2*i)
	}
	return m
}

func (f *Face) advance(g int) int {
	if g >= f.metrics {
		g = f.metrics - 1
	}
	return int(u16(f.tables["hmtx"], 4*g))
}

func (f *Face) bearing(g int) uint16 {
	if g < f.metrics {
		return u16(f.tables["hmtx"], 4*g+2)
	}
	return u16(f.tables["hmtx"], 4*f.metrics+2*(g-f.metrics))
}

// outline is the glyf entry of a glyph; empty for a blank one or a broken font.
func (f *Face) outline(g int) []byte {
	if g >= f.glyphs {
		return nil
	}
	var from, to int
	if loca := f.tables["loca"]; f.longLoca {
		from, to = int(u32(loca, 4*g)), int(u32(loca, 4*g+4))
	} else {
		from, to = 2*int(u16(loca, 2*g)), 2*int(u16(loca, 2*g+2))
	}
	if to-from < 10 {
		return nil
	}
	return sub(f.tables["glyf"], from, to-from)
}

// Runes calls yield for every character the font maps, in no order.
func (f *Face) Runes(yield func(rune) bool) {
	for r, g := range f.bmp {
		if g != 0 && !yield(rune(r)) {
			return
		}
	}
	for r := range f.sup {
		if !yield(r) {
			return
		}
	}
}

// Variants calls yield for every variation sequence the font knows, in no order.
func (f *Face) Variants(yield func(base, selector rune) bool) {
	for selector, bases := range f.uvs {
		for base := range bases {
			if !yield(base, selector) {
				return
			}
		}
	}
}

// PostScriptName is the font's name for programs (name id 6), or "".
func (f *Face) PostScriptName() string {
	t := f.tables["name"]
	if len(t) < 6 {
		return ""
	}
	store := int(u16(t, 4))
	for i := range int(u16(t, 2)) {
		rec := sub(t, 6+12*i, 12)
		if rec == nil {
			return ""
		}
		if u16(rec, 6) != 6 {
			continue
		}
		s := sub(t, store+int(u16(rec, 10)), int(u16(rec, 8)))
		if u16(rec, 0) == 1 {
			return plainName(string(s))
		}
		units := make([]uint16, len(s)/2)
		for j := range units {
			units[j] = u16(s, 2*j)
		}
		return plainName(string(utf16.Decode(units)))
	}
	return ""
}

// plainName keeps what a PDF name may hold unescaped.
func plainName(s string) string {
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		c := s[i]
		if c == '-' || c == '_' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' {
			out = append(out, c)
		}
	}
	return string(out)
}

func u16(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }
func u32(b []byte, at int) uint32 { return binary.BigEndian.Uint32(b[at:]) }

// sub is b[at:at+n], or nil when that is not all there.
func sub(b []byte, at, n int) []byte {
	if at < 0 || n < 0 || at > len(b) || n > len(b)-at {
		return nil
	}
	return b[at : at+n]
}
