package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"chigiri/models/seal"
)

// sealCommand is for those who keep the key that seals documents, and for those who
// check what was sealed.
type sealCommand struct {
	Key    sealKeyCommand    `cmd:"" help:"Make the key that seals pledges and records of briefings."`
	Verify sealVerifyCommand `cmd:"" help:"Check a sealed PDF, with no server and no database."`
}

// sealKey is how serve finds the key that seals documents.
type sealKey struct {
	SealKey     string `env:"PORTAL_SEAL_KEY" placeholder:"PEM" help:"Key that seals documents, with its certificates (portal seal key makes one)."`
	SealKeyFile string `env:"PORTAL_SEAL_KEY_FILE" placeholder:"FILE" help:"File that holds it."`
	SealRoots   string `env:"PORTAL_SEAL_ROOTS" placeholder:"FILE" help:"Certificates (PEM) of the keys that sealed before; what they sealed checks on."`
}

// endsSoon is how long before its end serve speaks of a key.
const endsSoon = 90 * 24 * time.Hour

// load reads the key; without one nothing may be served, for a pledge that is not
// sealed is no proof, and neither with one whose time is over.
func (k sealKey) load(log *slog.Logger, now time.Time) (*seal.Key, error) {
	if k.SealKey == "" && k.SealKeyFile == "" {
		return nil, usageError{key: "error.usage.seal_key"}
	}
	text, err := secret("PORTAL_SEAL_KEY", k.SealKey, k.SealKeyFile)
	if err != nil {
		return nil, err
	}
	key, err := seal.ParseKey([]byte(text))
	if err != nil {
		return nil, err
	}
	if key.Ends().Sub(now) < endsSoon {
		log.Warn("the key that seals documents ends soon", slog.Time("end", key.Ends()))
	}
	return key, key.Valid(now)
}

// demoSeal is the demo's own key, kept beside its data. It holds long before today,
// for the example's documents are of days past.
func demoSeal(dir string) (*seal.Key, error) {
	name := filepath.Join(dir, "seal.key")
	if kept, err := os.ReadFile(name); err == nil {
		return seal.ParseKey(kept)
	}
	now := time.Now()
	if err := writeSealKey(name, "Chigiri demo", now.AddDate(-10, 0, 0), now.AddDate(10, 0, 0)); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return seal.ParseKey(text)
}
