package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
)

// bg is the context of every test: what a test asks is not called off.
var bg = context.Background()

// must stops the test at an error.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantKind fails unless err is of a kind; "" is success.
func wantKind(t testing.TB, err error, kind models.Kind) {
	t.Helper()
	if models.KindOf(err) != kind || (kind == "") != (err == nil) {
		t.Errorf("error = %v, want kind %q", err, kind)
	}
}

// wantProblem fails unless err says that a field is wrong for a reason.
func wantProblem(t testing.TB, err error, field, key string) {
	t.Helper()
	if inv := models.Invalid(err); inv != nil {
		for _, p := range inv.Problems {
			if p.Field == field && p.Key == key {
				return
			}
		}
	}
	t.Errorf("error = %v, want %s at %q", err, key, field)
}

// lastEvent is the newest line about a thing, as the auditor would read it.
func lastEvent(t testing.TB, s *store.Store, subject, id string) models.Event {
	t.Helper()
	events, _, err := s.Events(bg, models.System(), store.EventQuery{Subject: subject, SubjectID: id, Limit: 1})
	must(t, err)
	if len(events) == 0 {
		t.Fatalf("no event about %s %s", subject, id)
	}
	return events[0]
}

// wantEvent fails unless the newest line about a thing is of a kind and by an
// actor, and gives it.
func wantEvent(t testing.TB, s *store.Store, kind models.EventKind, subject, id string, by models.Actor) models.Event {
	t.Helper()
	e := lastEvent(t, s, subject, id)
	if e.Kind != kind || e.ActorID != by.UserID || e.ActorName != by.Name || e.Role != by.Role || e.Address != by.Address {
		t.Errorf("event = %s by %q %s from %q, want %s by %q", e.Kind, e.ActorName, e.Role, e.Address, kind, by.Name)
	}
	return e
}

// wantFields fails unless an event's before or after holds exactly these fields.
func wantFields(t testing.TB, got map[string]any, want ...string) {
	t.Helper()
	var names []string
	for k, v := range got {
		names = append(names, k+"="+fmt.Sprint(v))
	}
	slices.Sort(names)
	slices.Sort(want)
	if !slices.Equal(names, want) {
		t.Errorf("fields = %s, want %s", strings.Join(names, ", "), strings.Join(want, ", "))
	}
}
