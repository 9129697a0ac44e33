package worker_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"chigiri/handlers/witness"
	"chigiri/handlers/worker"
	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

var bg = context.Background()

// must stops the test at an error.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// signed makes a division and signs the log with it in.
func signed(t testing.TB, s *store.Store, key ledger.Key, names ...string) int64 {
	t.Helper()
	for _, name := range names {
		_, err := s.CreateDivision(bg, models.System(), models.DivisionInput{Code: name, Name: "課" + name, From: storetest.Day(2020, 4, 1)})
		must(t, err)
	}
	c, made, err := s.CheckpointLog(bg, store.LogKeys{Key: key})
	must(t, err)
	if !made {
		t.Fatal("no checkpoint was made")
	}
	return c.Size
}

// office is an audit office with a witness on loopback.
type office struct {
	t       testing.TB
	dir     string
	key     ledger.Witness
	log     ledger.Key
	server  *httptest.Server
	witness worker.Witness
}

func newOffice(t testing.TB) *office {
	t.Helper()
	_, key, err := ledger.NewWitness(rand.Reader, "kansa.example.jp")
	must(t, err)
	_, log, err := ledger.NewKey(rand.Reader, "chigiri.test/log")
	must(t, err)
	o := &office{t: t, dir: t.TempDir(), key: key, log: log}
	o.start()
	return o
}

// start runs the witness, again where it ran before.
func (o *office) start() {
	o.t.Helper()
	logs, err := ledger.ReadLogs([]string{o.log.Verifier})
	must(o.t, err)
	keeper, err := witness.Open(o.dir, o.key, logs, time.Now)
	must(o.t, err)
	o.server = httptest.NewServer(witness.New(keeper, slog.New(slog.NewTextHandler(io.Discard, nil))))
	o.t.Cleanup(o.server.Close)
	o.witness = worker.Witness{URL: o.server.URL, Verifier: o.key.Verifier}
}

// cosigned asks the witness and wants it to have countersigned so many events.
func (o *office) cosigned(s *store.Store, size int64) {
	o.t.Helper()
	f, err := worker.Countersign(bg, s, http.DefaultClient, o.witness)
	must(o.t, err)
	if f != nil {
		o.t.Fatalf("found %v", f)
	}
	got, err := s.CosignedSize(bg, "kansa.example.jp")
	must(o.t, err)
	if got != size {
		o.t.Errorf("countersigned are %d, want %d", got, size)
	}
}

// alarm is the alarm as the administrator sees it.
func alarm(t testing.TB, s *store.Store) *store.Alarm {
	t.Helper()
	a, err := s.LogAlarm(bg, models.Actor{UserID: "a", Role: models.Admin})
	must(t, err)
	return a
}

func TestWitnessCountersignsGrowth(t *testing.T) {
	// Proves over HTTP that a witness countersigns a log as it grows, through a restart,
	// and that the whole then checks with its countersignatures.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		o := newOffice(t)
		if f, err := worker.Countersign(bg, s, http.DefaultClient, o.witness); f != nil || err != nil {
			t.Fatalf("before the first checkpoint: %v, %v", f, err)
		}
		o.cosigned(s, signed(t, s, o.log, "A", "B"))
		o.cosigned(s, signed(t, s, o.log, "C"))
		o.server.Close()
		if _, err := worker.Countersign(bg, s, http.DefaultClient, o.witness); err != nil {
			t.Errorf("asked without need: %v", err)
		}
		size := signed(t, s, o.log, "D", "E")
		if f, err := worker.Countersign(bg, s, http.DefaultClient, o.witness); err == nil || f != nil {
			t.Fatalf("the witness is away, and it says %v, %v", f, err)
		}
		o.start()
		o.cosigned(s, size)
		r, err := s.CheckLog(bg, ledger.Options{Key: o.log.Verifier, Witnesses: []string{o.key.Verifier}})
		must(t, err)
		if r.Finding != nil || r.Cosigned != 3 || r.Checkpoints != 3 {
			t.Errorf("report = %+v", r)
		}
		if a := alarm(t, s); a != nil {
			t.Errorf("alarm = %+v", a)
		}
	})
}

func TestWitnessCorrectsTheSize(t *testing.T) {
	// Proves that a portal that lost the countersignature, or never got it, is put right
	// by the size the witness keeps, also when the witness began anew.
	s, _ := storetest.Open(t)
	o := newOffice(t)
	first := signed(t, s, o.log, "A")
	kept, _, err := s.LastCheckpoint(bg)
	must(t, err)
	request := ledger.WitnessRequest{Checkpoint: kept.Note}.Text()
	resp, err := http.Post(o.server.URL+"/add-checkpoint", "text/plain", strings.NewReader(request)) // its answer is lost
	must(t, err)
	resp.Body.Close()
	o.cosigned(s, first)
	second := signed(t, s, o.log, "B")
	o.server.Close()
	o.dir = t.TempDir()
	o.start()
	o.cosigned(s, second)
}

