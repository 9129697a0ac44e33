package handlers

import (
	"github.com/labstack/echo/v4"

	"chigiri/views"
)

// confirmRecord is the owner division's word that the record of a meeting stands which
// the contractor held.
func (h *Handlers) confirmRecord(c echo.Context) error {
	err := h.store.ConfirmRecord(c.Request().Context(), actor(c), c.Param("id"))
	return h.briefingDone(c, err, "said.record.confirmed", views.BriefingDraft{})
}

// returnRecord sends such a record back to the contractor's lead.
func (h *Handlers) returnRecord(c echo.Context) error {
	form, err := read[views.ReasonForm](c)
	if err == nil {
		err = h.store.ReturnRecord(c.Request().Context(), actor(c), c.Param("id"), form.Reason)
	}
	return h.briefingDone(c, err, "said.record.returned", views.BriefingDraft{Sent: views.Sent{Form: "return", Text: form.Reason}})
}
