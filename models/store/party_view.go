package store

import (
	"context"

	"chigiri/models"
)

type partyFileRow struct {
	ID      string
	PartyID string
	Title   string
	Name    string
	SHA256  string `gorm:"column:sha256"`
	ByName  string
	At      instant
}

func (partyFileRow) TableName() string { return "party_files" }

// Party gives everything the page of one party shows to the actor: its application,
// what was said about it, and what the actor may do. A party above the reader's own
// is known by its name and place only; of a past place its own lead reads what the firm
// keeps of it.
func (s *Store) Party(ctx context.Context, actor models.Actor, id string) (v models.PartyView, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		p, tree, err := t.partyOf(id)
		if models.KindOf(err) == models.KindNotFound {
			v, err = t.pastView(id)
			return err
		}
		if err != nil {
			return err
		}
		if err := t.standingOf(p.ContractID, tree); err != nil {
			return err
		}
		v, err = t.partyView(*tree.Find(p.ID), tree)
		return err
	})
	return v, err
}

func (t *tx) partyView(p models.Party, tree models.Parties) (v models.PartyView, err error) {
	row, err := t.visibleContract(p.ContractID, false)
	if err != nil {
		return v, err
	}
	v = models.PartyView{Party: p, Above: tree.Above(p.ID), Below: tree.Below(p.ID), Title: row.Title, Number: row.Number, ContractID: row.ID}
	if t.actor.External() && !t.leads(p, tree) {
		return v, nil
	}
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
	if p.State == models.PartyApproved {
		if err := t.partyInvitations(&v); err != nil {
			return v, err
		}
		if v.Declined, err = t.declinedOf(p.ID); err != nil {
			return v, err
		}
	}
	return v, t.partyDeeds(&v, p, tree)
}

// partyInvitations tells how far a party's leads have come, one by one, and counts how far
// they and the people on its roster have.
func (t *tx) partyInvitations(v *models.PartyView) error {
	for _, c := range []struct {
		which string
		arg   string
		into  *map[models.InvitationState]int
	}{
		{"vendor_id = ? AND role = 'vendor_lead'", v.Party.VendorID, &v.Leads},
		{"id IN (SELECT user_id FROM workers WHERE party_id = ? AND left_on IS NULL)", v.Party.ID, &v.Workers},
	} {
		var rows []userRow
		if err := t.db.Select("id", "name", "post", "role", "vendor_id", "password_hash").Where("disabled_at IS NULL AND "+c.which, c.arg).Order("id").Find(&rows).Error; err != nil {
			return wrap(err, "users")
		}
		known := map[string]bool{}
		for _, r := range rows {
			known[r.ID] = r.PasswordHash != ""
		}
		invited, err := t.invitations(known)
		if err != nil {
			return err
		}
		*c.into = map[models.InvitationState]int{}
		for _, i := range invited {
			(*c.into)[i.State]++
		}
		for _, r := range rows {
			if c.into == &v.Leads {
				v.People = append(v.People, r.lead(invited[r.ID]))
			}
		}
	}
	return nil
}

// leads says whether the actor is the lead of a party or of one above it.
func (t *tx) leads(p models.Party, tree models.Parties) bool {
	for _, q := range append(models.Parties{p}, tree.Above(p.ID)...) {
		if q.LedBy(t.actor) {
			return true
		}
	}
	return false
}

// untold empties what a vendor is not told: who of the house did something, and where
// its papers stand. That it was done, and when, it is told.
func (t *tx) untold(words ...*string) {
	if !t.actor.External() {
		return
	}
	for _, w := range words {
		*w = ""
	}
}

// partyDeeds fills in what the actor may do, and the rule it is done by.
func (t *tx) partyDeeds(v *models.PartyView, p models.Party, tree models.Parties) error {
	d, err := t.asHouse().dossierOf(p.ContractID, false)
	if err != nil {
		return err
	}
	c, above := d.contract(), tree.Find(p.ParentID)
	v.Can = map[string]bool{
		"apply":    models.CheckApply(t.actor, c, p) == nil,
		"reapply":  above != nil && above.LedBy(t.actor) && (p.State == models.PartyReturned || p.State == models.PartyUnapproved),
		"pass":     models.CheckPass(t.actor, p, tree.Prime()) == nil,
		"decide":   models.CheckDecideParty(t.actor, c, p) == nil,
		"withdraw": models.CheckWithdraw(t.actor, p, above) == nil,
		"end":      models.CheckEndParty(t.actor, c, p, v.Above) == nil,
		"report":   models.CheckReport(t.actor, c) == nil && !p.State.Over(),
		"attach":   t.mayAttach(p, tree),
	}
	if v.Can["invite"], err = t.mayInviteLead(c, p, tree); err != nil {
		return err
	}
	if c.IssuedNumber == 0 {
		return nil
	}
	f, err := t.asHouse().subcontractFacts(d, p)
	if err != nil {
		return err
	}
	row, err := t.issuedRow(p.ContractID, 0)
	if err != nil {
		return err
	}
	v.EditionID = row.EditionID
	v.Rule, v.Earliest, v.Start, v.End, v.Classes, v.MyNumber = f.Rule, f.Earliest(), f.Start, f.End, f.Classes, f.MyNumber
	return nil
}

func (t *tx) partyFiles(partyID string) ([]models.PartyFile, error) {
	var rows []partyFileRow
	if err := t.db.Where("party_id = ?", partyID).Order("id").Find(&rows).Error; err != nil {
		return nil, wrap(err, "party files")
	}
	list := make([]models.PartyFile, len(rows))
	for i, r := range rows {
		list[i] = models.PartyFile{ID: r.ID, Title: r.Title, Name: r.Name, SHA256: r.SHA256, By: r.ByName, At: r.At.Time}
	}
	return list, nil
}

// mayAttach: whoever leads the party or one above it, and never to what is over.
func (t *tx) mayAttach(p models.Party, tree models.Parties) bool {
	return t.actor.External() && !p.State.Over() && t.leads(p, tree)
}

// AddPartyFile attaches a file to a party: the copy of its contract (SUB-03), checks
// made when it was chosen.
func (s *Store) AddPartyFile(ctx context.Context, actor models.Actor, id, title string, f models.File) error {
	return s.subcontractDeed(ctx, actor, id, func(t *tx, _ *dossier, p models.Party, tree models.Parties) error {
		if !t.mayAttach(p, tree) {
			return models.Denied("error.denied.subcontract")
		}
		title, f, err := t.keepTitled(title, f)
		if err != nil {
			return err
		}
		row := partyFileRow{ID: t.id(), PartyID: id, Title: title, Name: f.Name, SHA256: f.SHA256, ByName: actor.Name, At: instant{t.now}}
		if err := t.db.Create(&row).Error; err != nil {
			return wrap(err, "party file")
		}
		return t.event(models.Event{
			Kind: models.EventPartyFileAdded, Subject: "party", SubjectID: id, ContractID: p.ContractID,
			After: map[string]any{"title": title, "name": f.Name, "sha256": f.SHA256},
		})
	})
}

// PartyFile gives an attached file to those who see the party's application.
func (s *Store) PartyFile(ctx context.Context, actor models.Actor, id, fileID string) (f models.File, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if _, _, err := t.readParty(id, "file"); err != nil {
			return err
		}
		var row partyFileRow
		if err := t.first(t.db.Where("id = ? AND party_id = ?", fileID, id), &row, "file"); err != nil {
			return err
		}
		f, err = t.file(row.SHA256, row.Name)
		return err
	})
	return f, err
}
