package store_test

import (
	"errors"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/store/storetest"
)

// hinata is somebody to be invited.
var hinata = models.LeadInput{Name: "日向　葵", Mail: "Hinata@firm.example", Post: "システム事業部長"}

func TestInviteLead(t *testing.T) {
	// Proves the way of a firm's first lead: invited by the division by mail and by link,
	// looked at without a trace, invited again by the same address, opened, accepted, and
	// not invited any more; and that the party and its contract's log tell of it.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.concluded(o.high())
		prime := o.see(id).Parties[0]
		first := got(o.InviteLead(bg, o.drafter, prime.ID, hinata))(t)
		if first.Mailed != hinata.Mail || first.Link == "" || !strings.HasPrefix(first.Login, "hinata-") || o.waiting(first.Lead.ID, models.MailInvitation) != 1 {
			t.Errorf("invited %+v", first)
		}
		wantEvent(t, o.Store, models.EventUserInvited, "user", first.Lead.ID, o.drafter)
		wantFields(t, wantEvent(t, o.Store, models.EventLeadInvited, "party", prime.ID, o.drafter).After, "user_id="+first.Lead.ID)
		is := func(want models.InvitationState) {
			t.Helper()
			people := got(o.Party(bg, o.drafter, prime.ID))(t).People
			if len(people) != 1 || people[0].Invitation.State != want || people[0].Name != "日向　葵" || people[0].Post != hinata.Post {
				t.Errorf("the party tells %+v, want %s", people, want)
			}
		}
		is(models.InviteWaiting)

		same := models.LeadInput{Name: "日向 葵", Mail: "hinata@FIRM.example"}
		again := got(o.InviteLead(bg, o.drafter, prime.ID, same))(t)
		if again.Lead.ID != first.Lead.ID || again.Login != first.Login || o.waiting(first.Lead.ID, models.MailInvitation) != 1 {
			t.Errorf("invited again %+v", again)
		}
		_, err := o.Welcome(bg, first.Link)
		wantKind(t, err, models.KindNotFound)
		link := got(o.InviteLeadAgain(bg, o.drafter, prime.ID, first.Lead.ID))(t).Link
		same.Name = "総務 一郎"
		_, err = o.InviteLead(bg, o.drafter, prime.ID, same)
		wantProblem(t, err, "mail", "error.lead.other")

		if w := got(o.Welcome(bg, link))(t); w.Role != models.VendorLead || w.Login != first.Login || w.Vendor == "" {
			t.Errorf("the link leads to %+v", w)
		}
		is(models.InviteWaiting)
		door := models.Actor{Address: storetest.Address}
		must(t, o.OpenInvitation(bg, door, link))
		is(models.InviteOpened)
		must(t, o.UseInvitation(bg, door, link, passphrase))
		is(models.InviteAccepted)
		_, err = o.InviteLead(bg, o.drafter, prime.ID, hinata)
		wantKind(t, err, models.KindConflict)
		_, err = o.InviteLeadAgain(bg, o.drafter, prime.ID, first.Lead.ID)
		wantKind(t, err, models.KindConflict)
		must(t, o.DisableUser(bg, o.admin, first.Lead.ID, "退職"))
		_, err = o.InviteLead(bg, o.drafter, prime.ID, hinata)
		wantKind(t, err, models.KindConflict)
	})
}

func TestInviteLeadInput(t *testing.T) {
	// Proves that each mistake is told at its field, and that nothing is left of it.
	inOffice(t, func(t *testing.T, o *office) {
		prime := o.see(o.concluded(o.high())).Parties[0]
		for name, c := range map[string]struct {
			in         models.LeadInput
			field, key string
		}{
			"ErrNoName":       {models.LeadInput{}, "name", "error.required"},
			"ErrMail":         {models.LeadInput{Name: "日向 葵", Mail: "だめ"}, "mail", "error.mail.address"},
			"ErrMyNumberPost": {models.LeadInput{Name: "日向 葵", Post: "123456789018"}, "post", "error.mynumber"},
			"ErrMyNumberMail": {models.LeadInput{Name: "日向 葵", Mail: "123456789018@firm.example"}, "mail", "error.mynumber"},
		} {
			t.Run(name, func(t *testing.T) {
				_, err := o.InviteLead(bg, o.drafter, prime.ID, c.in)
				wantProblem(t, err, c.field, c.key)
			})
		}
		if people := got(o.Party(bg, o.drafter, prime.ID))(t).People; len(people) != 0 {
			t.Errorf("there are %+v", people)
		}
	})
}

