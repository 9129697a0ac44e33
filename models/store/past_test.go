package store_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"chigiri/models"
)

// parted is a contract whose subcontractor signed, filed and was told everything and has
// left, and on which the prime and another firm go on.
type parted struct {
	*crew
	sub, next         models.Party
	lead, worker      models.Actor // of the firm that has left
	nextLead          models.Actor
	company, own      models.Pledge
	asked             models.Pledge // of the firm, never signed
	theirs            models.Pledge // of the firm that came after it
	told, later       models.Briefing
	bound, afterwards models.Appendix
}

func newParted(o *office) *parted {
	o.t.Helper()
	t, c := o.t, newCrew(o, o.high())
	p := &parted{crew: c}
	chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
	p.sub = o.below(c.contract, "", c.boss, o.otherVendor)
	p.lead = o.person("sub.boss", "再委 七郎", models.VendorLead, "", o.otherVendor)
	must(t, o.FileStructure(bg, p.lead, p.sub.ID, c.structure()))
	_, p.worker = c.joins(p.lead, p.sub, "従事 六郎")
	_, second := c.joins(p.lead, p.sub, "未署名 九郎")
	p.asked = c.owed(second)
	p.company = got(c.signs(p.lead, c.owed(p.lead).ID))(t)
	p.own = got(c.signs(p.worker, c.owed(p.worker).ID))(t)
	p.told, _ = c.meeting(chief, p.sub.ID)
	p.held(chief, p.told.ID)
	p.bound = got(o.Appendix(bg, p.lead, c.contract))(t)
	o.clock.Advance(time.Hour)
	must(t, o.EndParty(bg, c.boss, p.sub.ID, "再委託を終えた"))
	o.clock.Advance(time.Hour)

	vendor := o.newVendor("8120001000005", "後任システム株式会社")
	p.next = o.below(c.contract, "", c.boss, vendor)
	p.nextLead = o.person("next.boss", "後任 八郎", models.VendorLead, "", vendor)
	p.theirs = got(c.signs(p.nextLead, c.owed(p.nextLead).ID))(t)
	p.later, _ = c.meeting(chief, c.prime.ID, p.next.ID)
	p.held(chief, p.later.ID)
	in := o.high()
	in.Title = "内密の変更後の業務"
	got(o.UpdateContract(bg, o.drafter, c.contract, o.see(c.contract).Contract.Version, in))(t)
	o.consulted(c.contract)
	p.afterwards = o.issue(c.contract)
	return p
}

// held closes a meeting to which the first who was asked came.
func (p *parted) held(by models.Actor, id string) {
	p.t.Helper()
	in := p.closing(by, id)
	in.Came, in.Absent = []string{in.Absent[0].ID}, in.Absent[1:]
	got(p.HoldBriefing(bg, by, id, in, recordPaper))(p.t)
}

func TestAPastPlaceIsReadOn(t *testing.T) {
	// Proves that the lead of a firm whose place is over goes on reading what the firm signed,
	// filed and received there, as it stood when it ended.
	inOffice(t, func(t *testing.T, o *office) {
		p := newParted(o)
		list := got(o.OwnPledges(bg, p.lead))(t)
		if len(list) != 1 || list[0].ID != p.company.ID || list[0].Title != p.bound.Facts.Title {
			t.Errorf("the list of pledges: %+v", list)
		}
		for _, id := range []string{p.company.ID, p.own.ID} {
			v := got(o.Pledge(bg, p.lead, id))(t)
			if v.Pledge.State != models.PledgeEnded || v.Text.Contract.Title != p.bound.Facts.Title || v.Party.ConsentedBy != "" {
				t.Errorf("a pledge: %+v", v)
			}
			for deed, may := range v.Can {
				if may {
					t.Errorf("the page of an ended pledge offers to %s", deed)
				}
			}
			if f := got(o.PledgeFile(bg, p.lead, id, ""))(t); sum(f.Bytes) != v.Pledge.PDF {
				t.Errorf("the file of %s is another", id)
			}
		}
		a := got(o.Appendix(bg, p.lead, p.contract))(t)
		if a.Hash != p.bound.Hash || a.Version != 1 {
			t.Errorf("the appendix is version %d of %s", a.Version, a.Facts.Title)
		}
		got(o.AppendixVersion(bg, p.lead, p.contract, 1))(t)
		got(o.AppendixFile(bg, p.lead, p.contract, 0, "pdf"))(t)
		got(o.AppendixFile(bg, p.lead, p.contract, 1, "docx"))(t)

		v := got(o.Party(bg, p.lead, p.sub.ID))(t)
		if v.Past == nil || len(v.Past.Pledges) != 2 || len(v.Past.Meetings) != 1 || v.Past.Meetings[0].ID != p.told.ID || v.Past.Appendix.Version != 1 {
			t.Fatalf("the page of the place: %+v", v.Past)
		}
		if v.Subcontract == nil || v.Title != p.bound.Facts.Title || len(v.Can)+len(v.Above)+len(v.Below) > 0 {
			t.Errorf("the page of the place: %+v", v)
		}
		r := got(o.Roster(bg, p.lead, p.sub.ID))(t)
		if len(r.Workers) != 2 || r.Workers[0].Pledge != models.ReqMet || r.Workers[0].PledgeID != p.own.ID || r.Workers[1].PledgeID != "" || r.Title != p.bound.Facts.Title {
			t.Errorf("the roster: %+v", r)
		}
		for deed, may := range r.Can {
			if may {
				t.Errorf("the roster of a past place offers to %s", deed)
			}
		}
		if _, filed, err := o.Structures(bg, p.lead, p.sub.ID); err != nil || len(filed) != 1 {
			t.Errorf("the structure: %+v, %v", filed, err)
		}
		if b := got(o.PledgeBook(bg, p.lead, p.sub.ID))(t); len(b.Signed) != 2 || b.Title != p.bound.Facts.Title {
			t.Errorf("the book: %+v", b)
		}
		m := got(o.Briefing(bg, p.lead, p.told.ID))(t)
		if m.Past != p.sub.ID || len(m.Attendees) != 3 {
			t.Errorf("the meeting: %+v", m)
		}
		got(o.BriefingFile(bg, p.lead, p.told.ID))(t)
		h := got(o.Home(bg, p.lead))(t)
		if len(h.Past) != 1 || h.Past[0].PartyID != p.sub.ID || h.Past[0].Title != p.bound.Facts.Title || len(h.Turn)+len(h.Parties)+len(h.Pledges) > 0 {
			t.Errorf("the first page: %+v", h)
		}
	})
}

