package handlers

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"chigiri/models"
)

// TestConsultationMoved proves that a merger of divisions during a consultation is told
// to both sides, that agreeing is off, and that the question can be returned.
func TestConsultationMoved(t *testing.T) {
	h := newHouse(t)
	ctx, path := context.Background(), "/contracts/"+h.contract.ID
	form := formOf(h.as(h.people.Drafter).get(path + "/edit"))
	form.Set("persons", "10")
	h.as(h.people.Drafter).post(path, form).is(http.StatusSeeOther)
	_, err := h.store.Consult(ctx, h.people.Drafter, h.contract.ID, "変更について")
	h.must(err)
	h.as(h.people.Reviewer).get(path).says(".next strong", "協議に回答してください").says(".next small", "あなたの番です")
	_, err = h.store.MergeDivision(ctx, h.people.Admin, h.people.Child.ID, h.people.Child.Version, h.people.Roads.ID, models.NewDate(2026, 11, 1))
	h.must(err)
	reviewer := h.as(h.people.Reviewer)
	page := reviewer.get(path+"/answer").is(200).says(".note", "内容が変わりました").says(".next", "差し戻してください")
	if _, off := lookup(page.one("[name=decision][value=agreed]"), "disabled"); !off {
		t.Error("one may agree to what nobody asked about")
	}
	h.as(h.people.Drafter).get(path).says(".note", "もう一度協議してください")
	reviewer.post(path+"/answer", url.Values{"decision": {"agreed"}, "note": {"異存ありません"}}).is(http.StatusConflict).says(".errors", "差し戻して")
	reviewer.post(path+"/answer", url.Values{}).is(422).says("#f-decision-error", "入力してください").says("#f-note-error", "入力してください")
	reviewer.post(path+"/answer", url.Values{"decision": {"returned"}, "note": {"人数の根拠を書いてください"}}).is(http.StatusSeeOther)

	drafter := h.as(h.people.OtherDrafter) // the division that took it over
	drafter.get(path+"/consult").is(200).says("blockquote", "人数の根拠")
	form = formOf(drafter.get(path + "/edit").is(200))
	form.Set("persons", "12")
	drafter.post(path, form).is(http.StatusSeeOther)
	drafter.post(path+"/consult", url.Values{"question": {"直しました"}}).is(http.StatusSeeOther)
	reviewer.get(path+"/answer").is(200).says("main", "変更について").says("blockquote", "人数の根拠").says("details li", "10 → 12").says("main a", "違いを見る")
}
