package handlers

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
)

func (h *Handlers) askErasure(c echo.Context) error {
	u, err := h.store.User(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	form, _ := restored[views.EraseForm](h, c)
	return h.page(c, erasePage(c, "user.erase", u), func(b views.Base) templ.Component { return views.EraseAsk(b, u, form, nil) })
}

func erasePage(c echo.Context, title string, twin any) views.Page {
	p := userPage(c, title, twin)
	p.Narrow = true
	return p
}

// eraseUser shows what will happen, and does it when that page is confirmed. A
// program confirms in its first request or not at all.
func (h *Handlers) eraseUser(c echo.Context) error {
	form, err := read[views.EraseForm](c)
	if err == nil && !form.Confirmed {
		var e models.Erasure
		e, err = h.store.PlanErasure(c.Request().Context(), actor(c), c.Param("id"), form.Version, form.Reason)
		if err == nil && wantsJSON(c) {
			err = models.Invalidf("confirmed", "error.user.erase.confirm")
		}
		if err == nil {
			return h.page(c, erasePage(c, "user.erase.check.title", e), func(b views.Base) templ.Component { return views.EraseCheck(b, e) })
		}
	} else if err == nil {
		err = h.store.ErasePerson(c.Request().Context(), actor(c), c.Param("id"), form.Version, form.Reason)
	}
	if err != nil {
		return h.eraseRefused(c, err, form)
	}
	return h.done(c, "/users/"+c.Param("id"), "said.user.erased", nil)
}

// eraseRefused shows the page again with what is wrong.
func (h *Handlers) eraseRefused(c echo.Context, err error, form views.EraseForm) error {
	if wantsJSON(c) || models.KindOf(err) != models.KindInvalid && models.KindOf(err) != models.KindConflict {
		return err
	}
	u, readErr := h.store.User(c.Request().Context(), actor(c), c.Param("id"))
	if readErr != nil {
		return readErr
	}
	return h.refused(c, err, erasePage(c, "user.erase", u), func(b views.Base, p views.Problems) templ.Component {
		return views.EraseAsk(b, u, form, p)
	})
}
