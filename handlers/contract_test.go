package handlers

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/views"
	"chigiri/views/document"
)

var testFonts = sync.OnceValues(func() (*document.Fonts, error) { return document.LoadFonts() })

// printing is a house that can typeset.
func printing(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	h.prints()
	return h
}

// prints gives a house the fonts of its papers.
func (h *house) prints() {
	h.t.Helper()
	fonts, err := testFonts()
	h.must(err)
	h.door, err = newEcho(h.store, Options{Fonts: fonts, URL: "https://portal.example"})
	h.must(err)
}

// naviForm is the form of the audit case as a drafter fills it in.
func (h *house) naviForm() url.Values {
	return url.Values{
		"title": {"児童相談ＩＴナビシステム保守運用業務"}, "number": {"第１２３４号"}, "kind": {"upkeep"}, "division_id": {h.people.Child.ID},
		"starts_on": {"R8.12.1"}, "ends_on": {"令和9年3月31日"}, "systems": {h.system.ID}, "classes": {"mynumber"},
		"flags": {"remote_maintenance"}, "persons": {"約４２，０００人"}, "procurement": {"open_bid"}, "vendor_id": {h.people.Vendor.ID},
		"system_manager": {"家庭支援課長"}, "policy_version": {"基本要綱（令和８年４月１日改正）"}, "scheme": {"article"}, "note": {"監査の措置"},
	}
}

func TestContractIsRegisteredAndSaysWhyItIsL4(t *testing.T) {
	// A drafter types the audit case into one form and reads its level with the reasons.
	h := newHouse(t)
	who := h.as(h.people.Drafter)
	who.get("/contracts/new").is(200).says("legend", "取り扱うデータ")
	a := who.post("/contracts", h.naviForm()).is(http.StatusSeeOther)
	page := who.get(a.Header().Get("Location")).is(200)
	page.says("h1", "児童相談ＩＴナビシステム").says(".level", "L4").says(".why li", "個人番号を取り扱う").says(".next", "情報部門に協議")
	page.says("dd", "約42,000人").says(".rail", "着手まで")
	var v models.ContractView
	who.json("GET", a.Header().Get("Location"), nil).is(200).into(&v)
	if v.Contract.StartsOn != models.NewDate(2026, 12, 1) || v.LevelResult.Level != models.L4 {
		t.Errorf("the twin holds %v and %v", v.Contract.StartsOn, v.LevelResult.Level)
	}
}

func TestContractFormKeepsWhatWasTyped(t *testing.T) {
	// A refused form comes back with words at each field and everything that was typed.
	h := newHouse(t)
	form := h.naviForm()
	form.Set("title", "")
	form.Set("starts_on", "令和元年4月30日")
	form.Set("persons", "たくさん")
	form.Del("kind")
	a := h.as(h.people.Drafter).post("/contracts", form).is(422)
	for field, words := range map[string]string{"title": "入力してください", "starts_on": "平成", "persons": "数ではありません", "kind": "入力してください"} {
		a.says("#f-"+field+"-error", words)
	}
	a.says(".errors", "4か所")
	if a.value("starts_on") != "令和元年4月30日" || a.value("persons") != "たくさん" || a.value("note") != "監査の措置" {
		t.Error("what was typed is lost")
	}
	ticked := 0
	for _, box := range a.all("input[name=classes]") {
		if _, on := lookup(box, "checked"); on {
			ticked++
		}
	}
	if ticked != 1 {
		t.Errorf("%d data classes are still ticked, want 1", ticked)
	}
}

func TestContractRefusesAsJSONWithFields(t *testing.T) {
	// A program gets the fields that are wrong, by name, in one answer.
	h := newHouse(t)
	var trouble Trouble
	body := map[string]any{"number": h.contract.Number, "title": "x", "kind": "survey", "division_id": h.people.Child.ID,
		"starts_on": "2027-04-01", "ends_on": "2027-03-31", "classes": []string{"public"}}
	h.as(h.people.Drafter).json("POST", "/contracts", body).is(422).into(&trouble)
	if !slices.ContainsFunc(trouble.Errors, func(f FieldTrouble) bool { return f.Field == "ends_on" && f.Code == "error.date.end_before_start" }) {
		t.Errorf("the answer is %+v", trouble)
	}
	body["ends_on"] = "2028-03-31"
	h.as(h.people.Drafter).json("POST", "/contracts", body).is(422).into(&trouble)
	if !slices.ContainsFunc(trouble.Errors, func(f FieldTrouble) bool { return f.Field == "number" }) {
		t.Errorf("the number that is taken is not named: %+v", trouble)
	}
}

