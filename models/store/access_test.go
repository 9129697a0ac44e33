package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// pdf is the least that passes as a PDF.
var pdf = models.File{Name: "手順書.pdf", Bytes: []byte("%PDF-1.7\n%%EOF\n")}

// access is what each person gets from one method: those in done succeed, those in
// denied are told it is not theirs, to all others the thing is not there.
type access struct {
	method       string
	done, denied string
	do           func(w *world, a models.Actor) error
}

// world is what the methods act on; fresh makes texts that are nobody's yet.
type world struct {
	*store.Store
	p          storetest.People
	sys, other models.InfoSystem
	manual     models.Manual
	n          int
	victim     models.User
	vendor     models.Vendor
	division   models.Division
	mail       string // to the victim, failed
}

// failMail has all mail refused.
func (w *world) failMail() error {
	due, err := w.ClaimMails(bg, models.System(), "w", 10, time.Minute)
	for _, m := range due {
		w.mail = m.ID
		err = errors.Join(err, w.MailFailed(bg, models.System(), m.ID, "w", models.MailTrouble{Fault: models.FaultRefused}))
	}
	return err
}

func (w *world) fresh(s string) string { w.n++; return fmt.Sprintf("%s%d", s, w.n) }

const (
	everyone = "drafter manager reviewer auditor admin vendor_lead vendor_worker sub_lead sub_worker other_drafter other_vendor_lead"
	staff    = "drafter manager reviewer auditor admin other_drafter"
	vendors  = "vendor_lead vendor_worker sub_lead sub_worker other_vendor_lead"
)

