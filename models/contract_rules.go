package models

import "strings"

// CanSeeContracts: everyone with a duty in contracts; which ones is in the query.
func CanSeeContracts(a Actor) bool {
	return a.IsSystem() || a.Is(Drafter, Manager, Reviewer, Auditor, VendorLead)
}

// CanCreateContract: division staff, for their own division.
func CanCreateContract(a Actor, divisionID string) bool {
	return a.IsSystem() || a.Is(Drafter, Manager) && a.DivisionID != "" && a.DivisionID == divisionID
}

// CanEditContract: the owner division, until the contract is completed. After the
// issue an edit leaves the issued appendix as it is and marks it 要見直し. While the
// IT division is asked, the question must be taken back first: the answer holds for
// what was asked and nothing else.
func CanEditContract(a Actor, c Contract) bool { return CheckEdit(a, c) == nil }

// CheckEdit is CanEditContract with its reason: Denied for who may not at all, a
// conflict for what may not now.
func CheckEdit(a Actor, c Contract) error {
	switch {
	case !CanCreateContract(a, c.DivisionID):
		return Denied("error.denied.contract")
	case c.State == StateConsulting:
		return Conflict("error.contract.consulting", nil)
	case c.State == StateCompleted || c.State == StateClosed:
		return Conflict("error.contract.over", nil)
	}
	return nil
}

// CheckDecide: exceptions are decided while the contract lives; a conflict after.
func CheckDecide(c Contract) error {
	if c.State == StateCompleted || c.State == StateClosed {
		return Conflict("error.contract.over", nil)
	}
	return nil
}

// CanStartWork: the 情報システム管理者 lets the work begin.
func CanStartWork(a Actor, c Contract) bool {
	return CanCreateContract(a, c.DivisionID) && !a.Is(Drafter)
}

// CanAnswerConsultation: the IT division alone, while it is asked.
func CanAnswerConsultation(a Actor, c Contract) bool {
	return CanDecideException(a) && c.State == StateConsulting
}

// CanPublishEdition: the catalog is the IT division's.
func CanPublishEdition(a Actor) bool { return a.IsSystem() || a.Is(Reviewer) }

// CanSeeEditions: what is published is for everybody with a duty in contracts.
func CanSeeEditions(a Actor) bool { return CanSeeContracts(a) }

// CanDecideException: waivers and lower levels are the IT division's to decide.
func CanDecideException(a Actor) bool { return a.Is(Reviewer) }

// moves are the allowed changes of state; each has its rule in CheckMove. An issue
// is the move to StateIssued from wherever it is made; RestingState says where it
// leaves the contract. A consultation is left by its answer or by being taken
// back, which are not moves of anybody's choosing.
var moves = map[ContractState][]ContractState{
	StateDraft:     {StateConsulting, StateIssued},
	StateIssued:    {StateConsulting, StateIssued, StateConcluded},
	StateConcluded: {StateConsulting, StateIssued, StateConcluded, StateReady, StateCompleted},
	StateReady:     {StateConsulting, StateIssued, StateCompleted},
	StateCompleted: {StateClosed},
}

// MoveFacts is what the rule of a move looks at.
type MoveFacts struct {
	Needs     []Problem // what the appendix still lacks
	Consult   bool      // the edition asks for an answer at this level
	Consulted bool      // an agreed answer covers the present facts
	Pending   int       // waivers and lower levels the IT division has not decided
	Standing  Standing
	Today     Date
	SignedOn  Date // for the conclusion
	DoneOn    Date // for the completion
	HasVendor bool
	NewVendor bool // another vendor, or the first, since the last issue: the cover must name it
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
		checkConsultation(&p, f)
	case StateIssued:
		checkIssue(&p, c, f)
	case StateConcluded:
		checkConclusion(&p, c, f)
	case StateReady:
		if !f.Standing.Stands() {
			p.Add("state", "error.contract.not_standing", f.Standing.Open(), openCodes(f.Standing))
		}
	case StateCompleted:
		checkCompletion(&p, c, f)
	}
	return p.Err()
}

// checkConsultation: what is asked about must be whole, and not be answered yet.
func checkConsultation(p *Problems, f MoveFacts) {
	*p = append(*p, f.Needs...)
	if f.Pending > 0 {
		p.Add("state", "error.contract.pending", f.Pending)
	}
	if f.Consulted {
		p.Add("state", "error.contract.consulted")
	}
}

