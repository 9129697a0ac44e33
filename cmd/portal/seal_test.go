package main

import (
	"bytes"
	"crypto/rand"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chigiri/models/seal"
	"chigiri/views/document"
)

// A key is made once and written over nothing; what it seals checks offline, in words
// and by exit code.
func TestSealCommands(t *testing.T) {
	t.Setenv("LANG", "en_US.UTF-8")
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if code, out, said := portal("seal", "key", at("seal.key"), "--name", "大阪府"); code != 0 || !strings.Contains(out, "seal.key.crt") {
		t.Fatalf("exit %d: %s%s", code, out, said)
	}
	kept, err := os.ReadFile(at("seal.key"))
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(at("seal.key")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the key: %v, %v", info.Mode(), err)
	}
	if root, err := os.ReadFile(at("seal.key.crt")); err != nil || bytes.Contains(root, []byte("PRIVATE")) {
		t.Errorf("the root: %s, %v", root, err)
	}
	for _, name := range []string{at("seal.key"), at("half.key")} {
		if err := os.WriteFile(at("half.key"), []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, _, said := portal("seal", "key", name); code != 2 || !strings.Contains(said, "there already") {
			t.Errorf("%s was written over: exit %d: %s", name, code, said)
		}
	}
	if again, err := os.ReadFile(at("seal.key")); err != nil || !bytes.Equal(again, kept) {
		t.Errorf("the key is another: %v", err)
	}
	if _, err := os.Stat(at("half.key.crt")); err == nil {
		t.Error("a root without a key was left behind")
	}
	key, err := seal.ParseKey(kept)
	if err != nil {
		t.Fatal(err)
	}
	var pdf bytes.Buffer
	if err := document.WritePDF(&pdf, document.Document{Title: "誓約書", Blocks: []document.Block{document.Paragraph{Text: "守ります。"}}}, nil); err != nil {
		t.Fatal(err)
	}
	sealed, err := seal.Sign(pdf.Bytes(), seal.Options{Key: key, At: time.Now(), Name: "大阪府", Rand: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	if code, _, said := portal("seal", "key", at("other.key")); code != 0 {
		t.Fatalf("exit %d: %s", code, said)
	}
	for name, data := range map[string][]byte{
		"sealed.pdf": sealed, "plain.pdf": pdf.Bytes(), "longer.pdf": append(bytes.Clone(sealed), "\n"...),
		"altered.pdf": bytes.Replace(sealed, []byte("/F 132"), []byte("/F 130"), 1), "text.pdf": []byte("hello"),
	} {
		if err := os.WriteFile(at(name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	root := []string{"--roots", at("seal.key.crt")}
	for name, c := range map[string]struct {
		file      string
		args      []string
		code      int
		out, said string
	}{
		"right":               {"sealed.pdf", root, 0, "The seal is right", ""},
		"nobody vouches":      {"sealed.pdf", nil, 1, "not proven", "--roots"},
		"of somebody else":    {"sealed.pdf", []string{"--roots", at("other.key.crt")}, 1, "not proven", "under none of the roots"},
		"roots that are none": {"sealed.pdf", []string{"--roots", at("text.pdf")}, 1, "", "text.pdf"},
		"not sealed":          {"plain.pdf", root, 1, "", "no signature"},
		"something behind":    {"longer.pdf", root, 1, "", "behind the end"},
		"altered":             {"altered.pdf", root, 1, "", "altered"},
		"no PDF":              {"text.pdf", root, 1, "", "no PDF"},
		"not there":           {"none.pdf", root, 1, "", "none.pdf"},
		"a wrong flag":        {"sealed.pdf", []string{"--rots", "x"}, 2, "", "--rots"},
	} {
		code, out, said := portal(append([]string{"seal", "verify", at(c.file)}, c.args...)...)
		if code != c.code || !strings.Contains(out, c.out) || !strings.Contains(said, c.said) || c.code != 0 && strings.Contains(out, "is right") {
			t.Errorf("%s: exit %d: %s%s", name, code, out, said)
		}
	}
	t.Setenv("LANG", "ja_JP.UTF-8")
	if code, out, said := portal("seal", "verify", at("sealed.pdf"), root[0], root[1]); code != 0 || !strings.Contains(out, "封緘は正しく") {
		t.Errorf("in Japanese: exit %d: %s%s", code, out, said)
	}
	if code, _, said := portal("seal", "verify", at("altered.pdf"), root[0], root[1]); code != 1 || !strings.Contains(said, "書き換えられて") {
		t.Errorf("in Japanese: exit %d: %s", code, said)
	}
	if code, _, said := portal("seal", "key", at("long.key"), "--years", "31"); code != 2 || !strings.Contains(said, "30") {
		t.Errorf("a key for too long: exit %d: %s", code, said)
	}
}

// Nothing is served without a key that may seal today; the demo keeps its own.
func TestKeyThatSeals(t *testing.T) {
	t.Setenv("LANG", "en_US.UTF-8")
	dir := t.TempDir()
	var said bytes.Buffer
	log := slog.New(slog.NewTextHandler(io.MultiWriter(&said), nil))
	now := time.Now()
	text := func(from, till time.Time) string {
		key, _, err := seal.NewKey(rand.Reader, seal.NewKeyOptions{Name: "x", From: from, Till: till})
		if err != nil {
			t.Fatal(err)
		}
		return string(key)
	}
	good := text(now.AddDate(-1, 0, 0), now.AddDate(1, 0, 0))
	for name, c := range map[string]struct {
		key  string
		want seal.Code
		warn bool
	}{
		"good": {good, "", false}, "ends soon": {text(now.AddDate(-1, 0, 0), now.AddDate(0, 1, 0)), "", true},
		"over": {text(now.AddDate(-2, 0, 0), now.AddDate(-1, 0, 0)), seal.Expired, true}, "no key": {"x", seal.BadKey, false},
	} {
		said.Reset()
		key, err := sealKey{SealKey: c.key}.load(log, now)
		if seal.CodeOf(err) != c.want || c.want == "" && (err != nil || key == nil) || (said.Len() > 0) != c.warn {
			t.Errorf("%s: %v, %s", name, err, &said)
		}
	}
	if _, err := (sealKey{}).load(log, now); err == nil || !strings.Contains(err.Error(), "PORTAL_SEAL_KEY_FILE") {
		t.Errorf("without a key: %v", err)
	}
	one, err := demoSeal(dir)
	if err != nil {
		t.Fatal(err)
	}
	two, err := demoSeal(dir)
	if err != nil || !one.Chain[0].Equal(two.Chain[0]) || one.Valid(now.AddDate(-5, 0, 0)) != nil {
		t.Errorf("the demo's key is another: %v", err)
	}
}
