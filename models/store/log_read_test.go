package store_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// read is everything an actor reads of the log under a query, the newest first.
func (o *office) read(a models.Actor, q store.EventQuery) []models.LogLine {
	o.t.Helper()
	var all []models.LogLine
	for q.Limit = 200; ; {
		l, err := o.Log(bg, a, q)
		must(o.t, err)
		all = append(all, l.Events...)
		if q.After = l.Next; q.After == "" {
			return all
		}
	}
}

// lived makes a contract of the first vendor with a life behind it, of which the
// vendor knows a part, and one of another division and vendor.
func (o *office) lived() (mine, theirs string) {
	o.t.Helper()
	mine = o.concluded(o.high())
	in := o.high()
	in.Persons, in.Note = 51000, "秘密の覚書"
	_, err := o.UpdateContract(bg, o.drafter, mine, o.see(mine).Contract.Version, in)
	must(o.t, err)
	_, err = o.Consult(bg, o.drafter, mine, "秘密の相談")
	must(o.t, err)
	must(o.t, o.AnswerConsultation(bg, o.reviewer, mine, true, "秘密の回答"))
	o.issue(mine)
	other := o.low()
	other.Number, other.DivisionID, other.VendorID, other.Systems = "税政第１号", o.otherDivision, o.otherVendor, nil
	c, err := o.CreateContract(bg, o.other, other)
	must(o.t, err)
	_, err = o.IssueAppendix(bg, o.other, c.ID, c.Version, paper)
	must(o.t, err)
	for _, a := range []models.Actor{o.drafter, o.manager, o.reviewer, o.admin, o.lead, o.worker} {
		must(o.t, o.RawExec(fmt.Sprintf(`INSERT INTO users (id, login, name, role, division_id, vendor_id, created_at)
			VALUES ('%[1]s', '%[1]s', '担当 %[1]s', '%[2]s', NULLIF('%[3]s', ''), NULLIF('%[4]s', ''), '2026-04-01 00:00:00')`, a.UserID, a.Role, a.DivisionID, a.VendorID)))
		must(o.t, o.SetLanguage(bg, a, "en"))
	}
	_, _, err = o.CheckpointLog(bg, store.LogKeys{Key: newKey(o.t)})
	must(o.t, err)
	return mine, c.ID
}

func TestLogIsReadByDuty(t *testing.T) {
	// Proves for every role which lines it reads: its duty's and no others.
	inOffice(t, func(t *testing.T, o *office) {
		mine, theirs := o.lived()
		all := len(o.read(o.auditor, store.EventQuery{}))
		if n := o.count(); n != all {
			t.Errorf("the audit office reads %d of %d lines", all, n)
		}
		for _, c := range []struct {
			who                           models.Actor
			mine, theirs, log, registers  bool
			ownAccount, foreignAccount, n int
		}{
			{who: o.auditor, mine: true, theirs: true, log: true, registers: true, foreignAccount: 6},
			{who: o.reviewer, mine: true, theirs: true, log: true, registers: true, ownAccount: 1},
			{who: o.admin, log: true, ownAccount: 1, foreignAccount: 5},
			{who: o.manager, mine: true, registers: true, ownAccount: 1},
			{who: o.drafter, mine: true, registers: true, ownAccount: 1},
			{who: o.other, theirs: true, registers: true},
			{who: o.lead, mine: true, ownAccount: 1},
			{who: o.worker, ownAccount: 1},
			{who: o.rival, theirs: true},
		} {
			own, foreign := 0, 0
			seen := map[string]bool{}
			for _, l := range o.read(c.who, store.EventQuery{}) {
				switch {
				case l.Subject == "user" && l.SubjectID == c.who.UserID:
					own++
				case l.Subject == "user":
					foreign++
				case l.Subject == "log":
					seen["log"] = true
				case l.ContractID != "":
					seen[l.ContractID] = true
				case l.Subject == "system" || l.Subject == "vendor":
					seen["registers"] = true
				}
			}
			if own != c.ownAccount || foreign != c.foreignAccount {
				t.Errorf("%s reads %d lines of the own account and %d of others", c.who.UserID, own, foreign)
			}
			for what, want := range map[string]bool{mine: c.mine, theirs: c.theirs, "log": c.log, "registers": c.registers} {
				if seen[what] != want {
					t.Errorf("%s reads of %s: %v, want %v", c.who.UserID, what, seen[what], want)
				}
			}
		}
	})
}

