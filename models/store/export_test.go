package store

import (
	"context"
	"strings"

	"chigiri/models"
)

// Attempt counts an attempt to sign in without looking at a password: hashing takes
// its tenth of a second, and the tests of throttling make hundreds.
func (s *Store) Attempt(ctx context.Context, login, address string) error {
	_, _, err := s.admitAttempt(ctx, models.Actor{Address: address}, login)
	return err
}

// Succeed is an attempt with the right password, as far as throttling sees it.
func (s *Store) Succeed(ctx context.Context, login, address string) error {
	_, attempt, err := s.admitAttempt(ctx, models.Actor{Address: address}, login)
	if err != nil {
		return err
	}
	return s.write(ctx, models.System(), func(t *tx) error { return t.succeeded(attempt) })
}

// CheckPassword shows the rules to their tests.
func CheckPassword(password string, u models.User) error {
	return checkPassword("password", password, u)
}

// Attachment shows the rules for files to their tests.
func Attachment(f models.File) (models.File, error) { return attachment("file", f) }

// RawRows gives each value of a column as the database has it.
func (s *Store) RawRows(table, column string) (values []string, err error) {
	cast := column + "::text"
	if s.engine == SQLite {
		cast = "CAST(" + column + " AS TEXT)"
	}
	err = s.db.Table(table).Where(column+" IS NOT NULL").Pluck(cast, &values).Error
	return values, err
}

// Column is a column of the schema, in words both engines share.
type Column struct {
	Table, Name, Family string
	Required, Key       bool
}

// Columns lists all columns but those of the migrations' own table.
func (s *Store) Columns(ctx context.Context) ([]Column, error) {
	query := `SELECT m.name, c.name, c.type, c."notnull" <> 0 OR c.pk > 0, c.pk > 0
		FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`
	if s.engine == Postgres {
		query = `SELECT c.table_name, c.column_name, c.data_type, c.is_nullable = 'NO', EXISTS (
			SELECT 1 FROM information_schema.table_constraints k JOIN information_schema.key_column_usage u USING (constraint_name, table_name)
			WHERE k.constraint_type = 'PRIMARY KEY' AND u.table_name = c.table_name AND u.column_name = c.column_name)
			FROM information_schema.columns c WHERE c.table_schema = 'public'`
	}
	rows, err := s.pool.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []Column
	for rows.Next() {
		var c Column
		var kind string
		if err := rows.Scan(&c.Table, &c.Name, &kind, &c.Required, &c.Key); err != nil {
			return nil, err
		}
		if c.Family = families[strings.ToLower(kind)]; c.Table != "goose_db_version" {
			list = append(list, c)
		}
	}
	return list, rows.Err()
}

var families = map[string]string{
	"text": "text", "integer": "number", "bigint": "number", "boolean": "truth", "date": "day",
	"timestamp": "instant", "timestamp without time zone": "instant", "blob": "bytes", "bytea": "bytes",
}
