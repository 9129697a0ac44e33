package worker_test

import (
	"bytes"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"chigiri/handlers/worker"
	"chigiri/models/ledger"
	"chigiri/models/stamp"
	"chigiri/models/stamp/stamptest"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// days is a log with two days behind it, a checkpoint at the end of each and more.
func days(t *testing.T, s *store.Store, clock *storetest.Clock) ledger.Key {
	t.Helper()
	_, key, err := ledger.NewKey(rand.Reader, "chigiri.test/log")
	must(t, err)
	signed(t, s, key, "A")
	signed(t, s, key, "B")
	clock.Advance(24 * time.Hour)
	signed(t, s, key, "C")
	clock.Advance(24 * time.Hour)
	signed(t, s, key, "D")
	return key
}

// at is an authority at the address of a server.
func at(t *testing.T, server *httptest.Server, roots []byte) worker.Authority {
	t.Helper()
	a, err := worker.ParseAuthority(server.URL, roots)
	must(t, err)
	return a
}

func TestDaysAreStamped(t *testing.T) {
	// Proves that each day that is over has its last checkpoint stamped, once, that an
	// authority that is away makes it wait, and that the log checks with its stamps.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		key := days(t, s, clock)
		tsa := stamptest.New(t, stamptest.Options{Between: true})
		server := httptest.NewServer(tsa)
		defer server.Close()
		away := httptest.NewServer(http.NotFoundHandler())
		defer away.Close()
		var log bytes.Buffer
		worker.AskAuthority(bg, s, http.DefaultClient, slog.New(slog.NewTextHandler(&log, nil)), at(t, away, tsa.RootPEM), rand.Reader)
		secret := at(t, away, tsa.RootPEM)
		away.Close()
		secret.URL += "/?key=secret"
		worker.AskAuthority(bg, s, http.DefaultClient, slog.New(slog.NewTextHandler(&log, nil)), secret, rand.Reader)
		if !strings.Contains(log.String(), "2 checkpoints wait") || !strings.Contains(log.String(), "cannot be reached") || strings.Contains(log.String(), "secret") {
			t.Errorf("logged: %s", log.String())
		}
		authority := at(t, server, tsa.RootPEM)
		for _, want := range []int{2, 0} {
			if n, err := worker.StampLog(bg, s, http.DefaultClient, authority, rand.Reader); err != nil || n != want {
				t.Errorf("stamped %d, %v, want %d", n, err, want)
			}
		}
		r, err := s.CheckLog(bg, ledger.Options{Key: key.Verifier, Stamp: func(token []byte, note string) (time.Time, error) {
			return stamp.Check(token, []byte(note), authority.Roots)
		}})
		must(t, err)
		if r.Finding != nil || r.Stamped != 2 {
			t.Errorf("report = %+v", r)
		}
		clock.Advance(24 * time.Hour)
		if n, err := worker.StampLog(bg, s, http.DefaultClient, authority, rand.Reader); err != nil || n != 1 {
			t.Errorf("the next day: %d, %v", n, err)
		}
	})
}

func TestBadStampsAreNotKept(t *testing.T) {
	// Proves that a token for other data, a replayed one, of an expired or unknown
	// authority, garbage, a fault and a server that hangs leave the checkpoint pending.
	s, clock := storetest.Open(t)
	days(t, s, clock)
	tsa := stamptest.New(t, stamptest.Options{})
	expired, stranger := stamptest.New(t, stamptest.Options{Expired: true}), stamptest.New(t, stamptest.Options{})
	pending, err := s.Unstamped(bg, "any")
	must(t, err)
	other, err := stamp.New(rand.Reader, []byte("something else"))
	must(t, err)
	replayed, err := stamp.New(rand.Reader, []byte(pending[0].Note))
	must(t, err)
	saying := func(kind string, answer []byte) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			_, _ = w.Write(answer)
		})
	}
	for name, door := range map[string]http.Handler{
		"for other data":       saying(stamp.ReplyType, tsa.Reply(other.DER)),
		"replayed":             saying(stamp.ReplyType, tsa.Reply(replayed.DER)),
		"an unknown authority": stranger,
		"garbage":              saying(stamp.ReplyType, []byte("<html>")),
		"a page":               saying("text/html", []byte("<html>")),
		"a fault": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusInternalServerError)
		}),
		"a server that hangs": http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			<-r.Context().Done()
		}),
	} {
		t.Run(name, func(t *testing.T) { refused(t, s, door, tsa.RootPEM) })
	}
	t.Run("an expired authority", func(t *testing.T) { refused(t, s, expired, expired.RootPEM) })
}

// refused wants nothing kept of what an authority says.
func refused(t *testing.T, s *store.Store, door http.Handler, roots []byte) {
	t.Helper()
	server := httptest.NewServer(door)
	defer server.Close()
	a := at(t, server, roots)
	if n, err := worker.StampLog(bg, s, &http.Client{Timeout: 300 * time.Millisecond}, a, rand.Reader); err == nil || n != 0 {
		t.Errorf("stamped %d, %v", n, err)
	}
	if left, err := s.Unstamped(bg, a.Name()); err != nil || len(left) != 2 {
		t.Errorf("pending are %d, %v", len(left), err)
	}
}

func TestParseAuthority(t *testing.T) {
	// Proves that an authority has an address and roots, and is named without secrets.
	root := stamptest.PEM(stamptest.Root(t))
	a, err := worker.ParseAuthority("https://user:secret@tsa.example.jp/ts?key=secret", root)
	must(t, err)
	if a.Name() != "https://tsa.example.jp/ts" {
		t.Errorf("named %s", a.Name())
	}
	for _, address := range []string{"", "tsa.example.jp", "ftp://x", "http://"} {
		if _, err := worker.ParseAuthority(address, root); err == nil {
			t.Errorf("%q was taken", address)
		}
	}
	if _, err := worker.ParseAuthority("https://tsa.example.jp", nil); err == nil {
		t.Error("no roots were taken")
	}
}
