package main

import (
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
)

// database is how commands find the database.
type database struct {
	Database     string `env:"PORTAL_DATABASE" placeholder:"URL" help:"sqlite:/path/portal.db or postgres://… ."`
	DatabaseFile string `env:"PORTAL_DATABASE_FILE" placeholder:"FILE" help:"File that holds the database URL (for secrets)."`
}

// url is the address from the flag, the environment or the file.
func (d database) url() (string, error) {
	return secret("PORTAL_DATABASE", d.Database, d.DatabaseFile)
}

// secret is a value given directly or in a file, never in both.
func secret(env, value, file string) (string, error) {
	switch {
	case value != "" && file != "":
		return "", usageError{"error.usage.twice", []any{env}}
	case file != "":
		b, err := os.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("%s_FILE: %w", env, err)
		}
		return strings.TrimSpace(string(b)), nil
	case value == "":
		return "", usageError{"error.usage.unset", []any{env}}
	}
	return value, nil
}

// masked is an address without its passwords, for the log. PostgreSQL takes one
// among the options behind the question mark too.
func masked(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "?"
	}
	options := u.Query()
	for name := range options {
		if strings.Contains(strings.ToLower(name), "password") {
			options.Set(name, "xxxxx")
			u.RawQuery = options.Encode()
		}
	}
	return u.Redacted()
}

// newLog writes structured lines to stderr.
func newLog(s streams) *slog.Logger {
	return slog.New(slog.NewJSONHandler(s.err, nil))
}
