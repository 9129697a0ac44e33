package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// eventless are the methods that write without leaving an event, and why.
var eventless = map[string]string{
	"VerifyFile":     "a check changes nothing; what is written counts tries from one address",
	"VerifySealed":   "a check changes nothing; what is written counts tries from one address",
	"RelayDone":      "a session that ends sooner on a device that goes round is no change",
	"RetryStamps":    "a stamp that is asked for once more is none yet; what is stamped is told",
	"Remind":         "a digest tells what the log has already; a failure to send it is an event",
	"ActorBySession": "being seen is no change",
	"ActorByToken":   "being seen is no change",
	"Fixture":        "load data brings its own lines, one for each contract, written in bulk",
	"KeepForm":       "what a person was typing is theirs until they send it",
	"TakeForm":       "what a person was typing is theirs until they send it",
	"QueueDigest":    "what waits for a person is told elsewhere; a list of it is no news",
	"MailSent":       "a line for each mail would drown the rest; what fails is told",
	"ReleaseMails":   "a try that was not made is none",
	"KeepOutbox":     "the demo keeps what it would send",
	"ClaimStamps":    "asking for a stamp is no change; what comes of it is told",
	"ReleaseStamps":  "a try that was not made is none",
	"StampFailed":    "a line for each try would drown the rest while an authority is away; the page of stamps tells it",

	// An event about the log's own growth would make the log grow for ever.
	"KeepCosignature": "what others say of the log is told by themselves",
	"KeepStamp":       "what others say of the log is told by themselves",
	"ClaimStream":     "handing the log on is no change of it",
	"MoveStream":      "handing the log on is no change of it",
	"RaiseAlarm":      "alarms stand beside a log that may no longer be believed",
	"WatchLog":        "looking is no change",
}

// calls gives, for every function of the package, the names it calls or refers to.
// Methods of one name count together, which can only make the walk reach more; so
// names that several types share must not be what it hangs on.
func calls(t *testing.T) map[string]map[string]bool {
	t.Helper()
	names, err := filepath.Glob("*.go")
	must(t, err)
	graph := map[string]map[string]bool{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		must(t, err)
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if graph[f.Name.Name] == nil {
				graph[f.Name.Name] = map[string]bool{}
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					switch fun := call.Fun.(type) {
					case *ast.Ident:
						graph[f.Name.Name][fun.Name] = true
					case *ast.SelectorExpr:
						graph[f.Name.Name][fun.Sel.Name] = true
					}
				}
				return true
			})
		}
	}
	return graph
}

// reaches says whether a function comes to call another, through whatever lies
// between.
func reaches(graph map[string]map[string]bool, from, to string) bool {
	seen := map[string]bool{}
	var walk func(string) bool
	walk = func(name string) bool {
		if seen[name] {
			return false
		}
		seen[name] = true
		for next := range graph[name] {
			if next == to || walk(next) {
				return true
			}
		}
		return false
	}
	return walk(from)
}

func TestEveryWriterReachesTheLog(t *testing.T) {
	// Proves from the source that each exported method which opens a writing
	// transaction comes to write an event, but for those listed with their reason.
	graph := calls(t)
	typ := reflect.TypeFor[*store.Store]()
	writers := 0
	for i := range typ.NumMethod() {
		name := typ.Method(i).Name
		if graph[name] == nil || !reaches(graph, name, "write") {
			continue
		}
		writers++
		_, exempt := eventless[name]
		switch logs := reaches(graph, name, "logged"); {
		case !logs && !exempt:
			t.Errorf("%s writes and leaves no event: write one, or list it in eventless with the reason", name)
		case logs && exempt:
			t.Errorf("%s leaves an event: take it out of eventless", name)
		}
	}
	if writers < 25 {
		t.Errorf("only %d writers were found: the walk no longer sees them", writers)
	}
}

// changing begin the names of methods that change something.
var changing = []string{"Create", "Rename", "Merge", "Update", "Add", "Remove", "Invite", "Disable", "Enable", "Set", "SignOut", "Revoke", "Change", "Export", "Retry"}

