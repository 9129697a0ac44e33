package store_test

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// shelf is an office whose log is signed, with contracts at every end of their
// lives.
type shelf struct {
	*office
	keys                                     store.LogKeys
	low, high, own, held, open, removed, old string
}

// newShelf closes its contracts on 1 May 2027, a month after they ended. old is
// an account about which nothing has happened since the beginning.
func newShelf(t *testing.T, s *store.Store, clock *storetest.Clock) *shelf {
	t.Helper()
	a := &shelf{office: newOffice(t, s, clock), keys: store.LogKeys{Key: newKey(t)}}
	made := func(n int, in models.ContractInput) string {
		in.Number = fmt.Sprintf("保存第%d号", n)
		return a.make(in).ID
	}
	u, err := s.SeedUser(bg, models.UserInput{Login: "old.one", Name: "古参 一郎", Role: models.Reviewer}, "", "")
	must(t, err)
	a.old = u.ID
	a.low, a.high, a.held, a.open, a.removed = made(1, a.office.low()), made(2, a.office.high()), made(3, a.office.low()), made(4, a.office.low()), made(5, a.office.low())
	a.own = made(6, a.office.high())
	must(t, s.SetStricter(bg, a.drafter, a.own, models.ParamChange{Obligation: "LOG-02", Param: "retain_months", Value: 84, Reason: "係争に備える"}))
	must(t, s.RemoveContract(bg, a.drafter, a.removed, "重複"))
	clock.Set(time.Date(2027, 5, 1, 9, 0, 0, 0, models.Japan))
	for _, id := range []string{a.low, a.high, a.own, a.held} {
		must(t, s.RawExec(fmt.Sprintf(`UPDATE contracts SET state = 'closed', completed_on = '2027-03-31', state_since = '%s' WHERE id = '%s'`,
			s.Now().Format("2006-01-02 15:04:05.999999-07:00"), id)))
	}
	must(t, s.RawExec(fmt.Sprintf(`INSERT INTO contract_holds (id, contract_id, reason, placed_by, placed_at) VALUES ('h', '%s', '係争', '審査', '2027-05-01 00:00:00+00:00')`, a.held)))
	a.sign()
	return a
}

func (a *shelf) sign() {
	a.t.Helper()
	_, _, err := a.CheckpointLog(bg, a.keys)
	must(a.t, err)
}

// of is how many events are there about a contract; "" for those about none.
func (a *shelf) of(contract string) int {
	a.t.Helper()
	n, after := 0, ""
	for {
		events, next, err := a.Events(bg, models.System(), store.EventQuery{ContractID: contract, After: after, Limit: 200})
		must(a.t, err)
		for _, e := range events {
			if e.ContractID == contract {
				n++
			}
		}
		if after = next; after == "" {
			return n
		}
	}
}

// onShelf runs a test on each engine.
func onShelf(t *testing.T, test func(t *testing.T, a *shelf)) {
	t.Helper()
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) { test(t, newShelf(t, s, clock)) })
}

func TestCutTakesWhatIsPastItsTime(t *testing.T) {
	// Proves on which day the events of each contract go: not while the contract is open
	// or held, by its own period where it set one, and that the log checks after every
	// cut and counts what is gone.
	onShelf(t, func(t *testing.T, a *shelf) {
		kept := map[string]int{"low": a.of(a.low), "high": a.of(a.high), "own": a.of(a.own), "held": a.of(a.held), "open": a.of(a.open), "removed": a.of(a.removed), "none": a.of("")}
		total := int64(0)
		for _, c := range []struct {
			day  models.Date
			gone []string
		}{
			{models.NewDate(2028, 5, 1), nil},
			{models.NewDate(2028, 5, 2), []string{"low"}}, // L1 takes the shortest, 12 months after the closing
			{models.NewDate(2031, 4, 1), nil},
			{models.NewDate(2031, 4, 2), []string{"removed", "none"}}, // 60 months after the events
			{models.NewDate(2032, 5, 1), nil},
			{models.NewDate(2032, 5, 2), []string{"high"}}, // 60 months after the closing
			{models.NewDate(2034, 5, 1), nil},
			{models.NewDate(2034, 5, 2), []string{"own"}}, // 84
		} {
			a.clock.Set(c.day.Start().Add(3 * time.Hour))
			a.sign()
			n, err := a.CutLog(bg)
			must(t, err)
			want := 0
			for _, name := range c.gone {
				want += kept[name]
			}
			if slices.Contains(c.gone, "none") {
				want -= 2 // the edition and the key stay for good
			}
			if n != want {
				t.Errorf("on %s %d events were cut, want %d of %v", c.day, n, want, c.gone)
			}
			total += int64(n)
			r := check(t, a.Store, ledger.Options{Key: a.keys.Key.Verifier})
			if r.Finding != nil || r.Cut != total {
				t.Errorf("on %s the report is %v, cut %d of %d", c.day, r.Finding, r.Cut, total)
			}
		}
		if n, err := a.CutLog(bg); err != nil || n != 0 {
			t.Errorf("a second time %d, %v", n, err)
		}
		for name, id := range map[string]string{"held": a.held, "open": a.open} {
			if a.of(id) != kept[name] {
				t.Errorf("%s has %d of %d events", name, a.of(id), kept[name])
			}
		}
		if a.of(a.high) != 1 || // what is left is that it was cut
			a.see(a.high).Contract.Title == "" {
			t.Error("the contract's page does not stand without its events")
		}
		e := lastEvent(t, a.Store, "log", a.rawOne("log_cuts", "id"))
		if e.Kind != models.EventLogCut || e.After["before"] == "" || e.After["leaves"] == nil {
			t.Errorf("the cut's event is %+v", e)
		}
	})
}

