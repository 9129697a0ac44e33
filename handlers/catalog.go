package handlers

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/views"
	"chigiri/views/i18n"
)

func (h *Handlers) listEditions(c echo.Context) error {
	rows, err := h.store.Editions(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	editions := make([]views.EditionEntry, len(rows))
	for i, r := range rows {
		editions[i] = views.EditionEntry{
			ID: r.ID, EditionRef: r.EditionRef, PublishedBy: r.PublishedBy, PublishedAt: r.PublishedAt, Contracts: r.Contracts, Current: r.Current,
		}
	}
	page := views.Page{Title: i18n.T(actor(c).Lang, "nav.catalog"), Nav: "catalog", Twin: editions}
	return h.page(c, page, func(b views.Base) templ.Component { return views.CatalogPage(b, editions) })
}

func (h *Handlers) showEdition(c echo.Context) error {
	e, err := h.store.Edition(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	if actor(c).External() { // who will be asked the questions does not read the answers first
		e = e.Unanswered()
	}
	q := views.ReadCatalogQuery(c.QueryParam("view"), c.QueryParam("level"), c.QueryParam("text"))
	page := views.Page{Title: e.Name.In(actor(c).Lang), Nav: "catalog", Twin: e}
	return h.page(c, page, func(b views.Base) templ.Component { return views.EditionPage(b, c.Param("id"), e, q) })
}
