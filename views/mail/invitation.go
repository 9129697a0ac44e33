package mail

import (
	"errors"

	"chigiri/models"
)

// invitation brings a one-time link to set the first or a new password.
func (l *letter) invitation(m models.DueMail, f Frame) error {
	if f.Link == "" {
		return errors.New("mail: an invitation without its link")
	}
	l.title = l.say("mail.invitation.title")
	l.begin = []string{l.say("mail.invitation.begin"), l.say("mail.invitation.login", m.Login)}
	l.button = item{text: l.say("mail.invitation.button"), url: f.Portal + "/welcome/" + f.Link}
	l.end = []string{l.say("mail.invitation.once", f.Days), l.say("mail.invitation.unknown")}
	return nil
}
