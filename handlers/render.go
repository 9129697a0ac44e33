package handlers

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/assets"
	"chigiri/models"
	"chigiri/views"
)

func webURLs() map[string]string { return assets.WebURLs() }

// wantsJSON says whether a program asks. The twin of a page is asked for by
// Accept; a request that brings JSON or a bearer token and does not ask for
// HTML gets JSON too.
func wantsJSON(c echo.Context) bool {
	accept := c.Request().Header.Get("Accept")
	if strings.Contains(accept, "text/html") {
		return false
	}
	header := c.Request().Header
	return strings.Contains(accept, "json") ||
		strings.HasPrefix(header.Get("Content-Type"), "application/json") ||
		strings.HasPrefix(header.Get("Authorization"), "Bearer ")
}

// page answers with a page to people and with its twin to programs: the same
// data, found by the same code, under the same permission.
func (h *Handlers) page(c echo.Context, p views.Page, body func(views.Base) templ.Component) error {
	status := p.Status
	if status == 0 {
		status = http.StatusOK
	}
	if wantsJSON(c) {
		return c.JSON(status, p.Twin)
	}
	b := h.base(c, p)
	return h.render(c, status, views.Layout(b, body(b)))
}

// refused shows a form again with what is wrong and everything that was typed.
// Programs get the problem itself. An error that is not about the input goes on.
func (h *Handlers) refused(c echo.Context, err error, p views.Page, body func(views.Base, views.Problems) templ.Component) error {
	kind := models.KindOf(err)
	if wantsJSON(c) || kind != models.KindInvalid && kind != models.KindConflict {
		return err
	}
	e := asError(err)
	problems := views.Problems(e.Problems)
	if len(problems) == 0 {
		problems = views.Problems{{Key: e.Key, Args: e.Args}}
	}
	p.Status = statuses[kind]
	b := h.base(c, p)
	return h.render(c, p.Status, views.Layout(b, body(b, problems)))
}

// done answers a deed that worked: people go to a page that says so, programs get
// the result.
func (h *Handlers) done(c echo.Context, path, said string, result any) error {
	if wantsJSON(c) {
		if path != "" {
			c.Response().Header().Set("Location", path)
		}
		if result == nil {
			return c.NoContent(http.StatusNoContent)
		}
		return c.JSON(http.StatusOK, result)
	}
	h.flash(c, said)
	return c.Redirect(http.StatusSeeOther, path)
}

// created is done for a new thing: 201 to programs.
func (h *Handlers) created(c echo.Context, path, said string, result any) error {
	if !wantsJSON(c) {
		return h.done(c, path, said, result)
	}
	c.Response().Header().Set("Location", path)
	return c.JSON(http.StatusCreated, result)
}

// render writes a page only when it is whole. A page that says what went wrong is
// written after the request's time is over: templ would write nothing then.
func (h *Handlers) render(c echo.Context, status int, page templ.Component) error {
	var buf bytes.Buffer
	if err := page.Render(context.WithoutCancel(c.Request().Context()), &buf); err != nil {
		return err
	}
	return c.HTMLBlob(status, buf.Bytes())
}

// sendFile answers with bytes under a name people can keep.
func (h *Handlers) sendFile(c echo.Context, f models.File, inline bool) error {
	how := "attachment"
	if inline {
		how = "inline"
	}
	header := c.Response().Header()
	header.Set("Content-Disposition", how+"; filename*=UTF-8''"+escapeName(f.Name))
	header.Set("Cache-Control", "no-store")
	if f.SHA256 != "" {
		header.Set("ETag", `"`+f.SHA256+`"`)
		header.Set("Digest", "sha-256="+f.SHA256)
	}
	header.Set(echo.HeaderContentType, f.ContentType)
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, bytes.NewReader(f.Bytes))
	return nil
}

// escapeName writes a file name as RFC 8187 wants it.
func escapeName(s string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"
	var b strings.Builder
	for _, c := range []byte(s) {
		if strings.IndexByte(plain, c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte("0123456789ABCDEF"[c>>4])
		b.WriteByte("0123456789ABCDEF"[c&15])
	}
	return b.String()
}

// base is what every page shows around itself.
func (h *Handlers) base(c echo.Context, p views.Page) views.Base {
	who := actor(c)
	lang := who.Lang
	if lang == "" {
		lang = language(c, who)
	}
	return views.Base{
		Page: p, Lang: lang, Actor: who, Path: c.Request().URL.RequestURI(),
		URLs: h.urls, Flash: h.takeFlash(c), Today: models.Today(h.store.Now()), Now: h.store.Now(),
		Demo: h.inDemo(), Stamping: h.store.Stamping(), Alarm: h.alarm(c), Relay: h.relayBar(c, p),
	}
}
