package store_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/store"
)

// pack writes evidence as a bundle, as the portal does but without its pages.
func pack(ctx context.Context, w io.Writer, e *store.Evidence) error {
	b, err := ledger.NewBundle(w, ledger.Manifest{ContractID: e.View.Contract.ID, MadeAt: ledger.FormatInstant(e.At)})
	if err != nil {
		return err
	}
	page := func(io.Writer) error { return nil }
	err = errors.Join(b.Index(page), b.Guide(page))
	for _, k := range e.Keys {
		err = errors.Join(err, b.Key(k))
	}
	if e.Common != nil {
		err = errors.Join(err, b.Checkpoint(*e.Common, true))
	}
	for _, d := range e.Documents {
		for format := range d.Sums {
			data, readErr := e.Document(d, format)
			err = errors.Join(err, readErr, b.Bytes(ledger.DocumentFile(d.Version, format), data))
		}
		if d.First != nil {
			err = errors.Join(err, b.Checkpoint(*d.First, false), b.Bytes(ledger.DocumentFile(d.Version, "tlog-proof"), []byte(d.Proof.Text())))
		}
	}
	for _, p := range e.Papers {
		data, readErr := e.Paper(p)
		err = errors.Join(err, readErr, b.Bytes(p.Name, data))
	}
	for i, root := range e.Roots() {
		err = errors.Join(err, b.Root(i+1, root))
	}
	for entry, readErr := range e.Entries(ctx, true) {
		if err = errors.Join(err, readErr); entry.Data == nil {
			err = errors.Join(err, b.Cut(entry.Proof, entry.Hash, entry.Cut))
		} else {
			err = errors.Join(err, b.Event(entry.Proof))
		}
	}
	for entry, readErr := range e.Waiting(ctx) {
		err = errors.Join(err, readErr, b.Waiting(entry.Event.ID, entry.Data))
	}
	return errors.Join(err, b.Personal(e.Personals(ctx)), b.Close())
}

// taken is the bundle of a contract and what its check found.
func (o *office) taken(id string, opt ledger.BundleOptions) ledger.BundleReport {
	o.t.Helper()
	var out bytes.Buffer
	must(o.t, o.Evidence(bg, o.auditor, id, func(e *store.Evidence) error { return pack(bg, &out, e) }))
	r, err := ledger.CheckBundle(bg, bytes.NewReader(out.Bytes()), int64(out.Len()), opt)
	must(o.t, err)
	return r
}

// sign signs the log as it stands.
func (o *office) sign(keys store.LogKeys) int64 {
	o.t.Helper()
	o.clock.Advance(5 * time.Minute)
	c, made, err := o.CheckpointLog(bg, keys)
	must(o.t, err)
	if !made {
		o.t.Fatal("nothing was new")
	}
	return c.Size
}

func TestEvidenceIsForThoseWhoMay(t *testing.T) {
	// Proves who may take a contract's evidence, that it leaves an event which counts,
	// and that a refusal leaves none and gives nothing.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.issued(o.low())
		for who, want := range map[*models.Actor]models.Kind{
			&o.drafter: "", &o.manager: "", &o.reviewer: "", &o.auditor: "", &o.lead: models.KindDenied,
			&o.admin: models.KindNotFound, &o.worker: models.KindNotFound, &o.other: models.KindNotFound, &o.rival: models.KindNotFound,
		} {
			before, ran := o.count(), false
			err := o.Evidence(bg, *who, id, func(*store.Evidence) error { ran = true; return nil })
			wantKind(t, err, want)
			if ran != (want == "") || (o.count() > before) != ran {
				t.Errorf("%s: ran %v, %d events more", who.UserID, ran, o.count()-before)
			}
			if ran {
				e := wantEvent(t, o.Store, models.EventEvidenceTaken, "contract", id, *who)
				if e.ContractID != id || e.After["events"] == nil {
					t.Errorf("event = %+v", e)
				}
			}
		}
		failed := errors.New("the line is gone")
		if err := o.Evidence(bg, o.auditor, id, func(*store.Evidence) error { return failed }); !errors.Is(err, failed) {
			t.Errorf("error = %v", err)
		}
	})
}

