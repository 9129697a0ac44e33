package handlers

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models/store"
	"chigiri/views"
	"chigiri/views/i18n"
)

// listStamps shows which sealed documents wait for their time-stamp, and why.
func (h *Handlers) listStamps(c echo.Context) error {
	list, err := h.store.Stamps(c.Request().Context(), actor(c), store.StampQuery{After: c.QueryParam("after")})
	if err != nil {
		return err
	}
	page := views.Page{Title: i18n.T(actor(c).Lang, "nav.stamps"), Nav: "stamps", Twin: list}
	return h.page(c, page, func(b views.Base) templ.Component { return views.StampListPage(b, list) })
}
