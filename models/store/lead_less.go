package store

import (
	"gorm.io/gorm"

	"chigiri/models"
)

// elsewhere are the places at work of a party's firm for which an actor's firm did not
// engage it, be it as the prime or as the party above.
const elsewhere = `EXISTS (SELECT 1 FROM parties q JOIN contracts k ON k.id = q.contract_id LEFT JOIN parties above ON above.id = q.parent_id
	LEFT JOIN parties prime ON prime.contract_id = q.contract_id AND prime.tier = 0 AND prime.state = 'approved'
	WHERE q.vendor_id = parties.vendor_id AND q.state = 'approved' AND k.state NOT IN ('completed', 'closed')
	AND COALESCE(above.vendor_id, '') <> ? AND COALESCE(prime.vendor_id, '') <> ?)`

// leaderless are parties whose firm has no lead who could sign in or be invited again.
const leaderless = `NOT EXISTS (SELECT 1 FROM users WHERE users.vendor_id = parties.vendor_id AND users.role = 'vendor_lead' AND users.disabled_at IS NULL)`

// engagedElsewhere says of which firms the actor, a vendor's lead, did not engage every
// place. Of those inside nobody asks.
func (t *tx) engagedElsewhere(vendorIDs []string) (map[string]bool, error) {
	busy := map[string]bool{}
	if !t.actor.External() || len(vendorIDs) == 0 {
		return busy, nil
	}
	var ids []string
	err := t.db.Table("parties").Where("vendor_id IN ?", vendorIDs).Where(elsewhere, t.actor.VendorID, t.actor.VendorID).Distinct().Pluck("vendor_id", &ids).Error
	for _, id := range ids {
		busy[id] = true
	}
	return busy, wrap(err, "parties")
}

// leadless marks the parties at work whose firm has no lead, and those of them of which
// the actor may invite one, from the conclusion of the contract on.
func (t *tx) leadless(c models.Contract, tree models.Parties) error {
	var firms []string
	for _, p := range tree {
		if p.State == models.PartyApproved && p.VendorID != t.actor.VendorID { // whoever asks for it leads it
			firms = append(firms, p.VendorID)
		}
	}
	if len(firms) == 0 || c.State != models.StateConcluded && c.State != models.StateReady {
		return nil
	}
	var without []string
	if err := t.db.Table("parties").Where("vendor_id IN ?", firms).Where(leaderless).Distinct().Pluck("vendor_id", &without).Error; err != nil {
		return wrap(err, "leads")
	}
	busy, err := t.engagedElsewhere(without)
	if err != nil {
		return err
	}
	none := map[string]bool{}
	for _, id := range without {
		none[id] = true
	}
	for i, p := range tree {
		if p.State == models.PartyApproved && none[p.VendorID] {
			tree[i].Leadless = true
			tree[i].Invites = models.CheckInviteLead(t.actor, c, p, tree.Above(p.ID), models.LeadFacts{Elsewhere: busy[p.VendorID]}) == nil
		}
	}
	return nil
}

// leadlessParties are the parties at work without a lead of which the actor may invite
// one, in contracts the actor sees; nil for who invites nobody.
func (t *tx) leadlessParties() *gorm.DB {
	db := t.visibleContracts().Joins("JOIN parties ON parties.contract_id = contracts.id").
		Where("contracts.state IN ? AND parties.state = ?", []models.ContractState{models.StateConcluded, models.StateReady}, models.PartyApproved).Where(leaderless)
	switch v := t.actor.VendorID; {
	case t.actor.Is(models.Drafter, models.Manager):
		return db
	case t.actor.Is(models.VendorLead):
		return db.Where("(parties.parent_id IN (SELECT id FROM parties above WHERE above.vendor_id = ? AND above.state = 'approved')"+
			" OR parties.tier > 0 AND parties.contract_id IN (SELECT contract_id FROM parties prime WHERE prime.vendor_id = ? AND prime.tier = 0 AND prime.state = 'approved'))", v, v).
			Where("NOT "+elsewhere, v, v)
	}
	return nil
}
