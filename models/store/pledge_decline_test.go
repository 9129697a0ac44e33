package store_test

import (
	"slices"
	"testing"
	"time"

	"chigiri/models"
)

// waiting says whether a pledge is among those that wait for somebody on their first page.
func (c *crew) waiting(a models.Actor, id string) bool {
	c.t.Helper()
	h, err := c.Home(bg, a)
	must(c.t, err)
	return slices.ContainsFunc(h.Waits, func(p models.Pledge) bool { return p.ID == id })
}

func TestPledgeDeclined(t *testing.T) {
	// Proves that a refusal is seen by the lead and the division where they look, that it is
	// mailed to them and not to whoever refused, and that asking again begins anew.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		w, worker := c.joins(c.boss, c.prime, "従事 六郎")
		ours := o.person("ours", "所管 一郎", models.Drafter, o.division, "")
		for who, mail := range map[string]string{worker.UserID: "w@example.jp", c.boss.UserID: "b@example.jp", ours.UserID: "o@example.jp"} {
			must(t, o.SetMail(bg, who, mail))
		}
		id := c.owed(worker).ID
		wantKind(t, o.AskPledgeAgain(bg, c.boss, id), models.KindConflict)
		must(t, o.DeclinePledge(bg, worker, id, "別の業務に移るため"))
		for _, a := range []models.Actor{c.boss, ours} {
			if !c.waiting(a, id) {
				t.Errorf("%s does not see the refusal on the first page", a.Name)
			}
		}
		if c.waiting(o.reviewer, id) || len(got(o.Home(bg, worker))(t).Pledges) > 0 {
			t.Error("somebody else is bothered with it")
		}
		line := got(o.Roster(bg, ours, c.prime.ID))(t).Workers[0]
		if line.ID != w.ID || line.Declined == nil || line.Declined.DeclineReason != "別の業務に移るため" {
			t.Errorf("the roster says %+v", line)
		}
		if v := got(o.Party(bg, c.boss, c.prime.ID))(t); len(v.Declined) != 1 || v.Declined[0].ID != id {
			t.Errorf("the party's page says %+v", v.Declined)
		}
		mails := func(want map[string]bool) {
			t.Helper()
			list := map[string][]string{}
			_, err := o.Remind(bg, models.System(), func(r models.Reminder) string {
				list[r.UserID] = append(list[r.UserID], string(r.Kind))
				return told(r)
			})
			must(t, err)
			for who, is := range want {
				if (slices.Contains(list[who], string(models.RemindDeclined))) != is {
					t.Errorf("%s is told %v", who, list[who])
				}
			}
		}
		o.clock.Set(models.NewDate(2026, 4, 2).Start().Add(9 * time.Hour))
		mails(map[string]bool{worker.UserID: false, c.boss.UserID: true, ours.UserID: true})
		wantKind(t, o.AskPledgeAgain(bg, worker, id), models.KindDenied)
		must(t, o.AskPledgeAgain(bg, c.boss, id))
		wantEvent(t, o.Store, models.EventPledgeAgain, "pledge", id, c.boss)
		if p := c.owed(worker); p.ID != id || p.Declined() || c.waiting(ours, id) {
			t.Errorf("asked again as %+v", p)
		}
	})
}

func TestPaperWaitsForWhoConfirmsIt(t *testing.T) {
	// Proves that at level 4 a paper waits on the IT division's first page and on no other,
	// and that a lead who named another signer is not asked to sign.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		id := c.owed(c.boss).ID
		other := o.person("other2", "代理 花子", models.VendorLead, "", o.vendor)
		must(t, o.DelegatePledge(bg, c.boss, id, other.UserID))
		if mine, theirs := got(o.Home(bg, c.boss))(t).Pledges, got(o.Home(bg, other))(t).Pledges; len(mine) != 0 || len(theirs) != 1 {
			t.Errorf("the lead is asked for %+v, the other for %+v", mine, theirs)
		}
		got(o.KeepPaperPledge(bg, c.boss, id, paperInput(plainPDF("scan")), pledgePaper))(t)
		if !c.waiting(o.reviewer, id) || c.waiting(o.drafter, id) {
			t.Error("the paper waits for the wrong people")
		}
	})
}
