package document

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"chigiri/models"
)

// Missing is a character a document cannot be printed with.
type Missing struct {
	Key   string // error.glyph: no font has it; error.document_character: not a character to print
	Char  string // with its variation selector
	Code  string // U+20BB7, or U+845B U+E0100
	Place string // the number or title it stands under, and the words around it
}

// unprintable is a character that is none to a reader: a control, a direction,
// half of something. Its arguments are the code point and the words around it.
const unprintable = "error.document_character"

// mostMissing is how many characters a refusal names; a longer list helps nobody.
const mostMissing = 20

// Missing lists the characters of a document that no font has, control
// characters and broken UTF-8: each once, in reading order, the first twenty. An
// empty list means the document can be printed.
func (f *Fonts) Missing(doc Document) []Missing {
	var found []Missing
	seen := map[string]bool{}
	eachPrinted(doc, func(under, text string) {
		f.check(doc.Language, text, func(key, char string, at int) {
			if seen[char] || len(found) == mostMissing {
				return
			}
			seen[char] = true
			found = append(found, Missing{key, char, codePoints(char), place(under, text, at)})
		})
	})
	return found
}

// missingError is the refusal that names what is missing.
func missingError(missing []Missing) error {
	var p models.Problems
	for _, m := range missing {
		if m.Key == unprintable {
			p.Add("", m.Key, m.Code, m.Place)
			continue
		}
		p.Add("", m.Key, m.Char, m.Code, m.Place)
	}
	return p.Err()
}

// check calls bad for each character of text that cannot be printed, with its
// byte offset.
func (f *Fonts) check(language, text string, bad func(key, char string, at int)) {
	style := textStyle(language, mincho)
	refs := f.styles[style].bmp
	for i, r := range text {
		if r > 0x20 && r <= 0xFFFD && refs[r].glyph != 0 {
			continue // nearly everything; a selector after it is looked at on its own
		}
		switch {
		case r == '\n' || r == ' ' || r == '\t' || r == '\r' && strings.HasPrefix(text[i+1:], "\n"):
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD"):
			bad(unprintable, "\uFFFD", i)
		case isSelector(r):
			base, _ := utf8.DecodeLastRuneInString(text[:i])
			if i == 0 || f.variant(style, base, r).glyph == 0 {
				bad("error.glyph", lastRune(text[:i])+string(r), i)
			}
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
			bad(unprintable, string(r), i)
		case f.glyph(style, r).glyph == 0:
			bad("error.glyph", string(r), i)
		}
	}
}

func isSelector(r rune) bool {
	return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF
}

func lastRune(s string) string {
	_, n := utf8.DecodeLastRuneInString(s)
	return s[len(s)-n:]
}

func codePoints(s string) string {
	var parts []string
	for _, r := range s {
		parts = append(parts, fmt.Sprintf("%U", r))
	}
	return strings.Join(parts, " ")
}

// place quotes the words around a byte offset, under the title they stand under.
func place(under, text string, at int) string {
	printable := func(s string) []rune {
		return []rune(strings.Map(func(r rune) rune {
			if unicode.IsControl(r) || r == utf8.RuneError {
				return '␣'
			}
			return r
		}, s))
	}
	before, after := printable(text[:at]), printable(text[at:])
	quote := string(before[max(0, len(before)-8):]) + string(after[:min(len(after), 9)])
	if under == "" {
		return "「" + quote + "」"
	}
	return under + "「" + quote + "」"
}

// eachPrinted calls yield for every text of a document that is printed, with the
// number or title it stands under.
func eachPrinted(doc Document, yield func(under, text string)) {
	for _, s := range []string{doc.Title, doc.Subject, doc.Author, doc.Number, doc.Running, doc.Edition} {
		yield("", s)
	}
	under := ""
	for _, b := range doc.Blocks {
		switch b := b.(type) {
		case Heading:
			under = b.Text
			yield("", b.Text)
		case Paragraph:
			yield(under, b.Text)
		case Item:
			if b.Depth == 0 && b.Number != "" {
				under = b.Number
			}
			for _, s := range []string{b.Number, b.Title, b.Text} {
				yield(under, s)
			}
		case Facts:
			eachPrintedFact(b.Rows, under, yield)
		case Code:
			yield(under, b.Title)
			eachPrintedFact(b.Rows, under, yield)
		case Table:
			eachPrintedCell(b, under, yield)
		case Seal:
			for _, s := range append(b.Lines[:len(b.Lines):len(b.Lines)], b.Name) {
				yield(under, s)
			}
		case Contents:
			yield("", b.Title)
		}
	}
}

func eachPrintedFact(rows [][2]string, under string, yield func(under, text string)) {
	for _, row := range rows {
		yield(under, row[0])
		yield(row[0], row[1])
	}
}

func eachPrintedCell(t Table, under string, yield func(under, text string)) {
	if t.Caption != "" {
		under = t.Caption
	}
	yield("", t.Caption)
	for _, c := range t.Columns {
		yield(under, c.Title)
	}
	for _, row := range t.Rows {
		for _, cell := range row {
			yield(under, cell)
		}
	}
}
