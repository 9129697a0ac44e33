package handlers

import (
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
)

func (h *Handlers) placeHold(c echo.Context) error {
	form, err := read[views.ReasonForm](c)
	var hold models.ContractHold
	if err == nil {
		hold, err = h.store.PlaceHold(c.Request().Context(), actor(c), c.Param("id"), form.Reason)
	}
	if err != nil {
		return h.deedRefused(c, err, views.Sent{Form: "hold", Text: form.Reason})
	}
	return h.created(c, "/contracts/"+hold.ContractID, "said.hold.placed", hold)
}

func (h *Handlers) liftHold(c echo.Context) error {
	form, err := read[views.ReasonForm](c)
	var hold models.ContractHold
	if err == nil {
		hold, err = h.store.LiftHold(c.Request().Context(), actor(c), c.Param("id"), form.Reason)
	}
	if err != nil {
		return h.deedRefused(c, err, views.Sent{Form: "lift", Text: form.Reason})
	}
	return h.done(c, "/contracts/"+hold.ContractID, "said.hold.lifted", hold)
}
