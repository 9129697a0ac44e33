package models

import (
	"slices"
	"strings"
	"testing"
)

func TestCheckMove(t *testing.T) {
	// Proves for every pair of states whether the move exists, and for each that does
	// the rule that stops it.
	day := NewDate(2026, 6, 1)
	good := MoveFacts{
		HasVendor: true, Today: day, SignedOn: day, DoneOn: day,
		Standing: Standing{Requirements: []Requirement{{Code: "level", State: ReqMet}}},
	}
	exists := map[ContractState]string{
		StateDraft: "consulting issued", StateConsulting: "", StateIssued: "consulting issued concluded",
		StateConcluded: "consulting issued concluded ready completed", StateReady: "consulting issued completed", StateCompleted: "closed", StateClosed: "",
	}
	contract := func(s ContractState) Contract {
		c := Contract{State: s, FactsHash: "b", ContractInput: ContractInput{StartsOn: day.AddDays(-9), EndsOn: day.AddDays(9)}}
		if s != StateDraft {
			c.IssuedNumber, c.IssuedHash = 1, "a"
		}
		return c
	}
	for from, list := range exists {
		for _, to := range ContractStates() {
			c, f := contract(from), good
			if to == StateConcluded {
				c.IssuedHash = c.FactsHash
			}
			if from == StateConcluded && to == StateCompleted {
				c.EndsOn = day.AddDays(-1) // or the work may still begin
			}
			want := Kind("")
			if !slices.Contains(strings.Fields(list), string(to)) {
				want = KindConflict
			}
			if err := CheckMove(c, to, f); KindOf(err) != want {
				t.Errorf("%s to %s = %v, want %q", from, to, err, want)
			}
		}
	}
	for name, x := range map[string]struct {
		from, to   ContractState
		edit       func(*Contract, *MoveFacts)
		field, key string
	}{
		"consult half made":     {StateDraft, StateConsulting, func(_ *Contract, f *MoveFacts) { f.Needs = []Problem{{Field: "title", Key: "error.required"}} }, "title", "error.required"},
		"consult twice":         {StateDraft, StateConsulting, func(_ *Contract, f *MoveFacts) { f.Consulted = true }, "state", "error.contract.consulted"},
		"consult with a waiver": {StateDraft, StateConsulting, func(_ *Contract, f *MoveFacts) { f.Pending = 1 }, "state", "error.contract.pending"},
		"issue half made":       {StateDraft, StateIssued, func(_ *Contract, f *MoveFacts) { f.Needs = []Problem{{Field: "title", Key: "error.required"}} }, "title", "error.required"},
		"issue unanswered":      {StateDraft, StateIssued, func(_ *Contract, f *MoveFacts) { f.Consult = true }, "consultation", "error.contract.not_consulted"},
		"issue with a waiver":   {StateDraft, StateIssued, func(_ *Contract, f *MoveFacts) { f.Pending = 1 }, "state", "error.contract.pending"},
		"issue the same":        {StateIssued, StateIssued, func(c *Contract, _ *MoveFacts) { c.IssuedHash = c.FactsHash }, "state", "error.contract.unchanged"},
		"conclude changed":      {StateIssued, StateConcluded, func(*Contract, *MoveFacts) {}, "state", "error.contract.changed"},
		"complete unbegun":      {StateConcluded, StateCompleted, func(*Contract, *MoveFacts) {}, "state", "error.contract.never_ready"},
		"conclude no vendor":    {StateIssued, StateConcluded, func(_ *Contract, f *MoveFacts) { f.HasVendor = false }, "vendor_id", "error.contract.no_vendor"},
		"conclude tomorrow":     {StateIssued, StateConcluded, func(_ *Contract, f *MoveFacts) { f.SignedOn = day.AddDays(1) }, "signed_on", "error.date.future"},
		"conclude without day":  {StateIssued, StateConcluded, func(_ *Contract, f *MoveFacts) { f.SignedOn = Date{} }, "signed_on", "error.required"},
		"conclude after end":    {StateIssued, StateConcluded, func(c *Contract, _ *MoveFacts) { c.EndsOn = day.AddDays(-1) }, "signed_on", "error.contract.signed_after_end"},
		"conclude new vendor": {StateIssued, StateConcluded, func(c *Contract, f *MoveFacts) {
			c.IssuedHash, f.NewVendor = c.FactsHash, true
		}, "state", "error.contract.new_vendor"},
		"ready without standing": {StateConcluded, StateReady, func(_ *Contract, f *MoveFacts) { f.Standing = Standing{} }, "state", "error.contract.not_standing"},
		"complete tomorrow":      {StateReady, StateCompleted, func(_ *Contract, f *MoveFacts) { f.DoneOn = day.AddDays(1) }, "completed_on", "error.date.future"},
		"complete before start":  {StateReady, StateCompleted, func(_ *Contract, f *MoveFacts) { f.DoneOn = day.AddDays(-10) }, "completed_on", "error.contract.not_started"},
	} {
		t.Run(name, func(t *testing.T) {
			c, f := contract(x.from), good
			x.edit(&c, &f)
			wrong := Invalid(CheckMove(c, x.to, f))
			if wrong == nil {
				t.Fatal("the move was allowed")
			}
			for _, p := range wrong.Problems {
				if p.Field == x.field && p.Key == x.key {
					return
				}
			}
			t.Errorf("problems = %+v, want %s at %s", wrong.Problems, x.key, x.field)
		})
	}
}

