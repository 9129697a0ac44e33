package store_test

import (
	"strings"
	"testing"
	"time"

	"chigiri/models"
)

// revised gives a contract under way other data, and issues its appendix anew.
func (c *crew) revised(classes ...string) {
	c.t.Helper()
	v := c.see(c.contract)
	in := c.low()
	in.Classes = classes
	got(c.UpdateContract(bg, c.drafter, c.contract, v.Contract.Version, in))(c.t)
	if now := c.see(c.contract); now.Can["consult"] {
		c.consulted(c.contract)
	}
	c.issue(c.contract)
}

func TestStructureIsAskedAgain(t *testing.T) {
	// Proves that a structure confirmed without a privacy lead is missing from the moment an
	// appendix is issued that asks for one, and not while it is drafted; that the lead is
	// told what lacks, on the first page and by mail; that nobody confirms it then; that
	// filing it anew mends it; and that both forms of the rule agree at every step.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.low())
		must(t, o.SetMail(bg, c.boss.UserID, "boss@example.jp"))
		nobody := c.structure()
		nobody.PrivacyLead = ""
		agree := func(state models.ReqState, owner models.Role, lacking int) {
			t.Helper()
			if r := o.owes(c.contract, models.ReqStructure); r.State != state || r.State != models.ReqMet && r.Owner != owner || r.Lacking != lacking {
				t.Errorf("the structure is %+v; want %s, %s, %d lacking", r, state, owner, lacking)
			}
			counted := got(o.Tallies(bg, []string{c.contract}, o.today()))(t)[c.contract][models.ReqStructure]
			if loaded := got(o.LoadedTallies(bg, c.contract, o.today()))(t)[models.ReqStructure]; loaded != counted {
				t.Errorf("counted %+v, loaded %+v", counted, loaded)
			}
		}
		must(t, o.FileStructure(bg, c.boss, c.prime.ID, nobody))
		agree(models.ReqDue, models.Drafter, 0)
		must(t, o.ConfirmStructure(bg, o.drafter, c.prime.ID, 1))
		agree(models.ReqMet, "", 0)
		in := o.low()
		in.Classes = []string{"basic_identity"}
		got(o.UpdateContract(bg, o.drafter, c.contract, o.see(c.contract).Contract.Version, in))(t)
		agree(models.ReqMet, "", 0) // a draft binds nobody
		o.clock.Advance(time.Hour)
		c.revised("basic_identity")
		agree(models.ReqMissing, models.VendorLead, 1)
		since := o.clock.Now()
		wantEvent(t, o.Store, models.EventStructureLacks, "party", c.prime.ID, models.System())
		if part := got(o.Party(bg, c.boss, c.prime.ID))(t).Party.Standing; part == nil || part.Requirements[0].Code != models.ReqStructure || part.Requirements[0].Since != since.In(models.Japan).Format(time.RFC3339) {
			t.Errorf("the party owes %+v", part)
		}
		if h := got(o.Home(bg, c.boss))(t); len(h.Parties) != 1 || !h.Parties[0].StructureLacks || !h.Parties[0].Structure || h.Parties[0].StructureReturned {
			t.Errorf("the first page has %+v", h.Parties)
		}
		wantKind(t, o.ConfirmStructure(bg, o.drafter, c.prime.ID, 1), models.KindConflict)
		wantProblem(t, o.FileStructure(bg, c.boss, c.prime.ID, nobody), "privacy_lead", "error.structure.privacy")
		if said := o.mailed(); !strings.Contains(said, "structure_lacks 0") {
			t.Errorf("the digest says %s", said)
		}
		c.revised("public")
		agree(models.ReqMet, "", 0) // it asks for nobody any more
		c.revised("basic_identity")
		agree(models.ReqMissing, models.VendorLead, 1)
		must(t, o.FileStructure(bg, c.boss, c.prime.ID, c.structure()))
		agree(models.ReqDue, models.Drafter, 0)
		must(t, o.ConfirmStructure(bg, o.drafter, c.prime.ID, 2))
		agree(models.ReqMet, "", 0)
		c.revised("public")
		c.revised("basic_identity")
		agree(models.ReqMet, "", 0)
	})
}

func TestWaitingStructureIsAskedAgain(t *testing.T) {
	// Proves that one that waits to be confirmed goes back to its lead in the same way, and
	// that a subcontractor for other data is not asked.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.low())
		sub := o.below(c.contract, "", c.boss, o.otherVendor)
		subBoss := o.person("sub.boss", "再委 七郎", models.VendorLead, "", o.otherVendor)
		nobody := c.structure()
		nobody.PrivacyLead = ""
		must(t, o.FileStructure(bg, c.boss, c.prime.ID, nobody))
		must(t, o.FileStructure(bg, subBoss, sub.ID, nobody))
		c.revised("public", "basic_identity")
		for party, lacks := range map[string]string{c.prime.ID: models.LacksPrivacyLead, sub.ID: ""} {
			_, filed, err := o.Structures(bg, o.drafter, party)
			must(t, err)
			if filed[0].Missing != lacks {
				t.Errorf("the structure of %s lacks %q, want %q", party, filed[0].Missing, lacks)
			}
		}
	})
}
