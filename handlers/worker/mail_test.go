package worker_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	netmail "net/mail"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"chigiri/handlers/worker"
	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
	"chigiri/views/mail"
)

var (
	quiet = slog.New(slog.DiscardHandler)
	house = models.System()
)

const portal = "https://portal.example"

// A process that is to be killed is this test binary again, told by its environment
// where to send.
const mailAddress, mailServerURL, mailAt = "CHIGIRI_MAIL_DATABASE", "CHIGIRI_MAIL_SERVER", "CHIGIRI_MAIL_AT"

func TestMain(m *testing.M) {
	switch {
	case os.Getenv(mailAddress) != "":
		fmt.Fprintln(os.Stderr, "not killed:", sendElsewhere())
	case os.Getenv(stampAddress) != "":
		fmt.Fprintln(os.Stderr, "not killed:", stampElsewhere())
	default:
		os.Exit(m.Run())
	}
	os.Exit(3)
}

// sendElsewhere sends what is due, as a process of its own.
func sendElsewhere() error {
	at, err := time.Parse(time.RFC3339, os.Getenv(mailAt))
	if err != nil {
		return err
	}
	s, err := store.Open(bg, os.Getenv(mailAddress), store.Options{Now: func() time.Time { return at }})
	if err != nil {
		return err
	}
	carrier, err := worker.ParseSMTP(os.Getenv(mailServerURL), nil)
	if err != nil {
		return err
	}
	return sender(carrier, "the process that dies").Round(bg, s, quiet)
}

func sender(carrier worker.Carrier, holder string) worker.Mail {
	return worker.Mail{
		Carrier: carrier, Portal: portal + "/", Holder: holder,
		From: netmail.Address{Name: "契　○○府", Address: "chigiri@pref.example"}, ReplyTo: netmail.Address{Address: "it@pref.example"},
	}
}

// postOffice is a store with somebody to write to, a mail server and who sends to it.
type postOffice struct {
	*store.Store
	t      *testing.T
	clock  *storetest.Clock
	people storetest.People
	server *mailServer
	worker.Mail
}

func newPostOffice(t *testing.T, server *mailServer) *postOffice {
	t.Helper()
	s, clock := storetest.Open(t)
	return furnish(t, s, clock, server)
}

func furnish(t *testing.T, s *store.Store, clock *storetest.Clock, server *mailServer) *postOffice {
	t.Helper()
	server.start(t, "none", tls.Certificate{})
	o := &postOffice{Store: s, t: t, clock: clock, people: storetest.Seed(t, s), server: server}
	carrier, err := worker.ParseSMTP("smtp://"+server.address+"?tls=none", nil)
	must(t, err)
	o.Mail = sender(carrier, "a")
	return o
}

// invite makes an account whose invitation is mailed.
func (o *postOffice) invite(login, name string) models.User {
	o.t.Helper()
	u, _, err := o.CreateUser(bg, o.people.Admin, models.UserInput{
		Login: login, Name: name, Role: models.Drafter, DivisionID: o.people.Child.ID, Mail: login + "@pref.example",
	})
	must(o.t, err)
	return u
}

func (o *postOffice) round() {
	o.t.Helper()
	must(o.t, o.Round(bg, o.Store, quiet))
}

// mails are the mails in the queue, the newest first.
func (o *postOffice) mails() []models.Mail {
	o.t.Helper()
	list, err := o.Mails(bg, house, store.MailQuery{})
	must(o.t, err)
	return list.Rows
}

func (o *postOffice) want(state models.MailState, fault models.MailFault) models.Mail {
	o.t.Helper()
	m := o.mails()[0]
	if m.State != state || m.Fault != fault {
		o.t.Errorf("the mail is %s (%s: %s), want %s (%s)", m.State, m.Fault, m.Reply, state, fault)
	}
	return m
}

var linkShape = regexp.MustCompile(`https://portal\.example/welcome/(\S+)`)

