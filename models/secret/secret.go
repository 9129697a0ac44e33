// Package secret owns x/crypto and everything the house does with secrets:
// passwords as argon2id hashes, random tokens, the hashes under which tokens are
// kept, and seals over what has to be read again. It knows no database and none of
// our types, and keeps no secret itself.
package secret

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"
)

// The cost of one hash: the second recommended option of RFC 9106, section 4,
// which is well above the least of the OWASP Password Storage Cheat Sheet (19 MiB,
// two passes).
const (
	memory  = 64 << 10 // KiB
	passes  = 3
	lanes   = 4
	saltLen = 16
	keyLen  = 32
)

// Hashes found in a database are verified with their own parameters, within these
// bounds, so that a planted one cannot take all memory.
const (
	maxMemory = 256 << 10 // KiB
	maxPasses = 16
	maxLanes  = 16
	maxKey    = 64
)

// working bounds how many hashes are made at once: each takes 64 MiB.
var working = make(chan struct{}, 4)

// ErrFormat is a stored hash that is not argon2id in PHC form.
var ErrFormat = errors.New("secret: not an argon2id hash")

// Hash makes an argon2id hash of a password in PHC string format, e.g.
// $argon2id$v=19$m=65536,t=3,p=4$salt$hash. It waits its turn; the error is the
// context's, or that of r, where the salt comes from.
func Hash(ctx context.Context, r io.Reader, password string) (string, error) {
	return hash(ctx, r, password, phc{memory: memory, passes: passes, lanes: lanes})
}

// HashDrawn makes a hash of a password that a machine drew at random, 100 bits or
// more. There is nothing to guess in it, so it gets the least cost; never use it
// for what a person chose.
func HashDrawn(ctx context.Context, r io.Reader, password string) (string, error) {
	return hash(ctx, r, password, phc{memory: 1 << 10, passes: 1, lanes: 1})
}

func hash(ctx context.Context, r io.Reader, password string, p phc) (string, error) {
	p.salt = make([]byte, saltLen)
	if _, err := io.ReadFull(r, p.salt); err != nil {
		return "", fmt.Errorf("secret: salt: %w", err)
	}
	key, err := p.key(ctx, password, keyLen)
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.memory, p.passes, p.lanes, b64(p.salt), b64(key)), nil
}

// Verify says whether a password belongs to a hash. With an empty hash it does the
// same work and says no, so that an unknown account takes as long as a wrong
// password.
func Verify(ctx context.Context, hash, password string) (bool, error) {
	if hash == "" {
		p := phc{memory: memory, passes: passes, lanes: lanes, salt: make([]byte, saltLen)}
		_, err := p.key(ctx, password, keyLen)
		return false, err
	}
	p, err := parse(hash)
	if err != nil {
		return false, err
	}
	key, err := p.key(ctx, password, uint32(len(p.hash))) // #nosec G115 -- at most maxKey
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(key, p.hash) == 1, nil
}

// phc is a hash taken apart.
type phc struct {
	memory, passes uint32
	lanes          uint8
	salt, hash     []byte
}

func (p phc) key(ctx context.Context, password string, length uint32) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("secret: waiting for a turn: %w", err)
	}
	select {
	case working <- struct{}{}:
		defer func() { <-working }()
	case <-ctx.Done():
		return nil, fmt.Errorf("secret: waiting for a turn: %w", ctx.Err())
	}
	return argon2.IDKey([]byte(password), p.salt, p.passes, p.memory, p.lanes, length), nil
}

func parse(s string) (p phc, err error) {
	part := strings.Split(s, "$")
	if len(part) != 6 || part[0] != "" || part[1] != "argon2id" || part[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return p, ErrFormat
	}
	if _, err := fmt.Sscanf(part[3], "m=%d,t=%d,p=%d", &p.memory, &p.passes, &p.lanes); err != nil {
		return p, ErrFormat
	}
	if p.memory == 0 || p.memory > maxMemory || p.passes == 0 || p.passes > maxPasses || p.lanes == 0 || p.lanes > maxLanes {
		return p, ErrFormat
	}
	if p.salt, err = base64.RawStdEncoding.DecodeString(part[4]); err != nil || len(p.salt) < 8 {
		return p, ErrFormat
	}
	if p.hash, err = base64.RawStdEncoding.DecodeString(part[5]); err != nil || len(p.hash) < 16 || len(p.hash) > maxKey {
		return p, ErrFormat
	}
	return p, nil
}

// Token makes a secret of 256 random bits, as text that fits a cookie, a header
// and an address.
func Token(r io.Reader) (string, error) {
	b := make([]byte, 32)
	if _, err := io.ReadFull(r, b); err != nil {
		return "", fmt.Errorf("secret: token: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

// Sum is the SHA-256 of a token in hexadecimal: the only thing kept of it. A token
// has 256 bits of its own, so it needs neither salt nor a slow hash.
func Sum(token string) string {
	h := sha256.Sum256([]byte(token))
	return hex.EncodeToString(h[:])
}
