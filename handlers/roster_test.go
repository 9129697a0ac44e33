package handlers

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"chigiri/models"
	"chigiri/views"
	"chigiri/views/sheet"
)

// listOf is a list as it is copied from a spreadsheet.
func listOf(rows ...string) string {
	return strings.ReplaceAll(strings.Join(rows, "\n"), "|", "\t")
}

// staffed is a house with a contract at work, and the address of its prime's roster.
func staffed(t *testing.T) (*house, work, string, *visitor) {
	t.Helper()
	h := printing(t)
	w := h.addWork(h.people.Drafter, "R8-11", "mynumber", h.people.Lead, named(h.people.Worker))
	return h, w, "/contracts/" + w.contract + "/parties/" + w.party.ID + "/roster", h.as(h.people.Lead)
}

func (h *house) roster(p models.Party) models.Roster {
	h.t.Helper()
	r, err := h.store.Roster(context.Background(), h.people.Drafter, p.ID)
	h.must(err)
	return r
}

// TestRosterPasted proves that a pasted list with mistakes in its second and fifth line
// says so at these lines, keeps every word, and adds nobody; mended, it adds everybody
// and gives each a link: to be handed over, or by mail where there is an address.
func TestRosterPasted(t *testing.T) {
	h, w, path, v := staffed(t)
	good := []string{
		"𠮷野　花子|ヨシノ|hanako@firm.example|保守担当|○|保守センター|R8.12.1|R9.3.31",
		"上田　一|ウエダ||保守担当|たぶん|保守センター|R8.12.1|あした",
		"木村　二|キムラ||監視担当||保守センター|2026-12-01|2027/3/31",
		"佐藤　三|サトウ||監視担当|×|保守センター|令和8年12月1日|令和9年3月31日",
		"|タナカ|だめなアドレス|監視担当||保守センター|R8.12.1|R10.3.31",
	}
	list := listOf(good...)
	a := v.post(path+"/paste", url.Values{"list": {list}}).is(422)
	if !strings.Contains(a.Body.String(), list) { // tabs and all
		t.Errorf("the list holds %q", a.value("list"))
	}
	rows := a.all(".wrongs tbody tr")
	if len(rows) != 2 || attr(rows[0], "id") != "line-2" || attr(rows[1], "id") != "line-5" {
		t.Fatalf("%d lines are to be mended", len(rows))
	}
	a.says("#line-2 li", "たぶん").says("#line-2 li", "終わる日").says("#line-5 li", "氏名").says("#line-5 li", "電子メール").says("#line-5 li", "承認された期間")
	a.says("#f-list-error", "まだ誰も登録されていません")
	if n := len(h.roster(w.party).Workers); n != 1 {
		t.Fatalf("%d are on the roster", n)
	}
	good[1] = "上田　一,ウエダ,,保守担当,,保守センター,R8.12.1,R9.3.31"
	good[4] = "田中　五|タナカ||監視担当||保守センター|R8.12.1|R9.3.31"
	list = listOf(append([]string{"氏名|フリガナ|電子メール|従事する業務|個人番号|作業場所|始まる日|終わる日", ""}, good...)...)
	a = v.post(path+"/paste", url.Values{"list": {list}}).is(201).says(".next", "4人").says("h2", "上田").says("li small", "hanako@firm.example")
	links := a.all(".card input[readonly]")
	if len(links) != 4 || len(a.all(".card svg")) != 4 {
		t.Fatalf("%d links for four people without an address", len(links))
	}
	r := h.roster(w.party)
	if len(r.Workers) != 6 || !r.Workers[1].MyNumber || r.Workers[2].MyNumber || r.Workers[2].Invitation.Until.IsZero() {
		t.Errorf("the roster holds %+v", r.Workers)
	}
	h.visitor().get(strings.TrimPrefix(attr(links[0], "value"), "https://portal.example")).is(200).says("main", "上田 一")
	sheets := url.Values{}
	for _, l := range links {
		sheets.Add("links", attr(l, "value"))
	}
	if pdf := v.post(path+"/sheets", sheets).is(200); !bytes.HasPrefix(pdf.Body.Bytes(), []byte("%PDF-")) {
		t.Error("the sheets are no PDF")
	}
	v.post(path+"/paste", url.Values{"list": {list}}).is(422).says("#line-3 li", "既にこの名簿に載っています")
	if first := v.post(path+"/invite", nil).is(201).all(".card input[readonly]"); len(first) != 1 { // who was there before the list
		t.Errorf("%d are invited who have no invitation", len(first))
	}
	v.post(path+"/invite", nil).is(409)
	h.visitor().get(strings.TrimPrefix(attr(links[0], "value"), "https://portal.example")).is(200)
	form := v.get(path).is(200).one("#invite-again form")
	again := v.post(attr(form, "action"), url.Values{"all": {"true"}}).is(201).all(".card input[readonly]") // all of them at once
	if len(again) < 4 {
		t.Errorf("%d are invited again", len(again))
	}
	h.visitor().get(strings.TrimPrefix(attr(links[0], "value"), "https://portal.example")).is(404)
}

