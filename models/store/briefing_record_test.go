package store_test

import (
	"strings"
	"testing"

	"chigiri/models"
)

// ownBriefing is a crew whose contractor has briefed its subcontractor's lead and a
// worker of it, and closed the record.
func (o *office) ownBriefing() (c *crew, sub models.Party, boss, worker models.Actor, b models.Briefing) {
	o.t.Helper()
	c = newCrew(o, o.low())
	must(o.t, o.SetMail(bg, c.boss.UserID, "boss@example.jp"))
	sub = o.below(c.contract, "", c.boss, o.otherVendor)
	boss = o.person("sub.boss", "再委 七郎", models.VendorLead, "", o.otherVendor)
	_, worker = c.joins(boss, sub, "従事 八郎")
	return c, sub, boss, worker, c.briefsBelow(sub)
}

// briefsBelow is a meeting the contractor holds for a subcontractor, at which everybody
// is ticked, with its record closed.
func (c *crew) briefsBelow(sub models.Party) models.Briefing {
	c.t.Helper()
	in := models.BriefingInput{Method: models.BriefRoom, HeldOn: c.today(), Place: "本社", Topics: c.topicsOf(sub.ID), Parties: []string{sub.ID}, ClosedDay: true}
	b, _, err := c.PlanBriefing(bg, c.boss, c.contract, in)
	must(c.t, err)
	v := got(c.Briefing(bg, c.boss, b.ID))(c.t)
	held := models.HeldInput{Minutes: 60}
	for _, a := range v.Attendees {
		held.Came = append(held.Came, a.ID)
	}
	return got(c.HoldBriefing(bg, c.boss, b.ID, held, recordPaper))(c.t)
}

// briefed is how far a party's lead and its one worker are, as the rule and as the list
// of parties have it, which are to agree.
func (c *crew) briefed(sub models.Party) (state models.ReqState) {
	c.t.Helper()
	for _, s := range got(c.PartyStands(bg, c.drafter, c.contract))(c.t) {
		if s.Party.ID == sub.ID {
			state = s.Heard
			if s.Workers[0].Heard != state {
				c.t.Errorf("the lead is %s, the worker %s", state, s.Workers[0].Heard)
			}
		}
	}
	for _, l := range got(c.PartyList(bg, c.auditor, models.PartyQuery{}))(c.t).Rows {
		if l.PartyID == sub.ID && l.Heard != state {
			c.t.Errorf("the rule says %s, the list %s", state, l.Heard)
		}
	}
	counted := got(c.Tallies(bg, []string{c.contract}, c.today()))(c.t)[c.contract]
	if loaded := got(c.LoadedTallies(bg, c.contract, c.today()))(c.t); counted[models.ReqBriefing] != loaded[models.ReqBriefing] {
		c.t.Errorf("counted %+v, loaded %+v", counted[models.ReqBriefing], loaded[models.ReqBriefing])
	}
	return state
}

func TestContractorsRecordWaits(t *testing.T) {
	// Proves that what the contractor says of a briefing it held counts for nobody until
	// the owner division confirms it: not in the standing, not for the questions; that the
	// division is told, and nobody else may confirm.
	inOffice(t, func(t *testing.T, o *office) {
		c, sub, _, worker, b := o.ownBriefing()
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		must(t, o.SetMail(bg, chief.UserID, "chief@example.jp"))
		if !b.Waits || c.briefed(sub) != models.ReqDue {
			t.Fatalf("closed, it is %s: %+v", c.briefed(sub), b)
		}
		study := got(o.Study(bg, worker, sub.ID))(t)
		if !study.Waits || study.Heard.Told != models.ReqMissing {
			t.Errorf("the worker has %+v", study.Heard)
		}
		oral := study.Topics[0]
		_, err := o.AnswerQuiz(bg, worker, sub.ID, oral.ID, oral.Hash, nil)
		wantKind(t, err, models.KindConflict)
		if list := got(o.Home(bg, o.drafter))(t).Records; len(list) != 1 || list[0].ID != b.ID {
			t.Errorf("the division's first page has %+v", list)
		}
		if list := got(o.Home(bg, c.boss))(t).Records; len(list) != 0 {
			t.Errorf("the contractor's has %+v", list)
		}
		if v := got(o.Briefing(bg, c.boss, b.ID))(t); v.Can["record"] || v.Can["again"] {
			t.Errorf("the contractor may %v", v.Can)
		}
		if said := o.mailed(); !strings.Contains(said, "record 0") || strings.Contains(said, "returned_record") {
			t.Errorf("mailed is %s", said)
		}
		wantKind(t, o.ConfirmRecord(bg, c.boss, b.ID), models.KindDenied)
		wantKind(t, o.ConfirmRecord(bg, o.reviewer, b.ID), models.KindDenied)
		wantKind(t, o.ConfirmRecord(bg, o.other, b.ID), models.KindNotFound)
		must(t, o.ConfirmRecord(bg, o.drafter, b.ID))
		wantEvent(t, o.Store, models.EventRecordConfirmed, "briefing", b.ID, o.drafter)
		wantKind(t, o.ConfirmRecord(bg, o.drafter, b.ID), models.KindConflict)
		wantKind(t, o.ReturnRecord(bg, o.drafter, b.ID, "遅い"), models.KindConflict)
		if c.briefed(sub) != models.ReqMet {
			t.Errorf("confirmed, it is %s", c.briefed(sub))
		}
		got(o.AnswerQuiz(bg, worker, sub.ID, oral.ID, oral.Hash, nil))(t)
		if r := got(o.Study(bg, worker, sub.ID))(t).Topics[0].Record; r == nil || models.Today(r.ToldAt) != b.HeldOn {
			t.Errorf("the topic was told %+v, the meeting was held on %v", r, b.HeldOn)
		}
		if v := got(o.Briefing(bg, c.boss, b.ID))(t).Briefing; v.ConfirmedAt.IsZero() || v.ConfirmedBy != "" {
			t.Errorf("the contractor reads %+v", v.BriefingWord)
		}
		if list := got(o.Home(bg, o.drafter))(t).Records; len(list) != 0 {
			t.Errorf("afterwards the division's first page has %+v", list)
		}
	})
}

