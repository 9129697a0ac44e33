package store_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

var house = models.System()

// mailed makes an account with an address, and gives it with the link that is shown.
func mailed(t *testing.T, s *store.Store, p storetest.People, login string) (models.User, string) {
	t.Helper()
	u, link, err := s.CreateUser(bg, p.Admin, models.UserInput{
		Login: login, Name: "宛先 有子", Role: models.Drafter, DivisionID: p.Child.ID, Mail: login + "@pref.example",
	})
	must(t, err)
	return u, link
}

// claim takes what is due into a process's hands.
func claim(t *testing.T, s *store.Store, holder string) []models.DueMail {
	t.Helper()
	due, err := s.ClaimMails(bg, house, holder, 10, time.Minute)
	must(t, err)
	return due
}

// claimOne takes the one mail that is due.
func claimOne(t *testing.T, s *store.Store, holder string) models.DueMail {
	t.Helper()
	due := claim(t, s, holder)
	if len(due) != 1 {
		t.Fatalf("%d mails are due, want 1", len(due))
	}
	return due[0]
}

// mailOf reads one mail as the administrator sees it.
func mailOf(t *testing.T, s *store.Store, id string) models.Mail {
	t.Helper()
	list, err := s.Mails(bg, house, store.MailQuery{})
	must(t, err)
	for _, m := range list.Rows {
		if m.ID == id {
			return m
		}
	}
	t.Fatalf("no mail %s", id)
	return models.Mail{}
}

func wantMail(t *testing.T, s *store.Store, id string, state models.MailState, fault models.MailFault) models.Mail {
	t.Helper()
	m := mailOf(t, s, id)
	if m.State != state || m.Fault != fault {
		t.Errorf("the mail is %s (%s), want %s (%s)", m.State, m.Fault, state, fault)
	}
	return m
}

func TestInvitationIsMailed(t *testing.T) {
	// Proves that an account with an address is sent a link of its own beside the one
	// that is shown; that both work, the first one used ending the other and what waits;
	// and that no secret of either stands anywhere in the database.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		for i, first := range []string{"shown", "mailed"} {
			u, shown := mailed(t, s, p, first)
			m := claimOne(t, s, "a")
			if m.Kind != models.MailInvitation || m.ToAddress != u.Mail || m.ToName != u.Name || m.Login != u.Login || m.Lang != "ja" || m.Tries != 1 {
				t.Errorf("the mail is %+v", m)
			}
			link, err := s.MintMailLink(bg, house, m.ID, "a")
			must(t, err)
			e := wantEvent(t, s, models.EventUserInvited, "user", u.ID, house)
			if e.After["means"] != "mail" {
				t.Errorf("the event is %v", e.After)
			}
			if found := find(t, s, []string{link, shown}); len(found) > 0 {
				t.Errorf("a secret stands in %v", found)
			}
			must(t, s.MailSent(bg, house, m.ID))
			if sent := wantMail(t, s, m.ID, models.MailSent, ""); sent.SentAt.IsZero() {
				t.Error("nobody knows when it was sent")
			}
			links := []string{shown, link}
			must(t, s.UseInvitation(bg, door, links[i], password))
			for _, l := range links {
				_, err := s.InvitedUser(bg, l)
				wantKind(t, err, models.KindNotFound)
			}
		}
		u, shown := mailed(t, s, p, "hasty")
		must(t, s.UseInvitation(bg, door, shown, password))
		about, err := s.MailsAbout(bg, p.Admin, "user", u.ID)
		must(t, err)
		wantMail(t, s, about[0].ID, models.MailDropped, models.FaultReplaced)
		if due := claim(t, s, "a"); len(due) > 0 {
			t.Errorf("%d mails are sent to somebody who needs none", len(due))
		}
	})
}

