package store

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"chigiri/migrations"
)

// MigrationStep is one numbered step of the schema.
type MigrationStep struct {
	Number    int64
	Name      string
	Applied   bool
	AppliedAt time.Time // zero while it is not
}

// Migrate applies every step that is not yet applied. Several processes may try at
// once: on PostgreSQL one holds a lock, on SQLite one holds the file.
func (s *Store) Migrate(ctx context.Context) error {
	p, err := s.migrator()
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("store: migrate: %w", err)
	}
	return nil
}

// MigrationStatus lists the steps this program knows, in order.
func (s *Store) MigrationStatus(ctx context.Context) ([]MigrationStep, error) {
	p, err := s.migrator()
	if err != nil {
		return nil, err
	}
	all, err := p.Status(ctx)
	if err != nil {
		return nil, fmt.Errorf("store: migration status: %w", err)
	}
	steps := make([]MigrationStep, len(all))
	for i, m := range all {
		steps[i] = MigrationStep{
			Number: m.Source.Version, Name: path.Base(m.Source.Path),
			Applied: m.State == goose.StateApplied, AppliedAt: m.AppliedAt.UTC(),
		}
	}
	return steps, nil
}

// CheckSchema refuses a schema that is not the one this program was built for, and
// says what to run.
func (s *Store) CheckSchema(ctx context.Context) error {
	p, err := s.migrator()
	if err != nil {
		return err
	}
	have, want, err := p.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("store: check schema: %w", err)
	}
	if have > want {
		return fmt.Errorf("store: the database is at step %d, this program knows only %d: run the newer program", have, want)
	}
	steps, err := s.MigrationStatus(ctx)
	if err != nil {
		return err
	}
	missing := 0
	for _, step := range steps {
		if !step.Applied {
			missing++
		}
	}
	if missing > 0 {
		return fmt.Errorf("store: the database lacks %d of %d schema steps: run \"portal migrate up\" first", missing, len(steps))
	}
	return nil
}

func (s *Store) migrator() (*goose.Provider, error) {
	dialect := goose.DialectSQLite3
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if s.engine == Postgres {
		dialect = goose.DialectPostgres
		l, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, fmt.Errorf("store: migrate: %w", err)
		}
		options = append(options, goose.WithSessionLocker(l))
	}
	p, err := goose.NewProvider(dialect, s.pool, steps{migrations.Files, s.engine}, options...)
	if err != nil {
		return nil, fmt.Errorf("store: migrate: %w", err)
	}
	return p, nil
}

// steps shows the migrations of one engine: a file for both as it is, a file for
// this engine without the engine in its name, and none of the other's.
type steps struct {
	files  fs.FS
	engine string
}

// Open opens a step under the name Glob gave it.
func (s steps) Open(name string) (fs.File, error) {
	if f, err := s.files.Open(name); err == nil {
		return f, nil
	}
	return s.files.Open(strings.TrimSuffix(name, ".sql") + "." + s.engine + ".sql")
}

// Glob lists the steps.
func (s steps) Glob(pattern string) ([]string, error) {
	all, err := fs.Glob(s.files, pattern)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, name := range all {
		stem := strings.TrimSuffix(name, ".sql")
		switch engine := strings.TrimPrefix(path.Ext(stem), "."); engine {
		case "":
			names = append(names, name)
		case s.engine:
			names = append(names, strings.TrimSuffix(stem, "."+engine)+".sql")
		}
	}
	return names, nil
}
