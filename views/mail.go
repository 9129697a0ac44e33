package views

import (
	"net/url"
	"strings"

	"chigiri/models"
)

// MailList is the page of mails: which state it is narrowed to, what there is, and how
// mail goes out.
type MailList struct {
	State  models.MailState
	Rows   []models.Mail
	Next   string
	Counts map[models.MailState]int
	Outage *models.MailOutage // while the mail server takes nothing
	Server string             // name of the mail server; empty for none
	Outbox bool               // the demo shows letters instead of sending them
}

// MailTwin is what a program gets of it.
type MailTwin struct {
	Rows   []models.Mail            `json:"rows"`
	Next   string                   `json:"next,omitempty"`
	Counts map[models.MailState]int `json:"counts"`
	Outage *models.MailOutage       `json:"outage,omitempty"` // while the mail server takes nothing
	Server string                   `json:"server"`           // empty where none is configured and mail waits
}

// MailRetryForm asks for all mails of a state to be tried again.
type MailRetryForm struct {
	State string `form:"state" json:"state"` // failed or waiting
}

// MailRetried says how many there were.
type MailRetried struct {
	Mails int `json:"mails"`
}

// Twin is the page for programs.
func (l MailList) Twin() MailTwin {
	return MailTwin{Rows: l.Rows, Next: l.Next, Counts: l.Counts, Outage: l.Outage, Server: l.Server}
}

// total is how many mails there are of all states.
func (l MailList) total() int {
	n := 0
	for _, c := range l.Counts {
		n += c
	}
	return n
}

func mailFilter(state models.MailState) string {
	if state == "" {
		return "/mails"
	}
	return "/mails?" + url.Values{"state": {string(state)}}.Encode()
}

func mailClass(s models.MailState) string {
	switch s {
	case models.MailSent:
		return "ok"
	case models.MailWaiting, models.MailSending:
		return "due"
	case models.MailFailed:
		return "bad"
	}
	return "off"
}

func mailShape(s models.MailState) string {
	return map[string]string{"ok": "●", "due": "▲", "bad": "■", "off": "―"}[mailClass(s)]
}

// waiting is how many mails wait to be sent.
func (l MailList) waiting() int { return l.Counts[models.MailWaiting] + l.Counts[models.MailSending] }

// outageStory is what is known of a mail server that takes nothing, sentence by sentence.
func outageStory(b Base, l MailList) []string {
	all := []string{b.T("mail.fault." + string(l.Outage.Fault))}
	if l.Outage.Reply != "" {
		all = append(all, b.T("mail.reply", l.Outage.Reply))
	}
	if l.Outage.TakenAt.IsZero() {
		all = append(all, b.T("mail.down.never", l.Server))
	} else {
		all = append(all, b.T("mail.down.taken", l.Server, b.Instant(l.Outage.TakenAt)))
	}
	return append(all, b.T("mail.down.tried", b.Instant(l.Outage.TriedAt)))
}

// mailStory is what happened to a mail, sentence by sentence.
func mailStory(b Base, m models.Mail) []string {
	var all []string
	if m.Fault != "" {
		all = append(all, b.T("mail.fault."+string(m.Fault)))
	}
	switch m.State {
	case models.MailSent:
		all = append(all, b.T("mail.sent_at", b.Instant(m.SentAt)))
	case models.MailWaiting:
		if m.Tries > 0 {
			all = append(all, b.T("mail.tries", m.Tries))
		}
		if m.NotBefore.After(b.Now) {
			all = append(all, b.T("mail.next_try", b.Instant(m.NotBefore)))
		}
	case models.MailFailed:
		all = append(all, b.T("mail.tries", m.Tries))
	}
	if m.Reply != "" {
		all = append(all, b.T("mail.reply", m.Reply))
	}
	return all
}

// recipient names who a mail goes to.
func recipient(m models.Mail) string {
	if m.ToName != "" {
		return m.ToName
	}
	return orDash(m.ToAddress)
}

// textRun is a piece of a letter's text; url is where it leads, if anywhere.
type textRun struct{ text, url string }

// textRuns finds the addresses in a letter: they stand on lines of their own.
func textRuns(body string) []textRun {
	var all []textRun
	for line := range strings.Lines(body) {
		bare := strings.TrimSpace(line)
		if !strings.HasPrefix(bare, "http://") && !strings.HasPrefix(bare, "https://") {
			all = append(all, textRun{text: line})
			continue
		}
		before, after, _ := strings.Cut(line, bare)
		all = append(all, textRun{text: before}, textRun{text: bare, url: bare}, textRun{text: after})
	}
	return all
}
