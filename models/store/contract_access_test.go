package store_test

import (
	"errors"
	"testing"

	"chigiri/models"
)

func TestContractAccess(t *testing.T) {
	// Proves for every deed on a contract who may do it, for whom it is denied and for
	// whom there is no such contract; a refused deed leaves no line in the log.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.issued(o.high())
		draft := o.low()
		draft.VendorID = ""
		consulting := o.high()
		consulting.Number = "家支第３号"
		asked := o.make(consulting).ID
		_, err := o.Consult(bg, o.drafter, asked, "意見を求めます。")
		must(t, err)
		deeds := map[string]struct {
			do      func(a models.Actor) error
			staff   models.Kind // what the drafter of the division gets
			manager models.Kind
			review  models.Kind
		}{
			"update":   {func(a models.Actor) error { _, err := o.UpdateContract(bg, a, id, 99, o.high()); return err }, models.KindConflict, models.KindConflict, models.KindDenied},
			"raise":    {func(a models.Actor) error { return o.RaiseLevel(bg, a, id, models.L4, "理由") }, models.KindInvalid, models.KindInvalid, models.KindDenied},
			"endraise": {func(a models.Actor) error { return o.EndRaise(bg, a, id, "理由") }, models.KindNotFound, models.KindNotFound, models.KindDenied},
			"lower":    {func(a models.Actor) error { _, err := o.AskLowering(bg, a, id, models.L1, "理由"); return err }, models.KindInvalid, models.KindInvalid, models.KindDenied},
			"stricter": {func(a models.Actor) error { return o.SetStricter(bg, a, id, models.ParamChange{}) }, models.KindInvalid, models.KindInvalid, models.KindDenied},
			"restore":  {func(a models.Actor) error { return o.RemoveStricter(bg, a, id, "ACC-01", "x", "理由") }, models.KindNotFound, models.KindNotFound, models.KindDenied},
			"waive":    {func(a models.Actor) error { _, err := o.AskWaiver(bg, a, id, models.WaiverInput{}); return err }, models.KindInvalid, models.KindInvalid, models.KindDenied},
			"consult":  {func(a models.Actor) error { _, err := o.Consult(bg, a, id, ""); return err }, models.KindInvalid, models.KindInvalid, models.KindDenied},
			"withdraw": {func(a models.Actor) error { return o.WithdrawConsultation(bg, a, id, "理由") }, models.KindConflict, models.KindConflict, models.KindDenied},
			"answer":   {func(a models.Actor) error { return o.AnswerConsultation(bg, a, id, true, "可") }, models.KindDenied, models.KindDenied, models.KindConflict},
			"issue":    {func(a models.Actor) error { _, err := o.IssueAppendix(bg, a, id, 0, paper); return err }, models.KindInvalid, models.KindInvalid, models.KindDenied},
			"conclude": {func(a models.Actor) error { return o.Conclude(bg, a, id, 0, models.Date{}) }, models.KindInvalid, models.KindInvalid, models.KindDenied},
			"ready":    {func(a models.Actor) error { return o.MakeReady(bg, a, id) }, models.KindDenied, models.KindConflict, models.KindDenied},
			"complete": {func(a models.Actor) error { return o.Complete(bg, a, id, o.today()) }, models.KindConflict, models.KindConflict, models.KindDenied},
			"close":    {func(a models.Actor) error { return o.CloseContract(bg, a, id) }, models.KindConflict, models.KindConflict, models.KindDenied},
			"edition":  {func(a models.Actor) error { return o.MoveEdition(bg, a, id, o.edition, "理由") }, models.KindInvalid, models.KindInvalid, models.KindDenied},
			"remove":   {func(a models.Actor) error { return o.RemoveContract(bg, a, id, "理由") }, models.KindConflict, models.KindConflict, models.KindDenied},
			"copy": {func(a models.Actor) error {
				_, err := o.CopyContract(bg, a, id, "", models.Date{}, models.Date{})
				return err
			}, models.KindInvalid, models.KindInvalid, models.KindDenied},
			"decide":     {func(a models.Actor) error { return o.DecideWaiver(bg, a, id, "none", true, "") }, models.KindNotFound, models.KindNotFound, models.KindNotFound},
			"edit asked": {func(a models.Actor) error { _, err := o.UpdateContract(bg, a, asked, 1, o.high()); return err }, models.KindConflict, models.KindConflict, models.KindDenied},
		}
		before := o.see(id).Contract.Version
		events := o.count()
		for name, d := range deeds {
			lead := models.KindDenied
			switch name {
			case "edit asked":
				lead = models.KindNotFound // nothing was issued yet
			case "copy", "remove":
			}
			for who, want := range map[*models.Actor]models.Kind{
				&o.drafter: d.staff, &o.manager: d.manager, &o.reviewer: d.review, &o.auditor: auditorGets(d.review),
				&o.admin: models.KindNotFound, &o.lead: lead, &o.worker: models.KindNotFound,
				&o.other: models.KindNotFound, &o.rival: models.KindNotFound,
			} {
				if err := d.do(*who); models.KindOf(err) != want {
					t.Errorf("%s by %s = %v, want %s", name, who.UserID, err, want)
				}
			}
		}
		if o.see(id).Contract.Version != before || o.count() != events {
			t.Errorf("refused deeds left a trace: %d events more", o.count()-events)
		}
		for _, a := range []models.Actor{o.reviewer, o.auditor, o.admin, o.lead, o.worker} {
			_, err := o.CreateContract(bg, a, draft)
			wantKind(t, err, models.KindDenied)
		}
		_, err = o.CreateContract(bg, o.other, draft)
		wantProblem(t, err, "division_id", "error.contract.division")
	})
}

