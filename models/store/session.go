package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"chigiri/models"
	"chigiri/models/secret"
)

// A web session ends when nothing was asked for SessionIdle, and SessionLife after
// the sign-in in any case: a working day with its evening. It may be resumed for
// its kept forms within SessionResume.
const (
	SessionIdle   = time.Hour
	SessionLife   = 12 * time.Hour
	SessionResume = 24 * time.Hour
	touchEvery    = time.Minute
)

// A session on a device that is passed round ends after RelayIdle, and once nothing is
// left to do on it after RelayDone: the next person may hold it already.
const (
	RelayIdle      = 3 * time.Minute
	RelayDone      = 30 * time.Second
	touchRelayEach = 10 * time.Second
)

type sessionRow struct {
	ID        string
	UserID    string
	Address   string
	UserAgent string
	CreatedAt instant
	SeenAt    instant
	ExpiresAt instant
	EndedAt   instant
	RelayID   *string
	Idle      int // seconds; 0: SessionIdle
}

func (sessionRow) TableName() string { return "web_sessions" }

// idle is how long the session lasts when nothing is asked for.
func (r sessionRow) idle() time.Duration {
	if r.Idle > 0 {
		return time.Duration(r.Idle) * time.Second
	}
	return SessionIdle
}

// touched says whether the session is to slide on. A short one of a relay whose person
// goes on gets its full time back.
func (r sessionRow) touched(now time.Time) bool {
	if r.RelayID == nil {
		return now.Sub(r.SeenAt.Time) >= touchEvery
	}
	return r.idle() < RelayIdle || now.Sub(r.SeenAt.Time) >= touchRelayEach
}

// over says whether the session has ended at an instant.
func (r sessionRow) over(now time.Time) bool {
	return !r.EndedAt.IsZero() || !now.Before(r.ExpiresAt.Time) || !now.Before(r.SeenAt.Add(r.idle()))
}

func (r sessionRow) session(current string) models.WebSession {
	return models.WebSession{
		ID: r.ID, UserID: r.UserID, Address: r.Address, UserAgent: r.UserAgent,
		CreatedAt: r.CreatedAt.Time, SeenAt: r.SeenAt.Time, ExpiresAt: r.ExpiresAt.Time, Current: r.ID == current,
	}
}

// errStale is the answer to a session or token that is over, or never was.
func errStale() error { return &models.Error{Kind: models.KindStale, Key: "error.stale"} }

// openSession begins a session and gives it with its token; relay is the one on whose
// device it begins, empty for none.
func (t *tx) openSession(userID, address, userAgent, relay string) (models.WebSession, error) {
	token, err := secret.Token(t.s.rand)
	if err != nil {
		return models.WebSession{}, err
	}
	row := sessionRow{
		ID: secret.Sum(token), UserID: userID, Address: address, UserAgent: unasked(userAgent, maxLine),
		CreatedAt: instant{t.now}, SeenAt: instant{t.now}, ExpiresAt: instant{t.now.Add(SessionLife)},
	}
	if relay != "" {
		row.RelayID, row.Idle = &relay, int(RelayIdle/time.Second)
	}
	if err := t.db.Create(&row).Error; err != nil {
		return models.WebSession{}, wrap(err, "session")
	}
	session := row.session(row.ID)
	session.Token = token
	return session, nil
}

// ActorBySession gives who holds a session's token, as they are now: a change of
// role or a closed account counts at once. It is KindStale when the session is
// over. The session slides on, written at most once a minute.
func (s *Store) ActorBySession(ctx context.Context, token, address string) (actor models.Actor, err error) {
	var row sessionRow
	err = s.read(ctx, models.System(), func(t *tx) error {
		user, err := t.sessionUser(token, &row)
		if err != nil {
			return err
		}
		if row.over(t.now) {
			return errStale()
		}
		actor = user.actor(address, row.ID)
		actor.RelayID = value(row.RelayID)
		return nil
	})
	if err == nil && row.touched(s.Now()) {
		err = s.write(ctx, actor, func(t *tx) error { return t.touchSession(row) })
	}
	return actor, err
}

// sessionUser reads a session by its token into row, and its user, who must not be
// disabled.
func (t *tx) sessionUser(token string, row *sessionRow) (userRow, error) {
	var user userRow
	err := t.db.Where("id = ?", secret.Sum(token)).Take(row).Error
	if err == nil {
		err = t.db.Where("id = ? AND disabled_at IS NULL", row.UserID).Take(&user).Error
	}
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return user, errStale()
	}
	return user, wrap(err, "session")
}

