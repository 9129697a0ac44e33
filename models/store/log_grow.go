package store

import (
	"context"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
)

// logLock is the number of the advisory lock of whoever lets the tree grow.
const logLock = 7_141_593

// lockLog lets one transaction at a time change the tree. SQLite has one writer
// anyway.
func (t *tx) lockLog() error {
	if t.s.engine == SQLite {
		return nil
	}
	return wrap(t.db.Exec("SELECT pg_advisory_xact_lock(?)", logLock).Error, "log lock")
}

// tryLockLog is lockLog for those who would rather go than wait.
func (t *tx) tryLockLog() (mine bool, err error) {
	if t.s.engine == SQLite {
		return true, nil
	}
	err = t.db.Raw("SELECT pg_try_advisory_xact_lock(?)", logLock).Scan(&mine).Error
	return mine, wrap(err, "log lock")
}

// round is how many waiting events one transaction gives their places.
const round = 1000

// GrowLog gives all events that wait their places in the tree, a round at a time, and
// says how many it was. Any number of processes may call it; one at a time works, and
// the others wait for it. It is no use case of a person, so it takes no actor.
func (s *Store) GrowLog(ctx context.Context) (grown int, err error) {
	for {
		n := 0
		err := s.write(ctx, models.System(), func(t *tx) (err error) {
			if err := t.lockLog(); err != nil {
				return err
			}
			n, err = t.growLog()
			return err
		})
		grown += n
		if err != nil || n < round {
			return grown, err
		}
	}
}

// TendLog is GrowLog for a clock that ticks in many processes: whoever finds another at
// it, or few events waiting and the last one placed a moment ago, leaves them to the
// next, so that ten processes cost hardly more than one. It may leave events waiting.
func (s *Store) TendLog(ctx context.Context) (grown int, err error) {
	for {
		due, n := false, 0
		err := s.read(ctx, models.System(), func(t *tx) (err error) {
			due, err = t.growthDue()
			return err
		})
		if err != nil || !due {
			return grown, err
		}
		err = s.write(ctx, models.System(), func(t *tx) error {
			mine, err := t.tryLockLog()
			if err != nil || !mine {
				return err
			}
			n, err = t.growLog()
			return err
		})
		grown += n
		if err != nil || n < round {
			return grown, err
		}
	}
}

// unhurried is how old the newest event in the tree may be before the next few are
// given their places.
const unhurried = time.Second

// growthDue says whether a round would be full, or there is something and the last
// round was a while ago.
func (t *tx) growthDue() (bool, error) {
	var is struct {
		Waiting int
		Newest  instant
	}
	err := t.db.Raw(`SELECT (SELECT COUNT(*) FROM (SELECT event_id FROM event_queue LIMIT ?) q) AS waiting,
		(SELECT e.at FROM events e WHERE e.id = (SELECT event_id FROM log_leaves ORDER BY position DESC LIMIT 1)) AS newest`, round).Scan(&is).Error
	age := t.now.Sub(is.Newest.Time)
	return is.Waiting == round || is.Waiting > 0 && (age >= unhurried || age < 0), wrap(err, "event queue")
}

// growLog is one round, for whoever holds the lock.
func (t *tx) growLog() (int, error) {
	ids, hashes, err := t.waiting(round)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	tree, err := t.tree()
	if err != nil {
		return 0, err
	}
	leaves, nodes := make([]leafRow, len(ids)), make([]nodeRow, 0, len(ids))
	for i, h := range hashes {
		leaves[i] = leafRow{Position: tree.Size(), EventID: ids[i], Hash: hashes[i][:]}
		tree.Append(h, func(number int64, h ledger.Hash) { nodes = append(nodes, nodeRow{number, h[:]}) })
	}
	t.s.at("log.leaves")
	if err := t.insertLeaves(leaves); err != nil {
		return 0, wrap(err, "log leaves")
	}
	t.s.at("log.nodes")
	if err := t.insertNodes(nodes); err != nil {
		return 0, wrap(err, "log nodes")
	}
	t.s.at("log.queue")
	err = t.db.Exec(`DELETE FROM event_queue WHERE event_id BETWEEN ? AND ?
		AND event_id IN (SELECT event_id FROM log_leaves WHERE position BETWEEN ? AND ?)`,
		ids[0], ids[len(ids)-1], leaves[0].Position, leaves[len(leaves)-1].Position).Error
	return len(ids), wrap(err, "event queue")
}

// waiting are the first events of the queue with the hashes of their leaves. Nothing
// before the first that waits is looked at, whatever way the database joins them: on
// PostgreSQL what left the queue is still in its index for a while.
func (t *tx) waiting(limit int) (ids []string, hashes []ledger.Hash, err error) {
	rows, err := t.db.Raw("WITH first AS (SELECT MIN(event_id) AS id FROM event_queue) SELECT "+t.entryColumns()+`
		FROM event_queue q JOIN events e ON e.id = q.event_id
		WHERE q.event_id >= (SELECT id FROM first) AND e.id >= (SELECT id FROM first) ORDER BY q.event_id LIMIT ?`, limit).Rows()
	if err != nil {
		return nil, nil, wrap(err, "log")
	}
	defer rows.Close()
	var data []byte
	for rows.Next() {
		var scan entryScan
		if err := rows.Scan(scan.into()...); err != nil {
			return nil, nil, wrap(err, "log")
		}
		l := scan.leaf()
		data = l.Append(data[:0])
		ids, hashes = append(ids, l.ID), append(hashes, ledger.LeafHash(data))
	}
	return ids, hashes, wrap(rows.Err(), "log")
}

// hundred is how many rows SQLite takes most cheaply at once; PostgreSQL takes any
// number, a column at a time.
const hundred = 100

func (t *tx) insertLeaves(rows []leafRow) error {
	if t.s.engine == SQLite {
		return t.db.CreateInBatches(rows, hundred).Error
	}
	positions, ids, hashes := make([]int64, len(rows)), make([]string, len(rows)), make([][]byte, len(rows))
	for i, r := range rows {
		positions[i], ids[i], hashes[i] = r.Position, r.EventID, r.Hash
	}
	_, err := t.db.Statement.ConnPool.ExecContext(t.db.Statement.Context,
		"INSERT INTO log_leaves (position, event_id, hash) SELECT * FROM unnest($1::bigint[], $2::text[], $3::bytea[])", positions, ids, hashes)
	return err
}

func (t *tx) insertNodes(rows []nodeRow) error {
	if len(rows) == 0 {
		return nil
	}
	if t.s.engine == SQLite {
		return t.db.CreateInBatches(rows, hundred).Error
	}
	numbers, hashes := make([]int64, len(rows)), make([][]byte, len(rows))
	for i, r := range rows {
		numbers[i], hashes[i] = r.Number, r.Hash
	}
	_, err := t.db.Statement.ConnPool.ExecContext(t.db.Statement.Context,
		"INSERT INTO log_nodes (number, hash) SELECT * FROM unnest($1::bigint[], $2::bytea[])", numbers, hashes)
	return err
}
