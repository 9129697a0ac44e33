package ledger_test

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"chigiri/models/ledger"
)

// tampering is one way of changing a bundle, and what is found.
type tampering struct {
	change  func(s *sample, files []bundleFile) []bundleFile
	code    ledger.Code
	file    string
	program bool // the script cannot see it
}

func edit(name, old, new string) func(*sample, []bundleFile) []bundleFile {
	return func(s *sample, files []bundleFile) []bundleFile {
		f := named(files, name)
		if !bytes.Contains(f.data, []byte(old)) {
			s.t.Fatalf("%s does not hold %q", name, old)
		}
		f.data = bytes.Replace(f.data, []byte(old), []byte(new), 1)
		return files
	}
}

func named(files []bundleFile, name string) *bundleFile {
	for i := range files {
		if files[i].name == name {
			return &files[i]
		}
	}
	return &bundleFile{}
}

func remove(names ...string) func(*sample, []bundleFile) []bundleFile {
	return func(_ *sample, files []bundleFile) []bundleFile {
		return slices.DeleteFunc(files, func(f bundleFile) bool { return slices.Contains(names, f.name) })
	}
}

// resigned is the common checkpoint signed by a key nobody vouched for.
func resigned(s *sample, files []bundleFile) []bundleFile {
	_, other, err := ledger.NewKey(rand.Reader, "example.jp/log")
	must(s.t, err)
	k := s.checkpoint(12, other)
	was := string(named(files, "checkpoints/12.note").data)
	for i := range files {
		files[i].data = bytes.ReplaceAll(files[i].data, []byte(was), []byte(k.Signed()))
	}
	_, text, _ := strings.Cut(k.Note, "— example.jp/log ")
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	must(s.t, err)
	named(files, "checkpoints/12.sig").data = raw[4:]
	return files
}

// replayed is a countersignature over another checkpoint.
func replayed(s *sample, files []bundleFile) []bundleFile {
	k := s.checkpoint(12, s.second)
	other, err := ledger.ParseCheckpoint(s.checkpoint(4, s.first).Note)
	must(s.t, err)
	line := s.witness.Cosign(other, time.Unix(1_800_000_000, 0))
	for i := range files {
		files[i].data = bytes.ReplaceAll(files[i].data, []byte(k.Cosignatures[0]), []byte(line))
	}
	return files
}

// rewritten is an event altered with its copy in the proof.
func rewritten(s *sample, files []bundleFile) []bundleFile {
	was := s.data[7]
	is := bytes.Replace(was, []byte("保守"), []byte("改竄"), 1)
	named(files, "events/000007.json").data = is
	p := named(files, "events/000007.tlog-proof")
	p.data = bytes.Replace(p.data, []byte(base64.StdEncoding.EncodeToString(was)), []byte(base64.StdEncoding.EncodeToString(is)), 1)
	return files
}

// awaited adds an event that no checkpoint covers.
func awaited(s *sample, files []bundleFile, kind, after string) []bundleFile {
	l := ledger.Leaf{
		ID: "e-x", At: "2026-04-01T00:00:00.000000Z", Actor: "システム", Kind: kind, ContractID: bundleContract,
		Before: []byte("{}"), After: []byte(after),
	}
	edit("manifest.json", `"waiting":1`, `"waiting":2`)(s, files)
	return append(files, bundleFile{"waiting/e-x.json", l.Append(nil)})
}

// overridden is a document swapped, and an event made up that names it.
func overridden(s *sample, files []bundleFile) []bundleFile {
	f := named(files, "documents/appendix-1.pdf")
	f.data = []byte("%PDF-1.7 乙")
	return awaited(s, files, "appendix.issued", fmt.Sprintf(`{"pdf":"%x","version":1}`, sha256.Sum256(f.data)))
}

// alone is a document that is not the one a waiting event names.
func alone(s *sample, files []bundleFile) []bundleFile {
	files = append(files, bundleFile{"documents/appendix-2.pdf", []byte("%PDF-1.7 丙")})
	return awaited(s, files, "appendix.issued", fmt.Sprintf(`{"pdf":"%x","version":2}`, sha256.Sum256(s.pdf)))
}

// sealing is what the event of a cut says of one leaf.
func sealing(s *sample, cut string, leaves int, at int64) string {
	return fmt.Sprintf(`{"cut":%q,"digest":"%x","leaves":%d}`, cut, sha256.Sum256(ledger.CutLine(at, ledger.LeafHash(s.data[at]))), leaves)
}

