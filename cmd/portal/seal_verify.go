package main

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"chigiri/models/seal"
	"chigiri/models/stamp"
	"chigiri/views/i18n"
)

// sealVerifyCommand checks a sealed PDF with nothing but its bytes and the roots one
// keeps.
type sealVerifyCommand struct {
	File     string `arg:"" name:"pdf" help:"The sealed document."`
	Roots    string `env:"PORTAL_SEAL_ROOTS" placeholder:"FILE" help:"Roots (PEM) of those who may seal; portal seal key writes one beside the key."`
	TSARoots string `name:"tsa-roots" env:"PORTAL_TSA_ROOTS" placeholder:"FILE" help:"Certificates (PEM) of the time-stamping authority."`
}

// Run checks and says what was found; anything wrong is exit code 1 with one line.
func (c sealVerifyCommand) Run(s streams) error {
	roots, err := rootsIn(c.Roots)
	if err != nil {
		return err
	}
	authorities, err := rootsIn(c.TSARoots)
	if err != nil {
		return err
	}
	pdf, err := readSealed(c.File)
	if err != nil {
		return err
	}
	r, err := seal.Verify(pdf, roots, seal.VerifyOptions{Authorities: authorities, Now: time.Now()})
	if r.Signer == nil {
		return err // the signature does not hold: nothing it says is worth a line
	}
	line := func(key string, args ...any) { say(s.out, "%s\n", i18n.T(tongue(), key, args...)) }
	if err != nil {
		line("sealed.says.unproven")
	}
	line("sealed.says.identity", r.Identity)
	line("sealed.says.signer", r.Signer.Subject.String(), fingerprint(r.Signer))
	if r.Name+r.Reason != "" {
		line("sealed.says.words", r.Name, r.Reason)
	}
	line("sealed.says.at", i18n.Instant(tongue(), r.At))
	line("sealed.stamp."+string(r.Stamp), i18n.Instant(tongue(), r.StampedAt), r.StampedBy)
	if err == nil {
		line("sealed.right")
	}
	return err
}

// rootsIn reads roots; none when no file is named, which trusts nobody.
func rootsIn(name string) (*x509.CertPool, error) {
	if name == "" {
		return nil, nil
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	roots, err := stamp.Roots(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return roots, nil
}

// namedRoots is rootsIn for a setting, named where something is wrong with it.
func namedRoots(env, name string) (*x509.CertPool, error) {
	roots, err := rootsIn(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", env, err)
	}
	return roots, nil
}

// readSealed reads no more than a sealed document can have.
func readSealed(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	pdf, err := io.ReadAll(io.LimitReader(f, seal.Largest+1))
	return pdf, errors.Join(err, f.Close())
}

func fingerprint(c *x509.Certificate) string {
	sum := sha256.Sum256(c.Raw)
	return hex.EncodeToString(sum[:])
}
