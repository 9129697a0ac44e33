package worker_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chigiri/assets"
	"chigiri/handlers/worker"
	"chigiri/models"
	"chigiri/models/seal"
	"chigiri/models/stamp"
	"chigiri/models/stamp/stamptest"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// A process that is to be killed while it asks is this test binary again.
const stampAddress, stampURL, stampRoot, stampAt = "CHIGIRI_STAMP_DATABASE", "CHIGIRI_STAMP_URL", "CHIGIRI_STAMP_ROOT", "CHIGIRI_STAMP_AT"

// stampElsewhere has stamped what is due, as a process of its own.
func stampElsewhere() error {
	at, err := time.Parse(time.RFC3339, os.Getenv(stampAt))
	if err != nil {
		return err
	}
	s, err := store.Open(bg, os.Getenv(stampAddress), store.Options{Now: func() time.Time { return at }})
	if err != nil {
		return err
	}
	a, err := worker.ParseAuthority(os.Getenv(stampURL), []byte(os.Getenv(stampRoot)))
	if err != nil {
		return err
	}
	_, err = asking(&a, "the process that dies").Round(bg, s, quiet)
	return err
}

func asking(a *worker.Authority, holder string) worker.Stamps {
	return worker.Stamps{Authority: a, Client: &http.Client{Timeout: time.Second}, Rand: rand.Reader, Holder: holder}
}

// registry is a store with sealed documents and an authority that answers as the test
// wants it to: by tsa where answer is nil.
type registry struct {
	*store.Store
	t       *testing.T
	clock   *storetest.Clock
	address string
	people  storetest.People
	tsa     *stamptest.Authority
	server  *httptest.Server
	answer  atomic.Pointer[http.Handler]
	asked   atomic.Int32
	sealed  []models.Pledge
}

func newRegistry(t *testing.T, address string, n int) *registry {
	t.Helper()
	r := &registry{t: t, address: address, tsa: stamptest.New(t, stamptest.Options{Between: true})}
	r.Store, r.clock = storetest.OpenOn(t, address, storetest.Stamping(t, r.tsa.RootPEM))
	r.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		r.asked.Add(1)
		if answer := r.answer.Load(); answer != nil {
			(*answer).ServeHTTP(w, q)
			return
		}
		r.tsa.ServeHTTP(w, q)
	}))
	r.server.Config.SetKeepAlivesEnabled(false) // a line that fell is no question that was asked
	t.Cleanup(r.server.Close)
	r.people = storetest.Seed(t, r.Store)
	for _, e := range assets.Editions() {
		_, err := r.PublishEdition(bg, house, e.Name, e.Data)
		must(t, err)
	}
	r.sealed = storetest.PaperPledges(t, r.Store, r.people, n)
	return r
}

// answers lets the authority answer otherwise; nil lets it stamp.
func (r *registry) answers(h http.Handler) {
	if h == nil {
		r.answer.Store(nil)
		return
	}
	r.answer.Store(&h)
}

// round asks once for what is due and gives how many were stamped, and what the program
// said.
func (r *registry) round() (int, string) {
	r.t.Helper()
	a := at(r.t, r.server, r.tsa.RootPEM)
	a.URL += "/?key=secret"
	var log bytes.Buffer
	n, err := asking(&a, "a").Round(bg, r.Store, slog.New(slog.NewTextHandler(&log, nil)))
	must(r.t, err)
	return n, log.String()
}

func (r *registry) stands() models.StampList {
	r.t.Helper()
	list, err := r.Stamps(bg, r.people.Admin, store.StampQuery{})
	must(r.t, err)
	return list
}

// pdf is the document of a pledge as it is offered now.
func (r *registry) pdf(id string) []byte {
	r.t.Helper()
	f, err := r.PledgeFile(bg, r.people.Lead, id, "pdf")
	must(r.t, err)
	return f.Bytes
}

func (r *registry) see(id string) models.PledgeView {
	r.t.Helper()
	v, err := r.Pledge(bg, r.people.Lead, id)
	must(r.t, err)
	return v
}

