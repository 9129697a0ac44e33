package models

import (
	"cmp"
	"slices"
	"strings"
)

// RosterShow is a part of a roster: what a lead looks for on it. Empty for everybody who
// has not left.
type RosterShow string

// The parts, in the order of what becomes of somebody on a roster. Of who is at work: not
// reached by an invitation, invited and not begun, not signed, not briefed. Of who has
// not left: sent back by the division. And those who have left.
const (
	RosterUninvited RosterShow = "uninvited"
	RosterUnopened  RosterShow = "unopened"
	RosterUnsigned  RosterShow = "unsigned"
	RosterUnbriefed RosterShow = "unbriefed"
	RosterReturned  RosterShow = "returned"
	RosterLeft      RosterShow = "left"
)

// RosterShows are all parts, in the order pages show them.
func RosterShows() []RosterShow {
	return []RosterShow{RosterUninvited, RosterUnopened, RosterUnsigned, RosterUnbriefed, RosterReturned, RosterLeft}
}

// In says whether a line belongs to a part of its roster.
func (l RosterLine) In(show RosterShow) bool {
	state := l.Invitation.State
	switch show {
	case RosterUninvited:
		return l.Working && (state == InviteNone || state == InviteFailed)
	case RosterUnopened:
		return l.Working && (state == InviteHanded || state == InviteWaiting || state == InviteSent)
	case RosterUnsigned:
		return l.Unsigned()
	case RosterUnbriefed:
		return l.Working && l.Briefing != ReqMet && l.Briefing != ReqNotAsked
	case RosterReturned:
		return l.LeftOn.IsZero() && l.State() == ReqMissing
	case RosterLeft:
		return !l.LeftOn.IsZero()
	}
	return show == "" && l.LeftOn.IsZero()
}

// RosterQuery narrows a roster.
type RosterQuery struct {
	Text  string     // words in the name, its reading or the login; all must be there
	Show  RosterShow // empty for everybody who has not left
	After string     // cursor of the line before; opaque
	Limit int        // 1 to 200; 0 for the whole
}

// The most lines and words that count, as in other lists.
const (
	maxRosterPage  = 200
	maxRosterWords = 20
)

// Check says what is wrong with a query: an Error of KindInvalid.
func (q RosterQuery) Check() error {
	var p Problems
	if q.Show != "" && !slices.Contains(RosterShows(), q.Show) {
		p.Add("show", "error.choice", string(q.Show))
	}
	if q.After != "" && !strings.HasPrefix(q.After, "a-") && !strings.HasPrefix(q.After, "b-") {
		p.Add("after", "error.cursor")
	}
	return p.Err()
}

// Part is one page of a roster, with how many stand in each of its parts under the words
// asked for. It is cut from the whole, of which every sum on a roster is made: a roster is
// read in the same few statements whoever is on it.
func (r Roster) Part(q RosterQuery) Roster {
	found := r.search(q.Text)
	r.Counts = map[RosterShow]int{}
	for _, show := range append(RosterShows(), "") {
		for _, l := range found {
			if l.In(show) {
				r.Counts[show]++
			}
		}
	}
	r.Workers = []RosterLine{}
	size := min(q.Limit, maxRosterPage)
	for _, l := range found {
		if !l.In(q.Show) || l.cursor() <= q.After {
			continue
		}
		if size > 0 && len(r.Workers) == size {
			r.Next = r.Workers[size-1].cursor()
			break
		}
		r.Workers = append(r.Workers, l)
	}
	return r
}

// search are the lines that hold all words, in the order of their cursors.
func (r Roster) search(text string) []RosterLine {
	var words []string
	for _, w := range strings.Fields(text) {
		words = append(words, SearchKey(w))
	}
	words = words[:min(len(words), maxRosterWords)]
	found := slices.DeleteFunc(slices.Clone(r.Workers), func(l RosterLine) bool {
		key := SearchKey(l.Name) + "\n" + SearchKey(l.NameKana) + "\n" + SearchKey(l.Login)
		return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(key, w) })
	})
	slices.SortStableFunc(found, func(a, b RosterLine) int { return cmp.Compare(a.cursor(), b.cursor()) })
	return found
}

// cursor is a line's place on its roster: who has left comes last.
func (l RosterLine) cursor() string {
	if l.LeftOn.IsZero() {
		return "a-" + l.ID
	}
	return "b-" + l.ID
}
