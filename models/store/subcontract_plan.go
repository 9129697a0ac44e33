package store

import (
	"context"
	"errors"
	"slices"

	"gorm.io/gorm"

	"chigiri/models"
)

// PlanSubcontract says what sending an application would do, or why it would be
// refused; it changes nothing.
func (s *Store) PlanSubcontract(ctx context.Context, actor models.Actor, contractID, aboveID string, in models.SubcontractInput) (plan models.SubcontractPlan, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		d, tree, err := t.partyDossier(contractID)
		if err != nil {
			return err
		}
		plan, err = t.planSubcontract(d, tree.Find(aboveID), in)
		return err
	})
	return plan, err
}

// PlanReapplication is PlanSubcontract for an application that came back.
func (s *Store) PlanReapplication(ctx context.Context, actor models.Actor, id string, version int, in models.SubcontractInput) (plan models.SubcontractPlan, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		p, tree, err := t.partyOf(id)
		if err != nil {
			return err
		}
		d, err := t.asHouse().dossierOf(p.ContractID, false)
		if err != nil {
			return err
		}
		plan, err = t.planAgain(d, p, tree, version, in)
		return err
	})
	return plan, err
}

// PlanEndParty says what ending a party would do; it changes nothing.
func (s *Store) PlanEndParty(ctx context.Context, actor models.Actor, id, reason string) (e models.PartyEnding, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		p, tree, err := t.partyOf(id)
		if err != nil {
			return err
		}
		d, err := t.asHouse().dossierOf(p.ContractID, false)
		if err != nil {
			return err
		}
		e, err = t.planEnd(d, p, tree, reason)
		return err
	})
	return e, err
}

// planEnd is who ends with a party: the house's whole tree below it counts.
func (t *tx) planEnd(d *dossier, p models.Party, tree models.Parties, reason string) (models.PartyEnding, error) {
	e := models.PartyEnding{Party: p}
	if err := models.CheckEndParty(t.actor, d.contract(), p, tree.Above(p.ID)); err != nil {
		return e, err
	}
	var err error
	if e.Reason, err = reasoned(reason); err != nil {
		return e, err
	}
	all, err := t.asHouse().parties(p.ContractID)
	e.Below = slices.DeleteFunc(all.Below(p.ID), func(q models.Party) bool { return q.State == models.PartyUnapproved })
	return e, err
}

// stays hangs those who were found working without approval below a party that ends on
// the one above it: that somebody's place ends is no proof that they went, nor that they
// gave back what they had. It lasts until it is seen to.
func (t *tx) stays(p models.Party, reason string) error {
	all, err := t.asHouse().parties(p.ContractID)
	if err != nil {
		return err
	}
	for _, q := range all.Below(p.ID) {
		if q.State != models.PartyUnapproved {
			continue
		}
		to := map[string]any{"parent_id": p.ParentID, "tier": p.Tier}
		if err := t.db.Model(&partyRow{}).Where("id = ?", q.ID).Updates(to).Error; err != nil {
			return wrap(err, "party")
		}
		err := t.event(models.Event{
			Kind: models.EventPartyReported, Subject: "party", SubjectID: q.ID, ContractID: p.ContractID,
			Before: map[string]any{"parent_id": q.ParentID, "tier": q.Tier}, After: to, Reason: reason,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// partyDossier is a contract the actor sees with the tree it knows of, for reading.
func (t *tx) partyDossier(contractID string) (*dossier, models.Parties, error) {
	if _, err := t.visibleContract(contractID, false); err != nil {
		return nil, nil, err
	}
	d, err := t.asHouse().dossierOf(contractID, false)
	if err != nil {
		return nil, nil, err
	}
	tree, err := t.seenParties(contractID)
	return d, tree, err
}

// planSubcontract is an application below a party, with all that could refuse it
// looked at.
func (t *tx) planSubcontract(d *dossier, above *models.Party, in models.SubcontractInput) (models.SubcontractPlan, error) {
	if above == nil {
		return models.SubcontractPlan{}, models.NotFound("party")
	}
	if err := models.CheckApply(t.actor, d.contract(), *above); err != nil {
		return models.SubcontractPlan{}, err
	}
	plan, err := t.plan(d, *above, in)
	if err != nil {
		return plan, err
	}
	vendorID, err := t.registered(plan.Input.CorporateNumber)
	if err != nil || vendorID == "" {
		return plan, err
	}
	return plan, t.notTwice(*above, vendorID)
}

// planAgain is a mended application: of the same firm, seen at its present version.
func (t *tx) planAgain(d *dossier, p models.Party, tree models.Parties, version int, in models.SubcontractInput) (models.SubcontractPlan, error) {
	above := tree.Find(p.ParentID)
	switch {
	case above == nil || !above.LedBy(t.actor):
		return models.SubcontractPlan{}, models.Denied("error.denied.subcontract")
	case p.State != models.PartyReturned && p.State != models.PartyUnapproved:
		return models.SubcontractPlan{}, models.Conflict("error.subcontract.turn", p)
	case p.Version != version:
		return models.SubcontractPlan{}, models.Conflict("error.conflict", p)
	}
	plan, err := t.plan(d, *above, in)
	if err != nil {
		return plan, err
	}
	vendorID, err := t.registered(plan.Input.CorporateNumber)
	if err == nil && vendorID != p.VendorID {
		err = models.Invalidf("corporate_number", "error.subcontract.other_firm")
	}
	return plan, err
}

func (t *tx) plan(d *dossier, above models.Party, in models.SubcontractInput) (models.SubcontractPlan, error) {
	in, err := t.cleanSubcontract(in, d, above)
	return models.SubcontractPlan{Input: in, Above: above, Tier: above.Tier + 1, State: models.FirstState(above.Tier + 1)}, err
}

// registered is the vendor with a corporate number, "" when the register has none.
func (t *tx) registered(number string) (string, error) {
	var row vendorRow
	err := t.db.Select("id").Where("corporate_number = ?", number).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return "", nil
	}
	return row.ID, wrap(err, "vendor")
}

// vendorOfForm is the firm an application names.
func (t *tx) vendorOfForm(in models.SubcontractInput) (string, error) {
	return t.vendorOf(models.VendorInput{
		CorporateNumber: in.CorporateNumber, Name: in.Name, NameKana: in.NameKana, Address: in.Address,
		RepTitle: in.RepTitle, Representative: in.Representative, Phone: in.ContactPhone, Email: in.ContactEmail,
	})
}

// vendorOf finds a firm in the register by its number, or enters it: the public body
// learns of it here.
func (t *tx) vendorOf(firm models.VendorInput) (string, error) {
	var row vendorRow
	err := t.first(t.db.Where("corporate_number = ?", firm.CorporateNumber), &row, "vendor")
	if models.KindOf(err) != models.KindNotFound {
		return row.ID, err
	}
	if firm, err = t.cleanVendor(firm, ""); err != nil {
		return "", err
	}
	return t.addVendor(firm)
}

// notTwice: below one party a firm has one place at a time.
func (t *tx) notTwice(above models.Party, vendorID string) error {
	var n int64
	err := t.db.Table("parties").Where("parent_id = ? AND vendor_id = ? AND ended_at IS NULL", above.ID, vendorID).Count(&n).Error
	if err == nil && n > 0 {
		return models.Invalidf("corporate_number", "error.party.twice")
	}
	return wrap(err, "parties")
}
