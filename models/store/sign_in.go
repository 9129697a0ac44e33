package store

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"chigiri/models"
	"chigiri/models/secret"
)

// SignIn opens a web session for a login and password. Actor door says where from, and
// on the device of which relay;
// the session it comes with, if any, ends, so that nobody goes on in a session
// begun before. Where the account has a one-time code, what comes back is only the
// first half (WebSession.Half), for FinishSignIn. An unknown login, a wrong password, an account without a password
// and a closed one get the same answer after the same work. Too many failures get
// KindTooMany with the seconds to wait as its argument.
//
// It takes two transactions, for the hash is made between them: the attempt is
// counted against the account as failed before the password is looked at, so that many
// at once do not get more guesses.
func (s *Store) SignIn(ctx context.Context, door models.Actor, userAgent, login, password string) (session models.WebSession, err error) {
	login = foldLogin(login)
	user, attempt, err := s.admitAttempt(ctx, door, login)
	if err != nil {
		return session, err
	}
	hash := user.PasswordHash
	if !user.DisabledAt.IsZero() {
		hash = ""
	}
	ok, err := secret.Verify(ctx, hash, shortenPassword(password))
	if err != nil {
		return session, wrap(err, "sign in")
	}
	if !ok {
		return session, s.refuseAttempt(ctx, door, user, attempt)
	}
	who := user.actor(door.Address, "")
	err = s.write(ctx, who, func(t *tx) error {
		session = models.WebSession{}
		if err := t.stillTrue(user); err != nil {
			return err
		}
		half, err := t.hasCode(user.ID)
		if err != nil {
			return err
		}
		if half {
			session.Half, err = t.openHalf(user.ID, attempt)
			return err
		}
		if err := t.succeeded(attempt); err != nil {
			return err
		}
		session, err = t.enter(user, door, userAgent)
		return err
	})
	return session, err
}

// enter lets a person in who has shown all that is asked for.
func (t *tx) enter(user userRow, door models.Actor, userAgent string) (session models.WebSession, err error) {
	if err := t.replaceSession(door.SessionID); err != nil {
		return session, err
	}
	if session, err = t.openSession(user.ID, door.Address, userAgent, door.RelayID); err != nil {
		return session, err
	}
	if err := t.db.Table("users").Where("id = ?", user.ID).Update("last_seen_at", instant{t.now}).Error; err != nil {
		return session, wrap(err, "sign in")
	}
	return session, t.event(models.Event{Kind: models.EventSignedIn, Subject: "user", SubjectID: user.ID})
}

// admitAttempt reads the account, which stays empty when there is none, and counts
// the attempt. The account's row is held, so that attempts at one account at the
// same moment are counted one after the other.
func (s *Store) admitAttempt(ctx context.Context, door models.Actor, login string) (user userRow, attempt string, err error) {
	err = s.write(ctx, door, func(t *tx) error {
		user = userRow{}
		if loginShape.MatchString(login) {
			err := t.locked().Where("login = ?", login).Take(&user).Error
			if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
				return wrap(err, "sign in")
			}
		}
		attempt, err = t.attempt(login, door.Address)
		return err
	})
	return user, attempt, err
}

// refuseAttempt leaves the failure in the log and gives the one answer there is. A
// login nobody has is not written down: it may be a password in the wrong field.
func (s *Store) refuseAttempt(ctx context.Context, door models.Actor, user userRow, attempt string) error {
	err := s.write(ctx, models.Actor{Address: door.Address}, func(t *tx) error {
		if err := t.failed(attempt); err != nil {
			return err
		}
		return t.event(models.Event{Kind: models.EventSignInFailed, Subject: "user", SubjectID: user.ID})
	})
	if err != nil {
		return err
	}
	return models.Invalidf("password", "error.sign_in.failed")
}

// stillTrue makes sure that the account is as it was when the password was looked
// at: it may have been closed, or given another password, meanwhile.
func (t *tx) stillTrue(user userRow) error {
	var now userRow
	err := t.locked().
		Where("id = ? AND disabled_at IS NULL AND password_hash = ?", user.ID, user.PasswordHash).Take(&now).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return models.Invalidf("password", "error.sign_in.failed")
	}
	return wrap(err, "sign in")
}

// replaceSession ends the session a person signed in from.
func (t *tx) replaceSession(id string) error {
	if id == "" {
		return nil
	}
	return wrap(t.db.Model(&sessionRow{}).Where("id = ? AND ended_at IS NULL", id).Update("ended_at", instant{t.now}).Error, "session")
}
