package store

import (
	"context"

	"gorm.io/gorm"

	"chigiri/models"
)

type partyRow struct {
	ID              string
	ContractID      string
	VendorID        string
	ParentID        *string
	Tier            int
	State           models.PartyState
	StateSince      instant
	ApprovedAt      instant
	WorksSince      models.Date
	ConsentedAt     instant
	ConsentedBy     string
	EndReason       string
	TopicsHash      string
	WorkerTopics    string
	Briefed         string
	Quizzed         string
	BriefedUntil    models.Date
	BriefWaits      string // topics that would be briefed with what waits to be confirmed
	BriefWaitsUntil models.Date
	Version         int
	EndedAt         instant
	CreatedAt       instant
}

func (partyRow) TableName() string { return "parties" }

func (r partyRow) party(vendor string) models.Party {
	return models.Party{
		ID: r.ID, ContractID: r.ContractID, VendorID: r.VendorID, Vendor: vendor, ParentID: value(r.ParentID), Tier: r.Tier,
		State: r.State, Since: r.StateSince.Time, ApprovedAt: r.ApprovedAt.Time, WorksSince: r.WorksSince,
		ConsentedAt: r.ConsentedAt.Time, ConsentedBy: r.ConsentedBy, EndReason: r.EndReason, Version: r.Version,
	}
}

// newParty is a place as it begins.
func (t *tx) newParty(contractID, vendorID string, above *models.Party, state models.PartyState) partyRow {
	r := partyRow{
		ID: t.id(), ContractID: contractID, VendorID: vendorID, State: state, StateSince: instant{t.now}, Version: 1, CreatedAt: instant{t.now},
	}
	if above != nil {
		r.ParentID, r.Tier = &above.ID, above.Tier+1
	}
	if state == models.PartyApproved {
		r.ApprovedAt = instant{t.now}
	}
	return r
}

// setPrime gives the vendor its place as prime contractor. Another vendor ends the
// place of the one before and of everybody below it.
func (t *tx) setPrime(contractID, vendorID string) error {
	var now []partyRow
	if err := t.db.Where("contract_id = ? AND tier = 0 AND ended_at IS NULL", contractID).Find(&now).Error; err != nil {
		return wrap(err, "parties")
	}
	if len(now) > 0 && now[0].VendorID == vendorID {
		return nil
	}
	if len(now) > 0 {
		err := t.db.Model(&partyRow{}).Where("contract_id = ? AND ended_at IS NULL", contractID).
			Updates(map[string]any{"ended_at": instant{t.now}, "state": models.PartyEnded, "state_since": instant{t.now}}).Error
		if err != nil {
			return wrap(err, "parties")
		}
		if err := t.endPledges(t.db.Where("contract_id = ?", contractID), pledgePartyEnded); err != nil {
			return err
		}
	}
	if vendorID == "" {
		return nil
	}
	row := t.newParty(contractID, vendorID, nil, models.PartyApproved)
	return wrap(t.db.Create(&row).Error, "party")
}

// Parties gives the tree of a contract as the actor may know it: those inside the
// whole with what is over, a vendor its own branch; each with what it owes.
func (s *Store) Parties(ctx context.Context, actor models.Actor, contractID string) (list models.Parties, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if _, err := t.visibleContract(contractID, false); err != nil {
			return err
		}
		if list, err = t.seenParties(contractID); err != nil {
			return err
		}
		return t.standingOf(contractID, list)
	})
	return list, err
}

// standingOf fills in what each party owes, as far as the actor may know of it.
func (t *tx) standingOf(contractID string, tree models.Parties) error {
	d, err := t.asHouse().dossierOf(contractID, false)
	if err != nil {
		return err
	}
	if err := t.leadless(d.contract(), tree); err != nil {
		return err
	}
	return t.partsOf(d.standing(), contractID, tree)
}