func TestAPastPlaceShowsNothingElse(t *testing.T) {
	// Proves that a firm whose place is over sees nothing of anybody else and nothing that
	// came after, and may do nothing there; and that others see nothing of its papers.
	inOffice(t, func(t *testing.T, o *office) {
		p := newParted(o)
		before := o.count()
		unseen := map[string]error{}
		note := func(what string, err error) { unseen[what] = err }
		look := func(a models.Actor, who string, place models.Party, pledges []models.Pledge, meeting models.Briefing) {
			for _, g := range pledges {
				_, err := o.Pledge(bg, a, g.ID)
				note(who+" pledge "+g.ID, err)
				_, err = o.PledgeFile(bg, a, g.ID, "")
				note(who+" pledge's file "+g.ID, err)
			}
			_, err := o.Roster(bg, a, place.ID)
			note(who+" roster", err)
			_, err = o.Party(bg, a, place.ID)
			note(who+" party", err)
			_, err = o.PledgeBook(bg, a, place.ID)
			note(who+" book", err)
			_, _, err = o.Structures(bg, a, place.ID)
			note(who+" structure", err)
			_, err = o.Briefing(bg, a, meeting.ID)
			note(who+" meeting", err)
			_, err = o.BriefingFile(bg, a, meeting.ID)
			note(who+" record", err)
		}
		look(p.lead, "of those who came after: ", p.next, []models.Pledge{p.theirs, p.asked}, p.later)
		look(p.nextLead, "of those who left: ", p.sub, []models.Pledge{p.company, p.own, p.asked}, p.told)
		_, worker := p.worker, p.worker
		_, err := o.Pledge(bg, worker, p.company.ID)
		note("the company's pledge to its worker", err)
		_, err = o.Party(bg, worker, p.sub.ID)
		note("the place to its worker", err)
		_, err = o.Appendix(bg, worker, p.contract)
		note("the appendix to its worker", err)
		_, err = o.Pledge(bg, o.other, p.company.ID)
		note("the pledge to another division", err)
		_, err = o.Contract(bg, p.lead, p.contract)
		note("contract", err)
		_, err = o.Parties(bg, p.lead, p.contract)
		note("parties", err)
		_, err = o.BriefingsView(bg, p.lead, p.contract)
		note("briefings", err)
		_, err = o.AppendixVersion(bg, p.lead, p.contract, 2)
		note("later appendix", err)
		_, err = o.AppendixFile(bg, p.lead, p.contract, 2, "pdf")
		note("later file", err)
		_, err = o.AppendixChanges(bg, p.lead, p.contract, 1, 2)
		note("changes", err)
		_, err = o.Party(bg, p.lead, p.prime.ID)
		note("the party above", err)
		_, err = o.Party(bg, p.lead, "\x00")
		note("no id", err)
		_, err = o.Appendix(bg, p.lead, "\x00")
		note("no contract", err)
		for what, err := range unseen {
			if models.KindOf(err) != models.KindNotFound {
				t.Errorf("%s: %v", what, err)
			}
		}
		said := []any{}
		for _, read := range []func() (any, error){
			func() (any, error) { return o.Home(bg, p.lead) }, func() (any, error) { return o.OwnPledges(bg, p.lead) },
			func() (any, error) { return o.Party(bg, p.lead, p.sub.ID) }, func() (any, error) { return o.Roster(bg, p.lead, p.sub.ID) },
			func() (any, error) { return o.Pledge(bg, p.lead, p.company.ID) }, func() (any, error) { return o.Briefing(bg, p.lead, p.told.ID) },
			func() (any, error) { return o.Contracts(bg, p.lead, models.ContractQuery{}) },
		} {
			v, err := read()
			must(t, err)
			said = append(said, v)
		}
		all := string(got(json.Marshal(said))(t))
		for _, secret := range []string{"内密", "後任システム", "後任 八郎", p.afterwards.Hash, p.later.ID, p.asked.ID, p.next.ID} {
			if at := strings.Index(all, secret); at >= 0 {
				t.Errorf("it is told %s: …%s", secret, all[max(0, at-300):at+len(secret)])
			}
		}

		sign := models.SignInput{Name: p.lead.Name, Password: passphrase}
		for what, err := range map[string]error{
			"sign":      second(o.SignPledge(bg, p.lead, p.company.ID, sign, pledgePaper)),
			"decline":   o.DeclinePledge(bg, p.lead, p.company.ID, "やめた"),
			"ask":       o.AskAboutPledge(bg, p.lead, p.company.ID, "なぜ"),
			"delegate":  o.DelegatePledge(bg, p.lead, p.company.ID, p.worker.UserID),
			"again":     o.AskPledgeAgain(bg, p.lead, p.company.ID),
			"paper":     second(o.KeepPaperPledge(bg, p.lead, p.own.ID, paperInput(plainPDF("scan")), pledgePaper)),
			"structure": o.FileStructure(bg, p.lead, p.sub.ID, p.structure()),
			"roster":    second(o.AddWorkers(bg, p.lead, p.sub.ID, []models.WorkerInput{p.line("新人")})),
			"file":      o.AddPartyFile(bg, p.lead, p.sub.ID, "写し", pdf),
			"accept":    o.AcceptAppendix(bg, p.lead, p.contract, 1, ""),
			"apply":     second(o.ApplySubcontract(bg, p.lead, p.contract, p.sub.ID, models.SubcontractInput{})),
			"end":       o.EndParty(bg, p.lead, p.sub.ID, "もう一度"),
			"cancel":    o.CancelBriefing(bg, p.lead, p.told.ID, "やめた"),
		} {
			if kind := models.KindOf(err); kind != models.KindDenied && kind != models.KindNotFound && kind != models.KindConflict {
				t.Errorf("%s: %v", what, err)
			}
		}
		if n := o.count(); n != before {
			t.Errorf("refused deeds left %d events", n-before)
		}
	})
}