var accesses = []access{
	{"Divisions", staff, vendors + " nobody", func(w *world, a models.Actor) error { _, err := w.Divisions(bg, a); return err }},
	{"Division", staff, "", func(w *world, a models.Actor) error { _, err := w.Division(bg, a, w.division.ID); return err }},
	{"CreateDivision", "admin", everyone + " nobody", func(w *world, a models.Actor) error {
		_, err := w.CreateDivision(bg, a, models.DivisionInput{Code: w.fresh("D"), Name: "課", From: date(2020, 4, 1)})
		return err
	}},
	{"RenameDivision", "admin", staff, func(w *world, a models.Actor) error {
		d, err := w.RenameDivision(bg, a, w.division.ID, w.division.Version, models.DivisionInput{Name: w.fresh("課"), From: date(2020, 4, 1)})
		return keep(&w.division, d, err)
	}},
	{"MergeDivision", "admin", staff, func(w *world, a models.Actor) error {
		d, err := w.CreateDivision(bg, models.System(), models.DivisionInput{Code: w.fresh("M"), Name: "課", From: date(2020, 4, 1)})
		if err == nil {
			_, err = w.MergeDivision(bg, a, d.ID, d.Version, w.division.ID, date(2026, 3, 31))
		}
		return err
	}},
	{"Vendors", "drafter manager reviewer auditor other_drafter vendor_lead sub_lead other_vendor_lead", "admin vendor_worker sub_worker nobody", func(w *world, a models.Actor) error {
		_, err := w.Vendors(bg, a, store.VendorQuery{})
		return err
	}},
	{"Vendor", "drafter manager reviewer auditor other_drafter vendor_lead", "", func(w *world, a models.Actor) error { _, err := w.Vendor(bg, a, w.vendor.ID); return err }},
	{"CreateVendor", "drafter manager reviewer other_drafter", everyone + " nobody", func(w *world, a models.Actor) error {
		w.n++
		_, err := w.CreateVendor(bg, a, vendorInput(100+w.n))
		return err
	}},
	{"UpdateVendor", "drafter manager reviewer other_drafter", "auditor vendor_lead", func(w *world, a models.Actor) error {
		in := w.vendor.VendorInput
		in.Address = w.fresh("大阪市")
		v, err := w.UpdateVendor(bg, a, w.vendor.ID, w.vendor.Version, in)
		return keep(&w.vendor, v, err)
	}},
	{"Systems", "drafter manager reviewer auditor other_drafter", everyone + " nobody", func(w *world, a models.Actor) error { _, err := w.Systems(bg, a, store.SystemQuery{}); return err }},
	{"InfoSystem", "drafter manager reviewer auditor other_drafter", "", func(w *world, a models.Actor) error { _, err := w.InfoSystem(bg, a, w.sys.ID); return err }},
	{"CreateSystem", "drafter manager reviewer", everyone + " nobody", func(w *world, a models.Actor) error {
		_, err := w.CreateSystem(bg, a, systemInput(w.fresh("S"), w.p.Child.ID))
		return err
	}},
	{"UpdateSystem", "drafter manager reviewer", "auditor other_drafter", func(w *world, a models.Actor) error {
		in := w.sys.SystemInput
		in.Description = w.fresh("説明")
		sys, err := w.UpdateSystem(bg, a, w.sys.ID, w.sys.Version, in)
		return keep(&w.sys, sys, err)
	}},
	{"AddLink", "drafter manager reviewer", "auditor other_drafter", func(w *world, a models.Actor) error {
		_, err := w.AddLink(bg, a, w.sys.ID, models.LinkInput{To: w.other.ID, Data: w.fresh("世帯情報")})
		return err
	}},
	{"RemoveLink", "drafter manager reviewer", "auditor other_drafter", func(w *world, a models.Actor) error {
		l, err := w.AddLink(bg, models.System(), w.sys.ID, models.LinkInput{To: w.other.ID, Data: w.fresh("世帯情報")})
		if err == nil {
			err = w.RemoveLink(bg, a, w.sys.ID, l.ID, "廃止")
		}
		return err
	}},
	{"AddManual", "drafter manager reviewer", "auditor other_drafter", func(w *world, a models.Actor) error {
		_, err := w.AddManual(bg, a, w.sys.ID, models.Manual{Title: w.fresh("手順書"), Version: "1", Dated: date(2026, 4, 1)}, pdf)
		return err
	}},
	{"ManualFile", "drafter manager reviewer auditor other_drafter", "", func(w *world, a models.Actor) error {
		_, err := w.ManualFile(bg, a, w.sys.ID, w.manual.ID)
		return err
	}},
	{"Users", "admin auditor", everyone + " nobody", func(w *world, a models.Actor) error { _, err := w.Users(bg, a, "", ""); return err }},
	{"User", "admin auditor", "", func(w *world, a models.Actor) error { _, err := w.User(bg, a, w.victim.ID); return err }},
	{"UserByLogin", "admin auditor", "", func(w *world, a models.Actor) error { _, err := w.UserByLogin(bg, a, w.victim.Login); return err }},
	{"CreateUser", "admin", everyone + " nobody", func(w *world, a models.Actor) error {
		_, _, err := w.CreateUser(bg, a, models.UserInput{Login: w.fresh("user"), Name: "新人", Role: models.Reviewer})
		return err
	}},
	{"UpdateUser", "admin", "auditor", func(w *world, a models.Actor) error {
		u, err := w.UpdateUser(bg, a, w.victim.ID, w.victim.Version, models.UserInput{Login: w.victim.Login, Name: w.fresh("改名"), Role: models.Reviewer})
		return keep(&w.victim, u, err)
	}},
	{"InviteUser", "admin", "auditor", func(w *world, a models.Actor) error { _, err := w.InviteUser(bg, a, w.victim.ID); return err }},
	{"DisableUser", "admin", "auditor", func(w *world, a models.Actor) error { return w.DisableUser(bg, a, w.victim.ID, "退職") }},
	{"EnableUser", "admin", "auditor", func(w *world, a models.Actor) error { return w.EnableUser(bg, a, w.victim.ID, "復職") }},
	{"CodeHolder", "admin", "auditor", func(w *world, a models.Actor) error { _, err := w.CodeHolder(bg, a, w.victim.ID); return err }},
	{"Account", everyone, "", func(w *world, a models.Actor) error { _, err := w.Account(bg, a); return err }},
	{"SetLanguage", everyone, "", func(w *world, a models.Actor) error { return w.SetLanguage(bg, a, "en") }},
	{"SignOutEverywhere", everyone, "", func(w *world, a models.Actor) error { return w.SignOutEverywhere(bg, a) }},
	{"CreateToken", everyone, "", func(w *world, a models.Actor) error {
		a.SessionID = "session"
		if a.UserID != "" {
			if err := w.SetPassword(bg, a.UserID, passphrase); err != nil {
				return err
			}
		}
		_, err := w.CreateToken(bg, a, "x", 1, passphrase)
		return err
	}},
	{"EventNames", staff, vendors + " nobody", func(w *world, a models.Actor) error { _, err := w.EventNames(bg, a, []string{w.sys.ID}); return err }},
	{"Mails", "admin", everyone + " nobody", func(w *world, a models.Actor) error { _, err := w.Mails(bg, a, store.MailQuery{}); return err }},
	{"MailsAbout", "admin auditor", "", func(w *world, a models.Actor) error { _, err := w.MailsAbout(bg, a, "user", w.victim.ID); return err }},
	{"MailsAboutOneself", everyone, "", func(w *world, a models.Actor) error { _, err := w.MailsAbout(bg, a, "user", a.UserID); return err }},
	{"RetryMail", "admin", everyone + " nobody", func(w *world, a models.Actor) error {
		_, err := w.RetryMail(bg, a, w.mail)
		if err == nil {
			err = w.failMail()
		}
		return err
	}},
	{"Outbox", everyone, "nobody", func(w *world, a models.Actor) error { _, err := w.Outbox(bg, a); return err }},
	{"Log", everyone, "nobody", func(w *world, a models.Actor) error { _, err := w.Log(bg, a, store.EventQuery{}); return err }},
	{"ExportLog", staff, vendors + " nobody", func(w *world, a models.Actor) error {
		return w.ExportLog(bg, a, store.EventQuery{}, "csv", func([]models.LogLine, map[string]string) error { return nil })
	}},
	{"Events", everyone, "nobody", func(w *world, a models.Actor) error { _, _, err := w.Events(bg, a, store.EventQuery{}); return err }},
}