func TestLetterArrives(t *testing.T) {
	// Proves what arrives at a real mail server: one recipient, names and title in
	// Japanese, both parts saying the same, a link that works, headers that keep other
	// machines from answering, nothing but ASCII on the wire and no line too long for it;
	// and that afterwards the queue knows and holds neither letter nor secret.
	o := newPostOffice(t, &mailServer{})
	u := o.invite("new.person", "葛󠄀城　𠮷野 はなこ（子ども家庭局家庭支援課主任専門員）")
	o.round()
	m := o.want(models.MailSent, "")
	if len(o.server.all()) != 1 {
		t.Fatalf("%d letters arrived", len(o.server.all()))
	}
	l := o.server.all()[0]
	if l.from != "chigiri@pref.example" || l.to != u.Mail {
		t.Errorf("from %s to %s", l.from, l.to)
	}
	for i, line := range strings.Split(l.raw, "\r\n") {
		if len(line) > 998 || strings.IndexFunc(line, func(r rune) bool { return r > 126 || r == '\n' || r == '\r' }) >= 0 {
			t.Errorf("line %d is not for every server: %q", i+1, line)
		}
	}
	letter := l.open(t)
	for name, want := range map[string]string{
		"From": "契　○○府 <chigiri@pref.example>", "To": u.Name + " <new.person@pref.example>", "Reply-To": " <it@pref.example>",
	} {
		got, err := letter.AddressList(name)
		if err != nil || len(got) != 1 || got[0].Name+" <"+got[0].Address+">" != want {
			t.Errorf("%s: %v %v, want %s", name, got, err, want)
		}
	}
	if letter.title != "【契】パスワードを決めてください / [Chigiri] Please set your password" || strings.Contains(strings.ToUpper(l.raw), "ISO-2022-JP") {
		t.Errorf("the title is %q", letter.title)
	}
	if letter.Get("Auto-Submitted") != "auto-generated" || letter.Get("Message-Id") != "<"+m.ID+"@pref.example>" || letter.Get("X-Mailer")+letter.Get("User-Agent") != "" {
		t.Errorf("headers: %v", letter.Header)
	}
	at, err := letter.Date()
	if err != nil || at.After(o.clock.Now()) || o.clock.Now().Sub(at) > time.Minute {
		t.Errorf("dated %v (%v)", at, err)
	}
	text, html := letter.parts["text/plain; charset=UTF-8"], letter.parts["text/html; charset=UTF-8"]
	secret := linkShape.FindStringSubmatch(text)
	if secret == nil || strings.Count(html, secret[0]) != 4 || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") {
		t.Fatalf("the letter says\n%s\n%s", text, html)
	}
	for _, part := range []string{text, html} {
		for _, word := range []string{u.Name + " 様", "利用者ID：new.person", "7日以内", portal, "Login: new.person", "within 7 days"} {
			if !strings.Contains(part, word) {
				t.Errorf("%q is missing in\n%s", word, part)
			}
		}
	}
	if strings.Contains(html, "<img") || strings.Contains(html, "url(") || strings.Contains(html, "<script") || strings.Contains(html, "<link") {
		t.Error("the letter loads something")
	}
	_, err = o.InvitedUser(bg, secret[1])
	must(t, err)
	if kept, err := o.Outbox(bg, house); err != nil || len(kept) != 0 {
		t.Errorf("letters are kept: %v %v", kept, err)
	}
	o.round()
	if len(o.server.all()) != 1 {
		t.Error("it is sent again")
	}
}

func TestInvitationSpeaksTheLanguageThatIsKnown(t *testing.T) {
	// Proves that an invitation is in the language of who has chosen one, title and all, also
	// when they chose it after the mail was made; and in Japanese before English where nobody
	// knows.
	const japanese, english = "【契】パスワードを決めてください", "[Chigiri] Please set your password"
	for lang, want := range map[string]string{"ja": japanese, "en": english, "": japanese + " / " + english} {
		o := newPostOffice(t, &mailServer{})
		u := o.invite("new.person", "新任 一郎")
		if lang != "" {
			must(t, o.SetLanguage(bg, storetest.Actor(u), lang))
		}
		o.round()
		letter := o.server.all()[0].open(t)
		if letter.title != want {
			t.Errorf("%q: the title is %q", lang, letter.title)
		}
		for kind, part := range letter.parts {
			ja, en := strings.Index(part, "パスワードを決める"), strings.Index(part, "Set your password")
			if (ja >= 0) != (lang != "en") || (en >= 0) != (lang != "ja") || lang == "" && en < ja {
				t.Errorf("%q: the %s part is\n%s", lang, kind, part)
			}
			if n := strings.Count(part, "/welcome/"); kind == "text/plain; charset=UTF-8" && (n != 1 && lang != "" || lang == "" && n != 2) {
				t.Errorf("%q: %d links", lang, n)
			}
		}
	}
}

