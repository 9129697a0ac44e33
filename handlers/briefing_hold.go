package handlers

import (
	"context"
	"strconv"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
)

// holdForm is the form that closes a meeting, for whoever holds it and once its day has
// come.
func (h *Handlers) holdForm(c echo.Context) error {
	v, err := h.heldMeeting(c)
	if err != nil {
		return err
	}
	form, kept := restored[views.HeldForm](h, c)
	if !kept {
		form.Begins = v.Briefing.Begins
		form.Minutes = strconv.Itoa(v.Briefing.Minutes)
	}
	return h.showHold(c, v, form.Ordered(v.Attendees))
}

// heldMeeting is the meeting an address names, when the reader may close it.
func (h *Handlers) heldMeeting(c echo.Context) (models.BriefingView, error) {
	v, err := h.store.Briefing(c.Request().Context(), actor(c), c.Param("id"))
	switch {
	case err != nil:
	case v.Briefing.State != models.BriefingPlanned:
		err = models.Conflict("error.briefing.closed", v.Briefing)
	case !v.Can["cancel"]: // the deed of whoever holds it
		err = models.Denied("error.denied.briefing")
	case !v.Can["hold"]:
		err = models.Conflict("error.briefing.future", v.Briefing)
	}
	return v, err
}

func (h *Handlers) showHold(c echo.Context, v models.BriefingView, form views.HeldForm) error {
	return h.page(c, briefingPage(c, "briefing.hold", form), func(b views.Base) templ.Component { return views.BriefingHold(b, v, form, nil) })
}

// holdBriefing shows what closing a meeting will record, and closes it when that page
// is confirmed. A program confirms in its first request or not at all.
func (h *Handlers) holdBriefing(c echo.Context) error {
	v, err := h.heldMeeting(c)
	if err != nil {
		return err
	}
	form, err := read[views.HeldForm](c)
	form = form.Ordered(v.Attendees)
	if form.Again && err == nil {
		return h.showHold(c, v, form)
	}
	var in models.HeldInput
	var closed models.Briefing
	if err == nil {
		if in, err = form.Input(); err == nil {
			closed, err = h.closeMeeting(c.Request().Context(), actor(c), v, form.Confirmed, in)
		}
	}
	switch {
	case err != nil:
		return h.refused(c, err, briefingPage(c, "briefing.hold", form), func(b views.Base, p views.Problems) templ.Component {
			return views.BriefingHold(b, v, form, p)
		})
	case form.Confirmed:
		return h.done(c, "/briefings/"+c.Param("id"), "said.briefing.held", closed)
	case wantsJSON(c):
		return models.Invalidf("confirmed", "error.briefing.hold.confirm")
	}
	return h.page(c, briefingPage(c, "briefing.check.title", nil), func(b views.Base) templ.Component { return views.BriefingCheck(b, v, form, in) })
}

// closeMeeting closes a meeting, or only checks what is told of it.
func (h *Handlers) closeMeeting(ctx context.Context, who models.Actor, v models.BriefingView, confirmed bool, in models.HeldInput) (models.Briefing, error) {
	if !confirmed {
		return v.Briefing, h.store.CheckHeld(ctx, who, v.Briefing.ID, in)
	}
	return h.store.HoldBriefing(ctx, who, v.Briefing.ID, in, RenderHeld(h.opt.Fonts, h.opt.URL))
}
