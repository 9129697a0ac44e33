package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"chigiri/models"
	"chigiri/models/secret"
	"chigiri/models/totp"
)

// A sign-in whose password was right waits HalfLife for the one-time code, and takes
// HalfTries of them. It is known by a secret in the browser's cookie, opens nothing,
// and ends with everything that ends a person's sessions.
const (
	HalfLife  = 5 * time.Minute
	HalfTries = 5
)

type halfRow struct {
	Hash      string
	UserID    string
	Tries     int
	CreatedAt instant
	ExpiresAt instant
}

func (halfRow) TableName() string { return "half_sign_ins" }

// errHalfOver is the answer to a half-open sign-in that is over, or never was.
func errHalfOver() error { return &models.Error{Kind: models.KindStale, Key: "error.code.over"} }

// openHalf begins the second half of a sign-in. The attempt is taken back: it was no
// failure, and as a success it would forget the wrong codes before it.
func (t *tx) openHalf(userID, attempt string) (string, error) {
	token, err := secret.Token(t.s.rand)
	if err != nil {
		return "", err
	}
	if err := t.db.Where("id = ?", attempt).Delete(&attemptRow{}).Error; err != nil {
		return "", wrap(err, "attempt")
	}
	if err := t.db.Where("expires_at < ?", instant{t.now}).Delete(&halfRow{}).Error; err != nil {
		return "", wrap(err, "sign in")
	}
	row := halfRow{Hash: secret.Sum(token), UserID: userID, CreatedAt: instant{t.now}, ExpiresAt: instant{t.now.Add(HalfLife)}}
	return token, wrap(t.db.Create(&row).Error, "sign in")
}

func (t *tx) endHalves(userID string) error {
	return wrap(t.db.Where("user_id = ?", userID).Delete(&halfRow{}).Error, "sign in")
}

// HalfSignIn says whether a half-open sign-in still waits for its code; KindStale when
// it does not.
func (s *Store) HalfSignIn(ctx context.Context, half string) error {
	return s.read(ctx, models.System(), func(t *tx) error {
		_, err := t.half(half)
		return err
	})
}

func (t *tx) half(token string) (halfRow, error) {
	var row halfRow
	err := t.first(t.db.Where("hash = ? AND tries < ? AND expires_at > ?", secret.Sum(token), HalfTries, instant{t.now}), &row, "session")
	if models.KindOf(err) == models.KindNotFound {
		err = errHalfOver()
	}
	return row, err
}

// FinishSignIn opens the session of a sign-in whose password was right, with a
// one-time code. Refusals are lookAtCode's; KindStale says to begin again. Actor door and
// userAgent are SignIn's.
func (s *Store) FinishSignIn(ctx context.Context, door models.Actor, userAgent, half, code string) (session models.WebSession, err error) {
	if _, ok := totp.Read(code); !ok { // a slip, not a guess: it is no try
		return session, models.Invalidf("code", "error.code.format")
	}
	err = s.answered(ctx, models.Actor{Address: door.Address}, func(t *tx) (answer, fault error) {
		session = models.WebSession{}
		row, user, own, err := t.holdHalf(half)
		if err != nil {
			return nil, err
		}
		if answer, err = t.spendCode(user, own, code); err != nil {
			return nil, err
		}
		if answer != nil {
			return t.missed(row, answer)
		}
		if err := t.endHalf(row); err != nil {
			return nil, err
		}
		t.actor = user.actor(door.Address, "") // from here on it is the person who acts
		session, err = t.enter(user, door, userAgent)
		return nil, err
	})
	return session, err
}

// holdHalf reads a half-open sign-in with its account, which it holds, and its code.
// Whatever of them is gone meanwhile, the sign-in begins again.
func (t *tx) holdHalf(token string) (row halfRow, user userRow, own codeRow, err error) {
	if row, err = t.half(token); err != nil {
		return row, user, own, err
	}
	if user, err = t.lockedUser(row.UserID); err == nil {
		own, err = t.confirmedCode(user.ID)
	}
	if models.KindOf(err) == models.KindNotFound {
		err = errHalfOver()
	}
	if err == nil {
		row, err = t.half(token) // as it is now that others have to wait
	}
	return row, user, own, err
}

// missed counts a code that was not taken; after the last try the sign-in is over.
func (t *tx) missed(row halfRow, answer error) (error, error) {
	counted := t.db.Model(&halfRow{}).Where("hash = ? AND tries < ?", row.Hash, HalfTries).Update("tries", gorm.Expr("tries + 1"))
	if counted.Error != nil {
		return nil, wrap(counted.Error, "sign in")
	}
	if row.Tries+1 >= HalfTries {
		return errHalfOver(), nil
	}
	return answer, nil
}

// endHalf uses a half-open sign-in up; of two that finish it at once, one does.
func (t *tx) endHalf(row halfRow) error {
	ended := t.db.Where("hash = ? AND tries < ?", row.Hash, HalfTries).Delete(&halfRow{})
	if ended.Error == nil && ended.RowsAffected == 0 {
		return errHalfOver()
	}
	return wrap(ended.Error, "sign in")
}
