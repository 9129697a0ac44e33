package kinsoku

import (
	"strings"
	"testing"
)

// segments cuts s where a line may end.
func segments(s string) []string {
	text := []rune(s)
	var out []string
	from := 0
	for i, b := range Breaks(nil, text) {
		if b == May {
			out = append(out, string(text[from:i]))
			from = i
		}
	}
	return append(out, string(text[from:]))
}

// Official text keeps numbers, units, articles and marks whole.
func TestBreaks(t *testing.T) {
	for s, want := range map[string]string{
		"第１条を":         "第１条/を",
		"第十四条の２":       "第十四条/の/２",
		"２０％以上":        "２０％/以/上",
		"３．１４だ":        "３．１４/だ",
		"1,000件と":      "1,000件/と",
		"※１の":          "※１/の",
		"14日以内":        "14日/以/内",
		"３か月間":         "３か月/間",
		"５営業日に":        "５営業日/に",
		"「甲」と（乙）":      "「甲」/と/（乙）",
		"サーバー、々":       "サー/バー、々",
		"葛\U000E0100城": "葛\U000E0100/城",
		"か\u3099き":     "か\u3099/き",
		"a b":          "a /b",
		"ID管理":         "ID/管/理",
		"法。」と":         "法。」/と",
	} {
		t.Run(s, func(t *testing.T) {
			if got := strings.Join(segments(s), "/"); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
}

// The fast classes decide every pair as the library does.
func TestFastClassesAgreeWithLibrary(t *testing.T) {
	var sample []rune
	for r := rune(0x3000); r <= 0x30FF; r++ {
		if class(r) != other {
			sample = append(sample, r)
		}
	}
	for r := rune(0xFF01); r <= 0xFF5E; r++ {
		if class(r) != other {
			sample = append(sample, r)
		}
	}
	sample = append(sample, '漢', '龥', 'a', 'Z')
	for _, a := range sample {
		for _, b := range sample {
			for _, s := range [][]rune{{'亜', a, b, '亜'}, {a, b}} {
				got := make([]byte, len(s))
				unicodeBreaks(got, s)
				want := make([]byte, len(s))
				ask(want, s)
				if string(got) != string(want) {
					t.Fatalf("%q: %v, the library says %v", string(s), got, want)
				}
			}
		}
	}
}

// Any text gets the library's opportunities, whatever stretches it is cut into.
func FuzzUnicodeBreaks(f *testing.F) {
	for _, s := range []string{"契約（ＶＰＮ）の first second. 第1条", "「a b」 c、 d", "a (b) c%漢 … ―― 漢\u3000「x」", "𠮷野家 葛\U000E0100城"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := []rune(strings.ToValidUTF8(s, ""))
		got, want := make([]byte, len(text)), make([]byte, len(text))
		unicodeBreaks(got, text)
		ask(want, text)
		if string(got) != string(want) {
			t.Fatalf("%q: %v, the library says %v", string(text), got, want)
		}
	})
}

// em gives full width to everything but ASCII, nothing to marks that extend.
func em(text []rune) []int32 {
	w := make([]int32, len(text))
	for i, r := range text {
		switch {
		case Extends(r) || r == '\n':
		case r < 0x80:
			w[i] = 500
		default:
			w[i] = 1000
		}
	}
	return w
}

func lines(s string, width int32) []string {
	text := []rune(s)
	var out []string
	for _, l := range Fill(nil, text, em(text), Breaks(nil, text), width, width) {
		out = append(out, string(text[l.From:l.To]))
	}
	return out
}

// Lines end where a reader expects.
func TestFill(t *testing.T) {
	for _, c := range []struct {
		name, text string
		width      int32
		want       string
	}{
		{"mark hangs", "個人情報。保護", 4000, "個人情報。/保護"},
		{"bracket pulls its mark down", "個人情報。」と", 4000, "個人情/報。」と"},
		{"number stays whole", "個人情第１条と", 4000, "個人情/第１条と"},
		{"long word is split", "abcdefghij", 2000, "abcd/efgh/ij"},
		{"mark after long word", "abcdefgh、と", 2000, "abcd/efgh、/と"},
		{"line feed ends a line", "甲\n\n乙", 4000, "甲//乙"},
		{"trailing line feed", "甲\n", 4000, "甲/"},
		{"blanks are dropped", "word word", 2000, "word/word"},
		{"empty", "", 2000, ""},
		{"selector stays with its base", "葛\U000E0100葛\U000E0100", 1000, "葛\U000E0100/葛\U000E0100"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(lines(c.text, c.width), "/"); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// Whatever the text and width, no rune is lost, no character is split, and no
// line begins or ends with what it must not unless a word alone is longer.
func FuzzFill(f *testing.F) {
	f.Add("乙は、個人情報の保護に関する法律（平成１５年法律第５７号）を遵守し、「適正」に扱う。", 12)
	f.Add("連絡先は privacy-office@pref.example.lg.jp、又は 03-1234-5678 とする。", 9)
	f.Add("葛\U000E0100城市の𠮷野は、第14条第３項の20%を…", 3)
	f.Fuzz(func(t *testing.T, s string, ems int) {
		if ems < 1 || ems > 60 || len(s) > 5000 {
			t.Skip("outside what pages have")
		}
		s = strings.ToValidUTF8(s, "")
		text := []rune(s)
		before := Breaks(nil, text)
		width := int32(ems) * 1000
		at := 0
		for _, l := range Fill(nil, text, em(text), before, width, width) {
			for ; at < l.From; at++ {
				if !blank(text[at]) && text[at] != '\n' {
					t.Fatalf("%q lost between lines of %q", text[at], s)
				}
			}
			if l.From < l.To {
				if before[l.From] == Inside && l.From > 0 {
					t.Fatalf("a character of %q is split", s)
				}
			}
			at = l.To
		}
		for ; at < len(text); at++ {
			if !blank(text[at]) && text[at] != '\n' {
				t.Fatalf("%q lost at the end of %q", text[at], s)
			}
		}
	})
}

// At every width that official pages have, kinsoku holds on real sentences.
func TestKinsokuHoldsAtEveryWidth(t *testing.T) {
	const s = "乙（再委託先を含む。）は、個人情報の保護に関する法律（平成１５年法律第５７号。以下「法」という。）第６６条第２項において準用する同条第１項の規定により、保有個人情報の漏えい、滅失又は毀損の防止その他の「保有個人情報の安全管理」のために必要かつ適切な措置（アクセス・ログの保管は１年以上、ＩＤ棚卸は３か月に１回）を講じなければならない。連絡先は、privacy-office@pref.example.lg.jp、とする。"
	for width := int32(8000); width < 60000; width += 250 {
		for i, l := range lines(s, width) {
			rs := []rune(l)
			if i > 0 && NoStart(rs[0]) {
				t.Errorf("width %d: a line begins with %q", width, rs[0])
			}
			if NoEnd(rs[len(rs)-1]) {
				t.Errorf("width %d: a line ends with %q", width, rs[len(rs)-1])
			}
		}
	}
}

// Breaking a paragraph costs little beside drawing it.
func BenchmarkBreaks(b *testing.B) {
	text := []rune(strings.Repeat("乙は、個人情報の保護に関する法律（平成１５年法律第５７号）を遵守し、ＩＤ及びVPNの管理を適正に行う。", 4))
	var dst []byte
	for b.Loop() {
		dst = Breaks(dst[:0], text)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(text)), "ns/rune")
}
