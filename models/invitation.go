package models

import "time"

// InvitationState is how far somebody who was invited has come; the set is closed.
type InvitationState string

// The states, the last reached one counts.
const (
	InviteNone     InvitationState = "none"     // nobody invited them, or the link ran out
	InviteHanded   InvitationState = "handed"   // a link was shown, to be handed over; no mail
	InviteWaiting  InvitationState = "waiting"  // a mail is to be sent
	InviteFailed   InvitationState = "failed"   // the mail did not go
	InviteSent     InvitationState = "sent"     // the mail server took the mail
	InviteOpened   InvitationState = "opened"   // the person pressed "begin"
	InviteAccepted InvitationState = "accepted" // the person chose a password
)

// InvitationStates are all of them.
func InvitationStates() []InvitationState {
	return []InvitationState{InviteNone, InviteHanded, InviteWaiting, InviteFailed, InviteSent, InviteOpened, InviteAccepted}
}

// Invitation is what became of somebody's invitation, for whoever invited them. Where a
// mail went and what its server said are not in it.
type Invitation struct {
	State  InvitationState `json:"state"`
	Until  time.Time       `json:"until,omitzero"`  // until when a link can be used
	Opened time.Time       `json:"opened,omitzero"` // when the person pressed "begin"
	Fault  MailFault       `json:"fault,omitempty"` // why the mail did not go, or not yet
}

// UnderWay says whether somebody has an invitation they can still use, or one is on its
// way to them. Another one would end it.
func (i Invitation) UnderWay() bool {
	switch i.State {
	case InviteHanded, InviteWaiting, InviteSent, InviteOpened:
		return true
	}
	return false
}

// InvitationFacts is what the rule of the state looks at.
type InvitationFacts struct {
	HasSecret bool
	Until     time.Time // of the link that lives longest; zero when none lives
	Mailed    bool      // a link that lives went by mail
	Opened    time.Time // of a link that lives
	Mail      MailState // of the last invitation that was mailed; "" when none was
	Fault     MailFault
}

// InvitationOf tells how far somebody has come. A mail that waits carries its link along,
// so that it counts without one; one that failed is told even beside a link that was
// shown, for it may be the only one the person expects.
func InvitationOf(f InvitationFacts) Invitation {
	i := Invitation{State: InviteNone, Until: f.Until, Opened: f.Opened}
	switch {
	case f.HasSecret:
		i.State = InviteAccepted
	case !f.Opened.IsZero():
		i.State = InviteOpened
	case f.Mail == MailFailed:
		i.State, i.Fault = InviteFailed, f.Fault
	case f.Mail == MailWaiting, f.Mail == MailSending:
		i.State, i.Fault = InviteWaiting, f.Fault
	case f.Until.IsZero():
	case f.Mail == MailSent && f.Mailed:
		i.State = InviteSent
	default:
		i.State = InviteHanded
	}
	return i
}

// Welcome is what the page behind a link tells: whose it is, and for a worker for whom
// and on which contracts the work will be.
type Welcome struct {
	Login  string         `json:"login"`
	Name   string         `json:"name"`
	Role   Role           `json:"role"`
	Vendor string         `json:"vendor,omitempty"`
	Opened bool           `json:"opened"`
	Known  bool           `json:"known"` // has a password, which is to be replaced
	Until  time.Time      `json:"until"`
	Places []WelcomePlace `json:"places,omitempty"`
}

// WelcomePlace is a place on a roster.
type WelcomePlace struct {
	Title    string `json:"title"`    // of the contract
	Division string `json:"division"` // that owns it
	Vendor   string `json:"vendor"`   // the party
	Above    string `json:"above,omitempty"`
	Duty     string `json:"duty"`
}
