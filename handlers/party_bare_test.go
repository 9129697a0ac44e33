package handlers

import (
	"context"
	"net/http"
	"testing"

	"chigiri/models"
	"chigiri/views/sheet"
)

// TestEndedWithoutApproval proves that a firm that worked without approval is named with
// its days on the contract's page of parties, on its own page, in the list and in the
// table once its place is over.
func TestEndedWithoutApproval(t *testing.T) {
	h := newHouse(t)
	ctx, p := context.Background(), h.people
	w := h.addWork(p.Drafter, "R8-78", "health", p.Lead, models.WorkerInput{Name: "鈴木 一"})
	firm := models.VendorInput{CorporateNumber: newFirm, Name: "合同会社さざなみ保守"}
	today := models.Today(h.store.Now())
	found, err := h.store.ReportParty(ctx, p.Drafter, w.contract, w.party.ID, firm, today.AddDays(-3), "名簿にあった。")
	h.must(err)
	h.must(h.store.EndParty(ctx, p.Drafter, found.ID, "やめさせた"))
	v := h.as(p.Auditor)
	v.get("/contracts/"+w.contract+"/parties").is(http.StatusOK).says(".past .st", "承認なしで従事")
	v.get("/contracts/"+w.contract+"/parties/"+found.ID).is(http.StatusOK).says("main .st", "承認なしで従事")
	v.get("/parties").is(http.StatusOK).says(".chip", "承認なし 0").says(".chip", "承認なしの従事（過去を含む） 1")
	v.get("/parties?show=ever_unapproved").is(http.StatusOK).says("tbody th", firm.Name).says("tbody td", "承認なしで従事")
	rows, err := sheet.Read("file", v.get("/parties.xlsx?show=ever_unapproved").is(http.StatusOK).Body.Bytes())
	h.must(err)
	if len(rows) != 2 || rows[1][3] != firm.Name || rows[1][6] == "" || rows[1][7] == "" {
		t.Errorf("the table is %v", rows)
	}
}
