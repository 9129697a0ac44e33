package store_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"testing"
	"time"

	"chigiri/assets"
	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// office is a small prefecture with two divisions, two vendors and two systems, and
// the people of every role.
type office struct {
	*store.Store
	t     testing.TB
	clock *storetest.Clock

	drafter, manager, reviewer, auditor, admin, lead, worker, other, rival models.Actor
	division, otherDivision, vendor, otherVendor, navi, site               string
	edition                                                                string
}

func newOffice(t testing.TB, s *store.Store, clock *storetest.Clock) *office {
	t.Helper()
	o := &office{Store: s, t: t, clock: clock}
	system := models.System()
	for _, e := range assets.Editions() {
		row, err := s.PublishEdition(bg, system, e.Name, e.Data)
		must(t, err)
		o.edition = row.ID
	}
	o.division, o.otherDivision = o.newDivision("K1", "家庭支援課"), o.newDivision("Z1", "税政課")
	o.vendor, o.otherVendor = o.newVendor("7120001077523", "みおつくし情報システム株式会社"), o.newVendor("4011001098993", "なにわ税務電算株式会社")
	actor := func(id string, role models.Role, division, vendor string) models.Actor {
		return models.Actor{UserID: id, Name: "担当 " + id, Role: role, DivisionID: division, VendorID: vendor, Lang: "ja", Address: "192.0.2.7"}
	}
	o.drafter, o.manager = actor("drafter", models.Drafter, o.division, ""), actor("manager", models.Manager, o.division, "")
	o.reviewer, o.auditor, o.admin = actor("reviewer", models.Reviewer, "", ""), actor("auditor", models.Auditor, "", ""), actor("admin", models.Admin, "", "")
	o.lead, o.worker = actor("lead", models.VendorLead, "", o.vendor), actor("worker", models.VendorWorker, "", o.vendor)
	o.other, o.rival = actor("other", models.Drafter, o.otherDivision, ""), actor("rival", models.VendorLead, "", o.otherVendor)
	o.navi = o.newSystem("SYS-1", "児童相談ＩＴナビシステム", models.ZoneMyNumber, "mynumber", "child_consultation")
	o.site = o.newSystem("SYS-2", "府政情報発信サイト", models.ZoneInternet, "public")
	return o
}

func (o *office) newDivision(code, name string) string {
	o.t.Helper()
	d, err := o.CreateDivision(bg, models.System(), models.DivisionInput{Code: code, Name: name, From: models.NewDate(2010, 4, 1)})
	must(o.t, err)
	return d.ID
}

func (o *office) newVendor(number, name string) string {
	o.t.Helper()
	v, err := o.CreateVendor(bg, models.System(), models.VendorInput{CorporateNumber: number, Name: name, Address: "大阪市中央区", RepTitle: "代表取締役", Representative: "海野 渚"})
	must(o.t, err)
	return v.ID
}

func (o *office) newSystem(code, name string, zone models.Zone, classes ...string) string {
	o.t.Helper()
	s, err := o.CreateSystem(bg, models.System(), models.SystemInput{Code: code, Name: name, DivisionID: o.division, Zone: zone, Classes: classes})
	must(o.t, err)
	return s.ID
}

// low is a contract that needs no consultation, high one that does.
func (o *office) low() models.ContractInput {
	return models.ContractInput{
		Number: "家支第１号", Title: "広報紙デザイン業務", Kind: models.KindOther, StartsOn: models.NewDate(2026, 4, 1), EndsOn: models.NewDate(2027, 3, 31),
		DivisionID: o.division, VendorID: o.vendor, Systems: []string{o.site}, Classes: []string{"public"}, Procurement: models.Negotiate,
		SystemManager: "家庭支援課長", PolicyVersion: "基本要綱（令和８年４月１日改正）", Scheme: models.SchemeArticle,
	}
}

