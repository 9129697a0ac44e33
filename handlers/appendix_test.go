package handlers

import (
	"net/http"
	"testing"
)

func TestChangesNameTheCover(t *testing.T) {
	// What changed on the cover alone is shown before and after: where versions are
	// compared, before the next issue, and from the next step.
	h := newHouse(t)
	drafter := h.as(h.people.Drafter)
	path := "/contracts/" + h.contract.ID
	form := formOf(drafter.get(path + "/edit").is(200))
	form.Set("persons", "42,000")
	form.Set("ends_on", "2027-03-30")
	drafter.post(path, form).is(http.StatusSeeOther)
	drafter.get(path).says(".next a", "何が変わったかを見る")
	for _, page := range []string{"/appendix/changes", "/issue"} {
		drafter.get(path+page).is(200).says("[data-facts] dd", "令和９年３月３１日（水） → 令和９年３月３０日（火）").says("[data-facts] dd", "（なし） → 42,000").says("main", "条の追加、削除及び変更はありません")
	}
}
