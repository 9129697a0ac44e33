package main

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"

	"chigiri/models/ledger"
	"chigiri/models/store"
)

// logCommand is for those who keep the log, and for those who check it.
type logCommand struct {
	Verify logVerifyCommand `cmd:"" help:"Check the log of a database, an export, an evidence bundle or the proof of one event."`
	Export logExportCommand `cmd:"" help:"Write the whole log into one file that checks without a database."`
	Key    logKeyCommand    `cmd:"" help:"Make the key that signs the log's checkpoints."`

	Witness logWitnessCommand `cmd:"" help:"Keep and countersign the log's checkpoints, for an audit office."`
	Request logRequestCommand `cmd:"" help:"Write the request for a witness in a closed network, or the newest checkpoint's three lines."`
	Cosign  logCosignCommand  `cmd:"" help:"Take in a countersignature given by hand."`
}

// logData is where a command finds the log of a database.
type logData struct {
	database
	Data string `placeholder:"DIR" help:"Folder of a demo; its database is DIR/portal.db."`
}

func (d logData) at() database {
	if d.Data != "" {
		return database{Database: "sqlite:" + filepath.Join(d.Data, "portal.db")}
	}
	return d.database
}

type logExportCommand struct {
	logData
	Out string `short:"o" required:"" placeholder:"FILE" help:"File to write; it must not exist."`
}

// Run writes the export beside its place and puts it there whole.
func (c logExportCommand) Run(ctx context.Context) error {
	if _, err := os.Stat(c.Out); err == nil {
		return usageError{"error.usage.there", []any{c.Out}}
	}
	return withStore(ctx, c.at(), func(db *store.Store) error {
		if _, err := db.GrowLog(ctx); err != nil {
			return err
		}
		f, err := os.CreateTemp(filepath.Dir(c.Out), ".export-*")
		if err != nil {
			return err
		}
		defer os.Remove(f.Name())
		err = db.ExportWholeLog(ctx, f)
		if err = errors.Join(err, f.Close()); err != nil {
			return err
		}
		return os.Rename(f.Name(), c.Out)
	})
}

type logKeyCommand struct {
	Name string `arg:"" help:"Name of the log, as a host with a path, e.g. portal.pref.example.lg.jp/log; it stays when keys change."`
	Out  string `short:"o" required:"" placeholder:"FILE" help:"File for the secret key; it must not exist."`
}

// Run makes a key, keeps the secret in a file only its owner may read, and prints
// what everybody else needs.
func (c logKeyCommand) Run(s streams) error {
	secret, key, err := ledger.NewKey(rand.Reader, c.Name)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(c.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(secret + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	say(s.out, "%s\n", key.Verifier)
	return nil
}
