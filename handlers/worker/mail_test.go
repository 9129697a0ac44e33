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
