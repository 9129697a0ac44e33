package store_test

import (
	"slices"
	"testing"
	"time"

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

func TestAbsenteesGetTheirDay(t *testing.T) {
	// Proves that a meeting is not closed while an absentee has no reason or no day, that
	// what has to be told is not studied alone, and that the day comes to the absentee's
	// first page and digest until a meeting is planned for it.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		line := c.line("従事 七郎")
		line.Mail = "seven@vendor.example"
		w := got(o.AddWorkers(bg, c.boss, c.prime.ID, []models.WorkerInput{line}))(t)[0]
		two := models.Actor{UserID: w.UserID, Name: w.Name, Role: models.VendorWorker, VendorID: c.prime.VendorID, Lang: "ja"}
		b, code := c.meeting(chief, c.prime.ID)
		must(t, o.CheckIn(bg, c.boss, b.ID, code))
		v := got(o.Briefing(bg, chief, b.ID))(t)
		id := attendee(t, v, two.UserID).ID
		for key, x := range map[string][2]any{
			"error.briefing.reason": {"absent.0.reason", models.AbsentAttendee{MakeUpOn: c.today()}}, "error.briefing.make_up": {"absent.0.make_up_on", models.AbsentAttendee{Reason: "当直"}},
			"error.briefing.self_study":     {"absent.0.make_up_on", models.AbsentAttendee{Reason: "当直", SelfStudy: true}},
			"error.briefing.make_up.before": {"absent.0.make_up_on", models.AbsentAttendee{Reason: "当直", MakeUpOn: c.today().AddDays(-1)}},
		} {
			absent := x[1].(models.AbsentAttendee)
			absent.ID = id
			_, err := o.HoldBriefing(bg, chief, b.ID, models.HeldInput{Minutes: 60, Absent: []models.AbsentAttendee{absent}}, recordPaper)
			wantProblem(t, err, x[0].(string), key)
		}
		_, err := o.HoldBriefing(bg, chief, b.ID, models.HeldInput{Minutes: 60}, recordPaper)
		wantProblem(t, err, "absent", "error.briefing.absent")
		in := o.closing(chief, b.ID)
		in.Absent[0].MakeUpOn = c.today().AddDays(1)
		got(o.HoldBriefing(bg, chief, b.ID, in, recordPaper))(t)
		v = got(o.Briefing(bg, chief, b.ID))(t)
		if len(v.MakeUp) != 1 || v.MakeUp[0].UserID != two.UserID || !v.Can["make_up"] {
			t.Errorf("to be made up for: %+v", v.MakeUp)
		}
		if days := got(o.Home(bg, two))(t).MakeUps; len(days) != 1 || days[0].OnDay != in.Absent[0].MakeUpOn {
			t.Errorf("the first page has %+v", days)
		}
		must(t, o.SetMail(bg, chief.UserID, "chief@example.jp"))
		round := func(day models.Date) (told int, plans []models.Reminder) {
			t.Helper()
			o.clock.Set(day.Start().Add(9 * time.Hour))
			got(o.Remind(bg, models.System(), func(r models.Reminder) string {
				if r.Kind == models.RemindMakeUp && r.UserID == two.UserID {
					told++
				}
				if r.Kind == models.RemindPlan {
					plans = append(plans, r)
				}
				return string(r.Kind)
			}))(t)
			return told, plans
		}
		told, plans := round(in.Absent[0].MakeUpOn)
		if told != 1 {
			t.Errorf("the digest says it %d times", told)
		}
		if len(plans) != 1 || plans[0].UserID != chief.UserID || plans[0].Count != 1 || plans[0].Path != "/briefings/"+b.ID || plans[0].Due != in.Absent[0].MakeUpOn {
			t.Errorf("whoever plans is told %+v", plans)
		}
		if _, plans = round(models.NewDate(2026, 4, 3)); len(plans) != 0 {
			t.Errorf("the day after, which is no new week, %+v", plans)
		}
		if _, plans = round(models.NewDate(2026, 4, 6)); len(plans) != 1 || !plans[0].Due.IsZero() {
			t.Errorf("the week after, its day being over, %+v", plans)
		}
		_, _, err = o.PlanBriefing(bg, chief, c.contract, models.BriefingInput{
			Method: models.BriefRoom, HeldOn: c.today(), Place: "府庁", Topics: b.Topics, Parties: []string{c.prime.ID},
		})
		must(t, err)
		if h := got(o.Home(bg, two))(t); len(h.MakeUps) != 0 || len(h.Meetings) != 1 {
			t.Errorf("once it is planned the first page has %+v, %+v", h.MakeUps, h.Meetings)
		}
		if v := got(o.Briefing(bg, chief, b.ID))(t); len(v.MakeUp) != 0 {
			t.Errorf("still to be planned: %+v", v.MakeUp)
		}
		if _, plans = round(models.NewDate(2026, 4, 13)); len(plans) != 1 { // the meeting went by
			t.Errorf("a meeting that nobody held is no make-up: %+v", plans)
		}
		must(t, o.WorkerLeft(bg, c.boss, w.ID, o.today(), "退職"))
		if _, plans = round(models.NewDate(2026, 4, 20)); len(plans) != 0 {
			t.Errorf("of who has left %+v", plans)
		}
	})
}

