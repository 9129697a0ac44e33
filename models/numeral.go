package models

import (
	"strconv"
	"strings"
)

// FullWidth widens ASCII to the forms that stand one kanji wide: １２Ａ－（; a space
// becomes U+3000. Anything else is left alone.
func FullWidth(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '　'
		case r > ' ' && r <= '~':
			return r - '!' + '！'
		}
		return r
	}, s)
}

const (
	kanjiDigits = "〇一二三四五六七八九"
	kanaOrder   = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
	romanOrder  = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
)

// KanjiNumber is n in kanji as articles are counted, 千二百三十四; outside 1 to
// 9999 it is in full-width digits.
func KanjiNumber(n int) string {
	if n < 1 || n > 9999 {
		return FullWidth(strconv.Itoa(n))
	}
	digits := []rune(kanjiDigits)
	var b strings.Builder
	for _, place := range []struct {
		unit int
		name string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / place.unit % 10
		if d > 1 || (d == 1 && place.unit == 1) {
			b.WriteRune(digits[d])
		}
		if d > 0 {
			b.WriteString(place.name)
		}
	}
	return b.String()
}

// KanaNumber is the n-th of ア, イ, ウ … ン, and after the forty-sixth アア, アイ;
// "" below 1.
func KanaNumber(n int) string {
	kana := []rune(kanaOrder)
	var s string
	for ; n > 0; n = (n - 1) / len(kana) {
		s = string(kana[(n-1)%len(kana)]) + s
	}
	return s
}

// RomanNumber is Ⅰ to Ⅻ as one character each; outside 1 to 12 it is in
// full-width digits.
func RomanNumber(n int) string {
	if n < 1 || n > 12 {
		return FullWidth(strconv.Itoa(n))
	}
	return string([]rune(romanOrder)[n-1])
}

// Thousands is n with a comma at every third digit, 1,234,567.
func Thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}
