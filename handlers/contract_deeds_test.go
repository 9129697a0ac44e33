package handlers

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"chigiri/assets"
	"chigiri/models"
)

// later publishes an edition in force from the day of the tests, and gives its id.
func (h *house) later() string {
	h.t.Helper()
	source := string(assets.Editions()[0].Data)
	source = strings.Replace(source, "version: '2026-10'", "version: '2026-11'", 1)
	source = strings.Replace(source, "effective_from: '2026-10-01'", "effective_from: '2026-11-01'", 1)
	row, err := h.store.PublishEdition(context.Background(), models.System(), "later.yaml", []byte(source))
	h.must(err)
	return row.ID
}

// working brings the Child division's contract to where its work is under way:
// everything asked before the start is waived, and it is issued, concluded and ready.
func (h *house) working() string {
	h.t.Helper()
	ctx, id, p := context.Background(), h.contract.ID, h.people
	for _, obligation := range []string{"ORG-01", "WRK-01", "WRK-02", "WRK-03", "WRK-04"} {
		w, err := h.store.AskWaiver(ctx, p.Drafter, id, models.WaiverInput{Obligation: obligation, Reason: "試験", EndsOn: models.NewDate(2027, 3, 31)})
		if models.KindOf(err) == models.KindInvalid {
			continue // it does not apply to this contract, so nothing is asked
		}
		h.must(err)
		h.must(h.store.DecideWaiver(ctx, p.Reviewer, id, w.ID, true, "異存ありません"))
	}
	v, err := h.store.Contract(ctx, p.Drafter, id)
	h.must(err)
	h.issueNow(p.Drafter, v.Contract)
	v, err = h.store.Contract(ctx, p.Drafter, id)
	h.must(err)
	h.must(h.store.Conclude(ctx, p.Drafter, id, v.Contract.Version, models.NewDate(2026, 11, 1)))
	h.must(h.store.AcceptAppendix(ctx, p.Drafter, id, v.Contract.IssuedNumber, "受領書"))
	h.must(h.store.MakeReady(ctx, p.Manager, id))
	h.clock.Set(time.Date(2026, 12, 10, 9, 0, 0, 0, models.Japan))
	return id
}

// issueNow issues the appendix of a contract as it stands, with papers of no words.
func (h *house) issueNow(who models.Actor, c models.Contract) {
	h.t.Helper()
	_, err := h.store.IssueAppendix(context.Background(), who, c.ID, c.Version, func(models.Appendix) (models.File, models.File, error) {
		paper := models.File{Name: "特記仕様書.pdf", ContentType: pdf, Bytes: []byte("%PDF-1.7\n")}
		word := models.File{Name: "特記仕様書.docx", ContentType: docx, Bytes: []byte("PK\x03\x04")}
		return paper, word, nil
	})
	h.must(err)
}

// refused fails the test unless the error stands at its control, the summary leads to
// that very control, and what was typed is given back.
func (a *answer) refused(control, words, typed string) {
	a.t.Helper()
	a.is(http.StatusUnprocessableEntity).says("#"+control+"-error", words)
	fields := a.all("#" + control)
	if len(fields) != 1 {
		a.t.Fatalf("%s: %d controls called %s, want 1", a.asked, len(fields), control)
	}
	if attr(fields[0], "aria-invalid") != "true" || !strings.Contains(attr(fields[0], "aria-describedby"), control+"-error") {
		a.t.Errorf("%s: %s is not marked: %v", a.asked, control, fields[0].Attr)
	}
	if links := a.all(".errors a"); len(links) != 1 || attr(links[0], "href") != "#"+control {
		a.t.Errorf("%s: the summary leads to %v, want #%s", a.asked, links, control)
	}
	got := attr(fields[0], "value")
	if fields[0].Data == "textarea" {
		got = strings.TrimPrefix(text(fields[0]), "\n")
	}
	if got != typed {
		a.t.Errorf("%s: %s holds %q, want %q", a.asked, control, got, typed)
	}
	for n := fields[0].Parent; n != nil; n = n.Parent {
		if _, open := lookup(n, "open"); n.Data == "details" && !open {
			a.t.Errorf("%s: %s stands in something closed", a.asked, control)
		}
	}
}

