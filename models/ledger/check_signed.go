package ledger

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// nextCheckpoint takes the next checkpoint that lies at or behind where we are.
func (c *checker) nextCheckpoint() error {
	last := int64(-1)
	if c.next != nil {
		last = c.nextC.Size
	}
	c.next = nil
	for {
		k, err, ok := c.kept()
		if err != nil {
			return err
		}
		if !ok {
			return nil
		}
		cp, err := ParseCheckpoint(k.Note)
		if err != nil {
			return c.found(Forged, c.tree.Size(), "", err.Error())
		}
		if cp.Size < c.tree.Size() {
			if c.o.From > 0 && cp.Size < c.o.From {
				continue
			}
			return c.found(Forged, cp.Size, "", "checkpoints do not stand in order")
		}
		if cp.Size == last {
			return c.found(Forged, cp.Size, "", "two checkpoints are of one size")
		}
		c.next, c.nextC = &k, cp
		return nil
	}
}

// atSize holds the tree against what was signed of this many events, and against
// what was kept elsewhere.
func (c *checker) atSize() error {
	for _, k := range c.o.Kept {
		if k.Size == c.tree.Size() && (k.Root != c.tree.Root() || c.r.Origin != "" && k.Origin != c.r.Origin) {
			f := c.found(Forked, 0, "", "the kept checkpoint has another root")
			f.To = k.Size
			if c.o.From == 0 {
				f.Right = nil // what this log signed for itself proves nothing now
			}
			return f
		}
	}
	for c.next != nil && c.nextC.Size == c.tree.Size() {
		if err := c.signed(); err != nil {
			return err
		}
		if err := c.nextCheckpoint(); err != nil {
			return err
		}
	}
	return nil
}

// signed looks at one checkpoint: its root, its signatures, and what others said.
func (c *checker) signed() error {
	k, cp := c.next, c.nextC
	if cp.Root != c.tree.Root() {
		from := int64(0)
		if c.r.Signed != nil {
			from = c.r.Signed.Size
		}
		f := c.found(Rewritten, from, "", "the root that was signed is another")
		f.To = max(cp.Size, from+1)
		return f
	}
	if err := c.signatures(cp, k.Note); err != nil {
		return err
	}
	if err := c.others(cp, k); err != nil {
		return err
	}
	if c.r.Signed != nil && k.At.Before(c.r.Signed.At) {
		c.r.Remarks = append(c.r.Remarks, Finding{Code: ClockBack, From: c.r.Signed.Size, To: cp.Size, Right: c.r.Signed})
	}
	c.r.Origin = cp.Origin
	c.r.Checkpoints++
	c.r.Signed = &Mark{Size: cp.Size, At: k.At}
	return nil
}

// signatures wants the key in force to have signed, and where the key has just
// changed the key before it too.
func (c *checker) signatures(cp Checkpoint, signed string) error {
	if len(c.keys) == 0 { // a rolling check does not know them
		if c.o.From > 0 || c.o.Until > 0 {
			return nil
		}
		return c.found(UnknownKey, max(cp.Size-1, 0), "", "no event names the key that signed")
	}
	_, sigs, err := Open(signed, c.keys...)
	if err != nil {
		return c.found(Forged, max(cp.Size-1, 0), "", err.Error())
	}
	if c.r.Origin != "" && cp.Origin != c.r.Origin {
		return c.found(Forged, max(cp.Size-1, 0), "", "the checkpoint is of another log, "+cp.Origin)
	}
	if len(sigs) < c.expects {
		return c.found(UnknownKey, max(cp.Size-1, 0), "", "the key before did not sign for the new one")
	}
	c.keys, c.expects = c.keys[len(c.keys)-1:], 1
	return nil
}

// key takes note of a key that an event names.
func (c *checker) key(e Entry, text string) error {
	v, err := ParseVerifier(text)
	if err != nil {
		return c.found(UnknownKey, e.Position, e.ID, err.Error())
	}
	if len(c.r.Keys) == 0 {
		switch {
		case c.o.Key == "":
			c.r.Remarks = append(c.r.Remarks, Finding{Code: FirstKey, From: e.Position, To: e.Position + 1, ID: text})
		case strings.TrimSpace(c.o.Key) != text:
			return c.found(UnknownKey, e.Position, e.ID, "the log's first key is another than the one to believe: "+text)
		}
	}
	c.r.Keys = append(c.r.Keys, text)
	c.keys = append(c.keys, v)
	c.expects = len(c.keys)
	return nil
}

// others checks countersignatures and time-stamps of a checkpoint.
func (c *checker) others(cp Checkpoint, k *Kept) error {
	witnesses, err := Verifiers(c.o.Witnesses)
	if err != nil {
		return err
	}
	for _, line := range k.Cosignatures {
		known, err := Countersigned(cp, line, witnesses)
		if err != nil {
			return c.found(BadWitness, max(cp.Size-1, 0), "", err.Error())
		}
		if known {
			c.r.Cosigned++
		}
	}
	for _, stamp := range k.Stamps {
		if c.o.Stamp == nil {
			continue
		}
		if _, err := c.o.Stamp(stamp, k.Note); err != nil {
			return c.found(BadStamp, max(cp.Size-1, 0), "", err.Error())
		}
		c.r.Stamped++
	}
	return nil
}

// Verifiers reads several verifier keys.
func Verifiers(texts []string) ([]note.Verifier, error) {
	var all []note.Verifier
	for _, t := range texts {
		v, err := ParseVerifier(t)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// Countersigned says whether a line is the countersignature of one of the witnesses
// over a checkpoint. A line of somebody else is neither; one that claims to be of a
// witness and is not is an error.
func Countersigned(cp Checkpoint, line string, witnesses []note.Verifier) (bool, error) {
	n, err := note.Open([]byte(cp.Text()+"\n"+line), note.VerifierList(witnesses...))
	var unknown *note.UnverifiedNoteError
	if errors.As(err, &unknown) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("ledger: countersignature: %w", err)
	}
	return len(n.Sigs) > 0, nil
}
