package store

import (
	"context"
	"errors"
	"strings"

	"gorm.io/gorm"

	"chigiri/models"
	"chigiri/models/secret"
)

// TokenPrefix begins every bearer token, so that one left in a text is recognised
// for what it is.
const TokenPrefix = "chg_"

// maxTokenDays is how long a token may live: it must be renewed once a year.
const maxTokenDays = 366

type tokenRow struct {
	ID         string
	UserID     string
	Name       string
	Hash       string
	CreatedAt  instant
	ExpiresAt  instant
	LastUsedAt instant
	RevokedAt  instant
}

func (tokenRow) TableName() string { return "access_tokens" }

func (r tokenRow) token() models.AccessToken {
	return models.AccessToken{
		ID: r.ID, Name: r.Name, CreatedAt: r.CreatedAt.Time, ExpiresAt: r.ExpiresAt.Time,
		LastUsedAt: r.LastUsedAt.Time, Revoked: !r.RevokedAt.IsZero(),
	}
}

// CreateToken makes a token by which a program acts as the actor for 1 to 366 days,
// after asking for the password, at which guesses count as failed sign-ins: a token
// outlives the session of a browser that was left open. Its Secret is known this once.
// A program cannot make tokens for itself: it takes a web session, and one on a device of
// the actor's own: on one that is passed round the next person would take the token home.
func (s *Store) CreateToken(ctx context.Context, actor models.Actor, name string, days int, password string) (token models.AccessToken, err error) {
	user, attempt, err := s.provePassword(ctx, actor, asked{"password", password, "token"}, func(t *tx, _ userRow) error {
		switch {
		case actor.SessionID == "":
			return models.Denied("error.denied.token_by_token")
		case actor.RelayID != "":
			return models.Denied("error.denied.token_on_relay")
		}
		_, err := cleanToken(name, days)
		return err
	})
	if err != nil {
		return token, err
	}
	err = s.write(ctx, actor, func(t *tx) error {
		if err := t.proved(user, attempt); err != nil {
			return err
		}
		token, err = t.freshToken(name, days)
		return err
	})
	return token, err
}

// SeedToken is CreateToken without its questions, for example data and tests.
func (s *Store) SeedToken(ctx context.Context, actor models.Actor, name string, days int) (token models.AccessToken, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		token, err = t.freshToken(name, days)
		return err
	})
	return token, err
}

func (t *tx) freshToken(name string, days int) (models.AccessToken, error) {
	name, err := cleanToken(name, days)
	if err != nil {
		return models.AccessToken{}, err
	}
	bearer, err := secret.Token(t.s.rand)
	if err != nil {
		return models.AccessToken{}, err
	}
	return t.addToken(t.actor.UserID, name, TokenPrefix+bearer, days)
}

func cleanToken(name string, days int) (string, error) {
	var c cleaner
	c.needed("name", &name, maxName)
	if days < 1 || days > maxTokenDays {
		c.problems.Add("days", "error.token.days", 1, maxTokenDays)
	}
	return name, c.problems.Err()
}

func (t *tx) addToken(userID, name, bearer string, days int) (models.AccessToken, error) {
	row := tokenRow{
		ID: t.id(), UserID: userID, Name: name, Hash: secret.Sum(bearer),
		CreatedAt: instant{t.now}, ExpiresAt: instant{t.now.AddDate(0, 0, days)},
	}
	if err := t.db.Create(&row).Error; err != nil {
		return models.AccessToken{}, wrap(err, "token")
	}
	token := row.token()
	token.Secret = bearer
	return token, t.event(models.Event{
		Kind: models.EventTokenCreated, Subject: "user", SubjectID: userID,
		After: map[string]any{"token": row.ID, "name": name, "expires_at": row.ExpiresAt.Time},
	})
}

// RevokeToken ends one of the actor's tokens at once.
func (s *Store) RevokeToken(ctx context.Context, actor models.Actor, id string) error {
	return s.write(ctx, actor, func(t *tx) error {
		var row tokenRow
		if err := t.first(t.db.Where("id = ? AND user_id = ?", id, actor.UserID), &row, "token"); err != nil {
			return err
		}
		revoked := t.db.Model(&tokenRow{}).Where("id = ? AND revoked_at IS NULL", id).Update("revoked_at", instant{t.now})
		if revoked.Error != nil {
			return wrap(revoked.Error, "token")
		}
		if revoked.RowsAffected == 0 {
			return models.Conflict("error.token.revoked", row.token())
		}
		return t.event(models.Event{
			Kind: models.EventTokenRevoked, Subject: "user", SubjectID: actor.UserID,
			Before: map[string]any{"token": id, "name": row.Name},
		})
	})
}

// ActorByToken gives whom a program acts for; it is KindStale when the token is
// over, revoked or unknown, or its person's account is closed.
func (s *Store) ActorByToken(ctx context.Context, bearer, address string) (actor models.Actor, err error) {
	if !strings.HasPrefix(bearer, TokenPrefix) {
		return actor, errStale()
	}
	var row tokenRow
	err = s.read(ctx, models.System(), func(t *tx) error {
		var user userRow
		err := t.db.Where("hash = ? AND revoked_at IS NULL AND expires_at > ?", secret.Sum(bearer), instant{t.now}).Take(&row).Error
		if err == nil {
			err = t.db.Where("id = ? AND disabled_at IS NULL", row.UserID).Take(&user).Error
		}
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return errStale()
		}
		actor = user.actor(address, "")
		return wrap(err, "token")
	})
	if err == nil && s.Now().Sub(row.LastUsedAt.Time) >= touchEvery {
		err = s.write(ctx, actor, func(t *tx) error {
			return wrap(t.db.Model(&tokenRow{}).Where("id = ?", row.ID).Update("last_used_at", instant{t.now}).Error, "token")
		})
	}
	return actor, err
}