func TestVendorReadsWhatWasIssuedToIt(t *testing.T) {
	// Proves that a vendor's lead reads of the issues and moves of its contracts, and
	// in no way, the canonical form included, of drafts, consultations, reasons or of
	// who in the house did it; and that it cannot be found out by asking for somebody.
	inOffice(t, func(t *testing.T, o *office) {
		mine, _ := o.lived()
		lines := o.read(o.lead, store.EventQuery{ContractID: mine})
		var got []string
		for _, l := range lines {
			got = append(got, string(l.Kind))
			e, err := o.LogEvent(bg, o.lead, l.ID)
			must(t, err)
			told, err := json.Marshal(e)
			must(t, err)
			for _, secret := range []string{"秘密", "意見", "異存", "consult", "draft\"", "担当", "192.0.2", `"actor_id":"drafter","actor":""`} {
				if strings.Contains(string(told), secret) {
					t.Errorf("a vendor is told %s: %s", secret, told)
				}
			}
			if e.ActorID != "" || e.ActorName != "" || e.Address != "" || e.Reason != "" {
				t.Errorf("a vendor is told who: %+v", e.Event)
			}
		}
		want := []string{"appendix.issued", "contract.moved", "appendix.issued"}
		if !slices.Equal(got, want) {
			t.Errorf("a vendor reads %v, want %v", got, want)
		}
		if n := len(o.read(o.lead, store.EventQuery{Actor: o.drafter.UserID})); n != 0 {
			t.Errorf("asked for a drafter by id, a vendor finds %d lines", n)
		}
		for _, l := range o.read(o.auditor, store.EventQuery{ContractID: mine}) {
			_, err := o.LogEvent(bg, o.lead, l.ID)
			told := slices.ContainsFunc(lines, func(x models.LogLine) bool { return x.ID == l.ID })
			if told != (err == nil) {
				t.Errorf("%s: listed %v, opened: %v", l.Kind, told, err)
			}
			want := models.KindNotFound
			if told {
				want = models.KindDenied // the proof holds who in the house did it
			}
			_, err = o.EventProof(bg, o.lead, l.ID)
			wantKind(t, err, want)
		}
	})
}

