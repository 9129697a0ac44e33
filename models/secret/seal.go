package secret

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
)

// KeySize is how long the secret of an installation is, in bytes.
const KeySize = 32

// ErrSealed is what was sealed under another secret, for something else, or was
// changed since; which of them cannot be told.
var ErrSealed = errors.New("secret: this was not sealed here")

// ErrNoKey is an installation without a secret, or with one that is too short.
var ErrNoKey = errors.New("secret: the installation has no secret of 32 bytes")

// Seal hides a text that has to be read again, under a key of its own derived from
// the installation's secret (HKDF, RFC 5869) for a purpose, with AES-256-GCM. Only
// Unseal with the same secret, purpose and subject reads it: a sealed text moved to
// another row is none.
func Seal(r io.Reader, key []byte, purpose, subject, text string) (string, error) {
	box, err := sealer(key, purpose)
	if err != nil {
		return "", err
	}
	nonce := make([]byte, box.NonceSize())
	if _, err := io.ReadFull(r, nonce); err != nil {
		return "", fmt.Errorf("secret: nonce: %w", err)
	}
	return base64.RawStdEncoding.EncodeToString(box.Seal(nonce, nonce, []byte(text), []byte(subject))), nil
}

// Unseal gives the text behind Seal, or ErrSealed.
func Unseal(key []byte, purpose, subject, sealed string) (string, error) {
	box, err := sealer(key, purpose)
	if err != nil {
		return "", err
	}
	b, err := base64.RawStdEncoding.DecodeString(sealed)
	if err != nil || len(b) < box.NonceSize() {
		return "", ErrSealed
	}
	text, err := box.Open(nil, b[:box.NonceSize()], b[box.NonceSize():], []byte(subject))
	if err != nil {
		return "", ErrSealed
	}
	return string(text), nil
}

func sealer(key []byte, purpose string) (cipher.AEAD, error) {
	if len(key) < KeySize {
		return nil, ErrNoKey
	}
	derived, err := hkdf.Key(sha256.New, key, nil, "chigiri "+purpose, KeySize)
	if err != nil {
		return nil, fmt.Errorf("secret: derive: %w", err)
	}
	block, err := aes.NewCipher(derived)
	if err != nil {
		return nil, fmt.Errorf("secret: cipher: %w", err)
	}
	return cipher.NewGCM(block)
}

// NewKey makes the secret of an installation, in base 64.
func NewKey(r io.Reader) (string, error) {
	b := make([]byte, KeySize)
	if _, err := io.ReadFull(r, b); err != nil {
		return "", fmt.Errorf("secret: key: %w", err)
	}
	return base64.StdEncoding.EncodeToString(b), nil
}

// ParseKey reads what NewKey made.
func ParseKey(text string) ([]byte, error) {
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(b) != KeySize {
		return nil, ErrNoKey
	}
	return b, nil
}