func checkIssue(p *Problems, c Contract, f MoveFacts) {
	*p = append(*p, f.Needs...)
	if f.Pending > 0 {
		p.Add("state", "error.contract.pending", f.Pending)
	}
	if f.Consult && !f.Consulted {
		p.Add("consultation", "error.contract.not_consulted")
	}
	if c.IssuedNumber > 0 && !c.Changed() && !f.NewVendor {
		p.Add("state", "error.contract.unchanged", c.IssuedNumber)
	}
}

// checkConclusion: what is signed is the appendix as issued, so it must still say
// what is true, the vendor included.
func checkConclusion(p *Problems, c Contract, f MoveFacts) {
	if !f.HasVendor {
		p.Add("vendor_id", "error.contract.no_vendor")
	}
	if c.State == StateIssued && c.Changed() {
		p.Add("state", "error.contract.changed")
	} else if c.State == StateIssued && f.NewVendor {
		p.Add("state", "error.contract.new_vendor")
	}
	switch {
	case f.SignedOn.IsZero():
		p.Add("signed_on", "error.required")
	case f.Today.Before(f.SignedOn):
		p.Add("signed_on", "error.date.future")
	case c.EndsOn.Before(f.SignedOn):
		p.Add("signed_on", "error.contract.signed_after_end", c.EndsOn)
	}
}

// earlyDays is how long before the start a contract is seldom concluded.
const earlyDays = 60

// DoubtConclusion says why a day of conclusion is likely a slip: it lies before the
// appendix was first issued, or long before the start. Who is sure may say so; the day
// then stands.
func DoubtConclusion(c Contract, issuedOn, signedOn Date) error {
	var p Problems
	switch {
	case signedOn.IsZero():
	case !issuedOn.IsZero() && signedOn.Before(issuedOn):
		p.Add("sure", "error.contract.signed_before_issue", signedOn, issuedOn)
	case signedOn.Before(c.StartsOn.AddDays(-earlyDays)):
		p.Add("sure", "error.contract.signed_early", signedOn, signedOn.DaysUntil(c.StartsOn))
	}
	return p.Err()
}

func checkCompletion(p *Problems, c Contract, f MoveFacts) {
	if c.State == StateConcluded && !c.EndsOn.Before(f.Today) { // the work never began, and still may
		p.Add("state", "error.contract.never_ready")
	}
	switch {
	case f.DoneOn.IsZero():
		p.Add("completed_on", "error.required")
	case f.Today.Before(f.DoneOn):
		p.Add("completed_on", "error.date.future")
	case f.DoneOn.Before(c.StartsOn):
		p.Add("completed_on", "error.contract.not_started", c.StartsOn)
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
		if r.Open() {
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
	checkPeriod(&p, c.StartsOn, c.EndsOn)
	if c.Persons < 0 {
		p.Add("persons", "error.number.negative")
	} else if c.Persons > maxPersons {
		p.Add("persons", "error.number.too_large", maxPersons)
	}
	if len(c.Systems) == 0 && len(c.Classes) == 0 {
		p.Add("classes", "error.contract.no_data")
	}
	oneOf(&p, "kind", c.Kind, ContractKinds())
	oneOf(&p, "procurement", c.Procurement, Procurements())
	oneOf(&p, "scheme", c.Scheme, []Scheme{SchemeArticle, SchemeOutline})
	return p.Err()
}

const (
	maxPersons = 2_000_000_000 // more than live in any prefecture, and what a column holds
	maxYears   = 30            // longer contracts are slips of the pen: 令和８年 for 令和80年
)

func checkPeriod(p *Problems, start, end Date) {
	if start.IsZero() {
		p.Add("starts_on", "error.required")
	}
	if end.IsZero() {
		p.Add("ends_on", "error.required")
	}
	if start.IsZero() || end.IsZero() {
		return
	}
	switch {
	case end.Before(start):
		p.Add("ends_on", "error.date.end_before_start", start, end)
	case start.AddYears(maxYears).Before(end):
		p.Add("ends_on", "error.date.too_long", maxYears)
	}
}

// oneOf notes a code that is not one of those a form offers; an empty one is
// Require's business.
func oneOf[T ~string](p *Problems, field string, v T, all []T) {
	if v == "" {
		return
	}
	for _, known := range all {
		if v == known {
			return
		}
	}
	p.Add(field, "error.choice", string(v))
}