func (t *tx) touchSession(row sessionRow) error {
	columns := map[string]any{"seen_at": instant{t.now}}
	if row.RelayID != nil {
		columns["idle"] = int(RelayIdle / time.Second)
	}
	err := t.db.Model(&sessionRow{}).Where("id = ? AND ended_at IS NULL AND seen_at < ?", row.ID, instant{t.now}).
		Updates(columns).Error
	if err != nil {
		return wrap(err, "session")
	}
	return wrap(t.db.Table("users").Where("id = ?", row.UserID).Update("last_seen_at", instant{t.now}).Error, "session")
}

// ExpiredSessionUser says whose session a token was, when it has run out by itself
// within the last day. It lets a half-typed form be kept for that person; it lets
// nobody in. On a device that is passed round somebody else holds it by then.
func (s *Store) ExpiredSessionUser(ctx context.Context, token string) (userID string, ok bool) {
	var row sessionRow
	err := s.read(ctx, models.System(), func(t *tx) error {
		if _, err := t.sessionUser(token, &row); err != nil {
			return err
		}
		ok = row.RelayID == nil && row.EndedAt.IsZero() && row.over(t.now) && t.now.Sub(row.SeenAt.Time) < SessionResume
		return nil
	})
	if err != nil || !ok {
		return "", false
	}
	return row.UserID, true
}

// SignOut ends the session the actor came with.
func (s *Store) SignOut(ctx context.Context, actor models.Actor) error {
	return s.write(ctx, actor, func(t *tx) error {
		ended := t.db.Model(&sessionRow{}).Where("id = ? AND user_id = ? AND ended_at IS NULL", actor.SessionID, actor.UserID).
			Update("ended_at", instant{t.now})
		if ended.Error != nil {
			return wrap(ended.Error, "sign out")
		}
		if ended.RowsAffected == 0 {
			return errStale()
		}
		return t.event(models.Event{Kind: models.EventSignedOut, Subject: "user", SubjectID: actor.UserID})
	})
}

// SignOutEverywhere ends all sessions of the actor, the present one included.
// Programs' tokens stay: they are revoked one by one.
func (s *Store) SignOutEverywhere(ctx context.Context, actor models.Actor) error {
	return s.write(ctx, actor, func(t *tx) error {
		if _, err := t.account(); err != nil {
			return err
		}
		n, err := t.endSessions(actor.UserID, "")
		if err != nil {
			return err
		}
		return t.event(models.Event{
			Kind: models.EventSignedOutAll, Subject: "user", SubjectID: actor.UserID,
			After: map[string]any{"sessions": n},
		})
	})
}

// endSessions ends a person's sessions but one, and says how many; and their half-open
// sign-ins.
func (t *tx) endSessions(userID, except string) (int64, error) {
	if err := t.endHalves(userID); err != nil {
		return 0, err
	}
	r := t.db.Model(&sessionRow{}).Where("user_id = ? AND id <> ? AND ended_at IS NULL", userID, except).
		Update("ended_at", instant{t.now})
	return r.RowsAffected, wrap(r.Error, "sessions")
}

// endEverything ends all by which a person could come in.
func (t *tx) endEverything(userID string) error {
	if _, err := t.endSessions(userID, ""); err != nil {
		return err
	}
	err := t.db.Model(&tokenRow{}).Where("user_id = ? AND revoked_at IS NULL", userID).Update("revoked_at", instant{t.now}).Error
	if err != nil {
		return wrap(err, "tokens")
	}
	if err := t.endInvitations("user_id = ?", userID); err != nil {
		return err
	}
	return t.dropInvitations(userID)
}

// unasked is a text that came without our asking, as a browser names itself, in as many
// characters as are kept; with a My Number in it nothing of it is.
func unasked(s string, max int) string {
	if s = shorten(s, max); models.GuardText("", s) != nil {
		return ""
	}
	return s
}

// shorten cuts a text we did not ask for, and takes out what is not text.
func shorten(s string, max int) string {
	out := make([]rune, 0, min(len(s), max))
	for _, r := range s {
		if len(out) == max {
			break
		}
		if r < ' ' || r == 0x7f || r == 0xfffd {
			r = '?'
		}
		out = append(out, r)
	}
	return string(out)
}
