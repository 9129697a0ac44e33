package store_test

import (
	"testing"

	"chigiri/models"
	"chigiri/models/store/storetest"
)

func TestSubcontractPlan(t *testing.T) {
	// Proves that looking at an application changes nothing, refuses what sending would
	// refuse, and that ending tells beforehand who else ends.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.concluded(o.low())
		prime := o.see(id).Parties[0]
		in := o.application(id, o.otherVendor)
		in.CorporateNumber = storetest.CorporateNumber(7)
		plan, err := o.PlanSubcontract(bg, o.lead, id, prime.ID, in)
		must(t, err)
		if plan.State != models.PartyForwarded || plan.Tier != 1 || plan.Above.ID != prime.ID {
			t.Errorf("the plan = %+v", plan)
		}
		if tree := o.see(id).Parties; len(tree) != 1 {
			t.Errorf("looking left %d parties", len(tree))
		}
		_, err = o.PlanSubcontract(bg, o.drafter, id, prime.ID, in)
		wantKind(t, err, models.KindDenied)
		_, err = o.PlanSubcontract(bg, o.rival, id, prime.ID, in)
		wantKind(t, err, models.KindNotFound)
		first := o.below(id, "", o.lead, o.otherVendor)
		_, err = o.PlanSubcontract(bg, o.lead, id, prime.ID, o.application(id, o.otherVendor))
		wantProblem(t, err, "corporate_number", "error.party.twice")
		_, err = o.PlanReapplication(bg, o.lead, first.ID, first.Version, in)
		wantKind(t, err, models.KindConflict)
		below, err := o.ApplySubcontract(bg, o.rival, id, first.ID, in)
		must(t, err)
		e, err := o.PlanEndParty(bg, o.lead, first.ID, "体制の見直し")
		must(t, err)
		if e.Party.ID != first.ID || len(e.Below) != 1 || e.Below[0].ID != below.ID {
			t.Errorf("ending would take %+v", e)
		}
		_, err = o.PlanEndParty(bg, o.lead, first.ID, " ")
		wantProblem(t, err, "reason", "error.required")
		_, err = o.PlanEndParty(bg, o.rival, first.ID, "x")
		wantKind(t, err, models.KindDenied)
		if now := models.Parties(o.see(id).Parties).Find(first.ID); now == nil || now.State != models.PartyApproved {
			t.Errorf("looking at the end left %+v", now)
		}
	})
}

func TestConsentIsGivenAnew(t *testing.T) {
	// Proves that a consent does not outlive the application it was given to, and that
	// handling My Numbers cannot be left unsaid.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.concluded(o.high())
		in := o.application(id, o.otherVendor)
		prime := o.see(id).Parties[0]
		in.MyNumber = false
		_, err := o.ApplySubcontract(bg, o.lead, id, prime.ID, in)
		wantProblem(t, err, "my_number", "error.subcontract.my_number_unsaid")
		in.MyNumber = true
		p, err := o.ApplySubcontract(bg, o.lead, id, prime.ID, in)
		must(t, err)
		must(t, o.DecideSubcontract(bg, o.drafter, p.ID, models.Agreed, true, ""))
		must(t, o.DecideSubcontract(bg, o.reviewer, p.ID, models.Returned, false, "範囲を絞ってください。"))
		in.Work = "夜間の監視だけ"
		must(t, o.ReapplySubcontract(bg, o.lead, p.ID, p.Version+2, in))
		wantProblem(t, o.DecideSubcontract(bg, o.drafter, p.ID, models.Agreed, false, ""), "consent", "error.subcontract.consent")
		must(t, o.DecideSubcontract(bg, o.drafter, p.ID, models.Agreed, true, ""))
	})
}
