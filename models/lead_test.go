package models

import (
	"errors"
	"testing"
)

// TestCheckInviteLead proves who may invite a lead of which party: of a chain of four,
// the division each, the prime and whoever engages the party, and its own lead.
func TestCheckInviteLead(t *testing.T) {
	chain := Parties{
		{ID: "p0", VendorID: "v0", State: PartyApproved}, {ID: "p1", VendorID: "v1", ParentID: "p0", Tier: 1, State: PartyApproved},
		{ID: "p2", VendorID: "v2", ParentID: "p1", Tier: 2, State: PartyApproved}, {ID: "p3", VendorID: "v3", ParentID: "p2", Tier: 3, State: PartyApproved},
	}
	lead := func(vendor string) Actor { return Actor{UserID: "u" + vendor, Role: VendorLead, VendorID: vendor} }
	drafter := Actor{UserID: "d", Role: Drafter, DivisionID: "d1"}
	for name, c := range map[string]struct {
		who    Actor
		party  int
		state  PartyState
		over   bool
		facts  LeadFacts
		wanted Kind
		key    string
	}{
		"DrafterOfPrime":       {who: drafter, party: 0},
		"DrafterOfDeepest":     {who: drafter, party: 3, facts: LeadFacts{true, true}},
		"ManagerOfPrime":       {who: Actor{Role: Manager, DivisionID: "d1"}, party: 0},
		"OtherDivision":        {who: Actor{Role: Drafter, DivisionID: "d2"}, party: 1, wanted: KindDenied, key: "error.denied.lead"},
		"Reviewer":             {who: Actor{Role: Reviewer}, party: 1, wanted: KindDenied, key: "error.denied.lead"},
		"Worker":               {who: Actor{Role: VendorWorker, VendorID: "v0"}, party: 1, wanted: KindDenied, key: "error.denied.lead"},
		"PrimeOfSub":           {who: lead("v0"), party: 1},
		"PrimeOfDeepest":       {who: lead("v0"), party: 3},
		"EngagerOfDeepest":     {who: lead("v2"), party: 3},
		"BetweenPrimeAndAbove": {who: lead("v1"), party: 3, wanted: KindDenied, key: "error.denied.lead"},
		"BelowOfAbove":         {who: lead("v1"), party: 0, wanted: KindDenied, key: "error.denied.lead"},
		"Stranger":             {who: lead("v9"), party: 1, wanted: KindDenied, key: "error.denied.lead"},
		"OwnLead":              {who: lead("v1"), party: 1, facts: LeadFacts{true, true}},
		"PrimeAfterAccepted":   {who: lead("v0"), party: 1, facts: LeadFacts{Accepted: true}, wanted: KindDenied, key: "error.denied.lead.own"},
		"PrimeOfBusyFirm":      {who: lead("v0"), party: 1, facts: LeadFacts{Elsewhere: true}, wanted: KindDenied, key: "error.denied.lead.own"},
		"Unapproved":           {who: drafter, party: 1, state: PartyUnapproved, wanted: KindConflict, key: "error.lead.party"},
		"Refused":              {who: drafter, party: 1, state: PartyRefused, wanted: KindConflict, key: "error.lead.party"},
		"Withdrawn":            {who: lead("v0"), party: 1, state: PartyWithdrawn, wanted: KindConflict, key: "error.lead.party"},
		"Ended":                {who: lead("v0"), party: 1, state: PartyEnded, wanted: KindConflict, key: "error.lead.party"},
		"Applied":              {who: lead("v0"), party: 1, state: PartyApplied, wanted: KindConflict, key: "error.lead.party"},
		"ContractOver":         {who: drafter, party: 0, over: true, wanted: KindConflict, key: "error.contract.over"},
	} {
		t.Run(name, func(t *testing.T) {
			p, contract := chain[c.party], Contract{ContractInput: ContractInput{DivisionID: "d1"}, State: StateConcluded}
			if c.state != "" {
				p.State = c.state
			}
			if c.over {
				contract.State = StateCompleted
			}
			var e *Error
			err := CheckInviteLead(c.who, contract, p, chain.Above(p.ID), c.facts)
			if KindOf(err) != c.wanted {
				t.Errorf("%v, want %q", err, c.wanted)
			} else if errors.As(err, &e) && e.Key != c.key {
				t.Errorf("refused with %v, want %s", err, c.key)
			}
		})
	}
}
