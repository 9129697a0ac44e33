package models

import (
	"cmp"
	"slices"
	"time"
)

// Dated tells of each line about parties since when the first of these parties owes it:
// the standing of a contract counts from its conclusion, but a party came with its
// approval and a worker with the roster.
func (s Standing) Dated(parties []PartyStand, day Date) Standing {
	first := map[string]string{}
	for _, p := range parties {
		for _, r := range s.OfParty(p, day).Requirements {
			if since, told := first[r.Code]; r.Open() && (!told || r.Since < since) {
				first[r.Code] = r.Since
			}
		}
	}
	dated := Standing{Requirements: slices.Clone(s.Requirements)}
	for i, r := range dated.Requirements {
		if since, told := first[r.Code]; told && r.Open() {
			dated.Requirements[i].Since = since
		}
	}
	return dated
}

// since is from when a party owes a line that counts from a moment: not before it was
// approved, and where only people of its roster owe it, not before they joined.
func (p PartyStand) since(code, from string, day Date) string {
	later := func(a string, b time.Time) string {
		if b.IsZero() {
			return a
		}
		return max(a, b.In(Japan).Format(time.RFC3339))
	}
	from = later(from, p.Party.ApprovedAt)
	if code == ReqStructure && p.Lacks {
		return later(from, p.LacksFrom)
	}
	own := code == ReqBriefing && p.Heard != ReqMet || code == ReqQuiz && !p.Quizzed
	if own || code != ReqWorkerPledge && code != ReqBriefing && code != ReqQuiz {
		return from
	}
	first := ""
	for _, w := range p.Workers {
		met := map[string]bool{ReqWorkerPledge: w.Pledge.State == ReqMet, ReqBriefing: w.Heard == ReqMet, ReqQuiz: w.Quizzed}[code]
		if joined := later(from, w.Worker.CreatedAt); w.Worker.Working(day) && !met && (first == "" || joined < first) {
			first = joined
		}
	}
	return cmp.Or(first, from)
}

// OfParty is what one party owes of the standing: the lines about parties that are
// asked, counted for it alone. It has none for a party that may not work.
func (s Standing) OfParty(p PartyStand, day Date) Standing {
	var part Standing
	tallies := TallyOf([]PartyStand{p}, day)
	for _, r := range s.Requirements {
		t, ofParties := tallies[r.Code]
		if !ofParties || r.Code == ReqSubcontract || p.Party.State != PartyApproved || r.State == ReqNotAsked || r.State == ReqLater {
			continue
		}
		whose := r.Owner
		r.owe()
		r.count(t)
		if r.Open() {
			r.Since = p.since(r.Code, r.Since, day)
		}
		if r.State == ReqDue && whose == Reviewer {
			r.Owner = Reviewer
		}
		if r.Code == ReqCompanyPledge {
			r.PledgeID = p.Company.ID
		}
		part.Requirements = append(part.Requirements, r)
	}
	return part
}
