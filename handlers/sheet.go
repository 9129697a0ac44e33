package handlers

import (
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/secret"
	"chigiri/views"
	"chigiri/views/document"
	"chigiri/views/i18n"
)

// sheetOf puts a link, and the code for whoever cannot scan it, on a printed sheet.
func (h *Handlers) sheetOf(link string, s document.Sheet) document.Sheet {
	s.URL, s.Code = h.welcomeURL(link), secret.Typed(link)
	s.Page = strings.TrimRight(h.opt.URL, "/") + "/sheet"
	return s
}

// linkOfSheet is the link behind what somebody typed from a printed sheet: its code, or
// the link itself.
func (h *Handlers) linkOfSheet(c echo.Context, form views.CheckInForm) (string, error) {
	ctx := c.Request().Context()
	if secret.ReadTyped(form.Code) != "" {
		link, err := h.store.OpenSheet(ctx, models.Actor{Address: c.RealIP()}, form.Code)
		return link, waitOnPage(c, err)
	}
	link := form.Secret()
	_, err := h.store.Welcome(ctx, link)
	if models.KindOf(err) == models.KindNotFound {
		err = models.Invalidf("code", "error.relay.sheet")
	}
	return link, err
}

// openSheet takes the code of a printed sheet on a device that is passed round.
func (h *Handlers) openSheet(c echo.Context) error {
	v, err := h.relay(c)
	if err == nil && v == nil {
		err = models.NotFound("relay")
	}
	if err != nil {
		return err
	}
	form, err := read[views.CheckInForm](c)
	var link string
	if err == nil {
		link, err = h.linkOfSheet(c, form)
	}
	if err != nil {
		page, body := h.relayPage(c, *v, views.LoginForm{Next: "/"}, strings.TrimSpace(form.Code))
		return h.refused(c, err, page, body)
	}
	return h.takeSheet(c, link)
}

func sheetForm(c echo.Context, code string) (views.Page, func(views.Base, views.Problems) templ.Component) {
	page := views.Page{Title: i18n.T(actor(c).Lang, "sheet.title"), Narrow: true, Twin: views.CheckInForm{}}
	return page, func(b views.Base, p views.Problems) templ.Component { return views.SheetPage(b, code, p) }
}

// showSheet is the page a printed sheet names: for its code, on whatever device.
func (h *Handlers) showSheet(c echo.Context) error {
	if h.onRelay(c) && !wantsJSON(c) {
		return c.Redirect(http.StatusSeeOther, "/relay")
	}
	page, body := sheetForm(c, "")
	return h.page(c, page, func(b views.Base) templ.Component { return body(b, nil) })
}

// takeCode takes the code of a printed sheet on any other device.
func (h *Handlers) takeCode(c echo.Context) error {
	form, err := read[views.CheckInForm](c)
	var link string
	if err == nil {
		link, err = h.linkOfSheet(c, form)
	}
	if err != nil {
		page, body := sheetForm(c, strings.TrimSpace(form.Code))
		return h.refused(c, err, page, body)
	}
	return h.takeSheet(c, link)
}

// takeSheet puts the link of a sheet out of the address, and shows what it leads to.
func (h *Handlers) takeSheet(c echo.Context, link string) error {
	h.setCookie(c, sheetKey, link, int(sheetLife/time.Second))
	return h.done(c, "/welcome/"+sheetPage, "", nil)
}

// lostSheet is where somebody begins anew whose link is no longer on the device: where
// the code is typed. Elsewhere a link that cannot be used is not found.
func (h *Handlers) lostSheet(c echo.Context, err error) error {
	switch {
	case models.KindOf(err) != models.KindNotFound || wantsJSON(c):
		return err
	case h.onRelay(c):
		return c.Redirect(http.StatusSeeOther, "/relay")
	case c.Param("secret") == sheetPage:
		return c.Redirect(http.StatusSeeOther, "/sheet")
	}
	return err
}
