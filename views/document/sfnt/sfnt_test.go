package sfnt

import (
	"bytes"
	"os"
	"testing"
)

const fonts = "../../../assets/fonts/"

func load(t testing.TB, name string) *Face {
	t.Helper()
	b, err := os.ReadFile(fonts + name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Characters beyond U+FFFF and variation sequences are found, default and not.
func TestGlyphs(t *testing.T) {
	m, rare := load(t, "BIZUDMincho-Regular.ttf"), load(t, "ChigiriFallback.ttf")
	for _, c := range []struct {
		face *Face
		r    rune
		want bool
	}{{m, '契', true}, {m, '𩸽', true}, {m, '𠮷', false}, {rare, '𠮷', true}, {rare, '槗', true}, {rare, '吿', true}, {rare, 'あ', false}, {m, 0x10FFFF, false}} {
		if got := c.face.Glyph(c.r) != 0; got != c.want {
			t.Errorf("%c of %s: %v", c.r, c.face.PostScriptName(), got)
		}
	}
	old, ok := m.Variant('葛', 0xE0100)
	if young, ok2 := m.Variant('葛', 0xE0101); !ok || !ok2 || old == young {
		t.Errorf("葛: %d %d", old, young)
	}
	if _, ok := m.Variant('葛', 0xE01EF); ok {
		t.Error("a sequence nobody made is found")
	}
	if m.Advance(m.Glyph('契')) != 1000 || m.Advance(m.Glyph('A')) != 500 {
		t.Error("widths are not a full and a half em")
	}
}

// A cut holds the same outlines and widths under its codes, composites included,
// and a subset keeps characters and sequences.
func TestCutKeepsGlyphs(t *testing.T) {
	for _, name := range []string{"BIZUDMincho-Regular.ttf", "ChigiriFallback.ttf", "ChigiriLatinMincho.ttf"} {
		t.Run(name, func(t *testing.T) {
			f := load(t, name)
			var glyphs []uint16
			for r := range f.Runes {
				if glyphs = append(glyphs, f.Glyph(r)); len(glyphs) == 3000 {
					break
				}
			}
			data, err := CutCodes(of(f, glyphs), from, "Cut")
			if err != nil {
				t.Fatal(err)
			}
			cut, err := Parse(data)
			if err != nil {
				t.Fatal(err)
			}
			if cut.PostScriptName() != "Cut" {
				t.Errorf("name %q", cut.PostScriptName())
			}
			for i, g := range glyphs {
				n := cut.Glyph(rune(0x100 + i))
				if int(n) != i+1 || cut.Advance(n) != f.Advance(g) || cut.bearing(int(n)) != f.bearing(int(g)) {
					t.Fatalf("glyph %d became %d with width %d, was %d", g, n, cut.Advance(n), f.Advance(g))
				}
				if a, b := f.outline(int(g)), cut.outline(int(n)); (len(a) == 0) != (len(b) == 0) || len(a) > 0 && !bytes.Equal(a[:10], b[:10]) {
					t.Fatalf("glyph %d has another outline", g)
				}
			}
			if again, _ := CutCodes(of(f, glyphs), from, "Cut"); !bytes.Equal(again, data) {
				t.Error("the bytes differ")
			}
		})
	}
}

// A subset maps its characters and sequences as the face did.
func TestSubset(t *testing.T) {
	f := load(t, "BIZUDMincho-Regular.ttf")
	data, err := f.Subset([]rune{'𩸽', 'あ', '葛'}, []Sequence{{'葛', 0xE0100}, {'辻', 0xE0100}}, map[uint16]string{6: "Sub"})
	if err != nil {
		t.Fatal(err)
	}
	s, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	_, ok := s.Variant('葛', 0xE0100)
	if s.Glyph('𩸽') == 0 || s.Glyph('あ') == 0 || s.Glyph('い') != 0 || !ok {
		t.Error("characters are lost or gained")
	}
}

// of says that glyphs are a face's.
func of(f *Face, ids []uint16) []Glyph {
	glyphs := make([]Glyph, len(ids))
	for i, id := range ids {
		glyphs[i] = Glyph{f, id}
	}
	return glyphs
}

// from gives codes one after the other.
func from(i int) int { return 0x100 + i }

// Too many or no glyphs are refused.
func TestCutCodesRefuses(t *testing.T) {
	f := load(t, "ChigiriLatinMincho.ttf")
	for name, n := range map[string]int{"none": 0, "too many": 0xFFFF} {
		if _, err := CutCodes(of(f, make([]uint16, n)), from, "x"); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// No bytes make Parse, a look-up or a cut panic: fonts come from installations.
func FuzzParse(f *testing.F) {
	small, err := load(f, "BIZUDMincho-Regular.ttf").Subset([]rune{'A', 'ﾊ', '契', '𩸽', 'é'}, []Sequence{{'葛', 0xE0100}}, map[uint16]string{6: "Seed"})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(small, 40, byte(0xFF))
	f.Fuzz(func(t *testing.T, data []byte, at int, with byte) {
		if data = bytes.Clone(data); at >= 0 && at < len(data) {
			data[at] = with
		}
		face, err := Parse(data)
		if err != nil {
			return
		}
		_ = face.PostScriptName()
		var glyphs []uint16
		for r := range face.Runes {
			if glyphs = append(glyphs, face.Glyph(r)); len(glyphs) == 50 {
				break
			}
		}
		for _, g := range glyphs {
			_ = face.Advance(g)
		}
		if len(glyphs) > 0 {
			_, _ = CutCodes(of(face, glyphs), from, "x")
			for _, g := range glyphs {
				_, _ = enlarge(face.outline(int(g)), 2)
			}
		}
	})
}

// A face of a coarser grid joins one of a finer: the same shapes, twice the numbers,
// also those of composites; the widths of both stay what they are in an em.
func TestCutCodesJoinsGrids(t *testing.T) {
	fine, coarse := load(t, "BIZUDMincho-Regular.ttf"), load(t, "ChigiriFallback.ttf")
	glyphs := []Glyph{{fine, fine.Glyph('あ')}}
	for _, r := range []rune{'𠮷', '槗', '吿'} {
		glyphs = append(glyphs, Glyph{coarse, coarse.Glyph(r)})
	}
	data, err := CutCodes(glyphs, from, "Joined")
	if err != nil {
		t.Fatal(err)
	}
	cut, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	for i, g := range glyphs {
		n := cut.Glyph(rune(from(i)))
		if cut.Advance(n) != g.Face.Advance(g.ID) {
			t.Errorf("glyph %d: width %d, was %d", i, cut.Advance(n), g.Face.Advance(g.ID))
		}
		k := cut.upem / g.Face.upem
		was, is := g.Face.outline(int(g.ID)), cut.outline(int(n))
		for at := 2; at < 10; at += 2 {
			if int(int16(u16(is, at))) != k*int(int16(u16(was, at))) {
				t.Errorf("glyph %d: bounds % x, were % x", i, is[2:10], was[2:10])
			}
		}
		if once, err := enlarge(was, k); err != nil || k > 1 && !bytes.Equal(once[:10], is[:10]) {
			t.Errorf("glyph %d: %v", i, err)
		}
	}
	if _, err := CutCodes([]Glyph{glyphs[1], glyphs[0]}, from, "Joined"); err == nil {
		t.Error("a finer face was put on a coarser grid")
	}
}
