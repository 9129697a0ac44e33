package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
)

// LogKeys are the keys a checkpoint is signed with: the log's, and while keys change
// the one before it.
type LogKeys struct {
	Key    ledger.Key
	Before *ledger.Key
	Kept   *ledger.Checkpoint // the last checkpoint as it is kept outside the database; nil at first
}

// ErrKeyChanged is the answer to a key that the log does not know, without the key
// it knows.
var ErrKeyChanged = errors.New("store: the log's key is another than the one it was signed with: give the one before it too (PORTAL_LOG_KEY_BEFORE), so that it can vouch for the new one")

// CheckpointLog signs the tree as it stands, after having proven to itself that it
// begins with what was signed last. Made is false when nothing was new. A tree that
// does not begin so is never signed: the error is a *ledger.Finding.
func (s *Store) CheckpointLog(ctx context.Context, keys LogKeys) (c ledger.Checkpoint, made bool, err error) {
	if _, err = s.GrowLog(ctx); err != nil {
		return c, false, err
	}
	err = s.write(ctx, models.System(), func(t *tx) error {
		if err := t.lockLog(); err != nil {
			return err
		}
		changed, err := t.registerKey(keys)
		if err != nil {
			return err
		}
		if _, err := t.growLog(); err != nil {
			return err
		}
		c, made, err = t.checkpoint(keys, changed)
		return err
	})
	return c, made, err
}

// registerKey leaves an event for a key the log has not been signed with, so that
// every key has its day in the tree. It says whether there was another before.
func (t *tx) registerKey(keys LogKeys) (changed bool, err error) {
	var last []eventRow
	if err := t.db.Where("subject = 'log' AND kind = ?", string(models.EventLogKey)).Order("id DESC").Limit(1).Find(&last).Error; err != nil {
		return false, wrap(err, "log key")
	}
	event := models.Event{
		Kind: models.EventLogKey, Subject: "log", SubjectID: keys.Key.Name(), After: map[string]any{"verifier": keys.Key.Verifier},
	}
	if len(last) == 0 {
		return false, t.event(event)
	}
	known, err := verifierOf(last[0])
	if err != nil || known == keys.Key.Verifier {
		return false, err
	}
	if keys.Before == nil || keys.Before.Verifier != known || keys.Before.Name() != keys.Key.Name() {
		return false, ErrKeyChanged
	}
	event.Before = map[string]any{"verifier": known}
	return true, t.event(event)
}

func verifierOf(r eventRow) (string, error) {
	var after struct{ Verifier string }
	err := json.Unmarshal([]byte(r.After), &after)
	return after.Verifier, wrap(err, "log key")
}

func (t *tx) checkpoint(keys LogKeys, changed bool) (ledger.Checkpoint, bool, error) {
	tree, err := t.tree()
	if err != nil {
		return ledger.Checkpoint{}, false, err
	}
	c := ledger.Checkpoint{Origin: keys.Key.Name(), Size: tree.Size(), Root: tree.Root()}
	if keys.Kept != nil {
		if err := t.continues(*keys.Kept, c, nil); err != nil {
			return c, false, err
		}
	}
	last, err := t.lastCheckpoint()
	if err != nil {
		return c, false, err
	}
	if last != nil {
		if err := t.follows(*last, c); err != nil {
			return c, false, err
		}
		if last.Size == c.Size {
			return c, false, nil
		}
	}
	t.s.at("log.sign")
	signed, err := ledger.Sign(c, keys.Key)
	if changed {
		signed, err = ledger.Sign(c, keys.Key, keys.Before)
	}
	if err != nil {
		return c, false, err
	}
	row := checkpointRow{Size: c.Size, Root: c.Root[:], Note: signed, MadeAt: instant{t.now}}
	return c, true, wrap(t.db.Create(&row).Error, "checkpoint")
}

// lastCheckpoint is the newest one, nil while there is none.
func (t *tx) lastCheckpoint() (*checkpointRow, error) {
	var rows []checkpointRow
	err := t.db.Order("size DESC").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, wrap(err, "checkpoint")
	}
	return &rows[0], nil
}

// follows proves that a tree begins with what was signed last; what it is not is a
// finding.
func (t *tx) follows(last checkpointRow, c ledger.Checkpoint) error {
	mark := &ledger.Mark{Size: last.Size, At: last.MadeAt.Time}
	was, err := ledger.ParseCheckpoint(last.Note)
	if err != nil {
		return &ledger.Finding{Code: ledger.Forged, From: last.Size, To: last.Size, Detail: err.Error()}
	}
	return t.continues(was, c, mark)
}

// continues proves that a tree begins with an earlier one.
func (t *tx) continues(was, c ledger.Checkpoint, mark *ledger.Mark) error {
	if was.Size > c.Size {
		return &ledger.Finding{Code: ledger.Truncated, From: c.Size, To: was.Size, Right: mark}
	}
	proof, err := ledger.Prefix(was.Size, c.Size, hashReader{t})
	if err == nil {
		err = ledger.CheckPrefix(proof, was, c)
	}
	if err != nil {
		return &ledger.Finding{Code: ledger.Rewritten, From: 0, To: was.Size, Detail: err.Error()}
	}
	return nil
}

// LastCheckpoint is the newest checkpoint with its time; Size 0 and an empty note
// while there is none.
func (s *Store) LastCheckpoint(ctx context.Context) (k ledger.Kept, size int64, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		last, err := t.lastCheckpoint()
		if last != nil {
			k, size = ledger.Kept{Note: last.Note, At: last.MadeAt.Time}, last.Size
		}
		return err
	})
	return k, size, err
}

// CheckpointDue says whether it is time to sign again: every so often while events
// come, and once at the end of the day in Japan, which closes the day.
func CheckpointDue(last, now time.Time, every time.Duration) bool {
	const minute = time.Minute // the day is closed in its last minute
	return now.Sub(last) >= every || models.Today(last.Add(minute)) != models.Today(now.Add(minute)) || now.Before(last)
}
