package handlers

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// TestReaderLeaves proves on both engines that a request whose reader left, before it is
// answered or while the database works on it, is no error in the log; that one whose time
// is over is told so; and that a fault is told.
func TestReaderLeaves(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		h := furnish(t, s, clock)
		var said bytes.Buffer
		opt := Options{URL: "https://portal.example", Log: slog.New(slog.NewTextHandler(&said, nil))}
		var err error
		h.door, err = newEcho(s, opt)
		h.must(err)
		v := h.signIn(h.people.Drafter)
		ask := func(ctx context.Context, path string) int {
			said.Reset()
			r := httptest.NewRequestWithContext(ctx, http.MethodGet, path, http.NoBody)
			for name, value := range v.cookies {
				r.AddCookie(&http.Cookie{Name: name, Value: value})
			}
			w := httptest.NewRecorder()
			h.door.ServeHTTP(w, r)
			return w.Code
		}
		left, leave := context.WithCancel(context.Background())
		leave()
		for _, path := range []string{"/dates?value=R8.11.2", "/contracts"} {
			if status := ask(left, path); status != statusGivenUp || said.Len() > 0 {
				t.Errorf("%s: %d, the log says %s", path, status, said.String())
			}
		}
		for wait := range 20 { // at any moment of its work
			leaving, leave := context.WithCancel(context.Background())
			time.AfterFunc(time.Duration(wait)*400*time.Microsecond, leave)
			if ask(leaving, "/contracts"); said.Len() > 0 {
				t.Errorf("after %d: %s", wait, said.String())
			}
		}
		over, stop := context.WithTimeout(context.Background(), 0)
		defer stop()
		if status := ask(over, "/contracts"); status != http.StatusServiceUnavailable {
			t.Errorf("a request whose time is over: %d", status)
		}
		h.must(s.Close())
		if ask(context.Background(), "/contracts"); !strings.Contains(said.String(), "request failed") {
			t.Errorf("a fault is not told: %s", said.String())
		}
	})
}