// auditorGets: where the IT division may act, the audit office may not.
func auditorGets(reviewer models.Kind) models.Kind {
	if reviewer == models.KindConflict {
		return models.KindDenied
	}
	return reviewer
}

// count is how many lines the log has.
func (o *office) count() int {
	o.t.Helper()
	n, after := 0, ""
	for {
		events, next, err := o.Events(bg, models.System(), eventsAfter(after))
		must(o.t, err)
		if n += len(events); next == "" {
			return n
		}
		after = next
	}
}

func TestContractSight(t *testing.T) {
	// Proves who sees which contract, and that a vendor's lead sees what was issued and
	// nothing the house keeps for itself.
	inOffice(t, func(t *testing.T, o *office) {
		issued, in := o.issued(o.high()), o.high()
		in.Number, in.Note, in.Title = "家支第９号", "内部の覚書", "次期の案"
		draft := o.make(in).ID
		sees := func(a models.Actor, id string, want bool) {
			t.Helper()
			_, err := o.Contract(bg, a, id)
			if (err == nil) != want || err != nil && models.KindOf(err) != models.KindNotFound {
				t.Errorf("%s sees %s: %v, want %v", a.UserID, id, err, want)
			}
			if !models.CanSeeContracts(a) {
				return
			}
			list, err := o.Contracts(bg, a, models.ContractQuery{})
			must(t, err)
			found := false
			for _, r := range list.Rows {
				found = found || r.ID == id
			}
			if found != want {
				t.Errorf("%s finds %s in the list: %v, want %v", a.UserID, id, found, want)
			}
		}
		for _, a := range []models.Actor{o.drafter, o.manager, o.reviewer, o.auditor} {
			sees(a, issued, true)
			sees(a, draft, true)
		}
		for _, a := range []models.Actor{o.admin, o.worker, o.other, o.rival} {
			sees(a, issued, false)
			sees(a, draft, false)
		}
		sees(o.lead, issued, true)
		sees(o.lead, draft, false)
		for _, a := range []models.Actor{o.admin, o.worker} {
			_, err := o.Contracts(bg, a, models.ContractQuery{})
			wantKind(t, err, models.KindDenied)
		}
		v, err := o.Contract(bg, o.lead, issued)
		must(t, err)
		if v.Contract.Note != "" || v.Consultations != nil || v.Waivers != nil || v.Levels != nil || v.Needs != nil || v.Contract.Raise != nil {
			t.Errorf("the vendor is shown the house's own: %+v", v)
		}
		if v.Next.Key != "step.vendor.accept" || v.Contract.Title != o.high().Title || v.Contract.Level != models.L4 {
			t.Errorf("the vendor's page = %+v", v.Contract)
		}
	})
}

