package storetest

import (
	"crypto/rand"
	"sync"
	"testing"
	"time"

	"chigiri/models/seal"
	"chigiri/models/stamp"
	"chigiri/models/store"
)

// sealing is one key for all tests of a process, valid over the times they play in.
var sealing = sync.OnceValues(func() (*seal.Key, error) {
	text, _, err := seal.NewKey(rand.Reader, seal.NewKeyOptions{
		Name: "試験の府", From: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), Till: time.Date(2060, 1, 1, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		return nil, err
	}
	return seal.ParseKey(text)
})

// Seal is the key the stores of tests seal with.
func Seal(t testing.TB) *seal.Key {
	t.Helper()
	key, err := sealing()
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// NewSeal is another key than that of the stores of tests: a former one, or a stranger's.
func NewSeal(t testing.TB, name string) *seal.Key {
	t.Helper()
	text, _, err := seal.NewKey(rand.Reader, seal.NewKeyOptions{
		Name: name, From: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), Till: time.Date(2060, 1, 1, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		t.Fatal(err)
	}
	key, err := seal.ParseKey(text)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// Stamping opens a store where an authority with this root is asked for stamps.
func Stamping(t testing.TB, root []byte) func(*store.Options) {
	t.Helper()
	roots, err := stamp.Roots(root)
	if err != nil {
		t.Fatal(err)
	}
	return func(o *store.Options) { o.Authorities, o.Stamping = roots, true }
}
