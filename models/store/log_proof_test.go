package store_test

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

func TestEventIsProven(t *testing.T) {
	// Proves that what the house gives as proof convinces somebody who has the log's
	// and the witness's keys and nothing else, and that before it is signed it says so.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		keys := logged(t, s, clock)
		auditor := models.Actor{UserID: "a", Role: models.Auditor, Lang: "ja"}
		l, err := s.Log(bg, auditor, store.EventQuery{Limit: 10})
		must(t, err)
		kept, size, err := s.LastCheckpoint(bg)
		must(t, err)
		cp, err := ledger.ParseCheckpoint(kept.Note)
		must(t, err)
		_, w, err := ledger.NewWitness(rand.Reader, "audit.example/witness")
		must(t, err)
		must(t, s.KeepCosignature(bg, size, "audit.example/witness", w.Cosign(cp, clock.Now())))
		must(t, s.KeepStamp(bg, size, "時刻認証局", []byte{1}, clock.Now()))
		witness, err := ledger.ParseVerifier(w.Verifier)
		must(t, err)
		own, err := ledger.ParseVerifier(keys.Key.Verifier)
		must(t, err)
		for _, line := range l.Events {
			p, err := s.EventProof(bg, auditor, line.ID)
			must(t, err)
			read, err := ledger.ParseProof(p.Text())
			must(t, err)
			leaf, _, sigs, err := read.Check(own, witness)
			must(t, err)
			if leaf.ID != line.ID || len(sigs) != 2 || *line.Position != read.Position {
				t.Errorf("the proof is of %s at %d with %d signatures", leaf.ID, read.Position, len(sigs))
			}
			e, err := s.LogEvent(bg, auditor, line.ID)
			must(t, err)
			h := ledger.LeafHash([]byte(e.Leaf))
			if e.Hash != hex.EncodeToString(h[:]) || e.Altered || e.Checkpoint == nil || len(e.Checkpoint.Countersigned) != 1 || len(e.Checkpoint.Stamps) != 1 {
				t.Errorf("event = %+v", e)
			}
		}
		clock.Advance(time.Minute)
		d, err := s.CreateDivision(bg, models.System(), models.DivisionInput{Code: "N", Name: "新しい課", From: storetest.Day(2020, 4, 1)})
		must(t, err)
		fresh := lastEvent(t, s, "division", d.ID)
		for range 2 { // while it waits, and with a place that nobody signed yet
			_, err = s.EventProof(bg, auditor, fresh.ID)
			wantAnswer(t, err, "error.log.unsigned")
			_, err = s.GrowLog(bg)
			must(t, err)
		}
		_, err = s.EventProof(bg, auditor, "nothing")
		wantKind(t, err, models.KindNotFound)
	})
}

// wantAnswer fails unless err is a conflict with these words.
func wantAnswer(t testing.TB, err error, key string) {
	t.Helper()
	var e *models.Error
	if !errors.As(err, &e) || e.Kind != models.KindConflict || e.Key != key {
		t.Errorf("error = %v, want the conflict %s", err, key)
	}
}

