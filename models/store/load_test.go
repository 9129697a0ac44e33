//go:build load

package store_test

import (
	"context"
	"encoding/json"
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

// writers is how many processes write at once, and span for how long. Each race is run
// turns times, with the log and without by turns, since other work on a machine comes
// and goes.
const (
	writers = 10
	span    = 2 * time.Second
	turns   = 3
)

// desk is what one of the processes works on: nobody else changes it.
type desk struct {
	Address                            string // of the database
	Actor                              models.Actor
	Division, Contract, System, Number string
	Small                              bool // the smallest transaction there is, instead of use cases
	Logged                             bool
}

// TestLoadTenProcesses shows how many transactions ten processes make at once, each
// with its event and its share of the tree, for one that the same processes make
// without the log: for use cases as people have them, and for the smallest transaction
// there is. None of what they wrote is lost or doubled.
func TestLoadTenProcesses(t *testing.T) {
	if text := os.Getenv("LOAD_DESK"); text != "" {
		var d desk
		must(t, json.Unmarshal([]byte(text), &d))
		d.write(t)
		return
	}
	inOffice(t, func(t *testing.T, o *office) {
		desks := o.desks()
		before := countEvents(t, o.Store)
		written := rate(0)
		for _, small := range []bool{false, true} {
			var with, without rate
			for range turns {
				without += race(t, desks, small, false)
				with += race(t, desks, small, true)
			}
			t.Logf("%s: %d processes, %s: %.0f transactions a second without the log, %.0f with it: %.2f", o.Engine(), writers,
				map[bool]string{false: "use cases", true: "smallest transaction"}[small], without.Seconds(), with.Seconds(), with.Seconds()/without.Seconds())
			written += with
		}
		_, err := o.GrowLog(bg)
		must(t, err)
		r := check(t, o.Store, ledger.Options{})
		if r.Finding != nil || r.Waiting != 0 || r.Size != int64(before)+int64(written) {
			t.Errorf("%d events were written, the tree has %d more, %d wait, %v", written, r.Size-int64(before), r.Waiting, r.Finding)
		}
	})
}

// desks are people with a contract, a system and a division each.
func (o *office) desks() []desk {
	o.t.Helper()
	list := make([]desk, writers)
	for i := range list {
		d := &list[i]
		d.Address, d.Number = storetest.AddressOf(o.Store), fmt.Sprintf("負荷第%d号", i+1)
		d.Division = o.newDivision(fmt.Sprint("L", i), fmt.Sprintf("負荷第%d課", i+1))
		d.System = o.newSystem(fmt.Sprint("SYS-L", i), fmt.Sprintf("負荷第%dシステム", i+1), models.ZoneInternet, "public")
		u, err := o.SeedUser(bg, models.UserInput{Login: fmt.Sprint("load", i), Name: "負荷 太郎", Role: models.Drafter, DivisionID: o.division}, "", "")
		must(o.t, err)
		d.Actor = storetest.Actor(u)
		in := o.low()
		in.Number = d.Number
		d.Contract = o.make(in).ID
	}
	return list
}

// rate is how many transactions were made in all turns.
type rate int

// Seconds is how many it is in one second.
func (r rate) Seconds() float64 { return float64(r) / span.Seconds() / turns }

// race lets the processes write, and counts what they did.
func race(t *testing.T, desks []desk, small, logged bool) rate {
	t.Helper()
	var all sync.WaitGroup
	var mu sync.Mutex
	var sum rate
	for _, d := range desks {
		d.Small, d.Logged = small, logged
		text, err := json.Marshal(d)
		must(t, err)
		cmd := exec.Command(os.Args[0], "-test.run", "^TestLoadTenProcesses$", "-test.v")
		cmd.Env = append(os.Environ(), "LOAD_DESK="+string(text))
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

// write is one of the processes: a person's transactions one after the other, and
// beside them the round by which events get their places.
func (d desk) write(t *testing.T) {
	s, err := store.Open(bg, d.Address, store.Options{})
	must(t, err)
	defer s.Close() //nolint:errcheck // the process ends
	if !d.Logged {
		must(t, s.Unlogged())
	}
	deeds := d.deeds(t, s)
	ctx, stop := context.WithTimeout(bg, span)
	defer stop()
	var keeping sync.WaitGroup
	if d.Logged {
		keeping.Go(func() {
			for ctx.Err() == nil {
				_, err := s.TendLog(bg)
				must(t, err)
				time.Sleep(time.Second)
			}
		})
	}
	made := 0
	for ; ctx.Err() == nil; made++ {
		must(t, deeds[made%len(deeds)](made))
	}
	keeping.Wait()
	t.Logf("made %d transactions", made)
}

// deeds are what the process does in turn, each one transaction that leaves one event.
func (d desk) deeds(t *testing.T, s *store.Store) []func(n int) error {
	if d.Small {
		return []func(int) error{func(int) error { return s.Touch(bg, d.Actor, d.Division, true) }}
	}
	v, err := s.Contract(bg, d.Actor, d.Contract)
	must(t, err)
	c := v.Contract
	sys, err := s.InfoSystem(bg, d.Actor, d.System)
	must(t, err)
	account, err := s.Account(bg, d.Actor)
	must(t, err)
	lang := account.User.Lang
	base := time.Now().Unix() % 1_000_000 * 1000 // no two turns write the same
	return []func(n int) error{
		func(n int) (err error) {
			in := c.ContractInput
			in.Persons = int(base) + n
			c, err = s.UpdateContract(bg, d.Actor, d.Contract, c.Version, in)
			return err
		},
		func(n int) (err error) {
			in := sys.SystemInput
			in.Description = fmt.Sprint(base + int64(n))
			sys, err = s.UpdateSystem(bg, d.Actor, d.System, sys.Version, in)
			return err
		},
		func(int) error {
			lang = map[string]string{"ja": "en"}[lang]
			if lang == "" {
				lang = "ja"
			}
			return s.SetLanguage(bg, d.Actor, lang)
		},
	}
}
