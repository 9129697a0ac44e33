package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"iter"
	"math"
	"strconv"
	"time"

	"golang.org/x/mod/sumdb/note"

	"chigiri/models"
)

// Options say what a check may believe.
type Options struct {
	Key       string                                             // the log's first verifier key; empty to believe the one in the log, with a remark
	Kept      []Checkpoint                                       // checkpoints kept elsewhere, which the log must begin with
	Witnesses []string                                           // verifier keys of witnesses whose countersignatures are checked
	Stamp     func(stamp []byte, note string) (time.Time, error) // checks a time-stamp; nil leaves them unread
	From      int64                                              // a rolling check begins here, with the edge of the tree; 0 for all
	Edge      []Hash
	Until     int64            // stop after this many events; 0 for all
	Progress  func(done int64) // called now and then; may be nil
}

// Check looks at a whole log, in order, and stops at the first thing that is wrong:
// the error is nil and Report.Finding tells it. An error means that the log could
// not be read.
func Check(ctx context.Context, s Source, o Options) (Report, error) {
	c := checker{ctx: ctx, s: s, o: o, cuts: map[string]*cutSum{}}
	tree, err := ResumeTree(o.From, o.Edge)
	if err != nil {
		return c.r, err
	}
	c.tree = tree
	err = c.run()
	var found *Finding
	if errors.As(err, &found) {
		c.r.Finding, err = found, nil
	}
	root := c.tree.Root()
	c.r.Size, c.r.Root = c.tree.Size(), base64.StdEncoding.EncodeToString(root[:])
	return c.r, err
}

// checker is a check under way.
type checker struct {
	ctx     context.Context
	s       Source
	o       Options
	r       Report
	tree    *Tree
	keys    []note.Verifier // the key in force last; while keys change, both
	expects int             // how many of keys must have signed the next checkpoint
	cuts    map[string]*cutSum
	buf     []byte

	nodes func() (Node, error, bool)
	kept  func() (Kept, error, bool)
	next  *Kept // the checkpoint that comes next
	nextC Checkpoint
}

// cutSum adds up what one cut took away.
type cutSum struct {
	first  int64
	last   int64
	leaves int64
	sum    hash.Hash
	sealed bool
	seal   int64 // position of the event that tells of it; far beyond while that one waits
}

// waits is the position of what has none yet.
const waits = math.MaxInt64

// mostCuts bounds what a check remembers; a cut a day is some thousands in twenty years.
const mostCuts = 200_000

func (c *checker) run() error {
	var stop func()
	if nodes := c.s.Nodes(c.ctx); nodes != nil {
		c.nodes, stop = iter.Pull2(nodes)
		defer stop()
	}
	c.kept, stop = iter.Pull2(c.s.Checkpoints(c.ctx))
	defer stop()
	if err := c.nextCheckpoint(); err != nil {
		return err
	}
	if err := c.atSize(); err != nil { // a checkpoint of the empty tree, or of where we begin
		return err
	}
	for e, err := range c.s.Entries(c.ctx) {
		if err != nil {
			return err
		}
		if err := c.entry(e); err != nil {
			return err
		}
		if c.o.Progress != nil && c.tree.Size()%10_000 == 0 {
			c.o.Progress(c.tree.Size())
		}
		if c.o.Until > 0 && c.tree.Size() >= c.o.Until {
			return nil
		}
	}
	return c.rest()
}

// entry looks at one position.
func (c *checker) entry(e Entry) error {
	if e.Position != c.tree.Size() {
		return c.found(Misplaced, c.tree.Size(), e.ID, "the next position kept is another")
	}
	if e.Data == nil {
		if e.Cut == "" {
			return c.found(Removed, e.Position, e.ID, "")
		}
		if err := c.cut(e); err != nil {
			return err
		}
	} else if h := c.leafHash(e.Data); h != e.Hash {
		return c.differs(e, h)
	} else if err := c.special(e); err != nil {
		return err
	}
	if err := c.grow(e.Hash); err != nil {
		return err
	}
	return c.atSize()
}

// differs says what is wrong with an event that does not give its leaf's hash.
func (c *checker) differs(e Entry, h Hash) error {
	at, elsewhere, err := c.s.Position(c.ctx, h)
	if err != nil {
		return err
	}
	f := c.found(Altered, e.Position, e.ID, "")
	if elsewhere {
		f.Code, f.Detail = Moved, "it belongs at "+strconv.FormatInt(at, 10)
	}
	if l, err := ParseLeaf(e.Data); err == nil {
		f.Kind = l.Kind
	}
	return f
}

// grow adds a leaf and holds the hashes above it against those that are kept.
func (c *checker) grow(leaf Hash) error {
	var bad error
	c.tree.Append(leaf, func(number int64, h Hash) {
		if bad != nil || c.nodes == nil {
			return
		}
		n, err, ok := c.nodes()
		switch {
		case err != nil:
			bad = err
		case !ok || n.Number != number || n.Hash != h:
			from, to := Covers(number)
			f := c.found(Rehashed, from, "", "a hash above the events is another")
			f.To = to
			bad = f
		}
	})
	return bad
}

// cut takes note of an event whose contents a cut took away.
func (c *checker) cut(e Entry) error {
	sum := c.cuts[e.Cut]
	if sum == nil {
		if len(e.Cut) > 64 || len(c.cuts) >= mostCuts {
			return c.found(Unreadable, e.Position, "", "there are more cuts, or longer names of cuts, than a log has")
		}
		sum = &cutSum{first: e.Position, sum: sha256.New()}
		c.cuts[e.Cut] = sum
	}
	sum.leaves++
	sum.last = e.Position
	sum.sum.Write(CutLine(e.Position, e.Hash))
	c.r.Cut++
	return nil
}