func TestSealsAreStamped(t *testing.T) {
	// Proves that documents are sealed without the authority and stamped when it answers;
	// that while it is away they are pending, all with the reason and each with its own
	// requests, asked for ever more seldom, and never otherwise; and that what comes of it checks as anybody checks it.
	storetest.RunOn(t, func(t *testing.T, address string) {
		r := newRegistry(t, address, 3)
		before := r.pdf(r.sealed[0].ID)
		r.answers(http.NotFoundHandler())
		if n, said := r.round(); n != 0 || !strings.Contains(said, "refused") || strings.Contains(said, "secret") {
			t.Errorf("%d stamped, said %s", n, said)
		}
		for range 3 { // it is left alone for a minute
			r.round()
		}
		list := r.stands()
		if r.asked.Load() != 1 || list.Pending != 3 || list.Failed != 3 || list.Rows[0].Tries != 1 || list.Rows[2].Tries != 0 || list.Rows[2].Fault != models.StampRefused || !strings.Contains(list.Rows[2].Reply, "404") {
			t.Errorf("asked %d times: %+v", r.asked.Load(), list)
		}
		r.clock.Advance(time.Minute)
		r.answers(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
		r.round()
		r.clock.Advance(time.Minute) // now it is two
		r.round()
		if list := r.stands(); r.asked.Load() != 2 || list.Rows[0].Tries != 2 || list.Rows[0].Fault != models.StampUnreachable {
			t.Errorf("asked %d times: %+v", r.asked.Load(), list)
		}
		if v := r.see(r.sealed[0].ID); v.Stamp == nil || v.Stamp.State != models.StampPending || !v.Pledge.StampedAt.IsZero() || !bytes.Equal(r.pdf(v.Pledge.ID), before) {
			t.Errorf("while it is away: %+v", v.Stamp)
		}
		r.answers(nil)
		r.clock.Advance(time.Minute)
		if n, said := r.round(); n != 3 {
			t.Fatalf("%d stamped: %s", n, said)
		}
		if list := r.stands(); list.Pending != 0 || list.Failed != 0 || list.Stamped != 3 || len(list.Rows) != 0 {
			t.Errorf("after all: %+v", list)
		}
		r.stamped(r.sealed[0], before)
		if n, _ := r.round(); n != 0 || r.asked.Load() != 5 {
			t.Errorf("stamped again: %d, asked %d times", n, r.asked.Load())
		}
	})
}

// stamped sees that a pledge has its stamp, and that everybody says so.
func (r *registry) stamped(p models.Pledge, before []byte) {
	r.t.Helper()
	v, pdf := r.see(p.ID), r.pdf(p.ID)
	roots, err := stamp.Roots(r.tsa.RootPEM)
	must(r.t, err)
	said, err := seal.Verify(pdf, storetest.Seal(r.t).Roots(), seal.VerifyOptions{Authorities: roots})
	must(r.t, err)
	if said.Stamp != seal.GoodStamp || said.Identity != p.Identity || said.StampedBy == "" || len(pdf) != len(before) {
		r.t.Errorf("the file says %+v", said)
	}
	if s := v.Stamp; s == nil || s.State != models.StampGood || !s.At.Equal(said.StampedAt) || s.Authority != said.StampedBy || !v.Pledge.StampedAt.Equal(said.StampedAt) || v.Pledge.PDF == p.PDF {
		r.t.Errorf("the page says %+v of %+v", s, v.Pledge)
	}
	events, _, err := r.Events(bg, house, store.EventQuery{Subject: "pledge", SubjectID: p.ID, Kind: models.EventPledgeStamped})
	must(r.t, err)
	if len(events) != 1 || events[0].Before["pdf"] != p.PDF || events[0].After["pdf"] != v.Pledge.PDF || events[0].After["identity"] != p.Identity || events[0].After["authority"] != said.StampedBy {
		r.t.Errorf("the log says %+v", events)
	}
	anybody := models.Actor{Address: "198.51.100.9"}
	for name, want := range map[string]string{p.Code: models.StampGood, string(pdf): models.StampGood, string(before): models.StampEarlier} {
		check := func() (models.Verified, error) { return r.VerifyFile(bg, anybody, []byte(name)) }
		if name == p.Code {
			check = func() (models.Verified, error) { return r.VerifySealed(bg, anybody, name) }
		}
		if told, err := check(); err != nil || !told.Genuine || !told.Known || told.Stamp != want || told.StampedBy != said.StampedBy || !told.StampedAt.Equal(said.StampedAt) {
			r.t.Errorf("anybody is told %+v, %v; want %s", told, err, want)
		}
	}
}

func TestOtherProgramsReadStampedSeals(t *testing.T) {
	// Proves that poppler calls the document as it is kept after its stamp valid and whole,
	// and that qpdf finds nothing to say against it.
	r := newRegistry(t, storetest.SQLite(t), 1)
	if n, said := r.round(); n != 1 {
		t.Fatalf("%d stamped: %s", n, said)
	}
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "stamped.pdf"), r.pdf(r.sealed[0].ID), 0o600))
	for program, want := range map[string]string{"pdfsig": "Signature is Valid.", "qpdf": "No syntax or stream encoding errors"} {
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv("CI") != "" || os.Getenv("TEST_REQUIRE") != "" {
				t.Fatalf("%s is not installed", program)
			}
			t.Skipf("%s is not installed; set TEST_REQUIRE=1 to make this a failure", program)
		}
		args := []string{"stamped.pdf"}
		if program == "qpdf" {
			args = []string{"--check", "stamped.pdf"}
		}
		cmd := exec.Command(program, args...) // #nosec G204 -- programs of this list
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), want) || program == "pdfsig" && !strings.Contains(string(out), "Total document signed") {
			t.Errorf("%s: %v\n%s", program, err, out)
		}
	}
}

