package secret_test

import (
	"regexp"
	"strings"
	"testing"

	"chigiri/models/secret"
)

func TestTyped(t *testing.T) {
	// Proves that a code to type has twenty signs that are not taken for others, differs
	// from link to link, and is read as people write it and not when a sign is amiss.
	code := secret.Typed("link")
	if !regexp.MustCompile(`^([A-HJ-NP-Z2-9]{4}-){4}[A-HJ-NP-Z2-9]{4}$`).MatchString(code) {
		t.Fatalf("the code is %s", code)
	}
	if secret.Typed("other") == code {
		t.Error("two links have one code")
	}
	wide := strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7f {
			return r + 0xfee0
		}
		return r
	}, code)
	for _, typed := range []string{code, strings.ToLower(code), strings.ReplaceAll(code, "-", ""), strings.ReplaceAll(code, "-", " "), wide, strings.ToLower(wide), strings.ReplaceAll(code, "-", "ー")} {
		if secret.ReadTyped(typed) != code {
			t.Errorf("%q is read as %q", typed, secret.ReadTyped(typed))
		}
	}
	for _, typed := range []string{"", code[1:], code + "A", "I" + code[1:], "0" + code[1:], "https://portal.example/welcome/x"} {
		if got := secret.ReadTyped(typed); got != "" {
			t.Errorf("%q is read as %q", typed, got)
		}
	}
}
