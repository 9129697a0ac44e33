package store

import (
	"gorm.io/gorm"

	"chigiri/models"
	"chigiri/models/catalog"
)

// thenIssued is the number of the appendix that was in force when a place ended: the last
// one issued until then; NULL where it was issued before the prime contractor of that time
// had come, and so to another.
const thenIssued = `(SELECT MAX(a.number) FROM appendices a WHERE a.contract_id = parties.contract_id AND a.issued_at <= parties.ended_at
	AND NOT EXISTS (SELECT 1 FROM parties q WHERE q.contract_id = a.contract_id AND q.tier = 0 AND q.approved_at > a.issued_at AND q.approved_at < parties.ended_at))`

// endedPlace narrows parties to the past places of one vendor: the SQL form of
// models.Party.PastOf, of contracts that were issued to it.
const endedPlace = "parties.vendor_id = ? AND parties.state = 'ended' AND parties.approved_at IS NOT NULL AND " + thenIssued + " IS NOT NULL"

// pastPlace is a past place of the actor's own firm with the appendix as it bound the firm
// last.
type pastPlace struct {
	party models.Party
	row   appendixRow
	a     models.Appendix
	e     *catalog.Edition
}

// pastPlaces are the past places of the actor's own firm, that which ended last first; none
// for anybody but a vendor's lead.
func (t *tx) pastPlaces(which *gorm.DB) (models.Parties, error) {
	if !t.actor.Is(models.VendorLead) {
		return nil, nil
	}
	own := which.Where(endedPlace, t.actor.VendorID).Order("parties.ended_at DESC")
	return t.allParties(own)
}

// pastIn are the past places of the actor's own firm in one contract.
func (t *tx) pastIn(contractID string) (models.Parties, error) {
	if !models.IsID(contractID) {
		return nil, nil
	}
	return t.pastPlaces(t.db.Where("parties.contract_id = ?", contractID))
}

// pastParty is a past place of the actor's own firm; for others there is no such party.
func (t *tx) pastParty(id string) (*pastPlace, error) {
	if !models.IsID(id) {
		return nil, models.NotFound("party")
	}
	list, err := t.pastPlaces(t.db.Where("parties.id = ?", id))
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, models.NotFound("party")
	}
	past := &pastPlace{party: list[0]}
	if past.row, err = t.pastRow(list[0]); err != nil {
		return nil, err
	}
	if past.a, err = t.boundAppendix(past.row); err != nil {
		return nil, err
	}
	past.e, err = t.edition(past.row.EditionID)
	return past, err
}

// pastRow is the appendix that was in force when a place ended.
func (t *tx) pastRow(p models.Party) (row appendixRow, err error) {
	then := t.db.Table("parties").Select(thenIssued).Where("parties.id = ?", p.ID)
	err = t.first(t.db.Where("contract_id = ? AND number = (?)", p.ContractID, then), &row, "appendix")
	return row, err
}

// pastIssued is the appendix of a contract in which the actor's firm has past places, as it
// was issued to it last; number 0 asks for that one, and there is no other.
func (t *tx) pastIssued(contractID string, number int) (row appendixRow, err error) {
	past, err := t.pastIn(contractID)
	if err == nil && len(past) > 0 {
		row, err = t.pastRow(past[0])
	}
	if err == nil && (len(past) == 0 || number != 0 && number != row.Number) {
		return appendixRow{}, models.NotFound("contract")
	}
	return row, err
}

// pastUnder is the id of the last past place of the actor's firm in a contract that the
// actor no longer sees; empty for none.
func (t *tx) pastUnder(contractID string) (string, error) {
	if !t.actor.Is(models.VendorLead) {
		return "", nil
	}
	_, err := t.visibleContract(contractID, false)
	if models.KindOf(err) != models.KindNotFound {
		return "", err
	}
	past, err := t.pastIn(contractID)
	if err != nil || len(past) == 0 {
		return "", err
	}
	return past[0].ID, nil
}

// readParty finds a party whose papers the actor reads: staff of any they may know of, a
// lead of its own, of those below it, and of its firm's past places, for which past is
// given. For others there is no such thing.
func (t *tx) readParty(id, what string) (p models.Party, past *pastPlace, err error) {
	p, tree, err := t.partyOf(id)
	switch {
	case err == nil && (!t.actor.External() || t.leads(p, tree)):
		return p, nil, nil
	case err != nil && models.KindOf(err) != models.KindNotFound:
		return p, nil, err
	}
	if past, err = t.pastParty(id); err != nil {
		if models.KindOf(err) == models.KindNotFound {
			err = models.NotFound(what)
		}
		return models.Party{}, nil, err
	}
	return past.party, past, nil
}

// pastView is the page of a past place: what the firm applied with, filed, signed and
// received; nobody above or below it, and nothing to do.
func (t *tx) pastView(id string) (v models.PartyView, err error) {
	past, err := t.pastParty(id)
	if err != nil {
		return v, err
	}
	p, f := past.party, past.a.Facts
	v = models.PartyView{Party: p, ContractID: p.ContractID, Number: f.Number, Title: f.Title, Start: f.Start, End: f.End, EditionID: past.row.EditionID}
	sub, err := t.subcontract(p.ID)
	if err == nil {
		v.Subcontract = &sub
	} else if models.KindOf(err) != models.KindNotFound {
		return v, err
	}
	if v.Steps, err = t.partySteps(p.ID); err != nil {
		return v, err
	}
	if v.Files, err = t.partyFiles(p.ID); err != nil {
		return v, err
	}
	issued := past.row.issued()
	t.untold(&issued.IssuedBy)
	v.Past = &models.PastPapers{Appendix: issued}
	if v.Past.Pledges, err = t.pledgeRows(t.db.Where("pledges.party_id = ? AND pledges.pdf <> ''", p.ID)); err != nil {
		return v, err
	}
	v.Past.Meetings, err = t.meetings(p.ContractID, nil)
	return v, err
}

// homePast puts on a lead's first page the past places of its firm.
func (t *tx) homePast(h *models.Home) error {
	var rows []struct {
		PartyID, ContractID, Number, Title string
		EndedAt                            instant
	}
	err := t.db.Table("parties").Joins("JOIN appendices x ON x.contract_id = parties.contract_id AND x.number = "+thenIssued).
		Select("parties.id AS party_id, parties.contract_id, parties.ended_at, "+t.inJSON("x", "content", "facts", "number")+" AS number, "+t.inJSON("x", "content", "facts", "title")+" AS title").
		Where(endedPlace, t.actor.VendorID).Order("parties.ended_at DESC").Order("parties.id").Limit(maxPastPlaces).Find(&rows).Error
	for _, r := range rows {
		h.Past = append(h.Past, models.PastPlace{ContractID: r.ContractID, PartyID: r.PartyID, Number: r.Number, Title: r.Title, EndedAt: r.EndedAt.Time})
	}
	return wrap(err, "past places")
}

// maxPastPlaces is how many past places a first page names.
const maxPastPlaces = 50
