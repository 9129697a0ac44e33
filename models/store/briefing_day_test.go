package store_test

import (
	"slices"
	"testing"

	"chigiri/models"
)

// past is a meeting of a day that has passed, for the named parties.
func (c *crew) past(day models.Date, parties ...string) models.BriefingInput {
	c.t.Helper()
	in := models.BriefingInput{Method: models.BriefRoom, HeldOn: day, Place: "府庁", Parties: parties, Everybody: parties, ClosedDay: true, Afterwards: "記録が遅れたため"}
	for _, p := range parties {
		in.Topics = append(in.Topics, c.topicsOf(p)...)
	}
	return in
}

func TestNothingIsToldBeforeItWasThere(t *testing.T) {
	// Proves that no meeting is entered for a day before the appendix in force was issued
	// or before a party was approved; and that somebody who was put on a roster after the
	// day is not among those who heard, while whoever left since is.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		issued := c.today()
		_, _, err := o.PlanBriefing(bg, chief, c.contract, c.past(issued.AddDays(-1), c.prime.ID))
		wantProblem(t, err, "held_on", "error.briefing.before_issue")
		old, before := c.joins(c.boss, c.prime, "従事 六郎")
		o.days(7)
		sub := o.below(c.contract, "", c.boss, o.otherVendor)
		o.person("sub.boss", "再委 八郎", models.VendorLead, "", o.otherVendor)
		_, _, err = o.PlanBriefing(bg, chief, c.contract, c.past(issued, c.prime.ID, sub.ID))
		wantProblem(t, err, "parties", "error.briefing.before_party")
		_, later := c.joins(c.boss, c.prime, "従事 七郎")
		must(t, o.WorkerLeft(bg, c.boss, old.ID, o.today(), "退職"))
		b, _, err := o.PlanBriefing(bg, chief, c.contract, c.past(issued, c.prime.ID))
		must(t, err)
		v := got(o.Briefing(bg, chief, b.ID))(t)
		for who, want := range map[string]bool{c.boss.UserID: true, before.UserID: true, later.UserID: false} {
			if slices.ContainsFunc(v.Attendees, func(a models.Attendee) bool { return a.UserID == who }) != want {
				t.Errorf("%s is among those of the day: %t; %+v", who, !want, v.Attendees)
			}
		}
	})
}

func TestToldCountsFromTheDay(t *testing.T) {
	// Proves that what was heard counts from the meeting's day, in the list of parties too;
	// and that an earlier meeting recorded later takes nothing back.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		_, worker := c.joins(c.boss, c.prime, "従事 六郎")
		first := c.today()
		o.days(10)
		second := first.AddDays(5)
		for _, day := range []models.Date{second, first} {
			b, _, err := o.PlanBriefing(bg, chief, c.contract, c.past(day, c.prime.ID))
			must(t, err)
			v := got(o.Briefing(bg, chief, b.ID))(t)
			got(o.HoldBriefing(bg, chief, b.ID, models.HeldInput{Minutes: 60, Came: attendeeIDs(t, v, c.boss, worker)}, recordPaper))(t)
			until := v.Rule.LastDay(second)
			list := got(o.PartyList(bg, o.reviewer, models.PartyQuery{}))(t)
			for _, l := range list.Rows {
				if l.HeardOn != second || l.HeardUntil != until {
					t.Errorf("after the meeting of %s %q has heard on %s until %s, want %s, %s", day, l.Worker, l.HeardOn, l.HeardUntil, second, until)
				}
			}
			if len(list.Rows) != 2 {
				t.Errorf("the list has %+v", list.Rows)
			}
		}
	})
}

func TestRecordTellsTheAppendixOfItsDay(t *testing.T) {
	// Proves that a meeting closed after a newer version was issued records the version
	// that was in force on its day, and that only what did not change has been heard.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.low())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		b, code := c.meeting(chief, c.prime.ID)
		must(t, o.CheckIn(bg, c.boss, b.ID, code))
		o.days(2)
		must(t, o.SetStricter(bg, o.drafter, c.contract, models.ParamChange{Obligation: "ACC-02", Param: "min_length", Value: 12, Reason: "外から使う"}))
		o.issue(c.contract)
		var seen models.Appendix
		held := got(o.HoldBriefing(bg, chief, b.ID, o.closing(chief, b.ID), func(v models.BriefingView, a models.Appendix, sign models.PledgeSignature) (models.File, error) {
			seen = a
			return recordPaper(v, a, sign)
		}))(t)
		if held.Appendix != 1 || seen.Version != 1 {
			t.Errorf("held on a day of version 1, recorded with %d of version %d", held.Appendix, seen.Version)
		}
		fresh, known := 0, 0
		for _, topic := range got(o.Study(bg, c.boss, c.prime.ID))(t).Topics {
			if topic.Record == nil {
				fresh++
			} else {
				known++
			}
		}
		if fresh == 0 || known == 0 {
			t.Errorf("%d topics are heard, %d changed since", known, fresh)
		}
	})
}
