package ledger_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"chigiri/models/ledger"
)

// sample is a log with two keys, a witness and a contract in it, as bundles are made
// of: an issued appendix, an event whose contents were cut, a value that was erased.
type sample struct {
	t        testing.TB
	data     [][]byte
	first    ledger.Key // signs up to the change
	second   ledger.Key
	witness  ledger.Witness
	personal []ledger.Personal
	pdf      []byte
	cut      int64
	papers   []bundleFile // of the events from 8 on
	roots    []*x509.Certificate
}

const bundleContract = "c-1"

func newSample(t testing.TB) *sample {
	s := &sample{t: t, pdf: []byte("%PDF-1.7 甲"), cut: 4}
	var err error
	_, s.first, err = ledger.NewKey(rand.Reader, "example.jp/log")
	must(t, err)
	_, s.second, err = ledger.NewKey(rand.Reader, "example.jp/log")
	must(t, err)
	_, s.witness, err = ledger.NewWitness(rand.Reader, "kansa.example.jp")
	must(t, err)
	who, gone := s.person("監査 三郎"), s.person("去る 人")
	s.personal[1].Salt, s.personal[1].Value = nil, ""
	sum := sha256.Sum256(s.pdf)
	s.add("log.key_registered", "", "システム", fmt.Sprintf(`{"verifier":%q}`, s.first.Verifier))
	s.add("contract.created", bundleContract, who, `{"title":"保守"}`)
	s.add("contract.created", "c-2", who, `{"title":"別"}`)
	s.add("appendix.issued", bundleContract, who, fmt.Sprintf(`{"pdf":"%x","version":1}`, sum))
	s.add("contract.updated", bundleContract, gone, `{"title":"保守運用"}`)
	s.add("log.key_registered", "", "システム", fmt.Sprintf(`{"verifier":%q}`, s.second.Verifier))
	line := sha256.Sum256(ledger.CutLine(s.cut, ledger.LeafHash(s.data[s.cut])))
	s.add("log.cut", bundleContract, "システム", fmt.Sprintf(`{"cut":"k1","digest":"%x","leaves":1}`, line))
	s.add("contract.updated", bundleContract, gone, `{"title":"保守"}`)
	for i := range 5 {
		s.add("division.created", "", who, fmt.Sprintf(`{"name":"課%d"}`, i))
	}
	return s
}

func (s *sample) person(name string) string {
	salt := make([]byte, ledger.SaltSize)
	_, _ = rand.Read(salt)
	p := ledger.Personal{Commitment: ledger.Commit(salt, name), Salt: salt, Value: name}
	s.personal = append(s.personal, p)
	return p.Commitment
}

func (s *sample) add(kind, contract, actor, after string) {
	l := ledger.Leaf{
		ID: fmt.Sprintf("e-%d", len(s.data)), At: "2026-04-01T00:00:00.000000Z", Actor: actor, Kind: kind, ContractID: contract,
		Before: []byte("{}"), After: []byte(after),
	}
	s.data = append(s.data, l.Append(nil))
}

func (s *sample) read(numbers []int64) ([]ledger.Hash, error) {
	var stored []ledger.Hash
	reader := tlog.HashReaderFunc(func(numbers []int64) ([]ledger.Hash, error) {
		list := make([]ledger.Hash, len(numbers))
		for i, n := range numbers {
			list[i] = stored[n]
		}
		return list, nil
	})
	for i, d := range s.data {
		hashes, err := tlog.StoredHashes(int64(i), d, reader)
		must(s.t, err)
		stored = append(stored, hashes...)
	}
	return reader(numbers)
}

func (s *sample) checkpoint(size int64, keys ...ledger.Key) ledger.Kept {
	root, err := tlog.TreeHash(size, tlog.HashReaderFunc(s.read))
	must(s.t, err)
	c := ledger.Checkpoint{Origin: "example.jp/log", Size: size, Root: root}
	signed, err := ledger.Sign(c, keys[0])
	if len(keys) > 1 {
		signed, err = ledger.Sign(c, keys[0], keys[1])
	}
	must(s.t, err)
	return ledger.Kept{Note: signed, Cosignatures: []string{s.witness.Cosign(c, time.Unix(1_800_000_000, 0))}}
}

func (s *sample) proof(at int64, k ledger.Kept) ledger.Proof {
	c, err := ledger.ParseCheckpoint(k.Note)
	must(s.t, err)
	hashes, err := ledger.Prove(at, c.Size, tlog.HashReaderFunc(s.read))
	must(s.t, err)
	return ledger.Proof{Data: s.data[at], Position: at, Hashes: hashes, Checkpoint: k.Signed()}
}

