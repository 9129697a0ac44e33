package document

import (
	"fmt"
	"unicode/utf8"

	"chigiri/views/document/kinsoku"
	"chigiri/views/document/sfnt"
)

// A PDF font made here has codes of its own: every different character a face
// draws gets the next one, from firstCode on, and a ToUnicode map says what it
// stands for. So characters beyond U+FFFF and variation sequences, which gofpdf
// cannot address, are codes like any other, and an installation's private-use
// characters stay what they are.
const (
	firstCode = 0x100  // gofpdf treats codes up to 0xFF in ways of its own
	lastCode  = 0xD7FF // above lie the surrogates, which are no characters
)

// codeRun is how many codes follow each other before one is left out. gofpdf takes
// the square of a run's length to write the widths of its codes; short runs make
// that nothing.
const codeRun = 16

// codeOf is the code of the i-th character of a face.
func codeOf(i int) int { return firstCode + i + i/codeRun }

// pdfPool is what one document uses of the faces that fit on one grid: they
// become one font of the file, for every font costs gofpdf the same however little
// it holds.
type pdfPool struct {
	font   uint8        // number of the first face, which names the pool
	faces  int          // how many faces have come together
	glyphs []sfnt.Glyph // by the order of codes
	texts  [][2]rune    // what each code stands for; the second may be 0
}

// pdfFace is what one document uses of a face.
type pdfFace struct {
	*pdfPool
	face *sfnt.Face
	bmp  []uint16         // code of each plain character up to U+FFFF
	rest map[int64]uint16 // code of a character<<32 | selector
}

func (p *pdfFace) code(base, selector rune, glyph uint16) uint16 {
	plain := selector == 0 && base <= 0xFFFF
	if plain && p.bmp[base] != 0 {
		return p.bmp[base]
	}
	key := int64(base)<<32 | int64(selector)
	if c := p.rest[key]; !plain && c != 0 {
		return c
	}
	c := uint16(codeOf(len(p.glyphs)))
	p.glyphs = append(p.glyphs, sfnt.Glyph{Face: p.face, ID: glyph})
	p.texts = append(p.texts, [2]rune{base, selector})
	if plain {
		p.bmp[base] = c
	} else {
		p.rest[key] = c
	}
	return c
}

// shaped is a text on its way to lines: one entry for each rune.
type shaped struct {
	text   []rune
	adv    []int32 // thousandths of an em
	code   []uint16
	face   []uint8
	before []byte // what kinsoku.Breaks says
	lines  []kinsoku.Line
}

// shaper turns texts into codes for one document.
type shaper struct {
	fonts *Fonts
	faces []*pdfFace // by number in fonts; nil when unused
	pools []*pdfPool // in the order they came up
	buf   []byte
}

func newShaper(fonts *Fonts) *shaper {
	return &shaper{fonts: fonts, faces: make([]*pdfFace, len(fonts.faces))}
}

func (s *shaper) face(i uint8) *pdfFace {
	if s.faces[i] == nil {
		face := s.fonts.faces[i]
		pool := s.pool(i, face.UnitsPerEm())
		pool.faces++
		s.faces[i] = &pdfFace{pdfPool: pool, face: face, bmp: make([]uint16, 1<<16), rest: map[int64]uint16{}}
	}
	return s.faces[i]
}

// pool is one that a face of a grid fits into; face i begins one when there is none.
func (s *shaper) pool(i uint8, grid int) *pdfPool {
	for _, p := range s.pools {
		if s.fonts.faces[p.font].UnitsPerEm()%grid == 0 {
			return p
		}
	}
	p := &pdfPool{font: i}
	s.pools = append(s.pools, p)
	return p
}

// shape fills t with a text in a style. Kana typed in two parts are joined, tabs
// become spaces and line ends "\n"; nothing else changes.
func (s *shaper) shape(t *shaped, style int, text string) {
	t.text, t.adv, t.code, t.face = t.text[:0], t.adv[:0], t.code[:0], t.face[:0]
	for i, r := range text {
		switch {
		case r == '\r' && i+1 < len(text) && text[i+1] == '\n':
			continue
		case r == '\r':
			r = '\n'
		case r == '\t':
			r = ' '
		case (r == 0x3099 || r == 0x309A) && len(t.text) > 0:
			if joined := joinKana(t.text[len(t.text)-1], r); joined != 0 {
				t.drop()
				r = joined
			}
		case isSelector(r) && len(t.text) > 0:
			s.vary(t, style, r)
			continue
		}
		s.add(t, style, r)
	}
	t.before = kinsoku.Breaks(t.before[:0], t.text)
}

func (s *shaper) add(t *shaped, style int, r rune) {
	if r == '\n' {
		t.push(r, 0, 0, 0)
		return
	}
	ref := s.fonts.glyph(style, r)
	face := s.face(ref.face)
	t.push(r, int32(ref.adv), face.code(r, 0, ref.glyph), face.font)
}

// vary gives the last character the form its selector asks for.
func (s *shaper) vary(t *shaped, style int, selector rune) {
	last := len(t.text) - 1
	ref := s.fonts.variant(style, t.text[last], selector)
	if ref.glyph != 0 {
		face := s.face(ref.face)
		t.adv[last], t.face[last] = int32(ref.adv), face.font
		t.code[last] = face.code(t.text[last], selector, ref.glyph)
	}
	t.push(selector, 0, 0, 0)
}

func (t *shaped) push(r rune, adv int32, code uint16, face uint8) {
	t.text, t.adv = append(t.text, r), append(t.adv, adv)
	t.code, t.face = append(t.code, code), append(t.face, face)
}

func (t *shaped) drop() {
	n := len(t.text) - 1
	t.text, t.adv, t.code, t.face = t.text[:n], t.adv[:n], t.code[:n], t.face[:n]
}

// width is the width of a stretch in thousandths of an em.
func (t *shaped) width(from, to int) (w int32) {
	for _, a := range t.adv[from:to] {
		w += a
	}
	return w
}

// codes is a stretch as gofpdf takes it: each code as a UTF-8 rune.
func (s *shaper) codes(t *shaped, from, to int) string {
	s.buf = s.buf[:0]
	for _, c := range t.code[from:to] {
		if c != 0 {
			s.buf = utf8.AppendRune(s.buf, rune(c))
		}
	}
	return string(s.buf)
}

// full is an error when a face has run out of codes.
func (s *shaper) full() error {
	for _, p := range s.pools {
		if codeOf(len(p.glyphs)) > lastCode {
			return fmt.Errorf("%d different characters of font %s are more than one PDF font can hold", len(p.glyphs), s.fonts.names[p.font])
		}
	}
	return nil
}

// joinKana gives the kana that a kana and a voicing mark are in two parts, or 0.
// Names in kanji are never touched: normal forms would replace 460 of them.
func joinKana(kana, mark rune) rune {
	const voiced = "かがきぎくぐけげこごさざしじすずせぜそぞただちぢつづてでとどはばひびふぶへべほぼうゔゝゞ" +
		"カガキギクグケゲコゴサザシジスズセゼソゾタダチヂツヅテデトドハバヒビフブヘベホボウヴワヷヰヸヱヹヲヺヽヾ"
	const half = "はぱひぴふぷへぺほぽハパヒピフプヘペホポ"
	pairs := voiced
	if mark == 0x309A {
		pairs = half
	}
	match := false
	for i, r := range pairs {
		switch {
		case match:
			return r
		case i%6 == 0: // pairs of three-byte characters
			match = r == kana
		}
	}
	return 0
}
