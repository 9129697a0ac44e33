package secret_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"chigiri/models/secret"
)

func TestHashAndVerify(t *testing.T) {
	// Proves that a hash is argon2id in PHC form and opens for its password alone.
	ctx := context.Background()
	const password = "青い鳥は窓から三度見た"
	hash, err := secret.Hash(ctx, rand.Reader, password)
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`^\$argon2id\$v=19\$m=65536,t=3,p=4\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$`).MatchString(hash) {
		t.Errorf("hash = %s", hash)
	}
	for given, want := range map[string]bool{password: true, password + " ": false, "": false, strings.ToUpper(password) + "x": false} {
		if got, err := secret.Verify(ctx, hash, given); err != nil || got != want {
			t.Errorf("Verify(%q) = %v, %v; want %v", given, got, err, want)
		}
	}
	again, err := secret.Hash(ctx, rand.Reader, password)
	if err != nil || again == hash {
		t.Errorf("two hashes of one password are the same: %v", err)
	}
}

func TestVerifyKnown(t *testing.T) {
	// Proves that hashes of other programs (here the reference implementation's
	// command, `echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1`) are read.
	const hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	if ok, err := secret.Verify(context.Background(), hash, "password"); err != nil || !ok {
		t.Errorf("Verify = %v, %v", ok, err)
	}
}

func TestVerifyNobody(t *testing.T) {
	// Proves that an unknown account is never let in and takes the time of a real one.
	ctx := context.Background()
	hash, err := secret.Hash(ctx, rand.Reader, "right password here")
	if err != nil {
		t.Fatal(err)
	}
	timed := func(hash string) time.Duration {
		least := time.Hour
		for range 3 {
			start := time.Now()
			if ok, err := secret.Verify(ctx, hash, "x"); ok || err != nil {
				t.Fatalf("Verify = %v, %v", ok, err)
			}
			least = min(least, time.Since(start))
		}
		return least
	}
	if nobody, somebody := timed(""), timed(hash); nobody < somebody/4 {
		t.Errorf("an unknown account is answered in %v, a wrong password in %v", nobody, somebody)
	}
}

func TestVerifyBadHash(t *testing.T) {
	// Proves that a broken or planted hash is an error and takes no memory.
	for _, hash := range []string{
		"x", "$argon2i$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=16$m=65536,t=3,p=4$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=4194304,t=3,p=4$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=65536,t=0,p=4$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=65536,t=3,p=0$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$", "$argon2id$v=19$m=65536,t=3,p=4$!$!",
	} {
		if ok, err := secret.Verify(context.Background(), hash, "password"); ok || !errors.Is(err, secret.ErrFormat) {
			t.Errorf("Verify(%s) = %v, %v", hash, ok, err)
		}
	}
}

func TestHashGivesUp(t *testing.T) {
	// Proves that who no longer waits is not kept waiting, and that no hash is made
	// without a salt.
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := secret.Verify(ctx, "", "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("Verify under a context that is over = %v", err)
	}
	if _, err := secret.Hash(context.Background(), bytes.NewReader(nil), "x"); err == nil {
		t.Error("a hash was made without a salt")
	}
}

func TestToken(t *testing.T) {
	// Proves that tokens are 256 bits, differ, and are known by their SHA-256.
	a, err := secret.Token(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := secret.Token(rand.Reader)
	if a == b || !regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`).MatchString(a) {
		t.Errorf("tokens %q and %q", a, b)
	}
	if got := secret.Sum("abc"); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("Sum = %s", got)
	}
	if _, err := secret.Token(bytes.NewReader(nil)); err == nil {
		t.Error("a token was made of nothing")
	}
}

func FuzzVerify(f *testing.F) {
	f.Add("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")
	f.Fuzz(func(t *testing.T, hash string) {
		// Proves that no stored text, however broken, opens for a password or panics.
		if len(hash) > 200 || strings.Contains(hash, "m=") && !strings.Contains(hash, "m=8,t=1,") {
			return // costly parameters are TestVerifyBadHash's
		}
		if ok, _ := secret.Verify(context.Background(), hash, "p"); ok && hash != "" {
			t.Errorf("%q opens", hash)
		}
	})
}
