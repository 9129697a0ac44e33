package handlers

import (
	"strconv"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
	"chigiri/views/i18n"
)

func divisionListPage(c echo.Context, twin any) views.Page {
	return views.Page{Title: i18n.T(actor(c).Lang, "nav.divisions"), Nav: "divisions", Twin: twin}
}

func (h *Handlers) listDivisions(c echo.Context) error {
	all, err := h.store.Divisions(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	form, _ := restored[views.DivisionForm](h, c)
	return h.page(c, divisionListPage(c, all), func(b views.Base) templ.Component {
		return views.DivisionListPage(b, all, form, nil)
	})
}

func (h *Handlers) createDivision(c echo.Context) error {
	form, err := read[views.DivisionForm](c)
	var d models.Division
	if err == nil {
		var in models.DivisionInput
		if in, err = form.Input(); err == nil {
			d, err = h.store.CreateDivision(c.Request().Context(), actor(c), in)
		}
	}
	if err == nil {
		return h.created(c, "/divisions/"+d.ID, "said.division.created", d)
	}
	all, listErr := h.store.Divisions(c.Request().Context(), actor(c))
	if listErr != nil {
		return listErr
	}
	return h.refused(c, err, divisionListPage(c, form), func(b views.Base, p views.Problems) templ.Component {
		return views.DivisionListPage(b, all, form, p)
	})
}

func (h *Handlers) showDivision(c echo.Context) error {
	d, all, err := h.division(c)
	if err != nil {
		return err
	}
	forms := views.DivisionForms{Rename: views.DivisionFormOf(d, h.today()), Merge: views.MergeForm{Version: d.Version}}
	if kept, ok := restored[keptDivision](h, c); ok {
		forms.Rename, forms.Merge = kept.forms(forms)
	}
	page := views.Page{Title: d.Name, Nav: "divisions", Twin: d}
	return h.page(c, page, func(b views.Base) templ.Component { return views.DivisionPage(b, d, all, forms) })
}

// keptDivision are both forms of a division's page: either may have been kept
// over a sign-in.
type keptDivision struct {
	views.DivisionForm
	Into string `form:"into"`
	On   string `form:"on"`
}

// forms gives what was typed to the form it was typed into.
func (k keptDivision) forms(now views.DivisionForms) (views.DivisionForm, views.MergeForm) {
	if k.Into != "" || k.On != "" {
		return now.Rename, views.MergeForm{Into: k.Into, On: k.On, Version: k.Version}
	}
	return k.DivisionForm, now.Merge
}

// division reads a division from the list the page needs anyway.
func (h *Handlers) division(c echo.Context) (models.Division, []models.Division, error) {
	all, err := h.store.Divisions(c.Request().Context(), actor(c))
	for _, d := range all {
		if d.ID == c.Param("id") {
			return d, all, nil
		}
	}
	if err == nil {
		err = models.NotFound("division")
	}
	return models.Division{}, nil, err
}

func (h *Handlers) renameDivision(c echo.Context) error {
	form, err := read[views.DivisionForm](c)
	var d models.Division
	if err == nil {
		var in models.DivisionInput
		if in, err = form.Input(); err == nil {
			d, err = h.store.RenameDivision(c.Request().Context(), actor(c), c.Param("id"), form.Version, in)
		}
	}
	if err != nil {
		return h.divisionRefused(c, err, func(f *views.DivisionForms) { f.Rename = form })
	}
	return h.done(c, "/divisions/"+d.ID, "said.division.renamed", d)
}

func (h *Handlers) today() models.Date { return models.Today(h.store.Now()) }

func (h *Handlers) withdrawDivisionName(c echo.Context) error {
	form, err := read[views.VersionForm](c)
	var d models.Division
	if err == nil {
		d, err = h.store.WithdrawDivisionName(c.Request().Context(), actor(c), c.Param("id"), form.Version)
	}
	if err != nil {
		return h.divisionRefused(c, err, func(*views.DivisionForms) {})
	}
	return h.done(c, "/divisions/"+d.ID, "said.division.name_withdrawn", d)
}

// checkMerge is the page before divisions are merged: what will move, and where to.
func (h *Handlers) checkMerge(c echo.Context) error {
	form := views.MergeForm{Into: c.QueryParam("into"), On: c.QueryParam("on")}
	d, _, err := h.division(c)
	if err != nil {
		return err
	}
	form.Version, err = strconv.Atoi(c.QueryParam("version"))
	if err != nil {
		form.Version = d.Version
	}
	var check models.MergeCheck
	on, err := form.Day()
	if err == nil {
		check, err = h.store.CheckMerge(c.Request().Context(), actor(c), d.ID, form.Version, form.Into, on)
	}
	if err != nil {
		return h.divisionRefused(c, err, func(f *views.DivisionForms) { f.Merge = form })
	}
	page := views.Page{Title: i18n.T(actor(c).Lang, "division.merge.check"), Nav: "divisions", Narrow: true, Twin: check}
	return h.page(c, page, func(b views.Base) templ.Component { return views.MergePage(b, d, check, form) })
}

func (h *Handlers) mergeDivision(c echo.Context) error {
	form, err := read[views.MergeForm](c)
	var d models.Division
	if err == nil {
		var on models.Date
		if on, err = form.Day(); err == nil {
			d, err = h.store.MergeDivision(c.Request().Context(), actor(c), c.Param("id"), form.Version, form.Into, on)
		}
	}
	if err != nil {
		return h.divisionRefused(c, err, func(f *views.DivisionForms) { f.Merge = form })
	}
	return h.done(c, "/divisions/"+d.ID, "said.division.merged", d)
}

// divisionRefused shows the page again with what was typed. When somebody was
// faster, saving again is on what is there now.
func (h *Handlers) divisionRefused(c echo.Context, err error, typed func(*views.DivisionForms)) error {
	if wantsJSON(c) || models.KindOf(err) != models.KindInvalid && models.KindOf(err) != models.KindConflict {
		return err
	}
	d, all, readErr := h.division(c)
	if readErr != nil {
		return readErr
	}
	forms := views.DivisionForms{Rename: views.DivisionFormOf(d, h.today()), Merge: views.MergeForm{Version: d.Version}}
	typed(&forms)
	if currentOf[models.Division](err) != nil && d.EndedOn.IsZero() {
		forms.Clash = h.collision(c, "division", d.ID, "/divisions/"+d.ID)
		forms.Rename.Version, forms.Merge.Version = d.Version, d.Version
	}
	page := views.Page{Title: d.Name, Nav: "divisions"}
	return h.refused(c, err, page, func(b views.Base, p views.Problems) templ.Component {
		forms.Problems = p
		if forms.Clash != nil {
			forms.Clash.Differ = views.DivisionDifferences(b, d, forms.Rename)
		}
		return views.DivisionPage(b, d, all, forms)
	})
}