func TestNewLinkEndsMailedOnes(t *testing.T) {
	// Proves that the administrator's new link ends those mailed before and gives up the
	// mail that still waits, and that a new address ends what was mailed to the old one
	// but not what was shown.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		u, _ := mailed(t, s, p, "new")
		m := claimOne(t, s, "a")
		old, err := s.MintMailLink(bg, house, m.ID, "a")
		must(t, err)
		must(t, s.MailSent(bg, house, m.ID))
		_, err = s.InviteUser(bg, p.Admin, u.ID)
		must(t, err)
		shown, err := s.InviteUser(bg, p.Admin, u.ID)
		must(t, err)
		_, err = s.InvitedUser(bg, old)
		wantKind(t, err, models.KindNotFound)
		m = claimOne(t, s, "a")
		link, err := s.MintMailLink(bg, house, m.ID, "a")
		must(t, err)

		in := models.UserInput{Login: u.Login, Name: u.Name, Role: u.Role, DivisionID: u.DivisionID, Mail: "ｒｉｇｈｔ＠pref.example"}
		u, err = s.UpdateUser(bg, p.Admin, u.ID, u.Version, in)
		must(t, err)
		if u.Mail != "right@pref.example" {
			t.Errorf("the address is %q", u.Mail)
		}
		_, err = s.InvitedUser(bg, link)
		wantKind(t, err, models.KindNotFound)
		_, err = s.InvitedUser(bg, shown)
		must(t, err)
		_, err = s.MintMailLink(bg, house, m.ID, "a")
		wantKind(t, err, models.KindConflict) // it is on its way to the old address
	})
}

func TestMailIsTriedAgain(t *testing.T) {
	// Proves the waits between tries, that the sixth is the last, which the log tells
	// without the address, that a refusal ends a mail at once and its link with it, and
	// that the administrator may begin anew.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		p := storetest.Seed(t, s)
		u, _ := mailed(t, s, p, "far")
		later := models.MailTrouble{Fault: models.FaultDeferred, Reply: "450 <far@pref.example>\r\n" + strings.Repeat("長", 600)}
		var id string
		for i, wait := range []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 8 * time.Hour, 0} {
			m := claimOne(t, s, "a")
			if id = m.ID; m.Tries != i+1 {
				t.Errorf("try %d is called %d", i+1, m.Tries)
			}
			must(t, s.MailFailed(bg, house, id, "a", later))
			if wait == 0 {
				break
			}
			wantMail(t, s, id, models.MailWaiting, models.FaultDeferred)
			clock.Advance(wait - time.Second)
			if due := claim(t, s, "a"); len(due) > 0 {
				t.Fatalf("try %d comes too early", i+2)
			}
			clock.Advance(time.Second)
		}
		m := wantMail(t, s, id, models.MailFailed, models.FaultDeferred)
		if n := len([]rune(m.Reply)); n != models.MaxReply || strings.ContainsAny(m.Reply, "\r\n") {
			t.Errorf("the reply has %d characters: %.40q", n, m.Reply)
		}
		e := wantEvent(t, s, models.EventMailFailed, "mail", id, house)
		wantFields(t, e.After, "fault=deferred", "letter=invitation", "to="+u.ID, "tries=6")

		_, err := s.RetryMail(bg, p.Admin, id)
		must(t, err)
		wantEvent(t, s, models.EventMailRetried, "mail", id, p.Admin)
		_, err = s.RetryMail(bg, p.Admin, id)
		wantKind(t, err, models.KindConflict)
		_, err = s.RetryMail(bg, p.Admin, "none")
		wantKind(t, err, models.KindNotFound)
		claimOne(t, s, "a")
		link, err := s.MintMailLink(bg, house, id, "a")
		must(t, err)
		must(t, s.MailFailed(bg, house, id, "a", models.MailTrouble{Fault: models.FaultRefused, Reply: "550 no such user"}))
		wantMail(t, s, id, models.MailFailed, models.FaultRefused)
		_, err = s.InvitedUser(bg, link)
		wantKind(t, err, models.KindNotFound)
	})
}

