package handlers

import (
	"slices"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
	"chigiri/views/i18n"
)

// partyWords are the names the address of the list knows.
var partyWords = []string{"text", "show", "division", "on", "after", "limit"}

// partyQuery reads the address of the list of parties and their people. A name it does not
// know is refused, so that nobody takes the whole for the part they asked for.
func partyQuery(c echo.Context) (models.PartyQuery, error) {
	var p models.Problems
	q := models.PartyQuery{
		Text: c.QueryParam("text"), Show: models.PartyShow(c.QueryParam("show")), Division: c.QueryParam("division"), After: c.QueryParam("after"),
	}
	q.Limit = queryNumber(&p, c, "limit")
	q.On = queryDay(&p, "on", c.QueryParam("on"))
	for name := range c.QueryParams() {
		if !slices.Contains(partyWords, name) {
			p.Add(name, "error.field.unknown", name)
		}
	}
	return q, p.Err()
}

func (h *Handlers) listParties(c echo.Context) error {
	q, err := partyQuery(c)
	if err != nil {
		return err
	}
	list, err := h.store.PartyList(c.Request().Context(), actor(c), q)
	if err != nil {
		return err
	}
	if wantsJSON(c) {
		return c.JSON(200, list)
	}
	o, err := h.listOptions(c, models.ContractQuery{})
	if err != nil {
		return err
	}
	page := views.Page{Title: i18n.T(actor(c).Lang, "party_list.title"), Nav: "parties", Twin: list}
	return h.page(c, page, func(b views.Base) templ.Component { return views.PartyListPage(b, q, list, o.Divisions) })
}

// exportParties is the list as a table, narrowed as the page is.
func (h *Handlers) exportParties(c echo.Context) error {
	q, err := partyQuery(c)
	if err != nil {
		return err
	}
	lines, err := h.store.AllPartyLines(c.Request().Context(), actor(c), q)
	if err != nil {
		return err
	}
	lang := actor(c).Lang
	name := i18n.T(lang, "party_list.title")
	if !q.On.IsZero() {
		name += "_" + q.On.String()
	}
	return h.sendTable(c, name+".xlsx", views.PartySheet(lang, lines))
}
