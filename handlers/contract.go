package handlers

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/catalog"
	"chigiri/views"
	"chigiri/views/i18n"
)

func contractPage(title string, twin any) views.Page {
	return views.Page{Title: title, Nav: "contracts", Twin: twin}
}

// contractForm is a page with one form about contracts.
func contractForm(c echo.Context, title string, twin any) views.Page {
	p := contractPage(i18n.T(actor(c).Lang, title), twin)
	p.Narrow = true
	return p
}

func (h *Handlers) newContract(c echo.Context) error {
	form, kept := restored[views.ContractForm](h, c)
	if !kept {
		form = views.ContractForm{DivisionID: actor(c).DivisionID, Scheme: string(models.SchemeArticle)}
	}
	return h.showNewContract(c, form)
}

// showNewContract shows the form with its lists; also for the buttons that only
// look something up.
func (h *Handlers) showNewContract(c echo.Context, form views.ContractForm) error {
	o, err := h.contractOptions(c, form, nil)
	if err != nil {
		return err
	}
	return h.page(c, contractForm(c, "contract.new", form), func(b views.Base) templ.Component {
		return views.ContractNew(b, form, o, nil)
	})
}

func (h *Handlers) createContract(c echo.Context) error {
	form, err := read[views.ContractForm](c)
	if form.Find != "" {
		return h.showNewContract(c, form)
	}
	var made models.Contract
	if err == nil {
		var in models.ContractInput
		if in, err = form.Input(); err == nil {
			made, err = h.store.CreateContract(c.Request().Context(), actor(c), in)
		}
	}
	if err == nil {
		return h.created(c, "/contracts/"+made.ID, "said.contract.created", made)
	}
	if wantsJSON(c) {
		return err
	}
	o, listErr := h.contractOptions(c, form, nil)
	if listErr != nil {
		return listErr
	}
	return h.refused(c, err, contractForm(c, "contract.new", form), func(b views.Base, p views.Problems) templ.Component {
		return views.ContractNew(b, form, o, p.OnControls())
	})
}

// previewLevel answers the live part of the form, and programs that want to know
// what level their facts would give.
func (h *Handlers) previewLevel(c echo.Context) error {
	form, err := read[views.ContractForm](c)
	if err != nil {
		return err
	}
	e, err := h.editionFor(c, nil)
	if err != nil {
		return err
	}
	facts, err := h.levelFacts(c, form)
	if err != nil {
		return err
	}
	level, err := catalog.Derive(e, facts)
	if err != nil {
		return err
	}
	if wantsJSON(c) {
		return c.JSON(200, level)
	}
	return h.render(c, 200, views.LevelPreview(h.base(c, views.Page{}), level))
}

func (h *Handlers) showContract(c echo.Context) error {
	v, err := h.store.Contract(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	x, err := h.contractExtras(c, v)
	if err != nil {
		return err
	}
	kept := restoredSent(h, c)
	return h.page(c, contractPage(v.Contract.Title, v), func(b views.Base) templ.Component {
		return views.ContractPage(b, v, x, kept, nil)
	})
}

// contractRefused shows a page of a contract again with what is wrong.
func (h *Handlers) contractRefused(c echo.Context, err error, body func(views.Base, models.ContractView, views.Problems) templ.Component) error {
	if kind := models.KindOf(err); wantsJSON(c) || kind != models.KindInvalid && kind != models.KindConflict {
		return err
	}
	v, viewErr := h.store.Contract(c.Request().Context(), actor(c), c.Param("id"))
	if viewErr != nil {
		return viewErr
	}
	return h.refused(c, err, contractPage(v.Contract.Title, v), func(b views.Base, p views.Problems) templ.Component {
		return body(b, v, p.OnControls())
	})
}

// deedRefused shows the contract itself with why a deed done there was refused, at
// the form that was sent; a deed done by one press sends none.
func (h *Handlers) deedRefused(c echo.Context, err error, sent views.Sent) error {
	return h.contractRefused(c, err, func(b views.Base, v models.ContractView, p views.Problems) templ.Component {
		x, _ := h.contractExtras(c, v) // names only; the refusal matters more
		if sent.Form == "edition" {    // the edition is no choice of theirs: it stands above the reason
			p = p.Renamed("edition_id", "reason")
		}
		return views.ContractPage(b, v, x, sent, p.Held(heldBy(v, sent.Form)...))
	})
}

func (h *Handlers) editContract(c echo.Context) error {
	v, err := h.store.Contract(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	if !v.Can["edit"] {
		return models.Denied("error.denied.contract.edit", v.Contract.State)
	}
	form, kept := restored[views.ContractForm](h, c)
	if !kept {
		form = views.ContractFormOf(v.Contract)
	}
	return h.showEditContract(c, form, v)
}

func (h *Handlers) showEditContract(c echo.Context, form views.ContractForm, now models.ContractView) error {
	o, err := h.contractOptions(c, form, &now)
	if err != nil {
		return err
	}
	return h.page(c, contractForm(c, "contract.edit", form), func(b views.Base) templ.Component {
		return views.ContractEdit(b, now.Contract.ID, form, o, nil, nil)
	})
}

func (h *Handlers) updateContract(c echo.Context) error {
	form, err := read[views.ContractForm](c)
	if form.Find != "" {
		v, viewErr := h.store.Contract(c.Request().Context(), actor(c), c.Param("id"))
		if viewErr != nil {
			return viewErr
		}
		return h.showEditContract(c, form, v)
	}
	var saved models.Contract
	if err == nil {
		var in models.ContractInput
		if in, err = form.Input(); err == nil {
			saved, err = h.store.UpdateContract(c.Request().Context(), actor(c), c.Param("id"), form.Version, in)
		}
	}
	if err != nil {
		return h.updateRefused(c, form, err)
	}
	return h.done(c, "/contracts/"+saved.ID, "said.contract.updated", saved)
}

// updateRefused shows the form again; when somebody else was faster, with both
// versions, and the version that saving would now replace.
func (h *Handlers) updateRefused(c echo.Context, form views.ContractForm, err error) error {
	if kind := models.KindOf(err); wantsJSON(c) || kind != models.KindInvalid && kind != models.KindConflict {
		return err
	}
	id := c.Param("id")
	now, viewErr := h.store.Contract(c.Request().Context(), actor(c), id)
	if viewErr != nil {
		return viewErr
	}
	var clash *views.Collision
	if asError(err).Key == "error.conflict" {
		clash = h.collision(c, "contract", id, "/contracts/"+id+"/edit")
		form.Version = now.Contract.Version
	}
	o, listErr := h.contractOptions(c, form, &now)
	if listErr != nil {
		return listErr
	}
	return h.refused(c, err, contractForm(c, "contract.edit", form), func(b views.Base, p views.Problems) templ.Component {
		if clash != nil {
			clash.Differ = views.ContractDifferences(b, views.ContractFormOf(now.Contract), form, o)
		}
		return views.ContractEdit(b, id, form, o, p.OnControls(), clash)
	})
}
