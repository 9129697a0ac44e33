package handlers

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views/i18n"
)

// cookieName has the __Host- prefix over https, so that no other host and no
// unsafe page can set it.
func (h *Handlers) cookieName() string { return h.prefixed("chigiri") }

func (h *Handlers) prefixed(name string) string {
	if h.opt.Secure {
		return "__Host-" + name
	}
	return name
}

func (h *Handlers) setCookie(c echo.Context, name, value string, seconds int) {
	c.SetCookie(&http.Cookie{ // #nosec G124 -- Secure wherever people come by https
		Name: h.prefixed(name), Value: value, Path: "/", MaxAge: seconds,
		HttpOnly: true, Secure: h.opt.Secure, SameSite: http.SameSiteLaxMode,
	})
}

// cookie is the value of a cookie; empty when there is none.
func (h *Handlers) cookie(c echo.Context, name string) string {
	if cookie, err := c.Cookie(name); err == nil {
		return cookie.Value
	}
	return ""
}

// language is the person's own choice, else this browser's last choice, else what
// the browser asks for, else Japanese.
func language(c echo.Context, who models.Actor) string {
	if who.Lang != "" {
		return who.Lang
	}
	for _, name := range []string{"lang", "__Host-lang"} {
		if cookie, err := c.Cookie(name); err == nil && (cookie.Value == i18n.EN || cookie.Value == i18n.JA) {
			return cookie.Value
		}
	}
	for _, part := range strings.Split(c.Request().Header.Get("Accept-Language"), ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		switch {
		case strings.HasPrefix(tag, "ja"):
			return i18n.JA
		case strings.HasPrefix(tag, "en"):
			return i18n.EN
		}
	}
	return i18n.JA
}

// flash keeps one message key for the next page.
func (h *Handlers) flash(c echo.Context, key string) {
	if key != "" {
		h.setCookie(c, "said", key, 60)
	}
}

func (h *Handlers) takeFlash(c echo.Context) string {
	cookie, err := c.Cookie(h.prefixed("said"))
	if err != nil || !i18n.Has(cookie.Value) || !strings.HasPrefix(cookie.Value, "said.") {
		return ""
	}
	h.setCookie(c, "said", "", -1)
	return cookie.Value
}

// signInFirst sends nobody to the sign-in page and back afterwards. What was
// typed into a form whose sign-in ran out is kept for the same person.
func (h *Handlers) signInFirst(c echo.Context) error {
	stale := &models.Error{Kind: models.KindStale, Key: "error.sign_in"}
	if wantsJSON(c) {
		c.Response().Header().Set("WWW-Authenticate", "Bearer")
		return stale
	}
	if v, err := h.relay(c); err != nil {
		return err
	} else if v != nil { // nothing is kept there: somebody else may hold the device
		return c.Redirect(http.StatusSeeOther, "/relay"+relayWhy(h.cookie(c, h.cookieName())))
	}
	next, why := c.Request().URL.RequestURI(), ""
	h.noteCode(c)
	if c.Request().Method == http.MethodGet {
		why = h.whySignIn(c)
	} else {
		next, why = h.keepForm(c)
	}
	to := "/login?next=" + url.QueryEscape(next)
	if why != "" {
		to += "&why=" + why
	}
	return c.Redirect(http.StatusSeeOther, to)
}

// safeNext lets a sign-in lead only to our own pages.
func safeNext(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n") {
		return "/"
	}
	return next
}
