package handlers

import (
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
)

func (h *Handlers) askWaiver(c echo.Context) error {
	form, err := read[views.WaiverForm](c)
	var asked models.Waiver
	if err == nil {
		var in models.WaiverInput
		if in, err = form.Input(models.Today(h.store.Now())); err == nil {
			asked, err = h.store.AskWaiver(c.Request().Context(), actor(c), c.Param("id"), in)
		}
	}
	if err != nil {
		return h.parametersRefused(c, err, openedWaiver(form))
	}
	return h.created(c, "/contracts/"+c.Param("id")+"/parameters", "said.waiver.asked", asked)
}

// openedWaiver are the forms of what a waiver was asked for, with what was typed.
func openedWaiver(form views.WaiverForm) views.Opened {
	key := form.Obligation
	if form.Param != "" {
		key += "." + form.Param
	}
	return views.Opened{Key: key, Sent: views.Sent{Form: "waiver"}, Waiver: form}
}

func (h *Handlers) decideWaiver(c echo.Context) error {
	form, err := read[views.DecisionForm](c)
	if err == nil {
		var agree bool
		if agree, err = form.Agreed(); err == nil {
			err = h.store.DecideWaiver(c.Request().Context(), actor(c), c.Param("id"), c.Param("waiver"), agree, form.Note)
		}
	}
	if err != nil {
		return h.parametersRefused(c, err, views.Opened{Sent: views.Sent{Form: c.Param("waiver"), Text: form.Note}})
	}
	return h.parametersDone(c, "said.waiver.decided")
}
