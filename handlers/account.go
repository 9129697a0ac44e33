package handlers

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
	"chigiri/views/i18n"
)

func (h *Handlers) showAccount(c echo.Context) error {
	a, err := h.store.Account(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	var forms views.AccountForms
	forms.Token, _ = restored[views.TokenForm](h, c)
	return h.page(c, accountPage(c, a), func(b views.Base) templ.Component { return views.AccountPage(b, a, forms) })
}

func accountPage(c echo.Context, twin any) views.Page {
	return views.Page{Title: i18n.T(actor(c).Lang, "account.title"), Narrow: true, Twin: twin}
}

// accountRefused shows one's page again; passwords are not shown again.
func (h *Handlers) accountRefused(c echo.Context, err error, forms views.AccountForms) error {
	a, readErr := h.store.Account(c.Request().Context(), actor(c))
	if readErr != nil {
		return readErr
	}
	return h.refused(c, err, accountPage(c, a), func(b views.Base, p views.Problems) templ.Component {
		forms.Problems = p
		return views.AccountPage(b, a, forms)
	})
}

func (h *Handlers) changePassword(c echo.Context) error {
	form, err := read[views.PasswordForm](c)
	if err == nil && form.New != form.Again {
		err = models.Invalidf("again", "error.password.again")
	}
	if err == nil {
		err = h.store.ChangePassword(c.Request().Context(), actor(c), form.Old, form.New)
	}
	if err != nil {
		return h.accountRefused(c, err, views.AccountForms{})
	}
	return h.done(c, "/account", "said.password_changed", nil)
}

// createToken answers with the token's secret, the only time it is known.
func (h *Handlers) createToken(c echo.Context) error {
	form, err := read[views.TokenForm](c)
	var days int
	var token models.AccessToken
	if err == nil {
		days, err = form.Lifetime()
	}
	if err == nil {
		token, err = h.store.CreateToken(c.Request().Context(), actor(c), form.Name, days, form.Password)
	}
	if err != nil {
		return h.accountRefused(c, err, views.AccountForms{Token: views.TokenForm{Name: form.Name, Days: form.Days}}) // the password is typed again
	}
	a, err := h.store.Account(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	page := accountPage(c, token)
	page.Status = http.StatusCreated
	return h.page(c, page, func(b views.Base) templ.Component {
		return views.AccountPage(b, a, views.AccountForms{Made: &token})
	})
}

func (h *Handlers) revokeToken(c echo.Context) error {
	if err := h.store.RevokeToken(c.Request().Context(), actor(c), c.Param("token")); err != nil {
		return err
	}
	return h.done(c, "/account", "said.token.revoked", nil)
}

func (h *Handlers) signOutEverywhere(c echo.Context) error {
	if err := h.store.SignOutEverywhere(c.Request().Context(), actor(c)); err != nil {
		return err
	}
	h.setCookie(c, "chigiri", "", -1)
	return h.done(c, "/login", "said.signed_out_everywhere", nil)
}
