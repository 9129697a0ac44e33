package store_test

import (
	"testing"
	"time"

	"chigiri/models"
)

func TestEverWithoutApproval(t *testing.T) {
	// Proves that a firm found working without approval stays to be found with its days
	// once it was approved or somebody ended it, under a contract that is closed too; and
	// that a firm only applied for, or approved before it worked, is none.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.concluded(o.low())
		prime := o.see(id).Parties[0]
		found := o.today().AddDays(-10)
		firm := models.VendorInput{CorporateNumber: "4011001098993", Name: "なにわ税務電算株式会社"}
		bare := got(o.ReportParty(bg, o.drafter, id, prime.ID, firm, found, "現地で確認した。"))(t)
		ever := func() models.PartyList {
			return got(o.PartyList(bg, o.auditor, models.PartyQuery{Show: models.ShowEver}))(t)
		}
		if l := ever(); l.Counts[models.ShowUnapproved] != 1 || l.Counts[models.ShowEver] != 1 || len(l.Rows) != 1 || !l.Rows[0].BareUntil.IsZero() {
			t.Fatalf("while it works: %+v", l)
		}
		o.clock.Advance(3 * 24 * time.Hour)
		must(t, o.EndParty(bg, o.drafter, bare.ID, "やめさせた"))
		ended := o.today()
		l := ever()
		if l.Counts[models.ShowUnapproved] != 0 || l.Counts[models.ShowEver] != 1 || len(l.Rows) != 1 || l.Total != 1 {
			t.Fatalf("once it is ended: %+v", l)
		}
		if r := l.Rows[0]; r.PartyID != bare.ID || r.State != models.PartyEnded || r.WorksSince != found || r.BareUntil != ended {
			t.Errorf("it stands as %+v", r)
		}
		again := got(o.ReportParty(bg, o.drafter, id, prime.ID, firm, o.today(), "また来ていた。"))(t)
		must(t, o.ReapplySubcontract(bg, o.lead, again.ID, again.Version, o.application(id, o.otherVendor)))
		o.clock.Advance(24 * time.Hour)
		must(t, o.DecideSubcontract(bg, o.drafter, again.ID, models.Agreed, false, ""))
		l = ever()
		if len(l.Rows) != 2 || l.Counts[models.ShowEver] != 2 || l.Total != 2 {
			t.Fatalf("once another was approved: %+v", l)
		}
		for _, r := range l.Rows {
			if r.PartyID == again.ID && (r.State != models.PartyApproved || r.WorksSince != ended || r.BareUntil != o.today()) {
				t.Errorf("the approved one stands as %+v", r)
			}
		}
		must(t, o.RawExec("UPDATE contracts SET state = 'closed'"))
		if l = ever(); len(l.Rows) != 2 || l.Total != 0 {
			t.Errorf("under a closed contract: %+v", l)
		}
		if l := got(o.PartyList(bg, o.auditor, models.PartyQuery{Show: models.ShowEver, Text: "だれにもない"}))(t); len(l.Rows)+l.Counts[models.ShowEver] != 0 {
			t.Errorf("a word nobody has finds %+v", l)
		}
		if table := got(o.AllPartyLines(bg, o.auditor, models.PartyQuery{Show: models.ShowEver}))(t); len(table) != 2 {
			t.Errorf("the table has %+v", table)
		}
	})
}
