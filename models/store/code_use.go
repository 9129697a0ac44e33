package store

import (
	"context"
	"errors"
	"fmt"

	"chigiri/models"
	"chigiri/models/secret"
	"chigiri/models/totp"
)

// lookAtCode looks at a one-time code of a person, for what they sign: a code of the
// present step or of one beside it. It gives the code's step, which takeCode takes in the
// transaction of the deed, so that the code is spent if and only if the deed is done.
// Wrong codes count as failed sign-ins: attempt is the try that was counted for the
// password beside it, so that one press is one try; a new one is counted where it is
// empty. The refusals stand at the field "code":
// error.code.format, error.code.wrong, error.code.used, error.code.none where no code
// was set up, and KindTooMany.
//
// A code that was used is shown to done first, which says whether what it was used for is
// this very deed, pressed twice: then errDone comes of it, and the try was a good one.
func (s *Store) lookAtCode(ctx context.Context, actor models.Actor, userID, attempt, code string, done func(*tx) (bool, error)) (step int64, err error) {
	err = s.answered(ctx, actor, func(t *tx) (answer, fault error) {
		user, err := t.lockedUser(userID)
		if err != nil {
			return nil, err
		}
		row, err := t.confirmedCode(user.ID)
		switch {
		case models.KindOf(err) == models.KindNotFound:
			return models.Invalidf("code", "error.code.none"), nil
		case err != nil:
			return nil, err
		}
		var try string
		if step, try, answer, fault = t.matchCode(user, row, attempt, code); answer != nil || fault != nil {
			return answer, fault
		}
		if row.LastStep < step {
			return nil, t.succeeded(try)
		}
		switch again, err := done(t); {
		case err != nil:
			return nil, err
		case again:
			return errDone, t.succeeded(try)
		}
		return models.Invalidf("code", "error.code.used"), t.codeFailed(user, try)
	})
	return step, err
}

// errDone is no refusal: what is asked for was done before.
var errDone = errors.New("store: done already")

// takeCode takes the step of a code that was looked at, unless it was taken meanwhile.
func (t *tx) takeCode(userID string, step int64) error {
	taken := t.db.Model(&codeRow{}).Where("user_id = ? AND last_step < ?", userID, step).Update("last_step", step)
	if taken.Error == nil && taken.RowsAffected == 0 {
		return models.Invalidf("code", "error.code.used")
	}
	return wrap(taken.Error, "code")
}

// answered is write for what has to be kept even when the answer is no: an attempt
// that failed stays counted. The first result of do is the answer; the second undoes
// everything.
func (s *Store) answered(ctx context.Context, actor models.Actor, do func(t *tx) (answer, fault error)) error {
	var answer error
	err := s.write(ctx, actor, func(t *tx) (err error) {
		answer, err = do(t)
		return err
	})
	if err != nil {
		return err
	}
	return answer
}

// spendCode counts an attempt at a code, and takes the code's step unless it was taken
// before.
func (t *tx) spendCode(user userRow, row codeRow, typed string) (answer, fault error) {
	step, attempt, answer, fault := t.matchCode(user, row, "", typed)
	if answer != nil || fault != nil {
		return answer, fault
	}
	if err := t.takeCode(row.UserID, step); models.KindOf(err) == models.KindInvalid {
		return err, t.codeFailed(user, attempt)
	} else if err != nil {
		return nil, err
	}
	return nil, t.succeeded(attempt)
}

// matchCode counts an attempt at a code, unless one was counted, and gives the step whose
// code it is, taken or not; the attempt is a failed one until it has succeeded.
func (t *tx) matchCode(user userRow, row codeRow, counted, typed string) (step int64, attempt string, answer, fault error) {
	code, ok := totp.Read(typed)
	if !ok {
		return 0, "", models.Invalidf("code", "error.code.format"), nil
	}
	if attempt = counted; attempt == "" {
		if attempt, fault = t.attempt(user.Login, t.actor.Address); fault != nil {
			return 0, "", nil, fault
		}
	}
	plain, err := t.plainCode(row)
	if err != nil {
		return 0, "", nil, err
	}
	if step, ok, err = totp.Match(plain, code, totp.Step(t.now)); err != nil {
		return 0, "", nil, err
	}
	if !ok {
		return 0, "", models.Invalidf("code", "error.code.wrong"), t.codeFailed(user, attempt)
	}
	return step, attempt, nil, nil
}

// codeFailed leaves a wrong code in the log, without the code.
func (t *tx) codeFailed(user userRow, attempt string) error {
	if err := t.failed(attempt); err != nil {
		return err
	}
	return t.event(models.Event{
		Kind: models.EventSignInFailed, Subject: "user", SubjectID: user.ID, After: map[string]any{"means": "code"},
	})
}

// lockedUser reads an account and holds its row, so that attempts at it are counted
// one after the other.
func (t *tx) lockedUser(id string) (userRow, error) {
	var user userRow
	err := t.first(t.locked().Where("id = ? AND disabled_at IS NULL", id), &user, "user")
	return user, err
}

func (t *tx) confirmedCode(userID string) (codeRow, error) {
	var row codeRow
	err := t.first(t.db.Where("user_id = ? AND confirmed_at IS NOT NULL", userID), &row, "code")
	return row, err
}

func (t *tx) hasCode(userID string) (bool, error) {
	has, err := t.coded([]string{userID})
	return has[userID], err
}

// coded says which of some accounts have a one-time code.
func (t *tx) coded(userIDs []string) (map[string]bool, error) {
	has := map[string]bool{}
	if len(userIDs) == 0 {
		return has, nil
	}
	var ids []string
	err := t.db.Table("user_codes").Where("user_id IN ? AND confirmed_at IS NOT NULL", userIDs).Pluck("user_id", &ids).Error
	for _, id := range ids {
		has[id] = true
	}
	return has, wrap(err, "codes")
}

func (t *tx) dropCode(userID string) error {
	return wrap(t.db.Where("user_id = ?", userID).Delete(&codeRow{}).Error, "code")
}

func (t *tx) plainCode(row codeRow) (string, error) {
	plain, err := secret.Unseal(t.s.secret, codePurpose, row.UserID, row.Sealed)
	return plain, wrap(err, "code")
}

// CheckSecret refuses an installation's secret under which the one-time codes that
// are kept cannot be read.
func (s *Store) CheckSecret(ctx context.Context) error {
	return s.read(ctx, models.System(), func(t *tx) error {
		var rows []codeRow
		if err := t.db.Order("created_at DESC").Limit(1).Find(&rows).Error; err != nil {
			return wrap(err, "code")
		}
		for _, row := range rows {
			if _, err := t.plainCode(row); errors.Is(err, secret.ErrSealed) {
				return fmt.Errorf("store: the one-time codes in this database were sealed under another secret (PORTAL_SECRET): %w", err)
			} else if err != nil {
				return err
			}
		}
		return nil
	})
}
