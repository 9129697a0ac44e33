package store_test

import (
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
	"chigiri/models/totp"
)

// halfIn gives the right password of somebody with a code.
func halfIn(t *testing.T, s *store.Store, login string) string {
	t.Helper()
	session, err := s.SignIn(bg, door, "Browser", login, storetest.Password)
	must(t, err)
	if session.Half == "" || session.Token != "" || session.ID != "" {
		t.Fatalf("session = %+v", session)
	}
	return session.Half
}

func TestSignInInTwoSteps(t *testing.T) {
	// Proves that the password of an account with a code opens nothing by itself, that
	// the code makes it a session, once, and that the session before it ends.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		p := storetest.Seed(t, s)
		phone := storetest.Enrol(t, s, clock, p.Lead, "")
		clock.Advance(time.Hour)
		half := halfIn(t, s, "lead")
		must(t, s.HalfSignIn(bg, half))
		_, err := s.ActorBySession(bg, half, "")
		wantKind(t, err, models.KindStale)
		if _, ok := s.ExpiredSessionUser(bg, half); ok {
			t.Error("the half is taken for a session")
		}
		if e := lastEvent(t, s, "user", p.Lead.UserID); e.Kind == models.EventSignedIn {
			t.Error("the half is a sign-in in the log")
		}
		_, err = s.FinishSignIn(bg, door, "Browser", half, phone.At(5))
		wantProblem(t, err, "code", "error.code.wrong")
		code := phone.Code()
		session, err := s.FinishSignIn(bg, door, "Browser", half, code)
		must(t, err)
		actor, err := s.ActorBySession(bg, session.Token, door.Address)
		must(t, err)
		if actor.UserID != p.Lead.UserID || session.UserAgent != "Browser" {
			t.Errorf("actor = %+v, session = %+v", actor, session)
		}
		wantEvent(t, s, models.EventSignedIn, "user", p.Lead.UserID, p.Lead)
		_, err = s.FinishSignIn(bg, door, "", half, phone.Code())
		wantKind(t, err, models.KindStale)
		half = halfIn(t, s, "lead")
		_, err = s.FinishSignIn(bg, door, "", half, code)
		wantProblem(t, err, "code", "error.code.used")
		from := models.Actor{Address: door.Address, SessionID: session.ID}
		_, err = s.FinishSignIn(bg, from, "", half, phone.Code())
		must(t, err)
		_, err = s.ActorBySession(bg, session.Token, "")
		wantKind(t, err, models.KindStale)
	})
}

func TestHalfSignInEnds(t *testing.T) {
	// Proves that the second step is over after its time, after its tries, and with all
	// that ends a person's sign-ins.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		p := storetest.Seed(t, s)
		phone := storetest.Enrol(t, s, clock, p.Lead, "")
		over := func(name, half string) {
			t.Helper()
			clock.Advance(2 * time.Minute) // what throttling asks for by then
			wantKind(t, s.HalfSignIn(bg, half), models.KindStale)
			_, err := s.FinishSignIn(bg, door, "", half, phone.Code())
			if models.KindOf(err) != models.KindStale {
				t.Errorf("%s: %v", name, err)
			}
		}
		over("no sign-in", "x")
		half := halfIn(t, s, "lead")
		clock.Advance(store.HalfLife)
		over("time", half)
		half = halfIn(t, s, "lead")
		for i := range store.HalfTries {
			_, err := s.FinishSignIn(bg, door, "", half, "12345")
			wantProblem(t, err, "code", "error.code.format") // no try
			_, err = s.FinishSignIn(bg, door, "", half, phone.At(9))
			if i < store.HalfTries-1 {
				wantProblem(t, err, "code", "error.code.wrong")
			} else {
				wantKind(t, err, models.KindStale)
			}
		}
		over("tries", half)
		half = halfIn(t, s, "lead")
		must(t, s.SignOutEverywhere(bg, p.Lead))
		over("signed out everywhere", half)
		half = halfIn(t, s, "lead")
		must(t, s.ResetCode(bg, p.Admin, p.Lead.UserID, "紛失"))
		over("reset", half)
		phone = storetest.Enrol(t, s, clock, p.Lead, storetest.Password)
		half = halfIn(t, s, "lead")
		must(t, s.DisableUser(bg, p.Admin, p.Lead.UserID, "退職"))
		over("disabled", half)
	})
}

func TestPasswordDoesNotForgiveWrongCodes(t *testing.T) {
	// Proves that whoever knows the password gets no more guesses at the code by giving
	// it again.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		p := storetest.Seed(t, s)
		phone := storetest.Enrol(t, s, clock, p.Lead, "")
		clock.Advance(time.Hour)
		for range 5 {
			_, err := s.FinishSignIn(bg, door, "", halfIn(t, s, "lead"), phone.At(9))
			wantProblem(t, err, "code", "error.code.wrong")
		}
		_, err := s.SignIn(bg, door, "", "lead", storetest.Password)
		wantKind(t, err, models.KindTooMany)
		clock.Advance(totp.Period)
		half := halfIn(t, s, "lead")
		_, err = s.FinishSignIn(bg, door, "", half, phone.Code())
		must(t, err)
	})
}
