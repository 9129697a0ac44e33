package handlers

import (
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"
)

const keptKey = "kept"

// formPages says on which page a posted form is filled in, where that is not the
// posted address itself with the last word taken off.
var formPages = []struct{ suffix, page string }{
	{"/contracts", "/contracts/new"}, {"/vendors", "/vendors/new"}, {"/systems", "/systems/new"}, {"/users", "/users/new"},
}

// formPage is the page where the form posted to path is filled in.
func formPage(path string) string {
	for _, f := range formPages {
		if path == f.suffix {
			return f.page
		}
	}
	parts := strings.Split(strings.Trim(path, "/"), "/")
	switch {
	case parts[0] == "account" || path == "/contracts/level":
		return "/" + parts[0]
	case len(parts) == 2 && parts[0] != "users": // an account is changed on its own page
		return path + "/edit"
	}
	switch parts[len(parts)-1] {
	case "copy", "consult", "answer", "conclude":
		return path
	}
	return "/" + strings.Join(parts[:min(len(parts), 2)], "/")
}

// keepForm puts away what was typed into a form whose sign-in ran out, for the
// person whose sign-in it was, and gives the address to come back to. When it
// cannot be kept (nobody's, too large, a number that must not enter) the person
// comes back to the empty page.
func (h *Handlers) keepForm(c echo.Context) string {
	page := formPage(c.Request().URL.Path)
	cookie, err := c.Cookie(h.cookieName())
	if err != nil {
		return page
	}
	user, ok := h.store.ExpiredSessionUser(c.Request().Context(), cookie.Value)
	if !ok {
		return page
	}
	values, err := fields(c)
	if err != nil || len(values) == 0 {
		return page
	}
	key, err := h.store.KeepForm(c.Request().Context(), user, page, values)
	if err != nil {
		return page
	}
	return page + "?restore=" + url.QueryEscape(key)
}

// restored gives back a form kept over a sign-in, if the address names one. The
// second result says whether there was one.
func restored[T any](h *Handlers, c echo.Context) (T, bool) {
	var empty T
	key := c.QueryParam("restore")
	if key == "" {
		return empty, false
	}
	path, values, err := h.store.TakeForm(c.Request().Context(), actor(c), key)
	if err != nil || path != c.Request().URL.Path {
		return empty, false
	}
	c.Set(keptKey, url.Values(values))
	form, _ := read[T](c) // what was typed comes back as it was, mistakes too
	return form, true
}
