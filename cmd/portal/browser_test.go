package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"chigiri/models"
)

// These tests look at every page in a real browser: no violation that axe finds,
// nothing wider than a phone of 320 px, everything reached by keyboard. With
// SCREENSHOTS=DIR they leave pictures of what they saw.

const longDesk, phone = 1280, 320

// openBrowser starts headless Chromium; its absence fails where tests are
// required and is named otherwise.
func openBrowser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("what a browser shows does not change under the race detector")
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		if os.Getenv("CI") != "" || os.Getenv("TEST_REQUIRE") != "" {
			t.Fatal("Chromium is missing: install the package chromium")
		}
		t.Skip("Chromium is missing: install the package chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.UserDataDir(t.TempDir()),
	)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	ctx, timeout := context.WithTimeout(ctx, 8*time.Minute)
	t.Cleanup(func() { timeout(); cancel(); stop() })
	return ctx
}

// visitor is somebody in front of the browser.
type visitor struct {
	t    *testing.T
	ctx  context.Context
	base string
	axe  string
}

func newVisitor(t *testing.T, r running) visitor {
	axe, err := os.ReadFile("testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	return visitor{t: t, ctx: openBrowser(t), base: r.URL, axe: string(axe)}
}

func (v visitor) do(steps ...chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	if err := chromedp.Do(v.ctx, steps...); err != nil {
		v.t.Fatal(err)
	}
}

func eval[T any](v visitor, script string, options ...chromedp.EvaluateOption) T {
	v.t.Helper()
	got, err := chromedp.Run(v.ctx, chromedp.Evaluate[T](script, options...))
	if err != nil {
		v.t.Fatal(err)
	}
	return got
}

// open goes to a page at a width and waits until it is there.
func (v visitor) open(path string, width int64) {
	v.t.Helper()
	v.do(chromedp.EmulateViewport(width, 900), chromedp.Navigate(v.base+path), chromedp.WaitReady("#main"))
}

// signIn presses the one button beside an example account.
func (v visitor) signIn(login string) {
	v.t.Helper()
	v.do(chromedp.EmulateViewport(longDesk, 900), chromedp.Navigate(v.base+"/login"), chromedp.WaitReady("#main"))
	if !eval[bool](v, fmt.Sprintf(`!!document.querySelector('.people input[value=%q]')`, login)) {
		v.do(chromedp.Click(`form[action="/logout"] button`), chromedp.WaitReady(".people"))
	}
	v.do(chromedp.Click(fmt.Sprintf(`.people form:has(input[value=%q]) button`, login)), chromedp.WaitReady(".me form[action='/logout']"))
}

func (v visitor) speak(lang string) {
	v.t.Helper()
	if eval[string](v, `document.documentElement.lang`) == lang {
		return
	}
	v.do(chromedp.Click(fmt.Sprintf(`button[name=lang][value=%q]`, lang)), chromedp.WaitReady(fmt.Sprintf(`html[lang=%q] #main`, lang)))
}

// judge runs axe on the page, looks for anything wider than the window and for
// words that have no translation.
func (v visitor) judge(what string, width int64) {
	v.t.Helper()
	eval[any](v, v.axe+";0")
	found := eval[string](v, `axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify(r.violations.map(x => x.id + ': ' + x.nodes.map(n => n.target.join(' ') + ' ' + n.html.slice(0, 120)).slice(0, 3).join(' | '))))`, chromedp.EvalAwaitPromise)
	var violations []string
	if err := json.Unmarshal([]byte(found), &violations); err != nil {
		v.t.Fatalf("%s: axe said %.200s", what, found)
	}
	for _, violation := range violations {
		v.t.Errorf("%s: %s", what, violation)
	}
	if wide := eval[int64](v, `document.documentElement.scrollWidth`); wide > width {
		v.t.Errorf("%s: %d px wide in a window of %d: %s", what, wide, width, eval[string](v, widest))
	}
	if words := eval[string](v, `(document.body.innerText.match(/\[[a-z_]+(\.[a-z_0-9-]+)+\]/g) || []).join(' ')`); words != "" {
		v.t.Errorf("%s: no words for %s", what, words)
	}
	if n := eval[int64](v, `document.querySelectorAll('h1').length`); n != 1 {
		v.t.Errorf("%s: %d main titles", what, n)
	}
}

const widest = `[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map(e => e.tagName + '.' + e.className).join(', ')`

func (v visitor) picture(name string) {
	dir := os.Getenv("SCREENSHOTS")
	if dir == "" {
		return
	}
	v.t.Helper()
	b, err := chromedp.Run(v.ctx, chromedp.FullScreenshot(80))
	if err != nil { // taller than Chromium can picture
		b, err = chromedp.Run(v.ctx, chromedp.CaptureScreenshot())
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, strings.ReplaceAll(strings.Trim(name, "/"), "/", "_")+".jpg"), b, 0o600)
	}
	if err != nil {
		v.t.Fatal(err)
	}
}

