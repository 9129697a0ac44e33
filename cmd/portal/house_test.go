package main_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// These tests guard the house itself: its arrows, its libraries, its sizes. They
// read the tree as it lies here and need nothing but the go command.

// root is the top of the house, seen from this package.
const root = "../.."

// longest is the number of lines no source file may pass.
const longest = 500

// arrows says, for each room, which other rooms it may import. The nearest room
// above a package speaks for it: handlers/gateway is held by handlers. A room may
// always import its own parts.
var arrows = map[string][]string{
	"cmd":          {"handlers", "views", "models", "models/store", "assets", "migrations"},
	"handlers":     {"views", "models", "models/store", "assets"},
	"views":        {"models", "assets"},
	"models":       {},
	"models/store": {"models", "migrations"},
	"assets":       {},
	// A tool run by hand when a source font changes; nothing of the product calls it.
	"assets/fonts/cut": {"views"},
	"migrations":       {},
}

// library is one module of go.mod: where it may be imported, and why it is here.
// testOnly keeps it out of the product.
type library struct {
	rooms    []string
	why      string
	testOnly bool
}

// libraries is every module the house may name in go.mod. One library, one room.
var libraries = map[string]library{
	"github.com/a-h/templ":          {[]string{"views", "handlers"}, "pages as typed Go, escaped by construction", false},
	"github.com/alecthomas/kong":    {[]string{"cmd/portal"}, "the command line, with help written from the types", false},
	"github.com/piglig/go-qr":       {[]string{"views/qr"}, "QR codes as matrices, drawn by ourselves on paper and pages", false},
	"github.com/chromedp/chromedp":  {[]string{"cmd", "handlers", "views", "assets"}, "drives the browser that tests look through", true},
	"github.com/chromedp/cdproto":   {[]string{"cmd", "handlers", "views", "assets"}, "the words chromedp speaks", true},
	"github.com/glebarez/sqlite":    {[]string{"models/store"}, "gorm on SQLite in pure Go, so that one static binary is the product", false},
	"github.com/glebarez/go-sqlite": {[]string{"models/store"}, "lifts the SQLite under glebarez/sqlite to a current one", false},
	"github.com/goccy/go-yaml":      {[]string{"models/yamlfile"}, "YAML with line and column for every mistake", false},
	"github.com/jackc/pgx/v5":       {[]string{"models/store"}, "PostgreSQL's own error codes", false},
	"github.com/jung-kurt/gofpdf":   {[]string{"views/document"}, "draws PDF; everything above lines and glyphs is ours", false},
	"github.com/labstack/echo/v4":   {[]string{"handlers"}, "the router and its middleware", false},
	"github.com/pressly/goose/v3":   {[]string{"models/store"}, "applies the SQL in migrations", false},
	"github.com/pquerna/otp":        {[]string{"models/totp"}, "one-time codes (RFC 6238) and the address by which apps take their secret", false},
	"github.com/rivo/uniseg":        {[]string{"views/document"}, "where a line may break (UAX #14)", false},
	"github.com/smallstep/pkcs7":    {[]string{"models/stamp"}, "the signed data (CMS) of time-stamps; RFC 3161 itself is ours", false},
	"github.com/xuri/excelize/v2":   {[]string{"views/sheet"}, "rosters as offices keep them, in and out of .xlsx", false},
	"golang.org/x/crypto":           {[]string{"models/store", "models/secret", "models/seal", "handlers/gateway"}, "argon2id, the DER of signatures, and the SSH protocol", false},
	"github.com/wneessen/go-mail":   {[]string{"handlers/worker"}, "writes letters as MIME and speaks SMTP to a mail server", false},
	"github.com/emersion/go-smtp":   {[]string{"handlers/worker"}, "the mail server that tests send to", true},
	"github.com/emersion/go-sasl":   {[]string{"handlers/worker"}, "the words in which that server asks for a password", true},
	"golang.org/x/mod":              {[]string{"models/ledger"}, "the Merkle tree of the log (RFC 6962) and signed notes", false},
	"golang.org/x/net":              {[]string{"cmd", "handlers", "views"}, "an HTML parser, so that tests select elements instead of substrings", true},
	"golang.org/x/text":             {[]string{"models/fold", "models/store", "views"}, "width and kana forms, so that a search finds all of them", false},
	"gorm.io/driver/postgres":       {[]string{"models/store"}, "gorm on PostgreSQL", false},
	"gorm.io/gorm":                  {[]string{"models/store"}, "the database, behind one method per use case", false},
	"modernc.org/sqlite":            {[]string{"models/store"}, "the engine under glebarez/sqlite, held at a current version", false},
}

