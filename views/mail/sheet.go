package mail

import (
	"encoding/json"
	"fmt"

	"chigiri/models"
)

// sheet tells somebody that a sheet of paper with a link of theirs was printed, and by
// whom: if it never reaches them, somebody else may set their password.
func (l *letter) sheet(m models.DueMail) error {
	var n models.SheetNotice
	if err := json.Unmarshal(m.Data, &n); err != nil {
		return fmt.Errorf("mail: a notice of a sheet: %w", err)
	}
	l.title = l.say("mail.sheet.title")
	l.begin = []string{l.say("mail.sheet.begin", n.Vendor, n.By), l.say("mail.sheet.ended"), l.say("mail.invitation.login", m.Login)}
	l.end = []string{l.say("mail.sheet.unknown")}
	return nil
}
