package store_test

import (
	"testing"

	"chigiri/models"
)

func TestContractLife(t *testing.T) {
	// Proves that a contract goes from draft to conclusion, each step by the one whose
	// turn it is, and that every step is in the log.
	inOffice(t, func(t *testing.T, o *office) {
		c := o.make(o.high())
		next := func(want string, whose models.Role) {
			t.Helper()
			v := o.see(c.ID)
			if v.Next.Key != want || v.Next.Whose != whose {
				t.Errorf("next = %s of %s, want %s of %s (needs %v)", v.Next.Key, v.Next.Whose, want, whose, v.Needs)
			}
		}
		if c.Level != models.L4 || c.State != models.StateDraft || c.FactsHash == "" {
			t.Fatalf("contract = level %s, state %s, hash %q", c.Level, c.State, c.FactsHash)
		}
		next("step.draft.consult", models.Drafter)
		q, err := o.Consult(bg, o.drafter, c.ID, "水準について意見を求めます。")
		must(t, err)
		if q.Number != "協議第1号" || q.FactsHash != c.FactsHash {
			t.Errorf("consultation = %+v", q)
		}
		next("step.consulting", models.Reviewer)
		must(t, o.AnswerConsultation(bg, o.reviewer, c.ID, true, "異存ありません。"))
		next("step.draft.answered", models.Drafter)
		a := o.issue(c.ID)
		if a.Version != 1 || a.Hash != c.FactsHash || a.Facts.Consultation == nil || a.Facts.Consultation.Number != q.Number {
			t.Errorf("appendix = version %d, hash %s (facts %s), stamp %+v", a.Version, a.Hash, c.FactsHash, a.Facts.Consultation)
		}
		next("step.issued.conclude", models.Drafter)
		must(t, o.Conclude(bg, o.drafter, c.ID, o.see(c.ID).Contract.Version, o.today()))
		next("step.concluded.standing", models.Manager) // the briefing; the vendor is told its own whoever's turn it is
		if v := o.see(c.ID); v.Contract.Changed() || v.Contract.State != models.StateConcluded {
			t.Errorf("after the conclusion: state %s, changed %v", v.Contract.State, v.Contract.Changed())
		}
		wantKind(t, o.MakeReady(bg, o.manager, c.ID), models.KindInvalid)
		wantKind(t, o.MakeReady(bg, o.drafter, c.ID), models.KindDenied)
	})
}
