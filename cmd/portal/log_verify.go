package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"chigiri/models/ledger"
	"chigiri/models/stamp"
	"chigiri/models/store"
	"chigiri/views/i18n"
)

// logVerifyCommand checks a log with nothing but its bytes and the keys one keeps.
type logVerifyCommand struct {
	logData
	Path       string   `arg:"" optional:"" help:"An export, an evidence bundle or a proof file; the live database when left out."`
	Checkpoint []string `placeholder:"FILE" help:"A checkpoint kept elsewhere, signed or as its three lines; the log must begin with it."`
	Key        string   `placeholder:"KEY" help:"The log's verifier key (name+hash+key), or a file that holds it."`
	Witness    []string `placeholder:"KEY" help:"Verifier key of a witness, or a file; its countersignatures are checked."`
	TSARoots   string   `name:"tsa-roots" env:"PORTAL_TSA_ROOTS" placeholder:"FILE" help:"Certificates (PEM) of the time-stamping authority; its stamps are checked."`
	SealRoots  string   `name:"seal-roots" aliases:"roots" env:"PORTAL_SEAL_ROOTS" placeholder:"FILE" help:"Roots (PEM) of those who may seal; without, the documents of a bundle are checked under its own."`
	JSON       bool     `help:"Print the report as JSON."`
}

// Run checks and says what was found; anything wrong is exit code 1 with one line.
func (c logVerifyCommand) Run(ctx context.Context, s streams) error {
	o, err := c.options()
	if err != nil {
		return err
	}
	var r ledger.Report
	if c.Path == "" {
		err = withStore(ctx, c.at(), func(db *store.Store) error {
			r, err = db.CheckLog(ctx, o)
			return err
		})
	} else {
		r, err = c.file(ctx, s, o)
	}
	if err != nil {
		return err
	}
	return c.tell(s, r)
}

func (c logVerifyCommand) options() (o ledger.Options, err error) {
	if o.Key, err = keyText(c.Key); err != nil {
		return o, err
	}
	for _, w := range c.Witness {
		text, err := keyText(w)
		if err != nil {
			return o, err
		}
		o.Witnesses = append(o.Witnesses, text)
	}
	for _, name := range c.Checkpoint {
		text, err := os.ReadFile(name)
		if err != nil {
			return o, err
		}
		kept, err := ledger.ParseCheckpoint(string(text))
		if err != nil {
			return o, fmt.Errorf("%s: %w", name, err)
		}
		o.Kept = append(o.Kept, kept)
	}
	if c.TSARoots == "" {
		return o, nil
	}
	pem, err := os.ReadFile(c.TSARoots)
	if err != nil {
		return o, err
	}
	roots, err := stamp.Roots(pem)
	o.Stamp = func(token []byte, note string) (time.Time, error) { return stamp.Check(token, []byte(note), roots) }
	return o, err
}

// keyText is a verifier key given as it is or as the file that holds it.
func keyText(given string) (string, error) {
	if given == "" {
		return "", nil
	}
	text := given
	if b, err := os.ReadFile(given); err == nil {
		text = string(b)
	}
	if _, err := ledger.ParseVerifier(text); err != nil {
		return "", usageError{"error.usage.verifier", []any{given}}
	}
	return strings.TrimSpace(text), nil
}

// file checks what lies in a file, by what it is.
func (c logVerifyCommand) file(ctx context.Context, s streams, o ledger.Options) (ledger.Report, error) {
	f, err := os.Open(c.Path)
	if err != nil {
		return ledger.Report{}, err
	}
	defer f.Close()
	head := make([]byte, 64)
	n, _ := f.ReadAt(head, 0)
	if bytes.HasPrefix(head[:n], []byte("c2sp.org/tlog-proof@")) {
		text, err := os.ReadFile(c.Path)
		if err != nil {
			return ledger.Report{}, err
		}
		return ledger.CheckProofFile(string(text), o)
	}
	info, err := f.Stat()
	if err != nil {
		return ledger.Report{}, err
	}
	if ledger.IsExport(f, info.Size()) {
		x, err := ledger.OpenExport(f, info.Size())
		if err != nil {
			return ledger.Report{}, err
		}
		return ledger.Check(ctx, x, o)
	}
	return c.bundle(ctx, s, f, info.Size(), o)
}

// bundle checks an evidence bundle, and gives its report as that of a log.
func (c logVerifyCommand) bundle(ctx context.Context, s streams, f io.ReaderAt, size int64, o ledger.Options) (ledger.Report, error) {
	with := ledger.BundleOptions{Key: o.Key, Kept: o.Kept, Witnesses: o.Witnesses, Stamp: o.Stamp}
	var err error
	if with.Roots, err = rootsIn(c.SealRoots); err != nil {
		return ledger.Report{}, err
	}
	if with.Authorities, err = rootsIn(c.TSARoots); err != nil {
		return ledger.Report{}, err
	}
	b, err := ledger.CheckBundle(ctx, f, size, with)
	if err == nil && !c.JSON && b.ContractID != "" {
		say(s.out, "%s\n", i18n.T(tongue(), "verify.bundle", b.ContractID, int(b.Events), int(b.Documents), int(b.Waiting), int(b.Sealed)))
	}
	return ledger.Report{
		Origin: b.Origin, Size: b.Size, Root: b.Root, Waiting: b.Waiting, Cut: b.Cut, Erased: b.Erased, Cosigned: b.Cosigned,
		Stamped: b.Stamped, Documents: b.Documents, Sealed: b.Sealed, Keys: b.Keys, Finding: b.Finding, Remarks: b.Remarks,
	}, err
}

// tell prints the report, and fails with the finding as its one line.
func (c logVerifyCommand) tell(s streams, r ledger.Report) error {
	if c.JSON {
		b, err := json.MarshalIndent(r, "", "  ")
		if err != nil {
			return err
		}
		say(s.out, "%s\n", b)
	} else {
		c.summary(s, r)
	}
	if r.Finding == nil {
		return nil
	}
	lang := tongue()
	return errors.New(i18n.Finding(lang, *r.Finding) + " " + i18n.FindingRight(lang, *r.Finding))
}

func (c logVerifyCommand) summary(s streams, r ledger.Report) {
	lang := tongue()
	line := func(key string, args ...any) { say(s.out, "%s\n", i18n.T(lang, key, args...)) }
	line("verify.log", r.Origin, int(r.Size), r.Root)
	line("verify.rest", int(r.Waiting), int(r.Cut), int(r.Erased))
	if r.Signed != nil {
		line("verify.signed", int(r.Checkpoints), i18n.Instant(lang, r.Signed.At), int(r.Signed.Size))
	}
	line("verify.others", int(r.Cosigned), int(r.Stamped))
	for _, k := range r.Keys {
		line("verify.key", k)
	}
	for _, f := range r.Remarks {
		line("verify.remark", i18n.Finding(lang, f))
	}
	if r.Finding == nil {
		line("verify.right")
	}
}
