package handlers

import (
	"net/http"
	"net/url"
	"testing"

	"chigiri/models"
)

// TestHold proves that the IT division places and lifts a hold on the contract's
// page, that staff read who placed it and why, that a refused form stands open with
// its problem at the field, and that programs do the same.
func TestHold(t *testing.T) {
	h := newHouse(t)
	path := "/contracts/" + h.contract.ID
	v := h.as(h.people.Reviewer)
	v.get(path).is(http.StatusOK).says("summary", "記録を保全する")
	v.post(path+"/hold", url.Values{}).refused("f-reason", "入力してください", "")
	v.post(path+"/hold", url.Values{"reason": {number}}).refused("f-reason", "個人番号", number)
	v.post(path+"/hold", url.Values{"reason": {"総務第５号による"}}).is(http.StatusSeeOther).leads(path)
	for _, who := range []models.Actor{h.people.Drafter, h.people.Manager, h.people.Reviewer, h.people.Auditor} {
		h.as(who).get(path).says("#held", "総務第５号による").says("#held", h.people.Reviewer.Name)
	}
	if n := h.as(h.people.Lead).get(path).is(http.StatusOK).all("#held"); len(n) != 0 {
		t.Error("a vendor is shown the hold")
	}
	v.post(path+"/hold", url.Values{"reason": {"再び"}}).is(http.StatusConflict).says(".errors", "既に保全")
	v.post(path+"/hold/lift", url.Values{"reason": {number}}).refused("f-reason", "個人番号", number)
	var hold models.ContractHold
	v.json(http.MethodPost, path+"/hold/lift", map[string]string{"reason": "終結"}).is(http.StatusOK).into(&hold)
	if hold.Stands() || hold.LiftReason != "終結" {
		t.Errorf("%+v", hold)
	}
	v.get(path).says("details", "終結")
	var again models.ContractHold
	v.json(http.MethodPost, path+"/hold", map[string]string{"reason": "再び"}).is(http.StatusCreated).into(&again)
	if !again.Stands() || again.ContractID != h.contract.ID {
		t.Errorf("%+v", again)
	}
	h.as(h.people.Auditor).get(path+"/history").says("li", "記録の保全を始めました")
}
