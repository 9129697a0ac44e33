package handlers

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
	"chigiri/views/i18n"
)

func (h *Handlers) loginPage(c echo.Context, form views.LoginForm) (views.Page, func(views.Base, views.Problems) templ.Component) {
	page := views.Page{Title: i18n.T(actor(c).Lang, "login.title"), Twin: form}
	return page, func(b views.Base, p views.Problems) templ.Component {
		return views.Login(b, form, p, h.examples())
	}
}

func (h *Handlers) examples() []views.ExampleAccount {
	var list []views.ExampleAccount
	for _, d := range h.opt.Demo {
		list = append(list, views.ExampleAccount{Role: d.Role, Login: d.Login, Password: d.Password, Name: d.Name, Sentence: d.Sentence})
	}
	return list
}

func (h *Handlers) showLogin(c echo.Context) error {
	next := safeNext(c.QueryParam("next"))
	if actor(c).UserID != "" && !wantsJSON(c) {
		return c.Redirect(http.StatusSeeOther, next)
	}
	if h.onRelay(c) && !wantsJSON(c) {
		return c.Redirect(http.StatusSeeOther, "/relay")
	}
	page, body := h.loginPage(c, views.LoginForm{Next: next, Why: c.QueryParam("why")})
	return h.page(c, page, func(b views.Base) templ.Component { return body(b, nil) })
}

func (h *Handlers) login(c echo.Context) error {
	form, err := read[views.LoginForm](c)
	var session models.WebSession
	var door models.Actor
	if err == nil {
		door, err = h.signInDoor(c)
	}
	if err == nil {
		session, err = h.store.SignIn(c.Request().Context(), door, c.Request().UserAgent(), form.Login, form.Password)
	}
	if err = waitOnPage(c, err); err != nil {
		form.Password = ""
		page, body := h.loginPage(c, form)
		if v, _ := h.relay(c); v != nil {
			page, body = h.relayPage(c, *v, form, "")
		}
		return h.refused(c, err, page, body)
	}
	if session.Half != "" {
		return h.askCode(c, session.Half, safeNext(form.Next))
	}
	return h.signedIn(c, session, safeNext(form.Next))
}

// signedIn lets somebody in who has shown all that is asked for.
func (h *Handlers) signedIn(c echo.Context, session models.WebSession, next string) error {
	h.setCookie(c, "chigiri", session.Token, 0)
	if h.cookie(c, h.prefixed(sheetKey)) != "" { // of somebody who walked away
		h.setCookie(c, sheetKey, "", -1)
	}
	return h.done(c, next, saidBack(next), nil)
}

// waitOnPage says on the form's own page how long to wait; programs get the status.
func waitOnPage(c echo.Context, err error) error {
	if models.KindOf(err) != models.KindTooMany || wantsJSON(c) {
		return err
	}
	e := asError(err)
	return &models.Error{Kind: models.KindInvalid, Key: e.Key, Args: e.Args}
}

func (h *Handlers) logout(c echo.Context) error {
	if err := h.store.SignOut(c.Request().Context(), actor(c)); err != nil {
		return err
	}
	if h.onRelay(c) && !wantsJSON(c) {
		h.forget(c)
		return c.Redirect(http.StatusSeeOther, "/relay")
	}
	h.setCookie(c, "chigiri", "", -1)
	return h.done(c, "/login", "said.signed_out", nil)
}

// setLanguage keeps the choice with the person, or with the browser of nobody.
func (h *Handlers) setLanguage(c echo.Context) error {
	form, err := read[views.LanguageForm](c)
	if err != nil {
		return err
	}
	if form.Lang != i18n.JA && form.Lang != i18n.EN {
		return models.Invalidf("lang", "error.lang")
	}
	h.setCookie(c, "lang", form.Lang, 365*24*3600)
	if actor(c).UserID != "" {
		if err := h.store.SetLanguage(c.Request().Context(), actor(c), form.Lang); err != nil {
			return err
		}
	}
	return h.done(c, safeNext(form.Back), "", nil)
}

func (h *Handlers) welcomePage(c echo.Context, w models.Welcome) (views.Page, func(views.Base, views.Problems) templ.Component) {
	title := "welcome.title"
	if !w.Opened {
		title = "welcome.begin.title"
	}
	page := views.Page{Title: i18n.T(actor(c).Lang, title), Narrow: true, Twin: w}
	return page, func(b views.Base, p views.Problems) templ.Component {
		if !w.Opened {
			return views.WelcomeBegin(b, w)
		}
		return views.Welcome(b, w, p)
	}
}

// showWelcome changes nothing: mail scanners open links too.
func (h *Handlers) showWelcome(c echo.Context) error {
	link := h.invitationLink(c)
	w, err := h.store.Welcome(c.Request().Context(), link)
	if err != nil {
		return h.lostSheet(c, err)
	}
	if h.onRelay(c) && !wantsJSON(c) && c.Param("secret") != sheetPage {
		return h.takeSheet(c, link)
	}
	page, body := h.welcomePage(c, w)
	return h.page(c, page, func(b views.Base) templ.Component { return body(b, nil) })
}

// beginWelcome is the press that a person makes and no scanner does.
func (h *Handlers) beginWelcome(c echo.Context) error {
	if err := h.store.OpenInvitation(c.Request().Context(), models.Actor{Address: c.RealIP()}, h.invitationLink(c)); err != nil {
		return err
	}
	return h.done(c, "/welcome/"+c.Param("secret"), "", nil)
}

// welcome sets the password and lets the person in with it, as the sign-in would: who
// has one-time codes is asked for one.
func (h *Handlers) welcome(c echo.Context) error {
	ctx, link := c.Request().Context(), h.invitationLink(c)
	door, err := h.signInDoor(c)
	if err != nil {
		return err
	}
	w, err := h.store.Welcome(ctx, link)
	if err != nil {
		return err
	}
	form, err := read[views.WelcomeForm](c)
	if err == nil && form.Password != form.Again {
		err = models.Invalidf("again", "error.password.again")
	}
	if err == nil {
		err = h.store.UseInvitation(ctx, door, link, form.Password)
	}
	if err != nil {
		w.Opened = true // whoever sends the form is past the first page
		page, body := h.welcomePage(c, w)
		return h.refused(c, err, page, body)
	}
	if wantsJSON(c) {
		return h.done(c, "/login", "said.password_set", nil)
	}
	session, err := h.store.SignIn(ctx, door, c.Request().UserAgent(), w.Login, form.Password)
	switch {
	case err != nil:
		return h.done(c, "/login", "said.password_set", nil)
	case session.Half != "":
		return h.askCode(c, session.Half, "/")
	}
	if link != c.Param("secret") {
		h.setCookie(c, sheetKey, "", -1)
	}
	h.setCookie(c, "chigiri", session.Token, 0)
	return h.done(c, "/", "said.welcome", nil)
}
