package store_test

import (
	"crypto/rand"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/seal"
	"chigiri/models/stamp"
	"chigiri/models/stamp/stamptest"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

const stampURL, stampRoots, sealRoots = "CHIGIRI_CRASH_TSA", "CHIGIRI_CRASH_TSA_ROOTS", "CHIGIRI_CRASH_SEAL_ROOTS"

// tokenFor asks an authority for a stamp over what is due.
func tokenFor(address string, roots *x509.CertPool, d models.DueStamp) ([]byte, error) {
	q, err := stamp.New(rand.Reader, d.Message)
	if err != nil {
		return nil, err
	}
	answer, err := http.Post(address, stamp.QueryType, strings.NewReader(string(q.DER))) // #nosec G107 -- the test's own server
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, errors.Join(err, answer.Body.Close())
	}
	got, _, err := q.Accept(body, roots)
	return got, errors.Join(err, answer.Body.Close())
}

// stampDue has the first document stamped that is due.
func stampDue(s *store.Store, holder, address string, roots *x509.CertPool) (*models.StampTrouble, error) {
	due, err := s.ClaimStamps(bg, house, holder, 1, time.Minute)
	if err != nil {
		return nil, err
	}
	if len(due) != 1 {
		return nil, errors.New("nothing is due")
	}
	t, err := tokenFor(address, roots, due[0])
	if err != nil {
		return nil, err
	}
	return s.KeepSealStamp(bg, house, due[0].ID, holder, t)
}

// registry is an office with an authority and sealed pledges.
type registry struct {
	*store.Store
	clock   *storetest.Clock
	people  storetest.People
	tsa     *stamptest.Authority
	url     string
	roots   *x509.CertPool
	pledges []models.Pledge
}

func newRegistry(t *testing.T, address string, n int, with ...func(*store.Options)) *registry {
	t.Helper()
	r := &registry{tsa: stamptest.New(t, stamptest.Options{})}
	r.Store, r.clock = storetest.OpenOn(t, address, append(with, storetest.Stamping(t, r.tsa.RootPEM))...)
	r.roots = got(stamp.Roots(r.tsa.RootPEM))(t)
	server := httptest.NewServer(r.tsa)
	t.Cleanup(server.Close)
	r.url = server.URL
	r.people = storetest.Seed(t, r.Store)
	got(r.PublishEdition(bg, house, "edition.yaml", []byte(bundled(t))))(t)
	r.pledges = storetest.PaperPledges(t, r.Store, r.people, n)
	return r
}

func (r *registry) list(t *testing.T) models.StampList {
	t.Helper()
	return got(r.Stamps(bg, r.people.Auditor, store.StampQuery{}))(t)
}

func TestStampsAreForWhoMay(t *testing.T) {
	// Proves that nobody but the house has documents stamped, and nobody but the
	// administrator and the audit office is told which wait.
	r := newRegistry(t, storetest.SQLite(t), 1)
	for name, who := range r.people.Everybody() {
		_, err := r.ClaimStamps(bg, who, "x", 1, time.Minute)
		wantKind(t, err, models.KindDenied)
		_, err = r.KeepSealStamp(bg, who, r.pledges[0].ID, "x", nil)
		wantKind(t, err, models.KindDenied)
		wantKind(t, r.StampFailed(bg, who, r.pledges[0].ID, "x", models.StampTrouble{}), models.KindDenied)
		wantKind(t, r.ReleaseStamps(bg, who, "x"), models.KindDenied)
		if _, err := r.Stamps(bg, who, store.StampQuery{}); (err == nil) != (name == "admin" || name == "auditor") {
			t.Errorf("%s is told: %v", name, err)
		}
	}
}

