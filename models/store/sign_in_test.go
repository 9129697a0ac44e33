package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

const (
	goodPassword = "鳥かごの外で三毛猫が鳴く夜に" // 14 characters and one more below
	password     = goodPassword + "よ"
	newPassword  = "correct gravel outlives nine umbrellas"
)

// door is where an unknown person stands.
var door = models.Actor{Address: storetest.Address}

// seedUser makes a person with a password.
func seedUser(t testing.TB, s *store.Store, login string, role models.Role, division string) models.User {
	t.Helper()
	u, err := s.SeedUser(bg, models.UserInput{Login: login, Name: "本人 " + login, Role: role, DivisionID: division}, password, "")
	must(t, err)
	return u
}

func TestSignIn(t *testing.T) {
	// Proves that the right password opens a session, that login and width of letters
	// do not matter, and that everything else gets one and the same answer.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		p := storetest.Seed(t, s)
		u := seedUser(t, s, "hanako", models.Drafter, p.Child.ID)
		session, err := s.SignIn(bg, door, "Browser\x00\n/1.0", " ＨＡＮＡko ", password)
		must(t, err)
		if len(session.Token) != 43 || session.UserID != u.ID || session.Address != door.Address || session.UserAgent != "Browser??/1.0" {
			t.Errorf("session = %+v", session)
		}
		if got := session.ExpiresAt.Sub(session.CreatedAt); got != store.SessionLife {
			t.Errorf("the session lives %v", got)
		}
		actor, err := s.ActorBySession(bg, session.Token, "198.51.100.1")
		must(t, err)
		if actor.UserID != u.ID || actor.Role != models.Drafter || actor.DivisionID != p.Child.ID || actor.SessionID != session.ID || actor.Address != "198.51.100.1" {
			t.Errorf("actor = %+v", actor)
		}
		e := lastEvent(t, s, "user", u.ID)
		if e.Kind != models.EventSignedIn || e.ActorID != u.ID || e.Address != door.Address {
			t.Errorf("event = %+v", e)
		}
		disabled := seedUser(t, s, "closed", models.Reviewer, "")
		must(t, s.DisableUser(bg, p.Admin, disabled.ID, "退職"))
		for name, login := range map[string]string{
			"ErrWrongPassword": "hanako", "ErrUnknown": "nobody", "ErrDisabled": "closed", "ErrNoPassword": "drafter",
			"ErrNoLogin": "", "ErrNUL": "a\x00b", "ErrUTF8": "\xff\xfe", "ErrSQL": "' OR ''='", "ErrLong": strings.Repeat("a", 100_000),
		} {
			t.Run(name, func(t *testing.T) {
				given := password
				if name == "ErrWrongPassword" {
					given = strings.Repeat("x", 100_000)
				}
				_, err := s.SignIn(bg, door, "", login, given)
				wantProblem(t, err, "password", "error.sign_in.failed")
				clock.Advance(time.Hour)
			})
		}
		failed := lastEvent(t, s, "user", u.ID)
		if failed.Kind != models.EventSignInFailed || failed.ActorID != "" || failed.Address != door.Address {
			t.Errorf("event = %+v", failed)
		}
	})
}

func TestUnknownLoginIsNotWrittenDown(t *testing.T) {
	// Proves that what was typed as a login stays out of the log when nobody has it:
	// it may be a password in the wrong field.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		_, err := s.SignIn(bg, door, "", "my-dear-password", "x")
		wantProblem(t, err, "password", "error.sign_in.failed")
		events, _, err := s.Events(bg, models.System(), store.EventQuery{})
		must(t, err)
		if len(events) != 1 || strings.Contains(fmt.Sprint(events), "dear") {
			t.Errorf("events = %+v", events)
		}
	})
}

func TestSignInRotates(t *testing.T) {
	// Proves that signing in ends the session the browser came with.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		seedUser(t, s, "hanako", models.Reviewer, "")
		first, err := s.SignIn(bg, door, "", "hanako", password)
		must(t, err)
		second, err := s.SignIn(bg, models.Actor{Address: door.Address, SessionID: first.ID}, "", "hanako", password)
		must(t, err)
		_, err = s.ActorBySession(bg, first.Token, "")
		wantKind(t, err, models.KindStale)
		_, err = s.ActorBySession(bg, second.Token, "")
		wantKind(t, err, "")
	})
}
