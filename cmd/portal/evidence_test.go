package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// evidenceFile is a file of a bundle.
type evidenceFile struct {
	name string
	data []byte
}

// evidence takes the bundle of the audit case from a running demo, and gives its files.
func (r running) evidence() (data []byte, files []evidenceFile) {
	r.t.Helper()
	code, body := r.ask("auditor", http.MethodGet, "/contracts/"+r.Contracts["navi"]+"/evidence.zip", "")
	if code != http.StatusOK {
		r.t.Fatalf("the evidence: %d %.200s", code, body)
	}
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		r.t.Fatal(err)
	}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			r.t.Fatal(err)
		}
		b, err := io.ReadAll(in)
		if err != nil {
			r.t.Fatal(err)
		}
		files = append(files, evidenceFile{f.Name, b})
	}
	return []byte(body), files
}

// repacked is a zip of files with a manifest that fits, as of somebody who knows how
// bundles are made.
func repacked(t *testing.T, files []evidenceFile) string {
	t.Helper()
	var lines []string
	at := 0
	for i, f := range files {
		if f.name == "manifest.json" {
			at = i
			continue
		}
		sum := sha256.Sum256(f.data)
		lines = append(lines, fmt.Sprintf(`{"name":%q,"size":%d,"sha256":"%s"}`, f.name, len(f.data), hex.EncodeToString(sum[:])))
	}
	head, _, _ := strings.Cut(string(files[at].data), "\"files\":[")
	files[at].data = []byte(head + "\"files\":[\n" + strings.Join(lines, ",\n") + "\n]}\n")
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range files {
		w, err := z.Create(f.name)
		if err == nil {
			_, err = w.Write(f.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "evidence.zip")
	if err := os.WriteFile(name, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// The evidence of a running demo checks offline, papers and seals with it, under roots one
// keeps or under its own with a word about it; what was done to a paper is said in one
// line that names it and tells how to mend it, in both languages.
func TestEvidenceOfARunningDemo(t *testing.T) {
	t.Setenv("LANG", "en_US.UTF-8")
	r := startDemo(t)
	data, files := r.evidence()
	bundle := filepath.Join(t.TempDir(), "evidence.zip")
	if err := os.WriteFile(bundle, data, 0o600); err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(r.dir, "seal.key.crt")
	other := filepath.Join(t.TempDir(), "other.key")
	if code, _, said := portal("seal", "key", other); code != 0 {
		t.Fatal(said)
	}
	at := func(begin, end string) int {
		for i, f := range files {
			if strings.HasPrefix(f.name, "documents/"+begin) && strings.HasSuffix(f.name, end) && !strings.Contains(f.name, "-scan") {
				return i
			}
		}
		t.Fatalf("no %s%s", begin, end)
		return 0
	}
	pledge, record := at("pledge-", ".pdf"), at("briefing-", ".pdf")
	with := func(change func([]evidenceFile) []evidenceFile) string {
		return repacked(t, change(append([]evidenceFile{}, files...)))
	}
	altered := with(func(f []evidenceFile) []evidenceFile {
		f[pledge].data = append(bytes.Clone(f[pledge].data), "% x"...)
		return f
	})
	for name, c := range map[string]struct {
		args []string
		code int
		says []string
	}{
		"its own roots":   {[]string{bundle}, 0, []string{"2 seals checked", "certificates in the bundle", "Everything is right"}},
		"roots one keeps": {[]string{bundle, "--seal-roots", root}, 0, []string{"2 seals checked"}},
		"another's roots": {[]string{bundle, "--seal-roots", other + ".crt"}, 1, []string{files[pledge].name, "seal does not hold", "--seal-roots"}},
		"no roots file":   {[]string{bundle, "--seal-roots", bundle + ".none"}, 1, []string{"none"}},
		"no such flag":    {[]string{bundle, "--seal-root"}, 2, nil},
		"altered":         {[]string{altered}, 1, []string{files[pledge].name + " is not the one the log tells of", "put behind the end", "Use the ZIP as it was taken"}},
		"exchanged": {[]string{with(func(f []evidenceFile) []evidenceFile {
			f[pledge].data, f[record].data = f[record].data, f[pledge].data
			return f
		})}, 1, []string{"In the place of " + files[pledge].name, files[record].name, "take the bundle anew"}},
		"missing": {[]string{with(func(f []evidenceFile) []evidenceFile { return append(f[:record:record], f[record+1:]...) })}, 1, []string{files[record].name + " is missing"}},
		"renamed": {[]string{with(func(f []evidenceFile) []evidenceFile {
			f[record].name = "documents/x.pdf"
			return f
		})}, 1, []string{"documents/x.pdf", "Give it back its name, " + files[record].name}},
		"added": {[]string{with(func(f []evidenceFile) []evidenceFile {
			return append(f, evidenceFile{"documents/x.pdf", f[pledge].data})
		})}, 1, []string{"documents/x.pdf", "it was added", "Take it out"}},
	} {
		code, out, said := portal(append([]string{"log", "verify"}, c.args...)...)
		if code != c.code || c.code == 1 && strings.Count(said, "\n") != 1 {
			t.Errorf("%s: exit %d: %s%s", name, code, out, said)
		}
		for _, want := range c.says {
			if !strings.Contains(out+said, want) {
				t.Errorf("%s: no %q in %s%s", name, want, out, said)
			}
		}
		if name == "roots one keeps" && strings.Contains(out, "certificates in the bundle") {
			t.Errorf("%s: %s", name, out)
		}
	}
	t.Setenv("LANG", "ja_JP.UTF-8")
	if _, _, said := portal("log", "verify", altered); !strings.Contains(said, files[pledge].name) || !strings.Contains(said, "付け加えられています") || !strings.Contains(said, "取り出し直してください") {
		t.Error(said)
	}
	kept := filepath.Join(t.TempDir(), "pledge.pdf")
	if err := os.WriteFile(kept, files[pledge].data, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, said := portal("seal", "verify", kept, "--roots", root); code != 0 {
		t.Errorf("exit %d: %s", code, said)
	}
}
