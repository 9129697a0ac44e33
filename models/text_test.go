package models

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// What people type and paste is kept, but for its edges and its line ends.
func TestCleanKeeps(t *testing.T) {
	for name, c := range map[string]struct{ in, line, text string }{
		"edges are trimmed":               {"　 住民基本台帳システム \r\n", "住民基本台帳システム", "　 住民基本台帳システム"},
		"nothing stays nothing":           {" \r\n　", "", ""},
		"kana from macOS is put together": {"サーバ\u3099か\u3099は\u309aハ\u309aウ\u3099ワ\u3099ヽ\u3099", "サーバ\u3099がぱパヴヷヾ", "サーバ\u3099がぱパヴヷヾ"},
		"a compatibility kanji stays":     {"\uFA19 髙﨑 𠮷野", "\uFA19 髙﨑 𠮷野", "\uFA19 髙﨑 𠮷野"},
		"a name's variant stays":          {"葛\U000E0100城 辻\uFE00", "葛\U000E0100城 辻\uFE00", "葛\U000E0100城 辻\uFE00"},
		"an installation's 外字 stay":       {"外字\ue000", "外字\ue000", "外字\ue000"},
		"half-width kana stay":            {"ﾃﾞｰﾀ", "ﾃﾞｰﾀ", "ﾃﾞｰﾀ"},
		"Latin accents stay as they are":  {"e\u0301é", "e\u0301é", "e\u0301é"},
		"emoji sequences stay":            {"👩\u200d💻❤\ufe0f\u200d🔥", "👩\u200d💻❤\ufe0f\u200d🔥", "👩\u200d💻❤\ufe0f\u200d🔥"},
		"Persian and Hindi joiners stay":  {"می\u200cخواهم क\u094d\u200dष", "می\u200cخواهم क\u094d\u200dष", "می\u200cخواهم क\u094d\u200dष"},
		"a nasal mark with no kana stays": {"か\u309a", "か\u309a", "か\u309a"},
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := CleanLine("f", c.in, 0); err != nil || got != c.line {
				t.Errorf("line: got %q, %v", got, err)
			}
			if got, err := CleanText("f", c.in, 0); err != nil || got != c.text {
				t.Errorf("text: got %q, %v", got, err)
			}
		})
	}
	in := "\r\n \n　一\r\n\r\n二\r\t三\n\n"
	if got, err := CleanText("f", in, 0); err != nil || got != "　一\n\n二\n\t三" {
		t.Errorf("got %q, %v", got, err)
	}
}

// What a reader could not see or trust is refused, with the place.
func TestCleanRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"a\xff":                 "utf8 1 2",
		"\x82\xa0\x82\xa2":      "utf8 1 1",
		"文字\ufffdけ":             "utf8 1 3",
		"一\n二\x00":              "control 2 2 U+0000",
		"\x1b[31m":              "control 1 1 U+001B",
		"一\u0085二":              "control 1 2 U+0085",
		"一\u2028二":              "control 1 2 U+2028",
		"report\u202efdp.exe":   "control 1 7 U+202E",
		"一\n\u2066二":            "control 2 1 U+2066",
		"山\u200b田":              "control 1 2 U+200B",
		"山\u200d田":              "control 1 2 U+200D",
		"admin\u200c":           "control 1 6 U+200C",
		"👩\u200d":               "control 1 2 U+200D",
		"\ufeff山田":              "control 1 1 U+FEFF",
		"so\u00adft":            "control 1 3 U+00AD",
		"a\u200eb":              "control 1 2 U+200E",
		"x\u3164y":              "control 1 2 U+3164",
		"\ufe0f山":               "control 1 1 U+FE0F",
		"山\ufe00\ufe00":         "control 1 3 U+FE00",
		"一 \ufe00":              "control 1 3 U+FE00",
		"一二三四五六七八九十一":           "too_long 11 10",
		"一\n番号 1234-5678-9018は": "too_long 20 10",
		"x" + strings.Repeat("あ", 9) + "\U00020B9F": "too_long 11 10",
	} {
		_, err := CleanText("f", in, 10)
		if got := said(err); got != "f:"+want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"一\n二": "control 1 2 U+000A", "一\t二": "control 1 2 U+0009", "一\r\n二": "control 1 2 U+000D",
		"番号 1234-5678-9018": "mynumber 1 4 番号 ＊＊＊＊＊＊＊＊＊＊＊＊",
	} {
		_, err := CleanLine("f", in, 100)
		if got := said(err); got != "f:"+want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
}

// said is a problem on one line.
func said(err error) string {
	inv := Invalid(err)
	if inv == nil {
		return fmt.Sprint(err)
	}
	p := inv.Problems[0]
	s := p.Field + ":" + strings.TrimPrefix(p.Key, "error.")
	for _, a := range p.Args {
		s += " " + fmt.Sprint(a)
	}
	return s
}

// A number split by what cleaning takes away is still found.
func TestCleanGuardsWhatItKeeps(t *testing.T) {
	if _, err := CleanText("f", "1234-\r\n5678-\r\n9018", 0); !strings.Contains(said(err), "mynumber 1 1") {
		t.Errorf("got %v", err)
	}
}

// What comes out is clean: cleaning it again changes nothing, and it holds no more
// than was allowed.
func FuzzCleanText(f *testing.F) {
	for _, s := range []string{"　住民\r\n基本", "か\u3099\u3099", "👩\u200d💻", "葛\U000E0100", "\xff", "a\u202eb", "1234-5678-9018", "\n\n　一"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, clean := range map[string]func(string, string, int) (string, error){"text": CleanText, "line": CleanLine} {
			got, err := clean("f", s, 50)
			if err != nil {
				if Invalid(err) == nil || got != "" {
					t.Fatalf("%s %q: got %q, %v", name, s, got, err)
				}
				continue
			}
			if again, err := clean("f", got, 50); err != nil || again != got {
				t.Fatalf("%s %q gives %q, which gives %q, %v", name, s, got, again, err)
			}
			if utf8.RuneCountInString(got) > 50 || strings.ContainsAny(got, "\r\x00\u202e\u200b") {
				t.Fatalf("%s %q gives %q", name, s, got)
			}
		}
	})
}
