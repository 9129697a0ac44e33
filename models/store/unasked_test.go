package store_test

import (
	"testing"

	"chigiri/models"
)

func TestBrowserNamesHoldNoMyNumber(t *testing.T) {
	// Proves that a My Number sent as the name of a browser is kept nowhere.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		_, worker := c.joins(c.boss, c.prime, "従事 六郎")
		p := c.owed(worker)
		v := got(o.Pledge(bg, worker, p.ID))(t)
		got(o.SignPledge(bg, worker, p.ID, models.SignInput{
			Hash: v.Text.Hash, Name: v.Expected, Password: passphrase, Code: c.code(worker), UserAgent: "phone 123456789018",
		}, pledgePaper))(t)
		_, err := o.SignIn(bg, models.Actor{Address: "192.0.2.9"}, "phone 123456789018", "boss", passphrase)
		must(t, err)
		if found := find(t, o.Store, []string{"123456789018"}); len(found) > 0 {
			t.Errorf("the number stands in %v", found)
		}
	})
}
