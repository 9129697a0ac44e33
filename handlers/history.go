package handlers

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/views"
)

// HistoryTwin is one page of a contract's log as a program gets it.
type HistoryTwin struct {
	Events []models.Event `json:"events"`
	Next   string         `json:"next,omitempty"`
}

func (h *Handlers) showHistory(c echo.Context) error {
	ctx, who, id := c.Request().Context(), actor(c), c.Param("id")
	v, err := h.store.Contract(ctx, who, id)
	if err != nil {
		return err
	}
	after := c.QueryParam("after")
	events, next, err := h.store.Events(ctx, who, store.EventQuery{ContractID: id, After: after})
	if err != nil {
		return err
	}
	var names views.Names
	if !wantsJSON(c) {
		if names, err = h.historyNames(c, v, events); err != nil {
			return err
		}
	}
	return h.page(c, contractPage(v.Contract.Title, HistoryTwin{events, next}), func(b views.Base) templ.Component {
		return views.HistoryPage(b, v, events, names, after, next)
	})
}

// historyNames names what a page of a contract's log speaks of by id or by a code of
// the contract's edition.
func (h *Handlers) historyNames(c echo.Context, v models.ContractView, events []models.Event) (views.Names, error) {
	who := actor(c)
	names, err := h.eventNames(c, events)
	if err != nil {
		return nil, err
	}
	return names, h.codeNames(c, v, names, who.Lang)
}

// codeNames adds what the contract's edition calls data classes and flags.
func (h *Handlers) codeNames(c echo.Context, v models.ContractView, names views.Names, lang string) error {
	e, err := h.store.Edition(c.Request().Context(), actor(c), v.Contract.EditionID)
	if err != nil {
		return err
	}
	for _, k := range e.Classes {
		names[k.ID] = k.Name.In(lang)
	}
	for _, f := range e.ContractFlags() {
		names[f.ID] = f.In(lang)
	}
	return nil
}

// eventNames names what events speak of by id.
func (h *Handlers) eventNames(c echo.Context, events []models.Event) (views.Names, error) {
	who, names := actor(c), views.Names{}
	if !models.CanSeeSystems(who) {
		return names, nil
	}
	spoken, err := h.store.EventNames(c.Request().Context(), who, models.Spoken(events))
	for id, name := range spoken {
		names[id] = name.In(who.Lang)
	}
	return names, err
}
