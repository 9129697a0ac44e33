// Package kinsoku says where a line of Japanese may end and fills lines of a
// given width: the Unicode line breaking algorithm (UAX #14, strict 禁則), plus
// what official documents expect of it: numbers with their units, 第１条 and ※１
// stay whole, and 、 and 。 may hang in the margin.
//
// It owns the segmentation library and knows nothing of fonts: widths come in.
package kinsoku

import "unicode"

// What stands between two characters.
const (
	Keep   byte = 0 // no line may end here
	May    byte = 1 // a line may end here
	Inside byte = 2 // within one character as readers see it: never split
)

// Breaks appends to dst, for each rune of text, what stands before it. The first
// is Keep. Line feeds are characters like others here; Fill obeys them.
func Breaks(dst []byte, text []rune) []byte {
	at := len(dst)
	for range text {
		dst = append(dst, Keep)
	}
	b := dst[at:]
	unicodeBreaks(b, text)
	keepNumbers(b, text)
	for i := 1; i < len(text); i++ {
		if Extends(text[i]) && text[i-1] != '\n' {
			b[i] = Inside
		}
	}
	return dst
}

// Extends says whether a rune belongs to the character before it: variation
// selectors, combining marks, the two kana voicing marks.
func Extends(r rune) bool {
	switch {
	case r < 0x0300:
		return false
	case r >= 0x3400 && r <= 0x9FFF || r >= 0x3000 && r <= 0x30FF:
		return r == 0x3099 || r == 0x309A || r >= 0x302A && r <= 0x302F
	case r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF:
		return true
	case r >= 0xFF00 && r <= 0xFFEF:
		return false
	}
	return unicode.In(r, unicode.Mn, unicode.Me)
}

// Hangs says whether a mark may stand beyond the line's end.
func Hangs(r rune) bool {
	switch r {
	case '、', '。', '，', '．':
		return true
	}
	return false
}

// NoStart says whether a character must not begin a line (行頭禁則).
func NoStart(r rune) bool {
	switch class(r) {
	case closing:
		return true
	case other:
		switch r {
		case '!', '%', ')', ',', '.', ':', ';', '?', ']', '}', '°', '’', '”', '‰', '′', '″', '℃',
			'％', '｡', '｣', '､', '･', 'ﾞ', 'ﾟ', '»', '›':
			return true
		}
	}
	return false
}

// NoEnd says whether a character must not end a line (行末禁則).
func NoEnd(r rune) bool {
	switch class(r) {
	case opening:
		return true
	case other:
		switch r {
		case '$', '(', '[', '{', '£', '¥', '‘', '“', '￥', '＄', '￡', '｢', '«', '‹':
			return true
		}
	}
	return false
}

func blank(r rune) bool { return r == ' ' || r == '\u3000' }
