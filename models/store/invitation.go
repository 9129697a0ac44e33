package store

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"chigiri/models"
	"chigiri/models/secret"
)

// InvitationDays is how long a link to set a password can be used, once.
const InvitationDays = 7

type invitationRow struct {
	Hash      string
	UserID    string
	CreatedAt instant
	ExpiresAt instant
	UsedAt    instant
	OpenedAt  instant
	MailID    *string
	Typed     *string // hash of the code on the sheet
}

func (invitationRow) TableName() string { return "invitations" }

// InviteUser makes a new link for an account, for its first password or a lost one;
// links made before it no longer work. The present password works until the link
// is used. Where the account has an address an invitation is mailed too, with a link of
// its own, made when it is sent: both work, and the first one used ends the other.
func (s *Store) InviteUser(ctx context.Context, actor models.Actor, id string) (link string, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		u, err := t.managedUser(id)
		if err != nil {
			return err
		}
		if u.Disabled {
			return models.Conflict("error.user.disabled", u)
		}
		link, err = t.inviteAnew(id)
		return err
	})
	return link, err
}

// BootstrapAdmin is for the command line of whoever runs the machine: it makes the
// first administrator, or a new link for an account that lost its password, and
// gives the link's secret.
func (s *Store) BootstrapAdmin(ctx context.Context, login, name string) (link string, err error) {
	err = s.write(ctx, models.System(), func(t *tx) error {
		u, err := t.user("login = ?", foldLogin(login))
		if models.KindOf(err) == models.KindNotFound {
			u, err = t.createUser(models.UserInput{Login: login, Name: name, Role: models.Admin})
		}
		if err != nil {
			return err
		}
		if u.Disabled {
			return models.Conflict("error.user.disabled", u)
		}
		link, err = t.inviteAnew(u.ID)
		return err
	})
	return link, err
}

// inviteAnew ends all links of a person, makes one to be handed over, and leaves an
// invitation to be mailed.
func (t *tx) inviteAnew(userID string) (link string, err error) {
	var u userRow
	if err := t.first(t.db.Where("id = ?", userID), &u, "user"); err != nil {
		return "", err
	}
	links, err := t.inviteAll([]invitee{{user: u, shown: true, letter: models.MailInvitation}})
	return links[userID], err
}

// inviteByMail makes the secret of the link a mail carries and keeps its hash. Other
// links of the person live on.
func (t *tx) inviteByMail(userID, mailID string) (string, error) {
	link, row, err := t.newLink(userID)
	if err != nil {
		return "", err
	}
	row.MailID = &mailID
	if err := t.db.Create(&row).Error; err != nil {
		return "", wrap(err, "invitation")
	}
	return link, t.event(models.Event{
		Kind: models.EventUserInvited, Subject: "user", SubjectID: userID, After: map[string]any{"expires_at": row.ExpiresAt.Time, "means": "mail"},
	})
}

// newLink is a link's secret, and the row that keeps its hash.
func (t *tx) newLink(userID string) (link string, row invitationRow, err error) {
	if link, err = secret.Token(t.s.rand); err != nil {
		return "", row, err
	}
	expires := t.now.AddDate(0, 0, InvitationDays)
	return link, invitationRow{Hash: secret.Sum(link), UserID: userID, CreatedAt: instant{t.now}, ExpiresAt: instant{expires}}, nil
}

// endInvitations ends links that were not used.
func (t *tx) endInvitations(condition string, args ...any) error {
	return wrap(t.db.Where("used_at IS NULL").Where(condition, args...).Delete(&invitationRow{}).Error, "invitations")
}

// InvitedUser says whose link it is, as long as it can be used.
func (s *Store) InvitedUser(ctx context.Context, link string) (u models.User, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		row, err := t.invited(link)
		if err != nil {
			return err
		}
		u, err = t.user("id = ?", row.UserID)
		return err
	})
	return u, err
}

// UseInvitation sets the password of the person the link was made for, ends their
// sessions and their programs' tokens, and uses up the link and all others they had.
// Actor door says where from.
func (s *Store) UseInvitation(ctx context.Context, door models.Actor, link, password string) error {
	u, err := s.InvitedUser(ctx, link)
	if err != nil {
		return err
	}
	if err := checkPassword("password", password, u); err != nil {
		return err
	}
	hash, err := secret.Hash(ctx, s.rand, password)
	if err != nil {
		return err
	}
	who := models.Actor{UserID: u.ID, Name: u.Name, Role: u.Role, Lang: u.Lang, Address: door.Address}
	return s.write(ctx, who, func(t *tx) error {
		// Asked again: the link may have been used while the hash was made.
		row, err := t.invited(link)
		if err != nil {
			return err
		}
		used := t.db.Model(&invitationRow{}).Where("hash = ? AND used_at IS NULL", row.Hash).Update("used_at", instant{t.now})
		if used.Error != nil || used.RowsAffected != 1 {
			return errors.Join(wrap(used.Error, "invitation"), models.NotFound("invitation"))
		}
		// Whoever needs a new link may have lost more than a password.
		if err := t.endEverything(u.ID); err != nil {
			return err
		}
		return t.setPassword(u.ID, hash, "", "invitation")
	})
}

func (t *tx) invited(link string) (invitationRow, error) {
	return t.unused("hash = ?", secret.Sum(link))
}

// setPassword writes a hash, forgets failed sign-ins, and ends all sessions of the
// person but one; means says how it came about.
func (t *tx) setPassword(userID, hash, keepSession, means string) error {
	err := t.db.Table("users").Where("id = ?", userID).
		Updates(map[string]any{"password_hash": hash, "version": gorm.Expr("version + 1")}).Error
	if err != nil {
		return wrap(err, "password")
	}
	if _, err := t.endSessions(userID, keepSession); err != nil {
		return err
	}
	return t.event(models.Event{
		Kind: models.EventPasswordChanged, Subject: "user", SubjectID: userID,
		After: map[string]any{"means": means},
	})
}
