package ledger

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"strings"
)

// SaltSize is the length of a commitment's salt in bytes; so much that nobody can
// try values out against a commitment whose salt is gone.
const SaltSize = 16

// committed marks a text that stands for a personal value.
const committed = "personal:"

// Commit gives the text that stands for a personal value in a leaf:
// "personal:" and hex SHA-256(salt ‖ value). While salt and value are kept anybody
// can check what was said; when they are erased nobody can learn it again, and the
// leaf, its hash and every proof stand as before.
func Commit(salt []byte, value string) string {
	h := sha256.New()
	h.Write(salt)
	h.Write([]byte(value))
	return committed + hex.EncodeToString(h.Sum(nil))
}

// IsCommitment says whether a text has the form of a commitment.
func IsCommitment(text string) bool {
	rest, ok := strings.CutPrefix(text, committed)
	if !ok || len(rest) != hex.EncodedLen(sha256.Size) {
		return false
	}
	_, err := hex.DecodeString(rest)
	return err == nil
}

// Opens says whether a commitment stands for this value under this salt.
func Opens(commitment string, salt []byte, value string) bool {
	return subtle.ConstantTimeCompare([]byte(Commit(salt, value)), []byte(commitment)) == 1
}
