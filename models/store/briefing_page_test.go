package store_test

import (
	"slices"
	"testing"

	"chigiri/models"
)

func TestLeadWhoWorksGoesThroughBoth(t *testing.T) {
	// Proves that whoever is a party's lead and on its roster has to know the topics as a
	// worker first and then as the lead, can answer both, and is asked for neither after.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		line := c.line(c.boss.Name)
		line.UserID, line.Mail = c.boss.UserID, ""
		got(o.AddWorkers(bg, c.boss, c.prime.ID, []models.WorkerInput{line}))(t)
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		b, code := c.meeting(chief, c.prime.ID)
		must(t, o.CheckIn(bg, c.boss, b.ID, code))
		got(o.HoldBriefing(bg, chief, b.ID, o.closing(chief, b.ID), recordPaper))(t)
		for _, bound := range []string{models.BoundWorker, models.BoundVendor} {
			if v := got(o.Study(bg, c.boss, c.prime.ID))(t); v.Bound != bound || v.Heard.Passed {
				t.Fatalf("goes on as %s, passed %t, want %s", v.Bound, v.Heard.Passed, bound)
			}
			if h := got(o.Home(bg, c.boss))(t); len(h.Topics) != 1 || h.Topics[0].Lapsed {
				t.Errorf("as %s the first page asks for %+v", bound, h.Topics)
			}
			c.answers(c.boss, c.prime.ID)
		}
		if h := got(o.Home(bg, c.boss))(t); len(h.Topics) != 0 {
			t.Errorf("after both the first page asks for %+v", h.Topics)
		}
		v := got(o.BriefingsView(bg, chief, c.contract))(t)
		if met, of := v.Coverage[0].Met(); met != 2 || of != 2 {
			t.Errorf("%d of %d are covered: %+v", met, of, v.Coverage)
		}
		lead := v.Coverage[0].Lead
		if at := v.Coverage[0].Workers[0]; lead.Meeting != b.ID || at.Meeting != b.ID || lead.HeldOn != b.HeldOn || !slices.Equal(v.Coverage[0].Leads, []string{c.boss.Name}) {
			t.Errorf("the meeting %s of %s is not named: %+v", b.ID, c.boss.Name, v.Coverage[0])
		}
		o.clock.Set(v.Coverage[0].Lead.Until.AddDays(1).Start())
		if h := got(o.Home(bg, c.boss))(t); len(h.Topics) != 1 || !h.Topics[0].Lapsed {
			t.Errorf("when it ran out the first page asks for %+v", h.Topics)
		}
	})
}

func TestMeetingIsKnownToThoseAsked(t *testing.T) {
	// Proves that a meeting is known to staff who see the contract, to who is asked to
	// come and to the leads above them, and to no one else: its files and its handout too.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		sub := o.below(c.contract, "", c.boss, o.otherVendor)
		subBoss := o.person("sub.boss", "再委 七郎", models.VendorLead, "", o.otherVendor)
		_, worker := c.joins(c.boss, c.prime, "従事 六郎")
		ours, _ := c.meeting(chief, c.prime.ID)
		theirs, _ := c.meeting(chief, sub.ID)
		file := models.File{Name: "手引.txt", Bytes: []byte("手引\n")}
		_, err := o.AddBriefingFile(bg, c.boss, ours.ID, "手引", file)
		wantKind(t, err, models.KindDenied)
		made := got(o.AddBriefingFile(bg, chief, ours.ID, "手引", file))(t)
		for who, sees := range map[*models.Actor][2]bool{
			&chief: {true, true}, &o.drafter: {true, true}, &o.reviewer: {true, true}, &o.auditor: {true, true}, &c.boss: {true, true},
			&worker: {true, false}, &subBoss: {false, true}, &o.other: {}, &o.admin: {},
		} {
			for i, b := range []models.Briefing{ours, theirs} {
				_, err := o.Briefing(bg, *who, b.ID)
				if sees[i] != (err == nil) || !sees[i] && models.KindOf(err) != models.KindNotFound {
					t.Errorf("%s, meeting %d: %v", who.Name, i, err)
				}
				if _, err := o.BriefingHandout(bg, *who, b.ID, models.BoundWorker); sees[i] != (err == nil) {
					t.Errorf("%s, handout %d: %v", who.Name, i, err)
				}
			}
			if _, err := o.BriefingFileOf(bg, *who, ours.ID, made.ID); sees[0] != (err == nil) {
				t.Errorf("%s, file: %v", who.Name, err)
			}
		}
		if v := got(o.BriefingsView(bg, subBoss, c.contract))(t); len(v.Meetings) != 1 || len(v.Coverage) != 1 || v.Can["plan"] {
			t.Errorf("the subcontractor's lead sees %+v", v)
		}
		if v := got(o.BriefingsView(bg, c.boss, c.contract))(t); len(v.Meetings) != 2 || len(v.Coverage) != 2 {
			t.Errorf("the prime's lead sees %+v", v)
		}
		_, err = o.BriefingFileOf(bg, chief, theirs.ID, made.ID)
		wantKind(t, err, models.KindNotFound)
		must(t, o.CancelBriefing(bg, chief, ours.ID, "日を改める"))
		_, err = o.AddBriefingFile(bg, chief, ours.ID, "手引", file)
		wantKind(t, err, models.KindConflict)
		if h := got(o.Home(bg, worker))(t); len(h.Meetings) != 0 || len(h.Topics) != 1 {
			t.Errorf("after the meeting is called off the first page shows %+v", h)
		}
	})
}