// keep remembers the newest state of a thing that several people change in turn.
func keep[T any](slot *T, now T, err error) error {
	if err == nil {
		*slot = now
	}
	return err
}

func systemInput(code, division string) models.SystemInput {
	return models.SystemInput{Code: code, Name: "児童相談ＩＴナビシステム", NameKana: "ジドウソウダンアイティーナビシステム", DivisionID: division, Zone: models.ZoneMyNumber}
}

func newWorld(t *testing.T, s *store.Store) *world {
	t.Helper()
	p := storetest.Seed(t, s)
	w := &world{Store: s, p: p, vendor: p.Vendor, division: p.IT}
	var err error
	w.sys, err = s.CreateSystem(bg, p.Drafter, systemInput("NAVI", p.Child.ID))
	must(t, err)
	w.other, err = s.CreateSystem(bg, p.OtherDrafter, systemInput("ROAD", p.Roads.ID))
	must(t, err)
	w.manual, err = s.AddManual(bg, p.Drafter, w.sys.ID, models.Manual{Title: "運用手順書", Version: "第３版", Dated: date(2025, 4, 1)}, pdf)
	must(t, err)
	w.sys, err = s.InfoSystem(bg, p.Drafter, w.sys.ID)
	must(t, err)
	w.victim, _, err = s.CreateUser(bg, p.Admin, models.UserInput{Login: "victim", Name: "対象 者", Role: models.Reviewer})
	must(t, err)
	reader, _, err := s.CreateUser(bg, p.Admin, models.UserInput{Login: "mailed", Name: "宛先 有子", Role: models.Reviewer, Mail: "ariko@pref.example"})
	must(t, err)
	must(t, w.failMail())
	if w.mail == "" {
		t.Fatalf("no mail to %s", reader.Login)
	}
	return w
}

func TestWhoMayDoWhat(t *testing.T) {
	// Proves for each method and each person, the owner, another division, another
	// vendor and nobody among them, whether it is done, denied or not there.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		w := newWorld(t, s)
		everybody := w.p.Everybody()
		for _, c := range accesses {
			done, denied := strings.Fields(c.done), strings.Fields(c.denied)
			for name, a := range everybody {
				want := models.KindNotFound
				switch {
				case slices.Contains(done, name):
					want = ""
				case slices.Contains(denied, name):
					want = models.KindDenied
				}
				if err := c.do(w, a); models.KindOf(err) != want || (want == "") != (err == nil) {
					t.Errorf("%s by %s: %v, want kind %q", c.method, name, err, want)
				}
			}
		}
	})
}
