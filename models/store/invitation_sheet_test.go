package store_test

import (
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/secret"
	"chigiri/models/store/storetest"
)

func TestOpenSheet(t *testing.T) {
	// Proves that the code of a sheet gives a link to the same person and no further than
	// the sheet's own; that both end when one is used, when the person is invited again and
	// in time; and that guesses wait as failed sign-ins do, while what is no code is none.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		w := got(o.AddWorkers(bg, c.boss, c.prime.ID, []models.WorkerInput{c.line("上田 一")}))(t)[0]
		door := models.Actor{Address: storetest.Address}
		invite := func() string { return got(o.InviteWorker(bg, c.boss, w.ID))(t).Link }
		old := secret.Typed(invite())
		sheet := invite()
		_, err := o.OpenSheet(bg, door, old)
		wantProblem(t, err, "code", "error.relay.sheet")

		o.clock.Advance(time.Hour)
		link := got(o.OpenSheet(bg, door, strings.ToLower(strings.ReplaceAll(secret.Typed(sheet), "-", " "))))(t)
		person := models.Actor{UserID: w.UserID, Name: w.Name, Role: models.VendorWorker, VendorID: o.vendor, Address: storetest.Address}
		wantEvent(t, o.Store, models.EventSheetTyped, "user", w.UserID, person)
		if a, b := got(o.Welcome(bg, link))(t), got(o.Welcome(bg, sheet))(t); link == sheet || a.Login != b.Login || !a.Until.Equal(b.Until) {
			t.Errorf("the code leads to %+v, the link to %+v", a, b)
		}
		if _, err := o.Welcome(bg, secret.Typed(sheet)); models.KindOf(err) != models.KindNotFound {
			t.Errorf("the code is a link of its own: %v", err)
		}
		must(t, o.UseInvitation(bg, door, link, passphrase))
		for _, gone := range []string{secret.Typed(sheet), secret.Typed(link)} {
			_, err = o.OpenSheet(bg, door, gone)
			wantProblem(t, err, "code", "error.relay.sheet")
		}
		_, err = o.Welcome(bg, sheet)
		wantKind(t, err, models.KindNotFound)
	})
}

func TestSheetGuesses(t *testing.T) {
	// Proves that wrong codes make their address wait as failed sign-ins do, and nobody
	// elsewhere; that what is no code is no guess; and that a code ends with its sheet.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		w := got(o.AddWorkers(bg, c.boss, c.prime.ID, []models.WorkerInput{c.line("上田 一")}))(t)[0]
		code := secret.Typed(got(o.InviteWorker(bg, c.boss, w.ID))(t).Link)
		guesser, door := models.Actor{Address: "198.51.100.9"}, models.Actor{Address: storetest.Address}
		for range 30 { // no code, and so no guess
			_, err := o.OpenSheet(bg, guesser, "ABCD")
			wantProblem(t, err, "code", "error.relay.sheet")
		}
		for i := range 5 {
			_, err := o.OpenSheet(bg, guesser, secret.Typed(string(rune('a'+i))))
			wantProblem(t, err, "code", "error.relay.sheet")
		}
		_, err := o.OpenSheet(bg, guesser, code)
		wantKind(t, err, models.KindTooMany)
		got(o.OpenSheet(bg, door, code))(t) // from elsewhere nobody waits
		o.clock.Advance(2 * time.Second)
		got(o.OpenSheet(bg, guesser, code))(t)
		o.clock.Advance(8 * 24 * time.Hour)
		_, err = o.OpenSheet(bg, door, code)
		wantProblem(t, err, "code", "error.relay.sheet")
	})
}

func TestSigningNeeds(t *testing.T) {
	// Proves that the leads of a party and staff are told what its people need to sign, and
	// nobody else is.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		if n := got(o.Signing(bg, c.boss, c.prime.ID, models.PledgeWorker))(t); !n.Code {
			t.Errorf("at the highest levels signing asks for %+v", n)
		}
		got(o.Signing(bg, o.drafter, c.prime.ID, models.PledgeCompany))(t)
		_, err := o.Signing(bg, o.rival, c.prime.ID, models.PledgeWorker)
		wantKind(t, err, models.KindNotFound)
	})
}
