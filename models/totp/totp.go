// Package totp owns pquerna/otp and what one-time codes are: RFC 6238 with SHA-1, six
// digits and steps of thirty seconds, which every authenticator app knows. It makes
// secrets, says which code belongs to which step, and finds the step of a code that
// was typed. It keeps nothing: that a step is taken once only is for whoever keeps the
// secret.
package totp

import (
	"crypto/subtle"
	"encoding/base32"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"
)

// Digits is the length of a code; Period is how long a step lasts.
const (
	Digits = 6
	Period = 30 * time.Second
)

// Skew is how many steps before and after the present one are still taken, for clocks
// that differ and people who type slowly (RFC 6238, section 5.2).
const Skew = 1

// secretSize is 160 bits, the length of the hash (RFC 4226, section 4, R6).
const secretSize = 20

// NewSecret makes a secret out of r, in base 32 as apps take it.
func NewSecret(r io.Reader) (string, error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: "-", AccountName: "-", SecretSize: secretSize, Rand: r})
	if err != nil {
		return "", fmt.Errorf("totp: secret: %w", err)
	}
	return key.Secret(), nil
}

// URL is the address by which an app takes a secret over, as a link or a QR code;
// issuer and account are what the app shows beside the codes.
func URL(secret, issuer, account string) (string, error) {
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	if err != nil {
		return "", fmt.Errorf("totp: secret: %w", err)
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: account, Secret: raw})
	if err != nil {
		return "", fmt.Errorf("totp: address: %w", err)
	}
	return key.URL(), nil
}

// Step is the number of the step an instant lies in.
func Step(t time.Time) int64 { return t.Unix() / int64(Period/time.Second) }

// At is the code of a step.
func At(secret string, step int64) (string, error) {
	code, err := hotp.GenerateCode(secret, uint64(step)) // #nosec G115 -- steps since 1970
	if err != nil {
		return "", fmt.Errorf("totp: code: %w", err)
	}
	return code, nil
}

// Read gives the six digits of a code as people type it: full width, with spaces or
// hyphens between. The second result says whether it can be a code at all.
func Read(typed string) (string, bool) {
	code := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r == '-', r == '－', r == '‐', r == '−':
			return -1
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		}
		return r
	}, typed)
	return code, len(code) == Digits && strings.Trim(code, "0123456789") == ""
}

// Match finds the step of a code around the present step; the newest where two of
// them have the same code. It takes as long for a wrong code as for a right one.
func Match(secret, code string, now int64) (step int64, ok bool, err error) {
	for s := now - Skew; s <= now+Skew; s++ {
		want, err := At(secret, s)
		if err != nil {
			return 0, false, err
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			step, ok = s, true
		}
	}
	return step, ok, nil
}
