package handlers

import (
	"bytes"
	"net/http"
	"net/url"
	"testing"

	"chigiri/models"
	"chigiri/models/store/storetest"
	"chigiri/views"
	"chigiri/views/sheet"
)

// TestNobodyWorksBeforeTheSubcontract proves that a line of a subcontractor's roster that
// begins before the subcontract is refused at its field with the day it may begin, typed,
// pasted and in a workbook; and that the form begins with that day.
func TestNobodyWorksBeforeTheSubcontract(t *testing.T) {
	h, w, _, _ := staffed(t)
	in := storetest.Application(h.people.Sub, models.NewDate(2027, 1, 12), models.NewDate(2027, 2, 26), "mynumber")
	in.MyNumber = true
	sub := storetest.Subcontract(t, h.store, h.people, w.contract, w.party.ID, h.people.Lead, in)
	path, v := "/contracts/"+w.contract+"/parties/"+sub.ID+"/roster", h.as(h.people.SubLead)

	form := v.get(path + "/add").is(http.StatusOK)
	if from, until := form.value("lines.0.starts_on"), form.value("lines.0.ends_on"); from != "令和９年１月１２日" || until != "令和９年２月２６日" {
		t.Errorf("the form begins with %s to %s", from, until)
	}
	const early = "再委託の承認された期間は令和９年１月１２日（火）からです"
	v.post(path, url.Values{"lines.0.name": {"再委 一"}, "lines.0.duty": {"監視担当"}, "lines.0.starts_on": {"R9.1.11"}, "lines.0.ends_on": {"R9.2.26"}}).is(422).
		says("#one", early)
	list := listOf("再委 一|サイイ||監視担当||保守センター|R9.1.12|R9.2.26", "再委 二|サイイ||監視担当||保守センター|R8.12.1|R9.2.26", "再委 三|サイイ||監視担当||保守センター|R9.1.12|R9.3.31")
	a := v.post(path+"/paste", url.Values{"list": {list}}).is(422).says("#line-2 li", early).says("#line-3 li", "令和９年２月２６日")
	if n := len(a.all(".wrongs tbody tr")); n != 2 {
		t.Errorf("%d lines are to be mended", n)
	}
	tab := views.RosterTemplate("ja", h.roster(sub))
	if tab.Rows[0][6] != models.NewDate(2027, 1, 12) {
		t.Errorf("the example of the workbook begins on %v", tab.Rows[0][6])
	}
	tab.Rows = [][]any{{"再委 一", "サイイ", "", "監視担当", "", "保守センター", models.NewDate(2026, 12, 1), models.NewDate(2027, 2, 26)}}
	var b bytes.Buffer
	h.must(sheet.Write(&b, tab))
	v.multipart(path+"/upload", nil, "file", "名簿.xlsx", b.Bytes()).is(422).says("#line-1 li", early)
	if n := len(h.roster(sub).Workers); n != 0 {
		t.Errorf("%d are on the roster", n)
	}
}
