package handlers

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// newFirm is a firm that no register has.
var newFirm = storetest.CorporateNumber(9)

// applicationForm is a whole application for newFirm, as somebody types it.
func applicationForm() url.Values {
	return url.Values{
		"corporate_number": {newFirm}, "name": {"合同会社さざなみ保守"}, "name_kana": {"サザナミホシュ"}, "address": {"大阪市北区一丁目"},
		"rep_title": {"代表社員"}, "representative": {"細波 一"}, "contact_name": {"窓口 花"}, "contact_phone": {"06-1111-1111"},
		"work": {"夜間の監視"}, "reason": {"専門の要員が要るため"}, "amount": {"９００，０００円"}, "share": {"15％"},
		"starts_on": {"R8.12.21"}, "ends_on": {"令和9年3月31日"}, "site": {"さざなみ保守センター"}, "classes": {"public"},
		"checks": {"facilities", "record"}, "selection": {"実績を確かめた。"}, "security": {"入退室を管理する。"}, "supervision": {"毎月確かめる。"},
	}
}

// hiddenForm is what a page sends that only shows what was typed.
func (a *answer) hiddenForm(extra ...string) url.Values {
	a.t.Helper()
	form := url.Values{}
	for _, n := range a.all("main form input[type=hidden]") {
		form.Add(attr(n, "name"), attr(n, "value"))
	}
	for _, name := range extra {
		form.Set(name, "true")
	}
	return form
}

// prime is the address of the prime's place on the house's contract.
func (h *house) prime() string {
	h.t.Helper()
	tree, err := h.store.Parties(context.Background(), h.people.Drafter, h.contract.ID)
	h.must(err)
	return "/contracts/" + h.contract.ID + "/parties/" + tree.Prime().ID
}

// TestApplicationByForms proves the whole way of an application by pages: typed, looked
// at, sent, decided, and then the firm's lead sees the contract; on both engines.
func TestApplicationByForms(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		h := furnish(t, s, clock)
		lead, drafter := h.as(h.people.Lead), h.as(h.people.Drafter)
		tree := "/contracts/" + h.contract.ID + "/parties"
		lead.get(tree).is(http.StatusOK).says(".next", "いま行うことはありません").says(".next a", "再委託を申請する")
		page := lead.get(h.prime()+"/apply").is(http.StatusOK).says("#f-starts_on-hint", "開庁日前")
		if n := len(page.all("[name=my_number]")); n > 0 {
			t.Error("a contract without My Numbers asks for them")
		}
		check := lead.post(h.prime()+"/apply", applicationForm()).is(http.StatusOK).says("h1", "申請する内容の確認").says(".note", "府の所管課").
			says("dd", "令和８年１２月２１日（月）").says("dd", "900,000円")
		if got := text(lead.get(tree).one("ul.tree")); strings.Contains(got, "さざなみ") {
			t.Error("looking at an application has sent it")
		}
		again := lead.post(h.prime()+"/apply", check.hiddenForm("again")).is(http.StatusOK)
		for name, texts := range applicationForm() {
			if name != "checks" && name != "classes" && again.value(name) != texts[0] {
				t.Errorf("%s comes back as %q", name, again.value(name))
			}
		}
		if n := len(again.all("[name=checks][checked]")); n != 2 {
			t.Errorf("%d ticks come back", n)
		}
		path := lead.post(h.prime()+"/apply", check.hiddenForm("confirmed")).is(http.StatusSeeOther).Header().Get("Location")
		lead.get(path).is(http.StatusOK).says(".said", "申請しました").says(".st", "所管課の決定待ち").says(".next", "府の所管課の番です")
		drafter.get("/").is(http.StatusOK).says(".todo", "さざなみ保守").one("a[href=" + path + "]")
		drafter.get(tree).says(".next", "さざなみ保守").one("a[href=" + path + "#decide]")
		drafter.get(path).says(".history", "責任 五郎").says("dd", "夜間の監視").one("#decide form")
		bad := drafter.post(path+"/decide", url.Values{"decision": {"returned"}, "note": {" "}}).is(http.StatusUnprocessableEntity)
		bad.one("#f-note-error")
		bad.one("input[value=returned][checked]")
		drafter.post(path+"/decide", url.Values{"note": {"よし"}}).is(http.StatusUnprocessableEntity).one("#f-decision-error")
		drafter.post(path+"/decide", url.Values{"decision": {"agreed"}, "note": {"支障なし"}}).is(http.StatusSeeOther).leads(path)
		drafter.post(path+"/decide", url.Values{"decision": {"agreed"}}).is(http.StatusConflict).says(".errors", "既に状態が変わっています")
		lead.get(path).says(".st", "承認済").says(".history", "府が承認しました").says(".next", "写しを添えて")
		third := h.leadOf(newFirm)
		h.as(third).get("/contracts/" + h.contract.ID).is(http.StatusOK)
		if kin := h.as(third).get(tree).is(http.StatusOK); len(kin.all(".party")) != 2 {
			t.Errorf("the new firm sees %d parties, want the prime and itself", len(kin.all(".party")))
		}
	})
}

