package store_test

import (
	"math/rand/v2"
	"testing"

	"chigiri/models"
)

func TestHome(t *testing.T) {
	// Proves what each role finds on its first page: its own turns, other people's, the
	// figures, and for those with no duty in contracts nothing of them.
	inOffice(t, func(t *testing.T, o *office) {
		draft := o.make(o.high()).ID
		asked := o.high()
		asked.Number = "家支第20号"
		consulting := o.make(asked).ID
		_, err := o.Consult(bg, o.drafter, consulting, "意見を求めます。")
		must(t, err)
		concluded := o.concluded(o.low())
		o.person("boss", "責任 五郎", models.VendorLead, "", o.vendor) // else one were to be invited
		for _, c := range []struct {
			who          models.Actor
			turn, others []string
			counts       map[string]int
		}{
			{o.drafter, []string{draft}, []string{consulting, concluded}, map[string]int{"all": 3, "draft": 1, "consulting": 1, "concluded": 1, "mine": 1}},
			{o.manager, []string{draft, concluded}, []string{consulting}, map[string]int{"all": 3, "draft": 1, "consulting": 1, "concluded": 1, "mine": 2}}, // the briefing is theirs to hold
			{o.reviewer, []string{consulting}, []string{draft, concluded}, map[string]int{"all": 3, "draft": 1, "consulting": 1, "concluded": 1, "mine": 1}},
			{o.auditor, nil, []string{draft, consulting, concluded}, map[string]int{"all": 3, "draft": 1, "consulting": 1, "concluded": 1}},
			{o.lead, []string{concluded}, nil, map[string]int{"all": 1}},
			{o.rival, nil, nil, map[string]int{"all": 0}},
			{o.other, nil, nil, map[string]int{}},
			{o.admin, nil, nil, map[string]int{"users": 1, "disabled": 0, "divisions": 2}},
			{o.worker, nil, nil, map[string]int{}},
		} {
			h, err := o.Home(bg, c.who)
			must(t, err)
			same := func(what string, items []models.HomeItem, want []string) {
				t.Helper()
				if len(items) != len(want) {
					t.Errorf("%s: %d %s, want %d", c.who.UserID, len(items), what, len(want))
					return
				}
				for i := range want {
					if items[i].ContractID != want[i] || items[i].Step.Key == "" || items[i].Step.Since == "" {
						t.Errorf("%s: %s[%d] = %+v", c.who.UserID, what, i, items[i])
					}
				}
			}
			same("turn", h.Turn, c.turn)
			same("others", h.Others, c.others)
			if len(h.Counts) != len(c.counts) {
				t.Errorf("%s: counts = %v, want %v", c.who.UserID, h.Counts, c.counts)
			}
			for k, n := range c.counts {
				if h.Counts[k] != n {
					t.Errorf("%s: %s = %d, want %d", c.who.UserID, k, h.Counts[k], n)
				}
			}
			if !c.who.Internal() && len(h.Recent) > 0 {
				t.Errorf("%s reads the house's log", c.who.UserID)
			}
		}
	})
}

func TestNoIssueWithoutAnAnswer(t *testing.T) {
	// Proves over random lives of a contract that every issued appendix of a level that
	// asks for an answer carries one, given for exactly its hash, that what is kept for
	// lists is what the contract's page works out, and that versions run without gaps.
	inOffice(t, func(t *testing.T, o *office) {
		for seed := range uint64(3) {
			r := rand.New(rand.NewPCG(seed, 1))
			in := o.low()
			in.Number = string(rune('一' + seed))
			id := o.make(in).ID
			answers := map[string]bool{}
			for range 40 {
				o.randomDeed(r, id)
				v := o.see(id)
				for _, c := range v.Consultations {
					answers[c.FactsHash] = answers[c.FactsHash] || c.Decision == models.Agreed
				}
				o.checkIssued(v, answers)
			}
		}
	})
}

// randomDeed tries something; most of it is refused, which is as good.
func (o *office) randomDeed(r *rand.Rand, id string) {
	o.t.Helper()
	v := o.see(id)
	var err error
	switch r.IntN(9) {
	case 0, 1:
		in := v.Contract.ContractInput
		in.Classes = [][]string{{"public"}, {"internal_draft"}, {"basic_identity"}, {"mynumber"}}[r.IntN(4)]
		_, err = o.UpdateContract(bg, o.drafter, id, v.Contract.Version, in)
	case 2:
		_, err = o.Consult(bg, o.drafter, id, "意見を求めます。")
	case 3, 4:
		err = o.AnswerConsultation(bg, o.reviewer, id, r.IntN(4) > 0, "見ました。")
	case 5, 6:
		_, err = o.IssueAppendix(bg, o.drafter, id, v.Contract.Version, paper)
	case 7:
		err = o.RaiseLevel(bg, o.drafter, id, models.Level(1+r.IntN(4)), "影響が大きい")
	case 8:
		err = o.WithdrawConsultation(bg, o.drafter, id, "取り下げる")
	}
	if err != nil && models.KindOf(err) == "" {
		o.t.Fatal(err)
	}
}

func (o *office) checkIssued(v models.ContractView, answers map[string]bool) {
	o.t.Helper()
	e, err := o.Edition(bg, models.System(), v.Contract.EditionID)
	must(o.t, err)
	for i, row := range v.Issued {
		if row.Version != len(v.Issued)-i {
			o.t.Errorf("version %d stands at %d of %d", row.Version, i, len(v.Issued))
		}
		if e.RequiresConsultation(row.Level) && !answers[row.Hash] {
			o.t.Fatalf("version %d at %s was issued without an answer for it", row.Version, row.Level)
		}
	}
	list, err := o.Contracts(bg, models.System(), models.ContractQuery{Text: v.Contract.Number})
	must(o.t, err)
	for _, r := range list.Rows {
		if r.ID == v.Contract.ID && (r.Level != v.Contract.Level || r.State != v.Contract.State || r.WaitingFor != v.Next.Whose || r.Changed != v.Contract.Changed()) {
			o.t.Errorf("the list says %+v, the page level %s, state %s, %s, changed %v", r, v.Contract.Level, v.Contract.State, v.Next.Whose, v.Contract.Changed())
		}
	}
}
