package store

import (
	"fmt"

	"chigiri/models/ledger"
)

// Rows of the log's own tables. They take inserts and reads only; triggers, and on
// PostgreSQL the portal's grants, see to it.
type (
	queueRow struct{ EventID string }
	leafRow  struct {
		Position int64
		EventID  string
		Hash     []byte
	}
	nodeRow struct {
		Number int64
		Hash   []byte
	}
	checkpointRow struct {
		Size   int64
		Root   []byte
		Note   string
		MadeAt instant
	}
)

func (queueRow) TableName() string      { return "event_queue" }
func (leafRow) TableName() string       { return "log_leaves" }
func (nodeRow) TableName() string       { return "log_nodes" }
func (checkpointRow) TableName() string { return "log_checkpoints" }

// leaf is the row as it stands in the tree.
func (r *eventRow) leaf() ledger.Leaf {
	l := ledger.Leaf{
		ID: r.ID, At: ledger.FormatInstant(r.At.Time), ActorID: r.ActorID, Actor: r.ActorName, Role: r.Role, Address: r.Address,
		Kind: r.Kind, Subject: r.Subject, SubjectID: r.SubjectID, Before: []byte(r.Before), After: []byte(r.After), Reason: r.Reason,
	}
	l.ContractID = leafContract(r.ContractID != nil, value(r.ContractID))
	return l
}

// leafContract is a contract as a leaf names it: none is empty there. An empty one in
// the row is not the same, for no query about events without a contract finds it; the
// table refuses it, and where it got in its leaf is another, so that a check tells.
func leafContract(named bool, id string) string {
	if named && id == "" {
		return " "
	}
	return id
}

// treeSize is the number of leaves.
func (t *tx) treeSize() (int64, error) {
	var size int64
	err := t.db.Model(&leafRow{}).Select("COALESCE(MAX(position) + 1, 0)").Scan(&size).Error
	return size, wrap(err, "log")
}

// tree is the tree as it stands, ready to grow.
func (t *tx) tree() (*ledger.Tree, error) {
	size, err := t.treeSize()
	if err != nil {
		return nil, err
	}
	edge, err := t.hashes(ledger.EdgeNumbers(size))
	if err != nil {
		return nil, err
	}
	return ledger.ResumeTree(size, edge)
}

// hashes reads stored hashes of the tree by their numbers, in the order asked for.
func (t *tx) hashes(numbers []int64) ([]ledger.Hash, error) {
	var leaves, nodes []int64
	for _, n := range numbers {
		if position, ok := ledger.LeafNumber(n); ok {
			leaves = append(leaves, position)
		} else {
			nodes = append(nodes, n)
		}
	}
	found := make(map[int64][]byte, len(numbers))
	if len(leaves) > 0 {
		var rows []leafRow
		if err := t.db.Select("position", "hash").Where("position IN ?", leaves).Find(&rows).Error; err != nil {
			return nil, wrap(err, "log leaves")
		}
		for _, r := range rows {
			found[ledger.NumberOfLeaf(r.Position)] = r.Hash
		}
	}
	if len(nodes) > 0 {
		var rows []nodeRow
		if err := t.db.Where("number IN ?", nodes).Find(&rows).Error; err != nil {
			return nil, wrap(err, "log nodes")
		}
		for _, r := range rows {
			found[r.Number] = r.Hash
		}
	}
	list := make([]ledger.Hash, len(numbers))
	for i, n := range numbers {
		if len(found[n]) != len(list[i]) {
			return nil, fmt.Errorf("store: log: the stored hash %d is not there", n)
		}
		copy(list[i][:], found[n])
	}
	return list, nil
}

// hashReader reads stored hashes for proofs.
type hashReader struct{ t *tx }

// ReadHashes reads what a proof needs.
func (r hashReader) ReadHashes(numbers []int64) ([]ledger.Hash, error) { return r.t.hashes(numbers) }

// at is where a test may stop a process between two steps; nil outside tests.
func (s *Store) at(step string) {
	if s.step != nil {
		s.step(step)
	}
}
