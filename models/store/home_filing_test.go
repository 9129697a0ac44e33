package store_test

import (
	"testing"

	"chigiri/models"
)

func TestHomeFilings(t *testing.T) {
	// Proves that what a party filed stands on the first page of its division's people, and
	// of nobody else, until it is confirmed, though another party has filed nothing yet and
	// what comes next on the contract is therefore a vendor's.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		o.below(c.contract, "", c.boss, o.otherVendor)
		o.person("sub.boss", "再委 七郎", models.VendorLead, "", o.otherVendor)
		must(t, o.FileStructure(bg, c.boss, c.prime.ID, c.structure()))
		c.joins(c.boss, c.prime, "従事 六郎")
		c.joins(c.boss, c.prime, "従事 七郎")
		filings := func(a models.Actor) []models.HomeFiling { t.Helper(); return got(o.Home(bg, a))(t).Filings }
		for _, who := range []models.Actor{o.drafter, o.manager} {
			list := filings(who)
			if len(list) != 1 || list[0].PartyID != c.prime.ID || list[0].ContractID != c.contract || !list[0].Structure || list[0].Roster != 2 || list[0].Vendor == "" || list[0].Title == "" {
				t.Errorf("%s has %+v", who.Name, list)
			}
		}
		for _, who := range []models.Actor{o.other, o.reviewer, o.auditor, o.admin, c.boss, o.rival} {
			if list := filings(who); len(list) != 0 {
				t.Errorf("%s has %+v", who.Name, list)
			}
		}
		got(o.ConfirmRoster(bg, o.drafter, c.prime.ID, got(o.Roster(bg, o.drafter, c.prime.ID))(t).Seen))(t)
		if list := filings(o.drafter); len(list) != 1 || list[0].Roster != 0 || !list[0].Structure {
			t.Errorf("after the roster there is %+v", list)
		}
		must(t, o.ConfirmStructure(bg, o.drafter, c.prime.ID, 1))
		if list := filings(o.drafter); len(list) != 0 {
			t.Errorf("after all there is %+v", list)
		}
	})
}