// TestInvitedOnPaper proves that who has an address is shown no link to the lead, whether
// invited from the list or again, before a sheet is asked for, which is told to the person
// and can be printed.
func TestInvitedOnPaper(t *testing.T) {
	h, w, path, v := staffed(t)
	a := v.post(path+"/paste", url.Values{"list": {listOf("𠮷野　花子|ヨシノ|hanako@firm.example|保守担当||保守センター|R8.12.1|R9.3.31")}}).is(201)
	a.says(".next", "案内のメールを送ります（1人）").says("li", "𠮷野")
	if strings.Contains(a.Body.String(), "/welcome/") || len(a.all("svg.qr, form[action$=sheets]")) > 0 {
		t.Errorf("the link is shown: %s", a.short())
	}
	line := path + "/" + h.roster(w.party).Workers[1].ID
	v.get(line).is(200).says("#again button", "案内のメールを送る").says("#paper button", "案内状")
	if a := v.post(line+"/invite", nil).is(200); strings.Contains(a.Body.String(), "/welcome/") {
		t.Error("the link is shown when invited again")
	}
	var made views.Invitations
	v.json(http.MethodPost, line+"/invite", nil).is(200).into(&made)
	if len(made.Links) != 1 || made.Links[0].Link != "" || made.Links[0].Mailed != "hanako@firm.example" {
		t.Errorf("a program is told %+v", made)
	}
	a = v.post(line+"/paper", nil).is(200).says(".next", "直接渡してください")
	link := attr(a.one("#f-link-0"), "value")
	h.visitor().get(strings.TrimPrefix(link, "https://portal.example")).is(200).says("main", "𠮷野 花子")
	if pdf := v.post(path+"/sheets", url.Values{"links": {link}}).is(200); !bytes.HasPrefix(pdf.Body.Bytes(), []byte("%PDF-")) {
		t.Error("the sheet is no PDF")
	}
	told := h.as(h.people.Admin).get("/mails").is(200)
	told.says("td", "案内状の印刷の知らせ")
	h.as(h.people.Drafter).get("/contracts/"+w.contract+"/history").is(200).says("main", "案内状を紙に印刷しました")
}

// TestTooManyLetters proves that a list that cannot be invited today is on the roster all
// the same, and that the page says both.
func TestTooManyLetters(t *testing.T) {
	h, w, path, v := staffed(t)
	line := "木村　二|||監視担当||保守センター|R8.12.1|R9.3.31"
	v.post(path+"/paste", url.Values{"list": {listOf(strings.Replace(line, "|||", "||k@firm.example|", 1))}}).is(201)
	at := path + "/" + h.roster(w.party).Workers[1].ID + "/invite"
	for range 9 {
		v.post(at, nil).is(200)
	}
	v.post(at, nil).is(429)
	v.post(path+"/"+w.worker.ID+"/leave", url.Values{"left_on": {"R8.11.2"}, "reason": {"異動"}}).is(303)
	v.post(path+"/"+h.roster(w.party).Workers[0].ID+"/leave", url.Values{"left_on": {"R8.11.2"}, "reason": {"異動"}}).is(303)
	a := v.post(path+"/paste", url.Values{"list": {listOf(strings.Replace(line, "|||", "||k@firm.example|", 1))}}).is(429)
	a.says(".errors", "一日に10通まで").says(".errors", "名簿への登録は済んでいます").says("tbody th", "木村")
}

