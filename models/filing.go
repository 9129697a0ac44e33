package models

import "time"

// Return is that something filed was sent back: by whom, when and why. Its zero value
// is that it was not, or that it was filed again since.
type Return struct {
	ReturnedBy   string    `json:"returned_by,omitempty"`
	ReturnedAt   time.Time `json:"returned_at,omitzero"`
	ReturnReason string    `json:"return_reason,omitempty"`
}

// filedState is how far something filed is: confirmed; sent back, so that it is missing
// again; or waiting to be confirmed.
func filedState(confirmed time.Time, r Return) ReqState {
	switch {
	case !confirmed.IsZero():
		return ReqMet
	case !r.ReturnedAt.IsZero():
		return ReqMissing
	}
	return ReqDue
}

// CheckConfirm says whether an actor may confirm what a party filed, or send it back:
// the owner division.
func CheckConfirm(a Actor, c Contract) error {
	if !CanCreateContract(a, c.DivisionID) {
		return Denied("error.denied.confirm")
	}
	return CheckDecide(c)
}
