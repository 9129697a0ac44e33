package store

import (
	"context"
	"encoding/json"
	"slices"

	"chigiri/models"
	"chigiri/models/catalog"
)

type subcontractRow struct {
	PartyID   string
	Content   string
	StartsOn  models.Date
	EndsOn    models.Date
	AppliedBy string
	AppliedAt instant
}

func (subcontractRow) TableName() string { return "subcontracts" }

// ApplySubcontract asks for a subcontractor below a party (F-03). The firm is taken
// from the register by its number, or entered there with what the form says.
func (s *Store) ApplySubcontract(ctx context.Context, actor models.Actor, contractID, aboveID string, in models.SubcontractInput) (p models.Party, err error) {
	err = s.partyDeed(ctx, actor, contractID, func(t *tx, d *dossier, tree models.Parties) error {
		plan, err := t.planSubcontract(d, tree.Find(aboveID), in)
		if err != nil {
			return err
		}
		in, above := plan.Input, plan.Above
		vendorID, err := t.vendorOfForm(in)
		if err != nil {
			return err
		}
		row := t.newParty(contractID, vendorID, &above, plan.State)
		if err := t.db.Create(&row).Error; err != nil {
			return wrap(err, "party")
		}
		p = row.party(in.Name)
		return t.saveSubcontract(p, in, models.EventSubcontractApplied, nil)
	})
	return p, err
}

// ReapplySubcontract sends a returned application again, mended. It takes the way
// from the beginning: whoever decides sees what has changed, and a consent that was
// given to what stood there before is given anew.
func (s *Store) ReapplySubcontract(ctx context.Context, actor models.Actor, id string, version int, in models.SubcontractInput) error {
	return s.subcontractDeed(ctx, actor, id, func(t *tx, d *dossier, p models.Party, tree models.Parties) error {
		plan, err := t.planAgain(d, p, tree, version, in)
		if err != nil {
			return err
		}
		before, err := t.subcontract(id)
		if err != nil && models.KindOf(err) != models.KindNotFound {
			return err
		}
		columns := map[string]any{"state": plan.State, "state_since": instant{t.now}, "consented_at": nil, "consented_by": ""}
		if done, err := t.update("parties", id, version, columns); err != nil || !done {
			return clash(err, p)
		}
		return t.saveSubcontract(p, plan.Input, models.EventSubcontractApplied, &before.SubcontractInput)
	})
}

// clash is a fault, or that somebody else was faster.
func clash(err error, now any) error {
	if err != nil {
		return err
	}
	return models.Conflict("error.conflict", now)
}

// subcontractDeed is a deed on the application of one party.
func (s *Store) subcontractDeed(ctx context.Context, actor models.Actor, id string, do func(t *tx, d *dossier, p models.Party, tree models.Parties) error) error {
	contractID, err := s.contractOfParty(ctx, actor, id)
	if err != nil {
		return err
	}
	return s.partyDeed(ctx, actor, contractID, func(t *tx, d *dossier, tree models.Parties) error {
		p := tree.Find(id)
		if p == nil {
			return models.NotFound("party")
		}
		return do(t, d, *p, tree)
	})
}

// saveSubcontract keeps an application as it was sent, with its lines of history and
// log.
func (t *tx) saveSubcontract(p models.Party, in models.SubcontractInput, kind models.EventKind, before *models.SubcontractInput) error {
	content, err := json.Marshal(in)
	if err != nil {
		return wrap(err, "subcontract")
	}
	row := subcontractRow{
		PartyID: p.ID, Content: string(content), StartsOn: in.StartsOn, EndsOn: in.EndsOn, AppliedBy: t.actor.Name, AppliedAt: instant{t.now},
	}
	if err := t.db.Where("party_id = ?", p.ID).Delete(&subcontractRow{}).Error; err != nil {
		return wrap(err, "subcontract")
	}
	if err := t.db.Create(&row).Error; err != nil {
		return wrap(err, "subcontract")
	}
	if err := t.partyStep(p.ID, "applied", ""); err != nil {
		return err
	}
	was, is := map[string]any{}, fieldsOf(in)
	if before != nil {
		was, is = changes(fieldsOf(*before), is)
	}
	is["vendor_id"], is["tier"] = p.VendorID, p.Tier
	return t.event(models.Event{Kind: kind, Subject: "party", SubjectID: p.ID, ContractID: p.ContractID, Before: was, After: is})
}

// subcontract is the application of a party; not found when it has none.
func (t *tx) subcontract(partyID string) (models.Subcontract, error) {
	var row subcontractRow
	if err := t.first(t.db.Where("party_id = ?", partyID), &row, "subcontract"); err != nil {
		return models.Subcontract{}, err
	}
	sub := models.Subcontract{AppliedBy: row.AppliedBy, AppliedAt: row.AppliedAt.Time}
	return sub, wrap(json.Unmarshal([]byte(row.Content), &sub.SubcontractInput), "subcontract")
}

