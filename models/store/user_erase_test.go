package store_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// erasee is somebody who did what people do, was renamed once, and left.
func erasee(t *testing.T, s *store.Store, p storetest.People) models.User {
	t.Helper()
	seedUser(t, s, "hanako.k", models.Reviewer, "")
	u, err := s.UserByLogin(bg, models.System(), "hanako.k")
	must(t, err)
	u, err = s.UpdateUser(bg, p.Admin, u.ID, u.Version, models.UserInput{Login: "hanako.s", Name: "佐藤 花子", Role: models.Reviewer, Mail: "hanako@pref.example"})
	must(t, err)
	_, err = s.QueueDigest(bg, models.System(), u.ID, storetest.Day(2026, 4, 2), s.Now(), []models.DigestLine{{Text: "花子の番です", Path: "/"}})
	must(t, err)
	due, err := s.ClaimMails(bg, models.System(), "erasee", 10, time.Minute)
	must(t, err)
	must(t, s.KeepOutbox(bg, models.System(), models.OutboxMail{MailID: due[0].ID, Recipient: "hanako@pref.example", Body: "花子"}))
	must(t, s.MailFailed(bg, models.System(), due[0].ID, "erasee", models.MailTrouble{Fault: models.FaultDeferred, Reply: "450 <hanako@pref.example>: later"}))
	_, err = s.SignIn(bg, models.Actor{Address: "198.51.100.7"}, "Browser of Hanako", "hanako.s", "wrong")
	wantKind(t, err, models.KindInvalid)
	session, err := s.SignIn(bg, models.Actor{Address: "198.51.100.7"}, "Browser of Hanako", "hanako.s", password)
	must(t, err)
	actor, err := s.ActorBySession(bg, session.Token, "198.51.100.7")
	must(t, err)
	_, err = s.SeedToken(bg, actor, "hanakos laptop", 1)
	must(t, err)
	_, err = s.KeepForm(bg, u.ID, "/contracts/new", map[string][]string{"title": {"花子の下書き"}})
	must(t, err)
	must(t, s.DisableUser(bg, p.Admin, u.ID, "退職"))
	u, err = s.User(bg, p.Admin, u.ID)
	must(t, err)
	return u
}

func TestErasePerson(t *testing.T) {
	// Proves on every text of the database that a person's name, logins, addresses and
	// what they typed are gone after the erasure, that the log still checks and says
	// "erased", and that the erasure itself brings nothing back.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		u := erasee(t, s, p)
		keys := store.LogKeys{Key: newKey(t)}
		_, _, err := s.CheckpointLog(bg, keys)
		must(t, err)
		traces := []string{"花子", "hanako", "Hanako", "198.51.100.7"}
		left := find(t, s, traces)
		for _, column := range []string{"users.mail", "mails.to_address", "mails.data", "mails.reply", "outbox.body", "outbox.recipient"} {
			if !slices.ContainsFunc(left, func(s string) bool { return strings.HasPrefix(s, column+":") }) {
				t.Fatalf("the person left no trace in %s, only in %v", column, left)
			}
		}
		plan, err := s.PlanErasure(bg, p.Admin, u.ID, u.Version, "総務第５号")
		must(t, err)
		if plan.Values < 5 || plan.Events == 0 || plan.Signs != 1 || plan.Tokens != 1 {
			t.Errorf("plan = %+v", plan)
		}
		must(t, s.ErasePerson(bg, p.Admin, u.ID, u.Version, "総務第５号"))
		if left := slices.DeleteFunc(find(t, s, traces), func(s string) bool {
			return strings.Contains(s, "起案 花子") || strings.Contains(s, "道路 花子")
		}); len(left) > 0 {
			t.Errorf("traces are left in %v", left)
		}
		e := wantEvent(t, s, models.EventPersonErased, "user", u.ID, p.Admin)
		if e.Reason != "総務第５号" || e.After["values"] != float64(plan.Values) || len(e.After) != 1 {
			t.Errorf("event = %+v", e)
		}
		_, _, err = s.CheckpointLog(bg, keys)
		must(t, err)
		r := check(t, s, ledger.Options{Key: keys.Key.Verifier})
		if r.Finding != nil || int(r.Erased) != plan.Values {
			t.Errorf("finding %v, %d of %d values erased", r.Finding, r.Erased, plan.Values)
		}
		events, _, err := s.Events(bg, models.System(), store.EventQuery{Subject: "user", SubjectID: u.ID, Limit: 200})
		must(t, err)
		erased := 0
		for _, e := range events {
			if e.ActorID == u.ID && (e.ActorName != models.Erased || e.Address != models.Erased) {
				t.Errorf("%s shows %q from %q", e.Kind, e.ActorName, e.Address)
			}
			if e.Kind == models.EventUserCreated && e.After["name"] == models.Erased {
				erased++
			}
		}
		if erased != 1 {
			t.Error("the account's first event does not say that its name was erased")
		}
		now, err := s.User(bg, p.Admin, u.ID)
		must(t, err)
		if !now.Erased || !now.Disabled || now.HasSecret || now.Name != models.Erased || now.Login != models.ErasedLogin(u.ID) || now.Mail != "" || now.Version != u.Version+1 {
			t.Errorf("the account is %+v", now)
		}
	})
}

