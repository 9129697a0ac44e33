package models

import (
	"cmp"
	"time"
)

// ReqState is the state of one requirement.
type ReqState string

// The states of a requirement, with the shapes pages give them: ● ▲ ■ ✕ ◇ ―.
const (
	ReqMet      ReqState = "met"
	ReqDue      ReqState = "due"
	ReqMissing  ReqState = "missing"
	ReqLapsed   ReqState = "lapsed"
	ReqWaived   ReqState = "waived"
	ReqNotAsked ReqState = "not_asked"
	ReqLater    ReqState = "later" // needed before work, but nobody is asked before the contract is concluded
)

// Requirement is one line of standing: what is asked, whether it is there, who
// owes it and since when.
type Requirement struct {
	Code  string   `json:"code"` // level, consultation, appendix, vendor, concluded, structure, company_pledge, …
	State ReqState `json:"state"`
	Owner Role     `json:"owner"`
	Since string   `json:"since,omitempty"` // RFC 3339; empty when unknown
	Deed  string   `json:"deed,omitempty"`  // which part of the contract's page mends it
	Done  int      `json:"done,omitempty"`  // of Of parties or workers
	Of    int      `json:"of,omitempty"`    // 0 where it is not counted
	Until Date     `json:"until,omitzero"`  // last day on which all of it still holds

	Returned int `json:"returned,omitempty"` // parties whose filing was sent back to them
	Lacking  int `json:"lacking,omitempty"`  // parties whose structure has to name a privacy lead since it was filed

	PledgeID string `json:"pledge_id,omitempty"` // of the company's pledge, in the standing of one party
}

// Standing 履行状況 is what stands between a contract and the start of work. It is
// computed, never typed in.
type Standing struct {
	Requirements []Requirement `json:"requirements"`
}

// Open counts what is neither met, waived nor not asked.
func (s Standing) Open() int {
	n := 0
	for _, r := range s.Requirements {
		if r.Open() {
			n++
		}
	}
	return n
}

// Open: neither met, waived nor not asked; a state nobody knows is open too.
func (r Requirement) Open() bool {
	return r.State != ReqMet && r.State != ReqWaived && r.State != ReqNotAsked
}

// Stands says whether everything asked is there. A standing without any line does
// not stand: no answer from the rule, no access.
func (s Standing) Stands() bool { return len(s.Requirements) > 0 && s.Open() == 0 }

// Debtor is whose turn it is. What was filed and waits to be confirmed comes first, then
// what else the house owes: vendors are told what they owe whoever's turn it is. Else it
// is the owner of the first line that is open, or "".
func (s Standing) Debtor() Role {
	first := func(is func(Requirement) bool) Role {
		for _, r := range s.Requirements {
			if r.Open() && r.State != ReqLater && is(r) {
				return r.Owner
			}
		}
		return ""
	}
	return cmp.Or(
		first(func(r Requirement) bool { return r.State == ReqDue }),
		first(func(r Requirement) bool { return Actor{Role: r.Owner}.Internal() }),
		first(func(Requirement) bool { return true }),
	)
}

// OwedBy is the part of a standing that one of these roles owes.
func (s Standing) OwedBy(roles ...Role) Standing {
	var part Standing
	for _, r := range s.Requirements {
		for _, role := range roles {
			if r.Owner == role {
				part.Requirements = append(part.Requirements, r)
				break
			}
		}
	}
	return part
}

// StandingFacts is what the rule looks at.
type StandingFacts struct {
	State       ContractState
	Level       Level
	Consult     bool // the edition asks for the IT division's answer at this level
	Consulted   bool // an answer covers the present facts
	Issued      int  // version of the appendix in force, 0 when none
	Changed     bool // the facts moved since
	Accepted    bool // the contractor accepted the version in force
	HasVendor   bool
	SignedOn    Date
	StateSince  string
	Obligations map[string]bool // ids that apply, whole-article waivers left out
	Waived      map[string]Date // last days of those waived whole
	ConfirmIT   bool            // papers of pledges are the IT division's to confirm at this level
	Tallies     Tallies         // what the parties have filed, signed and heard
}

