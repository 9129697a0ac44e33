package main

import (
	"crypto/rand"
	"crypto/x509"
	"fmt"
	netmail "net/mail"
	"os"

	"chigiri/handlers/worker"
	"chigiri/models/store"
)

// mailing is how serve finds its mail server. Without one mail waits in the queue.
type mailing struct {
	SMTP        string `name:"smtp-url" env:"PORTAL_SMTP_URL" placeholder:"smtp://USER:PASSWORD@HOST:587" help:"Mail server; ?tls=starttls (the default), tls or none."`
	SMTPFile    string `name:"smtp-url-file" env:"PORTAL_SMTP_URL_FILE" placeholder:"FILE" help:"File that holds it (for secrets)."`
	SMTPCA      string `name:"smtp-ca" env:"PORTAL_SMTP_CA" placeholder:"FILE" help:"Certificates (PEM) the mail server is believed by; the system's when left out."`
	MailFrom    string `env:"PORTAL_MAIL_FROM" placeholder:"NAME <ADDRESS>" help:"Sender of mail; needed with a mail server."`
	MailReplyTo string `env:"PORTAL_MAIL_REPLY_TO" placeholder:"ADDRESS" help:"Where answers to mail go; the sender when left out."`
}

// sending is how mail goes out of serve, and the mail server's name for the page that
// tells of it. portal is the address links lead to.
func (c mailing) sending(portal string) (m worker.Mail, server string, err error) {
	if c.SMTP == "" && c.SMTPFile == "" {
		return m, "", nil
	}
	address, err := secret("PORTAL_SMTP_URL", c.SMTP, c.SMTPFile)
	if err != nil {
		return m, "", err
	}
	var roots *x509.CertPool
	if c.SMTPCA != "" {
		pem, err := os.ReadFile(c.SMTPCA)
		if err != nil {
			return m, "", fmt.Errorf("PORTAL_SMTP_CA: %w", err)
		}
		roots = x509.NewCertPool()
		if !roots.AppendCertsFromPEM(pem) {
			return m, "", fmt.Errorf("PORTAL_SMTP_CA: %s holds no certificate", c.SMTPCA)
		}
	}
	carrier, err := worker.ParseSMTP(address, roots)
	if err != nil {
		return m, "", fmt.Errorf("PORTAL_SMTP_URL: %w", err)
	}
	m = worker.Mail{Carrier: carrier, Portal: portal, Holder: rand.Text()}
	if m.From, err = worker.ParseMailAddress(c.MailFrom); err != nil {
		return m, "", fmt.Errorf("PORTAL_MAIL_FROM: %w", err)
	}
	if c.MailReplyTo == "" {
		return m, carrier.Server(), nil
	}
	if m.ReplyTo, err = worker.ParseMailAddress(c.MailReplyTo); err != nil {
		err = fmt.Errorf("PORTAL_MAIL_REPLY_TO: %w", err)
	}
	return m, carrier.Server(), err
}

// demoMail keeps in the database what would be sent, so that the demo can show it.
func demoMail(db *store.Store, portal string) worker.Mail {
	return worker.Mail{
		Carrier: worker.Outbox{Store: db}, Portal: portal, Holder: rand.Text(), Tick: demoMailTick,
		From: netmail.Address{Name: "契", Address: "chigiri@pref.example"},
	}
}