// partsOf fills in what each party owes of a contract's standing.
func (t *tx) partsOf(whole models.Standing, contractID string, tree models.Parties) error {
	stands, err := t.seenStands(contractID, tree)
	if err != nil {
		return err
	}
	t.shareOut(whole, stands, tree)
	return nil
}

// shareOut gives each party of a tree its own part of a contract's standing.
func (t *tx) shareOut(whole models.Standing, stands []models.PartyStand, tree models.Parties) {
	for _, stand := range stands {
		if p := tree.Find(stand.Party.ID); p != nil && p.State == models.PartyApproved {
			if own := whole.OfParty(stand, t.today()); len(own.Requirements) > 0 {
				p.Standing = &own
			}
		}
	}
}

// seenParties are the parties of a contract the actor sees, that it may know of.
func (t *tx) seenParties(contractID string) (models.Parties, error) {
	all, err := t.allParties(t.db.Where("parties.contract_id = ?", contractID))
	if t.actor.External() {
		return all.Branch(t.actor.VendorID), err
	}
	return all, err
}

// parties are those of a contract that are not over, the prime first.
func (t *tx) parties(contractID string) (models.Parties, error) {
	return t.allParties(t.db.Where("parties.contract_id = ? AND parties.ended_at IS NULL", contractID))
}

// allParties reads parties, a parent before those below it.
func (t *tx) allParties(which *gorm.DB) (models.Parties, error) {
	var rows []struct {
		Party    partyRow `gorm:"embedded"`
		Vendor   string
		StartsOn models.Date
	}
	err := which.Table("parties").Joins("JOIN vendors ON vendors.id = parties.vendor_id LEFT JOIN subcontracts ON subcontracts.party_id = parties.id").
		Select("parties.*, vendors.name AS vendor, subcontracts.starts_on").
		Order("parties.tier").Order("parties.id").Find(&rows).Error
	list := make(models.Parties, len(rows))
	for i, r := range rows {
		if list[i] = r.Party.party(r.Vendor); list[i].State.Undecided() {
			list[i].StartsOn = r.StartsOn
		}
		if t.actor.External() { // who of the house consented is not a vendor's to know
			list[i].ConsentedBy = ""
		}
	}
	return list, wrap(err, "parties")
}

// partyOf finds a party the actor may know of, with the tree around it and its
// contract. What is not to be known is not found.
func (t *tx) partyOf(id string) (models.Party, models.Parties, error) {
	var row partyRow
	if err := t.first(t.db.Where("id = ?", id), &row, "party"); err != nil {
		return models.Party{}, nil, err
	}
	if _, err := t.visibleContract(row.ContractID, false); err != nil {
		return models.Party{}, nil, models.NotFound("party")
	}
	tree, err := t.seenParties(row.ContractID)
	if err != nil {
		return models.Party{}, nil, err
	}
	p := tree.Find(id)
	if p == nil {
		return models.Party{}, nil, models.NotFound("party")
	}
	return *p, tree, nil
}

// asHouse is the same transaction as the house itself sees it: for working out what
// follows from a deed, never for what is shown.
func (t *tx) asHouse() *tx {
	house := *t
	house.actor = models.System()
	return &house
}

// partyDeed is one deed on a party: it holds the contract's row, lets do work on
// what the actor may know of, and brings the contract's standing up to date. The
// contract's own version stays: a signature of a worker is no collision for whoever
// edits the contract.
func (s *Store) partyDeed(ctx context.Context, actor models.Actor, contractID string, do func(t *tx, d *dossier, tree models.Parties) error) error {
	return s.write(ctx, actor, func(t *tx) error {
		if _, err := t.visibleContract(contractID, false); err != nil {
			return err
		}
		house := t.asHouse()
		d, err := house.dossierOf(contractID, true)
		if err != nil {
			return err
		}
		tree, err := t.seenParties(contractID)
		if err != nil {
			return err
		}
		if err := do(t, d, tree); err != nil {
			return err
		}
		return t.follow(d)
	})
}