// TestRosterOfOne proves the form for one person: what is wrong stands at its field, and
// somebody with a password needs no link.
func TestRosterOfOne(t *testing.T) {
	h, _, path, v := staffed(t)
	v.get(path+"/add").is(200).says("option", h.people.Lead.Name)
	a := v.post(path, url.Values{"lines.0.name": {"木村　二"}, "lines.0.starts_on": {"1日"}, "lines.0.ends_on": {"R9.3.31"}}).is(422)
	a.one("#f-starts_on-error")
	a.one("#f-duty-error")
	if attr(a.one("#f-name"), "value") != "木村　二" {
		t.Error("the name is lost")
	}
	form := url.Values{"lines.0.user_id": {h.people.Lead.UserID}, "lines.0.name": {h.people.Lead.Name}, "lines.0.duty": {"業務責任者"}, "lines.0.starts_on": {"R8.12.1"}, "lines.0.ends_on": {"R9.3.31"}}
	v.post(path, form).is(201).says("main", "新しい案内は要りません")
}

// TestRosterSheets proves that the template, filled in and sent, is read, that its
// mistakes are shown as a list to be mended, and that the export tells who has not signed.
func TestRosterSheets(t *testing.T) {
	h, w, path, v := staffed(t)
	template := v.get(path + "/template.xlsx").is(200)
	rows, err := sheet.Read("file", template.Body.Bytes(), views.ListDays...)
	h.must(err)
	if len(rows) != 2 || rows[0][0] != "氏名" || rows[1][6] != "2026-12-01" {
		t.Fatalf("the template holds %q", rows)
	}
	tab := views.RosterTemplate("ja", h.roster(w.party))
	tab.Rows = append(tab.Rows, []any{"=木村", "キムラ", "", "監視担当", "", "センター", models.NewDate(2026, 12, 1), models.NewDate(2027, 3, 31)},
		[]any{"佐藤　三", "サトウ", "", "", "", "", models.Date{}, models.NewDate(2027, 3, 31)})
	file := func() []byte {
		var b bytes.Buffer
		h.must(sheet.Write(&b, tab))
		return b.Bytes()
	}
	a := v.multipart(path+"/upload", nil, "file", "名簿.xlsx", file()).is(422).says("#line-2 li", "従事する業務").says("#line-2 li", "始まる日")
	if list := a.value("list"); !strings.Contains(list, "=木村 キムラ") || !strings.Contains(list, "佐藤 三") || strings.Contains(list, "（例）") {
		t.Errorf("the list to be mended is %q", list)
	}
	tab.Rows = tab.Rows[:2]
	v.multipart(path+"/upload", nil, "file", "名簿.xlsx", file()).is(201).says("h2", "=木村")
	tab.Rows = nil
	v.multipart(path+"/upload", nil, "file", "名簿.xlsx", file()).is(422).one("#upload[open] #f-file-error")
	v.multipart(path+"/upload", nil, "file", "名簿.xlsx", []byte("これは表ではない")).is(422).one("#upload[open] #f-file-error")
	v.multipart(path+"/upload", nil, "other", "名簿.xlsx", nil).is(422)

	export := h.as(h.people.Auditor).get(path + ".xlsx").is(200)
	rows, err = sheet.Read("file", export.Body.Bytes(), 6, 7)
	h.must(err)
	if len(rows) != 3 || !slices.Contains(rows[1], "未了") || rows[2][0] != "=木村" || rows[2][6] != "2026-12-01" {
		t.Errorf("the export holds %q", rows)
	}
}

