package store_test

import (
	"testing"

	"chigiri/models"
)

func TestSubcontractLimits(t *testing.T) {
	// Proves that what the appendix in force forbids is refused at its field, be it asked for
	// now or by an application that was sent before the appendix said so;
	// and that what is to be approved is taken.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		in := o.application(c.contract, o.otherVendor)
		in.Overseas, in.Onward, in.Cloud = true, true, true
		_, err := o.ApplySubcontract(bg, c.boss, c.contract, c.prime.ID, in)
		wantProblem(t, err, "overseas", "error.limit.overseas")
		wantProblem(t, err, "onward", "error.limit.onward")
		if p := models.Invalid(err).Problems; len(p) != 2 || p[0].Args[1] != "CLD-02" || p[0].Args[0] == "" {
			t.Errorf("refused for %+v", p)
		}
		_, err = o.PlanSubcontract(bg, c.boss, c.contract, c.prime.ID, in)
		wantProblem(t, err, "overseas", "error.limit.overseas")
		in.Overseas, in.Onward = false, false
		p, err := o.ApplySubcontract(bg, c.boss, c.contract, c.prime.ID, in) // a cloud is for the division to decide
		must(t, err)
		v := got(o.Party(bg, o.drafter, p.ID))(t)
		if met := v.Subcontract.Limited(v.Rule, p.Tier); len(met) != 1 || met[0].Field != "cloud" || met[0].Forbidden || met[0].Number != "" {
			t.Errorf("who decides is told %+v", met)
		}

		milder := o.low()
		milder.Number, milder.Classes = "家支第９号", []string{"casework"}
		id := o.concluded(milder)
		asked := o.application(id, o.otherVendor)
		asked.Overseas, asked.Onward = true, true
		q, err := o.ApplySubcontract(bg, c.boss, id, o.see(id).Parties[0].ID, asked)
		must(t, err)
		v = got(o.Party(bg, o.drafter, q.ID))(t)
		if met := v.Subcontract.Limited(v.Rule, q.Tier); len(met) != 2 || met[0].Forbidden || met[0].Number == "" || met[0].Says.JA == "" || met[1].Forbidden {
			t.Errorf("who decides is told %+v", met)
		}
		must(t, o.SetStricter(bg, o.drafter, id, models.ParamChange{Obligation: "CLD-02", Param: "overseas", Value: "forbidden", Reason: "試し"}))
		o.consulted(id)
		o.issue(id)
		wantProblem(t, o.DecideSubcontract(bg, o.drafter, q.ID, models.Agreed, false, ""), "overseas", "error.limit.overseas")
		v = got(o.Party(bg, o.drafter, q.ID))(t)
		if met := v.Subcontract.Limited(v.Rule, q.Tier); len(met) != 2 || !met[0].Forbidden {
			t.Errorf("who decides is told %+v", met)
		}
		must(t, o.DecideSubcontract(bg, o.drafter, q.ID, models.Returned, false, "国内で行ってください。"))
	})
}