func TestTwoPeopleEditingSeeBothVersions(t *testing.T) {
	// The second to save sees theirs and mine, loses nothing, and may save over it.
	h := newHouse(t)
	first, second := h.as(h.people.Drafter), h.as(h.people.Manager)
	path := "/contracts/" + h.contract.ID
	mine := formOf(second.get(path + "/edit").is(200))
	theirs := formOf(first.get(path + "/edit").is(200))
	theirs.Set("title", "名称を変えた業務")
	first.post(path, theirs).is(http.StatusSeeOther)
	mine.Set("note", "別の人のメモ")
	clash := second.post(path, mine).is(409)
	clash.says(".errors td", "名称を変えた業務").says(".errors td", "別の人のメモ").says(".errors p", h.people.Drafter.Name)
	if clash.value("note") != "別の人のメモ" {
		t.Error("the note is lost")
	}
	second.post(path, formOf(clash)).is(http.StatusSeeOther).leads(path)
	second.get(path).says("dd", "別の人のメモ")
}

// formOf is what the page's contract form would send.
func formOf(a *answer) url.Values {
	form := url.Values{}
	for _, n := range a.all("main form[novalidate] input") {
		kind := attr(n, "type")
		_, on := lookup(n, "checked")
		if name := attr(n, "name"); name != "" && (on || kind != "checkbox" && kind != "radio") {
			form.Add(name, attr(n, "value"))
		}
	}
	for _, tag := range []string{"select", "textarea"} {
		for _, n := range a.all("main form[novalidate] " + tag) {
			form.Set(attr(n, "name"), a.value(attr(n, "name")))
		}
	}
	return form
}

func TestLevelPreviewTellsTheReasons(t *testing.T) {
	// The live part of the form and programs get the level before anything is saved.
	h := newHouse(t)
	who := h.as(h.people.Drafter)
	a := who.post("/contracts/level", url.Values{"classes": {"mynumber"}}).is(200)
	a.says("p", "L4").says("li", "個人番号を取り扱う")
	if len(a.all("h1")) != 0 {
		t.Error("the fragment is a whole page")
	}
	var level models.LevelResult
	who.json("POST", "/contracts/level", map[string]any{"classes": []string{"public"}}).is(200).into(&level)
	if level.Level != models.L1 {
		t.Errorf("public data gives %v", level.Level)
	}
	who.json("POST", "/contracts/level", map[string]any{"classes": []string{"nothing"}}).is(422)
}

func TestFormFindsWithoutSaving(t *testing.T) {
	// The buttons that look something up bring the form back and register nothing.
	h := newHouse(t)
	form := h.naviForm()
	form.Set("find", "level")
	a := h.as(h.people.Drafter).post("/contracts", form).is(200).says("#level", "L4")
	if a.value("title") == "" {
		t.Error("the title is lost")
	}
	var list models.ContractList
	h.as(h.people.Drafter).json("GET", "/contracts", nil).into(&list)
	if list.Total != 1 {
		t.Errorf("%d contracts, want the one there was", list.Total)
	}
}

func TestListNarrowsByAddress(t *testing.T) {
	// The address keeps the filter; an empty answer teaches; a filter that is none is named.
	h := newHouse(t)
	who := h.as(h.people.Reviewer)
	who.get("/contracts").is(200).says("tbody th", h.contract.Title).says("tbody th", h.other.Title)
	one := who.get("/contracts?division=" + h.people.Child.ID + "&level=L1&text=" + url.QueryEscape("ｼﾞﾄﾞｳ")).is(200)
	if n := len(one.all("tbody tr")); n > 1 {
		t.Errorf("%d rows, want at most one", n)
	}
	who.get("/contracts").says(".chip", "自分の番 0").says(".chip", "要見直し 0")
	for _, chip := range h.as(h.people.Lead).get("/contracts").is(200).all(".chip") {
		if strings.Contains(attr(chip, "href"), "mine") || strings.Contains(attr(chip, "href"), "changed") {
			t.Errorf("a vendor is offered a filter that does nothing: %s", text(chip))
		}
	}
	who.get("/contracts?state=closed").is(200).says(".empty", "条件に合う契約はありません")
	who.get("/contracts?level=L9").is(422)
	who.get("/contracts?state=nowhere").is(422)
	for _, chip := range who.get("/contracts?level=L1").is(200).all(".chip[aria-current]") {
		if strings.Contains(attr(chip, "href"), "level=") {
			t.Errorf("the chosen chip leads to %s, want to take the filter away", attr(chip, "href"))
		}
	}
}

