package store_test

import (
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
)

func TestHold(t *testing.T) {
	// Proves that a hold is placed once with a reason and lifted once with a reason, by
	// the IT division alone, is in the log, and leaves the contract's version alone.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.issued(o.low())
		version := o.see(id).Contract.Version
		for a, want := range map[*models.Actor]models.Kind{
			&o.drafter: models.KindDenied, &o.manager: models.KindDenied, &o.auditor: models.KindDenied, &o.lead: models.KindDenied,
			&o.admin: models.KindNotFound, &o.worker: models.KindNotFound, &o.other: models.KindNotFound, &o.rival: models.KindNotFound,
		} {
			_, err := o.PlaceHold(bg, *a, id, "係争")
			wantKind(t, err, want)
			_, err = o.LiftHold(bg, *a, id, "終結")
			wantKind(t, err, want)
		}
		_, err := o.PlaceHold(bg, o.reviewer, id, " ")
		wantProblem(t, err, "reason", "error.required")
		_, err = o.LiftHold(bg, o.reviewer, id, "終結")
		wantKind(t, err, models.KindConflict)
		h, err := o.PlaceHold(bg, o.reviewer, id, "係争中のため")
		must(t, err)
		if e := wantEvent(t, o.Store, models.EventHoldPlaced, "contract", id, o.reviewer); e.Reason != "係争中のため" || e.ContractID != id {
			t.Errorf("event = %+v", e)
		}
		_, err = o.PlaceHold(bg, o.reviewer, id, "再び")
		wantKind(t, err, models.KindConflict)
		v := o.see(id)
		if len(v.Holds) != 1 || v.Holds[0] != h || v.Holds[0].PlacedBy != o.reviewer.Name || v.Contract.Version != version {
			t.Errorf("holds = %+v, version %d", v.Holds, v.Contract.Version)
		}
		if v, err := o.Contract(bg, o.lead, id); err != nil || v.Holds != nil {
			t.Errorf("the vendor is shown %+v, %v", v.Holds, err)
		}
		lifted, err := o.LiftHold(bg, o.reviewer, id, "終結したため")
		must(t, err)
		if e := wantEvent(t, o.Store, models.EventHoldLifted, "contract", id, o.reviewer); e.Reason != "終結したため" {
			t.Errorf("event = %+v", e)
		}
		if v := o.see(id); len(v.Holds) != 1 || v.Holds[0] != lifted || lifted.Stands() || lifted.LiftReason != "終結したため" {
			t.Errorf("holds = %+v", v.Holds)
		}
	})
}

func TestHeldDraftIsNotRemoved(t *testing.T) {
	// Proves that a draft under hold cannot be removed, and can when it was lifted.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.make(o.low()).ID
		_, err := o.PlaceHold(bg, o.reviewer, id, "調査")
		must(t, err)
		wantKind(t, o.RemoveContract(bg, o.drafter, id, "重複"), models.KindConflict)
		if v, err := o.Contract(bg, o.drafter, id); err != nil || v.Can["remove"] || v.Can["hold"] || v.Can["lift_hold"] {
			t.Errorf("can %v, %v", v.Can, err)
		}
		_, err = o.LiftHold(bg, o.reviewer, id, "終結")
		must(t, err)
		must(t, o.RemoveContract(bg, o.drafter, id, "重複"))
	})
}

func TestHoldKeepsFromTheCut(t *testing.T) {
	// Proves that nothing of a contract goes while a hold stands, and all that is past
	// its time once it is lifted.
	onShelf(t, func(t *testing.T, a *shelf) {
		_, err := a.PlaceHold(bg, a.reviewer, a.low, "係争")
		must(t, err)
		a.clock.Set(time.Date(2030, 5, 2, 9, 0, 0, 0, models.Japan))
		a.sign()
		n, err := a.CutLog(bg)
		if n != 0 || err != nil {
			t.Errorf("cut %d, %v", n, err)
		}
		_, err = a.LiftHold(bg, a.reviewer, a.low, "終結")
		must(t, err)
		n, err = a.CutLog(bg)
		if n == 0 || err != nil {
			t.Errorf("cut %d, %v", n, err)
		}
		if a.of(a.low) != 2 { // the lifting itself is new, and the cut tells of itself
			t.Errorf("%d events are left", a.of(a.low))
		}
		if r := check(t, a.Store, ledger.Options{}); r.Finding != nil || int(r.Cut) != n {
			t.Errorf("report = %+v", r)
		}
	})
}
