package main

import (
	"strings"
	"testing"

	"chigiri/models/yamlfile"
)

// TestMaskedKeepsPasswordsOut proves that no way to write a password into the
// database's address brings it into the log.
func TestMaskedKeepsPasswordsOut(t *testing.T) {
	for address, want := range map[string]string{
		"postgres://portal:hunter2@db/portal":                        "postgres://portal:xxxxx@db/portal",
		"postgres://db/portal?user=portal&password=hunter2":          "postgres://db/portal?password=xxxxx&user=portal",
		"postgres://portal:hunter2@db/portal?sslpassword=hunter2":    "postgres://portal:xxxxx@db/portal?sslpassword=xxxxx",
		"postgres://portal:hunter2%@db/portal":                       "?",
		"sqlite:/var/lib/portal/portal.db":                           "sqlite:/var/lib/portal/portal.db",
		"postgres://portal@db/portal?sslmode=verify-full&a=b&c=d%2F": "postgres://portal@db/portal?sslmode=verify-full&a=b&c=d%2F",
	} {
		if got := masked(address); got != want || strings.Contains(got, "hunter2") {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
	}
}

// TestCatalogFileIsBounded proves that what has no end is read no further than shows
// that it is no catalog.
func TestCatalogFileIsBounded(t *testing.T) {
	b, err := readFile("/dev/zero")
	if err != nil || len(b) != yamlfile.MaxBytes+1 {
		t.Errorf("read %d bytes, %v", len(b), err)
	}
}
