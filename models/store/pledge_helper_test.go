package store_test

import (
	"testing"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// passphrase is the password of everybody in these tests.
const passphrase = "長い合言葉は覚えやすい 2026"

// pledgePaper typesets in the plainest way: what is sealed must be a real PDF, and the
// store does not look at what is written on it.
func pledgePaper(text models.PledgeText, sign models.PledgeSignature) (models.File, error) {
	return models.File{Name: "pledge.pdf", ContentType: "application/pdf", Bytes: plainPDF(text.Hash + " " + sign.Code)}, nil
}

// plainPDF is one page with a line of text.
func plainPDF(line string) []byte { return storetest.PDF(line) }

// person is an account with a password, as it comes through a door.
func (o *office) person(login, name string, role models.Role, division, vendor string) models.Actor {
	o.t.Helper()
	u, err := o.SeedUser(bg, models.UserInput{Login: login, Name: name, Role: role, DivisionID: division, VendorID: vendor}, passphrase, "")
	must(o.t, err)
	return models.Actor{UserID: u.ID, Name: u.Name, Role: role, DivisionID: division, VendorID: vendor, Lang: "ja", Address: "192.0.2.7"}
}

// crew is a contract at work with people who can sign.
type crew struct {
	*office
	contract string
	prime    models.Party
	boss     models.Actor // the prime's lead, with an account
	phones   map[string]*storetest.Phone
	tokens   map[string]string // of sessions, by their ids
}

func newCrew(o *office, in models.ContractInput) *crew {
	o.t.Helper()
	c := &crew{office: o, contract: o.concluded(in), phones: map[string]*storetest.Phone{}}
	c.prime = o.see(c.contract).Parties[0]
	c.boss = o.person("boss", "責任 五郎", models.VendorLead, "", o.vendor)
	return c
}

func (c *crew) line(name string) models.WorkerInput {
	return models.WorkerInput{Name: name, Duty: "保守担当", Site: "保守センター", StartsOn: c.today(), EndsOn: c.see(c.contract).Contract.EndsOn}
}

// joins puts somebody on a party's roster, and gives them a password.
func (c *crew) joins(lead models.Actor, party models.Party, name string) (models.Worker, models.Actor) {
	c.t.Helper()
	line := c.line(name)
	if from := got(c.Roster(bg, lead, party.ID))(c.t).From; line.StartsOn.Before(from) {
		line.StartsOn = from
	}
	made, err := c.AddWorkers(bg, lead, party.ID, []models.WorkerInput{line})
	must(c.t, err)
	w := made[0]
	must(c.t, c.SetPassword(bg, w.UserID, passphrase))
	return w, models.Actor{UserID: w.UserID, Name: name, Role: models.VendorWorker, VendorID: party.VendorID, Lang: "ja", Address: "192.0.2.8"}
}

// code is a one-time code of somebody, set up when it is first asked for.
func (c *crew) code(a models.Actor) string {
	c.t.Helper()
	if c.phones[a.UserID] == nil {
		c.phones[a.UserID] = storetest.Enrol(c.t, c.Store, c.clock, a, passphrase)
	}
	return c.phones[a.UserID].Code()
}

// owed is the pledge somebody is asked for.
func (c *crew) owed(a models.Actor) models.Pledge {
	c.t.Helper()
	list, err := c.OwnPledges(bg, a)
	must(c.t, err)
	for _, p := range list {
		if p.State == models.PledgeAsked {
			return p
		}
	}
	c.t.Fatalf("%s is asked for nothing: %+v", a.Name, list)
	return models.Pledge{}
}

// signs signs as somebody who has read.
func (c *crew) signs(a models.Actor, id string) (models.Pledge, error) {
	c.t.Helper()
	v, err := c.Pledge(bg, a, id)
	must(c.t, err)
	return c.SignPledge(bg, a, id, models.SignInput{Hash: v.Text.Hash, Name: v.Expected, Password: passphrase, Code: c.code(a), UserAgent: "phone"}, pledgePaper)
}

var _ store.PledgePaper = pledgePaper

func paperInput(scan []byte) store.PaperInput {
	return store.PaperInput{Name: "代表 一郎", Post: "大阪支店長", SignedOn: models.NewDate(2026, 4, 1), Scan: models.File{Name: "誓約書.pdf", Bytes: scan}}
}

// got is what a use case gives, in a line that fails the test on an error.
func got[T any](v T, err error) func(t testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		must(t, err)
		return v
	}
}
