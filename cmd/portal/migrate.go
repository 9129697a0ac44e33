package main

import (
	"context"
	"errors"

	"chigiri/models/store"
)

// migrateCommand shows or brings up the schema.
type migrateCommand struct {
	database
	Deed string `arg:"" optional:"" enum:"status,up" default:"up" help:"status or up"`
}

// Run applies the steps that are missing, or lists all with their state.
func (m migrateCommand) Run(ctx context.Context, s streams) (err error) {
	address, err := m.url()
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, address, store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if m.Deed == "up" {
		if err := db.Migrate(ctx); err != nil {
			return err
		}
		if err := publishBundled(ctx, db); err != nil {
			return err
		}
	}
	steps, err := db.MigrationStatus(ctx)
	for _, step := range steps {
		state := "missing"
		if step.Applied {
			state = "applied"
		}
		say(s.out, "%-8s %s\n", state, step.Name)
	}
	return err
}
