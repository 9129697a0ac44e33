package store_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"chigiri/models"
)

func TestTalliesAgree(t *testing.T) {
	// Proves that the rule of standing says the same of random histories, be its facts
	// loaded or counted by the database, on many days.
	inOffice(t, func(t *testing.T, o *office) {
		in := o.low()
		seed := rand.Uint64()
		r := rand.New(rand.NewPCG(seed, 1))
		var contracts []string
		for i := range 24 { // so many that each state comes up
			in.Number = fmt.Sprintf("家支第%d号", 100+i)
			contracts = append(contracts, o.make(in).ID)
		}
		must(t, o.RandomHistory(bg, r, contracts, []string{o.vendor, o.otherVendor}, o.today()))
		seen, returned, lacking := map[models.ReqState]int{}, map[string]int{}, 0
		for day := o.today().AddDays(-40); day.Before(o.today().AddDays(40)); day = day.AddDays(7) {
			counted, err := o.Tallies(bg, contracts, day)
			must(t, err)
			for _, id := range contracts {
				loaded, err := o.LoadedTallies(bg, id, day)
				must(t, err)
				for code, want := range loaded {
					got := counted[id][code]
					if got != want {
						t.Errorf("seed %d, %v, %s: counted %+v, loaded %+v", seed, day, code, got, want)
					}
					seen[want.State()]++
					returned[code] += want.Returned
					lacking += want.Lacking
				}
			}
		}
		for code, some := range map[string]bool{models.ReqStructure: true, models.ReqRoster: true, models.ReqWorkerPledge: false, models.ReqBriefing: false} {
			if (returned[code] > 0) != some {
				t.Errorf("no history, or all of them, sent %s back: %v", code, returned)
			}
		}
		if lacking == 0 {
			t.Error("no history asked more of a structure that was filed")
		}
		for _, s := range []models.ReqState{models.ReqMet, models.ReqDue, models.ReqLapsed, models.ReqMissing} {
			if seen[s] == 0 {
				t.Errorf("no history came to %s: %v", s, seen)
			}
		}
	})
}
