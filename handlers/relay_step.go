package handlers

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
	"chigiri/views/i18n"
)

// relayNext leads the person who holds the device through what is to be done on it, one
// step a page, to the page that says to hand it on.
func (h *Handlers) relayNext(c echo.Context) error {
	v, err := h.store.RelaySteps(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	return h.showStep(c, v, nil)
}

func (h *Handlers) showStep(c echo.Context, v models.RelaySteps, refusal error) error {
	ctx, step := c.Request().Context(), views.RelayStep{RelaySteps: v}
	step.Step = v.Step(c.QueryParam("later") != "")
	if step.Step == "pledge" {
		p, err := h.store.Pledge(ctx, actor(c), v.PledgeID)
		if err != nil {
			return err
		}
		a, err := h.store.Account(ctx, actor(c))
		if err != nil {
			return err
		}
		step.NeedsCode, step.Paper = p.Rule.Identity == models.CheckCode && !a.HasCode, p.Rule.Paper
	}
	page := views.Page{Title: i18n.T(actor(c).Lang, "relay.step.title"), Narrow: true, Twin: v, Done: step.Step == ""}
	body := func(b views.Base, p views.Problems) templ.Component { return views.RelayStepPage(b, step, p) }
	if refusal != nil {
		return h.refused(c, refusal, page, body)
	}
	if page.Done && !wantsJSON(c) { // the next person may hold the device already
		if err := h.store.RelayDone(ctx, actor(c)); err != nil {
			return err
		}
	}
	return h.page(c, page, func(b views.Base) templ.Component { return body(b, nil) })
}

// relayCheckIn is the press by which somebody checks in on the device.
func (h *Handlers) relayCheckIn(c echo.Context) error {
	ctx := c.Request().Context()
	err := h.store.RelayCheckIn(ctx, actor(c))
	if err == nil {
		return h.done(c, "/relay/next", "said.briefing.checked_in", nil)
	}
	v, readErr := h.store.RelaySteps(ctx, actor(c))
	if readErr != nil {
		return readErr
	}
	return h.showStep(c, v, err)
}
