package store_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

func TestInvitation(t *testing.T) {
	// Proves the way of a new person: invited, one link, one password, signed in; and
	// that a link works once, for a week, and not after a newer one.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		p := storetest.Seed(t, s)
		u, link, err := s.CreateUser(bg, p.Admin, models.UserInput{Login: "Hanako@example.jp", Name: "起案 花子", Role: models.Drafter, DivisionID: p.Child.ID, VendorID: p.Vendor.ID})
		must(t, err)
		if u.Login != "hanako@example.jp" || u.HasSecret || u.Division != p.Child.Name || u.VendorID != "" {
			t.Errorf("user = %+v", u)
		}
		wantEvent(t, s, models.EventUserInvited, "user", u.ID, p.Admin)
		invited, err := s.InvitedUser(bg, link)
		must(t, err)
		if invited.ID != u.ID {
			t.Errorf("invited = %+v", invited)
		}
		wantProblem(t, s.UseInvitation(bg, door, link, "short"), "password", "error.password.short")
		must(t, s.UseInvitation(bg, door, link, password))
		who := models.Actor{UserID: u.ID, Name: u.Name, Role: u.Role, Address: door.Address}
		wantEvent(t, s, models.EventPasswordChanged, "user", u.ID, who)
		wantKind(t, s.UseInvitation(bg, door, link, newPassword), models.KindNotFound)
		session, _ := signIn(t, s, "hanako@example.jp")

		again, err := s.InviteUser(bg, p.Admin, u.ID)
		must(t, err)
		newest, err := s.InviteUser(bg, p.Admin, u.ID)
		must(t, err)
		_, err = s.InvitedUser(bg, again)
		wantKind(t, err, models.KindNotFound)
		must(t, s.UseInvitation(bg, door, newest, newPassword))
		_, err = s.ActorBySession(bg, session.Token, "")
		wantKind(t, err, models.KindStale)

		late, err := s.InviteUser(bg, p.Admin, u.ID)
		must(t, err)
		clock.Advance(store.InvitationDays * 24 * time.Hour)
		_, err = s.InvitedUser(bg, late)
		wantKind(t, err, models.KindNotFound)

		closed, err := s.InviteUser(bg, p.Admin, u.ID)
		must(t, err)
		must(t, s.DisableUser(bg, p.Admin, u.ID, "退職"))
		_, err = s.InvitedUser(bg, closed)
		wantKind(t, err, models.KindNotFound)
		_, err = s.InviteUser(bg, p.Admin, u.ID)
		wantKind(t, err, models.KindConflict)
	})
}

func TestInvitationUsedAtOnce(t *testing.T) {
	// Proves that of two who use one link at once only one sets a password.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		link, err := s.BootstrapAdmin(bg, "root", "運用者")
		must(t, err)
		errs := make([]error, 3)
		var wg sync.WaitGroup
		for i := range errs {
			wg.Go(func() { errs[i] = s.UseInvitation(bg, door, link, fmt.Sprintf("%s %d", newPassword, i)) })
		}
		wg.Wait()
		done := 0
		for _, err := range errs {
			if err == nil {
				done++
			} else {
				wantKind(t, err, models.KindNotFound)
			}
		}
		if done != 1 {
			t.Errorf("%d passwords were set", done)
		}
	})
}

