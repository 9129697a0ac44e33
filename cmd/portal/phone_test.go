package main

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"chigiri/models"
	"chigiri/models/store/storetest"
)

// These tests walk the way of a sub-subcontractor's worker with a phone in the hand, from
// the application for the firm to the signed pledge and the contract that may begin.

// hand is the width of the phone, in CSS pixels; narrow the least a page has to bear.
const hand, narrow = 375, 320

// pace is how many characters of plain Japanese are read in a minute; most is how many
// there may be beside the duties between the link and the signature: three minutes.
const pace, most = 400, 3 * pace

// walk is the preparation of the way: a contract of the example that lets its work be
// passed on twice.
type walk struct {
	running
	v        visitor
	contract string // address
	parties  map[string]string
	lead     *person // of the sub-subcontractor
	worker   *person
	right    map[string]string
	read     int // characters between the link and the signature, without the duties
	presses  int
}

// allowTwoTiers lets the IT division agree that the work is passed on twice, which level
// 4 forbids by itself, and issues the appendix that says so.
func (w *walk) allowTwoTiers() {
	drafter, reviewer := w.as("drafter"), w.as("reviewer")
	var made struct{ ID string }
	drafter.posts(http.StatusCreated, w.contract+"/waivers", url.Values{
		"obligation": {"SUB-05"}, "param": {"max_tiers"}, "value": {"2"}, "reason": {"夜間の監視に限り、専門の一社に任せるため"}, "ends_on": {w.end()},
	}, &made)
	reviewer.posts(http.StatusNoContent, w.contract+"/waivers/"+made.ID, url.Values{"decision": {"agreed"}, "note": {"夜間に限るので支障がない。"}}, nil)
	drafter.posts(http.StatusCreated, w.contract+"/consult", url.Values{"question": {"適用除外を反映します。"}}, nil)
	reviewer.posts(http.StatusNoContent, w.contract+"/answer", url.Values{"decision": {"agreed"}, "note": {"異存ありません。"}}, nil)
	var now struct{ Contract struct{ Version int } }
	drafter.gets(w.contract, &now)
	drafter.posts(http.StatusCreated, w.contract+"/issue", url.Values{"version": {fmt.Sprint(now.Contract.Version)}}, nil)
}

func (w *walk) end() string {
	var now struct {
		Contract struct {
			End string `json:"ends_on"`
		}
	}
	w.as("drafter").gets(w.contract, &now)
	return now.Contract.End
}

// looks judges a page as it stands on the phone, at the least width too, and counts what
// has to be read outside of the duties, of the questions about them, and of lists from
// which the next step picks by itself.
func (w *walk) looks(name string, counts bool) {
	w.v.t.Helper()
	w.v.judge(name, hand)
	w.v.picture("phone-" + name)
	if counts {
		n := eval[int](w.v, `[...document.querySelector('#main').innerText.replace(/\s/g, '')].length - [...document.querySelectorAll('.promise, #check, .lessons, .question, .topics, .todo, nav, dl.facts:not(.invited)')].reduce((n, e) => n + (e.offsetParent ? [...e.innerText.replace(/\s/g, '')].length : 0), 0)`)
		w.read += n
		w.t.Logf("%s: %d characters beside the duties", name, n)
	}
	w.v.do(chromedp.EmulateViewport(narrow, 700))
	if wide := eval[int64](w.v, `document.documentElement.scrollWidth`); wide > narrow {
		w.v.t.Errorf("%s: %d px wide in a window of %d: %s", name, wide, narrow, eval[string](w.v, widest))
	}
	w.v.do(chromedp.EmulateViewport(hand, 812))
}

// goes opens a page on the phone.
func (w *walk) goes(path string) {
	w.v.t.Helper()
	w.v.do(chromedp.EmulateViewport(hand, 812), chromedp.Navigate(w.base(path)), chromedp.WaitReady("#main"))
}

func (w *walk) base(path string) string { return w.URL + strings.TrimPrefix(path, w.URL) }

// fills types into fields of the page.
func (w *walk) fills(fields map[string]string) {
	w.v.t.Helper()
	for name, text := range fields {
		w.v.do(chromedp.SetValue(fmt.Sprintf(`#main form [name=%q]`, name), text))
	}
}

