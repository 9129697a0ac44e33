package store_test

import (
	"strings"
	"testing"

	"chigiri/models"
)

func TestContractInput(t *testing.T) {
	// Proves for every field of a contract what is refused and with which words, and
	// that everything wrong is said at once.
	inOffice(t, func(t *testing.T, o *office) {
		o.make(o.low())
		for name, c := range map[string]struct {
			edit       func(*models.ContractInput)
			field, key string
		}{
			"no number":        {func(in *models.ContractInput) { in.Number = " " }, "number", "error.required"},
			"number taken":     {func(in *models.ContractInput) { in.Number = "家支第１号" }, "number", "error.contract.number_taken"},
			"no title":         {func(in *models.ContractInput) { in.Title = "" }, "title", "error.required"},
			"long title":       {func(in *models.ContractInput) { in.Title = strings.Repeat("長", 201) }, "title", "error.too_long"},
			"control":          {func(in *models.ContractInput) { in.Title = "a\x00b" }, "title", "error.control"},
			"broken text":      {func(in *models.ContractInput) { in.Note = "\xff" }, "note", "error.utf8"},
			"my number":        {func(in *models.ContractInput) { in.Note = "123456789018" }, "note", "error.mynumber"},
			"unknown kind":     {func(in *models.ContractInput) { in.Kind = "gift" }, "kind", "error.choice"},
			"unknown method":   {func(in *models.ContractInput) { in.Procurement = "raffle" }, "procurement", "error.choice"},
			"no start":         {func(in *models.ContractInput) { in.StartsOn = models.Date{} }, "starts_on", "error.required"},
			"end before start": {func(in *models.ContractInput) { in.EndsOn = models.NewDate(2026, 3, 31) }, "ends_on", "error.date.end_before_start"},
			"eighty years":     {func(in *models.ContractInput) { in.EndsOn = models.NewDate(2098, 3, 31) }, "ends_on", "error.date.too_long"},
			"negative":         {func(in *models.ContractInput) { in.Persons = -1 }, "persons", "error.number.negative"},
			"too many persons": {func(in *models.ContractInput) { in.Persons = 1 << 40 }, "persons", "error.number.too_large"},
			"no data":          {func(in *models.ContractInput) { in.Systems, in.Classes = nil, nil }, "classes", "error.contract.no_data"},
			"unknown class":    {func(in *models.ContractInput) { in.Classes = []string{"gossip"} }, "classes", "error.class.unknown"},
			"unknown flag":     {func(in *models.ContractInput) { in.Flags = []string{"flying"} }, "flags", "error.flag.unknown"},
			"not its flag":     {func(in *models.ContractInput) { in.Flags = []string{"has_mynumber"} }, "flags", "error.flag.unknown"},
			"unknown system":   {func(in *models.ContractInput) { in.Systems = []string{"none"} }, "systems", "error.system.unknown"},
			"unknown vendor":   {func(in *models.ContractInput) { in.VendorID = "none" }, "vendor_id", "error.vendor.unknown"},
			"unknown division": {func(in *models.ContractInput) { in.DivisionID = "none" }, "division_id", "error.division.unknown"},
			"other division":   {func(in *models.ContractInput) { in.DivisionID = o.otherDivision }, "division_id", "error.contract.division"},
		} {
			in := o.low()
			in.Number = "家支第99号"
			c.edit(&in)
			_, err := o.CreateContract(bg, o.drafter, in)
			t.Run(name, func(t *testing.T) { wantProblem(t, err, c.field, c.key) })
		}
		_, err := o.CreateContract(bg, o.drafter, models.ContractInput{})
		if wrong := models.Invalid(err); wrong == nil || len(wrong.Problems) < 7 {
			t.Errorf("an empty form = %v", err)
		}
		in := o.low()
		in.DivisionID = o.otherDivision
		_, err = o.CreateContract(bg, o.other, in)
		wantProblem(t, err, "number", "error.contract.number_used")
	})
}

func TestCopyAndRemoveContract(t *testing.T) {
	// Proves that a copy takes over the work and stricter values but no decision, and
	// that only what was never issued can be removed, leaving its line in the log.
	inOffice(t, func(t *testing.T, o *office) {
		c := o.make(o.high())
		must(t, o.SetStricter(bg, o.drafter, c.ID, models.ParamChange{Obligation: "ACC-03", Param: "history", Value: 15, Reason: "監査の指摘"}))
		o.consulted(c.ID)
		next, err := o.CopyContract(bg, o.drafter, c.ID, "家支第50号", models.NewDate(2027, 4, 1), models.NewDate(2028, 3, 31))
		must(t, err)
		v := o.see(next.ID)
		if v.Contract.Title != c.Title || len(v.Stricter) != 1 || len(v.Consultations) != 0 || v.Contract.State != models.StateDraft {
			t.Errorf("copy = %+v", v.Contract)
		}
		_, err = o.CopyContract(bg, o.drafter, c.ID, "家支第50号", models.NewDate(2027, 4, 1), models.NewDate(2026, 3, 31))
		wantProblem(t, err, "number", "error.contract.number_taken")
		wantProblem(t, err, "ends_on", "error.date.end_before_start")
		wantProblem(t, o.RemoveContract(bg, o.drafter, next.ID, " "), "reason", "error.required")
		must(t, o.RemoveContract(bg, o.drafter, next.ID, "二重に登録した"))
		wantEvent(t, o.Store, models.EventContractRemoved, "contract", next.ID, o.drafter)
		_, err = o.Contract(bg, o.drafter, next.ID)
		wantKind(t, err, models.KindNotFound)
		o.issue(c.ID)
		wantKind(t, o.RemoveContract(bg, o.drafter, c.ID, "理由"), models.KindConflict)
	})
}

