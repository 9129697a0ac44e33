package handlers

import (
	"context"
	"slices"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/catalog"
	"chigiri/models/store"
	"chigiri/views"
	"chigiri/views/i18n"
)

func systemPage(c echo.Context, title string, twin any) views.Page {
	return views.Page{Title: i18n.T(actor(c).Lang, title), Nav: "systems", Twin: twin}
}

func (h *Handlers) listSystems(c echo.Context) error {
	ctx := c.Request().Context()
	q := store.SystemQuery{
		Text: c.QueryParam("text"), Division: c.QueryParam("division"), Zone: models.Zone(c.QueryParam("zone")), After: c.QueryParam("after"),
	}
	list, err := h.store.Systems(ctx, actor(c), q)
	if err != nil {
		return err
	}
	divisions, err := h.store.Divisions(ctx, actor(c))
	if err != nil {
		return err
	}
	l := views.ListPage{Text: q.Text, Next: list.Next, Total: list.Total}
	return h.page(c, systemPage(c, "nav.systems", list), func(b views.Base) templ.Component {
		return views.SystemListPage(b, list.Rows, l, string(q.Zone), q.Division, views.DivisionOptions(actor(c).Lang, divisions))
	})
}

// editionNow is the edition in force, nil while none is: registers can be kept
// before the first is published.
func (h *Handlers) editionNow(ctx context.Context, who models.Actor) (*catalog.Edition, error) {
	_, e, err := h.store.CurrentEdition(ctx, who)
	if models.KindOf(err) == models.KindNotFound {
		return nil, nil
	}
	return e, err
}

func (h *Handlers) systemFormOptions(c echo.Context, form views.SystemForm) (o views.SystemOptions, err error) {
	ctx := c.Request().Context()
	divisions, err := h.store.Divisions(ctx, actor(c))
	if err != nil {
		return o, err
	}
	e, err := h.editionNow(ctx, actor(c))
	if err != nil {
		return o, err
	}
	// A division registers its own systems; the IT division registers anybody's.
	divisions = slices.DeleteFunc(divisions, func(d models.Division) bool { return !models.CanEditSystem(actor(c), d.ID) })
	o.Divisions = views.DivisionOptions(actor(c).Lang, divisions)
	o.Classes = views.ClassOptions(actor(c).Lang, e, form.Classes)
	return o, nil
}

func (h *Handlers) newSystem(c echo.Context) error {
	form, kept := restored[views.SystemForm](h, c)
	if !kept {
		form.DivisionID = actor(c).DivisionID
	}
	o, err := h.systemFormOptions(c, form)
	if err != nil {
		return err
	}
	page := systemPage(c, "system.new", form)
	page.Narrow = true
	return h.page(c, page, func(b views.Base) templ.Component { return views.SystemNew(b, form, o, nil) })
}

func (h *Handlers) createSystem(c echo.Context) error {
	form, err := read[views.SystemForm](c)
	if err == nil && form.More {
		return h.moreRows(c, "", form)
	}
	var s models.InfoSystem
	if err == nil {
		var in models.SystemInput
		if in, err = form.Input(); err == nil {
			s, err = h.store.CreateSystem(c.Request().Context(), actor(c), in)
		}
	}
	if err == nil {
		return h.created(c, "/systems/"+s.ID, "said.system.created", s)
	}
	o, optionsErr := h.systemFormOptions(c, form)
	if optionsErr != nil {
		return optionsErr
	}
	page := systemPage(c, "system.new", form)
	page.Narrow = true
	return h.refused(c, err, page, func(b views.Base, p views.Problems) templ.Component { return views.SystemNew(b, form, o, p) })
}

// moreRows gives the form back as it was typed, with further empty rows; nothing
// is saved or checked.
func (h *Handlers) moreRows(c echo.Context, id string, form views.SystemForm) error {
	o, err := h.systemFormOptions(c, form)
	if err != nil {
		return err
	}
	title := "system.new"
	if id != "" {
		title = "system.edit"
	}
	page := systemPage(c, title, form)
	page.Narrow = true
	return h.page(c, page, func(b views.Base) templ.Component {
		if id == "" {
			return views.SystemNew(b, form, o, nil)
		}
		return views.SystemEdit(b, id, form, o, nil, nil)
	})
}

func (h *Handlers) editSystem(c echo.Context) error {
	s, err := h.store.InfoSystem(c.Request().Context(), actor(c), c.Param("id"))
	if err == nil && !models.CanEditSystem(actor(c), s.DivisionID) {
		err = models.Denied("error.denied.system")
	}
	if err != nil {
		return err
	}
	form, kept := restored[views.SystemForm](h, c)
	if !kept {
		form = views.SystemFormOf(s)
	}
	o, err := h.systemFormOptions(c, form)
	if err != nil {
		return err
	}
	page := systemPage(c, "system.edit", form)
	page.Narrow = true
	return h.page(c, page, func(b views.Base) templ.Component { return views.SystemEdit(b, s.ID, form, o, nil, nil) })
}

func (h *Handlers) updateSystem(c echo.Context) error {
	form, err := read[views.SystemForm](c)
	if err == nil && form.More {
		return h.moreRows(c, c.Param("id"), form)
	}
	var s models.InfoSystem
	if err == nil {
		var in models.SystemInput
		if in, err = form.Input(); err == nil {
			s, err = h.store.UpdateSystem(c.Request().Context(), actor(c), c.Param("id"), form.Version, in)
		}
	}
	if err != nil {
		return h.systemRefused(c, form, err)
	}
	return h.done(c, "/systems/"+s.ID, "said.system.updated", s)
}

// systemRefused shows the form again; when somebody else was faster, with both
// versions, and the version that saving would now replace.
func (h *Handlers) systemRefused(c echo.Context, form views.SystemForm, err error) error {
	id := c.Param("id")
	o, optionsErr := h.systemFormOptions(c, form)
	if optionsErr != nil {
		return optionsErr
	}
	now := currentOf[models.InfoSystem](err)
	var clash *views.Collision
	if now != nil && !wantsJSON(c) {
		clash = h.collision(c, "system", id, "/systems/"+id+"/edit")
		form.Version = now.Version
	}
	page := systemPage(c, "system.edit", form)
	page.Narrow = true
	return h.refused(c, err, page, func(b views.Base, p views.Problems) templ.Component {
		if clash != nil {
			clash.Differ = views.SystemDifferences(b, views.SystemFormOf(*now), form, o)
		}
		return views.SystemEdit(b, id, form, o, p, clash)
	})
}