const number = "更新のため 123456789018" // holds a My Number, so no reason can be made of it

func TestRefusedDeedsStandAtTheirField(t *testing.T) {
	// A deed done on the contract's own page says at its field what is wrong, and gives
	// back what was typed.
	h := newHouse(t)
	drafter := h.as(h.people.Drafter)
	path := drafter.post("/contracts", h.naviForm()).is(http.StatusSeeOther).Header().Get("Location")
	drafter.post(path+"/remove", url.Values{"reason": {number}}).refused("f-reason", "個人番号", number)
	edition := h.later()
	a := drafter.post(path+"/edition", url.Values{"edition_id": {edition}, "reason": {""}})
	a.refused("f-reason", "入力してください", "")
	a.one("#edition #f-reason")
	a.one("#remove #f-remove-reason")
	drafter.post(path+"/edition", url.Values{"edition_id": {"none"}, "reason": {"新しい版に合わせる"}}).refused("f-reason", "版は見つかりません", "新しい版に合わせる")
	drafter.post(path+"/consult", url.Values{"question": {"遠隔保守の方法"}}).is(http.StatusSeeOther)
	drafter.post(path+"/consult/withdraw", url.Values{"reason": {number}}).refused("f-reason", "個人番号", number)

	id := h.working()
	drafter = h.as(h.people.Drafter) // the day moved past the old token
	drafter.post("/contracts/"+id+"/complete", url.Values{"completed_on": {"令和元年4月30日"}}).refused("f-completed_on", "平成", "令和元年4月30日")
	drafter.post("/contracts/"+id+"/complete", url.Values{"completed_on": {"R9.3.1"}}).refused("f-completed_on", "まだ来ていない", "R9.3.1")
	page := drafter.post("/contracts/"+id+"/ready", nil)
	if links := page.all(".errors a"); len(links) != 0 {
		t.Errorf("a refusal that is about no field leads to %s", attr(links[0], "href"))
	}
}

func TestRefusedReasonsOnOtherPages(t *testing.T) {
	// The reasons and decisions on the pages of the level and of the values say their
	// errors at their own field too.
	h := newHouse(t)
	drafter, reviewer := h.as(h.people.Drafter), h.as(h.people.Reviewer)
	path := "/contracts/" + h.contract.ID
	drafter.post(path+"/level/raise", url.Values{"level": {"L2"}, "reason": {number}}).refused("f-reason", "個人番号", number)
	drafter.post(path+"/level/raise", url.Values{"level": {"L2"}, "reason": {"社会的な影響が大きい"}}).is(http.StatusSeeOther)
	drafter.post(path+"/level/raise/end", url.Values{"reason": {number}}).refused("f-reason", "個人番号", number)
	value := url.Values{"obligation": {"ACC-02"}, "param": {"min_length"}, "value": {"12"}, "reason": {"外から使うため"}}
	drafter.post(path+"/parameters", value).is(http.StatusSeeOther)
	value.Del("value")
	value.Set("reason", number)
	drafter.post(path+"/parameters/remove", value).refused("f-reason", "個人番号", number)
	waiver := url.Values{"obligation": {"ORG-02"}, "whole": {"true"}, "reason": {"一人で行うため"}, "ends_on": {"R9.3.31"}}
	drafter.post(path+"/waivers", waiver).is(http.StatusSeeOther)
	v, err := h.store.Contract(context.Background(), h.people.Drafter, h.contract.ID)
	h.must(err)
	deed := path + "/waivers/" + v.Waivers[0].ID
	reviewer.post(deed, url.Values{"decision": {"returned"}, "note": {""}}).refused("f-note", "入力してください", "")
	reviewer.post(deed, url.Values{"decision": {"agreed"}, "note": {number}}).refused("f-note", "個人番号", number)
}
