package store_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// fails makes an attempt that fails and gives the seconds to wait, 0 when it was
// let through to the password.
func fails(t testing.TB, s *store.Store, login, address string) int {
	t.Helper()
	return seconds(t, s.Attempt(bg, login, address))
}

func seconds(t testing.TB, err error) int {
	t.Helper()
	var e *models.Error
	if errors.As(err, &e) && e.Kind == models.KindTooMany {
		return e.Args[0].(int)
	}
	must(t, err)
	return 0
}

func TestThrottleLogin(t *testing.T) {
	// Proves that guesses at one login slow down by doubling up to a quarter of an
	// hour, that knocking during a wait does not prolong it, that the right password
	// has to wait as well, and that it makes an end of the waiting.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		var waits []int
		for range 17 {
			for wait := fails(t, s, "hanako", door.Address); wait > 0; wait = fails(t, s, "hanako", door.Address) {
				if again := fails(t, s, "hanako", door.Address); again > wait {
					t.Errorf("knocking prolonged the wait from %d to %d", wait, again)
				}
				waits = append(waits, wait)
				clock.Advance(time.Duration(wait) * time.Second)
			}
		}
		if want := []int{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}; !slices.Equal(waits, want) {
			t.Errorf("waits = %v, want %v", waits, want)
		}
		if seconds(t, s.Succeed(bg, "hanako", door.Address)) != 900 {
			t.Error("the right password did not have to wait")
		}
		clock.Advance(900 * time.Second)
		must(t, s.Succeed(bg, "hanako", door.Address))
		if wait := fails(t, s, "hanako", door.Address); wait != 0 {
			t.Errorf("a success did not reset the login: wait %d", wait)
		}
	})
}

func TestThrottleFromElsewhere(t *testing.T) {
	// Proves that whoever guesses from many other addresses cannot keep a person out:
	// from their usual place they get in at once, from a new one within a minute.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		must(t, s.Succeed(bg, "hanako", door.Address))
		longest := 0
		for i := range 30 {
			address := fmt.Sprintf("203.0.113.%d", i)
			for wait := fails(t, s, "hanako", address); wait > 0; wait = fails(t, s, "hanako", address) {
				longest = max(longest, wait)
				clock.Advance(time.Duration(wait) * time.Second)
			}
		}
		if longest != 60 {
			t.Errorf("the longest wait for a login is %d s, want 60", longest)
		}
		if wait := seconds(t, s.Succeed(bg, "hanako", "198.51.100.7")); wait == 0 || wait > 60 {
			t.Errorf("a new address has to wait %d s", wait)
		}
		must(t, s.Succeed(bg, "hanako", door.Address))
	})
}

func TestThrottleAddress(t *testing.T) {
	// Proves that an address which tries many logins is slowed for all of them, that
	// a success of its own does not buy more guesses, that others are untouched, and
	// that a day forgets.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		for i := range 50 {
			if wait := fails(t, s, fmt.Sprintf("guess%d", i), door.Address); wait != 0 {
				t.Fatalf("attempt %d has to wait %d s", i+1, wait)
			}
		}
		if wait := fails(t, s, "another", door.Address); wait != 1 {
			t.Errorf("the address waits %d s, want 1", wait)
		}
		clock.Advance(time.Second)
		must(t, s.Succeed(bg, "hanako", door.Address))
		if wait := fails(t, s, "more", door.Address); wait != 0 {
			t.Errorf("wait = %d s after it was over", wait)
		}
		if wait := fails(t, s, "more", door.Address); wait != 2 {
			t.Errorf("the address waits %d s, want 2", wait)
		}
		must(t, s.Succeed(bg, "hanako", "198.51.100.7"))
		clock.Advance(25 * time.Hour)
		if wait := fails(t, s, "more", door.Address); wait != 0 {
			t.Errorf("yesterday's failures still count: wait %d s", wait)
		}
	})
}

func TestThrottleSurvives(t *testing.T) {
	// Proves that a wrong password given to SignIn itself is what is counted, in the
	// database and not in the process.
	s, _ := storetest.Open(t)
	for range 5 {
		_, err := s.SignIn(bg, door, "", "hanako", "wrong")
		wantProblem(t, err, "password", "error.sign_in.failed")
	}
	_, err := s.SignIn(bg, door, "", "hanako", "wrong")
	wantKind(t, err, models.KindTooMany)
	rows, err := s.RawRows("sign_in_attempts", "login")
	must(t, err)
	if len(rows) != 5 || slices.Contains(rows, "hanako") {
		t.Errorf("attempts = %q", rows)
	}
}

