package store_test

import (
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store/storetest"
)

// owes is one line of a contract's standing.
func (o *office) owes(contract, code string) models.Requirement {
	o.t.Helper()
	for _, r := range o.see(contract).Standing.Requirements {
		if r.Code == code {
			return r
		}
	}
	o.t.Fatalf("no line %s", code)
	return models.Requirement{}
}

// wantOwed fails unless a line of standing is open on one side, with so many filings sent
// back.
func (o *office) wantOwed(contract, code string, state models.ReqState, owner models.Role, returned int) {
	o.t.Helper()
	if r := o.owes(contract, code); r.State != state || r.Owner != owner || r.Returned != returned {
		o.t.Errorf("%s is %s, owed by %s, %d sent back; want %s, %s, %d", code, r.State, r.Owner, r.Returned, state, owner, returned)
	}
}

// mailed is what digests of the next day tell, which is an open one.
func (o *office) mailed() string {
	o.t.Helper()
	o.clock.Set(o.today().AddDays(1).Start().Add(9 * time.Hour))
	_, err := o.Remind(bg, models.System(), told)
	must(o.t, err)
	rows, err := o.RawRows("mails", "data")
	must(o.t, err)
	return strings.Join(rows, "\n")
}

func TestStructureReturned(t *testing.T) {
	// Proves that the owner division sends a structure back with a reason, which opens its
	// line on the vendor's side and touches nothing else; that the lead is told why and by
	// which office; and that it is filed anew, and only what was read is confirmed.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		must(t, o.SetMail(bg, c.boss.UserID, "boss@example.jp"))
		must(t, o.FileStructure(bg, c.boss, c.prime.ID, c.structure()))
		c.joins(c.boss, c.prime, "従事 六郎")
		wantProblem(t, o.ReturnStructure(bg, o.drafter, c.prime.ID, 1, " "), "reason", "error.required")
		wantKind(t, o.ReturnStructure(bg, c.boss, c.prime.ID, 1, "自分で"), models.KindDenied)
		wantKind(t, o.ReturnStructure(bg, o.reviewer, c.prime.ID, 1, "他部門"), models.KindDenied)
		wantKind(t, o.ReturnStructure(bg, o.other, c.prime.ID, 1, "他課"), models.KindNotFound)
		o.wantOwed(c.contract, models.ReqStructure, models.ReqDue, models.Drafter, 0)
		must(t, o.ReturnStructure(bg, o.drafter, c.prime.ID, 1, "鍵を持つ人を書いてください。"))
		if e := wantEvent(t, o.Store, models.EventStructureReturned, "party", c.prime.ID, o.drafter); e.Reason != "鍵を持つ人を書いてください。" {
			t.Errorf("the log gives %q", e.Reason)
		}
		o.wantOwed(c.contract, models.ReqStructure, models.ReqMissing, models.VendorLead, 1)
		o.wantOwed(c.contract, models.ReqRoster, models.ReqDue, models.Drafter, 0)
		wantKind(t, o.ConfirmStructure(bg, o.drafter, c.prime.ID, 1), models.KindConflict)
		for reader, by := range map[models.Actor]string{c.boss: "", o.drafter: o.drafter.Name} {
			_, filed, err := o.Structures(bg, reader, c.prime.ID)
			must(t, err)
			if r := filed[0].Return; r.ReturnReason == "" || r.ReturnedBy != by || r.ReturnedAt.IsZero() {
				t.Errorf("%s is told %+v", reader.Name, r)
			}
		}
		if h := got(o.Home(bg, c.boss))(t); len(h.Parties) != 1 || !h.Parties[0].StructureReturned {
			t.Errorf("the lead's first page has %+v", h.Parties)
		}
		if said := o.mailed(); !strings.Contains(said, "returned_structure 0") || strings.Contains(said, "returned_roster") {
			t.Errorf("the lead is mailed %s", said)
		}
		must(t, o.FileStructure(bg, c.boss, c.prime.ID, c.structure())) // it was right after all
		o.wantOwed(c.contract, models.ReqStructure, models.ReqDue, models.Drafter, 0)
		wantKind(t, o.FileStructure(bg, c.boss, c.prime.ID, c.structure()), models.KindInvalid)
		wantKind(t, o.ConfirmStructure(bg, o.drafter, c.prime.ID, 1), models.KindConflict)
		must(t, o.ConfirmStructure(bg, o.drafter, c.prime.ID, 2))
		wantEvent(t, o.Store, models.EventStructureConfirmed, "party", c.prime.ID, o.drafter)
		o.wantOwed(c.contract, models.ReqStructure, models.ReqMet, models.VendorLead, 0)
		o.wantOwed(c.contract, models.ReqRoster, models.ReqDue, models.Drafter, 0)
		if _, filed, _ := o.Structures(bg, o.drafter, c.prime.ID); len(filed) != 2 || filed[1].ReturnReason == "" || !filed[1].ConfirmedAt.IsZero() {
			t.Errorf("the history has %+v", filed)
		}
	})
}

