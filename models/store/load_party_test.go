//go:build load

package store_test

import (
	"os"
	"strconv"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
)

// TestLoadParties tells what a page of the list of parties and their people takes with
// three workers to a contract: the first, each part of it, a search, and the table of all. Of
// five times the shortest is told.
func TestLoadParties(t *testing.T) {
	contracts := 20000
	if n, err := strconv.Atoi(os.Getenv("LOAD_CONTRACTS")); err == nil {
		contracts = n
	}
	inOffice(t, func(t *testing.T, o *office) {
		must(t, o.Fixture(bg, store.FixtureOptions{Contracts: contracts, Workers: 3 * contracts, Seed: 1}))
		must(t, o.RawExec("UPDATE contracts SET state = 'concluded', signed_on = starts_on WHERE vendor_id IS NOT NULL"))
		must(t, o.RawExec("ANALYZE"))
		queries := []models.PartyQuery{{}, {Text: "保守　田中"}, {On: o.today()}, {On: o.today(), Show: models.ShowUnpledged}}
		for _, show := range models.PartyShows() {
			queries = append(queries, models.PartyQuery{Show: show})
		}
		for _, q := range queries {
			best, queries := time.Hour, 0
			var l models.PartyList
			for range 5 {
				began := time.Now()
				ctx, cost := store.Measure(bg)
				l = got(o.PartyList(ctx, o.auditor, q))(t)
				best, queries = min(best, time.Since(began)), cost.Queries()
			}
			t.Logf("%s: %q of %q on %v: %d lines of %d (%v) in %s, %d statements", o.Engine(), q.Show, q.Text, q.On, len(l.Rows), l.Total, l.Counts, best.Round(time.Millisecond), queries)
		}
		began := time.Now()
		all := got(o.AllPartyLines(bg, o.auditor, models.PartyQuery{}))(t)
		t.Logf("%s: all %d lines in %s", o.Engine(), len(all), time.Since(began).Round(time.Millisecond))
	})
}
