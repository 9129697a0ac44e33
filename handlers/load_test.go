//go:build load

package handlers

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"chigiri/assets"
	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// rounds is how often each page is asked for.
const rounds = 200

// TestLoad asks for the pages of a full house as a drafter and as a reviewer, and
// prints, for each, the 95th percentile of the whole request beside that of the
// statements it made: what we add to the database's own time. It fails past three
// times, and when a page's number of statements depends on what it holds.
func TestLoad(t *testing.T) {
	contracts := 20000
	if n, err := strconv.Atoi(os.Getenv("LOAD_CONTRACTS")); err == nil {
		contracts = n
	}
	for name, open := range map[string]func(testing.TB) (*store.Store, *storetest.Clock){"SQLite": storetest.Open, "PostgreSQL": storetest.OpenPostgres} {
		t.Run(name, func(t *testing.T) {
			s, _ := open(t)
			l := fill(t, s, contracts)
			for _, page := range l.pages {
				l.ask(page)
			}
		})
	}
}

type load struct {
	t     *testing.T
	door  http.Handler
	token string
	pages []string
}

func fill(t *testing.T, s *store.Store, contracts int) load {
	ctx := context.Background()
	people := storetest.Seed(t, s)
	for _, e := range assets.Editions() {
		if _, err := s.PublishEdition(ctx, models.System(), e.Name, e.Data); err != nil {
			t.Fatal(err)
		}
	}
	begin := time.Now()
	if err := s.Fixture(ctx, store.FixtureOptions{Contracts: contracts, Seed: 1}); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d contracts made in %s", contracts, time.Since(begin).Round(time.Millisecond))
	door, err := New(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	reviewer := people.Everybody()["reviewer"]
	reviewer.SessionID = "load" // tokens are made in a browser
	token, err := s.SeedToken(ctx, reviewer, "load", 1)
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Contracts(ctx, reviewer, models.ContractQuery{Limit: 50})
	if err != nil || len(list.Rows) == 0 {
		t.Fatal("no contracts", err)
	}
	return load{t: t, door: door, token: token.Secret, pages: []string{
		"/contracts", "/contracts?sort=title", "/contracts?after=" + list.Next, "/contracts?level=L4", "/contracts?state=draft&year=2026",
		"/contracts?text=" + "%E4%BF%9D%E5%AE%88", "/contracts?text=%E7%A8%8E%E5%8B%99+%E9%81%8B%E7%94%A8&level=L4",
		"/contracts/" + list.Rows[0].ID, "/contracts/" + list.Rows[len(list.Rows)-1].ID,
	}}
}

func (l load) ask(page string) {
	l.t.Helper()
	var whole, database []time.Duration
	queries := -1
	for range rounds {
		ctx, cost := store.Measure(context.Background())
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, page, nil)
		r.Header.Set("Authorization", "Bearer "+l.token)
		r.Header.Set("Accept", "text/html")
		w := httptest.NewRecorder()
		begin := time.Now()
		l.door.ServeHTTP(w, r)
		whole = append(whole, time.Since(begin))
		database = append(database, cost.Time())
		if w.Code != http.StatusOK {
			l.t.Fatalf("%s: %d", page, w.Code)
		}
		queries = max(queries, cost.Queries())
	}
	a, b := p95(whole), p95(database)
	ratio := float64(a) / float64(b)
	line := fmt.Sprintf("%-60s p95 %8s  SQL p95 %8s  ratio %.2f  %d statements", page, a.Round(10*time.Microsecond), b.Round(10*time.Microsecond), ratio, queries)
	if ratio > 3 {
		l.t.Error(line)
		return
	}
	l.t.Log(line)
}

func p95(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)*95/100]
}
