package handlers

import (
	"net/url"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
	"chigiri/views/i18n"
)

// showBriefings lists a contract's meetings and who has heard what.
func (h *Handlers) showBriefings(c echo.Context) error {
	ctx := c.Request().Context()
	x, err := h.store.BriefingsView(ctx, actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	if wantsJSON(c) {
		return h.page(c, contractPage("", x), nil)
	}
	v, err := h.store.Contract(ctx, actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	return h.page(c, contractPage(v.Contract.Title, x), func(b views.Base) templ.Component {
		return views.ContractBriefings(b, v, x)
	})
}

// planPage is the form of a new meeting, with the contract it is for.
func (h *Handlers) planPage(c echo.Context) (x models.BriefingsView, title string, err error) {
	ctx := c.Request().Context()
	if x, err = h.store.BriefingsView(ctx, actor(c), c.Param("id")); err != nil {
		return x, "", err
	}
	v, err := h.store.Contract(ctx, actor(c), c.Param("id"))
	return x, v.Contract.Title, err
}

func (h *Handlers) newBriefing(c echo.Context) error {
	x, title, err := h.planPage(c)
	switch {
	case err != nil:
		return err
	case x.Hindered != "":
		return models.Conflict(x.Hindered, nil)
	case !x.Can["plan"]:
		return models.Denied("error.denied.briefing")
	}
	form, kept := restored[views.BriefingForm](h, c)
	if !kept {
		if form, err = h.proposedBriefing(c, x); err != nil {
			return err
		}
	}
	return h.page(c, contractForm(c, "briefing.plan", form), func(b views.Base) templ.Component {
		return views.BriefingNew(b, title, x, form, nil)
	})
}

// proposedBriefing is the form as it begins: after a meeting that was held, for those who
// were absent from it; again, for those whose tries are used up.
func (h *Handlers) proposedBriefing(c echo.Context, x models.BriefingsView) (views.BriefingForm, error) {
	after := c.QueryParam("after")
	switch topics, _ := x.Again(); {
	case after == "" && c.QueryParam("again") != "" && len(topics) > 0:
		return views.AgainForm(x), nil
	case after == "":
		return views.NewBriefingForm(x), nil
	}
	v, err := h.store.Briefing(c.Request().Context(), actor(c), after)
	if err == nil && v.Briefing.ContractID != x.ContractID {
		err = models.NotFound("briefing")
	}
	if err == nil && len(v.MakeUp) == 0 { // it is planned by now
		return views.NewBriefingForm(x), nil
	}
	return views.MakeUpForm(x, v, h.today()), err
}

func (h *Handlers) planBriefing(c echo.Context) error {
	form, err := read[views.BriefingForm](c)
	var made models.Briefing
	var code string
	if err == nil {
		var in models.BriefingInput
		in, err = form.Input()
		if err == nil {
			made, code, err = h.store.PlanBriefing(c.Request().Context(), actor(c), c.Param("id"), in)
		}
	}
	if err == nil && made.Unrecorded(h.today()) { // nobody checks in any more
		return h.created(c, "/briefings/"+made.ID+"/hold", "said.briefing.afterwards", h.screen(made, models.CheckInCode{}))
	}
	if err == nil {
		return h.created(c, screenPath(made.ID, ""), "said.briefing.planned", h.screen(made, models.CheckInCode{Code: code}))
	}
	x, title, pageErr := h.planPage(c)
	if pageErr != nil {
		return pageErr
	}
	return h.refused(c, err, contractForm(c, "briefing.plan", form), func(b views.Base, p views.Problems) templ.Component {
		return views.BriefingNew(b, title, x, form, p)
	})
}

func screenPath(id, fixed string) string {
	path := "/briefings/" + id + "/screen"
	if fixed != "" {
		path += "?code=" + url.QueryEscape(fixed)
	}
	return path
}

// screen is what the wall of the room shows, with the whole address of the check-in.
func (h *Handlers) screen(x models.Briefing, code models.CheckInCode) views.BriefingScreen {
	s := views.BriefingScreen{Briefing: x, CheckInCode: code}
	if code.Code != "" {
		s.CheckIn = strings.TrimRight(h.opt.URL, "/") + "/briefings/" + x.ID + "/check-in/" + code.Code
	}
	return s
}

// showScreen shows the code of this minute, or the one that was given out for the day
// where the address names that one.
func (h *Handlers) showScreen(c echo.Context) error {
	ctx := c.Request().Context()
	code, err := h.store.CheckInCode(ctx, actor(c), c.Param("id"), c.QueryParam("code"))
	if err != nil {
		return err
	}
	v, err := h.store.Briefing(ctx, actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	s := h.screen(v.Briefing, code)
	page := briefingPage(c, "briefing.screen", s)
	if code.Code != "" && !code.Fixed {
		page.Refresh = "20"
	}
	return h.page(c, page, func(b views.Base) templ.Component { return views.BriefingScreenPage(b, v, s) })
}

// newBriefingCode makes a code to be given out, which stands for the day.
func (h *Handlers) newBriefingCode(c echo.Context) error {
	id := c.Param("id")
	code, err := h.store.NewCheckInCode(c.Request().Context(), actor(c), id)
	if err != nil {
		return err
	}
	return h.done(c, screenPath(id, code), "said.briefing.code", h.screen(models.Briefing{ID: id}, models.CheckInCode{Code: code, Fixed: true}))
}

// briefingPage is a page about one meeting.
func briefingPage(c echo.Context, title string, twin any) views.Page {
	p := views.Page{Title: i18n.T(actor(c).Lang, title), Nav: "contracts", Twin: twin, Narrow: true}
	if actor(c).Is(models.VendorWorker) {
		p.Nav = "home"
	}
	return p
}

func (h *Handlers) showBriefing(c echo.Context) error {
	v, err := h.store.Briefing(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	var draft views.BriefingDraft
	if kept, ok := restored[keptBriefing](h, c); ok {
		draft.Sent = views.Sent{Form: c.QueryParam("form"), Text: kept.Reason + kept.Title + kept.Code} // one form has one of them
	}
	return h.page(c, briefingPage(c, "briefing.title", v), func(b views.Base) templ.Component { return views.BriefingPage(b, v, draft, nil) })
}

// keptBriefing is what the forms of a meeting's page hold, kept over a sign-in.
type keptBriefing struct {
	Reason string `form:"reason"`
	Title  string `form:"title"`
	Code   string `form:"code"`
}

// briefingFields are the controls of each form on a meeting's page, while the reader
// has the form.
var briefingFields = map[string]struct {
	can    string
	fields []string
}{
	"cancel": {"cancel", []string{"reason"}}, "files": {"attach", []string{"title", "file"}}, "check-in": {"check_in", []string{"code"}},
	"relay":  {"pass_own", []string{"code"}},
	"return": {"record", []string{"reason"}},
}

// briefingDone is the answer to a deed on a meeting: its page, or what was wrong at the
// form that was sent.
func (h *Handlers) briefingDone(c echo.Context, err error, said string, draft views.BriefingDraft) error {
	if err == nil {
		return h.done(c, afterDeed(c, "/briefings/"+c.Param("id")), said, nil)
	}
	if kind := models.KindOf(err); wantsJSON(c) || kind != models.KindInvalid && kind != models.KindConflict {
		return err
	}
	v, viewErr := h.store.Briefing(c.Request().Context(), actor(c), c.Param("id"))
	if viewErr != nil {
		return viewErr
	}
	var held []string
	if f := briefingFields[draft.Form]; v.Can[f.can] {
		held = f.fields
	}
	return h.refused(c, err, briefingPage(c, "briefing.title", v), func(b views.Base, p views.Problems) templ.Component {
		return views.BriefingPage(b, v, draft, p.Held(held...))
	})
}

func (h *Handlers) cancelBriefing(c echo.Context) error {
	form, err := read[views.ReasonForm](c)
	if err == nil {
		err = h.store.CancelBriefing(c.Request().Context(), actor(c), c.Param("id"), form.Reason)
	}
	return h.briefingDone(c, err, "said.briefing.cancelled", views.BriefingDraft{Sent: views.Sent{Form: "cancel", Text: form.Reason}})
}

func (h *Handlers) addBriefingFile(c echo.Context) error {
	form, err := read[views.BriefingFileForm](c)
	var made models.BriefingFile
	if err == nil {
		var f models.File
		if f, err = upload(c, "file"); err == nil {
			made, err = h.store.AddBriefingFile(c.Request().Context(), actor(c), c.Param("id"), form.Title, f)
			err = againFile(err, f)
		}
	}
	if err == nil && wantsJSON(c) {
		return h.created(c, "/briefings/"+c.Param("id")+"/files/"+made.ID, "", made)
	}
	return h.briefingDone(c, err, "said.briefing.file_added", views.BriefingDraft{Sent: views.Sent{Form: "files", Text: form.Title}})
}

func (h *Handlers) briefingFile(c echo.Context) error {
	f, err := h.store.BriefingFileOf(c.Request().Context(), actor(c), c.Param("id"), c.Param("file"))
	if err != nil {
		return err
	}
	return h.sendFile(c, f, false)
}

func (h *Handlers) briefingRecord(c echo.Context) error {
	f, err := h.store.BriefingFile(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	return h.sendFile(c, f, true)
}
