package models

import (
	"testing"
	"time"
)

// TestInvitationOf proves the order of the states: what the person did counts before what
// became of the mail.
func TestInvitationOf(t *testing.T) {
	later, now := time.Date(2026, 12, 8, 0, 0, 0, 0, time.UTC), time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	for want, f := range map[InvitationState]InvitationFacts{
		InviteNone:     {Mail: MailSent},
		InviteHanded:   {Until: later, Mail: MailSent}, // its link was ended by the one on a sheet
		InviteWaiting:  {Until: later, Mail: MailWaiting, Fault: FaultDeferred},
		InviteFailed:   {Until: later, Mail: MailFailed, Fault: FaultRefused},
		InviteSent:     {Until: later, Mail: MailSent, Mailed: true},
		InviteOpened:   {Until: later, Opened: now, Mail: MailFailed},
		InviteAccepted: {HasSecret: true, Until: later, Opened: now},
	} {
		got := InvitationOf(f)
		if got.State != want {
			t.Errorf("%+v is %s", f, got.State)
		}
		if got.Fault != "" && want != InviteWaiting && want != InviteFailed {
			t.Errorf("%s tells of %s", want, got.Fault)
		}
		underWay := want != InviteNone && want != InviteFailed && want != InviteAccepted
		if got.UnderWay() != underWay {
			t.Errorf("%s is under way: %v", want, got.UnderWay())
		}
		for _, l := range []RosterLine{{Working: true}, {Working: true, Worker: Worker{HasAccess: true}}, {}} {
			l.Invitation = got
			if at := l.Working && !l.HasAccess; l.Invited() != (at && underWay) || l.Uninvited() != (at && !underWay) {
				t.Errorf("%s: invited %v, uninvited %v", want, l.Invited(), l.Uninvited())
			}
		}
	}
}