// leadOf makes an account for the lead of a firm that has come into the register.
func (h *house) leadOf(number string) models.Actor {
	h.t.Helper()
	ctx := context.Background()
	list, err := h.store.Vendors(ctx, models.System(), store.VendorQuery{Text: number})
	h.must(err)
	u, err := h.store.SeedUser(ctx, models.UserInput{Login: "third.lead", Name: "細波 二", Role: models.VendorLead, VendorID: list.Rows[0].ID}, "", "")
	h.must(err)
	return storetest.Actor(u)
}

// TestApplicationIsRefusedInWords proves that all that is wrong is told at once, each
// at its field, and that nothing typed is lost.
func TestApplicationIsRefusedInWords(t *testing.T) {
	h := newHouse(t)
	lead := h.as(h.people.Lead)
	form := applicationForm()
	form.Set("corporate_number", "1"+newFirm[1:])
	form.Set("starts_on", "令和8年13月1日")
	form.Set("ends_on", "R9.4.1")
	form.Set("amount", "たくさん")
	form.Set("share", "100")
	form.Set("contact_phone", "")
	form.Set("work", "番号は１２３４５６７８９０１８です")
	form.Del("checks")
	a := lead.post(h.prime()+"/apply", form).is(http.StatusUnprocessableEntity)
	for field, words := range map[string]string{
		"corporate_number": "検査用数字", "starts_on": "13月はありません", "ends_on": "契約、又は上の再委託が終わる日", "amount": "数ではありません", "share": "１から99",
		"contact_phone": "どちらか", "work": "個人番号", "checks": "一つ以上",
	} {
		a.says("#f-"+field+"-error", words).one(".errors a[href=#f-" + field + "]")
	}
	for name := range form {
		if name != "classes" && a.value(name) != form.Get(name) {
			t.Errorf("%s holds %q, want %q", name, a.value(name), form.Get(name))
		}
	}
	form = applicationForm()
	form.Set("starts_on", "R8.11.4")
	form.Set("confirmed", "true")
	lead.post(h.prime()+"/apply", form).is(http.StatusUnprocessableEntity).one("#f-starts_on-error")
	form = applicationForm()
	form.Set("corporate_number", h.people.Sub.CorporateNumber)
	lead.post(h.prime()+"/apply", form).is(http.StatusUnprocessableEntity).says("#f-corporate_number-error", "既に同じ所")
}