func TestMailTakenAtOnce(t *testing.T) {
	// Proves that of several processes at once each gets other mails; that what a dead
	// one held is due again when its time is over, and that it then changes nothing, but
	// that what it had sent is sent; and that tries given back do not count.
	storetest.RunOn(t, func(t *testing.T, address string) {
		s, clock := storetest.OpenOn(t, address)
		p := storetest.Seed(t, s)
		const n = 24
		for i := range n {
			mailed(t, s, p, fmt.Sprintf("p%d", i))
		}
		processes := []*store.Store{s}
		for range 2 {
			other, itsClock := storetest.OpenOn(t, address)
			itsClock.Set(clock.Now())
			processes = append(processes, other)
		}
		var mu sync.Mutex
		var got []string
		var wg sync.WaitGroup
		for i, one := range processes {
			wg.Go(func() {
				for {
					due, err := one.ClaimMails(bg, house, fmt.Sprint("process ", i), 3, time.Minute)
					if err != nil {
						t.Error(err)
						return
					}
					if len(due) == 0 {
						return
					}
					mu.Lock()
					for _, m := range due {
						got = append(got, m.ID)
					}
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		slices.Sort(got)
		if len(got) < n-3 || len(slices.Compact(slices.Clone(got))) != len(got) {
			t.Fatalf("%d mails were taken, some twice", len(got))
		}
		claim(t, s, "process 0") // a row another process was looking at may have been passed over
		clock.Advance(time.Hour)
		list, err := s.ClaimMails(bg, house, "heir", n, time.Minute)
		must(t, err)
		if len(list) != n {
			t.Fatalf("%d of %d mails were inherited", len(list), n)
		}
		for _, dead := range []string{"process 0", "process 1", "process 2"} {
			must(t, s.MailFailed(bg, house, list[0].ID, dead, models.MailTrouble{Fault: models.FaultRefused}))
		}
		wantMail(t, s, list[0].ID, models.MailSending, "")
		must(t, s.MailSent(bg, house, list[0].ID))
		must(t, s.MailFailed(bg, house, list[0].ID, "heir", models.MailTrouble{Fault: models.FaultRefused}))
		wantMail(t, s, list[0].ID, models.MailSent, "")
		must(t, s.ReleaseMails(bg, house, "heir"))
		if m := wantMail(t, s, list[1].ID, models.MailWaiting, ""); m.Tries != 1 {
			t.Errorf("%d tries count, want the dead process's alone", m.Tries)
		}
	})
}

func TestMailThatKillsIsGivenUp(t *testing.T) {
	// Proves that a mail whose process dies each time does not go round for ever.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		p := storetest.Seed(t, s)
		mailed(t, s, p, "poison")
		var id string
		for range models.MailTries {
			id = claimOne(t, s, "a").ID
			clock.Advance(time.Hour)
		}
		if due := claim(t, s, "a"); len(due) > 0 {
			t.Error("it goes on")
		}
		wantMail(t, s, id, models.MailFailed, models.FaultInterrupted)
		wantEvent(t, s, models.EventMailFailed, "mail", id, house)
	})
}

func TestDigestsMadeAtOnce(t *testing.T) {
	// Proves that a person gets one digest a day however often it is made and by
	// however many at once, none without an address or when disabled, and none of
	// yesterday's.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		p := storetest.Seed(t, s)
		u, shown := mailed(t, s, p, "busy")
		must(t, s.UseInvitation(bg, door, shown, password))
		day := storetest.Day(2026, 4, 1)
		lines := []models.DigestLine{{Text: "誓約書に署名する", Path: "/contracts/1", Due: day}}
		make := func(id string, day models.Date) bool {
			queued, err := s.QueueDigest(bg, house, id, day, clock.Now(), lines)
			must(t, err)
			return queued
		}
		var wg sync.WaitGroup
		made := [3]bool{}
		for i := range made {
			wg.Go(func() { made[i] = make(u.ID, day) })
		}
		wg.Wait()
		if n := len(slices.DeleteFunc(made[:], func(b bool) bool { return !b })); n != 1 {
			t.Errorf("%d digests were made", n)
		}
		if make(p.Drafter.UserID, day) {
			t.Error("a digest goes to somebody without an address")
		}
		if m := claimOne(t, s, "a"); string(m.Data) != `[{"text":"誓約書に署名する","path":"/contracts/1","due":"2026-04-01"}]` {
			t.Errorf("the digest is %s", m.Data)
		} else {
			must(t, s.MailSent(bg, house, m.ID))
			if data, err := s.RawRows("mails", "data"); err != nil || slices.ContainsFunc(data, func(d string) bool { return d != "{}" }) {
				t.Errorf("what was sent is kept: %v %v", data, err)
			}
		}
		if !make(u.ID, day.AddDays(1)) {
			t.Error("the next day has no digest")
		}
		clock.Advance(48 * time.Hour)
		if due := claim(t, s, "a"); len(due) > 0 {
			t.Error("a digest goes out when its day is over")
		}
		today := models.Today(clock.Now())
		if !make(u.ID, today) {
			t.Error("today has no digest")
		}
		must(t, s.DisableUser(bg, p.Admin, u.ID, "退職"))
		if due := claim(t, s, "a"); len(due) > 0 || make(u.ID, today.AddDays(1)) {
			t.Error("a digest goes to a closed account")
		}
		list, err := s.Mails(bg, p.Admin, store.MailQuery{State: models.MailDropped})
		must(t, err)
		var faults []string
		for _, m := range list.Rows {
			faults = append(faults, string(m.Fault))
		}
		if want := []string{"recipient", "late", "replaced"}; !slices.Equal(faults, want) {
			t.Errorf("dropped because of %v, want %v", faults, want)
		}
	})
}

