package secret

import (
	"crypto/sha256"
	"encoding/base32"
)

// typedGroups are how many groups of four signs a typed code has: 100 bits, which nobody
// guesses.
const typedGroups = 5

// Typed is a second secret for whoever cannot follow a link: twenty signs to type, in
// groups of four. It is made of the link's token by SHA-256, so that whoever prints the
// link can print it as well, and whoever reads it learns no link.
func Typed(token string) string {
	h := sha256.Sum256([]byte("chigiri typed\x00" + token))
	return inGroups(base32.NewEncoding(momentSigns).WithPadding(base32.NoPadding).EncodeToString(h[:])[:typedGroups*groupLen])
}

// ReadTyped brings a code as people type it to how Typed writes it; what is no code is "".
func ReadTyped(typed string) string { return readGroups(typed, typedGroups) }