// TestApplicationComesBack proves that a returned application is mended in the form as
// it was sent, that the first page of who applied tells of it, and that an old form is
// told that somebody was faster.
func TestApplicationComesBack(t *testing.T) {
	h := newHouse(t)
	h.must(h.store.AcceptAppendix(context.Background(), h.people.Lead, h.contract.ID, 1, "")) // what comes first for a lead
	lead, drafter := h.as(h.people.Lead), h.as(h.people.Drafter)
	form := join(applicationForm(), url.Values{"confirmed": {"true"}})
	path := lead.post(h.prime()+"/apply", form).is(http.StatusSeeOther).Header().Get("Location")
	lead.get(path+"/reapply").is(http.StatusOK).says(".next", "いまは直せません")
	drafter.post(path+"/decide", url.Values{"decision": {"returned"}, "note": {"監督の方法を具体的に。"}}).is(http.StatusSeeOther)
	lead.get("/").says(".next", "差し戻された").one(".next a[href=" + path + "]")
	lead.get(path).says(".next", "監督の方法を具体的に。").one(".next a[href=" + path + "/reapply]")
	page := lead.get(path+"/reapply").is(http.StatusOK).says(".note", "監督の方法を具体的に。").says(".note", "府")
	if page.value("work") != "夜間の監視" || page.value("amount") != "900,000" || page.value("starts_on") != "令和８年１２月２１日" || page.value("version") != "2" {
		t.Errorf("the form holds %q, %q, %q, version %s", page.value("work"), page.value("amount"), page.value("starts_on"), page.value("version"))
	}
	form = applicationForm()
	form.Set("version", "1")
	stale := lead.post(path+"/reapply", form).is(http.StatusConflict).says(".errors", "ほかの人が保存しました")
	if stale.value("version") != "2" {
		t.Errorf("after the collision the form has version %s", stale.value("version"))
	}
	form.Set("version", "2")
	form.Set("corporate_number", h.people.Elsewhere.CorporateNumber)
	lead.post(path+"/reapply", form).is(http.StatusUnprocessableEntity).one("#f-corporate_number-error")
	form.Set("corporate_number", newFirm)
	check := lead.post(path+"/reapply", form).is(http.StatusOK).says("h1", "確認")
	lead.post(path+"/reapply", check.hiddenForm("confirmed")).is(http.StatusSeeOther).leads(path)
	drafter.get(path).says(".st", "所管課の決定待ち").says("a", "前の申請から変わったところ")
	lead.post(path+"/withdraw", url.Values{"reason": {""}}).is(http.StatusUnprocessableEntity).one("details[open] #f-reason-error")
	lead.post(path+"/withdraw", url.Values{"reason": {"取りやめた"}}).is(http.StatusSeeOther)
	lead.get("/contracts/"+h.contract.ID+"/parties").says("details", "さざなみ保守").says("details", "取下げ")
}

// TestApplicationBelow proves that what a subcontractor asks for waits for the prime
// first, on its first page too, and that ending a party tells beforehand who else ends.
func TestApplicationBelow(t *testing.T) {
	h := newHouse(t)
	lead, sub, drafter := h.as(h.people.Lead), h.as(h.people.SubLead), h.as(h.people.Drafter)
	own := "/contracts/" + h.contract.ID + "/parties/" + h.party.ID
	check := sub.post(own+"/apply", applicationForm()).is(http.StatusOK).says(".note", "受託者（株式会社なにわシステム） → 府の所管課")
	path := sub.post(own+"/apply", check.hiddenForm("confirmed")).is(http.StatusSeeOther).Header().Get("Location")
	sub.get(path).says(".next", "受託者（株式会社なにわシステム）の番です")
	drafter.post(path+"/decide", url.Values{"decision": {"agreed"}}).is(http.StatusConflict)
	lead.get("/").says(".next", "受領").says("main", "さざなみ保守")
	h.must(h.store.AcceptAppendix(context.Background(), h.people.Lead, h.contract.ID, 1, ""))
	lead.get("/").says(".next", "さざなみ保守").one(".next a[href=" + path + "]")
	lead.get("/contracts/" + h.contract.ID + "/parties").one(".next a[href=" + path + "#pass]")
	lead.post(path+"/pass", url.Values{"decision": {"returned"}}).is(http.StatusUnprocessableEntity).one("#f-note-error")
	lead.post(path+"/pass", url.Values{"decision": {"agreed"}}).is(http.StatusSeeOther)
	drafter.get("/").one(".todo a[href=" + path + "]")
	drafter.post(own+"/end", url.Values{"reason": {""}}).is(http.StatusUnprocessableEntity).one("#f-reason-error")
	ends := drafter.post(own+"/end", url.Values{"reason": {"体制の見直し"}}).is(http.StatusOK).says("dd", "さざなみ保守").says("button", "終える（2者）")
	drafter.get(own).says(".st", "承認済") // looking changed nothing
	drafter.post(own+"/end", ends.hiddenForm()).is(http.StatusSeeOther).leads(own)
	drafter.get(path).says(".st", "終了")
	sub.get(own).is(http.StatusOK).says(".st", "終了") // to read what was its own
	sub.get("/contracts/" + h.contract.ID).is(http.StatusNotFound)
}

