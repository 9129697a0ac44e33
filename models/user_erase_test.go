package models

import "testing"

func TestUserNames(t *testing.T) {
	// Proves that a text which names a person is known, and one that does not is not.
	u := User{Login: "hanako.k", Name: "起案 花子"}
	for text, want := range map[string]bool{
		"起案花子さんの請求": true, "起案　花子": true, "本人（hanako.k）の請求": true, "HANAKO.K": true,
		"本人の請求（総務第５号）": false, "hanako.k2 の請求": false, "起案の誤り": false, "": false,
	} {
		if got := u.Names(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	firm := User{Login: "higashi", Name: "みおつくし情報システム　東 あかり"}
	if !firm.Names("東　あかりの請求") || firm.Names("みおつくし情報システムからの請求") {
		t.Error("the person is not told from the firm")
	}
	if (User{}).Names("何か") {
		t.Error("nobody is named")
	}
}

func TestErasedLogin(t *testing.T) {
	// Proves that the new login tells nothing of the person, and fits any id.
	if got := ErasedLogin("01900000-0000-7000-8000-0123456789ab"); got != "erased-456789ab" {
		t.Error(got)
	}
	if got := ErasedLogin("x"); got != "erased-x" {
		t.Error(got)
	}
}
