package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"chigiri/models"
	"chigiri/models/ledger"
)

// ClaimStream makes this process, for a while, the one that hands the log on to a
// receiver, and gives the position to go on from. It is false while another process
// has the claim. What a process that died had handed on without saying so is handed
// on again: nothing is lost, and each event carries its position.
func (s *Store) ClaimStream(ctx context.Context, receiver, holder string, span time.Duration) (next int64, mine bool, err error) {
	err = s.write(ctx, models.System(), func(t *tx) error {
		row := cursorRow{Name: "stream " + receiver, UpdatedAt: instant{t.now}}
		if err := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
			return wrap(err, "stream")
		}
		if err := t.locked().Where("name = ?", row.Name).Take(&row).Error; err != nil {
			return wrap(err, "stream")
		}
		next, mine = row.Next, row.Holder == holder || !row.HeldUntil.After(t.now)
		if !mine {
			return nil
		}
		return t.moveStream(row.Name, map[string]any{"holder": holder, "held_until": instant{t.now.Add(span)}})
	})
	return next, mine, err
}

// MoveStream says that a receiver has everything before next; trouble is what keeps
// it from having more, empty when nothing does. A process that lost its claim
// meanwhile changes nothing.
func (s *Store) MoveStream(ctx context.Context, receiver, holder string, next int64, trouble string) error {
	return s.write(ctx, models.System(), func(t *tx) error {
		var row cursorRow
		if err := t.locked().Where("name = ?", "stream "+receiver).Take(&row).Error; err != nil {
			return wrap(err, "stream")
		}
		if row.Holder != holder || row.Next > next {
			return nil
		}
		return t.moveStream(row.Name, map[string]any{"next": next, "trouble": trouble})
	})
}

func (t *tx) moveStream(name string, columns map[string]any) error {
	columns["updated_at"] = instant{t.now}
	return wrap(t.db.Table("log_cursors").Where("name = ?", name).Updates(columns).Error, "stream")
}

// StreamEntries are the next events in the order of the tree, from a position on.
func (s *Store) StreamEntries(ctx context.Context, from int64) (list []ledger.Entry, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		list, err = logSource{t: t}.batch(ctx, from)
		return err
	})
	return list, err
}

// StreamTrouble says, for those who answer for the log, which receivers lag and why;
// empty when none does.
func (s *Store) StreamTrouble(ctx context.Context, actor models.Actor) (troubles map[string]string, err error) {
	if !models.CanSeeAlarm(actor) {
		return nil, nil
	}
	err = s.read(ctx, actor, func(t *tx) error {
		var rows []cursorRow
		if err := t.db.Where("name LIKE 'stream %' AND trouble <> ''").Find(&rows).Error; err != nil {
			return wrap(err, "stream")
		}
		troubles = map[string]string{}
		for _, r := range rows {
			troubles[r.Name[len("stream "):]] = r.Trouble
		}
		return nil
	})
	return troubles, err
}
