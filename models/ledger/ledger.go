// Package ledger is the tamper-evident log: what an event looks like as a leaf of a
// Merkle tree (RFC 6962), the tree, its signed checkpoints (C2SP tlog-checkpoint),
// proofs that one event is in it (C2SP tlog-proof), the countersignatures of a
// witness (C2SP tlog-cosignature), and the check of all of it with nothing but the
// bytes. It reads no database and no clock; the standard library and
// golang.org/x/mod are all it may use.
//
// # How order is made
//
// An event is written by the transaction of the change it tells of, and waits in a
// queue written by the same transaction. So a change and its event are there
// together or not at all, and writers never wait for each other because of the log.
// One process at a time, whichever holds the lock, takes the waiting events in the
// order of their ids (which is the order of time, to the microsecond) and gives each
// the next position, its leaf hash and the hashes above it, in one transaction.
// Positions are therefore the order in which committed events were found; two events
// of one moment in two processes may stand either way round, and an event whose
// transaction took long may stand behind a younger one. What is proven is that
// nothing once in the tree changes place, changes, or disappears.
//
// # What a crash leaves
//
// Before the change's commit: neither change nor event. After it: an event that
// waits; the next round takes it in. In the middle of a round, of a checkpoint or of
// a cut: nothing of that round, checkpoint or cut, for each is one transaction.
// Nothing is kept in memory between rounds, so it does not matter which process goes
// on.
//
// # What it protects from
//
// Until a checkpoint is signed an event is protected by the database alone. After it,
// an event that is changed, moved, removed or added is found out by the checkpoints,
// as long as they stand. Whoever may change the whole database can take them away with
// everything behind them: the portal then refuses to sign, for it keeps the last
// checkpoint beside its key too (store.LogKeys); and whoever has the key as well, or
// both files, can write and sign a log of their own. That, and the end cut off, only a
// checkpoint kept elsewhere shows: by a witness, in a time-stamp, in a bundle, on
// paper. A check that was given none of these says so.
package ledger

import (
	"crypto/sha256"

	"golang.org/x/mod/sumdb/tlog"
)

// Hash is a SHA-256 of the tree.
type Hash = tlog.Hash

// LeafHash is the hash of a leaf: SHA-256(0x00 ‖ data) (RFC 6962, 2.1).
func LeafHash(data []byte) Hash {
	var small [1024]byte
	return sha256.Sum256(append(append(small[:0], 0), data...))
}

// nodeHash is the hash over two subtrees: SHA-256(0x01 ‖ left ‖ right).
func nodeHash(left, right Hash) Hash {
	var b [1 + 2*tlog.HashSize]byte
	b[0] = 1
	copy(b[1:], left[:])
	copy(b[1+tlog.HashSize:], right[:])
	return sha256.Sum256(b[:])
}