func TestRosterReturned(t *testing.T) {
	// Proves that sending a roster back takes the lines that wait and were seen, and neither
	// those confirmed before nor the structure; that a line is filed again by a change, the
	// rest by one press; and that a line changed after the page was shown is not confirmed.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		must(t, o.SetMail(bg, c.boss.UserID, "boss@example.jp"))
		must(t, o.FileStructure(bg, c.boss, c.prime.ID, c.structure()))
		c.joins(c.boss, c.prime, "従事 六郎")
		roster := func(a models.Actor) models.Roster { t.Helper(); return got(o.Roster(bg, a, c.prime.ID))(t) }
		got(o.ConfirmRoster(bg, o.drafter, c.prime.ID, roster(o.drafter).Seen))(t)
		wantEvent(t, o.Store, models.EventRosterConfirmed, "party", c.prime.ID, o.drafter)
		o.wantOwed(c.contract, models.ReqStructure, models.ReqDue, models.Drafter, 0)
		two, _ := c.joins(c.boss, c.prime, "従事 七郎")
		c.joins(c.boss, c.prime, "従事 八郎")
		r := roster(o.drafter)
		if r.Waiting != 2 || !r.Can["confirm"] {
			t.Fatalf("%d wait of %+v", r.Waiting, r.Can)
		}
		_, err := o.ReturnRoster(bg, o.drafter, c.prime.ID, r.Seen, "")
		wantProblem(t, err, "reason", "error.required")
		_, err = o.ReturnRoster(bg, c.boss, c.prime.ID, r.Seen, "自分で")
		wantKind(t, err, models.KindDenied)
		if n := got(o.ReturnRoster(bg, o.drafter, c.prime.ID, r.Seen, "作業場所を書いてください。"))(t); n != 2 {
			t.Errorf("%d lines came back", n)
		}
		wantEvent(t, o.Store, models.EventRosterReturned, "party", c.prime.ID, o.drafter)
		o.wantOwed(c.contract, models.ReqRoster, models.ReqMissing, models.VendorLead, 1)
		o.wantOwed(c.contract, models.ReqStructure, models.ReqDue, models.Drafter, 0)
		r = roster(c.boss)
		if why := r.Returns(); r.Returned != 2 || r.Waiting != 0 || !r.Can["file"] || len(why) != 1 || why[0].ReturnReason == "" || why[0].ReturnedBy != "" {
			t.Errorf("the lead sees %d back, %+v, %+v", r.Returned, r.Can, r.Returns())
		}
		if h := got(o.Home(bg, c.boss))(t); len(h.Parties) != 1 || h.Parties[0].RosterReturned != 2 {
			t.Errorf("the lead's first page has %+v", h.Parties)
		}
		if said := o.mailed(); !strings.Contains(said, "returned_roster 2") {
			t.Errorf("the lead is mailed %s", said)
		}
		_, err = o.ConfirmRoster(bg, o.drafter, c.prime.ID, time.Time{})
		wantKind(t, err, models.KindConflict)
		in := two.WorkerInput
		in.Site = "監視室"
		must(t, o.UpdateWorker(bg, c.boss, two.ID, two.Version, in))
		if r = roster(o.drafter); r.Waiting != 1 || r.Returned != 1 {
			t.Errorf("after one change %d wait and %d are back", r.Waiting, r.Returned)
		}
		o.wantOwed(c.contract, models.ReqRoster, models.ReqMissing, models.VendorLead, 1)
		if n := got(o.FileRoster(bg, c.boss, c.prime.ID))(t); n != 1 {
			t.Errorf("%d lines were filed again", n)
		}
		wantEvent(t, o.Store, models.EventRosterFiled, "party", c.prime.ID, c.boss)
		_, err = o.FileRoster(bg, c.boss, c.prime.ID)
		wantKind(t, err, models.KindConflict)
		o.wantOwed(c.contract, models.ReqRoster, models.ReqDue, models.Drafter, 0)
		seen := roster(o.drafter).Seen
		o.clock.Advance(time.Minute)
		in.Site = "別の監視室"
		must(t, o.UpdateWorker(bg, c.boss, two.ID, two.Version+1, in))
		if n := got(o.ConfirmRoster(bg, o.drafter, c.prime.ID, seen))(t); n != 1 {
			t.Errorf("%d lines were confirmed, of which one was changed unseen", n)
		}
		o.wantOwed(c.contract, models.ReqRoster, models.ReqDue, models.Drafter, 0)
		got(o.ConfirmRoster(bg, o.drafter, c.prime.ID, roster(o.drafter).Seen))(t)
		o.wantOwed(c.contract, models.ReqRoster, models.ReqMet, models.VendorLead, 0)
	})
}

func TestPrivacyLead(t *testing.T) {
	// Proves that a structure names who answers for personal information where the party
	// touches any, a subcontractor by the data it was applied for, and nowhere else.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		nobody := c.structure()
		nobody.PrivacyLead = "　"
		wantProblem(t, o.FileStructure(bg, c.boss, c.prime.ID, nobody), "privacy_lead", "error.structure.privacy")
		if r := got(o.Roster(bg, c.boss, c.prime.ID))(t); r.Privacy == "" {
			t.Error("the form is not told that it is needed")
		}
		must(t, o.FileStructure(bg, c.boss, c.prime.ID, c.structure()))
		sub := o.below(c.contract, "", c.boss, o.otherVendor)
		subBoss := o.person("sub.boss", "再委 七郎", models.VendorLead, "", o.otherVendor)
		wantProblem(t, o.FileStructure(bg, subBoss, sub.ID, nobody), "privacy_lead", "error.structure.privacy")
		in := o.low()
		plain := got(o.Parties(bg, o.drafter, o.concluded(in)))(t)[0]
		must(t, o.FileStructure(bg, c.boss, plain.ID, nobody))
		in = o.high()
		in.Number, in.Classes = "家支第３号", append(in.Classes, "public")
		mixed := o.concluded(in)
		app := o.application(mixed, o.otherVendor)
		app.Classes, app.MyNumber = []string{"public"}, false
		people := storetest.People{Lead: o.lead, Drafter: o.drafter, Reviewer: o.reviewer}
		party := storetest.Subcontract(t, o.Store, people, mixed, o.see(mixed).Parties[0].ID, c.boss, app)
		must(t, o.FileStructure(bg, subBoss, party.ID, nobody))
	})
}