// pagesOf are the pages a role can open, with {navi} and the like for contracts.
var pagesOf = []struct {
	role  string
	pages []string
}{
	{"drafter", []string{"/", "/contracts", "/contracts?text=ナビ", "/contracts/new", "/contracts/{navi}", "/contracts/{navi}/edit", "/contracts/{navi}/level", "/contracts/{navi}/appendix",
		"/contracts/{navi}/parameters", "/contracts/{navi}/parties", "/contracts/{navi}/parties/{asked}", "/contracts/{navi}/parties/{below}", "/contracts/{navi}/parties/{below}/report", "/contracts/{navi}/parties/{below}/roster", "/contracts/{navi}/parties/{below}/structure",
		"/pledges", "/pledges/{vendor_lead}", "/contracts/{navi}/history", "/contracts/{navi}/copy", "/contracts/{kenshu}", "/contracts/{kenshu}/issue", "/contracts/{kenshu}/consult",
		"/contracts/{shien}/conclude", "/contracts/{kenshu}/appendix", "/vendors", "/vendors/new", "/systems", "/systems/new", "/systems/{navi}", "/systems/{navi}/edit", "/vendors/{prime}", "/vendors/{prime}/edit", "/catalog", "/account", "/contracts/none"}},
	{"reviewer", []string{"/", "/contracts", "/contracts/{tax}", "/contracts/{tax}/answer", "/contracts/{navi}/appendix/changes?from=1&to=0", "/pledges/{sub_lead}", "/divisions", "/catalog"}},
	{"auditor", []string{"/", "/contracts/{navi}", "/contracts/{navi}/history", "/log", "/log?kind=contract.moved&from=R8.10.1", "/log?person=課&to=x", "/log/{event}", "/verify", "/verify/{record}", "/verify/AAAAA-BBBBB-CCCCC-DDDDD"}},
	{"admin", []string{"/", "/users", "/users/new", "/mails", "/outbox", "/divisions", "/account", "/log"}},
	{"vendor_lead", []string{"/", "/contracts", "/contracts/{navi}", "/contracts/{navi}/appendix", "/contracts/{navi}/parties", "/contracts/{navi}/parties/{top}", "/contracts/{navi}/parties/{asked}",
		"/contracts/{navi}/parties/{below}", "/contracts/{navi}/parties/{top}/apply", "/contracts/{navi}/parties/{asked}/reapply", "/contracts/{navi}/parties/{top}/roster", "/contracts/{navi}/parties/{top}/roster?show=left",
		"/contracts/{navi}/parties/{top}/roster/add", "/contracts/{navi}/parties/{top}/roster/{line}", "/contracts/{navi}/parties/{top}/structure", "/pledges", "/pledges/{vendor_lead}", "/pledges/{vendor_worker}", "/account", "/log"}},
	{"sub_lead", []string{"/contracts/{navi}/parties", "/contracts/{navi}/parties/{top}", "/contracts/{navi}/parties/{below}", "/contracts/{navi}/parties/{below}/apply", "/pledges/{sub_lead}"}},
	{"vendor_worker", []string{"/", "/pledges", "/pledges/{vendor_worker}", "/account", "/account/code"}},
	// briefings
	{"manager", []string{"/contracts/{navi}/briefings", "/contracts/{navi}/briefings/new", "/briefings/{coming}", "/briefings/{coming}/screen", "/briefings/{held}", "/briefings/{today}", "/briefings/{today}/hold"}},
	{"vendor_lead", []string{"/contracts/{navi}/briefings", "/briefings/{coming}", "/briefings/{today}", "/briefings/{today}/check-in/x", "/topics/{top}", "/topics/{top}/B04"}},
}

