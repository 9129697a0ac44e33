package main

import (
	"context"

	"chigiri/models/store"
)

// fixtureCommand fills a database for load tests.
type fixtureCommand struct {
	database
	Contracts int   `default:"5000" help:"Number of contracts; a quarter as many vendors."`
	Workers   int   `default:"0" help:"Number of worker accounts."`
	Seed      int64 `default:"1" help:"The same seed gives the same data."`
}

// Run writes the data and reports how far it is.
func (c fixtureCommand) Run(ctx context.Context, s streams) error {
	return withStore(ctx, c.database, func(db *store.Store) error {
		if err := publishBundled(ctx, db); err != nil {
			return err
		}
		return db.Fixture(ctx, store.FixtureOptions{
			Contracts: c.Contracts, Workers: c.Workers, Seed: c.Seed,
			Progress: func(done, all int) { say(s.err, "\r%d / %d", done, all) },
		})
	})
}
