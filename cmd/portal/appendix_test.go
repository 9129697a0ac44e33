package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chigiri/assets"
)

// portal runs the program as a shell would and gives its exit code and words.
func portal(args ...string) (code int, out, err string) {
	var o, e bytes.Buffer
	code = run(context.Background(), args, streams{&o, &e})
	return code, o.String(), e.String()
}

// contractFile writes the documented example with one change.
func contractFile(t *testing.T, old, with string) string {
	t.Helper()
	text := string(assets.ContractExample())
	if old != "" && !strings.Contains(text, old) {
		t.Fatalf("the example has no %q", old)
	}
	name := filepath.Join(t.TempDir(), "contract.yaml")
	if err := os.WriteFile(name, []byte(strings.Replace(text, old, with, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// The documented file gives each form of the appendix, the same bytes each time.
func TestAppendixCommand(t *testing.T) {
	file := contractFile(t, "", "")
	for format, begins := range map[string]string{"pdf": "%PDF-", "docx": "PK", "html": "<!DOCTYPE html>", "json": "{"} {
		t.Run(format, func(t *testing.T) {
			var copies [2]string
			for i := range copies {
				name := filepath.Join(t.TempDir(), "appendix."+format)
				if code, _, said := portal("appendix", "-o", name, file); code != 0 {
					t.Fatalf("exit %d: %s", code, said)
				}
				b, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				copies[i] = string(b)
			}
			if !strings.HasPrefix(copies[0], begins) || copies[0] != copies[1] {
				t.Errorf("%d bytes beginning %.20q; the same again: %v", len(copies[0]), copies[0], copies[0] == copies[1])
			}
		})
	}
	t.Run("issued", func(t *testing.T) {
		code, out, said := portal("appendix", "--format", "html", "--issue", "2", "--date", "令和8年3月31日", file)
		if code != 0 || !strings.Contains(out, "第２版") && !strings.Contains(out, "第2版") || !strings.Contains(out, "令和８年３月３１日") || strings.Contains(out, "発行されるまで") {
			t.Errorf("exit %d: %s", code, said)
		}
	})
}

// What is wrong with the file is said in one answer, with the place and the way to
// mend it, in the language of the terminal; nothing is written.
func TestAppendixCommandRefuses(t *testing.T) {
	for name, c := range map[string]struct{ old, with, ja, en string }{
		"check digit":           {"'3120001999991'", "'4120001999991'", "検査用数字", "check digit"},
		"end first":             {"end: 令和９年３月３１日", "end: 2025-01-01", "前", "before"},
		"unknown class":         {"classes: [child_consultation, mynumber]\n\n", "classes: [child_consultatio]\n\n", "child_consultation", "child_consultation"},
		"no such date":          {"start: 令和８年４月１日", "start: 令和元年４月３０日", "正しくは平成３１年４月３０日", "it was 平成３１年４月３０日"},
		"ambiguous date":        {"start: 令和８年４月１日", "start: 8.4.1", "二通り以上に読めます。次のどれかで書いてください：R8.4.1, 2008-04-01", "more than one way: write one of: R8.4.1, 2008-04-01"},
		"unknown key":           {"persons:", "person:", "persons", "persons"},
		"a bomb":                {"persons: 45000", "persons: &a [*a]", "アンカー", "anchor"},
		"a My Number for a day": {"start: 令和８年４月１日", "start: 123456789018", "個人番号", "My Number"},
		"a control":             {"title: 児童相談", "title: \"\\a\" #", "制御文字", "control character"},
		"broken UTF-8":          {"title: 児童相談", "title: \xff", "UTF-8で保存し直してください", "save it again as UTF-8"},
		"ten megabytes":         {"title: 児童相談", "title: " + strings.Repeat("長", 3_500_000), "大きすぎます", "too large"},
		"a My Number":           {"title: 児童相談", "title: 番号123456789018 児童相談", "個人番号", "My Number"},
	} {
		t.Run(name, func(t *testing.T) {
			file := contractFile(t, c.old, c.with)
			for lang, want := range map[string]string{"ja_JP.UTF-8": c.ja, "en_US.UTF-8": c.en} {
				t.Setenv("LC_ALL", lang)
				target := filepath.Join(t.TempDir(), "x.pdf")
				code, out, said := portal("appendix", "-o", target, file)
				if code != 1 || out != "" || !strings.Contains(said, want) || !strings.Contains(said, "contract.yaml:") {
					t.Errorf("%s: exit %d, %q", lang, code, said)
				}
				if strings.Contains(said, "123456789018") {
					t.Error("the number is shown")
				}
				if _, err := os.Stat(target); err == nil {
					t.Error("a file was written")
				}
			}
		})
	}
	t.Run("no answer of the IT division", func(t *testing.T) {
		text, _, _ := strings.Cut(string(assets.ContractExample()), "\nconsultation:")
		file := filepath.Join(t.TempDir(), "c.yaml")
		if err := os.WriteFile(file, []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, _, said := portal("appendix", "--issue", "1", file); code != 1 || !strings.Contains(said, "consultation") {
			t.Errorf("exit %d: %s", code, said)
		}
	})
}

// Wrong usage is told from failure by its exit code.
func TestUsage(t *testing.T) {
	for name, args := range map[string][]string{
		"unknown command": {"issue"}, "unknown flag": {"appendix", "--colour", "x"}, "no file": {"appendix"},
		"unknown ending": {"appendix", "-o", "x.doc", "c.yaml"}, "a day without an issue": {"appendix", "--date", "R8.4.1", contractFile(t, "", "")},
		"no database": {"serve"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("PORTAL_DATABASE", "")
			if code, _, said := portal(args...); code != 2 || said == "" {
				t.Errorf("exit %d: %s", code, said)
			}
		})
	}
	for lang, words := range map[string]string{"ja_JP.UTF-8": "使い方が正しくありません：", "en_GB.UTF-8": "wrong usage: "} {
		t.Setenv("LC_ALL", lang)
		if _, _, said := portal("appendix", "--colour", "x"); !strings.Contains(said, words) || !strings.Contains(said, "--colour") {
			t.Errorf("%s: %s", lang, said)
		}
	}
	for words, args := range map[string][]string{
		"「.doc」というファイルの形式": {"appendix", "-o", "x.doc", "c.yaml"}, "PORTAL_DATABASE（又は PORTAL_DATABASE_FILE）が指定されて": {"serve"},
		"--date は --issue と一緒に": {"appendix", "--date", "R8.4.1", contractFile(t, "", "")}, "1以上の版": {"appendix", "--issue=-1", contractFile(t, "", "")},
	} {
		t.Setenv("LC_ALL", "ja_JP.UTF-8")
		t.Setenv("PORTAL_DATABASE", "")
		if code, _, said := portal(args...); code != 2 || !strings.Contains(said, words) || strings.Contains(said, "wrong usage") {
			t.Errorf("in Japanese: exit %d: %s", code, said)
		}
	}
	if code, _, said := portal("appendix", filepath.Join(t.TempDir(), "none.yaml")); code != 1 || !strings.Contains(said, "none.yaml") {
		t.Errorf("a file that is not there: exit %d: %s", code, said)
	}
}

// The bundled edition is clean, a defect is found with its line, and a changed
// value is told per level.
func TestCatalogCommand(t *testing.T) {
	editions := assets.Editions()
	newest := editions[len(editions)-1]
	dir := t.TempDir()
	put := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	before := put("before.yaml", newest.Data)
	if code, out, said := portal("catalog", "check", before); code != 0 {
		t.Errorf("exit %d: %s%s", code, out, said)
	}
	const value, stricter = "L4: 14\n", "L4: 20\n"
	i := bytes.Index(newest.Data, []byte("min_length:"))
	j := i + bytes.Index(newest.Data[i:], []byte(value))
	after := put("after.yaml", []byte(string(newest.Data[:j])+stricter+string(newest.Data[j+len(value):])))
	code, out, said := portal("catalog", "diff", before, after)
	if code != 0 || !strings.Contains(out, "L4") || !strings.Contains(out, "ACC-02.min_length") || !strings.Contains(out, "20") || strings.Contains(out, "L3\n") {
		t.Errorf("exit %d: %s%s", code, out, said)
	}
	looser := put("looser.yaml", []byte(string(newest.Data[:j])+"L4: 4\n"+string(newest.Data[j+len(value):])))
	if code, out, _ := portal("catalog", "check", looser); code != 1 || !strings.Contains(out, "looser.yaml:") {
		t.Errorf("a value that loosens: exit %d: %s", code, out)
	}
}

// A schema is brought up once and then shown; serve refuses one that was not; the
// first administrator gets a link.
func TestMigrateAndUser(t *testing.T) {
	t.Setenv("PORTAL_DATABASE", "sqlite:"+filepath.Join(t.TempDir(), "p.db"))
	if code, _, said := portal("serve", "--listen", "127.0.0.1:0"); code != 2 || !strings.Contains(said, "PORTAL_LOG_KEY") {
		t.Errorf("serve without a key for the log: exit %d: %s", code, said)
	}
	key := filepath.Join(t.TempDir(), "log.key")
	if code, out, said := portal("log", "key", "portal.test/log", "-o", key); code != 0 || !strings.HasPrefix(out, "portal.test/log+") {
		t.Fatalf("exit %d: %s%s", code, out, said)
	}
	t.Setenv("PORTAL_LOG_KEY_FILE", key)
	if code, _, said := portal("serve", "--listen", "127.0.0.1:0"); code != 2 || !strings.Contains(said, "portal secret") {
		t.Errorf("serve without a secret: exit %d: %s", code, said)
	}
	code, fresh, said := portal("secret")
	if code != 0 || len(fresh) != 45 {
		t.Fatalf("exit %d: %s%s", code, fresh, said)
	}
	if code, _, said := portal("serve", "--listen", "127.0.0.1:0", "--secret", fresh[:40]); code != 2 || !strings.Contains(said, "portal secret") {
		t.Errorf("serve with half a secret: exit %d: %s", code, said)
	}
	sealed := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(sealed, []byte(fresh), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PORTAL_SECRET_FILE", sealed)
	if code, _, said := portal("serve", "--listen", "127.0.0.1:0"); code != 2 || !strings.Contains(said, "PORTAL_SEAL_KEY") {
		t.Errorf("serve without a key for documents: exit %d: %s", code, said)
	}
	sealing := filepath.Join(t.TempDir(), "seal.key")
	if code, out, said := portal("seal", "key", sealing); code != 0 {
		t.Fatalf("exit %d: %s%s", code, out, said)
	}
	t.Setenv("PORTAL_SEAL_KEY_FILE", sealing)
	if code, _, said := portal("serve", "--listen", "127.0.0.1:0"); code != 1 || !strings.Contains(said, "migrate") {
		t.Errorf("serve on an empty database: exit %d: %s", code, said)
	}
	if code, out, said := portal("migrate"); code != 0 || !strings.Contains(out, "applied") || strings.Contains(out, "missing") {
		t.Fatalf("exit %d: %s%s", code, out, said)
	}
	if code, out, _ := portal("migrate", "status"); code != 0 || strings.Contains(out, "missing") {
		t.Errorf("exit %d: %s", code, out)
	}
	if code, _, said := portal("migrate", "--role", "portal"); code != 1 || !strings.Contains(said, "roles are PostgreSQL's") {
		t.Errorf("a role on SQLite: exit %d: %s", code, said)
	}
	if code, out, said := portal("user", "admin", "soumu", "総務課"); code != 0 || !strings.Contains(out, "/welcome/") {
		t.Errorf("exit %d: %s%s", code, out, said)
	}
	if code, out, said := portal("user", "reset", "soumu"); code != 0 || !strings.Contains(out, "/welcome/") {
		t.Errorf("exit %d: %s%s", code, out, said)
	}
	if code, _, said := portal("user", "code", "soumu", "電話機の紛失"); code != 1 {
		t.Errorf("codes of somebody who has none: exit %d: %s", code, said)
	}
	if code, _, said := portal("fixture", "--contracts", "20", "--workers", "5"); code != 0 {
		t.Errorf("exit %d: %s", code, said)
	}
}
