package main

import (
	"slices"
	"time"

	"chigiri/handlers"
	"chigiri/models"
)

// exampleBriefing is a meeting of an example contract: one that was held on a day, or
// one that comes some days after the demo starts.
type exampleBriefing struct {
	By        string      `yaml:"by"`
	HeldOn    models.Date `yaml:"held_on"`
	InDays    int         `yaml:"in_days"` // not held yet when not 0
	Begins    string      `yaml:"begins"`
	Minutes   int         `yaml:"minutes"`
	Place     string      `yaml:"place"`
	Parties   []string    `yaml:"parties"` // vendors
	Materials string      `yaml:"materials"`
	Note      string      `yaml:"note"`
	Absence   string      `yaml:"absence"` // why the last of several workers did not come
	MakeUpOn  models.Date `yaml:"make_up_on"`
}

// briefing plans a meeting for the topics that have to be told by a person, and holds it
// where its day has passed.
func (g *stage) briefing(m exampleBriefing, id string) error {
	by := g.actors[m.By]
	v, err := g.db.BriefingsView(g.ctx, by, id)
	if err != nil {
		return err
	}
	in := models.BriefingInput{Method: models.BriefRoom, HeldOn: m.HeldOn, Begins: m.Begins, Minutes: m.Minutes, Place: m.Place, Topics: v.Oral(), Materials: m.Materials}
	if m.InDays > 0 {
		in.HeldOn = models.Today(time.Now()).AddDays(m.InDays)
		in.ClosedDay = true // a day after the start may be any
	}
	for _, p := range v.Parties {
		if slices.ContainsFunc(m.Parties, func(key string) bool { return g.vendors[key] == p.VendorID }) {
			in.Parties = append(in.Parties, p.ID)
		}
	}
	g.clock.set(g.db.Now().Add(3 * time.Hour))
	made, _, err := g.db.PlanBriefing(g.ctx, by, id, in)
	if err != nil || m.InDays > 0 {
		return err
	}
	return g.held(m, by, made.ID)
}

// held lets the leads of the example check in and whoever planned the meeting close it.
// Workers are ticked, but for the last of several, who did not come.
func (g *stage) held(m exampleBriefing, by models.Actor, id string) error {
	g.clock.set(m.HeldOn.Start().Add(13*time.Hour + 24*time.Minute))
	v, err := g.db.Briefing(g.ctx, by, id)
	if err != nil {
		return err
	}
	in := models.HeldInput{Minutes: m.Minutes, Note: m.Note}
	var workers []string
	for _, a := range v.Attendees {
		if a.WorkerID != "" {
			workers = append(workers, a.ID)
			continue
		}
		for _, who := range g.actors {
			if who.UserID != a.UserID {
				continue
			}
			code, err := g.db.CheckInCode(g.ctx, by, id, "")
			if err != nil {
				return err
			}
			if err := g.db.CheckIn(g.ctx, who, id, code.Code); err != nil {
				return err
			}
			in.Received = append(in.Received, a.ID)
		}
	}
	if n := len(workers); n > 1 && m.Absence != "" {
		in.Absent, workers = append(in.Absent, models.AbsentAttendee{ID: workers[n-1], Reason: m.Absence, MakeUpOn: m.MakeUpOn}), workers[:n-1]
	}
	in.Came = workers
	g.clock.set(g.db.Now().Add(2 * time.Hour))
	_, err = g.db.HoldBriefing(g.ctx, by, id, in, handlers.RenderHeld(g.fonts, g.url))
	return err
}
