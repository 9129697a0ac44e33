package store

import (
	"context"
	"slices"

	"chigiri/models"
)

// RetryMail has a mail tried now that failed or waits after a try; its tries are
// counted anew.
func (s *Store) RetryMail(ctx context.Context, actor models.Actor, id string) (m models.Mail, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		if !models.CanSeeMails(actor) {
			return models.Denied("error.denied.mails")
		}
		var r mailRow
		if err := t.first(t.locked().Where("id = ?", id), &r, "mail"); err != nil {
			return err
		}
		if err := models.CheckMailRetry(actor, r.mail()); err != nil {
			return err
		}
		if err := t.retryMails([]mailRow{r}); err != nil {
			return err
		}
		if err := t.first(t.db.Where("id = ?", id), &r, "mail"); err != nil {
			return err
		}
		list, err := t.mails([]mailRow{r})
		if err == nil {
			m = list[0]
		}
		return err
	})
	return m, err
}

// RetryMails is RetryMail for all mails that failed, or for all that wait after a try,
// and says how many there were. Of those whose reason is gone, such as a digest of
// another day, none goes out.
func (s *Store) RetryMails(ctx context.Context, actor models.Actor, state models.MailState) (n int, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		if !models.CanSeeMails(actor) {
			return models.Denied("error.denied.mails")
		}
		if state != models.MailFailed && state != models.MailWaiting {
			return models.Invalidf("state", "error.mail.filter")
		}
		var rows []mailRow
		if err := t.locked().Where("state = ? AND fault <> ''", string(state)).Order("id").Find(&rows).Error; err != nil {
			return wrap(err, "mails")
		}
		if n = len(rows); n == 0 {
			return models.Conflict("error.mail.nothing", nil)
		}
		return t.retryMails(rows)
	})
	return n, err
}

// retryMails has mails, which are held, tried now, and says so in the log of each.
func (t *tx) retryMails(rows []mailRow) error {
	events := make([]models.Event, len(rows))
	for i, r := range rows {
		events[i] = mailEvent(models.EventMailRetried, r, map[string]any{"tries": r.Tries})
	}
	for part := range slices.Chunk(rows, batch) {
		ids := make([]string, len(part))
		for i, r := range part {
			ids[i] = r.ID
		}
		if err := t.db.Table("mails").Where("id IN ?", ids).Updates(map[string]any{
			"state": string(models.MailWaiting), "tries": 0, "fault": "", "reply": "", "not_before": instant{t.now},
		}).Error; err != nil {
			return wrap(err, "mails")
		}
	}
	return t.logged(events)
}
