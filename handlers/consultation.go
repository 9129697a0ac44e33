package handlers

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
)

func (h *Handlers) consultForm(c echo.Context) error {
	v, err := h.store.Contract(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	form, _ := restored[views.ConsultForm](h, c)
	return h.page(c, contractPage(v.Contract.Title, form), func(b views.Base) templ.Component {
		return views.ConsultPage(b, v, form, nil)
	})
}

func (h *Handlers) consult(c echo.Context) error {
	form, err := read[views.ConsultForm](c)
	var asked models.Consultation
	if err == nil {
		asked, err = h.store.Consult(c.Request().Context(), actor(c), c.Param("id"), form.Question)
	}
	if err != nil {
		return h.contractRefused(c, err, func(b views.Base, v models.ContractView, p views.Problems) templ.Component {
			return views.ConsultPage(b, v, form, p)
		})
	}
	return h.created(c, "/contracts/"+c.Param("id"), "said.consultation.asked", asked)
}

func (h *Handlers) withdrawConsultation(c echo.Context) error {
	form, err := read[views.ReasonForm](c)
	if err == nil {
		err = h.store.WithdrawConsultation(c.Request().Context(), actor(c), c.Param("id"), form.Reason)
	}
	if err != nil {
		return h.deedRefused(c, err, views.Sent{Form: "withdraw", Text: form.Reason})
	}
	return h.done(c, "/contracts/"+c.Param("id"), "said.consultation.withdrawn", nil)
}

func (h *Handlers) answerForm(c echo.Context) error {
	v, err := h.store.Contract(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	form, _ := restored[views.DecisionForm](h, c)
	return h.page(c, contractPage(v.Contract.Title, v.Consultations), func(b views.Base) templ.Component {
		return views.AnswerPage(b, v, form, nil)
	})
}

func (h *Handlers) answer(c echo.Context) error {
	form, err := read[views.DecisionForm](c)
	if err == nil {
		var agree bool
		if agree, err = form.Agreed(); err == nil {
			err = h.store.AnswerConsultation(c.Request().Context(), actor(c), c.Param("id"), agree, form.Note)
		}
	}
	if err != nil {
		return h.contractRefused(c, err, func(b views.Base, v models.ContractView, p views.Problems) templ.Component {
			return views.AnswerPage(b, v, form, p.Renamed("answer", "note"))
		})
	}
	return h.done(c, "/contracts/"+c.Param("id"), "said.consultation.answered", nil)
}