func TestRecordTellsTheAppendixExplained(t *testing.T) {
	// Proves that a meeting planned under one version of the appendix and held under the
	// next one records the version and the rules of the day it was held.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.low())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		b, code := c.meeting(chief, c.prime.ID)
		must(t, o.CheckIn(bg, c.boss, b.ID, code))
		must(t, o.SetStricter(bg, o.drafter, c.contract, models.ParamChange{Obligation: "ACC-02", Param: "min_length", Value: 12, Reason: "外から使う"}))
		o.issue(c.contract)
		var seen models.Appendix
		held := got(o.HoldBriefing(bg, chief, b.ID, o.closing(chief, b.ID), func(v models.BriefingView, a models.Appendix, sign models.PledgeSignature) (models.File, error) {
			seen = a
			if v.Briefing.Appendix != a.Version {
				t.Errorf("the record names version %d of an appendix of version %d", v.Briefing.Appendix, a.Version)
			}
			return recordPaper(v, a, sign)
		}))(t)
		if b.Appendix != 1 || held.Appendix != 2 || seen.Version != 2 {
			t.Errorf("planned with %d, held with %d", b.Appendix, held.Appendix)
		}
	})
}

func TestNewcomerIsAskedToCome(t *testing.T) {
	// Proves that who is put on a roster after a meeting was planned for the party is asked
	// to come, and can check in; that a lead who joins is asked once; and that a meeting of
	// another party, or one called off, asks nobody more.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		sub := o.below(c.contract, "", c.boss, o.otherVendor)
		o.person("sub.boss", "再委 七郎", models.VendorLead, "", o.otherVendor)
		ours, code := c.meeting(chief, c.prime.ID)
		theirs, _ := c.meeting(chief, sub.ID)
		off, _ := c.meeting(chief, c.prime.ID)
		must(t, o.CancelBriefing(bg, chief, off.ID, "会場の都合"))
		count := func(id string) int { return len(got(o.Briefing(bg, chief, id))(t).Attendees) }
		before := [3]int{count(ours.ID), count(theirs.ID), count(off.ID)}
		_, worker := c.joins(c.boss, c.prime, "従事 六郎")
		lead := c.line(c.boss.Name)
		lead.UserID = c.boss.UserID
		got(o.AddWorkers(bg, c.boss, c.prime.ID, []models.WorkerInput{lead}))(t)
		if after := [3]int{count(ours.ID), count(theirs.ID), count(off.ID)}; after != [3]int{before[0] + 1, before[1], before[2]} {
			t.Errorf("%v are asked, %v before", after, before)
		}
		must(t, o.CheckIn(bg, worker, ours.ID, code))
	})
}
