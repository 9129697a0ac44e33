package worker

import (
	"context"
	"errors"
	"log/slog"
	netmail "net/mail"
	"strings"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/views/mail"
)

// Mail is how mail goes out.
type Mail struct {
	Carrier Carrier         // nil where no mail server is configured: then mail waits
	From    netmail.Address // of every letter
	ReplyTo netmail.Address // where answers go; zero for From
	Portal  string          // address people use, which links are made of
	Holder  string          // this process, told from others
	Tick    time.Duration   // how often the queue is looked at; 10 s when zero
}

// Carrier takes letters to where they are delivered. It is used by one goroutine.
type Carrier interface {
	// Open has the way to the server stand, as long as nothing of a letter has to go for
	// it. nil says that it stands; anything else why not.
	Open(ctx context.Context) *models.MailTrouble
	// Carry hands a letter over. nil says that it was taken; anything else why not.
	Carry(ctx context.Context, p Parcel) *models.MailTrouble
	// Rest closes what Carry left open for the next letter.
	Rest()
}

// Parcel is a letter with all that goes on the outside.
type Parcel struct {
	MailID            string // of the mail in the queue
	MessageID         string // the same at every try of a mail: who gets it twice can tell
	From, ReplyTo, To netmail.Address
	At                time.Time
	mail.Message
}

// A process has mailBatch mails in hand at once, and for mailSpan: longer than a
// carrier may take for all of them, so that nobody else sends them meanwhile.
const (
	mailBatch = 10
	mailSpan  = 5 * time.Minute
)

// SendMail sends what is due, until ctx ends. Any number of processes may do so at
// once: each mail is in one pair of hands. A process that dies after the mail server
// took a letter and before the queue knows it lets that letter go out once more, under
// the same Message-ID; none is lost.
func SendMail(ctx context.Context, s *store.Store, log *slog.Logger, m Mail) {
	if m.Carrier == nil {
		return
	}
	if m.Tick == 0 {
		m.Tick = 10 * time.Second
	}
	ticker := time.NewTicker(m.Tick)
	defer ticker.Stop()
	for {
		if err := m.Round(ctx, s, log); err != nil && ctx.Err() == nil {
			log.Error("mail was not looked after", slog.Any("err", err))
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// Round sends what is due now. It stops early when the server does not answer: the
// next mail would meet the same, and keeps its try.
func (m Mail) Round(ctx context.Context, s *store.Store, log *slog.Logger) error {
	defer m.Carrier.Rest()
	for {
		due, err := s.ClaimMails(ctx, models.System(), m.Holder, mailBatch, mailSpan)
		if err != nil || len(due) == 0 {
			return err
		}
		for _, d := range due {
			goOn, err := m.send(ctx, s, log, d)
			if err != nil || !goOn || ctx.Err() != nil {
				return errors.Join(err, s.ReleaseMails(context.WithoutCancel(ctx), models.System(), m.Holder))
			}
		}
	}
}

// send writes one letter, hands it over and tells the queue. goOn is false when the
// server is at fault.
func (m Mail) send(ctx context.Context, s *store.Store, log *slog.Logger, d models.DueMail) (goOn bool, err error) {
	told := context.WithoutCancel(ctx) // what happened is told though the process ends
	trouble, err := m.post(ctx, s, d)
	switch {
	case models.KindOf(err) == models.KindConflict: // no longer ours to send
		return true, nil
	case err != nil:
		return false, err
	case trouble == nil:
		return true, s.MailSent(told, models.System(), d.ID)
	}
	log.Warn("a mail was not sent", slog.String("mail", d.ID), slog.String("fault", string(trouble.Fault)), slog.Int("try", d.Tries))
	return !trouble.Fault.OfServer(), s.MailFailed(told, models.System(), d.ID, m.Holder, *trouble)
}

// post writes a letter and hands it to the carrier. A one-time link is made here, at
// the last moment, and stands nowhere but in the letter; none is made while there is no
// way to the server.
func (m Mail) post(ctx context.Context, s *store.Store, d models.DueMail) (*models.MailTrouble, error) {
	if trouble := m.Carrier.Open(ctx); trouble != nil {
		return trouble, nil
	}
	frame := mail.Frame{Portal: m.Portal, Days: store.InvitationDays}
	if d.Kind.CarriesLink() {
		var err error
		if frame.Link, err = s.MintMailLink(ctx, models.System(), d.ID, m.Holder); err != nil {
			return nil, err
		}
	}
	written, err := mail.Write(d, frame)
	if err == nil {
		err = models.CheckMailAddress("mail", d.ToAddress)
	}
	if err != nil {
		return &models.MailTrouble{Fault: models.FaultLetter, Reply: err.Error()}, nil //nolint:nilerr // the fault is the mail's, and told with it
	}
	written.Title = oneLine(written.Title)
	return m.Carrier.Carry(ctx, Parcel{
		MailID: d.ID, MessageID: d.ID + "@" + domain(m.From.Address), From: m.From, ReplyTo: m.ReplyTo,
		To: netmail.Address{Name: oneLine(d.ToName), Address: d.ToAddress}, At: s.Now(), Message: written,
	}), nil
}

// oneLine keeps what stands in a header from becoming another header.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
}

func domain(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }

// Outbox is the demo's carrier: it keeps letters where the demo shows them.
type Outbox struct{ Store *store.Store }

// Carry keeps a letter.
func (o Outbox) Carry(ctx context.Context, p Parcel) *models.MailTrouble {
	err := o.Store.KeepOutbox(ctx, models.System(), models.OutboxMail{
		MailID: p.MailID, Sender: shownAddress(p.From), Recipient: shownAddress(p.To), Title: p.Title, Body: p.Text, HTML: p.HTML,
	})
	if err != nil {
		return &models.MailTrouble{Fault: models.FaultUnreachable, Reply: err.Error()}
	}
	return nil
}

// Open has nothing to open.
func (Outbox) Open(context.Context) *models.MailTrouble { return nil }

// Rest has nothing to close.
func (Outbox) Rest() {}

func shownAddress(a netmail.Address) string {
	if a.Name == "" {
		return a.Address
	}
	return a.Name + " <" + a.Address + ">"
}
