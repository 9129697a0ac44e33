package handlers

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chigiri/models"
)

// TestUnusualConclusionIsAsked proves that a day of conclusion before the issue, or long
// before the start, stands only when the person says so.
func TestUnusualConclusionIsAsked(t *testing.T) {
	h := newHouse(t)
	v, path := h.as(h.people.Drafter), "/contracts/"+h.contract.ID+"/conclude"
	page := v.post(path, url.Values{"signed_on": {"R8.10.1"}}).is(422).says("#f-sure-error", "発行した日").says(".errors a", "締結の日の確認")
	if page.value("signed_on") != "R8.10.1" {
		t.Error("the day is lost")
	}
	v.post(path, url.Values{"signed_on": {"R8.10.1"}, "sure": {"true"}}).is(http.StatusSeeOther)
	if err := models.DoubtConclusion(h.contract, models.NewDate(2026, 9, 1), models.NewDate(2026, 9, 20)); err == nil {
		t.Error("nobody asks about a day long before the start")
	}
	if err := models.DoubtConclusion(h.contract, models.NewDate(2026, 11, 2), models.NewDate(2026, 11, 2)); err != nil {
		t.Error(err)
	}
}

// TestPagesOutsideTheMap proves that an unknown address answers in the reader's language
// with the reader's bar, and that a refusal leads back to the thing it is about.
func TestPagesOutsideTheMap(t *testing.T) {
	h := newHouse(t)
	v := h.signIn(h.people.Drafter)
	v.post("/language", url.Values{"lang": {"en"}, "back": {"/"}})
	v.get("/nowhere").is(404).says("h1", "Not found").says("nav a", "Contracts")
	v.get("/contracts/"+h.contract.ID+"/parameters").is(200).says("td a", "Article 1").says("option", "Article ")
	form := formOf(v.get("/contracts/" + h.contract.ID + "/edit"))
	form.Set("persons", "10")
	v.post("/contracts/"+h.contract.ID, form).is(http.StatusSeeOther)
	_, err := h.store.Consult(context.Background(), h.people.Drafter, h.contract.ID, "問い")
	h.must(err)
	v.get("/contracts/" + h.contract.ID + "/edit").is(403).one(".trouble a[href=/contracts/" + h.contract.ID + "]")
}

// TestNobodyOwesBeforeThereIsAVendor proves that a contract without a vendor shows what a
// vendor will owe as to come, and what is missing as links to its fields.
func TestNobodyOwesBeforeThereIsAVendor(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Drafter)
	form := h.naviForm()
	form.Del("vendor_id")
	form.Del("policy_version")
	path := v.post("/contracts", form).is(http.StatusSeeOther).Header().Get("Location")
	page := v.get(path).is(200).says(".rail .off", "受託者の決定後")
	page.one(".needs a[href=" + path + "/edit#f-policy_version]")
	for _, n := range page.all(".rail li") {
		if words := text(n); strings.Contains(words, "未了") && strings.Contains(words, "事業者の責任者") {
			t.Errorf("a vendor that is not chosen owes %q", words)
		}
	}
	v.get(path + "/issue").one("a[href=" + path + "/edit#f-policy_version]")
	own := "/contracts/" + h.contract.ID
	v.get(own + "/appendix?version=0").one("a[href=" + own + "/appendix.pdf?version=0]")
}
