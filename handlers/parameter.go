package handlers

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/catalog"
	"chigiri/views"
)

// ParametersTwin is what a program gets of a contract's values.
type ParametersTwin struct {
	Values   []models.LevelRow    `json:"values"`
	Stricter []models.ParamChange `json:"stricter"`
	Waivers  []models.Waiver      `json:"waivers"`
}

// valuesOf are the appendix and the edition a contract's values come from. While
// there is no level yet there are none.
func (h *Handlers) valuesOf(c echo.Context, v models.ContractView) (models.Appendix, *catalog.Edition, error) {
	ctx, who := c.Request().Context(), actor(c)
	e, err := h.store.Edition(ctx, who, v.Contract.EditionID)
	if err != nil {
		return models.Appendix{}, nil, err
	}
	a, err := h.store.Appendix(ctx, who, v.Contract.ID)
	if models.KindOf(err) == models.KindInvalid {
		return models.Appendix{}, e, nil
	}
	return a, e, err
}

func (h *Handlers) showParameters(c echo.Context) error {
	v, err := h.store.Contract(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	a, e, err := h.valuesOf(c, v)
	if err != nil {
		return err
	}
	twin := ParametersTwin{Values: a.LevelTable, Stricter: v.Stricter, Waivers: v.Waivers}
	opened := h.openedKept(c)
	return h.page(c, contractPage(v.Contract.Title, twin), func(b views.Base) templ.Component {
		return views.ParametersPage(b, v, a, views.ParamRows(b, a, e), opened, nil)
	})
}

// openedKept are the forms the address opens, or those kept over a sign-in.
func (h *Handlers) openedKept(c echo.Context) views.Opened {
	switch sent := c.QueryParam("form"); sent {
	case "":
	case "waiver":
		if form, ok := restored[views.WaiverForm](h, c); ok {
			return openedWaiver(form)
		}
	case "stricter", "restore":
		if form, ok := restored[views.ParameterForm](h, c); ok {
			return openedParameter(sent, form)
		}
	default:
		return views.Opened{Sent: restoredSent(h, c)}
	}
	return views.Opened{Key: c.QueryParam("open")}
}

// openedParameter are the forms of a value, with what was typed into one of them.
func openedParameter(sent string, form views.ParameterForm) views.Opened {
	opened := views.Opened{Key: form.Obligation + "." + form.Param, Sent: views.Sent{Form: sent, Text: form.Reason}}
	if sent == "stricter" {
		opened.Stricter = form
	}
	return opened
}

// parametersRefused shows the page again with the form that was sent still open.
func (h *Handlers) parametersRefused(c echo.Context, err error, opened views.Opened) error {
	var valuesErr error
	shown := h.contractRefused(c, err, func(b views.Base, v models.ContractView, p views.Problems) templ.Component {
		var a models.Appendix
		var e *catalog.Edition
		if a, e, valuesErr = h.valuesOf(c, v); valuesErr != nil {
			return templ.NopComponent
		}
		return views.ParametersPage(b, v, a, views.ParamRows(b, a, e), opened, p.Held("value", "reason", "ends_on", "note"))
	})
	if valuesErr != nil && !c.Response().Committed {
		return valuesErr
	}
	return shown
}

func (h *Handlers) parametersDone(c echo.Context, said string) error {
	return h.done(c, "/contracts/"+c.Param("id")+"/parameters", said, nil)
}

func (h *Handlers) setStricter(c echo.Context) error {
	form, err := read[views.ParameterForm](c)
	if err == nil {
		var change models.ParamChange
		if change, err = form.Change(); err == nil {
			err = h.store.SetStricter(c.Request().Context(), actor(c), c.Param("id"), change)
		}
	}
	if err != nil {
		return h.parametersRefused(c, err, openedParameter("stricter", form))
	}
	return h.parametersDone(c, "said.param.stricter")
}

func (h *Handlers) removeStricter(c echo.Context) error {
	form, err := read[views.ParameterForm](c)
	if err == nil {
		err = h.store.RemoveStricter(c.Request().Context(), actor(c), c.Param("id"), form.Obligation, form.Param, form.Reason)
	}
	if err != nil {
		return h.parametersRefused(c, err, openedParameter("restore", form))
	}
	return h.parametersDone(c, "said.param.restored")
}