func TestInviteLeadOfSubcontractor(t *testing.T) {
	// Proves that a subcontractor's first lead is invited by the prime, further ones by
	// itself and the division alone; that strangers do not find the party; and that nobody
	// reaches an account of another firm or role through it.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.concluded(o.high())
		sub := o.below(id, "", o.lead, o.otherVendor)
		for _, stranger := range []models.Actor{o.other, o.admin, o.worker, {UserID: "x", Role: models.VendorLead, VendorID: o.newVendor(storetest.CorporateNumber(9), "株式会社よそ")}} {
			_, err := o.InviteLead(bg, stranger, sub.ID, hinata)
			wantKind(t, err, models.KindNotFound)
		}
		for who, want := range map[*models.Actor]models.Kind{&o.reviewer: models.KindDenied, &o.auditor: models.KindDenied, &o.lead: "", &o.drafter: ""} {
			_, err := o.InviteLead(bg, *who, sub.ID, models.LeadInput{Name: "一人目"})
			wantKind(t, err, want)
			if v := got(o.Party(bg, *who, sub.ID))(t); v.Can["invite"] != (want == "") {
				t.Errorf("%s may: %v", who.UserID, v.Can["invite"])
			}
		}
		made := got(o.InviteLead(bg, o.lead, sub.ID, hinata))(t)
		prime := got(o.Party(bg, o.lead, sub.ID))(t).Above[0]
		_, err := o.InviteLead(bg, o.rival, prime.ID, hinata) // whoever stands below
		wantKind(t, err, models.KindDenied)
		boss := o.person("boss", "責任 五郎", models.VendorLead, "", o.vendor)
		worker := o.person("worker", "従事 六郎", models.VendorWorker, "", o.otherVendor)
		for _, foreign := range []string{boss.UserID, worker.UserID, o.drafter.UserID} {
			_, err := o.InviteLeadAgain(bg, o.lead, sub.ID, foreign)
			wantKind(t, err, models.KindNotFound)
		}
		must(t, o.UseInvitation(bg, models.Actor{Address: storetest.Address}, made.Link, passphrase))
		for _, in := range []models.LeadInput{hinata, {Name: "二人目", Mail: "second@firm.example"}} {
			_, err = o.InviteLead(bg, o.lead, sub.ID, in)
			var e *models.Error
			if !errors.As(err, &e) || e.Kind != models.KindDenied || e.Key != "error.denied.lead.own" {
				t.Errorf("refused with %v", err)
			}
		}
		if v := got(o.Party(bg, o.lead, sub.ID))(t); v.Can["invite"] || len(v.People) == 0 {
			t.Errorf("the prime may: %v, and sees %+v", v.Can["invite"], v.People)
		}
		for _, who := range []models.Actor{o.rival, o.drafter} {
			got(o.InviteLead(bg, who, sub.ID, models.LeadInput{Name: "二人目"}))(t)
		}
		must(t, o.EndParty(bg, o.drafter, sub.ID, "契約の解除"))
		_, err = o.InviteLead(bg, o.drafter, sub.ID, models.LeadInput{Name: "三人目"})
		wantKind(t, err, models.KindConflict)
	})
}