func TestThrottleAtOnce(t *testing.T) {
	// Proves that many guesses at one account at the same moment are counted one after
	// the other: no more get through than when they come in turn.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		storetest.Seed(t, s)
		var through atomic.Int32
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				switch err := s.Attempt(bg, "drafter", door.Address); {
				case err == nil:
					through.Add(1)
				case models.KindOf(err) != models.KindTooMany:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := through.Load(); n != 5 {
			t.Errorf("%d guesses got through, want 5", n)
		}
	})
}

func TestThrottleNetwork(t *testing.T) {
	// Proves that one IPv6 subscriber has as many guesses as one address, that the
	// neighbour's network and every IPv4 address are counted by themselves.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		waited := 0
		for i := range 6 {
			waited = fails(t, s, "hanako", fmt.Sprintf("2001:db8:1:2:%x::%x", i+1, i))
		}
		if waited == 0 {
			t.Error("changing the address within one network buys guesses")
		}
		if fails(t, s, "hanako", "2001:db8:1:3::1") != 0 {
			t.Error("the neighbour's network waits")
		}
		for i := range 6 {
			if fails(t, s, "taro", fmt.Sprintf("192.0.2.%d", i)) != 0 || fails(t, s, "jiro", fmt.Sprintf("::ffff:192.0.2.%d", i)) != 0 {
				t.Error("an IPv4 address waits for another")
			}
		}
	})
}

func TestThrottleOffice(t *testing.T) {
	// Proves that a whole office behind one address gets in at one moment with the right
	// passwords, while no more than sixty may be under way.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		for i := range 49 { // one below the limit
			fails(t, s, fmt.Sprintf("typo%d", i), door.Address)
		}
		var begun []string
		for i := range 60 {
			begun = append(begun, got(s.Begin(bg, fmt.Sprintf("person%d", i), door.Address))(t))
		}
		if _, err := s.Begin(bg, "late", door.Address); seconds(t, err) != 1 {
			t.Errorf("the sixty-first at once is told %v", err)
		}
		for _, attempt := range begun {
			must(t, s.End(bg, attempt, true))
		}
		got(s.Begin(bg, "late", door.Address))(t)
	})
}

func TestThrottleOfficeSignsInAtOnce(t *testing.T) {
	// Proves that of 40 people who sign in from one address at the same moment with the
	// right password nobody is kept waiting, though others failed there before.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		div, err := s.CreateDivision(bg, models.System(), models.DivisionInput{Code: "OFF", Name: "大部屋課", From: models.NewDate(2026, 4, 1)})
		must(t, err)
		for i := range 40 {
			_, err := s.SeedUser(bg, models.UserInput{Login: fmt.Sprintf("office%d", i), Name: "大部屋 太郎", Role: models.Drafter, DivisionID: div.ID}, passphrase, "")
			must(t, err)
		}
		for i := range 45 {
			fails(t, s, fmt.Sprintf("typo%d", i), door.Address)
		}
		var wg sync.WaitGroup
		for i := range 40 {
			wg.Go(func() {
				if _, err := s.SignIn(bg, door, "", fmt.Sprintf("office%d", i), passphrase); err != nil {
					t.Errorf("person %d: %v", i, err)
				}
			})
		}
		wg.Wait()
	})
}

func TestThrottleGuessesAtOnce(t *testing.T) {
	// Proves that wrong guesses at many accounts at one moment do not pass the limits of
	// the address: what is under way is bounded, counts past the limit, and counts for
	// ever when nothing more is heard of it.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		var through atomic.Int32
		var wg sync.WaitGroup
		for i := range 200 {
			wg.Go(func() {
				switch _, err := s.Begin(bg, fmt.Sprintf("guess%d", i), door.Address); {
				case err == nil:
					through.Add(1)
				case models.KindOf(err) != models.KindTooMany:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := through.Load(); n != 60 {
			t.Errorf("%d guesses at once got through, want 60", n)
		}
		clock.Advance(3 * time.Minute) // nothing was heard of them
		if _, err := s.Begin(bg, "more", door.Address); seconds(t, err) == 0 {
			t.Error("guesses nothing was heard of do not count")
		}
		clock.Advance(15 * time.Minute)
		passed := 0
		for i := range 60 { // past the limit one at a time gets through
			if _, err := s.Begin(bg, fmt.Sprintf("again%d", i), door.Address); err == nil {
				passed++
			}
		}
		if passed != 1 {
			t.Errorf("%d guesses got through past the limit, want 1", passed)
		}
	})
}
