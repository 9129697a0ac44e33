package store_test

import (
	"testing"

	"chigiri/models"
)

func TestMeetingsAreNotForThoseWhoLeft(t *testing.T) {
	// Proves that whoever has left, and the people of a firm whose place ended, neither
	// see a meeting to come nor check in to it; and that they keep the one they were at.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		sub := o.below(c.contract, "", c.boss, o.otherVendor)
		subBoss := o.person("sub.boss", "再委 七郎", models.VendorLead, "", o.otherVendor)
		line, worker := c.joins(c.boss, c.prime, "従事 六郎")
		held, code := c.meeting(chief, c.prime.ID)
		must(t, o.CheckIn(bg, worker, held.ID, code))
		_, err := o.HoldBriefing(bg, chief, held.ID, o.closing(chief, held.ID), recordPaper)
		must(t, err)
		coming, code := c.meeting(chief, c.prime.ID, sub.ID)
		file := got(o.AddBriefingFile(bg, chief, coming.ID, "手引", models.File{Name: "手引.txt", Bytes: []byte("手引\n")}))(t)
		if h := got(o.Home(bg, worker))(t); len(h.Meetings) != 1 {
			t.Fatalf("before: %+v", h.Meetings)
		}
		must(t, o.WorkerLeft(bg, c.boss, line.ID, o.today(), "退職"))
		must(t, o.EndParty(bg, c.boss, sub.ID, "再委託を終えた"))
		for _, who := range []models.Actor{worker, subBoss} {
			_, err := o.Briefing(bg, who, coming.ID)
			wantKind(t, err, models.KindNotFound)
			_, err = o.BriefingFileOf(bg, who, coming.ID, file.ID)
			wantKind(t, err, models.KindNotFound)
			_, err = o.BriefingHandout(bg, who, coming.ID, models.BoundWorker)
			wantKind(t, err, models.KindNotFound)
			wantKind(t, o.CheckIn(bg, who, coming.ID, code), models.KindNotFound)
			if h := got(o.Home(bg, who))(t); len(h.Meetings) != 0 {
				t.Errorf("%s is asked to come: %+v", who.Name, h.Meetings)
			}
		}
		_, err = o.Briefing(bg, worker, held.ID)
		must(t, err)
		must(t, o.CheckIn(bg, c.boss, coming.ID, code))
	})
}
