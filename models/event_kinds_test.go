package models

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"
)

func TestEventKindsAreAllOfThem(t *testing.T) {
	// Proves from the source that the list of kinds misses none that is declared and
	// names none twice.
	file, err := parser.ParseFile(token.NewFileSet(), "event.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var declared []EventKind
	ast.Inspect(file, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if typ, ok := v.Type.(*ast.Ident); ok && typ.Name == "EventKind" {
			text, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			declared = append(declared, EventKind(text))
		}
		return true
	})
	if len(declared) < 50 || !slices.Equal(declared, EventKinds()) {
		t.Errorf("declared %v\nlisted %v", declared, EventKinds())
	}
}
