package catalog_test

import (
	"flag"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"chigiri/assets"
	"chigiri/models"
	"chigiri/models/catalog"
)

var update = flag.Bool("update", false, "write golden files anew")

// edition is the newest bundled edition.
var edition = sync.OnceValue(func() *catalog.Edition {
	all := assets.Editions()
	last := all[len(all)-1]
	e, err := catalog.Read(last.Name, last.Data)
	if err != nil {
		panic(err)
	}
	return e
})

// auditCase is the contract of the bundled example: the audit case itself.
func auditCase(t testing.TB) models.Facts {
	t.Helper()
	f, err := catalog.ReadContract(edition(), "contract.example.yaml", assets.ContractExample())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func compile(t testing.TB, f models.Facts) models.Appendix {
	t.Helper()
	a, err := catalog.Compile(edition(), f)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// golden holds got against a file, or writes it with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; look at it, then go test -update", path)
	}
}

// articles are all articles of an appendix by obligation.
func articles(a models.Appendix) map[string]models.Article {
	out := map[string]models.Article{}
	for _, p := range a.Parts {
		for _, x := range p.Articles {
			out[x.Obligation] = x
		}
	}
	return out
}