// cleanSubcontract cleans an application and holds it against the rules of the
// appendix in force.
func (t *tx) cleanSubcontract(in models.SubcontractInput, d *dossier, above models.Party) (models.SubcontractInput, error) {
	var c cleaner
	for field, s := range map[string]*string{
		"name": &in.Name, "name_kana": &in.NameKana, "rep_title": &in.RepTitle, "representative": &in.Representative,
		"contact_name": &in.ContactName, "contact_email": &in.ContactEmail,
	} {
		c.line(field, s, maxName)
	}
	c.line("contact_phone", &in.ContactPhone, maxCode)
	c.line("address", &in.Address, maxLine)
	c.line("site", &in.Site, maxLine)
	for field, s := range map[string]*string{
		"work": &in.Work, "reason": &in.Reason, "selection": &in.Selection, "security": &in.Security, "supervision": &in.Supervision,
	} {
		c.text(field, s)
	}
	if number, err := models.ParseCorporateNumber(in.CorporateNumber); err == nil {
		in.CorporateNumber = number
	}
	in.Classes, in.Checks = distinct(in.Classes), distinct(in.Checks)
	facts, err := t.subcontractFacts(d, above)
	if err != nil {
		return in, err
	}
	c.problems.Merge("", in.Validate(facts))
	return in, c.problems.Err()
}

// subcontractFacts are what the rule of an application looks at: what was issued
// binds, not a draft.
func (t *tx) subcontractFacts(d *dossier, above models.Party) (models.SubcontractFacts, error) {
	e, a, err := t.binding(d)
	if err != nil {
		return models.SubcontractFacts{}, err
	}
	f := models.SubcontractFacts{
		Today: t.today(), Calendar: t.s.calendar, Rule: catalog.SubcontractRule(e, a), Tier: above.Tier + 1,
		Start: a.Facts.Start, End: a.Facts.End, Classes: touched(a.Facts), MyNumber: hasPart(a, "mynumber"),
	}
	if err := t.withinAbove(above, &f); err != nil {
		return f, err
	}
	f.Numbered = catalog.NumberedClasses(e, f.Classes)
	tree, err := t.asHouse().parties(d.row.ID)
	if err != nil {
		return f, err
	}
	ids := []string{above.VendorID}
	for _, p := range tree.Above(above.ID) {
		ids = append(ids, p.VendorID)
	}
	f.Chain, err = t.corporateNumbers(ids)
	return f, err
}

// withinAbove narrows what may be asked for to what the subcontractor above was itself
// approved for: nobody hands on what they do not have.
func (t *tx) withinAbove(above models.Party, f *models.SubcontractFacts) error {
	if above.Tier == 0 {
		return nil
	}
	own, err := t.subcontract(above.ID)
	if models.KindOf(err) == models.KindNotFound {
		return nil // approved without an application on record
	}
	if err != nil {
		return err
	}
	f.Classes = slices.DeleteFunc(f.Classes, func(c string) bool { return !slices.Contains(own.Classes, c) })
	f.MyNumber = f.MyNumber && own.MyNumber
	if own.StartsOn.After(f.Start) {
		f.Start = own.StartsOn
	}
	if own.EndsOn.Before(f.End) {
		f.End = own.EndsOn
	}
	return nil
}

// binding is the appendix in force with the edition it was compiled from.
func (t *tx) binding(d *dossier) (*catalog.Edition, models.Appendix, error) {
	var row appendixRow
	err := t.first(t.db.Omit("content").Where("contract_id = ? AND number = ?", d.row.ID, d.row.IssuedNumber), &row, "appendix")
	if err != nil {
		return nil, models.Appendix{}, err
	}
	return t.bound(row)
}

// bound is one issued appendix with the edition it was compiled from.
func (t *tx) bound(row appendixRow) (*catalog.Edition, models.Appendix, error) {
	a, err := t.boundAppendix(row)
	if err != nil {
		return nil, a, err
	}
	e, err := t.edition(row.EditionID)
	return e, a, err
}

// touched are the data classes a contract and its systems touch.
func touched(f models.Facts) []string {
	all := append([]string(nil), f.Classes...)
	for _, s := range f.Systems {
		all = append(all, s.Classes...)
	}
	return distinct(all)
}

func hasPart(a models.Appendix, id string) bool {
	for _, p := range a.Parts {
		if p.ID == id {
			return true
		}
	}
	return false
}

// corporateNumbers are the numbers of vendors, in the order asked for.
func (t *tx) corporateNumbers(ids []string) ([]string, error) {
	var rows []vendorRow
	if err := t.db.Select("id", "corporate_number").Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, wrap(err, "vendors")
	}
	by := map[string]string{}
	for _, r := range rows {
		by[r.ID] = r.CorporateNumber
	}
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = by[id]
	}
	return list, nil
}
