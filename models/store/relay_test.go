package store_test

import (
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
)

// onDevice signs somebody in on a device that is passed round.
func (c *crew) onDevice(r models.Relay, a models.Actor) models.Actor {
	c.t.Helper()
	u, err := c.User(bg, models.System(), a.UserID)
	must(c.t, err)
	door := models.Actor{Address: "192.0.2.50", RelayID: r.ID}
	session, err := c.SignIn(bg, door, "tablet", u.Login, passphrase)
	must(c.t, err)
	if session.Half != "" {
		session, err = c.FinishSignIn(bg, door, "tablet", session.Half, c.code(a))
		must(c.t, err)
	}
	who, err := c.ActorBySession(bg, session.Token, "192.0.2.50")
	must(c.t, err)
	if who.RelayID != r.ID || who.UserID != a.UserID {
		c.t.Fatalf("on the device stands %+v", who)
	}
	c.tokens[who.SessionID] = session.Token
	return who
}

// relayed is a crew with a meeting of today, a manager who holds it and signed in, and a
// worker.
func relayed(t *testing.T, o *office) (c *crew, chief, worker models.Actor, b models.Briefing) {
	t.Helper()
	c = newCrew(o, o.high())
	c.tokens = map[string]string{}
	chief = o.person("chief", "管理 太郎", models.Manager, o.division, "")
	session, err := o.SignIn(bg, models.Actor{Address: "192.0.2.50"}, "tablet", "chief", passphrase)
	must(t, err)
	chief.SessionID, chief.Address = session.ID, "192.0.2.50"
	c.tokens[session.ID] = session.Token
	_, worker = c.joins(c.boss, c.prime, "従事 六郎")
	b, _ = c.meeting(chief, c.prime.ID)
	return c, chief, worker, b
}

// stale fails unless a session of somebody is over.
func (c *crew) stale(a models.Actor, over bool) {
	c.t.Helper()
	_, err := c.ActorBySession(bg, c.tokens[a.SessionID], "192.0.2.50")
	if (models.KindOf(err) == models.KindStale) != over {
		c.t.Errorf("the session of %s: %v", a.Name, err)
	}
}

func TestRelay(t *testing.T) {
	// Proves that passing a device round ends the holder's sign-in, that the device counts
	// and names nobody, that a check-in and a pledge on it say so in the record, and that
	// the way out of it is short.
	inOffice(t, func(t *testing.T, o *office) {
		c, chief, worker, b := relayed(t, o)
		r := got(o.StartRelay(bg, chief, b.ID, ""))(t)
		c.stale(chief, true)
		wantEvent(t, o.Store, models.EventRelayStarted, "briefing", b.ID, chief)
		v := got(o.Relay(bg, r.Token))(t)
		if v.Expected != 2 || v.Here != 0 || v.Owing != 1 || v.Signed != 0 || v.Place != b.Place || v.PartyID != "" {
			t.Errorf("the device shows %+v", v)
		}
		if _, err := o.Relay(bg, r.Token+"x"); models.KindOf(err) != models.KindNotFound {
			t.Errorf("another token: %v", err)
		}
		who := c.onDevice(r, worker)
		steps := got(o.RelaySteps(bg, who))(t)
		if steps.Step(false) != "check_in" || steps.PledgeID == "" {
			t.Errorf("first %+v", steps)
		}
		must(t, o.RelayCheckIn(bg, who))
		must(t, o.RelayCheckIn(bg, who)) // twice is once
		if e := wantEvent(t, o.Store, models.EventBriefingCheckedIn, "briefing", b.ID, who); e.After["means"] != models.CheckedOnRelay {
			t.Errorf("checked in by %v", e.After)
		}
		for _, a := range got(o.Briefing(bg, o.drafter, b.ID))(t).Attendees {
			if a.UserID == who.UserID && (a.Method != models.CheckedOnRelay || a.ConfirmedAt.IsZero()) {
				t.Errorf("the record has %+v", a)
			}
		}
		steps = got(o.RelaySteps(bg, who))(t)
		if steps.Step(true) != "pledge" {
			t.Errorf("after the check-in %+v", steps)
		}
		got(c.signs(who, steps.PledgeID))(t)
		if e := lastEvent(t, o.Store, "pledge", steps.PledgeID); e.After["device_of"] != b.ID || e.After["relay_id"] != r.ID {
			t.Errorf("the evidence has %v", e.After)
		}
		steps = got(o.RelaySteps(bg, who))(t)
		if steps.Step(true) != "" || !steps.Signed {
			t.Errorf("at the end %+v", steps)
		}
		if v := got(o.Relay(bg, r.Token))(t); v.Here != 1 || v.Signed != 1 {
			t.Errorf("the device counts %+v", v)
		}
		_, err := o.CreateToken(bg, who, "taken home", 1, passphrase)
		wantKind(t, err, models.KindDenied)
		must(t, o.RelayDone(bg, who))
		o.clock.Advance(store.RelayDone)
		c.stale(who, true)
		if _, ok := o.ExpiredSessionUser(bg, c.tokens[who.SessionID]); ok {
			t.Error("a form would be kept on a device that somebody else holds")
		}
		_, err = o.RelaySteps(bg, worker) // elsewhere
		wantKind(t, err, models.KindNotFound)
		wantKind(t, o.RelayCheckIn(bg, worker), models.KindNotFound)
	})
}

