package ledger

import (
	"crypto/sha256"
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// Tree grows by leaves and remembers its right edge alone: the roots of the perfect
// subtrees that make it up, the largest first. Its zero value is the empty tree.
type Tree struct {
	size int64
	edge []Hash
}

// EdgeNumbers are the numbers of the stored hashes that are the right edge of a tree
// of this size; ResumeTree takes them in this order.
func EdgeNumbers(size int64) []int64 {
	var numbers []int64
	from := int64(0)
	for level := 62; level >= 0; level-- {
		if span := int64(1) << level; size&span != 0 {
			numbers = append(numbers, tlog.StoredHashIndex(level, from>>level))
			from += span
		}
	}
	return numbers
}

// ResumeTree is a tree of this size with the edge that was kept.
func ResumeTree(size int64, edge []Hash) (*Tree, error) {
	if size < 0 || bits.OnesCount64(uint64(size)) != len(edge) { // #nosec G115 -- not negative
		return nil, fmt.Errorf("ledger: a tree of %d leaves has no edge of %d hashes", size, len(edge))
	}
	return &Tree{size: size, edge: append([]Hash(nil), edge...)}, nil
}

// Size is the number of leaves.
func (t *Tree) Size() int64 { return t.size }

// Append adds a leaf. Each hash above the leaves that becomes final is given to node
// with its number (tlog.StoredHashIndex); node may be nil.
func (t *Tree) Append(leaf Hash, node func(number int64, h Hash)) {
	level, at := 0, t.size
	for ; at&1 == 1; at >>= 1 {
		last := len(t.edge) - 1
		leaf = nodeHash(t.edge[last], leaf)
		t.edge = t.edge[:last]
		level++
		if node != nil {
			node(tlog.StoredHashIndex(level, at>>1), leaf)
		}
	}
	t.edge = append(t.edge, leaf)
	t.size++
}

// Root is the hash of the whole tree (RFC 6962, 2.1).
func (t *Tree) Root() Hash {
	if t.size == 0 {
		return sha256.Sum256(nil)
	}
	last := len(t.edge) - 1
	root := t.edge[last]
	for i := last - 1; i >= 0; i-- {
		root = nodeHash(t.edge[i], root)
	}
	return root
}

// NumberOfLeaf is the stored hash number of the leaf at a position.
func NumberOfLeaf(position int64) int64 { return tlog.StoredHashIndex(0, position) }

// LeafNumber gives the position of a stored hash that is a leaf's.
func LeafNumber(number int64) (position int64, ok bool) {
	level, n := tlog.SplitStoredHashIndex(number)
	return n, level == 0
}

// NodesFrom is the number from which hashes are made once a tree has this size.
func NodesFrom(size int64) int64 { return tlog.StoredHashCount(size) }

// Covers gives the leaves under a stored hash: from the first up to, without, the
// second.
func Covers(number int64) (from, to int64) {
	level, n := tlog.SplitStoredHashIndex(number)
	return n << level, (n + 1) << level
}

// Prefix proves that the tree of a smaller size is the beginning of a larger one.
func Prefix(from, size int64, r tlog.HashReader) ([]Hash, error) {
	if from == 0 || from == size {
		return nil, nil
	}
	return tlog.ProveTree(size, from, r)
}

// CheckPrefix checks such a proof; every tree begins with the empty one.
func CheckPrefix(proof []Hash, from, to Checkpoint) error {
	switch {
	case from.Size > to.Size:
		return fmt.Errorf("ledger: the tree shrank from %d to %d leaves", from.Size, to.Size)
	case from.Size == 0:
		return nil
	case from.Size == to.Size:
		if from.Root != to.Root || len(proof) > 0 {
			return fmt.Errorf("ledger: two trees of %d leaves differ", to.Size)
		}
		return nil
	}
	if err := tlog.CheckTree(tlog.TreeProof(proof), to.Size, to.Root, from.Size, from.Root); err != nil {
		return fmt.Errorf("ledger: the tree of %d leaves does not begin with the one of %d: %w", to.Size, from.Size, err)
	}
	return nil
}
