package store_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
)

func TestPartyLinesAgree(t *testing.T) {
	// Proves that the list of parties and their people says of each what the rule of
	// standing says over loaded facts, of random histories on many days.
	inOffice(t, func(t *testing.T, o *office) {
		in := o.low()
		seed := rand.Uint64()
		var contracts []string
		for i := range 36 { // so many that each state comes up
			in.Number = fmt.Sprintf("家支第%d号", 100+i)
			contracts = append(contracts, o.make(in).ID)
		}
		must(t, o.RandomHistory(bg, rand.New(rand.NewPCG(seed, 1)), contracts, []string{o.vendor, o.otherVendor}, o.today()))
		must(t, o.RawExec("UPDATE contracts SET state = 'concluded', signed_on = starts_on"))
		seen := map[models.ReqState]int{}
		for day := o.today().AddDays(-40); day.Before(o.today().AddDays(40)); day = day.AddDays(7) {
			var loaded []models.PartyLine
			for _, id := range contracts {
				loaded = append(loaded, got(o.LoadedPartyLines(bg, id, day))(t)...)
			}
			listed := got(o.PartyLinesOn(bg, day))(t)
			for i, l := range listed {
				listed[i] = models.PartyLine{
					PartyID: l.PartyID, State: l.State, WorkerID: l.WorkerID, Pledge: l.Pledge, PledgeUntil: l.PledgeUntil, Heard: l.Heard, HeardUntil: l.HeardUntil, Quiz: l.Quiz,
				}
				seen[l.Pledge]++
				seen[l.Heard]++
			}
			byID := func(a, b models.PartyLine) int {
				return cmp.Or(cmp.Compare(a.PartyID, b.PartyID), cmp.Compare(a.WorkerID, b.WorkerID))
			}
			slices.SortFunc(loaded, byID)
			slices.SortFunc(listed, byID)
			if len(loaded) != len(listed) {
				t.Fatalf("seed %d, %v: %d lines are listed, %d loaded", seed, day, len(listed), len(loaded))
			}
			for i := range loaded {
				if loaded[i] != listed[i] {
					t.Fatalf("seed %d, %v: listed\n%+v\nloaded\n%+v", seed, day, listed[i], loaded[i])
				}
			}
		}
		for _, s := range []models.ReqState{models.ReqMet, models.ReqDue, models.ReqLapsed, models.ReqMissing, models.ReqNotAsked} {
			if seen[s] == 0 {
				t.Errorf("no history came to %s: %v", s, seen)
			}
		}
	})
}

func TestPartyList(t *testing.T) {
	// Proves that the list answers who works without approval, without a pledge or without
	// a briefing, and who was briefed when; that each sees the contracts they may see and
	// outsiders nothing; and that a page costs the same statements however long it is.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		_, signed := c.joins(c.boss, c.prime, "済田　一子")
		c.joins(c.boss, c.prime, "未済　二郎")
		got(c.signs(signed, c.owed(signed).ID))(t)
		b, code := c.meeting(chief, c.prime.ID)
		must(t, o.CheckIn(bg, signed, b.ID, code))
		got(o.HoldBriefing(bg, chief, b.ID, o.closing(chief, b.ID), recordPaper))(t)
		got(o.ReportParty(bg, o.drafter, c.contract, c.prime.ID, models.VendorInput{CorporateNumber: "4011001098993", Name: "なにわ税務電算株式会社"}, o.today(), "現地で確認した。"))(t)

		list := got(o.PartyList(bg, o.auditor, models.PartyQuery{}))(t)
		if list.Total != 4 || len(list.Rows) != 4 || list.Next != "" {
			t.Fatalf("the list is %+v", list)
		}
		want := map[models.PartyShow]int{models.ShowUnapproved: 1, models.ShowEver: 1, models.ShowUnpledged: 2, models.ShowUnbriefed: 2, models.ShowLapsed: 0}
		for _, show := range models.PartyShows() {
			part := got(o.PartyList(bg, o.auditor, models.PartyQuery{Show: show}))(t)
			if list.Counts[show] != want[show] || len(part.Rows) != want[show] || part.Total != list.Total {
				t.Errorf("%s: counted %d, listed %d, want %d", show, list.Counts[show], len(part.Rows), want[show])
			}
		}
		found := got(o.PartyList(bg, o.auditor, models.PartyQuery{Text: "済田 児童相談"}))(t)
		if len(found.Rows) != 1 {
			t.Fatalf("found %+v", found.Rows)
		}
		if l := found.Rows[0]; l.Pledge != models.ReqMet || l.PledgedOn != o.today() || l.HeardOn != o.today() || l.Worker != "済田　一子" || l.Division == "" {
			t.Errorf("the one who is ready stands as %+v", l)
		}
		for _, a := range []models.Actor{o.reviewer, o.drafter, chief} {
			if n := got(o.PartyList(bg, a, models.PartyQuery{}))(t).Total; n != 4 {
				t.Errorf("a %s sees %d lines", a.Role, n)
			}
		}
		if l := got(o.PartyList(bg, o.other, models.PartyQuery{}))(t); l.Total != 0 || len(l.Rows) != 0 {
			t.Errorf("another division sees %+v", l)
		}
		for _, a := range []models.Actor{o.admin, c.boss, signed} {
			_, err := o.PartyList(bg, a, models.PartyQuery{})
			wantKind(t, err, models.KindDenied)
			_, err = o.AllPartyLines(bg, a, models.PartyQuery{})
			wantKind(t, err, models.KindDenied)
		}
		_, err := o.PartyList(bg, o.auditor, models.PartyQuery{Show: "idle"})
		wantProblem(t, err, "show", "error.choice")
		costs := map[int]int{}
		for _, limit := range []int{1, 200} {
			ctx, cost := store.Measure(bg)
			got(o.PartyList(ctx, o.auditor, models.PartyQuery{Limit: limit}))(t)
			costs[limit] = cost.Queries()
		}
		if costs[1] != costs[200] {
			t.Errorf("a page of one makes %d statements, of all %d", costs[1], costs[200])
		}
		var paged []models.PartyLine
		for q := (models.PartyQuery{Limit: 1}); ; {
			l := got(o.PartyList(bg, o.auditor, q))(t)
			paged = append(paged, l.Rows...)
			if q.After = l.Next; q.After == "" {
				break
			}
		}
		if all := got(o.AllPartyLines(bg, o.auditor, models.PartyQuery{}))(t); !slices.Equal(paged, list.Rows) || !slices.Equal(all, list.Rows) {
			t.Errorf("by pages it is\n%+v\nas a table\n%+v\nnot\n%+v", paged, all, list.Rows)
		}
		if l := got(o.PartyList(bg, o.auditor, models.PartyQuery{Text: "ひまわり"}))(t); l.Total != 0 {
			t.Errorf("a word nobody has finds %+v", l.Rows)
		}
	})
}
