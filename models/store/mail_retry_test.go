package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// wantStates fails unless there are so many mails of each state.
func wantStates(t *testing.T, s *store.Store, want map[models.MailState]int) {
	t.Helper()
	list, err := s.Mails(bg, house, store.MailQuery{})
	must(t, err)
	if fmt.Sprint(list.Counts) != fmt.Sprint(want) {
		t.Errorf("there are %v, want %v", list.Counts, want)
	}
}

func TestMailsAreTriedAgainAtOnce(t *testing.T) {
	// Proves that one press has every mail tried that failed, however many, each with its
	// line in the log, and none that was sent, waits or is needed no more; that the same
	// goes for what waits after a try; and that nobody but who keeps the accounts may.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		for i := range 13 {
			mailed(t, s, p, fmt.Sprintf("p%d", i))
		}
		due := claim(t, s, "a") // 10 of them
		must(t, s.MailSent(bg, house, due[0].ID))
		for i, m := range due[1:] {
			fault := models.FaultRefused
			if i < 2 {
				fault = models.FaultDeferred
			}
			must(t, s.MailFailed(bg, house, m.ID, "a", models.MailTrouble{Fault: fault, Reply: "said"}))
		}
		wantStates(t, s, map[models.MailState]int{models.MailFailed: 7, models.MailWaiting: 5, models.MailSent: 1})
		for name, a := range p.Everybody() {
			if a.Is(models.Admin) {
				continue
			}
			if _, err := s.RetryMails(bg, a, models.MailFailed); models.KindOf(err) != models.KindDenied {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, state := range []models.MailState{models.MailSent, models.MailDropped, models.MailSending, ""} {
			_, err := s.RetryMails(bg, p.Admin, state)
			wantProblem(t, err, "state", "error.mail.filter")
		}
		n, err := s.RetryMails(bg, p.Admin, models.MailFailed)
		must(t, err)
		if n != 7 {
			t.Errorf("%d are tried again", n)
		}
		for _, m := range due[3:] {
			wantFields(t, wantEvent(t, s, models.EventMailRetried, "mail", m.ID, p.Admin).After, "letter=invitation", "to="+m.ToUserID, "tries=1")
			if m := wantMail(t, s, m.ID, models.MailWaiting, ""); m.Tries != 0 || m.Reply != "" || m.NotBefore.After(s.Now()) {
				t.Errorf("tried again it is %+v", m)
			}
		}
		_, err = s.RetryMails(bg, p.Admin, models.MailFailed)
		wantKind(t, err, models.KindConflict)
		wantMail(t, s, due[1].ID, models.MailWaiting, models.FaultDeferred)
		if n, err = s.RetryMails(bg, p.Admin, models.MailWaiting); n != 2 || err != nil {
			t.Errorf("%d that waited are tried: %v", n, err)
		}
		wantStates(t, s, map[models.MailState]int{models.MailWaiting: 12, models.MailSent: 1})
	})
}

func TestNoMailWhileTheServerIsDown(t *testing.T) {
	// Proves that after a fault of the server no process gets a mail before the pause is
	// over, that the press of the administrator ends the pause, and that a mail whose
	// letter the server breaks off stops nobody.
	storetest.RunOn(t, func(t *testing.T, address string) {
		s, clock := storetest.OpenOn(t, address)
		other, itsClock := storetest.OpenOn(t, address)
		p := storetest.Seed(t, s)
		for i := range 12 {
			mailed(t, s, p, fmt.Sprintf("p%d", i))
		}
		down := func(fault models.MailFault) models.DueMail {
			m := claim(t, s, "a")[0]
			must(t, s.MailFailed(bg, house, m.ID, "a", models.MailTrouble{Fault: fault, Reply: "said"}))
			must(t, s.ReleaseMails(bg, house, "a"))
			itsClock.Set(clock.Now())
			return m
		}
		for _, fault := range models.MailDownFaults() {
			m := down(fault)
			if due := claim(t, other, "b"); len(due) > 0 {
				t.Errorf("%s: %d are tried all the same", fault, len(due))
			}
			if m := wantMail(t, s, m.ID, models.MailWaiting, fault); m.Tries != 0 || clock.Now().Sub(m.TriedAt()).Abs() > time.Second {
				t.Errorf("%s: %d tries count, tried at %v", fault, m.Tries, m.TriedAt())
			}
			_, err := s.RetryMails(bg, p.Admin, models.MailWaiting)
			must(t, err)
			itsClock.Set(clock.Now())
			if due := claim(t, other, "b"); len(due) != 10 {
				t.Errorf("%s: %d are tried when asked for", fault, len(due))
			}
			must(t, other.ReleaseMails(bg, house, "b"))
		}
		down(models.FaultBroken)
		if due := claim(t, s, "a"); len(due) != 10 {
			t.Errorf("a broken letter leaves %d to be tried", len(due))
		}
	})
}

func TestMailOutage(t *testing.T) {
	// Proves that the list tells of a server that takes nothing until it takes a mail, by
	// the last fault, with when it took the last one; that what was tried in vain comes
	// first of what waits; and that no mail is lost between the pages of that list.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		p := storetest.Seed(t, s)
		for i := range 9 {
			mailed(t, s, p, fmt.Sprintf("p%d", i))
		}
		outage := func() *models.MailOutage {
			list, err := s.Mails(bg, p.Admin, store.MailQuery{})
			must(t, err)
			return list.Outage
		}
		fails := func(fault models.MailFault) string {
			m := claim(t, s, "a")[0]
			must(t, s.MailFailed(bg, house, m.ID, "a", models.MailTrouble{Fault: fault, Reply: string(fault)}))
			must(t, s.ReleaseMails(bg, house, "a"))
			clock.Advance(models.MailPause)
			return m.ID
		}
		fails(models.FaultDeferred)
		if o := outage(); o != nil {
			t.Errorf("one mail that waits is %+v", o)
		}
		first := claim(t, s, "a")[0]
		must(t, s.MailSent(bg, house, first.ID))
		must(t, s.ReleaseMails(bg, house, "a"))
		sent := mailOf(t, s, first.ID).SentAt
		for _, fault := range []models.MailFault{models.FaultAuth, models.FaultBroken, models.FaultTLS} {
			fails(fault)
			o := outage()
			if o == nil || o.Fault != fault || o.Reply != string(fault) || !o.TakenAt.Equal(sent) || clock.Now().Sub(o.TriedAt)-models.MailPause > time.Second {
				t.Fatalf("after %s it is %+v", fault, o)
			}
		}
		claim(t, s, "a") // a try that is under way ends no outage
		if o := outage(); o == nil {
			t.Error("a try under way ends it")
		}
		must(t, s.ReleaseMails(bg, house, "a"))
		var ids, faults []string
		for after := ""; ; {
			list, err := s.Mails(bg, p.Admin, store.MailQuery{State: models.MailWaiting, After: after, Limit: 3})
			must(t, err)
			for _, m := range list.Rows {
				ids, faults = append(ids, m.ID), append(faults, string(m.Fault))
			}
			if after = list.Next; after == "" {
				break
			}
		}
		slices.Sort(ids)
		if len(slices.Compact(ids)) != 8 || slices.Contains(faults[:4], "") || slices.Contains(faults[4:], "tls") {
			t.Errorf("what waits is %v with %q", ids, faults)
		}
		must(t, s.MailSent(bg, house, claim(t, s, "a")[0].ID))
		if o := outage(); o != nil {
			t.Errorf("when it takes mail again it is %+v", o)
		}
	})
}
