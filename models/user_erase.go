package models

import (
	"slices"
	"strings"
)

// Erasure is what erasing a person's data will take, before it is done.
type Erasure struct {
	User   User   `json:"user"`
	Reason string `json:"reason"`
	Login  string `json:"login"`  // what the account will be called
	Values int    `json:"values"` // personal values the log speaks of
	Events int    `json:"events"` // done by the person; they stay, without name and address
	Signs  int    `json:"sign_ins"`
	Tokens int    `json:"tokens"`
}

// ErasedLogin is what the account of an erased person is called.
func ErasedLogin(id string) string { return "erased-" + id[max(0, len(id)-8):] }

// Names says whether a text speaks of the person by name, login or address, however it is
// spaced and whatever the width of its letters. Where the name has an office or a firm
// before it, parted by a wide space, what is behind the last one is enough.
func (u User) Names(text string) bool {
	parts := strings.Split(u.Name, "　")
	name := SearchKey(parts[len(parts)-1])
	if name != "" && strings.Contains(SearchKey(text), name) {
		return true
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && !strings.ContainsRune("._@+-", r)
	})
	return u.Login != "" && slices.Contains(words, u.Login) || u.Mail != "" && slices.Contains(words, strings.ToLower(u.Mail))
}
