package assets

import (
	"embed"
	"io/fs"
	"sort"
	"strings"
)

//go:embed catalog/*.yaml
var catalogs embed.FS

// CatalogFile is one edition of the catalog as its file's bytes.
type CatalogFile struct {
	Name string // edition-2026-10.yaml
	Data []byte
}

// Editions are the bundled editions of the catalog, the oldest first.
func Editions() []CatalogFile {
	names, err := fs.Glob(catalogs, "catalog/edition-*.yaml")
	if err != nil {
		panic("assets: " + err.Error())
	}
	sort.Strings(names)
	out := make([]CatalogFile, len(names))
	for i, name := range names {
		out[i] = CatalogFile{Name: strings.TrimPrefix(name, "catalog/"), Data: catalogFile(name)}
	}
	return out
}

// ContractExample is the commented reference of the file `portal appendix` reads.
func ContractExample() []byte { return catalogFile("catalog/contract.example.yaml") }

func catalogFile(name string) []byte {
	data, err := catalogs.ReadFile(name)
	if err != nil {
		panic("assets: " + err.Error())
	}
	return data
}