func TestTickedAreAskedForTheirWord(t *testing.T) {
	// Proves that whoever was only ticked is asked on the first page and in the digest to
	// confirm, also who has no account yet, that the coverage says so, and that standing
	// does not wait for it.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		line := c.line("従事 七郎")
		line.Mail = "seven@vendor.example"
		w := got(o.AddWorkers(bg, c.boss, c.prime.ID, []models.WorkerInput{line}))(t)[0] // no password yet
		two := models.Actor{UserID: w.UserID, Name: w.Name, Role: models.VendorWorker, VendorID: c.prime.VendorID, Lang: "ja"}
		b, code := c.meeting(chief, c.prime.ID)
		must(t, o.CheckIn(bg, c.boss, b.ID, code))
		in := models.HeldInput{Minutes: 60, Came: attendeeIDs(t, got(o.Briefing(bg, chief, b.ID))(t), two)}
		got(o.HoldBriefing(bg, chief, b.ID, in, recordPaper))(t)
		covered := func(want models.Attested, open int) {
			t.Helper()
			cov := got(o.BriefingsView(bg, chief, c.contract))(t).Coverage[0]
			if cov.Workers[0].Attested != want || cov.Workers[0].Heard != models.ReqMet || cov.Lead.Attested != models.AttestedOwn || cov.Unconfirmed() != open {
				t.Errorf("the coverage says %+v", cov)
			}
		}
		covered(models.AttestedBriefer, 1)
		o.clock.Set(c.today().AddDays(1).Start().Add(9 * time.Hour))
		asked := map[string]int{}
		got(o.Remind(bg, models.System(), func(r models.Reminder) string {
			if r.Kind == models.RemindAttended {
				asked[r.UserID]++
			}
			return string(r.Kind)
		}))(t)
		if len(asked) != 1 || asked[two.UserID] != 1 {
			t.Errorf("the digest asks %v", asked)
		}
		must(t, o.SetPassword(bg, w.UserID, passphrase))
		if h := got(o.Home(bg, two))(t); len(h.Confirms) != 1 || h.Confirms[0].BriefingID != b.ID {
			t.Errorf("the first page asks %+v", h.Confirms)
		}
		if h := got(o.Home(bg, c.boss))(t); len(h.Confirms) != 0 {
			t.Errorf("who checked in is asked %+v", h.Confirms)
		}
		must(t, o.ConfirmAttendance(bg, two, b.ID))
		covered(models.AttestedOwn, 0)
		if h := got(o.Home(bg, two))(t); len(h.Confirms) != 0 {
			t.Errorf("afterwards the first page asks %+v", h.Confirms)
		}
	})
}

func TestUsedUpTriesAreToldAgain(t *testing.T) {
	// Proves that a topic whose tries are used up comes to the division's first page and
	// to the plan, with its people alone, and is gone once it is planned and told.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		_, one := c.joins(c.boss, c.prime, "従事 六郎")
		_, two := c.joins(c.boss, c.prime, "従事 七郎")
		b, code := c.meeting(chief, c.prime.ID)
		for _, a := range []models.Actor{c.boss, one, two} {
			must(t, o.CheckIn(bg, a, b.ID, code))
		}
		got(o.HoldBriefing(bg, chief, b.ID, o.closing(chief, b.ID), recordPaper))(t)
		study := got(o.Study(bg, two, c.prime.ID))(t)
		i := slices.IndexFunc(study.Topics, func(s models.StudyTopic) bool { return s.How == models.BriefOral && len(s.Quiz) > 0 })
		topic := study.Topics[i]
		answered := func() error {
			_, err := o.AnswerQuiz(bg, two, c.prime.ID, topic.ID, topic.Hash, nil)
			return err
		}
		for range study.Rule.Retries {
			must(t, answered())
		}
		again := func(first, plan int) {
			t.Helper()
			topics, people := got(o.BriefingsView(bg, chief, c.contract))(t).Again()
			if len(topics) != plan || plan == 1 && (topics[0] != topic.ID || people[0] != 1) {
				t.Errorf("to be told again %v to %v", topics, people)
			}
			for _, who := range []models.Actor{chief, o.drafter} {
				if h := got(o.Home(bg, who))(t).Again; len(h) != first || first == 1 && (h[0].Topic != topic.ID || h[0].People != 1 || h[0].ContractID != c.contract) {
					t.Errorf("the first page of %s has %+v", who.Name, h)
				}
			}
		}
		again(0, 0)
		must(t, answered())
		again(1, 1)
		wantKind(t, answered(), models.KindConflict)
		plan := models.BriefingInput{Method: models.BriefRoom, HeldOn: c.today(), Place: "府庁", Topics: []string{topic.ID}, Parties: []string{c.prime.ID}}
		next, code, err := o.PlanBriefing(bg, chief, c.contract, plan)
		must(t, err)
		if v := got(o.Briefing(bg, chief, next.ID))(t); len(v.Attendees) != 1 || v.Attendees[0].UserID != two.UserID {
			t.Errorf("asked are %+v", v.Attendees)
		}
		again(0, 1)
		must(t, o.CheckIn(bg, two, next.ID, code))
		got(o.HoldBriefing(bg, chief, next.ID, o.closing(chief, next.ID), recordPaper))(t)
		again(0, 0)
		must(t, answered())
	})
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
