package store

import (
	"context"
	"encoding/json"
	"iter"
	"slices"

	"gorm.io/gorm"

	"chigiri/models"
	"chigiri/models/ledger"
)

// evidenceBatch is how many events are read at once; numbersAtOnce how many stored
// hashes, which a query takes as arguments.
const (
	evidenceBatch = 500
	numbersAtOnce = 5000
)

// readPositions finds the places of the contract's events in the tree. Those whose
// contents a cut took away are the contract's when the event of the cut is.
func (e *Evidence) readPositions(ctx context.Context) error {
	id := e.View.Contract.ID
	db := e.t.db.WithContext(ctx)
	err := db.Table("events").Joins("JOIN log_leaves l ON l.event_id = events.id").
		Where("events.contract_id = ? AND l.position < ?", id, e.Size).Pluck("l.position", &e.positions).Error
	if err != nil {
		return wrap(err, "events")
	}
	cuts, err := e.cuts(ctx)
	if err != nil {
		return err
	}
	if len(cuts) > 0 {
		var cut []int64
		if err := db.Table("log_cut_leaves").Where("cut_id IN ? AND position < ?", cuts, e.Size).Pluck("position", &cut).Error; err != nil {
			return wrap(err, "cuts")
		}
		e.positions = append(e.positions, cut...)
	}
	slices.Sort(e.positions)
	e.positions = slices.Compact(e.positions)
	return nil
}

// cuts are the ids of the cuts that events of the contract tell of.
func (e *Evidence) cuts(ctx context.Context) (ids []string, err error) {
	var rows []eventRow
	err = e.t.db.WithContext(ctx).Where("contract_id = ? AND kind = ?", e.View.Contract.ID, string(models.EventLogCut)).Find(&rows).Error
	if err != nil {
		return nil, wrap(err, "cuts")
	}
	for _, r := range rows {
		var after struct{ Cut string }
		if err := json.Unmarshal([]byte(r.After), &after); err != nil {
			return nil, wrap(err, "cuts")
		}
		ids = append(ids, after.Cut)
	}
	return ids, nil
}

// Entries are the contract's events in the order of the tree, as far as the common
// checkpoint covers them; with their proofs where those are asked for.
func (e *Evidence) Entries(ctx context.Context, proofs bool) iter.Seq2[EvidenceEntry, error] {
	return func(yield func(EvidenceEntry, error) bool) {
		for positions := range slices.Chunk(e.positions, evidenceBatch) {
			batch, err := e.batch(ctx, positions)
			if err == nil && proofs {
				err = e.prove(batch)
			}
			if err != nil {
				yield(EvidenceEntry{}, err)
				return
			}
			for _, entry := range batch {
				if !yield(entry, nil) {
					return
				}
			}
		}
	}
}

// batch reads the events at some positions.
func (e *Evidence) batch(ctx context.Context, positions []int64) ([]EvidenceEntry, error) {
	db := e.t.db.WithContext(ctx)
	var leaves []struct {
		Position int64
		EventID  string
		Hash     []byte
		CutID    string
	}
	err := db.Table("log_leaves l").Joins("LEFT JOIN log_cut_leaves c ON c.position = l.position").
		Select("l.position, l.event_id, l.hash, COALESCE(c.cut_id, '') AS cut_id").
		Where("l.position IN ?", positions).Order("l.position").Find(&leaves).Error
	if err != nil {
		return nil, wrap(err, "log")
	}
	list, ids := make([]EvidenceEntry, len(leaves)), make([]string, len(leaves))
	for i, l := range leaves {
		list[i] = EvidenceEntry{Position: l.Position, Cut: l.CutID}
		copy(list[i].Hash[:], l.Hash)
		ids[i] = l.EventID
	}
	var rows []eventRow
	if err := db.Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, wrap(err, "events")
	}
	entries, err := e.t.entries(rows)
	if err != nil {
		return nil, err
	}
	for i, id := range ids {
		if found, ok := entries[id]; ok {
			list[i].Data, list[i].Event, list[i].Cut = found.Data, found.Event, ""
		}
	}
	return list, nil
}

// entries are rows by id, as leaves and as what they say.
func (t *tx) entries(rows []eventRow) (map[string]EvidenceEntry, error) {
	said, err := t.events(rows)
	if err != nil {
		return nil, err
	}
	entries := make(map[string]EvidenceEntry, len(rows))
	for i := range rows {
		l := rows[i].leaf()
		entries[l.ID] = EvidenceEntry{Position: -1, Data: l.Append(nil), Event: said[i]}
	}
	return entries, nil
}

