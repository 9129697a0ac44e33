package kinsoku

import "github.com/rivo/uniseg"

// The classes whose pairs decide alone; everything else asks the library.
const (
	other   = iota
	ideo    // kanji, kana, full-width letters and digits: UAX #14 ID
	closing // CL, NS, CJ, EX, and the ideographic space: nothing ends before it
	opening // OP: nothing ends after it
	letter  // ASCII letters: AL
)

// class sorts a character; a test holds every fast class against the library.
func class(r rune) byte {
	switch {
	case r < 0x80:
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return letter
		}
		return other
	case r >= 0x3000 && r <= 0x30FF:
		return kana[r-0x3000]
	case r >= 0x4E00 && r <= 0x9FFF:
		return ideo
	case r >= 0xFF01 && r <= 0xFF5E:
		return wide[r-0xFF01]
	}
	return other
}

var kana, wide = classes()

func classes() (k [0x100]byte, w [0x5E]byte) {
	for r := rune(0x3041); r <= 0x30FF; r++ {
		k[r-0x3000] = ideo
	}
	for _, r := range "\u3097\u3098\u3099\u309A" {
		k[r-0x3000] = other
	}
	for _, r := range "\u3000、。々〉》」』】〕〗〙〛〜〻ぁぃぅぇぉっゃゅょゎゕゖ゛゜ゝゞ゠ァィゥェォッャュョヮヵヶ・ーヽヾ" {
		k[r-0x3000] = closing
	}
	for _, r := range "〈《「『【〔〖〘〚" {
		k[r-0x3000] = opening
	}
	for _, r := range "〃〆〇" {
		k[r-0x3000] = ideo
	}
	for r := rune('０'); r <= 'ｚ'; r++ {
		if r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' {
			w[r-0xFF01] = ideo
		}
	}
	for _, r := range "），．：；？！］｝" {
		w[r-0xFF01] = closing
	}
	for _, r := range "（［｛" {
		w[r-0xFF01] = opening
	}
	return k, w
}

// unicodeBreaks marks UAX #14's opportunities. Pairs of plain Japanese characters
// are decided here; the stretches around anything else go to the library, from
// one certain opportunity to the next, where its state begins anew.
func unicodeBreaks(b []byte, text []rune) {
	from, slow := 0, false // the stretch since the last certain opportunity
	var before byte = other
	for i, r := range text {
		c := class(r)
		if r == ' ' && before == letter && i+1 < len(text) && class(text[i+1]) == letter {
			c = letter // no end before a single space between words …
		}
		if c == other {
			slow = true
		} else if i > 0 && before != other && certain(before, c, text[i-1]) {
			if slow {
				ask(b[from:i], text[from:i])
			}
			b[i] = May
			from, slow = i, false
		}
		before = c
	}
	if slow {
		ask(b[from:], text[from:])
	}
}

// certain says whether a line may end between two characters of fast classes.
func certain(a, b byte, first rune) bool {
	switch {
	case a == opening || b == closing:
		return false
	case a == letter && b == letter:
		return first == ' ' // … but after it
	}
	return true
}

func ask(b []byte, text []rune) {
	rest := string(text)
	state, at := -1, 0
	for len(rest) > 0 {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		for range segment {
			at++
		}
		if at < len(b) {
			b[at] = May
		}
	}
}
