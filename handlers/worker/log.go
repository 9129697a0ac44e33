package worker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/store"
)

// Log is how the log is kept: what it is signed with and how often.
type Log struct {
	Keys  *store.LogKeys // nil where this process does not sign
	Tick  time.Duration  // how often events get their places and the log is looked at; 30 s when zero
	Every time.Duration  // how often what is new is signed; 5 min when zero
	Kept  string         // file outside the database where the last checkpoint is kept; "" for none

	Witnesses []Witness  // who countersigns
	Authority *Authority // who stamps the last checkpoint of each day
	Syslog    *Syslog    // who is handed every event
	Rand      io.Reader  // for the nonces of stamps
}

// KeepLog lets the tree grow, signs it and looks after it, until ctx ends. Any number
// of processes may do so at once.
func KeepLog(ctx context.Context, s *store.Store, log *slog.Logger, l Log) {
	if l.Tick == 0 {
		l.Tick = 30 * time.Second
	}
	if l.Every == 0 {
		l.Every = 5 * time.Minute
	}
	ticker := time.NewTicker(l.Tick)
	defer ticker.Stop()
	var cut models.Date // the last day on which this process cut what was past its time
	for {
		err := l.once(ctx, s, log)
		if today := models.Today(s.Now()); err == nil && cut != today {
			if err = l.cut(ctx, s); err == nil {
				cut = today
			}
		}
		l.tell(ctx, s, log)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			log.Error("the log was not kept", slog.Any("err", err))
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// once is one round: places, signature, look. A log that is not what it was raises
// the alarm and is not signed.
func (l Log) once(ctx context.Context, s *store.Store, log *slog.Logger) error {
	if _, err := s.TendLog(ctx); err != nil {
		return err
	}
	err := l.sign(ctx, s)
	var found *ledger.Finding
	if errors.As(err, &found) {
		err = errors.Join(err, s.RaiseAlarm(ctx, *found))
	}
	seen, watchErr := s.WatchLog(ctx)
	if seen != nil {
		log.Error("the log is not what it was", slog.Any("finding", seen))
	}
	return errors.Join(err, watchErr)
}

// cut takes away contents past their time; an event that it would take and that is
// not what it was raises the alarm.
func (l Log) cut(ctx context.Context, s *store.Store) error {
	_, err := s.CutLog(ctx)
	var found *ledger.Finding
	if errors.As(err, &found) {
		err = errors.Join(err, s.RaiseAlarm(ctx, *found))
	}
	return err
}

// tell shows those outside what is new. None of them can keep the log from growing,
// or from being signed: what fails is tried again at the next round.
func (l Log) tell(ctx context.Context, s *store.Store, log *slog.Logger) {
	client := &http.Client{}
	AskWitnesses(ctx, s, client, log, l.Witnesses)
	if l.Authority != nil {
		AskAuthority(ctx, s, client, log, *l.Authority, l.Rand)
	}
	if l.Syslog != nil {
		if _, err := l.Syslog.Send(ctx, s); err != nil && ctx.Err() == nil {
			log.Error("the log was not handed on", slog.String("receiver", l.Syslog.Address), slog.Any("err", err))
		}
	}
}

func (l Log) sign(ctx context.Context, s *store.Store) error {
	if l.Keys == nil {
		return nil
	}
	last, _, err := s.LastCheckpoint(ctx)
	if err != nil || !store.CheckpointDue(last.At, s.Now(), l.Every) {
		return err
	}
	keys := *l.Keys
	if keys.Kept, err = readKept(l.Kept); err != nil {
		return err
	}
	c, _, err := s.CheckpointLog(ctx, keys)
	if err != nil || l.Kept == "" || keys.Kept != nil && c == *keys.Kept {
		return err
	}
	return writeKept(l.Kept, c)
}

// readKept reads the checkpoint that is kept beside the key. Whoever changes the
// database cannot change it, so a log that was made anew is not signed. A file that
// cannot be read keeps anything from being signed until somebody looks.
func readKept(name string) (*ledger.Checkpoint, error) {
	if name == "" {
		return nil, nil //nolint:nilnil // keeping none is an answer
	}
	text, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil //nolint:nilnil // none yet
	}
	if err != nil {
		return nil, err
	}
	c, err := ledger.ParseCheckpoint(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &c, nil
}

// writeKept puts the checkpoint in place whole.
func writeKept(name string, c ledger.Checkpoint) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".kept-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(c.Text())
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
