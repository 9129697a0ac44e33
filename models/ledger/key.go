package ledger

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Key signs checkpoints. It is a key of its own, made for one log, whose name it
// carries; nothing else is signed with it.
type Key struct {
	note.Signer
	Verifier string // what others need to check: name+hash+key
}

// NewKey makes a key for the log of this name and gives the secret text that
// ParseKey reads.
func NewKey(rand io.Reader, name string) (secret string, key Key, err error) {
	if !validName(name) {
		return "", key, fmt.Errorf("ledger: %q cannot name a log: no spaces, no plus", name)
	}
	secret, verifier, err := note.GenerateKey(rand, name)
	if err != nil {
		return "", key, fmt.Errorf("ledger: key: %w", err)
	}
	signer, err := note.NewSigner(secret)
	return secret, Key{signer, verifier}, err
}

func validName(name string) bool {
	return name != "" && !strings.ContainsAny(name, "+ \t\r\n\u3000")
}

// ParseKey reads the secret text of a key. The error never quotes it.
func ParseKey(secret string) (Key, error) {
	secret = strings.TrimSpace(secret)
	signer, err := note.NewSigner(secret)
	if err != nil {
		return Key{}, errors.New("ledger: this is no log key (PRIVATE+KEY+name+…); make one with \"portal log key\"")
	}
	seed, err := base64.StdEncoding.DecodeString(part(secret, 5))
	if err != nil || len(seed) != 1+ed25519.SeedSize {
		return Key{}, errors.New("ledger: this is no Ed25519 log key")
	}
	public, ok := ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey)
	if !ok {
		return Key{}, errors.New("ledger: this is no Ed25519 log key")
	}
	verifier, err := note.NewEd25519VerifierKey(signer.Name(), public)
	return Key{signer, verifier}, err
}

// part is the last of n parts of a key's text; base64 itself has pluses.
func part(text string, n int) string {
	parts := strings.SplitN(strings.TrimSpace(text), "+", n)
	return parts[len(parts)-1]
}

// ParseVerifier reads what others need to check: name+hash+key, of a log or, with
// algorithm 4, of a witness.
func ParseVerifier(text string) (note.Verifier, error) {
	text = strings.TrimSpace(text)
	if v, ok := parseWitness(text); ok {
		return v, nil
	}
	v, err := note.NewVerifier(text)
	if err != nil {
		return nil, fmt.Errorf("ledger: %q is no verifier key (name+hash+key)", text)
	}
	return v, nil
}

// PublicPEM is the public key as openssl reads it.
func PublicPEM(verifier string) (string, error) {
	raw, err := base64.StdEncoding.DecodeString(part(verifier, 3))
	if err != nil || len(raw) != 1+ed25519.PublicKeySize {
		return "", fmt.Errorf("ledger: %q is no verifier key", verifier)
	}
	der, err := x509.MarshalPKIXPublicKey(ed25519.PublicKey(raw[1:]))
	if err != nil {
		return "", fmt.Errorf("ledger: %w", err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})), nil
}
