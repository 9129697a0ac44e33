package handlers

import (
	"context"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
)

// applyPage is what the pages of an application show beside its form. The application
// is for a firm below the party an address names, or again for that party itself.
func (h *Handlers) applyPage(c echo.Context, again bool) (views.ApplyPage, error) {
	v, err := h.partyAt(c)
	if err != nil {
		return views.ApplyPage{}, err
	}
	e, err := h.partyEdition(c, v)
	return views.ApplyPage{View: v, Edition: e, Again: again}, err
}

func (h *Handlers) applyForm(c echo.Context) error {
	a, err := h.applyPage(c, false)
	if err != nil {
		return err
	}
	if !a.View.Can["apply"] {
		return models.Denied("error.denied.subcontract")
	}
	form, kept := restored[views.SubcontractForm](h, c)
	if former := c.QueryParam("for"); former != "" && !kept {
		if form, err = h.successor(c, a.View, former); err != nil {
			return err
		}
	}
	return h.showApply(c, a, form)
}

// successor fills the form with what was asked for a firm below a party that is over; its
// application and history stay as they are.
func (h *Handlers) successor(c echo.Context, above models.PartyView, former string) (views.SubcontractForm, error) {
	old, err := h.store.Party(c.Request().Context(), actor(c), former)
	if err == nil && (old.Party.ParentID != above.Party.ID || !old.Party.State.Over() || old.Subcontract == nil) {
		err = models.NotFound("party")
	}
	if err != nil {
		return views.SubcontractForm{}, err
	}
	return views.Successor(old.Party, old.Subcontract.SubcontractInput), nil
}

func (h *Handlers) reapplyForm(c echo.Context) error {
	a, err := h.applyPage(c, true)
	switch {
	case err != nil:
		return err
	case len(a.View.Above) == 0 || !a.View.Above[0].LedBy(actor(c)):
		return models.Denied("error.denied.subcontract")
	}
	form, kept := restored[views.SubcontractForm](h, c)
	if !kept {
		form = sentBefore(a.View)
	}
	return h.showApply(c, a, form)
}

// sentBefore fills the form with what was sent; of a firm that was never applied for
// the applicant knows the name only.
func sentBefore(v models.PartyView) views.SubcontractForm {
	if v.Subcontract == nil {
		return views.SubcontractForm{Name: v.Party.Vendor, Version: v.Party.Version}
	}
	return views.SubcontractFormOf(v.Subcontract.SubcontractInput, v.Party.Version)
}

func (h *Handlers) showApply(c echo.Context, a views.ApplyPage, form views.SubcontractForm) error {
	return h.page(c, applyTitle(c, a, form), func(b views.Base) templ.Component { return views.SubcontractPage(b, a, form, nil) })
}

func applyTitle(c echo.Context, a views.ApplyPage, twin any) views.Page {
	if a.Again {
		return contractForm(c, "subcontract.again", twin)
	}
	return contractForm(c, "subcontract.apply", twin)
}

// applySubcontract shows what sending an application will do, and sends it when that
// page is confirmed. A program confirms in its first request or not at all.
func (h *Handlers) applySubcontract(c echo.Context) error {
	a, err := h.applyPage(c, false)
	if err != nil {
		return err
	}
	var made models.Party
	return h.application(c, a, application{
		plan: func(ctx context.Context, _ int, in models.SubcontractInput) (models.SubcontractPlan, error) {
			return h.store.PlanSubcontract(ctx, actor(c), a.View.ContractID, a.View.Party.ID, in)
		},
		send: func(ctx context.Context, _ int, in models.SubcontractInput) (err error) {
			made, err = h.store.ApplySubcontract(ctx, actor(c), a.View.ContractID, a.View.Party.ID, in)
			return err
		},
		sent: func() error {
			return h.created(c, "/contracts/"+a.View.ContractID+"/parties/"+made.ID, "said.subcontract.sent", made)
		},
	})
}