// bundle writes the contract's evidence, as the store would.
func (s *sample) bundle() []byte {
	var out bytes.Buffer
	b, err := ledger.NewBundle(&out, ledger.Manifest{ContractID: bundleContract, MadeAt: "2026-04-02T00:00:00.000000Z", MadeBy: "auditor", Program: "test"})
	must(s.t, err)
	page := func(w io.Writer) error { _, err := io.WriteString(w, "見本\n"); return err }
	must(s.t, errors.Join(b.Index(page), b.Guide(page)))
	one, changed, newest := s.checkpoint(4, s.first), s.checkpoint(7, s.second, s.first), s.checkpoint(12, s.second)
	one.Stamps = [][]byte{[]byte("token")}
	must(s.t, b.Key(ledger.BundleKey{Verifier: s.first.Verifier, Event: s.proof(0, one)}))
	must(s.t, b.Key(ledger.BundleKey{Verifier: s.second.Verifier, Event: s.proof(5, changed)}))
	must(s.t, b.Witness(1, s.witness.Verifier))
	must(s.t, errors.Join(b.Checkpoint(newest, true), b.Checkpoint(one, false), b.Checkpoint(one, false)))
	must(s.t, b.Bytes(ledger.DocumentFile(1, "pdf"), s.pdf))
	must(s.t, b.Bytes(ledger.DocumentFile(1, "tlog-proof"), []byte(s.proof(3, one).Text())))
	for _, f := range s.papers {
		must(s.t, b.Bytes(f.name, f.data))
	}
	for i, root := range s.roots {
		must(s.t, b.Root(i+1, root))
	}
	positions := []int64{1, 3, 4, 6, 7}
	if s.papers != nil {
		positions = append(positions, 8, 9, 10, 11)
	}
	for _, at := range positions {
		if at == s.cut {
			must(s.t, b.Cut(s.proof(at, newest), ledger.LeafHash(s.data[at]), "k1"))
			continue
		}
		must(s.t, b.Event(s.proof(at, newest)))
	}
	s.add("contract.evidence_taken", bundleContract, s.personal[0].Commitment, `{}`)
	must(s.t, b.Waiting(fmt.Sprintf("e-%d", len(s.data)-1), s.data[len(s.data)-1]))
	must(s.t, b.Personal(iter.Seq2[ledger.Personal, error](func(yield func(ledger.Personal, error) bool) {
		for _, p := range s.personal {
			if !yield(p, nil) {
				return
			}
		}
	})))
	must(s.t, b.Close())
	return out.Bytes()
}

func checkBundle(t testing.TB, data []byte, o ledger.BundleOptions) ledger.BundleReport {
	t.Helper()
	r, err := ledger.CheckBundle(context.Background(), bytes.NewReader(data), int64(len(data)), o)
	must(t, err)
	return r
}

// bundleFile is a file of an unpacked bundle, in order.
type bundleFile struct {
	name string
	data []byte
}

func unpack(t testing.TB, data []byte) (files []bundleFile) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	for _, f := range z.File {
		in, err := f.Open()
		must(t, err)
		b, err := io.ReadAll(in)
		must(t, err)
		files = append(files, bundleFile{f.Name, b})
	}
	return files
}

// pack makes a zip of files again; with mend the manifest is made to fit, as by
// somebody who knows how bundles are made.
func pack(t testing.TB, files []bundleFile, mend bool) []byte {
	t.Helper()
	if mend {
		var lines []string
		at := 0
		for i, f := range files {
			if f.name == "manifest.json" {
				at = i
				continue
			}
			lines = append(lines, fmt.Sprintf(`{"name":%q,"size":%d,"sha256":"%x"}`, f.name, len(f.data), sha256.Sum256(f.data)))
		}
		head, _, _ := strings.Cut(string(files[at].data), "\"files\":[")
		files[at].data = []byte(head + "\"files\":[\n" + strings.Join(lines, ",\n") + "\n]}\n")
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range files {
		w, err := z.Create(f.name)
		must(t, err)
		_, err = w.Write(f.data)
		must(t, err)
	}
	must(t, z.Close())
	return out.Bytes()
}

// runScript unpacks a bundle where nothing of the portal is and checks it by hand.
func runScript(t testing.TB, files []bundleFile, args ...string) (string, error) {
	t.Helper()
	for _, tool := range []string{"sh", "openssl", "sha256sum"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("TEST_REQUIRE") != "" {
				t.Fatalf("%s is missing", tool)
			}
			t.Skipf("%s is missing", tool)
		}
	}
	dir := t.TempDir()
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.name))
		must(t, os.MkdirAll(filepath.Dir(path), 0o700))
		must(t, os.WriteFile(path, f.data, 0o600))
	}
	cmd := exec.Command("sh", append([]string{filepath.Join(dir, "verify.sh")}, args...)...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "TSA_CA=" + os.Getenv("TSA_CA")}
	out, err := cmd.CombinedOutput()
	return string(out), err
}
