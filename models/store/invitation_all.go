package store

import (
	"chigiri/models"
	"chigiri/models/secret"
)

// invitee is somebody on the way to a link. Where a link is shown, whoever invites hands
// it over; where there is an address, a letter goes there, be it with a link of its own.
type invitee struct {
	user   userRow
	shown  bool
	letter models.MailKind
	told   any // what the letter is written from; never a secret
}

// reached says whether a letter goes to somebody.
func (i invitee) reached() bool { return value(i.user.Mail) != "" && i.user.DisabledAt.IsZero() }

// inviteAll ends all links of people and the invitations to them that have not gone yet,
// makes the links that are shown, and leaves letters to be mailed: in the same few
// statements however many people there are. It gives the secrets of the links by account.
func (t *tx) inviteAll(people []invitee) (links map[string]string, err error) {
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = p.user.ID
	}
	if err := t.endInvitations("user_id IN ?", ids); err != nil {
		return nil, err
	}
	if err := t.dropInvitations(ids...); err != nil {
		return nil, err
	}
	links, err = t.showLinks(people)
	if err != nil {
		return nil, err
	}
	return links, t.mailLetters(people)
}

// showLinks makes the links that are shown, and says in the log who was invited.
func (t *tx) showLinks(people []invitee) (map[string]string, error) {
	links := map[string]string{}
	var rows []invitationRow
	events := make([]models.Event, 0, len(people))
	for _, p := range people {
		after := map[string]any{"means": "mail"}
		if p.shown {
			link, row, err := t.newLink(p.user.ID)
			if err != nil {
				return nil, err
			}
			row.Typed = pointer(secret.Sum(secret.Typed(link)))
			links[p.user.ID], rows = link, append(rows, row)
			after = map[string]any{"expires_at": row.ExpiresAt.Time}
		}
		events = append(events, models.Event{Kind: models.EventUserInvited, Subject: "user", SubjectID: p.user.ID, After: after})
	}
	if len(rows) > 0 {
		if err := t.db.CreateInBatches(&rows, batch).Error; err != nil {
			return nil, wrap(err, "invitations")
		}
	}
	return links, t.logged(events)
}

// mailLetters leaves letters to everybody who has an address.
func (t *tx) mailLetters(people []invitee) error {
	var mails []mailRow
	for _, p := range people {
		if !p.reached() {
			continue
		}
		if err := models.CheckMailAddress("mail", *p.user.Mail); err != nil {
			return err
		}
		row, err := t.mailRow(newMail{
			kind: p.letter, toUser: p.user.ID, toAddress: *p.user.Mail, lang: p.user.Lang, subject: "user", subjectID: p.user.ID, data: p.told,
		})
		if err != nil {
			return err
		}
		mails = append(mails, row)
	}
	if len(mails) == 0 {
		return nil
	}
	if err := t.admitLetters(mails); err != nil {
		return err
	}
	return wrap(t.db.CreateInBatches(&mails, batch).Error, "mails")
}
