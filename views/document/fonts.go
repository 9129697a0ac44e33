package document

import (
	"fmt"
	"sync"
	"unicode"

	"chigiri/assets"
	"chigiri/views/document/sfnt"
)

// FontFile is a TrueType font an installation adds, as a rule one with its own
// 外字. Name is what messages call it.
type FontFile struct {
	Name string
	Data []byte
}

// Fonts are the faces documents are set in, read once and shared by any number
// of goroutines.
type Fonts struct {
	faces  []*sfnt.Face
	names  []string // PostScript names for the PDF
	styles [4]fontStyle
}

// glyphRef is where a character is drawn from: a face, its glyph and the width
// in thousandths of an em. Glyph 0 is nowhere.
type glyphRef struct {
	face  uint8
	glyph uint16
	adv   uint16
}

// fontStyle is a chain of faces asked one after the other.
type fontStyle struct {
	chain []uint8
	bmp   []glyphRef // what the chain gives for each character up to U+FFFF
}

// The styles, Japanese first.
const (
	mincho = iota
	gothic
	latinMincho
	latinGothic
)

// LoadFonts reads the fonts of the house and those an installation adds, which
// are asked last. It fails on a file that is not TrueType or forbids embedding,
// naming it.
func LoadFonts(extra ...FontFile) (*Fonts, error) {
	files := append([]FontFile{
		{"BIZ UDMincho", assets.Mincho}, {"BIZ UDGothic", assets.Gothic},
		{"Latin Mincho", assets.LatinMincho}, {"Latin Gothic", assets.LatinGothic},
		{"Fallback", assets.Fallback},
	}, extra...)
	if len(files) > 250 {
		return nil, fmt.Errorf("%d font files are more than a document can use", len(files))
	}
	f := &Fonts{}
	rest := []uint8{mincho}
	for i, file := range files {
		face, err := sfnt.Parse(file.Data)
		if err != nil {
			return nil, fmt.Errorf("font %s: %w", file.Name, err)
		}
		f.faces = append(f.faces, face)
		name := face.PostScriptName()
		if name == "" {
			name = fmt.Sprintf("Gaiji%d", i)
		}
		f.names = append(f.names, name)
		if i > latinGothic {
			rest = append(rest, uint8(i))
		}
	}
	f.styles[mincho] = f.chain(rest)
	f.styles[gothic] = f.chain(append([]uint8{gothic}, rest...))
	f.styles[latinMincho] = f.chain(append([]uint8{latinMincho}, rest...))
	f.styles[latinGothic] = f.chain(append([]uint8{latinGothic, gothic}, rest...))
	return f, nil
}

// houseFonts are the fonts without additions, read when first needed.
var houseFonts = sync.OnceValues(func() (*Fonts, error) { return LoadFonts() })

func (f *Fonts) chain(faces []uint8) fontStyle {
	s := fontStyle{chain: faces, bmp: make([]glyphRef, 1<<16)}
	for r := range s.bmp {
		s.bmp[r] = f.search(faces, rune(r))
	}
	// Some fonts draw what is no character: controls, directions, selectors.
	for _, table := range []*unicode.RangeTable{unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Variation_Selector} {
		for _, rg := range table.R16 {
			for r := int(rg.Lo); r <= int(rg.Hi); r += int(rg.Stride) {
				s.bmp[r] = glyphRef{}
			}
		}
	}
	return s
}

func (f *Fonts) search(faces []uint8, r rune) glyphRef {
	for _, i := range faces {
		if g := f.faces[i].Glyph(r); g != 0 {
			return f.ref(i, g)
		}
	}
	return glyphRef{}
}

func (f *Fonts) ref(face uint8, glyph uint16) glyphRef {
	return glyphRef{face, glyph, uint16(f.faces[face].Advance(glyph))}
}

// glyph finds a character in a style.
func (f *Fonts) glyph(style int, r rune) glyphRef {
	if s := &f.styles[style]; r <= 0xFFFF {
		return s.bmp[r]
	}
	return f.search(f.styles[style].chain, r)
}

// variant finds a character with a variation selector. A face that has the
// sequence is needed: the plain character may be another person's name.
func (f *Fonts) variant(style int, base, selector rune) glyphRef {
	for _, i := range f.styles[style].chain {
		if g, ok := f.faces[i].Variant(base, selector); ok {
			return f.ref(i, g)
		}
	}
	return glyphRef{}
}
