package handlers

import (
	"cmp"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"chigiri/models/store"
	"chigiri/views"
)

const keptKey = "kept"

// formPages says on which page a posted form is filled in, where that is not the
// posted address itself with the last word taken off.
var formPages = []struct{ suffix, page string }{
	{"/contracts", "/contracts/new"}, {"/vendors", "/vendors/new"}, {"/systems", "/systems/new"}, {"/users", "/users/new"},
}

// formPage is the page where the form posted to path is filled in, and which of that
// page's forms it is where there are several.
func formPage(path string) (page, form string) {
	for _, f := range formPages {
		if path == f.suffix {
			return f.page, ""
		}
	}
	parts := strings.Split(strings.Trim(path, "/"), "/")
	switch {
	case path == "/logout":
		return "/", ""
	case strings.HasSuffix(path, "/code/reset"):
		return path, ""
	case strings.HasPrefix(path, "/account/code"):
		return "/account/code", ""
	case parts[0] == "account" || parts[0] == "mails" || path == "/contracts/level":
		return "/" + parts[0], ""
	case parts[0] == "pledges" && len(parts) == 3:
		return "/pledges/" + parts[1], parts[2]
	case len(parts) == 2 && parts[0] != "users": // an account is changed on its own page
		return path + "/edit", ""
	case parts[0] == "briefings" || parts[0] == "topics":
		return briefingFormPage(path, parts)
	case parts[0] == "contracts":
		return contractFormPage(path, parts)
	case parts[len(parts)-1] == "erase":
		return path, ""
	case len(parts) > 3: // one of many, by its id
		form = parts[3]
	}
	return "/" + strings.Join(parts[:min(len(parts), 2)], "/"), form
}

// briefingFormPage is formPage for meetings and topics. A topic's questions are answered
// on its page; a meeting is closed and checked in to on pages of their own.
func briefingFormPage(path string, parts []string) (page, form string) {
	last := parts[len(parts)-1]
	if parts[0] == "topics" {
		return strings.TrimSuffix(path, "/"+last), ""
	}
	if len(parts) == 4 && parts[2] == "record" {
		return "/briefings/" + parts[1], last
	}
	if last == "hold" || len(parts) == 4 { // by the code of the room
		return path, ""
	}
	return "/briefings/" + parts[1], last
}

// contractFormPage is formPage for what belongs to a contract.
func contractFormPage(path string, parts []string) (page, form string) {
	own, last := "/contracts/"+parts[1], parts[len(parts)-1]
	switch parts[2] {
	case "level": // raise, raise/end, lower, or the id of a lowering to decide on
		if last == "end" {
			last = "end-raise"
		}
		return own + "/level", last
	case "parameters", "waivers":
		form = map[string]string{"parameters": "stricter", "remove": "restore", "waivers": "waiver"}[last]
		return own + "/parameters", cmp.Or(form, last)
	case "briefings":
		return path + "/new", ""
	case "parties":
		if len(parts) > 4 && parts[4] == "roster" {
			return rosterFormPage(path, parts)
		}
		if len(parts) > 4 && parts[4] == "structure" {
			form = map[string]string{"return": "return"}[last]
			return "/" + strings.Join(parts[:5], "/"), form
		}
		if last == "apply" || last == "reapply" || last == "report" {
			return path, ""
		}
		return strings.TrimSuffix(path, "/"+last), last
	}
	switch last {
	case "copy", "consult", "answer", "conclude", "issue":
		return path, ""
	}
	return own, last
}

// rosterFormPage is formPage for what belongs to a roster.
func rosterFormPage(path string, parts []string) (page, form string) {
	roster, last := "/"+strings.Join(parts[:5], "/"), parts[len(parts)-1]
	switch last {
	case "roster":
		return roster + "/add", "one"
	case "paste":
		return roster + "/add", last
	case "upload", "sheets":
		return roster + "/add", ""
	case "confirm", "file":
		return roster, ""
	case "return":
		return roster, last
	case "leave", "invite":
		return strings.TrimSuffix(path, "/"+last), last
	}
	return path, "edit"
}

// keepForm puts away what was typed into a form whose sign-in ran out, for the
// person whose sign-in it was, and gives the address to come back to and what the
// sign-in page says of it (a code of views.LoginForm). When it cannot be kept (nobody's,
// too large) the person comes back to the empty page, and is told.
func (h *Handlers) keepForm(c echo.Context) (page, why string) {
	page, form := formPage(c.Request().URL.Path)
	values, err := fields(c)
	if err == nil && len(values) == 0 {
		return page, h.whySignIn(c)
	}
	user, ok := h.store.ExpiredSessionUser(c.Request().Context(), h.cookie(c, h.cookieName()))
	if !ok {
		return page, "ended.lost"
	}
	if err != nil {
		return page, "idle.lost"
	}
	keepPicture(c, values)
	key, err := h.store.KeepForm(c.Request().Context(), user, page, values)
	if err != nil {
		return page, "idle.lost"
	}
	why = "idle.kept"
	page += "?restore=" + url.QueryEscape(key)
	if !store.Keepable(values) {
		why = "idle.kept_part"
		page += "&left=number"
	}
	if form != "" {
		page += "&form=" + url.QueryEscape(form) + "#" + url.PathEscape(form)
	}
	return page, why
}

// whySignIn says why somebody who had a sign-in needs another; nothing to a newcomer.
func (h *Handlers) whySignIn(c echo.Context) string {
	secret := h.cookie(c, h.cookieName())
	if secret == "" {
		return ""
	}
	if _, idle := h.store.ExpiredSessionUser(c.Request().Context(), secret); idle {
		return "idle"
	}
	return "ended"
}

// saidBack is what the page somebody comes back to says of the form that was kept.
func saidBack(next string) string {
	u, err := url.Parse(next)
	switch {
	case err != nil || u.Query().Get("restore") == "":
		return ""
	case u.Query().Get("left") != "":
		return "said.kept_part"
	}
	return "said.kept"
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

// keptText is what is typed into the small forms that stand beside others.
type keptText struct {
	CompletedOn string `form:"completed_on"`
	Reason      string `form:"reason"`
	Note        string `form:"note"`
}

// restoredSent gives back a small form of a page that has several.
func restoredSent(h *Handlers, c echo.Context) views.Sent {
	kept, ok := restored[keptText](h, c)
	if !ok {
		return views.Sent{}
	}
	return views.Sent{Form: c.QueryParam("form"), Text: cmp.Or(kept.CompletedOn, kept.Reason, kept.Note)}
}