func TestVendorReadsNothingOfStaffInItsAccount(t *testing.T) {
	// Proves that what an administrator did to the account of a vendor's person is told
	// without who, from where and why, in no way to be asked for, and proven to staff
	// alone; and that own deeds are told and proven whole.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		o := &office{Store: s, t: t}
		admin := p.Admin
		admin.Name, admin.Address = "管理 太郎", "203.0.113.9"
		for _, who := range []models.Actor{p.Lead, p.Worker} {
			u, err := s.User(bg, admin, who.UserID)
			must(t, err)
			_, err = s.UpdateUser(bg, admin, u.ID, u.Version, models.UserInput{Login: u.Login, Name: u.Name + "２", Role: u.Role, VendorID: u.VendorID})
			must(t, err)
			must(t, s.DisableUser(bg, admin, u.ID, "内部の理由"))
			must(t, s.EnableUser(bg, admin, u.ID, "内部の理由"))
			_, err = s.InviteUser(bg, admin, u.ID)
			must(t, err)
			_, err = s.SignIn(bg, models.Actor{Address: admin.Address}, "x", u.Login, "wrong")
			wantKind(t, err, models.KindInvalid)
			must(t, s.SetLanguage(bg, who, "en"))
		}
		_, _, err := s.CheckpointLog(bg, store.LogKeys{Key: newKey(t)})
		must(t, err)
		for _, who := range []models.Actor{p.Lead, p.Worker} {
			partial, whole := 0, 0
			for _, l := range o.read(who, store.EventQuery{SubjectID: who.UserID, Subject: "user"}) {
				e, err := s.LogEvent(bg, who, l.ID)
				must(t, err)
				told, err := json.Marshal([]any{l, e})
				must(t, err)
				for _, secret := range []string{admin.UserID, admin.Name, admin.Address, "内部の理由"} {
					if strings.Contains(string(told), secret) {
						t.Errorf("%s is told %s of %s: %s", who.Role, secret, l.Kind, told)
					}
				}
				_, err = s.EventProof(bg, who, l.ID)
				if l.Partial != e.Partial || l.Partial != (e.Leaf == "") || l.Partial != (models.KindOf(err) == models.KindDenied) {
					t.Errorf("%s reads %s with partial %v, leaf %q, proof %v", who.Role, l.Kind, l.Partial, e.Leaf, err)
				}
				if l.Partial {
					partial++
				} else {
					whole++
				}
			}
			if partial < 5 || whole < 2 { // the account was made by the system, the language is their own
				t.Errorf("%s reads %d lines in part and %d whole", who.Role, partial, whole)
			}
			if n := len(o.read(who, store.EventQuery{Actor: admin.UserID})); n != 0 {
				t.Errorf("asked for the administrator by id, %s finds %d lines", who.Role, n)
			}
			if n := len(o.read(who, store.EventQuery{Actor: who.UserID})); n != 1 {
				t.Errorf("%s finds %d own deeds", who.Role, n)
			}
		}
	})
}

func TestVendorReadsWhatItsPeopleDid(t *testing.T) {
	// Proves that the deeds of a vendor's people are for its lead, but their sign-ins
	// are not, and that what somebody did before they were given another place is not
	// for the place they have now.
	inOffice(t, func(t *testing.T, o *office) {
		mine, _ := o.lived()
		person := func(login, vendor string) models.User {
			u, err := o.SeedUser(bg, models.UserInput{Login: login, Name: login, Role: models.VendorWorker, VendorID: vendor}, "", "")
			must(t, err)
			must(t, o.RawExec(`INSERT INTO events (id, at, actor_id, actor_name, role, kind, subject, subject_id, contract_id, reason)
				SELECT '`+models.NewID(o.clock.Now(), strings.NewReader("12345678"))+`', at, '`+u.ID+`', '', 'vendor_worker', 'contract.party_added', 'party', 'p', '`+mine+`', 'deed of `+login+`'
				FROM events WHERE kind = 'contract.created' AND contract_id = '`+mine+`'`))
			return u
		}
		person("colleague", o.vendor)
		moved := person("newcomer", o.otherVendor)
		must(t, o.RawExec("UPDATE parties SET ended_at = NULL"))
		in := models.UserInput{Login: moved.Login, Name: moved.Name, Role: moved.Role, VendorID: o.vendor}
		_, err := o.UpdateUser(bg, o.admin, moved.ID, moved.Version, in)
		must(t, err)
		var deeds []string
		for _, l := range o.read(o.lead, store.EventQuery{}) {
			if l.Role == models.VendorWorker {
				deeds = append(deeds, l.Reason)
			}
			if l.Subject == "user" && l.SubjectID != o.lead.UserID {
				t.Errorf("a lead reads of another's account: %+v", l.Event)
			}
		}
		if !slices.Equal(deeds, []string{"deed of colleague"}) {
			t.Errorf("a lead reads %v", deeds)
		}
	})
}

