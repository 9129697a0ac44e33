package store_test

import (
	"testing"

	"chigiri/models"
)

func TestPledgesEndWithTheParty(t *testing.T) {
	// Proves that what a firm and its people have signed, or were asked to sign, is over
	// when its place is: nobody is told that it holds, and a worker is asked for nothing.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		sub := o.below(c.contract, "", c.boss, o.otherVendor)
		subBoss := o.person("sub.boss", "再委 七郎", models.VendorLead, "", o.otherVendor)
		_, worker := c.joins(subBoss, sub, "従事 六郎")
		asked := c.owed(worker)
		signed := got(c.signs(subBoss, c.owed(subBoss).ID))(t)
		if v := got(o.VerifySealed(bg, models.Actor{}, signed.Code))(t); v.Stands != models.StandsInForce {
			t.Fatalf("before: %+v", v)
		}
		must(t, o.EndParty(bg, c.boss, sub.ID, "再委託を終えた"))
		if v := got(o.VerifySealed(bg, models.Actor{}, signed.Code))(t); v.Stands != models.StandsEnded || v.EndReason != "party" {
			t.Errorf("a firm that has left has a pledge in force: %+v", v)
		}
		v := got(o.Pledge(bg, worker, asked.ID))(t)
		if v.Pledge.State != models.PledgeEnded || v.Can["decline"] || v.Can["ask"] {
			t.Errorf("its worker is still asked: %+v", v)
		}
		wantKind(t, o.DeclinePledge(bg, worker, asked.ID, "やめた"), models.KindConflict)
	})
}
