package handlers

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/catalog"
	"chigiri/models/store"
	"chigiri/views"
)

// keptSystem are the forms of a system's page: either may have been kept over a
// sign-in.
type keptSystem struct {
	views.LinkForm
	views.ManualForm
	Reason string `form:"reason"`
}

func (h *Handlers) showSystem(c echo.Context) error {
	s, e, forms, err := h.systemParts(c)
	if err != nil {
		return err
	}
	removing := c.QueryParam("remove")
	if kept, ok := restored[keptSystem](h, c); ok {
		forms.Link, forms.Manual, forms.Reason = kept.LinkForm, kept.ManualForm, kept.Reason
		removing = c.QueryParam("form")
	}
	page := views.Page{Title: s.Name, Nav: "systems", Twin: s}
	l := linkOf(s, removing)
	return h.page(c, page, func(b views.Base) templ.Component {
		if l != nil {
			return views.LinkRemoval(b, s, *l, forms.Reason, nil)
		}
		return views.SystemPage(b, s, e, forms)
	})
}

// systemParts reads a system with what its page needs beside it.
func (h *Handlers) systemParts(c echo.Context) (s models.InfoSystem, e *catalog.Edition, forms views.SystemPageForms, err error) {
	ctx := c.Request().Context()
	if s, err = h.store.InfoSystem(ctx, actor(c), c.Param("id")); err != nil || wantsJSON(c) {
		return s, nil, forms, err
	}
	if e, err = h.editionNow(ctx, actor(c)); err != nil || !models.CanEditSystem(actor(c), s.DivisionID) {
		return s, e, forms, err
	}
	for after := ""; ; {
		list, err := h.store.Systems(ctx, actor(c), store.SystemQuery{After: after, Limit: 200})
		if err != nil {
			return s, e, forms, err
		}
		for _, o := range list.Rows {
			if o.ID != s.ID {
				forms.Others = append(forms.Others, views.Option{Value: o.ID, Text: o.Name})
			}
		}
		if after = list.Next; after == "" {
			return s, e, forms, nil
		}
	}
}

func linkOf(s models.InfoSystem, id string) *models.SystemLink {
	for i := range s.Links {
		if s.Links[i].ID == id {
			return &s.Links[i]
		}
	}
	return nil
}

// systemPageRefused shows a system's page again with what was typed into one of
// its forms.
func (h *Handlers) systemPageRefused(c echo.Context, err error, typed func(*views.SystemPageForms)) error {
	if wantsJSON(c) || models.KindOf(err) != models.KindInvalid {
		return err
	}
	s, e, forms, readErr := h.systemParts(c)
	if readErr != nil {
		return readErr
	}
	typed(&forms)
	page := views.Page{Title: s.Name, Nav: "systems"}
	return h.refused(c, err, page, func(b views.Base, p views.Problems) templ.Component {
		if l := linkOf(s, c.Param("link")); l != nil {
			return views.LinkRemoval(b, s, *l, forms.Reason, p)
		}
		forms.Problems = p
		return views.SystemPage(b, s, e, forms)
	})
}