// taps presses something and waits for the next page.
func (w *walk) taps(selector string) {
	w.v.t.Helper()
	eval[any](w.v, `document.documentElement.dataset.before = "1"`)
	if !eval[bool](w.v, fmt.Sprintf(`!!document.querySelector(%q)`, selector)) {
		w.v.t.Fatalf("nothing to press at %s: %s", selector, eval[string](w.v, `location.pathname + ' ' + document.body.innerText.slice(0, 600)`))
	}
	w.v.do(chromedp.Click(selector))
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if gone, err := chromedp.Run(w.v.ctx, chromedp.Evaluate[bool](`!document.documentElement.dataset.before && document.readyState === 'complete' && !!document.querySelector('#main')`)); err == nil && gone {
			w.presses++
			return
		}
	}
	w.v.t.Fatalf("pressing %s leads nowhere: %s", selector, eval[string](w.v, `location.pathname + ' ' + document.body.innerText.slice(0, 600)`))
}

func (w *walk) says(what string) {
	w.v.t.Helper()
	if text := eval[string](w.v, `document.querySelector('#main').innerText`); !strings.Contains(text, what) {
		w.v.t.Errorf("%s does not say %q: %.500s", eval[string](w.v, `location.pathname`), what, text)
	}
}

// enters signs an example account in on the phone.
func (w *walk) enters(role string) {
	w.v.t.Helper()
	w.v.signIn(w.account(role).Login)
	w.v.speak("ja")
}

// application is a firm that is asked for.
func application(number, name string) map[string]string {
	day := models.Today(time.Now()).AddDays(45)
	return map[string]string{
		"corporate_number": number, "name": name, "address": "大阪市北区例示町一丁目", "representative": "細波　一", "contact_name": "細波　一",
		"contact_phone": "06-0000-0055", "work": "夜間の監視", "reason": "夜間の当直の要員が要るため", "starts_on": models.Wareki(day), "site": "さざなみ監視室（堺市）",
		"amount": "900000", "share": "10", "selection": "同種の実績を確かめた。", "security": "監視室の入退室を記録する。", "supervision": "毎月、記録を照合する。",
	}
}

// applies asks for a firm below a party on the phone, as far as the page to confirm.
func (w *walk) applies(below string, firm map[string]string) {
	w.v.t.Helper()
	w.goes(w.contract + "/parties/" + below + "/apply")
	firm["ends_on"] = w.end()
	w.fills(firm)
	w.v.do(chromedp.Click(`#main [name=classes][value=basic_identity]`), chromedp.Click(`#main [name=checks]`))
	w.taps(`#main form button.first`)
}

// passOn lets the subcontractor ask for its own on the phone, and everybody agree.
func (w *walk) passOn() {
	w.enters("sub_lead")
	w.applies(w.parties["sub"], application(storetest.CorporateNumber(55), "合同会社さざなみ監視"))
	w.looks("apply-check", false)
	w.taps(`#main form button.first`)
	w.looks("applied", false)
	id := w.party(w.contract+"/parties", "さざなみ")
	w.parties["subsub"] = id
	at := w.contract + "/parties/" + id
	yes := url.Values{"decision": {"agreed"}, "note": {"支障がない。"}}
	w.as("vendor_lead").posts(http.StatusNoContent, at+"/pass", yes, nil)
	w.as("drafter").posts(http.StatusNoContent, at+"/decide", yes, nil)
	w.as("reviewer").posts(http.StatusNoContent, at+"/decide", yes, nil)
}

// engages lets the subcontractor, whose phone it is, invite the lead of its own, and the
// lead come in by the link that is shown once.
func (w *walk) engages() {
	at := w.contract + "/parties/" + w.parties["subsub"]
	w.goes("/")
	w.says("合同会社さざなみ監視")
	w.goes(at)
	w.says("責任者を招いてください")
	w.looks("leadless", false)
	w.v.do(chromedp.Click(`.next a[href="#invite"]`))
	w.fills(map[string]string{"name": "細波　一", "post": "監視課長"})
	w.looks("lead", false)
	w.taps(`#invite form button.first`)
	w.says("細波")
	w.looks("lead-invited", false)
	link := eval[string](w.v, `document.querySelector('.invited input[readonly]').value`)
	login := eval[string](w.v, `document.querySelector('.invited b').innerText`)
	w.lead = w.invites(link, login, "しおかぜの わたる かぜみどり")
	w.goes(at)
	w.says("登録済み")
	w.looks("led", false)
}

