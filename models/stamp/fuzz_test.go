package stamp

import (
	"bytes"
	"os"
	"testing"
	"time"
)

// recorded is an answer of openssl's authority, kept so that every process of a fuzz
// run has the same, with its request and root.
func recorded(t testing.TB) (Request, []byte, []byte) {
	t.Helper()
	r, err := New(bytes.NewReader(bytes.Repeat([]byte{7}, 16)), []byte("one"))
	must(t, err)
	answer, err := os.ReadFile("testdata/answer.der")
	must(t, err)
	root, err := os.ReadFile("testdata/root.pem")
	must(t, err)
	return r, answer, root
}

func TestRecordedStamp(t *testing.T) {
	// Proves without openssl that a token kept for years is taken, and says its time.
	r, answer, root := recorded(t)
	_, at, err := r.Accept(answer, rootsOf(t, root))
	must(t, err)
	if at.Before(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("stamped at %s", at)
	}
}

func FuzzAccept(f *testing.F) {
	// Proves that no answer makes the reader fail otherwise than with an error, and that
	// none is taken but the right one.
	r, answer, root := recorded(f)
	roots := rootsOf(f, root)
	_, want, err := r.Accept(answer, roots)
	must(f, err)
	f.Add(answer)
	f.Add([]byte{0x30, 5, 0x30, 3, 2, 1, 0})
	f.Add([]byte{0x30, 0x80, 0, 0})
	f.Fuzz(func(t *testing.T, answer []byte) {
		token, at, err := r.Accept(answer, roots)
		if err == nil && (token == nil || !at.Equal(want)) {
			t.Errorf("it was taken as %s", at)
		}
		_, _ = Check(answer, []byte("one"), roots)
	})
}
