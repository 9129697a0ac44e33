package handlers

import (
	"slices"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/views"
	"chigiri/views/i18n"
)

func (h *Handlers) listMails(c echo.Context) error {
	state := models.MailState(c.QueryParam("state"))
	if state != "" && !slices.Contains(models.MailStates(), state) {
		return models.Invalidf("state", "error.mail.filter")
	}
	list, err := h.store.Mails(c.Request().Context(), actor(c), store.MailQuery{State: state, After: c.QueryParam("after")})
	if err != nil {
		return err
	}
	l := views.MailList{State: state, Rows: list.Rows, Next: list.Next, Counts: list.Counts, Outage: list.Outage, Server: h.opt.MailServer, Outbox: h.inDemo()}
	page := views.Page{Title: i18n.T(actor(c).Lang, "nav.mails"), Nav: "mails", Twin: l.Twin()}
	return h.page(c, page, func(b views.Base) templ.Component { return views.MailListPage(b, l) })
}

func (h *Handlers) retryMail(c echo.Context) error {
	m, err := h.store.RetryMail(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	return h.done(c, "/mails", "said.mail.retried", m)
}

// retryMails has all mails of a state tried again. Programs are told how many.
func (h *Handlers) retryMails(c echo.Context) error {
	form, err := read[views.MailRetryForm](c)
	if err != nil {
		return err
	}
	n, err := h.store.RetryMails(c.Request().Context(), actor(c), models.MailState(form.State))
	if err != nil {
		return err
	}
	return h.done(c, "/mails", "said.mail.retried", views.MailRetried{Mails: n})
}

func (h *Handlers) inDemo() bool { return len(h.opt.Demo) > 0 }

// showOutbox is the demo's: elsewhere there is no such page.
func (h *Handlers) showOutbox(c echo.Context) error {
	if !h.inDemo() {
		return models.NotFound("page")
	}
	mails, err := h.store.Outbox(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	page := views.Page{Title: i18n.T(actor(c).Lang, "outbox.title"), Nav: "mails", Narrow: true, Twin: mails}
	return h.page(c, page, func(b views.Base) templ.Component { return views.OutboxPage(b, mails) })
}
