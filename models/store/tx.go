package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"chigiri/models"
)

// tx is one use case at work: its transaction, who asks, and the one instant at
// which everything in it happens.
type tx struct {
	db    *gorm.DB
	s     *Store
	actor models.Actor
	now   time.Time
	ids   int
}

// read runs a use case that changes nothing, on one snapshot of the database.
func (s *Store) read(ctx context.Context, actor models.Actor, do func(t *tx) error) error {
	o := &sql.TxOptions{ReadOnly: true}
	if s.engine == Postgres {
		o.Isolation = sql.LevelRepeatableRead
	}
	return s.run(ctx, actor, o, do)
}

// write runs a use case that changes something; all of it happens or nothing. It
// is run again, a few times, when the database takes it back because of another
// transaction, so do must not keep anything outside itself from a failed run.
func (s *Store) write(ctx context.Context, actor models.Actor, do func(t *tx) error) error {
	if s.engine == SQLite {
		s.writing.Lock()
		defer s.writing.Unlock()
	}
	wait := 5 * time.Millisecond
	for try := 1; ; try++ {
		err := s.run(ctx, actor, nil, do)
		if err == nil || try == 6 || !transient(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		case <-time.After(wait):
			wait *= 3
		}
	}
}

func (s *Store) run(ctx context.Context, actor models.Actor, o *sql.TxOptions, do func(t *tx) error) (err error) {
	body := func(db *gorm.DB) error {
		return do(&tx{db: db, s: s, actor: actor, now: s.Now()})
	}
	if o == nil {
		err = s.db.WithContext(ctx).Transaction(body)
	} else {
		err = s.db.WithContext(ctx).Transaction(body, o)
	}
	if err != nil && ctx.Err() != nil && models.KindOf(err) == "" {
		return errors.Join(err, ctx.Err()) // engines say it in words of their own: interrupted, rolled back
	}
	return err
}

// transient says whether the same transaction may succeed when it is run again:
// PostgreSQL's serialization failure and deadlock, SQLite's busy, and a key somebody
// else took between our look and our write: the next look finds it and says whose
// it is.
func transient(err error) bool {
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return true
	}
	var pg interface{ SQLState() string }
	if errors.As(err, &pg) {
		return pg.SQLState() == "40001" || pg.SQLState() == "40P01"
	}
	var lite interface{ Code() int }
	return errors.As(err, &lite) && lite.Code()&0xff == 5
}

// id makes an id. Each is a microsecond later than the one before, so that the
// events of one use case sort in the order they were written.
func (t *tx) id() string {
	t.ids++
	return models.NewID(t.now.Add(time.Duration(t.ids)*time.Microsecond), t.s.rand)
}

// today is the date in Japan.
func (t *tx) today() models.Date { return models.Today(t.now) }

// locked makes a query hold the rows it reads until the transaction ends. SQLite
// has one writer at a time anyway, and gorm leaves the words out there.
func (t *tx) locked() *gorm.DB {
	return t.db.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate})
}

// first reads one row into dest; a missing one is what is not found.
func (t *tx) first(db *gorm.DB, dest any, what string) error {
	err := db.Take(dest).Error
	if errors.Is(err, gorm.ErrRecordNotFound) || notText(err) {
		return models.NotFound(what)
	}
	return wrap(err, what)
}

// update changes columns of the one row with this id and version, and raises the
// version. It reports whether the row was still at that version.
func (t *tx) update(table, id string, version int, columns map[string]any) (bool, error) {
	columns["version"] = gorm.Expr("version + 1")
	r := t.db.Table(table).Where("id = ? AND version = ?", id, version).Updates(columns)
	return r.RowsAffected == 1, wrap(r.Error, table)
}

// wrap names the operation in a fault; what is already an answer stays as it is.
func wrap(err error, what string) error {
	if err == nil || models.KindOf(err) != "" {
		return err
	}
	if notText(err) {
		return models.Invalidf("", "error.utf8")
	}
	return fmt.Errorf("store: %s: %w", what, err)
}

// notText says whether PostgreSQL was given a value that is no text for it: a NUL,
// or broken UTF-8, as somebody may put into an address. Input from forms is cleaned
// before it comes here.
func notText(err error) bool {
	var pg interface{ SQLState() string }
	return errors.As(err, &pg) && pg.SQLState() == "22021"
}
