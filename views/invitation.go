package views

import "chigiri/models"

// invitationPill is how far somebody has come: shape, word and class.
func invitationPill(i models.Invitation) (class, shape, word string) {
	word = "invitation.state." + string(i.State)
	switch i.State {
	case models.InviteAccepted:
		return "ok", "●", word
	case models.InviteNone, models.InviteFailed:
		return "bad", "■", word
	}
	return "due", "▲", word
}

// invitationWhy is what more is to be told beside the state: why the mail did not go,
// or until when the link can be used.
func invitationWhy(b Base, i models.Invitation) string {
	switch {
	case i.Fault != "":
		return b.T("mail.fault." + string(i.Fault))
	case i.State == models.InviteOpened:
		return b.T("invitation.opened.at", b.Instant(i.Opened))
	case !i.Until.IsZero() && i.State != models.InviteAccepted:
		return b.T("invitation.until", b.Instant(i.Until))
	}
	return ""
}

// welcomeFor says what somebody was invited for.
func welcomeFor(b Base, w models.Welcome) string {
	if len(w.Places) > 0 {
		return b.T("welcome.by.party", w.Places[0].Vendor)
	}
	if w.Vendor != "" {
		return b.T("welcome.by.vendor", w.Vendor, b.T("role."+string(w.Role)))
	}
	return b.T("welcome.by.house", b.T("role."+string(w.Role)))
}

// welcomeSteps are what comes after "begin", as keys.
func welcomeSteps(w models.Welcome) []string {
	if len(w.Places) > 0 {
		return []string{"welcome.step.password", "welcome.step.topics", "welcome.step.pledge"}
	}
	return []string{"welcome.step.password", "welcome.step.home"}
}
