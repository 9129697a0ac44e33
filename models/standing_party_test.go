package models

import "testing"

func TestStandingOfOneParty(t *testing.T) {
	// Proves that a party's lines are counted for it alone, name whose turn it is, and
	// leave out what is not asked; and that a party that may not work has none.
	day := NewDate(2026, 12, 1)
	whole := Stand(StandingFacts{
		HasVendor: true, SignedOn: NewDate(2026, 11, 1), Obligations: map[string]bool{"ORG-01": true, "SUB-01": true, "WRK-01": true, "WRK-02": true, "WRK-04": true},
		Tallies: Tallies{},
	})
	worker := func(s ReqState, confirmed bool) WorkerStand {
		w := WorkerStand{Worker: Worker{WorkerInput: WorkerInput{StartsOn: day, EndsOn: day}}, Pledge: PledgeStand{State: s}, Heard: ReqMet, Quizzed: s == ReqMet}
		if confirmed {
			w.Worker.ConfirmedAt = day.Start()
		}
		return w
	}
	p := PartyStand{
		Party: Party{State: PartyApproved}, Structure: ReqDue, Heard: ReqMet, Quizzed: true,
		Workers: []WorkerStand{worker(ReqMet, true), worker(ReqMissing, true)},
	}
	want := map[string]Requirement{
		ReqStructure:    {State: ReqDue, Owner: Drafter, Of: 1},
		ReqRoster:       {State: ReqMet, Owner: VendorLead, Done: 1, Of: 1},
		ReqWorkerPledge: {State: ReqMissing, Owner: VendorLead, Done: 1, Of: 2},
		ReqBriefing:     {State: ReqMet, Owner: Manager, Done: 3, Of: 3},
		ReqQuiz:         {State: ReqMissing, Owner: VendorLead, Done: 2, Of: 3},
	}
	got := whole.OfParty(p, day)
	if len(got.Requirements) != len(want) {
		t.Fatalf("%d lines, want %d", len(got.Requirements), len(want))
	}
	for _, r := range got.Requirements {
		w := want[r.Code]
		if r.State != w.State || r.Owner != w.Owner || r.Done != w.Done || r.Of != w.Of || (r.Since == "") != (w.State == ReqMet) {
			t.Errorf("%s: %+v", r.Code, r)
		}
	}
	for _, state := range []PartyState{PartyUnapproved, PartyApplied, PartyWithdrawn} {
		p.Party.State = state
		if n := len(whole.OfParty(p, day).Requirements); n > 0 {
			t.Errorf("a party that is %s owes %d lines", state, n)
		}
	}
}