// reapplySubcontract is applySubcontract for one that came back.
func (h *Handlers) reapplySubcontract(c echo.Context) error {
	a, err := h.applyPage(c, true)
	if err != nil {
		return err
	}
	return h.application(c, a, application{
		plan: func(ctx context.Context, version int, in models.SubcontractInput) (models.SubcontractPlan, error) {
			return h.store.PlanReapplication(ctx, actor(c), a.View.Party.ID, version, in)
		},
		send: func(ctx context.Context, version int, in models.SubcontractInput) error {
			return h.store.ReapplySubcontract(ctx, actor(c), a.View.Party.ID, version, in)
		},
		sent: func() error { return h.done(c, partyAddress(c), "said.subcontract.sent", nil) },
	})
}

// application is how a form is looked at, sent, and answered once it was.
type application struct {
	plan func(ctx context.Context, version int, in models.SubcontractInput) (models.SubcontractPlan, error)
	send func(ctx context.Context, version int, in models.SubcontractInput) error
	sent func() error
}

func (h *Handlers) application(c echo.Context, a views.ApplyPage, do application) error {
	form, err := read[views.SubcontractForm](c)
	if err != nil {
		return h.applyRefused(c, a, form, err)
	}
	if form.Again {
		return h.showApply(c, a, form)
	}
	ctx := c.Request().Context()
	in, err := form.Input()
	if err == nil && form.Confirmed {
		if err = do.send(ctx, form.Version, in); err == nil {
			return do.sent()
		}
		return h.applyRefused(c, a, form, err)
	}
	plan, planErr := do.plan(ctx, form.Version, in)
	err = views.AlsoWrong(err, planErr)
	if err == nil && wantsJSON(c) {
		err = models.Invalidf("confirmed", "error.subcontract.confirm")
	}
	if err != nil {
		return h.applyRefused(c, a, form, err)
	}
	return h.page(c, contractForm(c, "subcontract.check.title", plan), func(b views.Base) templ.Component {
		return views.SubcontractCheck(b, a, plan, form)
	})
}

// applyRefused shows the form again with what is wrong. Who was told that somebody else
// was faster sends the version there is now.
func (h *Handlers) applyRefused(c echo.Context, a views.ApplyPage, form views.SubcontractForm, err error) error {
	if a.Again && models.KindOf(err) == models.KindConflict {
		form.Version = a.View.Party.Version
	}
	return h.refused(c, err, applyTitle(c, a, form), func(b views.Base, p views.Problems) templ.Component {
		return views.SubcontractPage(b, a, form, p)
	})
}

func (h *Handlers) passSubcontract(c echo.Context) error {
	form, err := read[views.DecisionForm](c)
	err = h.partyDeed(c, func(ctx context.Context, who models.Actor, id string) error {
		if err != nil {
			return err
		}
		agree, err := form.Agreed()
		if err != nil {
			return err
		}
		return h.store.PassSubcontract(ctx, who, id, agree, form.Note)
	})
	return h.partyDone(c, err, "said.subcontract.passed", views.PartyDraft{Sent: views.Sent{Form: "pass", Text: form.Note}, Decision: form.Decision})
}

func (h *Handlers) decideSubcontract(c echo.Context) error {
	form, err := read[views.PartyDecisionForm](c)
	err = h.partyDeed(c, func(ctx context.Context, who models.Actor, id string) error {
		if err != nil {
			return err
		}
		decision, err := form.Read()
		if err != nil {
			return err
		}
		return h.store.DecideSubcontract(ctx, who, id, decision, form.Consent, form.Note)
	})
	draft := views.PartyDraft{Sent: views.Sent{Form: "decide", Text: form.Note}, Decision: form.Decision, Consent: form.Consent}
	return h.partyDone(c, err, "said.subcontract.decided", draft)
}

func (h *Handlers) withdrawSubcontract(c echo.Context) error {
	form, err := read[views.ReasonForm](c)
	err = h.partyDeed(c, func(ctx context.Context, who models.Actor, id string) error {
		if err != nil {
			return err
		}
		return h.store.WithdrawSubcontract(ctx, who, id, form.Reason)
	})
	return h.partyDone(c, err, "said.subcontract.withdrawn", views.PartyDraft{Sent: views.Sent{Form: "withdraw", Text: form.Reason}})
}
