// Package storetest gives tests a store on a fresh database: SQLite always,
// PostgreSQL when TEST_POSTGRES holds the address of a server the tests may make
// databases on. It goes through the real migrations, once for each engine, and
// copies the result for each test. It is for tests alone.
package storetest

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"chigiri/models/store"
)

// Run runs the same test on each engine, each time on a database of its own. With
// CI or TEST_REQUIRE set a missing PostgreSQL is a failure.
func Run(t *testing.T, test func(t *testing.T, s *store.Store, clock *Clock)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		s, clock := Open(t)
		test(t, s, clock)
	})
	t.Run("postgres", func(t *testing.T) {
		s, clock := OpenPostgres(t)
		test(t, s, clock)
	})
}

// RunOn runs the same test on each engine, each time with the address of a fresh
// database: for tests that open it themselves, more than once or in other processes.
func RunOn(t *testing.T, test func(t *testing.T, address string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// Open gives a store on a fresh SQLite database.
func Open(t testing.TB) (*store.Store, *Clock) {
	t.Helper()
	return OpenOn(t, SQLite(t))
}

// SQLite gives the address of a fresh SQLite database.
func SQLite(t testing.TB) string {
	t.Helper()
	bytes, err := sqliteTemplate()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "portal.db")
	if err := os.WriteFile(path, bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	return "sqlite:" + path
}

// OpenPostgres gives a store on a fresh PostgreSQL database; without a server the
// test is skipped, or fails when PostgreSQL is required.
func OpenPostgres(t testing.TB) (*store.Store, *Clock) {
	t.Helper()
	return OpenOn(t, Postgres(t))
}

// Postgres gives the address of a fresh PostgreSQL database; without a server the
// test is skipped, or fails when PostgreSQL is required.
func Postgres(t testing.TB) string {
	t.Helper()
	return postgresDatabase(t, postgresServer(t))
}

func postgresServer(t testing.TB) string {
	t.Helper()
	server := os.Getenv("TEST_POSTGRES")
	if server == "" {
		if os.Getenv("CI") != "" || os.Getenv("TEST_REQUIRE") != "" {
			t.Fatal("TEST_POSTGRES is not set: PostgreSQL is required here (.ci/postgres.sh COMMAND starts one)")
		}
		t.Skip("TEST_POSTGRES is not set: run through .ci/postgres.sh to test on PostgreSQL too")
	}
	return server
}

// OpenOn gives a store on a database that is there, with a clock of its own. What is
// given besides changes how it is opened.
func OpenOn(t testing.TB, address string, with ...func(*store.Options)) (*store.Store, *Clock) {
	t.Helper()
	clock := NewClock()
	o := store.Options{Now: clock.Now, Secret: Secret(), Seal: Seal(t)}
	for _, change := range with {
		change(&o)
	}
	s, err := store.Open(context.Background(), address, o)
	if err != nil {
		t.Fatal(err)
	}
	addresses.Store(s, address)
	t.Cleanup(func() {
		addresses.Delete(s)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, clock
}

// Secret is the installation's secret of every test's store, the same for all: several
// processes on one database share it.
func Secret() []byte { return []byte("storetest: thirty-two bytes long") }

// addresses are where the stores of running tests are found.
var addresses sync.Map

// AddressOf is where another process finds the database of a test's store.
func AddressOf(s *store.Store) string {
	address, _ := addresses.Load(s)
	text, _ := address.(string)
	return text
}

// sqliteTemplate is a migrated, empty database as bytes.
var sqliteTemplate = sync.OnceValues(func() (_ []byte, err error) {
	dir, err := os.MkdirTemp("", "chigiri-template-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, "portal.db")
	if err := migrate("sqlite:" + path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// migrate brings a database to the present schema. Closing the last connection
// writes SQLite's log into the file.
func migrate(address string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, address, store.Options{Rand: rand.Reader})
	if err != nil {
		return err
	}
	return errors.Join(s.Migrate(ctx), s.Close())
}