// standingDeed is one deed that changes how a contract stands, by somebody who may not
// see the contract itself: a worker who signs. What the actor may do is for do to say.
func (s *Store) standingDeed(ctx context.Context, actor models.Actor, contractID string, do func(t *tx) error) error {
	return s.deedThen(ctx, actor, contractID, do, (*tx).follow)
}

// deedThen is a standingDeed that says itself what has to be brought up to date after it.
func (s *Store) deedThen(ctx context.Context, actor models.Actor, contractID string, do func(t *tx) error, then func(t *tx, d *dossier) error) error {
	return s.write(ctx, actor, func(t *tx) error {
		d, err := t.asHouse().outline(contractID, true)
		if err != nil {
			return err
		}
		if err := do(t); err != nil {
			return err
		}
		if err := then(t, d); err != nil {
			return err
		}
		t.s.at("standing")
		return nil
	})
}

// follow asks for what is owed after a deed and brings the standing up to date.
func (t *tx) follow(d *dossier) error {
	if err := t.asHouse().askOwed(d); err != nil {
		return err
	}
	return t.recount(d)
}

// recount brings the standing up to date after a deed by which nobody owes more.
func (t *tx) recount(d *dossier) error {
	return t.asHouse().recompute([]string{d.row.ID})
}

// contractOfParty is where a party belongs; not found when the actor may not know.
func (s *Store) contractOfParty(ctx context.Context, actor models.Actor, id string) (contractID string, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		p, _, err := t.partyOf(id)
		contractID = p.ContractID
		return err
	})
	return contractID, err
}

// movedParty writes a party's new state with its line of the log and of the history.
func (t *tx) movedParty(p models.Party, to models.PartyState, kind models.EventKind, deed, note string, more map[string]any) error {
	columns := map[string]any{"state": to, "state_since": instant{t.now}}
	after := map[string]any{"state": to}
	for k, v := range more {
		columns[k] = v
	}
	if to == models.PartyApproved {
		columns["approved_at"] = instant{t.now}
	}
	if to.Over() {
		columns["ended_at"] = instant{t.now}
	}
	done, err := t.update("parties", p.ID, p.Version, columns)
	if err != nil {
		return err
	}
	if !done {
		return models.Conflict("error.conflict", p)
	}
	if err := t.partyStep(p.ID, deed, note); err != nil {
		return err
	}
	return t.event(models.Event{
		Kind: kind, Subject: "party", SubjectID: p.ID, ContractID: p.ContractID, Reason: note,
		Before: map[string]any{"state": p.State}, After: after,
	})
}

type partyStepRow struct {
	ID      string
	PartyID string
	Deed    string
	ByID    string
	ByName  string
	ByRole  models.Role
	Note    string
	At      instant
}

func (partyStepRow) TableName() string { return "party_steps" }

func (t *tx) partyStep(partyID, deed, note string) error {
	a := t.actor
	row := partyStepRow{ID: t.id(), PartyID: partyID, Deed: deed, ByID: a.UserID, ByName: a.Name, ByRole: a.Role, Note: note, At: instant{t.now}}
	return wrap(t.db.Create(&row).Error, "party step")
}

// partySteps are the lines about a party. A vendor is not told who of the house
// spoke, only in which duty.
func (t *tx) partySteps(partyID string) ([]models.PartyStep, error) {
	var rows []partyStepRow
	if err := t.db.Where("party_id = ?", partyID).Order("id").Find(&rows).Error; err != nil {
		return nil, wrap(err, "party steps")
	}
	list := make([]models.PartyStep, len(rows))
	for i, r := range rows {
		list[i] = models.PartyStep{ID: r.ID, Deed: r.Deed, By: r.ByName, Role: r.ByRole, Note: r.Note, At: r.At.Time}
		if t.actor.External() && !(models.Actor{Role: r.ByRole}).External() {
			list[i].By = ""
		}
	}
	return list, nil
}
