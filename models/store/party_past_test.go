package store_test

import (
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
)

func TestPartiesOnADay(t *testing.T) {
	// Proves that the list answers as of a past day who was at work, whose pledge was in
	// force and who had been briefed, whatever happened since: that somebody left or a firm
	// was ended or approved, that it was all signed and heard again, and that the contract is
	// closed. A day to come is refused, and a page costs the same statements as today's.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		gone, _ := c.joins(c.boss, c.prime, "未済 二郎")
		line, stays := c.joins(c.boss, c.prime, "済田 一子")
		day := func(n int) models.Date { return models.NewDate(2026, 11, n) }
		at := func(n int) { o.clock.Set(day(n).Start().Add(12 * time.Hour)) }
		must(t, o.RawExec("UPDATE contracts SET signed_on = '2026-11-02', ends_on = '2028-03-31'"))
		must(t, o.RawExec("UPDATE workers SET starts_on = '2026-11-03', ends_on = '2028-03-31'"))
		brief := func() {
			b, code := c.meeting(chief, c.prime.ID)
			must(t, o.CheckIn(bg, stays, b.ID, code))
			got(o.HoldBriefing(bg, chief, b.ID, o.closing(chief, b.ID), recordPaper))(t)
		}
		at(4)
		got(c.signs(stays, c.owed(stays).ID))(t)
		at(6)
		brief()
		bare := got(o.ReportParty(bg, o.drafter, c.contract, c.prime.ID, models.VendorInput{CorporateNumber: "4011001098993", Name: "なにわ税務電算株式会社"}, day(5), "現地で確認した。"))(t)
		at(8)
		must(t, o.WorkerLeft(bg, c.boss, gone.ID, day(7), "退職"))
		must(t, o.EndParty(bg, o.drafter, bare.ID, "やめさせた"))
		at(20)
		brief() // once more

		on := func(d models.Date) map[string]models.PartyLine {
			lines := map[string]models.PartyLine{}
			q := models.PartyQuery{On: d}
			l := got(o.PartyList(bg, o.auditor, q))(t)
			for _, r := range l.Rows {
				lines[r.PartyID+r.WorkerID] = r
			}
			if table := got(o.AllPartyLines(bg, o.auditor, q))(t); len(table) != l.Total || len(lines) != l.Total {
				t.Errorf("on %v %d are counted, %d on the page, %d in the table", d, l.Total, len(lines), len(table))
			}
			for _, show := range models.PartyShows() {
				q.Show = show
				if n := len(got(o.PartyList(bg, o.auditor, q))(t).Rows); n != l.Counts[show] {
					t.Errorf("on %v %d are %s, %d counted", d, n, show, l.Counts[show])
				}
			}
			return lines
		}
		own, left, firm := c.prime.ID+line.ID, c.prime.ID+gone.ID, bare.ID
		type stand struct{ gone, pledge, heard, bare string }
		for d, want := range map[models.Date]stand{
			day(1): {}, day(2): {},
			day(3): {"missing", "missing", "missing", ""},
			day(4): {"missing", "met", "missing", ""},
			day(5): {"missing", "met", "missing", "unapproved"},
			day(6): {"missing", "met", "met", "unapproved"},
			day(7): {"missing", "met", "met", "unapproved"},
			day(8): {"", "met", "met", "unapproved"},
			day(9): {"", "met", "met", ""}, day(20): {"", "met", "met", ""},
		} {
			l := on(d)
			if s := (stand{string(l[left].Pledge), string(l[own].Pledge), string(l[own].Heard), string(l[firm].State)}); s != want {
				t.Errorf("on %v it stands %v, want %v", d, s, want)
			}
			if _, there := l[c.prime.ID]; there != !d.Before(day(2)) {
				t.Errorf("on %v the prime is listed: %t", d, there)
			}
		}
		if l := on(day(10))[own]; l.PledgedOn != day(4) || l.HeardOn != day(6) || l.HeardUntil.IsZero() {
			t.Errorf("the days are %+v", l)
		}
		for limit := range 2 {
			ctx, cost := store.Measure(bg)
			got(o.PartyList(ctx, o.auditor, models.PartyQuery{On: day(6), Limit: 1 + 100*limit}))(t)
			ctx, today := store.Measure(bg)
			got(o.PartyList(ctx, o.auditor, models.PartyQuery{}))(t)
			if cost.Queries() != today.Queries() {
				t.Errorf("a page makes %d statements, today's %d", cost.Queries(), today.Queries())
			}
		}
		must(t, o.RawExec("UPDATE contracts SET state = 'closed', completed_on = '2026-11-21'"))
		at(25)
		if l := on(day(10)); len(l) != 2 || l[own].Heard != models.ReqMet {
			t.Errorf("under the closed contract: %+v", l)
		}
		if l := on(day(22)); len(l) != 0 {
			t.Errorf("after it was completed: %+v", l)
		}
		_, err := o.PartyList(bg, o.auditor, models.PartyQuery{On: day(26)})
		wantProblem(t, err, "on", "error.party_list.on")
	})
}
