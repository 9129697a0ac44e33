package models

import (
	"slices"
	"time"
)

// WorkerInput is one line of a roster 業務従事者名簿 (F-04) as it is entered. It asks
// for no birth date and no home address: nothing here needs them.
type WorkerInput struct {
	UserID   string `json:"user_id"` // an account that is there already; else one is made
	Name     string `json:"name"`
	NameKana string `json:"name_kana"`
	Mail     string `json:"mail"` // empty for who has none
	Duty     string `json:"duty"` // role in the work: 保守担当
	MyNumber bool   `json:"my_number"`
	Site     string `json:"site"`
	StartsOn Date   `json:"starts_on"`
	EndsOn   Date   `json:"ends_on"`
}

// Worker 従事者 is a person on a party's roster.
type Worker struct {
	WorkerInput
	Return
	ID          string    `json:"id"`
	ContractID  string    `json:"contract_id"`
	PartyID     string    `json:"party_id"`
	Login       string    `json:"login"`
	LeftOn      Date      `json:"left_on,omitzero"` // last day at work
	LeftReason  string    `json:"left_reason,omitempty"`
	ConfirmedBy string    `json:"confirmed_by,omitempty"`
	ConfirmedAt time.Time `json:"confirmed_at,omitzero"`
	HasAccess   bool      `json:"has_access"` // has a password: the invitation was accepted
	HasMail     bool      `json:"has_mail"`   // mail reaches the account
	Version     int       `json:"version"`
	CreatedAt   time.Time `json:"created_at"`
	FiledAt     time.Time `json:"filed_at"` // as the line stands: entered, changed, or filed again
}

// State is how far the line is: waiting to be confirmed (due), sent back (missing), or
// confirmed (met).
func (w Worker) State() ReqState { return filedState(w.ConfirmedAt, w.Return) }

// WorkerFacts is what the rule of a line looks at.
type WorkerFacts struct {
	Start    Date // first day of the place: of the contract, or of an approved subcontract
	End      Date
	Sub      bool // they are a subcontract's
	MyNumber bool // the contract touches My Numbers, and so may the party
}

// Within narrows the days of a place to those of its subcontract.
func (f WorkerFacts) Within(start, end Date) WorkerFacts {
	if f.Sub = true; f.Start.Before(start) {
		f.Start = start
	}
	if end.Before(f.End) {
		f.End = end
	}
	return f
}

// Validate says what is wrong with a line: an Error of KindInvalid.
func (in WorkerInput) Validate(f WorkerFacts) error {
	var p Problems
	p.Require("name", in.Name)
	p.Require("duty", in.Duty)
	p.Merge("mail", CheckEmail("mail", in.Mail))
	if in.MyNumber && !f.MyNumber {
		p.Add("my_number", "error.worker.my_number")
	}
	switch {
	case in.StartsOn.IsZero():
		p.Add("starts_on", "error.required")
	case f.Sub && in.StartsOn.Before(f.Start):
		p.Add("starts_on", "error.worker.early", f.Start)
	case in.StartsOn.Before(f.Start) || in.StartsOn.After(f.End):
		p.Add("starts_on", "error.worker.period", f.Start, f.End)
	}
	switch {
	case in.EndsOn.IsZero():
		p.Add("ends_on", "error.required")
	case in.EndsOn.Before(in.StartsOn):
		p.Add("ends_on", "error.subcontract.ends")
	case in.EndsOn.After(f.End):
		p.Add("ends_on", "error.worker.period", f.Start, f.End)
	}
	return p.Err()
}

// Working says whether somebody is on the roster on a day: has begun or will, and has
// not left. Who is entered before the first day may sign and be briefed before it.
func (w Worker) Working(day Date) bool {
	return w.LeftOn.IsZero() && !w.EndsOn.Before(day)
}

// CheckRoster says whether an actor may change a party's roster: its own lead, while
// the contract lives.
func CheckRoster(a Actor, c Contract, p Party) error {
	switch {
	case !p.LedBy(a) && !a.IsSystem():
		return Denied("error.denied.roster")
	case p.State != PartyApproved:
		return Conflict("error.roster.party", p)
	}
	return CheckDecide(c)
}

// Roster is a party's roster as its page shows it.
type Roster struct {
	Party    Party           `json:"party"`
	Number   string          `json:"number"`  // of the contract
	Title    string          `json:"title"`   // of the contract
	Workers  []RosterLine    `json:"workers"` // of the part that was asked for
	Can      map[string]bool `json:"can"`
	Start    Date            `json:"start"` // of the contract
	End      Date            `json:"end"`
	From     Date            `json:"from,omitzero"`     // first day a line may begin; of a subcontractor that of its subcontract
	Until    Date            `json:"until,omitzero"`    // last day
	Privacy  string          `json:"privacy,omitempty"` // see StructureFacts
	Handles  bool            `json:"handles"`           // the party may handle My Numbers
	Waiting  int             `json:"waiting"`           // lines that wait to be confirmed
	Seen     time.Time       `json:"seen,omitzero"`     // when the latest of these was filed
	Returned int             `json:"returned"`          // lines that were sent back and not filed again

	Counts map[RosterShow]int `json:"counts,omitempty"` // of the parts; "" for who has not left
	Next   string             `json:"next,omitempty"`   // cursor of the next page
}

// Returns are why lines were sent back that were not filed again, the latest first; one
// press sends back many lines for one reason.
func (r Roster) Returns() []Return {
	var all []Return
	for _, l := range r.Workers {
		if l.LeftOn.IsZero() && l.State() == ReqMissing && !slices.Contains(all, l.Return) {
			all = append(all, l.Return)
		}
	}
	slices.SortStableFunc(all, func(a, b Return) int { return b.ReturnedAt.Compare(a.ReturnedAt) })
	return all
}

// RosterLine is a worker with what stands of theirs.
type RosterLine struct {
	Worker
	Pledge   ReqState `json:"pledge"`
	PledgeID string   `json:"pledge_id,omitempty"`
	Declined *Pledge  `json:"declined,omitempty"` // the one they will not sign
	Signed   Date     `json:"signed_on,omitzero"` // of that pledge, or the last one
	Lapses   Date     `json:"lapses,omitzero"`
	Briefing ReqState `json:"briefing"`
	HeardTo  Date     `json:"heard_until,omitzero"` // last day of what was heard
	Quiz     ReqState `json:"quiz"`
	Working  bool     `json:"working"` // neither left nor over

	Invitation Invitation `json:"invitation"`
	HasCode    bool       `json:"has_code"` // a one-time code is set up
}

// Unsigned says whether somebody at work still owes the pledge.
func (l RosterLine) Unsigned() bool {
	return l.Working && l.Pledge != ReqMet && l.Pledge != ReqNotAsked
}

// Uninvited says whether somebody at work can neither sign in nor has an invitation to do
// so: none was made, it ran out, or its mail did not go.
func (l RosterLine) Uninvited() bool {
	return l.Working && !l.HasAccess && !l.Invitation.UnderWay()
}

// Invited says whether somebody at work was invited and has not signed up yet.
func (l RosterLine) Invited() bool { return l.Working && !l.HasAccess && l.Invitation.UnderWay() }
