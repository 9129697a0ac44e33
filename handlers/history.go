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
		if names, err = h.historyNames(c, v); err != nil {
			return err
		}
	}
	return h.page(c, contractPage(v.Contract.Title, HistoryTwin{events, next}), func(b views.Base) templ.Component {
		return views.HistoryPage(b, v, events, names, after, next)
	})
}

// historyNames names what a contract's log speaks of by id. A thing that has left
// the contract long ago may be missing; then its id stands.
func (h *Handlers) historyNames(c echo.Context, v models.ContractView) (views.Names, error) {
	ctx, who := c.Request().Context(), actor(c)
	names := views.Names{}
	divisions, err := h.store.Divisions(ctx, who)
	if err != nil {
		return nil, err
	}
	for _, d := range divisions {
		names[d.ID] = models.Text{JA: d.Name, EN: d.NameEN}.In(who.Lang)
	}
	systems, err := h.store.Systems(ctx, who, store.SystemQuery{Limit: listed})
	if err != nil {
		return nil, err
	}
	for _, s := range append(systems.Rows, v.Systems...) {
		names[s.ID] = s.Name
	}
	for _, p := range v.Parties {
		names[p.VendorID], names[p.ID] = p.Vendor, p.Vendor
	}
	if v.Vendor != nil {
		names[v.Vendor.ID] = v.Vendor.Name
	}
	e, err := h.store.Edition(ctx, who, v.Contract.EditionID)
	if err != nil {
		return nil, err
	}
	for _, k := range e.Classes {
		names[k.ID] = k.Name.In(who.Lang)
	}
	for _, f := range e.ContractFlags() {
		names[f.ID] = f.In(who.Lang)
	}
	return names, nil
}
