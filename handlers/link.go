package handlers

import (
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
)

func (h *Handlers) addLink(c echo.Context) error {
	form, err := read[views.LinkForm](c)
	var l models.SystemLink
	if err == nil {
		l, err = h.store.AddLink(c.Request().Context(), actor(c), c.Param("id"), form.Input())
	}
	if err != nil {
		return h.systemPageRefused(c, err, func(f *views.SystemPageForms) { f.Link = form })
	}
	return h.created(c, "/systems/"+c.Param("id"), "said.link.added", l)
}

func (h *Handlers) removeLink(c echo.Context) error {
	form, err := read[views.ReasonForm](c)
	if err == nil {
		err = h.store.RemoveLink(c.Request().Context(), actor(c), c.Param("id"), c.Param("link"), form.Reason)
	}
	if err != nil {
		return h.systemPageRefused(c, err, func(f *views.SystemPageForms) { f.Reason = form.Reason })
	}
	return h.done(c, "/systems/"+c.Param("id"), "said.link.removed", nil)
}
