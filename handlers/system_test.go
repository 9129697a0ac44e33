package handlers

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

func systemForm(h *house) url.Values {
	return url.Values{
		"code": {"SYS-9"}, "name": {"例示システム"}, "division_id": {h.people.Child.ID}, "started_on": {"平成19年6月1日"}, "zone": {"lgwan"},
		"classes": {"basic_identity"}, "sites": {"中央センター\n池田センター"}, "items.0.name": {"氏名"}, "items.0.class": {"basic_identity"},
		"items.0.reason": {"本人の特定"}, "items.0.retention": {"５年"}, "items.2.name": {"電話番号"}, "items.2.class": {"basic_identity"},
	}
}

// TestSystem proves that a system's page shows its facts, its level with the
// reason, and in words which items lack a reason; on both engines.
func TestSystem(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		h := furnish(t, s, clock)
		v := h.as(h.people.Drafter)
		path := v.post("/systems", systemForm(h)).is(http.StatusSeeOther).Header().Get("Location")
		a := v.get(path).is(http.StatusOK)
		a.says("dd", "平成１９年６月１日（金）").says("dd", "LGWAN接続系").says("dd", "中央センター、池田センター").says(".head .level", "L3")
		a.says("td .bad", "理由が書かれていません").says(".next", "1件")
		if got := len(a.all(".bad")); got != 2 {
			t.Errorf("%d marks, want 2: one item lacks reason and retention", got)
		}
		edit := v.get(path + "/edit").is(http.StatusOK)
		if edit.value("started_on") != "平成１９年６月１日" || edit.value("sites") != "中央センター 池田センター" {
			t.Errorf("the form holds %q and %q", edit.value("started_on"), edit.value("sites"))
		}
		v.get("/systems?zone=lgwan").says("tbody th", "例示システム")
		v.get("/systems?zone=internet").says(".empty", "当てはまるもの")
	})
}

// TestSystemRows proves that rows of items need no script: a button gives more of
// them and loses nothing, and what is wrong is told at its row.
func TestSystemRows(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Drafter)
	form := systemForm(h)
	form.Set("more", "true")
	a := v.post("/systems", form).is(http.StatusOK)
	if got := len(a.all("fieldset.row")); got < 10 {
		t.Errorf("%d rows", got)
	}
	if a.value("items.1.name") != "電話番号" {
		t.Errorf("the second row holds %q", a.value("items.1.name"))
	}
	form.Del("more")
	form.Del("items.2.class")
	form.Set("started_on", "令和元年4月30日")
	a = v.post("/systems", form).is(http.StatusUnprocessableEntity)
	a.one("[id=f-items.1.class-error]")
	a.one("[id=f-started_on-error]")
	if a.value("items.0.reason") != "本人の特定" || a.value("started_on") != "令和元年4月30日" {
		t.Error("something typed was lost")
	}
}

// TestLink proves that a link with My Number needs its legal basis, that both
// sides show it, and that removing one asks why first.
func TestLink(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Drafter)
	path := "/systems/" + h.system.ID
	form := url.Values{"to": {h.atena.ID}, "data": {"個人番号"}, "mynumber": {"true"}}
	a := v.post(path+"/links", form).is(http.StatusUnprocessableEntity).says("#f-legal_basis-error", "番号法")
	if a.value("data") != "個人番号" {
		t.Error("something typed was lost")
	}
	form.Set("legal_basis", "番号法 第19条第9号")
	v.post(path+"/links", form).is(http.StatusSeeOther).leads(path)
	for _, at := range []string{path, "/systems/" + h.atena.ID} {
		v.get(at).says(".flows li", "番号法 第19条第9号").says(".flow", "児童相談ＩＴナビシステム").says(".flow", "宛名システム")
	}
	v.get("/systems/"+h.atena.ID).says(".flows dd", "子ども家庭局家庭支援課")
	v.get(path+"?remove="+h.link.ID).is(http.StatusOK).says("h1", "外す前の確認")
	v.post(path+"/links/"+h.link.ID+"/remove", url.Values{}).is(http.StatusUnprocessableEntity).says("#f-reason-error", "入力してください")
	v.post(path+"/links/"+h.link.ID+"/remove", url.Values{"reason": {"連携をやめた"}}).is(http.StatusSeeOther).leads(path)
	for _, n := range v.get(path).all(".flows li") {
		if strings.Contains(text(n), "第19条第11号") {
			t.Error("the link is still there")
		}
	}
}

// TestManual proves that a manual goes in and comes out byte by byte under its own
// name, and that what is no document is refused at the field.
func TestManual(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Drafter)
	path := "/systems/" + h.system.ID
	send := func(name, content, dated string) *answer {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		for k, value := range map[string]string{"title": "手順書", "version": "第２版", "dated": dated} {
			h.must(w.WriteField(k, value))
		}
		part, err := w.CreateFormFile("file", name)
		h.must(err)
		_, err = fmt.Fprint(part, content)
		h.must(err)
		h.must(w.Close())
		return v.do(http.MethodPost, path+"/manuals", &b, w.FormDataContentType(), "text/html")
	}
	send("手順書.txt", "一\n", "H29.3.31").is(http.StatusSeeOther).leads(path)
	page := v.get(path).says("tr", "第２版").says("td", "平成２９年３月３１日（金）")
	var link string
	for _, n := range page.all("a[download]") {
		if text(n) == "手順書" {
			link = attr(n, "href")
		}
	}
	file := v.get(link).is(http.StatusOK)
	if file.Body.String() != "一\n" || !strings.Contains(file.Header().Get("Content-Disposition"), "attachment; filename*=UTF-8''%E6%89%8B") {
		t.Errorf("%q under %q", file.Body, file.Header().Get("Content-Disposition"))
	}
	send("program.exe", "MZ\x00\x01", "H29.3.31").is(http.StatusUnprocessableEntity).says("#f-file-error", "添付できません")
	send("空.txt", "", "H29.3.31").is(http.StatusUnprocessableEntity).says("#f-file-error", "選んで")
	if got := send("手順書.txt", "二\n", "令和99年").is(http.StatusUnprocessableEntity).value("dated"); got != "令和99年" {
		t.Errorf("the day that was typed is %q", got)
	}
}

// TestSystemsOfOthers proves that a division reads another's system and changes
// nothing of it.
func TestSystemsOfOthers(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.OtherDrafter)
	a := v.get("/systems/" + h.system.ID).is(http.StatusOK)
	if len(a.all("main form")) > 0 {
		t.Error("the page offers a form")
	}
	form := systemForm(h)
	form.Set("version", fmt.Sprint(h.system.Version))
	v.post("/systems/"+h.system.ID, form).is(http.StatusForbidden)
	var s models.InfoSystem
	h.as(h.people.Auditor).json(http.MethodGet, "/systems/"+h.system.ID, nil).is(http.StatusOK).into(&s)
	if s.Name != h.system.Name {
		t.Errorf("the system is now %q", s.Name)
	}
}
