package store_test

import (
	"testing"

	"chigiri/models"
)

func TestCompanyPledgeSaysWhoSigned(t *testing.T) {
	// Proves that a company's pledge bears the representative's post where the
	// representative signed, and nobody else's name beside it.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		id := c.owed(c.boss).ID
		var sealed models.PledgeSignature
		paper := func(text models.PledgeText, sign models.PledgeSignature) (models.File, error) {
			sealed = sign
			return pledgePaper(text, sign)
		}
		v := got(o.Pledge(bg, c.boss, id))(t)
		if v.Capacity != models.AsLead || v.Text.Signer.Name != "海野 渚" {
			t.Fatalf("%s would sign as %q for %q", v.Expected, v.Capacity, v.Text.Signer.Name)
		}
		wrong := models.SignInput{Hash: v.Text.Hash, Name: "海野 渚", Password: passphrase, Code: "000000"}
		_, err := o.SignPledge(bg, c.boss, id, wrong, paper)
		wantProblem(t, err, "name", "error.pledge.name.account")
		in := models.SignInput{Hash: v.Text.Hash, Name: v.Expected, Password: passphrase, Code: c.code(c.boss)}
		p := got(o.SignPledge(bg, c.boss, id, in, paper))(t)
		if p.Capacity != models.AsLead || p.SignerPost != "" || sealed.Capacity != models.AsLead || sealed.Post != "" {
			t.Errorf("signed as %+v, sealed as %+v", p, sealed)
		}
		e := wantEvent(t, o.Store, models.EventPledgeSigned, "pledge", p.ID, c.boss)
		if e.After["capacity"] != "lead" {
			t.Errorf("the log tells %v", e.After)
		}
	})
}

func TestDelegateMayBeTheRepresentative(t *testing.T) {
	// Proves that the representative is known by name, whosever account it is.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		id := c.owed(c.boss).ID
		for name, want := range map[string]models.Capacity{"海野　渚": models.AsRepresentative, "代理 花子": models.AsDelegate} {
			who := o.person("d"+string(want), name, models.VendorLead, "", o.vendor)
			must(t, o.DelegatePledge(bg, c.boss, id, who.UserID))
			if v := got(o.Pledge(bg, who, id))(t); v.Capacity != want {
				t.Errorf("%s signs as %q", name, v.Capacity)
			}
		}
	})
}

func TestPaperNamesWhoseInkItIs(t *testing.T) {
	// Proves that whoever signed a company's paper and is not its representative has a post
	// of their own, and that the representative's comes from the register.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		id := c.owed(c.boss).ID
		in := paperInput(plainPDF("scan"))
		in.Post = ""
		_, err := o.KeepPaperPledge(bg, c.boss, id, in, pledgePaper)
		wantProblem(t, err, "post", "error.pledge.post")
		in.Name = "海野 渚"
		for day, key := range map[models.Date]string{models.NewDate(2020, 1, 20): "error.pledge.before_issue", o.today().AddDays(1): "error.pledge.signed_on"} {
			early := in
			early.SignedOn = day
			_, err := o.KeepPaperPledge(bg, c.boss, id, early, pledgePaper)
			wantProblem(t, err, "signed_on", key)
		}
		p := got(o.KeepPaperPledge(bg, c.boss, id, in, pledgePaper))(t)
		if p.Capacity != models.AsRepresentative || p.SignerPost != "代表取締役" {
			t.Errorf("kept as %+v", p)
		}
	})
}

func TestNoPaperIsOlderThanItsFirmsPlace(t *testing.T) {
	// Proves that a subcontractor's paper is not dated before the firm was approved, though
	// the appendix it names is older.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		o.days(7)
		o.below(c.contract, "", c.boss, o.otherVendor)
		subBoss := o.person("sub.boss", "再委 七郎", models.VendorLead, "", o.otherVendor)
		in := paperInput(plainPDF("scan"))
		id := c.owed(subBoss).ID
		in.SignedOn = o.today().AddDays(-1)
		_, err := o.KeepPaperPledge(bg, subBoss, id, in, pledgePaper)
		wantProblem(t, err, "signed_on", "error.pledge.before_party")
		in.SignedOn = o.today()
		got(o.KeepPaperPledge(bg, subBoss, id, in, pledgePaper))(t)
	})
}
