package store_test

import (
	"slices"
	"testing"
	"time"

	"chigiri/models"
)

func TestTickedMeetingLeavesOwnWord(t *testing.T) {
	// Proves that a later meeting at which the briefer ticks somebody leaves what that person
	// attested themselves of an earlier one, with its meeting, and moves its last day; that
	// one at which they check in takes its place; and that the page names both meetings and
	// the topics nobody has told yet.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		_, worker := c.joins(c.boss, c.prime, "従事 六郎")
		first, code := c.meeting(chief, c.prime.ID)
		must(t, o.CheckIn(bg, worker, first.ID, code))
		must(t, o.CheckIn(bg, c.boss, first.ID, code))
		got(o.HoldBriefing(bg, chief, first.ID, o.closing(chief, first.ID), recordPaper))(t)
		line := func() models.CoverageLine {
			return got(o.BriefingsView(bg, chief, c.contract))(t).Coverage[0].Workers[0].CoverageLine
		}
		before := line()
		if before.Attested != models.AttestedOwn || len(before.Missing) != 0 || len(before.Meetings) != 1 {
			t.Fatalf("after the first: %+v", before)
		}
		o.clock.Advance(24 * time.Hour)
		ticked, _ := c.meeting(chief, c.prime.ID)
		in := o.closing(chief, ticked.ID)
		for _, a := range got(o.Briefing(bg, chief, ticked.ID))(t).Attendees {
			in.Came = append(in.Came, a.ID)
		}
		in.Absent, in.Rest = nil, models.AbsentAttendee{}
		got(o.HoldBriefing(bg, chief, ticked.ID, in, recordPaper))(t)
		after := line()
		if after.Attested != models.AttestedOwn || after.Until != before.Until.AddDays(1) {
			t.Errorf("after the ticked one: %+v, before %+v", after, before)
		}
		if ids := got(o.RawRows("topic_records", "briefing_id"))(t); slices.Contains(ids, ticked.ID) || !slices.Contains(ids, first.ID) {
			t.Errorf("it was told in %v", ids)
		}
		if m := after.Meetings; len(m) != 2 || m[0].ID != ticked.ID || m[1].ID != first.ID || m[1].Briefer != first.Briefer || m[1].Topics != len(first.Topics) {
			t.Errorf("the meetings are %+v", m)
		}
		o.clock.Advance(24 * time.Hour)
		third, code := c.meeting(chief, c.prime.ID)
		must(t, o.CheckIn(bg, worker, third.ID, code))
		got(o.HoldBriefing(bg, chief, third.ID, o.closing(chief, third.ID), recordPaper))(t)
		if ids := got(o.RawRows("topic_records", "briefing_id"))(t); !slices.Contains(ids, third.ID) {
			t.Errorf("checked in again, it was told in %v", ids)
		}
		c.joins(c.boss, c.prime, "新入 七郎")
		if w := got(o.BriefingsView(bg, chief, c.contract))(t).Coverage[0].Workers[1]; len(w.Missing) == 0 || len(w.Meetings) != 0 {
			t.Errorf("who has heard nothing: %+v", w)
		}
	})
}