func TestForeignContractIsNotFound(t *testing.T) {
	// Another division's and another vendor's contract does not exist.
	h := newHouse(t)
	for _, path := range []string{"", "/edit", "/appendix", "/appendix.pdf", "/parameters", "/history", "/level", "/issue"} {
		h.as(h.people.OtherDrafter).get("/contracts/" + h.contract.ID + path).is(404)
	}
}

func TestIssueRefusesWhatNoFontHas(t *testing.T) {
	// A character that cannot be printed is named where the person issues, and nothing is issued.
	h := printing(t)
	drafter, reviewer := h.as(h.people.Drafter), h.as(h.people.Reviewer)
	form := h.naviForm()
	form.Set("system_manager", "家庭支援課長🍣")
	path := drafter.post("/contracts", form).is(http.StatusSeeOther).Header().Get("Location")
	drafter.post(path+"/consult", url.Values{"question": {"遠隔保守の方法について"}}).is(http.StatusSeeOther)
	reviewer.post(path+"/answer", url.Values{"decision": {"agreed"}, "note": {"異存ありません"}}).is(http.StatusSeeOther)
	drafter.get(path+"/appendix.pdf").is(422).says("main", "U+1F363")
	version := url.Values{"version": {drafter.get(path + "/issue").is(200).value("version")}}
	drafter.post(path+"/issue", version).is(422).says("main", "「🍣」（U+1F363）は、どの書体にもない").says("main", "情報システム管理者「家庭支援課長🍣」")
	drafter.get(path+"/issue").is(200).says("h2", "第1版")
}

func TestContractLivesFromDraftToIssue(t *testing.T) {
	// Consult, answer, issue and read back: the same bytes, the same words, the history.
	h := printing(t)
	drafter, reviewer := h.as(h.people.Drafter), h.as(h.people.Reviewer)
	path := drafter.post("/contracts", h.naviForm()).is(http.StatusSeeOther).Header().Get("Location")
	drafter.get(path+"/issue").is(200).says("main", "まだ発行できません")
	drafter.post(path+"/consult", url.Values{"question": {""}}).is(422).says("#f-question-error", "入力してください")
	drafter.post(path+"/consult", url.Values{"question": {"遠隔保守の方法について"}}).is(http.StatusSeeOther)
	drafter.get(path + "/edit").is(403)
	reviewer.get(path+"/answer").is(200).says("main", "遠隔保守の方法について")
	reviewer.post(path+"/answer", url.Values{"note": {"異存ありません"}}).is(422).says("#f-decision-error", "入力してください")
	reviewer.post(path+"/answer", url.Values{"decision": {"agreed"}, "note": {"異存ありません"}}).is(http.StatusSeeOther)
	check := drafter.get(path+"/issue").is(200).says("li", "第1版として固定")
	drafter.post(path+"/issue", url.Values{"version": {check.value("version")}}).is(http.StatusSeeOther).leads(path + "/appendix")

	paper := drafter.get(path + "/appendix.pdf").is(200)
	if !bytes.HasPrefix(paper.Body.Bytes(), []byte("%PDF-")) || !bytes.Equal(paper.Body.Bytes(), drafter.get(path+"/appendix.pdf?version=1").Body.Bytes()) {
		t.Error("the issued PDF is not served from its bytes")
	}
	drafter.get(path+"/history").is(200).says(".history", "特記仕様書を発行し、契約は").says(".history", "協議に「了承」と回答し、契約は「起案中」に戻りました")
	h.as(h.people.Lead).get(path+"/appendix").is(200).says(".doc h4", "第")
	drafter.post(path+"/conclude", url.Values{"signed_on": {"R9.1.1"}}).is(422).says("#f-signed_on-error", "まだ来ていない")
	drafter.post(path+"/ready", nil).is(403)
	form := formOf(drafter.get(path + "/edit").is(200))
	form.Add("flags", "uses_cloud")
	drafter.post(path, form).is(http.StatusSeeOther)
	drafter.get(path).says(".tabs", "要見直し")
	drafter.get(path+"/appendix/changes").is(200).says(".diff-added h3", "追加")
}

