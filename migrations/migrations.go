// Package migrations holds every byte of the schema, in SQL. A file serves both
// engines unless its name ends in .postgres.sql or .sqlite.sql; steps are never
// changed once released, only followed by others. It knows nothing of our types.
package migrations

import "embed"

// Files are the numbered steps.
//
//go:embed *.sql
var Files embed.FS