// rawOne is the last value of a column.
func (a *shelf) rawOne(table, column string) string {
	a.t.Helper()
	rows, err := a.RawRows(table, column)
	must(a.t, err)
	if len(rows) == 0 {
		a.t.Fatalf("%s is empty", table)
	}
	return slices.Max(rows)
}

func TestCutWaitsForASignature(t *testing.T) {
	// Proves that nothing is cut that no signed checkpoint covers, and nothing without
	// any.
	inOffice(t, func(t *testing.T, o *office) {
		o.clock.Advance(6 * 366 * 24 * time.Hour)
		_, err := o.GrowLog(bg)
		must(t, err)
		if n, err := o.CutLog(bg); n != 0 || err != nil {
			t.Errorf("cut %d, %v", n, err)
		}
		_, _, err = o.CheckpointLog(bg, store.LogKeys{Key: newKey(t)})
		must(t, err)
		if n, err := o.CutLog(bg); n == 0 || err != nil {
			t.Errorf("cut %d, %v", n, err)
		}
	})
}

func TestCutForgetsPersonalValues(t *testing.T) {
	// Proves that a personal value goes with the last event that speaks of it, stays
	// while there is another, and is known again when its person comes back.
	onShelf(t, func(t *testing.T, a *shelf) {
		before, err := a.RawRows("personal_values", "value")
		must(t, err)
		if !slices.Contains(before, "古参 一郎") || !slices.Contains(before, a.drafter.Name) {
			t.Fatalf("personal values: %v", before)
		}
		a.clock.Set(time.Date(2031, 4, 2, 9, 0, 0, 0, models.Japan))
		_, err = a.CutLog(bg)
		must(t, err)
		after, err := a.RawRows("personal_values", "value")
		must(t, err)
		if slices.Contains(after, "古参 一郎") || !slices.Contains(after, a.drafter.Name) {
			t.Errorf("personal values: %v", after)
		}
		back := models.Actor{UserID: a.old, Name: "古参 一郎", Role: models.Reviewer, Address: storetest.Address}
		must(t, a.SetLanguage(bg, back, "en"))
		wantEvent(t, a.Store, models.EventLanguageChanged, "user", a.old, back)
		r := check(t, a.Store, ledger.Options{Key: a.keys.Key.Verifier})
		if r.Finding != nil || r.Erased == 0 {
			t.Errorf("report = %+v", r)
		}
	})
}

func TestCutsAreSealed(t *testing.T) {
	// Proves, by a table's owner without triggers, that a deletion without a cut, a cut
	// without its event, and one that took more than its event says are found, each by
	// the whole check and by the watch.
	const extra = "(SELECT MIN(l.position) FROM log_leaves l JOIN events e ON e.id = l.event_id)"
	const last = "(SELECT MAX(id) FROM log_cuts)"
	const gone = "DELETE FROM events WHERE id = (SELECT event_id FROM log_leaves WHERE position = " + extra + ")"
	for name, c := range map[string]struct {
		sql  []string
		code ledger.Code
	}{
		"a deletion without a cut": {[]string{gone}, ledger.Removed},
		"a cut without its event": {[]string{
			"INSERT INTO log_cuts (id, leaves, digest, made_at) VALUES ('zz', 1, '', '2031-04-02 00:00:00+00:00')",
			"INSERT INTO log_cut_leaves (position, cut_id) SELECT " + extra + ", 'zz'", gone,
		}, ledger.Unsealed},
		"a cut that took more": {[]string{"INSERT INTO log_cut_leaves (position, cut_id) SELECT " + extra + ", " + last, gone}, ledger.Unsealed},
		"a cut that is forgotten": {[]string{
			"DELETE FROM log_cut_leaves WHERE position = (SELECT MIN(position) FROM log_cut_leaves)",
		}, ledger.Removed},
		"an event of a cut rewritten": {[]string{
			"DELETE FROM events WHERE kind = 'log.cut'", "DELETE FROM event_queue",
		}, ledger.Removed},
	} {
		t.Run(name, func(t *testing.T) {
			onShelf(t, func(t *testing.T, a *shelf) {
				a.clock.Set(time.Date(2028, 5, 2, 9, 0, 0, 0, models.Japan))
				n, err := a.CutLog(bg)
				must(t, err)
				a.sign()
				must(t, a.DropTriggers())
				for _, q := range c.sql {
					must(t, a.RawExec(q))
				}
				r := check(t, a.Store, ledger.Options{Key: a.keys.Key.Verifier})
				if r.Finding == nil || r.Finding.Code != c.code || n == 0 {
					t.Errorf("cut %d, found %v, want %s", n, r.Finding, c.code)
				}
				found, err := a.WatchLog(bg)
				must(t, err)
				if found == nil || found.Code != c.code {
					t.Errorf("the watch found %v, want %s", found, c.code)
				}
			})
		})
	}
}