func TestCheckEdit(t *testing.T) {
	// Proves who edits in which state, and that a refusal says whether it is for good.
	own, other := Actor{Role: Drafter, DivisionID: "d"}, Actor{Role: Manager, DivisionID: "e"}
	for _, state := range ContractStates() {
		c := Contract{State: state, ContractInput: ContractInput{DivisionID: "d"}}
		want := Kind("")
		switch state {
		case StateConsulting, StateCompleted, StateClosed:
			want = KindConflict
		}
		if err := CheckEdit(own, c); KindOf(err) != want {
			t.Errorf("%s: own division = %v, want %q", state, err, want)
		}
		for _, a := range []Actor{other, {Role: Reviewer}, {Role: Auditor}, {Role: Admin}, {Role: VendorLead}, {Role: Drafter}} {
			if err := CheckEdit(a, c); KindOf(err) != KindDenied {
				t.Errorf("%s: %s = %v", state, a.Role, err)
			}
		}
	}
}

func TestRestingState(t *testing.T) {
	// Proves where a contract rests: where its last lasting step left it.
	for want, c := range map[ContractState]Contract{
		StateDraft: {}, StateIssued: {IssuedNumber: 2}, StateConcluded: {IssuedNumber: 1, SignedOn: NewDate(2026, 4, 1)},
	} {
		if got := RestingState(c); got != want {
			t.Errorf("rests at %s, want %s", got, want)
		}
	}
}

func TestStand(t *testing.T) {
	// Proves that a standing stands only when nothing is open, that no line at all does
	// not stand, and that what was never asked is nobody's debt.
	if (Standing{}).Stands() {
		t.Error("an empty standing stands")
	}
	f := StandingFacts{Level: L1, Issued: 1, HasVendor: true, SignedOn: NewDate(2026, 4, 1), Obligations: map[string]bool{}}
	if s := Stand(f); s.Debtor() != VendorLead || s.Open() != 1 {
		t.Errorf("an appendix nobody accepted stands: %+v", s)
	}
	f.Accepted = true
	if s := Stand(f); !s.Stands() || s.Debtor() != "" {
		t.Errorf("nothing is asked, yet open: %+v", s)
	}
	f.Changed = true
	if s := Stand(f); s.Stands() || s.Debtor() != Drafter {
		t.Errorf("an appendix out of date stands: %+v", s)
	}
	f.Changed, f.Obligations["WRK-01"] = false, true
	s := Stand(f)
	if s.Stands() || s.Debtor() != VendorLead || len(s.OwedBy(VendorLead).Requirements) == 0 {
		t.Errorf("a missing roster stands: %+v", s)
	}
	for _, r := range s.OwedBy(VendorLead).Requirements {
		if r.Owner != VendorLead {
			t.Errorf("%s is owed by %s", r.Code, r.Owner)
		}
	}
	f.Obligations, f.Waived = map[string]bool{}, map[string]Date{"WRK-04": NewDate(2027, 3, 31)}
	for _, r := range Stand(f).Requirements {
		if waived := r.Code == ReqBriefing || r.Code == ReqQuiz; waived != (r.State == ReqWaived) || waived && r.Until != f.Waived["WRK-04"] {
			t.Errorf("%s is %s until %s", r.Code, r.State, r.Until)
		}
	}
	f.SignedOn, f.Obligations["WRK-04"], f.Tallies = Date{}, true, Tallies{ReqBriefing: {Of: 1, Met: 1}}
	for _, r := range Stand(f).Requirements {
		if r.Code == ReqBriefing && r.State != ReqLater {
			t.Errorf("before the conclusion the briefing is %s", r.State)
		}
	}
	if !(Requirement{State: "unheard of"}).Open() {
		t.Error("a state nobody knows counts as met")
	}
}
