package store_test

import (
	"testing"

	"chigiri/models"
)

func TestPledgeQuestionsAreKept(t *testing.T) {
	// Proves that everything asked before signing stays with its answer, in order, and that
	// answers go to what has waited longest.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		_, worker := c.joins(c.boss, c.prime, "従事 六郎")
		id := c.owed(worker).ID
		talk := func(want ...string) {
			t.Helper()
			v := got(o.Pledge(bg, worker, id))(t)
			if len(v.Talk) != len(want)/2 {
				t.Fatalf("kept %+v", v.Talk)
			}
			for i, q := range v.Talk {
				if q.Question != want[2*i] || q.Answer != want[2*i+1] || q.AskedAt.IsZero() || q.AnsweredAt.IsZero() != (q.Answer == "") {
					t.Errorf("%d is %+v", i, q)
				}
			}
		}
		wantKind(t, o.AnswerAboutPledge(bg, o.drafter, id, "早すぎる"), models.KindConflict)
		must(t, o.AskAboutPledge(bg, worker, id, "電話は持ち込めますか。"))
		must(t, o.AskAboutPledge(bg, worker, id, "時計はどうですか。"))
		talk("電話は持ち込めますか。", "", "時計はどうですか。", "")
		must(t, o.AnswerAboutPledge(bg, o.drafter, id, "持ち込めません。"))
		talk("電話は持ち込めますか。", "持ち込めません。", "時計はどうですか。", "")
		must(t, o.AnswerAboutPledge(bg, o.drafter, id, "構いません。"))
		wantKind(t, o.AnswerAboutPledge(bg, o.drafter, id, "もう一度"), models.KindConflict)
		must(t, o.AskAboutPledge(bg, worker, id, "いつまでですか。"))
		talk("電話は持ち込めますか。", "持ち込めません。", "時計はどうですか。", "構いません。", "いつまでですか。", "")
		if list := got(o.PledgesWaiting(bg, o.drafter))(t); len(list) != 1 || list[0].Question != "いつまでですか。" {
			t.Errorf("waiting are %+v", list)
		}
	})
}
