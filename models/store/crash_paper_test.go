package store_test

import (
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/seal"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// crashPaper tells a process that is to be killed which paper to seal, as JSON.
const crashPaper = "CHIGIRI_CRASH_PAPER"

// paperDeed is a deed that seals a paper, and the step at which its process dies.
type paperDeed struct {
	Deed, Step   string
	Address, Key string
	At           time.Time
	UserID, Name string
	Role         models.Role
	Division     string
	Vendor       string
	ID           string // of the pledge or the meeting
	Hash         string // of the text to sign
	Code         string
	Came         []string
}

// paperCrash does the deed; at its step it dies, and at the end where there is none.
func paperCrash() error {
	var d paperDeed
	if err := json.Unmarshal([]byte(os.Getenv(crashPaper)), &d); err != nil {
		return err
	}
	key, err := seal.ParseKey([]byte(d.Key))
	if err != nil {
		return err
	}
	clock := storetest.NewClock()
	clock.Set(d.At)
	s, err := store.Open(bg, d.Address, store.Options{Now: clock.Now, Secret: storetest.Secret(), Seal: key})
	if err != nil {
		return err
	}
	s.OnStep(func(name string) {
		if name == d.Step {
			die()
		}
	})
	who := models.Actor{UserID: d.UserID, Name: d.Name, Role: d.Role, DivisionID: d.Division, VendorID: d.Vendor, Lang: "ja", Address: "192.0.2.8"}
	switch d.Deed {
	case "sign":
		_, err = s.SignPledge(bg, who, d.ID, models.SignInput{Hash: d.Hash, Name: d.Name, Password: passphrase, Code: d.Code}, pledgePaper)
	case "paper":
		_, err = s.KeepPaperPledge(bg, who, d.ID, paperInput(plainPDF("scan "+d.ID)), pledgePaper)
	case "hold":
		var in models.HeldInput
		if in, err = heldBy(s, who, d.ID, d.Came); err == nil {
			_, err = s.HoldBriefing(bg, who, d.ID, in, recordPaper)
		}
	}
	if err == nil && d.Step == "" {
		die()
	}
	return err
}

// kill lets another process do a deed and die at a step, and sees that it did.
func (c *crew) kill(d paperDeed, a models.Actor) {
	c.t.Helper()
	d.Address, d.At, d.Key = storetest.AddressOf(c.Store), c.clock.Now(), sealPEM(c.t)
	d.UserID, d.Name, d.Role, d.Division, d.Vendor = a.UserID, a.Name, a.Role, a.DivisionID, a.VendorID
	text, err := json.Marshal(d)
	must(c.t, err)
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), crashPaper+"="+string(text))
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || !strings.Contains(exit.String(), "killed") {
		c.t.Fatalf("%s was not killed at %q: %v\n%s", d.Deed, d.Step, err, out)
	}
}

// sealPEM is the key of the stores of tests as a key file.
func sealPEM(t testing.TB) string {
	t.Helper()
	key := storetest.Seal(t)
	der, err := x509.MarshalPKCS8PrivateKey(key.Signer)
	must(t, err)
	text := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
	for _, cert := range key.Chain {
		text = append(text, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw})...)
	}
	return string(text)
}

// remains is what a deed may leave: files, lines of the log, and what waits for a stamp.
func (c *crew) remains() (files, events []string) {
	c.t.Helper()
	files, events = got(c.RawRows("files", "sha256"))(c.t), got(c.RawRows("events", "id"))(c.t)
	events = append(events, got(c.RawRows("seal_stamps", "sealed"))(c.t)...)
	slices.Sort(files)
	slices.Sort(events)
	return files, events
}

// told counts the lines of a kind about something.
func (c *crew) told(kind models.EventKind, id string) (n int) {
	c.t.Helper()
	ids, kinds := got(c.RawRows("events", "subject_id || ' ' || kind"))(c.t), id+" "+string(kind)
	for _, line := range ids {
		if line == kinds {
			n++
		}
	}
	return n
}

// isWhole wants a sealed file that stands under the portal's seal and is the one the
// register names, with the one line of the log that tells of it.
func (c *crew) isWhole(f models.File, identity string, kind models.EventKind, id string) {
	c.t.Helper()
	r, err := seal.Verify(f.Bytes, storetest.Seal(c.t).Roots(), seal.VerifyOptions{})
	if err != nil || r.Identity != identity || c.told(kind, id) != 1 {
		c.t.Errorf("%s is not whole: %+v, %v, %d lines", id, r, err, c.told(kind, id))
	}
}

// pledgeStands says whether a pledge is signed, whole; else it is as it was asked for.
func (c *crew) pledgeStands(id string, kind models.EventKind) bool {
	c.t.Helper()
	p := got(c.Pledge(bg, models.System(), id))(c.t).Pledge
	if p.State == models.PledgeSigned {
		c.isWhole(got(c.PledgeFile(bg, models.System(), id, "pdf"))(c.t), p.Identity, kind, id)
		return true
	}
	if p.State != models.PledgeAsked || p.PDF+p.Scan+p.Identity+p.Code+p.TextHash != "" || c.told(kind, id) != 0 {
		c.t.Errorf("half of it is there: %+v", p)
	}
	return false
}

