package worker_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"chigiri/handlers/worker"
	"chigiri/models"
	"chigiri/models/store"
)

func TestWhatAServerSays(t *testing.T) {
	// Proves what becomes of a mail by what the server says and does, where it says it,
	// and that the next one arrives over the same or a new connection.
	refuse := func(code int, said string) error {
		return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: said}
	}
	sender := func(code int, said string) manners {
		return manners{mail: func(string) error { return refuse(code, said) }}
	}
	recipient := func(second, third int, said string) manners {
		return manners{rcpt: func(string) error {
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, second, third}, Message: said}
		}}
	}
	for name, c := range map[string]struct {
		manners manners
		state   models.MailState
		fault   models.MailFault
		reply   string
		link    bool // whether the link it carried still works
	}{
		"a 5xx to the sender is of us":         {sender(550, "sender refused"), models.MailWaiting, models.FaultSender, "550 5.1.1 sender refused", false},
		"a 4xx to the sender is the server's":  {sender(451, "try later"), models.MailWaiting, models.FaultUnreachable, "451 4.1.1 try later", false},
		"a letter too large is the letter's":   {sender(552, "too large"), models.MailFailed, models.FaultRefused, "552", false},
		"a sender without a domain":            {recipient(1, 8, "Domain not found"), models.MailWaiting, models.FaultSender, "5.1.8", false},
		"a relay that is denied":               {recipient(7, 1, "<one@pref.example>: Relay access denied"), models.MailWaiting, models.FaultSender, "Relay access denied", false},
		"Exchange that may not relay":          {recipient(7, 54, "SMTP; Unable to relay recipient in non-accepted domain"), models.MailWaiting, models.FaultSender, "5.7.54", false},
		"a recipient who wants no letters":     {recipient(7, 1, "not wanted here"), models.MailFailed, models.FaultRefused, "not wanted here", false},
		"a recipient on a server named relay":  {recipient(1, 1, "relay.example: to relay no such user"), models.MailFailed, models.FaultRefused, "no such user", false},
		"a 4xx to the recipient is waited for": {manners{rcpt: func(string) error { return refuse(450, "mailbox busy") }}, models.MailWaiting, models.FaultDeferred, "450 4.1.1 mailbox busy", false},
		"a 5xx to the recipient is the end":    {manners{rcpt: func(string) error { return refuse(550, "no such user here") }}, models.MailFailed, models.FaultRefused, "550 5.1.1 no such user here", false},
		"a 4xx to the letter is waited for":    {manners{data: func(_ *smtp.Conn, r io.Reader) error { _, _ = io.Copy(io.Discard, r); return refuse(452, "disk full") }}, models.MailWaiting, models.FaultDeferred, "452 4.1.1 disk full", false},
		"a 5xx to the letter is the end":       {manners{data: func(_ *smtp.Conn, r io.Reader) error { _, _ = io.Copy(io.Discard, r); return refuse(554, "spam") }}, models.MailFailed, models.FaultRefused, "554 5.1.1 spam", false},
		"a 421 is the server's":                {manners{rcpt: func(string) error { return refuse(421, "closing") }}, models.MailWaiting, models.FaultUnreachable, "421", false},
		"a connection that breaks in a letter": {manners{data: breakOff}, models.MailWaiting, models.FaultBroken, "", true},
		"a server that wants a password":       {manners{login: map[string]string{"x": "y"}}, models.MailWaiting, models.FaultAuth, "530", false},
	} {
		t.Run(name, func(t *testing.T) {
			server := &mailServer{manners: c.manners}
			o := newPostOffice(t, server)
			heard := &listener{Carrier: o.Carrier}
			o.Carrier = heard
			o.invite("one", "一人目")
			o.round()
			m := o.want(c.state, c.fault)
			tries := 1
			if c.fault.Down() {
				tries = 0 // no try of the mail's
			}
			if !strings.Contains(m.Reply, c.reply) || strings.Contains(m.Reply, "affected") || m.Tries != tries {
				t.Errorf("after %d tries the reply is %q", m.Tries, m.Reply)
			}
			if _, err := o.InvitedUser(bg, linkShape.FindStringSubmatch(heard.text)[1]); (err == nil) != c.link {
				t.Errorf("the link it carried: %v", err)
			}
			server.behave(manners{})
			o.invite("two", "二人目")
			if c.fault.Down() {
				o.clock.Advance(models.MailPause)
			}
			o.round()
			o.want(models.MailSent, "")
			if c.state == models.MailFailed {
				return
			}
			o.clock.Advance(time.Minute)
			o.round()
			if m := o.mails()[1]; m.State != models.MailSent || m.Tries != tries+1 || m.Fault != "" || m.Reply != "" {
				t.Errorf("tried again it is %+v", m)
			}
		})
	}
}