func TestRegistersReachContracts(t *testing.T) {
	// Proves that a change in a register shows in every contract that speaks of it: a
	// system's new class lifts the level and asks for a review, a name is found by the
	// search, and what was signed keeps its names.
	inOffice(t, func(t *testing.T, o *office) {
		issued := o.issued(o.low())
		signed := o.low()
		signed.Number, signed.Systems = "家支第３号", nil
		kept := o.concluded(signed)
		sys, err := o.InfoSystem(bg, models.System(), o.site)
		must(t, err)
		in := sys.SystemInput
		in.Classes, in.Name = []string{"public", "basic_identity"}, "府民相談サイト"
		_, err = o.UpdateSystem(bg, models.System(), o.site, sys.Version, in)
		must(t, err)
		v := o.see(issued)
		if !v.Contract.Changed() || v.Contract.Level != models.L3 || v.Next.Key != "step.changed.consult" {
			t.Errorf("contract = level %s, changed %v, next %s", v.Contract.Level, v.Contract.Changed(), v.Next.Key)
		}
		list, err := o.Contracts(bg, o.drafter, models.ContractQuery{Text: "フミン相談 ｻｲﾄ", Changed: true})
		must(t, err)
		if len(list.Rows) != 0 {
			t.Errorf("kanji were found by a reading nobody entered: %v", list.Rows)
		}
		list, err = o.Contracts(bg, o.drafter, models.ContractQuery{Text: "府民 ｻｲﾄ", Changed: true})
		must(t, err)
		if len(list.Rows) != 1 || list.Rows[0].ID != issued || list.Rows[0].Level != models.L3 {
			t.Errorf("search = %+v", list.Rows)
		}
		o.days(30)
		vendor, err := o.Vendor(bg, models.System(), o.vendor)
		must(t, err)
		vendor.Name, vendor.Representative = "新みおつくし株式会社", "後任 太郎"
		_, err = o.UpdateVendor(bg, models.System(), o.vendor, vendor.Version, vendor.VendorInput)
		must(t, err)
		division, err := o.Division(bg, models.System(), o.division)
		must(t, err)
		_, err = o.RenameDivision(bg, models.System(), o.division, division.Version, models.DivisionInput{Name: "こども家庭課", From: models.NewDate(2026, 4, 1)})
		must(t, err)
		a, err := o.Appendix(bg, o.drafter, kept)
		must(t, err)
		if a.Facts.Vendor.Name != "みおつくし情報システム株式会社" || a.Facts.Vendor.Representative != "海野 渚" || a.Facts.Division != "家庭支援課" {
			t.Errorf("a signed contract names %q (%s) and %q", a.Facts.Vendor.Name, a.Facts.Vendor.Representative, a.Facts.Division)
		}
		if o.see(kept).Contract.Changed() {
			t.Error("a signed contract is out of date because a register changed its names")
		}
		if a, err = o.Appendix(bg, o.drafter, issued); err != nil || a.Facts.Vendor.Name != "新みおつくし株式会社" || a.Facts.Division != "こども家庭課" {
			t.Errorf("an unsigned contract names %q and %q, %v", a.Facts.Vendor.Name, a.Facts.Division, err)
		}
	})
}

func TestMoveEdition(t *testing.T) {
	// Proves that a contract stays with its edition when a later one is published, and
	// moves on purpose, which asks for another issue.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.issued(o.low())
		source := strings.Replace(bundled(t), "version: '2026-10'", "version: '2027-04'", 1)
		source = strings.Replace(source, "effective_from: '2026-10-01'", "effective_from: '2026-11-01'", 1)
		later, err := o.PublishEdition(bg, o.reviewer, "later.yaml", []byte(source))
		must(t, err)
		again, err := o.PublishEdition(bg, o.reviewer, "later.yaml", []byte(source))
		must(t, err)
		if again.ID != later.ID {
			t.Error("the same bytes were published twice")
		}
		_, err = o.PublishEdition(bg, o.reviewer, "later.yaml", []byte(source+"\n# another\n"))
		wantKind(t, err, models.KindConflict)
		_, err = o.PublishEdition(bg, o.drafter, "later.yaml", []byte(source))
		wantKind(t, err, models.KindDenied)
		o.days(250)
		v := o.see(id)
		if v.Contract.Changed() || v.Newer == nil || v.Newer.Version != "2027-04" {
			t.Errorf("newer = %+v, changed %v", v.Newer, v.Contract.Changed())
		}
		wantProblem(t, o.MoveEdition(bg, o.drafter, id, "none", "理由"), "edition_id", "error.edition.unknown")
		wantProblem(t, o.MoveEdition(bg, o.drafter, id, later.ID, ""), "reason", "error.required")
		must(t, o.MoveEdition(bg, o.drafter, id, later.ID, "新しい版に合わせる"))
		wantEvent(t, o.Store, models.EventEditionMoved, "contract", id, o.drafter)
		if v = o.see(id); !v.Contract.Changed() || v.Edition.Version != "2027-04" || v.Newer != nil {
			t.Errorf("after the move: edition %s, changed %v", v.Edition.Version, v.Contract.Changed())
		}
		rows, err := o.Editions(bg, o.auditor)
		must(t, err)
		if len(rows) != 2 || !rows[0].Current || rows[0].ID != later.ID || rows[0].Contracts != 1 {
			t.Errorf("editions = %+v", rows)
		}
		_, err = o.Editions(bg, o.admin)
		wantKind(t, err, models.KindDenied)
	})
}