func sealedLate(s *sample, files []bundleFile) []bundleFile {
	files = edit("events/000004.cut", "k1", "k2")(s, files)
	return awaited(s, files, "log.cut", sealing(s, "k2", 1, 4))
}

// sealedAs is a log whose event of the cut says something else.
func sealedAs(cut string, leaves int, at int64) func(*sample, []bundleFile) []bundleFile {
	return func(s *sample, _ []bundleFile) []bundleFile { return s.sealed(sealing(s, cut, leaves, at)) }
}

func sealedEarly(s *sample, _ []bundleFile) []bundleFile {
	s.cut = 7
	return s.sealed(sealing(s, "k1", 1, 7))
}

func twice(s *sample, _ []bundleFile) []bundleFile {
	return s.sealed(`{"cut":"k2",` + sealing(s, "k1", 1, 4)[1:])
}

// sealed is the bundle when the event of the cut was recorded with other contents.
func (s *sample) sealed(after string) []bundleFile {
	l, err := ledger.ParseLeaf(s.data[6])
	must(s.t, err)
	l.After = []byte(after)
	s.data[6] = l.Append(nil)
	return unpack(s.t, s.bundle())
}

// unneeded is a log with the event of a cut that took nothing which is here.
func unneeded(s *sample, _ []bundleFile) []bundleFile {
	s.cut = -1
	return unpack(s.t, s.bundle())
}

func doubled(_ *sample, files []bundleFile) []bundleFile {
	f := named(files, "personal.jsonl")
	line, _, _ := bytes.Cut(f.data, []byte("\n"))
	f.data = append(bytes.Clone(f.data), append(line, '\n')...)
	return files
}

// shifted is a value whose beginning was put behind the salt: both together give the
// same hash.
func shifted(s *sample, files []bundleFile) []bundleFile {
	p := s.personal[0]
	salt := append(bytes.Clone(p.Salt), "監査 "...)
	return edit("personal.jsonl", base64.StdEncoding.EncodeToString(p.Salt)+`","value":"監査 `, base64.StdEncoding.EncodeToString(salt)+`","value":"`)(s, files)
}

// large is a value that opens its commitment and is larger than any may be.
func large(s *sample, files []bundleFile) []bundleFile {
	value := strings.Repeat("x", 1<<20+1)
	line := fmt.Sprintf(`{"commitment":%q,"salt":%q,"value":%q}`+"\n", ledger.Commit(s.personal[0].Salt, value), base64.StdEncoding.EncodeToString(s.personal[0].Salt), value)
	f := named(files, "personal.jsonl")
	f.data = append(bytes.Clone(f.data), line...)
	return files
}

