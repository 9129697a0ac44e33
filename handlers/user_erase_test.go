package handlers

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/ledger"
)

// TestErasePage proves the way of an erasure: read, reason, check, done; that what is
// wrong stands at its field with what was typed, and that the account then shows
// neither the person nor a way back.
func TestErasePage(t *testing.T) {
	h := newHouse(t)
	admin := h.as(h.people.Admin)
	path, name := "/users/"+h.people.Drafter.UserID, h.people.Drafter.Name
	admin.get(path+"/erase").is(http.StatusOK).says("main", "先に利用を停止")
	admin.post(path+"/disable", url.Values{"reason": {"退職"}}).is(http.StatusSeeOther)
	admin.get(path).says("a", "消去されるものを確かめる")
	a := admin.get(path+"/erase").is(http.StatusOK).says("li", "公的な記録に書かれた氏名")
	version := a.value("version")
	form := func(reason string) url.Values { return url.Values{"reason": {reason}, "version": {version}} }
	admin.post(path+"/erase", form("")).is(http.StatusUnprocessableEntity).one("#f-reason-error")
	a = admin.post(path+"/erase", form(name+"の請求")).is(http.StatusUnprocessableEntity).says("#f-reason-error", "本人の氏名")
	if a.value("reason") != name+"の請求" {
		t.Error("what was typed is lost")
	}
	a = admin.post(path+"/erase", form("総務第５号")).is(http.StatusOK).says("h2", "元に戻せません").says("dd", name).says("dd", "総務第５号")
	confirmed := url.Values{"reason": {a.value("reason")}, "version": {a.value("version")}, "confirmed": {a.value("confirmed")}}
	admin.get(path).says("h1", name) // looking changed nothing
	admin.post(path+"/erase", confirmed).is(http.StatusSeeOther).leads(path)
	a = admin.get(path).is(http.StatusOK).says(".st", "消去済み")
	if strings.Contains(a.Body.String(), name) || len(a.all("form")) > 2 { // language, sign-out
		t.Errorf("the page still shows the person or a form: %d", len(a.all("form")))
	}
	admin.post(path+"/erase", confirmed).is(http.StatusConflict).says("main", "既に消去")
	admin.get("/users").is(http.StatusOK).says("tbody", models.ErasedLogin(h.people.Drafter.UserID))
	h.as(h.people.Auditor).get("/contracts/"+h.contract.ID+"/history").is(http.StatusOK).says("li", models.Erased)
}

// TestEraseIsRefusedInWords proves that the page of an administrator asks for another
// role first and has no form, and that an alarm is told as the reason for waiting.
func TestEraseIsRefusedInWords(t *testing.T) {
	h := newHouse(t)
	admin := h.as(h.people.Admin)
	a := admin.get("/users/"+h.people.Admin.UserID+"/erase").is(http.StatusOK).says(".next", "先に役割を変更")
	if len(a.all("#f-reason")) > 0 {
		t.Error("an administrator's page has the form")
	}
	path := "/users/" + h.people.Drafter.UserID
	admin.post(path+"/disable", url.Values{"reason": {"退職"}}).is(http.StatusSeeOther)
	version := admin.get(path + "/erase").is(http.StatusOK).value("version")
	h.must(h.store.RaiseAlarm(context.Background(), ledger.Finding{Code: ledger.Altered, From: 7, To: 8}))
	admin.post(path+"/erase", url.Values{"reason": {"総務第５号"}, "version": {version}}).is(http.StatusConflict).says("main", "警報が続いています")
}

// TestEraseForPrograms proves that a program has to confirm, and is told what would go.
func TestEraseForPrograms(t *testing.T) {
	h := newHouse(t)
	admin, path := h.as(h.people.Admin), "/users/"+h.people.Worker.UserID
	admin.json(http.MethodPost, path+"/disable", map[string]any{"reason": "退職"}).is(http.StatusNoContent)
	var u models.User
	admin.json(http.MethodGet, path+"/erase", nil).is(http.StatusOK).into(&u)
	body := map[string]any{"reason": "請求", "version": u.Version}
	var refused Trouble
	admin.json(http.MethodPost, path+"/erase", body).is(http.StatusUnprocessableEntity).into(&refused)
	if len(refused.Errors) != 1 || refused.Errors[0].Field != "confirmed" {
		t.Errorf("%+v", refused)
	}
	body["confirmed"] = true
	admin.json(http.MethodPost, path+"/erase", body).is(http.StatusNoContent)
	admin.json(http.MethodPost, path+"/erase", body).is(http.StatusConflict)
}
