package store

import (
	"context"
	"iter"

	"chigiri/models/ledger"
)

// readAhead is how many rows the log is read by. Batches, not open cursors: one
// transaction on PostgreSQL has one connection, and events, hashes and checkpoints
// are read side by side.
const readAhead = 2000

// logSource is the log of a database, read in one transaction, from a position on.
type logSource struct {
	t    *tx
	from int64
}

// Live: what was cut a moment ago is signed in a moment.
func (s logSource) Live() bool { return true }

// Entries reads positions with the events they hold, as the events are now.
func (s logSource) Entries(ctx context.Context) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		next := s.from
		for {
			batch, err := s.batch(ctx, next)
			if err != nil {
				yield(ledger.Entry{}, err)
				return
			}
			for _, e := range batch {
				if !yield(e, nil) {
					return
				}
			}
			if len(batch) < readAhead {
				return
			}
			next = batch[len(batch)-1].Position + 1
		}
	}
}

func (s logSource) batch(ctx context.Context, from int64) ([]ledger.Entry, error) {
	rows, err := s.t.db.WithContext(ctx).Raw(`SELECT l.position, l.event_id, l.hash, COALESCE(c.cut_id, ''), `+s.t.entryColumns()+`
		FROM log_leaves l LEFT JOIN events e ON e.id = l.event_id LEFT JOIN log_cut_leaves c ON c.position = l.position
		WHERE l.position >= ? ORDER BY l.position LIMIT ?`, from, readAhead).Rows()
	if err != nil {
		return nil, wrap(err, "log")
	}
	defer rows.Close()
	list := make([]ledger.Entry, 0, readAhead)
	for rows.Next() {
		var e ledger.Entry
		var scan entryScan
		var hash []byte
		if err := rows.Scan(append([]any{&e.Position, &e.ID, &hash, &e.Cut}, scan.into()...)...); err != nil {
			return nil, wrap(err, "log")
		}
		copy(e.Hash[:], hash)
		if scan.id.Valid {
			l := scan.leaf()
			e.Data = l.Append(make([]byte, 0, 512))
		}
		list = append(list, e)
	}
	return list, wrap(rows.Err(), "log")
}

// Nodes reads the hashes above the leaves.
func (s logSource) Nodes(ctx context.Context) iter.Seq2[ledger.Node, error] {
	return func(yield func(ledger.Node, error) bool) {
		next := ledger.NodesFrom(s.from)
		for {
			var rows []nodeRow
			err := s.t.db.WithContext(ctx).Where("number >= ?", next).Order("number").Limit(readAhead).Find(&rows).Error
			if err != nil {
				yield(ledger.Node{}, wrap(err, "log nodes"))
				return
			}
			for _, r := range rows {
				n := ledger.Node{Number: r.Number}
				copy(n.Hash[:], r.Hash)
				if !yield(n, nil) {
					return
				}
			}
			if len(rows) < readAhead {
				return
			}
			next = rows[len(rows)-1].Number + 1
		}
	}
}

// Checkpoints reads what was signed, with what others said of it.
func (s logSource) Checkpoints(ctx context.Context) iter.Seq2[ledger.Kept, error] {
	return func(yield func(ledger.Kept, error) bool) {
		next := s.from
		for {
			list, err := s.checkpoints(ctx, next, readAhead/10)
			if err != nil {
				yield(ledger.Kept{}, err)
				return
			}
			for _, k := range list {
				if !yield(k.Kept, nil) {
					return
				}
				next = k.size + 1
			}
			if len(list) < readAhead/10 {
				return
			}
		}
	}
}

// keptRow is a checkpoint with everything that belongs to it.
type keptRow struct {
	ledger.Kept
	size int64
}

func (s logSource) checkpoints(ctx context.Context, from int64, limit int) ([]keptRow, error) {
	var rows []checkpointRow
	db := s.t.db.WithContext(ctx)
	if err := db.Where("size >= ?", from).Order("size").Limit(limit).Find(&rows).Error; err != nil || len(rows) == 0 {
		return nil, wrap(err, "checkpoints")
	}
	list, at := make([]keptRow, len(rows)), map[int64]int{}
	for i, r := range rows {
		list[i] = keptRow{ledger.Kept{Note: r.Note, At: r.MadeAt.Time}, r.Size}
		at[r.Size] = i
	}
	last := rows[len(rows)-1].Size
	var lines []cosignatureRow
	if err := db.Where("size BETWEEN ? AND ?", from, last).Order("size, witness").Find(&lines).Error; err != nil {
		return nil, wrap(err, "countersignatures")
	}
	for _, r := range lines {
		k := &list[at[r.Size]]
		k.Cosignatures = append(k.Cosignatures, r.Line)
	}
	var stamps []stampRow
	if err := db.Where("size BETWEEN ? AND ?", from, last).Order("size, authority").Find(&stamps).Error; err != nil {
		return nil, wrap(err, "stamps")
	}
	for _, r := range stamps {
		k := &list[at[r.Size]]
		k.Stamps = append(k.Stamps, r.Stamp)
	}
	return list, nil
}

// Waiting reads the events that have no place yet.
func (s logSource) Waiting(ctx context.Context) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		after := ""
		for {
			var rows []eventRow
			err := s.t.db.WithContext(ctx).Joins("JOIN event_queue q ON q.event_id = events.id").
				Where("events.id > ?", after).Order("events.id").Limit(readAhead).Find(&rows).Error
			if err != nil {
				yield(ledger.Entry{}, wrap(err, "event queue"))
				return
			}
			for i := range rows {
				l := rows[i].leaf()
				if !yield(ledger.Entry{Position: -1, ID: l.ID, Data: l.Append(nil)}, nil) {
					return
				}
				after = l.ID
			}
			if len(rows) < readAhead {
				return
			}
		}
	}
}

// Position finds a leaf hash.
func (s logSource) Position(ctx context.Context, h ledger.Hash) (int64, bool, error) {
	var found []leafRow
	err := s.t.db.WithContext(ctx).Select("position").Where("hash = ?", h[:]).Limit(1).Find(&found).Error
	if err != nil || len(found) == 0 {
		return 0, false, wrap(err, "log")
	}
	return found[0].Position, true, nil
}
