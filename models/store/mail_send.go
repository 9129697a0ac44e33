package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"chigiri/models"
)

// ClaimMails gives up to n mails that are due, for this process alone until span is
// over. Of several processes each gets others. A mail whose process died meanwhile is
// due again: whether the server had taken it cannot be known, so it may arrive twice,
// under the same Message-ID. Each claim counts as a try. What there is no reason any
// more to send is dropped on the way.
func (s *Store) ClaimMails(ctx context.Context, actor models.Actor, holder string, n int, span time.Duration) (list []models.DueMail, err error) {
	if !models.CanSendMail(actor) {
		return nil, models.Denied("error.denied.mails")
	}
	var due []string
	err = s.read(ctx, actor, func(t *tx) error { // most often there is none, and nobody need wait for us
		return wrap(t.dueMails(1).Pluck("id", &due).Error, "mails")
	})
	if err != nil || len(due) == 0 {
		return nil, err
	}
	err = s.write(ctx, actor, func(t *tx) error {
		list = nil
		var rows []mailRow
		err := t.dueMails(n).Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate, Options: clause.LockingOptionsSkipLocked}).Find(&rows).Error
		for _, r := range rows {
			if err == nil {
				err = t.claimMail(r, holder, t.now.Add(span), &list)
			}
		}
		return wrap(err, "mails")
	})
	return list, err
}

// dueMails are none while the server is given its pause: each mail tried meanwhile would
// meet the same. When it is over, those that have waited longest come first, so that one
// the server takes ill again and again keeps no other from going.
func (t *tx) dueMails(n int) *gorm.DB {
	now := instant{t.now}
	return t.db.Table("mails").Where("(state = 'waiting' AND not_before <= ? OR state = 'sending' AND held_until <= ?)", now, now).
		Where("NOT EXISTS (SELECT 1 FROM mails down WHERE down.state = 'waiting' AND down.not_before > ? AND down.fault IN ?)", now, models.MailDownFaults()).
		Order("not_before").Order("id").Limit(n)
}

// claimMail takes one mail in hand, adds it to list, or says why it will not be sent.
func (t *tx) claimMail(r mailRow, holder string, until time.Time, list *[]models.DueMail) error {
	u, address, err := t.recipient(r)
	if err != nil {
		return err
	}
	switch {
	case address == "":
		return t.endMail(r, models.MailDropped, models.MailTrouble{Fault: models.FaultRecipient})
	case !r.Day.IsZero() && r.Day.Before(t.today()):
		return t.endMail(r, models.MailDropped, models.MailTrouble{Fault: models.FaultLate})
	case r.Tries >= models.MailTries:
		return t.endMail(r, models.MailFailed, models.MailTrouble{Fault: models.FaultInterrupted})
	}
	r.State, r.ToAddress = string(models.MailSending), address
	r.Tries++
	err = t.db.Table("mails").Where("id = ?", r.ID).Updates(map[string]any{
		"state": r.State, "to_address": address, "tries": r.Tries, "holder": holder, "held_until": instant{until},
	}).Error
	m := models.DueMail{Mail: r.mail(), Login: u.Login, Data: json.RawMessage(r.Data)}
	m.ToName, m.Unspoken = u.Name, u.Lang == ""
	if u.Lang != "" && r.Kind != string(models.MailDigest) { // chosen since; a digest's lines are written
		m.Lang = u.Lang
	}
	*list = append(*list, m)
	return wrap(err, "mail")
}

// recipient is where a mail goes now, which is where its account's mail goes by now;
// empty when there is nobody there.
func (t *tx) recipient(r mailRow) (u userRow, address string, err error) {
	if r.ToUserID == nil {
		return u, r.ToAddress, nil
	}
	if err := t.first(t.db.Where("id = ?", *r.ToUserID), &u, "user"); err != nil || !u.DisabledAt.IsZero() {
		return u, "", err
	}
	return u, value(u.Mail), nil
}

// MintMailLink makes the one-time link of a mail this process has in hand. It lives
// beside links that were shown or mailed before.
func (s *Store) MintMailLink(ctx context.Context, actor models.Actor, id, holder string) (link string, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		if !models.CanSendMail(actor) {
			return models.Denied("error.denied.mails")
		}
		r, err := t.heldMail(id, holder)
		if err != nil {
			return err
		}
		if _, address, err := t.recipient(r); err != nil || address != r.ToAddress || !models.MailKind(r.Kind).CarriesLink() {
			return errors.Join(err, models.Conflict("error.mail.state", nil))
		}
		link, err = t.inviteByMail(*r.ToUserID, id)
		return err
	})
	return link, err
}

// heldMail reads a mail that a process has in hand; it is a conflict when it has not,
// or no longer.
func (t *tx) heldMail(id, holder string) (mailRow, error) {
	var r mailRow
	err := t.first(t.locked().Where("id = ? AND state = 'sending' AND holder = ?", id, holder), &r, "mail")
	if models.KindOf(err) == models.KindNotFound {
		err = models.Conflict("error.mail.state", nil)
	}
	return r, err
}