// TestLateApplicationByForms proves that an application past its own first day is marked
// on every page, asks for what can still be done, and no longer offers to agree; here one
// of a subcontractor's, which the prime has before it.
func TestLateApplicationByForms(t *testing.T) {
	h := newHouse(t)
	h.must(h.store.AcceptAppendix(context.Background(), h.people.Lead, h.contract.ID, 1, "")) // what comes first for a lead
	sub := h.as(h.people.SubLead)
	tree := "/contracts/" + h.contract.ID + "/parties"
	own := tree + "/" + h.party.ID
	check := sub.post(own+"/apply", applicationForm()).is(http.StatusOK)
	path := sub.post(own+"/apply", check.hiddenForm("confirmed")).is(http.StatusSeeOther).Header().Get("Location")
	h.clock.Set(models.NewDate(2026, 12, 22).Start().Add(10 * time.Hour))
	sub, lead, drafter := h.as(h.people.SubLead), h.as(h.people.Lead), h.as(h.people.Drafter)
	const late = "始まる日（令和８年１２月２１日（月））を過ぎ"
	for _, v := range []*visitor{sub, lead, drafter} {
		v.get(tree).is(http.StatusOK).says("ul.tree .st.bad", late)
		v.get(path).is(http.StatusOK).says(".st.bad", late).says(".next", late)
	}
	lead.get("/").says(".next", "差し戻してください")
	a := lead.get(path).says(".next", "差し戻してください")
	if n := len(a.all("[name=decision]")); n != 1 {
		t.Errorf("the prime has %d choices", n)
	}
	lead.post(path+"/pass", url.Values{"decision": {"agreed"}}).is(http.StatusUnprocessableEntity)
	lead.post(path+"/pass", url.Values{"decision": {"returned"}, "note": {"日を改めてください。"}}).is(http.StatusSeeOther)
	sub.get(path).says(".next", "始まる日を改めて")
	sub.get("/").says(".todo", "始まる日を改めて")
}

// TestConsentByForm proves that work on My Numbers shows the law's words and a tick,
// which agreeing needs, and that the tick is not shown to who decides without them.
func TestConsentByForm(t *testing.T) {
	h := newHouse(t)
	id := h.numbered()
	tree, err := h.store.Parties(context.Background(), h.people.Lead, id)
	h.must(err)
	lead, drafter := h.as(h.people.Lead), h.as(h.people.Drafter)
	form := applicationForm()
	form["classes"] = []string{"mynumber"}
	apply := "/contracts/" + id + "/parties/" + tree.Prime().ID + "/apply"
	lead.get(apply).is(http.StatusOK).one("[name=my_number]")
	form.Set("starts_on", "R9.1.12")
	lead.post(apply, form).is(http.StatusUnprocessableEntity).says("#f-my_number-error", "個人番号")
	form.Set("my_number", "true")
	check := lead.post(apply, form).is(http.StatusOK).says(".note", "許諾")
	path := lead.post(apply, check.hiddenForm("confirmed")).is(http.StatusSeeOther).Header().Get("Location")
	drafter.get(path).says("blockquote", "第十条第一項").one("[name=consent]")
	drafter.post(path+"/decide", url.Values{"decision": {"agreed"}}).is(http.StatusUnprocessableEntity).one("#f-consent-error")
	drafter.post(path+"/decide", url.Values{"decision": {"agreed"}, "consent": {"true"}}).is(http.StatusSeeOther)
	reviewer := h.as(h.people.Reviewer)
	reviewer.get("/").one(".todo a[href=" + path + "]")
	if page := reviewer.get(path).says("dd", "起案 花子"); len(page.all("[name=consent]")) > 0 {
		t.Error("the consent is asked for twice")
	}
	reviewer.post(path+"/decide", url.Values{"decision": {"agreed"}}).is(http.StatusSeeOther)
	reviewer.get(path).says(".st", "承認済")
}

