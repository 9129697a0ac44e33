package catalog

import (
	"strings"
	"testing"
)

func flagsOf(names ...string) map[string]bool {
	out := map[string]bool{}
	for _, n := range names {
		out[n] = true
	}
	return out
}

func TestConditionsBindAndBeforeOr(t *testing.T) {
	// "a or b and c" holds with a alone or with b and c.
	known := func(s string) bool { return len(s) == 1 && s >= "a" && s <= "z" }
	for _, c := range []struct {
		expr  string
		flags map[string]bool
		want  bool
	}{
		{"always", nil, true}, {"a", nil, false}, {"a", flagsOf("a"), true},
		{"a or b and c", flagsOf("a"), true}, {"a or b and c", flagsOf("b"), false},
		{"a or b and c", flagsOf("b", "c"), true}, {"a and b", flagsOf("b", "c"), false},
	} {
		cond, bad := parseCondition(c.expr, known)
		if len(bad) > 0 || cond.holds(c.flags) != c.want {
			t.Errorf("%s with %v: %v %v", c.expr, c.flags, !c.want, bad)
		}
	}
	for _, expr := range []string{"", "not a", "(a)", "a and", "or a", "a  and b", "always or a", "A", "a and not b", "a, b"} {
		if _, bad := parseCondition(expr, known); len(bad) == 0 {
			t.Errorf("%q was taken", expr)
		}
	}
}

func FuzzCondition(f *testing.F) {
	for _, s := range []string{"always", "a", "a and b or c", "a or", "and", "  "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		// More flags never make a condition fail: there is no negation.
		c, bad := parseCondition(s, func(id string) bool { return id == "a" || id == "b" || id == "c" })
		if len(bad) > 0 {
			return
		}
		for _, on := range [][]string{{}, {"a"}, {"b"}, {"a", "c"}} {
			if c.holds(flagsOf(on...)) && !c.holds(flagsOf("a", "b", "c")) {
				t.Fatalf("%q with %v", s, on)
			}
		}
	})
}

func TestTemplatesReplaceTheBodyAndNothingElse(t *testing.T) {
	// 府 becomes the body's word but not within 政府; English at heads of sentences
	// too; (s) follows its number.
	w := words{"県", "the prefectural office", "The prefectural office"}
	value := func(name string) (string, bool) { return map[string]string{"n": "1", "m": "12"}[name], name == "n" }
	for in, want := range map[string]string{
		"府は、電子政府の府に{n}日":                                  "県は、電子政府の県に1日",
		"The prefecture’s rules":                          "The prefectural office’s rules",
		"in {n} day(s) and {m} hour(s) of the prefecture": "in 1 day and 12 hours of the prefectural office",
		"the prefecture-wide rules":                       "the prefecture-wide rules",
		"{broken":                                         "{broken",
		"":                                                "",
	} {
		if got := parseTemplate(in).fill(w, value); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestCitationsFindTheLongestTitle(t *testing.T) {
	// 個人情報保護法施行令 is not an article of 個人情報保護法.
	sources := []Source{{Title: "個人情報保護法"}, {Title: "個人情報保護法施行令"}}
	for in, want := range map[string]string{
		"個人情報保護法施行令 第2条": "個人情報保護法施行令", "個人情報保護法 第2条（要確認）": "個人情報保護法", "個人情報保護法": "個人情報保護法", "個人情報保護法第2条": "",
	} {
		c, _ := cite(in, sources)
		if c.source.Title != want || c.unchecked != strings.Contains(in, Unchecked) {
			t.Errorf("%s: %+v", in, c)
		}
	}
}
