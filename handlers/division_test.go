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
