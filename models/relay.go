package models

import "time"

// Relay is a device that goes from hand to hand at a meeting 端末の回覧: people who have no
// device of their own check in and sign on it, one after the other.
type Relay struct {
	ID         string    `json:"id"`
	BriefingID string    `json:"briefing_id"`
	PartyID    string    `json:"party_id,omitempty"` // for its people and those below; empty for everybody who is asked
	Token      string    `json:"-"`                  // known once, to the device's cookie
	Starter    string    `json:"starter,omitempty"`
	StartedAt  time.Time `json:"started_at"`
	ExpiresAt  time.Time `json:"expires_at"`
}

// RelayView is what the device shows between two people: the meeting, and how many have
// come and signed. It names nobody.
type RelayView struct {
	Relay
	Title    string `json:"title"` // of the contract
	HeldOn   Date   `json:"held_on"`
	Begins   string `json:"begins"`
	Place    string `json:"place"`
	Party    string `json:"party,omitempty"` // whose people it is for
	Expected int    `json:"expected"`        // who are asked to come
	Here     int    `json:"here"`            // of them
	Owing    int    `json:"owing"`           // who have a pledge of their own to sign
	Signed   int    `json:"signed"`          // of them
}

// RelaySteps is what the person who holds the device has to do on it.
type RelaySteps struct {
	Briefing Briefing `json:"briefing"`
	Title    string   `json:"title"`           // of the contract
	Over     bool     `json:"over"`            // the relay was ended meanwhile
	Asked    bool     `json:"asked"`           // the person is asked to come
	Here     bool     `json:"here"`            // has checked in
	Party    string   `json:"party,omitempty"` // of the person
	PartyID  string   `json:"party_id,omitempty"`
	Topics   int      `json:"topics"`              // that can be read or answered now
	PledgeID string   `json:"pledge_id,omitempty"` // to sign
	Signed   bool     `json:"signed"`              // something was signed, and nothing is left to sign
}

// Step is what comes next: check_in, topics, pledge; empty when nothing is left.
// Questions may be answered later, on any device, so they can be skipped.
func (s RelaySteps) Step(skip bool) string {
	switch {
	case s.Over || !s.Asked:
		return ""
	case !s.Here:
		return "check_in"
	case s.Topics > 0 && !skip:
		return "topics"
	case s.PledgeID != "":
		return "pledge"
	}
	return ""
}

// CheckPassRelay says whether somebody may let a device go round at a meeting, on a day:
// whoever holds it, or leads a party that is asked to come.
func CheckPassRelay(b Briefing, holds bool, led *Party, today Date) error {
	switch {
	case !holds && led == nil:
		return Denied("error.denied.relay")
	case b.State != BriefingPlanned:
		return Conflict("error.briefing.closed", b)
	case b.HeldOn != today:
		return Conflict("error.relay.not_today", b)
	}
	return nil
}

// CheckInCode is a code by which people check in to a meeting.
type CheckInCode struct {
	Code  string    `json:"code"`
	Fixed bool      `json:"fixed"`          // stands for the whole day
	Until time.Time `json:"until,omitzero"` // of one that turns
}
