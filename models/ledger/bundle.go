package ledger

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A bundle is the evidence of one contract in one zip file that stands without the
// portal. Its files:
//
//	index.html                   for reading; what counts is in the files below
//	VERIFY.txt, verify.sh        how to check, with the program or by hand
//	documents/appendix-1.pdf     the bytes that were issued; also .docx
//	documents/appendix-1.tlog-proof
//	                             its issue in the first time-stamped checkpoint over it, or
//	                             else the first at all; missing when that is the common one
//	documents/pledge-ID.pdf      a sealed pledge, or the sealed evidence sheet of one on paper
//	documents/pledge-ID-scan.*   the scan of that paper (pdf, png, jpg)
//	documents/briefing-ID.pdf    the sealed record of a briefing
//	documents/briefing-ID-SUM.*  what was handed round there; SUM is half of its SHA-256
//	documents/party-ID-SUM.*     what was attached to an application for a subcontractor (F-03)
//	events/000123.json           the event at position 123: its leaf, to the byte
//	events/000123.cut            in its place when a cut took the contents: leaf hash in hex
//	                             and the id of the cut
//	events/000123.tlog-proof     the way from the leaf to the root (C2SP tlog-proof)
//	waiting/ID.json              a leaf that no checkpoint covers yet
//	personal.jsonl               what commitments in the leaves stand for, a line each
//	checkpoints/4711.note        a signed checkpoint with countersignatures
//	checkpoints/4711.txt, .sig   what was signed, and the 64 bytes of the log's signature
//	checkpoints/4711.stamped     what time-stamps were asked for: the note as signed
//	checkpoints/4711-1.tst       RFC 3161 time-stamps over it
//	keys/log-1.vkey, .pem        the log's keys, the oldest first
//	keys/log-1.json, .tlog-proof the event that registered a key, in the first checkpoint over it
//	keys/log-1.txt, .sig         that checkpoint, signed by the key before; by itself for the first
//	keys/witness-1.vkey          keys of witnesses
//	keys/seal-1.pem              certificates under which the seals of documents stand
//	manifest.json                what the bundle is and all files with their SHA-256
//
// All events are proven in one common checkpoint, the newest, whose size the manifest
// names. What a bundle cannot prove is that no event of the contract was left out;
// the log as a whole proves that, and the event contract.evidence_taken counts them.
const BundleFormat = "chigiri-evidence/1"

// Names of files that stand once in a bundle.
const (
	bundleIndex    = "index.html"
	bundleGuide    = "VERIFY.txt"
	bundleScript   = "verify.sh"
	bundleManifest = "manifest.json"
	bundlePersonal = "personal.jsonl"
)

// Manifest says what a bundle is.
type Manifest struct {
	Format     string       `json:"format"`
	ContractID string       `json:"contract_id"`
	MadeAt     string       `json:"made_at"`    // UTC, as in a leaf
	MadeBy     string       `json:"made_by"`    // the role
	Program    string       `json:"program"`    // version that made it
	Origin     string       `json:"origin"`     // name of the log; empty while nothing was signed
	Checkpoint int64        `json:"checkpoint"` // size of the common one; 0 while nothing was signed
	Events     int64        `json:"events"`     // proven, those that were cut too
	Cut        int64        `json:"cut"`
	Waiting    int64        `json:"waiting"` // events that no checkpoint covers yet, under waiting/
	Files      []BundleFile `json:"files,omitempty"`
}

// BundleFile is one file of a bundle.
type BundleFile struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// BundleKey is a key of the log with the event that registered it, proven in the
// first checkpoint over it, which the key and the one before it signed.
type BundleKey struct {
	Verifier string
	Event    Proof
}

// personalLine is one line of personal.jsonl. Of an erased value neither salt nor
// value is left.
type personalLine struct {
	Commitment string `json:"commitment"`
	Salt       string `json:"salt,omitempty"` // base64
	Value      string `json:"value,omitempty"`
	Erased     bool   `json:"erased,omitempty"`
}

// EventFile is the name of a file about the event at a position; ext is json, cut or
// tlog-proof.
func EventFile(position int64, ext string) string {
	return fmt.Sprintf("events/%06d.%s", position, ext)
}

// DocumentFile is the name of an issued version of the appendix; ext is pdf, docx or
// tlog-proof.
func DocumentFile(version int, ext string) string {
	return "documents/appendix-" + strconv.Itoa(version) + "." + ext
}

// WaitingFile is the name of an event that no checkpoint covers yet.
func WaitingFile(id string) string { return "waiting/" + id + ".json" }

// RootFile is the name of a certificate under which seals of documents stand.
func RootFile(n int) string { return "keys/seal-" + strconv.Itoa(n) + ".pem" }

func keyFile(n int, ext string) string       { return "keys/log-" + strconv.Itoa(n) + "." + ext }
func witnessFile(n int) string               { return "keys/witness-" + strconv.Itoa(n) + ".vkey" }
func noteFile(size int64, ext string) string { return fmt.Sprintf("checkpoints/%d.%s", size, ext) }
func stampFile(size int64, n int) string     { return fmt.Sprintf("checkpoints/%d-%d.tst", size, n) }

// safeName is what a name in a bundle may be: it means the same on every system, and
// leads nowhere else when it is unpacked.
var safeName = regexp.MustCompile(`^([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*$`)

// Note is the checkpoint as a bundle shows it: signed, with the countersignatures
// below.
func (k Kept) Signed() string {
	var b strings.Builder
	b.WriteString(k.Note)
	for _, line := range k.Cosignatures {
		b.WriteString(strings.TrimRight(line, "\n") + "\n")
	}
	return b.String()
}
