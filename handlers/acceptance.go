package handlers

import (
	"github.com/labstack/echo/v4"

	"chigiri/views"
)

func (h *Handlers) acceptAppendix(c echo.Context) error {
	form, err := read[views.AcceptForm](c)
	if err == nil {
		err = h.store.AcceptAppendix(c.Request().Context(), actor(c), c.Param("id"), form.Version, form.Reason)
	}
	if err != nil {
		return h.deedRefused(c, err, views.Sent{Form: "accept", Text: form.Reason})
	}
	return h.done(c, "/contracts/"+c.Param("id"), "said.appendix.accepted", nil)
}
