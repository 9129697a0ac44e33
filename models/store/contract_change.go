package store

import (
	"context"
	"slices"

	"chigiri/models"
)

// batch is how many contracts are worked out at a time; engines bound the number
// of values in one statement.
const batch = 200

// change is one deed on one contract: it holds the row, lets do work on it, and
// brings level, hash and next step up to date before it ends. A version that is not
// zero must be the one the contract is at; else the answer is a conflict that
// carries the contract as it stands.
func (s *Store) change(ctx context.Context, actor models.Actor, id string, version int, do func(t *tx, d *dossier) error) error {
	return s.write(ctx, actor, func(t *tx) error {
		d, err := t.dossierOf(id, true)
		if err != nil {
			return err
		}
		if actor.External() {
			return models.Denied("error.denied.contract")
		}
		if version != 0 && version != d.row.Version {
			return models.Conflict("error.conflict", d.contract())
		}
		if err := do(t, d); err != nil {
			return err
		}
		_, err = t.settle(id)
		return err
	})
}

// set writes columns of the contract's row.
func (t *tx) set(id string, columns map[string]any) error {
	return wrap(t.db.Table("contracts").Where("id = ?", id).Updates(columns).Error, "contract")
}

// settle brings what is kept of a contract up to date after a deed, and counts the
// version on.
func (t *tx) settle(id string) (*dossier, error) {
	var row contractRow
	if err := t.first(t.db.Where("id = ?", id), &row, "contract"); err != nil {
		return nil, err
	}
	list, err := t.dossiers([]contractRow{row})
	if err != nil {
		return nil, err
	}
	if err := t.asHouse().askOwed(list[0]); err != nil {
		return nil, err
	}
	return list[0], t.keep(list[0], true)
}

// recomputeWhere brings what is kept of contracts up to date after a name or a
// system they speak of has changed; the condition is on the table contracts.
func (t *tx) recomputeWhere(condition string, args ...any) error {
	var ids []string
	err := t.held(t.db.Table("contracts").Where(condition, args...).Where("state <> ?", models.StateClosed)).Order("id").Pluck("id", &ids).Error
	if err != nil {
		return wrap(err, "contracts")
	}
	return t.recompute(ids)
}

// recompute brings what is kept of these contracts up to date. The version of one
// whose appendix would be another is counted on, so that nobody issues what they
// have not seen.
func (t *tx) recompute(ids []string) error {
	for part := range slices.Chunk(ids, batch) {
		var rows []contractRow
		if err := t.db.Where("id IN ?", part).Order("id").Find(&rows).Error; err != nil {
			return wrap(err, "contracts")
		}
		list, err := t.dossiers(rows)
		if err != nil {
			return err
		}
		for _, d := range list {
			if err := t.keep(d, false); err != nil {
				return err
			}
		}
	}
	return nil
}

// Refresh brings up to date the contracts whose kept facts ran out by the calendar
// alone: a waiver ended, or a contract at work reached its end; and the levels of
// systems, when another edition came into force. It is the clock's to
// call, once a day and when a process starts, and reports how many there were.
func (s *Store) Refresh(ctx context.Context, actor models.Actor) (n int, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		if !actor.IsSystem() {
			return models.Denied("error.denied.system")
		}
		if err := t.relevelSystems(); err != nil {
			return err
		}
		var ids []string
		err := t.held(t.db.Table("contracts").Where("facts_until < ?", t.today())).Order("id").Pluck("id", &ids).Error
		if err != nil {
			return wrap(err, "contracts")
		}
		if err := t.askAgain(); err != nil {
			return err
		}
		n = len(ids)
		return t.recompute(ids)
	})
	return n, err
}

// keep ends decisions the facts have overtaken, then writes what lists show. deed
// says that somebody changed the contract itself.
func (t *tx) keep(d *dossier, deed bool) error {
	if err := t.overtake(d); err != nil {
		return err
	}
	was := d.row
	d.refresh(t)
	moved := was.FactsHash != d.row.FactsHash
	if !deed && !moved && was == d.row {
		return nil
	}
	r := &d.row
	if deed || moved {
		r.Version++
	}
	if deed {
		r.UpdatedAt = instant{t.now}
	}
	return t.set(r.ID, map[string]any{
		"level": r.Level, "facts_hash": r.FactsHash, "facts_until": r.FactsUntil, "step": r.Step, "step_count": r.StepCount,
		"step_since": r.StepSince, "waiting_for": r.WaitingFor, "search_key": r.SearchKey, "version": r.Version, "updated_at": r.UpdatedAt,
	})
}

// refresh puts what was worked out into the row.
func (d *dossier) refresh(t *tx) {
	step := d.step()
	r := &d.row
	if r.Step != step.Key {
		r.StepSince = instant{t.now}
	}
	r.Step, r.WaitingFor, r.StepCount = step.Key, step.Whose, 0
	if len(step.Args) > 0 {
		r.StepCount, _ = step.Args[0].(int)
	}
	r.Level, r.FactsHash, r.FactsUntil = int(d.level.Level), d.hash, d.until()
	r.SearchKey = d.searched()
}
