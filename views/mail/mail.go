// Package mail writes the letters the portal sends: one file per message, in Japanese
// and English, as plain text and as simple HTML. A message is a letter: a salutation,
// paragraphs, things to do, a word at the end. The text part and the HTML part are both
// drawn from it, so that they cannot say different things; hence messages are Go and
// only letter.templ is a template. Somebody whose language nobody knows yet gets a letter
// in Japanese with the English below it.
//
// A letter loads nothing from anywhere and follows nobody: no pictures, no styles from
// outside, links to the portal alone and as they are. It may use models and i18n.
package mail

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"chigiri/models"
	"chigiri/views/i18n"
)

// Message is a letter ready to be sent. Title is one line without markup.
type Message struct{ Title, Text, HTML string }

// Frame is what a letter needs beside the mail itself.
type Frame struct {
	Portal string // address people use: https://portal.example
	Link   string // the one-time link's secret, for kinds that carry one
	Days   int    // how long the link can be used
}

// letter is a message before it is drawn.
type letter struct {
	lang   string
	title  string
	to     string // salutation
	begin  []string
	button item // the one thing to press
	items  []item
	end    []string
	foot   []string
	portal string
	again  *letter // the same in English, below; nil where the person's language is known
}

// item is something to do, and the page where it is done.
type item struct{ text, note, url string }

// Write writes the letter of a mail. It fails where the mail holds what no letter can
// be written from.
func Write(m models.DueMail, f Frame) (Message, error) {
	if u, err := url.Parse(f.Portal); err != nil || u.Host == "" {
		return Message{}, fmt.Errorf("mail: %q is no address of a portal", f.Portal)
	}
	f.Portal = strings.TrimRight(f.Portal, "/")
	l, err := compose(m, f)
	if err != nil {
		return Message{}, err
	}
	title := l.title
	if m.Unspoken && m.Kind != models.MailDigest { // a digest's lines are in one language
		m.Lang = i18n.EN
		english, err := compose(m, f)
		if err != nil {
			return Message{}, err
		}
		l.again, title = &english, title+" / "+english.title
	}
	var html strings.Builder
	if err := letterHTML(l, title).Render(context.Background(), &html); err != nil {
		return Message{}, fmt.Errorf("mail: %w", err)
	}
	return Message{Title: title, Text: l.text(), HTML: html.String()}, nil
}

// compose writes a letter in the language of the mail.
func compose(m models.DueMail, f Frame) (l letter, err error) {
	l = letter{lang: m.Lang, portal: f.Portal}
	if m.ToName != "" {
		l.to = i18n.T(m.Lang, "mail.to", m.ToName)
	}
	switch m.Kind {
	case models.MailInvitation:
		err = l.invitation(m, f)
	case models.MailDigest:
		err = l.digest(m, f)
	case models.MailSheet:
		err = l.sheet(m)
	default:
		err = fmt.Errorf("mail: no letter for %q", m.Kind)
	}
	l.foot = []string{l.say("mail.foot"), l.say("mail.foot.auto")}
	return l, err
}

func (l *letter) say(key string, args ...any) string { return i18n.T(l.lang, key, args...) }

// text draws the letter as plain text. Addresses stand on lines of their own: that is
// where mail programs find them whole.
func (l *letter) text() string {
	body, foot := l.body(), l.foot
	if l.again != nil {
		body += "---------- English ----------\n\n" + l.again.body() // no signature: that has two hyphens
		foot = append(slices.Clone(foot), l.again.foot...)
	}
	body += "-- \n" // what follows is a signature (RFC 3676, section 4.3)
	for _, p := range append(foot, l.portal) {
		body += p + "\n"
	}
	return body
}

// body is the letter as plain text, without its foot.
func (l *letter) body() string {
	var b strings.Builder
	part := func(lines ...string) {
		for _, line := range lines {
			b.WriteString(line)
			b.WriteByte('\n')
		}
		b.WriteByte('\n')
	}
	if l.to != "" {
		part(l.to)
	}
	for _, p := range l.begin {
		part(p)
	}
	if l.button.url != "" {
		part(l.button.text, l.button.url)
	}
	for _, i := range l.items {
		head := l.say("mail.bullet") + i.text
		if i.note != "" {
			head += l.say("mail.note", i.note)
		}
		part(head, "  "+i.url)
	}
	for _, p := range l.end {
		part(p)
	}
	return b.String()
}
