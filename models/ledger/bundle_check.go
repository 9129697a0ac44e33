package ledger

import (
	"bufio"
	"bytes"
	"context"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// BundleOptions say what the check of a bundle may believe.
type BundleOptions struct {
	Key       string       // the log's first verifier key, kept elsewhere; empty to believe the one in the bundle, with a remark
	Kept      []Checkpoint // checkpoints kept elsewhere; compared with those of the same size, with a remark where there is none
	Witnesses []string     // verifier keys of witnesses, kept elsewhere; empty to believe those in the bundle, with a remark
	Stamp     func(stamp []byte, note string) (time.Time, error)
	// Roots are those of who may seal documents, kept elsewhere; nil to believe those in
	// the bundle, with a remark. Authorities are roots of time-stamping authorities;
	// without them a stamp on a sealed document proves no time.
	Roots       *x509.CertPool
	Authorities *x509.CertPool
}

// BundleReport is what the check of a bundle found out.
type BundleReport struct {
	ContractID string    `json:"contract_id"`
	MadeAt     string    `json:"made_at"`
	MadeBy     string    `json:"made_by"`
	Program    string    `json:"program"`
	Origin     string    `json:"origin"`
	Size       int64     `json:"size"` // events in the tree of the common checkpoint
	Root       string    `json:"root"`
	Events     int64     `json:"events"` // of the contract, proven
	Cut        int64     `json:"cut"`
	Waiting    int64     `json:"waiting"` // not proven yet
	Documents  int64     `json:"documents"`
	Sealed     int64     `json:"sealed"`   // documents of which the seal was checked
	Personal   int64     `json:"personal"` // values that open their commitments
	Erased     int64     `json:"erased"`
	Cosigned   int64     `json:"cosigned"`
	Stamped    int64     `json:"stamped"`
	Keys       []string  `json:"keys"` // the oldest first
	Finding    *Finding  `json:"finding,omitempty"`
	Remarks    []Finding `json:"remarks,omitempty"`
}

// bundleChecker is a check of a bundle under way.
type bundleChecker struct {
	ctx context.Context
	o   BundleOptions
	z   *bundleZip
	m   Manifest
	r   BundleReport

	keys      []note.Verifier
	witnesses []note.Verifier
	notes     map[int64]string // checkpoints of the bundle, by size
	compared  map[int64]bool   // sizes at which kept checkpoints were compared
	common    Checkpoint
	values    map[string]bool   // commitments that personal.jsonl tells of
	issued    map[string]issued // documents that events tell of, by name; see Paper
	lost      string            // the first document that the manifest names and the bundle lacks
	found     map[string]bool   // of those, which were found right
	roots     *x509.CertPool    // of who may seal
	own       string            // hashes of the roots where they are the bundle's own
	versions  map[int]bool      // that events tell of
	issues    map[int][]byte    // leaf of each proven issue, by version
	cuts      map[string]*bundleCut
	seals     map[string]cutSeal
}

// issued is a document as an event tells of it.
type issued struct {
	sha256  string
	file    string // of the event
	waiting bool

	sealed   bool
	identity string // of a sealed one, when it is told
}

// CheckBundle checks a bundle with nothing but its bytes. The first thing wrong is
// Report.Finding, its ID the file; the error is for a check that was called off.
func CheckBundle(ctx context.Context, r io.ReaderAt, size int64, o BundleOptions) (BundleReport, error) {
	c := &bundleChecker{
		ctx: ctx, o: o, notes: map[int64]string{}, compared: map[int64]bool{}, values: map[string]bool{}, issued: map[string]issued{}, found: map[string]bool{},
		versions: map[int]bool{}, issues: map[int][]byte{}, cuts: map[string]*bundleCut{}, seals: map[string]cutSeal{},
	}
	err := c.run(r, size)
	var found *Finding
	if errors.As(err, &found) {
		c.r.Finding, err = found, nil
	}
	return c.r, err
}

func (c *bundleChecker) run(r io.ReaderAt, size int64) (err error) {
	if c.z, err = openBundle(r, size); err != nil {
		return err
	}
	for _, step := range []func() error{c.manifest, c.log, c.sealRoots, c.personal, c.events, c.waiting, c.sealed, c.documents, c.rest} {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (c *bundleChecker) remark(code Code, id, detail string) {
	c.r.Remarks = append(c.r.Remarks, Finding{Code: code, From: c.r.Size, To: c.r.Size, ID: id, Detail: detail})
}

// manifest reads what the bundle says it is, and misses what it names and lacks.
func (c *bundleChecker) manifest() error {
	most := int64(maxNoteFile + 400*len(c.z.names))
	data, err := c.z.read(bundleManifest, most)
	if err != nil {
		return err
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c.m); err != nil {
		return unreadable(bundleManifest, err.Error())
	}
	if c.m.Format != BundleFormat {
		return unreadable(bundleManifest, fmt.Sprintf("the format is %q; this program reads %s", c.m.Format, BundleFormat))
	}
	var again bytes.Buffer
	if err := c.m.write(&again); err != nil || !bytes.Equal(again.Bytes(), data) {
		return unreadable(bundleManifest, "it is not written as bundles write it")
	}
	c.r.ContractID, c.r.MadeAt, c.r.MadeBy, c.r.Program = c.m.ContractID, c.m.MadeAt, c.m.MadeBy, c.m.Program
	sums := make(map[string]BundleFile, len(c.m.Files))
	for _, f := range c.m.Files {
		if c.z.files[f.Name] == nil {
			if n, ok := eventPosition(f.Name); ok && !strings.HasSuffix(f.Name, "proof") {
				return &Finding{Code: Removed, From: n, To: n + 1, ID: f.Name}
			}
			if !strings.HasPrefix(f.Name, "documents/") {
				return unreadable(f.Name, "it is missing")
			}
			if c.lost == "" { // it may have been renamed: what events tell of documents says more
				c.lost = f.Name
			}
		}
		if _, twice := sums[f.Name]; twice {
			return unreadable(bundleManifest, "it names "+f.Name+" twice")
		}
		sums[f.Name] = f
	}
	c.z.sums, c.m.Files = sums, nil
	return nil
}

// personal reads what commitments stand for, and that they do.
func (c *bundleChecker) personal() error {
	return c.z.stream(bundlePersonal, func(r io.Reader) error {
		lines := bufio.NewReaderSize(r, 64<<10)
		for {
			line, err := readLine(lines, maxPersonalLine)
			if errors.Is(err, io.EOF) {
				return nil
			} else if err != nil {
				return err
			}
			if err := c.ctx.Err(); err != nil {
				return err
			}
			if err := c.personalLine(line); err != nil {
				return err
			}
		}
	})
}

// personalLine checks one line, which must be to the byte what a bundle writes: what
// two readers could take for two different things is refused.
func (c *bundleChecker) personalLine(line []byte) error {
	var l personalLine
	if err := json.Unmarshal(line, &l); err != nil {
		return err
	}
	var again bytes.Buffer
	if err := l.write(&again); err != nil || !bytes.Equal(again.Bytes(), line) {
		return unreadable(bundlePersonal, "a line is not written as bundles write it: "+l.Commitment)
	}
	found := func(code Code, detail string) error {
		return &Finding{Code: code, ID: bundlePersonal, Detail: l.Commitment + ": " + detail}
	}
	switch {
	case len(l.Value) > maxPersonal:
		return found(Unreadable, "the value is too large")
	case c.values[l.Commitment]:
		return found(BadFile, "it is told of twice")
	case !IsCommitment(l.Commitment):
		return found(PersonalSwap, "this is no commitment")
	case l.Erased && l.Salt+l.Value != "":
		return found(BadFile, "it is erased and there")
	}
	c.values[l.Commitment] = true
	if l.Erased {
		c.r.Erased++
		return nil
	}
	// The salt's length parts it from the value: a longer one could take a piece of it.
	salt, err := base64.StdEncoding.DecodeString(l.Salt)
	if err != nil || len(salt) != SaltSize || base64.StdEncoding.EncodeToString(salt) != l.Salt || !Opens(l.Commitment, salt, l.Value) {
		return found(PersonalSwap, "another value")
	}
	c.r.Personal++
	return nil
}

// readLine reads a line with its end; without one it is given as it is.
func readLine(r *bufio.Reader, most int) (line []byte, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if len(line)+len(part) > most {
			return nil, fmt.Errorf("a line is larger than %d bytes", most)
		}
		line = append(line, part...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF) && len(line) > 0:
			return line, nil
		default:
			return line, err
		}
	}
}

// documents holds every document against the event that tells of it, and the other
// way round.
func (c *bundleChecker) documents() error {
	for _, name := range c.z.names {
		rest, ok := strings.CutPrefix(name, "documents/")
		if !ok {
			continue
		}
		if strings.HasSuffix(rest, ".tlog-proof") {
			if err := c.issueProof(name); err != nil {
				return err
			}
			continue
		}
		if err := c.document(name); err != nil {
			return err
		}
	}
	for _, name := range sortedKeys(c.issued) {
		if !c.found[name] {
			return &Finding{Code: Missing, ID: name, Detail: c.issued[name].file + " tells of it"}
		}
	}
	return nil
}

// rest wants the other files to be as the manifest says, and none beside.
func (c *bundleChecker) rest() error {
	for _, name := range c.z.names {
		if _, listed := c.z.sums[name]; !listed && name != bundleManifest {
			return &Finding{Code: BadFile, ID: name, Detail: "the manifest does not name it"}
		}
	}
	for _, name := range []string{bundleIndex, bundleGuide} {
		if err := c.z.stream(name, func(io.Reader) error { return nil }); err != nil {
			return err
		}
	}
	script, err := c.z.read(bundleScript, maxNoteFile)
	if err != nil {
		return err
	}
	if c.lost != "" {
		return &Finding{Code: Missing, ID: c.lost, Detail: "the manifest names it"}
	}
	if c.z.differs != "" {
		return &Finding{Code: BadFile, ID: c.z.differs, Detail: "its SHA-256 is not the one in the manifest"}
	}
	if c.m.Events != c.r.Events || c.m.Cut != c.r.Cut || c.m.Waiting != c.r.Waiting {
		return &Finding{Code: BadFile, ID: bundleManifest, Detail: "it counts other events than there are"}
	}
	if c.m.Origin != c.r.Origin {
		return &Finding{Code: BadFile, ID: bundleManifest, Detail: "it names another log than the checkpoint does"}
	}
	if c.m.Checkpoint == 0 {
		return &Finding{Code: Unsigned, Detail: "nothing was signed when the bundle was made"}
	}
	if c.r.Waiting > 0 {
		c.r.Remarks = append(c.r.Remarks, Finding{Code: Unsigned, From: c.r.Size, To: c.r.Size + c.r.Waiting})
	}
	c.unproven(script)
	return nil
}

// unproven says what a right bundle leaves open: kept checkpoints it has no like of,
// a script that is not ours, and what no bundle proves.
func (c *bundleChecker) unproven(script []byte) {
	for _, k := range c.o.Kept {
		if !c.compared[k.Size] {
			c.r.Remarks = append(c.r.Remarks, Finding{Code: NotCompared, From: k.Size, To: k.Size, Detail: "the file has no checkpoint of this size"})
		}
	}
	if c.own != "" && c.r.Sealed > 0 {
		c.remark(OwnRoots, c.own, "")
	}
	if !bytes.Equal(script, VerifyScript) {
		c.remark(NotProven, bundleScript, "it is another than the one of this program")
	}
	c.remark(NotProven, "", "")
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
