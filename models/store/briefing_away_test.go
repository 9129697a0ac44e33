package store_test

import (
	"testing"

	"chigiri/models"
)

func TestWhoLeftIsNeitherPresentNorAbsent(t *testing.T) {
	// Proves that whoever had left before a meeting, and the people of a firm whose place
	// was over, are shown so, refused when ticked and not asked to explain their absence;
	// and that whoever left on its day may be ticked and need not be.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		sub := o.below(c.contract, "", c.boss, o.otherVendor)
		subBoss := o.person("sub.boss", "再委 八郎", models.VendorLead, "", o.otherVendor)
		gone, left := c.joins(c.boss, c.prime, "従事 六郎")
		going, last := c.joins(c.boss, c.prime, "従事 七郎")
		in := c.past(c.today().AddDays(3), c.prime.ID, sub.ID)
		b, _, err := o.PlanBriefing(bg, chief, c.contract, in)
		must(t, err)
		o.days(2)
		must(t, o.WorkerLeft(bg, c.boss, gone.ID, o.today(), "退職"))
		must(t, o.EndParty(bg, c.boss, sub.ID, "再委託を終えた"))
		o.days(2)
		must(t, o.WorkerLeft(bg, c.boss, going.ID, b.HeldOn, "退職"))
		v := got(o.Briefing(bg, chief, b.ID))(t)
		for who, out := range map[string]bool{left.UserID: true, subBoss.UserID: true, last.UserID: false} {
			if a := attendee(t, v, who); !a.Away() || v.Out(a) != out {
				t.Errorf("%s is shown as %+v", a.Name, a)
			}
		}
		ticked := models.HeldInput{Minutes: 60, Came: attendeeIDs(t, v, c.boss, left)}
		_, err = o.HoldBriefing(bg, chief, b.ID, ticked, recordPaper)
		wantProblem(t, err, "came", "error.briefing.left")
		ticked = models.HeldInput{Minutes: 60, Came: attendeeIDs(t, v, c.boss), Received: attendeeIDs(t, v, subBoss)}
		wantProblem(t, o.CheckHeld(bg, chief, b.ID, ticked), "came", "error.briefing.left")
		ticked.Received = nil
		must(t, o.CheckHeld(bg, chief, b.ID, ticked)) // nobody's absence is asked for
		ticked.Came = attendeeIDs(t, v, c.boss, last)
		got(o.HoldBriefing(bg, chief, b.ID, ticked, recordPaper))(t)
		v = got(o.Briefing(bg, chief, b.ID))(t)
		if a := attendee(t, v, last.UserID); a.Away() || a.AttendedAt.IsZero() {
			t.Errorf("who left on the day is recorded as %+v", a)
		}
		if a := attendee(t, v, left.UserID); !a.Away() || a.Told || len(v.MakeUp) != 0 {
			t.Errorf("who had left is recorded as %+v; to make up: %+v", a, v.MakeUp)
		}
	})
}