func TestEvidenceIsProven(t *testing.T) {
	// Proves on both engines that what the store gives is a whole bundle: two versions,
	// the first proven in the time-stamped checkpoint over it, a key that followed
	// another, countersignatures, and the taking itself among what waits.
	inOffice(t, func(t *testing.T, o *office) {
		first := newKey(t)
		id := o.issued(o.low())
		if r := o.taken(id, ledger.BundleOptions{}); r.Finding == nil || r.Finding.Code != ledger.Unsigned || r.Waiting == 0 {
			t.Errorf("before anything was signed: %+v", r)
		}
		o.sign(store.LogKeys{Key: first})
		in := o.low()
		in.Title = "広報紙デザイン及び印刷業務"
		_, err := o.UpdateContract(bg, o.drafter, id, o.see(id).Contract.Version, in)
		must(t, err)
		stamped := o.sign(store.LogKeys{Key: first})
		must(t, o.KeepStamp(bg, stamped, "tsa", []byte("token"), o.clock.Now()))
		o.issue(id)
		second := newKey(t)
		o.sign(store.LogKeys{Key: second, Before: &first})
		must(t, o.Conclude(bg, o.drafter, id, o.see(id).Contract.Version, o.today()))
		size := o.sign(store.LogKeys{Key: second})
		_, w, err := ledger.NewWitness(rand.Reader, "kansa.example.jp")
		must(t, err)
		last, _, err := o.LastCheckpoint(bg)
		must(t, err)
		c, err := ledger.ParseCheckpoint(last.Note)
		must(t, err)
		must(t, o.KeepCosignature(bg, size, "kansa.example.jp", w.Cosign(c, o.clock.Now())))
		var stamps []string
		r := o.taken(id, ledger.BundleOptions{Key: first.Verifier, Witnesses: []string{w.Verifier}, Stamp: func(stamp []byte, note string) (time.Time, error) {
			stamps = append(stamps, string(stamp)+strings.Split(note, "\n")[1])
			return time.Time{}, nil
		}})
		if r.Finding != nil || r.Size != size || r.Documents != 4 || r.Waiting != 1 || len(r.Keys) != 2 || r.Cosigned != 1 || r.Personal < 2 {
			t.Errorf("report = %+v, %v", r, r.Finding)
		}
		if len(stamps) != 1 || stamps[0] != fmt.Sprint("token", stamped) {
			t.Errorf("stamps = %v", stamps)
		}
		other := o.low()
		other.Number = "家支第９号"
		o.issued(other)
		if again := o.taken(id, ledger.BundleOptions{Key: first.Verifier}); again.Events != r.Events || again.Waiting != 2 {
			t.Errorf("another contract's events came in: %+v", again)
		}
	})
}

func TestEvidenceOutlivesErasureAndCuts(t *testing.T) {
	// Proves that a bundle still checks when personal values were erased and when a cut
	// took an event's contents, and that a value deleted, not erased, is found.
	inOffice(t, func(t *testing.T, o *office) {
		keys := store.LogKeys{Key: newKey(t)}
		id := o.issued(o.low())
		o.sign(keys)
		position, hash := o.placeOf(id, models.EventContractCreated)
		must(t, o.RawExec("UPDATE personal_values SET salt = NULL, value = NULL, erased_at = made_at WHERE person_id = 'drafter'"))
		o.clock.Advance(366 * 24 * time.Hour)
		_, err := o.CreateDivision(bg, models.System(), models.DivisionInput{Code: "N", Name: "新しい課", From: models.NewDate(2020, 4, 1)})
		must(t, err)
		o.sign(keys) // events leave when what was signed is a year younger
		must(t, o.RawExec("INSERT INTO log_cuts (id, leaves, digest, made_at) VALUES ('k1', 1, '', '2026-04-02 00:00:00')"))
		must(t, o.RawExec(fmt.Sprintf("INSERT INTO log_cut_leaves (position, cut_id) VALUES (%d, 'k1')", position)))
		must(t, o.RawExec(fmt.Sprintf("DELETE FROM events WHERE id = (SELECT event_id FROM log_leaves WHERE position = %d)", position)))
		cut := func(digest string) string {
			return fmt.Sprintf(`INSERT INTO events (id, at, actor_id, actor_name, role, kind, subject, subject_id, contract_id, after)
				VALUES ('zz-%.4s', '2026-04-02 00:00:00', 'system', 'システム', 'system', 'log.cut', 'log', 'k1', '%s', '{"cut":"k1","digest":"%s","leaves":1}')`, digest, id, digest)
		}
		must(t, o.RawExec(cut(sum(ledger.CutLine(position, hash)))))
		o.sign(keys)
		r := o.taken(id, ledger.BundleOptions{Key: keys.Key.Verifier})
		if r.Finding != nil || r.Cut != 1 || r.Erased != 2 {
			t.Errorf("report = %+v, %v", r, r.Finding)
		}
		must(t, o.Evidence(bg, o.auditor, id, func(e *store.Evidence) error {
			for entry, err := range e.Entries(bg, false) {
				must(t, err)
				if entry.Data != nil && entry.Event.ActorID == "drafter" && entry.Event.ActorName != models.Erased {
					t.Errorf("an erased name is shown: %+v", entry.Event)
				}
			}
			return nil
		}))
		must(t, o.DropTriggers())
		must(t, o.RawExec("DELETE FROM personal_values WHERE person_id = 'drafter'"))
		if r := o.taken(id, ledger.BundleOptions{}); r.Finding == nil || r.Finding.Code != ledger.PersonalGone {
			t.Errorf("found %v", r.Finding)
		}
	})
}

