package store

import (
	"context"
	"time"

	"chigiri/models"
)

// WorkerLink says by which way somebody on a roster was invited. Whoever has an address
// gets the link there and nowhere else: with a link for others a lead could set the
// password and sign in their name. For who has none, or is given a sheet of paper
// instead, the link is known this once.
type WorkerLink struct {
	Worker  models.Worker `json:"worker"`
	Link    string        `json:"link,omitempty"`
	Mailed  string        `json:"mailed,omitempty"` // where a letter goes
	Expires time.Time     `json:"expires"`          // of the link, be it the mailed one
}

// InviteWorker invites somebody on the roster of a party the actor leads who has no
// password yet: by mail where the account has an address, else by a link to be handed
// over. Links made before no longer work.
func (s *Store) InviteWorker(ctx context.Context, actor models.Actor, workerID string) (WorkerLink, error) {
	return s.inviteWorker(ctx, actor, workerID, false)
}

// InviteWorkerOnPaper makes a link to be handed over on a sheet of paper, also for who
// has an address and is mailed that this was done. The log says so in a line of its own.
func (s *Store) InviteWorkerOnPaper(ctx context.Context, actor models.Actor, workerID string) (WorkerLink, error) {
	return s.inviteWorker(ctx, actor, workerID, true)
}

func (s *Store) inviteWorker(ctx context.Context, actor models.Actor, workerID string, paper bool) (link WorkerLink, err error) {
	err = s.workerDeed(ctx, actor, workerID, func(t *tx, _ *dossier, p models.Party, row workerRow) error {
		all, err := t.enlisted(p, []string{row.ID})
		if err != nil {
			return err
		}
		if err := all[0].checkInvite(p); err != nil {
			return err
		}
		made, err := t.inviteWorkers(p, all, paper)
		if err != nil {
			return err
		}
		link = made[0]
		if !paper {
			return nil
		}
		return t.event(models.Event{
			Kind: models.EventInvitedOnPaper, Subject: "worker", SubjectID: row.UserID, ContractID: row.ContractID,
			After: map[string]any{"worker_id": row.ID, "expires_at": link.Expires},
		})
	})
	return link, err
}

// InviteWorkers is InviteWorker for several people of one roster. It passes over those
// who need no invitation, such as who has a password.
func (s *Store) InviteWorkers(ctx context.Context, actor models.Actor, partyID string, workerIDs []string) (made []WorkerLink, err error) {
	err = s.subcontractDeed(ctx, actor, partyID, func(t *tx, d *dossier, p models.Party, _ models.Parties) error {
		if err := models.CheckRoster(actor, d.contract(), p); err != nil {
			return err
		}
		all, err := t.enlisted(p, workerIDs)
		if err != nil {
			return err
		}
		var need []enlistedWorker
		for _, w := range all {
			if w.checkInvite(p) == nil {
				need = append(need, w)
			}
		}
		made, err = t.inviteWorkers(p, need, false)
		return err
	})
	return made, err
}

// enlistedWorker is a line of a roster with its account.
type enlistedWorker struct {
	line workerRow
	user userRow
}

func (w enlistedWorker) worker() models.Worker {
	is := w.line.worker()
	is.Login, is.HasAccess, is.HasMail = w.user.Login, w.user.PasswordHash != "", value(w.user.Mail) != ""
	return is
}

// enlisted are lines of a party's roster in the order asked for; one that is not there
// is not found. Their accounts are held, so that nobody sets a password meanwhile.
func (t *tx) enlisted(p models.Party, ids []string) ([]enlistedWorker, error) {
	var lines []workerRow
	if err := t.db.Where("id IN ? AND party_id = ?", ids, p.ID).Find(&lines).Error; err != nil {
		return nil, wrap(err, "workers")
	}
	byID, people := map[string]workerRow{}, make([]string, len(lines))
	for i, l := range lines {
		byID[l.ID], people[i] = l, l.UserID
	}
	var users []userRow
	if err := t.held(t.db.Where("id IN ?", people)).Find(&users).Error; err != nil {
		return nil, wrap(err, "users")
	}
	accounts := map[string]userRow{}
	for _, u := range users {
		accounts[u.ID] = u
	}
	var all []enlistedWorker
	for _, id := range distinct(ids) {
		line, ok := byID[id]
		if !ok {
			return nil, models.NotFound("worker")
		}
		all = append(all, enlistedWorker{line, accounts[line.UserID]})
	}
	return all, nil
}

// checkInvite says why somebody is not invited by their lead.
func (w enlistedWorker) checkInvite(p models.Party) error {
	switch {
	case !w.line.LeftOn.IsZero():
		return models.Conflict("error.worker.left", w.worker())
	case value(w.user.VendorID) != p.VendorID || w.user.Role != string(models.VendorWorker):
		return models.Denied("error.worker.account")
	case !w.user.DisabledAt.IsZero():
		return models.Conflict("error.user.disabled", w.worker())
	case w.user.PasswordHash != "":
		return models.Conflict("error.worker.has_access", w.worker())
	}
	return nil
}

// inviteWorkers invites people whom nothing keeps from it.
func (t *tx) inviteWorkers(p models.Party, all []enlistedWorker, paper bool) ([]WorkerLink, error) {
	if len(all) == 0 {
		return nil, nil
	}
	people := make([]invitee, len(all))
	for i, w := range all {
		people[i] = invitee{user: w.user, shown: value(w.user.Mail) == "", letter: models.MailInvitation}
		if paper {
			people[i] = invitee{user: w.user, shown: true, letter: models.MailSheet, told: models.SheetNotice{By: t.actor.Name, Vendor: p.Vendor}}
		}
	}
	links, err := t.inviteAll(people)
	if err != nil {
		return nil, err
	}
	made := make([]WorkerLink, len(all))
	for i, w := range all {
		made[i] = WorkerLink{Worker: w.worker(), Link: links[w.user.ID], Mailed: value(w.user.Mail), Expires: t.now.AddDate(0, 0, InvitationDays)}
	}
	return made, nil
}
