package store_test

import (
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
)

func TestRemindUnsigned(t *testing.T) {
	// Proves that one press mails everybody of 300 who has not signed and nobody else, in
	// a handful of statements; that nobody gets a second mail on a day, be the other one
	// the round's; and who may press.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		o.clock.Set(models.NewDate(2026, 4, 2).Start().Add(10 * time.Hour))
		got(o.Remind(bg, models.System(), told))(t)
		must(t, o.SetMail(bg, c.boss.UserID, "boss@example.jp"))
		lines := c.lines(300, 1)
		lines[7].Mail, lines[8].Mail = "", ""
		made := got(o.AddWorkers(bg, c.boss, c.prime.ID, lines))(t)
		must(t, o.SetPassword(bg, made[0].UserID, passphrase))
		first := models.Actor{UserID: made[0].UserID, Name: made[0].Name, Role: models.VendorWorker, VendorID: o.vendor, Lang: "ja"}
		got(c.signs(first, c.owed(first).ID))(t)
		must(t, o.WorkerLeft(bg, c.boss, made[1].ID, o.today(), "異動"))
		mails := func() int { return len(got(o.RawRows("mails", "id"))(t)) }
		before := mails()
		for who, kind := range map[*models.Actor]models.Kind{&first: models.KindNotFound, &o.rival: models.KindNotFound, &o.other: models.KindNotFound, &o.reviewer: models.KindDenied} {
			_, err := o.RemindUnsigned(bg, *who, c.prime.ID, told)
			wantKind(t, err, kind)
		}
		ctx, cost := store.Measure(bg)
		done := got(o.RemindUnsigned(ctx, c.boss, c.prime.ID, told))(t)
		if done.Sent != 296 || done.Before != 0 || strings.Join(done.NoMail, " ") != made[7].Name+" "+made[8].Name || mails() != before+296 {
			t.Errorf("reminded %+v with %d mails", done, mails()-before)
		}
		if n := cost.Queries(); n > 30 {
			t.Errorf("%d statements to remind 298 people", n)
		}
		wantEvent(t, o.Store, models.EventPartyReminded, "party", c.prime.ID, c.boss)
		if again := got(o.RemindUnsigned(bg, o.drafter, c.prime.ID, told))(t); again.Sent != 296 || mails() != before+296 {
			t.Errorf("pressed again while the mails wait: %+v, %d mails", again, mails()-before)
		}
		due := got(o.ClaimMails(bg, models.System(), "sender", 400, time.Minute))(t)
		if len(due) < 296 {
			t.Errorf("%d mails go at once", len(due))
		}
		if again := got(o.RemindUnsigned(bg, o.drafter, c.prime.ID, told))(t); again.Sent != 0 || again.Before != 296 {
			t.Errorf("pressed again after they went: %+v", again)
		}

		// before the round of an open day: the round's lines go with the same mail
		o.clock.Set(models.NewDate(2026, 4, 6).Start().Add(7 * time.Hour))
		before = mails()
		got(o.RemindUnsigned(bg, c.boss, c.prime.ID, told))(t)
		for _, m := range got(o.ClaimMails(bg, models.System(), "sender", 400, time.Minute))(t) {
			if m.Day == o.today() {
				t.Fatal("a mail goes before the round")
			}
		}
		o.clock.Advance(2 * time.Hour)
		got(o.Remind(bg, models.System(), told))(t)
		if n := mails() - before; n != 298 { // beside theirs the lead's, and that of who signed and has topics to hear
			t.Errorf("%d mails on one day for 298 people", n)
		}
		for _, m := range got(o.ClaimMails(bg, models.System(), "sender", 400, time.Minute))(t) {
			if m.ToUserID == made[2].UserID && m.Day == o.today() && (strings.Count(string(m.Data), "pledge 0") != 1 || !strings.Contains(string(m.Data), "topics 0")) {
				t.Errorf("the mail says %s", m.Data)
			}
		}
		must(t, o.WorkerLeft(bg, c.boss, made[2].ID, o.today(), "異動"))
	})
}
