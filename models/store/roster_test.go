package store_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

func TestRoster(t *testing.T) {
	// Proves who sees a roster, what stands on it of everybody, and that it follows what
	// they do.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		w, worker := c.joins(c.boss, c.prime, "𠮷野 花子")
		for _, stranger := range []models.Actor{o.rival, o.other, o.admin, worker} {
			_, err := o.Roster(bg, stranger, c.prime.ID)
			wantKind(t, err, models.KindNotFound)
		}
		r := got(o.Roster(bg, o.drafter, c.prime.ID))(t)
		if len(r.Workers) != 1 || r.Waiting != 1 || !r.Can["confirm"] || r.Can["edit"] || r.Title == "" {
			t.Fatalf("the division sees %+v", r)
		}
		if l := r.Workers[0]; l.Pledge != models.ReqMissing || l.Briefing != models.ReqMissing || !l.Unsigned() || !l.HasAccess || l.PledgeID == "" {
			t.Errorf("the line is %+v", l)
		}
		got(c.signs(worker, c.owed(worker).ID))(t)
		got(o.ConfirmRoster(bg, o.drafter, c.prime.ID, r.Seen))(t)
		r = got(o.Roster(bg, c.boss, c.prime.ID))(t)
		if l := r.Workers[0]; l.Signed != o.today() || l.Pledge != models.ReqMet || l.Lapses != models.NewDate(2027, 3, 31) || l.Unsigned() || r.Waiting != 0 || !r.Can["edit"] || r.Can["confirm"] {
			t.Errorf("after signing %+v of %+v", l, r.Can)
		}
		must(t, o.WorkerLeft(bg, c.boss, w.ID, o.today(), "異動"))
		if l := got(o.Roster(bg, o.drafter, c.prime.ID))(t).Workers[0]; l.Working || l.Unsigned() || l.LeftReason != "異動" {
			t.Errorf("after leaving %+v", l)
		}
	})
}

func TestOnePersonOneAccount(t *testing.T) {
	// Proves that whoever the firm knows by the address, be it the one mail goes to, keeps
	// one account on every roster; that an address is not taken for somebody else's; and
	// that two lines nobody can tell apart are refused, in one list and in the next.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		line := func(name, mail string) models.WorkerInput {
			in := c.line(name)
			in.Mail = mail
			return in
		}
		got(o.UpdateUser(bg, o.admin, c.boss.UserID, got(o.User(bg, o.admin, c.boss.UserID))(t).Version, models.UserInput{
			Login: "boss", Name: c.boss.Name, Role: models.VendorLead, VendorID: o.vendor, Mail: "Gorou@vendor.example",
		}))(t)
		made := got(o.AddWorkers(bg, c.boss, c.prime.ID, []models.WorkerInput{line(c.boss.Name, "gorou@vendor.example"), line("従事 六郎", "")}))(t)
		if made[0].UserID != c.boss.UserID {
			t.Errorf("the lead got a second account, %s", made[0].UserID)
		}
		_, err := o.AddWorkers(bg, c.boss, c.prime.ID, []models.WorkerInput{line("別人 七郎", "gorou@vendor.example")})
		wantProblem(t, err, "lines.0.mail", "error.roster.mail_other")
		_, err = o.AddWorkers(bg, c.boss, c.prime.ID, []models.WorkerInput{line("田中 一", ""), line("田中　一", "")})
		wantProblem(t, err, "lines.1.name", "error.roster.same_name")
		_, err = o.AddWorkers(bg, c.boss, c.prime.ID, []models.WorkerInput{line("従事 六郎", "")})
		wantProblem(t, err, "lines.0.name", "error.roster.same_name")
		apart := line("従事 六郎", "")
		apart.Duty = "監視"
		got(o.AddWorkers(bg, c.boss, c.prime.ID, []models.WorkerInput{apart}))(t)
	})
}

