package store

import (
	"context"
	"encoding/json"

	"chigiri/models"
	"chigiri/models/catalog"
)

// moveTo changes the state and leaves the line of the log that every move has. What
// the rule of a move asks was checked before.
func (t *tx) moveTo(d *dossier, to models.ContractState) error {
	if to == d.row.State {
		return nil
	}
	if err := t.set(d.row.ID, map[string]any{"state": to, "state_since": instant{t.now}}); err != nil {
		return err
	}
	return t.event(models.Event{
		Kind: models.EventContractMoved, Subject: "contract", SubjectID: d.row.ID, ContractID: d.row.ID,
		Before: map[string]any{"state": d.row.State}, After: movedTo(d, to),
	})
}

// movedTo is the state a move leads to, with the day it is about.
func movedTo(d *dossier, to models.ContractState) map[string]any {
	after := map[string]any{"state": to}
	switch to {
	case models.StateConcluded:
		if d.row.State == models.StateIssued || d.row.State == models.StateDraft {
			after["signed_on"] = d.row.SignedOn
		}
	case models.StateCompleted:
		after["completed_on"] = d.row.CompletedOn
	}
	return after
}

// Conclude records that the contract was signed on a day. From then on it keeps the
// names its division and its vendor had on that day. It can be said again, to
// correct the day.
func (s *Store) Conclude(ctx context.Context, actor models.Actor, id string, version int, signedOn models.Date) error {
	err := s.change(ctx, actor, id, version, func(t *tx, d *dossier) error {
		if err := models.CheckEdit(actor, d.contract()); err != nil {
			return err
		}
		f := d.moveFacts()
		f.SignedOn = signedOn
		if err := models.CheckMove(d.contract(), models.StateConcluded, f); err != nil {
			return err
		}
		before := d.row.SignedOn
		d.row.SignedOn, d.row.SignedNames = signedOn, ""
		names, err := json.Marshal(d.names())
		if err != nil {
			return wrap(err, "names")
		}
		if err := t.set(id, map[string]any{"signed_on": signedOn, "signed_names": string(names)}); err != nil {
			return err
		}
		if d.row.State == models.StateConcluded {
			return t.event(models.Event{
				Kind: models.EventContractUpdated, Subject: "contract", SubjectID: id, ContractID: id,
				Before: map[string]any{"signed_on": before}, After: map[string]any{"signed_on": signedOn},
			})
		}
		return t.moveTo(d, models.StateConcluded)
	})
	return err
}

// MakeReady 着手可: the system manager lets the work begin once nothing that was
// asked is missing.
func (s *Store) MakeReady(ctx context.Context, actor models.Actor, id string) error {
	err := s.change(ctx, actor, id, 0, func(t *tx, d *dossier) error {
		if !models.CanStartWork(actor, d.contract()) {
			return models.Denied("error.denied.start")
		}
		if err := models.CheckMove(d.contract(), models.StateReady, d.moveFacts()); err != nil {
			return err
		}
		return t.moveTo(d, models.StateReady)
	})
	return err
}

// Complete records that the work was done and inspected on a day.
func (s *Store) Complete(ctx context.Context, actor models.Actor, id string, on models.Date) error {
	err := s.change(ctx, actor, id, 0, func(t *tx, d *dossier) error {
		if !models.CanCreateContract(actor, d.row.DivisionID) {
			return models.Denied("error.denied.contract")
		}
		f := d.moveFacts()
		f.DoneOn = on
		if err := models.CheckMove(d.contract(), models.StateCompleted, f); err != nil {
			return err
		}
		if err := t.set(id, map[string]any{"completed_on": on}); err != nil {
			return err
		}
		d.row.CompletedOn = on
		return t.moveTo(d, models.StateCompleted)
	})
	return err
}

// CloseContract ends the life of a completed contract.
func (s *Store) CloseContract(ctx context.Context, actor models.Actor, id string) error {
	err := s.change(ctx, actor, id, 0, func(t *tx, d *dossier) error {
		if !models.CanCreateContract(actor, d.row.DivisionID) {
			return models.Denied("error.denied.contract")
		}
		if err := models.CheckMove(d.contract(), models.StateClosed, d.moveFacts()); err != nil {
			return err
		}
		return t.moveTo(d, models.StateClosed)
	})
	return err
}

// MoveEdition pins a contract to another edition, on purpose and with a reason.
// Facts the other edition does not know are refused, by name.
func (s *Store) MoveEdition(ctx context.Context, actor models.Actor, id, editionID, reason string) error {
	err := s.change(ctx, actor, id, 0, func(t *tx, d *dossier) error {
		if err := models.CheckEdit(actor, d.contract()); err != nil {
			return err
		}
		reason, err := reasoned(reason)
		if err != nil {
			return err
		}
		e, err := t.edition(editionID)
		switch {
		case models.KindOf(err) == models.KindNotFound:
			return models.Invalidf("edition_id", "error.edition.unknown")
		case err != nil:
			return err
		case editionID == d.row.EditionID:
			return models.Invalidf("edition_id", "error.edition.same")
		}
		if _, err := catalog.Compile(e, d.facts()); err != nil && models.Invalid(err) == nil {
			return wrap(err, "compile")
		} else if _, wrong := catalog.Derive(e, d.facts()); wrong != nil {
			return wrong
		} else if err != nil && len(d.params)+len(d.waivers) > 0 && d.hash != "" {
			return err // its stricter values and waivers do not fit the other edition
		}
		if err := t.set(id, map[string]any{"edition_id": editionID}); err != nil {
			return err
		}
		return t.event(models.Event{
			Kind: models.EventEditionMoved, Subject: "contract", SubjectID: id, ContractID: id, Reason: reason,
			Before: map[string]any{"edition": d.edition.ID()}, After: map[string]any{"edition": e.ID()},
		})
	})
	return err
}
