package store

import (
	"context"
	"maps"
	"slices"

	"chigiri/models"
	"chigiri/models/secret"
)

// invitations tells how far people have come, by account; of each it is known whether
// there is a password.
func (t *tx) invitations(known map[string]bool) (map[string]models.Invitation, error) {
	ids := slices.Collect(maps.Keys(known))
	facts := map[string]models.InvitationFacts{}
	var links []invitationRow
	err := t.db.Where("used_at IS NULL AND expires_at > ? AND user_id IN ?", instant{t.now}, ids).Order("expires_at").Find(&links).Error
	if err != nil {
		return nil, wrap(err, "invitations")
	}
	for _, l := range links {
		f := facts[l.UserID]
		f.Until, f.Mailed = l.ExpiresAt.Time, f.Mailed || l.MailID != nil
		if !l.OpenedAt.IsZero() {
			f.Opened = l.OpenedAt.Time
		}
		facts[l.UserID] = f
	}
	var mails []mailRow
	err = t.db.Select("to_user_id", "state", "fault").Where("kind = ? AND state <> ? AND to_user_id IN ?", models.MailInvitation, models.MailDropped, ids).Order("id").Find(&mails).Error
	if err != nil {
		return nil, wrap(err, "mails")
	}
	for _, m := range mails { // the last one counts
		f := facts[value(m.ToUserID)]
		f.Mail, f.Fault = models.MailState(m.State), models.MailFault(m.Fault)
		facts[value(m.ToUserID)] = f
	}
	all := map[string]models.Invitation{}
	for id, has := range known {
		f := facts[id]
		f.HasSecret = has
		all[id] = models.InvitationOf(f)
	}
	return all, nil
}

// Welcome tells whoever holds a link what it leads to, as long as it can be used. It
// changes nothing.
func (s *Store) Welcome(ctx context.Context, link string) (w models.Welcome, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		row, err := t.invited(link)
		if err != nil {
			return err
		}
		u, err := t.user("id = ?", row.UserID)
		if err != nil {
			return err
		}
		w = models.Welcome{
			Login: u.Login, Name: u.Name, Role: u.Role, Vendor: u.Vendor, Opened: !row.OpenedAt.IsZero(), Known: u.HasSecret, Until: row.ExpiresAt.Time,
		}
		w.Places, err = t.welcomePlaces(u.ID)
		return err
	})
	return w, err
}

// welcomePlaces are somebody's places on rosters, the newest first.
func (t *tx) welcomePlaces(userID string) (list []models.WelcomePlace, err error) {
	var rows []struct {
		Title, DivisionID, Vendor, Above, Duty string
	}
	err = t.db.Table("workers").Joins("JOIN contracts ON contracts.id = workers.contract_id JOIN parties ON parties.id = workers.party_id").
		Joins("JOIN vendors ON vendors.id = parties.vendor_id LEFT JOIN parties above ON above.id = parties.parent_id LEFT JOIN vendors upper ON upper.id = above.vendor_id").
		Select("contracts.title, contracts.division_id, vendors.name AS vendor, COALESCE(upper.name, '') AS above, workers.duty").
		Where("workers.user_id = ? AND workers.left_on IS NULL AND workers.ends_on >= ? AND parties.state = ?", userID, t.today(), models.PartyApproved).
		Order("workers.id DESC").Limit(5).Find(&rows).Error
	if err != nil {
		return nil, wrap(err, "workers")
	}
	divisions, err := t.divisionNamesToday()
	for _, r := range rows {
		list = append(list, models.WelcomePlace{Title: r.Title, Division: divisions[r.DivisionID], Vendor: r.Vendor, Above: r.Above, Duty: r.Duty})
	}
	return list, err
}

// OpenInvitation records that the person behind a link pressed "begin". Once is enough:
// another press changes nothing. Actor door says where from.
func (s *Store) OpenInvitation(ctx context.Context, door models.Actor, link string) error {
	u, err := s.InvitedUser(ctx, link)
	if err != nil {
		return err
	}
	who := models.Actor{UserID: u.ID, Name: u.Name, Role: u.Role, Lang: u.Lang, Address: door.Address}
	return s.write(ctx, who, func(t *tx) error {
		if _, err := t.invited(link); err != nil {
			return err
		}
		opened := t.db.Model(&invitationRow{}).Where("hash = ? AND opened_at IS NULL", secret.Sum(link)).Update("opened_at", instant{t.now})
		if opened.Error != nil || opened.RowsAffected == 0 {
			return wrap(opened.Error, "invitation")
		}
		return t.event(models.Event{Kind: models.EventInvitationOpened, Subject: "user", SubjectID: u.ID})
	})
}
