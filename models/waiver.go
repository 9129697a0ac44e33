package models

import "time"

// WaiverInput asks to leave out an obligation, or to set a parameter looser than
// the edition, for one contract.
type WaiverInput struct {
	Obligation string `json:"obligation"`
	Param      string `json:"param"` // empty: the whole obligation
	Value      any    `json:"value"`
	Reason     string `json:"reason"`
	EndsOn     Date   `json:"ends_on"`
}

// Waiver 適用除外 is decided by the IT division and ends on a day.
type Waiver struct {
	WaiverInput
	ID          string    `json:"id"`
	ContractID  string    `json:"contract_id"`
	RequestedBy string    `json:"requested_by"`
	RequestedAt time.Time `json:"requested_at"`
	Decision    Decision  `json:"decision"`
	Note        string    `json:"note"`
	DecidedBy   string    `json:"decided_by"`
	DecidedAt   time.Time `json:"decided_at,omitzero"`
}

// Holds says whether the waiver is in force on a day.
func (w Waiver) Holds(day Date) bool {
	return w.Decision == Agreed && !w.EndsOn.Before(day)
}

// Validate checks what needs no edition.
func (w WaiverInput) Validate(today Date) error {
	var p Problems
	p.Require("obligation", w.Obligation)
	p.Require("reason", w.Reason)
	switch {
	case w.EndsOn.IsZero():
		p.Add("ends_on", "error.required")
	case w.EndsOn.Before(today):
		p.Add("ends_on", "error.date.past")
	}
	return p.Err()
}

// LevelDecision is a raise, or a request to lower with the IT division's answer.
type LevelDecision struct {
	ID          string    `json:"id"`
	ContractID  string    `json:"contract_id"`
	Kind        string    `json:"kind"` // raise or lower
	From        Level     `json:"from"`
	To          Level     `json:"to"`
	Reason      string    `json:"reason"`
	RequestedBy string    `json:"requested_by"`
	RequestedAt time.Time `json:"requested_at"`
	Decision    Decision  `json:"decision"` // a raise is agreed at once
	Note        string    `json:"note"`
	DecidedBy   string    `json:"decided_by"`
	DecidedAt   time.Time `json:"decided_at,omitzero"`
	EndedAt     time.Time `json:"ended_at,omitzero"` // taken back, replaced, or overtaken by the facts
}

// Holds says whether the decision is in force.
func (d LevelDecision) Holds() bool { return d.Decision == Agreed && d.EndedAt.IsZero() }
