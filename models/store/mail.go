package store

import (
	"context"
	"encoding/json"
	"time"

	"gorm.io/gorm/clause"

	"chigiri/models"
)

type mailRow struct {
	ID         string
	Kind       string
	ToUserID   *string
	ToAddress  string
	Lang       string
	Subject    string
	SubjectID  string
	ContractID *string
	Day        models.Date
	Data       string
	State      string
	Tries      int
	Fault      string
	Reply      string
	NotBefore  instant
	Holder     string
	HeldUntil  instant
	CreatedAt  instant
	SentAt     instant
}

func (mailRow) TableName() string { return "mails" }

func (r mailRow) mail() models.Mail {
	return models.Mail{
		ID: r.ID, Kind: models.MailKind(r.Kind), ToUserID: value(r.ToUserID), ToAddress: r.ToAddress, Lang: r.Lang,
		Subject: r.Subject, SubjectID: r.SubjectID, ContractID: value(r.ContractID), Day: r.Day,
		State: models.MailState(r.State), Tries: r.Tries, Fault: models.MailFault(r.Fault), Reply: r.Reply,
		NotBefore: r.NotBefore.Time, CreatedAt: r.CreatedAt.Time, SentAt: r.SentAt.Time,
	}
}

// newMail is a mail that a use case wants sent once it is done: to an account, or to
// an address of somebody who has none.
type newMail struct {
	kind               models.MailKind
	toUser             string
	toAddress, lang    string // without toUser
	subject, subjectID string // what it is about, as events have it
	contractID         string
	day                models.Date // for kinds of which a person gets one a day
	data               any         // what the letter is written from; never a secret
	notBefore          time.Time   // now when zero
}

// queueMail leaves a mail to be sent in this transaction: it goes when the use case is
// done, and never when it was taken back. It is false when there is nobody to send it
// to, as most accounts need no address, or the person has that day's already.
func (t *tx) queueMail(m newMail) (queued bool, err error) {
	if m.toUser != "" {
		var u userRow
		if err := t.first(t.db.Where("id = ?", m.toUser), &u, "user"); err != nil {
			return false, err
		}
		if !u.DisabledAt.IsZero() {
			return false, nil
		}
		m.toAddress, m.lang = value(u.Mail), u.Lang
	}
	if m.toAddress == "" {
		return false, nil
	}
	if err := models.CheckMailAddress("mail", m.toAddress); err != nil {
		return false, err
	}
	row, err := t.mailRow(m)
	if err != nil {
		return false, err
	}
	r := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
	return r.RowsAffected == 1, wrap(r.Error, "mail")
}

func (t *tx) mailRow(m newMail) (mailRow, error) {
	data, err := json.Marshal(m.data)
	if m.data == nil {
		data = []byte("{}")
	}
	if m.lang == "" {
		m.lang = "ja"
	}
	if m.notBefore.IsZero() {
		m.notBefore = t.now
	}
	return mailRow{
		ID: t.id(), Kind: string(m.kind), ToUserID: pointer(m.toUser), ToAddress: m.toAddress, Lang: m.lang,
		Subject: m.subject, SubjectID: m.subjectID, ContractID: pointer(m.contractID), Day: m.day, Data: string(data),
		State: string(models.MailWaiting), NotBefore: instant{m.notBefore}, CreatedAt: instant{t.now},
	}, wrap(err, "mail")
}

// QueueDigest leaves for somebody the list of what waits for them on a day, to be sent
// not before an instant. It is false when they have no address or have that day's
// digest already, so that whoever makes digests may be run again. Only the house does.
func (s *Store) QueueDigest(ctx context.Context, actor models.Actor, userID string, day models.Date, notBefore time.Time, lines []models.DigestLine) (queued bool, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		if !models.CanSendMail(actor) {
			return models.Denied("error.denied.mails")
		}
		lines, err := models.CleanDigest(lines)
		if err != nil {
			return err
		}
		if day.IsZero() {
			return models.Invalidf("day", "error.required")
		}
		queued, err = t.queueMail(newMail{
			kind: models.MailDigest, toUser: userID, subject: "user", subjectID: userID, day: day, data: lines, notBefore: notBefore,
		})
		return err
	})
	return queued, err
}

// dropInvitations gives up invitations to people that are not sent: they set a password,
// or a newer one goes.
func (t *tx) dropInvitations(userIDs ...string) error {
	return t.dropMails(models.FaultReplaced, "to_user_id IN ? AND kind = ?", userIDs, string(models.MailInvitation))
}

// dropMails gives up mails that wait or have failed.
func (t *tx) dropMails(why models.MailFault, condition string, args ...any) error {
	err := t.db.Table("mails").Where("state IN ?", []models.MailState{models.MailWaiting, models.MailFailed}).Where(condition, args...).
		Updates(map[string]any{"state": string(models.MailDropped), "fault": string(why), "reply": "", "data": "{}"}).Error
	return wrap(err, "mails")
}

// eraseMails takes a person's address, and what was to be told to them, out of all
// mail; what was still under way is given up.
func (t *tx) eraseMails(userID string) error {
	for _, query := range []string{
		"DELETE FROM outbox WHERE mail_id IN (SELECT id FROM mails WHERE to_user_id = ?)",
		`UPDATE mails SET state = 'dropped', fault = 'recipient', holder = '', held_until = NULL
			WHERE to_user_id = ? AND state IN ('waiting', 'sending', 'failed')`,
		"UPDATE mails SET to_address = '', reply = '', data = '{}' WHERE to_user_id = ?",
	} {
		if err := t.db.Exec(query, userID).Error; err != nil {
			return wrap(err, "mails")
		}
	}
	return nil
}
