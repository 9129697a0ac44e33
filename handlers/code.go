package handlers

import (
	"net/http"
	"net/url"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/views"
	"chigiri/views/i18n"
)

// halfKey names the cookie that binds the second step of a sign-in to its browser.
const halfKey = "half"

// codeState reads how it stands with the actor's one-time codes; next is the page to
// come back to.
func (h *Handlers) codeState(c echo.Context, next string) (s views.CodeState, err error) {
	ctx := c.Request().Context()
	a, err := h.store.Account(ctx, actor(c))
	s = views.CodeState{Login: a.User.Login, HasCode: a.HasCode}
	if next != "" {
		s.Next = safeNext(next)
	}
	if err != nil || s.HasCode {
		return s, err
	}
	setup, err := h.store.PendingCode(ctx, actor(c))
	if models.KindOf(err) == models.KindNotFound {
		return s, nil
	}
	s.Setup = &setup
	return s, err
}

func codePage(c echo.Context, twin any) views.Page {
	return views.Page{Title: i18n.T(actor(c).Lang, "code.title"), Narrow: true, Twin: twin}
}

func (h *Handlers) showCode(c echo.Context) error {
	s, err := h.codeState(c, c.QueryParam("next"))
	if err != nil {
		return err
	}
	return h.page(c, codePage(c, s), func(b views.Base) templ.Component { return views.CodePage(b, s, nil) })
}

// codeRefused shows the page again; what was typed is a secret and is not.
func (h *Handlers) codeRefused(c echo.Context, err error, next string) error {
	s, readErr := h.codeState(c, next)
	if readErr != nil {
		return readErr
	}
	return h.refused(c, waitOnPage(c, err), codePage(c, s), func(b views.Base, p views.Problems) templ.Component {
		return views.CodePage(b, s, p)
	})
}

func (h *Handlers) enrolCode(c echo.Context) error {
	form, err := read[views.AskedForm](c)
	var setup models.CodeSetup
	if err == nil {
		setup, err = h.store.EnrolCode(c.Request().Context(), actor(c), form.Password)
	}
	if err != nil {
		return h.codeRefused(c, err, form.Next)
	}
	page := "/account/code"
	if form.Next != "" {
		page += "?next=" + url.QueryEscape(safeNext(form.Next))
	}
	return h.done(c, page, "", views.CodeState{Setup: &setup})
}

func (h *Handlers) confirmCode(c echo.Context) error {
	form, err := read[views.CodeForm](c)
	if err == nil {
		err = h.store.ConfirmCode(c.Request().Context(), actor(c), form.Code)
	}
	if err != nil {
		return h.codeRefused(c, err, form.Next)
	}
	if form.Next != "" {
		return h.done(c, safeNext(form.Next), "said.code.enrolled.back", nil)
	}
	return h.done(c, "/account", "said.code.enrolled", nil)
}

func (h *Handlers) removeCode(c echo.Context) error {
	form, err := read[views.AskedForm](c)
	if err == nil {
		err = h.store.RemoveCode(c.Request().Context(), actor(c), form.Password)
	}
	if err != nil {
		return h.codeRefused(c, err, "")
	}
	return h.done(c, "/account", "said.code.removed", nil)
}

// resetPage is for the administrator, and for a lead about the vendor's workers.
func (h *Handlers) resetPage(c echo.Context, u models.User, reason string) (views.Page, func(views.Base, views.Problems) templ.Component) {
	page := views.Page{Title: i18n.T(actor(c).Lang, "code.reset"), Narrow: true, Twin: u}
	if actor(c).Is(models.Admin) {
		page.Nav = "users"
	}
	return page, func(b views.Base, p views.Problems) templ.Component { return views.CodeReset(b, u, reason, p) }
}

func (h *Handlers) askReset(c echo.Context) error {
	u, err := h.store.CodeHolder(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	form, _ := restored[views.ReasonForm](h, c)
	page, body := h.resetPage(c, u, form.Reason)
	return h.page(c, page, func(b views.Base) templ.Component { return body(b, nil) })
}

func (h *Handlers) resetCode(c echo.Context) error {
	ctx := c.Request().Context()
	form, err := read[views.ReasonForm](c)
	if err == nil {
		err = h.store.ResetCode(ctx, actor(c), c.Param("id"), form.Reason)
	}
	if err != nil {
		u, readErr := h.store.CodeHolder(ctx, actor(c), c.Param("id"))
		if readErr != nil {
			return readErr
		}
		page, body := h.resetPage(c, u, form.Reason)
		return h.refused(c, err, page, body)
	}
	if actor(c).Is(models.Admin) {
		return h.done(c, "/users/"+c.Param("id"), "said.code.reset", nil)
	}
	return h.done(c, "/", "said.code.reset", nil)
}

// askCode sends somebody whose password was right to the second step.
func (h *Handlers) askCode(c echo.Context, half, next string) error {
	h.setCookie(c, halfKey, half, int(store.HalfLife/time.Second))
	return h.done(c, "/login/code?next="+url.QueryEscape(next), "", map[string]string{"asked": "code"})
}

func (h *Handlers) half(c echo.Context) string { return h.cookie(c, h.prefixed(halfKey)) }

func (h *Handlers) loginCodePage(c echo.Context, form views.LoginCodeForm) (views.Page, func(views.Base, views.Problems) templ.Component) {
	page := views.Page{Title: i18n.T(actor(c).Lang, "login.code.title"), Twin: form}
	return page, func(b views.Base, p views.Problems) templ.Component { return views.LoginCode(b, form, p) }
}

func (h *Handlers) showLoginCode(c echo.Context) error {
	next := safeNext(c.QueryParam("next"))
	if actor(c).UserID != "" {
		return c.Redirect(http.StatusSeeOther, next)
	}
	if err := h.store.HalfSignIn(c.Request().Context(), h.half(c)); err != nil {
		return h.beginAgain(c, err, next)
	}
	page, body := h.loginCodePage(c, views.LoginCodeForm{Next: next})
	return h.page(c, page, func(b views.Base) templ.Component { return body(b, nil) })
}

// beginAgain leads back to the first step when the second is over.
func (h *Handlers) beginAgain(c echo.Context, err error, next string) error {
	if models.KindOf(err) != models.KindStale {
		return err
	}
	to := "/login?next=" + url.QueryEscape(next)
	if h.half(c) != "" {
		to += "&why=code"
		h.setCookie(c, halfKey, "", -1)
	}
	return c.Redirect(http.StatusSeeOther, to)
}

func (h *Handlers) loginCode(c echo.Context) error {
	form, err := read[views.LoginCodeForm](c)
	var session models.WebSession
	var door models.Actor
	if err == nil {
		door, err = h.signInDoor(c)
	}
	if err == nil {
		session, err = h.store.FinishSignIn(c.Request().Context(), door, c.Request().UserAgent(), h.half(c), form.Code)
	}
	if models.KindOf(err) == models.KindStale && !wantsJSON(c) {
		return h.beginAgain(c, err, safeNext(form.Next))
	}
	if err = waitOnPage(c, err); err != nil {
		page, body := h.loginCodePage(c, views.LoginCodeForm{Next: safeNext(form.Next)})
		return h.refused(c, err, page, body)
	}
	h.setCookie(c, halfKey, "", -1)
	return h.signedIn(c, session, safeNext(form.Next))
}