func TestInviteLeadTellsNothing(t *testing.T) {
	// Proves that the answer is the same whether an address is unknown, somebody's login in
	// another firm, or a worker's of this one, and that those accounts stay as they are.
	inOffice(t, func(t *testing.T, o *office) {
		sub := o.below(o.concluded(o.high()), "", o.lead, o.otherVendor)
		elsewhere, worker := "known@firm.example", "worker@firm.example"
		for mail, in := range map[string]models.UserInput{
			elsewhere: {Role: models.VendorLead, VendorID: o.vendor}, worker: {Role: models.VendorWorker, VendorID: o.otherVendor},
		} {
			in.Login, in.Name, in.Mail = mail, "知らない人", mail
			_, err := o.SeedUser(bg, in, passphrase, "")
			must(t, err)
		}
		for _, mail := range []string{"unknown@firm.example", elsewhere, worker} {
			made := got(o.InviteLead(bg, o.lead, sub.ID, models.LeadInput{Name: "日向 葵", Mail: mail}))(t)
			local, _, _ := strings.Cut(mail, "@")
			if rest, ok := strings.CutPrefix(made.Login, local+"-"); !ok || len(rest) != 4 || made.Mailed != mail || made.Lead.Name != "日向 葵" {
				t.Errorf("%s is answered %+v", mail, made)
			}
		}
		for _, login := range []string{elsewhere, worker} {
			if u := got(o.UserByLogin(bg, o.admin, login))(t); !u.HasSecret || u.Name != "知らない人" || u.Invitation.State != models.InviteAccepted {
				t.Errorf("%s was touched: %+v", login, u)
			}
		}
	})
}

func TestLeadless(t *testing.T) {
	// Proves that a party without a lead is a thing to do for whoever may invite one: on the
	// first page, on the contract and in the tree; that a firm at work for others is left to
	// the division; and that all of it goes with the invitation.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.concluded(o.high())
		sub := o.below(id, "", o.lead, o.otherVendor)
		asks := func(who models.Actor, want ...string) {
			t.Helper()
			var home, tree []string
			for _, i := range got(o.Home(bg, who))(t).Turn {
				if i.Step.Key == "step.party.lead" {
					home = append(home, i.PartyID)
				}
			}
			all := got(o.Parties(bg, who, id))(t)
			for _, p := range all {
				if p.Invites {
					tree = append(tree, p.ID)
				}
			}
			if strings.Join(home, " ") != strings.Join(want, " ") || strings.Join(tree, " ") != strings.Join(want, " ") {
				t.Errorf("%s is asked for %v and %v, want %v", who.UserID, home, tree, want)
			}
			c := got(o.Contract(bg, who, id))(t)
			if task := all.Task(who, c.Contract); len(want) > 0 && (task.Deed != "invite" || task.Party.ID != want[0]) {
				t.Errorf("%s has to %+v", who.UserID, task)
			}
		}
		prime := o.see(id).Parties[0].ID
		asks(o.drafter, prime, sub.ID)
		asks(o.manager, prime, sub.ID)
		asks(o.reviewer)
		asks(o.lead, sub.ID)
		asks(o.rival)
		got(o.InviteLead(bg, o.drafter, prime, hinata))(t)
		asks(o.drafter, sub.ID)

		other := o.low()
		other.Number, other.VendorID = "家支第30号", o.otherVendor
		o.issued(other)
		asks(o.lead)
		_, err := o.InviteLead(bg, o.lead, sub.ID, hinata)
		wantKind(t, err, models.KindDenied)
		got(o.InviteLead(bg, o.drafter, sub.ID, hinata))(t)
		asks(o.drafter)
	})
}

func TestInviteLeadIsAllOrNothing(t *testing.T) {
	// Proves that an invitation past the day's letters leaves no account behind.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.concluded(o.high())
		prime, sub := o.see(id).Parties[0], o.below(id, "", o.lead, o.otherVendor)
		for range 10 {
			got(o.InviteLead(bg, o.drafter, prime.ID, hinata))(t)
		}
		_, err := o.InviteLead(bg, o.drafter, sub.ID, hinata) // another firm's lead, by the same address
		wantKind(t, err, models.KindTooMany)
		if list := got(o.Users(bg, o.admin, "日向", ""))(t); list.Total != 1 {
			t.Errorf("%d accounts", list.Total)
		}
	})
}
