package store

import (
	"context"
	"crypto/x509"
	"iter"
	"maps"
	"slices"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
)

// Evidence is what a bundle of a contract is made of, on one snapshot of the
// database. It may be read while the function it was given to runs, and as often as
// wanted; lists that grow with the log come in batches.
type Evidence struct {
	View      models.ContractView
	At        time.Time
	Common    *ledger.Kept // the newest checkpoint; nil while nothing is signed
	Size      int64        // its events
	Keys      []ledger.BundleKey
	Documents []EvidenceDocument // by version
	Papers    []EvidencePaper    // pledges, briefings, attachments; without their bytes

	t         *tx
	roots     []*x509.Certificate
	positions []int64 // of the contract's events; the one list that is kept, eight bytes each
}

// Names are the names of things by id, read in the evidence's own transaction: a
// second one while it is open would let bundles wait for each other's connections.
func (e *Evidence) Names(ids []string) (map[string]models.Text, error) {
	names := map[string]models.Text{}
	for part := range slices.Chunk(ids, 500) {
		some, err := e.t.names(part)
		if err != nil {
			return nil, err
		}
		maps.Copy(names, some)
	}
	return names, nil
}

// EvidenceDocument is an issued version of the appendix. First is the earliest
// checkpoint over its issue worth showing: one with a time-stamp, else the first at
// all; nil when that is the common one or there is none yet. Proof is the issue in it.
type EvidenceDocument struct {
	Version int
	At      time.Time         // of its issue
	Told    int64             // position of the event of its issue; -1 while that waits
	Sums    map[string]string // pdf, docx → SHA-256
	First   *ledger.Kept
	Proof   ledger.Proof
}

// EvidenceEntry is an event of the contract. Of one that was cut the hash is all that
// is left; one that waits has neither hash nor proof.
type EvidenceEntry struct {
	Position int64 // -1 while it waits
	Hash     ledger.Hash
	Cut      string
	Data     []byte
	Event    models.Event // personal values revealed as far as they are kept
	Proof    ledger.Proof // in the common checkpoint, when it was asked for
}

// Evidence lets take read the evidence of a contract. That it was taken is an event
// of the contract, written before anything is read; it counts the events there were,
// so that one left out of a bundle is missed.
func (s *Store) Evidence(ctx context.Context, actor models.Actor, id string, take func(*Evidence) error) error {
	err := s.write(ctx, actor, func(t *tx) error {
		row, err := t.visibleContract(id, false)
		if err != nil {
			return err
		}
		if !models.CanTakeEvidence(actor, row.DivisionID) {
			return models.Denied("error.denied.evidence")
		}
		var events int64
		if err := t.db.Model(&eventRow{}).Where("contract_id = ?", id).Count(&events).Error; err != nil {
			return wrap(err, "events")
		}
		return t.event(models.Event{
			Kind: models.EventEvidenceTaken, Subject: "contract", SubjectID: id, ContractID: id,
			After: map[string]any{"events": events, "version": row.IssuedNumber},
		})
	})
	if err != nil {
		return err
	}
	return s.read(ctx, actor, func(t *tx) error {
		e, err := t.evidence(ctx, id)
		if err != nil {
			return err
		}
		return take(e)
	})
}

// evidence reads what does not grow with the log.
func (t *tx) evidence(ctx context.Context, id string) (*Evidence, error) {
	d, err := t.dossierOf(id, false)
	if err != nil {
		return nil, err
	}
	e := &Evidence{t: t, At: t.now}
	if e.View, err = t.view(d); err != nil {
		return nil, err
	}
	last, err := t.lastCheckpoint()
	if err != nil {
		return nil, err
	}
	if last != nil {
		e.Size = last.Size
		if e.Common, err = t.kept(ctx, last.Size); err != nil {
			return nil, err
		}
	}
	for _, step := range []func(context.Context) error{e.readKeys, e.readDocuments, e.readPapers, e.readPositions} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return e, nil
}

// kept is the first checkpoint of at least this size, with what others said of it;
// nil while there is none.
func (t *tx) kept(ctx context.Context, size int64) (*ledger.Kept, error) {
	list, err := logSource{t: t}.checkpoints(ctx, size, 1)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0].Kept, nil
}

