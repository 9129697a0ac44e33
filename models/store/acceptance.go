package store

import (
	"context"

	"chigiri/models"
)

// AcceptAppendix is the contractor's yes to the version of the appendix in force: by its
// lead, or recorded with a reason by the owner division when it came on paper. A second
// press changes nothing. Conflict when another version was issued meanwhile.
func (s *Store) AcceptAppendix(ctx context.Context, actor models.Actor, id string, version int, reason string) error {
	return s.partyDeed(ctx, actor, id, func(t *tx, d *dossier, _ models.Parties) error {
		if err := models.CheckAccept(actor, d.contract(), version); err != nil || d.contract().Accepted() {
			return err
		}
		if actor.Internal() {
			var err error
			if reason, err = reasoned(reason); err != nil {
				return err
			}
		} else {
			reason = ""
		}
		row, err := t.issuedRow(id, version)
		if err != nil {
			return err
		}
		if err := t.set(id, map[string]any{"accepted_number": version, "accepted_at": instant{t.now}}); err != nil {
			return err
		}
		return t.event(models.Event{
			Kind: models.EventAppendixAccepted, Subject: "appendix", SubjectID: row.ID, ContractID: id,
			After: map[string]any{"version": version, "hash": row.Hash, "on_paper": actor.Internal()}, Reason: reason,
		})
	})
}