func TestRosterTellsNothingOfOtherFirms(t *testing.T) {
	// Proves that what a list answers does not tell whether an address is somebody's login
	// elsewhere, that it takes no address as a login, and that no account of another firm is
	// found by its id.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		in := models.UserInput{Login: "kimura@elsewhere.example", Name: "木村 二", Role: models.Auditor, Mail: "kimura@elsewhere.example"}
		stranger, _, err := o.CreateUser(bg, o.admin, in)
		must(t, err)
		taken, free := c.line("木村 二"), c.line("上田 一")
		taken.Mail, free.Mail = "kimura@elsewhere.example", "ueda@elsewhere.example"
		made := got(o.AddWorkers(bg, c.boss, c.prime.ID, []models.WorkerInput{taken, free}))(t)
		for i, local := range []string{"kimura-", "ueda-"} {
			if rest, ok := strings.CutPrefix(made[i].Login, local); !ok || len(rest) != 4 {
				t.Errorf("the login is %s", made[i].Login)
			}
		}
		in.Login, in.Mail = free.Mail, free.Mail
		_, _, err = o.CreateUser(bg, o.admin, in)
		must(t, err)
		for _, id := range []string{stranger.ID, "nobody"} {
			line := c.line("佐藤 三")
			line.UserID = id
			_, err := o.AddWorkers(bg, c.boss, c.prime.ID, []models.WorkerInput{line})
			wantProblem(t, err, "lines.0.user_id", "error.roster.account")
		}
	})
}

func TestInviteWorker(t *testing.T) {
	// Proves that a lead makes links for people of the own roster without a password and
	// for nobody else; that one with an address gets the link by mail alone, and only a
	// sheet of paper, with its line in the log and a mail to the person, brings another.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		line := c.line("木村 二")
		line.Mail = "kimura@firm.example"
		w := got(o.AddWorkers(bg, c.boss, c.prime.ID, []models.WorkerInput{line, c.line("上田 一")}))(t)
		for _, l := range got(o.InviteWorkers(bg, c.boss, c.prime.ID, []string{w[0].ID, w[1].ID}))(t) {
			if mailed := l.Worker.ID == w[0].ID; mailed != (l.Link == "") || mailed != (l.Mailed != "") || mailed != l.Worker.HasMail {
				t.Errorf("invited %+v", l)
			}
		}
		c.invitesOnPaper(w[0])
	})
}

// invitesOnPaper invites somebody with an address by mail and on paper, until the link of
// the last sheet is used.
func (c *crew) invitesOnPaper(w models.Worker) {
	c.t.Helper()
	t, o := c.t, c.office
	if again := got(o.InviteWorker(bg, c.boss, w.ID))(t); again.Link != "" || again.Mailed != "kimura@firm.example" {
		t.Errorf("invited again %+v", again)
	}
	wantEvent(t, o.Store, models.EventUserInvited, "user", w.UserID, c.boss)
	if n := o.waiting(w.UserID, models.MailInvitation); n != 1 {
		t.Errorf("%d invitations wait to be mailed", n)
	}
	old := got(o.InviteWorkerOnPaper(bg, c.boss, w.ID))(t).Link
	link := got(o.InviteWorkerOnPaper(bg, c.boss, w.ID))(t).Link
	wantEvent(t, o.Store, models.EventInvitedOnPaper, "worker", w.UserID, c.boss)
	if n := o.waiting(w.UserID, models.MailInvitation); n != 0 {
		t.Errorf("%d invitations wait beside the sheet", n)
	}
	if n := o.waiting(w.UserID, models.MailSheet); n != 2 {
		t.Errorf("%d of two sheets are told by mail", n)
	}
	_, err := o.InvitedUser(bg, old)
	wantKind(t, err, models.KindNotFound)
	u := got(o.InvitedUser(bg, link))(t)
	if u.ID != w.UserID || u.Mail != "kimura@firm.example" {
		t.Errorf("invited %+v", u)
	}
	if l := got(o.Roster(bg, c.boss, c.prime.ID))(t).Workers[0]; l.Invitation.Until.IsZero() || l.HasAccess {
		t.Errorf("the roster does not show the invitation: %+v", l)
	}
	for _, other := range []models.Actor{o.rival, {UserID: w.UserID, Role: models.VendorWorker, VendorID: o.vendor}} {
		_, err := o.InviteWorker(bg, other, w.ID)
		wantKind(t, err, models.KindNotFound)
	}
	_, err = o.InviteWorker(bg, o.drafter, w.ID)
	wantKind(t, err, models.KindDenied)
	must(t, o.UseInvitation(bg, models.Actor{Address: storetest.Address}, link, passphrase))
	_, err = o.InviteWorker(bg, c.boss, w.ID)
	wantKind(t, err, models.KindConflict)
	if made := got(o.InviteWorkers(bg, c.boss, c.prime.ID, []string{w.ID}))(t); len(made) != 0 {
		t.Errorf("made %+v for who has a password", made)
	}
}