func TestDigestInEnglish(t *testing.T) {
	// Proves that a letter speaks the language of its account and that its lines lead
	// into the portal.
	o := newPostOffice(t, &mailServer{})
	u := o.invite("reader", "Reader")
	must(t, o.SetLanguage(bg, storetest.Actor(u), "en"))
	queued, err := o.QueueDigest(bg, house, u.ID, storetest.Day(2026, 4, 1), o.clock.Now(), []models.DigestLine{
		{Text: "Sign the pledge <b>", Path: "/pledges/1", Due: storetest.Day(2026, 4, 3)}, {Text: "Answer the consultation", Path: "/contracts/2/answer"},
	})
	if err != nil || !queued {
		t.Fatal(queued, err)
	}
	o.round()
	letter := o.server.all()[1].open(t)
	if letter.title != "[Chigiri] 2 things to do (Wed 1 Apr 2026)" {
		t.Errorf("the title is %q", letter.title)
	}
	text, html := letter.parts["text/plain; charset=UTF-8"], letter.parts["text/html; charset=UTF-8"]
	if !strings.Contains(text, "* Sign the pledge <b> (due Fri 3 Apr 2026)\r\n  https://portal.example/pledges/1\r\n") {
		t.Errorf("the text is\n%s", text)
	}
	if !strings.Contains(html, `<a href="https://portal.example/contracts/2/answer"`) || strings.Contains(html, "<b>") {
		t.Errorf("the HTML is\n%s", html)
	}
}

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

func TestHeadersCannotBeForged(t *testing.T) {
	// Proves that names, titles and addresses which got past every check before become
	// neither headers nor recipients.
	o := newPostOffice(t, &mailServer{})
	carry := func(to netmail.Address, title string) *models.MailTrouble {
		defer o.Carrier.Rest()
		return o.Carrier.Carry(bg, worker.Parcel{MailID: "m", MessageID: "m@pref.example", From: o.From, To: to, At: o.clock.Now(), Message: mail.Message{Title: title, Text: "text", HTML: "<p>text</p>"}})
	}
	for _, evil := range []string{"甲\r\nBcc: evil@evil.example", "a\nBcc: evil@evil.example", "a\rX-Evil: 1", "\" <evil@evil.example>, \"", "a\r\n\r\nbody"} {
		before := len(o.server.all())
		if trouble := carry(netmail.Address{Name: evil, Address: "good@pref.example"}, evil); trouble != nil {
			t.Fatalf("%q: %v", evil, trouble)
		}
		l := o.server.all()[before]
		letter := l.open(t)
		to, err := letter.AddressList("To")
		if err != nil || len(to) != 1 || to[0].Address != "good@pref.example" || l.to != "good@pref.example" {
			t.Errorf("%q goes to %v %v", evil, to, err)
		}
		if letter.Get("Bcc")+letter.Get("X-Evil") != "" || letter.parts["text/plain; charset=UTF-8"] != "text" {
			t.Errorf("%q wrote %v", evil, letter.Header)
		}
	}
	for _, evil := range []string{"good@pref.example\r\nBcc: evil@evil.example", "a@pref.example>\r\nRCPT TO:<evil@evil.example", "a@pref.example,b@pref.example", ""} {
		before := len(o.server.all())
		if trouble := carry(netmail.Address{Address: evil}, "title"); trouble == nil || trouble.Fault != models.FaultLetter || len(o.server.all()) != before {
			t.Errorf("%q: %v", evil, trouble)
		}
	}
}