var tamperings = map[string]tampering{
	"an event altered":                     {edit("events/000007.json", "保守", "改竄"), ledger.Altered, "events/000007.json", false},
	"an event and its copy":                {rewritten, ledger.Altered, "events/000007.json", false},
	"an event not canonical":               {edit("events/000007.json", `{"id"`, `{ "id"`), ledger.Altered, "events/000007.json", false},
	"an event removed":                     {remove("events/000007.json"), ledger.Removed, "events/000007.json", false},
	"a proof removed":                      {remove("events/000007.tlog-proof"), ledger.Unreadable, "events/000007.tlog-proof", false},
	"a proof changed":                      {edit("events/000007.tlog-proof", "index 7", "index 8"), ledger.Moved, "events/000007.tlog-proof", false},
	"a document replaced":                  {edit("documents/appendix-1.pdf", "甲", "乙"), ledger.BadFile, "documents/appendix-1.pdf", false},
	"a document removed":                   {remove("documents/appendix-1.pdf"), ledger.Missing, "documents/appendix-1.pdf", false},
	"a value changed":                      {edit("personal.jsonl", "監査", "監督"), ledger.PersonalSwap, "personal.jsonl", false},
	"a value taken away":                   {edit("personal.jsonl", "personal:", "personal:0"), ledger.PersonalSwap, "personal.jsonl", false},
	"the checkpoint's text":                {edit("checkpoints/12.txt", "12", "13"), ledger.BadFile, "checkpoints/12.txt", false},
	"the checkpoint re-signed":             {resigned, ledger.Forged, "checkpoints/12.note", false},
	"the checkpoint removed":               {remove("checkpoints/12.note", "checkpoints/12.txt", "checkpoints/12.sig"), ledger.Unreadable, "checkpoints/12.note", false},
	"a signature swapped":                  {edit("checkpoints/12.sig", "", "x"), ledger.BadFile, "checkpoints/12.sig", false},
	"a key swapped":                        {edit("keys/log-1.pem", "MCow", "MCox"), ledger.BadFile, "keys/log-1.pem", false},
	"the key's event":                      {edit("keys/log-2.json", "システム", "だれか"), ledger.UnknownKey, "keys/log-2.json", false},
	"a witness's line":                     {edit("checkpoints/12.note", "— kansa.example.jp ", "— kansa.example.jp A"), ledger.Forged, "checkpoints/12.note", true},
	"a countersignature replayed":          {replayed, ledger.BadWitness, "checkpoints/12.note", true},
	"a cut hash changed":                   {edit("events/000004.cut", "", "0"), ledger.Unreadable, "events/000004.cut", false},
	"a cut nobody told of":                 {edit("events/000004.cut", "k1", "k2"), ledger.Unsealed, "events/000004.cut", false},
	"an event of another contract":         {edit("manifest.json", bundleContract, "c-9"), ledger.BadFile, "events/000001.json", false},
	"a waiting event broken":               {edit("waiting/e-13.json", `{"id"`, `{ "id"`), ledger.Altered, "waiting/e-13.json", true},
	"the issue's older proof":              {edit("documents/appendix-1.tlog-proof", "index 3", "index 2"), ledger.BadFile, "documents/appendix-1.tlog-proof", false},
	"a waiting issue of a proven version":  {overridden, ledger.BadFile, "waiting/e-x.json", false},
	"a waiting issue that stands alone":    {alone, ledger.BadFile, "documents/appendix-2.pdf", false},
	"a cut sealed by a waiting event":      {sealedLate, ledger.Unsealed, "events/000004.cut", false},
	"a cut sealed before what it took":     {sealedEarly, ledger.Unsealed, "events/000007.cut", false},
	"a cut that took more than is here":    {sealedAs("k1", 2, 4), ledger.Unsealed, "events/000004.cut", false},
	"a cut of other events":                {sealedAs("k1", 1, 3), ledger.Unsealed, "events/000004.cut", false},
	"a cut that left nothing":              {unneeded, ledger.BadFile, "events/000006.json", false},
	"a key twice in what an event changed": {twice, ledger.Unreadable, "events/000006.json", true},
	"a personal key twice":                 {edit("personal.jsonl", `","value":"`, `","value":"x","value":"`), ledger.Unreadable, "personal.jsonl", false},
	"a personal key in capitals":           {edit("personal.jsonl", `"value"`, `"Value"`), ledger.Unreadable, "personal.jsonl", false},
	"a value escaped for nothing":          {edit("personal.jsonl", "監査", `\u76e3査`), ledger.Unreadable, "personal.jsonl", false},
	"a value erased and there":             {edit("personal.jsonl", "三郎\"}", "三郎\",\"erased\":true}"), ledger.BadFile, "personal.jsonl", false},
	"a value told of twice":                {doubled, ledger.BadFile, "personal.jsonl", false},
	"a value shortened by its salt":        {shifted, ledger.PersonalSwap, "personal.jsonl", false},
	"a last line without an end":           {edit("personal.jsonl", "\"erased\":true}\n", "\"erased\":true}"), ledger.Unreadable, "personal.jsonl", false},
	"a value too large":                    {large, ledger.Unreadable, "personal.jsonl", true},
	"a manifest with a key twice":          {edit("manifest.json", `"made_by"`, `"made_by":"system","made_by"`), ledger.Unreadable, "manifest.json", true},
	"a manifest with other keys":           {edit("manifest.json", `"made_by"`, `"Made_by"`), ledger.Unreadable, "manifest.json", true},
	"a manifest of another log":            {edit("manifest.json", `"origin":"`, `"origin":"x`), ledger.BadFile, "manifest.json", true},
	"a file nobody named": {func(_ *sample, f []bundleFile) []bundleFile {
		return append(f, bundleFile{"events/1.json", []byte("{}")})
	}, ledger.Unreadable, "events/1.json", true},
}

func TestBundleNamesWhatIsWrong(t *testing.T) {
	// Proves that each way of changing a bundle is found and the file named, by the
	// program and by the script, also when the manifest was made to fit.
	for name, c := range tamperings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, mend := range []bool{false, true} {
				s := newSample(t)
				files := c.change(s, unpack(t, s.bundle()))
				data := pack(t, files, mend && name != "an event of another contract")
				r := checkBundle(t, data, ledger.BundleOptions{Key: s.first.Verifier})
				if r.Finding == nil || r.Finding.Code != c.code || r.Finding.ID != c.file {
					t.Errorf("mended %v: found %v, want %s in %s", mend, r.Finding, c.code, c.file)
				}
				if !mend && name != "an event of another contract" {
					continue // the manifest alone would tell
				}
				out, err := runScript(t, unpack(t, data))
				var exit *exec.ExitError
				if !c.program && (!errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(out, "NG  "+strings.TrimSuffix(c.file, filepath.Ext(c.file)))) {
					t.Errorf("mended %v: the script said\n%s", mend, out)
				}
			}
		})
	}
}

