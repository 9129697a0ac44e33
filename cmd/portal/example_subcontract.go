package main

import (
	"time"

	"chigiri/models"
)

// exampleSubcontract is a subcontractor of an example contract, below the prime.
type exampleSubcontract struct {
	Vendor      string      `yaml:"vendor"`
	Work        string      `yaml:"work"`
	Reason      string      `yaml:"reason"`
	Amount      int         `yaml:"amount"`
	Share       int         `yaml:"share"`
	StartsOn    models.Date `yaml:"starts_on"`
	Site        string      `yaml:"site"`
	Classes     []string    `yaml:"classes"`
	MyNumber    bool        `yaml:"my_number"`
	Contact     string      `yaml:"contact"`
	Phone       string      `yaml:"phone"`
	Selection   string      `yaml:"selection"`
	Security    string      `yaml:"security"`
	Supervision string      `yaml:"supervision"`
	Waits       bool        `yaml:"waits"` // nobody has decided yet
}

// subcontract lets the prime's lead ask for a subcontractor and everybody whose word
// is needed agree, a day after the other; or leaves it waiting for the first of them.
func (g *stage) subcontract(c exampleContract, sub exampleSubcontract, by models.Actor, id string) error {
	tree, err := g.db.Parties(g.ctx, by, id)
	if err != nil {
		return err
	}
	firm, err := g.db.Vendor(g.ctx, models.System(), g.vendors[sub.Vendor])
	if err != nil {
		return err
	}
	in := models.SubcontractInput{
		CorporateNumber: firm.CorporateNumber, Name: firm.Name, NameKana: firm.NameKana, Address: firm.Address,
		RepTitle: firm.RepTitle, Representative: firm.Representative, ContactName: sub.Contact, ContactPhone: sub.Phone, ContactEmail: firm.Email,
		Work: sub.Work, Reason: sub.Reason, Amount: sub.Amount, Share: sub.Share, StartsOn: sub.StartsOn, EndsOn: c.EndsOn, Site: sub.Site,
		Classes: sub.Classes, MyNumber: sub.MyNumber, Checks: models.SelectionChecks(),
		Selection: sub.Selection, Security: sub.Security, Supervision: sub.Supervision,
	}
	p, err := g.db.ApplySubcontract(g.ctx, g.actors["vendor_lead"], id, tree[0].ID, in)
	if err != nil || sub.Waits {
		return err
	}
	for _, who := range []models.Actor{by, g.actors["reviewer"]} {
		g.clock.set(g.db.Now().Add(24 * time.Hour))
		if err := g.db.DecideSubcontract(g.ctx, who, p.ID, models.Agreed, sub.MyNumber, "支障がないことを確認した。"); err != nil {
			return err
		}
	}
	return nil
}