// TestRosterSeen proves who sees a roster, that what is not signed can be filtered, and
// that the division confirms.
func TestRosterSeen(t *testing.T) {
	h, w, path, v := staffed(t)
	staff := h.as(h.people.Drafter)
	page := staff.get(path).is(200).says("tbody th", h.people.Worker.Name).says("tbody .st", "未了").says(".next", "確認してください")
	page.one("a[href=/pledges/" + w.own + "]")
	staff.get(path+"?show=unsigned").says("tbody th", h.people.Worker.Name)
	staff.get(path+"?show=left").says(".empty", "離任した人はいません")
	staff.post(path+"/confirm", nil).is(303).leads(path)
	staff.post(path+"/confirm", nil).is(409).says(".errors", "確認を待っている届出はありません")
	h.as(h.people.Auditor).get(path).is(200)
	h.as(h.people.SubLead).get(path).is(404)
	h.as(h.people.Worker).get(path).is(404)
	v.get(path + "/add").is(200)
	staff.get(path + "/add").is(403)
	other := h.as(h.people.Lead)
	other.get("/contracts/" + h.contract.ID + "/parties/" + w.party.ID + "/roster").is(404) // another contract's address
}

// TestWorkerChanged proves that a line is changed, seen at its version, and ended with a
// reason, and that a link is made anew only for who has no password.
func TestWorkerChanged(t *testing.T) {
	h, w, path, v := staffed(t)
	line := path + "/" + w.worker.ID
	form := formOf(v.get(line).is(200))
	form.Del("left_on")
	form.Del("reason")
	changed := join(form, url.Values{"duty": {"監視担当"}})
	v.post(line, changed).is(303).leads(path)
	v.post(line, join(changed, url.Values{"duty": {"別の担当"}})).is(409).says(".errors td", "監視担当").says(".errors td", "別の担当")
	v.post(line+"/invite", nil).is(200).one("input[readonly]")
	h.signIn(h.people.Worker)
	v.post(line+"/invite", nil).is(409).says(".errors", "もうパスワードを決めています")
	bad := v.post(line+"/leave", url.Values{"left_on": {"R9.9.9"}, "reason": {""}}).is(422)
	bad.one("#leave[open] #f-left_on-error")
	bad.one("#leave[open] #f-reason-error")
	v.post(line+"/leave", url.Values{"left_on": {"R8.11.2"}, "reason": {"異動"}}).is(303)
	v.get(line).is(200)
	v.get(path+"?show=left").says("tbody td", "異動")
}

// TestRosterForPrograms proves that a program adds people in JSON and is told the fields.
func TestRosterForPrograms(t *testing.T) {
	h, w, path, v := staffed(t)
	line := map[string]any{"name": "木村　二", "duty": "監視担当", "starts_on": "2026-12-01", "ends_on": "2027-03-31"}
	var trouble Trouble
	v.json(http.MethodPost, path, map[string]any{"lines": []any{line, map[string]any{"name": "佐藤　三"}}}).is(422).into(&trouble)
	if !slices.ContainsFunc(trouble.Errors, func(f FieldTrouble) bool { return f.Field == "lines.1.duty" }) {
		t.Errorf("refused for %+v", trouble.Errors)
	}
	var made views.Invitations
	v.json(http.MethodPost, path, map[string]any{"lines": []any{line}}).is(201).into(&made)
	if len(made.Workers) != 1 || len(made.Links) != 1 || !strings.HasPrefix(made.Links[0].Link, "https://portal.example/welcome/") {
		t.Errorf("made %+v", made)
	}
	var r models.Roster
	v.json(http.MethodGet, path, nil).is(200).into(&r)
	if len(r.Workers) != 2 || r.Workers[1].Pledge != models.ReqMissing {
		t.Errorf("the roster is %+v", r.Workers)
	}
	_, err := h.store.InviteWorker(context.Background(), h.people.SubLead, w.worker.ID)
	if models.KindOf(err) != models.KindNotFound {
		t.Errorf("another firm's lead invites: %v", err)
	}
}

