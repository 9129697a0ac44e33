package store_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
)

func TestVendorListsWhatWasIssued(t *testing.T) {
	// Proves that lists, searches, first pages and cursors tell a vendor what was issued
	// and nothing of a change that is under way.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.issued(o.low())
		second := o.low()
		second.Number, second.Title = "家支第７号", "別の業務"
		o.issued(second)
		in := o.low()
		in.Number, in.Title, in.Note = "家支秘第９号", "内密の次期業務", "覚書"
		in.StartsOn, in.EndsOn = models.NewDate(2026, 5, 1), models.NewDate(2030, 3, 31)
		_, err := o.UpdateContract(bg, o.drafter, id, o.see(id).Contract.Version, in)
		must(t, err)
		for _, sort := range []string{"", "updated", "title", "number", "ends", "level", "waiting"} {
			q := models.ContractQuery{Sort: sort, Limit: 1}
			first, err := o.Contracts(bg, o.lead, q)
			must(t, err)
			q.After = first.Next
			rest, err := o.Contracts(bg, o.lead, q)
			must(t, err)
			if len(first.Rows) != 1 || len(rest.Rows) != 1 || first.Rows[0].ID == rest.Rows[0].ID {
				t.Fatalf("sorted by %q: %d and %d rows", sort, len(first.Rows), len(rest.Rows))
			}
			told, err := json.Marshal([]models.ContractList{first, rest})
			must(t, err)
			cursor, err := base64.RawURLEncoding.DecodeString(first.Next)
			must(t, err)
			for _, secret := range []string{"秘", "内密", "覚書", "2030-03-31", "2026-05-01"} {
				if strings.Contains(string(told)+string(cursor), secret) {
					t.Errorf("sorted by %q the vendor is told %s: %s %s", sort, secret, told, cursor)
				}
			}
		}
		found := func(q models.ContractQuery, want int) {
			t.Helper()
			list, err := o.Contracts(bg, o.lead, q)
			must(t, err)
			if len(list.Rows) != want || list.Total != want {
				t.Errorf("%+v finds %d of %d, want %d", q, len(list.Rows), list.Total, want)
			}
		}
		found(models.ContractQuery{Text: "内密"}, 0)
		found(models.ContractQuery{Text: "家支秘第９号"}, 0)
		found(models.ContractQuery{Text: o.low().Title}, 1)
		found(models.ContractQuery{Year: 2029}, 0)
		found(models.ContractQuery{Year: 2026}, 2)
		home, err := o.Home(bg, o.lead)
		must(t, err)
		for _, i := range home.Turn {
			if strings.Contains(i.Title, "内密") {
				t.Errorf("the vendor's first page shows %q", i.Title)
			}
		}
	})
}

func TestVendorFiltersTellNothingOfADraft(t *testing.T) {
	// Proves that a vendor learns neither by a filter, a figure nor a row of the system and
	// the division that a contract has in a change under way.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.issued(o.low())
		in := o.low()
		in.Systems, in.StartsOn = []string{o.navi}, models.NewDate(2025, 4, 1)
		_, err := o.UpdateContract(bg, o.drafter, id, o.see(id).Contract.Version, in)
		must(t, err)
		d, err := o.Division(bg, o.admin, o.division)
		must(t, err)
		_, err = o.MergeDivision(bg, o.admin, d.ID, d.Version, o.otherDivision, o.today())
		must(t, err)
		for field, q := range map[string]models.ContractQuery{
			"system": {System: o.navi}, "division": {Division: o.otherDivision},
		} {
			_, err := o.Contracts(bg, o.lead, q)
			wantProblem(t, err, field, "error.contract.filter")
		}
		for _, q := range []models.ContractQuery{{Sort: "level"}, {Sort: "updated"}, {Year: 2026, Level: models.L1}, {State: models.StateIssued}} {
			list, err := o.Contracts(bg, o.lead, q)
			must(t, err)
			if len(list.Rows) != 1 || list.Rows[0].Division != "家庭支援課" || list.Rows[0].Level != models.L1 {
				t.Errorf("%+v gives %+v", q, list.Rows)
			}
		}
		for _, q := range []models.ContractQuery{{Year: 2025}, {Level: models.L4}, {Text: "児童相談"}, {Text: "税政課"}} {
			if list, err := o.Contracts(bg, o.lead, q); err != nil || list.Total != 0 {
				t.Errorf("%+v finds %d, %v", q, list.Total, err)
			}
		}
	})
}