func TestBadTokensAreNotKept(t *testing.T) {
	// Proves that a token for other data, a replayed one, of an unknown or an expired
	// authority, a refusal, garbage and a server that hangs leave the document pending as it
	// was, with the reason, and that it is stamped when they are over.
	r := newRegistry(t, storetest.SQLite(t), 1)
	id := r.sealed[0].ID
	before := r.pdf(id)
	other, err := stamp.New(rand.Reader, []byte("something else"))
	must(t, err)
	message, err := seal.StampMessage(before)
	must(t, err)
	replayed, err := stamp.New(rand.Reader, message)
	must(t, err)
	saying := func(kind string, answer []byte) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			_, _ = w.Write(answer)
		})
	}
	for _, c := range []struct {
		name, reply string
		door        http.Handler
		fault       models.StampFault
	}{
		{"for other data", "other data", saying(stamp.ReplyType, r.tsa.Reply(other.DER)), models.StampAnswer},
		{"replayed", "nonce", saying(stamp.ReplyType, r.tsa.Reply(replayed.DER)), models.StampAnswer},
		{"an unknown authority", "unknown authority", stamptest.New(t, stamptest.Options{}), models.StampAnswer},
		{"an expired authority", "", stamptest.New(t, stamptest.Options{Expired: true}), models.StampAnswer},
		{"a refusal", "refused", saying(stamp.ReplyType, r.tsa.Reply([]byte("no query"))), models.StampAnswer},
		{"garbage", "no answer", saying(stamp.ReplyType, []byte("<html>")), models.StampAnswer},
		{"a page", "text/html", saying("text/html", []byte("<html>")), models.StampRefused},
		{"a server that hangs", "", http.HandlerFunc(func(_ http.ResponseWriter, q *http.Request) {
			_, _ = io.Copy(io.Discard, q.Body)
			<-q.Context().Done()
		}), models.StampUnreachable},
	} {
		r.clock.Advance(time.Hour)
		r.answers(c.door)
		n, _ := r.round()
		list := r.stands()
		if n != 0 || list.Failed != 1 || list.Rows[0].Fault != c.fault || !strings.Contains(list.Rows[0].Reply, c.reply) || !bytes.Equal(r.pdf(id), before) {
			t.Errorf("%s: %d stamped, %+v", c.name, n, list)
		}
	}
	if tries := r.stands().Rows[0].Tries; tries != 8 {
		t.Errorf("%d tries are counted", tries)
	}
	r.answers(nil)
	r.clock.Advance(29 * time.Minute) // the longest wait is half an hour
	if n, _ := r.round(); n != 0 {
		t.Error("it did not wait")
	}
	r.clock.Advance(time.Minute)
	if n, said := r.round(); n != 1 {
		t.Errorf("%d stamped: %s", n, said)
	}
}

