package secret_test

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"testing"

	"chigiri/models/secret"
)

func TestSeal(t *testing.T) {
	// Proves that a sealed text is read again with the same secret, purpose and subject
	// alone, that a changed one is none, and that no two are the same.
	key, other := bytes.Repeat([]byte{1}, 32), bytes.Repeat([]byte{2}, 32)
	sealed, err := secret.Seal(rand.Reader, key, "code", "hanako", "秘密")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := secret.Unseal(key, "code", "hanako", sealed); err != nil || got != "秘密" {
		t.Errorf("unsealed %q, %v", got, err)
	}
	if again, _ := secret.Seal(rand.Reader, key, "code", "hanako", "秘密"); again == sealed {
		t.Error("the same text is sealed the same")
	}
	raw, err := base64.RawStdEncoding.DecodeString(sealed)
	if err != nil {
		t.Fatal(err)
	}
	for name, open := range map[string]func() (string, error){
		"another secret":  func() (string, error) { return secret.Unseal(other, "code", "hanako", sealed) },
		"another purpose": func() (string, error) { return secret.Unseal(key, "mail", "hanako", sealed) },
		"another subject": func() (string, error) { return secret.Unseal(key, "code", "taro", sealed) },
		"nothing":         func() (string, error) { return secret.Unseal(key, "code", "hanako", "") },
		"no base 64":      func() (string, error) { return secret.Unseal(key, "code", "hanako", "???") },
		"cut":             func() (string, error) { return secret.Unseal(key, "code", "hanako", sealed[:len(sealed)-4]) },
	} {
		if _, err := open(); !errors.Is(err, secret.ErrSealed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for i := range raw {
		raw[i] ^= 1
		if _, err := secret.Unseal(key, "code", "hanako", base64.RawStdEncoding.EncodeToString(raw)); !errors.Is(err, secret.ErrSealed) {
			t.Errorf("changed at %d: %v", i, err)
		}
		raw[i] ^= 1
	}
	for _, short := range [][]byte{nil, key[:31]} {
		if _, err := secret.Seal(rand.Reader, short, "code", "hanako", "x"); !errors.Is(err, secret.ErrNoKey) {
			t.Errorf("a secret of %d bytes: %v", len(short), err)
		}
	}
}

func TestKey(t *testing.T) {
	// Proves that a fresh secret of an installation is read, and that anything else is not.
	text, err := secret.NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if key, err := secret.ParseKey(text); err != nil || len(key) != secret.KeySize {
		t.Errorf("%q gives %d bytes, %v", text, len(key), err)
	}
	for _, bad := range []string{"", "password", text[:40], text + "AAAA"} {
		if _, err := secret.ParseKey(bad); !errors.Is(err, secret.ErrNoKey) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
