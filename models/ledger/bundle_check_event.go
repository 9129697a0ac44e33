package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chigiri/models"
)

var eventPattern = regexp.MustCompile(`^events/([0-9]{6,18})\.(json|cut|tlog-proof)$`)

// eventPosition is the position a file under events/ is about.
func eventPosition(name string) (int64, bool) {
	m := eventPattern.FindStringSubmatch(name)
	if m == nil {
		return 0, false
	}
	n, err := strconv.ParseInt(m[1], 10, 64)
	return n, err == nil && name == EventFile(n, m[2])
}

// cutSeal is what the proven event of a cut says of it.
type cutSeal struct {
	position int64
	leaves   int64
	digest   string
}

// bundleCut is what is here of the events that a cut took.
type bundleCut struct {
	first, last int64
	leaves      int64
	sum         hash.Hash
}

// events checks all events by position.
func (c *bundleChecker) events() error {
	var positions []int64
	for _, name := range c.z.names {
		if !strings.HasPrefix(name, "events/") {
			continue
		}
		n, ok := eventPosition(name)
		if !ok {
			return unreadable(name, "it is named as no event is")
		}
		positions = append(positions, n)
	}
	slices.Sort(positions)
	for _, n := range slices.Compact(positions) {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		if err := c.event(n); err != nil {
			return err
		}
	}
	return nil
}

// event checks what stands at one position.
func (c *bundleChecker) event(n int64) error {
	found := func(code Code, ext, detail string) error {
		return &Finding{Code: code, From: n, To: n + 1, ID: EventFile(n, ext), Detail: detail}
	}
	whole, cut := c.z.files[EventFile(n, "json")] != nil, c.z.files[EventFile(n, "cut")] != nil
	if whole == cut {
		return found(Removed, "json", "there must be the event, or what a cut left of it")
	}
	p, err := c.proof(EventFile(n, "tlog-proof"))
	switch {
	case err != nil:
		return err
	case p.Position != n:
		return found(Moved, "tlog-proof", fmt.Sprintf("it is the proof of event %d", p.Position))
	case c.common.Size == 0 || p.Checkpoint != c.notes[c.common.Size]:
		return found(Forged, "tlog-proof", "it is in another checkpoint than the common one")
	}
	c.r.Events++
	if cut {
		return c.cutEvent(n, p)
	}
	data, err := c.z.read(EventFile(n, "json"), maxLeafFile)
	if err != nil {
		return err
	}
	l, err := ParseLeaf(data)
	if err != nil {
		return found(Altered, "json", err.Error())
	}
	if err := p.CheckHash(c.common, LeafHash(data)); err != nil {
		return found(Altered, "json", err.Error())
	}
	if !bytes.Equal(p.Data, data) {
		return found(BadFile, "tlog-proof", "it carries another event than the one beside it")
	}
	return c.leaf(l, n, EventFile(n, "json"))
}

// cutEvent checks the hash that a cut left.
func (c *bundleChecker) cutEvent(n int64, p Proof) error {
	name := EventFile(n, "cut")
	text, err := c.z.text(name)
	if err != nil {
		return err
	}
	hash, cut, ok := strings.Cut(text, " ")
	raw, err := hex.DecodeString(hash)
	if !ok || err != nil || len(raw) != sha256.Size || cut == "" {
		return unreadable(name, "it must hold a hash and the id of a cut")
	}
	if err := p.CheckHash(c.common, Hash(raw)); err != nil || len(p.Data) > 0 {
		return &Finding{Code: Altered, From: n, To: n + 1, ID: name, Detail: fmt.Sprint(err)}
	}
	sum := c.cuts[cut]
	if sum == nil {
		sum = &bundleCut{first: n, sum: sha256.New()}
		c.cuts[cut] = sum
	}
	sum.last = n
	sum.leaves++
	sum.sum.Write(CutLine(n, Hash(raw)))
	c.r.Cut++
	return nil
}

// leaf looks at what an event says: that it is the contract's, that its commitments
// are told of, and what it tells of documents and cuts. The position n of one that is
// not proven yet is below 0.
func (c *bundleChecker) leaf(l Leaf, n int64, name string) error {
	found := func(code Code, detail string) error {
		return &Finding{Code: code, From: max(n, 0), To: max(n, 0) + 1, ID: name, Kind: l.Kind, Detail: detail}
	}
	if l.ContractID != c.m.ContractID {
		return found(BadFile, "it is an event of another contract")
	}
	before, err := ParseObject(l.Before)
	if err != nil {
		return found(Unreadable, err.Error())
	}
	after, err := ParseObject(l.After)
	if err != nil {
		return found(Unreadable, err.Error())
	}
	for _, text := range LeafCommitments(l, before, after) {
		if !c.values[text] {
			return found(PersonalGone, text)
		}
	}
	detail := ""
	switch models.EventKind(l.Kind) {
	case models.EventAppendixIssued:
		detail = c.issue(l, after, n, name)
	case models.EventLogCut:
		detail = c.seal(after, n)
	default:
		detail = c.papers(l, after, n, name)
	}
	if detail != "" {
		return found(BadFile, detail)
	}
	return nil
}