func (o *office) high() models.ContractInput {
	in := o.low()
	in.Number, in.Title, in.Kind = "家支第２号", "児童相談ＩＴナビシステム保守運用業務", models.KindUpkeep
	in.Systems, in.Classes, in.Flags = []string{o.navi}, []string{"mynumber", "basic_identity"}, []string{"remote_maintenance"}
	in.Persons = 42000
	return in
}

func (o *office) make(in models.ContractInput) models.Contract {
	o.t.Helper()
	c, err := o.CreateContract(bg, o.drafter, in)
	must(o.t, err)
	return c
}

func (o *office) see(id string) models.ContractView {
	o.t.Helper()
	v, err := o.Contract(bg, models.System(), id)
	must(o.t, err)
	return v
}

// consulted asks and agrees.
func (o *office) consulted(id string) {
	o.t.Helper()
	_, err := o.Consult(bg, o.drafter, id, "水準について意見を求めます。")
	must(o.t, err)
	must(o.t, o.AnswerConsultation(bg, o.reviewer, id, true, "異存ありません。"))
}

func (o *office) issue(id string) models.Appendix {
	o.t.Helper()
	a, err := o.IssueAppendix(bg, o.drafter, id, o.see(id).Contract.Version, paper)
	must(o.t, err)
	return a
}

// issued is a contract with its first appendix in force.
func (o *office) issued(in models.ContractInput) string {
	o.t.Helper()
	c := o.make(in)
	if o.see(c.ID).NeedsAnswer {
		o.consulted(c.ID)
	}
	o.issue(c.ID)
	return c.ID
}

// concluded is one that was signed today.
func (o *office) concluded(in models.ContractInput) string {
	o.t.Helper()
	id := o.issued(in)
	must(o.t, o.Conclude(bg, o.drafter, id, o.see(id).Contract.Version, o.today()))
	return id
}

// below gives a firm its place below a party, the prime when none is named, by the
// way everybody takes.
func (o *office) below(id, above string, lead models.Actor, vendor string) models.Party {
	o.t.Helper()
	if above == "" {
		above = o.see(id).Parties[0].ID
	}
	people := storetest.People{Lead: o.lead, Drafter: o.drafter, Reviewer: o.reviewer}
	return storetest.Subcontract(o.t, o.Store, people, id, above, lead, o.application(id, vendor))
}

// application asks for a firm from the first day the rules allow.
func (o *office) application(id, vendor string) models.SubcontractInput {
	o.t.Helper()
	firm, err := o.Vendor(bg, models.System(), vendor)
	must(o.t, err)
	c := o.see(id).Contract
	var none models.Calendar
	in := storetest.Application(firm, none.AddOpenDays(o.today(), 20), c.EndsOn, c.Classes...)
	in.MyNumber = c.Level == models.L4
	return in
}

func (o *office) today() models.Date { return models.Today(o.clock.Now()) }

func (o *office) days(n int) { o.clock.Advance(time.Duration(n) * 24 * time.Hour) }

// paper stands for the typesetter: bytes that follow from the appendix.
func paper(a models.Appendix) (pdf, docx models.File, err error) {
	b, err := json.Marshal(a)
	return models.File{Name: "a.pdf", ContentType: "application/pdf", Bytes: append([]byte("%PDF-"), b...)},
		models.File{Name: "a.docx", ContentType: "application/x-docx", Bytes: append([]byte("PK"), b...)}, err
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

// inOffice runs a test on each engine in an office of its own.
func inOffice(t *testing.T, test func(t *testing.T, o *office)) {
	t.Helper()
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) { test(t, newOffice(t, s, clock)) })
}

func eventsAfter(cursor string) store.EventQuery { return store.EventQuery{After: cursor, Limit: 200} }

// bundled is the source of the newest edition that comes with the program.
func bundled(t testing.TB) string {
	t.Helper()
	all := assets.Editions()
	return string(all[len(all)-1].Data)
}