func TestLogFilters(t *testing.T) {
	// Proves that the log narrows by person, kind, thing and days as they are counted
	// in Japan, also over pages, and that a slip is named instead of finding nothing.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		o := &office{Store: s, t: t, clock: clock}
		p := storetest.Seed(t, s)
		day := models.NewDate(2026, 6, 10)
		for _, at := range []time.Duration{-time.Second, time.Second, 23 * time.Hour, 24*time.Hour + time.Second} {
			clock.Set(day.Start().Add(at))
			_, err := s.CreateDivision(bg, p.Admin, models.DivisionInput{Code: fmt.Sprint("D", int(at.Seconds())), Name: at.String(), From: storetest.Day(2020, 4, 1)})
			must(t, err)
		}
		count := func(q store.EventQuery, want int) {
			t.Helper()
			if n := len(o.read(p.Auditor, q)); n != want {
				t.Errorf("%+v finds %d, want %d", q, n, want)
			}
		}
		count(store.EventQuery{From: day, To: day}, 2)
		count(store.EventQuery{From: day}, 3)
		count(store.EventQuery{From: day.AddDays(-1), To: day.AddDays(-1), Kind: models.EventDivisionCreated}, 1)
		count(store.EventQuery{Actor: p.Admin.UserID}, 4)
		count(store.EventQuery{Actor: p.Lead.UserID}, 0)
		count(store.EventQuery{Kind: models.EventDivisionCreated, Actor: "system"}, 3)
		count(store.EventQuery{Subject: "vendor"}, 3)
		count(store.EventQuery{Subject: "contract"}, 0)
		for field, q := range map[string]store.EventQuery{
			"kind": {Kind: "contract.eaten"}, "subject": {Subject: "tea"}, "to": {From: day, To: day.AddDays(-1)},
		} {
			_, err := s.Log(bg, p.Auditor, q)
			if inv := models.Invalid(err); inv == nil || inv.Problems[0].Field != field {
				t.Errorf("%+v: %v, want a problem at %s", q, err, field)
			}
		}
		first, err := s.Log(bg, p.Auditor, store.EventQuery{From: day, Limit: 2})
		must(t, err)
		rest, err := s.Log(bg, p.Auditor, store.EventQuery{From: day, Limit: 2, After: first.Next})
		must(t, err)
		if len(first.Events) != 2 || len(rest.Events) != 1 || rest.Next != "" {
			t.Errorf("pages of %d and %d", len(first.Events), len(rest.Events))
		}
	})
}

func TestLogCostsTheSameQueries(t *testing.T) {
	// Proves that a page of the log makes as many queries for one line as for many.
	inOffice(t, func(t *testing.T, o *office) {
		o.lived()
		for _, a := range []models.Actor{o.auditor, o.manager, o.lead} {
			cost := func(limit int) int {
				ctx, cost := store.Measure(bg)
				_, err := o.Log(ctx, a, store.EventQuery{Limit: limit, Subject: "contract"})
				must(t, err)
				return cost.Queries()
			}
			if one, many := cost(1), cost(200); many > one || many > 20 {
				t.Errorf("%s: %d queries for a line, %d for many", a.UserID, one, many)
			}
		}
	})
}

func TestLogNamesWhatItsReaderMayOpen(t *testing.T) {
	// Proves that things are named for those who may open them, and for nobody else.
	inOffice(t, func(t *testing.T, o *office) {
		mine, theirs := o.lived()
		for _, c := range []struct {
			who   models.Actor
			named []string
			not   []string
		}{
			{o.auditor, []string{mine, theirs, o.navi, o.vendor, o.division}, nil},
			{o.drafter, []string{mine, o.navi, o.vendor, o.division}, []string{theirs}},
			{o.admin, []string{o.division}, []string{mine, theirs, o.navi, o.vendor}},
			{o.lead, []string{mine}, []string{theirs, o.navi, o.division, o.otherVendor}},
		} {
			l, err := o.Log(bg, c.who, store.EventQuery{Limit: 200})
			must(t, err)
			for _, id := range c.named {
				if l.Names[id] == "" {
					t.Errorf("%s: %s has no name", c.who.UserID, id)
				}
			}
			for _, id := range c.not {
				if l.Names[id] != "" {
					t.Errorf("%s is told of %s", c.who.UserID, l.Names[id])
				}
			}
		}
		if l, err := o.Log(bg, o.lead, store.EventQuery{}); err != nil || l.State != nil {
			t.Errorf("a vendor is told how the log stands: %+v, %v", l.State, err)
		}
	})
}
