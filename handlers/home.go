package handlers

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/views"
	"chigiri/views/i18n"
)

// home is what waits for this person, by role.
func (h *Handlers) home(c echo.Context) error {
	if who := actor(c); who.RelayID != "" && who.External() && !wantsJSON(c) {
		return c.Redirect(http.StatusSeeOther, "/relay/next")
	}
	home, err := h.store.Home(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	var names views.Names
	if !wantsJSON(c) {
		if names, err = h.homeNames(c, home.Recent); err != nil {
			return err
		}
	}
	page := views.Page{Title: i18n.T(actor(c).Lang, "nav.home"), Nav: "home", Twin: home}
	return h.page(c, page, func(b views.Base) templ.Component { return views.HomePage(b, home, names) })
}
