package store_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/secret"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
	"chigiri/models/totp"
)

func TestCodeIsSetUp(t *testing.T) {
	// Proves that a code counts once its first one was typed, however it was typed; that
	// the password is asked for; that other sign-ins end then; that the secret is shown again only while it waits; and
	// that it stands nowhere in the database.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		u := seedUser(t, s, "hanako", models.Reviewer, "")
		before, _ := signIn(t, s, "hanako")
		session, who := signIn(t, s, "hanako")
		_, err := s.EnrolCode(bg, who, "wrong")
		wantProblem(t, err, "password", "error.password.wrong")
		_, err = s.PendingCode(bg, who)
		wantKind(t, err, models.KindNotFound)
		setup, err := s.EnrolCode(bg, who, password)
		must(t, err)
		if len(setup.Secret) != 32 || !strings.HasPrefix(setup.URL, "otpauth://totp/Chigiri:hanako?") || !strings.Contains(setup.URL, "secret="+setup.Secret) {
			t.Errorf("setup = %+v", setup)
		}
		again, err := s.PendingCode(bg, who)
		must(t, err)
		if again != setup {
			t.Errorf("shown again as %+v", again)
		}
		wantProblem(t, s.UseCode(bg, who, who.UserID, "000000"), "code", "error.code.none")
		wantProblem(t, s.ConfirmCode(bg, who, "12345"), "code", "error.code.format")
		code, err := totp.At(setup.Secret, totp.Step(s.Now()))
		must(t, err)
		must(t, s.ConfirmCode(bg, who, wide(code[:3])+"　"+code[3:]+" "))
		wantEvent(t, s, models.EventCodeEnrolled, "user", u.ID, who)
		_, err = s.ActorBySession(bg, before.Token, "")
		wantKind(t, err, models.KindStale) // it came in without a code
		_, err = s.ActorBySession(bg, session.Token, "")
		must(t, err)
		account, err := s.Account(bg, who)
		must(t, err)
		if !account.HasCode || !account.User.HasCode {
			t.Error("the account has no code")
		}
		_, err = s.PendingCode(bg, who)
		wantKind(t, err, models.KindNotFound)
		_, err = s.EnrolCode(bg, who, password)
		wantAnswer(t, err, "error.code.enrolled")
		if found := find(t, s, []string{setup.Secret}); len(found) > 0 {
			t.Errorf("the secret stands in %v", found)
		}
		said, err := s.RawRows("events", "after")
		must(t, err)
		if strings.Contains(strings.Join(said, ""), code) {
			t.Errorf("the code stands in the log: %v", said)
		}
	})
}

// wide writes digits in full width.
func wide(s string) string {
	return strings.Map(func(r rune) rune { return r - '0' + '０' }, s)
}

func TestCodeSetupEnds(t *testing.T) {
	// Proves that a secret nobody confirmed in time is shown and confirmed no more.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		seedUser(t, s, "hanako", models.Reviewer, "")
		_, who := signIn(t, s, "hanako")
		setup, err := s.EnrolCode(bg, who, password)
		must(t, err)
		clock.Advance(store.CodeSetup)
		code, err := totp.At(setup.Secret, totp.Step(s.Now()))
		must(t, err)
		wantKind(t, s.ConfirmCode(bg, who, code), models.KindNotFound)
		_, err = s.PendingCode(bg, who)
		wantKind(t, err, models.KindNotFound)
	})
}

func TestCodeSteps(t *testing.T) {
	// Proves that the step before and the one after the present one are taken, no
	// others, each once, and none before one that was taken.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		p := storetest.Seed(t, s)
		who := p.Drafter
		phone := storetest.Enrol(t, s, clock, who, "")
		use := func(code string) error { return s.UseCode(bg, who, who.UserID, code) }
		clock.Advance(time.Hour)
		wantProblem(t, use(phone.At(-2)), "code", "error.code.wrong")
		wantProblem(t, use(phone.At(2)), "code", "error.code.wrong")
		must(t, use(phone.At(-1)))
		wantProblem(t, use(phone.At(-1)), "code", "error.code.used")
		must(t, use(phone.At(1)))
		wantProblem(t, use(phone.At(0)), "code", "error.code.used")
		e := wantEvent(t, s, models.EventSignInFailed, "user", who.UserID, who)
		wantFields(t, e.After, "means=code")
		clock.Advance(2 * totp.Period)
		must(t, use(phone.At(0)))
	})
}

func TestCodeOfTwoProcessesAtOnce(t *testing.T) {
	// Proves that of many who give the same code at once to two processes one is let
	// through.
	storetest.RunOn(t, func(t *testing.T, address string) {
		first, clock := storetest.OpenOn(t, address)
		second, other := storetest.OpenOn(t, address)
		p := storetest.Seed(t, first)
		phone := storetest.Enrol(t, first, clock, p.Lead, "")
		clock.Advance(time.Hour)
		other.Set(clock.Now())
		code := phone.Code()
		var taken atomic.Int32
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				s := []*store.Store{first, second}[i%2]
				err := s.UseCode(bg, p.Lead, p.Lead.UserID, code)
				switch kind := models.KindOf(err); {
				case err == nil:
					taken.Add(1)
				case kind != models.KindInvalid && kind != models.KindTooMany:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := taken.Load(); n != 1 {
			t.Errorf("the code was taken %d times", n)
		}
	})
}

func TestCodeGuessesWait(t *testing.T) {
	// Proves that wrong codes are counted with wrong passwords, that the wait holds for
	// the right code too, and that a right one makes an end of it.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		p := storetest.Seed(t, s)
		who := p.Worker
		phone := storetest.Enrol(t, s, clock, who, "")
		use := func(code string) error { return s.UseCode(bg, who, who.UserID, code) }
		clock.Advance(time.Hour)
		for range 4 {
			wantProblem(t, use(phone.At(7)), "code", "error.code.wrong")
		}
		_, err := s.SignIn(bg, door, "", "worker", "wrong")
		wantProblem(t, err, "password", "error.sign_in.failed")
		wantKind(t, use(phone.At(0)), models.KindTooMany)
		clock.Advance(2 * time.Second)
		must(t, use(phone.At(0)))
		clock.Advance(totp.Period)
		wantProblem(t, use(phone.At(7)), "code", "error.code.wrong")
	})
}

