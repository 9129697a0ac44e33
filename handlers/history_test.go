package handlers

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
)

var anyID = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`)

func TestHistoryNamesWhatItSpeaksOf(t *testing.T) {
	// The log says by name what it speaks of by id, also a system that a list would not
	// reach and a vendor and a division that have left the contract, in as many statements
	// for much as for little.
	h := newHouse(t)
	ctx, p := context.Background(), h.people
	var last models.InfoSystem
	for i := range 210 { // by kana this one comes after all a list shows
		var err error
		last, err = h.store.CreateSystem(ctx, models.System(), models.SystemInput{
			Code: fmt.Sprintf("Z-%d", i), Name: fmt.Sprintf("台帳その%d", i), NameKana: fmt.Sprintf("ン%04d", i), DivisionID: p.Child.ID, Zone: models.ZoneLGWAN,
		})
		h.must(err)
	}
	who := h.as(p.Drafter)
	form := h.naviForm()
	path := who.post("/contracts", form).is(http.StatusSeeOther).Header().Get("Location")
	cost := func() int {
		t.Helper()
		counted, cost := store.Measure(ctx)
		v, err := h.store.Contract(ctx, p.Drafter, strings.TrimPrefix(path, "/contracts/"))
		h.must(err)
		events, _, err := h.store.Events(ctx, p.Drafter, store.EventQuery{ContractID: v.Contract.ID})
		h.must(err)
		_, err = h.store.EventNames(counted, p.Drafter, models.Spoken(events))
		h.must(err)
		return cost.Queries()
	}
	little := cost()
	for _, change := range []url.Values{{"systems": {h.system.ID, last.ID}}, {"vendor_id": {p.Elsewhere.ID}, "systems": {h.system.ID}}, {"vendor_id": {""}}} {
		now := formOf(who.get(path + "/edit").is(http.StatusOK))
		for name, texts := range change {
			now[name] = texts
		}
		who.post(path, now).is(http.StatusSeeOther)
	}
	if much := cost(); much != little {
		t.Errorf("names took %d statements, of more events %d", little, much)
	}
	page := who.get(path + "/history").is(http.StatusOK)
	page.says(".history li", last.Name).says(".history li", p.Elsewhere.Name).says(".history li", p.Child.Name)
	for _, n := range page.all(".history li") {
		if id := anyID.FindString(text(n)); id != "" {
			t.Errorf("the history speaks of %s in %q", id, text(n))
		}
	}
	for _, n := range who.get("/").is(http.StatusOK).all(".history li") {
		if id := anyID.FindString(text(n)); id != "" {
			t.Errorf("the first page speaks of %s in %q", id, text(n))
		}
	}
}

func TestOneDeedIsOneSentence(t *testing.T) {
	// What somebody did and the state it brought the contract to are one line of the
	// history, in both languages; what programs read stays two.
	h := newHouse(t)
	ctx, p := context.Background(), h.people
	path := h.as(p.Drafter).post("/contracts", h.naviForm()).is(http.StatusSeeOther).Header().Get("Location")
	id := strings.TrimPrefix(path, "/contracts/")
	_, err := h.store.Consult(ctx, p.Drafter, id, "方法について")
	h.must(err)
	h.must(h.store.AnswerConsultation(ctx, p.Reviewer, id, false, "直してください"))
	page := h.as(p.Drafter).get(path + "/history").is(http.StatusOK)
	page.says(".history p", "協議に「差戻し」と回答し、契約は「起案中」に戻りました。").says(".history p", "情報部門に協議し、契約は「協議中」になりました。")
	if n := len(page.all(".history time")); n != 3 {
		t.Errorf("%d lines, want 3: registered, asked, answered", n)
	}
	var twin HistoryTwin
	h.as(p.Drafter).json(http.MethodGet, path+"/history", nil).is(http.StatusOK).into(&twin)
	if len(twin.Events) != 5 {
		t.Errorf("programs read %d events, want 5", len(twin.Events))
	}
	english := h.signIn(p.Reviewer)
	english.post("/language", url.Values{"lang": {"en"}, "back": {"/"}})
	english.get(path+"/history").says(".history p", "answered the consultation (“returned”), and the contract is back in the state “Draft”.")
}
