package stamp

import (
	"bytes"
	"crypto/rand"
	"crypto/x509"
	"encoding/asn1"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"chigiri/models/stamp/stamptest"
)

// must stops the test at an error.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func rootsOf(t testing.TB, text []byte) *x509.CertPool {
	t.Helper()
	pool, err := Roots(text)
	must(t, err)
	return pool
}

func ask(t testing.TB, message string) Request {
	t.Helper()
	r, err := New(rand.Reader, []byte(message))
	must(t, err)
	return r
}

func TestStampOfAnAuthority(t *testing.T) {
	// Proves that what openssl stamps is taken, with every sort of key and digest, that
	// the token checks again from its bytes, and that openssl checks it too.
	for name, o := range map[string]stamptest.Options{
		"elliptic": {}, "RSA": {RSA: true}, "a chain": {Between: true}, "SHA-512": {RSA: true, Digest: "sha512", Naming: "sha512"},
		"SHA-384": {Digest: "sha384", Naming: "sha384"}, "named as in RFC 2634": {Naming: "sha1"},
	} {
		t.Run(name, func(t *testing.T) {
			a := stamptest.New(t, o)
			roots := rootsOf(t, a.RootPEM)
			r := ask(t, "契")
			token, at, err := r.Accept(a.Reply(r.DER), roots)
			must(t, err)
			if d := time.Since(at); d < -time.Minute || d > time.Hour {
				t.Errorf("stamped at %s", at)
			}
			again, err := Check(token, []byte("契"), roots)
			if err != nil || !again.Equal(at) {
				t.Errorf("checked again: %s, %v", again, err)
			}
			dir := t.TempDir()
			for file, data := range map[string][]byte{"token": token, "data": []byte("契"), "roots": a.RootPEM} {
				must(t, os.WriteFile(filepath.Join(dir, file), data, 0o600))
			}
			verify := exec.Command("openssl", "ts", "-verify", "-token_in", "-in", "token", "-data", "data", "-CAfile", "roots")
			verify.Dir = dir
			if out, err := verify.CombinedOutput(); err != nil {
				t.Errorf("openssl: %v\n%s", err, out)
			}
		})
	}
}

// nested is an answer whose token is a set in a set in a set.
func nested(size int) []byte {
	inner := []byte{}
	for size -= 20; len(inner) < size; {
		inner, _ = asn1.Marshal(asn1.RawValue{Tag: 17, IsCompound: true, Bytes: inner}) // never fails
		if len(inner) > 400 {
			inner = bytes.Repeat(inner, size/len(inner)+1)
		}
	}
	token, _ := asn1.Marshal(asn1.RawValue{Tag: 16, IsCompound: true, Bytes: inner})
	answer, _ := asn1.Marshal(reply{Token: asn1.RawValue{FullBytes: token}})
	return answer
}

func TestOtherAnswersAreRefused(t *testing.T) {
	// Proves that a token for other data, a replayed one, one without the request's
	// nonce, of an expired or unknown authority, cut off, bent anywhere, refused or no
	// answer at all is not taken.
	a := stamptest.New(t, stamptest.Options{})
	roots := rootsOf(t, a.RootPEM)
	r := ask(t, "one")
	good := a.Reply(r.DER)
	token, _, err := r.Accept(good, roots)
	must(t, err)
	old, other := ask(t, "one"), ask(t, "two")
	expired, stranger := stamptest.New(t, stamptest.Options{Expired: true}), stamptest.New(t, stamptest.Options{})
	outdated := stamptest.New(t, stamptest.Options{Between: true, Expired: true})
	bad := bytes.Clone(r.DER)
	bad[bytes.Index(bad, []byte{0x60, 0x86, 0x48, 1, 0x65})+8] = 0x7f // a digest nobody knows
	for name, c := range map[string]struct {
		answer []byte
		roots  *x509.CertPool
		want   string
	}{
		"for other data":        {a.Reply(other.DER), roots, "over other data"},
		"replayed":              {a.Reply(old.DER), roots, "another request"},
		"an expired authority":  {expired.Reply(r.DER), rootsOf(t, expired.RootPEM), "validity"},
		"an expired chain":      {outdated.Reply(r.DER), rootsOf(t, outdated.RootPEM), "expired"},
		"an unknown authority":  {stranger.Reply(r.DER), roots, "unknown authority"},
		"no roots":              {good, nil, "no roots"},
		"refused":               {a.Reply(bad), roots, "refused"},
		"garbage":               {[]byte("<html>"), roots, "no answer"},
		"nothing":               {nil, roots, "no answer"},
		"the token alone":       {token, roots, ""},
		"something behind it":   {append(bytes.Clone(good), 0), roots, "no answer"},
		"nested without end":    {nested(100_000), roots, "deep"},
		"far too long":          {nested(300_000), roots, "too long"},
		"granted without token": {[]byte{0x30, 5, 0x30, 3, 2, 1, 0}, roots, "sent none"},
	} {
		t.Run(name, func(t *testing.T) {
			token, at, err := r.Accept(c.answer, c.roots)
			if err == nil || token != nil || !at.IsZero() || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, %v, want %q", at, err, c.want)
			}
		})
	}
	if _, err := Check(token, []byte("two"), roots); err == nil {
		t.Error("a kept token was taken for other data")
	}
	for i := range good {
		bent := bytes.Clone(good)
		bent[i] ^= 0x20
		if got, at, err := r.Accept(bent, roots); err == nil && !bytes.Equal(got, token) {
			if again, err := Check(got, []byte("one"), roots); err != nil || !again.Equal(at) {
				t.Errorf("bent at %d it was taken", i)
			}
		}
	}
}

func TestClaim(t *testing.T) {
	// Proves that a token is read without roots, over its own message only and whole.
	r := ask(t, "one")
	token, err := open(stamptest.New(t, stamptest.Options{}).Reply(r.DER))
	must(t, err)
	if at, err := Claim(token, []byte("one")); err != nil || time.Since(at) > time.Hour {
		t.Errorf("%s, %v", at, err)
	}
	bent := bytes.Clone(token)
	bent[len(bent)-1] ^= 1 // in the signature
	for name, c := range map[string]struct {
		token   []byte
		message string
	}{"over other data": {token, "two"}, "with a broken signature": {bent, "one"}, "cut off": {token[:len(token)-1], "one"}, "nothing": {nil, "one"}} {
		if at, err := Claim(c.token, []byte(c.message)); err == nil || !at.IsZero() {
			t.Errorf("%s it was taken", name)
		}
	}
}

func TestNonces(t *testing.T) {
	// Proves that two requests over one message differ, and that without randomness
	// there is none.
	if bytes.Equal(ask(t, "one").DER, ask(t, "one").DER) {
		t.Error("two requests are the same")
	}
	if _, err := New(bytes.NewReader(nil), []byte("one")); err == nil {
		t.Error("a request without randomness")
	}
}

func TestRoots(t *testing.T) {
	// Proves that roots are certificates, several in a file, and nothing is an error.
	one, two := stamptest.PEM(stamptest.Root(t)), stamptest.PEM(stamptest.Root(t))
	rootsOf(t, slices.Concat([]byte("# the authorities we trust\n"), one, two))
	for name, text := range map[string]string{
		"nothing": "", "no PEM": "x", "no certificate": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
		"a key": "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
	} {
		if _, err := Roots([]byte(text)); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}
