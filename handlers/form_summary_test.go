package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestSummaryNamesTheFields proves that the summary of errors names every field by the
// label it has on the page, in the order of the page, and leads to it.
func TestSummaryNamesTheFields(t *testing.T) {
	h := newHouse(t)
	drafter, admin := h.as(h.people.Drafter), h.as(h.people.Admin)
	own := "/contracts/" + h.contract.ID
	for _, x := range []struct {
		v    *visitor
		path string
		form url.Values
	}{
		{drafter, "/contracts", url.Values{"starts_on": {"あした"}, "note": {strings.Repeat("長", 4001)}, "persons": {"多数"}}},
		{drafter, own + "/copy", nil},
		{drafter, own + "/consult", nil},
		{drafter, own + "/conclude", nil},
		{drafter, own + "/level/raise", nil},
		{drafter, own + "/parameters", url.Values{"obligation": {"ACC-02"}, "param": {"min_length"}}},
		{drafter, own + "/waivers", url.Values{"obligation": {"ACC-02"}, "param": {"min_length"}}},
		{drafter, "/vendors", url.Values{"email": {"x"}, "corporate_number": {"123"}}},
		{drafter, "/systems", url.Values{"started_on": {"いつか"}, "items.0.reason": {"理由"}}},
		{drafter, "/systems/" + h.system.ID + "/links", nil},
		{drafter, "/systems/" + h.system.ID + "/manuals", nil},
		{admin, "/divisions", nil},
		{admin, "/users", nil},
		{admin, "/account/tokens", nil},
	} {
		a := x.v.post(x.path, x.form).is(http.StatusUnprocessableEntity)
		links, at := a.all(".errors a"), -1
		if len(links) == 0 || len(links) != len(a.all(".errors li")) {
			t.Errorf("%s: %d of %d lines lead to a field", x.path, len(links), len(a.all(".errors li")))
		}
		controls := a.all("main [id]")
		for _, link := range links {
			id := strings.TrimPrefix(attr(link, "href"), "#")
			i := slices.IndexFunc(controls, func(n *html.Node) bool { return attr(n, "id") == id })
			label := a.all("label[for=" + id + "]")
			if i >= 0 && len(label) == 0 {
				label = find(controls[i], "legend")
			}
			if i < 0 || len(label) == 0 {
				t.Errorf("%s: %q leads nowhere", x.path, text(link))
				continue
			}
			name, _, _ := strings.Cut(text(link), "：")
			if words := strings.Fields(name); !strings.Contains(text(label[0]), strings.TrimPrefix(words[0], "1行目の")) {
				t.Errorf("%s: %q is not called %q", x.path, text(label[0]), name)
			}
			if i < at {
				t.Errorf("%s: %q stands after what is below it", x.path, text(link))
			}
			at = i
		}
	}
}

// TestEverythingWrongIsToldAtOnce proves that a date, a length and a number that must not
// enter are told in one round.
func TestEverythingWrongIsToldAtOnce(t *testing.T) {
	h := newHouse(t)
	form := h.naviForm()
	form.Set("starts_on", "あした")
	form.Set("title", strings.Repeat("長", 201))
	form.Set("note", "番号は123456789018")
	a := h.as(h.people.Drafter).post("/contracts", form).is(http.StatusUnprocessableEntity)
	a.says("#f-starts_on-error", "日付として").says("#f-title-error", "201文字").says("#f-note-error", "個人番号")
}

// TestManualAsksForItsFile proves that a file that was not chosen is asked for, and that
// one that was has to be chosen again when something else was wrong.
func TestManualAsksForItsFile(t *testing.T) {
	h := newHouse(t)
	v, path := h.as(h.people.Drafter), "/systems/"+h.system.ID+"/manuals"
	v.post(path, url.Values{"title": {"手引"}, "version": {"1"}, "dated": {"R8.4.1"}}).is(422).says("#f-file-error", "ファイルを選んでください")
	body := "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nabc\r\n--x--\r\n"
	a := v.do(http.MethodPost, path, strings.NewReader(body), "multipart/form-data; boundary=x", "text/html").is(422)
	a.says("#f-file-error", "もう一度選んでください").says("#f-title-error", "入力してください").says("#f-dated-error", "入力してください")
}