func TestBundleOfWhatAwaitsProof(t *testing.T) {
	// Proves that a document which only a waiting event names is told of as such, by the
	// program and by the script, and not taken for proven.
	s := newSample(t)
	files := append(unpack(t, s.bundle()), bundleFile{"documents/appendix-2.pdf", s.pdf})
	files = awaited(s, files, "appendix.issued", fmt.Sprintf(`{"pdf":"%x","version":2}`, sha256.Sum256(s.pdf)))
	data := pack(t, files, true)
	r := checkBundle(t, data, ledger.BundleOptions{Key: s.first.Verifier})
	if r.Finding != nil || r.Documents != 2 || !slices.ContainsFunc(r.Remarks, func(f ledger.Finding) bool {
		return f.Code == ledger.Unsigned && f.ID == "documents/appendix-2.pdf"
	}) {
		t.Errorf("report = %+v, %v", r, r.Finding)
	}
	if out, err := runScript(t, unpack(t, data)); err != nil || !strings.Contains(out, "documents/appendix-2.pdf: waiting/e-x.json names it, not proven yet") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestBundleOfEscapedValues(t *testing.T) {
	// Proves that values which JSON writes with escapes are checked by hand too, and one
	// that was changed is named.
	s := newSample(t)
	for _, name := range []string{`a "b" \c\\"`, "%d%s\\", "x\ny\t\r\b\f", "\x00\x01\x1f7\x7f", "\u2028\u2029<&>\\u2028", `\u0041`, `\n`, ""} {
		s.person(name)
	}
	files := unpack(t, s.bundle())
	if r := checkBundle(t, pack(t, files, false), ledger.BundleOptions{}); r.Finding != nil || r.Personal != 9 {
		t.Errorf("report = %+v, %v", r, r.Finding)
	}
	if out, err := runScript(t, files); err != nil || !strings.Contains(out, "個人に関する値: 9 ") {
		t.Errorf("%v\n%s", err, out)
	}
	files = edit("personal.jsonl", `x\ny`, `x\\ny`)(s, files)
	if out, err := runScript(t, unpack(t, pack(t, files, true))); err == nil || !strings.Contains(out, "NG  personal.jsonl") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestBundleSaysWhatItLeavesOpen(t *testing.T) {
	// Proves that a kept checkpoint with none of its size in the bundle is named, while
	// those of the bundle and of its keys are compared; and that a script which is not
	// ours is named.
	s := newSample(t)
	files := unpack(t, s.bundle())
	kept := func(size int64) ledger.Checkpoint {
		c, err := ledger.ParseCheckpoint(s.checkpoint(size, s.first).Note)
		must(t, err)
		return c
	}
	remarks := func(files []bundleFile, kept ...ledger.Checkpoint) (list []string) {
		r := checkBundle(t, pack(t, files, true), ledger.BundleOptions{Key: s.first.Verifier, Witnesses: []string{s.witness.Verifier}, Kept: kept})
		if r.Finding != nil {
			t.Error(r.Finding)
		}
		for _, f := range r.Remarks {
			list = append(list, fmt.Sprint(f.Code, f.From, f.ID))
		}
		return list
	}
	got := remarks(files, kept(4), kept(5), kept(7), kept(12), ledger.Checkpoint{Origin: "example.jp/log", Size: 4000})
	if want := []string{"unsigned12", "not_compared5", "not_compared4000", "not_proven12"}; !slices.Equal(got, want) {
		t.Errorf("remarks = %v", got)
	}
	other := kept(7)
	other.Root[0] ^= 1
	if r := checkBundle(t, pack(t, files, true), ledger.BundleOptions{Kept: []ledger.Checkpoint{other}}); r.Finding == nil || r.Finding.Code != ledger.Forked {
		t.Errorf("found %v", r.Finding)
	}
	named(files, "verify.sh").data = []byte("#!/bin/sh\necho OK\n")
	if got := remarks(files); !slices.Equal(got, []string{"unsigned12", "not_proven12verify.sh", "not_proven12"}) {
		t.Errorf("remarks = %v", got)
	}
}