// numbered is a contract on My Numbers with its appendix in force.
func (h *house) numbered() string {
	h.t.Helper()
	ctx, who := context.Background(), h.people.Drafter
	c, err := h.store.CreateContract(ctx, who, models.ContractInput{
		Number: "R8-77", Title: "宛名の保守業務", Kind: models.KindUpkeep, StartsOn: models.NewDate(2026, 12, 1), EndsOn: models.NewDate(2027, 3, 31),
		DivisionID: who.DivisionID, VendorID: h.people.Vendor.ID, Classes: []string{"mynumber"}, Procurement: models.OpenBid,
		SystemManager: "課長", PolicyVersion: "情報セキュリティ規程 令和8年版", Scheme: models.SchemeArticle,
	})
	h.must(err)
	_, err = h.store.Consult(ctx, who, c.ID, "意見を求めます。")
	h.must(err)
	h.must(h.store.AnswerConsultation(ctx, h.people.Reviewer, c.ID, true, "異存なし"))
	v, err := h.store.Contract(ctx, who, c.ID)
	h.must(err)
	h.issueNow(who, v.Contract)
	return c.ID
}

// TestUnapprovedByForms proves that a firm that works without approval is recorded by a
// form, stands out on the tree, and asks whoever stands above it to apply.
func TestUnapprovedByForms(t *testing.T) {
	h := newHouse(t)
	drafter, lead := h.as(h.people.Drafter), h.as(h.people.Lead)
	form := url.Values{"corporate_number": {newFirm}, "name": {"合同会社さざなみ保守"}, "since": {"あした"}, "note": {"名簿にあった。"}}
	a := drafter.post(h.prime()+"/report", form).is(http.StatusUnprocessableEntity)
	a.one("#f-since-error")
	if a.value("since") != "あした" || a.value("note") != "名簿にあった。" {
		t.Error("what was typed is lost")
	}
	form.Set("since", "R8.10.30")
	path := drafter.post(h.prime()+"/report", form).is(http.StatusSeeOther).Header().Get("Location")
	drafter.get("/contracts/"+h.contract.ID+"/parties").says("li.finding", "従事していると分かった日：令和８年１０月３０日").says("li.finding .st", "承認なし")
	drafter.get(path).says(".card", "検出事項").says(".next", "株式会社なにわシステム")
	lead.get("/").one(".next a[href=" + path + "]")
	lead.get(path).says(".next", "承認のないまま").one(".next a[href=" + path + "/reapply]")
	form = join(applicationForm(), url.Values{"version": {lead.get(path + "/reapply").is(http.StatusOK).value("version")}, "confirmed": {"true"}})
	lead.post(path+"/reapply", form).is(http.StatusSeeOther)
	drafter.get(path).says(".st", "所管課の決定待ち")
}