// listener is a carrier that remembers what it carried last.
type listener struct {
	worker.Carrier
	text string
}

func (l *listener) Carry(ctx context.Context, p worker.Parcel) *models.MailTrouble {
	l.text = p.Text
	return l.Carrier.Carry(ctx, p)
}

func TestServerAway(t *testing.T) {
	// Proves that a server which is away costs no mail a try however long it is, makes no
	// link meanwhile and is asked once in a pause; and that all go out over one connection
	// when it is back.
	o := newPostOffice(t, &mailServer{})
	gone, err := worker.ParseSMTP("smtp://127.0.0.1:1?tls=none", nil)
	must(t, err)
	back := o.Carrier
	asked := &counter{Carrier: gone}
	for i := range 12 {
		o.invite(fmt.Sprintf("p%d", i), "甲")
	}
	made := o.invited()
	o.Carrier = asked
	for range 60 {
		o.round()
		o.round() // which comes too early to ask
		o.clock.Advance(models.MailPause)
	}
	for _, m := range o.mails() {
		if m.State != models.MailWaiting || m.Tries != 0 {
			t.Errorf("a mail is %s after %d tries", m.State, m.Tries)
		}
	}
	if n := o.invited(); asked.opened != 60 || n != made {
		t.Errorf("the server was asked %d times, and %d links were made", asked.opened, n-made)
	}
	o.Carrier = back
	o.round()
	if n := len(o.server.all()); n != 12 || o.server.conns != 1 {
		t.Errorf("%d letters over %d connections", n, o.server.conns)
	}
}

// counter is a carrier that counts how often it is opened.
type counter struct {
	worker.Carrier
	opened int
}

func (c *counter) Open(ctx context.Context) *models.MailTrouble {
	c.opened++
	return c.Carrier.Open(ctx)
}

// invited is how often the log says that somebody was invited.
func (o *postOffice) invited() int {
	o.t.Helper()
	events, _, err := o.Events(bg, house, store.EventQuery{Kind: models.EventUserInvited, Limit: 200})
	must(o.t, err)
	return len(events)
}

func TestServerRefusesUs(t *testing.T) {
	// Proves that a sender which the server does not take, over a whole weekend, makes no
	// mail fail, and that all go out when that is mended, without anybody's doing.
	for name, m := range map[string]manners{
		"the sender": {mail: func(string) error {
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "sender refused"}
		}},
		"our relaying": {rcpt: func(string) error {
			return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "Relay access denied"}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			o := newPostOffice(t, &mailServer{manners: m})
			for i := range 12 {
				o.invite(fmt.Sprintf("p%d", i), "甲")
			}
			for range 30 {
				o.round()
				o.clock.Advance(2 * time.Hour)
			}
			for _, m := range o.mails() {
				if m.State != models.MailWaiting || m.Tries != 0 {
					t.Errorf("a mail is %s after %d tries (%s)", m.State, m.Tries, m.Reply)
				}
			}
			o.server.behave(manners{})
			o.round()
			if n := len(o.server.all()); n != 12 {
				t.Errorf("%d letters in the end", n)
			}
		})
	}
}

