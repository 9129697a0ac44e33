package models

import "strings"

// CanSeeContracts: everyone with a duty in contracts; which ones is in the query.
func CanSeeContracts(a Actor) bool {
	return a.IsSystem() || a.Is(Drafter, Manager, Reviewer, Auditor, VendorLead)
}

// CanCreateContract: division staff, for their own division.
func CanCreateContract(a Actor, divisionID string) bool {
	return a.IsSystem() || a.Is(Drafter, Manager) && a.DivisionID == divisionID
}

// CanEditContract: the owner division, until the contract is completed. After the
// issue an edit leaves the issued appendix as it is and marks it 要見直し.
func CanEditContract(a Actor, c Contract) bool {
	if c.State == StateConsulting || c.State == StateCompleted || c.State == StateClosed {
		return false
	}
	return CanCreateContract(a, c.DivisionID)
}

// CanAnswerConsultation: the IT division alone, while it is asked.
func CanAnswerConsultation(a Actor, c Contract) bool {
	return a.Is(Reviewer) && c.State == StateConsulting
}

// CanDecideException: waivers and lower levels are the IT division's to decide.
func CanDecideException(a Actor) bool { return a.Is(Reviewer) }

// moves are the allowed changes of state; each has its rule in CheckMove.
var moves = map[ContractState][]ContractState{
	StateDraft:      {StateConsulting, StateIssued},
	StateConsulting: {StateDraft, StateIssued},
	StateIssued:     {StateConsulting, StateIssued, StateConcluded},
	StateConcluded:  {StateConsulting, StateIssued, StateConcluded, StateReady},
	StateReady:      {StateConsulting, StateIssued, StateReady, StateCompleted},
	StateCompleted:  {StateClosed},
}

// MoveFacts is what the rule of a move looks at.
type MoveFacts struct {
	Needs     []Problem // what the appendix still lacks
	Consult   bool      // the edition asks for an answer at this level
	Consulted bool      // an agreed answer covers the present facts
	Standing  Standing
	Today     Date
	SignedOn  Date // for the conclusion
	HasVendor bool
}

// CheckMove says whether a contract may go to a state, and if not, what is
// missing and how to mend it. It returns an Error of KindConflict for a move that
// does not exist from here and of KindInvalid for one whose rule is not met.
func CheckMove(c Contract, to ContractState, f MoveFacts) error {
	if !allowed(c.State, to) {
		return &Error{Kind: KindConflict, Key: "error.contract.move", Args: []any{string(c.State), string(to)}}
	}
	var p Problems
	switch to {
	case StateConsulting:
		p = append(p, f.Needs...)
	case StateIssued:
		p = append(p, f.Needs...)
		if f.Consult && !f.Consulted {
			p.Add("consultation", "error.contract.not_consulted")
		}
	case StateConcluded:
		checkConclusion(&p, f)
	case StateReady:
		if !f.Standing.Stands() {
			p.Add("state", "error.contract.not_standing", f.Standing.Open(), openCodes(f.Standing))
		}
	case StateCompleted:
		if f.Today.Before(c.StartsOn) {
			p.Add("state", "error.contract.not_started")
		}
	}
	return p.Err()
}

func checkConclusion(p *Problems, f MoveFacts) {
	if !f.HasVendor {
		p.Add("vendor_id", "error.contract.no_vendor")
	}
	switch {
	case f.SignedOn.IsZero():
		p.Add("signed_on", "error.required")
	case f.Today.Before(f.SignedOn):
		p.Add("signed_on", "error.date.future")
	}
}

// RestingState is where a contract goes back to when a consultation ends without
// an issue, and where an issue leaves it: an appendix changed after the conclusion
// does not undo the conclusion, but the start of work has to be judged again.
func RestingState(c Contract) ContractState {
	switch {
	case !c.SignedOn.IsZero():
		return StateConcluded
	case c.IssuedNumber > 0:
		return StateIssued
	}
	return StateDraft
}

func allowed(from, to ContractState) bool {
	for _, s := range moves[from] {
		if s == to {
			return true
		}
	}
	return false
}

func openCodes(s Standing) string {
	var codes []string
	for _, r := range s.Requirements {
		if r.State == ReqMissing || r.State == ReqDue || r.State == ReqLapsed {
			codes = append(codes, r.Code)
		}
	}
	return strings.Join(codes, ",")
}

// Validate checks what needs no database and no edition.
func (c ContractInput) Validate() error {
	var p Problems
	p.Require("number", c.Number)
	p.Require("title", c.Title)
	p.Require("kind", string(c.Kind))
	p.Require("division_id", c.DivisionID)
	if c.StartsOn.IsZero() {
		p.Add("starts_on", "error.required")
	}
	if c.EndsOn.IsZero() {
		p.Add("ends_on", "error.required")
	}
	if !c.StartsOn.IsZero() && !c.EndsOn.IsZero() && c.EndsOn.Before(c.StartsOn) {
		p.Add("ends_on", "error.date.end_before_start", c.StartsOn, c.EndsOn)
	}
	if c.Persons < 0 {
		p.Add("persons", "error.number.negative")
	}
	if len(c.Systems) == 0 && len(c.Classes) == 0 {
		p.Add("classes", "error.contract.no_data")
	}
	return p.Err()
}
