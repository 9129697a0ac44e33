package handlers

import (
	"context"
	"net/http"
	"net/url"
	"testing"
)

// TestForbiddenIsRefusedAtItsField proves that the form says beforehand what the contract
// forbids, that it is refused there with the article, and that whoever decides is told what
// the appendix says of the rest.
func TestForbiddenIsRefusedAtItsField(t *testing.T) {
	h := newHouse(t)
	id := h.numbered()
	tree, err := h.store.Parties(context.Background(), h.people.Lead, id)
	h.must(err)
	lead, drafter := h.as(h.people.Lead), h.as(h.people.Drafter)
	form := applicationForm()
	form["classes"] = []string{"mynumber"}
	apply := "/contracts/" + id + "/parties/" + tree.Prime().ID + "/apply"
	lead.get(apply).is(http.StatusOK).says("#f-overseas-hint", "認められません").says("#f-onward-hint", "SUB-05").says("#f-cloud-hint", "想定していません")
	form = join(form, url.Values{"starts_on": {"R9.1.12"}, "my_number": {"true"}, "overseas": {"true"}, "onward": {"true"}, "cloud": {"true"}})
	lead.post(apply, form).is(http.StatusUnprocessableEntity).says("#f-overseas-error", "CLD-02").says("#f-onward-error", "SUB-05")
	form.Del("overseas")
	form.Del("onward")
	check := lead.post(apply, form).is(http.StatusOK).says(".note", "想定していません")
	path := lead.post(apply, check.hiddenForm("confirmed")).is(http.StatusSeeOther).Header().Get("Location")
	drafter.get(path).says("#decide .note", "CLD-01")
}