// resolve writes the ids of the example into a path.
func (r running) resolve(path string) string {
	if strings.Contains(path, "/{navi}/parties/") {
		for key, vendor := range map[string]string{"{top}": "みおつくし", "{below}": "北摂", "{asked}": "メディア"} {
			path = strings.ReplaceAll(path, "/parties/"+key, "/parties/"+r.party("/contracts/"+r.Contracts["navi"]+"/parties", vendor))
		}
	}
	for _, role := range []string{"vendor_lead", "sub_lead", "vendor_worker"} {
		if strings.Contains(path, "/pledges/{"+role+"}") {
			path = strings.ReplaceAll(path, "{"+role+"}", r.pledge(role))
		}
	}
	if strings.HasPrefix(path, "/topics/{top}") {
		path = strings.Replace(path, "{top}", r.party("/contracts/"+r.Contracts["navi"]+"/parties", "みおつくし"), 1)
	}
	for key, place := range map[string]string{"{held}": "第１会議室", "{coming}": "第２会議室", "{today}": "第３会議室"} {
		if head, tail, found := strings.Cut(path, key); found {
			path = head + r.meeting(place) + tail
		}
	}
	if strings.Contains(path, "{record}") {
		path = strings.ReplaceAll(path, "{record}", r.record(r.meeting("第１会議室")))
	}
	for key, id := range r.Contracts {
		path = strings.ReplaceAll(path, "/contracts/{"+key+"}", "/contracts/"+id)
	}
	if roster, _, asked := strings.Cut(path, "/{line}"); asked {
		path = roster + "/" + r.line(roster)
	}
	if strings.Contains(path, "{navi}") {
		path = strings.ReplaceAll(path, "{navi}", r.first("/systems?text=児童相談"))
	}
	if strings.Contains(path, "{prime}") {
		path = strings.ReplaceAll(path, "{prime}", r.first("/vendors?text=みおつくし"))
	}
	if strings.Contains(path, "{event}") {
		path = strings.ReplaceAll(path, "{event}", r.firstEvent("/log?kind=contract.created&contract="+r.Contracts["navi"]))
	}
	return path
}

// pledge is the id of the first pledge of a role's own.
func (r running) pledge(role string) string {
	_, body := r.ask(role, "GET", "/pledges", "")
	var list []struct{ ID string }
	if err := json.Unmarshal([]byte(body), &list); err != nil || len(list) == 0 {
		r.t.Fatalf("pledges of %s: %v %.200s", role, err, body)
	}
	return list[0].ID
}

// line is the id of the first worker of a roster.
func (r running) line(path string) string {
	_, body := r.ask("drafter", "GET", path, "")
	var roster struct{ Workers []struct{ ID string } }
	if err := json.Unmarshal([]byte(body), &roster); err != nil || len(roster.Workers) == 0 {
		r.t.Fatalf("%s: %v %.200s", path, err, body)
	}
	return roster.Workers[0].ID
}

