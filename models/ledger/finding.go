package ledger

import (
	"fmt"
	"time"
)

// Code is what is wrong with a log; the set is closed, and every code has words in
// both languages.
type Code string

// What can be found.
const (
	Altered      Code = "altered"       // the event's contents no longer give its hash
	Removed      Code = "removed"       // the event is gone, and no cut took it
	Moved        Code = "moved"         // the event that stands here belongs elsewhere
	Inserted     Code = "inserted"      // an event that never was in the tree
	Misplaced    Code = "misplaced"     // positions do not follow one another
	Rehashed     Code = "rehashed"      // leaf hashes were made to fit; the hashes above tell
	Rewritten    Code = "rewritten"     // the whole tree was made to fit; a signed checkpoint tells
	Forked       Code = "forked"        // the log is not the one a kept checkpoint is of
	Truncated    Code = "truncated"     // a checkpoint speaks of more events than there are
	Forged       Code = "forged"        // a checkpoint not signed by the log's key
	UnknownKey   Code = "unknown_key"   // a key that the key before it did not vouch for
	Unsealed     Code = "unsealed"      // contents are gone and no event of a cut says so
	PersonalSwap Code = "personal_swap" // a personal value that does not open its commitment
	PersonalGone Code = "personal_gone" // a personal value that was deleted, not erased
	BadStamp     Code = "bad_stamp"     // a time-stamp that is not over this checkpoint
	BadWitness   Code = "bad_witness"   // a countersignature that does not hold
	BadFile      Code = "bad_file"      // a document that is not the one the log tells of
	Exchanged    Code = "exchanged"     // a document in the place of another; Other is the one it is
	Renamed      Code = "renamed"       // a document under a name that no event tells of; Other is the right one
	Missing      Code = "missing"       // a document that is told of and not there
	Extra        Code = "extra"         // a document that no event tells of
	BadSeal      Code = "bad_seal"      // a document the log tells of, with a seal that does not hold
	Unreadable   Code = "unreadable"    // what should be checked cannot be read
	ClockBack    Code = "clock_back"    // a remark: the clock ran backwards
	Unsigned     Code = "unsigned"      // a remark: no checkpoint covers the newest events
	Unkept       Code = "unkept"        // a remark: nothing kept elsewhere was compared
	FirstKey     Code = "first_key"     // a remark: the first key was believed, not compared
	OwnRoots     Code = "own_roots"     // a remark: seals were checked with the bundle's own certificates
	NotCompared  Code = "not_compared"  // a remark: a kept checkpoint of From events was compared with nothing
	NotProven    Code = "not_proven"    // a remark: what a bundle cannot prove; with an ID, a file that is another than ours
)

// Codes are all of them.
func Codes() []Code {
	return []Code{
		Altered, Removed, Moved, Inserted, Misplaced, Rehashed, Rewritten, Forked, Truncated, Forged, UnknownKey, Unsealed,
		PersonalSwap, PersonalGone, BadStamp, BadWitness, BadFile, Exchanged, Renamed, Missing, Extra, BadSeal, Unreadable,
		ClockBack, Unsigned, Unkept, FirstKey, OwnRoots, NotCompared, NotProven,
	}
}

// Mark is a checkpoint that was found right.
type Mark struct {
	Size int64     `json:"size"`
	At   time.Time `json:"at"`
}

// Finding is one thing wrong with a log: what, with which event, and until when it
// was right. From and To bound the positions it may concern, To being the first
// that it does not; for one event To is From + 1.
type Finding struct {
	Code   Code   `json:"code"`
	From   int64  `json:"from"`
	To     int64  `json:"to"`
	ID     string `json:"id,omitempty"`     // of the event or thing, where known
	Kind   string `json:"kind,omitempty"`   // of the event, as its contents now say
	Right  *Mark  `json:"right,omitempty"`  // the last checkpoint it was still right at
	Other  string `json:"other,omitempty"`  // of a document, the name of another it is about
	Fault  string `json:"fault,omitempty"`  // of a sealed document, what is wrong with its seal: a seal.Code
	Detail string `json:"detail,omitempty"` // for the engineer, in English
}

// Error is the finding in one line of English.
func (f *Finding) Error() string {
	text := fmt.Sprintf("%s: event %d", f.Code, f.From)
	if f.To > f.From+1 {
		text = fmt.Sprintf("%s: events %d to %d", f.Code, f.From, f.To-1)
	}
	if f.ID != "" {
		text += " (" + f.ID + ")"
	}
	if f.Right != nil {
		text += fmt.Sprintf(", right at the checkpoint of %d events", f.Right.Size)
	}
	if f.Detail != "" {
		text += ": " + f.Detail
	}
	return text
}

// Report is what a check found out.
type Report struct {
	Origin      string    `json:"origin"`
	Size        int64     `json:"size"` // events in the tree
	Root        string    `json:"root"`
	Checkpoints int64     `json:"checkpoints"`
	Signed      *Mark     `json:"signed,omitempty"`    // the last checkpoint that was right
	Waiting     int64     `json:"waiting"`             // events not yet in the tree
	Cut         int64     `json:"cut"`                 // events whose contents were cut
	Erased      int64     `json:"erased"`              // personal values erased
	Cosigned    int64     `json:"cosigned"`            // countersignatures checked
	Stamped     int64     `json:"stamped"`             // time-stamps checked
	Documents   int64     `json:"documents,omitempty"` // of a bundle
	Sealed      int64     `json:"sealed,omitempty"`    // of those, whose seal was checked
	Keys        []string  `json:"keys"`                // verifier keys, the oldest first
	Finding     *Finding  `json:"finding,omitempty"`
	Remarks     []Finding `json:"remarks,omitempty"`
}
