package store_test

import (
	"testing"

	"chigiri/models"
)

func TestCheckInWhileTheMeetingCloses(t *testing.T) {
	// Proves that somebody who checks in while the record is typeset is not left out of
	// it: the closing meets a conflict, and the next one names them.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		_, worker := c.joins(c.boss, c.prime, "従事 六郎")
		b, code := c.meeting(chief, c.prime.ID)
		must(t, o.CheckIn(bg, c.boss, b.ID, code))
		late := func(v models.BriefingView, a models.Appendix, sign models.PledgeSignature) (models.File, error) {
			must(t, o.CheckIn(bg, worker, b.ID, code))
			return recordPaper(v, a, sign)
		}
		_, err := o.HoldBriefing(bg, chief, b.ID, o.closing(chief, b.ID), late)
		wantKind(t, err, models.KindConflict)
		_, err = o.HoldBriefing(bg, chief, b.ID, o.closing(chief, b.ID), recordPaper)
		must(t, err)
		v := got(o.Briefing(bg, chief, b.ID))(t)
		for _, a := range v.Attendees {
			if a.UserID == worker.UserID && a.AttendedAt.IsZero() {
				t.Errorf("the record leaves out %+v", a)
			}
		}
	})
}

func TestRecordNamesWhatWasHandedRound(t *testing.T) {
	// Proves that the record is typeset with every file of the body, also one that was
	// attached while it was being closed.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		b, code := c.meeting(chief, c.prime.ID)
		must(t, o.CheckIn(bg, c.boss, b.ID, code))
		in := o.closing(chief, b.ID)
		var named []models.BriefingFile
		paper := func(v models.BriefingView, a models.Appendix, sign models.PledgeSignature) (models.File, error) {
			if named = v.Files; len(named) == 0 {
				got(o.AddBriefingFile(bg, chief, b.ID, "手引", models.File{Name: "手引.txt", Bytes: []byte("手引\n")}))(t)
			}
			return recordPaper(v, a, sign)
		}
		_, err := o.HoldBriefing(bg, chief, b.ID, in, paper)
		wantKind(t, err, models.KindConflict)
		got(o.HoldBriefing(bg, chief, b.ID, in, paper))(t)
		if len(named) != 1 || named[0].Title != "手引" || len(named[0].SHA256) != 64 {
			t.Errorf("the record names %+v", named)
		}
	})
}