// CutLine is what the digest of a cut is taken over, a line for each leaf in order.
func CutLine(position int64, h Hash) []byte {
	return []byte(strconv.FormatInt(position, 10) + " " + hex.EncodeToString(h[:]) + "\n")
}

// leafHash is LeafHash without a buffer for each event.
func (c *checker) leafHash(data []byte) Hash {
	c.buf = append(append(c.buf[:0], 0), data...)
	return sha256.Sum256(c.buf)
}

var logKind = []byte(`"kind":"log.`)

// kindWithin is where the kind of an event stands at the latest: behind its id and
// its instant. An id so long that its kind lay behind would only hide a key or a
// cut, and then what they explain is found.
const kindWithin = 128

// special reads the events that tell of the log itself: keys and cuts.
func (c *checker) special(e Entry) error {
	if !bytes.Contains(e.Data[:min(kindWithin, len(e.Data))], logKind) {
		return nil
	}
	l, err := ParseLeaf(e.Data)
	if err != nil {
		return c.found(Unreadable, e.Position, e.ID, err.Error())
	}
	after, err := ParseObject(l.After) // one reading only: no key twice, none in other letters
	if err != nil {
		return c.found(Unreadable, e.Position, e.ID, err.Error())
	}
	text := func(key string) string { s, _ := after[key].(string); return s }
	switch models.EventKind(l.Kind) {
	case models.EventLogKey:
		return c.key(e, text("verifier"))
	case models.EventLogCut:
		sum := c.cuts[text("cut")]
		if c.o.From > 0 { // the leaves lie before where we began
			return nil
		}
		if sum == nil || fmt.Sprint(after["leaves"]) != strconv.FormatInt(sum.leaves, 10) || hex.EncodeToString(sum.sum.Sum(nil)) != text("digest") {
			return c.found(Unsealed, e.Position, e.ID, "the cut took other events than its own event says")
		}
		sum.sealed, sum.seal = true, e.Position
		if e.Position < 0 {
			sum.seal = waits
		}
	}
	return nil
}

// rest is what can be looked at when all positions have been.
func (c *checker) rest() error {
	if c.next != nil {
		f := c.found(Truncated, c.tree.Size(), "", "a checkpoint speaks of "+strconv.FormatInt(c.nextC.Size, 10)+" events")
		f.To = c.nextC.Size
		return f
	}
	for _, k := range c.o.Kept {
		if k.Size > c.tree.Size() {
			f := c.found(Truncated, c.tree.Size(), "", "the kept checkpoint is of "+strconv.FormatInt(k.Size, 10)+" events")
			f.To = k.Size
			return f
		}
	}
	for e, err := range c.s.Waiting(c.ctx) {
		if err != nil {
			return err
		}
		c.r.Waiting++
		if err := c.special(e); err != nil {
			return err
		}
	}
	for f, err := range c.s.Strays(c.ctx) {
		if err != nil {
			return err
		}
		f.Right = c.r.Signed
		return &f
	}
	if err := c.unsealed(); err != nil {
		return err
	}
	return c.personals()
}

// unsealed finds contents that are gone without a signed event that says so. What a
// database has just cut is signed within minutes; of a file nobody can tell, so there
// only what is signed counts.
func (c *checker) unsealed() error {
	var first *cutSum
	for _, sum := range c.cuts {
		if signed := c.r.Signed != nil && sum.seal < c.r.Signed.Size; c.o.From > 0 || sum.sealed && (signed || c.live()) {
			continue
		}
		if first == nil || sum.first < first.first {
			first = sum
		}
	}
	if first != nil && first.sealed {
		return c.found(Unsealed, first.first, "", "the event that tells of the cut is not signed; take the file again after the next checkpoint")
	}
	if first != nil {
		return c.found(Unsealed, first.first, "", "no event tells of the cut")
	}
	return c.unsigned()
}

// unsigned remarks on what no checkpoint covers, and on what no checkpoint of our own
// can show. A file in which nothing is signed proves nothing.
func (c *checker) unsigned() error {
	if c.r.Signed == nil && c.tree.Size() > 0 && !c.live() {
		f := c.found(Unsigned, 0, "", "nothing in it is signed")
		f.To = c.tree.Size()
		return f
	}
	if size := c.tree.Size(); c.r.Signed == nil && size > 0 || c.r.Signed != nil && c.r.Signed.Size < size {
		from := int64(0)
		if c.r.Signed != nil {
			from = c.r.Signed.Size
		}
		c.r.Remarks = append(c.r.Remarks, Finding{Code: Unsigned, From: from, To: size})
	}
	if len(c.o.Kept) == 0 && c.r.Cosigned == 0 && c.o.From == 0 {
		c.r.Remarks = append(c.r.Remarks, Finding{Code: Unkept, To: c.tree.Size()})
	}
	return nil
}

// live says whether the log is one that still grows.
func (c *checker) live() bool {
	l, ok := c.s.(interface{ Live() bool })
	return ok && l.Live()
}

func (c *checker) personals() error {
	for p, err := range c.s.Personals(c.ctx) {
		switch {
		case err != nil:
			return err
		case p.Salt == nil:
			c.r.Erased++
		case !Opens(p.Commitment, p.Salt, p.Value):
			f := c.found(PersonalSwap, 0, p.Commitment, "")
			f.To = c.tree.Size()
			return f
		}
	}
	return nil
}

// found is a finding about one position.
func (c *checker) found(code Code, at int64, id, detail string) *Finding {
	return &Finding{Code: code, From: at, To: at + 1, ID: id, Right: c.r.Signed, Detail: detail}
}