// proof proves the event at a position in a checkpoint.
func (t *tx) proof(position int64, data []byte, k *ledger.Kept) (ledger.Proof, error) {
	c, err := ledger.ParseCheckpoint(k.Note)
	if err != nil {
		return ledger.Proof{}, wrap(err, "checkpoint")
	}
	hashes, err := ledger.Prove(position, c.Size, hashReader{t})
	return ledger.Proof{Data: data, Position: position, Hashes: hashes, Checkpoint: k.Signed()}, wrap(err, "proof")
}

// placedRow is an event with its place in the tree.
type placedRow struct {
	position int64
	eventRow
}

// placed reads the few events that a condition names and the common checkpoint covers.
func (e *Evidence) placed(ctx context.Context, where string, args ...any) ([]placedRow, error) {
	db := e.t.db.WithContext(ctx)
	var rows []eventRow
	if err := db.Where(where, args...).Order("id").Find(&rows).Error; err != nil || len(rows) == 0 {
		return nil, wrap(err, "events")
	}
	ids, found := make([]string, len(rows)), make(map[string]eventRow, len(rows))
	for i, r := range rows {
		ids[i], found[r.ID] = r.ID, r
	}
	var leaves []leafRow
	if err := db.Where("event_id IN ? AND position < ?", ids, e.Size).Order("position").Find(&leaves).Error; err != nil {
		return nil, wrap(err, "log")
	}
	list := make([]placedRow, len(leaves))
	for i, l := range leaves {
		list[i] = placedRow{l.Position, found[l.EventID]}
	}
	return list, nil
}

// readKeys reads the log's keys, each with its event in the first checkpoint over it,
// which is the one the key before signed too.
func (e *Evidence) readKeys(ctx context.Context) error {
	rows, err := e.placed(ctx, "subject = 'log' AND kind = ?", string(models.EventLogKey))
	if err != nil {
		return err
	}
	for _, r := range rows {
		k, err := e.t.kept(ctx, r.position+1)
		if err != nil {
			return err
		}
		verifier, err := verifierOf(r.eventRow)
		if err != nil {
			return err
		}
		l := r.leaf()
		p, err := e.t.proof(r.position, l.Append(nil), k)
		if err != nil {
			return err
		}
		e.Keys = append(e.Keys, ledger.BundleKey{Verifier: verifier, Event: p})
	}
	return nil
}

// readDocuments reads what was issued, with the earliest proof of each issue.
func (e *Evidence) readDocuments(ctx context.Context) error {
	rows, err := e.t.issuedRows(e.View.Contract.ID)
	if err != nil {
		return err
	}
	slices.Reverse(rows)
	for _, r := range rows {
		d := EvidenceDocument{Version: r.Number, At: r.IssuedAt.Time, Told: -1, Sums: r.issued().Documents}
		issues, err := e.placed(ctx, "kind = ? AND subject_id = ? AND contract_id = ?",
			string(models.EventAppendixIssued), r.ID, r.ContractID)
		if err != nil {
			return err
		}
		if len(issues) > 0 {
			d.Told = issues[0].position
			if err := e.readFirst(ctx, &d, issues[0]); err != nil {
				return err
			}
		}
		e.Documents = append(e.Documents, d)
	}
	return nil
}

func (e *Evidence) readFirst(ctx context.Context, d *EvidenceDocument, issue placedRow) error {
	size := issue.position + 1
	var stamped *int64
	if err := e.t.db.WithContext(ctx).Model(&stampRow{}).Where("size >= ?", size).Select("MIN(size)").Scan(&stamped).Error; err != nil {
		return wrap(err, "time-stamps")
	}
	if stamped != nil {
		size = *stamped
	}
	first, err := e.t.kept(ctx, size)
	if err != nil || first == nil || first.Note == e.Common.Note {
		return err
	}
	l := issue.leaf()
	d.First = first
	d.Proof, err = e.t.proof(issue.position, l.Append(nil), first)
	return err
}

// Document gives the bytes of an issued version; format is pdf or docx.
func (e *Evidence) Document(d EvidenceDocument, format string) ([]byte, error) {
	f, err := e.t.file(d.Sums[format], "")
	return f.Bytes, err
}

// Personals are what the commitments in the contract's events stand for.
func (e *Evidence) Personals(ctx context.Context) iter.Seq2[ledger.Personal, error] {
	return func(yield func(ledger.Personal, error) bool) { e.personals(ctx, yield) }
}
