package ledger_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"chigiri/models/ledger"
)

func TestBundleStandsAlone(t *testing.T) {
	// Proves that a whole bundle checks with the key kept elsewhere and nothing else,
	// by the program and by hand: events in the tree, a cut event, an erased value, a
	// key that followed another, countersignatures, a time-stamp.
	s := newSample(t)
	data := s.bundle()
	stamped := ""
	r := checkBundle(t, data, ledger.BundleOptions{
		Key: s.first.Verifier, Witnesses: []string{s.witness.Verifier},
		Stamp: func(stamp []byte, note string) (time.Time, error) { stamped = string(stamp); return time.Time{}, nil },
	})
	if r.Finding != nil {
		t.Fatal(r.Finding)
	}
	if r.Size != 12 || r.Events != 5 || r.Cut != 1 || r.Waiting != 1 || r.Documents != 1 || r.Erased != 1 || r.Personal != 1 ||
		len(r.Keys) != 2 || r.Cosigned != 2 || r.Stamped != 1 || stamped != "token" {
		t.Errorf("report = %+v", r)
	}
	if len(r.Remarks) != 2 || r.Remarks[0].Code != ledger.Unsigned || r.Remarks[1].Code != ledger.NotProven {
		t.Errorf("remarks = %+v", r.Remarks)
	}
	if r := checkBundle(t, data, ledger.BundleOptions{}); len(r.Remarks) != 4 || r.Remarks[0].Code != ledger.FirstKey {
		t.Errorf("remarks = %+v", r.Remarks)
	}
	if r := checkBundle(t, data, ledger.BundleOptions{Key: s.second.Verifier}); r.Finding == nil || r.Finding.Code != ledger.UnknownKey {
		t.Errorf("found %v", r.Finding)
	}
	other := ledger.Checkpoint{Origin: "example.jp/log", Size: 12}
	if r := checkBundle(t, data, ledger.BundleOptions{Kept: []ledger.Checkpoint{other}}); r.Finding == nil || r.Finding.Code != ledger.Forked {
		t.Errorf("found %v", r.Finding)
	}
	if r := checkBundle(t, data, ledger.BundleOptions{Stamp: func([]byte, string) (time.Time, error) { return time.Time{}, errors.New("no") }}); r.Finding == nil || r.Finding.Code != ledger.BadStamp {
		t.Errorf("found %v", r.Finding)
	}
	out, err := runScript(t, unpack(t, data), s.first.Verifier)
	if err != nil || !strings.Contains(out, "OK  all is right") || !strings.Contains(out, "1 cut") || !strings.Contains(out, "1 erased") {
		t.Errorf("%v\n%s", err, out)
	}
	if out, err := runScript(t, unpack(t, data), s.second.Verifier); err == nil || !strings.Contains(out, "keys/log-1.vkey") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestBundleKnowsEveryByte(t *testing.T) {
	// Proves that one changed bit in any file of a bundle is found, also in those that
	// are for reading only, and that a file left out of it is named.
	s := newSample(t)
	data := s.bundle()
	for i, f := range unpack(t, data) {
		files := unpack(t, data)
		files[i].data = bytes.Clone(f.data)
		files[i].data[len(f.data)/2] ^= 1
		if r := checkBundle(t, pack(t, files, false), ledger.BundleOptions{}); r.Finding == nil {
			t.Errorf("a bit of %s changed unseen", f.name)
		}
		files = slices.Delete(unpack(t, data), i, i+1)
		if r := checkBundle(t, pack(t, files, false), ledger.BundleOptions{}); r.Finding == nil || r.Finding.ID != f.name {
			t.Errorf("without %s: found %v", f.name, r.Finding)
		}
	}
}

func TestBundleThatIsNone(t *testing.T) {
	// Proves that what is no bundle is refused with the reason: a truncated file, names
	// that lead elsewhere or stand twice, more than it may unpack to, another format,
	// nothing signed.
	s := newSample(t)
	data := s.bundle()
	for i := 0; i < len(data); i += 97 {
		if r := checkBundle(t, data[:i], ledger.BundleOptions{}); r.Finding == nil || r.Finding.Code != ledger.Unreadable {
			t.Fatalf("cut at %d: found %v", i, r.Finding)
		}
	}
	add := func(name string, data []byte) []byte {
		return pack(t, append(unpack(t, s.bundle()), bundleFile{name, data}), false)
	}
	for name, c := range map[string]struct {
		data []byte
		says string
	}{
		"a way out":        {add("../x", nil), "name that no bundle has"},
		"from the root":    {add("/etc/x", nil), "name that no bundle has"},
		"another system":   {add(`a\b`, nil), "name that no bundle has"},
		"a name twice":     {add("Manifest.json", nil), "twice"},
		"a bomb":           {bomb(t), "unpack to more"},
		"nothing":          {pack(t, nil, false), "manifest.json"},
		"another format":   {pack(t, []bundleFile{{"manifest.json", []byte(`{"format":"x"}`)}}, false), "format"},
		"no zip":           {[]byte("PK\x03\x04 no"), "no whole zip file"},
		"a large manifest": {pack(t, []bundleFile{{"manifest.json", make([]byte, 2<<20)}}, false), "larger"},
	} {
		r := checkBundle(t, c.data, ledger.BundleOptions{})
		if r.Finding == nil || r.Finding.Code != ledger.Unreadable || !strings.Contains(r.Finding.Error(), c.says) {
			t.Errorf("%s: found %v", name, r.Finding)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ledger.CheckBundle(ctx, bytes.NewReader(data), int64(len(data)), ledger.BundleOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("called off: %v", err)
	}
}

// bomb is a small zip that says to unpack to much.
func bomb(t testing.TB) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range []string{"a", "b"} {
		_, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CompressedSize64: 0, UncompressedSize64: 600 << 20})
		must(t, err)
	}
	must(t, z.Close())
	return out.Bytes()
}