// topLevel is all that may lie at the top of the house.
var topLevel = []string{
	"cmd", "handlers", "views", "models", "assets", "migrations",
	"go.mod", "go.sum", "README.md", "LICENSE", "Makefile", "Dockerfile", "compose.yaml",
	"CONTRIBUTING.md", "SECURITY.md", ".ci", ".gitignore", ".gitattributes",
	".golangci.yml", ".editorconfig", ".dockerignore", ".git",
}

// pkg is what `go list -json` tells of one package, as far as it is used here.
type pkg struct {
	ImportPath, Doc                    string
	GoFiles                            []string
	Imports, TestImports, XTestImports []string
}

// room is the package's place in the house: models/store for chigiri/models/store.
func (p pkg) room() string { return strings.TrimPrefix(p.ImportPath, "chigiri/") }

// tests are the imports of the package's test files alone.
func (p pkg) tests() []string { return slices.Concat(p.TestImports, p.XTestImports) }

// packages lists every package of the house; -e because an import that leads
// nowhere is for the compiler to report.
func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Doc,GoFiles,Imports,TestImports,XTestImports", "./...")
	cmd.Dir, cmd.Stderr = root, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		switch err := dec.Decode(&p); {
		case errors.Is(err, io.EOF):
			return all
		case err != nil:
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// within says whether a package path lies in a room or is it.
func within(p, room string) bool { return p == room || strings.HasPrefix(p, room+"/") }

// holder is the nearest key above a path: the one that speaks for it.
func holder[V any](rules map[string]V, p string) (string, bool) {
	for ; p != "." && p != "/"; p = path.Dir(p) {
		if _, ok := rules[p]; ok {
			return p, true
		}
	}
	return "", false
}

// TestArrows proves that every import between rooms follows an arrow of the house.
func TestArrows(t *testing.T) {
	for _, p := range packages(t) {
		from, ok := holder(arrows, p.room())
		if !ok {
			t.Errorf("%s lies in no room; the rooms are the keys of arrows", p.room())
			continue
		}
		for _, imported := range p.Imports {
			to, ours := strings.CutPrefix(imported, "chigiri/")
			if !ours {
				continue
			}
			if target, _ := holder(arrows, to); target != from && !slices.Contains(arrows[from], target) {
				t.Errorf("%s imports %s: no arrow leads from %s to %s", p.room(), to, from, target)
			}
		}
	}
}

// TestModelsAreFree proves that models needs the standard library alone, and that
// each of its parts owns at most one library beside it.
func TestModelsAreFree(t *testing.T) {
	for _, p := range packages(t) {
		if !within(p.room(), "models") || within(p.room(), "models/store") {
			continue
		}
		var foreign []string
		for _, imported := range p.Imports {
			if lib, ok := holder(libraries, imported); ok && !slices.Contains(foreign, lib) {
				foreign = append(foreign, lib)
			}
		}
		if len(foreign) > 1 || p.room() == "models" && len(foreign) > 0 {
			t.Errorf("%s imports %v; models stays free, a part of it owns one library at most", p.room(), foreign)
		}
	}
}

// TestOneLibraryOneRoom proves that a library is imported in its own room only,
// and that what serves tests never enters the product.
func TestOneLibraryOneRoom(t *testing.T) {
	for _, p := range packages(t) {
		for i, imported := range slices.Concat(p.Imports, p.tests()) {
			if !strings.Contains(strings.Split(imported, "/")[0], ".") {
				continue
			}
			name, ok := holder(libraries, imported)
			lib := libraries[name]
			switch {
			case !ok:
				t.Errorf("%s imports %s, which is not in libraries", p.room(), imported)
			case lib.testOnly && i < len(p.Imports):
				t.Errorf("%s imports %s outside its tests", p.room(), imported)
			case !slices.ContainsFunc(lib.rooms, func(room string) bool { return within(p.room(), room) }):
				t.Errorf("%s imports %s, which belongs to %v", p.room(), imported, lib.rooms)
			}
		}
	}
}

// TestDependencies proves that go.mod names the libraries of this file and no
// other, and that each of them has its reason.
func TestDependencies(t *testing.T) {
	cmd := exec.Command("go", "mod", "edit", "-json")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var mod struct {
		Require []struct {
			Path     string
			Indirect bool
		}
	}
	if err := json.Unmarshal(out, &mod); err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, r := range mod.Require {
		named[r.Path] = true
		if _, ok := libraries[r.Path]; !ok && !r.Indirect {
			t.Errorf("go.mod requires %s; give it a room and a reason in libraries, or do without", r.Path)
		}
	}
	for name, lib := range libraries {
		if !named[name] {
			t.Errorf("libraries names %s, which go.mod does not", name)
		}
		if lib.why == "" {
			t.Errorf("libraries gives no reason for %s", name)
		}
	}
}

// TestPackageComments proves that every package says what it owns.
func TestPackageComments(t *testing.T) {
	for _, p := range packages(t) {
		if p.Doc == "" && len(p.GoFiles) > 0 {
			t.Errorf("%s has no package comment; say what the room owns and may touch", p.room())
		}
	}
}

// TestFileLength proves that no file has grown past what one reading holds.
func TestFileLength(t *testing.T) {
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == ".cache" || d.Name() == "data"):
			return filepath.SkipDir
		case strings.HasSuffix(name, "_templ.go"):
			return nil
		case !slices.Contains([]string{".go", ".templ", ".sql", ".sh"}, filepath.Ext(name)):
			return nil
		}
		if n := lines(t, name); n > longest {
			t.Errorf("%s has %d lines; at most %d, so divide it by noun", name, n, longest)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func lines(t *testing.T, name string) int {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	n := 0
	scan := bufio.NewScanner(file)
	scan.Buffer(nil, 1<<22)
	for scan.Scan() {
		n++
	}
	if err := scan.Err(); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// TestTopLevel proves that nothing lies at the top but what the house is made of
// and what .gitignore keeps out of it.
func TestTopLevel(t *testing.T) {
	ignored, err := os.ReadFile(filepath.Join(root, ".gitignore"))
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		name := entry.Name()
		keptOut := slices.ContainsFunc(strings.Fields(string(ignored)), func(pattern string) bool {
			ok, err := path.Match(strings.Trim(pattern, "/"), name)
			return ok && err == nil
		})
		if !keptOut && !slices.Contains(topLevel, name) {
			t.Errorf("%s lies at the top level; put it into its room", name)
		}
	}
}

var migration = regexp.MustCompile(`^(\d{4})_[a-z0-9_]+(?:\.(postgres|sqlite))?\.sql$`)

// TestMigrations proves that each engine finds the numbers 1, 2, 3 … once each: a
// portable file, or one file for each engine.
func TestMigrations(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, "migrations", "*.sql"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no SQL in migrations (%v)", err)
	}
	for _, engine := range []string{"postgres", "sqlite"} {
		t.Run(engine, func(t *testing.T) {
			var numbers []int
			for _, file := range files {
				parts := migration.FindStringSubmatch(filepath.Base(file))
				if parts == nil {
					t.Errorf("%s is not named like 0007_noun.sql or 0007_noun.%s.sql", filepath.Base(file), engine)
					continue
				}
				if parts[2] == "" || parts[2] == engine {
					n, _ := strconv.Atoi(parts[1]) // four digits, says the pattern
					numbers = append(numbers, n)
				}
			}
			slices.Sort(numbers)
			for i, n := range numbers {
				if n != i+1 {
					t.Fatalf("found %d where %d was due, among %v", n, i+1, numbers)
				}
			}
		})
	}
}
