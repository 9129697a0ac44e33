package i18n

import (
	"go/scanner"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/seal"
)

// root is the top of the house, seen from this package.
const root = "../.."

// dynamic are the beginnings of keys that are put together from a code, with the
// codes' place: what stands under them is used, and what is written as such a
// beginning is no key itself.
var dynamic = []string{
	"relay.step.",
	"role.", "state.", "level.", "req.", "nav.", "home.title.", "home.none.", "home.count.", "step.", "event.", "zone.", "user.role.",
	"system.zone.", "contract.kind.", "contract.procurement.", "contract.scheme.", "catalog.view.", "catalog.status.", "catalog.kind.",
	"catalog.set_by.", "catalog.how.", "catalog.again.", "catalog.allowed.", "catalog.identity.", "catalog.pledge.", "catalog.clause.for.",
	"catalog.sub.decides.", "answer.", "changes.", "diff.", "contract.find.", "contract.flag.", "contract.tab.", "decision.", "deed.", "standing.",
	"stricter.form.", "pledges.kind.", "pledges.state.", "pledges.method.", "error.title.", "error.not_found.", "error.corporate.", "error.date.", "error.seal.", "verify.stands.", "verify.ended.", "verify.kind.", "sealed.stamp.", "finding.", "kind.", "thing.", "witness.refused.", "mail.kind.", "mail.state.", "mail.fault.", "remind.", "party.state.", "party.turn.", "party.next.", "party.open.", "party.step.", "party.owe.", "subcontract.check.",
	// stamps
	"stamp.fault.", "stamps.kind.",
	"pledge.way.", "pledge.state.", "pledge.identity.", "pledge.ended.", "pledge.pdf.", "error.pledge.own.", "party_list.show.", "pledge.paper.step.", "structure.filings.", "party.owe.lacks.", "roster.show.", "roster.none.",
	"invitation.state.",
	"briefing.attested.", "briefing.state.", "briefing.side.", "briefing.method.", "briefing.next.", "briefing.handout.", "briefing.came.", "topic.as.", "topic.how.", "verify.kind.pledge.",
	"briefing.state.", "briefing.side.", "briefing.method.", "briefing.next.", "briefing.handout.", "briefing.came.", "topic.as.", "topic.how.",
	"evidence.what.",
	// mail
	"mail.down.",
	// limits of an application
	"limit.", "error.limit.",
}

// notKeys are words with dots that are written in the source and are no keys:
// columns, names of files, kinds of events. Those stand in the history under
// event.
var notKeys = regexp.MustCompile(`\.(css|js|svg|go|pdf|docx|xlsx|png|txt|xml|rels|id|name|yaml|sh)$|^pledge\.(stored|company|worker)$|^(f|p|s|w|contracts|parties|systems|vendors|files|manuals|system_links|appendices|users|events)\.`)

var keyShape = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+\.?$`)

// written are the texts in quotes in a source file of the product. Documents bring
// their own words; of them only what they refuse is said here.
func written(t *testing.T, path string) []string {
	t.Helper()
	all := quoted(t, path)
	if strings.Contains(path, "views/document") {
		all = slices.DeleteFunc(all, func(text string) bool { return !strings.HasPrefix(text, "error.") })
	}
	return all
}

func quoted(t *testing.T, path string) []string {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(path, ".templ") {
		var all []string
		for _, m := range regexp.MustCompile(`"([^"\n]*)"`).FindAllStringSubmatch(string(src), -1) {
			all = append(all, m[1])
		}
		return all
	}
	var s scanner.Scanner
	files := token.NewFileSet()
	s.Init(files.AddFile(path, files.Base(), len(src)), src, nil, 0)
	var all []string
	for {
		_, kind, text := s.Scan()
		if kind == token.EOF {
			return all
		}
		if kind == token.STRING {
			if plain, err := strconv.Unquote(text); err == nil {
				all = append(all, plain)
			}
		}
	}
}

