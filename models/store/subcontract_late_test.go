package store_test

import (
	"strings"
	"testing"
	"time"

	"chigiri/models"
)

func TestLateApplication(t *testing.T) {
	// Proves that an application past its own first day is late for everybody who has to do
	// with it: on the tree, on the first page and in the digest, once and weekly, in place of
	// what was asked before; that the prime cannot pass it on; and that it is late no more
	// once another day is asked for, or it is decided.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "情報 管理", models.Manager, o.division, "")
		must(t, o.SetMail(bg, c.boss.UserID, "boss@example.jp"))
		must(t, o.SetMail(bg, chief.UserID, "chief@example.jp"))
		in := o.application(c.contract, o.otherVendor)
		p := got(o.ApplySubcontract(bg, c.boss, c.contract, c.prime.ID, in))(t)
		seen := 0
		round := func(day models.Date, want string) {
			t.Helper()
			o.clock.Set(day.Start().Add(9 * time.Hour))
			got(o.Remind(bg, models.System(), told))(t)
			all := got(o.RawRows("mails", "data"))(t)
			text := strings.Join(all[min(seen, len(all)):], "\n")
			seen = len(all)
			for _, kind := range []string{"decide", "late", "late_mend", "late_pass", "returned"} {
				if told, wanted := strings.Contains(text, `"`+kind+" "), strings.Contains(" "+want+" ", " "+kind+" "); told != wanted {
					t.Errorf("%v: told of %s: %v, want %v in %s", day, kind, told, wanted, text)
				}
			}
		}
		step := func(who models.Actor, want string) {
			t.Helper()
			tree := got(o.Parties(bg, who, c.contract))(t)
			if late := tree.Find(p.ID).Late(o.today()); late != strings.HasSuffix(want, ".late") {
				t.Errorf("%v: late %v", o.today(), late)
			}
			for _, i := range got(o.Home(bg, who))(t).Turn {
				if i.PartyID == p.ID && i.Step.Key == "step.party."+want {
					return
				}
			}
			t.Errorf("%v: %s is not asked for %s", o.today(), who.Name, want)
		}
		first := in.StartsOn // an open day
		round(first.AddDays(-1), "decide")
		o.clock.Set(first.Start().Add(8*time.Hour + 30*time.Minute))
		step(chief, "forwarded")
		var calendar models.Calendar
		day := calendar.AddOpenDays(first, 1)
		for models.Weekly(calendar, day) { // else the weekly round says the same
			t.Fatalf("choose another first day: %v", first)
		}
		round(day, "late late_mend")
		step(chief, "forwarded.late")
		round(calendar.AddOpenDays(day, 1), "")
		for day = calendar.AddOpenDays(day, 2); !models.Weekly(calendar, day); {
			day = calendar.AddOpenDays(day, 1)
		}
		round(day, "late late_mend")
		must(t, o.DecideSubcontract(bg, chief, p.ID, models.Returned, false, "始まる日を改めてください。"))
		step(c.boss, "returned.late")
		round(calendar.AddOpenDays(day, 1), "late_mend")
		p2 := o.application(c.contract, o.otherVendor)
		must(t, o.ReapplySubcontract(bg, c.boss, p.ID, got(o.Party(bg, c.boss, p.ID))(t).Party.Version, p2))
		step(chief, "forwarded")
		must(t, o.DecideSubcontract(bg, chief, p.ID, models.Refused, false, "認めない。"))
		if tree := got(o.Parties(bg, chief, c.contract))(t); !tree.Find(p.ID).StartsOn.IsZero() || tree.Find(p.ID).Late(o.today().AddDays(900)) {
			t.Error("what is decided is late")
		}
	})
}
