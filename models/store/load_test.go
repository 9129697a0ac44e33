//go:build load

package store_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// writers is how many processes write at once, and span for how long.
const (
	writers = 10
	span    = 4 * time.Second
)

// TestLoadTenProcesses shows how many transactions ten processes make at once, each
// with its event and its share of the tree, for one that the same processes make
// without the log; and that none of what they wrote is lost or doubled.
func TestLoadTenProcesses(t *testing.T) {
	if address := os.Getenv("LOAD_WRITER"); address != "" {
		writer(t, address, os.Getenv("LOAD_DIVISION"), os.Getenv("LOAD_LOGGED") == "true")
		return
	}
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		before := countEvents(t, s)
		without := race(t, s, p.IT.ID, false)
		with := race(t, s, p.IT.ID, true)
		t.Logf("%s: %d processes: %.0f transactions a second without the log, %.0f with it: %.2f",
			s.Engine(), writers, without.Seconds(), with.Seconds(), with.Seconds()/without.Seconds())
		_, err := s.GrowLog(bg)
		must(t, err)
		r, err := s.CheckLog(bg, ledger.Options{})
		must(t, err)
		if r.Finding != nil || r.Waiting != 0 || r.Size != int64(before)+int64(with) {
			t.Errorf("%d events were written, the tree has %d more, %d wait, %v", with, r.Size-int64(before), r.Waiting, r.Finding)
		}
	})
}

// rate is how many transactions were made in span.
type rate int

// Seconds is how many it is in one second.
func (r rate) Seconds() float64 { return float64(r) / span.Seconds() }

// race lets the processes write, and counts what they did.
func race(t *testing.T, s *store.Store, division string, logged bool) rate {
	t.Helper()
	var all sync.WaitGroup
	var mu sync.Mutex
	var sum rate
	for i := range writers {
		cmd := exec.Command(os.Args[0], "-test.run", "^TestLoadTenProcesses$", "-test.v")
		cmd.Env = append(os.Environ(), "LOAD_WRITER="+storetest.AddressOf(s), "LOAD_DIVISION="+division, fmt.Sprint("LOAD_LOGGED=", logged), fmt.Sprint("LOAD_SEED=", i))
		all.Go(func() {
			out, err := cmd.CombinedOutput()
			_, n, _ := strings.Cut(string(out), "made ")
			n, _, _ = strings.Cut(n, " ")
			made, convErr := strconv.Atoi(n)
			mu.Lock()
			defer mu.Unlock()
			if err != nil || convErr != nil {
				t.Errorf("a writer: %v: %s", err, out)
			}
			sum += rate(made)
		})
	}
	all.Wait()
	return sum
}

// writer is one of the processes: a person's transactions one after the other, and
// beside them the round by which events get their places.
func writer(t *testing.T, address, division string, logged bool) {
	s, err := store.Open(bg, address, store.Options{})
	must(t, err)
	defer s.Close() //nolint:errcheck // the process ends
	ctx, stop := context.WithTimeout(bg, span)
	defer stop()
	var keeping sync.WaitGroup
	if logged {
		keeping.Go(func() {
			for ctx.Err() == nil {
				_, err := s.GrowLog(bg)
				must(t, err)
				time.Sleep(time.Second)
			}
		})
	}
	made := 0
	actor := models.Actor{UserID: "writer", Name: "負荷 太郎", Role: models.Admin, Address: "192.0.2.1"}
	for ctx.Err() == nil {
		must(t, s.Touch(bg, actor, division, logged))
		made++
	}
	keeping.Wait()
	t.Logf("made %d transactions", made)
}
