package store_test

import (
	"testing"

	"chigiri/models"
	"chigiri/models/store/storetest"
)

func TestSubcontractWay(t *testing.T) {
	// Proves the way of an application at every tier: whose turn it is, who is refused,
	// what each step leaves, and that the firm sees nothing before it is approved.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.concluded(o.high())
		prime := o.see(id).Parties[0]
		in := o.application(id, o.otherVendor)
		p, err := o.ApplySubcontract(bg, o.lead, id, prime.ID, in)
		must(t, err)
		if p.State != models.PartyForwarded || p.Tier != 1 {
			t.Fatalf("the prime's own application = %+v", p)
		}
		_, err = o.Contract(bg, o.rival, id)
		wantKind(t, err, models.KindNotFound)
		wantKind(t, o.DecideSubcontract(bg, o.reviewer, p.ID, models.Agreed, true, ""), models.KindDenied)
		wantKind(t, o.DecideSubcontract(bg, o.lead, p.ID, models.Agreed, true, ""), models.KindDenied)
		wantKind(t, o.DecideSubcontract(bg, o.other, p.ID, models.Agreed, true, ""), models.KindNotFound)
		wantKind(t, o.DecideSubcontract(bg, o.auditor, p.ID, models.Agreed, true, ""), models.KindDenied)
		wantProblem(t, o.DecideSubcontract(bg, o.drafter, p.ID, models.Agreed, false, ""), "consent", "error.subcontract.consent")
		wantProblem(t, o.DecideSubcontract(bg, o.drafter, p.ID, models.Returned, false, ""), "note", "error.required")
		must(t, o.DecideSubcontract(bg, o.drafter, p.ID, models.Agreed, true, "支障なし"))
		e := wantEvent(t, o.Store, models.EventSubcontractEndorsed, "party", p.ID, o.drafter)
		wantFields(t, e.After, "state=endorsed")
		wantKind(t, o.DecideSubcontract(bg, o.manager, p.ID, models.Agreed, true, ""), models.KindDenied)
		must(t, o.DecideSubcontract(bg, o.reviewer, p.ID, models.Agreed, false, ""))
		v, err := o.Party(bg, o.rival, p.ID)
		must(t, err)
		if v.Party.State != models.PartyApproved || v.Party.ConsentedAt.IsZero() || v.Party.ConsentedBy != "" || v.Subcontract == nil || len(v.Steps) != 3 || v.Steps[1].By != "" {
			t.Errorf("the approved party sees %+v", v)
		}
		if v := got(o.Party(bg, o.auditor, p.ID))(t); v.Party.ConsentedBy != o.drafter.Name {
			t.Errorf("the auditor sees that %q consented", v.Party.ConsentedBy)
		}
		wantKind(t, o.DecideSubcontract(bg, o.reviewer, p.ID, models.Agreed, false, ""), models.KindConflict)
		wantKind(t, o.WithdrawSubcontract(bg, o.lead, p.ID, "理由"), models.KindConflict)
	})
}

func TestSubcontractReturned(t *testing.T) {
	// Proves that a returned application is mended by whoever sent it, seen at the version
	// it has, and that both forms stand in the log.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.concluded(o.low())
		in := o.application(id, o.otherVendor)
		p, err := o.ApplySubcontract(bg, o.lead, id, o.see(id).Parties[0].ID, in)
		must(t, err)
		must(t, o.DecideSubcontract(bg, o.drafter, p.ID, models.Returned, false, "金額の根拠を書いてください。"))
		in.Amount, in.Share = 900_000, 15
		wantKind(t, o.ReapplySubcontract(bg, o.lead, p.ID, p.Version, in), models.KindConflict)
		other := in
		other.CorporateNumber = storetest.CorporateNumber(9)
		wantKind(t, o.ReapplySubcontract(bg, o.lead, p.ID, p.Version+1, other), models.KindInvalid)
		must(t, o.ReapplySubcontract(bg, o.lead, p.ID, p.Version+1, in))
		e := wantEvent(t, o.Store, models.EventSubcontractApplied, "party", p.ID, o.lead)
		if e.Before["amount"] != 1.2e6 || e.After["amount"] != 9e5 {
			t.Errorf("the log tells %v and %v", e.Before, e.After)
		}
		must(t, o.DecideSubcontract(bg, o.drafter, p.ID, models.Agreed, false, ""))
		v, err := o.Party(bg, o.drafter, p.ID)
		must(t, err)
		if v.Party.State != models.PartyApproved {
			t.Errorf("below level 3 the division's word is not the last: %s", v.Party.State)
		}
		must(t, o.EndParty(bg, o.lead, p.ID, "体制を見直したため"))
		_, err = o.Contract(bg, o.rival, id)
		wantKind(t, err, models.KindNotFound)
	})
}