func TestContractorsRecordSentBack(t *testing.T) {
	// Proves that a record that is sent back counts for nobody and stays as it was sealed,
	// that the contractor's lead is told why until another meeting is planned, whose record
	// waits in its turn.
	inOffice(t, func(t *testing.T, o *office) {
		c, sub, boss, worker, b := o.ownBriefing()
		wantProblem(t, o.ReturnRecord(bg, o.drafter, b.ID, " "), "reason", "error.required")
		wantKind(t, o.ReturnRecord(bg, c.boss, b.ID, "自分で"), models.KindDenied)
		must(t, o.ReturnRecord(bg, o.drafter, b.ID, "出席者の署名がありません。"))
		if e := wantEvent(t, o.Store, models.EventRecordReturned, "briefing", b.ID, o.drafter); e.Reason != "出席者の署名がありません。" {
			t.Errorf("the log gives %q", e.Reason)
		}
		if c.briefed(sub) != models.ReqMissing {
			t.Errorf("sent back, it is %s", c.briefed(sub))
		}
		wantKind(t, o.ConfirmRecord(bg, o.drafter, b.ID), models.KindConflict)
		v := got(o.Briefing(bg, c.boss, b.ID))(t)
		if !v.Can["again"] || v.Briefing.ReturnReason == "" || v.Briefing.ReturnedBy != "" || v.Briefing.PDF != b.PDF {
			t.Errorf("the contractor reads %+v", v.Briefing)
		}
		got(o.BriefingFile(bg, c.boss, b.ID))(t)
		if list := got(o.Home(bg, c.boss))(t).Records; len(list) != 1 {
			t.Errorf("the contractor's first page has %+v", list)
		}
		if list := got(o.Home(bg, boss))(t).Records; len(list) != 0 {
			t.Errorf("the subcontractor's has %+v", list)
		}
		if got(o.Study(bg, worker, sub.ID))(t).Waits {
			t.Error("the worker still waits for a word")
		}
		if said := o.mailed(); !strings.Contains(said, "returned_record 0") {
			t.Errorf("the lead is mailed %s", said)
		}
		again := c.briefsBelow(sub)
		if list := got(o.Home(bg, c.boss))(t).Records; len(list) != 0 {
			t.Errorf("with another meeting the contractor's first page has %+v", list)
		}
		if c.briefed(sub) != models.ReqDue {
			t.Errorf("held again, it is %s", c.briefed(sub))
		}
		must(t, o.ConfirmRecord(bg, o.drafter, again.ID))
		if c.briefed(sub) != models.ReqMet {
			t.Errorf("confirmed, it is %s", c.briefed(sub))
		}
	})
}

func TestNobodyConfirmsTheirOwnBriefing(t *testing.T) {
	// Proves that whoever held a meeting is not the one who confirms its record.
	holder := models.Actor{UserID: "u", Role: models.Manager, DivisionID: "d"}
	c := models.Contract{ContractInput: models.ContractInput{DivisionID: "d"}, State: models.StateConcluded}
	wantKind(t, models.CheckRecord(holder, c, models.Briefing{BrieferID: "u"}), models.KindDenied)
	must(t, models.CheckRecord(holder, c, models.Briefing{BrieferID: "v"}))
}
