package storetest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // makes and drops databases, which is no business of a store

	"chigiri/migrations"
)

// makingTemplate is an advisory lock's number: the packages of one test run are
// separate processes and want the same template at the same time.
const makingTemplate = 7_141_592

var template struct {
	once sync.Once
	name string
	err  error
}

// postgresDatabase makes a database for one test as a copy of the template, and
// drops it when the test is over.
func postgresDatabase(t testing.TB, server string) string {
	t.Helper()
	ctx := context.Background()
	admin, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = admin.Close() })
	template.once.Do(func() { template.name, template.err = makeTemplate(ctx, admin, server) })
	if template.err != nil {
		t.Fatalf("PostgreSQL template: %v", template.err)
	}
	name := "chigiri_test_" + random()
	if _, err := admin.ExecContext(ctx, "CREATE DATABASE "+name+" TEMPLATE "+template.name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.ExecContext(ctx, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return withDatabase(t, server, name)
}

// makeTemplate makes the migrated, empty database that tests copy. Its name holds
// the hash of the migrations, so that it is made once and serves later runs too.
func makeTemplate(ctx context.Context, admin *sql.DB, server string) (string, error) {
	name, err := templateName()
	if err != nil {
		return "", err
	}
	conn, err := admin.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", makingTemplate); err != nil {
		return "", err
	}
	defer func() { _, _ = conn.ExecContext(ctx, "SELECT pg_advisory_unlock($1)", makingTemplate) }()
	var there bool
	if err := conn.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", name).Scan(&there); err != nil || there {
		return name, err
	}
	raw := name + "_raw" // renamed when it is whole: a broken run leaves no half template
	for _, q := range []string{"DROP DATABASE IF EXISTS " + raw, "CREATE DATABASE " + raw} {
		if _, err := conn.ExecContext(ctx, q); err != nil {
			return "", err
		}
	}
	address, err := replaceDatabase(server, raw)
	if err != nil {
		return "", err
	}
	if err := migrate(address); err != nil {
		return "", err
	}
	_, err = conn.ExecContext(ctx, "ALTER DATABASE "+raw+" RENAME TO "+name)
	return name, err
}

func templateName() (string, error) {
	h := sha256.New()
	files, err := fs.Glob(migrations.Files, "*.sql")
	if err != nil {
		return "", err
	}
	for _, f := range files {
		b, err := fs.ReadFile(migrations.Files, f)
		if err != nil {
			return "", err
		}
		_, _ = fmt.Fprintf(h, "%s %d\n%s", f, len(b), b)
	}
	return "chigiri_template_" + hex.EncodeToString(h.Sum(nil))[:16], nil
}

// PostgresRole makes a role of the server that may sign in and nothing else, and a
// fresh database; it gives its name, and the address for the owner and for the role.
func PostgresRole(t testing.TB) (name, owner, as string) {
	t.Helper()
	server := postgresServer(t)
	ctx := context.Background()
	admin, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	name, word := "chigiri_role_"+random(), random()
	if _, err := admin.ExecContext(ctx, fmt.Sprintf("CREATE ROLE %s LOGIN PASSWORD '%s'", name, word)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { // after the database is gone, in which the role has its grants
		if _, err := admin.ExecContext(ctx, "DROP ROLE "+name); err != nil {
			t.Error(err)
		}
		_ = admin.Close()
	})
	owner = postgresDatabase(t, server)
	u, err := url.Parse(owner)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword(name, word)
	return name, owner, u.String()
}

func withDatabase(t testing.TB, server, name string) string {
	t.Helper()
	address, err := replaceDatabase(server, name)
	if err != nil {
		t.Fatal(err)
	}
	return address
}

func replaceDatabase(server, name string) (string, error) {
	u, err := url.Parse(server)
	if err != nil {
		return "", fmt.Errorf("TEST_POSTGRES: %w", err)
	}
	u.Path = "/" + name
	return u.String(), nil
}

func random() string {
	b := make([]byte, 8)
	_, _ = rand.Read(b) // crypto/rand never fails
	return hex.EncodeToString(b)
}
