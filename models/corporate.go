package models

import "unicode"

const corporateDigits = 13

// ParseCorporateNumber reads a 法人番号 (番号法 第2条第16項): thirteen digits, in any
// width, with spaces and hyphens allowed between them; it gives back the plain
// digits. Errors are of KindInvalid, with
//
//	error.corporate.char    position from 1, the character: not a digit
//	error.corporate.length  how many digits there are
//	error.corporate.check   check digit expected, check digit found
//	error.mynumber          beside the length: twelve digits that are somebody's 個人番号
func ParseCorporateNumber(s string) (string, error) {
	var kept []byte
	found, at := 0, 0
	for _, r := range s {
		at++
		v, ok := widthDigit(r)
		switch {
		case ok:
			if found++; found <= corporateDigits {
				kept = append(kept, '0'+v)
			}
		case unicode.IsSpace(r) || isHyphen(r):
		default:
			return "", Invalidf("", "error.corporate.char", at, shown(string(r)))
		}
	}
	if found != corporateDigits {
		var p Problems
		p.Add("", "error.corporate.length", found)
		if found == myNumberDigits {
			p.Merge("", GuardText("", s))
		}
		return "", p.Err()
	}
	if want, got := corporateCheck(kept[1:]), int(kept[0]-'0'); want != got {
		return "", Invalidf("", "error.corporate.check", want, got)
	}
	return string(kept), nil
}

// corporateCheck is the check digit of twelve ASCII digits, which stands before
// them: 9 - (Σ Pn·Qn mod 9), counted from the right, Qn 1 for odd n and 2 for
// even (法人番号の指定等に関する省令 第2条).
func corporateCheck(twelve []byte) int {
	sum := 0
	for i, c := range twelve {
		weight := 1
		if (len(twelve)-i)%2 == 0 {
			weight = 2
		}
		sum += int(c-'0') * weight
	}
	return 9 - sum%9
}

// widthDigit is the value of a digit in half or full width.
func widthDigit(r rune) (byte, bool) {
	switch {
	case r >= '0' && r <= '9':
		return byte(r - '0'), true
	case r >= '０' && r <= '９':
		return byte(r - '０'), true
	}
	return 0, false
}

// isHyphen reports whether r is one of the strokes people type as a hyphen, the
// long vowel mark among them.
func isHyphen(r rune) bool {
	switch r {
	case '-', '‐', '‑', '‒', '–', '—', '―', '−', '－', 'ー', 'ｰ', '﹣', '﹘', '─', '⁃':
		return true
	}
	return false
}
