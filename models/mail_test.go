package models

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestCheckMailAddress(t *testing.T) {
	// Proves what passes as an address of e-mail; everything that could become a second
	// recipient or another header is refused.
	for address, good := range map[string]bool{
		"":                                     true,
		"a@b.jp":                               true,
		"yamada.taro+kei@pref.osaka.lg.jp":     true,
		"o'neil@x-y.example":                   true,
		strings.Repeat("a", 64) + "@b.jp":      true,
		strings.Repeat("a", 65) + "@b.jp":      false,
		"a@" + strings.Repeat("b", 64) + ".jp": false,
		"a@" + strings.Repeat("bbbbbbbbb.", 26) + "jp": false,
		"a": false, "@b.jp": false, "a@": false, "a@b": false, "a@b..jp": false, "a@-b.jp": false, "a@b.jp.": false,
		"a..b@c.jp": false, ".a@c.jp": false, "a.@c.jp": false, "a@b@c.jp": false,
		"a b@c.jp": false, "a@c.jp,d@e.jp": false, "<a@c.jp>": false, `"a b"@c.jp`: false, "a@[192.0.2.1]": false,
		"a@c.jp\r\nBcc: d@e.jp": false, "a@c.jp\n": false, "a\x00@c.jp": false, "山田@c.jp": false, "a@例え.jp": false, "a@c.jp\u2028": false,
	} {
		if err := CheckMailAddress("mail", address); (err == nil) != good {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestCleanDigest(t *testing.T) {
	// Proves that a line leads to a page of the portal and nowhere else.
	for path, good := range map[string]bool{
		"/": true, "/contracts/0192?form=a&b=c#d": true, "": false, "//evil.example": false, "https://evil.example": false,
		"contracts": false, `/\evil.example`: false, "/a b": false, "/a\r\nb": false, "javascript:alert(1)": false,
	} {
		if _, err := CleanDigest([]DigestLine{{Text: "行うこと", Path: path}}); (err == nil) != good {
			t.Errorf("%q: %v", path, err)
		}
	}
	for name, lines := range map[string][]DigestLine{
		"no line": {}, "no text": {{Path: "/"}}, "two lines in one": {{Text: "a\nb", Path: "/"}}, "a My Number": {{Text: "123456789018", Path: "/"}},
		"too many": make([]DigestLine, MaxDigest+1),
	} {
		if _, err := CleanDigest(lines); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestMailSetsAreWhole(t *testing.T) {
	// Proves from the source that the lists of kinds, states and faults miss none.
	file, err := parser.ParseFile(token.NewFileSet(), "mail.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	declared := map[string][]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && len(v.Values) == 1 {
			typ, isName := v.Type.(*ast.Ident)
			lit, isText := v.Values[0].(*ast.BasicLit)
			if isName && isText {
				text, _ := strconv.Unquote(lit.Value)
				declared[typ.Name] = append(declared[typ.Name], text)
			}
		}
		return true
	})
	same := func(name string, listed []string) {
		slices.Sort(listed)
		slices.Sort(declared[name])
		if len(listed) == 0 || !slices.Equal(listed, declared[name]) {
			t.Errorf("%s: declared %v, listed %v", name, declared[name], listed)
		}
	}
	same("MailKind", texts(MailKinds()))
	same("MailState", texts(MailStates()))
	same("MailFault", texts(MailFaults()))
}

func texts[T ~string](list []T) []string {
	all := make([]string, len(list))
	for i, t := range list {
		all[i] = string(t)
	}
	return all
}