// enlists lets the sub-subcontractor's lead put a worker on the roster, and gives the link
// that is shown once.
func (w *walk) enlists() (link string) {
	at := w.contract + "/parties/" + w.parties["subsub"]
	w.comesIn(w.lead)
	w.goes(at + "/roster/add")
	day := models.Today(time.Now()).AddDays(46)
	w.fills(map[string]string{"lines.0.name": "磯野　渚", "lines.0.duty": "夜間の監視", "lines.0.starts_on": models.Wareki(day), "lines.0.ends_on": w.end()})
	w.looks("enlist", false)
	w.taps(`#one form button.first`)
	w.says("磯野")
	link = eval[string](w.v, `document.querySelector('.invited input[readonly]').value`)
	w.looks("invited", false)
	w.goes(at + "/roster")
	w.says("未開封")
	w.looks("roster", false)
	var refused struct{ Errors []struct{ Message string } }
	firm := url.Values{"classes": {"basic_identity"}, "checks": {"facilities"}, "ends_on": {w.end()}, "confirmed": {"true"}}
	for name, text := range application(storetest.CorporateNumber(66), "有限会社はまゆう") {
		firm.Set(name, text)
	}
	w.lead.posts(http.StatusUnprocessableEntity, at+"/apply", firm, &refused)
	if said := fmt.Sprint(refused); !strings.Contains(said, "SUB-05") || !strings.Contains(said, "2段階まで") {
		w.t.Errorf("a fourth tier is refused with %s", said)
	}
	w.goes(at + "/apply")
	w.says("2段階まで")
	w.looks("too-deep", false)
	return link
}

// comesIn signs somebody in on the phone by typing.
func (w *walk) comesIn(p *person) {
	w.v.t.Helper()
	w.leaves()
	w.fills(map[string]string{"login": p.login, "password": p.password})
	w.taps(`#main form button.first`)
}

// leaves signs out whoever holds the phone.
func (w *walk) leaves() {
	w.v.t.Helper()
	w.goes("/")
	if eval[bool](w.v, `!!document.querySelector('form[action="/logout"] button')`) {
		w.v.do(chromedp.EmulateViewport(longDesk, 900))
		w.taps(`form[action="/logout"] button`)
	}
	w.goes("/login")
}

// begins opens the link on the phone: a welcome, a press, a password, and in.
func (w *walk) begins(link string) {
	w.leaves()
	w.presses = 0
	w.goes(link)
	w.says("夜間の監視")
	w.says("合同会社さざなみ監視")
	w.looks("welcome", true)
	w.taps(`#main form button.first`)
	w.looks("password", true)
	w.worker = w.person("", "なぎさの あさひと ゆうひの いろ")
	w.fills(map[string]string{"password": w.worker.password, "again": w.worker.password})
	w.taps(`#main form button.first`)
	w.looks("home", true)
	var own struct{ User struct{ Login string } }
	w.worker.login = strings.TrimSpace(eval[string](w.v, `fetch('/account', {headers: {Accept: 'application/json'}}).then(r => r.json()).then(a => a.user.login)`, chromedp.EvalAwaitPromise))
	w.worker.enters().gets("/account", &own)
}

// hears checks in at the meeting by its link and hears the briefer; the meeting is closed
// by the manager, for everybody else too.
func (w *walk) hears() {
	manager := w.as("manager")
	form := url.Values{"method": {"room"}, "held_on": {models.Today(time.Now()).String()}, "begins": {"0:01"}, "minutes": {"1"}, "place": {"本庁 第５会議室"}}
	for _, id := range w.parties {
		form.Add("parties", id)
		form.Add("everybody", id)
	}
	form.Set("closed_day", "true") // the test may run on any
	for n := range 14 {
		form.Add("topics", fmt.Sprintf("B%02d", n+1))
	}
	var screen struct {
		CheckIn  string `json:"check_in"`
		Briefing struct{ ID string }
	}
	manager.posts(http.StatusCreated, w.contract+"/briefings", form, &screen)
	w.goes(screen.CheckIn)
	w.looks("check-in", true)
	w.taps(`#main form button.first`)
	w.looks("checked-in", true)

	var meeting struct{ Attendees []struct{ ID, Name string } }
	at := "/briefings/" + screen.Briefing.ID
	manager.gets(at+"/screen", &screen) // it has turned since
	for _, role := range []string{"vendor_lead", "sub_lead", "vendor_worker", "sub_worker"} {
		w.as(role).posts(http.StatusNoContent, strings.TrimPrefix(screen.CheckIn, w.URL), nil, nil)
	}
	w.lead.posts(http.StatusNoContent, strings.TrimPrefix(screen.CheckIn, w.URL), nil, nil)
	manager.gets(at, &meeting)
	held := url.Values{"minutes": {"60"}, "confirmed": {"true"}}
	for _, a := range meeting.Attendees {
		held.Add("came", a.ID)
		held.Add("received", a.ID)
	}
	manager.posts(http.StatusOK, at+"/hold", held, nil)
}