func TestMailIsToldByTheLog(t *testing.T) {
	// Proves that the administrator and the audit office read of a mail that failed, and
	// somebody who has nothing to do with it does not.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		mailed(t, s, p, "gone")
		m := claimOne(t, s, "a")
		must(t, s.MailFailed(bg, house, m.ID, "a", models.MailTrouble{Fault: models.FaultRefused}))
		for name, a := range p.Everybody() {
			if name == "nobody" {
				continue
			}
			events, _, err := s.Events(bg, a, store.EventQuery{Subject: "mail"})
			must(t, err)
			want := 0
			if a.Is(models.Admin, models.Auditor, models.Reviewer) {
				want = 1
			}
			if len(events) != want {
				t.Errorf("%s reads %d lines, want %d", name, len(events), want)
			}
		}
	})
}

func TestMailAddressOfAccount(t *testing.T) {
	// Proves that an address no mail can be sent to is told at its field, and that a
	// good one stands in the log as a commitment.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		_, _, err := s.CreateUser(bg, p.Admin, models.UserInput{Login: "x1", Name: "甲", Role: models.Auditor, Mail: "a@b"})
		wantProblem(t, err, "mail", "error.mail.address")
		u, _ := mailed(t, s, p, "good")
		after, err := s.RawRows("events", "after")
		must(t, err)
		if slices.ContainsFunc(after, func(s string) bool { return strings.Contains(s, u.Mail) }) {
			t.Error("the address stands in the log")
		}
		events, _, err := s.Events(bg, p.Admin, store.EventQuery{Subject: "user", SubjectID: u.ID, Kind: models.EventUserCreated})
		must(t, err)
		if len(events) != 1 || events[0].After["mail"] != u.Mail {
			t.Errorf("the log tells %v", events)
		}
	})
}

func TestOnlyTheHouseSends(t *testing.T) {
	// Proves that nobody but the house itself puts mail into the queue, takes it in
	// hand, makes its links or says what became of it.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		u, _ := mailed(t, s, p, "watched")
		m := claimOne(t, s, "a")
		for name, do := range map[string]func(models.Actor) error{
			"claim":  func(a models.Actor) error { _, err := s.ClaimMails(bg, a, "a", 1, time.Minute); return err },
			"mint":   func(a models.Actor) error { _, err := s.MintMailLink(bg, a, m.ID, "a"); return err },
			"sent":   func(a models.Actor) error { return s.MailSent(bg, a, m.ID) },
			"failed": func(a models.Actor) error { return s.MailFailed(bg, a, m.ID, "a", models.MailTrouble{}) },
			"back":   func(a models.Actor) error { return s.ReleaseMails(bg, a, "a") },
			"outbox": func(a models.Actor) error { return s.KeepOutbox(bg, a, models.OutboxMail{MailID: m.ID}) },
			"digest": func(a models.Actor) error {
				_, err := s.QueueDigest(bg, a, u.ID, storetest.Day(2026, 4, 1), s.Now(), []models.DigestLine{{Text: "x", Path: "/"}})
				return err
			},
		} {
			for who, a := range p.Everybody() {
				if err := do(a); models.KindOf(err) != models.KindDenied {
					t.Errorf("%s by %s: %v", name, who, err)
				}
			}
		}
		wantMail(t, s, m.ID, models.MailSending, "")
		_, err := s.MintMailLink(bg, house, m.ID, "another process")
		wantKind(t, err, models.KindConflict)
	})
}
