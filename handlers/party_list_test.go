package handlers

import (
	"net/http"
	"net/url"
	"testing"

	"chigiri/models"
	"chigiri/views/sheet"
)

// TestPartyList proves that staff see who lacks what over all contracts, narrow it by
// chips and words, take it away as a table, and that nobody outside sees it.
func TestPartyList(t *testing.T) {
	h, w, _, _ := signing(t)
	v := h.as(h.people.Auditor)
	page := v.get("/parties").is(http.StatusOK).says("tbody th", h.people.Worker.Name).says("nav a", "当事者").says(".chip", "誓約なし 2")
	page.one("a[href=/contracts/" + w.contract + "/parties]")
	v.get("/parties?show=unpledged&text="+url.QueryEscape(h.people.Worker.Name)).is(http.StatusOK).says("td .st", "未了").says(".chip[aria-current]", "誓約なし 1")
	v.get("/parties?text="+url.QueryEscape("だれにもない")).is(http.StatusOK).says(".empty", "当てはまる")
	v.get("/parties?show=idle").is(http.StatusUnprocessableEntity)
	var list models.PartyList
	v.json(http.MethodGet, "/parties?show=unpledged", nil).is(http.StatusOK).into(&list)
	if len(list.Rows) != 2 || list.Counts[models.ShowUnpledged] != 2 || list.Rows[0].WorkerID != "" || list.Rows[1].Worker != h.people.Worker.Name {
		t.Errorf("the twin is %+v", list)
	}
	rows, err := sheet.Read("file", v.get("/parties.xlsx?show=unpledged").is(http.StatusOK).Body.Bytes())
	h.must(err)
	if len(rows) != 3 || rows[2][8] != h.people.Worker.Name {
		t.Errorf("the table is %v", rows)
	}
	h.as(h.people.Admin).get("/parties").is(http.StatusForbidden)
	h.as(h.people.Lead).get("/parties").is(http.StatusForbidden)
}

// TestPartyListOnADay proves that the list and the table answer as of a day written in
// either way, say which day it is, and refuse a day to come, no day, and a name the address
// does not know.
func TestPartyListOnADay(t *testing.T) {
	h, w, _, _ := signing(t)
	v := h.as(h.people.Auditor)
	today := models.Today(h.store.Now())
	page := v.get("/parties?show=unpledged&on=" + url.QueryEscape(models.Wareki(today))).is(http.StatusOK)
	page.says("tbody td", "未了").says("main", models.Wareki(today))
	page.one("a[href=/contracts/" + w.contract + "/parties]")
	page.one("input[name=on]")
	before := today.AddDays(-400).String()
	v.get("/parties?on="+before).is(http.StatusOK).says(".empty", "当てはまる")
	rows, err := sheet.Read("file", v.get("/parties.xlsx?on="+before).is(http.StatusOK).Body.Bytes())
	h.must(err)
	if len(rows) != 1 {
		t.Errorf("the table of a day before all has %v", rows)
	}
	for _, bad := range []string{"on=" + today.AddDays(1).String(), "on=2026-02-30", "at=2026-11-10"} {
		v.get("/parties?" + bad).is(http.StatusUnprocessableEntity)
		v.get("/parties.xlsx?" + bad).is(http.StatusUnprocessableEntity)
	}
}
