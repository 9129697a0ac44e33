package yamlfile_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/yamlfile"
)

type sample struct {
	Name   string                   `yaml:"name"`
	Count  int                      `yaml:"count"`
	On     bool                     `yaml:"on"`
	Level  models.Level             `yaml:"level"`
	Levels map[models.Level]int     `yaml:"levels"`
	Items  []sample                 `yaml:"items"`
	Words  yamlfile.Map[string]     `yaml:"words"`
	Any    any                      `yaml:"any"`
	Inner  *struct{ A, B string }   `yaml:"inner"`
	Day    models.Date              `yaml:"day"`
	Nested yamlfile.Map[[]sampleIn] `yaml:"nested"`
}

type sampleIn struct {
	ID string `json:"id"`
}

func TestDecodeFillsEveryKindOfField(t *testing.T) {
	// A well-formed file arrives whole, in its own order.
	var v sample
	err := yamlfile.Decode("f.yaml", []byte(`# comment
name: "７日"
count: 12
on: true
level: L4
levels: {L1: 1, L2: 2}
items:
  - name: a
  - name: >-
      b
      c
words:
  z: 1st
  a: 2nd
any: [1, two, "3"]
nested:
  k:
    - id: x
`), &v)
	if err != nil {
		t.Fatal(err)
	}
	if v.Name != "７日" || v.Count != 12 || !v.On || v.Level != models.L4 || v.Levels[models.L2] != 2 {
		t.Errorf("scalars: %+v", v)
	}
	if len(v.Items) != 2 || v.Items[1].Name != "b c" {
		t.Errorf("items: %+v", v.Items)
	}
	if fmt.Sprint(v.Words) != "[{z 1st} {a 2nd}]" {
		t.Errorf("order of words: %v", v.Words)
	}
	if fmt.Sprintf("%#v", v.Any) != `[]interface {}{1, "two", "3"}` {
		t.Errorf("any: %#v", v.Any)
	}
	if got, _ := v.Nested.Get("k"); len(got) != 1 || got[0].ID != "x" {
		t.Errorf("nested: %v", v.Nested)
	}
}

func TestDecodeSaysWhereAndHowToMend(t *testing.T) {
	// Each broken file gets a complaint with its place and advice in both languages.
	cases := []struct{ name, in, ja, en string }{
		{"unknown key", "name: a\nnmae: b\n", "f.yaml:2:1: 「nmae」という項目はありません。「name」ではありませんか", "f.yaml:2:1: there is no key “nmae”: did you mean “name”?"},
		{"unknown far key", "zzzzzzzz: b\n", "f.yaml:1:1: 「zzzzzzzz」という項目はありません。次のいずれかを書いてください：any、", "write one of: any, "},
		{"duplicate key", "name: a\ncount: 1\nname: b\n", "f.yaml:3:1: 「name」が二度書かれています（一度目は1行目）", "first at line 1"},
		{"anchor", "name: &x a\n", "f.yaml:1:7: アンカー（&）は使えません", "an anchor (&) cannot be used"},
		{"alias", "name: *x\n", "エイリアス（*）は使えません", "an alias"},
		{"merge", "items:\n  - <<: {name: a}\n", "f.yaml:2:5: マージキー", "a merge key"},
		{"tag", "name: !!binary aGk=\n", "f.yaml:1:7: タグ（!）は使えません", "a tag (!)"},
		{"two documents", "name: a\n---\nname: b\n", "f.yaml:2:1: 一つのファイルに文書が二つ以上", "more than one document"},
		{"control character", "name: a\x01\n", "f.yaml:1:8: 制御文字（U+0001）", "control character (U+0001)"},
		{"direction override", "name: a\u202Eb\n", "f.yaml:1:8: 制御文字（U+202E）", "(U+202E)"},
		{"broken UTF-8", "name: a\nx: \xff\n", "f.yaml:2:4: 文字コードがUTF-8ではありません", "is not UTF-8"},
		{"empty", "# nothing\n", "ファイルが空です", "the file is empty"},
		{"word for a number", "count: seven\n", "f.yaml:1:1: 「seven」は整数ではありません", "not a whole number"},
		{"full-width number", "count: ７\n", "「７」は整数ではありません。半角の数字だけで", "write digits only"},
		{"yes for true", "on: yes\n", "「yes」は真偽の値ではありません", "write true or false"},
		{"text for a list", "items: a\n", "「- 」で始まる並びが必要です", "list of"},
		{"list for a text", "name: [a]\n", "一つの値が必要です", "one single value"},
		{"bad level", "levels:\n  L9: 1\n", "f.yaml:2:3: 「L9」は読めません。L1、L2、L3、L4", "write L1, L2, L3 or L4"},
		{"no such day", "day: 令和8年2月30日\n", "f.yaml:1:1: 「令和8年2月30日」という日はありません。令和８年２月は28日までです", "ends on day 28"},
		{"day of another era", "day: 令和元年4月30日\n", "正しくは平成３１年４月３０日です", "it was 平成３１年４月３０日"},
		{"ambiguous day", "day: 1.4.2026\n", "次のどれかで書いてください：2026-01-04, 2026-04-01", "write one of: 2026-01-04, 2026-04-01"},
		{"no such month", "day: 2026-13-01\n", "13月はありません", "there is no month 13"},
		{"wrong weekday", "day: 令和8年4月1日（月）\n", "その日は水曜日です", "wrong day of the week"},
		{"far day", "day: 2999-01-01\n", "扱える期間の外です", "out of range"},
		{"no day at all", "day: 明日\n", "「明日」は読めません", "write a real date"},
		{"My Number for a day", "day: 123456789018\n", "f.yaml:1:1: 個人番号が含まれています", "it holds a My Number"},
		{"unclosed bracket", "name: [a\n", "YAMLとして読めません", "this is not YAML"},
		{"deep brackets", "any: " + strings.Repeat("[", 3000), "入れ子が深すぎます", "too deep"},
		{"deep dashes", strings.Repeat("- ", 3000) + "a", "入れ子が深すぎます", "too deep"},
		{"too large", "name: " + strings.Repeat("x", yamlfile.MaxBytes), "ファイルが大きすぎます", "too large"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var v sample
			err := yamlfile.Decode("f.yaml", []byte(c.in), &v)
			var is yamlfile.Issues
			if !errors.As(err, &is) {
				t.Fatalf("no Issues: %v", err)
			}
			if !strings.Contains(is.In("ja"), c.ja) {
				t.Errorf("ja: %s", is.In("ja"))
			}
			if !strings.Contains(is.In("en"), c.en) {
				t.Errorf("en: %s", is.In("en"))
			}
			if models.KindOf(err) != models.KindInvalid {
				t.Error("not an invalid input to the rest of the house")
			}
		})
	}
}

