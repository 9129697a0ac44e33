package document

import (
	"fmt"
	"strings"
	"testing"
)

// TestNumbersWordCounts proves which numbers an editor counts and which stay
// text: each is followed by its list, 0 for text.
func TestNumbersWordCounts(t *testing.T) {
	cases := map[string]struct{ items, want string }{
		"articles run on":                            {"第１条 第２条 第３条", "1 1 1"},
		"paragraphs begin at two in each article":    {"第１条 .２ .３ 第２条 .２", "1 2 2 1 3"},
		"points go on after what is below them":      {"(1) .ア .イ (2) .ア", "1 2 2 1 3"},
		"a gap stays text":                           {"第１条 第３条 第４条", "1 0 0"},
		"a branch number stays text":                 {"第１条 第１条の２ 第２条", "1 0 1"},
		"a repeated number stays text":               {"第１条 第２条 第２条 第３条", "1 1 0 1"},
		"two digits at half width are a list on":     {"第８条 第９条 第10条 第11条", "0 0 0 0"},
		"nine is followed by ten at half width":      {"１ ２ ３ ４ ５ ６ ７ ８ ９ 10 11", "1 1 1 1 1 1 1 1 1 2 2"},
		"iroha and aiueo are told apart":             {"イ ロ ハ .ア .イ", "1 1 1 2 2"},
		"roman and latin are told apart":             {"i ii iii .a .b", "1 1 1 2 2"},
		"the letter i follows h":                     {"a b c d e f g h i j", "1 1 1 1 1 1 1 1 1 1"},
		"circles":                                    {"① ② ③", "1 1 1"},
		"full-width letters cannot be counted":       {"ａ ｂ", "0 0"},
		"a leading zero cannot be counted":           {"01 02", "0 0"},
		"a percent sign cannot stand in a list":      {"1% 2%", "0 0"},
		"words cannot be counted":                    {"別紙 附則", "0 0"},
		"a new part begins again":                    {"１ ２ １ ２", "1 1 2 2"},
		"brackets of both widths are separate lists": {"(1) （１） (2) （２）", "1 2 1 2"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var plan docxPlan
			var got []string
			for _, s := range strings.Fields(c.items) {
				number := strings.TrimLeft(s, ".")
				got = append(got, fmt.Sprint(plan.number(Item{Number: number, Depth: len(s) - len(number)})))
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("%s: got %s, want %s", c.items, g, c.want)
			}
		})
	}
}

// TestEnglishKeepsJapaneseNumbersAsText proves that an English document counts
// only what is counted alike in every language.
func TestEnglishKeepsJapaneseNumbersAsText(t *testing.T) {
	plan := docxPlan{latin: true}
	for printed, want := range map[string]int{"第１条": 0, "ア": 0, "Article 1": 1} {
		if got := plan.number(Item{Number: printed}); got != want {
			t.Errorf("%s: list %d, want %d", printed, got, want)
		}
	}
}