// TestStructureFiled proves that a structure is filed with its rows of places, refused in
// words at their fields, confirmed, and filed anew.
func TestStructureFiled(t *testing.T) {
	h, w, _, v := staffed(t)
	path := "/contracts/" + w.contract + "/parties/" + w.party.ID + "/structure"
	v.get(path).is(200).says(".next", "届け出てください")
	form := url.Values{
		"lead_name": {"責任 五郎"}, "lead_phone": {"06-0000-0001"}, "after_hours": {"06-0000-0002"}, "security_lead": {"山口 亮"}, "privacy_lead": {"山口 亮"}, "contacts": {"１ 責任 五郎"},
		"sites.0.address": {"大阪市中央区"}, "sites.2.address": {"吹田市"}, "sites.2.lock": {"ＩＣカード"},
	}
	a := v.post(path, form).is(422)
	a.one("[id=f-sites.0.lock-error]")
	if a.value("sites.1.address") != "吹田市" {
		t.Error("the second place is lost")
	}
	more := v.post(path, join(form, url.Values{"more": {"true"}})).is(200)
	if n := len(more.all("fieldset.row")); n != 6 {
		t.Errorf("%d rows of places, want 6", n)
	}
	form.Set("sites.0.lock", "鍵は責任者が持つ")
	v.post(path, form).is(303).leads(path)
	v.post(path, form).is(422).says(".errors", "同じ")
	v.get(path).says(".st", "要対応").says("dd li", "吹田市")
	staff := h.as(h.people.Manager)
	staff.get(path).says(".next", "確認してください")
	staff.post(path+"/confirm", nil).is(303)
	staff.get(path).says(".st", "済")
	form.Set("lead_phone", "06-0000-0009")
	v.post(path, form).is(303)
	staff.get(path).says("summary", "第1回").says("dd", "06-0000-0009")
	staff.get("/contracts/" + w.contract + "/parties/" + w.party.ID).one("a[href=" + path + "]")
}

// TestPartyOwes proves that the tree says what each party still owes, and that a
// party's page lists it with the page of each line, beginning with the reader's turn.
func TestPartyOwes(t *testing.T) {
	h, w, roster, lead := staffed(t)
	party := strings.TrimSuffix(roster, "/roster")
	lead.get("/contracts/"+w.contract+"/parties").is(200).says(".party", "あと")
	page := lead.get(party).is(200).says(".next", "体制届").says(".rail", "従事者の誓約")
	page.one(".next a[href=" + party + "/structure]")
	for _, place := range []string{roster, "/pledges/" + h.asked(h.people.Lead, w.contract, models.PledgeCompany)} {
		if len(page.all(".rail a[href="+place+"]")) == 0 {
			t.Errorf("no line leads to %s", place)
		}
	}
	h.as(h.people.Drafter).get(party).is(200).says(".next", "名簿") // somebody to confirm
	h.as(h.people.Auditor).get(party).is(200).says(".next", "行うことはありません")
}

// TestRosterReminded proves that the lead sees who has not signed, presses once for all,
// and is told what became of it; that the owner division may press too, and others not.
func TestRosterReminded(t *testing.T) {
	h, w, path, v := staffed(t)
	h.joins(h.people.Lead, w.party, models.WorkerInput{Name: "木村　二", Mail: "kimura@firm.example"})
	page := v.get(path + "?show=unsigned").is(200)
	if n := len(page.all("tbody tr")); n != 2 {
		t.Errorf("%d have not signed", n)
	}
	page.one("form[action=" + path + "/remind] button")
	v.post(path+"/remind", nil).is(303).leads(path + "?show=unsigned")
	v.get(path+"?show=unsigned").says("body", "案内の紙を渡してください")
	var told models.Reminded
	h.as(h.people.Drafter).json(http.MethodPost, path+"/remind", nil).is(200).into(&told)
	if told.Sent != 1 || len(told.NoMail) != 1 {
		t.Errorf("the division's press comes to %+v", told)
	}
	h.as(h.people.Reviewer).post(path+"/remind", nil).is(403)
	h.as(h.people.OtherLead).post(path+"/remind", nil).is(404)
	for _, l := range h.roster(w.party).Workers {
		must := h.store.WorkerLeft(context.Background(), h.people.Lead, l.ID, models.Today(h.clock.Now()), "異動")
		h.must(must)
	}
	v.post(path+"/remind", nil).is(409).says(".errors", "署名を待っている従事者はいません")
	if len(v.get(path).is(200).all("form[action="+path+"/remind]")) > 0 {
		t.Error("nobody is left to be reminded, and the press is there")
	}
}