func TestPageAndPaperSayTheSame(t *testing.T) {
	// The text on the screen is the document's, string by string and in order.
	h := newHouse(t)
	a := h.as(h.people.Drafter).get("/contracts/" + h.contract.ID + "/appendix?version=0").is(200)
	appendix, err := h.store.Appendix(context.Background(), h.people.Drafter, h.contract.ID)
	h.must(err)
	doc := document.Appendix(appendix, "ja")
	doc.Blocks = slices.DeleteFunc(doc.Blocks, func(b document.Block) bool { _, list := b.(document.Contents); return list })
	shown := squeezed(text(a.one(".doc")))
	at := 0
	for _, s := range document.Strings(doc) {
		i := strings.Index(shown[at:], squeezed(s))
		if i < 0 {
			t.Fatalf("the page does not say, in its place: %s", s)
		}
		at += i + len(squeezed(s))
	}
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

func TestParametersAndWaivers(t *testing.T) {
	// Stricter at once, looser only by decision; a refusal names the field.
	h := newHouse(t)
	drafter, reviewer := h.as(h.people.Drafter), h.as(h.people.Reviewer)
	path := "/contracts/" + h.contract.ID
	drafter.get(path+"/parameters?open=ACC-02.min_length").is(200).says("#opened", "標準は8文字")
	looser := url.Values{"obligation": {"ACC-02"}, "param": {"min_length"}, "value": {"4"}, "reason": {"古い機器のため"}}
	drafter.post(path+"/parameters", looser).is(422).says("#f-value-error", "厳しくありません")
	drafter.post(path+"/parameters", url.Values{"obligation": {"ACC-02"}, "param": {"min_length"}, "value": {"１２"}, "reason": {"外から使うため"}}).is(http.StatusSeeOther)
	drafter.get(path+"/parameters").is(200).says("td strong", "12文字").says("td", "外から使うため")
	looser.Set("ends_on", "2027-01-31")
	looser.Set("param", "char_classes")
	looser.Set("value", "1")
	drafter.post(path+"/waivers", looser).is(http.StatusSeeOther)
	page := reviewer.get(path + "/parameters").is(200)
	var deed string
	for _, f := range page.all("form") {
		if action := attr(f, "action"); strings.HasPrefix(action, path+"/waivers/") {
			deed = action
		}
	}
	reviewer.post(deed, url.Values{"decision": {"agreed"}, "note": {"年内に更新すること"}}).is(http.StatusSeeOther)
	drafter.get(path+"/parameters").says(".card", "年内に更新すること")
	drafter.get(path+"/appendix?version=0").says(".notice", "適用除外")
}

func TestLevelIsRaisedWithAReasonAndLoweredByDecision(t *testing.T) {
	// Nobody picks a level: a raise needs words, a lowering the IT division.
	h := newHouse(t)
	drafter := h.as(h.people.Drafter)
	path := "/contracts/" + h.contract.ID + "/level"
	drafter.post(path+"/raise", url.Values{"level": {"L2"}}).is(422).says("#f-reason-error", "入力してください")
	drafter.post(path+"/raise", url.Values{"level": {"L2"}, "reason": {"社会的な影響が大きい"}}).is(http.StatusSeeOther)
	drafter.get(path).is(200).says(".level", "L2").says(".history", "社会的な影響が大きい")
	drafter.post(path+"/raise/end", url.Values{"reason": {"影響がなくなった"}}).is(http.StatusSeeOther)
	drafter.get(path).is(200).says(".level", "L1")
}

func TestExpiredSignInKeepsTheContract(t *testing.T) {
	// Half an hour of typing survives a sign-in that ran out.
	h := newHouse(t)
	v := h.signIn(h.people.Drafter)
	v.get("/contracts/new").is(200)
	h.clock.Advance(2 * time.Hour)
	to := v.post("/contracts", h.naviForm()).is(http.StatusSeeOther).Header().Get("Location")
	next, err := url.Parse(to)
	h.must(err)
	v.login(h.people.Drafter)
	back := v.get(next.Query().Get("next")).is(200)
	if back.value("title") != "児童相談ＩＴナビシステム保守運用業務" || back.value("note") != "監査の措置" {
		t.Errorf("%s brings the form back empty", next.Query().Get("next"))
	}
}

func TestFormReadsNumbersInAnyWidth(t *testing.T) {
	// What people type is read as they mean it.
	for typed, want := range map[string]int{"42000": 42000, "４２，０００": 42000, "約42,000人": 42000, "": 0} {
		in, _ := views.ContractForm{Persons: typed}.Input()
		if in.Persons != want {
			t.Errorf("%q is read as %d, want %d", typed, in.Persons, want)
		}
	}
}
