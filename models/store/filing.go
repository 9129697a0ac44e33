package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"chigiri/models"
)

// ConfirmStructure confirms the structure a party filed last, which the actor read under
// its number: when another was filed meanwhile it is a Conflict. Without a number it is
// the one there is. The roster is not touched.
func (s *Store) ConfirmStructure(ctx context.Context, actor models.Actor, partyID string, number int) error {
	return s.decideStructure(ctx, actor, partyID, number, models.EventStructureConfirmed, "")
}

// ReturnStructure sends the structure a party filed last back to its lead with a reason.
// Until it is filed anew it counts as not filed.
func (s *Store) ReturnStructure(ctx context.Context, actor models.Actor, partyID string, number int, reason string) error {
	return s.decideStructure(ctx, actor, partyID, number, models.EventStructureReturned, reason)
}

// decideStructure is the owner division's word on the structure that waits for it.
func (s *Store) decideStructure(ctx context.Context, actor models.Actor, partyID string, number int, kind models.EventKind, reason string) error {
	return s.subcontractDeed(ctx, actor, partyID, func(t *tx, d *dossier, p models.Party, _ models.Parties) error {
		columns, reason, err := t.decided(d, kind, reason)
		if err != nil {
			return err
		}
		filed, err := t.structures(partyID)
		switch {
		case err != nil:
			return err
		case models.StructureState(filed) != models.ReqDue:
			return models.Conflict("error.confirm.nothing", p)
		case number > 0 && filed[0].Number != number:
			return models.Conflict("error.confirm.newer", p)
		}
		if err := t.db.Model(&structureRow{}).Where("id = ?", filed[0].ID).Updates(columns).Error; err != nil {
			return wrap(err, "structure")
		}
		return t.event(models.Event{
			Kind: kind, Subject: "party", SubjectID: partyID, ContractID: p.ContractID, Reason: reason, After: map[string]any{"number": filed[0].Number},
		})
	})
}

// ConfirmRoster confirms the lines of a party's roster that wait for it and were filed by
// an instant: those the actor has seen, and not one that was changed since. It says how
// many they were; without an instant it is all that wait. The structure is not touched.
func (s *Store) ConfirmRoster(ctx context.Context, actor models.Actor, partyID string, seen time.Time) (n int, err error) {
	return s.decideRoster(ctx, actor, partyID, seen, models.EventRosterConfirmed, "")
}

// ReturnRoster sends the lines that ConfirmRoster would confirm back to the party's lead
// with a reason. Until they are changed, or filed again as they are, the roster counts as
// not filed.
func (s *Store) ReturnRoster(ctx context.Context, actor models.Actor, partyID string, seen time.Time, reason string) (n int, err error) {
	return s.decideRoster(ctx, actor, partyID, seen, models.EventRosterReturned, reason)
}

// decideRoster is the owner division's word on the lines of a roster that wait for it.
func (s *Store) decideRoster(ctx context.Context, actor models.Actor, partyID string, seen time.Time, kind models.EventKind, reason string) (n int, err error) {
	err = s.subcontractDeed(ctx, actor, partyID, func(t *tx, d *dossier, p models.Party, _ models.Parties) error {
		columns, reason, err := t.decided(d, kind, reason)
		if err != nil {
			return err
		}
		lines := t.db.Where("returned_at IS NULL")
		if !seen.IsZero() {
			lines = lines.Where("COALESCE(filed_at, created_at) <= ?", instant{seen})
		}
		n, err = t.setLines(p, lines, columns, kind, reason)
		return err
	})
	return n, err
}

// FileRoster files the lines of a party's roster that were sent back again, as they are
// now. It says how many they were.
func (s *Store) FileRoster(ctx context.Context, actor models.Actor, partyID string) (n int, err error) {
	err = s.subcontractDeed(ctx, actor, partyID, func(t *tx, d *dossier, p models.Party, _ models.Parties) error {
		if err := models.CheckRoster(actor, d.contract(), p); err != nil {
			return err
		}
		n, err = t.setLines(p, t.db.Where("returned_at IS NOT NULL"), t.filedAgain(), models.EventRosterFiled, "")
		return err
	})
	return n, err
}

// setLines changes those of the lines nobody has confirmed that a condition names, with
// one event; where there are none, somebody was faster.
func (t *tx) setLines(p models.Party, which *gorm.DB, columns map[string]any, kind models.EventKind, reason string) (int, error) {
	r := t.db.Model(&workerRow{}).Where("party_id = ? AND confirmed_at IS NULL AND left_on IS NULL", p.ID).Where(which).Updates(columns)
	switch {
	case r.Error != nil:
		return 0, wrap(r.Error, "workers")
	case r.RowsAffected == 0 && kind == models.EventRosterFiled:
		return 0, models.Conflict("error.roster.filed", p)
	case r.RowsAffected == 0:
		return 0, models.Conflict("error.confirm.nothing", p)
	}
	return int(r.RowsAffected), t.event(models.Event{
		Kind: kind, Subject: "party", SubjectID: p.ID, ContractID: p.ContractID, Reason: reason, After: map[string]any{"workers": r.RowsAffected},
	})
}

// decided are the columns of what the owner division confirms or, with a reason, sends
// back.
func (t *tx) decided(d *dossier, kind models.EventKind, reason string) (map[string]any, string, error) {
	if err := models.CheckConfirm(t.actor, d.contract()); err != nil {
		return nil, "", err
	}
	if kind == models.EventStructureConfirmed || kind == models.EventRosterConfirmed {
		return map[string]any{"confirmed_by": t.actor.Name, "confirmed_at": instant{t.now}}, "", nil
	}
	reason, err := reasoned(reason)
	return map[string]any{"returned_by": t.actor.Name, "returned_at": instant{t.now}, "return_reason": reason}, reason, err
}

// filedAgain are the columns of a line that is filed as it is now.
func (t *tx) filedAgain() map[string]any {
	return map[string]any{"filed_at": instant{t.now}, "returned_by": "", "returned_at": nil, "return_reason": ""}
}
