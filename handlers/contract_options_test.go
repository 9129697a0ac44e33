package handlers

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/catalog"
)

func TestSystemsOfTheDivisionComeFirst(t *testing.T) {
	// The form offers the systems of its own division first, under words that say so, and
	// says of every system whose it is, also of one that has no level yet.
	h := newHouse(t)
	_, err := h.store.CreateSystem(context.Background(), models.System(), models.SystemInput{
		Code: "SYS-3", Name: "あいさつ文の台帳", NameKana: "アイサツブンノダイチョウ", DivisionID: h.people.Child.ID, Zone: models.ZoneInternet,
	})
	h.must(err)
	form := h.naviForm()
	form.Set("find", "level")
	form["systems"] = []string{h.atena.ID}
	a := h.as(h.people.Drafter).post("/contracts", form).is(http.StatusOK)
	var order []string
	for n := range a.one("#f-systems").ChildNodes() {
		if attr(n, "class") == "group" || attr(n, "class") == "tick" {
			order = append(order, text(n))
		}
	}
	want := []string{"所管課のシステム", "あいさつ文の台帳 " + h.people.Child.Name, "児童相談ＩＴナビシステム L1 " + h.people.Child.Name, "ほかの課のシステム", "宛名システム L4 " + h.people.IT.Name}
	if !slices.Equal(order, want) {
		t.Errorf("the form offers\n%s\nwant\n%s", strings.Join(order, "\n"), strings.Join(want, "\n"))
	}
}

func TestFormSaysWhatTheIssueNeeds(t *testing.T) {
	// What may be left empty now but not when the appendix is issued is marked on the form;
	// the next step names what is open and leads to it, and the form says it there.
	h := newHouse(t)
	who := h.as(h.people.Drafter)
	form := who.get("/contracts/new").is(http.StatusOK)
	for _, name := range catalog.Needs() {
		if own, ok := map[string]string{"division": "division_id", "start": "starts_on", "end": "ends_on"}[name]; ok {
			name = own
		}
		if len(form.all("label[for=f-"+name+"] .must"))+len(form.all("label[for=f-"+name+"] .later")) != 1 {
			t.Errorf("the form does not say that %s is needed", name)
		}
	}
	form.says("label[for=f-policy_version]", "特記仕様書の発行までに必要")
	if len(form.all(".open")) != 0 {
		t.Error("the form of a new contract says that something is still open")
	}
	sent := h.naviForm()
	sent.Del("system_manager")
	sent.Set("policy_version", "")
	path := who.post("/contracts", sent).is(http.StatusSeeOther).Header().Get("Location")
	page := who.get(path).is(http.StatusOK).says(".next", "情報システム管理者、交付する規程と版")
	if to := attr(page.one(".next a"), "href"); to != path+"/edit#f-system_manager" {
		t.Errorf("the next step leads to %s", to)
	}
	edit := who.get(path + "/edit").is(http.StatusOK)
	edit.says("#f-system_manager-open", "まだ入力されていません").says("#f-policy_version-open", "まだ入力されていません")
	if !strings.Contains(attr(edit.one("#f-system_manager"), "aria-describedby"), "f-system_manager-open") {
		t.Error("what is open is not tied to its field")
	}
	filled := formOf(edit)
	filled.Set("system_manager", "家庭支援課長")
	who.post(path, filled).is(http.StatusSeeOther)
	page = who.get(path)
	if to := attr(page.one(".next a"), "href"); to != path+"/edit#f-policy_version" || strings.Contains(text(page.one(".next")), "情報システム管理者、") {
		t.Errorf("the next step leads to %s and says %s", to, text(page.one(".next")))
	}
	if again := who.get(path + "/edit"); len(again.all(".open")) != 1 {
		t.Error("what was entered is still said to be open")
	}
}
