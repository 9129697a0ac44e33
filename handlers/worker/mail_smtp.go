package worker

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"chigiri/models"
)

// smtpTimeout is how long a connection may take to stand, and how long one letter may
// take on it. Both for each of a batch are shorter than mailSpan.
const smtpTimeout = 12 * time.Second

// SMTP carries letters to a mail server, over one connection as long as there are any.
type SMTP struct {
	host, user, password string
	port                 int
	mode                 string
	roots                *x509.CertPool // nil for the machine's
	open                 *gomail.Client
}

// ParseSMTP reads the address of a mail server:
//
//	smtp://user:password@mail.example:587?tls=starttls
//
// tls says how the connection is secured: starttls (what it is when left out; port
// 587), tls from the first byte (port 465; smtps:// says the same), or none (port 25),
// which is for a server on the same machine or network and takes no password. The
// server's certificate is always checked, against roots or the machine's own.
func ParseSMTP(address string, roots *x509.CertPool) (*SMTP, error) {
	u, err := url.Parse(address)
	if err != nil { // it would show the password
		return nil, errors.New("the address of the mail server is no URL such as smtp://user:password@mail.example:587?tls=starttls")
	}
	mode := u.Query().Get("tls")
	for name := range u.Query() {
		if name != "tls" {
			return nil, fmt.Errorf("the address of the mail server: %q is not known, only tls is", name)
		}
	}
	switch {
	case u.Scheme == "smtps" && (mode == "" || mode == "tls"):
		mode = "tls"
	case u.Scheme == "smtp" && mode == "":
		mode = "starttls"
	case u.Scheme != "smtp":
		return nil, errors.New("the address of the mail server begins with smtp:// or smtps://")
	}
	port, known := map[string]int{"starttls": 587, "tls": 465, "none": 25}[mode]
	if !known {
		return nil, fmt.Errorf("the address of the mail server: tls=%s is none of starttls, tls, none", mode)
	}
	if u.Port() != "" {
		if port, err = strconv.Atoi(u.Port()); err != nil || port < 1 || port > 65535 {
			return nil, errors.New("the address of the mail server: its port is no port")
		}
	}
	password, _ := u.User.Password()
	c := &SMTP{host: u.Hostname(), user: u.User.Username(), password: password, port: port, mode: mode, roots: roots}
	switch {
	case c.host == "" || strings.Trim(u.Path, "/") != "" || u.Fragment != "":
		return nil, errors.New("the address of the mail server names a host, a port, and nothing behind them")
	case c.user != "" && mode == "none":
		return nil, errors.New("the address of the mail server: a password is not sent over a connection that anybody can read; use tls=starttls or tls=tls")
	}
	return c, nil
}

// Server is the mail server's name and port.
func (c *SMTP) Server() string { return net.JoinHostPort(c.host, strconv.Itoa(c.port)) }

// Open connects to the mail server and signs in, where that is not done yet.
func (c *SMTP) Open(ctx context.Context) *models.MailTrouble {
	if c.open != nil {
		return nil
	}
	return c.dial(ctx)
}

// Carry hands a letter to the mail server.
func (c *SMTP) Carry(ctx context.Context, p Parcel) *models.MailTrouble {
	m, err := envelope(p)
	if err != nil {
		return &models.MailTrouble{Fault: models.FaultLetter, Reply: err.Error()}
	}
	if trouble := c.Open(ctx); trouble != nil {
		return trouble
	}
	err = c.open.Send(m)
	if err == nil || m.IsDelivered() { // taken, whatever came after
		if err != nil {
			c.Rest()
		}
		return nil
	}
	c.Rest() // the next letter begins anew
	return sendTrouble(err)
}

// Rest says goodbye to the server.
func (c *SMTP) Rest() {
	if c.open != nil {
		_ = c.open.Close() // what matters was told before
		c.open = nil
	}
}

func (c *SMTP) dial(ctx context.Context) *models.MailTrouble {
	options := []gomail.Option{
		gomail.WithPort(c.port), gomail.WithTimeout(smtpTimeout), gomail.WithTLSPolicy(gomail.TLSMandatory),
		gomail.WithTLSConfig(&tls.Config{ServerName: c.host, RootCAs: c.roots, MinVersion: tls.VersionTLS12}),
	}
	switch c.mode {
	case "tls":
		options = append(options, gomail.WithSSL())
	case "none":
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if c.user != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(c.user), gomail.WithPassword(c.password))
	}
	client, err := gomail.NewClient(c.host, options...)
	if err == nil {
		err = client.DialWithContext(ctx)
	}
	if err != nil {
		return &models.MailTrouble{Fault: dialFault(err), Reply: asSaid(err.Error())}
	}
	c.open = client
	return nil
}

// dialFault says what kept a connection from standing. The library has no types for
// most of it, only words.
func dialFault(err error) models.MailFault {
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	switch {
	case errors.As(err, &certificate), errors.As(err, &record), errors.As(err, &alert), strings.Contains(err.Error(), "STARTTLS"):
		return models.FaultTLS
	case strings.Contains(err.Error(), "SMTP AUTH"), strings.Contains(err.Error(), "SMTP Auth"):
		return models.FaultAuth
	}
	return models.FaultUnreachable
}

// envelope is a letter as it is sent: text and HTML, in UTF-8, base64 so that no
// server on the way has to take more than ASCII. It says that a machine wrote it
// (RFC 3834), so that no machine answers.
func envelope(p Parcel) (*gomail.Msg, error) {
	for _, a := range []netmail.Address{p.From, p.To} {
		if a.Address == "" || models.CheckMailAddress("mail", a.Address) != nil {
			return nil, fmt.Errorf("%q is no address of e-mail", a.Address)
		}
	}
	m := gomail.NewMsg(gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingB64), gomail.WithNoDefaultUserAgent())
	m.FromMailAddress(&p.From)
	m.AddToMailAddress(&p.To)
	if p.ReplyTo.Address != "" {
		m.ReplyToMailAddress(&p.ReplyTo)
	}
	m.SetMessageIDWithValue(p.MessageID)
	m.SetDateWithValue(p.At)
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.Subject(p.Title)
	m.SetBodyString(gomail.TypeTextPlain, canonical(p.Text))
	m.AddAlternativeString(gomail.TypeTextHTML, canonical(p.HTML))
	return m, nil
}

// canonical ends lines as text in mail does, before it is encoded (RFC 2045, 6.8).
func canonical(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r\n")
}

// ParseMailAddress reads an address with or without a name: 契 <chigiri@pref.example.lg.jp>.
func ParseMailAddress(s string) (netmail.Address, error) {
	a, err := netmail.ParseAddress(s)
	if err != nil || models.CheckMailAddress("mail", a.Address) != nil {
		return netmail.Address{}, fmt.Errorf("%q is no address such as 契 <chigiri@pref.example.lg.jp>", s)
	}
	return *a, nil
}
