package store

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"chigiri/models"
)

// maxPassword keeps what is hashed small, in characters.
const maxPassword = 200

// ownWords is the least of a password that must be the person's own: what remains when
// common words, the person's names and runs of characters are taken out.
const ownWords = 6

// commonText lists words and phrases that open lists of guessed passwords, in
// romaji, English and Japanese.
//
//go:embed password_common.txt
var commonText string

var commonWords = commonList(commonText)

func commonList(text string) []string {
	var words []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			words = append(words, models.SearchKey(line))
		}
	}
	return words
}

// checkPassword applies the rules to a new password of u. Length counts and common
// words do not: there are no rules about kinds of characters and no expiry, as NIST
// SP 800-63B-4 (section 3.1.1.2) and OWASP ASVS 5.0 (6.2) have it. A password whose
// words are common ones, the person's login, name or organisation, or runs such as
// 12345 and aaaa, must have something of its own beside them.
func checkPassword(field, password string, u models.User) error {
	n := utf8.RuneCountInString(password)
	switch {
	case !utf8.ValidString(password):
		return models.Invalidf(field, "error.password.text")
	case n < models.MinPassword:
		return models.Invalidf(field, "error.password.short", n, models.MinPassword)
	case n > maxPassword:
		return models.Invalidf(field, "error.password.long", n, maxPassword)
	}
	rest := models.SearchKey(password)
	mine := without(rest, personal(u))
	if len(mine) < len(rest) && own(mine) < ownWords {
		return models.Invalidf(field, "error.password.personal")
	}
	if own(without(mine, commonWords)) < ownWords {
		return models.Invalidf(field, "error.password.common")
	}
	return nil
}

// personal are the words anybody would try first for u.
func personal(u models.User) []string {
	var words []string
	for _, s := range []string{u.Login, u.Name, u.Division, u.Vendor} {
		words = append(words, models.SearchKey(s))
		for _, part := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if utf8.RuneCountInString(part) > 1 {
				words = append(words, models.SearchKey(part))
			}
		}
	}
	return words
}

// without takes words out of a text, the longest first where they overlap.
func without(s string, words []string) string {
	for {
		longest := ""
		for _, w := range words {
			if len(w) > len(longest) && strings.Contains(s, w) {
				longest = w
			}
		}
		if longest == "" {
			return s
		}
		s = strings.ReplaceAll(s, longest, "")
	}
}

// own counts the characters that neither repeat nor follow the one before: 1234,
// aaaa and abab are worth no more than their beginning.
func own(s string) int {
	n := 0
	runes := []rune(s)
	for i, r := range runes {
		switch {
		case i > 0 && (r-runes[i-1] >= -1 && r-runes[i-1] <= 1):
		case i > 1 && r == runes[i-2]:
		default:
			n++
		}
	}
	return n
}

// shortenPassword bounds the work an unknown person can ask for. A longer text is
// no password of ours, and still is not when it is cut.
func shortenPassword(s string) string {
	if len(s) > 4*maxPassword {
		return s[:4*maxPassword+1]
	}
	return s
}
