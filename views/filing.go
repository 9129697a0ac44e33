package views

import (
	"time"

	"chigiri/models"
)

// StructureDecisionForm is the owner division's word on a structure: to confirm it, or
// with a reason to send it back. Number is that of the filing the page showed.
type StructureDecisionForm struct {
	Number int    `form:"number" json:"number"`
	Reason string `form:"reason" json:"reason"`
}

// RosterDecisionForm is the owner division's word on the lines of a roster that wait for
// it: to confirm them, or with a reason to send them back. Seen is when the latest of
// those the page showed was filed (RFC 3339); empty for all that wait.
type RosterDecisionForm struct {
	Seen   string `form:"seen" json:"seen"`
	Reason string `form:"reason" json:"reason"`
}

// Instant reads when the latest line was filed that the page showed.
func (f RosterDecisionForm) Instant() (time.Time, error) {
	if f.Seen == "" {
		return time.Time{}, nil
	}
	seen, err := time.Parse(time.RFC3339Nano, f.Seen)
	if err != nil {
		return seen, models.Invalidf("seen", "error.choice", f.Seen)
	}
	return seen, nil
}

// seenText is the instant as the form has it.
func seenText(r models.Roster) string { return r.Seen.UTC().Format(time.RFC3339Nano) }

// returnedBy is who sent something back, as far as the reader may know.
func returnedBy(b Base, r models.Return) string {
	if r.ReturnedBy == "" {
		return b.T("filing.division")
	}
	return r.ReturnedBy
}