func TestManyStampOnce(t *testing.T) {
	// Proves that of several processes at once each document is asked for once and stamped
	// once.
	storetest.RunOn(t, func(t *testing.T, address string) {
		const n = 12
		r := newRegistry(t, address, n)
		a := at(t, r.server, r.tsa.RootPEM)
		var stamped atomic.Int32
		var wg sync.WaitGroup
		for i := range 3 {
			s, clock := storetest.OpenOn(t, address, storetest.Stamping(t, r.tsa.RootPEM))
			clock.Set(r.clock.Now())
			w := asking(&a, fmt.Sprint("process ", i))
			w.Client.Timeout = time.Minute
			wg.Go(func() {
				did, err := w.Round(bg, s, quiet)
				if err != nil {
					t.Error(err)
				}
				stamped.Add(int32(did)) // #nosec G115 -- twelve at most
			})
		}
		wg.Wait()
		more, _ := r.round() // one that another looked at may have been passed over
		events, _, err := r.Events(bg, house, store.EventQuery{Kind: models.EventPledgeStamped, Limit: 200})
		must(t, err)
		if int(stamped.Load())+more != n || r.asked.Load() != n || len(events) != n || r.stands().Stamped != n {
			t.Errorf("stamped %d and %d, asked for %d, %d events", stamped.Load(), more, r.asked.Load(), len(events))
		}
	})
}

func TestStampOutlivesItsProcess(t *testing.T) {
	// Proves that a document is asked for again whose process was killed when it had it in
	// hand, not before its time there is over, and that the try is counted.
	storetest.RunOn(t, func(t *testing.T, address string) {
		r := newRegistry(t, address, 1)
		child := exec.Command(os.Args[0], "-test.run=^$") // #nosec G204 -- ourselves
		child.Env = append(os.Environ(), stampAddress+"="+address, stampURL+"="+r.server.URL, stampRoot+"="+string(r.tsa.RootPEM),
			stampAt+"="+r.clock.Now().Add(time.Second).Format(time.RFC3339Nano))
		started := make(chan *os.Process, 1)
		r.answers(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
			p := <-started
			if err := p.Kill(); err != nil {
				t.Error(err)
			}
			panic(http.ErrAbortHandler) // only the dead do not hear the answer
		}))
		out, err := child.StderrPipe()
		must(t, err)
		must(t, child.Start())
		started <- child.Process
		said, _ := io.ReadAll(out)
		_ = child.Wait() // killed, which is no success
		if len(said) > 0 {
			t.Fatalf("the process was not killed: %s", said)
		}
		r.answers(nil)
		r.clock.Advance(5 * time.Minute)
		if n, _ := r.round(); n != 0 || r.asked.Load() != 1 {
			t.Fatalf("%d stamped while the dead process still has it in hand", n)
		}
		r.clock.Advance(2 * time.Minute)
		if n, said := r.round(); n != 1 || r.asked.Load() != 2 {
			t.Fatalf("%d stamped: %s", n, said)
		}
	})
}

func TestNobodyIsAsked(t *testing.T) {
	// Proves that without an authority nothing is asked, said or awaited, and that one that
	// is named later stamps what was sealed before.
	r := newRegistry(t, storetest.SQLite(t), 1)
	without, clock := storetest.OpenOn(t, r.address)
	clock.Set(r.clock.Now())
	worker.StampSeals(bg, without, quiet, worker.Stamps{})
	v, err := without.Pledge(bg, r.people.Lead, r.sealed[0].ID)
	must(t, err)
	told, err := without.VerifySealed(bg, models.Actor{Address: "198.51.100.9"}, r.sealed[0].Code)
	must(t, err)
	if v.Stamp != nil || told.Stamp != "" || !told.Genuine || r.asked.Load() != 0 {
		t.Errorf("without an authority: %+v, %+v", v.Stamp, told)
	}
	if n, said := r.round(); n != 1 {
		t.Errorf("%d stamped: %s", n, said)
	}
}
