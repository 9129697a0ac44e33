package store

import (
	"context"
	"encoding/json"
	"strconv"

	"chigiri/models"
	"chigiri/models/catalog"
)

type structureRow struct {
	ID           string
	ContractID   string
	PartyID      string
	Number       int
	Content      string
	FiledBy      string
	FiledAt      instant
	ConfirmedBy  string
	ConfirmedAt  instant
	ReturnedBy   string
	ReturnedAt   instant
	ReturnReason string
	Lacks        string // what is asked for since the contract changed
	LacksSince   instant
}

func (structureRow) TableName() string { return "structures" }

func (r structureRow) structure() (models.Structure, error) {
	s := models.Structure{
		ID: r.ID, PartyID: r.PartyID, Number: r.Number, FiledBy: r.FiledBy, FiledAt: r.FiledAt.Time,
		ConfirmedBy: r.ConfirmedBy, ConfirmedAt: r.ConfirmedAt.Time, Missing: r.Lacks, Return: models.Return{ReturnedBy: r.ReturnedBy, ReturnedAt: r.ReturnedAt.Time, ReturnReason: r.ReturnReason},
	}
	return s, wrap(json.Unmarshal([]byte(r.Content), &s.StructureInput), "structure")
}

// FileStructure files a party's structure (F-02), or a change of it (ORG-02), which
// the owner division confirms.
func (s *Store) FileStructure(ctx context.Context, actor models.Actor, partyID string, in models.StructureInput) error {
	return s.subcontractDeed(ctx, actor, partyID, func(t *tx, d *dossier, p models.Party, _ models.Parties) error {
		if err := models.CheckRoster(actor, d.contract(), p); err != nil {
			return err
		}
		facts, err := t.structureFacts(d, p)
		if err != nil {
			return err
		}
		if in, err = cleanStructure(in, facts); err != nil {
			return err
		}
		before, err := t.structures(partyID)
		if err != nil {
			return err
		}
		content, err := json.Marshal(in)
		if err != nil {
			return wrap(err, "structure")
		}
		row := structureRow{
			ID: t.id(), ContractID: p.ContractID, PartyID: partyID, Number: len(before) + 1, Content: string(content),
			FiledBy: actor.Name, FiledAt: instant{t.now},
		}
		was, is := map[string]any{}, fieldsOf(in)
		if len(before) > 0 {
			was, is = changes(fieldsOf(before[0].StructureInput), is)
			if len(is) == 0 && before[0].ReturnedAt.IsZero() { // what was sent back by mistake is filed as it was
				return models.Invalidf("", "error.structure.same")
			}
		}
		if err := t.db.Create(&row).Error; err != nil {
			return wrap(err, "structure")
		}
		is["number"] = row.Number
		return t.event(models.Event{Kind: models.EventStructureFiled, Subject: "party", SubjectID: partyID, ContractID: p.ContractID, Before: was, After: is})
	})
}

// structureFacts are what the rule of a party's structure looks at: a subcontractor
// touches the data it was applied for, others what the contract does. What was issued
// binds; before that nothing does.
func (t *tx) structureFacts(d *dossier, p models.Party) (f models.StructureFacts, err error) {
	if d.row.IssuedNumber == 0 {
		return f, nil
	}
	e, a, err := t.asHouse().binding(d)
	if err != nil {
		return f, err
	}
	return t.structureFactsUnder(e, a, p)
}

// structureFactsUnder are those facts under one appendix.
func (t *tx) structureFactsUnder(e *catalog.Edition, a models.Appendix, p models.Party) (f models.StructureFacts, err error) {
	classes := touched(a.Facts)
	if p.Tier > 0 {
		switch sub, err := t.subcontract(p.ID); {
		case err == nil:
			classes = sub.Classes
		case models.KindOf(err) != models.KindNotFound:
			return f, err
		}
	}
	return catalog.StructureFacts(e, a, classes), nil
}

func cleanStructure(in models.StructureInput, f models.StructureFacts) (models.StructureInput, error) {
	var c cleaner
	for field, s := range map[string]*string{
		"lead_name": &in.LeadName, "lead_title": &in.LeadTitle, "lead_phone": &in.LeadPhone, "lead_mail": &in.LeadMail,
		"after_hours": &in.AfterHours, "security_lead": &in.SecurityLead, "privacy_lead": &in.PrivacyLead,
	} {
		c.line(field, s, maxLine)
	}
	c.text("contacts", &in.Contacts)
	c.text("certifications", &in.Certificates)
	if len(in.Sites) > maxWorkSites {
		c.problems.Add("sites", "error.too_many", len(in.Sites), maxWorkSites)
		in.Sites = in.Sites[:maxWorkSites]
	}
	for i := range in.Sites {
		at, site := "sites."+strconv.Itoa(i)+".", &in.Sites[i]
		for field, s := range map[string]*string{"address": &site.Address, "room": &site.Room, "lock": &site.Lock, "equipment": &site.Equipment} {
			c.line(at+field, s, maxLine)
		}
	}
	c.problems.Merge("", in.Validate(f))
	return in, c.problems.Err()
}

// maxWorkSites is how many places of work one structure names.
const maxWorkSites = 50

// structures are what a party filed, the newest first.
func (t *tx) structures(partyID string) ([]models.Structure, error) {
	var rows []structureRow
	if err := t.db.Where("party_id = ?", partyID).Order("number DESC").Find(&rows).Error; err != nil {
		return nil, wrap(err, "structures")
	}
	list := make([]models.Structure, len(rows))
	var err error
	for i, r := range rows {
		t.untold(&r.ConfirmedBy, &r.ReturnedBy)
		if list[i], err = r.structure(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Structures gives what a party filed, the newest first, to staff and to the leads of
// the party and of those above it, its own lead when it is past too.
func (s *Store) Structures(ctx context.Context, actor models.Actor, partyID string) (p models.Party, list []models.Structure, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if p, _, err = t.readParty(partyID, "structure"); err != nil {
			return err
		}
		list, err = t.structures(partyID)
		return err
	})
	return p, list, err
}