func TestUserInput(t *testing.T) {
	// Proves that each mistake in an account is told at its field.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		good := models.UserInput{Login: "new", Name: "新人", Role: models.Drafter, DivisionID: p.Child.ID}
		for name, c := range map[string]struct {
			change     func(*models.UserInput)
			field, key string
		}{
			"ErrLoginTaken":    {func(in *models.UserInput) { in.Login = "ＤＲＡＦＴＥＲ" }, "login", "error.user.login_taken"},
			"ErrLoginShape":    {func(in *models.UserInput) { in.Login = "花子" }, "login", "error.user.login"},
			"ErrLoginEmpty":    {func(in *models.UserInput) { in.Login = "" }, "login", "error.user.login"},
			"ErrLoginLong":     {func(in *models.UserInput) { in.Login = strings.Repeat("a", 65) }, "login", "error.user.login"},
			"ErrNoName":        {func(in *models.UserInput) { in.Name = "" }, "name", "error.required"},
			"ErrRole":          {func(in *models.UserInput) { in.Role = "system" }, "role", "error.user.role"},
			"ErrNoDivision":    {func(in *models.UserInput) { in.DivisionID = "" }, "division_id", "error.required"},
			"ErrDivision":      {func(in *models.UserInput) { in.DivisionID = "none" }, "division_id", "error.division.unknown"},
			"ErrNoVendor":      {func(in *models.UserInput) { in.Role = models.VendorLead }, "vendor_id", "error.required"},
			"ErrVendorUnknown": {func(in *models.UserInput) { in.Role, in.VendorID = models.VendorWorker, "none" }, "vendor_id", "error.vendor.unknown"},
		} {
			t.Run(name, func(t *testing.T) {
				in := good
				c.change(&in)
				_, _, err := s.CreateUser(bg, p.Admin, in)
				wantProblem(t, err, c.field, c.key)
			})
		}
	})
}

func TestUpdateUser(t *testing.T) {
	// Proves that a change shows in the log field by field, and that a stale form is
	// told the present state.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		u, err := s.User(bg, p.Admin, p.Drafter.UserID)
		must(t, err)
		in := models.UserInput{Login: u.Login, Name: "改姓 花子", Role: models.Manager, DivisionID: u.DivisionID}
		now, err := s.UpdateUser(bg, p.Admin, u.ID, u.Version, in)
		must(t, err)
		if now.Name != in.Name || now.Role != models.Manager || now.Version != u.Version+1 {
			t.Errorf("user = %+v", now)
		}
		e := wantEvent(t, s, models.EventUserUpdated, "user", u.ID, p.Admin)
		wantFields(t, e.Before, "name=起案 花子", "role=drafter")
		wantFields(t, e.After, "name=改姓 花子", "role=manager")
		_, err = s.UpdateUser(bg, p.Admin, u.ID, u.Version, in)
		wantConflict(t, err, func(c models.User) bool { return c.Version == now.Version })
		_, err = s.UpdateUser(bg, p.Admin, "none", 1, in)
		wantKind(t, err, models.KindNotFound)
	})
}

func TestLastAdminsAtOnce(t *testing.T) {
	// Proves that the last administrator can neither be closed nor demoted, even when
	// two administrators try it on each other at the same moment.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		wantProblem(t, s.DisableUser(bg, p.Admin, p.Admin.UserID, "x"), "", "error.user.last_admin")
		me, err := s.User(bg, p.Admin, p.Admin.UserID)
		must(t, err)
		_, err = s.UpdateUser(bg, p.Admin, me.ID, me.Version, models.UserInput{Login: me.Login, Name: me.Name, Role: models.Auditor})
		wantProblem(t, err, "role", "error.user.last_admin")
		second, _, err := s.CreateUser(bg, p.Admin, models.UserInput{Login: "admin2", Name: "運用 二郎", Role: models.Admin})
		must(t, err)
		errs := make([]error, 2)
		var wg sync.WaitGroup
		wg.Go(func() { errs[0] = s.DisableUser(bg, p.Admin, second.ID, "互いに") })
		wg.Go(func() { errs[1] = s.DisableUser(bg, storetest.Actor(second), p.Admin.UserID, "互いに") })
		wg.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Errorf("errors = %v", errs)
		}
	})
}