func TestProofIsNotGivenForWhatIsGone(t *testing.T) {
	// Proves that an event whose contents were cut shows hash and place to those who
	// answer for the log and is not there for others, and that one whose contents were
	// altered is called so and not proven.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		logged(t, s, clock)
		auditor, admin := models.Actor{UserID: "a", Role: models.Auditor}, models.Actor{UserID: "o", Role: models.Admin}
		ids, err := s.RawRows("(SELECT * FROM log_leaves WHERE position IN (24, 25) ORDER BY position) x", "event_id")
		must(t, err)
		hashes := map[string]string{}
		for _, id := range ids {
			e, err := s.LogEvent(bg, auditor, id)
			must(t, err)
			hashes[id] = e.Hash
		}
		must(t, s.RawExec("INSERT INTO log_cuts (id, leaves, digest, made_at) VALUES ('cut', 1, '', '2026-05-01 00:00:00')"))
		must(t, s.RawExec("INSERT INTO log_cut_leaves (position, cut_id) VALUES (24, 'cut')"))
		must(t, s.DropTriggers())
		must(t, s.RawExec(fmt.Sprintf("DELETE FROM events WHERE id = '%s'", ids[0])))
		for _, who := range []models.Actor{auditor, admin} {
			e, err := s.LogEvent(bg, who, ids[0])
			must(t, err)
			if e.Cut == nil || e.Cut.ID != "cut" || e.Hash != hashes[ids[0]] || *e.Position != 24 || e.Leaf != "" || e.Kind != "" || e.Checkpoint == nil {
				t.Errorf("%s reads %+v", who.UserID, e)
			}
		}
		_, err = s.EventProof(bg, auditor, ids[0])
		wantAnswer(t, err, "error.log.cut")
		_, err = s.LogEvent(bg, models.Actor{UserID: "m", Role: models.Manager}, ids[0])
		wantKind(t, err, models.KindNotFound)

		must(t, s.RawExec(fmt.Sprintf("UPDATE events SET reason = 'another' WHERE id = '%s'", ids[1])))
		e, err := s.LogEvent(bg, auditor, ids[1])
		must(t, err)
		if !e.Altered || e.Hash != hashes[ids[1]] {
			t.Errorf("an altered event reads %+v", e)
		}
		_, err = s.EventProof(bg, auditor, ids[1])
		wantAnswer(t, err, "error.log.altered")
	})
}

func TestExportOfTheLog(t *testing.T) {
	// Proves that an export holds each line once, the oldest first, over several
	// batches and narrowed as asked, that it leaves an event before it begins, and that
	// a slip or a refusal leaves none.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		p := storetest.Seed(t, s)
		for i := range 520 {
			must(t, s.SetLanguage(bg, p.Drafter, []string{"en", "ja"}[i%2]))
		}
		all, batches, last := 0, 0, ""
		before := countEvents(t, s)
		each := func(lines []models.LogLine, _ map[string]string) error {
			batches++
			for _, l := range lines {
				if l.ID <= last || !strings.Contains(l.Leaf, l.ID) || l.Hash == "" {
					t.Errorf("%s comes after %s", l.ID, last)
				}
				last = l.ID
				all++
			}
			return nil
		}
		must(t, s.ExportLog(bg, p.Auditor, store.EventQuery{}, "jsonl", each))
		if all != before || batches != 2 {
			t.Errorf("%d of %d lines in %d batches", all, before, batches)
		}
		e := wantEvent(t, s, models.EventLogExported, "log", "jsonl", p.Auditor)
		wantFields(t, e.After, "format=jsonl")
		must(t, s.RawExec("UPDATE personal_values SET salt = NULL, value = NULL, erased_at = '2026-05-01 00:00:00' WHERE person_id = '"+p.Drafter.UserID+"'"))
		gone := store.EventQuery{Actor: p.Drafter.UserID, Kind: models.EventLanguageChanged}
		must(t, s.ExportLog(bg, p.Auditor, gone, "csv", func(lines []models.LogLine, _ map[string]string) error {
			for _, l := range lines {
				if l.ActorName != models.Erased || l.Address != models.Erased || strings.Contains(l.Leaf, p.Drafter.Name) {
					t.Fatalf("of somebody erased an export tells %+v", l)
				}
			}
			return nil
		}))
		all, last = 0, ""
		q := store.EventQuery{Kind: models.EventUserCreated, From: storetest.Day(2020, 1, 1)}
		must(t, s.ExportLog(bg, p.Admin, q, "csv", each))
		if all != 11 {
			t.Errorf("%d lines about new accounts", all)
		}
		e = wantEvent(t, s, models.EventLogExported, "log", "csv", p.Admin)
		wantFields(t, e.After, "format=csv", "filters=map[kind:user.created since:2020-01-01]")
		before = countEvents(t, s)
		wantKind(t, s.ExportLog(bg, p.Lead, store.EventQuery{}, "csv", each), models.KindDenied)
		wantKind(t, s.ExportLog(bg, p.Auditor, store.EventQuery{Kind: "x"}, "csv", each), models.KindInvalid)
		if n := countEvents(t, s); n != before {
			t.Errorf("refused exports left %d events", n-before)
		}
	})
}