// survives kills a deed at a step and looks at what is left: with no step it was done,
// and else nothing of it may be there, least of all a file nobody names; then whoever
// pressed presses again.
func (c *crew) survives(d paperDeed, who models.Actor, stands func() bool, again func() error) {
	c.t.Helper()
	files, events := c.remains()
	c.kill(d, who)
	done := d.Step == ""
	if stands() != done {
		c.t.Errorf("killed at %q it is done: %v", d.Step, !done)
	}
	if nowFiles, nowEvents := c.remains(); !done && (!slices.Equal(files, nowFiles) || !slices.Equal(events, nowEvents)) {
		c.t.Errorf("killed at %q it left %d files, %d lines", d.Step, len(nowFiles)-len(files), len(nowEvents)-len(events))
	}
	c.clock.Advance(time.Hour) // whoever was counted out meanwhile may try again
	if err := again(); err != nil && !done {
		c.t.Errorf("pressed again after %q: %v", d.Step, err)
	}
	if !stands() {
		c.t.Errorf("pressed again after %q it is not there", d.Step)
	}
	if r := check(c.t, c.Store, ledger.Options{}); r.Finding != nil {
		c.t.Error(r.Finding)
	}
}

func TestKilledWhileSigning(t *testing.T) {
	// Proves on both engines that a process killed at any step of signing leaves the pledge
	// as it was asked for, or whole, and that the signer can sign it afterwards; with the
	// next code, for a code is used once.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		for i, step := range []string{"sign.password", "sign.code", "seal", "sealed", "file.stored", "pledge.stored", "event", "standing", ""} {
			_, worker := c.joins(c.boss, c.prime, "従事 "+string(rune('一'+i))+"郎")
			id := c.owed(worker).ID
			d := paperDeed{Deed: "sign", Step: step, ID: id, Hash: got(c.Pledge(bg, worker, id))(t).Text.Hash, Code: c.code(worker)}
			c.survives(d, worker, func() bool { return c.pledgeStands(id, models.EventPledgeSigned) }, func() error {
				_, err := c.signs(worker, id)
				return err
			})
		}
	})
}

func TestKilledWhileKeepingPaper(t *testing.T) {
	// Proves the same of a pledge on paper: the scan is there with its sheet, or neither.
	inOffice(t, func(t *testing.T, o *office) {
		for i, step := range []string{"seal", "sealed", "scan.stored", "file.stored", "event", "standing", ""} {
			in := o.high()
			in.Number = "家支第１" + string(rune('０'+i)) + "号"
			c := &crew{office: o, contract: o.concluded(in)}
			c.prime, c.boss = o.see(c.contract).Parties[0], o.person("boss"+string(rune('a'+i)), "責任 五郎", models.VendorLead, "", o.vendor)
			id := ""
			for _, p := range got(o.OwnPledges(bg, c.boss))(t) {
				if p.ContractID == c.contract {
					id = p.ID
				}
			}
			c.survives(paperDeed{Deed: "paper", Step: step, ID: id}, c.boss, func() bool { return c.pledgeStands(id, models.EventPledgePaper) }, func() error {
				_, err := c.KeepPaperPledge(bg, c.boss, id, paperInput(plainPDF("scan "+id)), pledgePaper)
				return err
			})
			if f := got(o.PledgeFile(bg, models.System(), id, "scan"))(t); !strings.Contains(string(f.Bytes), "scan "+id) {
				t.Errorf("the scan is %d bytes", len(f.Bytes))
			}
		}
	})
}

func TestKilledWhileClosingABriefing(t *testing.T) {
	// Proves the same of the record of a briefing, and that nobody has heard anything in a
	// meeting that was not closed.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		_, worker := c.joins(c.boss, c.prime, "従事 六郎")
		for _, step := range []string{"seal", "sealed", "file.stored", "briefing_stored", "briefing_told", "event", "standing", ""} {
			b, _ := c.meeting(chief, c.prime.ID)
			var came []string
			for _, a := range got(c.Briefing(bg, chief, b.ID))(t).Attendees {
				if a.UserID == worker.UserID {
					came = append(came, a.ID)
				}
			}
			heard := got(c.RawRows("topic_records", "briefing_id"))(t)
			stands := func() bool {
				now := got(c.Briefing(bg, models.System(), b.ID))(t).Briefing
				told := slices.Contains(got(c.RawRows("topic_records", "briefing_id"))(t), b.ID)
				if now.State == models.BriefingHeld {
					c.isWhole(got(c.BriefingFile(bg, models.System(), b.ID))(t), now.Identity, models.EventBriefingHeld, b.ID)
					return told
				}
				if now.PDF+now.Identity+now.Code != "" || told || c.told(models.EventBriefingHeld, b.ID) != 0 {
					t.Errorf("half of it is there: %+v", now)
				}
				return false
			}
			c.survives(paperDeed{Deed: "hold", Step: step, ID: b.ID, Came: came}, chief, stands, func() error {
				in, err := heldBy(c.Store, chief, b.ID, came)
				if err == nil {
					_, err = c.HoldBriefing(bg, chief, b.ID, in, recordPaper)
				}
				return err
			})
			if len(heard) > len(got(c.RawRows("topic_records", "briefing_id"))(t)) {
				t.Error("what was heard before is gone")
			}
		}
	})
}

// heldBy closes a meeting to which some came, with a reason for everybody else.
func heldBy(s *store.Store, who models.Actor, id string, came []string) (models.HeldInput, error) {
	in := models.HeldInput{Minutes: 60, Came: came}
	v, err := s.Briefing(bg, who, id)
	for _, a := range v.Absentees(func(a models.Attendee) bool { return !a.AttendedAt.IsZero() || slices.Contains(came, a.ID) }) {
		in.Absent = append(in.Absent, models.AbsentAttendee{ID: a.ID, Reason: "当直", MakeUpOn: v.Briefing.HeldOn})
	}
	return in, err
}
