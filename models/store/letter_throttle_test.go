package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"chigiri/models"
)

func TestLetterThrottle(t *testing.T) {
	// Proves that a firm's people have a roster of 300 invited twice in a day and not four
	// times, that nothing of what was refused is left, that one address is not flooded, and
	// that another day, another firm and the house are not in the way of each other.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		var ids []string
		for _, w := range got(o.AddWorkers(bg, c.boss, c.prime.ID, c.lines(300, 1)))(t) {
			ids = append(ids, w.ID)
		}
		invite := func() error {
			_, err := o.InviteWorkers(bg, c.boss, c.prime.ID, ids)
			return err
		}
		for range 3 {
			must(t, invite())
		}
		err := invite()
		var e *models.Error
		if !errors.As(err, &e) || e.Kind != models.KindTooMany || len(e.Args) == 0 {
			t.Fatalf("refused with %v", err)
		}
		wait, _ := e.Args[0].(int)
		if wait <= 0 || wait > 24*60*60 {
			t.Errorf("refused for %d seconds", wait)
		}
		if l := got(o.Roster(bg, c.boss, c.prime.ID))(t).Workers[0]; l.Invitation.State != models.InviteWaiting {
			t.Errorf("the refusal left the invitation %s", l.Invitation.State)
		}
		_, _, err = o.CreateUser(bg, o.admin, models.UserInput{Login: "new", Name: "新人", Role: models.Auditor, Mail: "new@pref.example"})
		must(t, err)
		o.clock.Advance(time.Duration(wait) * time.Second)
		must(t, invite())
	})
}

func TestLetterThrottleOfOneAddress(t *testing.T) {
	// Proves that one address is sent so many invitations in a day, whatever its writing,
	// and that who has none may be given as many links as it takes.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		line := c.line("木村 二")
		line.Mail = "kimura@firm.example"
		w := got(o.AddWorkers(bg, c.boss, c.prime.ID, []models.WorkerInput{line, c.line("上田 一")}))(t)
		for range 5 {
			got(o.InviteWorker(bg, c.boss, w[0].ID))(t)
			got(o.InviteWorkerOnPaper(bg, c.boss, w[0].ID))(t)
		}
		_, err := o.InviteWorker(bg, c.boss, w[0].ID)
		wantKind(t, err, models.KindTooMany)
		_, err = o.InviteWorkerOnPaper(bg, c.boss, w[0].ID)
		wantKind(t, err, models.KindTooMany)
		for range 11 {
			got(o.InviteWorker(bg, c.boss, w[1].ID))(t)
		}
		for i := range 11 {
			_, _, err = o.CreateUser(bg, o.admin, models.UserInput{Login: fmt.Sprintf("new%d", i), Name: "新人", Role: models.Auditor, Mail: "Kimura@firm.example"})
			if want := map[bool]models.Kind{true: models.KindTooMany}[i == 10]; models.KindOf(err) != want {
				t.Errorf("account %d: %v", i, err)
			}
		}
	})
}
