package handlers

import (
	"net/http"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
	"chigiri/views/i18n"
)

// The cookies of a device that is passed round: relayKey names the meeting; sheetKey
// holds for a short while the link of a printed sheet, so that it stands in no address
// to which the next person could go back.
const (
	relayKey  = "relay"
	sheetKey  = "sheet"
	sheetLife = 10 * time.Minute
	sheetPage = "sheet" // in place of the secret in a welcome's address
)

// relay is what goes round on the device a request comes from; nil on any other.
func (h *Handlers) relay(c echo.Context) (*models.RelayView, error) {
	if known, ok := c.Get(relayKey).(*models.RelayView); ok {
		return known, nil
	}
	token := h.cookie(c, h.prefixed(relayKey))
	if token == "" {
		return nil, nil
	}
	v, err := h.store.Relay(c.Request().Context(), token)
	switch {
	case models.KindOf(err) == models.KindNotFound:
		return nil, nil
	case err != nil:
		return nil, err
	}
	c.Set(relayKey, &v)
	return &v, nil
}

// onRelay says whether a request comes from a device that is passed round, or from a
// sign-in that began on one.
func (h *Handlers) onRelay(c echo.Context) bool {
	v, err := h.relay(c)
	return err == nil && v != nil || actor(c).RelayID != ""
}

// signInDoor is where somebody signs in from: the sign-in before ends, and on a device
// that is passed round the new one is short.
func (h *Handlers) signInDoor(c echo.Context) (models.Actor, error) {
	door := models.Actor{Address: c.RealIP(), SessionID: actor(c).SessionID}
	v, err := h.relay(c)
	if v != nil {
		door.RelayID = v.ID
	}
	return door, err
}

// relayBar is what every page on such a device shows in place of the bar.
func (h *Handlers) relayBar(c echo.Context, p views.Page) *views.RelayBar {
	if !h.onRelay(c) {
		return nil
	}
	return &views.RelayBar{Done: p.Done}
}

// afterDeed is where a deed leads: on a device that is passed round to what comes next
// there.
func afterDeed(c echo.Context, path string) string {
	if who := actor(c); who.RelayID != "" && who.External() {
		return "/relay/next"
	}
	return path
}

// startRelay signs the holder out and turns the device into one that is passed round.
func (h *Handlers) startRelay(c echo.Context) error {
	form, err := read[views.CheckInForm](c)
	var r models.Relay
	if err == nil {
		r, err = h.store.StartRelay(c.Request().Context(), actor(c), c.Param("id"), form.Secret())
	}
	if err != nil {
		return h.briefingDone(c, err, "", views.BriefingDraft{Sent: views.Sent{Form: "relay", Text: form.Code}})
	}
	h.forget(c)
	h.setCookie(c, relayKey, r.Token, int(r.ExpiresAt.Sub(h.store.Now())/time.Second))
	return h.done(c, "/relay", "", r)
}

// forget takes away every cookie that tells of the person before.
func (h *Handlers) forget(c echo.Context) {
	for _, name := range []string{"chigiri", "said", halfKey, sheetKey} {
		h.setCookie(c, name, "", -1)
	}
}

func (h *Handlers) endRelay(c echo.Context) error {
	err := h.store.EndRelay(c.Request().Context(), actor(c), c.Param("id"), c.Param("relay"))
	return h.briefingDone(c, err, "said.relay.ended", views.BriefingDraft{Sent: views.Sent{Form: "relay"}})
}

func (h *Handlers) relayPage(c echo.Context, v models.RelayView, form views.LoginForm, code string) (views.Page, func(views.Base, views.Problems) templ.Component) {
	page := views.Page{Title: i18n.T(actor(c).Lang, "relay.title"), Narrow: true, Twin: v}
	return page, func(b views.Base, p views.Problems) templ.Component { return views.RelayStart(b, v, form, code, p) }
}

// showRelay is what the device shows between two people.
func (h *Handlers) showRelay(c echo.Context) error {
	v, err := h.relay(c)
	switch {
	case err != nil:
		return err
	case v == nil && h.cookie(c, h.prefixed(relayKey)) != "" && !wantsJSON(c):
		return h.leaveRelay(c, "said.relay.over")
	case v == nil:
		return models.NotFound("relay")
	case actor(c).RelayID != "" && !wantsJSON(c):
		return c.Redirect(http.StatusSeeOther, "/relay/next")
	}
	h.forget(c)
	page, body := h.relayPage(c, *v, views.LoginForm{Next: "/", Why: c.QueryParam("why")}, "")
	return h.page(c, page, func(b views.Base) templ.Component { return body(b, nil) })
}

// invitationLink is the secret of the link a request is about.
func (h *Handlers) invitationLink(c echo.Context) string {
	if link := c.Param("secret"); link != sheetPage {
		return link
	}
	return h.cookie(c, h.prefixed(sheetKey))
}

// clearRelay is the end on the device itself: it forgets the meeting. The relay ends on
// the meeting's page, or with the meeting.
func (h *Handlers) clearRelay(c echo.Context) error {
	if h.cookie(c, h.prefixed(relayKey)) == "" {
		return models.NotFound("relay")
	}
	return h.leaveRelay(c, "said.relay.cleared")
}

func (h *Handlers) leaveRelay(c echo.Context, said string) error {
	h.forget(c)
	h.setCookie(c, relayKey, "", -1)
	return h.done(c, "/login", said, nil)
}

// relayHere is what script asks for while a hand is on the device: passing the door lets
// the sign-in slide on.
func (h *Handlers) relayHere(c echo.Context) error {
	if actor(c).RelayID == "" {
		return models.NotFound("relay")
	}
	return c.NoContent(http.StatusNoContent)
}

// relayWhy tells the start page of a device that a sign-in on it has run out.
func relayWhy(session string) string {
	if session == "" {
		return ""
	}
	return "?why=idle"
}
