package store_test

import (
	"testing"
	"time"

	"chigiri/models"
)

func TestVendorsAreToldTheDutyNotThePerson(t *testing.T) {
	// Proves that a vendor's people learn that the house confirmed a pledge, a structure
	// and a line of the roster, and not who did nor where the paper stands.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		must(t, o.FileStructure(bg, c.boss, c.prime.ID, c.structure()))
		line, worker := c.joins(c.boss, c.prime, "従事 六郎")
		signed := got(c.signs(worker, c.owed(worker).ID))(t)
		must(t, o.ConfirmStructure(bg, o.drafter, c.prime.ID, 1))
		got(o.ConfirmRoster(bg, o.drafter, c.prime.ID, time.Time{}))(t)
		confirm := o.drafter
		if v := got(o.Pledge(bg, o.drafter, signed.ID))(t); v.Rule.ConfirmedBy == "it_division" {
			confirm = o.reviewer
		}
		must(t, o.ConfirmPledge(bg, confirm, signed.ID, "庶務 棚１"))
		v := got(o.Pledge(bg, worker, signed.ID))(t)
		if v.Pledge.ConfirmedAt.IsZero() || v.Pledge.ConfirmedBy+v.Pledge.Shelf+v.Worker.ConfirmedBy != "" {
			t.Errorf("the signer is told %+v of %+v", v.Pledge, v.Worker)
		}
		for _, p := range got(o.OwnPledges(bg, worker))(t) {
			if p.ConfirmedBy+p.Shelf != "" {
				t.Errorf("the list tells %+v", p)
			}
		}
		again := got(o.SignPledge(bg, worker, signed.ID, models.SignInput{Hash: v.Text.Hash}, pledgePaper))(t)
		r := got(o.Roster(bg, c.boss, c.prime.ID))(t)
		_, filed, err := o.Structures(bg, c.boss, c.prime.ID)
		must(t, err)
		if again.ConfirmedBy+r.Workers[0].ConfirmedBy+filed[0].ConfirmedBy != "" || filed[0].ConfirmedAt.IsZero() || r.Workers[0].ConfirmedAt.IsZero() {
			t.Errorf("the vendor is told %+v, %+v, %+v", again, r.Workers[0], filed[0])
		}
		if v := got(o.Pledge(bg, o.drafter, signed.ID))(t); v.Pledge.ConfirmedBy != confirm.Name || v.Pledge.Shelf == "" || v.Worker.ConfirmedBy != o.drafter.Name {
			t.Errorf("the house is told %+v, line %s", v.Pledge, line.ID)
		}
	})
}