// second is the error of a use case that gives something besides.
func second[T any](_ T, err error) error { return err }

func TestAPastPrimeReadsWhatWasIssuedToIt(t *testing.T) {
	// Proves that a prime contractor that was replaced keeps the appendix that was issued to
	// it, and that a vendor to whom nothing was issued gets nothing of the one before it.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.issued(o.high())
		first := o.see(id).Parties[0]
		replace := func(vendor string) {
			t.Helper()
			o.clock.Advance(time.Hour)
			in := o.high()
			in.VendorID = vendor
			got(o.UpdateContract(bg, o.drafter, id, o.see(id).Contract.Version, in))(t)
		}
		replace(o.otherVendor)
		between := o.see(id).Parties[0]
		replace(o.newVendor("8120001000005", "後任システム株式会社"))
		o.clock.Advance(time.Hour)
		o.issue(id)
		if a := got(o.Appendix(bg, o.lead, id))(t); a.Version != 1 {
			t.Errorf("version %d", a.Version)
		}
		if v := got(o.Party(bg, o.lead, first.ID))(t); v.Past == nil || v.Past.Appendix.Version != 1 || len(v.Past.Pledges) > 0 {
			t.Errorf("the place: %+v", v)
		}
		_, err := o.Appendix(bg, o.rival, id)
		wantKind(t, err, models.KindNotFound)
		_, err = o.Party(bg, o.rival, between.ID)
		wantKind(t, err, models.KindNotFound)
		if h := got(o.Home(bg, o.rival))(t); len(h.Past) > 0 {
			t.Errorf("a vendor to whom nothing was issued: %+v", h.Past)
		}
	})
}
