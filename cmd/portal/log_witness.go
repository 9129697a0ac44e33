package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"chigiri/handlers/witness"
	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/store"
)

// logWitnessCommand is the witness an audit office runs, far from the portal and
// without its database: over HTTP, or by hand for one request that came as a file.
type logWitnessCommand struct {
	Key    string   `required:"" placeholder:"FILE" help:"File of the witness's secret key."`
	NewKey string   `placeholder:"NAME" help:"Make that file for a witness of this name, e.g. kansa.pref.example.jp, print its verifier key, and end."`
	Log    []string `placeholder:"VERIFIER" help:"Verifier key of a log to watch; give both while a log changes its key."`
	State  string   `placeholder:"DIR" help:"Folder where the last checkpoint of each log is kept. Back it up."`
	Listen string   `default:"127.0.0.1:8090" help:"Address to listen on."`
	Take   string   `placeholder:"FILE" help:"Take one request by hand (portal log request), - for standard input, print the countersignature, and end."`
}

// Run serves until it is told to stop, or takes one request. It fails, shouting, when
// the log is not the one it was.
func (c logWitnessCommand) Run(ctx context.Context, s streams) error {
	if c.NewKey != "" {
		return c.makeKey(s)
	}
	keeper, err := c.keeper()
	if err != nil {
		return err
	}
	if c.Take != "" {
		return c.take(ctx, s, keeper)
	}
	forks, err := keeper.Forks()
	if err != nil {
		return err
	}
	say(s.err, "%s", witness.Shout(tongue(), len(forks)))
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	say(s.out, "http://%s\n", listener.Addr())
	return serve(ctx, listener, witness.New(keeper, newLog(s)))
}

// makeKey writes a new secret key where there is none and prints what others need.
func (c logWitnessCommand) makeKey(s streams) error {
	secret, key, err := ledger.NewWitness(rand.Reader, c.NewKey)
	if err != nil {
		return usageError{"witness.usage.name", []any{c.NewKey}}
	}
	f, err := os.OpenFile(c.Key, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return models.Invalidf("", "witness.key.exists", c.Key)
	}
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

func (c logWitnessCommand) keeper() (*witness.Keeper, error) {
	if len(c.Log) == 0 || c.State == "" {
		return nil, usageError{key: "witness.usage.log"}
	}
	logs, err := ledger.ReadLogs(c.Log)
	if err != nil {
		return nil, usageError{"error.usage.verifier", []any{strings.Join(c.Log, " ")}}
	}
	secret, err := os.ReadFile(c.Key)
	if err != nil {
		return nil, err
	}
	key, err := ledger.ParseWitnessKey(string(secret))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Key, err)
	}
	return witness.Open(c.State, key, logs, time.Now)
}

// take answers one request that came as a file; a way through Windows or a mail may
// have changed its line ends.
func (c logWitnessCommand) take(ctx context.Context, s streams, k *witness.Keeper) error {
	request, err := readInput(c.Take)
	if err != nil {
		return err
	}
	line, err := k.Take(ctx, strings.ReplaceAll(string(request), "\r\n", "\n"))
	var r *ledger.Refusal
	if !errors.As(err, &r) {
		say(s.out, "%s", line)
		return err
	}
	if r.Fork != nil {
		forks, unread := k.Forks()
		say(s.err, "%s%s\n%s\n", witness.Shout(tongue(), max(len(forks), 1)), r.Fork.Text(), errors.Join(err, unread))
	}
	if r.Code == ledger.RefuseSize {
		return models.Invalidf("", "witness.refused.size", r.Size)
	}
	return models.Invalidf("", "witness.refused."+string(r.Code), r.Detail)
}

// logRequestCommand writes what a witness in a closed network is asked, to be
// carried there.
type logRequestCommand struct {
	database
	Output  string `short:"o" placeholder:"FILE" help:"File to write; - or nothing is standard output."`
	Witness string `placeholder:"VERIFIER" help:"Verifier key of the witness it is for."`
	Old     *int64 `placeholder:"N" help:"How many events the witness keeps, when it says another number."`
	Lines   bool   `help:"Print the three lines of the newest checkpoint alone, for paper."`
}

// Run writes the request for the newest checkpoint, with the proof that it continues
// what the witness countersigned last.
func (c logRequestCommand) Run(ctx context.Context, s streams) error {
	if c.Witness == "" && !c.Lines {
		return usageError{key: "witness.usage.whom"}
	}
	return withStore(ctx, c.database, func(db *store.Store) error {
		text, err := c.text(ctx, db)
		if err != nil {
			return err
		}
		if c.Output == "" || c.Output == "-" {
			say(s.out, "%s", text)
			return nil
		}
		return os.WriteFile(c.Output, []byte(text), 0o600)
	})
}

func (c logRequestCommand) text(ctx context.Context, db *store.Store) (string, error) {
	kept, size, err := db.LastCheckpoint(ctx)
	if err != nil {
		return "", err
	}
	if kept.Note == "" {
		return "", models.Invalidf("", "witness.request.none")
	}
	if c.Lines {
		cp, err := ledger.ParseCheckpoint(kept.Note)
		return cp.Text(), err
	}
	v, err := ledger.ParseVerifier(c.Witness)
	if err != nil {
		return "", usageError{"error.usage.verifier", []any{c.Witness}}
	}
	old, err := db.CosignedSize(ctx, v.Name())
	if err != nil {
		return "", err
	}
	if c.Old != nil {
		old = *c.Old
	}
	if old < 0 || old > size {
		return "", models.Invalidf("", "witness.request.old", old, size)
	}
	proof, err := db.PrefixProof(ctx, old, size)
	return ledger.WitnessRequest{Old: old, Proof: proof, Checkpoint: kept.Note}.Text(), err
}

// logCosignCommand takes in the countersignature a witness gave by hand.
type logCosignCommand struct {
	database
	Witness string `required:"" placeholder:"VERIFIER" help:"Verifier key of the witness that gave it."`
	File    string `arg:"" help:"File with the line the witness printed; - for standard input."`
}

// looked is how many checkpoints are looked at in one go.
const looked = 500

// Run finds the checkpoint the line is over, the newest first, and keeps it there.
// What fits none is not kept.
func (c logCosignCommand) Run(ctx context.Context, s streams) error {
	v, err := ledger.ParseVerifier(c.Witness)
	if err != nil {
		return usageError{"error.usage.verifier", []any{c.Witness}}
	}
	lines, err := readInput(c.File)
	if err != nil {
		return err
	}
	return withStore(ctx, c.database, func(db *store.Store) error {
		for below := int64(0); ; {
			list, err := db.CheckpointsBelow(ctx, below, looked)
			if err != nil {
				return err
			}
			if len(list) == 0 {
				return models.Invalidf("", "witness.cosign.none", c.File, v.Name())
			}
			for _, k := range list {
				cp, err := ledger.ParseCheckpoint(k.Note)
				if err != nil {
					return err
				}
				if line, err := ledger.Countersignature(cp, string(lines), c.Witness); err == nil {
					say(s.out, "%d\n", cp.Size)
					return db.KeepCosignature(ctx, cp.Size, v.Name(), line)
				}
				below = cp.Size
			}
		}
	})
}
