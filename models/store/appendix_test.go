package store_test

import (
	"slices"
	"sync"
	"testing"

	"chigiri/models"
)

func TestConsultationCoversExactlyWhatWasAsked(t *testing.T) {
	// Proves that an answer holds for the facts it was given for and no others, that
	// nothing changes while the IT division is asked, and how numbers run.
	inOffice(t, func(t *testing.T, o *office) {
		c := o.make(o.high())
		_, err := o.IssueAppendix(bg, o.drafter, c.ID, c.Version, paper)
		wantProblem(t, err, "consultation", "error.contract.not_consulted")
		_, err = o.Consult(bg, o.drafter, c.ID, "意見を求めます。")
		must(t, err)
		e := wantEvent(t, o.Store, models.EventContractMoved, "contract", c.ID, o.drafter)
		wantFields(t, e.After, "state=consulting")
		wantKind(t, o.RaiseLevel(bg, o.drafter, c.ID, models.L4, "理由"), models.KindConflict)
		_, err = o.UpdateContract(bg, o.drafter, c.ID, 0, o.high())
		wantKind(t, err, models.KindConflict)
		_, err = o.Consult(bg, o.drafter, c.ID, "もう一度")
		wantKind(t, err, models.KindConflict)
		wantProblem(t, o.AnswerConsultation(bg, o.reviewer, c.ID, true, " "), "answer", "error.required")
		must(t, o.AnswerConsultation(bg, o.reviewer, c.ID, false, "遠隔保守の方法を書いてください。"))
		if v := o.see(c.ID); v.Next.Key != "step.draft.returned" || v.Contract.State != models.StateDraft {
			t.Errorf("after a return: %s, %s", v.Next.Key, v.Contract.State)
		}
		q, err := o.Consult(bg, o.manager, c.ID, "書きました。")
		must(t, err)
		if q.Number != "協議第2号" {
			t.Errorf("number = %s", q.Number)
		}
		must(t, o.WithdrawConsultation(bg, o.drafter, c.ID, "誤りに気付いた"))
		o.consulted(c.ID)
		in := o.high()
		in.Persons++
		_, err = o.UpdateContract(bg, o.drafter, c.ID, o.see(c.ID).Contract.Version, in)
		must(t, err)
		_, err = o.IssueAppendix(bg, o.drafter, c.ID, o.see(c.ID).Contract.Version, paper)
		wantProblem(t, err, "consultation", "error.contract.not_consulted")
		_, err = o.UpdateContract(bg, o.drafter, c.ID, o.see(c.ID).Contract.Version, o.high())
		must(t, err)
		if a := o.issue(c.ID); a.Facts.Consultation == nil || a.Facts.Consultation.Number != "協議第3号" {
			t.Errorf("the stamp is %+v", a.Facts.Consultation)
		}
		other := o.high()
		other.Number = "家支第7号"
		o.days(366)
		q, err = o.Consult(bg, o.drafter, o.make(other).ID, "次の年度です。")
		must(t, err)
		if q.Number != "協議第1号" {
			t.Errorf("the first of the next fiscal year is %s", q.Number)
		}
	})
}

func TestSystemMovesWhileConsulting(t *testing.T) {
	// Proves that the IT division cannot agree to facts that moved under the question.
	inOffice(t, func(t *testing.T, o *office) {
		c := o.make(o.high())
		_, err := o.Consult(bg, o.drafter, c.ID, "意見を求めます。")
		must(t, err)
		sys, err := o.InfoSystem(bg, models.System(), o.navi)
		must(t, err)
		in := sys.SystemInput
		in.Classes = append(in.Classes, "health")
		_, err = o.UpdateSystem(bg, models.System(), o.navi, sys.Version, in)
		must(t, err)
		if v := o.see(c.ID); !v.Moved || v.Next.Key != "step.consulting.moved" {
			t.Errorf("moved %v, next %s", v.Moved, v.Next.Key)
		}
		list, err := o.Contracts(bg, o.reviewer, models.ContractQuery{Text: c.Number})
		must(t, err)
		if len(list.Rows) != 1 || list.Rows[0].WaitingFor != models.Reviewer {
			t.Errorf("waits for %+v", list.Rows)
		}
		wantKind(t, o.AnswerConsultation(bg, o.reviewer, c.ID, true, "異存ありません。"), models.KindConflict)
		must(t, o.AnswerConsultation(bg, o.reviewer, c.ID, false, "対象が変わりました。"))
	})
}

