package main

import (
	"fmt"
	"time"

	"chigiri/handlers"
	"chigiri/models"
)

type exampleContract struct {
	Key           string      `yaml:"key"`
	By            string      `yaml:"by"`
	Number        string      `yaml:"number"`
	Title         string      `yaml:"title"`
	Kind          string      `yaml:"kind"`
	StartsOn      models.Date `yaml:"starts_on"`
	EndsOn        models.Date `yaml:"ends_on"`
	Vendor        string      `yaml:"vendor"`
	Systems       []string    `yaml:"systems"`
	Classes       []string    `yaml:"classes"`
	Flags         []string    `yaml:"flags"`
	Persons       int         `yaml:"persons"`
	Procurement   string      `yaml:"procurement"`
	SystemManager string      `yaml:"system_manager"`
	PolicyVersion string      `yaml:"policy_version"`
	Note          string      `yaml:"note"`
	Stricter      []struct {
		Obligation string `yaml:"obligation"`
		Param      string `yaml:"param"`
		Value      int    `yaml:"value"`
		Reason     string `yaml:"reason"`
	} `yaml:"stricter"`
	At             time.Time            `yaml:"at"`       // when it was registered
	Question       string               `yaml:"question"` // consulted when not empty
	Answer         string               `yaml:"answer"`   // agreed and issued when not empty
	Issue          bool                 `yaml:"issue"`    // issued without a consultation
	SignedOn       models.Date          `yaml:"signed_on"`
	Subcontractors []exampleSubcontract `yaml:"subcontractors"`
	Crews          []exampleCrew        `yaml:"crews"`
	Briefings      []exampleBriefing    `yaml:"briefings"`
}

func (g *stage) makeContracts() error {
	for _, c := range g.data.Contracts {
		if err := g.makeContract(c); err != nil {
			return fmt.Errorf("contract %s: %w", c.Key, err)
		}
	}
	return nil
}

// makeContract lives a contract's life as far as the example says, each step on
// its day and by the person whose duty it is.
func (g *stage) makeContract(c exampleContract) error {
	g.clock.set(c.At)
	by := g.actors[c.By]
	made, err := g.db.CreateContract(g.ctx, by, g.input(c, by))
	if err != nil {
		return err
	}
	g.contracts[c.Key] = made.ID
	for _, p := range c.Stricter {
		change := models.ParamChange{Obligation: p.Obligation, Param: p.Param, Value: p.Value, Reason: p.Reason}
		if err := g.db.SetStricter(g.ctx, by, made.ID, change); err != nil {
			return err
		}
	}
	if c.Question != "" {
		g.clock.set(c.At.Add(26 * time.Hour))
		if _, err := g.db.Consult(g.ctx, by, made.ID, c.Question); err != nil {
			return err
		}
	}
	if c.Answer != "" {
		g.clock.set(c.At.Add(98 * time.Hour))
		if err := g.db.AnswerConsultation(g.ctx, g.actors["reviewer"], made.ID, true, c.Answer); err != nil {
			return err
		}
	}
	if c.Answer != "" || c.Issue {
		return g.issue(c, by, made.ID)
	}
	return nil
}

func (g *stage) input(c exampleContract, by models.Actor) models.ContractInput {
	in := models.ContractInput{Number: c.Number, Title: c.Title, Kind: models.ContractKind(c.Kind), StartsOn: c.StartsOn, EndsOn: c.EndsOn,
		DivisionID: by.DivisionID, VendorID: g.vendors[c.Vendor], Classes: c.Classes, Flags: c.Flags, Persons: c.Persons,
		Procurement: models.Procurement(c.Procurement), SystemManager: c.SystemManager, PolicyVersion: c.PolicyVersion, Scheme: models.SchemeArticle, Note: c.Note}
	for _, s := range c.Systems {
		in.Systems = append(in.Systems, g.systems[s])
	}
	return in
}

func (g *stage) issue(c exampleContract, by models.Actor, id string) error {
	view, err := g.db.Contract(g.ctx, by, id)
	if err != nil {
		return err
	}
	if _, err := g.db.IssueAppendix(g.ctx, by, id, view.Contract.Version, handlers.RenderAppendix(g.fonts)); err != nil {
		return err
	}
	if c.SignedOn.IsZero() {
		return nil
	}
	g.clock.set(c.SignedOn.Start().Add(2 * time.Hour))
	if view, err = g.db.Contract(g.ctx, by, id); err != nil {
		return err
	}
	if err := g.db.Conclude(g.ctx, by, id, view.Contract.Version, c.SignedOn); err != nil {
		return err
	}
	for _, sub := range c.Subcontractors {
		if err := g.subcontract(c, sub, by, id); err != nil {
			return fmt.Errorf("subcontractor %s: %w", sub.Vendor, err)
		}
	}
	for _, crew := range c.Crews {
		if err := g.crew(c, crew, by, id); err != nil {
			return fmt.Errorf("crew of %s: %w", crew.Vendor, err)
		}
	}
	for _, m := range c.Briefings {
		if err := g.briefing(m, id); err != nil {
			return fmt.Errorf("briefing at %s: %w", m.Place, err)
		}
	}
	return nil
}
