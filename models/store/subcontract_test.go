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

func TestSubcontractWithinTheOneAbove(t *testing.T) {
	// Proves that a subcontractor hands on no more than it has itself, of the data and of
	// the time; that its people stay no longer than it does; and that nothing is approved
	// once its first day is over.
	inOffice(t, func(t *testing.T, o *office) {
		in := o.low()
		in.Classes = append(in.Classes, "internal_draft")
		id := o.concluded(in)
		asked := o.application(id, o.otherVendor)
		all := asked.Classes
		asked.Classes, asked.EndsOn = all[:1], asked.EndsOn.AddDays(-30)
		first := got(o.ApplySubcontract(bg, o.lead, id, o.see(id).Parties[0].ID, asked))(t)
		must(t, o.DecideSubcontract(bg, o.drafter, first.ID, models.Agreed, false, ""))

		below := o.application(id, o.newVendor(storetest.CorporateNumber(7), "合同会社さざなみ保守"))
		_, err := o.ApplySubcontract(bg, o.rival, id, first.ID, below)
		wantProblem(t, err, "classes", "error.subcontract.class")
		below.Classes = asked.Classes
		_, err = o.ApplySubcontract(bg, o.rival, id, first.ID, below)
		wantProblem(t, err, "ends_on", "error.subcontract.after")
		below.EndsOn, below.StartsOn = asked.EndsOn, asked.StartsOn.AddDays(-1)
		_, err = o.ApplySubcontract(bg, o.rival, id, first.ID, below)
		wantProblem(t, err, "starts_on", "error.subcontract.before")
		below.StartsOn = asked.StartsOn
		second := got(o.ApplySubcontract(bg, o.rival, id, first.ID, below))(t)

		line := models.WorkerInput{Name: "再委 八郎", Duty: "保守担当", Site: "保守センター", StartsOn: asked.StartsOn, EndsOn: asked.EndsOn.AddDays(1)}
		_, err = o.AddWorkers(bg, o.rival, first.ID, []models.WorkerInput{line})
		wantProblem(t, err, "lines.0.ends_on", "error.worker.period")
		line.EndsOn = asked.EndsOn
		early := line
		early.Name, early.StartsOn = "再委 九郎", asked.StartsOn.AddDays(-1)
		_, err = o.AddWorkers(bg, o.rival, first.ID, []models.WorkerInput{line, early})
		wantProblem(t, err, "lines.1.starts_on", "error.worker.early")
		r := got(o.Roster(bg, o.rival, first.ID))(t)
		if r.From != asked.StartsOn || r.Until != asked.EndsOn || len(r.Workers) > 0 {
			t.Errorf("the roster allows %v to %v and holds %d", r.From, r.Until, len(r.Workers))
		}
		made := got(o.AddWorkers(bg, o.rival, first.ID, []models.WorkerInput{line}))(t)
		line.StartsOn = early.StartsOn
		wantProblem(t, o.UpdateWorker(bg, o.rival, made[0].ID, made[0].Version, line), "starts_on", "error.worker.early")

		must(t, o.PassSubcontract(bg, o.lead, second.ID, true, ""))
		o.clock.Advance(below.StartsOn.AddDays(1).Start().Sub(o.clock.Now()))
		wantProblem(t, o.DecideSubcontract(bg, o.drafter, second.ID, models.Agreed, false, ""), "decision", "error.subcontract.late")
		must(t, o.DecideSubcontract(bg, o.drafter, second.ID, models.Returned, false, "始まる日を改めてください。"))
	})
}

func TestUnapprovedOutlastsTheOneAbove(t *testing.T) {
	// Proves that ending a subcontractor does not sweep away that somebody below it was
	// found working without approval: it stands in the way until it is ended itself.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.concluded(o.high())
		first := o.below(id, "", o.lead, o.otherVendor)
		found := got(o.ReportParty(bg, o.drafter, id, first.ID, models.VendorInput{CorporateNumber: storetest.CorporateNumber(7), Name: "合同会社さざなみ保守"}, o.today(), "現地で確認した。"))(t)
		open := func() bool {
			for _, r := range o.see(id).Standing.Requirements {
				if r.Code == models.ReqSubcontract {
					return r.Open()
				}
			}
			return false
		}
		must(t, o.EndParty(bg, o.drafter, first.ID, "契約の解除"))
		v := got(o.Party(bg, o.drafter, found.ID))(t)
		if v.Party.State != models.PartyUnapproved || v.Party.ParentID != first.ParentID || v.Party.Tier != 1 || !open() {
			t.Errorf("after the one above ended: %+v, open %v", v.Party, open())
		}
		wantEvent(t, o.Store, models.EventPartyReported, "party", found.ID, o.drafter)
		must(t, o.EndParty(bg, o.lead, found.ID, "従事をやめさせた"))
		if open() {
			t.Error("it stands in the way although it ended")
		}
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
