package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// sqlite3 runs SQL on a running demo's database as the owner of its tables would.
func sqlite3(t *testing.T, dir string, queries ...string) {
	t.Helper()
	for _, q := range queries {
		out, err := exec.Command("sqlite3", "-cmd", ".timeout 5000", filepath.Join(dir, "portal.db"), q).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v: %s", q, err, out)
		}
	}
}

// verifierIn is the log's key as verify prints it.
func verifierIn(t *testing.T, out string) string {
	t.Helper()
	for _, word := range strings.Fields(out) {
		if strings.HasPrefix(word, "chigiri.demo/log+") {
			return word
		}
	}
	t.Fatalf("no key in %s", out)
	return ""
}

// The log of a running demo checks; one old event changed behind the portal's back is
// named, in a database and in an export taken before, which still checks with nothing
// but its file.
func TestLogOfARunningDemo(t *testing.T) {
	t.Setenv("LANG", "en_US.UTF-8")
	r := startDemo(t)
	code, out, said := portal("log", "verify", "--data", r.dir)
	if code != 0 {
		t.Fatalf("exit %d: %s%s", code, out, said)
	}
	key := verifierIn(t, out)
	export := filepath.Join(t.TempDir(), "log.zip")
	if code, _, said := portal("log", "export", "--data", r.dir, "-o", export); code != 0 {
		t.Fatalf("exit %d: %s", code, said)
	}
	kept := filepath.Join(t.TempDir(), "kept.txt")
	if err := os.WriteFile(kept, []byte(lastNote(t, export)), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"with the key":        {"--data", r.dir, "--key", key},
		"an older checkpoint": {"--data", r.dir, "--checkpoint", kept},
		"the export":          {export, "--key", key, "--checkpoint", kept},
	} {
		if code, out, said := portal(append([]string{"log", "verify"}, args...)...); code != 0 || strings.Contains(name, "key") && strings.Contains(out, "believed") {
			t.Errorf("%s: exit %d: %s%s", name, code, out, said)
		}
	}
	sqlite3(t, r.dir, "DROP TRIGGER events_update", "UPDATE events SET reason = 'x' WHERE id = (SELECT event_id FROM log_leaves WHERE position = 30)")
	bundle := filepath.Join(t.TempDir(), "evidence.zip")
	if code, body := r.ask("auditor", http.MethodGet, "/contracts/"+r.Contracts["navi"]+"/evidence.zip", ""); code != http.StatusOK || os.WriteFile(bundle, []byte(body), 0o600) != nil {
		t.Fatalf("the evidence: %d %.200s", code, body)
	}
	if code, out, said := portal("log", "verify", bundle, "--key", key); code != 0 || !strings.Contains(out, "5 documents (2 seals checked)") {
		t.Errorf("the evidence of the audit case: exit %d: %s%s", code, out, said)
	}
	code, _, said = portal("log", "verify", "--data", r.dir)
	if code != 1 || !strings.Contains(said, "Event 30 ") || !strings.Contains(said, "altered") {
		t.Errorf("exit %d: %s", code, said)
	}
	if code, out, said := portal("log", "verify", export, "--key", key); code != 0 {
		t.Errorf("the export taken before: exit %d: %s%s", code, out, said)
	}
}

// The alarm of a log that was changed stands, in words, on the first page of those who
// answer for it, and of nobody else.
func TestLogAlarmInTheRunningDemo(t *testing.T) {
	r := startDemo(t)
	sqlite3(t, r.dir, "DROP TRIGGER events_update", "UPDATE events SET reason = 'x' WHERE id = (SELECT event_id FROM log_leaves WHERE position = 30)")
	page := func(role string) string {
		res, err := r.browser(role).Get(r.URL + "/")
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	const alarm = "事象30（"
	for deadline := time.Now().Add(time.Minute); !strings.Contains(page("admin"), alarm); time.Sleep(time.Second) {
		if time.Now().After(deadline) {
			t.Fatal("no alarm after a minute")
		}
	}
	for role, told := range map[string]bool{"auditor": true, "reviewer": true, "drafter": false, "vendor_lead": false} {
		if strings.Contains(page(role), alarm) != told {
			t.Errorf("%s: told %v", role, !told)
		}
	}
}

// What is wrong with a file is said in one line, and how one is used in another.
func TestLogVerifyRefuses(t *testing.T) {
	t.Setenv("LANG", "en_US.UTF-8")
	r := startDemo(t)
	dir := t.TempDir()
	export := filepath.Join(dir, "log.zip")
	if code, _, said := portal("log", "export", "--data", r.dir, "-o", export); code != 0 {
		t.Fatalf("exit %d: %s", code, said)
	}
	whole, err := os.ReadFile(export)
	if err != nil {
		t.Fatal(err)
	}
	put := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	secret := filepath.Join(dir, "other.key")
	_, other, _ := portal("log", "key", "chigiri.demo/log", "-o", secret)
	for name, c := range map[string]struct {
		args []string
		code int
		said string
	}{
		"a truncated export":   {[]string{put("cut.zip", whole[:len(whole)/2])}, 1, "zip"},
		"no export":            {[]string{put("text.zip", []byte("hello"))}, 1, "zip"},
		"another key":          {[]string{export, "--key", strings.TrimSpace(other)}, 1, "key"},
		"no key":               {[]string{export, "--key", "x"}, 2, "verifier"},
		"no checkpoint":        {[]string{export, "--checkpoint", put("c.txt", []byte("x"))}, 1, "three lines"},
		"another log's":        {[]string{export, "--checkpoint", put("d.txt", []byte("x\n5\n"+strings.Repeat("A", 43)+"=\n"))}, 1, "signed anew"},
		"a file that is not":   {[]string{filepath.Join(dir, "none")}, 1, "none"},
		"a truncated database": {[]string{"--database", "sqlite:" + put("cut.db", truncated(t, r.dir))}, 1, ""},
		"an event changed":     {[]string{edited(t, dir, whole, func(s string) string { return strings.Replace(s, `"drafter"`, `"manager"`, 1) })}, 1, "altered"},
		"contents cut, and an unsigned event that says so": {[]string{forgedCut(t, dir, whole)}, 1, "without a sealed cut"},
		"nothing signed":         {[]string{rewritten(t, dir, whole, map[string]func(string) string{"checkpoints.jsonl": none})}, 1, "not covered"},
		"a second log beside it": {[]string{appended(t, dir, whole, "LOG.TXT")}, 1, "files"},
		"two lines changed over": {[]string{edited(t, dir, whole, swapped)}, 1, "whole tree recomputed"},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, said := portal(append([]string{"log", "verify"}, c.args...)...)
			if code != c.code || !strings.Contains(said, c.said) {
				t.Errorf("exit %d: %s%s", code, out, said)
			}
		})
	}
	if code, _, _ := portal("log", "key", "chigiri.demo/log", "-o", secret); code != 1 {
		t.Errorf("a key was written over another: exit %d", code)
	}
	if code, _, _ := portal("log", "export", "--data", r.dir, "-o", export); code != 2 {
		t.Errorf("an export was written over another: exit %d", code)
	}
}

