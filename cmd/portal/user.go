package main

import (
	"context"
	"errors"
	"strings"

	"chigiri/models"
	"chigiri/models/store"
)

// userCommand makes accounts reachable when nobody can sign in.
type userCommand struct {
	Admin userAdminCommand `cmd:"" help:"Make the first administrator; prints a one-time link."`
	Code  userCodeCommand  `cmd:"" help:"Take away the one-time codes of an account whose phone is lost."`
	Reset userResetCommand `cmd:"" help:"Make a new one-time link for an account; the old password stops working when it is used."`
}

type userAdminCommand struct {
	database
	URL   string `env:"PORTAL_URL" default:"http://127.0.0.1:8080" help:"Address people use."`
	Login string `arg:"" help:"Login of the administrator."`
	Name  string `arg:"" optional:"" help:"Name shown in the log; the login when left out."`
}

// Run makes an administrator without a password and prints the link that sets it.
func (c userAdminCommand) Run(ctx context.Context, s streams) error {
	if c.Name == "" {
		c.Name = c.Login
	}
	return withStore(ctx, c.database, func(db *store.Store) error {
		secret, err := db.BootstrapAdmin(ctx, c.Login, c.Name)
		if err != nil {
			return err
		}
		say(s.out, "%s\n", link(c.URL, secret))
		return nil
	})
}

type userResetCommand struct {
	database
	URL   string `env:"PORTAL_URL" default:"http://127.0.0.1:8080" help:"Address people use."`
	Login string `arg:"" help:"Login of the account."`
}

// Run prints a one-time link for an account.
func (c userResetCommand) Run(ctx context.Context, s streams) error {
	return withStore(ctx, c.database, func(db *store.Store) error {
		u, err := db.UserByLogin(ctx, models.System(), c.Login)
		if err != nil {
			return err
		}
		secret, err := db.InviteUser(ctx, models.System(), u.ID)
		if err != nil {
			return err
		}
		say(s.out, "%s\n", link(c.URL, secret))
		return nil
	})
}

type userCodeCommand struct {
	database
	Login  string `arg:"" help:"Login of the account."`
	Reason string `arg:"" help:"Why; it stands in the log."`
}

// Run resets an account's one-time codes, for the administrator whom no other
// administrator can help.
func (c userCodeCommand) Run(ctx context.Context) error {
	return withStore(ctx, c.database, func(db *store.Store) error {
		u, err := db.UserByLogin(ctx, models.System(), c.Login)
		if err != nil {
			return err
		}
		return db.ResetCode(ctx, models.System(), u.ID, c.Reason)
	})
}

func link(base, secret string) string { return strings.TrimRight(base, "/") + "/welcome/" + secret }

// withStore opens the database with the program's schema and closes it after.
func withStore(ctx context.Context, d database, do func(*store.Store) error) (err error) {
	address, err := d.url()
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, address, store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.CheckSchema(ctx); err != nil {
		return err
	}
	return do(db)
}