func TestTablesRefuseWhatMayNotBeCut(t *testing.T) {
	// Proves that the tables themselves refuse to let go of events that are under hold,
	// tell of the log or of editions, are not signed for, or are recent, even when a cut
	// names them.
	onShelf(t, func(t *testing.T, a *shelf) {
		must(t, a.SetLanguage(bg, models.Actor{UserID: a.old, Role: models.Reviewer}, "en"))
		_, err := a.GrowLog(bg)
		must(t, err)
		must(t, a.RawExec("INSERT INTO log_cuts (id, leaves, digest, made_at) VALUES ('zz', 1, '', '2031-04-02 00:00:00+00:00')"))
		must(t, a.RawExec("INSERT INTO log_cut_leaves (position, cut_id) SELECT position, 'zz' FROM log_leaves"))
		for _, where := range []string{"kind = 'log.key_registered'", "kind = 'edition.published'", "contract_id = '" + a.held + "'", "kind = 'account.language_changed'"} {
			if err := a.RawExec("DELETE FROM events WHERE " + where); err == nil {
				t.Errorf("events with %s are gone", where)
			}
		}
		a.sign()
		if err := a.RawExec("DELETE FROM events WHERE kind = 'account.language_changed'"); err == nil {
			t.Error("a recent event is gone by a cut made by hand")
		}
		must(t, a.RawExec("DELETE FROM events WHERE contract_id = '"+a.low+"'"))
	})
}

func TestCutHidesNothing(t *testing.T) {
	// Proves that an event which was altered is not cut, but named; and that while an
	// alarm stands nothing is cut at all.
	onShelf(t, func(t *testing.T, a *shelf) {
		a.clock.Set(time.Date(2028, 5, 2, 9, 0, 0, 0, models.Japan))
		must(t, a.DropTriggers())
		must(t, a.RawExec("UPDATE events SET reason = 'another' WHERE id = (SELECT MIN(id) FROM events WHERE contract_id = '"+a.low+"')"))
		n, err := a.CutLog(bg)
		if f, ok := err.(*ledger.Finding); n != 0 || !ok || f.Code != ledger.Altered { //nolint:errorlint // it is the finding itself
			t.Fatalf("cut %d, %v", n, err)
		}
		found, err := a.WatchLog(bg)
		must(t, err)
		if found == nil {
			t.Fatal("the watch found nothing")
		}
		must(t, a.RawExec("UPDATE events SET reason = ''"))
		if n, err := a.CutLog(bg); n != 0 || err != nil {
			t.Errorf("under the alarm %d were cut, %v", n, err)
		}
	})
}

func TestManyCutAtOnce(t *testing.T) {
	// Proves that several processes cut side by side, in more than one transaction each,
	// without loss and without taking anything twice.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		o := newOffice(t, s, clock)
		often := seedOnce(t, s)
		var rows []string
		for range 1200 {
			now := s.Now()
			rows = append(rows, fmt.Sprintf("('%s', '%s', '%s', '', 'auditor', 'account.language_changed', 'user', '%s')",
				models.NewID(now, rand.Reader), now.Format("2006-01-02 15:04:05.999999-07:00"), often.UserID, often.UserID))
		}
		must(t, s.RawExec("INSERT INTO events (id, at, actor_id, actor_name, role, kind, subject, subject_id) VALUES "+strings.Join(rows, ", ")))
		keys := store.LogKeys{Key: newKey(t)}
		_, _, err := s.CheckpointLog(bg, keys)
		must(t, err)
		all := countEvents(t, s)
		clock.Advance(6 * 366 * 24 * time.Hour)
		must(t, s.SetLanguage(bg, often, "en")) // something new, so that it is signed again
		_, _, err = s.CheckpointLog(bg, keys)
		must(t, err)
		cuts := make([]int, 4)
		var wg sync.WaitGroup
		for i := range cuts {
			wg.Go(func() {
				n, err := o.CutLog(bg)
				if err != nil {
					t.Error(err)
				}
				cuts[i] = n
			})
		}
		wg.Wait()
		sum := cuts[0] + cuts[1] + cuts[2] + cuts[3]
		r := check(t, s, ledger.Options{Key: keys.Key.Verifier})
		if r.Finding != nil || int(r.Cut) != sum || sum != all-2 {
			t.Errorf("cut %v of %d events, report %+v", cuts, all, r)
		}
	})
}

// seedOnce is an account that does things over and over.
func seedOnce(t *testing.T, s *store.Store) models.Actor {
	t.Helper()
	u, err := s.SeedUser(bg, models.UserInput{Login: "often", Name: "度々 花子", Role: models.Auditor}, "", "")
	must(t, err)
	return storetest.Actor(u)
}