func TestHomeOwed(t *testing.T) {
	// Proves that a worker sees the pledge asked for first, a lead what the party owes, and
	// staff how many pledges wait for a word of theirs: a firm's receipt, and no worker's.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		h := got(o.Home(bg, c.boss))(t)
		if len(h.Parties) != 1 || !h.Parties[0].Structure || !h.Parties[0].Roster || len(h.Pledges) != 1 || h.Pledges[0].Title == "" {
			t.Fatalf("the lead sees %+v and %+v", h.Parties, h.Pledges)
		}
		_, worker := c.joins(c.boss, c.prime, "𠮷野 花子")
		if h = got(o.Home(bg, c.boss))(t); h.Parties[0].Roster || h.Parties[0].Unsigned != 1 {
			t.Errorf("with a worker %+v", h.Parties)
		}
		mine := got(o.Home(bg, worker))(t)
		if len(mine.Pledges) != 1 || mine.Pledges[0].Worker != "𠮷野 花子" || mine.Pledges[0].Title == "" {
			t.Errorf("the worker sees %+v", mine.Pledges)
		}
		got(c.signs(worker, mine.Pledges[0].ID))(t)
		if n := len(got(o.Home(bg, worker))(t).Pledges); n != 0 {
			t.Errorf("%d pledges after signing", n)
		}
		if n := got(o.Home(bg, o.drafter))(t).Counts["pledges"]; n != 0 {
			t.Errorf("%d pledges wait for the division when a worker signed", n)
		}
		for _, staff := range []models.Actor{o.drafter, o.reviewer} {
			if got(o.Pledge(bg, staff, mine.Pledges[0].ID))(t).Can["confirm"] {
				t.Errorf("%s is asked to confirm what a worker signed", staff.Role)
			}
		}
		got(c.signs(c.boss, h.Pledges[0].ID))(t)
		if n := got(o.Home(bg, o.drafter))(t).Counts["pledges"]; n != 1 {
			t.Errorf("%d pledges wait for the division when the firm signed", n)
		}
		list := got(o.PledgesWaiting(bg, o.reviewer))(t)
		if len(list) != 1 || list[0].Party == "" {
			t.Errorf("the IT division sees %+v", list)
		}
		if n := len(got(o.PledgesWaiting(bg, o.other))(t)); n != 0 {
			t.Errorf("another division sees %d", n)
		}
		_, err := o.PledgesWaiting(bg, c.boss)
		wantKind(t, err, models.KindDenied)
	})
}

