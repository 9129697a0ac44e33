package main

import (
	"context"
	"fmt"
	"path/filepath"

	"chigiri/models"
	"chigiri/models/catalog"
	"chigiri/models/store"
)

type catalogPublishCommand struct {
	database
	File string `arg:"" help:"Catalog file: a version of its own, in force from a day of its own."`
}

// Run publishes an edition for good. Contracts keep the edition they are pinned to until
// their division moves them; new ones take it from its first day. It fails, and publishes
// nothing, when the file has an inconsistency, or another one was published under its
// version.
func (c catalogPublishCommand) Run(ctx context.Context, s streams) error {
	data, err := readFile(c.File)
	if err != nil {
		return err
	}
	for _, i := range catalog.Check(c.File, data) {
		if !i.Note {
			return fmt.Errorf("%s", i.In(tongue()))
		}
	}
	return withStore(ctx, c.database, func(db *store.Store) error {
		row, err := db.PublishEdition(ctx, models.System(), filepath.Base(c.File), data)
		if err != nil {
			return err
		}
		say(s.out, "%s %s: %s\n", row.Catalog, row.Version, row.EffectiveFrom)
		return nil
	})
}
