package store_test

import (
	"testing"

	"chigiri/models"
)

func TestLineStaysWithItsPerson(t *testing.T) {
	// Proves that what somebody signed does not pass to another by a change of the name on
	// the line, nor by a line of another name for the account; that another spelling
	// changes nothing; and that under a new name of the account the pledge is asked anew.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		w, worker := c.joins(c.boss, c.prime, "従事 六郎")
		old := got(c.signs(worker, c.owed(worker).ID))(t)
		line := func() models.Worker {
			t.Helper()
			for _, l := range got(o.Roster(bg, c.boss, c.prime.ID))(t).Workers {
				if l.ID == w.ID {
					return l.Worker
				}
			}
			t.Fatal("the line is gone")
			return models.Worker{}
		}
		change := func(name, mail string) error {
			t.Helper()
			now := line()
			in := now.WorkerInput
			in.Name, in.Mail = name, mail
			return o.UpdateWorker(bg, c.boss, w.ID, now.Version, in)
		}
		wantProblem(t, change("別 人", ""), "name", "error.worker.known")
		wantProblem(t, change("従事 六郎", "attacker@evil.example"), "mail", "error.worker.mail_known")
		must(t, change("従事　六郎", ""))
		if p := got(o.Pledge(bg, worker, old.ID))(t); p.Pledge.State != models.PledgeSigned {
			t.Errorf("another spelling left the pledge %s", p.Pledge.State)
		}
		u := got(o.User(bg, o.admin, w.UserID))(t)
		got(o.UpdateUser(bg, o.admin, u.ID, u.Version, models.UserInput{Login: u.Login, Name: "改姓 六郎", Role: u.Role, VendorID: u.VendorID, Mail: u.Mail}))(t)
		must(t, change("改姓 六郎", ""))
		worker.Name = "改姓 六郎"
		if p := got(o.Pledge(bg, worker, old.ID))(t).Pledge; p.State != models.PledgeEnded || p.EndReason != "name" {
			t.Errorf("after the new name the pledge is %s for %q", p.State, p.EndReason)
		}
		if v := got(o.Pledge(bg, worker, c.owed(worker).ID))(t); v.Expected != "改姓 六郎" {
			t.Errorf("the new one expects %q", v.Expected)
		}
		below := o.below(c.contract, "", c.boss, o.otherVendor)
		sub := o.person("sub.boss", "再委 七郎", models.VendorLead, "", o.otherVendor)
		_, other := c.joins(sub, below, "再委 八郎")
		in := c.line("別 人")
		in.UserID, in.StartsOn = other.UserID, got(o.Roster(bg, sub, below.ID))(t).From
		must(t, o.WorkerLeft(bg, sub, got(o.Roster(bg, sub, below.ID))(t).Workers[0].ID, o.today(), "配置転換"))
		_, err := o.AddWorkers(bg, sub, below.ID, []models.WorkerInput{in})
		wantProblem(t, err, "lines.0.name", "error.roster.account_name")
		in.Name = "再委 八郎"
		got(o.AddWorkers(bg, sub, below.ID, []models.WorkerInput{in}))(t)
	})
}

func TestMistypedWorker(t *testing.T) {
	// Proves that a name and an address which were mistyped are mended on the line and on
	// the account before its person signs in, and that the link that went to the wrong
	// address no longer works.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		in := c.line("従事 六朗")
		in.Mail = "rokuro@firm.exampel"
		w := got(o.AddWorkers(bg, c.boss, c.prime.ID, []models.WorkerInput{in}))(t)[0]
		got(o.InviteWorker(bg, c.boss, w.ID))(t)
		link := got(o.MintMailLink(bg, house, claimOne(t, o.Store, "p").ID, "p"))(t)
		if _, err := o.InvitedUser(bg, link); err != nil {
			t.Fatalf("the link in the letter: %v", err)
		}
		in.Name, in.Mail = "従事 六郎", "rokuro@firm.example"
		must(t, o.UpdateWorker(bg, c.boss, w.ID, w.Version, in))
		u := got(o.User(bg, o.admin, w.UserID))(t)
		if u.Name != in.Name || u.Mail != in.Mail || u.Login == "" {
			t.Errorf("the account is %+v", u)
		}
		wantEvent(t, o.Store, models.EventUserUpdated, "user", w.UserID, c.boss)
		_, err := o.InvitedUser(bg, link)
		wantKind(t, err, models.KindNotFound)
	})
}
