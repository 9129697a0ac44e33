package store_test

import (
	"testing"

	"chigiri/models"
)

func TestAcceptAppendix(t *testing.T) {
	// Proves on both engines who accepts an appendix, that it is the version in force and
	// said once, that another version asks for another yes, and that a yes on paper is
	// recorded by the division with where it is.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		o.below(c.contract, "", c.boss, o.otherVendor)
		_, worker := c.joins(c.boss, c.prime, "従事 六郎")
		state := func() models.ReqState {
			t.Helper()
			for _, r := range o.see(c.contract).Standing.Requirements {
				if r.Code == models.ReqAccepted {
					return r.State
				}
			}
			return "no line"
		}
		for name, x := range map[string]struct {
			who  models.Actor
			kind models.Kind
		}{
			"a subcontractor": {o.rival, models.KindDenied}, "a worker": {worker, models.KindNotFound}, "the IT division": {o.reviewer, models.KindDenied},
			"an auditor": {o.auditor, models.KindDenied}, "another division": {o.other, models.KindNotFound},
		} {
			if err := o.AcceptAppendix(bg, x.who, c.contract, 1, "x"); models.KindOf(err) != x.kind {
				t.Errorf("%s: %v, want %s", name, err, x.kind)
			}
		}
		wantKind(t, o.AcceptAppendix(bg, c.boss, c.contract, 2, ""), models.KindConflict)
		wantProblem(t, o.AcceptAppendix(bg, o.drafter, c.contract, 1, " "), "reason", "error.required")
		if got := state(); got != models.ReqMissing {
			t.Errorf("before anybody accepted: %s", got)
		}
		if v := got(o.Contract(bg, c.boss, c.contract))(t); v.Next.Key != "step.vendor.accept" || !v.Can["accept"] {
			t.Errorf("the contractor is told %s, may %v", v.Next.Key, v.Can)
		}
		if h := got(o.Home(bg, c.boss))(t); len(h.Turn) == 0 || h.Turn[0].Step.Key != "step.vendor.accept" {
			t.Errorf("the contractor's first page: %+v", h.Turn)
		}
		must(t, o.AcceptAppendix(bg, c.boss, c.contract, 1, ""))
		before := o.count()
		must(t, o.AcceptAppendix(bg, c.boss, c.contract, 1, ""))
		if o.count() != before || state() != models.ReqMet {
			t.Errorf("twice: %d events more, %s", o.count()-before, state())
		}
		v := got(o.Contract(bg, c.boss, c.contract))(t)
		if v.Next.Key != "step.vendor.owed" || v.Can["accept"] || v.Contract.AcceptedAt.IsZero() {
			t.Errorf("after it the contractor is told %s, may %v", v.Next.Key, v.Can)
		}
		if v := got(o.Contract(bg, o.rival, c.contract))(t); v.Contract.VendorID != "" || v.Next.Key != "step.vendor.owed" {
			t.Errorf("a subcontractor is told %s of %q", v.Next.Key, v.Contract.VendorID)
		}

		in := o.high()
		in.Title += "（変更）"
		got(o.UpdateContract(bg, o.drafter, c.contract, o.see(c.contract).Contract.Version, in))(t)
		o.consulted(c.contract)
		o.issue(c.contract)
		if got := state(); got != models.ReqMissing {
			t.Errorf("another version: %s", got)
		}
		must(t, o.AcceptAppendix(bg, o.drafter, c.contract, 2, "受領書 文書庫3-2"))
		if got := state(); got != models.ReqMet {
			t.Errorf("on paper: %s", got)
		}
	})
}

func TestVendorCountsItsOwn(t *testing.T) {
	// Proves that what a vendor is told of the standing counts its own branch alone, and
	// that a party owes from the day of its approval, not of the conclusion.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		for _, name := range []string{"従事 六郎", "従事 七郎"} {
			c.joins(c.boss, c.prime, name)
		}
		sub := o.below(c.contract, "", c.boss, o.otherVendor)
		of := func(a models.Actor) map[string]int {
			n := map[string]int{}
			for _, r := range got(o.Contract(bg, a, c.contract))(t).Standing.Requirements {
				n[r.Code] = r.Of
			}
			return n
		}
		if n := of(c.boss); n[models.ReqCompanyPledge] != 2 || n[models.ReqWorkerPledge] != 2 || n[models.ReqQuiz] != 4 {
			t.Errorf("the contractor counts %v", n)
		}
		if n := of(o.rival); n[models.ReqCompanyPledge] != 1 || n[models.ReqWorkerPledge] != 0 || n[models.ReqQuiz] != 1 {
			t.Errorf("the subcontractor counts %v", n)
		}
		for _, p := range got(o.Parties(bg, o.drafter, c.contract))(t) {
			for _, r := range p.Standing.Requirements {
				if p.ID == sub.ID && r.Open() && r.Since < p.ApprovedAt.In(models.Japan).Format("2006-01-02T15:04:05Z07:00") {
					t.Errorf("%s is owed since %s, approved %s", r.Code, r.Since, p.ApprovedAt)
				}
			}
		}
	})
}