func TestDisableUser(t *testing.T) {
	// Proves that closing takes a reason, happens once, and is undone by opening.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		id := p.Drafter.UserID
		wantProblem(t, s.DisableUser(bg, p.Admin, id, " "), "reason", "error.required")
		wantProblem(t, s.DisableUser(bg, p.Admin, id, "123456789018"), "reason", "error.mynumber")
		must(t, s.DisableUser(bg, p.Admin, id, "退職のため"))
		if e := wantEvent(t, s, models.EventUserDisabled, "user", id, p.Admin); e.Reason != "退職のため" {
			t.Errorf("reason = %q", e.Reason)
		}
		wantKind(t, s.DisableUser(bg, p.Admin, id, "x"), models.KindConflict)
		wantProblem(t, s.EnableUser(bg, p.Admin, id, ""), "reason", "error.required")
		must(t, s.EnableUser(bg, p.Admin, id, "復職"))
		wantEvent(t, s, models.EventUserEnabled, "user", id, p.Admin)
		wantKind(t, s.EnableUser(bg, p.Admin, id, "x"), models.KindConflict)
	})
}

func TestBootstrapAdmin(t *testing.T) {
	// Proves that the command line makes the first administrator, and later a new
	// link for the same account instead of a second one.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		link, err := s.BootstrapAdmin(bg, "root", "運用者")
		must(t, err)
		must(t, s.UseInvitation(bg, door, link, password))
		_, actor := signIn(t, s, "root")
		if actor.Role != models.Admin {
			t.Errorf("role = %s", actor.Role)
		}
		again, err := s.BootstrapAdmin(bg, "ROOT", "別名")
		must(t, err)
		must(t, s.UseInvitation(bg, door, again, newPassword))
		list, err := s.Users(bg, actor, "", "")
		must(t, err)
		if list.Total != 1 || list.Rows[0].Name != "運用者" {
			t.Errorf("users = %+v", list.Rows)
		}
	})
}

func TestChangePassword(t *testing.T) {
	// Proves that the present password is asked for, that the others' sessions end and
	// one's own stays, and that guessing it is slowed like signing in.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		u := seedUser(t, s, "hanako", models.Reviewer, "")
		other, _ := signIn(t, s, "hanako")
		mine, actor := signIn(t, s, "hanako")
		wantProblem(t, s.ChangePassword(bg, actor, "wrong", newPassword), "old", "error.password.wrong")
		wantEvent(t, s, models.EventSignInFailed, "user", u.ID, actor)
		wantProblem(t, s.ChangePassword(bg, actor, password, password), "new", "error.password.same")
		wantProblem(t, s.ChangePassword(bg, actor, password, "hanako hanako hanako"), "new", "error.password.personal")
		must(t, s.ChangePassword(bg, actor, password, newPassword))
		e := wantEvent(t, s, models.EventPasswordChanged, "user", u.ID, actor)
		wantFields(t, e.After, "means=changed")
		_, err := s.ActorBySession(bg, mine.Token, "")
		wantKind(t, err, "")
		_, err = s.ActorBySession(bg, other.Token, "")
		wantKind(t, err, models.KindStale)
		_, err = s.SignIn(bg, door, "", "hanako", password)
		wantKind(t, err, models.KindInvalid)
		_, err = s.SignIn(bg, door, "", "hanako", newPassword)
		wantKind(t, err, "")
		for range 5 {
			wantKind(t, s.ChangePassword(bg, actor, "guess", password), models.KindInvalid)
		}
		wantKind(t, s.ChangePassword(bg, actor, newPassword, password), models.KindTooMany)
	})
}

func TestSetLanguage(t *testing.T) {
	// Proves that a language is kept, an unknown one refused, and none may be set for
	// somebody without an account.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		must(t, s.SetLanguage(bg, p.Lead, "en"))
		e := wantEvent(t, s, models.EventLanguageChanged, "user", p.Lead.UserID, p.Lead)
		wantFields(t, e.After, "lang=en")
		a, err := s.Account(bg, p.Lead)
		must(t, err)
		if a.User.Lang != "en" || a.User.Vendor != p.Vendor.Name {
			t.Errorf("account = %+v", a.User)
		}
		wantProblem(t, s.SetLanguage(bg, p.Lead, "fr"), "lang", "error.language")
		wantKind(t, s.SetLanguage(bg, models.System(), "en"), models.KindNotFound)
	})
}
