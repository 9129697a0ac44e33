package store

import (
	"context"
	"slices"
	"time"

	"chigiri/models"
)

// afterRound is when what was pressed before the day's round goes: by then the round has
// put its lines into the same mail.
const afterRound = morning + 30*time.Minute

// RemindUnsigned mails everybody on a party's roster who is asked for a pledge and holds
// none, for its lead, the leads above it or the owner division. Nobody gets a second mail
// on one day. It says how many were mailed, how many had their mail of today already, and
// who has no address.
func (s *Store) RemindUnsigned(ctx context.Context, actor models.Actor, partyID string, say func(models.Reminder) string) (done models.Reminded, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		p, err := t.remindable(partyID)
		if err != nil {
			return err
		}
		waiting, err := t.unsignedOf(p)
		if err != nil {
			return err
		}
		if len(waiting) == 0 {
			return models.Conflict("error.remind.nobody", p)
		}
		if done, err = t.remindNow(waiting, say); err != nil {
			return err
		}
		return t.event(models.Event{
			Kind: models.EventPartyReminded, Subject: "party", SubjectID: p.ID, ContractID: p.ContractID,
			After: map[string]any{"mailed": done.Sent, "mailed_before": done.Before, "without_mail": len(done.NoMail)},
		})
	})
	return done, err
}

// remindable is a party whose people the actor may remind.
func (t *tx) remindable(partyID string) (models.Party, error) {
	p, tree, err := t.partyOf(partyID)
	if err != nil {
		return p, err
	}
	leads := t.leads(p, tree)
	if t.actor.External() && !leads {
		return p, models.NotFound("party")
	}
	var c contractRow
	if err := t.first(t.db.Select("division_id", "state").Where("id = ?", p.ContractID), &c, "contract"); err != nil {
		return p, err
	}
	return p, models.CheckRemind(t.actor, models.Contract{ContractInput: models.ContractInput{DivisionID: c.DivisionID}, State: c.State}, leads)
}

// waitingWorker is somebody on a roster who is asked for a pledge.
type waitingWorker struct {
	ID, ContractID, UserID, Name, Lang string
}

// unsignedOf are those of a party's roster who are asked and hold nothing.
func (t *tx) unsignedOf(p models.Party) (list []waitingWorker, err error) {
	err = t.db.Table("pledges").Joins("JOIN workers w ON w.id = pledges.worker_id JOIN users u ON u.id = w.user_id").
		Where("pledges.party_id = ? AND pledges.state = 'asked' AND pledges.declined_at IS NULL AND w.left_on IS NULL AND w.ends_on >= ?", p.ID, t.today()).
		Where("NOT EXISTS (SELECT 1 FROM pledges h WHERE h.worker_id = w.id AND h.state = 'signed' AND (h.lapses_on IS NULL OR h.lapses_on >= ?))", t.today()).
		Select("pledges.id, pledges.contract_id, w.user_id, w.name, u.lang").Order("w.id").Find(&list).Error
	return list, wrap(err, "pledges")
}

// remindNow leaves their mails.
func (t *tx) remindNow(waiting []waitingWorker, say func(models.Reminder) string) (done models.Reminded, err error) {
	all := make([]models.Reminder, len(waiting))
	for i, w := range waiting {
		all[i] = models.Reminder{UserID: w.UserID, Lang: w.Lang, Kind: models.RemindPledge, Title: w.ContractID, Path: "/pledges/" + w.ID}
	}
	if err := t.titles(all); err != nil {
		return done, err
	}
	notBefore, err := t.pressedUntil()
	if err != nil {
		return done, err
	}
	left, err := t.leaveDigests(t.today(), notBefore, digestsOf(all, say))
	if err != nil {
		return done, err
	}
	done = models.Reminded{Sent: len(left.made) + len(left.longer), Before: len(left.had)}
	for _, w := range waiting {
		if slices.Contains(left.nobody, w.UserID) {
			done.NoMail = append(done.NoMail, w.Name)
		}
	}
	return done, nil
}

// pressedUntil is until when a mail waits that is asked for now: for the round of an open
// day, where it is still to come.
func (t *tx) pressedUntil() (time.Time, error) {
	today := t.today()
	round := today.Start().Add(afterRound)
	if !t.s.calendar.IsOpen(today) || !t.now.Before(round) {
		return t.now, nil
	}
	var n int64
	err := t.db.Model(&roundRow{}).Where("day = ?", today).Count(&n).Error
	if n > 0 {
		return t.now, wrap(err, "round")
	}
	return round, wrap(err, "round")
}
