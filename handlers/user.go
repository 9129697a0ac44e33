package handlers

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/views"
	"chigiri/views/i18n"
)

func userPage(c echo.Context, title string, twin any) views.Page {
	return views.Page{Title: i18n.T(actor(c).Lang, title), Nav: "users", Twin: twin}
}

func (h *Handlers) listUsers(c echo.Context) error {
	text := c.QueryParam("text")
	list, err := h.store.Users(c.Request().Context(), actor(c), text, c.QueryParam("after"))
	if err != nil {
		return err
	}
	l := views.ListPage{Text: text, Next: list.Next, Total: list.Total}
	return h.page(c, userPage(c, "nav.users", list), func(b views.Base) templ.Component {
		return views.UserListPage(b, list.Rows, l)
	})
}

// userOptions are the divisions and vendors an account can belong to. The house
// reads the vendors' names here: the administrator, who gives people their vendor,
// has no part in the register itself.
func (h *Handlers) userOptions(c echo.Context) (o views.UserOptions, err error) {
	ctx := c.Request().Context()
	divisions, err := h.store.Divisions(ctx, actor(c))
	if err != nil {
		return o, err
	}
	o.Divisions = views.DivisionOptions(actor(c).Lang, divisions)
	for after := ""; ; {
		list, err := h.store.Vendors(ctx, models.System(), store.VendorQuery{After: after, Limit: 200})
		if err != nil {
			return o, err
		}
		o.Vendors = append(o.Vendors, views.VendorOptions(list.Rows)...)
		if after = list.Next; after == "" {
			return o, nil
		}
	}
}

func (h *Handlers) newUser(c echo.Context) error {
	o, err := h.userOptions(c)
	if err != nil {
		return err
	}
	form, _ := restored[views.UserForm](h, c)
	page := userPage(c, "user.new", form)
	page.Narrow = true
	return h.page(c, page, func(b views.Base) templ.Component { return views.UserNew(b, form, o, nil) })
}

func (h *Handlers) createUser(c echo.Context) error {
	form, err := read[views.UserForm](c)
	var u models.User
	var secret string
	if err == nil {
		u, secret, err = h.store.CreateUser(c.Request().Context(), actor(c), form.Input())
	}
	if err == nil {
		c.Response().Header().Set("Location", "/users/"+u.ID)
		return h.invitation(c, u, secret, http.StatusCreated)
	}
	o, optionsErr := h.userOptions(c)
	if optionsErr != nil {
		return optionsErr
	}
	page := userPage(c, "user.new", form)
	page.Narrow = true
	return h.refused(c, err, page, func(b views.Base, p views.Problems) templ.Component { return views.UserNew(b, form, o, p) })
}

// invitation answers with the one-time link, the only time it is known.
func (h *Handlers) invitation(c echo.Context, u models.User, secret string, status int) error {
	i := views.Invitation{User: u, Link: strings.TrimRight(h.opt.URL, "/") + "/welcome/" + secret, Days: store.InvitationDays, Mailed: u.Mail}
	page := userPage(c, "invitation.title", i)
	page.Status, page.Narrow = status, true
	return h.page(c, page, func(b views.Base) templ.Component { return views.InvitationPage(b, i) })
}

func (h *Handlers) inviteUser(c echo.Context) error {
	ctx := c.Request().Context()
	secret, err := h.store.InviteUser(ctx, actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	u, err := h.store.User(ctx, actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	return h.invitation(c, u, secret, http.StatusOK)
}

func (h *Handlers) showUser(c echo.Context) error {
	u, err := h.store.User(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	forms, err := h.userForms(c, u)
	if err != nil {
		return err
	}
	if kept, ok := restored[keptUser](h, c); ok {
		if forms.Reason = kept.Reason; kept.Login != "" {
			forms.Edit = kept.UserForm
		}
	}
	page := views.Page{Title: u.Name, Nav: "users", Narrow: true, Twin: u}
	return h.page(c, page, func(b views.Base) templ.Component { return views.UserPage(b, u, forms) })
}

// userForms are an account's page as it stands.
func (h *Handlers) userForms(c echo.Context, u models.User) (f views.UserPageForms, err error) {
	f.Edit = views.UserFormOf(u)
	if f.Options, err = h.userOptions(c); err != nil {
		return f, err
	}
	f.Mails, err = h.store.MailsAbout(c.Request().Context(), actor(c), "user", u.ID)
	return f, err
}

// keptUser are the forms of an account's page: either may have been kept over a
// sign-in.
type keptUser struct {
	views.UserForm
	Reason string `form:"reason"`
}

func (h *Handlers) updateUser(c echo.Context) error {
	form, err := read[views.UserForm](c)
	var u models.User
	if err == nil {
		u, err = h.store.UpdateUser(c.Request().Context(), actor(c), c.Param("id"), form.Version, form.Input())
	}
	if err != nil {
		return h.userRefused(c, err, func(f *views.UserPageForms) { f.Edit = form })
	}
	return h.done(c, "/users/"+u.ID, "said.user.updated", u)
}

// userRefused shows the account's page again with what was typed.
func (h *Handlers) userRefused(c echo.Context, err error, typed func(*views.UserPageForms)) error {
	kind := models.KindOf(err)
	if wantsJSON(c) || kind != models.KindInvalid && kind != models.KindConflict {
		return err
	}
	u, readErr := h.store.User(c.Request().Context(), actor(c), c.Param("id"))
	if readErr != nil {
		return readErr
	}
	forms, readErr := h.userForms(c, u)
	if readErr != nil {
		return readErr
	}
	typed(&forms)
	if asError(err).Key == "error.conflict" {
		forms.Clash = h.collision(c, "user", u.ID, "/users/"+u.ID)
		forms.Edit.Version = u.Version
	}
	page := views.Page{Title: u.Name, Nav: "users", Narrow: true}
	return h.refused(c, err, page, func(b views.Base, p views.Problems) templ.Component {
		forms.Problems = p
		if forms.Clash != nil {
			forms.Clash.Differ = views.UserDifferences(b, views.UserFormOf(u), forms.Edit, forms.Options)
		}
		return views.UserPage(b, u, forms)
	})
}

func (h *Handlers) disableUser(c echo.Context) error {
	form, err := read[views.ReasonForm](c)
	if err == nil {
		err = h.store.DisableUser(c.Request().Context(), actor(c), c.Param("id"), form.Reason)
	}
	return h.userClosed(c, err, form, "said.user.disabled")
}

func (h *Handlers) enableUser(c echo.Context) error {
	form, err := read[views.ReasonForm](c)
	if err == nil {
		err = h.store.EnableUser(c.Request().Context(), actor(c), c.Param("id"), form.Reason)
	}
	return h.userClosed(c, err, form, "said.user.enabled")
}

func (h *Handlers) userClosed(c echo.Context, err error, form views.ReasonForm, said string) error {
	if err != nil {
		return h.userRefused(c, err, func(f *views.UserPageForms) { f.Reason = form.Reason })
	}
	return h.done(c, "/users/"+c.Param("id"), said, nil)
}