// truncated is the beginning of a demo's database.
func truncated(t *testing.T, dir string) []byte {
	t.Helper()
	sqlite3(t, dir, "PRAGMA wal_checkpoint(TRUNCATE)")
	b, err := os.ReadFile(filepath.Join(dir, "portal.db"))
	if err != nil {
		t.Fatal(err)
	}
	return b[:len(b)*2/3]
}

// swapped changes the first two lines over.
func swapped(s string) string {
	lines := strings.SplitN(s, "\n", 3)
	return lines[1] + "\n" + lines[0] + "\n" + lines[2]
}

func none(string) string { return "" }

// forgedCut is an export in which an event became a cut that a made-up event, waiting
// for its place, tells of with the right digest.
func forgedCut(t *testing.T, dir string, whole []byte) string {
	t.Helper()
	var digest string
	return rewritten(t, dir, whole, map[string]func(string) string{
		"log.txt": func(s string) string {
			lines := strings.SplitAfter(s, "\n")
			hash, _, _ := strings.Cut(lines[20], " ")
			sum := sha256.Sum256([]byte("20 " + hash + "\n"))
			digest = hex.EncodeToString(sum[:])
			lines[20] = hash + " cut x\n"
			return strings.Join(lines, "")
		},
		"waiting.txt": func(string) string {
			return `{"id":"x","at":"2026-01-01T00:00:00.000000Z","kind":"log.cut","actor_id":"system","actor":"","role":"system","address":"",` +
				`"subject":"log","subject_id":"x","contract_id":"","before":{},"after":{"cut":"x","digest":"` + digest + `","leaves":1},"reason":""}` + "\n"
		},
	})
}

// appended is the export with one more file.
func appended(t *testing.T, dir string, whole []byte, name string) string {
	t.Helper()
	return rewritten(t, dir, whole, map[string]func(string) string{name: func(string) string { return "x" }})
}

// edited is the export with its events changed, as a file.
func edited(t *testing.T, dir string, whole []byte, change func(string) string) string {
	t.Helper()
	return rewritten(t, dir, whole, map[string]func(string) string{"log.txt": change})
}

// rewritten is the export with some of its files changed, and others added.
func rewritten(t *testing.T, dir string, whole []byte, changes map[string]func(string) string) string {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.CreateTemp(dir, "*.zip")
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	z := zip.NewWriter(out)
	for _, f := range in.File {
		text := contents(t, f)
		if change := changes[f.Name]; change != nil {
			text = change(text)
			delete(changes, f.Name)
		}
		w, err := z.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	for name, change := range changes {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, change("")); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Name()
}

func contents(t *testing.T, f *zip.File) string {
	t.Helper()
	r, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// lastNote is the newest signed checkpoint of an export.
func lastNote(t *testing.T, export string) string {
	t.Helper()
	z, err := zip.OpenReader(export)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close() //nolint:errcheck // it is read only
	for _, f := range z.File {
		if f.Name == "checkpoints.jsonl" {
			lines := strings.Split(strings.TrimSpace(contents(t, f)), "\n")
			_, note, _ := strings.Cut(lines[len(lines)-1], `"note":"`)
			note, _, _ = strings.Cut(note, `","at"`)
			return strings.ReplaceAll(note, `\n`, "\n")
		}
	}
	t.Fatal("no checkpoints in the export")
	return ""
}