func TestEvidenceOfAnAlteredLogTells(t *testing.T) {
	// Proves that evidence taken from a database somebody changed names what was
	// changed: an event, a personal value; and that changed bytes of a document are
	// told before anything is given.
	inOffice(t, func(t *testing.T, o *office) {
		keys := store.LogKeys{Key: newKey(t)}
		id := o.issued(o.low())
		o.sign(keys)
		position, _ := o.placeOf(id, models.EventAppendixIssued)
		must(t, o.DropTriggers())
		must(t, o.RawExec("UPDATE events SET reason = 'another' WHERE kind = 'appendix.issued'"))
		r := o.taken(id, ledger.BundleOptions{})
		if r.Finding == nil || r.Finding.Code != ledger.Altered || r.Finding.ID != ledger.EventFile(position, "json") {
			t.Errorf("found %v", r.Finding)
		}
		must(t, o.RawExec("UPDATE events SET reason = '' WHERE kind = 'appendix.issued'"))
		must(t, o.RawExec("UPDATE personal_values SET value = 'x' WHERE person_id = 'drafter' AND value LIKE '担当%'"))
		if r := o.taken(id, ledger.BundleOptions{}); r.Finding == nil || r.Finding.Code != ledger.PersonalSwap {
			t.Errorf("found %v", r.Finding)
		}
		must(t, o.RawExec("UPDATE files SET bytes = CAST('x' AS "+map[string]string{store.SQLite: "BLOB", store.Postgres: "BYTEA"}[o.Engine()]+")"))
		err := o.Evidence(bg, o.auditor, id, func(e *store.Evidence) error { return pack(bg, io.Discard, e) })
		if err == nil || !strings.Contains(err.Error(), "bytes have changed") {
			t.Errorf("error = %v", err)
		}
	})
}

func TestEvidenceOfManyEvents(t *testing.T) {
	// Proves that thousands of events are read and proven in batches, in the order of
	// the tree, and that what is held meanwhile does not grow with them.
	inOffice(t, func(t *testing.T, o *office) {
		const n = 3000
		keys := store.LogKeys{Key: newKey(t)}
		id := o.issued(o.low())
		must(t, o.RawExec(fmt.Sprintf(`INSERT INTO events (id, at, actor_id, actor_name, role, kind, subject, subject_id, contract_id, after)
			WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
			SELECT 'zz-' || (10000000 + i), '2026-04-02 00:00:00', 'system', 'システム', 'system', 'contract.updated', 'contract', '%s',
			CASE WHEN i %% 3 = 0 THEN NULL ELSE '%s' END, '{"note":"%s"}' FROM n`, n, id, id, strings.Repeat("あ", 300))))
		o.sign(keys)
		r := o.taken(id, ledger.BundleOptions{Key: keys.Key.Verifier})
		if r.Finding != nil || r.Events < n*2/3 {
			t.Fatalf("report = %+v, %v", r, r.Finding)
		}
		must(t, o.Evidence(bg, o.auditor, id, func(e *store.Evidence) error {
			seen, last, most := 0, int64(-1), int64(0)
			begin := heap()
			for entry, err := range e.Entries(bg, true) {
				must(t, err)
				if entry.Position <= last {
					t.Fatalf("%d behind %d", entry.Position, last)
				}
				last = entry.Position
				if seen++; seen%400 == 0 {
					most = max(most, heap()-begin)
				}
			}
			if most > 8<<20 {
				t.Errorf("%d events held %d bytes", seen, most)
			}
			return nil
		}))
	})
}

// heap is what is in use after everything unused was let go.
func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// placeOf is the position and leaf hash of an event of a contract.
func (o *office) placeOf(id string, kind models.EventKind) (position int64, h ledger.Hash) {
	o.t.Helper()
	position = -1
	must(o.t, o.Evidence(bg, o.auditor, id, func(e *store.Evidence) error {
		for entry, err := range e.Entries(bg, false) {
			must(o.t, err)
			if entry.Event.Kind == kind {
				position, h = entry.Position, entry.Hash
			}
		}
		return nil
	}))
	if position < 0 {
		o.t.Fatalf("no %s", kind)
	}
	return position, h
}
