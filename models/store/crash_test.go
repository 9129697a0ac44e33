package store_test

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// A process that is to be killed is this test binary again, told by its environment
// what to do and at which step to die.
const (
	crashDeed, crashStep, crashAddress = "CHIGIRI_CRASH_DEED", "CHIGIRI_CRASH_STEP", "CHIGIRI_CRASH_ADDRESS"
	crashKey, crashAt                  = "CHIGIRI_CRASH_KEY", "CHIGIRI_CRASH_AT"
)

// TestMain runs the tests, or what the process that is to be killed does.
func TestMain(m *testing.M) {
	if os.Getenv(crashPaper) != "" {
		fmt.Fprintln(os.Stderr, "not killed:", paperCrash())
		os.Exit(3)
	}
	if os.Getenv(crashDeed) == "" {
		os.Exit(m.Run())
	}
	fmt.Fprintln(os.Stderr, "not killed:", crash())
	os.Exit(3)
}

// die ends this process as kill -9 does; nothing after it is done.
func die() {
	p, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = p.Kill()
	}
	fmt.Fprintln(os.Stderr, err)
	select {}
}

// crash does a deed and dies at its step; at the end of the deed when there is none.
func crash() error {
	at, err := time.Parse(time.RFC3339, os.Getenv(crashAt))
	if err != nil {
		return err
	}
	clock := storetest.NewClock()
	clock.Set(at)
	with, err := crashRoots()
	if err != nil {
		return err
	}
	with.Now = clock.Now
	s, err := store.Open(bg, os.Getenv(crashAddress), with)
	if err != nil {
		return err
	}
	var key ledger.Key
	if text := os.Getenv(crashKey); text != "" {
		if key, err = ledger.ParseKey(text); err != nil {
			return err
		}
	}
	step := os.Getenv(crashStep)
	s.OnStep(func(name string) {
		if name == step {
			die()
		}
	})
	switch os.Getenv(crashDeed) {
	case "change":
		_, err = s.CreateDivision(bg, models.System(), models.DivisionInput{Code: "KILLED", Name: "消えた課", From: models.NewDate(2020, 4, 1)})
	case "grow":
		_, err = s.GrowLog(bg)
	case "checkpoint":
		_, _, err = s.CheckpointLog(bg, store.LogKeys{Key: key})
	case "cut":
		_, err = s.CutLog(bg)
	case "stamp":
		err = crashStamping(s)
	}
	if err == nil && step == "" {
		die()
	}
	return err
}

// crashes are the steps at which a process is killed, in the order they are tried.
var crashes = []struct{ deed, step string }{
	{"change", "event"},
	{"grow", "log.leaves"}, {"grow", "log.nodes"}, {"grow", "log.queue"}, {"grow", ""},
	{"checkpoint", "log.leaves"}, {"checkpoint", "log.nodes"}, {"checkpoint", "log.queue"}, {"checkpoint", "log.sign"}, {"checkpoint", ""},
	{"cut", "cut.row"}, {"cut", "cut.leaves"}, {"cut", "cut.event"}, {"cut", "event"}, {"cut", "cut.contents"}, {"cut", "cut.personal"}, {"cut", ""},
	{"change", ""},
}

// scene is a database over which processes die.
type scene struct {
	*store.Store
	t       *testing.T
	clock   *storetest.Clock
	address string
	secret  string
	keys    store.LogKeys
	someone models.Actor
	n       int
}

func newScene(t *testing.T, address string) *scene {
	t.Helper()
	s, clock := storetest.OpenOn(t, address)
	p := storetest.Seed(t, s)
	_, err := s.PublishEdition(bg, models.System(), "edition.yaml", []byte(bundled(t)))
	must(t, err)
	secret, key, err := ledger.NewKey(rand.Reader, "chigiri.test/log")
	must(t, err)
	c := &scene{Store: s, t: t, clock: clock, address: address, secret: secret, keys: store.LogKeys{Key: key}, someone: p.Drafter}
	_, _, err = s.CheckpointLog(bg, c.keys)
	must(t, err)
	clock.Set(time.Date(2032, 4, 1, 9, 0, 0, 0, models.Japan)) // the people's events are past their time
	return c
}

// kill lets another process do a deed and die at a step, and sees that it did.
func (c *scene) kill(deed, step string) {
	c.t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), crashDeed+"="+deed, crashStep+"="+step, crashAddress+"="+c.address, crashKey+"="+c.secret,
		crashAt+"="+c.clock.Now().Format(time.RFC3339))
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || !strings.Contains(exit.String(), "killed") {
		c.t.Fatalf("%s was not killed at %q: %v\n%s", deed, step, err, out)
	}
}

// all are the ids of events that are there, in order.
func (c *scene) all() []string {
	c.t.Helper()
	ids, err := c.RawRows("events", "id")
	must(c.t, err)
	slices.Sort(ids)
	return ids
}

// whole sees that the log checks and that each event is in it once; it gives the report.
func (c *scene) whole() ledger.Report {
	c.t.Helper()
	r := check(c.t, c.Store, ledger.Options{Key: c.keys.Key.Verifier})
	if r.Finding != nil || int(r.Size+r.Waiting-r.Cut) != len(c.all()) {
		c.t.Errorf("report = %+v, %d events", r, len(c.all()))
	}
	return r
}

