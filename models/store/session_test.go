package store_test

import (
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// signIn opens a session and gives it with its actor.
func signIn(t testing.TB, s *store.Store, login string) (models.WebSession, models.Actor) {
	t.Helper()
	session, err := s.SignIn(bg, door, "Browser", login, password)
	must(t, err)
	actor, err := s.ActorBySession(bg, session.Token, door.Address)
	must(t, err)
	return session, actor
}

func TestSessionEnds(t *testing.T) {
	// Proves that a session ends by idleness and by age, slides on while it is used,
	// and that a token nobody was given opens nothing.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		seedUser(t, s, "hanako", models.Reviewer, "")
		alive := func(token string) bool {
			_, err := s.ActorBySession(bg, token, "")
			if err != nil {
				wantKind(t, err, models.KindStale)
			}
			return err == nil
		}
		t.Run("Idle", func(t *testing.T) {
			session, _ := signIn(t, s, "hanako")
			clock.Advance(59 * time.Minute)
			if !alive(session.Token) {
				t.Error("ended early")
			}
			clock.Advance(59 * time.Minute)
			if !alive(session.Token) {
				t.Error("did not slide on")
			}
			clock.Advance(61 * time.Minute)
			if alive(session.Token) {
				t.Error("lives though idle")
			}
		})
		t.Run("Age", func(t *testing.T) {
			session, _ := signIn(t, s, "hanako")
			used := 0
			for alive(session.Token) {
				clock.Advance(30 * time.Minute)
				used++
			}
			if used != 24 {
				t.Errorf("lived %d half hours, want 24", used)
			}
		})
		t.Run("Unknown", func(t *testing.T) {
			for _, token := range []string{"", "x", "\x00", "\xff"} {
				if alive(token) {
					t.Errorf("%q opens", token)
				}
			}
		})
		t.Run("IDOpensNothing", func(t *testing.T) {
			session, _ := signIn(t, s, "hanako")
			if alive(session.ID) {
				t.Error("the kept hash opens a session")
			}
		})
	})
}

func TestSignOut(t *testing.T) {
	// Proves that signing out ends this session, signing out everywhere all of them,
	// and neither anybody else's.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		seedUser(t, s, "hanako", models.Reviewer, "")
		seedUser(t, s, "taro", models.Reviewer, "")
		other, _ := signIn(t, s, "taro")
		first, one := signIn(t, s, "hanako")
		second, two := signIn(t, s, "hanako")
		must(t, s.SignOut(bg, one))
		wantEvent(t, s, models.EventSignedOut, "user", one.UserID, one)
		wantKind(t, s.SignOut(bg, one), models.KindStale)
		_, err := s.ActorBySession(bg, first.Token, "")
		wantKind(t, err, models.KindStale)
		_, err = s.ActorBySession(bg, second.Token, "")
		wantKind(t, err, "")
		signIn(t, s, "hanako")
		must(t, s.SignOutEverywhere(bg, two))
		e := wantEvent(t, s, models.EventSignedOutAll, "user", two.UserID, two)
		wantFields(t, e.After, "sessions=2")
		_, err = s.ActorBySession(bg, second.Token, "")
		wantKind(t, err, models.KindStale)
		_, err = s.ActorBySession(bg, other.Token, "")
		wantKind(t, err, "")
	})
}

func TestRightsChangeAtOnce(t *testing.T) {
	// Proves that a session and a token follow the account: another role at once,
	// nothing at all when it is closed, and still nothing when it is opened again.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		u := seedUser(t, s, "hanako", models.Reviewer, "")
		session, actor := signIn(t, s, "hanako")
		token, err := s.SeedToken(bg, actor, "script", 30)
		must(t, err)
		u, err = s.UpdateUser(bg, p.Admin, u.ID, u.Version, models.UserInput{Login: u.Login, Name: u.Name, Role: models.Auditor})
		must(t, err)
		for _, get := range []func() (models.Actor, error){
			func() (models.Actor, error) { return s.ActorBySession(bg, session.Token, "") },
			func() (models.Actor, error) { return s.ActorByToken(bg, token.Secret, "") },
		} {
			if a, err := get(); err != nil || a.Role != models.Auditor {
				t.Errorf("actor = %+v, %v", a, err)
			}
		}
		must(t, s.DisableUser(bg, p.Admin, u.ID, "異動"))
		for range 2 {
			_, err = s.ActorBySession(bg, session.Token, "")
			wantKind(t, err, models.KindStale)
			_, err = s.ActorByToken(bg, token.Secret, "")
			wantKind(t, err, models.KindStale)
			_ = s.EnableUser(bg, p.Admin, u.ID, "復帰")
		}
	})
}

func TestExpiredSessionUser(t *testing.T) {
	// Proves that a session that ran out names its person for a day, and that one
	// that lives, or was ended on purpose, does not.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		u := seedUser(t, s, "hanako", models.Reviewer, "")
		session, _ := signIn(t, s, "hanako")
		ended, actor := signIn(t, s, "hanako")
		must(t, s.SignOut(bg, actor))
		who := func(token string) string {
			id, ok := s.ExpiredSessionUser(bg, token)
			if ok != (id != "") {
				t.Errorf("id %q, ok %v", id, ok)
			}
			return id
		}
		if who(session.Token) != "" {
			t.Error("a session that lives is called expired")
		}
		clock.Advance(2 * time.Hour)
		if who(session.Token) != u.ID || who(ended.Token) != "" || who("x") != "" {
			t.Errorf("expired = %q, signed out = %q", who(session.Token), who(ended.Token))
		}
		clock.Advance(24 * time.Hour)
		if who(session.Token) != "" {
			t.Error("an old session still names its person")
		}
	})
}