// firstEvent is the id of the first event of a page of the log.
func (r running) firstEvent(path string) string {
	_, body := r.ask("auditor", "GET", path, "")
	var log struct {
		Events []struct {
			ID string `json:"id"`
		} `json:"events"`
	}
	if err := json.Unmarshal([]byte(body), &log); err != nil || len(log.Events) == 0 {
		r.t.Fatalf("%s: %v %.200s", path, err, body)
	}
	return log.Events[0].ID
}

// meeting is the id of a meeting of the example contract, by its place.
func (r running) meeting(place string) string {
	_, body := r.ask("manager", "GET", "/contracts/"+r.Contracts["navi"]+"/briefings", "")
	var list struct {
		Meetings []struct{ ID, Place string } `json:"meetings"`
	}
	if err := json.Unmarshal([]byte(body), &list); err != nil {
		r.t.Fatalf("%v %.200s", err, body)
	}
	for _, m := range list.Meetings {
		if strings.Contains(m.Place, place) {
			return m.ID
		}
	}
	r.t.Fatalf("no meeting at %s in %.400s", place, body)
	return ""
}

// record is the code under which the record of a held meeting is checked.
func (r running) record(id string) string {
	_, body := r.ask("manager", "GET", "/briefings/"+id, "")
	code := regexp.MustCompile(`"code":\s*"([^"]+)"`).FindStringSubmatch(body)
	if code == nil {
		r.t.Fatalf("no code in %.400s", body)
	}
	return code[1]
}

// meetToday plans a meeting of today for the prime, at 第３会議室.
func (r running) meetToday() {
	path := "/contracts/" + r.Contracts["navi"]
	party := r.party(path+"/parties", "みおつくし")
	today := time.Now().In(models.Japan).Format(time.DateOnly)
	r.ask("manager", "POST", path+"/briefings", `{"method": "room", "held_on": "`+today+`", "begins": "13:30", "minutes": "60", "place": "第３会議室", "topics": ["B01"], "parties": ["`+party+`"], "everybody": ["`+party+`"], "closed_day": true}`)
}

// party is the id of a vendor's place in a tree.
func (r running) party(path, vendor string) string {
	_, body := r.ask("drafter", "GET", path, "")
	var tree []struct{ ID, Vendor string }
	if err := json.Unmarshal([]byte(body), &tree); err != nil {
		r.t.Fatalf("%s: %v %.200s", path, err, body)
	}
	for _, p := range tree {
		if strings.Contains(p.Vendor, vendor) {
			return p.ID
		}
	}
	r.t.Fatalf("%s: no %s in %.400s", path, vendor, body)
	return ""
}

// first is the id of the first row of a list.
func (r running) first(path string) string {
	_, body := r.ask("drafter", "GET", path, "")
	var list struct {
		Rows []struct {
			ID string `json:"id"`
		} `json:"rows"`
	}
	if err := json.Unmarshal([]byte(body), &list); err != nil || len(list.Rows) == 0 {
		r.t.Fatalf("%s: %v %.200s", path, err, body)
	}
	return list.Rows[0].ID
}

// Every page in both languages, on a desk and on a phone, has no violation.
func TestPagesInABrowser(t *testing.T) {
	r := startDemo(t)
	r.ask("admin", "POST", "/users", `{"login": "shinnin", "name": "新任 一郎", "role": "auditor", "mail": "shinnin@pref.example"}`)
	r.meetToday()
	v := newVisitor(t, r)
	v.open("/login", longDesk)
	v.judge("/login", longDesk)
	v.picture("login")
	for _, of := range pagesOf {
		v.signIn(r.account(of.role).Login)
		for _, lang := range []string{"ja", "en"} {
			v.speak(lang)
			for _, page := range of.pages {
				path := r.resolve(page)
				for _, width := range []int64{longDesk, phone} {
					name := fmt.Sprintf("%s %s %s %d", of.role, page, lang, width)
					v.open(path, width)
					v.judge(name, width)
					v.picture(strings.NewReplacer("?", "_", "{", "", "}", "", " ", "-").Replace(name))
				}
			}
		}
		v.open("/", longDesk)
		v.speak("ja")
	}
}
