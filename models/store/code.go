package store

import (
	"context"
	"time"

	"chigiri/models"
	"chigiri/models/secret"
	"chigiri/models/totp"
)

// CodeSetup is how long a new secret waits for its first code.
const CodeSetup = 15 * time.Minute

const (
	codePurpose = "one-time code"
	codeIssuer  = "Chigiri"
)

// codeRow is a person's one-time code. It counts from the moment the first code was
// typed; before that it is being set up.
type codeRow struct {
	UserID      string
	Sealed      string
	LastStep    int64 // of the last code taken: none is taken twice, nor one before it
	CreatedAt   instant
	ConfirmedAt instant
}

func (codeRow) TableName() string { return "user_codes" }

// EnrolCode makes a fresh secret for the actor's one-time codes after asking for the
// password, at which guesses count as failed sign-ins. It counts once ConfirmCode has
// seen a code of it, within CodeSetup.
func (s *Store) EnrolCode(ctx context.Context, actor models.Actor, password string) (setup models.CodeSetup, err error) {
	user, attempt, err := s.provePassword(ctx, actor, asked{"password", password, "code"}, (*tx).noCode)
	if err != nil {
		return setup, err
	}
	err = s.write(ctx, actor, func(t *tx) error {
		if err := t.proved(user, attempt); err != nil {
			return err
		}
		if err := t.noCode(user); err != nil {
			return err
		}
		fresh, err := totp.NewSecret(s.rand)
		if err != nil {
			return err
		}
		row := codeRow{UserID: user.ID, CreatedAt: instant{t.now}}
		if row.Sealed, err = secret.Seal(s.rand, s.secret, codePurpose, user.ID, fresh); err != nil {
			return wrap(err, "code")
		}
		if err := t.dropCode(user.ID); err != nil {
			return err
		}
		if err := t.db.Create(&row).Error; err != nil {
			return wrap(err, "code")
		}
		setup, err = setupOf(user, fresh)
		return err
	})
	return setup, err
}

// noCode refuses an account that has a code: it is removed first.
func (t *tx) noCode(user userRow) error {
	has, err := t.hasCode(user.ID)
	if err == nil && has {
		err = models.Conflict("error.code.enrolled", nil)
	}
	return err
}

func setupOf(user userRow, plain string) (models.CodeSetup, error) {
	url, err := totp.URL(plain, codeIssuer, user.Login)
	return models.CodeSetup{Secret: plain, URL: url}, err
}

// PendingCode gives the setup again that EnrolCode began, so that a page whose code
// was wrong can show it; it is not found once CodeSetup is over, and by a program never:
// its token may be in other hands.
func (s *Store) PendingCode(ctx context.Context, actor models.Actor) (setup models.CodeSetup, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		user, err := t.account()
		if err != nil {
			return err
		}
		if actor.SessionID == "" {
			return models.NotFound("code")
		}
		row, err := t.pendingCode()
		if err != nil {
			return err
		}
		plain, err := t.plainCode(row)
		if err != nil {
			return err
		}
		setup, err = setupOf(user, plain)
		return err
	})
	return setup, err
}

func (t *tx) pendingCode() (codeRow, error) {
	var row codeRow
	err := t.first(t.db.Where("user_id = ? AND confirmed_at IS NULL AND created_at > ?", t.actor.UserID, instant{t.now.Add(-CodeSetup)}), &row, "code")
	return row, err
}

// ConfirmCode sees the first code of the secret EnrolCode made. From then on the
// sign-in asks for one, and what is signed can. The person's other sign-ins end,
// for they came in without a code; a program's own deed ends none.
func (s *Store) ConfirmCode(ctx context.Context, actor models.Actor, code string) error {
	return s.answered(ctx, actor, func(t *tx) (answer, fault error) {
		user, err := t.lockedUser(actor.UserID)
		if err != nil {
			return nil, err
		}
		row, err := t.pendingCode()
		if err != nil {
			return nil, err
		}
		if answer, err := t.spendCode(user, row, code); answer != nil || err != nil {
			return answer, err
		}
		if err := t.db.Model(&codeRow{}).Where("user_id = ?", row.UserID).Update("confirmed_at", instant{t.now}).Error; err != nil {
			return nil, wrap(err, "code")
		}
		if actor.SessionID != "" {
			if _, err := t.endSessions(user.ID, actor.SessionID); err != nil {
				return nil, err
			}
		}
		return nil, t.event(models.Event{Kind: models.EventCodeEnrolled, Subject: "user", SubjectID: user.ID})
	})
}

// RemoveCode takes the actor's one-time code away after asking for the password, at
// which guesses count as failed sign-ins.
func (s *Store) RemoveCode(ctx context.Context, actor models.Actor, password string) error {
	user, attempt, err := s.provePassword(ctx, actor, asked{"password", password, "code"}, (*tx).someCode)
	if err != nil {
		return err
	}
	return s.write(ctx, actor, func(t *tx) error {
		if err := t.proved(user, attempt); err != nil {
			return err
		}
		if err := t.someCode(user); err != nil {
			return err
		}
		if err := t.dropCode(user.ID); err != nil {
			return err
		}
		return t.event(models.Event{Kind: models.EventCodeRemoved, Subject: "user", SubjectID: user.ID})
	})
}

// someCode refuses an account that has no code.
func (t *tx) someCode(user userRow) error {
	has, err := t.hasCode(user.ID)
	if err == nil && !has {
		err = models.Conflict("error.code.absent", nil)
	}
	return err
}

// ResetCode takes the one-time code of somebody away who lost the phone, with a
// reason, and ends their sign-ins: whoever has the phone may have more. One's own is
// removed with the password, never so.
func (s *Store) ResetCode(ctx context.Context, actor models.Actor, userID, reason string) error {
	return s.write(ctx, actor, func(t *tx) error {
		u, err := t.codeHolder(userID)
		if err != nil {
			return err
		}
		if u.ID == actor.UserID {
			return models.Conflict("error.code.own", nil)
		}
		reason, err := reasoned(reason)
		if err != nil {
			return err
		}
		if !u.HasCode {
			return models.Conflict("error.code.absent", u)
		}
		if err := t.dropCode(u.ID); err != nil {
			return err
		}
		if _, err := t.endSessions(u.ID, ""); err != nil {
			return err
		}
		return t.event(models.Event{Kind: models.EventCodeReset, Subject: "user", SubjectID: u.ID, Reason: reason})
	})
}

// CodeHolder gives the account whose code the actor may reset.
func (s *Store) CodeHolder(ctx context.Context, actor models.Actor, userID string) (u models.User, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		u, err = t.codeHolder(userID)
		return err
	})
	return u, err
}

// codeHolder reads the account whose code the actor is about to reset.
func (t *tx) codeHolder(id string) (models.User, error) {
	var rows []userRow
	err := t.db.Where("id = ? AND vendor_id = ? AND role = ? AND erased_at IS NULL", id, t.actor.VendorID, string(models.VendorWorker)).Find(&rows).Error
	if err != nil && !notText(err) {
		return models.User{}, wrap(err, "user")
	}
	if len(rows) == 1 {
		list, err := t.users(rows)
		if err != nil {
			return models.User{}, err
		}
		if models.CanResetCode(t.actor, list[0]) {
			return list[0], nil
		}
	}
	return t.managedUser(id)
}