// TestUnapprovedComesFirst proves that a firm that works without approval is the next step
// of whoever engages it, before topics to be read, pledges to be signed and applications
// that came back earlier; and that what stood there is listed below.
func TestUnapprovedComesFirst(t *testing.T) {
	h := newHouse(t)
	ctx, p := context.Background(), h.people
	w := h.addWork(p.Drafter, "R8-78", "health", p.Lead, models.WorkerInput{Name: "鈴木 一"})
	lead := h.as(p.Lead)
	before := text(lead.get("/").is(http.StatusOK).one(".next"))
	firm := models.VendorInput{CorporateNumber: newFirm, Name: "合同会社さざなみ保守"}
	_, err := h.store.ReportParty(ctx, p.Drafter, w.contract, w.party.ID, firm, models.Today(h.store.Now()), "名簿にあった。")
	h.must(err)
	a := lead.get("/").is(http.StatusOK)
	a.says(".next", "承認のないまま従事している「合同会社さざなみ保守」")
	if strings.Contains(before, "さざなみ") || len(a.all(".next")) != 1 {
		t.Errorf("the next step was %q", before)
	}
	a.one("main .todo a[href=/topics/" + w.party.ID + "]")
	a.one("main a[href=/pledges/" + w.company + "]")
	list, err := h.store.Home(ctx, p.Lead)
	h.must(err)
	if first := list.First(); first == nil || first != &list.Turn[0] {
		t.Errorf("the turns begin with %+v", list.Turn)
	}
	for _, other := range []models.Actor{p.Drafter, p.Worker, p.OtherLead} {
		if list, err := h.store.Home(ctx, other); err != nil || list.First() != nil {
			t.Errorf("%s: %+v, %v", other.Name, list.First(), err)
		}
	}
}

// TestPartyForPrograms proves that a program sends the same fields, has to confirm, gets
// the tree as its page's twin, and finds a party under its own contract only.
func TestPartyForPrograms(t *testing.T) {
	h := newHouse(t)
	lead, drafter := h.as(h.people.Lead), h.as(h.people.Drafter)
	body := map[string]any{}
	for name, texts := range applicationForm() {
		body[name] = texts[0]
	}
	body["classes"], body["checks"], body["amount"], body["share"], body["starts_on"] = []string{"public"}, []string{"record"}, 900000, 15, "2026-12-21"
	var refused Trouble
	lead.json(http.MethodPost, h.prime()+"/apply", body).is(http.StatusUnprocessableEntity).into(&refused)
	if len(refused.Errors) != 1 || refused.Errors[0].Field != "confirmed" {
		t.Errorf("%+v", refused)
	}
	body["confirmed"] = true
	var made models.Party
	lead.json(http.MethodPost, h.prime()+"/apply", body).is(http.StatusCreated).into(&made)
	path := "/contracts/" + h.contract.ID + "/parties/" + made.ID
	var v models.PartyView
	drafter.json(http.MethodGet, path, nil).is(http.StatusOK).into(&v)
	if v.Party.State != models.PartyForwarded || v.Subcontract == nil || v.Subcontract.Amount != 900000 || v.EditionID != h.edition || !v.Can["decide"] {
		t.Errorf("%+v", v)
	}
	drafter.json(http.MethodPost, path+"/decide", map[string]any{"decision": "agreed", "note": "可"}).is(http.StatusNoContent)
	var tree models.Parties
	lead.json(http.MethodGet, "/contracts/"+h.contract.ID+"/parties", nil).is(http.StatusOK).into(&tree)
	if len(tree) != 3 || !slices.ContainsFunc(tree, func(p models.Party) bool { return p.ID == made.ID && p.State == models.PartyApproved }) {
		t.Errorf("the tree: %+v", tree)
	}
	drafter.json(http.MethodPost, path+"/end", map[string]any{"reason": "終わり"}).is(http.StatusUnprocessableEntity).into(&refused)
	if refused.Errors[0].Field != "confirmed" {
		t.Errorf("%+v", refused)
	}
	h.as(h.people.Reviewer).get("/contracts/" + h.other.ID + "/parties/" + made.ID).is(http.StatusNotFound)
	h.as(h.people.Reviewer).json(http.MethodPost, "/contracts/"+h.other.ID+"/parties/"+made.ID+"/decide", map[string]any{"decision": "refused", "note": "x"}).is(http.StatusNotFound)
}