// issue notes the documents an event tells of, or says what is wrong with it. Proven
// events come first: no event beside them tells of a version again, least of all one
// that is not proven.
func (c *bundleChecker) issue(l Leaf, after map[string]any, n int64, name string) (wrong string) {
	version, ok := wholeNumber(after["version"])
	if !ok || version < 1 || version > math.MaxInt32 {
		return "it issues no version"
	}
	if c.versions[int(version)] {
		return "another event issued this version"
	}
	c.versions[int(version)] = true
	for _, ext := range []string{"pdf", "docx"} {
		if sum, ok := after[ext].(string); ok && sum != "" {
			c.issued[DocumentFile(int(version), ext)] = issued{sha256: sum, file: name, waiting: n < 0}
		}
	}
	if n >= 0 {
		c.issues[int(version)] = l.Append(nil)
	}
	return ""
}

// seal notes what an event says of a cut, or says what is wrong with it.
func (c *bundleChecker) seal(after map[string]any, n int64) (wrong string) {
	cut, _ := after["cut"].(string)
	digest, _ := after["digest"].(string)
	leaves, ok := wholeNumber(after["leaves"])
	_, known := c.seals[cut]
	switch {
	case !ok || cut == "":
		return "it tells of no cut"
	case known:
		return "another event tells of this cut"
	case n < 0: // it seals nothing before it is proven
		return ""
	}
	c.seals[cut] = cutSeal{n, leaves, digest}
	return ""
}

// LeafCommitments are the texts of a leaf that stand for personal values.
func LeafCommitments(l Leaf, before, after map[string]any) []string {
	var all []string
	add := func(text string) {
		if IsCommitment(text) && !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	add(l.Actor)
	add(l.Address)
	for _, field := range models.PersonalFields(l.Subject) {
		for _, side := range []map[string]any{before, after} {
			if text, ok := side[field].(string); ok {
				add(text)
			}
		}
	}
	return all
}

// waiting reads events that are not proven yet; only their form can be checked.
func (c *bundleChecker) waiting() error {
	for _, name := range c.z.names {
		if !strings.HasPrefix(name, "waiting/") {
			continue
		}
		data, err := c.z.read(name, maxLeafFile)
		if err != nil {
			return err
		}
		l, err := ParseLeaf(data)
		if err != nil || name != WaitingFile(l.ID) {
			return &Finding{Code: Altered, From: c.r.Size, To: c.r.Size, ID: name, Detail: fmt.Sprint(err)}
		}
		if err := c.leaf(l, -1, name); err != nil {
			return err
		}
		c.r.Waiting++
	}
	return nil
}

// sealed wants for every cut a proven event, behind all that the cut took, and that
// exactly those are here which it tells of: a cut is of one contract.
func (c *bundleChecker) sealed() error {
	for _, cut := range sortedKeys(c.cuts) {
		sum := c.cuts[cut]
		seal, told := c.seals[cut]
		detail := ""
		switch {
		case !told:
			detail = "no proven event of the cut " + cut + " tells of these; where that event waits for a checkpoint, take the bundle anew after it"
		case seal.position <= sum.last:
			detail = fmt.Sprintf("the event of the cut %s stands at %d, before what it took", cut, seal.position)
		case sum.leaves != seal.leaves || hex.EncodeToString(sum.sum.Sum(nil)) != seal.digest:
			detail = "the event of the cut " + cut + " tells of others than these"
		}
		if detail != "" {
			return &Finding{Code: Unsealed, From: sum.first, To: sum.first + 1, ID: EventFile(sum.first, "cut"), Detail: detail}
		}
	}
	for _, cut := range sortedKeys(c.seals) {
		if n := c.seals[cut].position; c.cuts[cut] == nil {
			return &Finding{Code: BadFile, From: n, To: n + 1, ID: EventFile(n, "json"), Detail: "none of what this cut took is here"}
		}
	}
	return nil
}

// issueProof checks the proof of an issue in an older checkpoint.
func (c *bundleChecker) issueProof(name string) error {
	p, err := c.proof(name)
	if err != nil {
		return err
	}
	for version, leaf := range c.issues {
		if name != DocumentFile(version, "tlog-proof") {
			continue
		}
		cp, err := ParseCheckpoint(p.Checkpoint)
		if err != nil || c.notes[cp.Size] != p.Checkpoint {
			return &Finding{Code: Forged, From: p.Position, To: p.Position + 1, ID: name, Detail: "its checkpoint is not among those of the bundle"}
		}
		if err := p.CheckIn(cp); err != nil || !bytes.Equal(leaf, p.Data) {
			return &Finding{Code: BadFile, ID: name, Detail: "it is no proof of this issue"}
		}
		return nil
	}
	return &Finding{Code: BadFile, ID: name, Detail: "no event tells of it"}
}

// sum is the SHA-256 of a file in hex.
func (c *bundleChecker) sum(name string) (string, error) {
	h := sha256.New()
	err := c.z.stream(name, func(r io.Reader) error {
		_, err := io.Copy(h, r)
		return err
	})
	return hex.EncodeToString(h.Sum(nil)), err
}
