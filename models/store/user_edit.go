package store

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"chigiri/models"
)

// loginShape is what a sign-in name may be; an address of e-mail will do.
var loginShape = regexp.MustCompile(`^[a-z0-9][a-z0-9._@+-]{1,63}$`)

// foldLogin is a sign-in name as it is kept: small letters, half width.
func foldLogin(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, halfWidth(s))
}

// halfWidth is a text that has to be ASCII, as it was meant when it was typed in the
// full-width form.
func halfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		return r
	}, strings.TrimSpace(s))
}

// CreateUser makes an account without a password, and the secret of a link, known
// this once, by which its person sets one within InvitationDays. With an address the
// person is sent a link too; see InviteUser.
func (s *Store) CreateUser(ctx context.Context, actor models.Actor, in models.UserInput) (u models.User, link string, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		if !models.CanManageUsers(actor) {
			return models.Denied("error.denied.users")
		}
		if u, err = t.createUser(in); err != nil {
			return err
		}
		link, err = t.inviteAnew(u.ID)
		return err
	})
	return u, link, err
}

func (t *tx) createUser(in models.UserInput) (models.User, error) {
	in, err := t.cleanUser(in, "")
	if err != nil {
		return models.User{}, err
	}
	row := userRow{
		ID: t.id(), Login: in.Login, Name: in.Name, Role: string(in.Role),
		DivisionID: pointer(in.DivisionID), VendorID: pointer(in.VendorID), Mail: pointer(in.Mail), Post: in.Post, Version: 1, CreatedAt: instant{t.now},
	}
	if err := t.db.Create(&row).Error; err != nil {
		return models.User{}, wrap(err, "user")
	}
	if err := t.event(models.Event{Kind: models.EventUserCreated, Subject: "user", SubjectID: row.ID, After: fieldsOf(in)}); err != nil {
		return models.User{}, err
	}
	return t.asHouse().user("id = ?", row.ID)
}

// UpdateUser changes an account seen at a version. What the person may do changes
// at once, also where they are signed in. With a new address mail that waits goes
// there, and links mailed before, to somebody else perhaps, no longer work.
func (s *Store) UpdateUser(ctx context.Context, actor models.Actor, id string, version int, in models.UserInput) (u models.User, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		old, err := t.managedUser(id)
		if err != nil {
			return err
		}
		if old.Version != version {
			return models.Conflict("error.conflict", old)
		}
		if in, err = t.cleanUser(in, id); err != nil {
			return err
		}
		if in.Role != models.Admin {
			if err := t.keepAdmin(old, "role"); err != nil {
				return err
			}
		}
		was, is := changes(fieldsOf(models.UserInput{Login: old.Login, Name: old.Name, Role: old.Role, DivisionID: old.DivisionID, VendorID: old.VendorID, Mail: old.Mail, Post: old.Post}), fieldsOf(in))
		if len(is) == 0 {
			u = old
			return nil
		}
		if u, err = t.saveUser(old, map[string]any{
			"login": in.Login, "name": in.Name, "role": string(in.Role),
			"division_id": pointer(in.DivisionID), "vendor_id": pointer(in.VendorID), "mail": pointer(in.Mail), "post": in.Post,
		}); err != nil {
			return err
		}
		if in.Mail != old.Mail {
			if err := t.endInvitations("user_id = ? AND mail_id IS NOT NULL", id); err != nil {
				return err
			}
		}
		return t.event(models.Event{Kind: models.EventUserUpdated, Subject: "user", SubjectID: id, Before: was, After: is})
	})
	return u, err
}

// DisableUser closes an account: its sessions, tokens and invitations end at once.
func (s *Store) DisableUser(ctx context.Context, actor models.Actor, id, reason string) error {
	return s.write(ctx, actor, func(t *tx) error {
		old, err := t.managedUser(id)
		if err != nil {
			return err
		}
		reason, err := reasoned(reason)
		if err != nil {
			return err
		}
		if old.Disabled {
			return models.Conflict("error.user.disabled", old)
		}
		if err := t.keepAdmin(old, ""); err != nil {
			return err
		}
		if _, err := t.saveUser(old, map[string]any{"disabled_at": instant{t.now}}); err != nil {
			return err
		}
		if err := t.endEverything(id); err != nil {
			return err
		}
		return t.event(models.Event{Kind: models.EventUserDisabled, Subject: "user", SubjectID: id, Reason: reason})
	})
}

