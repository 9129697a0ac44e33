package handlers

import (
	"context"

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
	v.Privacy = r.Privacy
	waits := models.StructureState(v.Filed) == models.ReqDue
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
	if c.QueryParam("form") == "return" {
		kept, _ := restored[views.StructureDecisionForm](h, c)
		return h.structurePage(c, v, structureForm(v), views.Sent{Form: "return", Text: kept.Reason})
	}
	form, kept := restored[views.StructureForm](h, c)
	if !kept {
		form = structureForm(v)
	}
	return h.structurePage(c, v, form, views.Sent{})
}

func (h *Handlers) structurePage(c echo.Context, v views.StructureView, form views.StructureForm, sent views.Sent) error {
	return h.page(c, rosterPage(c, "structure.title", v), func(b views.Base) templ.Component { return views.StructurePage(b, v, form, sent, nil) })
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
		return h.structurePage(c, v, form, views.Sent{})
	}
	if err == nil {
		err = h.store.FileStructure(c.Request().Context(), actor(c), v.Party.ID, form.Input())
	}
	return h.structureDone(c, err, &form, views.Sent{}, "said.structure.filed")
}

func (h *Handlers) confirmStructure(c echo.Context) error {
	form, err := read[views.StructureDecisionForm](c)
	err = h.partyDeed(c, func(ctx context.Context, who models.Actor, id string) error {
		if err != nil {
			return err
		}
		return h.store.ConfirmStructure(ctx, who, id, form.Number)
	})
	return h.structureDone(c, err, nil, views.Sent{}, "said.structure.confirmed")
}

// returnStructure sends a structure back to the party's lead.
func (h *Handlers) returnStructure(c echo.Context) error {
	form, err := read[views.StructureDecisionForm](c)
	err = h.partyDeed(c, func(ctx context.Context, who models.Actor, id string) error {
		if err != nil {
			return err
		}
		return h.store.ReturnStructure(ctx, who, id, form.Number, form.Reason)
	})
	return h.structureDone(c, err, nil, views.Sent{Form: "return", Text: form.Reason}, "said.structure.returned")
}

// structureDone is the answer to a deed on a structure: its page, or as it stands now
// with what was wrong. The form of F-02 is the one that was sent, or begins anew.
func (h *Handlers) structureDone(c echo.Context, err error, form *views.StructureForm, sent views.Sent, said string) error {
	if err == nil {
		return h.done(c, partyAddress(c)+"/structure", said, nil)
	}
	if kind := models.KindOf(err); wantsJSON(c) || kind != models.KindInvalid && kind != models.KindConflict {
		return err
	}
	v, readErr := h.structure(c)
	if readErr != nil {
		return readErr
	}
	if form == nil {
		begun := structureForm(v)
		form = &begun
	}
	return h.refused(c, err, rosterPage(c, "structure.title", v), func(b views.Base, p views.Problems) templ.Component {
		return views.StructurePage(b, v, *form, sent, p)
	})
}