// find names the columns in which any of some words stands.
func find(t *testing.T, s *store.Store, words []string) (found []string) {
	t.Helper()
	columns, err := s.Columns(bg)
	must(t, err)
	for _, c := range columns {
		if c.Family != "text" {
			continue
		}
		values, err := s.RawRows(c.Table, c.Name)
		must(t, err)
		for _, v := range values {
			if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(v, w) }) {
				found = append(found, c.Table+"."+c.Name+": "+v)
			}
		}
	}
	return found
}

func TestErasureIsRefused(t *testing.T) {
	// Proves that a person's data goes once, from a disabled account, by the
	// administrator, with a reason that does not name the person, as last seen; and that
	// an erased account is changed and opened no more.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		u := erasee(t, s, p)
		active, err := s.User(bg, p.Admin, p.Drafter.UserID)
		must(t, err)
		for name, a := range p.Everybody() {
			want := models.KindNotFound
			switch name {
			case "admin":
				continue
			case "auditor":
				want = models.KindDenied
			}
			wantKind(t, s.ErasePerson(bg, a, u.ID, u.Version, "x"), want)
		}
		wantKind(t, s.ErasePerson(bg, p.Admin, active.ID, active.Version, "x"), models.KindConflict)
		wantKind(t, s.ErasePerson(bg, p.Admin, u.ID, u.Version-1, "x"), models.KindConflict)
		wantProblem(t, s.ErasePerson(bg, p.Admin, u.ID, u.Version, " "), "reason", "error.required")
		wantProblem(t, s.ErasePerson(bg, p.Admin, u.ID, u.Version, "佐藤花子さんの請求"), "reason", "error.user.erase.named")
		must(t, s.ErasePerson(bg, p.Admin, u.ID, u.Version, "請求"))
		events := countEvents(t, s)
		now, err := s.User(bg, p.Admin, u.ID)
		must(t, err)
		_, again := s.PlanErasure(bg, p.Admin, u.ID, now.Version, "請求")
		_, invited := s.InviteUser(bg, p.Admin, u.ID)
		_, updated := s.UpdateUser(bg, p.Admin, u.ID, now.Version, models.UserInput{Login: "hanako.s", Name: "佐藤 花子", Role: models.Reviewer})
		for _, err := range []error{s.ErasePerson(bg, p.Admin, u.ID, now.Version, "請求"), again, invited, updated, s.EnableUser(bg, p.Admin, u.ID, "復職")} {
			if models.KindOf(err) != models.KindConflict || !strings.Contains(err.Error(), "error.user.erased") {
				t.Errorf("error = %v", err)
			}
		}
		if countEvents(t, s) != events {
			t.Error("a refused erasure left an event")
		}
	})
}

