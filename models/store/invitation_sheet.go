package store

import (
	"context"

	"chigiri/models"
	"chigiri/models/catalog"
	"chigiri/models/secret"
)

// sheetLogin is what guesses at the codes of sheets are counted under, beside the address.
// It is no login: nobody's is kept out by it.
const sheetLogin = "\x00sheet"

// OpenSheet gives a link for the code of a printed sheet, as long as the sheet's own can be
// used, and to the same end. A code that fits no sheet counts as a failed sign-in from
// door's address, and makes the next one wait as such: KindTooMany with the seconds. What
// cannot be a code is no guess, and is not counted. Everything is KindInvalid at "code".
func (s *Store) OpenSheet(ctx context.Context, door models.Actor, typed string) (link string, err error) {
	wrong := models.Invalidf("code", "error.relay.sheet")
	code := secret.ReadTyped(typed)
	if code == "" {
		return "", wrong
	}
	err = s.answered(ctx, models.Actor{Address: door.Address}, func(t *tx) (answer, fault error) {
		attempt, err := t.attempt(sheetLogin+network(door.Address), door.Address)
		if err != nil {
			return nil, err
		}
		sheet, err := t.unused("typed = ?", secret.Sum(code))
		switch {
		case models.KindOf(err) == models.KindNotFound:
			return wrong, t.sheetFailed(attempt)
		case err != nil:
			return nil, err
		}
		if err := t.succeeded(attempt); err != nil {
			return nil, err
		}
		link, err = t.linkOfSheet(sheet)
		return nil, err
	})
	return link, err
}

// sheetFailed leaves a wrong code in the log, without the code.
func (t *tx) sheetFailed(attempt string) error {
	if err := t.failed(attempt); err != nil {
		return err
	}
	return t.event(models.Event{Kind: models.EventSignInFailed, Subject: "user", After: map[string]any{"means": "sheet"}})
}

// linkOfSheet makes one more link for the person of a sheet, for the device on which the
// code was typed: the sheet's own is known to nobody here.
func (t *tx) linkOfSheet(sheet invitationRow) (string, error) {
	var u userRow
	if err := t.first(t.db.Where("id = ?", sheet.UserID), &u, "user"); err != nil {
		return "", err
	}
	link, row, err := t.newLink(sheet.UserID)
	if err != nil {
		return "", err
	}
	row.ExpiresAt, row.OpenedAt = sheet.ExpiresAt, sheet.OpenedAt
	if err := t.db.Create(&row).Error; err != nil {
		return "", wrap(err, "invitation")
	}
	person := *t
	person.actor = u.actor(t.actor.Address, "")
	return link, person.event(models.Event{Kind: models.EventSheetTyped, Subject: "user", SubjectID: u.ID})
}

// unused is an invitation that can be used, and whose account may sign in.
func (t *tx) unused(condition string, args ...any) (invitationRow, error) {
	var row invitationRow
	err := t.first(t.db.Where(condition, args...).Where("used_at IS NULL AND expires_at > ?", instant{t.now}).
		Where("EXISTS (SELECT 1 FROM users WHERE users.id = user_id AND disabled_at IS NULL)"), &row, "invitation")
	return row, err
}

// Signing tells the leads of a party, and of those above it, and staff what one of its
// people needs to sign a pledge of a kind: nothing where none is asked for.
func (s *Store) Signing(ctx context.Context, actor models.Actor, partyID string, kind models.PledgeKind) (n models.Signing, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		p, tree, err := t.partyOf(partyID)
		if err != nil {
			return err
		}
		if actor.External() && !t.leads(p, tree) {
			return models.NotFound("party")
		}
		d, err := t.asHouse().dossierOf(p.ContractID, false)
		if err != nil || d.row.IssuedNumber == 0 {
			return err
		}
		e, a, err := t.asHouse().binding(d)
		if err == nil {
			n = catalog.PledgeRule(e, a, kind).Signing()
		}
		return err
	})
	return n, err
}