// prove gives a batch its proofs, reading each stored hash once.
func (e *Evidence) prove(batch []EvidenceEntry) error {
	hashes := map[int64]ledger.Hash{}
	var wanted []int64
	for _, entry := range batch {
		numbers, err := ledger.ProofNumbers(entry.Position, e.Size)
		if err != nil {
			return wrap(err, "proof")
		}
		wanted = append(wanted, numbers...)
	}
	slices.Sort(wanted)
	for numbers := range slices.Chunk(slices.Compact(wanted), numbersAtOnce) {
		found, err := e.t.hashes(numbers)
		if err != nil {
			return err
		}
		for i, n := range numbers {
			hashes[n] = found[i]
		}
	}
	signed := e.Common.Signed()
	for i := range batch {
		way, err := ledger.Prove(batch[i].Position, e.Size, knownHashes(hashes))
		if err != nil {
			return wrap(err, "proof")
		}
		batch[i].Proof = ledger.Proof{Data: batch[i].Data, Position: batch[i].Position, Hashes: way, Checkpoint: signed}
	}
	return nil
}

// knownHashes are stored hashes that were read already.
type knownHashes map[int64]ledger.Hash

// ReadHashes gives those a proof needs.
func (k knownHashes) ReadHashes(numbers []int64) ([]ledger.Hash, error) {
	list := make([]ledger.Hash, len(numbers))
	for i, n := range numbers {
		list[i] = k[n]
	}
	return list, nil
}

// Waiting are the contract's events that the common checkpoint does not cover yet.
func (e *Evidence) Waiting(ctx context.Context) iter.Seq2[EvidenceEntry, error] {
	return func(yield func(EvidenceEntry, error) bool) {
		for after := ""; ; {
			var rows []eventRow
			err := e.t.db.WithContext(ctx).Joins("LEFT JOIN log_leaves l ON l.event_id = events.id").
				Where("events.contract_id = ? AND events.id > ? AND (l.position IS NULL OR l.position >= ?)", e.View.Contract.ID, after, e.Size).
				Order("events.id").Limit(evidenceBatch).Find(&rows).Error
			entries, said := map[string]EvidenceEntry{}, wrap(err, "events")
			if said == nil {
				entries, said = e.t.entries(rows)
			}
			if said != nil {
				yield(EvidenceEntry{}, said)
				return
			}
			for _, r := range rows {
				if after = r.ID; !yield(entries[r.ID], nil) {
					return
				}
			}
			if len(rows) < evidenceBatch {
				return
			}
		}
	}
}

// personals reads values in order of their commitments: first those of who acted and
// from where, which the database finds, then the few that stand in fields.
func (e *Evidence) personals(ctx context.Context, yield func(ledger.Personal, error) bool) {
	acted := e.t.db.Where("commitment IN (SELECT actor_name FROM events WHERE contract_id = ?)", e.View.Contract.ID).
		Or("commitment IN (SELECT address FROM events WHERE contract_id = ?)", e.View.Contract.ID)
	if !e.values(ctx, e.t.db.Where(acted), yield) {
		return
	}
	fields, err := e.inFields(ctx)
	if err != nil {
		yield(ledger.Personal{}, err)
		return
	}
	for some := range slices.Chunk(fields, evidenceBatch) {
		if !e.values(ctx, e.t.db.Where("commitment IN ?", some).Not(acted), yield) {
			return
		}
	}
}

// values reads personal values in batches; it says whether more are wanted.
func (e *Evidence) values(ctx context.Context, which *gorm.DB, yield func(ledger.Personal, error) bool) bool {
	for after := ""; ; {
		var rows []personalRow
		err := e.t.db.WithContext(ctx).Where(which).Where("commitment > ?", after).Order("commitment").Limit(evidenceBatch).Find(&rows).Error
		if err != nil {
			yield(ledger.Personal{}, wrap(err, "personal values"))
			return false
		}
		for _, r := range rows {
			if after = r.Commitment; !yield(ledger.Personal{Commitment: r.Commitment, Salt: r.Salt, Value: value(r.Value)}, nil) {
				return false
			}
		}
		if len(rows) < evidenceBatch {
			return true
		}
	}
}

// inFields are the commitments that stand in what events of the contract changed.
func (e *Evidence) inFields(ctx context.Context) (all []string, err error) {
	for after := ""; ; {
		var rows []eventRow
		err := e.t.db.WithContext(ctx).Where("contract_id = ? AND id > ? AND (before LIKE ? OR after LIKE ?)", e.View.Contract.ID, after, `%"personal:%`, `%"personal:%`).
			Order("id").Limit(evidenceBatch).Find(&rows).Error
		if err != nil {
			return nil, wrap(err, "events")
		}
		for _, r := range rows {
			said, err := r.event()
			if err != nil {
				return nil, err
			}
			all = append(all, ledger.LeafCommitments(ledger.Leaf{Subject: r.Subject}, said.Before, said.After)...)
			after = r.ID
		}
		slices.Sort(all)
		all = slices.Compact(all)
		if len(rows) < evidenceBatch {
			return all, nil
		}
	}
}