// TestPartyFileByForm proves that a file is attached and taken back unchanged by those
// who see the application, and that what is wrong stands at its field.
func TestPartyFileByForm(t *testing.T) {
	h := newHouse(t)
	path := "/contracts/" + h.contract.ID + "/parties/" + h.party.ID
	send := func(v *visitor, title, name, content string) *answer {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		h.must(w.WriteField("title", title))
		part, err := w.CreateFormFile("file", name)
		h.must(err)
		_, err = fmt.Fprint(part, content)
		h.must(err)
		h.must(w.Close())
		return v.do(http.MethodPost, path+"/files", &b, w.FormDataContentType(), "text/html")
	}
	sub := h.as(h.people.SubLead)
	send(sub, "点検の記録", "点検.txt", "一\n").is(http.StatusSeeOther).leads(path)
	links := h.as(h.people.Drafter).get(path).is(http.StatusOK).all("a[download]")
	i := slices.IndexFunc(links, func(n *html.Node) bool { return text(n) == "点検の記録" })
	if i < 0 {
		t.Fatal("the file is not listed")
	}
	if got := h.as(h.people.Auditor).get(attr(links[i], "href")).is(http.StatusOK).Body.String(); got != "一\n" {
		t.Errorf("the file holds %q", got)
	}
	bad := send(sub, "", "点検.txt", "一\n").is(http.StatusUnprocessableEntity)
	bad.one("details[open] #f-title-error")
	bad.says("#f-file-error", "選び直し")
	if got := send(sub, "実行", "program.exe", "MZ\x00\x01").is(http.StatusUnprocessableEntity).value("title"); got != "実行" {
		t.Errorf("the title holds %q", got)
	}
	h.as(h.people.OtherLead).get(attr(links[i], "href")).is(http.StatusNotFound)
}

// TestExpiredSignInKeepsPartyForms proves that what was typed into the forms about a
// party comes back after another sign-in.
func TestExpiredSignInKeepsPartyForms(t *testing.T) {
	h := newHouse(t)
	lead := h.as(h.people.Lead)
	path := lead.post(h.prime()+"/apply", join(applicationForm(), url.Values{"confirmed": {"true"}})).is(http.StatusSeeOther).Header().Get("Location")
	for to, form := range map[string]url.Values{
		path + "/decide": {"note": {"よい"}}, h.prime() + "/report": {"name": {"無届の会社"}, "note": {"見た"}},
		"/contracts/" + h.contract.ID + "/parties/" + h.party.ID + "/end": {"reason": {"やめる"}},
	} {
		h.clock.Set(time.Date(2026, 11, 2, 10, 0, 0, 0, models.Japan))
		h.comesBack(t, to, form)
	}
}

// TestSuccessor proves that a firm is asked for in place of one whose application was
// refused with its work filled in and its name not, and one that was taken back whole;
// and that nothing else is carried over.
func TestSuccessor(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		h := furnish(t, s, clock)
		lead := h.as(h.people.Lead)
		form := applicationForm()
		form.Set("confirmed", "true")
		path := lead.post(h.prime()+"/apply", form).is(http.StatusSeeOther).Header().Get("Location")
		id := path[strings.LastIndex(path, "/")+1:]
		lead.get(h.prime() + "/apply?for=" + id).is(http.StatusNotFound)
		lead.post(path+"/withdraw", url.Values{"reason": {"見直すため"}}).is(http.StatusSeeOther)
		to := attr(lead.get(path).is(http.StatusOK).one(".next a.btn"), "href")
		page := lead.get(to).is(http.StatusOK)
		if page.value("name") != "合同会社さざなみ保守" || page.value("work") != "夜間の監視" || page.value("starts_on") != "" {
			t.Errorf("carried over: %q, %q, %q", page.value("name"), page.value("work"), page.value("starts_on"))
		}
		h.as(h.people.OtherLead).get(to).is(http.StatusNotFound)
	})
}
