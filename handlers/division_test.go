package handlers

import (
	"net/http"
	"net/url"
	"testing"

	"chigiri/models"
)

// TestDivision proves that the administrator registers, renames and merges
// divisions, and that all their names stay.
func TestDivision(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Admin)
	path := v.post("/divisions", url.Values{"code": {"NEW"}, "name": {"ＩＴ推進課"}, "from": {"平成21年4月1日"}}).is(http.StatusSeeOther).Header().Get("Location")
	v.post(path+"/rename", url.Values{"code": {"NEW"}, "name": {"ＩＴ・業務改革課"}, "from": {"平成29年4月1日"}, "version": {"1"}}).is(http.StatusSeeOther).leads(path)
	v.get(path).says("h1", "ＩＴ・業務改革課").says("li", "平成２１年４月１日（水）から平成２９年３月３１日（金）まで")
	v.post(path+"/merge", url.Values{"into": {h.people.IT.ID}, "on": {"R8.10.31"}, "version": {"2"}}).is(http.StatusSeeOther).leads(path)
	page := v.get(path).says(".off", "廃止").says("dd a", "ＩＴ・業務改革課")
	if len(page.all("main form")) > 0 {
		t.Error("an ended division still has forms")
	}
	v.get("/divisions").says("td", "ＩＴ推進課")
}

// TestMergeIsChecked proves that a merger is shown before it is done: what moves, that
// it stays so, and which choice is missing.
func TestMergeIsChecked(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Admin)
	path := "/divisions/" + h.people.Child.ID
	v.get(path).one("form[method=get][action=" + path + "/merge] [name=into]")
	v.get(path+"/merge?into=&on=&version=1").is(422).says("#f-into-error", "統合先を選んでください").says("#f-on-error", "入力してください")
	page := v.get(path + "/merge?into=" + h.people.Roads.ID + "&on=R8.11.1&version=1").is(200)
	page.says(".note", "取り消せません").says("dd", "2人が移ります").says("dd", "1件が移ります").says("dd", "道路室道路環境課")
	sent := url.Values{}
	for _, n := range page.all("form[action=" + path + "/merge] input") {
		sent.Set(attr(n, "name"), attr(n, "value"))
	}
	v.post(path+"/merge", sent).is(http.StatusSeeOther).leads(path)
	v.get(path).says(".off", "廃止")
}

// TestPlannedName proves that a name to come is shown as such and can be changed and
// taken back.
func TestPlannedName(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Admin)
	path := "/divisions/" + h.people.Roads.ID
	v.post(path+"/rename", url.Values{"code": {"ROADS"}, "name": {"道路局"}, "from": {"R9.4.1"}, "version": {"1"}}).is(http.StatusSeeOther)
	v.get("/divisions").says("td", "令和９年４月１日（木）から（予定）")
	if page := v.get(path).says("h2", "予定している名称"); page.value("from") != "令和９年４月１日" {
		t.Errorf("the form holds %q", page.value("from"))
	}
	v.post(path+"/rename", url.Values{"code": {"ROADS"}, "name": {"道路局"}, "from": {"R8.12.1"}, "version": {"2"}}).is(http.StatusSeeOther)
	v.get(path).says("li", "令和８年１２月１日（火）から（予定）")
	v.post(path+"/rename/withdraw", url.Values{"version": {"3"}}).is(http.StatusSeeOther).leads(path)
	if page := v.get(path).says("h2", "名称を変える"); len(page.all("main ol li")) != 1 {
		t.Error("the planned name is still there")
	}
}

// TestDivisionRefusals proves that what is wrong is said at its field, that
// nothing typed is lost, and that nobody overwrites another's change unseen.
func TestDivisionRefusals(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Admin)
	path := "/divisions/" + h.people.Roads.ID
	a := v.post("/divisions", url.Values{"code": {"IT"}, "name": {"新しい課"}, "from": {"R8.4.1"}}).is(http.StatusUnprocessableEntity)
	if a.says("#f-code-error", "IT").value("name") != "新しい課" {
		t.Error("something typed was lost")
	}
	v.post(path+"/rename", url.Values{"code": {"ROADS"}, "name": {"道路課"}, "from": {"令和元年4月30日"}, "version": {"1"}}).is(http.StatusUnprocessableEntity).one("#f-from-error")
	v.post(path+"/merge", url.Values{"into": {h.people.Roads.ID}, "on": {"R8.4.2"}, "version": {"1"}}).is(http.StatusUnprocessableEntity).says("#f-into-error", "同じ所管課")
	v.post(path+"/rename", url.Values{"code": {"ROADS"}, "name": {"道路室"}, "from": {"R8.4.1"}, "version": {"1"}}).is(http.StatusSeeOther)
	clash := v.post(path+"/rename", url.Values{"code": {"ROADS"}, "name": {"道路環境部"}, "from": {"R8.5.1"}, "version": {"1"}}).is(http.StatusConflict)
	clash.says(".errors td", "道路室").says(".errors td", "道路環境部").says(".errors", "運用 四郎")
}

// TestDivisionsAreRead proves that others read divisions without forms.
func TestDivisionsAreRead(t *testing.T) {
	h := newHouse(t)
	for _, who := range []models.Actor{h.people.Drafter, h.people.Auditor} {
		v := h.as(who)
		for _, path := range []string{"/divisions", "/divisions/" + h.people.Child.ID} {
			if n := len(v.get(path).is(http.StatusOK).all("main form")); n > 0 {
				t.Errorf("%s offers %d forms to %s", path, n, who.Role)
			}
		}
	}
}
