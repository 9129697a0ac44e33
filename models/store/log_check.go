package store

import (
	"context"
	"encoding/json"
	"io"
	"time"

	"gorm.io/gorm/clause"

	"chigiri/models"
	"chigiri/models/ledger"
)

// CheckLog checks the whole log of this database on one snapshot of it; see
// ledger.Check. Whoever holds the database may run it, so it takes no actor.
func (s *Store) CheckLog(ctx context.Context, o ledger.Options) (r ledger.Report, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		r, err = ledger.Check(ctx, logSource{t: t}, o)
		return err
	})
	return r, err
}

// watched is how many events one look at the log takes in; a million are gone
// through in the time of fifty looks.
const watched = 20_000

// cursorRow says how far a reader of the log has come.
type cursorRow struct {
	Name      string
	Next      int64
	Trouble   string
	Holder    string
	HeldUntil instant
	UpdatedAt instant
}

func (cursorRow) TableName() string { return "log_cursors" }

// alarmRow is an alarm that was raised, or its end.
type alarmRow struct {
	ID      string
	At      instant
	Open    bool
	Finding string
}

func (alarmRow) TableName() string { return "log_alarms" }

// Alarm is what is wrong with the log, shown to whoever answers for it until it is
// right again.
type Alarm struct {
	At      time.Time      `json:"at"`
	Finding ledger.Finding `json:"finding"`
}

// WatchLog looks at the next part of the log, round and round, and raises the alarm
// at the first thing that is wrong. While an alarm stands it looks at all of the
// log, so as to name the first wrong event, and to end the alarm when all is right.
// What a witness told is not for us to end: see KeepCosignature.
// The finding is nil when nothing was found.
func (s *Store) WatchLog(ctx context.Context) (found *ledger.Finding, err error) {
	standing, err := s.alarm(ctx)
	if err != nil {
		return nil, err
	}
	if standing == nil || byWitness(standing) {
		if found, err = s.watchPart(ctx); err != nil || found == nil {
			return nil, err
		}
	}
	r, err := s.CheckLog(ctx, ledger.Options{})
	if err != nil {
		return nil, err
	}
	if r.Finding != nil {
		return r.Finding, s.RaiseAlarm(ctx, *r.Finding)
	}
	if standing != nil && !byWitness(standing) {
		return nil, s.endAlarm(ctx)
	}
	return nil, nil
}

// byWitness says whether an alarm is the word of a witness. A log that was rewritten and
// signed anew looks right from inside.
func byWitness(a *Alarm) bool { return a.Finding.Code == ledger.Forked && a.Finding.ID != "" }

// watchPart looks at the next part and moves on when it is right.
func (s *Store) watchPart(ctx context.Context) (*ledger.Finding, error) {
	var r ledger.Report
	var from, size int64
	err := s.read(ctx, models.System(), func(t *tx) error {
		var cursor []cursorRow
		if err := t.db.Where("name = 'check'").Find(&cursor).Error; err != nil {
			return wrap(err, "cursor")
		}
		var err error
		if size, err = t.treeSize(); err != nil {
			return err
		}
		if len(cursor) > 0 && cursor[0].Next < size {
			from = cursor[0].Next
		}
		o := ledger.Options{From: from, Until: from + watched}
		if o.Until > size {
			o.Until = 0
		}
		if o.Edge, err = t.hashes(ledger.EdgeNumbers(from)); err != nil {
			return err
		}
		r, err = ledger.Check(ctx, logSource{t: t, from: from}, o)
		return err
	})
	if err != nil || r.Finding != nil {
		return r.Finding, err
	}
	next := r.Size
	if next >= size {
		next = 0
	}
	return nil, s.moveCursor(ctx, "check", next)
}

// moveCursor keeps how far a reader has come.
func (s *Store) moveCursor(ctx context.Context, name string, next int64) error {
	return s.write(ctx, models.System(), func(t *tx) error {
		row := cursorRow{Name: name, Next: next, UpdatedAt: instant{t.now}}
		err := t.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "name"}}, UpdateAll: true}).Create(&row).Error
		return wrap(err, "cursor")
	})
}

// alarm is the alarm that stands, nil when none does.
func (s *Store) alarm(ctx context.Context) (a *Alarm, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		a, err = t.alarm()
		return err
	})
	return a, err
}

func (t *tx) alarm() (*Alarm, error) {
	var rows []alarmRow
	if err := t.db.Order("id DESC").Limit(1).Find(&rows).Error; err != nil || len(rows) == 0 || !rows[0].Open {
		return nil, wrap(err, "alarm")
	}
	a := Alarm{At: rows[0].At.Time}
	return &a, wrap(json.Unmarshal([]byte(rows[0].Finding), &a.Finding), "alarm")
}

// LogAlarm is the alarm that stands, for those who answer for the log: the
// administrator, the audit office and the IT division. Everybody else is told of none.
func (s *Store) LogAlarm(ctx context.Context, actor models.Actor) (*Alarm, error) {
	if !models.CanSeeAlarm(actor) {
		return nil, nil
	}
	return s.alarm(ctx)
}

// RaiseAlarm raises the alarm, unless the same one stands already.
func (s *Store) RaiseAlarm(ctx context.Context, f ledger.Finding) error {
	finding, err := json.Marshal(f)
	if err != nil {
		return wrap(err, "alarm")
	}
	return s.write(ctx, models.System(), func(t *tx) error {
		standing, err := t.alarm()
		if err != nil || standing != nil && standing.Finding.Code == f.Code && standing.Finding.From == f.From && standing.Finding.ID == f.ID {
			return err
		}
		row := alarmRow{ID: t.id(), At: instant{t.now}, Open: true, Finding: string(finding)}
		return wrap(t.db.Create(&row).Error, "alarm")
	})
}

func (s *Store) endAlarm(ctx context.Context) error {
	return s.write(ctx, models.System(), func(t *tx) error { return t.endAlarm() })
}

func (t *tx) endAlarm() error {
	row := alarmRow{ID: t.id(), At: instant{t.now}, Finding: "{}"}
	return wrap(t.db.Create(&row).Error, "alarm")
}

// ExportWholeLog writes the whole log to w, as it is on one snapshot, to be kept and
// checked elsewhere; see ledger.WriteExport. Whoever holds the database may do it.
func (s *Store) ExportWholeLog(ctx context.Context, w io.Writer) error {
	return s.read(ctx, models.System(), func(t *tx) error {
		return ledger.WriteExport(ctx, w, logSource{t: t}, t.now)
	})
}