func TestInvitationOpened(t *testing.T) {
	// Proves that looking at a link changes nothing, that "begin" counts once with an event
	// in the person's own name, and how the roster tells of both and of the mail.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		line := c.line("木村 二")
		line.Mail = "kimura@firm.example"
		w := got(o.AddWorkers(bg, c.boss, c.prime.ID, []models.WorkerInput{line}))(t)[0]
		state := func(want models.InvitationState) models.Invitation {
			t.Helper()
			i := got(o.Roster(bg, c.boss, c.prime.ID))(t).Workers[0].Invitation
			if i.State != want {
				t.Errorf("%s, want %s", i.State, want)
			}
			return i
		}
		state(models.InviteNone)
		got(o.InviteWorker(bg, c.boss, w.ID))(t)
		state(models.InviteWaiting)
		mail := got(o.ClaimMails(bg, models.System(), "p", 1, time.Minute))(t)[0]
		must(t, o.MailFailed(bg, models.System(), mail.ID, "p", models.MailTrouble{Fault: models.FaultRefused}))
		if i := state(models.InviteFailed); i.Fault != models.FaultRefused {
			t.Errorf("failed for %q", i.Fault)
		}
		link := got(o.InviteWorkerOnPaper(bg, c.boss, w.ID))(t).Link
		state(models.InviteHanded)
		welcome := got(o.Welcome(bg, link))(t)
		if welcome.Opened || len(welcome.Places) != 1 || welcome.Places[0].Duty != line.Duty || welcome.Places[0].Division == "" || welcome.Places[0].Title == "" {
			t.Errorf("the page tells %+v", welcome)
		}
		state(models.InviteHanded)
		door := models.Actor{Address: storetest.Address}
		must(t, o.OpenInvitation(bg, door, link))
		first := state(models.InviteOpened).Opened
		wantEvent(t, o.Store, models.EventInvitationOpened, "user", w.UserID, models.Actor{UserID: w.UserID, Name: "木村 二", Role: models.VendorWorker, Address: storetest.Address})
		o.clock.Advance(time.Minute)
		must(t, o.OpenInvitation(bg, door, link))
		if !state(models.InviteOpened).Opened.Equal(first) {
			t.Error("a second press counts")
		}
		must(t, o.UseInvitation(bg, door, link, passphrase))
		state(models.InviteAccepted)
		wantKind(t, o.OpenInvitation(bg, door, link), models.KindNotFound)
		if u := got(o.User(bg, o.admin, w.UserID))(t); u.Invitation.State != models.InviteAccepted {
			t.Errorf("the administrator sees %s", u.Invitation.State)
		}
	})
}

func TestRosterCostsTheSameStatements(t *testing.T) {
	// Proves that a list of 300 people is entered in hardly more statements than one of 30,
	// and that their roster, their contract's standing and the parties' page are read in the
	// same number whoever is on it: the standing in at most three.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		cost := func(do func(ctx context.Context)) int {
			ctx, cost := store.Measure(bg)
			do(ctx)
			return cost.Queries()
		}
		add := func(n int) int {
			lines := c.lines(n, n)
			return cost(func(ctx context.Context) {
				made := got(o.AddWorkers(ctx, c.boss, c.prime.ID, lines))(t)
				if len(made) != n || made[0].Login == "" || made[n-1].UserID == made[0].UserID {
					t.Errorf("%d were entered: %+v", len(made), made[0])
				}
			})
		}
		reads := map[string]func(ctx context.Context){
			"roster":   func(ctx context.Context) { got(o.Roster(ctx, c.boss, c.prime.ID))(t) },
			"contract": func(ctx context.Context) { got(o.Contract(ctx, o.drafter, c.contract))(t) },
			"parties":  func(ctx context.Context) { got(o.PartyStands(ctx, o.drafter, c.contract))(t) },
			"standing": func(ctx context.Context) { got(o.LoadedTallies(ctx, c.contract, o.today()))(t) },
			"tally":    func(ctx context.Context) { got(o.Tallies(ctx, []string{c.contract}, o.today()))(t) },
			"home":     func(ctx context.Context) { got(o.Home(ctx, c.boss))(t) },
			"remind":   func(ctx context.Context) { got(o.Reminders(ctx))(t) },
		}
		few := add(30)
		before := map[string]int{}
		for name, read := range reads {
			before[name] = cost(read)
		}
		many := add(300)
		t.Logf("%d and %d statements to enter 30 and 300 people", few, many)
		if many > few+20 {
			t.Errorf("%d statements to enter 300 people, %d for 30", many, few)
		}
		for name, read := range reads {
			after := cost(read)
			t.Logf("%s: %d statements", name, after)
			if after != before[name] {
				t.Errorf("%s: %d statements with 330 people, %d with 30", name, after, before[name])
			}
		}
		if n := before["standing"]; n > 3 {
			t.Errorf("the standing is counted in %d statements", n)
		}
		if n := len(got(o.Roster(bg, c.boss, c.prime.ID))(t).Workers); n != 330 {
			t.Errorf("%d are on the roster", n)
		}
	})
}

// waiting counts the letters of a kind that wait to be sent to somebody.
func (o *office) waiting(userID string, kind models.MailKind) (n int) {
	o.t.Helper()
	for _, m := range got(o.Mails(bg, o.admin, store.MailQuery{}))(o.t).Rows {
		if m.ToUserID == userID && m.Kind == kind && m.State == models.MailWaiting {
			n++
		}
	}
	return n
}
