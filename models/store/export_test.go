package store

import (
	"context"

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
	cast := column
	if s.engine == SQLite {
		cast = "CAST(" + column + " AS TEXT)"
	} else {
		cast = column + "::text"
	}
	err = s.db.Table(table).Where(column+" IS NOT NULL").Pluck(cast, &values).Error
	return values, err
}

// Column is a column of the schema, in words both engines share.
type Column struct {
	Table, Name, Family string
	Null, Key           bool
}