func TestManySenders(t *testing.T) {
	// Proves that several processes at work on one queue send each mail once.
	storetest.RunOn(t, func(t *testing.T, address string) {
		s, clock := storetest.OpenOn(t, address)
		o := furnish(t, s, clock, &mailServer{})
		const n = 30
		for i := range n {
			o.invite(fmt.Sprintf("p%d", i), "甲")
		}
		var wg sync.WaitGroup
		for i := range 3 {
			other, itsClock := storetest.OpenOn(t, address)
			itsClock.Set(clock.Now())
			carrier, err := worker.ParseSMTP("smtp://"+o.server.address+"?tls=none", nil)
			must(t, err)
			wg.Go(func() {
				if err := sender(carrier, fmt.Sprint("process ", i)).Round(bg, other, quiet); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		o.round() // what one passed over while another looked at it
		seen := map[string]int{}
		for _, l := range o.server.all() {
			seen[l.to]++
		}
		if len(seen) != n || len(o.server.all()) != n {
			t.Errorf("%d letters to %d people", len(o.server.all()), len(seen))
		}
	})
}

func TestKilledBeforeItSaysSo(t *testing.T) {
	// Proves that a process killed after the server took a letter and before the queue
	// knew lets it arrive a second time, not a third, under the same Message-ID, with
	// links of which either works.
	storetest.RunOn(t, func(t *testing.T, address string) {
		s, clock := storetest.OpenOn(t, address)
		o := furnish(t, s, clock, &mailServer{})
		o.invite("one", "甲")
		child := exec.CommandContext(bg, os.Args[0], "-test.run=^$")
		child.Env = append(os.Environ(), mailAddress+"="+address, mailServerURL+"=smtp://"+o.server.address+"?tls=none", mailAt+"="+clock.Now().Format(time.RFC3339Nano))
		started := make(chan *os.Process, 1)
		o.server.afterwards(func() {
			p := <-started
			if err := p.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
				t.Error(err)
			}
			_, _ = p.Wait() // only the dead do not hear the answer
		})
		out, err := child.StderrPipe()
		must(t, err)
		must(t, child.Start())
		started <- child.Process
		said, _ := io.ReadAll(out)
		_ = child.Wait() // killed, which is no success
		if len(said) > 0 {
			t.Fatalf("the process was not killed: %s", said)
		}
		o.server.afterwards(nil)
		o.want(models.MailSending, "")
		o.round()
		if n := len(o.server.all()); n != 1 {
			t.Fatalf("%d letters while the dead process still has it in hand", n)
		}
		clock.Advance(6 * time.Minute)
		o.round()
		o.clock.Advance(time.Hour)
		o.round()
		o.want(models.MailSent, "")
		letters := o.server.all()
		if len(letters) != 2 {
			t.Fatalf("%d letters arrived", len(letters))
		}
		first, second := letters[0].open(t), letters[1].open(t)
		if first.Get("Message-Id") != second.Get("Message-Id") || first.Get("Message-Id") == "" {
			t.Errorf("Message-IDs %s and %s", first.Get("Message-Id"), second.Get("Message-Id"))
		}
		for _, l := range []opened{first, second} {
			_, err := o.InvitedUser(bg, linkShape.FindStringSubmatch(l.parts["text/plain; charset=UTF-8"])[1])
			must(t, err)
		}
	})
}

func TestOutboxOfTheDemo(t *testing.T) {
	// Proves that the demo keeps what it would send, for who it is for and the
	// administrator, with a link that works.
	o := newPostOffice(t, &mailServer{})
	o.Carrier = worker.Outbox{Store: o.Store}
	u := o.invite("one", "甲")
	o.round()
	o.want(models.MailSent, "")
	for _, who := range []models.Actor{o.people.Admin, storetest.Actor(u)} {
		kept, err := o.Outbox(bg, who)
		must(t, err)
		if len(kept) != 1 || kept[0].Recipient != "甲 <one@pref.example>" {
			t.Fatalf("kept: %+v", kept)
		}
		_, err = o.InvitedUser(bg, linkShape.FindStringSubmatch(kept[0].Body)[1])
		must(t, err)
	}
	if kept, err := o.Outbox(bg, o.people.Drafter); err != nil || len(kept) != 0 {
		t.Errorf("somebody else reads %v %v", kept, err)
	}
	if len(o.server.all()) != 0 {
		t.Error("it was sent too")
	}
}

func TestSendMailEnds(t *testing.T) {
	// Proves that the sender works by itself, ends when it is told to, leaves nothing in
	// hand, and does nothing where there is no mail server.
	o := newPostOffice(t, &mailServer{})
	o.invite("one", "甲")
	worker.SendMail(bg, o.Store, quiet, worker.Mail{})
	if m := o.want(models.MailWaiting, ""); m.Tries != 0 {
		t.Errorf("%d tries without a server", m.Tries)
	}
	ctx, stop := context.WithCancel(bg)
	o.server.afterwards(stop)
	o.Tick = time.Millisecond
	for i := range 3 {
		o.invite(fmt.Sprintf("p%d", i), "甲")
	}
	worker.SendMail(ctx, o.Store, quiet, o.Mail)
	sent := 0
	for _, m := range o.mails() {
		switch {
		case m.State == models.MailSent:
			sent++
		case m.State != models.MailWaiting || m.Tries != 0:
			t.Errorf("left behind: %+v", m)
		}
	}
	if sent != 1 || len(o.server.all()) != 1 {
		t.Errorf("%d of %d letters are known to be sent", sent, len(o.server.all()))
	}
}
