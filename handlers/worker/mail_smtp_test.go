package worker_test

import (
	"fmt"
	"strings"
	"testing"

	"chigiri/handlers/worker"
	"chigiri/models"
)

func TestTLS(t *testing.T) {
	// Proves that a server's certificate is checked, against one's own authority where
	// it is given, that a server without TLS gets nothing, and that a password goes
	// over TLS alone.
	cert, pool := certificate(t)
	for name, c := range map[string]struct {
		mode, address string
		roots         bool
		login         map[string]string
		fault         models.MailFault
	}{
		"STARTTLS with the own authority":   {"starttls", "smtp://%s", true, nil, ""},
		"TLS with the own authority":        {"tls", "smtps://%s", true, nil, ""},
		"TLS, said otherwise":               {"tls", "smtp://%s?tls=tls", true, nil, ""},
		"STARTTLS, certificate not known":   {"starttls", "smtp://%s", false, nil, models.FaultTLS},
		"TLS, certificate not known":        {"tls", "smtps://%s", false, nil, models.FaultTLS},
		"a server without TLS":              {"none", "smtp://%s", true, nil, models.FaultTLS},
		"a password over STARTTLS":          {"starttls", "smtp://portal:open%%20sesame@%s", true, map[string]string{"portal": "open sesame"}, ""},
		"a password that is not right":      {"starttls", "smtp://portal:wrong@%s", true, map[string]string{"portal": "open sesame"}, models.FaultAuth},
		"TLS where the server speaks plain": {"none", "smtps://%s", true, nil, models.FaultTLS},
	} {
		t.Run(name, func(t *testing.T) {
			server := &mailServer{manners: manners{login: c.login}}
			o := newPostOffice(t, &mailServer{})
			server.start(t, c.mode, cert)
			roots := pool
			if !c.roots {
				roots = nil
			}
			carrier, err := worker.ParseSMTP(fmt.Sprintf(c.address, server.address), roots)
			must(t, err)
			o.Carrier = carrier
			o.invite("one", "甲")
			o.round()
			if c.fault != "" {
				if m := o.want(models.MailWaiting, c.fault); strings.Contains(m.Reply, "wrong") || len(server.all()) > 0 {
					t.Errorf("the reply is %q", m.Reply)
				}
				return
			}
			o.want(models.MailSent, "")
			if l := server.all(); len(l) != 1 || !l[0].encrypted || (l[0].user != "") != (c.login != nil) {
				t.Errorf("arrived: %+v", l)
			}
		})
	}
}

func TestParseSMTP(t *testing.T) {
	// Proves which addresses of a mail server are understood, and that a refusal never
	// shows the password.
	for address, server := range map[string]string{
		"smtp://mail.example": "mail.example:587", "smtp://mail.example?tls=tls": "mail.example:465", "smtps://u:p@mail.example/": "mail.example:465",
		"smtp://mail.example?tls=none": "mail.example:25", "smtp://u:p@[::1]:2525?tls=starttls": "[::1]:2525",
		"smtp://u:hunter2@mail.example?tls=none": "", "smtp://u:hunter2%@mail.example": "", "http://mail.example": "", "smtp://": "", "mail.example:25": "",
		"smtp://mail.example?tls=maybe": "", "smtp://mail.example?ssl=1": "", "smtps://mail.example?tls=none": "", "smtp://mail.example/x": "", "smtp://mail.example:0": "",
		"smtp://mail.example:99999": "",
	} {
		got, err := worker.ParseSMTP(address, nil)
		switch {
		case (err == nil) != (server != ""):
			t.Errorf("%s: %v", address, err)
		case err == nil && got.Server() != server:
			t.Errorf("%s is %s", address, got.Server())
		case err != nil && strings.Contains(err.Error(), "hunter2"):
			t.Errorf("%s: %v", address, err)
		}
	}
	for address, good := range map[string]bool{
		"契 <a@pref.example>": true, "a@pref.example": true, "": false, "契": false, "a@b": false, "a@pref.example, b@pref.example": false, "a@pref.example\r\nBcc: b@pref.example": false,
	} {
		if _, err := worker.ParseMailAddress(address); (err == nil) != good {
			t.Errorf("%q: %v", address, err)
		}
	}
}
