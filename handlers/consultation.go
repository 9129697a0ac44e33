package handlers

import (
	"slices"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/store"
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
	lately := h.sinceAnswer(c, v)
	return h.page(c, contractPage(v.Contract.Title, v.Consultations), func(b views.Base) templ.Component {
		return views.AnswerPage(b, v, lately, form, nil)
	})
}

// sinceAnswer is what was done to a contract between the last answer and the question
// that waits; nothing when it was never asked before. It is there to help: a page
// without it still answers.
func (h *Handlers) sinceAnswer(c echo.Context, v models.ContractView) views.Lately {
	var lately views.Lately
	i := slices.IndexFunc(v.Consultations, func(q models.Consultation) bool { return q.Decision != "" })
	if i < 1 || wantsJSON(c) {
		return lately
	}
	events, _, err := h.store.Events(c.Request().Context(), actor(c), store.EventQuery{ContractID: v.Contract.ID, Limit: 200})
	if err != nil {
		return lately
	}
	for _, e := range events {
		if e.At.After(v.Consultations[i].AnsweredAt) && e.Subject != "consultation" && e.Kind != models.EventContractMoved {
			lately.Events = append(lately.Events, e)
		}
	}
	if lately.Names, err = h.historyNames(c, v, lately.Events); err != nil {
		return views.Lately{}
	}
	return lately
}

func (h *Handlers) answer(c echo.Context) error {
	form, err := read[views.DecisionForm](c)
	if err == nil {
		var agree bool
		if agree, err = form.Answer(); err == nil {
			err = h.store.AnswerConsultation(c.Request().Context(), actor(c), c.Param("id"), agree, form.Note)
		}
	}
	if err != nil {
		return h.contractRefused(c, err, func(b views.Base, v models.ContractView, p views.Problems) templ.Component {
			return views.AnswerPage(b, v, h.sinceAnswer(c, v), form, p.Renamed("answer", "note"))
		})
	}
	return h.done(c, "/contracts/"+c.Param("id"), "said.consultation.answered", nil)
}