func TestAppendixIsForWhomItWasIssuedTo(t *testing.T) {
	// Proves that a vendor chosen after the issue sees neither the contract nor the
	// appendix with the other vendor's name until it is issued anew, and that the one before
	// it keeps of all that the appendix it was given.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.issued(o.low())
		issued := got(o.Appendix(bg, o.drafter, id))(t).Facts.Vendor.Name
		in := o.low()
		in.VendorID = o.otherVendor
		_, err := o.UpdateContract(bg, o.drafter, id, o.see(id).Contract.Version, in)
		must(t, err)
		for _, a := range []models.Actor{o.lead, o.rival} {
			_, err = o.Contract(bg, a, id)
			wantKind(t, err, models.KindNotFound)
			kind := models.KindNotFound
			if a.UserID == o.lead.UserID {
				kind = ""
			}
			given, err := o.Appendix(bg, a, id)
			wantKind(t, err, kind)
			if err == nil && (given.Version != 1 || given.Facts.Vendor.Name != issued) {
				t.Errorf("the one before reads version %d, of %s", given.Version, given.Facts.Vendor.Name)
			}
			_, err = o.AppendixFile(bg, a, id, 0, "pdf")
			wantKind(t, err, kind)
			list, err := o.Contracts(bg, a, models.ContractQuery{})
			must(t, err)
			if len(list.Rows) != 0 {
				t.Errorf("%s finds %+v", a.UserID, list.Rows)
			}
		}
		o.issue(id)
		if a, err := o.Appendix(bg, o.rival, id); err != nil || a.Version != 2 {
			t.Errorf("the vendor it was issued to reads version %d, %v", a.Version, err)
		}
		_, err = o.Contract(bg, o.lead, id)
		wantKind(t, err, models.KindNotFound)
	})
}

func TestVendorOwesWhatWasIssued(t *testing.T) {
	// Proves that what a vendor owes follows from the appendix in force: a change under
	// way that will ask for more asks for nothing yet, and does when it is issued.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.issued(o.low())
		owed := func() string {
			v, err := o.Contract(bg, o.lead, id)
			must(t, err)
			b, err := json.Marshal(v.Standing.Requirements)
			must(t, err)
			return string(b)
		}
		before := owed()
		in := o.high()
		in.Number = o.low().Number
		_, err := o.UpdateContract(bg, o.drafter, id, o.see(id).Contract.Version, in)
		must(t, err)
		if now := owed(); now != before {
			t.Errorf("the vendor owes %s before the issue, and owed %s", now, before)
		}
		_, err = o.Consult(bg, o.drafter, id, "意見を求めます。")
		must(t, err)
		must(t, o.AnswerConsultation(bg, o.reviewer, id, true, "異存ありません。"))
		o.issue(id)
		if owed() == before {
			t.Error("what was issued asks for nothing")
		}
	})
}

func TestSearchOfManyWords(t *testing.T) {
	// Proves that a page of text pasted into a search is answered, not a fault.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.make(o.low()).ID
		for _, text := range []string{strings.Repeat("広報 ", 20_000), strings.Repeat("広報紙デザイン業務 ", 19) + strings.Repeat("x ", 3000)} {
			list, err := o.Contracts(bg, o.drafter, models.ContractQuery{Text: text})
			must(t, err)
			if strings.HasSuffix(text, "広報 ") && (len(list.Rows) != 1 || list.Rows[0].ID != id) {
				t.Errorf("found %+v", list.Rows)
			}
			_, err = o.Vendors(bg, o.drafter, vendorsNamed(text))
			must(t, err)
		}
	})
}

func vendorsNamed(text string) store.VendorQuery { return store.VendorQuery{Text: text} }