func TestIssueKeepsTheBytes(t *testing.T) {
	// Proves that what was issued is served byte for byte under its SHA-256 whatever
	// happens later, and that versions are compared article by article.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.issued(o.low())
		e := wantEvent(t, o.Store, models.EventAppendixIssued, "appendix", o.see(id).Issued[0].ID, o.drafter)
		first, err := o.AppendixFile(bg, o.drafter, id, 1, "pdf")
		must(t, err)
		if first.SHA256 != sum(first.Bytes) || e.After["pdf"] != first.SHA256 || first.Name != "特記仕様書_家支第１号_第1版.pdf" {
			t.Errorf("file = %s %s, event %v", first.Name, first.SHA256, e.After)
		}
		_, err = o.IssueAppendix(bg, o.drafter, id, o.see(id).Contract.Version, paper)
		wantProblem(t, err, "state", "error.contract.unchanged")
		in := o.low()
		in.Classes = []string{"public", "internal_draft"}
		_, err = o.UpdateContract(bg, o.drafter, id, o.see(id).Contract.Version, in)
		must(t, err)
		wantProblem(t, o.Conclude(bg, o.drafter, id, 0, o.today()), "state", "error.contract.changed")
		draft, err := o.AppendixChanges(bg, o.drafter, id, 1, 0)
		must(t, err)
		if a := o.issue(id); a.Version != 2 {
			t.Errorf("version = %d", a.Version)
		}
		changes, err := o.AppendixChanges(bg, o.auditor, id, 1, 2)
		must(t, err)
		if len(changes.Articles) == 0 || len(changes.Articles) != len(draft.Articles) {
			t.Errorf("%d changes, as a draft %d", len(changes.Articles), len(draft.Articles))
		}
		same, err := o.AppendixChanges(bg, o.auditor, id, 2, 0)
		must(t, err)
		if !same.None() {
			t.Errorf("the version in force and the present draft differ: %+v", same)
		}
		again, err := o.AppendixFile(bg, o.drafter, id, 1, "pdf")
		must(t, err)
		if again.SHA256 != first.SHA256 || string(again.Bytes) != string(first.Bytes) {
			t.Error("the first version is no longer what was issued")
		}
		latest, err := o.AppendixFile(bg, o.drafter, id, 0, "pdf")
		must(t, err)
		if latest.SHA256 == first.SHA256 {
			t.Error("the version in force is still the first")
		}
		_, err = o.AppendixFile(bg, o.drafter, id, 3, "pdf")
		wantKind(t, err, models.KindNotFound)
		_, err = o.AppendixFile(bg, o.drafter, id, 1, "exe")
		wantKind(t, err, models.KindNotFound)
	})
}

func TestComparisonNamesTheCover(t *testing.T) {
	// Proves that a change of the cover alone is told, before and after, and that it is
	// what makes the issued version out of date.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.issued(o.low())
		in := o.low()
		in.Persons, in.SystemManager = 4200, "次長"
		_, err := o.UpdateContract(bg, o.drafter, id, o.see(id).Contract.Version, in)
		must(t, err)
		changes, err := o.AppendixChanges(bg, o.drafter, id, 1, 0)
		must(t, err)
		var fields []string
		for _, f := range changes.Facts {
			fields = append(fields, f.Field)
			if f.Field == "persons" && (f.Before != o.low().Persons || f.After != 4200) {
				t.Errorf("persons %v → %v", f.Before, f.After)
			}
		}
		if !slices.Equal(fields, []string{"system_manager", "persons"}) || len(changes.Articles) != 0 || !o.see(id).Contract.Changed() {
			t.Errorf("facts %v, %d articles", fields, len(changes.Articles))
		}
	})
}

func TestIssueNamesTheVendor(t *testing.T) {
	// Proves that a contract is signed only with an appendix that names its vendor; a
	// vendor chosen after the issue needs another version but no other answer.
	inOffice(t, func(t *testing.T, o *office) {
		in := o.high()
		in.VendorID = ""
		id := o.issued(in)
		if v := o.see(id); v.Next.Key != "step.issued.vendor" {
			t.Errorf("next = %s", v.Next.Key)
		}
		in.VendorID = o.vendor
		_, err := o.UpdateContract(bg, o.drafter, id, o.see(id).Contract.Version, in)
		must(t, err)
		if v := o.see(id); v.Next.Key != "step.issued.renew" || v.Contract.Changed() || !v.Can["issue"] || v.Can["conclude"] {
			t.Errorf("next = %s, can %v", v.Next.Key, v.Can)
		}
		wantProblem(t, o.Conclude(bg, o.drafter, id, 0, o.today()), "state", "error.contract.new_vendor")
		if a := o.issue(id); a.Version != 2 || a.Facts.Vendor.Name == "" || a.Facts.Consultation == nil {
			t.Errorf("version %d names %q", a.Version, a.Facts.Vendor.Name)
		}
		must(t, o.Conclude(bg, o.drafter, id, 0, o.today()))
		in.VendorID = o.otherVendor
		_, err = o.UpdateContract(bg, o.drafter, id, o.see(id).Contract.Version, in)
		wantProblem(t, err, "vendor_id", "error.contract.vendor_signed")
	})
}

func TestTwoIssueAtOnce(t *testing.T) {
	// Proves that of many who issue the same version at once one does, and the others
	// are told; numbers of consultations given at once are all different.
	inOffice(t, func(t *testing.T, o *office) {
		c := o.make(o.low())
		const n = 6
		errs := make([]error, n)
		var wg sync.WaitGroup
		for i := range n {
			wg.Go(func() { _, errs[i] = o.IssueAppendix(bg, o.drafter, c.ID, c.Version, paper) })
		}
		wg.Wait()
		good := 0
		for _, err := range errs {
			if err == nil {
				good++
			} else {
				wantKind(t, err, models.KindConflict)
			}
		}
		if v := o.see(c.ID); good != 1 || len(v.Issued) != 1 || v.Contract.IssuedNumber != 1 {
			t.Errorf("%d issued, %d versions", good, len(v.Issued))
		}
		numbers := make([]string, n)
		ids := make([]string, n)
		for i := range n {
			in := o.high()
			in.Number = string(rune('甲' + i))
			ids[i] = o.make(in).ID
		}
		for i := range n {
			wg.Go(func() {
				q, err := o.Consult(bg, o.drafter, ids[i], "意見を求めます。")
				numbers[i], errs[i] = q.Number, err
			})
		}
		wg.Wait()
		seen := map[string]bool{}
		for i := range n {
			must(t, errs[i])
			seen[numbers[i]] = true
		}
		if len(seen) != n {
			t.Errorf("numbers = %v", numbers)
		}
	})
}