// learns answers every topic's questions on the phone, the first one wrong at first.
func (w *walk) learns() {
	w.goes("/topics/" + w.parties["subsub"])
	w.looks("topics", true)
	n := eval[int](w.v, `document.querySelectorAll('.topics li').length`)
	w.taps(`.next a.btn.first`)
	for i := range n {
		if i == 0 {
			w.looks("topic", false)
			w.answers(true)
			w.says("正しい")
			w.looks("wrong", false)
			w.taps(`.next a.btn.first`)
		}
		w.answers(false)
		if i == 0 {
			w.looks("right", false)
		}
		if i < n-1 {
			w.taps(`.next a.btn.first`)
		}
	}
	w.looks("learnt", false)
}

// answers fills the questions of the page in and sends them.
func (w *walk) answers(wrongly bool) {
	w.v.t.Helper()
	for _, q := range strings.Fields(eval[string](w.v, `[...document.querySelectorAll('.question input[type=hidden]')].map(e => e.value).join(' ')`)) {
		choice := fmt.Sprintf(`.question:has(input[value=%q]) input[type=radio][value=%q]`, q, w.right[q])
		if wrongly {
			choice = fmt.Sprintf(`.question:has(input[value=%q]) input[type=radio]:not([value=%q])`, q, w.right[q])
		}
		w.v.do(chromedp.Click(choice))
		w.presses++
	}
	w.taps(`#main form button.first`)
}

// vows sets one-time codes up, reads the pledge, signs it, and takes the sealed paper.
func (w *walk) vows() []byte {
	w.taps(`.next a.btn.first`)
	w.says("磯野")
	w.looks("pledge", true)
	pledge := eval[string](w.v, `location.pathname`)
	w.taps(`.stage .note a.btn.first`)
	w.looks("code", true)
	w.fills(map[string]string{"password": w.worker.password})
	w.taps(`#main form button.first`)
	w.looks("code-scan", true)
	w.worker.secret = strings.ReplaceAll(eval[string](w.v, `document.getElementById('f-secret').value`), " ", "")
	w.fills(map[string]string{"code": w.worker.code()})
	w.taps(`#main form button.first`)
	if at := eval[string](w.v, `location.pathname`); at != pledge {
		w.t.Errorf("the codes lead to %s, not back to %s", at, pledge)
	}
	n := eval[int](w.v, `[...document.querySelector('#sign').innerText.replace(/\s/g, '')].length`)
	w.read += n
	w.t.Logf("sign: %d characters of the form", n)
	w.looks("sign", false)
	w.v.do(chromedp.Click(`#main [name=read]`))
	w.fills(map[string]string{"name": "磯野　渚", "password": w.worker.password, "code": w.worker.code()})
	w.taps(`#sign form button.first`)
	w.says("署名")
	w.looks("signed", false)
	return w.takes()
}

// takes gives the sealed paper of the pledge on the page. The phone itself fetches it:
// setting codes up ended every other sign-in of the worker's.
func (w *walk) takes() []byte {
	w.v.t.Helper()
	text := eval[string](w.v, `fetch(location.pathname + '/pledge.pdf').then(r => r.bytes()).then(b => b.toBase64())`, chromedp.EvalAwaitPromise)
	paper, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		w.v.t.Fatal(err)
	}
	return paper
}

// altered is a sealed paper to which a page was appended.
func altered(t *testing.T, paper []byte) []byte {
	t.Helper()
	return append(append([]byte{}, paper...), "\n9999 0 obj\n<< /Type /Page >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"...)
}

