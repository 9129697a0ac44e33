package store_test

import (
	"fmt"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

func TestTendingLeavesAFewToTheNext(t *testing.T) {
	// Proves that a clock's round does nothing while little waits and the last event was
	// placed a moment ago, that it places them a second later, and a full round at once.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		storetest.Seed(t, s)
		tend := func(want int) {
			t.Helper()
			n, err := s.TendLog(bg)
			must(t, err)
			if n != want {
				t.Errorf("%d events were placed, want %d", n, want)
			}
		}
		tend(countEvents(t, s))
		must(t, s.RawExec(fmt.Sprintf(`INSERT INTO events (id, at, actor_id, actor_name, role, kind, subject, subject_id)
			WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
			SELECT 'zz-' || (10000 + i), '%s', '', '', 'system', 'vendor.updated', 'vendor', 'x' FROM n`, s.Now().Format("2006-01-02 15:04:05.999999-07:00"))))
		tend(2000)
		tend(0)
		clock.Advance(time.Second)
		tend(500)
		create := func(code string) {
			_, err := s.CreateDivision(bg, models.System(), models.DivisionInput{Code: code, Name: "課", From: storetest.Day(2020, 4, 1)})
			must(t, err)
		}
		create("N1")
		tend(1)
		create("N2")
		tend(0)
		clock.Advance(-time.Hour) // a clock set back keeps nothing waiting
		tend(1)
		if r := check(t, s, ledger.Options{}); r.Finding != nil || r.Waiting != 0 {
			t.Errorf("report = %+v, %v", r, r.Finding)
		}
	})
}

func TestTendingDoesNotWaitAtOnce(t *testing.T) {
	// Proves that of two processes that tend the log at once the second leaves it to the
	// first, and that who needs every event in its place waits for it.
	a, clock := storetest.OpenPostgres(t)
	storetest.Seed(t, a)
	b, other := storetest.OpenOn(t, storetest.AddressOf(a))
	other.Set(clock.Now())
	held, goOn, done := make(chan struct{}), make(chan struct{}), make(chan int)
	a.OnStep(func(step string) {
		if step == "log.leaves" {
			close(held)
			<-goOn
		}
	})
	all := countEvents(t, a)
	grow := func(grow func() (int, error)) {
		n, err := grow()
		if err != nil {
			t.Error(err)
		}
		done <- n
	}
	go grow(func() (int, error) { return a.TendLog(bg) })
	<-held
	if n, err := b.TendLog(bg); n != 0 || err != nil {
		t.Errorf("beside another at it %d were placed, %v", n, err)
	}
	go grow(func() (int, error) { return b.GrowLog(bg) })
	select {
	case n := <-done:
		t.Errorf("%d were placed beside another at it", n)
	case <-time.After(50 * time.Millisecond):
	}
	close(goOn)
	if n := <-done + <-done; n != all {
		t.Errorf("%d of %d were placed", n, all)
	}
	if r := check(t, b, ledger.Options{}); r.Finding != nil || r.Waiting != 0 {
		t.Errorf("report = %+v, %v", r, r.Finding)
	}
}
