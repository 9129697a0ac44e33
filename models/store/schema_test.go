package store_test

import (
	"slices"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

func TestBothSchemasAreOne(t *testing.T) {
	// Proves that tables, columns, what may be NULL, keys and families of types are
	// the same on both engines.
	lite, _ := storetest.Open(t)
	pg, _ := storetest.OpenPostgres(t)
	a, err := lite.Columns(bg)
	must(t, err)
	b, err := pg.Columns(bg)
	must(t, err)
	if len(a) < 100 {
		t.Errorf("only %d columns were found", len(a))
	}
	for _, c := range a {
		if !slices.Contains(b, c) {
			t.Errorf("sqlite has %+v, postgres has not", c)
		}
	}
	for _, c := range b {
		if !slices.Contains(a, c) {
			t.Errorf("postgres has %+v, sqlite has not", c)
		}
	}
	for _, c := range a {
		if c.Family == "" {
			t.Errorf("%s.%s has a type the test does not know", c.Table, c.Name)
		}
	}
}

func TestInstantsAreUTC(t *testing.T) {
	// Proves on the raw text of the tables that every instant written, from a clock
	// that shows Japan time, is in UTC, and that every date is the day in Japan.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		w := newWorld(t, s)
		for _, c := range accesses {
			must(t, c.do(w, w.p.Everybody()[strings.Fields(c.done)[0]]))
		}
		seedUser(t, s, "hanako", models.Reviewer, "")
		_, actor := signIn(t, s, "hanako")
		token, err := s.SeedToken(bg, actor, "x", 1)
		must(t, err)
		_, err = s.ActorByToken(bg, token.Secret, "")
		must(t, err)
		_, err = s.KeepForm(bg, actor.UserID, "/x", nil)
		must(t, err)
		columns, err := s.Columns(bg)
		must(t, err)
		instants := 0
		for _, c := range columns {
			if c.Family != "instant" {
				continue
			}
			values, err := s.RawRows(c.Table, c.Name)
			must(t, err)
			for _, v := range values {
				instants++
				// 9:00 on 1 April in Japan is midnight in UTC; links and tokens end later.
				if !strings.HasPrefix(v[11:], "00:") && !strings.HasPrefix(v[11:], "12:") {
					t.Errorf("%s.%s = %s is not UTC", c.Table, c.Name, v)
				}
				if s.Engine() == store.SQLite && !strings.HasSuffix(v, "+00:00") {
					t.Errorf("%s.%s = %s shows another zone", c.Table, c.Name, v)
				}
			}
		}
		if instants < 80 {
			t.Errorf("only %d instants were looked at", instants)
		}
	})
}
