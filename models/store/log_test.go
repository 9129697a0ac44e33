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

func TestCheckNamesTheFirstWrongEvent(t *testing.T) {
	// Proves, by a table's owner who has taken the triggers away, that each way of
	// changing the past is found and named, with the last checkpoint that was right.
	const at = 24 // lies behind the first checkpoint
	event := fmt.Sprintf("(SELECT event_id FROM log_leaves WHERE position = %d)", at)
	for name, c := range map[string]struct {
		sql  []string
		code ledger.Code
		at   int64
	}{
		"altered":          {[]string{"UPDATE events SET reason = 'another' WHERE id = " + event}, ledger.Altered, at},
		"another actor":    {[]string{"UPDATE events SET actor_id = 'x' WHERE id = " + event}, ledger.Altered, at},
		"another instant":  {[]string{"UPDATE events SET at = '2020-01-01 00:00:00+00:00' WHERE id = " + event}, ledger.Altered, at},
		"another contract": {[]string{"UPDATE events SET contract_id = 'x' WHERE id = " + event}, ledger.Altered, at},
		"removed":          {[]string{"DELETE FROM events WHERE id = " + event}, ledger.Removed, at},
		"removed whole":    {[]string{"DELETE FROM events WHERE id = " + event, "DELETE FROM log_leaves WHERE position = 24"}, ledger.Misplaced, at},
		"reordered": {[]string{
			"CREATE TABLE two AS SELECT position, event_id FROM log_leaves WHERE position IN (24, 25)",
			"UPDATE log_leaves SET event_id = 'a' WHERE position = 24",
			"UPDATE log_leaves SET event_id = (SELECT event_id FROM two WHERE position = 24) WHERE position = 25",
			"UPDATE log_leaves SET event_id = (SELECT event_id FROM two WHERE position = 25) WHERE position = 24",
		}, ledger.Moved, at},
		"inserted": {[]string{
			"INSERT INTO events (id, at, actor_id, actor_name, role, kind, subject, subject_id) SELECT 'zz', at, actor_id, actor_name, role, kind, subject, subject_id FROM events WHERE id = " + event,
			"DELETE FROM event_queue",
		}, ledger.Inserted, 0},
		"a checkpoint twice": {[]string{
			"INSERT INTO log_checkpoints (size, root, note, made_at) SELECT size - 1, root, note, '2040-01-01 00:00:00' FROM log_checkpoints WHERE size = (SELECT MAX(size) FROM log_checkpoints)",
		}, ledger.Forged, 0},
		"personal value gone from a field": {[]string{
			"DELETE FROM personal_values WHERE commitment NOT IN (SELECT actor_name FROM events) AND commitment NOT IN (SELECT address FROM events)",
		}, ledger.PersonalGone, 0},
		"personal value taken away without an erasure": {[]string{
			"UPDATE personal_values SET salt = NULL, value = NULL WHERE commitment = (SELECT MIN(commitment) FROM personal_values)",
		}, ledger.PersonalGone, 0},
		"personal value": {[]string{"UPDATE personal_values SET value = 'x' WHERE commitment = (SELECT MIN(commitment) FROM personal_values)"}, ledger.PersonalSwap, 0},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
				logged(t, s, clock)
				must(t, s.DropTriggers())
				for _, q := range c.sql {
					must(t, s.RawExec(q))
				}
				r := check(t, s, ledger.Options{})
				if r.Finding == nil || r.Finding.Code != c.code || c.at > 0 && r.Finding.From != c.at {
					t.Fatalf("found %v, want %s at %d", r.Finding, c.code, c.at)
				}
				if r.Finding.Right == nil || c.at > 0 && r.Finding.Right.Size > c.at {
					t.Errorf("right at %+v", r.Finding.Right)
				}
			})
		})
	}
}

// rehash makes the leaf hash of one event fit its present contents, and on demand
// all hashes above it, as somebody would who knows how the tree is made.
func rehash(t *testing.T, s *store.Store, at int64, all bool) {
	t.Helper()
	must(t, s.Rehash(bg, at, all))
}

func TestCheckSeesThroughNewHashes(t *testing.T) {
	// Proves that an event with its hash recomputed is found by the hashes above it,
	// a tree recomputed whole by what was signed, and one signed anew, with the log's
	// own key, by a checkpoint kept elsewhere.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		const at = 24
		keys := logged(t, s, clock)
		kept, size, err := s.LastCheckpoint(bg)
		must(t, err)
		known, err := ledger.ParseCheckpoint(kept.Note)
		must(t, err)
		must(t, s.DropTriggers())
		must(t, s.RawExec(fmt.Sprintf("UPDATE events SET reason = 'another' WHERE id = (SELECT event_id FROM log_leaves WHERE position = %d)", at)))
		rehash(t, s, at, false)
		wantFinding(t, check(t, s, ledger.Options{}), ledger.Rehashed, at)
		rehash(t, s, at, true)
		r := check(t, s, ledger.Options{})
		wantFinding(t, r, ledger.Rewritten, at)
		if r.Finding.Right == nil || r.Finding.From != r.Finding.Right.Size {
			t.Errorf("right at %+v", r.Finding.Right)
		}
		must(t, s.Resign(bg, keys))
		r = check(t, s, ledger.Options{Key: keys.Key.Verifier})
		if r.Finding != nil {
			t.Fatalf("a log signed anew is only found by what was kept elsewhere: %v", r.Finding)
		}
		r = check(t, s, ledger.Options{Key: keys.Key.Verifier, Kept: []ledger.Checkpoint{known}})
		wantFinding(t, r, ledger.Forked, at)
		if r.Finding.To != size {
			t.Errorf("the finding ends at %d, the kept checkpoint is of %d", r.Finding.To, size)
		}
	})
}

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
