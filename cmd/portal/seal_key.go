package main

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"time"

	"chigiri/models/seal"
	"chigiri/views/i18n"
)

// rootFile is where the root of a key file lies, for others to trust.
const rootFile = ".crt"

type sealKeyCommand struct {
	File  string `arg:"" placeholder:"FILE" help:"File for the secret key; FILE.crt gets the root for those who check. Neither may exist."`
	Name  string `default:"Chigiri" help:"Who signs, as readers of a PDF show it: the body, or its portal."`
	Years int    `default:"5" help:"How long the key may seal. What it sealed checks for ever."`
}

// longestYears is how long a key may be for.
const longestYears = 30

// Run makes a key, keeps the secret in a file only its owner may read, and says what
// to give to others.
func (c sealKeyCommand) Run(s streams) error {
	if c.Years < 1 || c.Years > longestYears {
		return usageError{"error.usage.years", []any{longestYears}}
	}
	now := time.Now()
	end := now.AddDate(c.Years, 0, 0)
	if err := writeSealKey(c.File, c.Name, now.Add(-time.Hour), end); err != nil { // clocks differ
		return err
	}
	say(s.out, "%s\n", i18n.T(tongue(), "sealed.key.made", c.File, c.File+rootFile, i18n.Instant(tongue(), end)))
	return nil
}

// writeSealKey makes a key and writes it with its root beside it, over nothing.
func writeSealKey(name, who string, from, till time.Time) error {
	key, root, err := seal.NewKey(rand.Reader, seal.NewKeyOptions{Name: who, From: from, Till: till})
	if err != nil {
		return err
	}
	if err := writeNew(name+rootFile, root, 0o644); err != nil {
		return err
	}
	if err := writeNew(name, key, 0o600); err != nil {
		_ = os.Remove(name + rootFile) // it is ours, and of no use without its key
		return err
	}
	return nil
}

// writeNew writes a file that must not be there.
func writeNew(name string, data []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if errors.Is(err, fs.ErrExist) {
		return usageError{"error.usage.there", []any{name}}
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}
