package handlers

import (
	"context"
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/views"
)

// worker reads the line of a roster that an address names.
func (h *Handlers) worker(c echo.Context) (models.Roster, models.RosterLine, error) {
	r, err := h.rosterToEdit(c)
	if err != nil {
		return r, models.RosterLine{}, err
	}
	l := lineOf(r, func(l models.RosterLine) bool { return l.ID == c.Param("worker") })
	if l == nil {
		return r, models.RosterLine{}, models.NotFound("worker")
	}
	return r, *l, nil
}

// keptWorker is what the forms of a line hold, kept over a sign-in.
type keptWorker struct {
	views.WorkerForm
	views.LeaveForm
}

func (h *Handlers) showWorker(c echo.Context) error {
	r, l, err := h.worker(c)
	if err != nil {
		return err
	}
	f := views.WorkerForms{Edit: views.WorkerFormOf(l.Worker)}
	if kept, ok := restored[keptWorker](h, c); ok {
		if f.Sent = c.QueryParam("form"); f.Sent == "leave" {
			f.Leave = kept.LeaveForm
		} else {
			f.Edit = kept.WorkerForm
		}
	}
	return h.page(c, rosterPage(c, "roster.edit", l), func(b views.Base) templ.Component { return views.WorkerPage(b, r, l, f) })
}

// workerRefused shows a line's page again, at the form that was sent.
func (h *Handlers) workerRefused(c echo.Context, err error, typed func(*views.WorkerForms)) error {
	kind := models.KindOf(err)
	if wantsJSON(c) || kind != models.KindInvalid && kind != models.KindConflict {
		return err
	}
	r, l, readErr := h.worker(c)
	if readErr != nil {
		return readErr
	}
	f := views.WorkerForms{Edit: views.WorkerFormOf(l.Worker)}
	typed(&f)
	if f.Sent == "edit" && asError(err).Key == "error.conflict" {
		f.Clash, f.Edit.Version = h.collision(c, "user", l.UserID, rosterAddress(c)+"/"+l.ID), l.Version
	}
	return h.refused(c, err, rosterPage(c, "roster.edit", l), func(b views.Base, p views.Problems) templ.Component {
		f.Problems = p
		if f.Clash != nil {
			f.Clash.Differ = views.WorkerDifferences(b, views.WorkerFormOf(l.Worker), f.Edit)
		}
		return views.WorkerPage(b, r, l, f)
	})
}

func rosterAddress(c echo.Context) string { return partyAddress(c) + "/roster" }

func (h *Handlers) updateWorker(c echo.Context) error {
	r, l, err := h.worker(c)
	if err != nil {
		return err
	}
	form, err := read[views.WorkerForm](c)
	if err == nil {
		var in models.WorkerInput
		if in, err = form.Input(views.WorkerFactsOf(r)); err == nil {
			err = h.store.UpdateWorker(c.Request().Context(), actor(c), l.ID, form.Version, in)
		}
	}
	if err != nil {
		return h.workerRefused(c, err, func(f *views.WorkerForms) { f.Sent, f.Edit = "edit", form })
	}
	return h.done(c, rosterAddress(c), "said.roster.updated", nil)
}

func (h *Handlers) workerLeft(c echo.Context) error {
	_, l, err := h.worker(c)
	if err != nil {
		return err
	}
	form, err := read[views.LeaveForm](c)
	if err == nil {
		var day models.Date
		if day, err = form.Day(); err == nil {
			err = h.store.WorkerLeft(c.Request().Context(), actor(c), l.ID, day, form.Reason)
		}
	}
	if err != nil {
		return h.workerRefused(c, err, func(f *views.WorkerForms) { f.Sent, f.Leave = "leave", form })
	}
	return h.done(c, rosterAddress(c), "said.roster.left", nil)
}

// inviteWorker invites somebody who cannot sign in yet once more.
func (h *Handlers) inviteWorker(c echo.Context) error {
	return h.inviteAgain(c, h.store.InviteWorker, false)
}

// inviteOnPaper makes a link for a sheet of paper, for who has an address too.
func (h *Handlers) inviteOnPaper(c echo.Context) error {
	return h.inviteAgain(c, h.store.InviteWorkerOnPaper, true)
}

func (h *Handlers) inviteAgain(c echo.Context, invite func(context.Context, models.Actor, string) (store.WorkerLink, error), paper bool) error {
	r, l, err := h.worker(c)
	if err != nil {
		return err
	}
	link, err := invite(c.Request().Context(), actor(c), l.ID)
	if err != nil {
		return h.workerRefused(c, err, func(*views.WorkerForms) {})
	}
	return h.showLinks(c, r, views.Invitations{Workers: []models.Worker{l.Worker}, Paper: paper}, []store.WorkerLink{link}, http.StatusOK)
}
