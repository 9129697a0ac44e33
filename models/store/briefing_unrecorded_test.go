package store_test

import (
	"testing"
	"time"

	"chigiri/models"
)

func TestPastBriefingSaysWhyItIsRecordedNow(t *testing.T) {
	// Proves that a meeting of a past day is entered only with a reason, which stands in
	// the meeting, in what its record is typeset from and in the log; that of a day to come
	// none is kept; and that such a meeting waits for nobody's word.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		o.days(14)
		in := models.BriefingInput{
			Method: models.BriefRoom, HeldOn: c.today().AddDays(-7), Place: "府庁", Topics: c.topicsOf(c.prime.ID), Parties: []string{c.prime.ID}, ClosedDay: true, Afterwards: "  ",
		}
		_, _, err := o.PlanBriefing(bg, chief, c.contract, in)
		wantProblem(t, err, "afterwards", "error.briefing.afterwards")
		in.Afterwards = "先週、紙の名簿で実施したため"
		b, _, err := o.PlanBriefing(bg, chief, c.contract, in)
		must(t, err)
		if e := wantEvent(t, o.Store, models.EventBriefingPlanned, "briefing", b.ID, chief); e.Reason != in.Afterwards || e.After["afterwards"] != in.Afterwards {
			t.Errorf("the log has %q, %v", e.Reason, e.After)
		}
		v := got(o.Briefing(bg, chief, b.ID))(t)
		if v.Briefing.Afterwards != in.Afterwards || !v.Can["hold"] {
			t.Errorf("the meeting is %+v", v.Briefing)
		}
		printed := ""
		paper := func(v models.BriefingView, a models.Appendix, sign models.PledgeSignature) (models.File, error) {
			printed = v.Briefing.Afterwards
			return recordPaper(v, a, sign)
		}
		held := models.HeldInput{Minutes: 60}
		for _, a := range v.Attendees {
			held.Came = append(held.Came, a.ID)
		}
		got(o.HoldBriefing(bg, chief, b.ID, held, paper))(t)
		if printed != in.Afterwards {
			t.Errorf("the record is typeset with %q", printed)
		}
		in.HeldOn, in.Everybody = c.today(), in.Parties
		b, _, err = o.PlanBriefing(bg, chief, c.contract, in)
		must(t, err)
		if b.Afterwards != "" {
			t.Errorf("a meeting of today keeps %q", b.Afterwards)
		}
	})
}

func TestUnrecordedBriefingIsOverdue(t *testing.T) {
	// Proves that a meeting whose day has passed stands on the first page of those who hold
	// it, and of nobody else, until it is recorded or cancelled.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		b, _ := c.meeting(chief, c.prime.ID)
		listed := func(who models.Actor, want int) {
			t.Helper()
			if list := got(o.Home(bg, who))(t).Unrecorded; len(list) != want || want > 0 && (list[0].ID != b.ID || list[0].Title == "" || list[0].HeldOn != b.HeldOn) {
				t.Errorf("%s has %+v, want %d", who.Name, list, want)
			}
		}
		listed(chief, 0) // its day is today
		o.clock.Set(b.HeldOn.AddDays(3).Start().Add(9 * time.Hour))
		for who, n := range map[*models.Actor]int{&chief: 1, &o.drafter: 1, &o.other: 0, &o.reviewer: 0, &c.boss: 0} {
			listed(*who, n)
		}
		must(t, o.CancelBriefing(bg, chief, b.ID, "開けなかったため"))
		listed(chief, 0)
	})
}

func TestContractorsUnrecordedBriefingIsTheirs(t *testing.T) {
	// Proves that a meeting the contractor holds in the body's place is overdue on its own
	// first page and not on the division's.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.low())
		sub := o.below(c.contract, "", c.boss, o.otherVendor)
		o.person("sub.boss", "再委 七郎", models.VendorLead, "", o.otherVendor)
		in := models.BriefingInput{Method: models.BriefRoom, HeldOn: c.today(), Place: "本社", Topics: c.topicsOf(sub.ID), Parties: []string{sub.ID}, ClosedDay: true}
		_, _, err := o.PlanBriefing(bg, c.boss, c.contract, in)
		must(t, err)
		o.clock.Set(in.HeldOn.AddDays(1).Start().Add(9 * time.Hour))
		if list := got(o.Home(bg, c.boss))(t).Unrecorded; len(list) != 1 {
			t.Errorf("the contractor has %+v", list)
		}
		if list := got(o.Home(bg, o.drafter))(t).Unrecorded; len(list) != 0 {
			t.Errorf("the division has %+v", list)
		}
	})
}
