package store_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/seal"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
	"chigiri/models/totp"
)

func TestManySignAtOnce(t *testing.T) {
	// Proves that of 100 pledges signed by 10 people at once, some of them pressed twice,
	// none is lost and none doubled.
	pledges, signers := 100, 10
	if testing.Short() {
		pledges, signers = 40, 8
	}
	inOffice(t, func(t *testing.T, o *office) { signAtOnce(t, o, pledges, signers, pledgePaper) })
}

// signAtOnce lets a number of people at a time sign, each one's own, under one contract,
// until all are signed; every tenth presses twice. Forty sit in one office, behind one
// address: tries under way count against it until they are through. Each pledge must be sealed, whole and told once in a log that verifies.
func signAtOnce(t *testing.T, o *office, pledges, signers int, paper store.PledgePaper) {
	t.Helper()
	c := newCrew(o, o.high())
	due := make(chan signer, pledges)
	for made := 0; made < pledges; made += 250 {
		list, err := c.AddWorkers(bg, c.boss, c.prime.ID, c.lines(min(250, pledges-made), made))
		must(t, err)
		for _, w := range list {
			must(t, c.SetPassword(bg, w.UserID, passphrase))
			who := models.Actor{UserID: w.UserID, Name: w.Name, Role: models.VendorWorker, VendorID: o.vendor, Lang: "ja", Address: fmt.Sprintf("192.0.2.%d", len(due)/40)}
			due <- signer{who, storetest.Enrol(t, o.Store, o.clock, who, passphrase)}
		}
	}
	close(due)
	o.clock.Advance(totp.Period) // each phone has a code that was not used
	var all sync.WaitGroup
	for range signers {
		all.Go(func() {
			for s := range due {
				presses := 1
				if strings.HasSuffix(s.who.Name, "0号") {
					presses = 2
				}
				wrong := make(chan error, presses)
				for range presses {
					go func() { wrong <- c.signsAlone(s, paper) }()
				}
				for range presses {
					if err := <-wrong; err != nil {
						t.Errorf("%s: %v", s.who.Name, err)
					}
				}
			}
		})
	}
	all.Wait()
	c.allSigned(pledges)
}

// signer is a worker with a phone.
type signer struct {
	who   models.Actor
	phone *storetest.Phone
}

// signsAlone is one worker's way through the pages.
func (c *crew) signsAlone(s signer, paper store.PledgePaper) error {
	list, err := c.OwnPledges(bg, s.who)
	if err != nil || len(list) != 1 {
		return fmt.Errorf("%d pledges: %w", len(list), err)
	}
	v, err := c.Pledge(bg, s.who, list[0].ID)
	if err != nil {
		return err
	}
	in := models.SignInput{Hash: v.Text.Hash, Name: s.who.Name, Password: passphrase, Code: s.phone.At(0), UserAgent: "phone"}
	_, err = c.SignPledge(bg, s.who, list[0].ID, in, paper)
	return err
}

// TestSignedTwiceAtOnce proves that whoever presses twice is told twice that the pledge is
// signed, however long the first press takes and wherever it is when the second comes;
// that it is signed once; and that no try of the two is taken for a guess.
func TestSignedTwiceAtOnce(t *testing.T) {
	storetest.RunOn(t, func(t *testing.T, address string) { twiceAtOnce(t, address) })
}

// stand waits until the other is through, or waits for us.
func stand(other chan models.Pledge) {
	for deadline := time.Now().Add(2500 * time.Millisecond); len(other) == 0 && time.Now().Before(deadline); {
		time.Sleep(20 * time.Millisecond)
	}
}

