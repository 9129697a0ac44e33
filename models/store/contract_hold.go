package store

import (
	"context"

	"chigiri/models"
)

type holdRow struct {
	ID         string
	ContractID string
	Reason     string
	PlacedBy   string
	PlacedAt   instant
	LiftedBy   *string
	LiftedAt   instant
	LiftReason string
}

func (holdRow) TableName() string { return "contract_holds" }

func (r holdRow) hold() models.ContractHold {
	return models.ContractHold{
		ID: r.ID, ContractID: r.ContractID, Reason: r.Reason, PlacedBy: r.PlacedBy, PlacedAt: r.PlacedAt.Time,
		LiftedBy: value(r.LiftedBy), LiftedAt: r.LiftedAt.Time, LiftReason: r.LiftReason,
	}
}

// holds are the holds of a contract, the newest first.
func (t *tx) holds(contract string) ([]models.ContractHold, error) {
	var rows []holdRow
	if err := t.db.Where("contract_id = ?", contract).Order("id DESC").Find(&rows).Error; err != nil {
		return nil, wrap(err, "holds")
	}
	var list []models.ContractHold
	for _, r := range rows {
		list = append(list, r.hold())
	}
	return list, nil
}

// PlaceHold keeps the log of a contract from being cut until LiftHold. A contract
// has one hold at a time; a second is a conflict that carries the one that stands. It
// is no change of the contract, which keeps its version.
func (s *Store) PlaceHold(ctx context.Context, actor models.Actor, id, reason string) (h models.ContractHold, err error) {
	err = s.hold(ctx, actor, id, reason, func(t *tx, standing *models.ContractHold, reason string) error {
		if standing != nil {
			return models.Conflict("error.hold.stands", *standing)
		}
		row := holdRow{ID: t.id(), ContractID: id, Reason: reason, PlacedBy: actor.Name, PlacedAt: instant{t.now}}
		if err := t.db.Create(&row).Error; err != nil {
			return wrap(err, "hold")
		}
		h = row.hold()
		return t.event(models.Event{
			Kind: models.EventHoldPlaced, Subject: "contract", SubjectID: id, ContractID: id, Reason: reason,
		})
	})
	return h, err
}

// LiftHold lets the periods of a contract's log count again. What is past its time
// by then goes with the next cut.
func (s *Store) LiftHold(ctx context.Context, actor models.Actor, id, reason string) (h models.ContractHold, err error) {
	err = s.hold(ctx, actor, id, reason, func(t *tx, standing *models.ContractHold, reason string) error {
		if standing == nil {
			return models.Conflict("error.hold.none", nil)
		}
		h = *standing
		h.LiftedBy, h.LiftedAt, h.LiftReason = actor.Name, t.now, reason
		err := t.db.Model(&holdRow{}).Where("id = ?", h.ID).Updates(map[string]any{
			"lifted_by": h.LiftedBy, "lifted_at": instant{t.now}, "lift_reason": reason,
		}).Error
		if err != nil {
			return wrap(err, "hold")
		}
		return t.event(models.Event{
			Kind: models.EventHoldLifted, Subject: "contract", SubjectID: id, ContractID: id, Reason: reason,
		})
	})
	return h, err
}

// hold is one deed on the holds of a contract. It waits for a cut under way, so that
// once a hold is placed nothing of its contract goes any more; and it holds the
// contract's row, so that two do not place a hold each.
func (s *Store) hold(ctx context.Context, actor models.Actor, id, reason string, do func(t *tx, standing *models.ContractHold, reason string) error) error {
	return s.write(ctx, actor, func(t *tx) error {
		if err := t.lockLog(); err != nil {
			return err
		}
		if _, err := t.visibleContract(id, true); err != nil {
			return err
		}
		if !models.CanHoldContract(actor) {
			return models.Denied("error.denied.hold")
		}
		all, err := t.holds(id)
		if err != nil {
			return err
		}
		reason, err := reasoned(reason)
		if err != nil {
			return err
		}
		return do(t, models.StandingHold(all), reason)
	})
}
