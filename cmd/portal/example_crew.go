package main

import (
	"bytes"
	"fmt"
	"time"

	"chigiri/handlers"
	"chigiri/models"
	"chigiri/models/store"
	"chigiri/views/document"
)

// exampleCrew is what a party of an example contract has filed, and who works for it.
type exampleCrew struct {
	Vendor    string           `yaml:"vendor"`
	Lead      string           `yaml:"lead"` // role of the account that files
	Structure exampleStructure `yaml:"structure"`
	Workers   []struct {
		Account  string      `yaml:"account"` // role of an example account; one is made without
		Name     string      `yaml:"name"`
		Kana     string      `yaml:"kana"`
		Duty     string      `yaml:"duty"`
		MyNumber bool        `yaml:"my_number"`
		StartsOn models.Date `yaml:"starts_on"`
	} `yaml:"workers"`
	Confirmed bool   `yaml:"confirmed"` // by the owner division
	Shelf     string `yaml:"shelf"`     // where the company's pledge on paper stands; empty while it is asked for
}

type exampleStructure struct {
	LeadName     string `yaml:"lead_name"`
	LeadTitle    string `yaml:"lead_title"`
	LeadPhone    string `yaml:"lead_phone"`
	LeadMail     string `yaml:"lead_mail"`
	AfterHours   string `yaml:"after_hours"`
	SecurityLead string `yaml:"security_lead"`
	PrivacyLead  string `yaml:"privacy_lead"`
	Address      string `yaml:"address"`
	Room         string `yaml:"room"`
	Lock         string `yaml:"lock"`
	Equipment    string `yaml:"equipment"`
	Contacts     string `yaml:"contacts"`
	Certificates string `yaml:"certifications"`
}

// crew lets a party's lead file its structure and its roster, and bring the company's
// pledge on paper where the example says so. The workers' own pledges stay asked for,
// so that a visitor can sign one.
func (g *stage) crew(c exampleContract, crew exampleCrew, by models.Actor, id string) error {
	tree, err := g.db.Parties(g.ctx, models.System(), id)
	if err != nil {
		return err
	}
	var party models.Party
	for _, p := range tree {
		if p.VendorID == g.vendors[crew.Vendor] {
			party = p
		}
	}
	lead, s := g.actors[crew.Lead], crew.Structure
	if party.Tier == 0 {
		if err := g.db.AcceptAppendix(g.ctx, lead, id, 1, ""); err != nil {
			return err
		}
	}
	err = g.db.FileStructure(g.ctx, lead, party.ID, models.StructureInput{
		LeadName: s.LeadName, LeadTitle: s.LeadTitle, LeadPhone: s.LeadPhone, LeadMail: s.LeadMail, AfterHours: s.AfterHours,
		SecurityLead: s.SecurityLead, PrivacyLead: s.PrivacyLead, Contacts: s.Contacts, Certificates: s.Certificates,
		Sites: []models.StructureSite{{Address: s.Address, Room: s.Room, Lock: s.Lock, Equipment: s.Equipment}},
	})
	if err != nil {
		return fmt.Errorf("structure: %w", err)
	}
	var lines []models.WorkerInput
	for _, w := range crew.Workers {
		lines = append(lines, models.WorkerInput{
			UserID: g.actors[w.Account].UserID, Name: w.Name, NameKana: w.Kana, Duty: w.Duty, MyNumber: w.MyNumber,
			Site: s.Address + "　" + s.Room, StartsOn: w.StartsOn, EndsOn: c.EndsOn,
		})
	}
	if _, err := g.db.AddWorkers(g.ctx, lead, party.ID, lines); err != nil {
		return fmt.Errorf("roster: %w", err)
	}
	g.clock.set(g.db.Now().Add(20 * time.Hour))
	if crew.Confirmed {
		if err := g.db.ConfirmStructure(g.ctx, by, party.ID, 1); err != nil {
			return err
		}
		if _, err := g.db.ConfirmRoster(g.ctx, by, party.ID, time.Time{}); err != nil {
			return err
		}
	}
	if crew.Shelf == "" {
		return nil
	}
	return g.paperPledge(lead, party, crew.Shelf)
}

// paperPledge brings the company's pledge with its seal, as most firms do the first
// time, and lets the IT division confirm that it is there.
func (g *stage) paperPledge(lead models.Actor, party models.Party, shelf string) error {
	list, err := g.db.OwnPledges(g.ctx, lead)
	if err != nil {
		return err
	}
	for _, p := range list {
		if p.PartyID != party.ID || p.Kind != models.PledgeCompany || p.State != models.PledgeAsked {
			continue
		}
		v, err := g.db.Pledge(g.ctx, lead, p.ID)
		if err != nil {
			return err
		}
		var scan bytes.Buffer
		if err := document.WritePDF(&scan, document.BlankPledge(v.Text, "ja"), g.fonts); err != nil {
			return err
		}
		in := store.PaperInput{Name: v.Text.Signer.Name, SignedOn: models.Today(g.db.Now()), Scan: models.File{Name: "誓約書.pdf", Bytes: scan.Bytes()}}
		if _, err := g.db.KeepPaperPledge(g.ctx, lead, p.ID, in, handlers.RenderPledge(g.fonts, g.url)); err != nil {
			return fmt.Errorf("pledge on paper: %w", err)
		}
		g.clock.set(g.db.Now().Add(3 * time.Hour))
		return g.db.ConfirmPledge(g.ctx, g.actors["reviewer"], p.ID, shelf)
	}
	return fmt.Errorf("%s is asked for no pledge", party.Vendor)
}
