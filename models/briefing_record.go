package models

import (
	"slices"
	"time"
)

// BriefingWord is what the owner division says of the record of a meeting that the
// contractor held in its place: the contractor alone cannot attest what it owes.
type BriefingWord struct {
	Return
	Waits       bool      `json:"waits,omitempty"` // nobody has said anything yet
	ConfirmedBy string    `json:"confirmed_by,omitempty"`
	ConfirmedAt time.Time `json:"confirmed_at,omitzero"`
}

// Stands says whether what was told in a closed meeting counts: not while its record
// waits, and not once it was sent back.
func (w BriefingWord) Stands() bool { return !w.Waits && w.ReturnedAt.IsZero() }

// CheckRecord says whether an actor may confirm the record of a meeting, or send it back:
// the owner division, and nobody of it who held the meeting.
func CheckRecord(a Actor, c Contract, b Briefing) error {
	if err := CheckConfirm(a, c); err != nil {
		return err
	}
	if a.UserID == b.BrieferID {
		return Denied("error.denied.record")
	}
	return nil
}

// WithWaiting are the records of what somebody has heard, with what they heard in
// meetings whose record waits to be confirmed: each topic until the later of its days.
func WithWaiting(records, waiting []TopicRecord) []TopicRecord {
	all := slices.Clone(records)
	for _, w := range waiting {
		i := slices.IndexFunc(all, func(r TopicRecord) bool { return r.Topic == w.Topic && r.Hash == w.Hash })
		switch {
		case i < 0:
			all = append(all, w)
		case w.Until.IsZero() || !all[i].Until.IsZero() && all[i].Until.Before(w.Until):
			all[i].Until = w.Until
		}
	}
	return all
}
