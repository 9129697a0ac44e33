package store_test

import (
	"slices"
	"testing"

	"chigiri/models"
)

// attendee is a line of a meeting by the person's account.
func attendee(t testing.TB, v models.BriefingView, user string) models.Attendee {
	t.Helper()
	i := slices.IndexFunc(v.Attendees, func(a models.Attendee) bool { return a.UserID == user })
	if i < 0 {
		t.Fatalf("%s is not asked: %+v", user, v.Attendees)
	}
	return v.Attendees[i]
}

// attendeeIDs are the lines of a meeting of some people.
func attendeeIDs(t testing.TB, v models.BriefingView, people ...models.Actor) (ids []string) {
	t.Helper()
	for _, p := range people {
		ids = append(ids, attendee(t, v, p.UserID).ID)
	}
	return ids
}

func TestMakeUpIsForWhoOwes(t *testing.T) {
	// Proves that a meeting is for those who have something to hear unless everybody is
	// asked, and that who had nothing to hear is never recorded as absent.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		_, one := c.joins(c.boss, c.prime, "従事 六郎")
		_, two := c.joins(c.boss, c.prime, "従事 七郎")
		first, _ := c.meeting(chief, c.prime.ID)
		v := got(o.Briefing(bg, chief, first.ID))(t)
		in := models.HeldInput{Minutes: 60, Came: attendeeIDs(t, v, c.boss, one)}
		in.Absent = []models.AbsentAttendee{{ID: attendee(t, v, two.UserID).ID, Reason: "当直", MakeUpOn: c.today()}}
		got(o.HoldBriefing(bg, chief, first.ID, in, recordPaper))(t)
		plan := models.BriefingInput{
			Method: models.BriefRoom, HeldOn: c.today(), Place: "府庁", Topics: first.Topics, Parties: []string{c.prime.ID},
		}
		people := got(o.BriefingsView(bg, chief, c.contract))(t).People
		for _, p := range people {
			if p.Owes(plan.Topics) != (p.UserID == two.UserID) {
				t.Errorf("%s owes %v", p.Name, p.Owed)
			}
		}
		again, _, err := o.PlanBriefing(bg, chief, c.contract, plan)
		must(t, err)
		v = got(o.Briefing(bg, chief, again.ID))(t)
		if len(v.Attendees) != 1 || v.Attendees[0].UserID != two.UserID {
			t.Fatalf("the make-up asks %+v", v.Attendees)
		}
		got(o.HoldBriefing(bg, chief, again.ID, models.HeldInput{Minutes: 60, Came: attendeeIDs(t, v, two)}, recordPaper))(t)
		_, _, err = o.PlanBriefing(bg, chief, c.contract, plan)
		wantProblem(t, err, "parties", "error.briefing.all_told")
		plan.Everybody = plan.Parties
		all, _, err := o.PlanBriefing(bg, chief, c.contract, plan)
		must(t, err)
		v = got(o.Briefing(bg, chief, all.ID))(t)
		if len(v.Attendees) < 3 || !attendee(t, v, one.UserID).Told {
			t.Errorf("for everybody asks %+v", v.Attendees)
		}
		in = models.HeldInput{Minutes: 60, Came: attendeeIDs(t, v, c.boss)}
		got(o.HoldBriefing(bg, chief, all.ID, in, recordPaper))(t)
		v = got(o.Briefing(bg, chief, all.ID))(t)
		if missed := v.Absentees(func(a models.Attendee) bool { return !a.AttendedAt.IsZero() }); len(missed) != 0 {
			t.Errorf("recorded as absent: %+v", missed)
		}
	})
}