func TestOutageIsTold(t *testing.T) {
	// Proves that a server that takes nothing, whatever it says and wherever, is told with
	// its words, the last try and the last mail it took, until it takes one again; and that
	// one mail which only its own server refuses is no such thing.
	tooBusy := func() error {
		return &smtp.SMTPError{Code: 421, EnhancedCode: smtp.EnhancedCode{4, 3, 2}, Message: "too busy"}
	}
	for name, c := range map[string]struct {
		manners manners
		fault   models.MailFault
		reply   string
	}{
		"it greets nobody":    {manners{greet: tooBusy}, models.FaultUnreachable, "421 4.3.2 too busy"},
		"it takes no sender":  {manners{mail: func(string) error { return tooBusy() }}, models.FaultUnreachable, "421 4.3.2 too busy"},
		"it wants a password": {manners{login: map[string]string{"x": "y"}}, models.FaultAuth, "530"},
		"it refuses us": {manners{mail: func(string) error {
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "sender refused"}
		}}, models.FaultSender, "550 5.7.1 sender refused"},
		"it breaks letters off": {manners{data: breakOff}, models.FaultBroken, ""},
	} {
		t.Run(name, func(t *testing.T) {
			o := newPostOffice(t, &mailServer{})
			o.invite("first", "甲")
			o.round()
			if out := o.outage(); out != nil {
				t.Errorf("before it is told: %+v", out)
			}
			taken := o.mails()[0].SentAt
			o.clock.Advance(3 * time.Hour)
			o.server.behave(c.manners)
			for i := range 12 {
				o.invite(fmt.Sprintf("p%d", i), "甲")
			}
			for range 3 {
				o.round()
				o.clock.Advance(models.MailPause)
			}
			out := o.outage()
			if out == nil || out.Fault != c.fault || !strings.Contains(out.Reply, c.reply) || !out.TakenAt.Equal(taken) || o.clock.Now().Sub(out.TriedAt) > models.MailPause+time.Second {
				t.Errorf("it is %+v, and the last mail went at %v", out, taken)
			}
			if list, err := o.Mails(bg, house, store.MailQuery{State: models.MailWaiting, Limit: 3}); err != nil || list.Rows[0].Fault != c.fault {
				t.Errorf("what waits begins with %+v (%v)", list.Rows, err)
			}
			o.server.behave(manners{})
			o.clock.Advance(time.Hour)
			o.round()
			if out := o.outage(); out != nil {
				t.Errorf("when it is mended: %+v", out)
			}
		})
	}
	o := newPostOffice(t, &mailServer{manners: manners{rcpt: func(string) error { return &smtp.SMTPError{Code: 450, Message: "mailbox busy"} }}})
	o.invite("busy", "甲")
	o.round()
	o.want(models.MailWaiting, models.FaultDeferred)
	if out := o.outage(); out != nil {
		t.Errorf("of one mailbox: %+v", out)
	}
}

// outage is what the administrator is told of the mail server.
func (o *postOffice) outage() *models.MailOutage {
	o.t.Helper()
	list, err := o.Mails(bg, o.people.Admin, store.MailQuery{})
	must(o.t, err)
	return list.Outage
}

func TestOneRecipientHoldsNobodyUp(t *testing.T) {
	// Proves that a recipient about whom the server speaks as if it relayed nothing at all
	// holds up the others for a pause at most, and fails in the end as any other.
	o := newPostOffice(t, &mailServer{})
	o.server.behave(manners{rcpt: func(to string) error {
		if strings.HasPrefix(to, "odd@") {
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "Relaying denied"}
		}
		return nil
	}})
	o.invite("odd", "甲")
	id := o.mails()[0].ID
	for i := range 8 {
		o.invite(fmt.Sprintf("p%d", i), "乙")
		o.round()
		o.clock.Advance(models.MailPause)
		o.round()
		if n := len(o.server.all()); n != i+1 {
			t.Fatalf("%d of %d letters went", n, i+1)
		}
		o.clock.Advance(models.MailPause)
	}
	for _, m := range o.mails() {
		if m.ID == id && (m.State != models.MailFailed || m.Fault != models.FaultSender || m.Tries != models.MailTries) {
			t.Errorf("the odd one is %s after %d tries", m.State, m.Tries)
		}
	}
}
