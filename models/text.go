package models

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lengths of text that fields take, in characters: codes and numbers, names, longer
// lines, texts of several lines.
const (
	MaxCode = 40
	MaxName = 200
	MaxLine = 500
	MaxText = 4000
)

// CleanLine takes one line of text as a person typed or pasted it. It trims, and
// puts kana and their separate sound marks together (macOS writes か＋゙); beyond
// that the text stays as it is, so that the characters of names survive. A max
// of 0 means no limit. Errors are of KindInvalid, with
//
//	error.utf8      line, column: bytes that are no text
//	error.control   line, column, U+…: a line break or tab, a control character, or
//	                an invisible one that would let a text read otherwise than it is
//	error.too_long  characters found, max
//	error.mynumber  as GuardText
func CleanLine(field, s string, max int) (string, error) {
	return clean(field, strings.TrimSpace(s), max, false)
}

// CleanText is CleanLine for several lines: it keeps line breaks (as \n) and tabs
// and the indent of the first line.
func CleanText(field, s string, max int) (string, error) {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	indent := s[:len(s)-len(strings.TrimLeftFunc(s, unicode.IsSpace))]
	return clean(field, s[strings.LastIndexByte(indent, '\n')+1:], max, true)
}

func clean(field, s string, max int, lines bool) (string, error) {
	s = composeKana(s)
	if err := readable(field, s, lines); err != nil {
		return "", err
	}
	if n := utf8.RuneCountInString(s); max > 0 && n > max {
		return "", Invalidf(field, "error.too_long", n, max)
	}
	if err := GuardText(field, s); err != nil {
		return "", err
	}
	return s, nil
}

// readable refuses the first character that a reader could not see or trust.
func readable(field, s string, lines bool) error {
	line, column := 1, 0
	var before glyph
	for i, r := range s {
		column++
		if r == utf8.RuneError {
			return Invalidf(field, "error.utf8", line, column)
		}
		next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
		if key := before.refuses(r, next, lines); key != "" {
			return Invalidf(field, key, line, column, fmt.Sprintf("U+%04X", r))
		}
		if r == '\n' {
			line, column = line+1, 0
		}
		before = before.then(r)
	}
	return nil
}

// glyph is what stands before the character being looked at.
type glyph struct {
	base   rune
	varied bool // it has its variation selector already
}

func (g glyph) then(r rune) glyph {
	if unicode.Is(unicode.Variation_Selector, r) {
		return glyph{g.base, true}
	}
	return glyph{base: r}
}

// refuses gives the key of what is wrong with r behind g, "" when nothing is.
func (g glyph) refuses(r, next rune, lines bool) string {
	switch {
	case lines && (r == '\n' || r == '\t'):
		return ""
	case isJoiner(r):
		return unlessKey(joins(g.base) && joins(next))
	case unicode.Is(unicode.Variation_Selector, r):
		return unlessKey(g.base > ' ' && !g.varied && !unicode.IsSpace(g.base))
	case hides(r):
		return "error.control"
	}
	return ""
}

func unlessKey(ok bool) string {
	if ok {
		return ""
	}
	return "error.control"
}

// hides reports whether r is a control or format character (Cc, Cf: the bidi
// overrides and zero-width spaces among them), a line separator of Unicode's own,
// a filler that shows nothing, or no character at all.
func hides(r rune) bool {
	switch r {
	case 0x034F, 0x115F, 0x1160, 0x2028, 0x2029, 0x3164, 0xFFA0, 0xFFFC:
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Noncharacter_Code_Point)
}

// isJoiner reports whether r is ZWJ or ZWNJ, which emoji and the scripts of India
// and Iran need.
func isJoiner(r rune) bool { return r == 0x200C || r == 0x200D }

// joins reports whether a joiner beside r can be meant: never beside what Japanese
// and Latin texts are made of.
func joins(r rune) bool {
	if r < 0x0300 || r == utf8.RuneError {
		return false
	}
	if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Latin, unicode.Greek, unicode.Cyrillic) {
		return false
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.So, unicode.Sk)
}

// composeKana puts a combining sound mark (U+3099, U+309A) together with the kana
// before it. It is not NFC, which would replace kanji of names such as 神 U+FA19.
func composeKana(s string) string {
	if !strings.ContainsAny(s, "\u3099\u309a") {
		return s
	}
	out := make([]rune, 0, len(s)/3)
	for _, r := range s {
		if n := len(out); n > 0 && (r == 0x3099 || r == 0x309A) {
			if c, ok := voiced(out[n-1], r == 0x309A); ok {
				out[n-1] = c
				continue
			}
		}
		out = append(out, r)
	}
	return string(out)
}

// voiced is the kana with a dakuten, or half with a handakuten.
func voiced(r rune, half bool) (rune, bool) {
	const plain = "かきくけこさしすせそたちつてとはひふへほゝカキクケコサシスセソタチツテトハヒフヘホヽ"
	const halves = "はひふへほハヒフヘホ"
	switch {
	case half && strings.ContainsRune(halves, r):
		return r + 2, true
	case half:
		return r, false
	case strings.ContainsRune(plain, r):
		return r + 1, true
	case r == 'う':
		return 'ゔ', true
	case r == 'ウ':
		return 'ヴ', true
	case r >= 'ワ' && r <= 'ヲ':
		return r + ('ヷ' - 'ワ'), true
	}
	return r, false
}
