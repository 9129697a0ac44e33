package store_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store/storetest"
)

// told puts a reminder into words a test reads.
func told(r models.Reminder) string {
	return fmt.Sprintf("%s %d %s", r.Kind, r.Count, r.Title)
}

func TestRemindAtOnce(t *testing.T) {
	// Proves who is reminded of what on which days: once by any number of processes, on open
	// days, of what is new and once a week of what still waits; and of nothing that is done.
	inOffice(t, func(t *testing.T, o *office) {
		in := o.high()
		in.EndsOn = models.NewDate(2028, 3, 31)
		c := newCrew(o, in)
		_, worker := c.joins(c.boss, c.prime, "従事 六郎")
		_, silent := c.joins(c.boss, c.prime, "従事 七郎")
		must(t, o.SetMail(bg, c.boss.UserID, "boss@example.jp"))
		must(t, o.SetMail(bg, worker.UserID, "worker@example.jp"))
		seen := 0
		round := func(day models.Date, want string) {
			t.Helper()
			o.clock.Set(day.Start().Add(9 * time.Hour))
			_, err := o.Refresh(bg, models.System())
			must(t, err)
			_, err = o.Remind(bg, models.System(), told)
			must(t, err)
			all, err := o.RawRows("mails", "data")
			must(t, err)
			text := strings.Join(all[min(seen, len(all)):], "\n")
			seen = len(all)
			for _, w := range strings.Fields(want) {
				if !strings.Contains(text, w+" ") {
					t.Errorf("%v: nobody is told of %s in %s", day, w, text)
				}
			}
			if want == "" && text != "" {
				t.Errorf("%v: somebody is told %s", day, text)
			}
			if strings.Contains(text, silent.Name) {
				t.Errorf("%v: %s", day, text)
			}
		}
		var n atomic.Int64
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				made, err := o.Remind(bg, models.System(), told)
				if err != nil {
					t.Error(err)
				}
				n.Add(int64(made))
			})
		}
		wg.Wait()
		if n.Load() != 2 {
			t.Errorf("four processes at once sent %d digests, want 2", n.Load())
		}
		rows, err := o.RawRows("mails", "data")
		must(t, err)
		first := strings.Join(rows, "\n")
		for _, w := range []string{"pledge 0", "topics 0", "structure 0", "unsigned 2", "unreachable 1", in.Title} {
			if !strings.Contains(first, w) {
				t.Errorf("the first round lacks %q: %s", w, first)
			}
		}
		seen = len(rows)
		round(models.NewDate(2026, 4, 2), "")
		round(models.NewDate(2026, 4, 4), "") // a Saturday
		round(models.NewDate(2026, 4, 6), "pledge topics structure unsigned unreachable")
		round(models.NewDate(2026, 4, 7), "")
		got(c.signs(worker, c.owed(worker).ID))(t)
		got(c.signs(c.boss, c.owed(c.boss).ID))(t)
		round(models.NewDate(2027, 3, 1), "lapse")
		all, err := o.RawRows("mails", "data")
		must(t, err)
		for _, a := range []models.Actor{worker, c.boss} { // the link leads to what is to be signed
			if path := "/pledges/" + c.owed(a).ID; !strings.Contains(strings.Join(all[len(all)-2:], " "), path) {
				t.Errorf("%s is not led to %s: %v", a.Name, path, all[len(all)-2:])
			}
		}
		round(models.NewDate(2027, 3, 2), "")
		round(models.NewDate(2027, 3, 24), "lapse")
		round(models.NewDate(2027, 3, 25), "")
		ours := o.person("ours", "所管 一郎", models.Drafter, o.division, "")
		must(t, o.SetMail(bg, ours.UserID, "ours@example.jp"))
		round(models.NewDate(2027, 3, 30), "lapse")
		round(models.NewDate(2027, 4, 1), "lapsed lapses") // the day after
		round(models.NewDate(2027, 4, 2), "")
		round(models.NewDate(2027, 4, 5), "lapsed lapses") // and each week
		round(models.NewDate(2027, 4, 6), "")
		for _, a := range []models.Actor{worker, c.boss} {
			got(c.signs(a, c.owed(a).ID))(t)
		}
		round(models.NewDate(2027, 4, 7), "")
		_, err = o.Remind(bg, o.admin, told)
		wantKind(t, err, models.KindDenied)
	})
}

func TestRemindOfDecisionsAndMeetings(t *testing.T) {
	// Proves that whoever asked is told what was decided, that a meeting is told when it is
	// planned and when it is cancelled, that a firm without approval is told to whoever
	// engages it and to the division until that ends, that a lead is told of topics of their
	// own, and that nobody is told to bring anything once the contract's period is over.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		must(t, o.SetMail(bg, c.boss.UserID, "boss@example.jp"))
		chief := o.person("chief", "情報 管理", models.Manager, o.division, "")
		must(t, o.SetMail(bg, chief.UserID, "chief@example.jp"))
		seen := 0
		round := func(day models.Date, want ...string) {
			t.Helper()
			o.clock.Set(day.Start().Add(10 * time.Hour))
			got(o.Remind(bg, models.System(), told))(t)
			all := got(o.RawRows("mails", "data"))(t)
			text := strings.Join(all[min(seen, len(all)):], "\n")
			seen = len(all)
			for _, kind := range []string{"decided", "meeting", "cancelled", "unapproved", "topics", "structure", "roster"} {
				if told, wanted := strings.Contains(text, kind+" "), strings.Contains(strings.Join(want, " ")+" ", kind+" "); told != wanted {
					t.Errorf("%v: told of %s: %v, want %v in %s", day, kind, told, wanted, text)
				}
			}
		}
		round(models.NewDate(2026, 4, 1), "topics", "structure", "roster")
		o.clock.Advance(time.Hour) // after the round of the day
		o.below(c.contract, "", c.boss, o.otherVendor)
		b, _, err := o.PlanBriefing(bg, chief, c.contract, models.BriefingInput{
			Method: models.BriefRoom, HeldOn: models.NewDate(2026, 4, 10), Begins: "13:30", Minutes: 60, Place: "府庁 第１会議室",
			Topics: c.topicsOf(c.prime.ID), Parties: []string{c.prime.ID}, Everybody: []string{c.prime.ID},
		})
		must(t, err)
		round(models.NewDate(2026, 4, 2), "decided", "meeting")
		must(t, o.CancelBriefing(bg, chief, b.ID, "日を改める"))
		got(o.ReportParty(bg, o.drafter, c.contract, c.prime.ID, models.VendorInput{CorporateNumber: storetest.CorporateNumber(7), Name: "合同会社さざなみ保守"}, o.today(), "現地で確認した。"))(t)
		round(models.NewDate(2026, 4, 3), "unapproved", "cancelled")
		round(models.NewDate(2026, 4, 6), "unapproved", "topics", "structure", "roster")
		o.clock.Set(o.see(c.contract).Contract.EndsOn.AddDays(1).Start())
		got(o.Refresh(bg, models.System()))(t)
		round(models.NewDate(2027, 4, 5))
	})
}
