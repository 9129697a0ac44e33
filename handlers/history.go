package handlers

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/catalog"
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
	e, err := h.store.Edition(c.Request().Context(), actor(c), v.Contract.EditionID)
	if err != nil {
		return views.Names{}, err
	}
	return h.eventNames(c, models.Named(events), e)
}

// homeNames names what the last events of a first page speak of and are about, by the
// edition in force.
func (h *Handlers) homeNames(c echo.Context, events []models.Event) (views.Names, error) {
	var e *catalog.Edition
	if models.CanSeeEditions(actor(c)) {
		var err error
		if e, err = h.editionNow(c.Request().Context(), actor(c)); err != nil {
			return views.Names{}, err
		}
	}
	return h.eventNames(c, models.Named(events), e)
}

// eventNames gives the names of ids, and of the codes of an edition.
func (h *Handlers) eventNames(c echo.Context, ids []string, e *catalog.Edition) (views.Names, error) {
	who, names := actor(c), views.Names{ByID: map[string]string{}, Edition: e}
	if !models.CanReadEventNames(who) {
		return names, nil
	}
	spoken, err := h.store.EventNames(c.Request().Context(), who, ids)
	for id, name := range spoken {
		names.ByID[id] = name.In(who.Lang)
	}
	nameCodes(names, who.Lang)
	return names, err
}

// nameCodes adds what the edition calls data classes, flags and topics.
func nameCodes(n views.Names, lang string) {
	if n.Edition == nil {
		return
	}
	for _, k := range n.Edition.Classes {
		n.ByID[k.ID] = k.Name.In(lang)
	}
	for _, f := range n.Edition.ContractFlags() {
		n.ByID[f.ID] = f.In(lang)
	}
	for _, t := range n.Edition.Topics {
		n.ByID[models.TopicName(t.Key)] = t.Value.In(lang)
	}
}
