package handlers

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
)

// structure reads what a party has filed, with what the reader may do about it.
func (h *Handlers) structure(c echo.Context) (v views.StructureView, err error) {
	ctx := c.Request().Context()
	party, err := h.partyAt(c)
	if err != nil {
		return v, err
	}
	v = views.StructureView{Party: party.Party, Number: party.Number, Title: party.Title}
	if _, v.Filed, err = h.store.Structures(ctx, actor(c), party.Party.ID); err != nil {
		return v, err
	}
	r, err := h.store.Roster(ctx, actor(c), party.Party.ID)
	if err != nil {
		return v, err
	}
	waits := len(v.Filed) > 0 && v.Filed[0].ConfirmedAt.IsZero()
	v.Can = map[string]bool{"file": r.Can["edit"], "confirm": waits && r.Can["confirms"]}
	return v, nil
}

// structureForm is the form as it begins: with what was filed last.
func structureForm(v views.StructureView) views.StructureForm {
	if len(v.Filed) == 0 {
		return views.StructureForm{}
	}
	return views.StructureFormOf(v.Filed[0].StructureInput)
}

func (h *Handlers) showStructure(c echo.Context) error {
	v, err := h.structure(c)
	if err != nil {
		return err
	}
	form, kept := restored[views.StructureForm](h, c)
	if !kept {
		form = structureForm(v)
	}
	return h.structurePage(c, v, form)
}

func (h *Handlers) structurePage(c echo.Context, v views.StructureView, form views.StructureForm) error {
	return h.page(c, rosterPage(c, "structure.title", v), func(b views.Base) templ.Component { return views.StructurePage(b, v, form, nil) })
}

func (h *Handlers) fileStructure(c echo.Context) error {
	v, err := h.structure(c)
	if err != nil {
		return err
	}
	if !v.Can["file"] {
		return models.Denied("error.denied.roster")
	}
	form, err := read[views.StructureForm](c)
	if form.More {
		return h.structurePage(c, v, form)
	}
	if err == nil {
		err = h.store.FileStructure(c.Request().Context(), actor(c), v.Party.ID, form.Input())
	}
	return h.structureDone(c, v, err, form, "said.structure.filed")
}

func (h *Handlers) confirmStructure(c echo.Context) error {
	v, err := h.structure(c)
	if err != nil {
		return err
	}
	return h.structureDone(c, v, h.confirmParty(c), structureForm(v), "said.roster.confirmed")
}

func (h *Handlers) structureDone(c echo.Context, v views.StructureView, err error, form views.StructureForm, said string) error {
	if err != nil {
		return h.refused(c, err, rosterPage(c, "structure.title", v), func(b views.Base, p views.Problems) templ.Component {
			return views.StructurePage(b, v, form, p)
		})
	}
	return h.done(c, partyAddress(c)+"/structure", said, nil)
}
