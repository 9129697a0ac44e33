package main

import (
	"context"
	"errors"

	"chigiri/models/store"
)

// migrateCommand shows or brings up the schema.
type migrateCommand struct {
	database
	Role string `env:"PORTAL_ROLE" placeholder:"NAME" help:"PostgreSQL role the portal runs as: it is granted what it needs, and cannot alter the log."`
	Deed string `arg:"" optional:"" enum:"status,up" default:"up" help:"status or up"`
}

// Run applies the steps that are missing and grants the portal's role what they
// brought, or lists all with their state.
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
		if err := m.up(ctx, db); err != nil {
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

func (m migrateCommand) up(ctx context.Context, db *store.Store) error {
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	if err := publishBundled(ctx, db); err != nil || m.Role == "" {
		return err
	}
	return db.GrantPortal(ctx, m.Role)
}
