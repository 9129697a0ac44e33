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

func TestLatelyNamesAndLinks(t *testing.T) {
	// The first page says which contract an event is about and leads there, names what it
	// speaks of, shows no word of the program's, and keeps a drafter from the
	// administrator's work on other divisions.
	h := newHouse(t)
	ctx, p := context.Background(), h.people
	drafter := h.as(p.Drafter)
	path := "/contracts/" + h.contract.ID
	form := formOf(drafter.get(path + "/edit"))
	form.Add("flags", "uses_cloud")
	form.Add("classes", "internal_draft")
	drafter.post(path, form).is(http.StatusSeeOther)
	h.must(h.store.SetStricter(ctx, p.Drafter, h.contract.ID, models.ParamChange{Obligation: "ACC-02", Param: "min_length", Value: "20", Reason: "外から使う"}))
	other, err := h.store.CreateDivision(ctx, p.Admin, models.DivisionInput{Code: "OLD", Name: "旧課", NameEN: "Old", From: models.NewDate(2020, 4, 1)})
	h.must(err)
	_, err = h.store.MergeDivision(ctx, p.Admin, other.ID, other.Version, p.Roads.ID, models.NewDate(2026, 11, 1))
	h.must(err)
	raw := regexp.MustCompile(`^[a-z_]+：`)
	for _, who := range []models.Actor{p.Drafter, p.Reviewer, p.Admin} {
		for _, n := range h.as(who).get("/").is(http.StatusOK).all(".history li li") {
			if word := strings.TrimSpace(text(n)); raw.MatchString(word) || anyID.MatchString(word) {
				t.Errorf("%s reads %q", who.Role, word)
			}
		}
	}
	home := drafter.get("/")
	home.says(".history a[href="+path+"]", h.contract.Title).says(".history li li", "パスワードの最小文字数： 10文字 → 20文字").says(".history li li", "クラウド")
	for _, n := range home.all(".history p") {
		if strings.Contains(text(n), "旧課") {
			t.Errorf("the drafter reads %q", text(n))
		}
	}
	admin := h.as(p.Admin).get("/")
	admin.says(".history p", "所管課「旧課」を「道路室道路環境課」に統合しました").says(".history li li", "この名称を使う最初の日")
	v, err := h.store.Contract(ctx, p.Drafter, h.contract.ID)
	h.must(err)
	h.issueNow(p.Drafter, v.Contract)
	h.must(h.store.Conclude(ctx, p.Drafter, h.contract.ID, 0, models.NewDate(2026, 11, 2)))
	drafter.get(path+"/history").says(".history li li", "令和８年１１月２日")
}
