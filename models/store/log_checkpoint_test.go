package store_test

import (
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

func TestNothingInconsistentIsSigned(t *testing.T) {
	// Proves that a log which no longer begins with what was signed is not signed
	// again, and that the alarm stands until it is right again.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		keys := logged(t, s, clock)
		admin := models.Actor{UserID: "a", Role: models.Admin}
		_, err := s.CreateDivision(bg, models.System(), models.DivisionInput{Code: "N", Name: "新しい課", From: storetest.Day(2020, 4, 1)})
		must(t, err)
		must(t, s.DropTriggers())
		must(t, s.RawExec("UPDATE events SET reason = 'another' WHERE id = (SELECT event_id FROM log_leaves WHERE position = 3)"))
		rehash(t, s, 3, true)
		_, made, err := s.CheckpointLog(bg, keys)
		if f, ok := err.(*ledger.Finding); made || !ok || f.Code != ledger.Rewritten { //nolint:errorlint // it is the finding itself
			t.Fatalf("made %v, %v", made, err)
		}
		found, err := s.WatchLog(bg)
		must(t, err)
		if found == nil || found.Code != ledger.Rewritten {
			t.Fatalf("the watch found %v", found)
		}
		a, err := s.LogAlarm(bg, admin)
		must(t, err)
		if a == nil || a.Finding.Code != ledger.Rewritten {
			t.Fatalf("alarm = %+v", a)
		}
		if a, err := s.LogAlarm(bg, models.Actor{UserID: "l", Role: models.VendorLead}); err != nil || a != nil {
			t.Errorf("a vendor is told %+v, %v", a, err)
		}
		must(t, s.RawExec("UPDATE events SET reason = '' WHERE id = (SELECT event_id FROM log_leaves WHERE position = 3)"))
		rehash(t, s, 3, true)
		found, err = s.WatchLog(bg)
		must(t, err)
		a, err = s.LogAlarm(bg, admin)
		must(t, err)
		if found != nil || a != nil {
			t.Errorf("after mending: %v, alarm %+v", found, a)
		}
		_, made, err = s.CheckpointLog(bg, keys)
		if err != nil || !made {
			t.Errorf("made %v, %v", made, err)
		}
	})
}

func TestALogMadeAnewIsNotSigned(t *testing.T) {
	// Proves that a database whose whole log was taken away and made anew, checkpoints
	// and all, is not signed by a portal that keeps the last checkpoint beside its key.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		keys := logged(t, s, clock)
		kept, _, err := s.LastCheckpoint(bg)
		must(t, err)
		known, err := ledger.ParseCheckpoint(kept.Note)
		must(t, err)
		must(t, s.DropTriggers())
		must(t, s.RawExec("INSERT INTO event_queue (event_id) SELECT event_id FROM log_leaves"))
		for _, q := range []string{
			"DELETE FROM log_checkpoints", "DELETE FROM log_nodes", "DELETE FROM log_leaves",
			"UPDATE events SET reason = 'another' WHERE id = (SELECT MIN(id) FROM events)",
		} {
			must(t, s.RawExec(q))
		}
		keys.Kept = &known
		_, made, err := s.CheckpointLog(bg, keys)
		if f, ok := err.(*ledger.Finding); made || !ok || f.Code != ledger.Rewritten { //nolint:errorlint // it is the finding itself
			t.Errorf("made %v, %v", made, err)
		}
	})
}

func TestKeysChange(t *testing.T) {
	// Proves that a new key needs the one before it, that both sign once, that the
	// whole log then checks from the first key, and that a checkpoint by a key nobody
	// vouched for is found.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		keys := logged(t, s, clock)
		next := newKey(t)
		if _, _, err := s.CheckpointLog(bg, store.LogKeys{Key: next}); err != store.ErrKeyChanged { //nolint:errorlint // it is the error itself
			t.Fatalf("a new key alone: %v", err)
		}
		_, made, err := s.CheckpointLog(bg, store.LogKeys{Key: next, Before: &keys.Key})
		must(t, err)
		kept, _, err := s.LastCheckpoint(bg)
		must(t, err)
		if n := strings.Count(kept.Note, "— "); !made || n != 2 {
			t.Errorf("made %v with %d signatures", made, n)
		}
		for range 2 {
			_, err = s.CreateDivision(bg, models.System(), models.DivisionInput{Code: "N", Name: "課", From: storetest.Day(2020, 4, 1)})
			_ = err // the second is refused as taken; the first is enough
		}
		_, _, err = s.CheckpointLog(bg, store.LogKeys{Key: next, Before: &keys.Key})
		must(t, err)
		r := check(t, s, ledger.Options{Key: keys.Key.Verifier})
		if r.Finding != nil || len(r.Keys) != 2 {
			t.Errorf("report = %+v", r)
		}
		wantFinding(t, check(t, s, ledger.Options{Key: next.Verifier}), ledger.UnknownKey, 0+int64(firstKey(t, s)))
		must(t, s.DropTriggers())
		must(t, s.Resign(bg, store.LogKeys{Key: newKey(t)}))
		r = check(t, s, ledger.Options{Key: keys.Key.Verifier})
		if r.Finding == nil || r.Finding.Code != ledger.Forged {
			t.Errorf("found %v", r.Finding)
		}
	})
}

// firstKey is the position of the event that names the first key.
func firstKey(t *testing.T, s *store.Store) int {
	t.Helper()
	r := check(t, s, ledger.Options{})
	for _, f := range r.Remarks {
		if f.Code == ledger.FirstKey {
			return int(f.From)
		}
	}
	t.Fatal("no first key")
	return 0
}

func TestClockRunsBackwards(t *testing.T) {
	// Proves that a clock set back keeps nothing from being signed, and that a check
	// remarks on it.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		keys := logged(t, s, clock)
		clock.Advance(-48 * time.Hour)
		_, err := s.CreateDivision(bg, models.System(), models.DivisionInput{Code: "N", Name: "課", From: storetest.Day(2020, 4, 1)})
		must(t, err)
		kept, size, err := s.LastCheckpoint(bg)
		must(t, err)
		if !store.CheckpointDue(kept.At, s.Now(), time.Hour) {
			t.Error("with a clock set back nothing would be signed for two days")
		}
		_, made, err := s.CheckpointLog(bg, keys)
		must(t, err)
		r := check(t, s, ledger.Options{Key: keys.Key.Verifier})
		if !made || r.Finding != nil || len(r.Remarks) != 2 || r.Remarks[0].Code != ledger.ClockBack || r.Remarks[0].From != size {
			t.Errorf("made %v, report %+v", made, r)
		}
	})
}

func TestWhenToSign(t *testing.T) {
	// Proves that what is new is signed every so often and in the last minute of the
	// day in Japan, which is 15:00 UTC.
	at := func(h, m int) time.Time { return time.Date(2026, 4, 1, h, m, 0, 0, time.UTC) }
	for _, c := range []struct {
		name      string
		last, now time.Time
		want      bool
	}{
		{"nothing signed yet", time.Time{}, at(1, 0), true},
		{"a minute ago", at(1, 0), at(1, 1), false},
		{"five minutes ago", at(1, 0), at(1, 5), true},
		{"the day is in its last minute", at(14, 58), at(14, 59), true},
		{"the day was closed", at(14, 59), at(15, 1), false},
		{"another day", at(14, 57), at(15, 0), true},
	} {
		if got := store.CheckpointDue(c.last, c.now, 5*time.Minute); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