func isChange(method string) bool {
	for _, c := range changing {
		if strings.HasPrefix(method, c) {
			return true
		}
	}
	return false
}

func countEvents(t *testing.T, s *store.Store) int {
	t.Helper()
	rows, err := s.RawRows("events", "id")
	must(t, err)
	return len(rows)
}

func TestEveryChangeLeavesAnEvent(t *testing.T) {
	// Proves by doing that each change leaves an event when it is done and none when
	// it is refused, and that reading leaves none.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		w := newWorld(t, s)
		everybody := w.p.Everybody()
		for _, c := range accesses {
			who := strings.Fields(c.done)[0]
			before := countEvents(t, s)
			must(t, c.do(w, everybody[who]))
			if left := countEvents(t, s) - before; (left > 0) != isChange(c.method) {
				t.Errorf("%s left %d events", c.method, left)
			}
			if strings.HasPrefix(c.method, "Merge") || strings.HasPrefix(c.method, "RemoveLink") {
				continue // these first make, as the house, what they take away
			}
			before = countEvents(t, s)
			if err := c.do(w, models.Actor{}); err == nil {
				t.Errorf("%s is done for nobody", c.method)
			}
			if left := countEvents(t, s) - before; left != 0 {
				t.Errorf("%s was refused and left %d events", c.method, left)
			}
		}
	})
}

func TestEventsAreSeenByDuty(t *testing.T) {
	// Proves who reads which lines: the audit office all, the administrator nothing
	// of contracts and registers, vendors their own account only.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		w := newWorld(t, s)
		must(t, s.SetLanguage(bg, w.p.Lead, "en"))
		subjects := func(a models.Actor, q store.EventQuery) map[string]int {
			q.Limit = 200
			events, _, err := s.Events(bg, a, q)
			must(t, err)
			n := map[string]int{}
			for _, e := range events {
				n[e.Subject]++
				if e.Subject == "user" && a.External() && e.SubjectID != a.UserID {
					t.Errorf("%s reads of another's account: %s", a.Name, e.Kind)
				}
			}
			return n
		}
		all := countEvents(t, s)
		total := 0
		for _, n := range subjects(w.p.Auditor, store.EventQuery{}) {
			total += n
		}
		if total != all {
			t.Errorf("the audit office reads %d of %d lines", total, all)
		}
		if n := subjects(w.p.Admin, store.EventQuery{}); n["system"]+n["vendor"] != 0 || n["user"] == 0 || n["division"] == 0 {
			t.Errorf("the administrator reads %v", n)
		}
		if n := subjects(w.p.Drafter, store.EventQuery{}); n["system"] == 0 || n["vendor"] == 0 || n["user"] != 1 {
			t.Errorf("a drafter reads %v", n)
		}
		if n := subjects(w.p.Lead, store.EventQuery{}); len(n) != 1 || n["user"] != 2 {
			t.Errorf("a vendor reads %v", n)
		}
		if n := subjects(w.p.Auditor, store.EventQuery{Subject: "system", SubjectID: w.sys.ID}); n["system"] != 2 || len(n) != 1 {
			t.Errorf("about one system: %v", n)
		}
		if n := subjects(w.p.Lead, store.EventQuery{Subject: "system", SubjectID: w.sys.ID}); len(n) != 0 {
			t.Errorf("a vendor reads of a system: %v", n)
		}
	})
}

func TestEventsInPages(t *testing.T) {
	// Proves that the log reads backwards without loss or repetition, in the order it
	// was written even within one use case.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		storetest.Seed(t, s)
		all := countEvents(t, s)
		last, after, n := "~", "", 0
		for {
			events, next, err := s.Events(bg, models.System(), store.EventQuery{After: after, Limit: 4})
			must(t, err)
			for _, e := range events {
				if e.ID >= last {
					t.Errorf("%s comes after %s", e.ID, last)
				}
				last = e.ID
				n++
			}
			if after = next; after == "" {
				break
			}
		}
		if n != all {
			t.Errorf("%d of %d lines", n, all)
		}
	})
}
