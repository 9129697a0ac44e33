package store

import (
	"context"

	"gorm.io/gorm"

	"chigiri/models"
)

// AskPledgeAgain asks anew for a pledge that was declined, for the owner division and
// for the leads of the party and above it. The refusal stays in the log.
func (s *Store) AskPledgeAgain(ctx context.Context, actor models.Actor, id string) error {
	return s.pledgeDeed(ctx, actor, id, func(t *tx, c *pledgeCase) error {
		switch {
		case !t.asksAgain(c):
			return models.Denied("error.denied.pledge.again")
		case !c.row.pledge().Declined():
			return models.Conflict("error.pledge.over", c.row.pledge())
		}
		columns := map[string]any{"declined_at": nil, "decline_reason": "", "asked_at": instant{t.now}}
		return t.changePledge(c, models.EventPledgeAgain, columns, map[string]any{"kind": c.row.Kind}, "")
	})
}

// asksAgain: whom else the pledge is shown to is its signer, who may be a lead too.
func (t *tx) asksAgain(c *pledgeCase) bool {
	return t.actor.Is(models.VendorLead) || models.CheckConfirm(t.actor, c.d.contract()) == nil
}

const declined = "pledges.state = 'asked' AND pledges.declined_at IS NOT NULL"

// declinedOf are those of one party that somebody will not sign.
func (t *tx) declinedOf(partyID string) ([]models.Pledge, error) {
	return t.pledgeRows(t.db.Where(declined).Where("pledges.party_id = ?", partyID))
}

// declinedBelow are those of the parties that the actor leads, and of all below them.
func (t *tx) declinedBelow() *gorm.DB {
	return t.db.Where(declined).Where(`pledges.party_id IN (WITH RECURSIVE mine(id) AS (
			SELECT id FROM parties WHERE vendor_id = ? AND state = 'approved'
			UNION SELECT parties.id FROM parties JOIN mine ON parties.parent_id = mine.id) SELECT id FROM mine)`, t.actor.VendorID)
}
