// Package witness is the small program an audit office runs somewhere else than the
// portal: it keeps the last checkpoint of the log, countersigns the next one when it
// continues it, and shouts when it does not (C2SP tlog-witness). It owns a folder and
// a key and touches nothing of the portal's: no database, no account, no session.
// What it countersigns is ledger's rule; here are the folder and the door.
//
// The folder holds, for each log, the last checkpoint with the log's signature and
// the witness's own below it (last-….txt), a mark that there once was one
// (begun-….txt), and whatever was evidence of a fork (fork-….txt). A checkpoint is on
// the disk before its countersignature is given away. A process that dies leaves the
// old checkpoint or the new one, never half of one: the log asks again and goes on
// from whichever it is.
package witness

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"chigiri/models/ledger"
)

// Keeper is the memory of a witness. Any number of processes may share its folder:
// looking at what is kept and keeping the next is one step under a lock.
type Keeper struct {
	dir  string
	key  ledger.Witness
	logs ledger.Logs
	now  func() time.Time
	step func(string) // where tests stop a process between two steps
}

// Open makes the folder when it is not there and reads what is kept for each log.
// What cannot be read is an error, for a witness that forgets would countersign a
// rewritten log.
func Open(dir string, key ledger.Witness, logs ledger.Logs, now func() time.Time) (*Keeper, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("witness: %w", err)
	}
	k := &Keeper{dir: dir, key: key, logs: logs, now: now, step: func(string) {}}
	for _, origin := range logs.Origins() {
		if _, err := k.Last(origin); err != nil {
			return nil, err
		}
	}
	return k, nil
}

// Take answers one request: with the line that countersigns the checkpoint, which is
// kept by then, or with a *ledger.Refusal. Evidence of a fork is kept too.
func (k *Keeper) Take(ctx context.Context, request string) (line string, err error) {
	r, err := ledger.ParseWitnessRequest(request)
	if err != nil {
		return "", err
	}
	offer, err := k.logs.Admit(r)
	if err != nil {
		return "", err
	}
	unlock, err := k.lock(ctx)
	if err != nil {
		return "", err
	}
	defer unlock()
	kept, err := k.Last(offer.Checkpoint.Origin)
	if err != nil {
		return "", err
	}
	if err := offer.Judge(kept); err != nil {
		var refusal *ledger.Refusal
		if errors.As(err, &refusal) && refusal.Fork != nil {
			err = errors.Join(err, k.keepFork(*refusal.Fork, offer.Checkpoint.Size))
		}
		return "", err
	}
	line = k.key.Cosign(offer.Checkpoint, k.now())
	if err := k.keep(offer.Checkpoint.Origin, offer.Note+line); err != nil {
		return "", err
	}
	return line, nil
}

// Last is the last checkpoint of a log with all signatures; the zero value while
// there was none.
func (k *Keeper) Last(origin string) (ledger.Seen, error) {
	last, begun := k.path("last", origin), k.path("begun", origin)
	text, err := os.ReadFile(last)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(begun); errors.Is(err, fs.ErrNotExist) {
			return ledger.Seen{}, nil
		}
		return ledger.Seen{}, fmt.Errorf("witness: %s is gone, the last checkpoint of %s: put it back from a backup. Without it a rewritten log would be countersigned; to begin anew all the same, take %s away", last, origin, begun)
	}
	if err != nil {
		return ledger.Seen{}, fmt.Errorf("witness: %w", err)
	}
	seen, err := k.logs.OpenSeen(origin, string(text), k.key)
	if err != nil {
		return ledger.Seen{}, fmt.Errorf("witness: %s is damaged, or was signed with other keys: put it back from a backup: %w", last, err)
	}
	return seen, nil
}

// keep puts a checkpoint in the place of the one before: written beside it, forced
// to the disk, and renamed over it.
func (k *Keeper) keep(origin, text string) error {
	if err := k.replace(k.path("last", origin), text); err != nil {
		return err
	}
	begun := k.path("begun", origin) // after it, so that a crash between leaves no mark without a checkpoint
	if _, err := os.Stat(begun); errors.Is(err, fs.ErrNotExist) {
		return k.replace(begun, "")
	}
	return nil
}

func (k *Keeper) replace(path, text string) error {
	k.step("write")
	fresh := path + ".new"
	f, err := os.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("witness: %w", err)
	}
	_, err = f.WriteString(text)
	k.step("sync")
	err = errors.Join(err, f.Sync(), f.Close())
	k.step("rename")
	if err == nil {
		err = os.Rename(fresh, path)
	}
	k.step("folder")
	if err == nil {
		err = syncDir(k.dir)
	}
	if err != nil {
		return fmt.Errorf("witness: %w", err)
	}
	k.step("kept")
	return nil
}

// path is a file for a log. Names are made of what every file system can tell apart.
func (k *Keeper) path(what, origin string) string {
	var b strings.Builder
	for _, c := range []byte(origin) {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02x", c)
		}
	}
	return filepath.Join(k.dir, what+"-"+b.String()+".txt")
}

// Evidence is a fork as it was kept.
type Evidence struct{ Name, Text string }

// keepFork keeps evidence once, however often the log tries.
func (k *Keeper) keepFork(f ledger.Fork, size int64) error {
	old, err := k.Forks()
	if err != nil {
		return err
	}
	kept, _, _ := strings.Cut(f.Kept, "\n\n")
	if slices.ContainsFunc(old, func(e Evidence) bool {
		return strings.HasPrefix(e.Text, kept+"\n") && strings.HasSuffix(e.Text, f.Offered)
	}) {
		return nil
	}
	for at := k.now().UTC(); ; at = at.Add(time.Microsecond) {
		path := filepath.Join(k.dir, fmt.Sprintf("fork-%s-%d.txt", at.Format("20060102T150405.000000Z"), size))
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			return k.replace(path, f.Text())
		} else if err != nil {
			return fmt.Errorf("witness: %w", err)
		}
	}
}

// Forks is all evidence in the folder, the oldest first. It stays until a person has
// dealt with it and takes the file away.
func (k *Keeper) Forks() ([]Evidence, error) {
	entries, err := os.ReadDir(k.dir)
	if err != nil {
		return nil, fmt.Errorf("witness: %w", err)
	}
	var all []Evidence
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), "fork-") || filepath.Ext(e.Name()) != ".txt" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(k.dir, e.Name()))
		if err != nil {
			return nil, fmt.Errorf("witness: %w", err)
		}
		all = append(all, Evidence{e.Name(), string(text)})
	}
	return all, nil
}

// lock waits until no other process or request is between looking and keeping. The
// system takes the lock from a process that dies.
func (k *Keeper) lock(ctx context.Context) (unlock func(), err error) {
	for {
		f, err := tryLock(filepath.Join(k.dir, "lock"))
		if err != nil {
			return nil, fmt.Errorf("witness: %w", err)
		}
		if f != nil {
			k.step("locked")
			return func() { _ = f.Close() }, nil
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("witness: another process holds the folder %s: %w", k.dir, ctx.Err())
		case <-time.After(5 * time.Millisecond):
		}
	}
}
