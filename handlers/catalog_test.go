package handlers

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chigiri/models"
)

// TestCatalog proves that an edition is read level by level: the numbers in the
// text are those of the level, and marks stand on sources not yet compared.
func TestCatalog(t *testing.T) {
	h := newHouse(t)
	path := "/catalog/" + h.edition
	for _, name := range []string{"drafter", "auditor", "vendor_lead"} {
		v := h.as(h.people.Everybody()[name])
		v.get("/catalog").is(http.StatusOK).says("th", "令和８年１０月版")
		v.get(path).is(http.StatusOK).says("td", "発行の前に必要").says("th", "個人番号")
	}
	v := h.as(h.people.Lead)
	v.get(path+"?view=obligations&level=L1").says("#ORG-01 .doc", "14日以内")
	v.get(path+"?view=obligations&level=L4").says("#ORG-01 .doc", "7日以内").says(".due", "要確認")
	if len(v.get(path+"?view=obligations&level=L1").all("#ORG-04")) > 0 {
		t.Error("ORG-04 begins at L2 and is shown at L1")
	}
	v.get(path+"?view=values").says("tr", "14日")
	v.get(path+"?view=sources").says(".due", "要確認").says("td", "令和５年４月１日（土）から")
	v.get(path+"?view=topics").says("th", "B01")
}

// TestCatalogSearch proves that articles are found by their words in either
// language.
func TestCatalogSearch(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Drafter)
	for words, want := range map[string]string{"体制 変更": "#ORG-02", "ＯＲＧ-02": "#ORG-02", "responsibility structure": "#ORG-01"} {
		v.get("/catalog/" + h.edition + "?text=" + url.QueryEscape(words)).is(http.StatusOK).one(want)
	}
	v.get("/catalog/"+h.edition+"?text=%E3%81%82%E3%82%8A%E3%81%88%E3%81%AA%E3%81%84%E8%A8%80%E8%91%89").is(http.StatusOK).says(".empty", "当てはまるもの")
}

// TestCatalogTwin proves that a program gets the edition itself.
func TestCatalogTwin(t *testing.T) {
	h := newHouse(t)
	var e struct {
		Version     string           `json:"version"`
		Obligations []map[string]any `json:"obligations"`
	}
	h.as(h.people.Drafter).json(http.MethodGet, "/catalog/"+h.edition, nil).is(http.StatusOK).into(&e)
	if e.Version != "2026-10" || len(e.Obligations) < 90 {
		t.Errorf("version %s with %d obligations", e.Version, len(e.Obligations))
	}
	a := h.as(h.people.Drafter).json(http.MethodGet, "/catalog/"+nowhere, nil).is(http.StatusNotFound)
	if !strings.HasPrefix(a.Header().Get("Content-Type"), "application/problem+json") {
		t.Errorf("Content-Type %q", a.Header().Get("Content-Type"))
	}
}

// TestCatalogKeepsAnswers proves that who will be asked the questions of a briefing does
// not find their answers in the catalog, and that staff do.
func TestCatalogKeepsAnswers(t *testing.T) {
	h := newHouse(t)
	e, err := h.store.Edition(context.Background(), h.people.Reviewer, h.edition)
	h.must(err)
	for _, q := range e.Topics[0].Value.Quiz {
		for _, words := range []string{q.Explanation.JA, q.Explanation.EN} {
			for _, accept := range []string{"text/html", "application/json"} {
				for _, view := range []string{"", "?view=topics"} {
					a := h.as(h.people.Lead).do("GET", "/catalog/"+h.edition+view, nil, "", accept).is(http.StatusOK)
					if strings.Contains(a.Body.String(), words) {
						t.Errorf("%s %s tells a vendor %q", accept, view, words)
					}
				}
			}
		}
	}
	for who, want := range map[*models.Actor]bool{&h.people.Lead: false, &h.people.Reviewer: true} {
		body := h.as(*who).json("GET", "/catalog/"+h.edition, nil).is(http.StatusOK).Body.String()
		if got := strings.Contains(body, `"answer":`); got != want {
			t.Errorf("answers to %s: %v", who.Role, got)
		}
	}
	if e.Topics[0].Value.Quiz[0].Answer == "" {
		t.Error("the edition that everybody shares has lost its answers")
	}
}
