package handlers

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/views"
)

// TestLeadInvited proves the way on the pages: a contract without a lead says so to the
// division, the party's page takes name, post and address and says what is wrong at its
// field, the link is shown once with its code, copied and printed, looked at without a
// trace, opened, and the list of leads follows.
func TestLeadInvited(t *testing.T) {
	h, w, _, _ := staffed(t)
	party := "/contracts/" + w.contract + "/parties/" + w.party.ID
	v := h.as(h.people.Drafter)
	for _, lead := range h.leads(w) {
		h.must(h.store.DisableUser(t.Context(), h.people.Admin, lead.ID, "退職"))
	}
	v.get("/contracts/"+w.contract).is(200).says(".next", "責任者がいません").says(".next a", "責任者を招く")
	v.get("/contracts/"+w.contract+"/parties").is(200).says(".tree .st", "責任者がいません")
	v.get("/").is(200).says(".todo li", "責任者を招いてください")
	page := v.get(party).is(200).says(".next", "責任者を招いてください")
	page.one("#invite[open] form")

	wrong := v.post(party+"/leads", url.Values{"name": {""}, "post": {"部長"}, "mail": {"だめ"}}).is(422)
	wrong.one("#invite[open] #f-name-error")
	wrong.one("#f-mail-error")
	if wrong.value("post") != "部長" || wrong.value("mail") != "だめ" {
		t.Error("what was typed is lost")
	}
	form := url.Values{"name": {"日向　葵"}, "post": {"システム事業部長"}, "mail": {"hinata@firm.example"}}
	a := v.post(party+"/leads", form).is(201).says(".next", "hinata@firm.example").says("h2", "日向").says("main", "システム事業部長")
	link := attr(a.one("#f-link-0"), "value")
	a.one(".card svg")
	if pdf := v.post(party+"/lead-sheet", url.Values{"link": {link}}).is(200); !bytes.HasPrefix(pdf.Body.Bytes(), []byte("%PDF-")) {
		t.Error("the sheet is no PDF")
	}
	v.post(party+"/lead-sheet", nil).is(422)
	v.post(party+"/lead-sheet", url.Values{"link": {"https://portal.example/welcome/none"}}).is(404)

	path := strings.TrimPrefix(link, "https://portal.example")
	h.visitor().get(path).is(200).says("main", "日向")
	v.get(party).is(200).says("#leads .st", "メール送信待ち")
	h.visitor().post(path+"/begin", nil).is(303)
	v.get(party).says("#leads .st", "開封済")
	again := v.post(party+"/leads/"+h.leads(w)[0].ID+"/invite", nil).is(200)
	h.visitor().get(path).is(404)
	path = strings.TrimPrefix(attr(again.one("#f-link-0"), "value"), "https://portal.example")
	words := "なぎさの あさひと ゆうひの いろ"
	h.visitor().post(path, url.Values{"password": {words}, "again": {words}}).is(303)
	v.get(party).says("#leads .st", "登録済み")
	v.post(party+"/leads", form).is(409).says(".errors", "もうパスワードを決めています")
	v.get("/contracts/"+w.contract+"/history").says("main", "の責任者として").says("main", "を招きました")
}

// TestLeadForPrograms proves that a program invites in JSON, is told the fields, and that
// who may not is turned away, by whichever door.
func TestLeadForPrograms(t *testing.T) {
	h, w, _, lead := staffed(t)
	party := "/contracts/" + w.contract + "/parties/" + w.party.ID
	var trouble Trouble
	lead.json(http.MethodPost, party+"/leads", map[string]any{}).is(422).into(&trouble)
	if len(trouble.Errors) != 1 || trouble.Errors[0].Field != "name" {
		t.Errorf("refused for %+v", trouble.Errors)
	}
	var made views.LeadInvitation
	lead.json(http.MethodPost, party+"/leads", map[string]any{"name": "日向 葵"}).is(201).into(&made)
	if !strings.HasPrefix(made.Link, "https://portal.example/welcome/") || made.Lead.Invitation.State != models.InviteHanded || made.Mailed != "" {
		t.Errorf("made %+v", made)
	}
	for name, who := range map[string]struct {
		who  models.Actor
		code int
	}{"reviewer": {h.people.Reviewer, 403}, "auditor": {h.people.Auditor, 403}, "sub_lead": {h.people.SubLead, 404}, "admin": {h.people.Admin, 404}, "worker": {h.people.Worker, 404}} {
		v := h.as(who.who)
		for _, path := range []string{"/leads", "/leads/" + made.Lead.ID + "/invite", "/lead-sheet"} {
			if a := v.post(party+path, url.Values{"name": {"日向 葵"}, "link": {made.Link}}); a.Code != who.code {
				t.Errorf("%s: %s answers %d, want %d", name, path, a.Code, who.code)
			}
		}
	}
}

// leads are the leads of a contract's prime.
func (h *house) leads(w work) []models.Lead {
	h.t.Helper()
	v, err := h.store.Party(h.t.Context(), h.people.Drafter, w.party.ID)
	h.must(err)
	return v.People
}