func TestPositionFindsTheNearestThing(t *testing.T) {
	// A path points at its key or item; a missing one at what holds it.
	f, err := yamlfile.Parse("f", []byte("a:\n  - b: 1\n    c: 2\n  - d: 3\n"))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"a": "1:1", "a[0].c": "3:5", "a[1]": "4:5", "a[1].d": "4:5", "a[1].zz.y": "4:5", "q": "1:1",
	} {
		line, col := f.Position(path)
		if got := fmt.Sprintf("%d:%d", line, col); got != want {
			t.Errorf("%s at %s, want %s", path, got, want)
		}
	}
}

func TestParseIsBoundedInTime(t *testing.T) {
	// Files built to be slow are read or refused within seconds.
	var distinct strings.Builder
	for i := range 60000 {
		fmt.Fprintf(&distinct, "k%d: v\n", i)
	}
	for name, in := range map[string]string{
		"many keys": distinct.String(), "same keys": strings.Repeat("k: v\n", 60000),
		"flow": "{" + strings.Repeat("a: b, ", 60000) + "}", "colons": strings.Repeat(":", 1<<20),
		"lines": "a: " + strings.Repeat("x\n  ", 1<<18), "folded": "a: >\n" + strings.Repeat("  x\n", 1<<18),
		"quotes": "a: \"" + strings.Repeat("\\n\n  ", 1<<17), "dashes": strings.Repeat("-\n", 1<<18),
		"comments": strings.Repeat("#\n", 1<<19), "spaces": strings.Repeat(" \n", 1<<19),
	} {
		start := time.Now()
		_, _ = yamlfile.Parse(name, []byte(in))
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("%s took %v", name, d)
		} else if d > time.Second {
			t.Logf("%s took %v", name, d)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"name: a", "items:\n- name: b\n  count: 3", "a: [1, {b: c}]", "? a\n: b", "- - - a", "a: |\n  x", "'a': \"\\u0041\"", "name: a\u202e", "&a b: *a"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		// Whatever comes in, there is a result or a complaint with a place, never a panic.
		done := make(chan error, 1)
		go func() {
			var v sample
			done <- yamlfile.Decode("f", in, &v)
		}()
		var err error
		select {
		case err = <-done:
		case <-time.After(5 * time.Second):
			t.Fatal("no answer within 5 s")
		}
		if err == nil {
			return
		}
		var is yamlfile.Issues
		if !errors.As(err, &is) || len(is) == 0 {
			t.Fatalf("%T %v", err, err)
		}
		for _, i := range is {
			if i.What.JA == "" || i.What.EN == "" || i.Mend.JA == "" || i.Mend.EN == "" {
				t.Fatalf("incomplete: %+v", i)
			}
			if strings.Contains(i.In("en"), "%!") || strings.Contains(i.In("ja"), "%!") {
				if !strings.Contains(string(in), "%!") {
					t.Fatalf("format: %s", i.In("en"))
				}
			}
		}
	})
}