// asked lists what an obligation asks of the parties before work begins.
var asked = []struct{ code, obligation string }{
	{ReqStructure, "ORG-01"}, {ReqSubcontract, "SUB-01"}, {ReqCompanyPledge, "WRK-03"}, {ReqRoster, "WRK-01"},
	{ReqWorkerPledge, "WRK-02"}, {ReqBriefing, "WRK-04"}, {ReqQuiz, "WRK-04"},
}

// Stand applies the rule. What the parties owe before work (structure, approval,
// pledges, roster, briefing) is asked when the obligation that demands it applies and
// the contract is concluded; it is met when every party and everybody on a roster has met it,
// and its age counts from the conclusion, for staff and vendor alike.
func Stand(f StandingFacts) Standing {
	line := func(code string, met bool, owner Role, deed string) Requirement {
		r := Requirement{Code: code, State: ReqMet, Owner: owner, Deed: deed}
		if !met {
			r.State, r.Since = ReqMissing, f.StateSince
		}
		return r
	}
	rs := []Requirement{line("level", f.Level != NoLevel, Drafter, "edit")}
	if f.Consult {
		owner := Drafter
		if f.State == StateConsulting {
			owner = Reviewer
		}
		rs = append(rs, line("consultation", f.Consulted || f.Issued > 0 && !f.Changed, owner, "consult"))
	}
	appendix := line("appendix", f.Issued > 0, Drafter, "issue")
	if f.Issued > 0 && f.Changed {
		appendix.State, appendix.Since = ReqDue, f.StateSince
	}
	rs = append(rs, appendix,
		line("vendor", f.HasVendor, Drafter, "edit"),
		line("concluded", !f.SignedOn.IsZero(), Drafter, "conclude"),
		accepted(f))
	for _, a := range asked {
		r := owed(f, a.code, f.Obligations[a.obligation])
		if until, waived := f.Waived[a.obligation]; waived && r.State == ReqNotAsked {
			r.State, r.Until = ReqWaived, until
		}
		if f.ConfirmIT && r.State == ReqDue && (r.Code == ReqCompanyPledge || r.Code == ReqWorkerPledge) {
			r.Owner = Reviewer
		}
		rs = append(rs, r)
	}
	return Standing{Requirements: rs}
}

// accepted is the line of the contractor's yes to the version in force. Another version
// asks for another yes.
func accepted(f StandingFacts) Requirement {
	r := Requirement{Code: ReqAccepted, State: ReqMet, Owner: VendorLead, Deed: "appendix"}
	switch {
	case f.Accepted:
	case !f.concluded():
		r.State = ReqLater
	default:
		r.State, r.Since = ReqMissing, f.StateSince
	}
	return r
}

// concluded: the contractor is known and bound; nobody outside owes anything before.
func (f StandingFacts) concluded() bool { return f.HasVendor && !f.SignedOn.IsZero() }

// owed is one line of what the parties owe.
func owed(f StandingFacts, code string, applies bool) Requirement {
	r := Requirement{Code: code, State: ReqNotAsked}
	r.owe()
	t := f.Tallies[code]
	switch {
	case !applies && (code != ReqSubcontract || t.Of == t.Met):
		return r // a firm known to work without approval is told whatever applies
	case !f.concluded():
		r.State = ReqLater
		return r
	case code == ReqSubcontract && t.Of == 0:
		return r // there is no subcontractor
	}
	r.Since = f.SignedOn.Start().Format(time.RFC3339)
	r.count(t)
	return r
}

// owe says who brings what is missing, and on which page.
func (r *Requirement) owe() {
	r.Owner, r.Deed = VendorLead, "parties"
	switch r.Code {
	case ReqBriefing:
		r.Owner, r.Deed = Manager, "briefings" // 要綱 第43条: the 情報システム管理者 explains
	case ReqQuiz:
		r.Deed = "briefings"
	}
}

// count reads a tally into the line: whose turn it is, and since when unless it is met.
func (r *Requirement) count(t Tally) {
	r.State, r.Done, r.Of, r.Until, r.Returned, r.Lacking = t.State(), t.Met, t.Of, t.Until, t.Returned, t.Lacking
	switch r.State {
	case ReqMet:
		r.Since = ""
	case ReqDue:
		r.Owner = Drafter // filed, and to be confirmed
	}
}
