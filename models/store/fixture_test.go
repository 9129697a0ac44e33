package store_test

import (
	"testing"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

func TestFixtureMadeAtOnce(t *testing.T) {
	// Proves that load data is the amount asked for, of all levels, the same for the
	// same seed, and good: recomputing a contract by hand changes nothing.
	var first []models.ContractRow
	contracts, batches := 450, 3
	if testing.Short() {
		contracts, batches = 210, 2
	}
	inOffice(t, func(t *testing.T, o *office) {
		steps := 0
		must(t, o.Fixture(bg, store.FixtureOptions{Contracts: contracts, Workers: 30, Seed: 8, Render: paper, Progress: func(int, int) { steps++ }}))
		list, err := o.Contracts(bg, o.reviewer, models.ContractQuery{Sort: "number", Limit: 200})
		must(t, err)
		if list.Total != contracts || steps != batches {
			t.Errorf("total = %d in %d steps", list.Total, steps)
		}
		for _, l := range models.Levels() {
			if list.Levels[l.String()] == 0 {
				t.Errorf("no contract of level %s: %v", l, list.Levels)
			}
		}
		var workers, asked, met int
		for _, r := range list.Rows {
			tally := got(o.Tallies(bg, []string{r.ID}, o.today()))(t)[r.ID]
			workers, asked, met = workers+tally[models.ReqWorkerPledge].Of, asked+tally[models.ReqStructure].Of, met+tally[models.ReqStructure].Met
		}
		if workers == 0 || asked == 0 || met == 0 || met == asked || len(got(o.RawRows("workers", "id"))(t)) != 30 {
			t.Errorf("%d are at work, of %d parties %d have filed", workers, asked, met)
		}
		if list.States[models.StateIssued] == 0 || list.States[models.StateConsulting] == 0 {
			t.Errorf("states = %v", list.States)
		}
		for i, r := range list.Rows {
			r.Since = ""
			if first != nil && i < len(first) && r.Title != first[i].Title {
				t.Fatalf("row %d = %+v, on the other engine %+v", i, r, first[i])
			}
		}
		first = list.Rows
		for _, r := range list.Rows[:20] {
			before := o.see(r.ID)
			if before.Contract.Level != r.Level || before.Next.Whose != r.WaitingFor {
				t.Errorf("list says %s and %s, the contract %s and %s", r.Level, r.WaitingFor, before.Contract.Level, before.Next.Whose)
			}
		}
		wantKind(t, o.Fixture(bg, store.FixtureOptions{Contracts: 1, Seed: 8}), models.KindConflict)
	})
}

func BenchmarkFixture(b *testing.B) {
	// Measures how long a batch of 1,000 contracts takes.
	for b.Loop() {
		s, clock := storetest.Open(b)
		newOffice(b, s, clock)
		must(b, s.Fixture(bg, store.FixtureOptions{Contracts: 1000, Seed: 1}))
	}
}
