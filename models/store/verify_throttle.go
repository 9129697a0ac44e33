package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"chigiri/models"
)

// checkLimits are how often documents may be checked from one address, counted in the
// database as attempts to sign in are, and more generously: behind one address an office
// checks a whole drawer at once. Checks that find nothing make the next wait from the
// sixtieth of a day on, up to a quarter of an hour; of all checks there may be six
// hundred in ten minutes. A code has a hundred bits, so neither is what keeps it from
// being guessed.
var checkLimits = struct {
	missed limit
	all    int
	span   time.Duration
}{missed: limit{free: 60, most: 15 * time.Minute}, all: 600, span: 10 * time.Minute}

type checkRow struct {
	ID      string
	Address string
	At      instant
	Found   bool
}

func (checkRow) TableName() string { return "verify_attempts" }

// admitCheck counts a check as one that found nothing, until it has, and gives its id;
// or refuses it with KindTooMany and the seconds to wait. Lines past their use go.
func (s *Store) admitCheck(ctx context.Context, actor models.Actor) (id string, err error) {
	address := network(actor.Address)
	err = s.write(ctx, actor, func(t *tx) error {
		wait, err := t.checkWait(address)
		if err != nil {
			return err
		}
		if wait > 0 {
			seconds := int((wait + time.Second - 1) / time.Second)
			return &models.Error{Kind: models.KindTooMany, Key: "error.verify.wait", Args: []any{seconds}}
		}
		old := models.NewID(t.now.Add(-attemptWindow), t.s.rand)
		if err := t.db.Session(&gorm.Session{}).Where("id < ?", old).Delete(&checkRow{}).Error; err != nil {
			return wrap(err, "checks")
		}
		id = t.id()
		return wrap(t.db.Create(&checkRow{ID: id, Address: address, At: instant{t.now}}).Error, "check")
	})
	return id, err
}

// checkFound turns a check into one that found something. It forgets no others: a
// document of one's own buys no guesses.
func (s *Store) checkFound(ctx context.Context, actor models.Actor, id string) error {
	return s.write(ctx, actor, func(t *tx) error {
		return wrap(t.db.Model(&checkRow{}).Where("id = ?", id).Update("found", true).Error, "check")
	})
}

func (t *tx) checkWait(address string) (time.Duration, error) {
	var missed, all struct {
		N    int
		Last instant
	}
	count := func(since time.Duration) *gorm.DB {
		return t.db.Table("verify_attempts").Select("COUNT(*) AS n, MAX(at) AS last").
			Where("address = ? AND at > ?", address, instant{t.now.Add(-since)})
	}
	if err := count(attemptWindow).Where("NOT found").Take(&missed).Error; err != nil {
		return 0, wrap(err, "checks")
	}
	if err := count(checkLimits.span).Take(&all).Error; err != nil {
		return 0, wrap(err, "checks")
	}
	if all.N >= checkLimits.all {
		return time.Minute, nil
	}
	if wait := checkLimits.missed.wait(missed.N); wait > 0 {
		return missed.Last.Add(wait).Sub(t.now), nil
	}
	return 0, nil
}
