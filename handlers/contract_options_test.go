package handlers

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"chigiri/models"
)

func TestSystemsOfTheDivisionComeFirst(t *testing.T) {
	// The form offers the systems of its own division first, under words that say so, and
	// says of every system whose it is, also of one that has no level yet.
	h := newHouse(t)
	_, err := h.store.CreateSystem(context.Background(), models.System(), models.SystemInput{
		Code: "SYS-3", Name: "あいさつ文の台帳", NameKana: "アイサツブンノダイチョウ", DivisionID: h.people.Child.ID, Zone: models.ZoneInternet,
	})
	h.must(err)
	form := h.naviForm()
	form.Set("find", "level")
	form["systems"] = []string{h.atena.ID}
	a := h.as(h.people.Drafter).post("/contracts", form).is(http.StatusOK)
	var order []string
	for n := range a.one("#f-systems").ChildNodes() {
		if attr(n, "class") == "group" || attr(n, "class") == "tick" {
			order = append(order, text(n))
		}
	}
	want := []string{"所管課のシステム", "あいさつ文の台帳 " + h.people.Child.Name, "児童相談ＩＴナビシステム L1 " + h.people.Child.Name, "ほかの課のシステム", "宛名システム L4 " + h.people.IT.Name}
	if !slices.Equal(order, want) {
		t.Errorf("the form offers\n%s\nwant\n%s", strings.Join(order, "\n"), strings.Join(want, "\n"))
	}
}