// goOn does what the clock does next, and one change more.
func (c *scene) goOn() ledger.Report {
	c.t.Helper()
	c.n++
	c.clock.Advance(5 * time.Minute)
	_, err := c.CreateDivision(bg, models.System(), models.DivisionInput{Code: fmt.Sprintf("N%d", c.n), Name: "次の課", From: models.NewDate(2020, 4, 1)})
	must(c.t, err)
	_, made, err := c.CheckpointLog(bg, c.keys)
	must(c.t, err)
	r := c.whole()
	if !made || r.Waiting != 0 || r.Signed == nil || r.Signed.Size != r.Size {
		c.t.Errorf("made %v, report %+v", made, r)
	}
	return r
}

func TestKilledAtEveryStep(t *testing.T) {
	// Proves that whatever step of writing, growing, signing or cutting a process is
	// killed at, nothing of what it did is half there, nothing committed is lost or
	// doubled, and whoever comes next goes on.
	storetest.RunOn(t, func(t *testing.T, address string) {
		c := newScene(t, address)
		for _, k := range crashes {
			t.Run(strings.TrimSuffix(k.deed+" "+k.step, " "), func(t *testing.T) {
				c.t = t
				c.n++
				_, err := c.CreateDivision(bg, models.System(), models.DivisionInput{Code: fmt.Sprintf("W%d", c.n), Name: "待つ課", From: models.NewDate(2020, 4, 1)})
				must(t, err)
				before, then := c.all(), c.whole()
				c.kill(k.deed, k.step)
				after, now := c.all(), c.whole()
				done := k.step == ""
				if !done && (!slices.Equal(before, after) || now.Size != then.Size || now.Checkpoints != then.Checkpoints || now.Cut != then.Cut || now.Erased != then.Erased) &&
					(k.deed != "checkpoint" || k.step != "log.sign") { // there the growing before it was committed
					t.Errorf("something half done is there: %+v, was %+v", now, then)
				}
				if done && (k.deed == "cut") != (now.Cut > then.Cut) {
					t.Errorf("cut %d events, before %d", now.Cut, then.Cut)
				}
				codes, err := c.RawRows("divisions", "code")
				must(t, err)
				if slices.Contains(codes, "KILLED") != (k.deed == "change" && done) {
					t.Error("the change is there without its commit, or not with it")
				}
				c.goOn()
			})
		}
		c.t = t
		n, err := c.CutLog(bg)
		must(t, err)
		if r := c.goOn(); n != 0 || r.Cut == 0 || r.Erased == 0 {
			t.Errorf("cut %d, report %+v", n, r)
		}
	})
}

// fillLastPages writes small events where that of a cut would stand, in the table and in
// every index, until there is no room for one more.
func (c *scene) fillLastPages() {
	c.t.Helper()
	var err error
	for i := 0; err == nil; i++ {
		if i == 5000 {
			c.t.Fatal("the disk is never quite full")
		}
		now := c.clock.Now().UTC()
		err = c.RawExec(fmt.Sprintf(`INSERT INTO events (id, at, actor_id, actor_name, role, kind, subject, subject_id)
			VALUES ('%s', '%s', '%s', '', 'system', 'log.exported', 'log', '%s')`, models.NewID(now, rand.Reader),
			now.Format("2006-01-02 15:04:05.999999-07:00"), models.System().UserID, models.NewID(now, rand.Reader)))
	}
	if !strings.Contains(err.Error(), "full") {
		c.t.Error(err)
	}
}

func TestDiskFull(t *testing.T) {
	// Proves that with a full disk a use case fails whole, with an error, as do growing,
	// signing and cutting; and that with room again all goes on and checks.
	c := newScene(t, storetest.SQLite(t))
	now := c.clock.Now()
	c.clock.Set(storetest.NewClock().Now().AddDate(0, 0, 1))
	for range 200 { // what a cut notes needs more room than the last pages may have, too
		must(t, c.SignOutEverywhere(bg, c.someone))
	}
	_, _, err := c.CheckpointLog(bg, c.keys)
	must(t, err)
	c.clock.Set(now)
	c.goOn()        // what was signed long ago lets nothing go
	for range 300 { // what waits needs more room than the last page may have
		must(t, c.SignOutEverywhere(bg, c.someone))
	}
	must(t, c.LimitPages(1))
	failed := 0
	for i := 0; failed < 3; i++ {
		if i == 5000 {
			t.Fatal("the disk is never full")
		}
		before := c.all()
		code := fmt.Sprintf("F%d", i)
		_, err = c.CreateDivision(bg, models.System(), models.DivisionInput{Code: code, Name: strings.Repeat("課", 100), From: models.NewDate(2020, 4, 1)})
		codes, rowsErr := c.RawRows("divisions", "code")
		must(t, rowsErr)
		if (err == nil) != slices.Contains(codes, code) || (err == nil) != (len(c.all()) == len(before)+1) {
			t.Fatalf("%s is half there: %v", code, err)
		}
		if err != nil {
			failed++
			if models.KindOf(err) != "" || !strings.Contains(err.Error(), "full") {
				t.Errorf("error = %v", err)
			}
		}
	}
	c.fillLastPages()
	before := c.whole()
	_, _, signErr := c.CheckpointLog(bg, c.keys)
	_, cutErr := c.CutLog(bg)
	if signErr == nil || cutErr == nil {
		t.Errorf("on a full disk it is signed (%v) and cut (%v)", signErr, cutErr)
	}
	if after := c.whole(); after.Cut != 0 || after.Size != before.Size || after.Checkpoints != before.Checkpoints {
		t.Errorf("something half done is there: %+v, was %+v", after, before)
	}
	must(t, c.LimitPages(1<<30))
	c.goOn()
	n, err := c.CutLog(bg)
	must(t, err)
	if r := c.goOn(); n == 0 || int(r.Cut) != n {
		t.Errorf("cut %d, report %+v", n, r)
	}
}