func TestStampInOnePairOfHands(t *testing.T) {
	// Proves that a token comes too late from who has not the document in hand any more,
	// that what is given back counts no try, that the list is cut into pages, and that a
	// token that is none changes nothing.
	storetest.RunOn(t, func(t *testing.T, address string) {
		r := newRegistry(t, address, 3)
		due := got(r.ClaimStamps(bg, house, "a", 2, time.Minute))(t)
		if more := got(r.ClaimStamps(bg, house, "b", 5, time.Minute))(t); len(due) != 2 || len(more) != 1 {
			t.Fatalf("%d and %d are in hand", len(due), len(more))
		}
		must(t, r.ReleaseStamps(bg, house, "b"))
		late := got(tokenFor(r.url, r.roots, due[0]))(t)
		r.clock.Advance(2 * time.Minute)
		if heirs := got(r.ClaimStamps(bg, house, "heir", 5, time.Minute))(t); len(heirs) != 3 {
			t.Fatalf("%d were inherited", len(heirs))
		}
		_, err := r.KeepSealStamp(bg, house, due[0].ID, "a", late)
		wantKind(t, err, models.KindConflict)
		must(t, r.StampFailed(bg, house, due[0].ID, "a", models.StampTrouble{Fault: models.StampAnswer}))
		for _, p := range r.list(t).Rows {
			if dead := p.ID == due[0].ID || p.ID == due[1].ID; dead != (p.Tries == 1 && p.Fault == models.StampInterrupted) || !dead && p.Tries != 0 {
				t.Errorf("stands as %+v", p)
			}
		}
		for name, bad := range map[string][]byte{"none": nil, "no token": []byte("x"), "of another": got(tokenFor(r.url, r.roots, due[1]))(t)} {
			if trouble, err := r.KeepSealStamp(bg, house, due[0].ID, "heir", bad); err != nil || trouble == nil || trouble.Fault != models.StampAnswer {
				t.Errorf("%s: %+v, %v", name, trouble, err)
			}
		}
		if trouble := got(r.KeepSealStamp(bg, house, due[0].ID, "heir", late))(t); trouble != nil {
			t.Errorf("a good one: %+v", trouble)
		}
		_, err = r.KeepSealStamp(bg, house, due[0].ID, "heir", late)
		wantKind(t, err, models.KindConflict)
		first := got(r.Stamps(bg, r.people.Admin, store.StampQuery{Limit: 1}))(t)
		second := got(r.Stamps(bg, r.people.Admin, store.StampQuery{Limit: 1, After: first.Next}))(t)
		if len(first.Rows) != 1 || len(second.Rows) != 1 || first.Rows[0].ID == second.Rows[0].ID || second.Next != "" || second.Pending != 2 || second.Stamped != 1 {
			t.Errorf("pages: %+v, %+v", first, second)
		}
	})
}

func TestStampOfWhatWasChanged(t *testing.T) {
	// Proves that a document whose bytes changed in the database is never given out to be
	// stamped, that it says so, and that others do not wait for it.
	storetest.RunOn(t, func(t *testing.T, address string) {
		r := newRegistry(t, address, 2)
		must(t, r.RawExec("UPDATE files SET bytes = (SELECT bytes FROM files WHERE sha256 = '"+r.pledges[1].PDF+"') WHERE sha256 = '"+r.pledges[0].PDF+"'"))
		due := got(r.ClaimStamps(bg, house, "a", 5, time.Minute))(t)
		if len(due) != 1 || due[0].ID != r.pledges[1].ID {
			t.Fatalf("due are %+v", due)
		}
		for _, p := range r.list(t).Rows {
			if changed := p.ID == r.pledges[0].ID; changed != (p.Fault == models.StampDocument) {
				t.Errorf("stands as %+v", p)
			}
		}
	})
}

