package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"chigiri/models"
)

// MailQuery narrows the list of mails; the zero value is all of them.
type MailQuery struct {
	State models.MailState
	After string
	Limit int
}

// MailList is one page of mails, the newest first, and how many there are of each
// state. Of those that wait, what was tried in vain comes first.
type MailList struct {
	Rows   []models.Mail            `json:"rows"`
	Next   string                   `json:"next,omitempty"`
	Counts map[models.MailState]int `json:"counts"`
	Outage *models.MailOutage       `json:"outage,omitempty"` // while the server takes nothing
}

// Mails lists mails for who keeps the accounts.
func (s *Store) Mails(ctx context.Context, actor models.Actor, q MailQuery) (list MailList, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if !models.CanSeeMails(actor) {
			return models.Denied("error.denied.mails")
		}
		if list.Counts, err = t.mailCounts(); err != nil {
			return err
		}
		if list.Outage, err = t.mailOutage(); err != nil {
			return err
		}
		db := t.db.Table("mails")
		if q.State != "" {
			db = db.Where("state = ?", string(q.State))
		}
		p := page{after: q.After, limit: q.Limit, by: []sortKey{{column: "id", desc: true}}}
		values := func(r mailRow) []any { return []any{r.ID} }
		if q.State == models.MailWaiting {
			p.by = []sortKey{{column: "fault", desc: true}, {column: "id", desc: true}}
			values = func(r mailRow) []any { return []any{r.Fault, r.ID} }
		}
		var rows []mailRow
		if err := p.find(db, &rows); err != nil {
			return err
		}
		rows, list.Next = cut(p, rows, values)
		list.Rows, err = t.mails(rows)
		return err
	})
	return list, err
}

// mailOutage says whether the mail server takes nothing from us. It looks at the mails
// tried last, and at what was sent only where one of them speaks of the server.
func (t *tx) mailOutage() (*models.MailOutage, error) {
	var rows []mailRow
	err := t.db.Where("state IN ? AND fault IN ?", []models.MailState{models.MailWaiting, models.MailSending}, models.MailServerFaults()).
		Order("not_before DESC").Limit(mailsAbout).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, wrap(err, "mails")
	}
	var sent []mailRow
	if err := t.db.Select("sent_at").Where("state = 'sent'").Order("sent_at DESC").Limit(1).Find(&sent).Error; err != nil {
		return nil, wrap(err, "mails")
	}
	var taken time.Time
	if len(sent) > 0 {
		taken = sent[0].SentAt.Time
	}
	waiting := make([]models.Mail, len(rows))
	for i, r := range rows {
		waiting[i] = r.mail()
	}
	return models.OutageOf(waiting, taken), nil
}

func (t *tx) mailCounts() (map[models.MailState]int, error) {
	var rows []struct {
		State models.MailState
		N     int
	}
	if err := t.db.Table("mails").Select("state, COUNT(*) AS n").Group("state").Find(&rows).Error; err != nil {
		return nil, wrap(err, "mails")
	}
	counts := map[models.MailState]int{}
	for _, r := range rows {
		counts[r.State] = r.N
	}
	return counts, nil
}

// mails turns rows into mails with the names of the accounts they go to, and leaves
// out what is not the actor's to know: where a mail went and what the server said.
func (t *tx) mails(rows []mailRow) ([]models.Mail, error) {
	ids := []string{}
	for _, r := range rows {
		if r.ToUserID != nil {
			ids = append(ids, *r.ToUserID)
		}
	}
	var users []userRow
	if err := t.db.Select("id", "name").Where("id IN ?", distinct(ids)).Find(&users).Error; err != nil {
		return nil, wrap(err, "mails")
	}
	names := map[string]string{}
	for _, u := range users {
		names[u.ID] = u.Name
	}
	list := make([]models.Mail, len(rows))
	for i, r := range rows {
		m := r.mail()
		m.ToName = names[m.ToUserID]
		if !models.CanSeeMails(t.actor) {
			m.ToAddress, m.Reply = "", ""
		}
		list[i] = m
	}
	return list, nil
}

// mailsAbout is how many mails about one thing are told.
const mailsAbout = 100

// MailsAbout tells who may see a thing what was sent about it, the newest first: a
// contract, or an account. What the actor may not see is not found. A vendor's people
// are told of what went to their own alone.
func (s *Store) MailsAbout(ctx context.Context, actor models.Actor, subject, id string) (list []models.Mail, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		db, err := t.visibleMailsAbout(subject, id)
		if err != nil {
			return err
		}
		if actor.External() {
			db = db.Where("to_user_id IN (SELECT id FROM users WHERE vendor_id = ?)", actor.VendorID)
		}
		var rows []mailRow
		if err := db.Order("id DESC").Limit(mailsAbout).Find(&rows).Error; err != nil {
			return wrap(err, "mails")
		}
		list, err = t.mails(rows)
		return err
	})
	return list, err
}

func (t *tx) visibleMailsAbout(subject, id string) (*gorm.DB, error) {
	switch subject {
	case "contract":
		var seen struct{ ID string }
		if err := t.first(t.visibleContracts().Select("contracts.id").Where("contracts.id = ?", id), &seen, "contract"); err != nil {
			return nil, err
		}
		return t.db.Where("contract_id = ?", id), nil
	case "user":
		if _, err := t.user("id = ?", id); err != nil {
			return nil, err
		}
		return t.db.Where("subject = 'user' AND subject_id = ?", id), nil
	}
	return nil, models.NotFound("mail")
}

type outboxRow struct {
	MailID    string
	Sender    string
	Recipient string
	Title     string
	Body      string
	HTML      string
	KeptAt    instant
}

func (outboxRow) TableName() string { return "outbox" }

// KeepOutbox keeps a letter whole, links and all. It is for the demo, which sends
// nothing; elsewhere letters are not kept.
func (s *Store) KeepOutbox(ctx context.Context, actor models.Actor, m models.OutboxMail) error {
	return s.write(ctx, actor, func(t *tx) error {
		if !models.CanSendMail(actor) {
			return models.Denied("error.denied.mails")
		}
		row := outboxRow{MailID: m.MailID, Sender: m.Sender, Recipient: m.Recipient, Title: m.Title, Body: m.Body, HTML: m.HTML, KeptAt: instant{t.now}}
		return wrap(t.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "mail_id"}}, UpdateAll: true}).Create(&row).Error, "outbox")
	})
}

// Outbox gives the letters the demo kept, the newest first: to who keeps the accounts
// all of them, to others their own.
func (s *Store) Outbox(ctx context.Context, actor models.Actor) (list []models.OutboxMail, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if actor.UserID == "" {
			return models.Denied("error.denied.mails")
		}
		db := t.db.Order("kept_at DESC").Order("mail_id DESC").Limit(mailsAbout)
		if !models.CanSeeMails(actor) {
			db = db.Where("mail_id IN (SELECT id FROM mails WHERE to_user_id = ?)", actor.UserID)
		}
		var rows []outboxRow
		if err := db.Find(&rows).Error; err != nil {
			return wrap(err, "outbox")
		}
		for _, r := range rows {
			list = append(list, models.OutboxMail{
				MailID: r.MailID, Sender: r.Sender, Recipient: r.Recipient, Title: r.Title, Body: r.Body, HTML: r.HTML, KeptAt: r.KeptAt.Time,
			})
		}
		return nil
	})
	return list, err
}
