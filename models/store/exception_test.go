package store_test

import (
	"testing"

	"chigiri/models"
)

// an obligation of the bundled edition with a number that is stricter when higher
const (
	stricterObligation = "ACC-03"
	stricterParam      = "history"
)

func TestStricter(t *testing.T) {
	// Proves that a stricter value is taken, printed and taken back, and that one which
	// is looser, the same, unknown or does not apply is refused at its field.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.make(o.high()).ID
		good := models.ParamChange{Obligation: stricterObligation, Param: stricterParam, Value: 15, Reason: "監査の指摘"}
		for name, c := range map[string]struct {
			edit       func(*models.ParamChange)
			field, key string
		}{
			"looser":             {func(p *models.ParamChange) { p.Value = 1 }, "value", "error.catalog"},
			"the same":           {func(p *models.ParamChange) { p.Value = 12 }, "value", "error.appendix.same_value"},
			"no number":          {func(p *models.ParamChange) { p.Value = "many" }, "value", "error.catalog"},
			"no value":           {func(p *models.ParamChange) { p.Value = nil }, "value", "error.required"},
			"unknown obligation": {func(p *models.ParamChange) { p.Obligation = "XXX-99" }, "obligation", "error.catalog"},
			"unknown parameter":  {func(p *models.ParamChange) { p.Param = "colour" }, "param", "error.catalog"},
			"no reason":          {func(p *models.ParamChange) { p.Reason = "" }, "reason", "error.required"},
		} {
			in := good
			c.edit(&in)
			err := o.SetStricter(bg, o.drafter, id, in)
			t.Run(name, func(t *testing.T) { wantProblem(t, err, c.field, c.key) })
		}
		before := o.see(id).Contract.FactsHash
		must(t, o.SetStricter(bg, o.drafter, id, good))
		wantEvent(t, o.Store, models.EventParamStricter, "contract", id, o.drafter)
		good.Value = 18
		must(t, o.SetStricter(bg, o.drafter, id, good))
		v := o.see(id)
		if len(v.Stricter) != 1 || v.Stricter[0].Value != 18 || v.Contract.FactsHash == before {
			t.Errorf("stricter = %+v", v.Stricter)
		}
		must(t, o.RemoveStricter(bg, o.drafter, id, stricterObligation, stricterParam, "もう要らない"))
		if o.see(id).Contract.FactsHash != before {
			t.Error("taking the value back does not give the appendix of before")
		}
	})
}

func TestWaiver(t *testing.T) {
	// Proves that a waiver is asked for by the division, decided once by the IT division
	// and not by who asked, holds until its day and no longer, and that the lists know.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.make(o.high()).ID
		good := models.WaiverInput{Obligation: stricterObligation, Param: stricterParam, Value: 5, Reason: "現行システムの制約", EndsOn: o.today().AddDays(60)}
		for name, c := range map[string]struct {
			edit       func(*models.WaiverInput)
			field, key string
		}{
			"not looser":         {func(w *models.WaiverInput) { w.Value = 15 }, "value", "error.waiver.not_looser"},
			"no number":          {func(w *models.WaiverInput) { w.Value = "few" }, "value", "error.catalog"},
			"past":               {func(w *models.WaiverInput) { w.EndsOn = o.today().AddDays(-1) }, "ends_on", "error.date.past"},
			"endless":            {func(w *models.WaiverInput) { w.EndsOn = models.Date{} }, "ends_on", "error.required"},
			"no reason":          {func(w *models.WaiverInput) { w.Reason = " " }, "reason", "error.required"},
			"unknown obligation": {func(w *models.WaiverInput) { w.Obligation = "XXX-99" }, "obligation", "error.catalog"},
		} {
			in := good
			c.edit(&in)
			_, err := o.AskWaiver(bg, o.drafter, id, in)
			t.Run(name, func(t *testing.T) { wantProblem(t, err, c.field, c.key) })
		}
		w, err := o.AskWaiver(bg, o.drafter, id, good)
		must(t, err)
		_, err = o.AskWaiver(bg, o.drafter, id, good)
		wantProblem(t, err, "obligation", "error.waiver.twice")
		if v := o.see(id); v.Next.Key != "step.pending" || v.Next.Whose != models.Reviewer {
			t.Errorf("next = %+v", v.Next)
		}
		_, err = o.Consult(bg, o.drafter, id, "意見を求めます。")
		wantProblem(t, err, "state", "error.contract.pending")
		wantKind(t, o.DecideWaiver(bg, o.drafter, id, w.ID, true, ""), models.KindDenied)
		own := o.reviewer
		own.UserID = o.drafter.UserID
		wantKind(t, o.DecideWaiver(bg, own, id, w.ID, true, ""), models.KindDenied)
		wantProblem(t, o.DecideWaiver(bg, o.reviewer, id, w.ID, false, ""), "note", "error.required")
		must(t, o.DecideWaiver(bg, o.reviewer, id, w.ID, true, "期限までに改修すること"))
		wantEvent(t, o.Store, models.EventWaiverDecided, "waiver", w.ID, o.reviewer)
		wantKind(t, o.DecideWaiver(bg, o.reviewer, id, w.ID, false, "考え直した"), models.KindConflict)
		o.consulted(id)
		if a := o.issue(id); len(a.Facts.Waivers) != 1 || a.Facts.Waivers[0].Approver != o.reviewer.Name {
			t.Errorf("the appendix says %+v", a.Facts.Waivers)
		}
		o.days(61)
		if v := o.see(id); !v.Contract.Changed() {
			t.Error("after its day the waiver still holds")
		}
		list, err := o.Contracts(bg, o.drafter, models.ContractQuery{Changed: true})
		must(t, err)
		if list.Total != 1 {
			t.Error("the list does not know that the waiver ran out")
		}
		n, err := o.Refresh(bg, models.System())
		must(t, err)
		mine, err := o.Contracts(bg, o.drafter, models.ContractQuery{Mine: true, Changed: true})
		must(t, err)
		if n != 1 || mine.Total != 1 {
			t.Errorf("refresh found %d, the drafter %d", n, mine.Total)
		}
	})
}

