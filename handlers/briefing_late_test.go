package handlers

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"chigiri/models"
)

// crowd puts n people on the contractor's roster.
func (h *house) crowd(n int) {
	h.t.Helper()
	lines := make([]models.WorkerInput, n)
	for i := range lines {
		lines[i] = models.WorkerInput{
			Name: fmt.Sprintf("従事 %d号", i), Mail: fmt.Sprintf("crowd%d@vendor.example", i), Duty: "保守担当", Site: "保守センター",
			StartsOn: models.NewDate(2026, 12, 1), EndsOn: models.NewDate(2027, 3, 31),
		}
	}
	_, err := h.store.AddWorkers(context.Background(), h.people.Lead, h.primeID(), lines)
	h.must(err)
}

// TestThreeHundredAbsenteesByPages proves that a meeting of 300 is closed by one reason
// and one day, with a line of somebody's own before it; that the page folds so many
// people by their firms; and that the line of anybody of them is taken.
func TestThreeHundredAbsenteesByPages(t *testing.T) {
	h := newHouse(t)
	h.typesets()
	h.concluded()
	h.crowd(300)
	drafter, lead := h.as(h.people.Drafter), h.as(h.people.Lead)
	id, checkIn := h.planned(drafter, h.primeID())
	own := "/briefings/" + id
	lead.post(checkIn, nil).is(http.StatusSeeOther)
	page := drafter.get(own+"/hold").is(http.StatusOK).says("details.held summary", "出席としていない人300人").says("#rest legend", "全員")
	last := attr(page.one("[name=absent.299.id]"), "value")
	form := url.Values{"minutes": {"60"}, "absent.299.id": {last}, "absent.299.reason": {"病気"}}
	drafter.post(own+"/hold", form).is(http.StatusUnprocessableEntity).says(".errors", "299人").one("[id=f-rest_reason-error]")
	form.Set("rest_reason", "別の現場の対応")
	form.Set("rest_make_up_on", "R8.13.1")
	bad := drafter.post(own+"/hold", form).is(http.StatusUnprocessableEntity)
	bad.one("[id=f-rest_make_up_on-error]")
	if bad.value("rest_reason") != "別の現場の対応" || bad.value("absent.299.reason") != "病気" {
		t.Error("what was typed is lost")
	}
	form.Set("rest_make_up_on", "R8.11.10")
	check := drafter.post(own+"/hold", form).is(http.StatusOK).says("dd strong", "別の現場の対応").says("dd small", "299人").says("dd strong", "病気")
	form = check.hiddenForm("confirmed")
	if len(form) > 20 {
		t.Errorf("the page to confirm carries %d fields", len(form))
	}
	drafter.post(own+"/hold", form).is(http.StatusSeeOther).leads(own)
	drafter.get(own).is(http.StatusOK).says("#people", "別の現場の対応").says("#people", "病気").says(".next", "300人")
}

// TestAbsenteesAtOnceByProgram proves that a program tells the same in two fields.
func TestAbsenteesAtOnceByProgram(t *testing.T) {
	h := newHouse(t)
	h.typesets()
	h.concluded()
	h.crowd(8)
	drafter := h.as(h.people.Drafter)
	id, checkIn := h.planned(drafter, h.primeID())
	h.as(h.people.Lead).post(checkIn, nil).is(http.StatusSeeOther)
	told := map[string]any{"minutes": "60", "confirmed": true, "rest_reason": "当直"}
	drafter.json("POST", "/briefings/"+id+"/hold", told).is(http.StatusUnprocessableEntity)
	told["rest_make_up_on"] = "2026-11-10"
	var seen models.BriefingView
	drafter.json("POST", "/briefings/"+id+"/hold", told).is(http.StatusOK)
	drafter.json("GET", "/briefings/"+id, nil).is(http.StatusOK).into(&seen)
	for _, a := range seen.Attendees {
		if strings.HasPrefix(a.Name, "従事") && (a.Absence != "当直" || a.MakeUpOn != models.NewDate(2026, 11, 10)) {
			t.Errorf("%s is recorded as %q, %s", a.Name, a.Absence, a.MakeUpOn)
		}
	}
}

// TestPastBriefingByPages proves that the form asks why a past day is recorded only now,
// that the meeting is then recorded at once, and that the reason is shown; and that a
// meeting nobody recorded asks for one of two deeds.
func TestPastBriefingByPages(t *testing.T) {
	h := newHouse(t)
	h.typesets()
	h.concluded()
	h.crowd(2)
	h.clock.Advance(7 * 24 * time.Hour)
	drafter, lead := h.as(h.people.Drafter), h.as(h.people.Lead)
	path := "/contracts/" + h.contract.ID + "/briefings"
	if n := len(drafter.get(path + "/new").all("[name=afterwards]")); n != 0 {
		t.Error("the reason is asked for before it is needed")
	}
	form := planForm([]string{"B01"}, h.primeID())
	form.Set("held_on", "R8.11.1")
	form.Set("afterwards", "先週、紙の名簿で実施したため")
	drafter.post(path, form).is(http.StatusUnprocessableEntity).says(".errors", "第1版を発行したのは")
	form.Set("held_on", "R8.11.4")
	form.Del("afterwards")
	drafter.post(path, form).is(http.StatusUnprocessableEntity).says(".errors", "過ぎた日").one("#f-afterwards")
	form.Set("afterwards", "先週、紙の名簿で実施したため")
	hold := drafter.post(path, form).is(http.StatusSeeOther).Header().Get("Location")
	if !strings.HasSuffix(hold, "/hold") {
		t.Errorf("a past meeting leads to %s", hold)
	}
	own := strings.TrimSuffix(hold, "/hold")
	drafter.get(hold).is(http.StatusOK).says(".said", "来た人を記録")
	drafter.get(own).says("dd", "先週、紙の名簿").says(".next", "結果を記録してください")
	lead.get(own).is(http.StatusOK).says(".next", "記録を待っています")
	form.Set("held_on", "R8.11.9")
	id := strings.Split(drafter.post(path, form).is(http.StatusSeeOther).Header().Get("Location"), "/")[2]
	h.clock.Advance(48 * time.Hour)
	drafter.get("/").is(http.StatusOK).says("h2", "記録していない説明（2件）").says(".next", "記録するか")
	drafter.get("/briefings/"+id).is(http.StatusOK).says(".next", "2日過ぎています").says(".next a", "記録する").says(".next a", "取りやめる")
	drafter.get(path).is(http.StatusOK).says(".next", "記録するか").says("td .st", "未記録").says("td small", "日過ぎています")
}
