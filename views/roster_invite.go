package views

import (
	"slices"
	"strings"
	"time"

	"chigiri/models"
)

// RosterInviteForm asks for people on a roster to be invited: those without an invitation
// they can use, or everybody who cannot sign in yet, whose invitations end.
type RosterInviteForm struct {
	All bool `form:"all" json:"all"`
}

// People are those on a roster whom the form is about.
func (f RosterInviteForm) People(r models.Roster) []models.Worker {
	var people []models.Worker
	for _, l := range r.Workers {
		if l.Uninvited() || f.All && l.Invited() {
			people = append(people, l.Worker)
		}
	}
	return people
}

// underWay are the invitations of a roster that people can still use.
type underWay struct {
	people int
	states map[models.InvitationState]int
	first  time.Time // when the first link ends; zero while all wait for their mail
	last   time.Time
}

func underWayOf(r models.Roster) underWay {
	u := underWay{states: map[models.InvitationState]int{}}
	for _, l := range r.Workers {
		if !l.Invited() {
			continue
		}
		u.people++
		u.states[l.Invitation.State]++
		until := l.Invitation.Until
		if until.IsZero() {
			continue
		}
		if u.first.IsZero() || until.Before(u.first) {
			u.first = until
		}
		if until.After(u.last) {
			u.last = until
		}
	}
	return u
}

// says is how far these invitations are, and until when they can be used.
func (u underWay) says(b Base) string {
	var counts []string
	for _, state := range models.InvitationStates() {
		if n := u.states[state]; n > 0 {
			counts = append(counts, b.T("invitation.count", b.T("invitation.state."+string(state)), n))
		}
	}
	said := strings.Join(counts, b.T("roster.invited.and")) + b.T("roster.invited.end")
	first, last := models.Today(u.first), models.Today(u.last)
	switch {
	case u.first.IsZero():
		return said
	case first == last:
		return said + b.T("roster.invited.until", first)
	}
	return said + b.T("roster.invited.until.first", first, last)
}

// uninvitedWhy says what inviting does, and that it leaves those alone who are invited.
func uninvitedWhy(b Base, invited int) string {
	if invited == 0 {
		return b.T("roster.next.uninvited.why")
	}
	return b.T("roster.next.uninvited.why") + b.T("roster.next.uninvited.others", invited)
}

// unsignedWithin says whether somebody can sign in and has not signed.
func unsignedWithin(r models.Roster) bool {
	return slices.ContainsFunc(r.Workers, func(l models.RosterLine) bool { return l.HasAccess && l.Unsigned() })
}

// unsignedWhy says what people may not do before they sign, and to who leads them how far
// their invitations are.
func unsignedWhy(b Base, r models.Roster, u underWay) string {
	if !r.Can["edit"] || u.people == 0 {
		return b.T("roster.next.unsigned.why")
	}
	return b.T("roster.next.unsigned.before", u.people) + u.says(b)
}