func TestWholeWaiver(t *testing.T) {
	// Proves that a whole obligation can be left out, printed as such, and that a
	// request which was not agreed changes nothing.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.make(o.low()).ID
		before := o.see(id).Contract.FactsHash
		in := models.WaiverInput{Obligation: "ORG-02", Reason: "短期の契約", EndsOn: o.today().AddDays(300)}
		w, err := o.AskWaiver(bg, o.drafter, id, in)
		must(t, err)
		must(t, o.DecideWaiver(bg, o.reviewer, id, w.ID, false, "必要です。"))
		if v := o.see(id); v.Contract.FactsHash != before || v.Waivers[0].Decision != models.Returned {
			t.Errorf("a waiver that was not agreed: %+v", v.Waivers)
		}
		w, err = o.AskWaiver(bg, o.drafter, id, in)
		must(t, err)
		must(t, o.DecideWaiver(bg, o.reviewer, id, w.ID, true, ""))
		a, err := o.Appendix(bg, o.drafter, id)
		must(t, err)
		left := 0
		for _, p := range a.Parts {
			for _, x := range p.Articles {
				if x.Waiver != nil {
					left++
				}
			}
		}
		if left != 1 || a.Hash == before {
			t.Errorf("%d articles are left out", left)
		}
	})
}

func TestLevelDecisions(t *testing.T) {
	// Proves that a level is raised with a reason and lowered by the IT division alone,
	// not below what a rule holds up, and that a decision ends when the facts leave it
	// behind.
	inOffice(t, func(t *testing.T, o *office) {
		in := o.low()
		in.Systems, in.Classes = nil, []string{"procurement"} // L3 without a rule below it
		id := o.make(in).ID
		level := func(want models.Level) {
			t.Helper()
			if v := o.see(id); v.Contract.Level != want {
				t.Errorf("level = %s, want %s", v.Contract.Level, want)
			}
		}
		level(models.L3)
		wantProblem(t, o.RaiseLevel(bg, o.drafter, id, models.L3, "理由"), "level", "error.level.not_higher")
		wantProblem(t, o.RaiseLevel(bg, o.drafter, id, models.L4, ""), "reason", "error.required")
		must(t, o.RaiseLevel(bg, o.drafter, id, models.L4, "影響が大きい"))
		wantEvent(t, o.Store, models.EventLevelRaised, "contract", id, o.drafter)
		level(models.L4)
		_, err := o.AskLowering(bg, o.drafter, id, models.L3, "理由")
		wantProblem(t, err, "level", "error.level.end_raise")
		must(t, o.EndRaise(bg, o.drafter, id, "見込み違い"))
		level(models.L3)
		ask := func() models.LevelDecision {
			t.Helper()
			d, err := o.AskLowering(bg, o.drafter, id, models.L2, "公表の直前である")
			must(t, err)
			return d
		}
		d := ask()
		_, err = o.AskLowering(bg, o.drafter, id, models.L1, "理由")
		wantProblem(t, err, "level", "error.level.pending")
		wantKind(t, o.DecideLowering(bg, o.manager, id, d.ID, true, ""), models.KindDenied)
		must(t, o.DecideLowering(bg, o.reviewer, id, d.ID, false, "なお影響がある"))
		level(models.L3)
		d = ask()
		must(t, o.DecideLowering(bg, o.reviewer, id, d.ID, true, ""))
		level(models.L2)
		wantKind(t, o.DecideLowering(bg, o.reviewer, id, d.ID, true, ""), models.KindConflict)

		in.Classes = []string{"procurement", "corporate"} // another class above what was decided
		_, err = o.UpdateContract(bg, o.drafter, id, o.see(id).Contract.Version, in)
		must(t, err)
		level(models.L3)
		if e := lastEvent(t, o.Store, "level_decision", d.ID); e.Kind != models.EventLoweringEnded {
			t.Errorf("event = %s", e.Kind)
		}
		must(t, o.RaiseLevel(bg, o.drafter, id, models.L4, "影響が大きい"))
		in.Classes = []string{"mynumber"}
		_, err = o.UpdateContract(bg, o.drafter, id, o.see(id).Contract.Version, in)
		must(t, err)
		if v := o.see(id); v.Contract.Raise != nil || v.Contract.Level != models.L4 {
			t.Errorf("a raise the data has reached: %+v", v.Contract.Raise)
		}
		_, err = o.AskLowering(bg, o.drafter, id, models.L2, "理由")
		wantProblem(t, err, "level", "error.level.floor")
	})
}
