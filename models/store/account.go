package store

import (
	"context"
	"slices"

	"chigiri/models"
	"chigiri/models/secret"
)

// Account gives the actor's own account: who they are, where they are signed in,
// and the tokens of their programs.
func (s *Store) Account(ctx context.Context, actor models.Actor) (a models.Account, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		row, err := t.account()
		if err != nil {
			return err
		}
		users, err := t.users([]userRow{row})
		if err != nil {
			return err
		}
		a.User, a.HasCode = users[0], users[0].HasCode
		var sessions []sessionRow
		if err := t.db.Where("user_id = ? AND ended_at IS NULL AND expires_at > ? AND seen_at > ?",
			actor.UserID, instant{t.now}, instant{t.now.Add(-SessionIdle)}).Order("seen_at DESC").Find(&sessions).Error; err != nil {
			return wrap(err, "account")
		}
		for _, r := range sessions {
			if r.over(t.now) { // on a device that is passed round sooner
				continue
			}
			a.Sessions = append(a.Sessions, r.session(actor.SessionID))
		}
		var tokens []tokenRow
		if err := t.db.Where("user_id = ? AND expires_at > ?", actor.UserID, instant{t.now}).Order("id DESC").Find(&tokens).Error; err != nil {
			return wrap(err, "account")
		}
		for _, r := range tokens {
			a.Tokens = append(a.Tokens, r.token())
		}
		return nil
	})
	return a, err
}

// account reads the actor's own row; the house itself and nobody have none.
func (t *tx) account() (userRow, error) {
	var row userRow
	err := t.first(t.db.Where("id = ? AND disabled_at IS NULL", t.actor.UserID), &row, "user")
	return row, err
}

// SetLanguage keeps the language the actor chose: "ja", "en", or "" for the
// browser's.
func (s *Store) SetLanguage(ctx context.Context, actor models.Actor, lang string) error {
	return s.write(ctx, actor, func(t *tx) error {
		row, err := t.account()
		if err != nil {
			return err
		}
		if !slices.Contains([]string{"", "ja", "en"}, lang) {
			return models.Invalidf("lang", "error.language")
		}
		if row.Lang == lang {
			return nil
		}
		if err := t.db.Table("users").Where("id = ?", row.ID).Update("lang", lang).Error; err != nil {
			return wrap(err, "language")
		}
		return t.event(models.Event{
			Kind: models.EventLanguageChanged, Subject: "user", SubjectID: row.ID,
			Before: map[string]any{"lang": row.Lang}, After: map[string]any{"lang": lang},
		})
	})
}

// ChangePassword replaces the actor's password and ends their other sessions. The
// present one is asked for, and guesses at it count as failed sign-ins, so that a
// browser left open gives it to nobody.
func (s *Store) ChangePassword(ctx context.Context, actor models.Actor, old, new string) error {
	user, attempt, err := s.provePassword(ctx, actor, asked{"old", old, "changed"}, func(t *tx, user userRow) error {
		users, err := t.users([]userRow{user})
		if err != nil {
			return err
		}
		if err := checkPassword("new", new, users[0]); err != nil {
			return err
		}
		if new == old {
			return models.Invalidf("new", "error.password.same")
		}
		return nil
	})
	if err != nil {
		return err
	}
	hash, err := secret.Hash(ctx, s.rand, new)
	if err != nil {
		return err
	}
	return s.write(ctx, actor, func(t *tx) error {
		if err := t.proved(user, attempt); err != nil {
			return err
		}
		return t.setPassword(user.ID, hash, actor.SessionID, "changed")
	})
}

// asked is the present password as somebody typed it, in which field, and what for,
// as the log calls it.
type asked struct{ field, password, means string }

// provePassword asks the actor for the present password before a deed that a browser
// left open must not do; first may refuse the deed before a try is counted. It gives
// what proved needs in the transaction of the deed.
func (s *Store) provePassword(ctx context.Context, actor models.Actor, a asked, first func(*tx, userRow) error) (user userRow, attempt string, err error) {
	err = s.write(ctx, actor, func(t *tx) (err error) {
		if user, err = t.account(); err != nil {
			return err
		}
		if err := first(t, user); err != nil {
			return err
		}
		attempt, err = t.attempt(user.Login, actor.Address)
		return err
	})
	if err != nil {
		return user, "", err
	}
	ok, err := secret.Verify(ctx, user.PasswordHash, shortenPassword(a.password))
	if err != nil {
		return user, "", wrap(err, "password")
	}
	if !ok {
		return user, "", s.refusePassword(ctx, actor, a, attempt)
	}
	return user, attempt, nil
}

// proved makes sure that the account is still as it was when the password was looked
// at, and turns the attempt into a success.
func (t *tx) proved(user userRow, attempt string) error {
	if err := t.stillTrue(user); err != nil {
		return err
	}
	return t.succeeded(attempt)
}

// refusePassword leaves a wrong guess at the present password in the log.
func (s *Store) refusePassword(ctx context.Context, actor models.Actor, a asked, attempt string) error {
	err := s.write(ctx, actor, func(t *tx) error {
		if err := t.failed(attempt); err != nil {
			return err
		}
		return t.event(models.Event{
			Kind: models.EventSignInFailed, Subject: "user", SubjectID: actor.UserID,
			After: map[string]any{"means": a.means},
		})
	})
	if err != nil {
		return err
	}
	return models.Invalidf(a.field, "error.password.wrong")
}

// SeedUser makes an account with a password and a bearer token already set, for
// example data; either may be empty, and both must be drawn at random by a machine,
// for the hash is a cheap one. Only the house itself may: elsewhere people
// set their own passwords.
func (s *Store) SeedUser(ctx context.Context, in models.UserInput, password, bearer string) (u models.User, err error) {
	hash := ""
	if password != "" {
		if hash, err = secret.HashDrawn(ctx, s.rand, password); err != nil {
			return u, err
		}
	}
	err = s.write(ctx, models.System(), func(t *tx) error {
		if u, err = t.createUser(in); err != nil {
			return err
		}
		if hash != "" {
			if err := t.db.Table("users").Where("id = ?", u.ID).Update("password_hash", hash).Error; err != nil {
				return wrap(err, "user")
			}
			u.HasSecret = true
		}
		if bearer != "" {
			_, err = t.addToken(u.ID, "example", bearer, maxTokenDays)
		}
		return err
	})
	return u, err
}
