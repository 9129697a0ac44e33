package main

import (
	"fmt"

	"chigiri/models"
)

type exampleDivision struct {
	Code  string `yaml:"code"`
	Names []struct {
		From   models.Date `yaml:"from"`
		Name   string      `yaml:"name"`
		NameEN string      `yaml:"name_en"`
	} `yaml:"names"`
}

func (g *stage) makeDivisions() error {
	for _, d := range g.data.Divisions {
		first := d.Names[0]
		made, err := g.db.CreateDivision(g.ctx, models.System(), models.DivisionInput{Code: d.Code, Name: first.Name, NameEN: first.NameEN, From: first.From})
		if err != nil {
			return fmt.Errorf("division %s: %w", d.Code, err)
		}
		for _, n := range d.Names[1:] {
			if made, err = g.db.RenameDivision(g.ctx, models.System(), made.ID, made.Version, models.DivisionInput{Code: d.Code, Name: n.Name, NameEN: n.NameEN, From: n.From}); err != nil {
				return fmt.Errorf("division %s: %w", n.Name, err)
			}
		}
		g.divisions[d.Code] = made.ID
	}
	return nil
}

type exampleVendor struct {
	Key             string `yaml:"key"`
	CorporateNumber string `yaml:"corporate_number"`
	Name            string `yaml:"name"`
	NameKana        string `yaml:"name_kana"`
	NameEN          string `yaml:"name_en"`
	Address         string `yaml:"address"`
	RepTitle        string `yaml:"rep_title"`
	Representative  string `yaml:"representative"`
	Phone           string `yaml:"phone"`
	Email           string `yaml:"email"`
}

func (g *stage) makeVendors() error {
	for _, v := range g.data.Vendors {
		made, err := g.db.CreateVendor(g.ctx, models.System(), models.VendorInput{
			CorporateNumber: v.CorporateNumber, Name: v.Name, NameKana: v.NameKana, NameEN: v.NameEN,
			Address: v.Address, RepTitle: v.RepTitle, Representative: v.Representative, Phone: v.Phone, Email: v.Email,
		})
		if err != nil {
			return fmt.Errorf("vendor %s: %w", v.Key, err)
		}
		g.vendors[v.Key] = made.ID
	}
	return nil
}

type exampleSystem struct {
	Key         string      `yaml:"key"`
	Code        string      `yaml:"code"`
	Name        string      `yaml:"name"`
	NameKana    string      `yaml:"name_kana"`
	Division    string      `yaml:"division"`
	StartedOn   models.Date `yaml:"started_on"`
	Zone        string      `yaml:"zone"`
	Classes     []string    `yaml:"classes"`
	Sites       []string    `yaml:"sites"`
	Description string      `yaml:"description"`
	Items       []struct {
		Name      string `yaml:"name"`
		Class     string `yaml:"class"`
		Reason    string `yaml:"reason"`
		Retention string `yaml:"retention"`
	} `yaml:"items"`
	Manuals []struct {
		Title    string      `yaml:"title"`
		Version  string      `yaml:"version"`
		Dated    models.Date `yaml:"dated"`
		Division string      `yaml:"division"`
		File     string      `yaml:"file"`
		Text     string      `yaml:"text"`
	} `yaml:"manuals"`
}

func (g *stage) makeSystems() error {
	for _, s := range g.data.Systems {
		in := models.SystemInput{Code: s.Code, Name: s.Name, NameKana: s.NameKana, DivisionID: g.divisions[s.Division],
			StartedOn: s.StartedOn, Zone: models.Zone(s.Zone), Classes: s.Classes, Sites: s.Sites, Description: s.Description}
		for _, i := range s.Items {
			in.Items = append(in.Items, models.DataItem{Name: i.Name, ClassID: i.Class, Reason: i.Reason, Retention: i.Retention})
		}
		made, err := g.db.CreateSystem(g.ctx, models.System(), in)
		if err != nil {
			return fmt.Errorf("system %s: %w", s.Key, err)
		}
		g.systems[s.Key] = made.ID
		if err := g.makeManuals(made.ID, s); err != nil {
			return err
		}
	}
	return nil
}

func (g *stage) makeManuals(system string, s exampleSystem) error {
	for _, m := range s.Manuals {
		manual := models.Manual{Title: m.Title, Version: m.Version, Dated: m.Dated, Division: m.Division}
		file := models.File{Name: m.File, ContentType: "text/plain; charset=utf-8", Bytes: []byte(m.Text)}
		if _, err := g.db.AddManual(g.ctx, models.System(), system, manual, file); err != nil {
			return fmt.Errorf("manual %s: %w", m.Title, err)
		}
	}
	return nil
}

type exampleLink struct {
	From       string `yaml:"from"`
	To         string `yaml:"to"`
	Data       string `yaml:"data"`
	MyNumber   bool   `yaml:"mynumber"`
	LegalBasis string `yaml:"legal_basis"`
}

func (g *stage) makeLinks() error {
	for _, l := range g.data.Links {
		in := models.LinkInput{To: g.systems[l.To], Data: l.Data, MyNumber: l.MyNumber, LegalBasis: l.LegalBasis}
		if _, err := g.db.AddLink(g.ctx, models.System(), g.systems[l.From], in); err != nil {
			return fmt.Errorf("link from %s: %w", l.From, err)
		}
	}
	return nil
}