func TestRewrittenLogIsRefused(t *testing.T) {
	// Proves that a log rewritten and signed anew with its own key is refused by the
	// witness whatever its size, that the alarm stands on the portal, that no look from
	// inside ends it, and that the witness's next countersignature does.
	for name, more := range map[string][]string{
		"as long": {"X", "B", "C"}, "longer": {"X", "B", "C", "D"}, "shorter": {"X"},
	} {
		t.Run(name, func(t *testing.T) {
			honest, _ := storetest.Open(t)
			rewritten, _ := storetest.Open(t)
			o := newOffice(t)
			o.cosigned(honest, signed(t, honest, o.log, "A", "B", "C"))
			size := signed(t, rewritten, o.log, more...)
			f, err := worker.Countersign(bg, rewritten, http.DefaultClient, o.witness)
			must(t, err)
			if f == nil || f.Code != ledger.Forked || f.ID != "kansa.example.jp" || f.To < size {
				t.Fatalf("found %v", f)
			}
			if a := alarm(t, rewritten); a == nil || a.Finding.Code != ledger.Forked {
				t.Fatalf("alarm = %+v", a)
			}
			for range 2 {
				if found, err := rewritten.WatchLog(bg); err != nil || found != nil {
					t.Errorf("from inside: %v, %v", found, err)
				}
			}
			if alarm(t, rewritten) == nil {
				t.Error("a look from inside ended the alarm")
			}
			o.server.Close()
			o.dir = t.TempDir()
			o.start()
			o.cosigned(rewritten, size)
			if a := alarm(t, rewritten); a != nil {
				t.Errorf("after countersigning: %+v", a)
			}
		})
	}
}

// answering is a witness that says what it is told to.
func answering(t testing.TB, o *office, status int, kind, body string) worker.Witness {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return worker.Witness{URL: server.URL, Verifier: o.key.Verifier}
}

func TestBadCountersignaturesAreNotKept(t *testing.T) {
	// Proves that a countersignature that is replayed, of another witness or of another
	// key is not kept, and that no garbage raises the alarm.
	s, _ := storetest.Open(t)
	o := newOffice(t)
	signed(t, s, o.log, "A")
	before, _, err := s.LastCheckpoint(bg)
	must(t, err)
	old, err := ledger.ParseCheckpoint(before.Note)
	must(t, err)
	signed(t, s, o.log, "B")
	now, _, err := s.LastCheckpoint(bg)
	must(t, err)
	c, err := ledger.ParseCheckpoint(now.Note)
	must(t, err)
	_, impostor, err := ledger.NewWitness(rand.Reader, "kansa.example.jp")
	must(t, err)
	_, other, err := ledger.NewWitness(rand.Reader, "other.example.jp")
	must(t, err)
	at := time.Now()
	for name, w := range map[string]worker.Witness{
		"a replayed line":        answering(t, o, 200, "text/plain", o.key.Cosign(old, at)),
		"another key":            answering(t, o, 200, "text/plain", impostor.Cosign(c, at)),
		"another witness":        answering(t, o, 200, "text/plain", other.Cosign(c, at)),
		"no line":                answering(t, o, 200, "text/plain", ""),
		"garbage":                answering(t, o, 200, "text/plain", "\x00<html>"),
		"an endless answer":      answering(t, o, 200, "text/plain", strings.Repeat("x", 2<<20)),
		"a fault":                answering(t, o, 500, "text/html", "<html>"),
		"an unknown log":         answering(t, o, 404, "text/plain", "witness: log"),
		"a wrong size":           answering(t, o, 409, "text/x.tlog.size", "many\n"),
		"a size from nowhere":    answering(t, o, 409, "text/x.tlog.size", "100000\n"),
		"a size that never fits": answering(t, o, 409, "text/x.tlog.size", "1\n"),
		"another place":          answering(t, o, 302, "text/plain", ""),
	} {
		t.Run(name, func(t *testing.T) {
			f, err := worker.Countersign(bg, s, http.DefaultClient, w)
			if err == nil || f != nil {
				t.Errorf("%v, %v", f, err)
			}
			if size, err := s.CosignedSize(bg, "kansa.example.jp"); err != nil || size != 0 {
				t.Errorf("countersigned are %d, %v", size, err)
			}
			if a := alarm(t, s); a != nil {
				t.Errorf("alarm = %+v", a)
			}
		})
	}
}

func TestAskWitnessesGoesOn(t *testing.T) {
	// Proves that a witness that hangs or is away keeps no other from countersigning.
	s, _ := storetest.Open(t)
	o := newOffice(t)
	size := signed(t, s, o.log, "A")
	hanging := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // only then does the server notice that nobody waits any more
		<-r.Context().Done()
	}))
	defer hanging.Close()
	var log bytes.Buffer
	_, other, err := ledger.NewWitness(rand.Reader, "other.example.jp")
	must(t, err)
	worker.AskWitnesses(bg, s, &http.Client{Timeout: 100 * time.Millisecond}, slog.New(slog.NewTextHandler(&log, nil)), []worker.Witness{
		{URL: "http://127.0.0.1:1", Verifier: other.Verifier}, {URL: hanging.URL, Verifier: other.Verifier}, o.witness,
	})
	if got, err := s.CosignedSize(bg, "kansa.example.jp"); err != nil || got != size {
		t.Errorf("countersigned are %d, %v", got, err)
	}
	if n := strings.Count(log.String(), "a witness did not countersign"); n != 2 {
		t.Errorf("logged:\n%s", log.String())
	}
}

func TestParseWitness(t *testing.T) {
	// Proves how a witness is written in the settings, and what is refused.
	o := newOffice(t)
	w, err := worker.ParseWitness(fmt.Sprintf(" %s/  %s ", o.server.URL, o.key.Verifier))
	must(t, err)
	if w != o.witness {
		t.Errorf("read %+v", w)
	}
	for _, text := range []string{"", o.server.URL, o.key.Verifier, "ftp://x " + o.key.Verifier, "https:// " + o.key.Verifier, "https://x y"} {
		if _, err := worker.ParseWitness(text); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}
