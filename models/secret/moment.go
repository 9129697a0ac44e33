package secret

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"
	"time"
)

// momentSigns are the signs of codes that people read and type: none looks like another.
const momentSigns = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

// Moment is a code for one moment and purpose: eight signs, in two groups, of an
// HMAC-SHA-256 under the installation's key and a token of the thing it is for. An
// installation without a key has the token alone.
func Moment(key []byte, purpose, token string, at time.Time) string {
	mac := hmac.New(sha256.New, append([]byte(token+"\x00"), key...))
	mac.Write([]byte("chigiri " + purpose + "\x00" + strconv.FormatInt(at.Unix(), 10)))
	code := base32.NewEncoding(momentSigns).WithPadding(base32.NoPadding).EncodeToString(mac.Sum(nil))
	return code[:4] + "-" + code[4:8]
}

// ReadMoment brings a code as people type it to how Moment writes it; what is no code
// stays none.
func ReadMoment(typed string) string { return readGroups(typed, 2) }

// groupLen is how many signs of a code stand together.
const groupLen = 4

// readGroups reads a code of so many groups as people type it: without regard to case,
// width, hyphens and spaces. What is no such code is "".
func readGroups(typed string, groups int) string {
	var signs []rune
	for _, r := range strings.ToUpper(typed) {
		switch {
		case r >= 'Ａ' && r <= 'Ｚ' || r >= '０' && r <= '９':
			r -= 'Ａ' - 'A'
		case r >= 'ａ' && r <= 'ｚ':
			r -= 'ａ' - 'A'
		}
		if strings.ContainsRune(momentSigns, r) {
			signs = append(signs, r)
		} else if !strings.ContainsRune("-－‐ー 　", r) {
			return ""
		}
	}
	if len(signs) != groups*groupLen {
		return ""
	}
	return inGroups(string(signs))
}

// inGroups parts signs by hyphens.
func inGroups(signs string) string {
	var groups []string
	for ; len(signs) > groupLen; signs = signs[groupLen:] {
		groups = append(groups, signs[:groupLen])
	}
	return strings.Join(append(groups, signs), "-")
}
