package models

import (
	"slices"
	"testing"
	"time"
)

// TestRosterPart proves which lines belong to which part, that pages follow each other
// without a gap or a line twice, and that who has left comes last.
func TestRosterPart(t *testing.T) {
	day := NewDate(2026, 11, 28)
	line := func(id, name string, change func(*RosterLine)) RosterLine {
		l := RosterLine{Worker: Worker{ID: id, WorkerInput: WorkerInput{Name: name}}, Pledge: ReqMet, Briefing: ReqMet, Working: true, Invitation: Invitation{State: InviteAccepted}}
		change(&l)
		return l
	}
	r := Roster{Workers: []RosterLine{
		line("1", "無招待", func(l *RosterLine) { l.Invitation.State = InviteNone }),
		line("2", "不達", func(l *RosterLine) { l.Invitation.State = InviteFailed }),
		line("3", "未開封", func(l *RosterLine) { l.Invitation.State = InviteSent }),
		line("4", "未署名", func(l *RosterLine) { l.Pledge = ReqMissing }),
		line("5", "未説明", func(l *RosterLine) { l.Briefing = ReqLapsed }),
		line("6", "差戻し", func(l *RosterLine) { l.ReturnedAt = time.Now() }),
		line("7", "終了", func(l *RosterLine) { l.Working, l.Invitation.State = false, InviteNone }),
		line("0", "離任", func(l *RosterLine) { l.LeftOn, l.Working = day, false }),
	}}
	for show, want := range map[RosterShow]int{"": 7, RosterUninvited: 2, RosterUnopened: 1, RosterUnsigned: 1, RosterUnbriefed: 1, RosterReturned: 1, RosterLeft: 1} {
		page := r.Part(RosterQuery{Show: show})
		if n := len(page.Workers); n != want || page.Counts[show] != want {
			t.Errorf("%q: %d lines, %d counted, want %d", show, n, page.Counts[show], want)
		}
	}
	var seen []string
	q := RosterQuery{Limit: 3}
	for {
		page := r.Part(q)
		for _, l := range page.Workers {
			seen = append(seen, l.ID)
		}
		if q.After = page.Next; q.After == "" {
			break
		}
	}
	if !slices.Equal(seen, []string{"1", "2", "3", "4", "5", "6", "7"}) {
		t.Errorf("the pages hold %q", seen)
	}
	for _, q := range []RosterQuery{{Show: "tall"}, {After: "0"}} {
		if KindOf(q.Check()) != KindInvalid {
			t.Errorf("%+v is taken", q)
		}
	}
}