func TestRelayIdles(t *testing.T) {
	// Proves in the session's row that a sign-in on the device ends three minutes after the
	// last hand on it, and that it has its full time again when its person goes on from
	// the last page.
	inOffice(t, func(t *testing.T, o *office) {
		c, chief, worker, b := relayed(t, o)
		who := c.onDevice(got(o.StartRelay(bg, chief, b.ID, ""))(t), worker)
		for range 3 {
			o.clock.Advance(store.RelayIdle - time.Second)
			c.stale(who, false)
		}
		must(t, o.RelayDone(bg, who))
		o.clock.Advance(store.RelayDone - time.Second)
		c.stale(who, false)
		o.clock.Advance(store.RelayIdle - time.Second)
		c.stale(who, false)
		o.clock.Advance(store.RelayIdle)
		c.stale(who, true)
	})
}

func TestRelayEnds(t *testing.T) {
	// Proves that a device is taken out of the round by who may, with the sign-in open on
	// it; by closing and by cancelling the meeting; and by the day's end; and that nobody
	// checks in on it then.
	inOffice(t, func(t *testing.T, o *office) {
		c, chief, worker, b := relayed(t, o)
		r := got(o.StartRelay(bg, chief, b.ID, ""))(t)
		who := c.onDevice(r, worker)
		wantKind(t, o.EndRelay(bg, c.boss, b.ID, r.ID), models.KindNotFound) // not the lead's
		wantKind(t, o.EndRelay(bg, worker, b.ID, r.ID), models.KindDenied)
		wantKind(t, o.EndRelay(bg, o.rival, b.ID, r.ID), models.KindNotFound)
		if list := got(o.Briefing(bg, chief, b.ID))(t).Relays; len(list) != 1 || list[0].Starter != chief.Name {
			t.Errorf("the page shows %+v", list)
		}
		must(t, o.EndRelay(bg, chief, b.ID, r.ID))
		wantEvent(t, o.Store, models.EventRelayEnded, "briefing", b.ID, chief)
		wantKind(t, o.EndRelay(bg, chief, b.ID, r.ID), models.KindNotFound)
		c.stale(who, true)
		over := func(r models.Relay) {
			t.Helper()
			_, err := o.Relay(bg, r.Token)
			wantKind(t, err, models.KindNotFound)
		}
		over(r)
		r = got(o.StartRelay(bg, chief, b.ID, ""))(t)
		must(t, o.CancelBriefing(bg, chief, b.ID, "日を改める"))
		over(r)
		b, _ = c.meeting(chief, c.prime.ID)
		r = got(o.StartRelay(bg, chief, b.ID, ""))(t)
		must(t, o.RelayCheckIn(bg, c.onDevice(r, worker)))
		got(o.HoldBriefing(bg, chief, b.ID, o.closing(chief, b.ID), recordPaper))(t)
		over(r)
		_, err := o.StartRelay(bg, chief, b.ID, "")
		wantKind(t, err, models.KindConflict)
		b, _ = c.meeting(chief, c.prime.ID)
		r = got(o.StartRelay(bg, chief, b.ID, ""))(t)
		who = c.onDevice(r, worker)
		o.clock.Set(r.ExpiresAt)
		over(r)
		wantKind(t, o.RelayCheckIn(bg, who), models.KindConflict)
		_, err = o.StartRelay(bg, chief, b.ID, "")
		wantKind(t, err, models.KindConflict)
	})
}

