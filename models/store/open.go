package store

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/glebarez/sqlite"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"

	"chigiri/models"
	"chigiri/models/seal"
)

// Options are what comes in from outside; every one has a good default.
type Options struct {
	Now    func() time.Time // the clock; time.Now
	Rand   io.Reader        // randomness for ids and secrets; crypto/rand
	Log    *slog.Logger     // slow queries; silent when nil
	Secret []byte           // the installation's secret, 32 bytes, under which one-time codes are sealed; without, there are none
	Body   models.Body      // the public body documents speak of; 大阪府 when it has no name
	Open   models.Calendar  // the days on which offices are open; without, weekends alone are closed
	Seal   *seal.Key        // what pledges and records of briefings are sealed with; without it nothing can be
	// SealRoots are certificates of keys that sealed before, or of those above them; that
	// of Seal need not be among them.
	SealRoots *x509.CertPool
	// Authorities are roots of time-stamping authorities, of the one that is asked and of
	// those before; without them a stamp on a sealed document proves no time.
	Authorities *x509.CertPool
	// Stamping says that an authority is asked, by this process or another: pages tell of
	// stamps that are to come.
	Stamping bool
}

// The engines.
const (
	SQLite   = "sqlite"
	Postgres = "postgres"
)

// Store is the door to the database. It keeps no state of its own that another
// process would need: any number of them on one PostgreSQL behave as one.
type Store struct {
	db          *gorm.DB
	pool        *sql.DB
	engine      string
	now         func() time.Time
	rand        io.Reader
	secret      []byte
	body        models.Body
	calendar    models.Calendar
	seal        *seal.Key
	roots       *x509.CertPool // under which a seal is the portal's own; nil where there are none
	authorities *x509.CertPool
	stamping    bool
	writing     sync.Mutex // SQLite takes one writer; waiting in line beats polling for the lock
	bound       boundAppendices
	editions    sync.Map     // parsed editions by id; they never change once published
	said        saidBefore   // commitments of personal values
	step        func(string) // where tests stop a process between two steps of the log
}

// Open connects to "sqlite:/path/portal.db" or "postgres://…". It does not touch
// the schema: see Migrate and CheckSchema.
func Open(ctx context.Context, address string, o Options) (*Store, error) {
	dialector, engine, err := dialect(address)
	if err != nil {
		return nil, err
	}
	s := &Store{engine: engine, now: o.Now, rand: o.Rand, secret: o.Secret, body: o.Body, calendar: o.Open, seal: o.Seal}
	s.roots, s.authorities, s.stamping = o.roots(), o.Authorities, o.Stamping
	if s.body.Name == "" {
		s.body = models.DefaultBody()
	}
	if s.now == nil {
		s.now = time.Now //nolint:forbidigo // the default of the one place where the clock comes in
	}
	if s.rand == nil {
		s.rand = rand.Reader
	}
	s.db, err = gorm.Open(dialector, &gorm.Config{
		TranslateError:         true,
		SkipDefaultTransaction: true, // every use case opens its own
		DisableAutomaticPing:   true,
		NowFunc:                s.Now,
		Logger:                 queryLog{log: o.Log},
	})
	if err != nil {
		return nil, fmt.Errorf("store: open %s: %w", engine, err)
	}
	if s.pool, err = s.db.DB(); err != nil {
		return nil, fmt.Errorf("store: open %s: %w", engine, err)
	}
	s.size()
	if err := s.Ping(ctx); err != nil {
		return nil, errors.Join(err, s.pool.Close())
	}
	return s, nil
}

// roots are those under which a seal is the portal's own.
func (o Options) roots() *x509.CertPool {
	switch {
	case o.Seal == nil:
		return o.SealRoots
	case o.SealRoots == nil:
		return o.Seal.Roots()
	}
	roots := o.SealRoots.Clone()
	roots.AddCert(o.Seal.Root())
	return roots
}

// size bounds the pool. SQLite gains nothing from more readers than cores would
// use; PostgreSQL's default allows 100 connections for all portal processes.
func (s *Store) size() {
	n := 20
	if s.engine == SQLite {
		n = 8
	}
	s.pool.SetMaxOpenConns(n)
	s.pool.SetMaxIdleConns(n)
	s.pool.SetConnMaxIdleTime(5 * time.Minute)
}

// dialect reads the address of a database.
func dialect(address string) (gorm.Dialector, string, error) {
	if path, ok := strings.CutPrefix(address, "sqlite:"); ok {
		dsn, err := sqliteDSN(path)
		return sqlite.Open(dsn), SQLite, err
	}
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		return postgres.Open(address), Postgres, nil
	}
	return nil, "", errors.New("store: the database address must begin with sqlite: or postgres://")
}

// sqliteDSN makes the file readable to its owner alone before SQLite would create
// it for everybody, and sets what SQLite leaves off: foreign keys, a log that lets
// readers go on while one writes, and transactions that take the lock when they
// begin instead of failing half way.
func sqliteDSN(path string) (string, error) {
	if path == "" || strings.ContainsAny(path, "?#") {
		return "", errors.New("store: sqlite: needs a file path without ? and #")
	}
	// A file that is there is not opened: closing it would drop every lock this process
	// holds on it (POSIX), under the feet of another store.
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err == nil {
		err = f.Close()
	}
	if err != nil && !errors.Is(err, os.ErrExist) {
		return "", fmt.Errorf("store: %w", err)
	}
	q := url.Values{"_txlock": {"immediate"}, "_pragma": {
		"busy_timeout(5000)", "foreign_keys(1)", "journal_mode(WAL)", "synchronous(NORMAL)",
	}}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode(), nil
}

// Close ends all connections.
func (s *Store) Close() error { return s.pool.Close() }

// Ping says whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.pool.PingContext(ctx); err != nil {
		return fmt.Errorf("store: the database does not answer: %w", err)
	}
	return nil
}

// Engine is SQLite or Postgres.
func (s *Store) Engine() string { return s.engine }

// Now is the present instant in UTC to the microsecond, which is what both
// engines keep.
func (s *Store) Now() time.Time { return s.now().UTC().Truncate(time.Microsecond) }
