package main

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"chigiri/models"
)

// TestMailSettings proves that no mail server is a setting too, that what is set wrong
// is named without its password, and that the server comes from a file.
func TestMailSettings(t *testing.T) {
	file := filepath.Join(t.TempDir(), "smtp")
	if err := os.WriteFile(file, []byte("smtp://portal:hunter2@mail.example\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		set          mailing
		server, says string
	}{
		"none":                {mailing{}, "", ""},
		"from a file":         {mailing{SMTPFile: file, MailFrom: "契 <a@pref.example>"}, "mail.example:587", ""},
		"answers elsewhere":   {mailing{SMTP: "smtps://mail.example", MailFrom: "a@pref.example", MailReplyTo: "b@pref.example"}, "mail.example:465", ""},
		"twice":               {mailing{SMTP: "smtp://mail.example", SMTPFile: file}, "", "PORTAL_SMTP_URL"},
		"no sender":           {mailing{SMTPFile: file}, "", "PORTAL_MAIL_FROM"},
		"a sender of nowhere": {mailing{SMTPFile: file, MailFrom: "契"}, "", "PORTAL_MAIL_FROM"},
		"no address":          {mailing{SMTP: "smtp://portal:hunter2@mail.example?tls=none", MailFrom: "a@pref.example"}, "", "PORTAL_SMTP_URL"},
		"answers nowhere":     {mailing{SMTPFile: file, MailFrom: "a@pref.example", MailReplyTo: "b"}, "", "PORTAL_MAIL_REPLY_TO"},
		"no certificates":     {mailing{SMTPFile: file, MailFrom: "a@pref.example", SMTPCA: file}, "", "PORTAL_SMTP_CA"},
	} {
		t.Run(name, func(t *testing.T) {
			m, server, err := c.set.sending("https://portal.example")
			if (err != nil) != (c.says != "") || err != nil && (!strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "hunter2")) {
				t.Fatalf("error %v, want one about %q", err, c.says)
			}
			if err == nil && (server != c.server || (m.Carrier != nil) != (c.server != "")) {
				t.Errorf("mail goes through %q", server)
			}
		})
	}
}

// TestDemoOutbox proves that in the demo an account with an address is mailed a link
// within seconds, that the letter stands in the outbox, and that its link works.
func TestDemoOutbox(t *testing.T) {
	r := startDemo(t)
	status, said := r.ask("admin", http.MethodPost, "/users", `{"login": "shinnin", "name": "新任 一郎", "role": "auditor", "mail": "shinnin@pref.example"}`)
	if status != http.StatusCreated {
		t.Fatalf("%d %s", status, said)
	}
	link := regexp.MustCompile(`http://\S+/welcome/\S+`)
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		_, said := r.ask("admin", http.MethodGet, "/outbox", "")
		var letters []models.OutboxMail
		if err := json.Unmarshal([]byte(said), &letters); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		if len(letters) == 0 && time.Now().Before(deadline) {
			continue
		}
		if len(letters) != 1 || letters[0].Recipient != "新任 一郎 <shinnin@pref.example>" {
			t.Fatalf("the outbox holds %s", said)
		}
		found := link.FindString(letters[0].Body)
		if !strings.HasPrefix(found, r.URL) {
			t.Fatalf("the letter says %s", letters[0].Body)
		}
		res, err := http.Get(found)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if page, err := io.ReadAll(res.Body); err != nil || res.StatusCode != http.StatusOK || !strings.Contains(string(page), "新任 一郎") {
			t.Errorf("the link leads to %s (%v)", res.Status, err)
		}
		return
	}
}
