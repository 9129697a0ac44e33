package models

import (
	"strconv"
	"strings"
	"unicode/utf8"
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

// WideNumbers sets the numbers of a Japanese text in the forms that stand one kanji wide,
// as official papers have them: 遅くとも１時間以内, １，０００件, 第４－２－(１)１Ｂ. What
// begins with a letter stays as it is with the number behind it (F-01B, SHA-256, TLS 1.2),
// and so does what has other signs in it, and long numbers with hyphens: addresses, dates
// and times in digits, telephone numbers.
func WideNumbers(s string) string {
	var b strings.Builder
	latin := false // the last run was no number, and only a space stands behind it
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && s[j] > ' ' && s[j] <= '~' {
			j++
		}
		switch run := s[i:j]; {
		case run == "":
			_, j = utf8.DecodeRuneInString(s[i:])
			j += i
			latin = latin && s[i:j] == " "
			b.WriteString(s[i:j])
		case !latin && isNumber(run):
			b.WriteString(widened(run))
		default:
			latin = run[0] > '9' || run[0] < '('
			b.WriteString(run)
		}
		i = j
	}
	return b.String()
}

// isNumber says whether a run of ASCII is a number or names a place by numbers.
func isNumber(run string) bool {
	inside := strings.TrimLeft(run, "(")
	if inside == "" || inside[0] < '0' || inside[0] > '9' {
		return false
	}
	letters, digits, long := 0, 0, false
	for _, c := range []byte(run) {
		switch {
		case c >= '0' && c <= '9':
			digits, letters = digits+1, 0
			long = long || digits > 2
		case strings.IndexByte(",.()%-", c) >= 0:
			digits, letters = 0, 0
		case c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z':
			digits, letters = 0, letters+1
		default:
			return false
		}
		if letters > 2 {
			return false
		}
	}
	return !long || strings.IndexByte(run, '-') < 0
}

// widened is such a run in wide forms; brackets keep theirs.
func widened(run string) string {
	return strings.Map(func(r rune) rune {
		if r == '(' || r == ')' {
			return r
		}
		return r - '!' + '！'
	}, run)
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