func TestVendorReadsWhatWasIssued(t *testing.T) {
	// Proves that an edit after the issue is not the vendor's to see until it is issued,
	// and that earlier versions and other vendors' are not found.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.issued(o.low())
		in := o.low()
		in.Title, in.Classes = "件名を改めた業務", []string{"public", "internal_draft"}
		_, err := o.UpdateContract(bg, o.drafter, id, o.see(id).Contract.Version, in)
		must(t, err)
		a, err := o.Appendix(bg, o.lead, id)
		must(t, err)
		if a.Facts.Title != o.low().Title || a.Version != 1 {
			t.Errorf("the vendor reads version %d of %q", a.Version, a.Facts.Title)
		}
		v, err := o.Contract(bg, o.lead, id)
		must(t, err)
		if v.Contract.Title != o.low().Title || v.Contract.Level != models.L1 {
			t.Errorf("the vendor's page = %q at %s", v.Contract.Title, v.Contract.Level)
		}
		list, err := o.Contracts(bg, o.lead, models.ContractQuery{})
		must(t, err)
		if r := list.Rows[0]; r.Level != models.L1 || r.Changed || r.WaitingFor != "" {
			t.Errorf("the vendor's list = %+v", r)
		}
		o.issue(id)
		_, err = o.AppendixVersion(bg, o.lead, id, 1)
		wantKind(t, err, models.KindNotFound)
		_, err = o.AppendixFile(bg, o.lead, id, 1, "pdf")
		wantKind(t, err, models.KindNotFound)
		_, err = o.AppendixChanges(bg, o.lead, id, 1, 2)
		wantKind(t, err, models.KindNotFound)
		_, err = o.AppendixFile(bg, o.rival, id, 0, "pdf")
		wantKind(t, err, models.KindNotFound)
		if _, err := o.AppendixFile(bg, o.lead, id, 0, "docx"); err != nil {
			t.Error(err)
		}
		o.below(id, "", o.lead, o.otherVendor)
		if v, err = o.Contract(bg, o.rival, id); err != nil || len(v.Parties) != 2 {
			t.Errorf("the subcontractor sees %d parties, %v", len(v.Parties), err)
		}
	})
}

func TestUpdateConflict(t *testing.T) {
	// Proves that of two who edit one contract the second is told, with the contract as
	// it stands, and that saving what is there already is no change.
	inOffice(t, func(t *testing.T, o *office) {
		c := o.make(o.low())
		in := o.low()
		in.Title = "一人目の件名"
		one, err := o.UpdateContract(bg, o.drafter, c.ID, c.Version, in)
		must(t, err)
		e := wantEvent(t, o.Store, models.EventContractUpdated, "contract", c.ID, o.drafter)
		wantFields(t, e.Before, "title=広報紙デザイン業務")
		wantFields(t, e.After, "title=一人目の件名")
		in.Title = "二人目の件名"
		_, err = o.UpdateContract(bg, o.manager, c.ID, c.Version, in)
		var conflict *models.Error
		if !errors.As(err, &conflict) || conflict.Kind != models.KindConflict {
			t.Fatalf("error = %v", err)
		}
		if now, ok := conflict.Current.(models.Contract); !ok || now.Title != "一人目の件名" || now.Version != one.Version {
			t.Errorf("the conflict carries %+v", conflict.Current)
		}
		in.Title = "一人目の件名"
		same, err := o.UpdateContract(bg, o.drafter, c.ID, one.Version, in)
		must(t, err)
		if same.Version != one.Version {
			t.Errorf("no change went from version %d to %d", one.Version, same.Version)
		}
	})
}
