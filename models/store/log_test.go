package store_test

import (
	"crypto/rand"
	"fmt"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// newKey is a key for the log of a test.
func newKey(t testing.TB) ledger.Key {
	t.Helper()
	_, key, err := ledger.NewKey(rand.Reader, "chigiri.test/log")
	must(t, err)
	return key
}

// logged is a store with people, some events and three checkpoints over them.
func logged(t *testing.T, s *store.Store, clock *storetest.Clock) store.LogKeys {
	t.Helper()
	keys := store.LogKeys{Key: newKey(t)}
	storetest.Seed(t, s)
	for i := range 3 {
		for j := range 5 {
			_, err := s.CreateDivision(bg, models.System(), models.DivisionInput{
				Code: fmt.Sprintf("D%d%d", i, j), Name: fmt.Sprintf("第%d%d課", i, j), From: storetest.Day(2020, 4, 1),
			})
			must(t, err)
		}
		clock.Advance(5 * time.Minute)
		_, made, err := s.CheckpointLog(bg, keys)
		must(t, err)
		if !made {
			t.Fatal("no checkpoint was made")
		}
	}
	return keys
}

// check is the report on a log as it stands.
func check(t testing.TB, s *store.Store, o ledger.Options) ledger.Report {
	t.Helper()
	r, err := s.CheckLog(bg, o)
	must(t, err)
	return r
}

// wantFinding fails unless a check finds this, at this event.
func wantFinding(t testing.TB, r ledger.Report, code ledger.Code, at int64) {
	t.Helper()
	if r.Finding == nil {
		t.Fatalf("nothing was found, want %s at %d", code, at)
	}
	if f := r.Finding; f.Code != code || f.From > at || f.To <= at && f.To != f.From {
		t.Errorf("found %v, want %s at %d", f, code, at)
	}
}

func TestLogGrowsWithEveryEvent(t *testing.T) {
	// Proves that every event comes into the tree once, in the order of its id, that
	// the whole checks with the key alone, and that a checkpoint without news is none.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		keys := logged(t, s, clock)
		kept, _, err := s.LastCheckpoint(bg)
		must(t, err)
		known, err := ledger.ParseCheckpoint(kept.Note)
		must(t, err)
		r := check(t, s, ledger.Options{Key: keys.Key.Verifier, Kept: []ledger.Checkpoint{known}})
		if r.Finding != nil || len(r.Remarks) > 0 {
			t.Errorf("report = %+v", r)
		}
		if r := check(t, s, ledger.Options{Key: keys.Key.Verifier}); len(r.Remarks) != 1 || r.Remarks[0].Code != ledger.Unkept {
			t.Errorf("with nothing kept elsewhere: %+v", r)
		}
		if want := int64(countEvents(t, s)); r.Size != want || r.Waiting != 0 || r.Checkpoints != 3 {
			t.Errorf("size %d of %d, waiting %d, %d checkpoints", r.Size, want, r.Waiting, r.Checkpoints)
		}
		if _, made, err := s.CheckpointLog(bg, keys); err != nil || made {
			t.Errorf("a checkpoint without news: %v, %v", made, err)
		}
		rows, err := s.RawRows("log_leaves", "event_id")
		must(t, err)
		last := ""
		for _, id := range rows {
			if id <= last {
				t.Errorf("%s stands behind %s", id, last)
			}
			last = id
		}
	})
}

func TestLogTablesTakeInsertsOnly(t *testing.T) {
	// Proves that the database refuses to change or delete what is in the log, and to
	// change a personal value into another.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		logged(t, s, clock)
		for _, q := range []string{
			"UPDATE events SET reason = 'x'", "DELETE FROM events",
			"UPDATE log_leaves SET hash = hash", "DELETE FROM log_leaves",
			"UPDATE log_nodes SET number = number", "DELETE FROM log_nodes",
			"UPDATE log_checkpoints SET note = ''", "DELETE FROM log_checkpoints",
			"UPDATE personal_values SET value = 'x'", "UPDATE personal_values SET salt = NULL, value = NULL", "DELETE FROM personal_values",
		} {
			if err := s.RawExec(q); err == nil || !strings.Contains(err.Error(), "only") && !strings.Contains(err.Error(), "not") {
				t.Errorf("%s: %v", q, err)
			}
		}
	})
}

func TestErasedValueStaysErased(t *testing.T) {
	// Proves that a personal value is taken away with the moment of its erasure, once.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		logged(t, s, clock)
		must(t, s.RawExec("UPDATE personal_values SET salt = NULL, value = NULL, erased_at = made_at"))
		for _, q := range []string{"UPDATE personal_values SET erased_at = NULL", "UPDATE personal_values SET erased_at = '2020-01-01 00:00:00'"} {
			if err := s.RawExec(q); err == nil {
				t.Errorf("%s passed", q)
			}
		}
		if r := check(t, s, ledger.Options{}); r.Finding != nil || r.Erased == 0 {
			t.Errorf("report = %+v, %v", r, r.Finding)
		}
	})
}

func TestEventNamesItsContractOrNone(t *testing.T) {
	// Proves that the database refuses an event whose contract is empty, which is not the
	// same as none; and that an owner who makes it so is found out.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		logged(t, s, clock)
		columns := "at, actor_id, actor_name, role, kind, subject, subject_id, contract_id"
		insert := "INSERT INTO events (id, " + columns + ") SELECT 'zz', " + strings.Replace(columns, "contract_id", "%s", 1) + " FROM events ORDER BY id LIMIT 1"
		if err := s.RawExec(fmt.Sprintf(insert, "''")); err == nil || !strings.Contains(strings.ToLower(err.Error()), "check") {
			t.Errorf("an event of an empty contract: %v", err)
		}
		must(t, s.RawExec(fmt.Sprintf(insert, "NULL")))
		must(t, s.DropTriggers())
		must(t, s.RawUnchecked("UPDATE events SET contract_id = '' WHERE id = (SELECT MIN(id) FROM events WHERE contract_id IS NULL)"))
		if r := check(t, s, ledger.Options{}); r.Finding == nil || r.Finding.Code != ledger.Altered || r.Finding.From != 0 {
			t.Errorf("found %v", r.Finding)
		}
	})
}
