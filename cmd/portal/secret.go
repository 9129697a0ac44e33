package main

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"

	sealing "chigiri/models/secret"
)

// installation is how serve finds the secret under which one-time codes are sealed.
// It lies beside the database, never in it: who copies the one cannot read the other.
type installation struct {
	Secret     string `env:"PORTAL_SECRET" placeholder:"SECRET" help:"Secret of the installation, under which one-time codes are sealed (portal secret makes one)."`
	SecretFile string `env:"PORTAL_SECRET_FILE" placeholder:"FILE" help:"File that holds it."`
}

// codeKey reads the secret; nothing is served without one.
func (i installation) codeKey() ([]byte, error) {
	if i.Secret == "" && i.SecretFile == "" {
		return nil, usageError{key: "error.usage.secret"}
	}
	text, err := secret("PORTAL_SECRET", i.Secret, i.SecretFile)
	if err != nil {
		return nil, err
	}
	key, err := sealing.ParseKey(text)
	if err != nil {
		return nil, usageError{key: "error.usage.secret_form"}
	}
	return key, nil
}

// secretCommand makes the secret of an installation.
type secretCommand struct{}

// Run prints a fresh secret and keeps none.
func (secretCommand) Run(s streams) error {
	text, err := sealing.NewKey(rand.Reader)
	if err != nil {
		return err
	}
	say(s.out, "%s\n", text)
	return nil
}

// demoSecret is the demo's own secret, kept beside its data.
func demoSecret(dir string) ([]byte, error) {
	name := filepath.Join(dir, "secret")
	if kept, err := os.ReadFile(name); err == nil {
		return sealing.ParseKey(strings.TrimSpace(string(kept)))
	}
	text, err := sealing.NewKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(name, []byte(text+"\n"), 0o600); err != nil {
		return nil, err
	}
	return sealing.ParseKey(text)
}
