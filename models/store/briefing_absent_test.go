package store_test

import (
	"testing"

	"chigiri/models"
)

func TestThreeHundredAbsenteesInOnePress(t *testing.T) {
	// Proves that one reason and one day close a meeting for everybody who did not come,
	// that a line of somebody's own counts before them, and that each is left to be made
	// up for on the day they were told.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		got(c.AddWorkers(bg, c.boss, c.prime.ID, c.lines(300, 1)))(t)
		b, code := c.meeting(chief, c.prime.ID)
		must(t, o.CheckIn(bg, c.boss, b.ID, code))
		v := got(o.Briefing(bg, chief, b.ID))(t)
		if len(v.Attendees) != 301 {
			t.Fatalf("%d are asked", len(v.Attendees))
		}
		_, err := o.HoldBriefing(bg, chief, b.ID, models.HeldInput{Minutes: 60}, recordPaper)
		wantProblem(t, err, "rest_reason", "error.briefing.rest")
		ill, day := v.Attendees[300], c.today().AddDays(1)
		in := models.HeldInput{
			Minutes: 60, Rest: models.AbsentAttendee{Reason: "別の現場の対応", MakeUpOn: day}, Absent: []models.AbsentAttendee{{ID: ill.ID, Reason: "病気"}},
		}
		got(o.HoldBriefing(bg, chief, b.ID, in, recordPaper))(t)
		v = got(o.Briefing(bg, chief, b.ID))(t)
		if len(v.MakeUp) != 300 {
			t.Errorf("%d make up for it", len(v.MakeUp))
		}
		reasons := map[string]int{}
		for _, a := range v.MakeUp {
			if reasons[a.Absence]++; a.MakeUpOn != day {
				t.Errorf("%s makes up for it on %s", a.Name, a.MakeUpOn)
			}
		}
		if reasons["病気"] != 1 || reasons["別の現場の対応"] != 299 {
			t.Errorf("reasons %v", reasons)
		}
	})
}
