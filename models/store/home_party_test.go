package store_test

import (
	"testing"

	"chigiri/models"
)

func TestHomeParties(t *testing.T) {
	// Proves on whose first page an application stands, at every step of its way, and on
	// nobody else's.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.concluded(o.high())
		o.person("boss", "責任 五郎", models.VendorLead, "", o.vendor) // else one were to be invited
		waits := func(step string, partyID string, want ...models.Actor) {
			t.Helper()
			for _, who := range []models.Actor{o.drafter, o.manager, o.reviewer, o.auditor, o.admin, o.lead, o.rival, o.other, o.worker} {
				h, err := o.Home(bg, who)
				must(t, err)
				found := false
				for _, i := range h.Turn {
					if i.PartyID != "" {
						found = true
						if i.PartyID != partyID || i.ContractID != id || i.Step.Key != "step.party."+step || i.Step.Since == "" || i.Level != models.L4 {
							t.Errorf("%s: %s lists %+v", step, who.UserID, i)
						}
					}
				}
				asked := false
				for _, w := range want {
					asked = asked || w.UserID == who.UserID
				}
				if found != asked {
					t.Errorf("%s: %s has it on the first page: %v, want %v", step, who.UserID, found, asked)
				}
			}
		}
		p, err := o.ApplySubcontract(bg, o.lead, id, o.see(id).Parties[0].ID, o.application(id, o.otherVendor))
		must(t, err)
		waits("forwarded", p.ID, o.drafter, o.manager)
		must(t, o.DecideSubcontract(bg, o.drafter, p.ID, models.Agreed, true, ""))
		waits("endorsed", p.ID, o.reviewer)
		must(t, o.DecideSubcontract(bg, o.reviewer, p.ID, models.Returned, false, "直してください。"))
		waits("returned", p.ID, o.lead)
		must(t, o.WithdrawSubcontract(bg, o.lead, p.ID, "取りやめ"))
		waits("", "")
		firm := models.VendorInput{CorporateNumber: "4011001098993", Name: "なにわ税務電算株式会社"}
		p, err = o.ReportParty(bg, o.drafter, id, o.see(id).Parties[0].ID, firm, o.today(), "現地で確認した。")
		must(t, err)
		waits("unapproved", p.ID, o.lead)
	})
}