// sources are the files that speak: pages, handlers, commands, and the models
// whose problems carry keys.
func sources(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, room := range []string{"views", "handlers", "models", "cmd"} {
		err := filepath.WalkDir(filepath.Join(root, room), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && slices.Contains([]string{"i18n", "testdata", "storetest"}, d.Name()) {
				return fs.SkipDir
			}
			if (strings.HasSuffix(path, ".go") || strings.HasSuffix(path, ".templ")) &&
				!strings.HasSuffix(path, "_test.go") && !strings.HasSuffix(path, "_templ.go") {
				all = append(all, path)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func isDynamic(key string) bool {
	return slices.ContainsFunc(dynamic, func(prefix string) bool { return strings.HasPrefix(key, prefix) })
}

// TestEveryKeyInTheSourceHasWords proves that no page, problem or message can show
// a bare key.
func TestEveryKeyInTheSourceHasWords(t *testing.T) {
	rooms := map[string]bool{}
	for k := range catalogue {
		room, _, _ := strings.Cut(k, ".")
		rooms[room] = true
	}
	for _, path := range sources(t) {
		if strings.Contains(path, "models/catalog") || strings.Contains(path, "models/yamlfile") {
			continue // they speak in both languages themselves, and know keys by their beginning
		}
		for _, text := range written(t, path) {
			room, _, _ := strings.Cut(text, ".")
			if !keyShape.MatchString(text) || notKeys.MatchString(text) || !rooms[room] || Has(text) {
				continue
			}
			if strings.HasSuffix(text, ".") && isDynamic(text) {
				continue
			}
			if partly(text) {
				continue
			}
			t.Errorf("%s: %q has no words; add it to the file of its noun in views/i18n", strings.TrimPrefix(path, root+"/"), text)
		}
	}
}

// partly knows the kinds of events and the steps, whose words stand under "event."
// and "step.".
func partly(text string) bool { return Has("event."+text) || Has("step."+text) }

// TestEveryWordIsUsed proves that the catalogue holds nothing the house does not
// say.
func TestEveryWordIsUsed(t *testing.T) {
	used := map[string]bool{}
	for _, path := range sources(t) {
		for _, text := range written(t, path) {
			used[text] = true
		}
	}
	for key := range catalogue {
		if !used[key] && !isDynamic(key) {
			t.Errorf("%q is said nowhere; take it out of views/i18n or use it", key)
		}
	}
}

// TestBothLanguagesSayTheSame proves that no text is missing in one language and
// that both have as many holes; they may take their words from different ones.
func TestBothLanguagesSayTheSame(t *testing.T) {
	holes := func(s string) []string {
		var all []string
		for _, m := range hole.FindAllStringSubmatch(s, -1) {
			if !slices.Contains(all, m[1]) {
				all = append(all, m[1])
			}
		}
		return all
	}
	for key, w := range catalogue {
		if strings.TrimSpace(w[0]) == "" || strings.TrimSpace(w[1]) == "" {
			t.Errorf("%q is empty in one language", key)
		}
		if len(holes(w[0])) != len(holes(w[1])) {
			t.Errorf("%q has other holes in English: %q, %q", key, w[0], w[1])
		}
	}
}

// TestFill proves how values come into a text.
func TestFill(t *testing.T) {
	day := models.NewDate(2026, time.April, 1)
	for _, c := range []struct {
		name, lang, text string
		args             []any
		want             string
	}{
		{"one is singular in English", EN, "{0|thing|things} to mend", []any{1}, "1 thing to mend"},
		{"many are plural in English", EN, "{0|thing|things} to mend", []any{2}, "2 things to mend"},
		{"dates are wareki in Japanese", JA, "{0}から", []any{day}, "令和８年４月１日（水）から"},
		{"dates have a weekday in English", EN, "from {0}", []any{day}, "from Wed 1 Apr 2026"},
		{"thousands are separated", JA, "{0}件", []any{42000}, "42,000件"},
		{"a hole without a value stays visible", JA, "{0}と{1}", []any{"甲"}, "甲と{1}"},
		{"a value is never read as a hole", JA, "{0}", []any{"{1}"}, "{1}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fill(c.lang, c.text, c.args); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestEveryKindOfEventHasWords proves that whatever happens has a sentence, a name in
// the filter of the log and a group there, and every thing it can be about a word.
func TestEveryKindOfEventHasWords(t *testing.T) {
	for _, kind := range models.EventKinds() {
		for _, key := range []string{"event." + string(kind), "kind." + string(kind), "kind.group." + kind.Noun()} {
			if !Has(key) {
				t.Errorf("%s has no words", key)
			}
		}
	}
	for _, subject := range models.EventSubjects() {
		if !Has("thing." + subject) {
			t.Errorf("%s has no words", subject)
		}
	}
}

// TestEveryFindingHasWords proves that whatever a check of the log may find can be
// said in both languages.
func TestEveryFindingHasWords(t *testing.T) {
	for _, code := range ledger.Codes() {
		if !Has("finding." + string(code)) {
			t.Errorf("%s has no words", code)
		}
	}
}

// TestEveryFaultOfASealHasWords proves the same for what a sealed document may have.
func TestEveryFaultOfASealHasWords(t *testing.T) {
	for _, code := range seal.Codes() {
		if !Has("error.seal." + string(code)) {
			t.Errorf("%s has no words", code)
		}
	}
}