// MailSent says that the mail server took a mail. What its letter was written from is
// gone with it. It is true whoever has the mail in hand by now: sent is sent.
func (s *Store) MailSent(ctx context.Context, actor models.Actor, id string) error {
	return s.write(ctx, actor, func(t *tx) error {
		if !models.CanSendMail(actor) {
			return models.Denied("error.denied.mails")
		}
		err := t.db.Table("mails").Where("id = ? AND state <> 'sent'", id).Updates(map[string]any{
			"state": string(models.MailSent), "sent_at": instant{t.now}, "fault": "", "reply": "", "data": "{}", "holder": "", "held_until": nil,
		}).Error
		return wrap(err, "mail")
	})
}

// MailFailed says that a try came to nothing. The mail waits longer each time; after
// models.MailTries tries, or at once where another would change nothing, it has failed,
// which the log tells. Where the server is down the try does not count, and nothing is
// tried for models.MailPause. A process that no longer has the mail in hand changes nothing.
func (s *Store) MailFailed(ctx context.Context, actor models.Actor, id, holder string, why models.MailTrouble) error {
	return s.write(ctx, actor, func(t *tx) error {
		if !models.CanSendMail(actor) {
			return models.Denied("error.denied.mails")
		}
		r, err := t.heldMail(id, holder)
		if models.KindOf(err) == models.KindConflict {
			return nil
		}
		if err != nil {
			return err
		}
		if why.Fault.Undelivered() { // its link reached nobody
			if err := t.endInvitations("mail_id = ?", id); err != nil {
				return err
			}
		}
		wait := models.MailWait(r.Tries)
		if why.Fault.Down() {
			wait = models.MailPause
			if own, err := t.passedOver(r); err != nil {
				return err
			} else if !own {
				r.Tries--
			}
		}
		if why.Fault.Final() || r.Tries >= models.MailTries {
			return t.endMail(r, models.MailFailed, why)
		}
		err = t.db.Table("mails").Where("id = ?", id).Updates(map[string]any{
			"state": string(models.MailWaiting), "tries": r.Tries, "fault": string(why.Fault), "reply": shorten(why.Reply, models.MaxReply),
			"not_before": instant{t.now.Add(wait)}, "holder": "", "held_until": nil,
		}).Error
		return wrap(err, "mail")
	})
}

// passedOver says whether the server, which called itself down to a mail before, has
// taken another since: then the fault is the mail's own, such as a recipient whose own
// server refuses us in the same words.
func (t *tx) passedOver(r mailRow) (bool, error) {
	if !models.MailFault(r.Fault).Down() {
		return false, nil
	}
	var sent []string
	err := t.db.Table("mails").Where("state = 'sent' AND sent_at > ?", instant{r.mail().TriedAt()}).Limit(1).Pluck("id", &sent).Error
	return len(sent) > 0, wrap(err, "mails")
}

// endMail ends the way of a mail that is not sent. The event says to whom and why in
// our words; the server's, which may hold an address, stay with the mail.
func (t *tx) endMail(r mailRow, state models.MailState, why models.MailTrouble) error {
	columns := map[string]any{
		"state": string(state), "fault": string(why.Fault), "reply": shorten(why.Reply, models.MaxReply), "holder": "", "held_until": nil,
	}
	if state == models.MailDropped {
		columns["data"] = "{}"
	}
	if err := t.db.Table("mails").Where("id = ?", r.ID).Updates(columns).Error; err != nil || state != models.MailFailed {
		return wrap(err, "mail")
	}
	return t.event(mailEvent(models.EventMailFailed, r, map[string]any{"fault": string(why.Fault), "tries": r.Tries}))
}

func mailEvent(kind models.EventKind, r mailRow, after map[string]any) models.Event {
	after["letter"] = r.Kind
	if r.ToUserID != nil {
		after["to"] = *r.ToUserID
	}
	return models.Event{Kind: kind, Subject: "mail", SubjectID: r.ID, ContractID: value(r.ContractID), After: after}
}

// ReleaseMails gives back what a process has in hand and has not tried, when it has to
// stop or the server does not answer; the try does not count.
func (s *Store) ReleaseMails(ctx context.Context, actor models.Actor, holder string) error {
	return s.write(ctx, actor, func(t *tx) error {
		if !models.CanSendMail(actor) {
			return models.Denied("error.denied.mails")
		}
		err := t.db.Table("mails").Where("state = 'sending' AND holder = ?", holder).Updates(map[string]any{
			"state": string(models.MailWaiting), "tries": gorm.Expr("tries - 1"), "holder": "", "held_until": nil,
		}).Error
		return wrap(err, "mails")
	})
}
