package handlers

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
)

func (h *Handlers) concludeForm(c echo.Context) error {
	v, err := h.store.Contract(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	form, kept := restored[views.ConcludeForm](h, c)
	if !kept && !v.Contract.SignedOn.IsZero() {
		form.SignedOn = models.Wareki(v.Contract.SignedOn)
	}
	form.Version = v.Contract.Version
	return h.page(c, contractPage(v.Contract.Title, form), func(b views.Base) templ.Component {
		return views.ConcludePage(b, v, form, nil)
	})
}

func (h *Handlers) conclude(c echo.Context) error {
	form, err := read[views.ConcludeForm](c)
	if err == nil {
		var day models.Date
		if day, err = form.Date(); err == nil {
			err = h.doubt(c, form, day)
		}
		if err == nil {
			err = h.store.Conclude(c.Request().Context(), actor(c), c.Param("id"), form.Version, day)
		}
	}
	if err != nil {
		return h.contractRefused(c, err, func(b views.Base, v models.ContractView, p views.Problems) templ.Component {
			return views.ConcludePage(b, v, form, p)
		})
	}
	return h.done(c, "/contracts/"+c.Param("id"), "said.contract.concluded", nil)
}

// doubt asks about an unusual day; what is wrong for certain is the store's to say.
func (h *Handlers) doubt(c echo.Context, form views.ConcludeForm, day models.Date) error {
	v, err := h.store.Contract(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil || !v.Can["conclude"] || day.After(h.today()) {
		return err
	}
	return form.Doubt(v, day)
}

func (h *Handlers) makeReady(c echo.Context) error {
	if err := h.store.MakeReady(c.Request().Context(), actor(c), c.Param("id")); err != nil {
		return h.deedRefused(c, err, views.Sent{})
	}
	return h.done(c, "/contracts/"+c.Param("id"), "said.contract.ready", nil)
}

func (h *Handlers) complete(c echo.Context) error {
	form, err := read[views.CompleteForm](c)
	if err == nil {
		var day models.Date
		if day, err = form.Date(); err == nil {
			err = h.store.Complete(c.Request().Context(), actor(c), c.Param("id"), day)
		}
	}
	if err != nil {
		return h.deedRefused(c, err, views.Sent{Form: "complete", Text: form.CompletedOn})
	}
	return h.done(c, "/contracts/"+c.Param("id"), "said.contract.completed", nil)
}

func (h *Handlers) closeContract(c echo.Context) error {
	if err := h.store.CloseContract(c.Request().Context(), actor(c), c.Param("id")); err != nil {
		return h.deedRefused(c, err, views.Sent{})
	}
	return h.done(c, "/contracts/"+c.Param("id"), "said.contract.closed", nil)
}

func (h *Handlers) moveEdition(c echo.Context) error {
	form, err := read[views.EditionForm](c)
	if err == nil {
		err = h.store.MoveEdition(c.Request().Context(), actor(c), c.Param("id"), form.EditionID, form.Reason)
	}
	if err != nil {
		return h.deedRefused(c, err, views.Sent{Form: "edition", Text: form.Reason})
	}
	return h.done(c, "/contracts/"+c.Param("id"), "said.contract.edition", nil)
}