// TestRosterOf300 proves that a whole firm is pasted at once, that its invitations are
// printed on as many pages in one file, that its roster is read page by page in less than
// 50 KB each, and that a press on one of them is for everybody.
func TestRosterOf300(t *testing.T) {
	h, w, path, v := staffed(t)
	people := 300
	if testing.Short() {
		people = 30
	}
	rows := make([]string, people)
	for i := range rows {
		rows[i] = "従事 " + strconv.Itoa(i+1) + "号|||保守担当||保守センター|R8.12.1|R9.3.31"
	}
	a := v.post(path+"/paste", url.Values{"list": {listOf(rows...)}}).is(201)
	sheets := url.Values{}
	for _, l := range a.all(".card input[readonly]") {
		sheets.Add("links", attr(l, "value"))
	}
	pdf := v.post(path+"/sheets", sheets).is(200).Body.Bytes()
	if n := bytes.Count(pdf, []byte("/Type /Page\n")) + bytes.Count(pdf, []byte("/Type /Page ")) + bytes.Count(pdf, []byte("/Type /Page/")); len(sheets["links"]) != people || n != people {
		t.Errorf("%d links and %d pages for %d people", len(sheets["links"]), n, people)
	}
	seen, page := 0, v.get(path).is(200)
	for {
		if n := page.Body.Len(); n > 50_000 {
			t.Errorf("a page of the roster is %d bytes", n)
		}
		seen += len(page.all("tbody tr"))
		next := page.all(".pager a[rel=next]")
		if len(next) == 0 {
			break
		}
		page = v.get(path + attr(next[0], "href")[strings.Index(attr(next[0], "href"), "?"):]).is(200)
	}
	if seen != people+1 {
		t.Errorf("%d lines on all pages of %d people", seen, people+1)
	}
	if n := len(v.post(path+"/invite", url.Values{"all": {"true"}}).is(201).all(".card input[readonly]")); n < people {
		t.Errorf("%d of %d were invited by one press", n, people)
	}
	if n := len(h.roster(w.party).Workers); n != people+1 {
		t.Errorf("a program is told of %d", n)
	}
}

// TestRosterSearched proves that one person is found by name, that the parts are counted
// under the words and kept by the search, and what a program is told of a part.
func TestRosterSearched(t *testing.T) {
	_, _, path, v := staffed(t)
	v.post(path+"/paste", url.Values{"list": {listOf("𠮷野　花子|ヨシノ ハナコ|hanako@firm.example|保守担当||センター|R8.12.1|R9.3.31", "木村　二|||監視担当||センター|R8.12.1|R9.3.31")}}).is(201)
	page := v.get(path+"?text="+url.QueryEscape("よしの 吉野")).is(200).says("tbody th", "𠮷野 花子").says(".chip[aria-current]", "1")
	if n := len(page.all("tbody tr")); n != 1 {
		t.Errorf("%d lines for one name", n)
	}
	if !slices.ContainsFunc(page.all("a.chip"), func(n *html.Node) bool {
		return strings.Contains(attr(n, "href"), "show=unopened&text=")
	}) {
		t.Error("the parts forget the words")
	}
	page = v.get(path + "?show=unopened&text=" + url.QueryEscape("木村")).is(200)
	if attr(page.one(".search input[name=show]"), "value") != "unopened" || len(page.all("tbody tr")) != 1 {
		t.Error("the search forgets the part")
	}
	v.get(path + "?text=" + url.QueryEscape("居ない")).is(200).one(".empty a[href]")
	var r models.Roster
	v.json(http.MethodGet, path+"?show=unopened&limit=1", nil).is(200).into(&r)
	if len(r.Workers) != 1 || r.Next == "" || r.Counts[models.RosterUnopened] != 2 {
		t.Errorf("a program is told %d lines, next %q, %v", len(r.Workers), r.Next, r.Counts)
	}
	v.json(http.MethodGet, path+"?show=unopened&limit=1&after="+r.Next, nil).is(200).into(&r)
	if len(r.Workers) != 1 || r.Workers[0].Duty != "監視担当" {
		t.Errorf("the second page holds %+v", r.Workers)
	}
	v.get(path + "?show=tall").is(422)
	v.get(path + "?after=x").is(422)
}