// proven looks at the sealed paper with another program, and lets /verify judge it.
func (w *walk) proven(paper []byte) {
	if pdfsig, err := exec.LookPath("pdfsig"); err == nil {
		name := filepath.Join(w.t.TempDir(), "pledge.pdf")
		if err := os.WriteFile(name, paper, 0o600); err != nil {
			w.t.Fatal(err)
		}
		out, err := exec.Command(pdfsig, "-nocert", name).CombinedOutput()
		if err != nil || !strings.Contains(string(out), "Signature is Valid") {
			w.t.Errorf("pdfsig: %v %s", err, out)
		}
	} else {
		w.t.Log("pdfsig is missing")
	}
	if said := w.verdict(paper); !strings.Contains(said, `"genuine":true`) || !strings.Contains(said, `"known":true`) {
		w.t.Errorf("the sealed pledge: %s", said)
	}
	if said := w.verdict(altered(w.t, paper)); !strings.Contains(said, `"genuine":false`) {
		w.t.Errorf("the altered pledge: %s", said)
	}
}

// rest does by program what the others still owe, until the work may begin.
func (w *walk) rest() {
	contract := w.Contracts["navi"]
	w.lead.posts(http.StatusNoContent, w.contract+"/parties/"+w.parties["subsub"]+"/structure", url.Values{
		"lead_name": {"細波　一"}, "lead_title": {"課長"}, "lead_phone": {"06-0000-0055"}, "lead_mail": {"s@sazanami.example"}, "after_hours": {"06-0000-0056"},
		"security_lead": {"細波　一"}, "privacy_lead": {"細波　一"}, "sites.0.address": {"堺市"}, "sites.0.room": {"監視室"}, "sites.0.lock": {"錠"}, "sites.0.equipment": {"端末"}, "contacts": {"細波"},
	}, nil)
	today := models.Today(time.Now()).String()
	for party, lead := range map[string]*person{"top": w.as("vendor_lead"), "sub": w.as("sub_lead"), "subsub": w.lead} {
		roster := w.contract + "/parties/" + w.parties[party] + "/roster"
		var list struct {
			Workers []struct {
				ID        string
				HasAccess bool `json:"has_access"`
			}
		}
		lead.gets(roster, &list)
		for _, l := range list.Workers {
			if !l.HasAccess {
				lead.posts(http.StatusNoContent, roster+"/"+l.ID+"/leave", url.Values{"left_on": {today}, "reason": {"配置の見直し"}}, nil)
			}
		}
		lead.answers(w.parties[party], w.right)
		if party != "top" { // the prime's own lies on paper
			lead.signs(contract, "company")
		}
	}
	for party, role := range map[string]string{"top": "vendor_worker", "sub": "sub_worker"} {
		worker := w.as(role)
		worker.answers(w.parties[party], w.right)
		worker.signs(contract, "worker")
	}
	for _, id := range w.parties { // what was confirmed before has nothing to confirm
		for _, page := range []string{"structure", "roster"} {
			w.ask("drafter", http.MethodPost, w.contract+"/parties/"+id+"/"+page+"/confirm", "")
		}
	}
}

// TestPhone walks the whole way and says how long it takes to read.
func TestPhone(t *testing.T) {
	r := startDemo(t)
	w := &walk{running: r, v: newVisitor(t, r), contract: "/contracts/" + r.Contracts["navi"], parties: map[string]string{}, right: rightAnswers(t)}
	w.parties["top"], w.parties["sub"] = r.party(w.contract+"/parties", "みおつくし"), r.party(w.contract+"/parties", "北摂")
	w.allowTwoTiers()
	w.passOn()
	w.engages()
	link := w.enlists()
	w.begins(link)
	w.hears()
	w.learns()
	paper := w.vows()
	minutes := float64(w.read) / pace
	if w.read > most {
		t.Errorf("%d characters are too many to read before one may sign: %.1f minutes, not under three", w.read, minutes)
	}
	t.Logf("between the link and the signed pledge: %d characters beside the duties, %.1f minutes at 400 a minute, %d presses", w.read, minutes, w.presses)
	w.proven(paper)
	w.rest()
	w.enters("vendor_lead")
	w.goes(w.contract + "/appendix") // issued anew with the waiver, so to be accepted anew
	w.taps(`form[action$="/accept"] button`)
	w.says("受領済み")
	w.enters("drafter")
	w.goes(w.contract)
	w.says("必要なものがそろいました")
	w.looks("complete", false)
	w.enters("manager")
	w.goes(w.contract)
	w.taps(`form[action$="/ready"] button`)
	w.says("着手可")
	w.looks("ready", false)
}
