package mail

import (
	"encoding/json"
	"errors"
	"fmt"

	"chigiri/models"
	"chigiri/views/i18n"
)

// digest lists what waits for somebody today.
func (l *letter) digest(m models.DueMail, f Frame) error {
	var lines []models.DigestLine
	if err := json.Unmarshal(m.Data, &lines); err != nil {
		return fmt.Errorf("mail: digest: %w", err)
	}
	if len(lines) == 0 {
		return errors.New("mail: an empty digest")
	}
	l.title = l.say("mail.digest.title", len(lines), i18n.Date(m.Lang, m.Day))
	l.begin = []string{l.say("mail.digest.begin", len(lines))}
	for _, d := range lines {
		i := item{text: d.Text, url: f.Portal + d.Path}
		if !d.Due.IsZero() {
			i.note = l.say("mail.digest.due", i18n.Date(m.Lang, d.Due))
		}
		l.items = append(l.items, i)
	}
	l.end = []string{l.say("mail.digest.end")}
	return nil
}
