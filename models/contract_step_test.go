package models

import (
	"slices"
	"testing"
)

func TestStep(t *testing.T) {
	// Proves for every state what comes next, whose turn it is and which deed does it.
	day := NewDate(2026, 6, 1)
	open := Stand(StandingFacts{Level: L4, Issued: 1, HasVendor: true, SignedOn: day, Accepted: true, Obligations: map[string]bool{"WRK-04": true}})
	filed := Stand(StandingFacts{
		Level: L4, Issued: 1, HasVendor: true, SignedOn: day, Accepted: true, Obligations: map[string]bool{"ORG-01": true, "WRK-04": true},
		Tallies: Tallies{ReqStructure: {Of: 1, Waiting: 1}},
	})
	whole := Standing{Requirements: []Requirement{{Code: "level", State: ReqMet}}}
	type c = Contract
	period := ContractInput{StartsOn: NewDate(2026, 4, 1), EndsOn: NewDate(2027, 3, 31)}
	for name, x := range map[string]struct {
		c    Contract
		f    StepFacts
		key  string
		who  Role
		deed string
	}{
		"half made":          {c{State: StateDraft}, StepFacts{Needs: []Problem{{}}, Pending: 1}, "incomplete", Drafter, "edit"},
		"exception asked":    {c{State: StateDraft}, StepFacts{Pending: 2}, "pending", Reviewer, "decide"},
		"to consult":         {c{State: StateDraft}, StepFacts{Consult: true}, "draft.consult", Drafter, "consult"},
		"came back":          {c{State: StateDraft}, StepFacts{Consult: true, Returned: true}, "draft.returned", Drafter, "consult"},
		"answered":           {c{State: StateDraft}, StepFacts{Consult: true, Consulted: true}, "draft.answered", Drafter, "issue"},
		"needs no answer":    {c{State: StateDraft}, StepFacts{}, "draft.issue", Drafter, "issue"},
		"asked":              {c{State: StateConsulting}, StepFacts{Needs: []Problem{{}}}, "consulting", Reviewer, "answer"},
		"asked, then moved":  {c{State: StateConsulting}, StepFacts{Moved: true}, "consulting.moved", Reviewer, "answer"},
		"issued, no vendor":  {c{State: StateIssued, IssuedNumber: 1}, StepFacts{}, "issued.vendor", Drafter, "edit"},
		"issued, new vendor": {c{State: StateIssued, IssuedNumber: 1}, StepFacts{HasVendor: true, NewVendor: true}, "issued.renew", Drafter, "issue"},
		"issued":             {c{State: StateIssued, IssuedNumber: 1}, StepFacts{HasVendor: true}, "issued.conclude", Drafter, "conclude"},
		"issued, changed":    {c{State: StateIssued, IssuedNumber: 1, FactsHash: "b", IssuedHash: "a"}, StepFacts{Consult: true, HasVendor: true}, "changed.consult", Drafter, "consult"},
		"ready, changed":     {c{State: StateReady, IssuedNumber: 1, FactsHash: "b", IssuedHash: "a"}, StepFacts{}, "changed.issue", Drafter, "issue"},
		"concluded":          {c{State: StateConcluded, IssuedNumber: 1, ContractInput: period}, StepFacts{Standing: open, Today: day}, "concluded.standing", Manager, ""},
		"all there":          {c{State: StateConcluded, IssuedNumber: 1, ContractInput: period}, StepFacts{Standing: whole, Today: day}, "concluded.ready", Manager, "ready"},
		"filed":              {c{State: StateConcluded, IssuedNumber: 1, ContractInput: period}, StepFacts{Standing: filed, Today: day}, "concluded.standing", Drafter, ""},
		"never ready":        {c{State: StateConcluded, IssuedNumber: 1, ContractInput: period}, StepFacts{Standing: open, Today: NewDate(2027, 4, 1)}, "concluded.over", Drafter, "complete"},
		"at work":            {c{State: StateReady, IssuedNumber: 1, ContractInput: period}, StepFacts{Standing: whole, Today: day}, "ready.running", "", ""},
		"stands no longer":   {c{State: StateReady, IssuedNumber: 1, ContractInput: period}, StepFacts{Standing: open, Today: day}, "ready.standing", Manager, ""},
		"past its end":       {c{State: StateReady, IssuedNumber: 1, ContractInput: period}, StepFacts{Today: NewDate(2027, 4, 1)}, "ready.over", Drafter, "complete"},
		"completed":          {c{State: StateCompleted}, StepFacts{}, "completed", Drafter, "close"},
		"closed":             {c{State: StateClosed}, StepFacts{}, "closed", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := Step(x.c, x.f)
			if got.Key != "step."+x.key || got.Whose != x.who || got.Deed != x.deed {
				t.Errorf("step = %s of %q by %q, want %s of %q by %q", got.Key, got.Whose, got.Deed, x.key, x.who, x.deed)
			}
			if !slices.Contains(StepKeys(), got.Key) {
				t.Errorf("%s is not among the keys that are put into words", got.Key)
			}
		})
	}
}

func TestDeedsAgreeWithTheRules(t *testing.T) {
	// Proves for every role, state and answer that the deed a step names is one that its
	// owner can do, and that nobody outside the division or the IT division has any.
	actors := map[string]Actor{
		"drafter": {Role: Drafter, DivisionID: "d"}, "manager": {Role: Manager, DivisionID: "d"}, "reviewer": {Role: Reviewer},
		"auditor": {Role: Auditor}, "other": {Role: Drafter, DivisionID: "e"}, "lead": {Role: VendorLead}, "homeless": {Role: Drafter},
	}
	day := NewDate(2026, 6, 1)
	for _, state := range ContractStates() {
		for bits := range 16 {
			c := Contract{State: state, Level: L3, FactsHash: "b", ContractInput: ContractInput{DivisionID: "d", VendorID: "v", StartsOn: day, EndsOn: day}}
			if state != StateDraft && state != StateConsulting {
				c.IssuedNumber, c.IssuedHash = 1, "b"
			}
			if bits&1 > 0 && c.IssuedNumber > 0 {
				c.IssuedHash = "a"
			}
			f := MoveFacts{Consult: bits&2 > 0, Consulted: bits&4 > 0, HasVendor: true, Today: day, Standing: Standing{Requirements: []Requirement{{State: ReqMet}}}}
			if bits&8 > 0 {
				f.Pending = 1
			}
			step := Step(c, StepFacts{Consult: f.Consult, Consulted: f.Consulted, Pending: f.Pending, HasVendor: true, Standing: f.Standing, Today: day})
			for name, a := range actors {
				deeds := Deeds(a, c, f)
				if step.Deed != "" && a.Role == step.Whose && name != "other" && name != "homeless" && !deeds[step.Deed] {
					t.Errorf("%s (%04b): the %s is told to %s and may not", state, bits, name, step.Deed)
				}
				if shown := step.For(deeds); shown.Deed != "" && !deeds[shown.Deed] {
					t.Errorf("%s: %s is shown %s", state, name, shown.Deed)
				}
				for deed, can := range deeds {
					if can && (name == "auditor" || name == "other" || name == "lead" || name == "homeless") {
						t.Errorf("%s: the %s may %s", state, name, deed)
					}
				}
			}
		}
	}
}
