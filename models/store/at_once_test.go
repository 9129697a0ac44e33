package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// TestNamesSayAtOnce proves that a test in which goroutines meet is named …AtOnce, and
// so are the helpers it lets them meet in: the names choose what of this room runs once
// more under the race detector, which finds nothing where one thing follows another.
func TestNamesSayAtOnce(t *testing.T) {
	names, err := filepath.Glob("*_test.go")
	must(t, err)
	together := 0
	for _, name := range names {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		must(t, err)
		if len(f.Comments) > 0 && strings.HasPrefix(f.Comments[0].List[0].Text, "//go:build load") {
			continue
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || !meets(fn) {
				continue
			}
			together++
			if !strings.HasSuffix(fn.Name.Name, "AtOnce") {
				t.Errorf("%s: in %s goroutines meet, so its name ends in AtOnce", name, fn.Name.Name)
			}
		}
	}
	if together == 0 {
		t.Error("no test in which goroutines meet was found")
	}
}

// meets says whether a function starts goroutines, or calls a helper that says it does.
func meets(fn *ast.FuncDecl) (yes bool) {
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			yes = true
		case *ast.CallExpr:
			switch f := n.Fun.(type) {
			case *ast.SelectorExpr:
				yes = yes || f.Sel.Name == "Go"
			case *ast.Ident:
				yes = yes || strings.HasSuffix(f.Name, "AtOnce")
			}
		}
		return true
	})
	return yes
}