// EnableUser opens a closed account again. Tokens stay revoked.
func (s *Store) EnableUser(ctx context.Context, actor models.Actor, id, reason string) error {
	return s.write(ctx, actor, func(t *tx) error {
		old, err := t.managedUser(id)
		if err != nil {
			return err
		}
		reason, err := reasoned(reason)
		if err != nil {
			return err
		}
		if !old.Disabled {
			return models.Conflict("error.user.enabled", old)
		}
		if _, err := t.saveUser(old, map[string]any{"disabled_at": nil}); err != nil {
			return err
		}
		return t.event(models.Event{Kind: models.EventUserEnabled, Subject: "user", SubjectID: id, Reason: reason})
	})
}

// managedUser reads an account the actor is about to change. One whose person's data
// was erased is changed no more.
func (t *tx) managedUser(id string) (models.User, error) {
	u, err := t.user("id = ?", id)
	switch {
	case err != nil:
	case !models.CanManageUsers(t.actor):
		err = models.Denied("error.denied.users")
	case u.Erased:
		err = models.Conflict("error.user.erased", u)
	}
	return u, err
}

func (t *tx) saveUser(old models.User, columns map[string]any) (models.User, error) {
	done, err := t.update("users", old.ID, old.Version, columns)
	if err != nil {
		return old, err
	}
	now, err := t.user("id = ?", old.ID)
	if err == nil && !done {
		err = models.Conflict("error.conflict", now)
	}
	return now, err
}

// keepAdmin refuses to take away the last administrator who can sign in: nobody
// could make another. It holds the administrators' rows, so that two of them
// cannot remove each other at the same time.
func (t *tx) keepAdmin(u models.User, field string) error {
	if u.Role != models.Admin || u.Disabled {
		return nil
	}
	var ids []string
	err := t.locked().Table("users").Where("role = ? AND disabled_at IS NULL", string(models.Admin)).Order("id").Pluck("id", &ids).Error
	if err == nil && len(ids) < 2 {
		return models.Invalidf(field, "error.user.last_admin")
	}
	return wrap(err, "user")
}

// cleanUser checks an input; except is the account it is about, empty for a new
// one. Division staff belong to a division and vendors' people to a vendor; what a
// role does not need is left out.
func (t *tx) cleanUser(in models.UserInput, except string) (models.UserInput, error) {
	var c cleaner
	in.Login = foldLogin(in.Login)
	if !loginShape.MatchString(in.Login) {
		c.problems.Add("login", "error.user.login")
	}
	c.needed("name", &in.Name, maxName)
	c.line("post", &in.Post, maxName)
	in.Mail = halfWidth(in.Mail)
	c.problems.Merge("mail", models.CheckMailAddress("mail", in.Mail))
	for field, s := range map[string]string{"login": in.Login, "mail": in.Mail} {
		c.problems.Merge(field, models.GuardText(field, s))
	}
	if !slices.Contains(models.Roles(), in.Role) {
		c.problems.Add("role", "error.user.role")
	}
	if in.Role == models.VendorLead || in.Role == models.VendorWorker {
		in.DivisionID = ""
		c.problems.Require("vendor_id", in.VendorID)
	} else {
		in.VendorID = ""
	}
	if in.Role == models.Drafter || in.Role == models.Manager {
		c.problems.Require("division_id", in.DivisionID)
	}
	if err := t.existing(&c, in); err != nil {
		return in, err
	}
	var taken int64
	if err := t.db.Table("users").Where("login = ? AND id <> ?", in.Login, except).Count(&taken).Error; err != nil {
		return in, wrap(err, "user")
	}
	if taken > 0 {
		c.problems.Add("login", "error.user.login_taken", in.Login)
	}
	return in, c.problems.Err()
}

// existing notes a division or vendor that is not there, or no longer.
func (t *tx) existing(c *cleaner, in models.UserInput) error {
	for _, x := range []struct{ field, id, table, and, key string }{
		{"division_id", in.DivisionID, "divisions", "ended_on IS NULL", "error.division.unknown"},
		{"vendor_id", in.VendorID, "vendors", "1 = 1", "error.vendor.unknown"},
	} {
		if x.id == "" {
			continue
		}
		var n int64
		if err := t.db.Table(x.table).Where("id = ?", x.id).Where(x.and).Count(&n).Error; err != nil {
			return wrap(err, x.table)
		}
		if n == 0 {
			c.problems.Add(x.field, x.key)
		}
	}
	return nil
}