func TestSubcontractBelow(t *testing.T) {
	// Proves that what a subcontractor asks for goes through the prime, that no firm comes
	// under itself, that a tier too deep is refused unless the body allowed it by a waiver,
	// and that neighbours do not know of each other.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.concluded(o.high())
		first := o.below(id, "", o.lead, o.otherVendor)
		third := o.newVendor(storetest.CorporateNumber(7), "合同会社さざなみ保守")
		in := o.application(id, third)
		_, err := o.ApplySubcontract(bg, o.rival, id, first.ID, in)
		wantProblem(t, err, "", "error.subcontract.tier")
		w, err := o.AskWaiver(bg, o.drafter, id, models.WaiverInput{Obligation: "SUB-05", Param: "max_tiers", Value: 2, Reason: "特定の部品の保守", EndsOn: models.NewDate(2027, 3, 31)})
		must(t, err)
		must(t, o.DecideWaiver(bg, o.reviewer, id, w.ID, true, "可"))
		o.consulted(id)
		o.issue(id)
		for firm, key := range map[string]string{o.otherVendor: "error.subcontract.self", o.vendor: "error.subcontract.loop"} {
			_, err := o.ApplySubcontract(bg, o.rival, id, first.ID, o.application(id, firm))
			wantProblem(t, err, "corporate_number", key)
		}
		_, err = o.ApplySubcontract(bg, o.lead, id, first.ID, in)
		wantKind(t, err, models.KindDenied)
		p, err := o.ApplySubcontract(bg, o.rival, id, first.ID, in)
		must(t, err)
		if p.State != models.PartyApplied || p.Tier != 2 {
			t.Fatalf("a subcontractor's application = %+v", p)
		}
		wantKind(t, o.DecideSubcontract(bg, o.drafter, p.ID, models.Agreed, true, ""), models.KindConflict)
		wantKind(t, o.PassSubcontract(bg, o.rival, p.ID, true, ""), models.KindDenied)
		must(t, o.PassSubcontract(bg, o.lead, p.ID, true, ""))
		must(t, o.DecideSubcontract(bg, o.drafter, p.ID, models.Agreed, true, ""))
		must(t, o.DecideSubcontract(bg, o.reviewer, p.ID, models.Agreed, true, ""))
		neighbour := o.newVendor(storetest.CorporateNumber(8), "株式会社となり")
		o.below(id, "", o.lead, neighbour)
		for who, want := range map[*models.Actor]int{&o.drafter: 4, &o.lead: 4, &o.rival: 3, {UserID: "t", Role: models.VendorLead, VendorID: third}: 3, {UserID: "n", Role: models.VendorLead, VendorID: neighbour}: 2} {
			tree, err := o.Parties(bg, *who, id)
			must(t, err)
			if len(tree) != want {
				t.Errorf("%s sees %d parties, want %d", who.UserID, len(tree), want)
			}
		}
		v, err := o.Party(bg, models.Actor{UserID: "t", Role: models.VendorLead, VendorID: third}, first.ID)
		must(t, err)
		if v.Subcontract != nil || v.Steps != nil {
			t.Error("a firm reads the application of the one above it")
		}
		must(t, o.EndParty(bg, o.drafter, first.ID, "契約の解除"))
		tree, err := o.Parties(bg, o.drafter, id)
		must(t, err)
		for _, q := range tree {
			if over := q.ID == first.ID || q.ID == p.ID; q.State.Over() != over {
				t.Errorf("%s is %s after the branch ended", q.Vendor, q.State)
			}
		}
	})
}

func TestReportParty(t *testing.T) {
	// Proves that a firm known to work without approval is kept with its day, sees nothing,
	// and may be applied for afterwards.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.concluded(o.low())
		prime := o.see(id).Parties[0]
		firm := models.VendorInput{CorporateNumber: "4011001098993", Name: "なにわ税務電算株式会社"}
		_, err := o.ReportParty(bg, o.drafter, id, prime.ID, firm, o.today().AddDays(1), "現地で確認した。")
		wantProblem(t, err, "since", "error.party.since")
		_, err = o.ReportParty(bg, o.lead, id, prime.ID, firm, o.today(), "x")
		wantKind(t, err, models.KindDenied)
		p, err := o.ReportParty(bg, o.reviewer, id, prime.ID, firm, o.today(), "現地で確認した。")
		must(t, err)
		_, err = o.Contract(bg, o.rival, id)
		wantKind(t, err, models.KindNotFound)
		must(t, o.ReapplySubcontract(bg, o.lead, p.ID, p.Version, o.application(id, o.otherVendor)))
		must(t, o.DecideSubcontract(bg, o.drafter, p.ID, models.Agreed, false, ""))
		_, err = o.Contract(bg, o.rival, id)
		must(t, err)
	})
}