func TestRelayOfALead(t *testing.T) {
	// Proves that a lead passes a device round for the own people and those below, and for
	// nobody else; that a worker or another vendor passes none; and that a lead sees and
	// ends the own alone.
	inOffice(t, func(t *testing.T, o *office) {
		c, chief, worker, _ := relayed(t, o)
		sub := o.below(c.contract, "", c.boss, o.otherVendor)
		subBoss := o.person("sub.boss", "再委 七郎", models.VendorLead, "", o.otherVendor)
		_, below := c.joins(subBoss, sub, "再委 八郎")
		b, code := c.meeting(chief, c.prime.ID, sub.ID)
		_, err := o.StartRelay(bg, worker, b.ID, code)
		wantKind(t, err, models.KindDenied)
		_, err = o.StartRelay(bg, subBoss, b.ID, code) // a program, not the device's browser
		wantKind(t, err, models.KindDenied)
		subBoss.SessionID, c.boss.SessionID = "s1", "s2"
		for _, none := range []string{"", code + "x"} { // from the own office, without the code on the wall
			_, err = o.StartRelay(bg, subBoss, b.ID, none)
			wantProblem(t, err, "code", "error.briefing.code")
		}
		own := got(o.StartRelay(bg, subBoss, b.ID, code))(t)
		if v := got(o.Relay(bg, own.Token))(t); v.PartyID != sub.ID || v.Expected != 2 || v.Party == "" {
			t.Errorf("the subcontractor's device shows %+v", v)
		}
		stranger := c.onDevice(own, worker)
		if steps := got(o.RelaySteps(bg, stranger))(t); steps.Asked || steps.Step(false) != "" {
			t.Errorf("the prime's worker is led to %+v", steps)
		}
		wantKind(t, o.RelayCheckIn(bg, stranger), models.KindNotFound)
		all := got(o.StartRelay(bg, c.boss, b.ID, code))(t)
		if v := got(o.Relay(bg, all.Token))(t); v.PartyID != c.prime.ID || v.Expected != 4 {
			t.Errorf("the prime's device shows %+v", v)
		}
		must(t, o.RelayCheckIn(bg, c.onDevice(all, below)))
		wantKind(t, o.EndRelay(bg, subBoss, b.ID, all.ID), models.KindNotFound)
		if list := got(o.Briefing(bg, subBoss, b.ID))(t).Relays; len(list) != 1 || list[0].ID != own.ID {
			t.Errorf("the subcontractor's lead sees %+v", list)
		}
		must(t, o.EndRelay(bg, subBoss, b.ID, own.ID))
		must(t, o.EndRelay(bg, chief, b.ID, all.ID)) // whoever holds the meeting ends any
	})
}

func TestCheckInCodeTurns(t *testing.T) {
	// Proves that the code on the wall changes every minute, that a picture of it is worth
	// nothing after two, that another process takes it, and that one which is given out
	// stands for the day and says so in the record.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		b, first := c.meeting(chief, c.prime.ID)
		shown := func() models.CheckInCode { t.Helper(); return got(o.CheckInCode(bg, chief, b.ID, ""))(t) }
		if c := shown(); c.Code != first || c.Fixed || len(c.Code) != 9 {
			t.Errorf("planned with %q, shown %+v", first, c)
		}
		o.clock.Advance(time.Minute)
		second := shown()
		if second.Code == first {
			t.Error("the code does not turn")
		}
		_, one := c.joins(c.boss, c.prime, "従事 六郎")
		_, two := c.joins(c.boss, c.prime, "従事 七郎")
		_, three := c.joins(c.boss, c.prime, "従事 八郎")
		must(t, o.CheckIn(bg, one, b.ID, strings.ToLower(strings.ReplaceAll(first, "-", " ")))) // as it is typed
		o.clock.Advance(time.Minute)
		wantProblem(t, o.CheckIn(bg, two, b.ID, first), "code", "error.briefing.code")
		must(t, o.CheckIn(bg, two, b.ID, second.Code))
		other, _ := c.meeting(chief, c.prime.ID)
		word := got(o.SeenCode(bg, b.ID, shown().Code, three.Address))(t)
		wantProblem(t, o.CheckInSeen(bg, three, other.ID, word), "code", "error.briefing.code")
		wantProblem(t, o.CheckInSeen(bg, three, b.ID, "9"+word), "code", "error.briefing.code") // for longer
		wantProblem(t, o.CheckIn(bg, three, b.ID, word), "code", "error.briefing.code")         // it is not the code
		away := three
		away.Address = "203.0.113.9" // it was sent to somebody elsewhere
		wantProblem(t, o.CheckInSeen(bg, away, b.ID, word), "code", "error.briefing.code")
		for _, none := range []string{first, word} { // one that has turned; a word does not prolong itself
			_, err := o.SeenCode(bg, b.ID, none, three.Address)
			wantKind(t, err, models.KindInvalid)
		}
		wantProblem(t, o.CheckIn(bg, three, other.ID, shown().Code), "code", "error.briefing.code")
		wantProblem(t, o.CheckIn(bg, three, b.ID, ""), "code", "error.briefing.code")
		fixed := got(o.NewCheckInCode(bg, chief, b.ID))(t)
		o.clock.Advance(time.Hour)
		if c := got(o.CheckInCode(bg, chief, b.ID, fixed))(t); !c.Fixed || c.Code != fixed {
			t.Errorf("the code that was given out is shown as %+v", c)
		}
		if c := got(o.CheckInCode(bg, chief, b.ID, fixed+"x"))(t); c.Code != "" {
			t.Errorf("a code nobody made is shown as %+v", c)
		}
		must(t, o.CheckIn(bg, three, b.ID, fixed))
		ways := map[string]string{}
		for _, a := range got(o.Briefing(bg, chief, b.ID))(t).Attendees {
			ways[a.UserID] = a.Method
		}
		if ways[one.UserID] != models.CheckedIn || ways[three.UserID] != models.CheckedByLink {
			t.Errorf("the ways are %v", ways)
		}
		_, err := o.CheckInCode(bg, c.boss, b.ID, "")
		wantKind(t, err, models.KindDenied)
		o.clock.Advance(24 * time.Hour)
		if c := shown(); c.Code != "" {
			t.Errorf("the day after the wall shows %+v", c)
		}
	})
}
