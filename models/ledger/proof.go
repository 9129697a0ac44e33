package ledger

import (
	"bufio"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// proofHead is the first line of a proof file (C2SP tlog-proof).
const proofHead = "c2sp.org/tlog-proof@v1"

// Proof shows that one event is in the log, to anybody who has the log's public key
// and nothing else: the leaf, its position, the hashes beside its way up, and the
// checkpoint with all signatures below it.
type Proof struct {
	Data       []byte // the leaf's canonical form; carried in the file's extra line
	Position   int64
	Hashes     []Hash
	Checkpoint string // signed, with countersignatures
}

// Text is the proof as a file, .tlog-proof.
func (p Proof) Text() string {
	var b strings.Builder
	b.WriteString(proofHead + "\n")
	if len(p.Data) > 0 {
		b.WriteString("extra " + base64.StdEncoding.EncodeToString(p.Data) + "\n")
	}
	fmt.Fprintf(&b, "index %d\n", p.Position)
	for _, h := range p.Hashes {
		b.WriteString(base64.StdEncoding.EncodeToString(h[:]) + "\n")
	}
	b.WriteString("\n" + p.Checkpoint)
	return b.String()
}

// ErrProof is the answer to what is no proof file.
var ErrProof = errors.New("ledger: this is no proof file (" + proofHead + ")")

// ParseProof reads a proof file; it checks nothing but its form.
func ParseProof(text string) (Proof, error) {
	head, checkpoint, ok := strings.Cut(text, "\n\n")
	s := bufio.NewScanner(strings.NewReader(head))
	s.Buffer(nil, 4<<20)
	if !ok || !s.Scan() || s.Text() != proofHead || !s.Scan() {
		return Proof{}, ErrProof
	}
	p := Proof{Checkpoint: checkpoint}
	line := s.Text()
	if extra, ok := strings.CutPrefix(line, "extra "); ok {
		var err error
		if p.Data, err = base64.StdEncoding.Strict().DecodeString(extra); err != nil || !s.Scan() {
			return Proof{}, fmt.Errorf("%w: its extra line", ErrProof)
		}
		line = s.Text()
	}
	index, ok := strings.CutPrefix(line, "index ")
	at, err := strconv.ParseInt(index, 10, 64)
	if !ok || err != nil || at < 0 || strconv.FormatInt(at, 10) != index {
		return Proof{}, fmt.Errorf("%w: its index line", ErrProof)
	}
	p.Position = at
	for s.Scan() {
		raw, err := base64.StdEncoding.Strict().DecodeString(s.Text())
		if err != nil || len(raw) != tlog.HashSize || len(p.Hashes) == 63 {
			return Proof{}, fmt.Errorf("%w: its hashes", ErrProof)
		}
		p.Hashes = append(p.Hashes, Hash(raw))
	}
	return p, nil
}

// Check checks a proof with the log's key, and gives the leaf and the checkpoint it
// is in. Keys of witnesses may follow; their signatures are told in sigs.
func (p Proof) Check(keys ...note.Verifier) (l Leaf, c Checkpoint, sigs []note.Signature, err error) {
	if c, sigs, err = Open(p.Checkpoint, keys...); err != nil {
		return l, c, sigs, err
	}
	if err = p.CheckIn(c); err != nil {
		return l, c, sigs, err
	}
	l, err = ParseLeaf(p.Data)
	return l, c, sigs, err
}

// CheckProofFile checks the proof of one event as Check does a whole log: against
// the key one keeps and checkpoints kept elsewhere. Without a key nothing is proven
// about who signed, so it is wanted.
func CheckProofFile(text string, o Options) (Report, error) {
	var r Report
	p, err := ParseProof(text)
	if err != nil {
		return r, err
	}
	if o.Key == "" {
		return r, errors.New("ledger: the proof of one event needs the log's verifier key (--key)")
	}
	keys, err := Verifiers(append([]string{o.Key}, o.Witnesses...))
	if err != nil {
		return r, err
	}
	l, c, sigs, err := p.Check(keys...)
	r.Origin, r.Size, r.Keys = c.Origin, c.Size, []string{o.Key}
	r.Root = base64.StdEncoding.EncodeToString(c.Root[:])
	f := &Finding{Code: Altered, From: p.Position, To: p.Position + 1, ID: l.ID, Kind: l.Kind}
	if err != nil {
		f.Detail = err.Error()
		if len(sigs) == 0 {
			f.Code = Forged
		}
		r.Finding = f
		return r, nil
	}
	log := keys[0]
	signed := false
	for _, s := range sigs {
		if s.Name == log.Name() && s.Hash == log.KeyHash() {
			signed = true
		} else {
			r.Cosigned++
		}
	}
	if !signed {
		f.Code, f.Detail, r.Finding = Forged, "the log's key did not sign", f
	}
	for _, k := range o.Kept {
		switch {
		case k.Size == c.Size && k != c:
			f.Code, f.Detail, r.Finding = Forked, "the kept checkpoint has another root", f
		case k.Size != c.Size:
			r.Remarks = append(r.Remarks, Finding{Code: NotCompared, From: k.Size, To: k.Size})
		}
	}
	r.Checkpoints = 1
	return r, nil
}

// CheckIn checks the way from the leaf to the root of a checkpoint that is believed
// already.
func (p Proof) CheckIn(c Checkpoint) error { return p.CheckHash(c, LeafHash(p.Data)) }

// CheckHash is CheckIn for a leaf of which only the hash is left.
func (p Proof) CheckHash(c Checkpoint, leaf Hash) error {
	if p.Position >= c.Size {
		return fmt.Errorf("ledger: position %d does not lie in a tree of %d", p.Position, c.Size)
	}
	if err := tlog.CheckRecord(tlog.RecordProof(p.Hashes), c.Size, c.Root, p.Position, leaf); err != nil {
		return fmt.Errorf("ledger: event %d is not in the tree as it stands here: %w", p.Position, err)
	}
	return nil
}

// Prove gives the hashes beside the way of one leaf to the root.
func Prove(position, size int64, r tlog.HashReader) ([]Hash, error) {
	return tlog.ProveRecord(size, position, r)
}

// ProofNumbers are the numbers of the stored hashes that Prove reads for a leaf, so
// that those of many leaves can be read at once.
func ProofNumbers(position, size int64) (numbers []int64, err error) {
	_, err = tlog.ProveRecord(size, position, tlog.HashReaderFunc(func(asked []int64) ([]Hash, error) {
		numbers = asked
		return make([]Hash, len(asked)), nil
	}))
	return numbers, err
}
