package store_test

import (
	"fmt"
	"testing"

	"chigiri/models/ledger"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

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
