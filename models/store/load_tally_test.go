//go:build load

package store_test

import (
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"chigiri/models/store"
)

// TestLoadTallies counts what stands of all contracts at once, with three workers to a
// contract, as a board of everything asks for it: in one statement, whose time is told
// beside that of plainly counting the same rows.
func TestLoadTallies(t *testing.T) {
	contracts := 20000
	if n, err := strconv.Atoi(os.Getenv("LOAD_CONTRACTS")); err == nil {
		contracts = n
	}
	inOffice(t, func(t *testing.T, o *office) {
		began := time.Now()
		must(t, o.Fixture(bg, store.FixtureOptions{Contracts: contracts, Workers: 3 * contracts, Seed: 1}))
		t.Logf("%s: %d contracts and %d workers made in %s", o.Engine(), contracts, 3*contracts, time.Since(began).Round(time.Second))
		var whole, plain []time.Duration
		for range 7 {
			began := time.Now()
			ctx, cost := store.Measure(bg)
			all := got(o.AllTallies(ctx))(t)
			whole = append(whole, time.Since(began))
			if len(all) < contracts*8/10 || cost.Queries() != 1 {
				t.Fatalf("%d contracts have something that stands, in %d statements", len(all), cost.Queries())
			}
			began = time.Now()
			must(t, o.CountAll(bg))
			plain = append(plain, time.Since(began))
		}
		slices.Sort(whole)
		slices.Sort(plain)
		t.Logf("%s: the standing of all in %s, %.1f times a plain count of the same rows (%s)", o.Engine(), whole[3].Round(time.Millisecond),
			float64(whole[3])/float64(plain[3]), plain[3].Round(time.Millisecond))
	})
}
