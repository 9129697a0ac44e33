package ledger

import (
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// maxProof is how many hashes a request may carry (C2SP tlog-witness); more no tree
// of 63-bit size needs.
const maxProof = 63

// WitnessRequest is what a log asks of a witness: to countersign a checkpoint, being
// shown that the tree of Old events is its beginning. It is the body of
// add-checkpoint, and the file that is carried by hand (C2SP tlog-witness).
type WitnessRequest struct {
	Old        int64
	Proof      []Hash
	Checkpoint string // signed
}

// Text is the request as it is sent.
func (r WitnessRequest) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "old %d\n", r.Old)
	for _, h := range r.Proof {
		b.WriteString(base64.StdEncoding.EncodeToString(h[:]) + "\n")
	}
	return b.String() + "\n" + r.Checkpoint
}

// ParseWitnessRequest reads a request; it checks nothing but its form, which is one
// and only one. The error is a *Refusal, RefuseForm.
func ParseWitnessRequest(text string) (WitnessRequest, error) {
	head, checkpoint, ok := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	number, old := strings.CutPrefix(lines[0], "old ")
	size, err := strconv.ParseInt(number, 10, 64)
	if !ok || !old || err != nil || size < 0 || strconv.FormatInt(size, 10) != number {
		return WitnessRequest{}, refuse(RefuseForm, "no line \"old N\" with an empty line below")
	}
	if len(lines) > 1+maxProof {
		return WitnessRequest{}, refuse(RefuseForm, "more than 63 hashes")
	}
	r := WitnessRequest{Old: size, Checkpoint: checkpoint}
	for _, line := range lines[1:] {
		h, err := tlog.ParseHash(line)
		if err != nil || base64.StdEncoding.EncodeToString(h[:]) != line {
			return WitnessRequest{}, refuse(RefuseForm, "a line that is no hash")
		}
		r.Proof = append(r.Proof, h)
	}
	return r, nil
}

// RefusalCode is why a witness does not countersign; the set is closed.
type RefusalCode string

// Why a witness refuses.
const (
	RefuseForm      RefusalCode = "form"      // it is no request, or its old size is the larger one
	RefuseLog       RefusalCode = "log"       // a log the witness does not know
	RefuseSignature RefusalCode = "signature" // none of the log's keys signed
	RefuseSize      RefusalCode = "size"      // the witness keeps another size than the old one
	RefuseFork      RefusalCode = "fork"      // as many events as are kept, and another root: proven
	RefuseProof     RefusalCode = "proof"     // not shown to continue what is kept
)

// Refusal is the answer of a witness that does not countersign.
type Refusal struct {
	Code   RefusalCode
	Size   int64  // what the witness keeps, for RefuseSize
	Fork   *Fork  // the evidence, for RefuseFork and RefuseProof
	Detail string // in English
}

// Error is the refusal in one line of English.
func (r *Refusal) Error() string { return "witness: " + string(r.Code) + ": " + r.Detail }

func refuse(code RefusalCode, detail string) *Refusal { return &Refusal{Code: code, Detail: detail} }

// Fork is the evidence that a log is not the one it was: two checkpoints, both signed
// by it. With as many events in each and two roots they prove it alone. A larger one
// that came with a wrong proof is not yet proof, for anybody may send a right
// checkpoint with a wrong proof; the log must then show its beginning.
type Fork struct {
	Kept    string
	Offered string
}

// Text is the evidence as a file.
func (f Fork) Text() string { return f.Kept + "\n" + f.Offered }

// Logs are the logs a witness watches, each with its keys: one, or several while it
// changes them.
type Logs struct{ keys map[string][]note.Verifier }

// ReadLogs reads verifier keys; those of one name are keys of one log.
func ReadLogs(verifiers []string) (Logs, error) {
	l := Logs{map[string][]note.Verifier{}}
	seen := map[string]bool{}
	for _, text := range verifiers {
		if text = strings.TrimSpace(text); seen[text] { // the same key twice would be ambiguous to note
			continue
		}
		seen[text] = true
		v, err := ParseVerifier(text)
		if err != nil {
			return Logs{}, err
		}
		if _, ok := v.(witnessVerifier); ok {
			return Logs{}, fmt.Errorf("ledger: %q is the key of a witness, not of a log", text)
		}
		l.keys[v.Name()] = append(l.keys[v.Name()], v)
	}
	if len(l.keys) == 0 {
		return Logs{}, errors.New("ledger: no log to watch: give its verifier key")
	}
	return l, nil
}

// Origins are the names of the logs, in order.
func (l Logs) Origins() []string { return slices.Sorted(maps.Keys(l.keys)) }