func TestBundleWithNothingSigned(t *testing.T) {
	// Proves that a bundle from before the first checkpoint says that it proves nothing.
	var out bytes.Buffer
	b, err := ledger.NewBundle(&out, ledger.Manifest{ContractID: "c", MadeAt: "2026-04-02T00:00:00.000000Z"})
	must(t, err)
	page := func(io.Writer) error { return nil }
	none := func(func(ledger.Personal, error) bool) {}
	must(t, errors.Join(b.Index(page), b.Guide(page), b.Personal(none), b.Close()))
	if r := checkBundle(t, out.Bytes(), ledger.BundleOptions{}); r.Finding == nil || r.Finding.Code != ledger.Unsigned {
		t.Errorf("found %v", r.Finding)
	}
	if out, err := runScript(t, unpack(t, out.Bytes())); err == nil {
		t.Errorf("the script said\n%s", out)
	}
	if err := b.Bytes("../x", nil); err == nil {
		t.Error("a name that leads elsewhere was written")
	}
	if _, err := ledger.NewBundle(&out, ledger.Manifest{MadeAt: "yesterday"}); err == nil {
		t.Error("another time was taken")
	}
}

func TestBundleKeepsNothing(t *testing.T) {
	// Proves that of what is written the writer keeps the directory alone, a few hundred
	// bytes for a file: it is measured, not timed.
	if testing.Short() {
		t.Skip("memory is not what the race detector looks at")
	}
	const n, size = 4000, 2000
	b, err := ledger.NewBundle(io.Discard, ledger.Manifest{MadeAt: "2026-04-02T00:00:00.000000Z"})
	must(t, err)
	data := make([]byte, size)
	_, _ = rand.Read(data)
	before := heap()
	for i := range int64(n) {
		must(t, b.Bytes(ledger.EventFile(i, "json"), data))
	}
	if grown := heap() - before; grown > 1000*n {
		t.Errorf("%d files of %d bytes left %d bytes each", n, size, grown/n)
	}
	must(t, b.Close())
}

func FuzzCheckBundle(f *testing.F) {
	// Proves that no bytes make the check fail otherwise than with a finding, and that
	// changed ones are not taken for a whole bundle with other contents.
	s := newSample(f)
	data := s.bundle()
	f.Add(pack(f, []bundleFile{{"manifest.json", []byte(`{"format":"chigiri-evidence/1"}`)}}, false), uint32(9), byte(1))
	f.Add([]byte("PK\x05\x06"+strings.Repeat("\x00", 18)), uint32(0), byte(0))
	want := asJSON(checkBundle(f, data, ledger.BundleOptions{}))
	f.Fuzz(func(t *testing.T, raw []byte, at uint32, flip byte) {
		changed := bytes.Clone(data)
		changed[int(at)%len(changed)] ^= flip
		for _, d := range [][]byte{raw, changed} {
			r := checkBundle(t, d, ledger.BundleOptions{})
			if r.Finding == nil && asJSON(r) != want && !bytes.Equal(d, raw) {
				t.Errorf("a change at %d was taken: %s", at, asJSON(r))
			}
		}
	})
}

func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// heap is what is in use after everything unused was let go.
func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
