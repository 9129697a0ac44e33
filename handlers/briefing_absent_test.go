package handlers

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

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