func twiceAtOnce(t *testing.T, address string) {
	first, clock := storetest.OpenOn(t, address)
	second, other := storetest.OpenOn(t, address)
	o := newOffice(t, first, clock)
	c := newCrew(o, o.high())
	for i, step := range []string{"sign.password", "sign.code", "seal", "sealed", "file.stored", "standing"} {
		_, worker := c.joins(c.boss, c.prime, "従事 "+string(rune('一'+i))+"郎")
		id := c.owed(worker).ID
		in := models.SignInput{Hash: got(c.Pledge(bg, worker, id))(t).Text.Hash, Name: worker.Name, Password: passphrase, Code: c.code(worker)}
		other.Set(clock.Now())
		press := func(s *store.Store, made chan<- models.Pledge) {
			p, err := s.SignPledge(bg, worker, id, in, pledgePaper)
			if err != nil {
				t.Errorf("the first stands at %q: %v", step, err)
			}
			made <- p
		}
		one, two := make(chan models.Pledge, 1), make(chan models.Pledge, 1)
		var once sync.Once
		first.OnStep(func(at string) {
			if at == step {
				once.Do(func() { go press(second, two); stand(two) })
			}
		})
		press(first, one)
		if a, b := <-one, <-two; a.PDF != b.PDF || a.State != models.PledgeSigned || c.told(models.EventPledgeSigned, id) != 1 {
			t.Errorf("the first stands at %q: made %+v and %+v", step, a, b)
		}
		first.OnStep(func(string) {})
	}
	for _, ok := range got(first.RawRows("sign_in_attempts", "CASE WHEN ok THEN 1 ELSE 0 END"))(t) {
		if ok != "1" {
			t.Error("a try is taken for a guess")
		}
	}
}

// TestWrongCodesWhileSigning proves that whoever mistypes a code a few times still signs
// with the right one: a press is one try, not one for the password and one for the code.
func TestWrongCodesWhileSigning(t *testing.T) {
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		_, worker := c.joins(c.boss, c.prime, "従事 一郎")
		id := c.owed(worker).ID
		c.code(worker)
		for i := range 6 {
			c.clock.Advance(3 * time.Second) // as long as typing takes at the least
			_, err := c.SignPledge(bg, worker, id, models.SignInput{Hash: got(c.Pledge(bg, worker, id))(t).Text.Hash, Name: worker.Name, Password: passphrase, Code: "000000"}, pledgePaper)
			wantProblem(t, err, "code", "error.code.wrong")
			if n := len(got(c.RawRows("sign_in_attempts", "CASE WHEN ok THEN NULL ELSE 1 END"))(t)); n != i+1 {
				t.Errorf("%d wrong codes count as %d", i+1, n)
			}
		}
		c.clock.Advance(30 * time.Second)
		if p := got(c.signs(worker, id))(t); p.State != models.PledgeSigned {
			t.Errorf("signed = %+v", p)
		}
	})
}

// allSigned fails unless so many workers' pledges are signed, sealed, whole and told once.
func (c *crew) allSigned(pledges int) {
	t := c.t
	t.Helper()
	codes := map[string]bool{}
	none := func(models.PledgeBook, []int64) error { return nil }
	must(t, c.TakePledges(bg, c.boss, c.prime.ID, none, func(p models.Pledge, f models.File) error {
		if _, err := seal.Verify(f.Bytes, storetest.Seal(t).Roots(), seal.VerifyOptions{}); err != nil || p.PDF != sum(f.Bytes) || p.State != models.PledgeSigned || codes[p.Code] {
			t.Errorf("%s: %v", p.SignerName, err)
		}
		codes[p.Code] = true
		return nil
	}))
	told := map[string]int{}
	for after := ""; ; {
		events, next, err := c.Events(bg, models.System(), store.EventQuery{Kind: models.EventPledgeSigned, After: after, Limit: 200})
		must(t, err)
		for _, e := range events {
			told[e.SubjectID]++
		}
		if after = next; next == "" {
			break
		}
	}
	for id, n := range told {
		if n != 1 {
			t.Errorf("%s is told %d times", id, n)
		}
	}
	failed := slices.DeleteFunc(got(c.RawRows("sign_in_attempts", "CASE WHEN ok THEN 1 ELSE 0 END"))(t), func(v string) bool { return v != "0" })
	if len(failed) > 0 {
		t.Errorf("%d tries are taken for guesses", len(failed))
	}
	tally := got(c.Tallies(bg, []string{c.contract}, c.today()))(t)[c.contract][models.ReqWorkerPledge]
	if len(codes) != pledges || len(told) != pledges || tally.Of != pledges || tally.Met != pledges {
		t.Errorf("of %d pledges %d are sealed, %d told, and %d of %d stand", pledges, len(codes), len(told), tally.Met, tally.Of)
	}
	_, err := c.GrowLog(bg)
	must(t, err)
	if r := check(t, c.Store, ledger.Options{}); r.Finding != nil || r.Waiting != 0 {
		t.Errorf("the log: %v, %d wait", r.Finding, r.Waiting)
	}
}
