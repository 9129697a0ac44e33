package store_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

func TestOpen(t *testing.T) {
	// Proves which addresses are taken, and that a new SQLite file is its owner's alone.
	ctx := context.Background()
	dir := t.TempDir()
	path := filepath.Join(dir, "a b%.db")
	s, err := store.Open(ctx, "sqlite:"+path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer shut(t, s)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode = %v, want 0600", info.Mode().Perm())
	}
	for _, address := range []string{"", "sqlite:", "sqlite:" + filepath.Join(dir, "x?mode=ro"), "mysql://x", "sqlite:" + filepath.Join(dir, "none", "x.db")} {
		if s, err := store.Open(ctx, address, store.Options{}); err == nil {
			shut(t, s)
			t.Errorf("Open(%q) was taken", address)
		}
	}
	if _, err := store.Open(ctx, "postgres://nobody@127.0.0.1:1/none", store.Options{}); err == nil {
		t.Error("a server that is not there answered")
	}
}

func TestCheckSchema(t *testing.T) {
	// Proves that an empty database is refused with the command that mends it, that
	// the migrated one is taken, and that migrating twice is harmless.
	ctx := context.Background()
	s, err := store.Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "p.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer shut(t, s)
	if err := s.CheckSchema(ctx); err == nil || !strings.Contains(err.Error(), "portal migrate up") {
		t.Errorf("CheckSchema of an empty database = %v", err)
	}
	for range 2 {
		if err := s.Migrate(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.CheckSchema(ctx); err != nil {
		t.Errorf("CheckSchema after Migrate = %v", err)
	}
	steps, err := s.MigrationStatus(ctx)
	if err != nil || len(steps) == 0 {
		t.Fatalf("MigrationStatus = %v, %v", steps, err)
	}
	for i, step := range steps {
		if !step.Applied || step.Number != int64(i+1) || step.AppliedAt.IsZero() {
			t.Errorf("step %d = %+v", i+1, step)
		}
	}
}

func TestFreshStore(t *testing.T) {
	// Proves that the store a test is given is whole, on each engine.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		if err := s.CheckSchema(context.Background()); err != nil {
			t.Error(err)
		}
	})
}

func shut(t *testing.T, s *store.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
