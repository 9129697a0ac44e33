package store

import (
	"slices"
	"strings"

	"gorm.io/gorm"

	"chigiri/models"
)

// The applications whose turn a vendor's lead has: as the prime what is asked for below
// it, and as whoever asked what came back, or works without having been asked for.
const leadParties = `(parties.state = 'applied' AND parties.contract_id IN
		(SELECT contract_id FROM parties prime WHERE prime.vendor_id = ? AND prime.tier = 0 AND prime.state = 'approved')
	OR parties.state IN ('returned', 'unapproved') AND parties.parent_id IN
		(SELECT id FROM parties above WHERE above.vendor_id = ? AND above.state = 'approved'))`

// waitingParties are the parties that wait for the actor, in contracts the actor sees;
// nil for who decides on none.
func (t *tx) waitingParties() *gorm.DB {
	db := t.visibleContracts().Joins("JOIN parties ON parties.contract_id = contracts.id")
	switch a := t.actor; {
	case a.Is(models.Drafter, models.Manager):
		return db.Where("parties.state = ?", models.PartyForwarded)
	case a.Is(models.Reviewer):
		return db.Where("parties.state = ?", models.PartyEndorsed)
	case a.Is(models.VendorLead):
		return db.Where(leadParties, a.VendorID, a.VendorID)
	}
	return nil
}

// homeLeadless puts the parties at work without a lead, of which the actor may invite
// one, behind everything else that waits for the actor.
func (t *tx) homeLeadless(h *models.Home) error {
	db := t.leadlessParties()
	if db == nil {
		return nil
	}
	var rows []struct {
		ContractID, Title, ID, Vendor string
		Level                         int
		SignedOn                      models.Date
		ApprovedAt                    instant
	}
	err := db.Joins("JOIN vendors ON vendors.id = parties.vendor_id").
		Select("contracts.id AS contract_id, contracts.title, contracts.level, contracts.signed_on, parties.id, parties.approved_at, vendors.name AS vendor").
		Order("parties.approved_at").Order("parties.id").Limit(homeItems).Find(&rows).Error
	for _, r := range rows {
		step := models.LeadStep(models.Party{Vendor: r.Vendor}, t.actor)
		step.Since = stamp(vendorSince(r.ApprovedAt, r.SignedOn))
		h.Turn = append(h.Turn, models.HomeItem{ContractID: r.ContractID, PartyID: r.ID, Title: r.Title, Level: models.Level(r.Level), Step: step})
	}
	return wrap(err, "parties")
}

// homeParties puts the applications that wait for the actor among what does, who works
// without approval before the others, then the longest waiting first; before a vendor's contracts, which ask only to be read.
func (t *tx) homeParties(h *models.Home) error {
	db := t.waitingParties()
	if db == nil {
		return nil
	}
	var rows []struct {
		ContractID, Title string
		Level             int
		ID, Vendor        string
		State             models.PartyState
		StateSince        instant
		StartsOn          models.Date
	}
	err := db.Joins("JOIN vendors ON vendors.id = parties.vendor_id LEFT JOIN subcontracts ON subcontracts.party_id = parties.id").
		Select("contracts.id AS contract_id, contracts.title, contracts.level, parties.id, parties.state, parties.state_since, vendors.name AS vendor, subcontracts.starts_on").
		Order("CASE parties.state WHEN 'unapproved' THEN 0 ELSE 1 END").Order("parties.state_since").Order("parties.id").Limit(homeItems).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return wrap(err, "parties")
	}
	items := make([]models.HomeItem, len(rows))
	for i, r := range rows {
		step := models.PartyStepOf(models.Party{State: r.State, Vendor: r.Vendor, StartsOn: r.StartsOn}, t.today())
		step.Since = stamp(r.StateSince)
		items[i] = models.HomeItem{ContractID: r.ContractID, PartyID: r.ID, Title: r.Title, Level: models.Level(r.Level), Step: step}
	}
	h.Turn = append(items, h.Turn...)
	if t.actor.Internal() {
		slices.SortStableFunc(h.Turn, func(a, b models.HomeItem) int { return strings.Compare(a.Step.Since, b.Step.Since) })
	}
	return nil
}
