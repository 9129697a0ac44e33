package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestFormsDescribeTheirControls proves that every hint and error stands tied to its
// control or group of controls, and that nothing is tied to what is not there.
func TestFormsDescribeTheirControls(t *testing.T) {
	h := newHouse(t)
	drafter, admin := h.as(h.people.Drafter), h.as(h.people.Admin)
	own := "/contracts/" + h.contract.ID
	pages := []*answer{
		drafter.get("/contracts/new"), drafter.get(own + "/edit"), drafter.get(own + "/level"), drafter.get(own + "/parameters?open=ACC-02.min_length"),
		drafter.get("/systems/" + h.system.ID), drafter.get("/systems/new"), drafter.get("/vendors/new"), admin.get("/users/new"), drafter.get("/account"),
		drafter.post("/contracts", url.Values{"scheme": {"x"}, "classes": {"nothing"}, "overseas": {"perhaps"}}),
		drafter.post("/systems/"+h.system.ID+"/links", url.Values{"mynumber": {"perhaps"}}),
		drafter.post("/systems", url.Values{}), admin.post("/users", url.Values{}),
	}
	for _, a := range pages {
		if a.Code != http.StatusOK && a.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d", a.asked, a.Code)
		}
		for _, n := range a.all("[aria-describedby]") {
			ids := attr(n, "aria-describedby")
			if ids == "" || ids != strings.Join(strings.Fields(ids), " ") {
				t.Errorf("%s: %s is described by %q", a.asked, attr(n, "id"), ids)
			}
			for _, id := range strings.Fields(ids) {
				a.one("[id=" + id + "]")
			}
		}
		for _, field := range a.all("main .field") {
			for said := range field.ChildNodes() {
				if isSaid(said) && !isTied(field, attr(said, "id")) {
					t.Errorf("%s: nothing is described by %q", a.asked, text(said))
				}
			}
		}
	}
}

// isSaid says whether something of a field is a hint or an error.
func isSaid(n *html.Node) bool {
	return n.Data == "small" || slices.Contains(strings.Fields(attr(n, "class")), "wrong")
}

// isTied says whether the field's control, or the field as a group, is described by id.
func isTied(field *html.Node, id string) bool {
	if id == "" {
		return false
	}
	for _, n := range append(find(field, "[aria-describedby]"), field) {
		if slices.Contains(strings.Fields(attr(n, "aria-describedby")), id) {
			return true
		}
	}
	return false
}