func TestRecordIsStamped(t *testing.T) {
	// Proves that the record of a meeting is stamped as a pledge is, and names the contract
	// as it was printed, whatever it is called later.
	storetest.RunOn(t, func(t *testing.T, address string) {
		tsa := stamptest.New(t, stamptest.Options{})
		s, clock := storetest.OpenOn(t, address, storetest.Stamping(t, tsa.RootPEM))
		server := httptest.NewServer(tsa)
		defer server.Close()
		o := newOffice(t, s, clock)
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		b, code := c.meeting(chief, c.prime.ID)
		must(t, o.CheckIn(bg, c.boss, b.ID, code))
		held := got(o.HoldBriefing(bg, chief, b.ID, o.closing(chief, b.ID), recordPaper))(t)
		if v := got(o.Briefing(bg, chief, b.ID))(t); v.Stamp == nil || v.Stamp.State != models.StampPending {
			t.Errorf("the page says %+v", v.Stamp)
		}
		number := o.see(c.contract).Contract.Number
		must(t, o.RawExec("UPDATE contracts SET number = 'R9-1', title = 'another'"))
		if trouble := got(stampDue(s, "a", server.URL, got(stamp.Roots(tsa.RootPEM))(t)))(t); trouble != nil {
			t.Fatalf("not stamped: %+v", trouble)
		}
		v := got(o.Briefing(bg, chief, b.ID))(t)
		e := wantEvent(t, s, models.EventBriefingStamped, "briefing", b.ID, house)
		if v.Stamp.State != models.StampGood || v.Stamp.Authority == "" || e.Before["pdf"] != held.PDF || e.After["pdf"] != v.Briefing.PDF {
			t.Errorf("the page says %+v, the log %+v", v.Stamp, e)
		}
		told := got(o.VerifySealed(bg, models.Actor{Address: "198.51.100.9"}, held.Code))(t)
		if !told.Genuine || told.Stamp != models.StampGood || told.Number != number || told.Title == "another" || told.Title == "" {
			t.Errorf("anybody is told %+v", told)
		}
	})
}

func TestFormerKey(t *testing.T) {
	// Proves that what a former key sealed is genuine where its root is given, and said to
	// be of a former key, that it is stamped all the same, and that without the root it is
	// not believed, fails to be stamped for that reason, and is tried again at a start.
	storetest.RunOn(t, func(t *testing.T, address string) {
		former := storetest.NewSeal(t, "前の鍵")
		r := newRegistry(t, address, 2, func(o *store.Options) { o.Seal = former })
		p := r.pledges[0]
		today, clock := storetest.OpenOn(t, address, storetest.Stamping(t, r.tsa.RootPEM), func(o *store.Options) { o.SealRoots = former.Roots() })
		clock.Set(r.clock.Now())
		forgot, clock := storetest.OpenOn(t, address, storetest.Stamping(t, r.tsa.RootPEM))
		clock.Set(r.clock.Now())
		anybody := models.Actor{Address: "198.51.100.9"}
		pdf := got(today.PledgeFile(bg, r.people.Lead, p.ID, "pdf"))(t).Bytes
		for name, s := range map[string]*store.Store{"former": r.Store, "today": today} {
			v := got(s.VerifyFile(bg, anybody, pdf))(t)
			byCode := got(s.VerifySealed(bg, anybody, p.Code))(t)
			if !v.Genuine || !v.Known || v.FormerUntil != byCode.FormerUntil || v.FormerUntil.IsZero() != (name == "former") || name == "today" && v.FormerUntil != models.Today(former.Ends()) {
				t.Errorf("%s: %+v", name, v)
			}
		}
		if v := got(forgot.VerifyFile(bg, anybody, pdf))(t); v.Genuine || v.Known || v.Fault != string(seal.Untrusted) {
			t.Errorf("without the root: %+v", v)
		}
		if v := got(forgot.VerifySealed(bg, anybody, p.Code))(t); v.Genuine || v.Fault != string(seal.Untrusted) {
			t.Errorf("without the root, by code: %+v", v)
		}
		if due := got(forgot.ClaimStamps(bg, house, "a", 2, time.Minute))(t); len(due) != 0 {
			t.Errorf("a stamp is asked for that could not be kept: %+v", due)
		}
		if list := r.list(t); list.Failed != 2 || list.Rows[0].Fault != models.StampRoot || list.Rows[0].Tries != 1 {
			t.Errorf("without the root it stands as %+v", list)
		}
		wantKind(t, today.RetryStamps(bg, r.people.Lead), models.KindDenied)
		must(t, today.RetryStamps(bg, house)) // as one does that starts
		if trouble := got(stampDue(today, "b", r.url, r.roots))(t); trouble != nil {
			t.Errorf("stamped with the root: %+v", trouble)
		}
		if list := r.list(t); list.Stamped != 1 || list.Pending != 1 {
			t.Errorf("stands as %+v", list)
		}
	})
}

