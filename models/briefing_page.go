package models

import (
	"slices"
	"time"
)

// BriefingsView is everything the page of a contract's meetings shows.
type BriefingsView struct {
	ContractID string           `json:"contract_id"`
	Rule       BriefingRule     `json:"rule"`
	Topics     []BriefingTopic  `json:"topics"`  // of anybody under the contract
	Parties    Parties          `json:"parties"` // whom the reader may ask to come
	Meetings   []Briefing       `json:"meetings"`
	People     []BriefingPerson `json:"people,omitempty"` // of those parties, with what they have to hear
	Owed       bool             `json:"owed"`             // the contract is concluded: nothing is owed before
	Coverage   []Coverage       `json:"coverage"`         // empty before something is owed
	Can        map[string]bool  `json:"can"`
	Hindered   string           `json:"hindered,omitempty"` // key of why nobody can plan one yet
}

// Oral are the ids of the topics that have to be told by a person.
func (v BriefingsView) Oral() []string {
	var ids []string
	for _, t := range v.Topics {
		if t.How == BriefOral {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

// Coverage is how far one party and its people are with their topics.
type Coverage struct {
	PartyID string           `json:"party_id"`
	Party   string           `json:"party"`
	Tier    int              `json:"tier"`
	Leads   []string         `json:"leads"` // names
	Lead    CoverageLine     `json:"lead"`  // of its leads whoever is furthest
	Workers []CoveragePerson `json:"workers"`
}

// CoverageLine is what was heard of the topics, until when, and whether all questions
// were answered.
type CoverageLine struct {
	Heard    ReqState `json:"heard"` // met, lapsed, missing
	Until    Date     `json:"until,omitzero"`
	Quizzed  bool     `json:"quizzed"`
	Meeting  string   `json:"meeting,omitempty"`  // id of the last that was attended and that the reader may see
	HeldOn   Date     `json:"held_on,omitzero"`   // of it
	Attested Attested `json:"attested,omitempty"` // of having been at a meeting
	Missing  []string `json:"missing,omitempty"`  // ids of the topics that are still to be heard

	Meetings []CoverageMeeting `json:"meetings,omitempty"` // that were attended and count, the newest first
}

// CoverageMeeting is a meeting somebody came to.
type CoverageMeeting struct {
	ID      string `json:"id"`
	HeldOn  Date   `json:"held_on"`
	Briefer string `json:"briefer"`
	Topics  int    `json:"topics"` // how many it told
}

// Met says whether nothing is left.
func (l CoverageLine) Met() bool { return l.Heard == ReqMet && l.Quizzed }

// CoveragePerson is a line of a roster with what its person has heard.
type CoveragePerson struct {
	ID     string `json:"id"` // of the line
	Name   string `json:"name"`
	UserID string `json:"-"`
	CoverageLine
}

// CoverageOf reads who has heard what from what stands of the parties. People who are
// no longer at work on the day are left out.
func CoverageOf(stands []PartyStand, day Date) []Coverage {
	all := make([]Coverage, len(stands))
	for i, s := range stands {
		c := Coverage{Leads: []string{}, Workers: []CoveragePerson{}, PartyID: s.Party.ID, Party: s.Party.Vendor, Tier: s.Party.Tier, Lead: CoverageLine{Heard: s.Heard, Until: s.Until, Quizzed: s.Quizzed}}
		for _, w := range s.Workers {
			if w.Worker.Working(day) {
				c.Workers = append(c.Workers, CoveragePerson{
					ID: w.Worker.ID, Name: w.Worker.Name, UserID: w.Worker.UserID, CoverageLine: CoverageLine{Heard: w.Heard, Until: w.Until, Quizzed: w.Quizzed},
				})
			}
		}
		all[i] = c
	}
	return all
}

// Met counts those of a party who have heard and answered everything, of all of them.
func (c Coverage) Met() (met, of int) {
	of = 1 + len(c.Workers)
	if c.Lead.Met() {
		met++
	}
	for _, w := range c.Workers {
		if w.Met() {
			met++
		}
	}
	return met, of
}

// BriefingFile is something of the body's own that is handed round in a meeting.
type BriefingFile struct {
	ID     string    `json:"id"`
	Title  string    `json:"title"`
	Name   string    `json:"name"`
	SHA256 string    `json:"sha256"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
}

// BriefingHandout is what a meeting's paper is typeset from: its topics as one kind of
// hearer is bound.
type BriefingHandout struct {
	Briefing Briefing
	Bound    string // worker, vendor or subcontractor
	Appendix Appendix
	Topics   []BriefingTopic
	Rule     BriefingRule
}

// Meeting is a planned meeting as one of those who are to come sees it.
type Meeting struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"` // of the contract
	HeldOn  Date     `json:"held_on"`
	Begins  string   `json:"begins"`
	Place   string   `json:"place"`
	PartyID string   `json:"party_id"`
	Topics  []string `json:"topics"`
	Here    bool     `json:"here"` // has checked in
}

// HomeTopics says that a person has topics left under one party.
type HomeTopics struct {
	PartyID string `json:"party_id"`
	Title   string `json:"title"` // of the contract
	Vendor  string `json:"vendor"`
	Lapsed  bool   `json:"lapsed"` // all was heard once, and has to be gone through again
}

// State is how far a reader is with a topic: met; due while something can be done now
// (to read, to answer); later while it waits to be told by a person; lapsed when it has
// to be gone through again.
func (t StudyTopic) State(day Date) ReqState {
	switch r := t.Record; {
	case r == nil && t.How == BriefOral:
		return ReqLater
	case r == nil:
		return ReqDue
	case !r.Until.IsZero() && r.Until.Before(day):
		return ReqLapsed
	case len(t.Quiz) > 0 && r.PassedAt.IsZero():
		return ReqDue
	}
	return ReqMet
}

// TriesLeft is how often the questions may still be answered before the topic has to be
// gone through again.
func (t StudyTopic) TriesLeft(rule BriefingRule) int {
	if t.Record == nil {
		return 0
	}
	return max(rule.Retries+1-t.Record.Tries, 0)
}

// Topic is one of the study by its id.
func (s Study) Topic(id string) (StudyTopic, bool) {
	i := slices.IndexFunc(s.Topics, func(t StudyTopic) bool { return t.ID == id })
	if i < 0 {
		return StudyTopic{}, false
	}
	return s.Topics[i], true
}

// Done counts the topics with nothing left to do.
func (s Study) Done(day Date) int {
	n := 0
	for _, t := range s.Topics {
		if t.State(day) == ReqMet {
			n++
		}
	}
	return n
}

// Next is the first topic the reader can do something about now, after one of them; nil
// when there is none.
func (s Study) Next(after string, day Date) *StudyTopic {
	from := slices.IndexFunc(s.Topics, func(t StudyTopic) bool { return t.ID == after }) + 1
	for i := range s.Topics {
		t := &s.Topics[(from+i)%len(s.Topics)]
		st := t.State(day)
		if t.ID != after && (st == ReqDue || st == ReqLapsed && t.How != BriefOral) {
			return t
		}
	}
	return nil
}