// Seen is the checkpoint a witness keeps for a log, with the note it was signed in;
// the zero value where it has seen none.
type Seen struct {
	Checkpoint Checkpoint
	Note       string
}

// OpenSeen reads what a witness kept: a note that the witness itself countersigned,
// or one of the log's keys signed.
func (l Logs) OpenSeen(origin, text string, w Witness) (Seen, error) {
	own, err := ParseVerifier(w.Verifier)
	if err != nil {
		return Seen{}, err
	}
	c, _, err := Open(text, append([]note.Verifier{own}, l.keys[origin]...)...)
	if err == nil && c.Origin != origin {
		err = fmt.Errorf("ledger: this is a checkpoint of %q", c.Origin)
	}
	return Seen{c, text}, err
}

// Offer is a checkpoint a known log signed and wants countersigned.
type Offer struct {
	Checkpoint Checkpoint
	Note       string // with the log's own signatures and no others
	old        int64
	proof      []Hash
}

// Admit says whether a request is of a log the witness knows, signed by it. The
// error is a *Refusal: RefuseForm, RefuseLog or RefuseSignature.
func (l Logs) Admit(r WitnessRequest) (Offer, error) {
	c, err := ParseCheckpoint(r.Checkpoint)
	if err != nil {
		return Offer{}, refuse(RefuseForm, err.Error())
	}
	keys, ok := l.keys[c.Origin]
	if !ok {
		return Offer{}, refuse(RefuseLog, fmt.Sprintf("the log %q is not watched", c.Origin))
	}
	n, err := note.Open([]byte(r.Checkpoint), note.VerifierList(keys...))
	if err != nil {
		return Offer{}, refuse(RefuseSignature, err.Error())
	}
	switch {
	case n.Text != c.Text(): // what a countersignature is over is exactly three lines
		return Offer{}, refuse(RefuseForm, "the checkpoint has more than three lines")
	case r.Old > c.Size:
		return Offer{}, refuse(RefuseForm, "the old size is the larger one")
	}
	n.UnverifiedSigs = nil
	own, err := note.Sign(n)
	if err != nil {
		return Offer{}, refuse(RefuseSignature, err.Error())
	}
	return Offer{Checkpoint: c, Note: string(own), old: r.Old, proof: r.Proof}, nil
}

// Judge says whether a witness may countersign, given what it keeps: nil, or a
// *Refusal with RefuseSize, RefuseFork or RefuseProof. Between reading what is kept
// and keeping the new checkpoint nobody else may do the same (C2SP tlog-witness).
func (o Offer) Judge(kept Seen) error {
	if o.old != kept.Checkpoint.Size {
		r := refuse(RefuseSize, fmt.Sprintf("the witness keeps %d events, not %d", kept.Checkpoint.Size, o.old))
		r.Size = kept.Checkpoint.Size
		return r
	}
	if kept.Note != "" && o.Checkpoint.Size == kept.Checkpoint.Size && o.Checkpoint.Root != kept.Checkpoint.Root {
		return o.fork(RefuseFork, kept, "as many events as kept, and another root")
	}
	if o.old == 0 && len(o.proof) > 0 {
		return refuse(RefuseForm, "a proof where there is nothing to continue")
	}
	if o.Checkpoint.Size == 0 && o.Checkpoint.Root != (&Tree{}).Root() {
		return refuse(RefuseForm, "the root of no events is another")
	}
	if o.old == o.Checkpoint.Size && len(o.proof) > 0 {
		return refuse(RefuseForm, "a proof where nothing was added")
	}
	if err := CheckPrefix(o.proof, kept.Checkpoint, o.Checkpoint); err != nil {
		return o.fork(RefuseProof, kept, err.Error())
	}
	return nil
}

func (o Offer) fork(code RefusalCode, kept Seen, detail string) *Refusal {
	r := refuse(code, detail)
	r.Fork = &Fork{Kept: kept.Note, Offered: o.Note}
	return r
}

// Countersignature finds, among lines, that of one witness over a checkpoint; the
// witness is given by its verifier key. Lines of others are left; none of the witness,
// or one that does not hold, is an error.
func Countersignature(cp Checkpoint, lines, verifier string) (string, error) {
	v, err := ParseVerifier(verifier)
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(lines) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		switch ok, err := Countersigned(cp, line+"\n", []note.Verifier{v}); {
		case err != nil:
			return "", err
		case ok:
			return line + "\n", nil
		}
	}
	return "", fmt.Errorf("ledger: there is no countersignature of %s", v.Name())
}
