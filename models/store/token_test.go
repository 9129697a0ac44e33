package store_test

import (
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

func TestTokens(t *testing.T) {
	// Proves that a token acts as its person until it ends or is revoked, that only
	// its owner revokes it, and that a program cannot make itself another.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		p := storetest.Seed(t, s)
		u := seedUser(t, s, "hanako", models.Reviewer, "")
		_, actor := signIn(t, s, "hanako")
		token, err := s.CreateToken(bg, actor, "夜間の照会", 30, password)
		must(t, err)
		if !strings.HasPrefix(token.Secret, "chg_") || len(token.Secret) != 47 || token.ExpiresAt.Sub(token.CreatedAt) != 30*24*time.Hour {
			t.Errorf("token = %+v", token)
		}
		e := wantEvent(t, s, models.EventTokenCreated, "user", u.ID, actor)
		for _, v := range e.After {
			if text, ok := v.(string); ok && strings.Contains(token.Secret, text) {
				t.Errorf("the event holds the secret: %v", e.After)
			}
		}
		program, err := s.ActorByToken(bg, token.Secret, "198.51.100.9")
		must(t, err)
		if program.UserID != u.ID || program.SessionID != "" || program.Address != "198.51.100.9" {
			t.Errorf("program = %+v", program)
		}
		a, err := s.Account(bg, actor)
		must(t, err)
		if len(a.Tokens) != 1 || a.Tokens[0].Secret != "" || a.Tokens[0].LastUsedAt.IsZero() || len(a.Sessions) != 1 || !a.Sessions[0].Current {
			t.Errorf("account = %+v", a)
		}
		_, err = s.CreateToken(bg, program, "x", 1, password)
		wantKind(t, err, models.KindDenied)
		for _, days := range []int{-1, 0, 367} {
			_, err = s.CreateToken(bg, actor, "x", days, password)
			wantProblem(t, err, "days", "error.token.days")
		}
		_, err = s.CreateToken(bg, actor, "", 1, password)
		wantProblem(t, err, "name", "error.required")
		wantKind(t, s.RevokeToken(bg, p.Admin, token.ID), models.KindNotFound)
		must(t, s.RevokeToken(bg, actor, token.ID))
		wantEvent(t, s, models.EventTokenRevoked, "user", u.ID, actor)
		wantKind(t, s.RevokeToken(bg, actor, token.ID), models.KindConflict)
		for _, bearer := range []string{token.Secret, "", "chg_", "chg_x", strings.TrimPrefix(token.Secret, "chg_")} {
			_, err = s.ActorByToken(bg, bearer, "")
			wantKind(t, err, models.KindStale)
		}
		_, err = s.CreateToken(bg, actor, "left open", 1, "ちがう")
		wantProblem(t, err, "password", "error.password.wrong")
		wantEvent(t, s, models.EventSignInFailed, "user", u.ID, actor)
		short, err := s.CreateToken(bg, actor, "short", 1, password)
		must(t, err)
		clock.Advance(24 * time.Hour)
		_, err = s.ActorByToken(bg, short.Secret, "")
		wantKind(t, err, models.KindStale)
	})
}

func TestKeptForm(t *testing.T) {
	// Proves that what was typed comes back once, to its person only, without
	// passwords and My Numbers, and only for a day.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		p := storetest.Seed(t, s)
		typed := map[string][]string{
			"title": {"保守\n業務"}, "classes": {"a", "b"}, "password": {"x"}, "new_password": {"x"}, "note": {"123456789018"}, "old": {"x"}, "code": {"123456"},
		}
		keep := func() string {
			t.Helper()
			key, err := s.KeepForm(bg, p.Drafter.UserID, "/contracts/new?copy=1", typed)
			must(t, err)
			return key
		}
		key := keep()
		_, _, err := s.TakeForm(bg, p.OtherDrafter, key)
		wantKind(t, err, models.KindNotFound)
		path, fields, err := s.TakeForm(bg, p.Drafter, key)
		must(t, err)
		if path != "/contracts/new?copy=1" || len(fields) != 3 || fields["title"][0] != "保守\n業務" || len(fields["classes"]) != 2 || fields["note"][0] != "" {
			t.Errorf("form = %s %v", path, fields)
		}
		_, _, err = s.TakeForm(bg, p.Drafter, key)
		wantKind(t, err, models.KindNotFound)

		key, err = s.KeepForm(bg, p.Drafter.UserID, "/divisions/x", map[string][]string{"code": {"123456"}}) // a division's
		must(t, err)
		_, fields, err = s.TakeForm(bg, p.Drafter, key)
		must(t, err)
		if fields["code"][0] != "123456" {
			t.Errorf("form = %v", fields)
		}
		old := keep()
		for range 10 {
			keep()
		}
		_, _, err = s.TakeForm(bg, p.Drafter, old)
		wantKind(t, err, models.KindNotFound)
		late := keep()
		clock.Advance(25 * time.Hour)
		_, _, err = s.TakeForm(bg, p.Drafter, late)
		wantKind(t, err, models.KindNotFound)
		for _, path := range []string{"", "https://example.org/", "//example.org", `/\example.org`} {
			_, err := s.KeepForm(bg, p.Drafter.UserID, path, nil)
			wantProblem(t, err, "path", "error.kept_form.path")
		}
		_, err = s.KeepForm(bg, p.Drafter.UserID, "/contracts/123456789018/consult", nil)
		wantProblem(t, err, "path", "error.mynumber")
		const id = "01a1998e-4442-7004-8477-64e2e979d261" // 4442 7004 8477 would pass for a My Number
		key, err = s.KeepForm(bg, p.Drafter.UserID, "/contracts/"+id, map[string][]string{"edition_id": {id}})
		must(t, err)
		_, fields, err = s.TakeForm(bg, p.Drafter, key)
		must(t, err)
		if fields["edition_id"][0] != id {
			t.Errorf("one of our own ids is kept as %q", fields["edition_id"][0])
		}
		_, err = s.KeepForm(bg, p.Drafter.UserID, "/x", map[string][]string{"a": {strings.Repeat("x", 1100<<10)}})
		wantProblem(t, err, "", "error.kept_form.large")
		_, err = s.KeepForm(bg, "nobody", "/x", nil)
		wantKind(t, err, models.KindNotFound)
	})
}
