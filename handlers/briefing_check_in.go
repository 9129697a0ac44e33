package handlers

import (
	"net/http"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/views"
)

// showCheckIn asks for the press that checks somebody in; looking changes nothing.
func (h *Handlers) showCheckIn(c echo.Context) error {
	v, err := h.ownMeeting(c)
	if err != nil {
		return err
	}
	page := briefingPage(c, "briefing.check_in.title", v)
	return h.page(c, page, func(b views.Base) templ.Component { return views.CheckInPage(b, v, c.Param("code"), nil) })
}

// ownMeeting is a meeting the reader is asked to come to.
func (h *Handlers) ownMeeting(c echo.Context) (models.BriefingView, error) {
	v, err := h.store.Briefing(c.Request().Context(), actor(c), c.Param("id"))
	if err == nil && v.Own == nil {
		err = models.NotFound("briefing")
	}
	return v, err
}

// seenKey names the cookie of a browser that read the code on the wall before its person
// signed in.
const seenKey = "seen"

// noteCode keeps for a browser that is led to the sign-in that it read a code in time.
func (h *Handlers) noteCode(c echo.Context) {
	if c.Path() != checkInPath || c.Request().Method != http.MethodGet {
		return
	}
	if word, err := h.store.SeenCode(c.Request().Context(), c.Param("id"), c.Param("code"), c.RealIP()); err == nil {
		h.setCookie(c, seenKey, word, int(store.SeenFor/time.Second))
	}
}

// checkIn is the press on the page of the QR code.
func (h *Handlers) checkIn(c echo.Context) error {
	ctx, id := c.Request().Context(), c.Param("id")
	err := h.store.CheckIn(ctx, actor(c), id, c.Param("code"))
	if seen := h.cookie(c, h.prefixed(seenKey)); seen != "" && models.KindOf(err) == models.KindInvalid {
		err = h.store.CheckInSeen(ctx, actor(c), id, seen) // it has turned while they signed in
	}
	if kind := models.KindOf(err); wantsJSON(c) || kind != models.KindInvalid && kind != models.KindConflict {
		return h.briefingDone(c, err, "said.briefing.checked_in", views.BriefingDraft{})
	}
	v, viewErr := h.ownMeeting(c)
	if viewErr != nil {
		return viewErr
	}
	return h.refused(c, err, briefingPage(c, "briefing.check_in.title", v), func(b views.Base, p views.Problems) templ.Component {
		return views.CheckInPage(b, v, c.Param("code"), p.Held())
	})
}

// checkInByCode checks in who typed the code instead of reading it.
func (h *Handlers) checkInByCode(c echo.Context) error {
	form, err := read[views.CheckInForm](c)
	if err == nil {
		err = h.store.CheckIn(c.Request().Context(), actor(c), c.Param("id"), form.Secret())
	}
	return h.briefingDone(c, err, "said.briefing.checked_in", views.BriefingDraft{Sent: views.Sent{Form: "check-in", Text: form.Code}})
}

func (h *Handlers) confirmBriefing(c echo.Context) error {
	err := h.store.ConfirmAttendance(c.Request().Context(), actor(c), c.Param("id"))
	return h.briefingDone(c, err, "said.briefing.confirmed", views.BriefingDraft{})
}