func TestErasureWaitsForTheAlarm(t *testing.T) {
	// Proves that nobody's data is erased while an alarm of the log stands, and that it
	// can be when all is right again.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		u := erasee(t, s, p)
		must(t, s.RaiseAlarm(bg, ledger.Finding{Code: ledger.Altered, From: 1, To: 2}))
		_, planned := s.PlanErasure(bg, p.Admin, u.ID, u.Version, "請求")
		wantAnswer(t, planned, "error.user.erase.alarm")
		wantAnswer(t, s.ErasePerson(bg, p.Admin, u.ID, u.Version, "請求"), "error.user.erase.alarm")
		found, err := s.WatchLog(bg) // nothing is wrong, so the alarm ends
		must(t, err)
		if found != nil {
			t.Fatalf("found %v", found)
		}
		must(t, s.ErasePerson(bg, p.Admin, u.ID, u.Version, "請求"))
	})
}

func TestAdministratorsAreNotErased(t *testing.T) {
	// Proves that an administrator erases neither the own account nor another
	// administrator's, until that one has another role.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		seedUser(t, s, "second.admin", models.Admin, "")
		u, err := s.UserByLogin(bg, models.System(), "second.admin")
		must(t, err)
		must(t, s.DisableUser(bg, p.Admin, u.ID, "退職"))
		u, err = s.User(bg, p.Admin, u.ID)
		must(t, err)
		wantAnswer(t, s.ErasePerson(bg, p.Admin, u.ID, u.Version, "請求"), "error.user.erase.admin")
		own, err := s.User(bg, p.Admin, p.Admin.UserID)
		must(t, err)
		wantAnswer(t, s.ErasePerson(bg, p.Admin, own.ID, own.Version, "請求"), "error.user.erase.own")
		u, err = s.UpdateUser(bg, p.Admin, u.ID, u.Version, models.UserInput{Login: u.Login, Name: u.Name, Role: models.Auditor})
		must(t, err)
		must(t, s.ErasePerson(bg, p.Admin, u.ID, u.Version, "請求"))
	})
}

func TestErasureWaitsForHolds(t *testing.T) {
	// Proves that who did something in a contract under hold is not erased until it is
	// lifted.
	inOffice(t, func(t *testing.T, o *office) {
		u, err := o.SeedUser(bg, models.UserInput{Login: "gone", Name: "起案 次郎", Role: models.Drafter, DivisionID: o.division}, "", "")
		must(t, err)
		c, err := o.CreateContract(bg, storetest.Actor(u), o.low())
		must(t, err)
		_, err = o.PlaceHold(bg, o.reviewer, c.ID, "係争")
		must(t, err)
		must(t, o.DisableUser(bg, o.admin, u.ID, "退職"))
		u, err = o.User(bg, o.admin, u.ID)
		must(t, err)
		wantKind(t, o.ErasePerson(bg, o.admin, u.ID, u.Version, "請求"), models.KindConflict)
		_, err = o.LiftHold(bg, o.reviewer, c.ID, "終結")
		must(t, err)
		must(t, o.ErasePerson(bg, o.admin, u.ID, u.Version, "請求"))
	})
}

func TestErasedLoginIsFree(t *testing.T) {
	// Proves that somebody who has the login an erased account would get is in no way.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		u := erasee(t, s, p)
		_, _, err := s.CreateUser(bg, p.Admin, models.UserInput{Login: models.ErasedLogin(u.ID), Name: "紛らわしい 人", Role: models.Auditor})
		must(t, err)
		must(t, s.ErasePerson(bg, p.Admin, u.ID, u.Version, "請求"))
		now, err := s.User(bg, p.Admin, u.ID)
		must(t, err)
		if now.Login != "erased-"+u.ID {
			t.Errorf("login = %s", now.Login)
		}
	})
}