func TestCodeNeedsTheSecret(t *testing.T) {
	// Proves that under another secret, or none, a code is refused rather than taken, and
	// that a process learns at its start that its secret is another one.
	storetest.RunOn(t, func(t *testing.T, address string) {
		s, clock := storetest.OpenOn(t, address)
		p := storetest.Seed(t, s)
		must(t, s.CheckSecret(bg))
		phone := storetest.Enrol(t, s, clock, p.Lead, "")
		must(t, s.CheckSecret(bg))
		for want, key := range map[error][]byte{secret.ErrSealed: []byte(strings.Repeat("x", 32)), secret.ErrNoKey: nil} {
			other, err := store.Open(bg, address, store.Options{Now: clock.Now, Secret: key})
			must(t, err)
			clock.Advance(totp.Period)
			if err := other.UseCode(bg, p.Lead, p.Lead.UserID, phone.At(0)); !errors.Is(err, want) {
				t.Errorf("error = %v, want %v", err, want)
			}
			if err := other.CheckSecret(bg); !errors.Is(err, want) {
				t.Errorf("error = %v, want %v", err, want)
			}
			must(t, other.Close())
		}
		clock.Advance(totp.Period)
		must(t, s.UseCode(bg, p.Lead, p.Lead.UserID, phone.At(0)))
	})
}

func TestCodeIsRemoved(t *testing.T) {
	// Proves that the password takes one's own code away, and nothing else does.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		p := storetest.Seed(t, s)
		who := p.Lead
		wantAnswer(t, s.RemoveCode(bg, who, storetest.Password), "error.code.absent")
		phone := storetest.Enrol(t, s, clock, who, "")
		wantProblem(t, s.RemoveCode(bg, who, "wrong"), "password", "error.password.wrong")
		must(t, s.RemoveCode(bg, who, storetest.Password))
		wantEvent(t, s, models.EventCodeRemoved, "user", who.UserID, who)
		wantProblem(t, s.UseCode(bg, who, who.UserID, phone.Code()), "code", "error.code.none")
		storetest.Enrol(t, s, clock, who, storetest.Password)
	})
}

func TestCodeReset(t *testing.T) {
	// Proves who may take whose code away: the administrator everybody's but the own, a
	// lead the workers' of the same vendor; for all others the person is not there.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		p := storetest.Seed(t, s)
		everybody := p.Everybody()
		enrolled := map[string]bool{}
		for _, who := range []models.Actor{p.Worker, p.Lead, p.Drafter, p.Admin} {
			for name, a := range everybody {
				if !enrolled[who.UserID] {
					storetest.Enrol(t, s, clock, who, "")
					enrolled[who.UserID] = true
				}
				want := models.KindNotFound
				switch {
				case name == "admin" && who == p.Admin:
					want = models.KindConflict
				case name == "admin", name == "vendor_lead" && who == p.Worker:
					want = ""
				case name == "auditor", a.UserID == who.UserID:
					want = models.KindDenied
				}
				err := s.ResetCode(bg, a, who.UserID, "電話機の紛失")
				if models.KindOf(err) != want || (want == "") != (err == nil) {
					t.Errorf("%s of %s: %v, want %q", name, who.Name, err, want)
				}
				if err == nil {
					enrolled[who.UserID] = false
					if e := wantEvent(t, s, models.EventCodeReset, "user", who.UserID, a); e.Reason != "電話機の紛失" {
						t.Errorf("event = %+v", e)
					}
				}
			}
		}
		storetest.Enrol(t, s, clock, p.SubWorker, "")
		wantKind(t, s.ResetCode(bg, p.Lead, p.SubWorker.UserID, "x"), models.KindNotFound)
		wantProblem(t, s.ResetCode(bg, p.SubLead, p.SubWorker.UserID, " "), "reason", "error.required")
		must(t, s.ResetCode(bg, models.System(), p.SubWorker.UserID, "x"))
		wantAnswer(t, s.ResetCode(bg, p.Admin, p.SubWorker.UserID, "x"), "error.code.absent")
	})
}

func TestErasedPersonHasNoCode(t *testing.T) {
	// Proves that the secret of a person's codes goes with the person's data.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		p := storetest.Seed(t, s)
		storetest.Enrol(t, s, clock, p.Drafter, "")
		must(t, s.DisableUser(bg, p.Admin, p.Drafter.UserID, "退職"))
		wantKind(t, s.UseCode(bg, p.Drafter, p.Drafter.UserID, "123456"), models.KindNotFound)
		u, err := s.User(bg, p.Admin, p.Drafter.UserID)
		must(t, err)
		must(t, s.ErasePerson(bg, p.Admin, u.ID, u.Version, "請求"))
		rows, err := s.RawRows("user_codes", "user_id")
		must(t, err)
		if slices.Contains(rows, u.ID) {
			t.Error("the secret is still there")
		}
	})
}
