package store_test

import (
	"testing"

	"chigiri/models"
)

func TestPartyStandings(t *testing.T) {
	// Proves that the tree tells what each party owes to staff and to whoever leads it or
	// one above it, and of a party above only its name.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.concluded(o.high())
		prime := o.see(id).Parties[0]
		sub, err := o.ApplySubcontract(bg, o.lead, id, prime.ID, o.application(id, o.otherVendor))
		must(t, err)
		must(t, o.DecideSubcontract(bg, o.drafter, sub.ID, models.Agreed, true, ""))
		must(t, o.DecideSubcontract(bg, o.reviewer, sub.ID, models.Agreed, false, ""))
		for who, sees := range map[string]struct {
			actor      models.Actor
			prime, sub bool
		}{
			"drafter": {o.drafter, true, true}, "auditor": {o.auditor, true, true}, "lead": {o.lead, true, true}, "lead below": {o.rival, false, true},
		} {
			tree, err := o.Parties(bg, sees.actor, id)
			must(t, err)
			for id, told := range map[string]bool{prime.ID: sees.prime, sub.ID: sees.sub} {
				p := tree.Find(id)
				if p == nil && !told {
					continue
				}
				if p == nil || (p.Standing != nil) != told {
					t.Fatalf("%s sees %+v; what it owes is to be told: %v", who, p, told)
				}
				if told && (p.Standing.Stands() || p.Standing.Open() != 6) {
					t.Errorf("%s: %s, which has filed nothing, owes %+v", who, p.Vendor, p.Standing)
				}
			}
		}
	})
}
