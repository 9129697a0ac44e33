package ledger

import (
	"context"
	"iter"
	"time"
)

// Entry is one position of a log as somebody holds it.
type Entry struct {
	Position int64
	ID       string // of the event the position is said to hold
	Data     []byte // canonical form; nil when the contents are not there
	Hash     Hash   // the leaf hash that is kept
	Cut      string // the cut that took the contents away, if one did
}

// Node is a kept hash above the leaves.
type Node struct {
	Number int64
	Hash   Hash
}

// Kept is a checkpoint as it is kept, with what others said of it.
type Kept struct {
	Note         string // signed
	At           time.Time
	Cosignatures []string // lines
	Stamps       [][]byte // RFC 3161
}

// Personal is what a commitment stands for; Salt is nil once it is erased.
type Personal struct {
	Commitment string
	Salt       []byte
	Value      string
}

// Source is a log as somebody holds it: a database, an export. Everything comes in
// order and is looked at once, so that memory does not grow with the log. Data is
// only valid until the next entry. A source that still grows has Live() bool.
type Source interface {
	Entries(ctx context.Context) iter.Seq2[Entry, error]    // by position
	Nodes(ctx context.Context) iter.Seq2[Node, error]       // by number; nil where they are not kept
	Checkpoints(ctx context.Context) iter.Seq2[Kept, error] // by size
	Waiting(ctx context.Context) iter.Seq2[Entry, error]    // events not yet in the tree
	Strays(ctx context.Context) iter.Seq2[Finding, error]   // what only this source can see: events in no place, values gone
	Personals(ctx context.Context) iter.Seq2[Personal, error]
	Position(ctx context.Context, h Hash) (int64, bool, error) // where else a leaf hash stands
}
