package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"chigiri/models"
	"chigiri/models/secret"
)

// PlanErasure says what ErasePerson would take, and refuses what it would refuse.
// Nothing is changed.
func (s *Store) PlanErasure(ctx context.Context, actor models.Actor, id string, version int, reason string) (e models.Erasure, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		e, err = t.planErasure(id, version, reason)
		return err
	})
	return e, err
}

// ErasePerson takes a person's data away for good: the values behind the commitments
// the log holds, so that it says "erased" and still checks; name, login, address,
// password, and the traces of sign-ins and mail. The account must be disabled, is called anew, and never
// opens again. It is not the actor's own nor an administrator's, whose role has to be
// changed first, by a deed of its own; and no alarm of the log may stand. Names in official records (who answered, decided, issued) stay, as the
// records do; so do the events, with role and account.
func (s *Store) ErasePerson(ctx context.Context, actor models.Actor, id string, version int, reason string) error {
	return s.write(ctx, actor, func(t *tx) error {
		e, err := t.planErasure(id, version, reason)
		if err != nil {
			return err
		}
		if err := t.eraseTraces(e.User); err != nil {
			return err
		}
		gone, err := t.eraseValues(valuesOf, id, id, id)
		if err != nil {
			return err
		}
		if _, err := t.saveUser(e.User, map[string]any{
			"login": e.Login, "name": models.Erased, "password_hash": "", "lang": "", "mail": nil, "post": "", "last_seen_at": nil, "erased_at": instant{t.now},
		}); err != nil {
			return err
		}
		// The actor's own values aside, this event speaks of nobody.
		return t.event(models.Event{
			Kind: models.EventPersonErased, Subject: "user", SubjectID: id, Reason: e.Reason, After: map[string]any{"values": gone},
		})
	})
}

// valuesOf are the personal values of somebody, and the addresses from which nobody
// known tried their account and no other.
const valuesOf = `(person_id = ? OR person_id = '` + nobody + `' AND commitment IN
	(SELECT address FROM events WHERE actor_id = '' AND subject = 'user' AND subject_id = ?) AND NOT EXISTS
	(SELECT 1 FROM events e WHERE e.actor_id = '' AND e.address = personal_values.commitment AND e.subject_id <> ?))`

func (t *tx) planErasure(id string, version int, reason string) (e models.Erasure, err error) {
	if e.User, err = t.managedUser(id); err != nil {
		return e, err
	}
	switch {
	case id == t.actor.UserID:
		return e, models.Conflict("error.user.erase.own", e.User)
	case e.User.Role == models.Admin:
		return e, models.Conflict("error.user.erase.admin", e.User)
	case !e.User.Disabled:
		return e, models.Conflict("error.user.erase.enabled", e.User)
	case e.User.Version != version:
		return e, models.Conflict("error.conflict", e.User)
	}
	if e.Reason, err = reasoned(reason); err != nil {
		return e, err
	}
	if e.User.Names(e.Reason) {
		return e, models.Invalidf("reason", "error.user.erase.named")
	}
	if err := t.mayLose(id); err != nil {
		return e, err
	}
	if e.Login, err = t.erasedLogin(id); err != nil {
		return e, err
	}
	return e, t.countErasure(&e)
}

// mayLose refuses while the log or a hold still needs to show who it was: an erasure
// under an alarm may take away what shows what happened.
func (t *tx) mayLose(id string) error {
	standing, err := t.alarm()
	switch {
	case err != nil:
		return err
	case standing != nil:
		return models.Conflict("error.user.erase.alarm", nil)
	}
	return t.notHeld(id)
}

// notHeld refuses while a contract in which the person did something is under legal
// hold: who it was is part of what is held.
func (t *tx) notHeld(id string) error {
	var held int64
	err := t.db.Table("contract_holds h").Where("h.lifted_at IS NULL AND EXISTS (SELECT 1 FROM events e WHERE e.contract_id = h.contract_id AND e.actor_id = ?)", id).
		Count(&held).Error
	if err == nil && held > 0 {
		return models.Conflict("error.user.erase.held", nil)
	}
	return wrap(err, "holds")
}

// erasedLogin is the short form, or the whole id where somebody has it already.
func (t *tx) erasedLogin(id string) (string, error) {
	login := models.ErasedLogin(id)
	var taken int64
	err := t.db.Table("users").Where("login = ?", login).Count(&taken).Error
	if taken > 0 {
		login = "erased-" + id
	}
	return login, wrap(err, "user")
}

func (t *tx) countErasure(e *models.Erasure) error {
	id := e.User.ID
	for _, c := range []struct {
		into *int
		db   *gorm.DB
	}{
		{&e.Values, t.db.Table("personal_values").Where("salt IS NOT NULL").Where(valuesOf, id, id, id)},
		{&e.Events, t.db.Table("events").Where("actor_id = ?", id)},
		{&e.Signs, t.db.Table("web_sessions").Where("user_id = ?", id)},
		{&e.Tokens, t.db.Table("access_tokens").Where("user_id = ?", id)},
	} {
		var n int64
		if err := c.db.Count(&n).Error; err != nil {
			return wrap(err, "erasure")
		}
		*c.into = int(n)
	}
	return nil
}

// eraseTraces takes what tables beside the log keep of where a person came from and
// what they typed. Attempts to sign in are kept under the hash of a login; the log
// still knows the logins the person had.
func (t *tx) eraseTraces(u models.User) error {
	if err := t.endEverything(u.ID); err != nil {
		return err
	}
	if err := t.eraseMails(u.ID); err != nil {
		return err
	}
	var said []string
	err := t.db.Table("personal_values").Where("person_id = ? AND value IS NOT NULL", u.ID).Pluck("value", &said).Error
	if err != nil {
		return wrap(err, "personal values")
	}
	logins := []string{secret.Sum(u.Login)}
	for _, text := range said {
		logins = append(logins, secret.Sum(text))
	}
	for part := range slices.Chunk(logins, batch) {
		if err := t.db.Where("login IN ?", part).Delete(&attemptRow{}).Error; err != nil {
			return wrap(err, "attempts")
		}
	}
	for _, query := range []string{
		"UPDATE web_sessions SET address = '', user_agent = '' WHERE user_id = ?",
		"UPDATE access_tokens SET name = '' WHERE user_id = ?",
		"DELETE FROM kept_forms WHERE user_id = ?",
		"DELETE FROM user_codes WHERE user_id = ?",
	} {
		if err := t.db.Exec(query, u.ID).Error; err != nil {
			return wrap(err, "traces")
		}
	}
	return nil
}
