package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chigiri/models"
)

func structureOf() url.Values {
	return url.Values{
		"lead_name": {"責任 五郎"}, "lead_phone": {"06-0000-0001"}, "after_hours": {"06-0000-0002"}, "security_lead": {"山口 亮"}, "privacy_lead": {"山口 亮"},
		"contacts": {"１ 責任 五郎"}, "sites.0.address": {"大阪市中央区"}, "sites.0.lock": {"ＩＣカード"},
	}
}

// TestStructureSentBack proves that a structure is sent back with a reason that its lead
// finds at the top of the page and on the first page, with the form filled in, and that
// what was filed meanwhile is not confirmed unseen.
func TestStructureSentBack(t *testing.T) {
	h, _, roster, lead := staffed(t)
	party := strings.TrimSuffix(roster, "/roster")
	path, staff := party+"/structure", h.as(h.people.Drafter)
	nobody := structureOf()
	nobody.Del("privacy_lead")
	lead.post(path, nobody).is(422).says("#f-privacy_lead-error", "個人情報取扱責任者")
	lead.post(path, structureOf()).is(303)
	confirm := url.Values{"number": {staff.get(path).is(200).value("number")}}
	a := staff.post(path+"/return", join(confirm, url.Values{"reason": {""}})).is(422)
	a.one("#return[open] #f-reason-error")
	staff.post(path+"/return", join(confirm, url.Values{"reason": {"鍵を持つ人を書いてください。"}})).is(303).leads(path)
	staff.get(path).says(".next", "届出を待っています").says(".note", "鍵を持つ人").says(".note", h.people.Drafter.Name)
	staff.get(roster).says(".next", "名簿を確認してください") // is not touched
	page := lead.get(path).is(200).says(".next", "差し戻された体制届").says(".note", "鍵を持つ人").says(".note", "府の所管課").says(".st", "差戻し")
	page.one("details[open] #f-lead_name")
	if page.value("lead_name") != "責任 五郎" || strings.Contains(page.Body.String(), h.people.Drafter.Name) {
		t.Error("the form does not hold what was filed, or the page names the official")
	}
	lead.get("/").says(".todo", "体制届の差戻し")
	lead.get(party).says(".next", "差し戻された体制届").says(".rail", "差戻しあり")
	form := structureOf()
	form.Set("sites.0.lock", "ＩＣカード。責任者が持つ。")
	lead.post(path, form).is(303)
	staff.post(path+"/confirm", confirm).is(409).says(".errors", "新しい体制届").says("dd li", "責任者が持つ")
	staff.get(path).says("details .facts", "鍵を持つ人") // the first filing keeps it
	staff.post(path+"/confirm", url.Values{"number": {staff.get(path).value("number")}}).is(303)
	staff.get(path).says(".st", "済")
	staff.get(roster).says(".next", "名簿を確認してください")
}

// TestRosterSentBack proves the same of a roster, whose lines are filed again by one press
// or by a change, and of a program.
func TestRosterSentBack(t *testing.T) {
	h, w, path, lead := staffed(t)
	staff := h.as(h.people.Drafter)
	staff.get(path).one("#return form[action=" + path + "/return]")
	staff.post(path+"/return", url.Values{"seen": {"あした"}, "reason": {"直す"}}).is(422)
	staff.post(path+"/return", url.Values{"reason": {""}}).is(422).one("#return[open] #f-reason-error")
	staff.post(path+"/return", url.Values{"seen": {staff.get(path).value("seen")}, "reason": {"担当を具体的に書いてください。"}}).is(303).leads(path)
	staff.get(path).says(".next", "提出を待っています").says("tbody .st", "差戻し")
	page := lead.get(path).is(200).says(".next", "差し戻された名簿").says(".note", "担当を具体的に").says("tbody .st", "差戻し")
	page.one(".next form[action=" + path + "/file]")
	lead.get("/").says(".todo", "名簿の差戻し 1人")
	lead.get(path+"/"+w.worker.ID).says(".next", "差し戻された記載").says(".note", "担当を具体的に")
	lead.post(path+"/file", nil).is(303).leads(path)
	lead.post(path+"/file", nil).is(409).says(".errors", "提出を待っている差戻しはありません")
	staff.post(path+"/file", nil).is(403)
	var r models.Roster
	staff.json(http.MethodGet, path, nil).is(200).into(&r)
	if r.Waiting != 1 || r.Returned != 0 || r.Seen.IsZero() {
		t.Errorf("a program is told %+v", r)
	}
	staff.json(http.MethodPost, path+"/confirm", map[string]any{"seen": r.Seen}).is(http.StatusNoContent)
	staff.get(path).says("tbody .st", "済")
}

// TestExpiredSignInKeepsReturns proves that the reason typed comes back after another
// sign-in.
func TestExpiredSignInKeepsReturns(t *testing.T) {
	h, _, roster, lead := staffed(t)
	path := strings.TrimSuffix(roster, "/roster") + "/structure"
	lead.post(path, structureOf()).is(303)
	for _, page := range []string{path, roster} {
		h.comesBack(t, page+"/return", url.Values{"reason": {"直してください"}})
	}
}
