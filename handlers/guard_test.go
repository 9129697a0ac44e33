package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestEveryAnswerIsGuarded proves that pages, errors, redirects, files and JSON all
// carry the headers that bound what a browser may do with them.
func TestEveryAnswerIsGuarded(t *testing.T) {
	h := newHouse(t)
	v, nobody := h.as(h.people.Drafter), h.visitor()
	for name, a := range map[string]*answer{
		"page":     v.get("/vendors"),
		"twin":     v.json(http.MethodGet, "/vendors", nil),
		"missing":  v.get("/vendors/" + nowhere),
		"denied":   v.get("/users"),
		"no page":  v.get("/nothing/here"),
		"redirect": nobody.get("/vendors"),
		"sign-in":  nobody.get("/login"),
		"file":     v.get("/systems/" + h.system.ID + "/manuals/" + h.manual.ID),
		"refused":  v.post("/vendors", url.Values{}),
		"style":    nobody.get(webURLs()["house.css"]),
	} {
		t.Run(name, func(t *testing.T) {
			csp := a.Header().Get("Content-Security-Policy")
			if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
				t.Errorf("Content-Security-Policy %q", csp)
			}
			for header, want := range map[string]string{
				"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
			} {
				if got := a.Header().Get(header); got != want {
					t.Errorf("%s %q, want %q", header, got, want)
				}
			}
			cache := a.Header().Get("Cache-Control")
			if name == "style" && !strings.Contains(cache, "immutable") {
				t.Errorf("a style may be kept for ever; Cache-Control %q", cache)
			}
			if name != "style" && name != "file" && cache != "no-store" {
				t.Errorf("Cache-Control %q, want no-store", cache)
			}
		})
	}
}

// TestPagesHoldNoInlineScriptOrStyle proves that the strict policy breaks nothing:
// no page carries a script, a style or a handler in itself.
func TestPagesHoldNoInlineScriptOrStyle(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Drafter)
	for _, path := range []string{
		"/", "/account", "/contracts", "/contracts/new", "/contracts/" + h.contract.ID, "/contracts/" + h.contract.ID + "/appendix",
		"/vendors", "/vendors/new", "/systems", "/systems/new", "/systems/" + h.system.ID, "/divisions", "/catalog", "/catalog/" + h.edition, "/log",
	} {
		a := v.get(path).is(http.StatusOK)
		for _, n := range a.all("script") {
			if attr(n, "src") == "" {
				t.Errorf("%s has a script in itself", path)
			}
		}
		if len(a.all("style")) > 0 {
			t.Errorf("%s has a style in itself", path)
		}
		for n := range a.one("html").Descendants() {
			for _, x := range n.Attr {
				if x.Key == "style" || strings.HasPrefix(x.Key, "on") {
					t.Errorf("%s: <%s %s>", path, n.Data, x.Key)
				}
			}
		}
	}
}

// TestPagesStandWell proves what every page promises to people who do not see it:
// one title, headings in order, a language, tables with a name, fields with a label.
func TestPagesStandWell(t *testing.T) {
	h := newHouse(t)
	pages := map[string][]string{
		"drafter": {"/", "/account", "/vendors", "/vendors/new", "/vendors/" + h.people.Vendor.ID, "/systems", "/systems/new", "/systems/" + h.system.ID,
			"/systems/" + h.system.ID + "/edit", "/systems/" + h.system.ID + "?remove=" + h.link.ID, "/divisions", "/divisions/" + h.people.Child.ID,
			"/catalog", "/catalog/" + h.edition, "/catalog/" + h.edition + "?view=obligations", "/catalog/" + h.edition + "?view=values",
			"/catalog/" + h.edition + "?view=sources", "/catalog/" + h.edition + "?view=topics"},
		"admin": {"/users", "/users/new", "/users/" + h.people.Drafter.UserID, "/divisions", "/divisions/" + h.people.Child.ID},
	}
	for name, paths := range pages {
		v := h.as(h.people.Everybody()[name])
		for _, lang := range []string{"ja", "en"} {
			v.cookies["lang"] = lang
			v.header.Set("Accept-Language", lang)
			for _, path := range paths {
				t.Run(name+" "+lang+" "+path, func(t *testing.T) { standsWell(t, v.get(path).is(http.StatusOK)) })
			}
		}
	}
}

func standsWell(t *testing.T, a *answer) {
	t.Helper()
	if n := len(a.all("h1")); n != 1 {
		t.Errorf("%d h1", n)
	}
	if attr(a.one("html"), "lang") == "" || text(a.one("title")) == "" {
		t.Error("no language or no title")
	}
	if strings.Contains(a.Body.String(), "[") && strings.Contains(a.Body.String(), ".") {
		for _, n := range a.all("main") {
			if s := text(n); strings.Contains(s, "[error.") || bareKey.MatchString(s) {
				t.Errorf("a key without words: %s", bareKey.FindString(s))
			}
		}
	}
	last := 1
	for n := range a.one("main").Descendants() {
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			level := int(n.Data[1] - '0')
			if level > last+1 {
				t.Errorf("%s follows h%d: %s", n.Data, last, text(n))
			}
			last = level
		}
	}
	for _, n := range a.all("table") {
		if attr(n, "aria-label") == "" && len(find(n, "caption")) == 0 {
			t.Error("a table without a name")
		}
		for _, th := range find(n, "th") {
			if attr(th, "scope") == "" {
				t.Errorf("a head without a scope: %s", text(th))
			}
		}
	}
	seen := map[string]bool{}
	for _, n := range a.all("[id]") {
		if id := attr(n, "id"); seen[id] {
			t.Errorf("the id %q stands twice", id)
		} else {
			seen[id] = true
		}
	}
	labelled := map[string]bool{}
	for _, n := range a.all("label[for]") {
		labelled[attr(n, "for")] = true
		if !seen[attr(n, "for")] {
			t.Errorf("the label %q leads nowhere: %s", text(n), attr(n, "for"))
		}
	}
	for _, n := range append(append(a.all("main input"), a.all("main select")...), a.all("main textarea")...) {
		kind := attr(n, "type")
		if kind == "hidden" || kind == "checkbox" || kind == "radio" || attr(n, "aria-hidden") == "true" || attr(n, "aria-label") != "" {
			continue
		}
		if !labelled[attr(n, "id")] {
			t.Errorf("a field without a label: %s", attr(n, "name"))
		}
	}
}

// TestOtherSitesAreRefused proves that a form another site sends is turned away
// whatever cookie it rides on, and that our own is not.
func TestOtherSitesAreRefused(t *testing.T) {
	h := newHouse(t)
	v := h.signIn(h.people.Drafter)
	for name, header := range map[string]http.Header{
		"by fetch metadata": {"Sec-Fetch-Site": {"cross-site"}},
		"by origin":         {"Origin": {"https://elsewhere.example"}},
		"from a neighbour":  {"Sec-Fetch-Site": {"same-site"}},
	} {
		t.Run(name, func(t *testing.T) {
			v.header = header
			v.post("/language", url.Values{"lang": {"en"}}).is(http.StatusForbidden)
		})
	}
	v.header = http.Header{"Sec-Fetch-Site": {"same-origin"}}
	v.post("/language", url.Values{"lang": {"en"}, "back": {"/vendors"}}).is(http.StatusSeeOther).leads("/vendors")
}
