package handlers

import (
	"context"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/catalog"
	"chigiri/views"
)

// showParties draws the tree of a contract. Its twin is the tree itself.
func (h *Handlers) showParties(c echo.Context) error {
	ctx := c.Request().Context()
	all, err := h.store.Parties(ctx, actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	if wantsJSON(c) {
		return h.page(c, contractPage("", all), nil)
	}
	v, err := h.store.Contract(ctx, actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	own, err := h.ownParty(c, all)
	if err != nil {
		return err
	}
	return h.page(c, contractPage(v.Contract.Title, all), func(b views.Base) templ.Component {
		return views.ContractParties(b, v, all, own)
	})
}

// ownParty is the reader's own place with the rule for what may be asked for below it;
// nil for who leads none.
func (h *Handlers) ownParty(c echo.Context, all models.Parties) (*models.PartyView, error) {
	own := all.Led(actor(c))
	if own == nil {
		return nil, nil //nolint:nilnil // most readers have none
	}
	v, err := h.store.Party(c.Request().Context(), actor(c), own.ID)
	return &v, err
}

// partyAt is the party an address names; one of another contract is not found there.
func (h *Handlers) partyAt(c echo.Context) (models.PartyView, error) {
	v, err := h.store.Party(c.Request().Context(), actor(c), c.Param("party"))
	if err == nil && v.ContractID != c.Param("id") {
		err = models.NotFound("party")
	}
	return v, err
}

// partyEdition is the edition that names a party's data classes; nil when no appendix
// binds yet, and for programs, which get the codes.
func (h *Handlers) partyEdition(c echo.Context, v models.PartyView) (*catalog.Edition, error) {
	if v.EditionID == "" || wantsJSON(c) {
		return nil, nil //nolint:nilnil // there is nothing to name
	}
	return h.store.Edition(c.Request().Context(), actor(c), v.EditionID)
}

// keptParty is what the forms of a party's page hold, kept over a sign-in.
type keptParty struct {
	views.PartyDecisionForm
	Reason    string `form:"reason"`
	Title     string `form:"title"`
	Confirmed bool   `form:"confirmed"`
	views.LeadForm
}

func (h *Handlers) showParty(c echo.Context) error {
	v, err := h.partyAt(c)
	if err != nil {
		return err
	}
	e, err := h.partyEdition(c, v)
	if err != nil {
		return err
	}
	var draft views.PartyDraft
	if kept, ok := restored[keptParty](h, c); ok {
		draft = views.PartyDraft{Decision: kept.Decision, Consent: kept.Consent, Lead: kept.LeadForm}
		draft.Sent = views.Sent{Form: c.QueryParam("form"), Text: kept.Note + kept.Reason + kept.Title} // one form has one of them
	}
	return h.page(c, contractPage(v.Party.Vendor, v), func(b views.Base) templ.Component {
		return views.PartyPage(b, v, e, draft, nil)
	})
}

// partyFields are the controls of each form on a party's page.
var partyFields = map[string][]string{
	"pass": {"decision", "note"}, "decide": {"decision", "consent", "note"}, "withdraw": {"reason"}, "end": {"reason"}, "files": {"title", "file"},
	"leads": {"name", "post", "mail"},
}

// partyRefused shows a party's page again, as it stands now, at the form that was sent.
func (h *Handlers) partyRefused(c echo.Context, err error, draft views.PartyDraft) error {
	if kind := models.KindOf(err); wantsJSON(c) || kind != models.KindInvalid && kind != models.KindConflict {
		return err
	}
	v, viewErr := h.partyAt(c)
	if viewErr != nil {
		return viewErr
	}
	e, viewErr := h.partyEdition(c, v)
	if viewErr != nil {
		return viewErr
	}
	held := partyFields[draft.Form]
	if can := map[string]string{"files": "attach", "leads": "invite"}[draft.Form]; !v.Can[draft.Form] && !v.Can[can] {
		held = nil // the form is gone meanwhile
	}
	return h.refused(c, err, contractPage(v.Party.Vendor, v), func(b views.Base, p views.Problems) templ.Component {
		return views.PartyPage(b, v, e, draft, p.Held(held...))
	})
}

// partyDone is the answer to a deed on a party: its page, or what was wrong.
func (h *Handlers) partyDone(c echo.Context, err error, said string, draft views.PartyDraft) error {
	if err != nil {
		return h.partyRefused(c, err, draft)
	}
	return h.done(c, partyAddress(c), said, nil)
}

// partyAddress is the page of the party an address names.
func partyAddress(c echo.Context) string {
	return "/contracts/" + c.Param("id") + "/parties/" + c.Param("party")
}

// partyDeed does something with the party an address names, once it is known to be
// there: what is not to be seen is not found, whatever the form says.
func (h *Handlers) partyDeed(c echo.Context, do func(ctx context.Context, who models.Actor, id string) error) error {
	v, err := h.partyAt(c)
	if err != nil {
		return err
	}
	return do(c.Request().Context(), actor(c), v.Party.ID)
}

// endParty shows who ends with a party, and ends them when that page is confirmed.
func (h *Handlers) endParty(c echo.Context) error {
	form, err := read[views.EndPartyForm](c)
	draft := views.PartyDraft{Sent: views.Sent{Form: "end", Text: form.Reason}}
	var plan models.PartyEnding
	err = h.partyDeed(c, func(ctx context.Context, who models.Actor, id string) error {
		switch {
		case err != nil:
			return err
		case form.Confirmed:
			return h.store.EndParty(ctx, who, id, form.Reason)
		}
		plan, err = h.store.PlanEndParty(ctx, who, id, form.Reason)
		if err == nil && wantsJSON(c) {
			err = models.Invalidf("confirmed", "error.party.end.confirm")
		}
		return err
	})
	if err == nil && !form.Confirmed {
		return h.showEnding(c, plan)
	}
	return h.partyDone(c, err, "said.party.ended", draft)
}

func (h *Handlers) showEnding(c echo.Context, plan models.PartyEnding) error {
	v, err := h.partyAt(c)
	if err != nil {
		return err
	}
	return h.page(c, contractForm(c, "party.end.check", plan), func(b views.Base) templ.Component { return views.EndCheck(b, v, plan) })
}

func (h *Handlers) reportForm(c echo.Context) error {
	v, err := h.partyAt(c)
	if err != nil {
		return err
	}
	if !v.Can["report"] {
		return models.Denied("error.denied.subcontract")
	}
	form, _ := restored[views.PartyReportForm](h, c)
	return h.page(c, contractForm(c, "party.report", form), func(b views.Base) templ.Component { return views.ReportPage(b, v, form, nil) })
}

func (h *Handlers) reportParty(c echo.Context) error {
	v, err := h.partyAt(c)
	if err != nil {
		return err
	}
	form, err := read[views.PartyReportForm](c)
	var made models.Party
	if err == nil {
		var firm models.VendorInput
		var since models.Date
		if firm, since, err = form.Input(); err == nil {
			made, err = h.store.ReportParty(c.Request().Context(), actor(c), v.ContractID, v.Party.ID, firm, since, form.Note)
		}
	}
	if err != nil {
		return h.refused(c, err, contractForm(c, "party.report", form), func(b views.Base, p views.Problems) templ.Component {
			return views.ReportPage(b, v, form, p)
		})
	}
	return h.created(c, "/contracts/"+v.ContractID+"/parties/"+made.ID, "said.party.reported", made)
}

func (h *Handlers) addPartyFile(c echo.Context) error {
	form, err := read[views.PartyFileForm](c)
	err = h.partyDeed(c, func(ctx context.Context, who models.Actor, id string) error {
		if err != nil {
			return err
		}
		f, err := upload(c, "file")
		if err != nil {
			return err
		}
		return againFile(h.store.AddPartyFile(ctx, who, id, form.Title, f), f)
	})
	return h.partyDone(c, err, "said.party.file_added", views.PartyDraft{Sent: views.Sent{Form: "files", Text: form.Title}})
}

func (h *Handlers) partyFile(c echo.Context) error {
	v, err := h.partyAt(c)
	if err != nil {
		return err
	}
	f, err := h.store.PartyFile(c.Request().Context(), actor(c), v.Party.ID, c.Param("file"))
	if err != nil {
		return err
	}
	return h.sendFile(c, f, false)
}