func TestFormerAuthority(t *testing.T) {
	// Proves that a stamp of an authority that is not trusted any more proves no time, and
	// that the document stays genuine.
	storetest.RunOn(t, func(t *testing.T, address string) {
		r := newRegistry(t, address, 1)
		if trouble := got(stampDue(r.Store, "a", r.url, r.roots))(t); trouble != nil {
			t.Fatalf("not stamped: %+v", trouble)
		}
		s, clock := storetest.OpenOn(t, address, storetest.Stamping(t, stamptest.PEM(stamptest.Root(t))))
		clock.Set(r.clock.Now())
		if v := got(s.VerifySealed(bg, models.Actor{Address: "198.51.100.9"}, r.pledges[0].Code))(t); !v.Genuine || v.Stamp != models.StampUnknown || !v.StampedAt.IsZero() {
			t.Errorf("told %+v", v)
		}
	})
}

func TestKilledBetweenTokenAndStore(t *testing.T) {
	// Proves that a process that is killed with the stamped file in hand, or in the midst of
	// storing it, leaves the document as it was sealed, and that it is stamped once after.
	storetest.RunOn(t, func(t *testing.T, address string) {
		r := newRegistry(t, address, 1)
		p := r.pledges[0]
		for _, step := range []string{"stamp_made", "stamp_stored", "event"} {
			r.killed(t, address, step)
			if v := got(r.Pledge(bg, r.people.Lead, p.ID))(t); v.Pledge.PDF != p.PDF || v.Stamp.State != models.StampPending {
				t.Errorf("killed at %s: %+v", step, v.Pledge)
			}
			r.clock.Advance(2 * time.Minute)
		}
		if trouble := got(stampDue(r.Store, "heir", r.url, r.roots))(t); trouble != nil {
			t.Fatalf("not stamped: %+v", trouble)
		}
		events, _, err := r.Events(bg, house, store.EventQuery{Kind: models.EventPledgeStamped})
		must(t, err)
		if list := r.list(t); len(events) != 1 || list.Stamped != 1 {
			t.Errorf("%d events, %+v", len(events), list)
		}
	})
}

// killed lets another process have the document stamped and die at a step.
func (r *registry) killed(t *testing.T, address, step string) {
	t.Helper()
	root := storetest.Seal(t).Root()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), crashDeed+"=stamp", crashStep+"="+step, crashAddress+"="+address, crashAt+"="+r.clock.Now().Add(time.Second).Format(time.RFC3339),
		stampURL+"="+r.url, stampRoots+"="+string(r.tsa.RootPEM), sealRoots+"="+string(stamptest.PEM(stamptest.Certified{Certificate: root})))
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || !strings.Contains(exit.String(), "killed") {
		t.Fatalf("it was not killed at %q: %v\n%s", step, err, out)
	}
}

// crashStamping has the first document stamped that is due, as the process that dies.
func crashStamping(s *store.Store) error {
	roots, err := stamp.Roots([]byte(os.Getenv(stampRoots)))
	if err != nil {
		return err
	}
	trouble, err := stampDue(s, "the process that dies", os.Getenv(stampURL), roots)
	if trouble != nil {
		err = errors.New(trouble.Reply)
	}
	return err
}

// crashRoots are the roots of the process that dies.
func crashRoots() (o store.Options, err error) {
	if os.Getenv(stampURL) == "" {
		return o, nil
	}
	if o.SealRoots, err = stamp.Roots([]byte(os.Getenv(sealRoots))); err != nil {
		return o, err
	}
	o.Authorities, err = stamp.Roots([]byte(os.Getenv(stampRoots)))
	return o, err
}
