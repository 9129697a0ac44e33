package handlers

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"chigiri/models"
)

// bareKey is a message key that came to the page without words.
var bareKey = regexp.MustCompile(`\[[a-z_]+(\.[a-z0-9_]+)+\]`)

// TestSignInLeadsBack proves that whoever is sent to sign in comes back to where
// they were going, and never to another site.
func TestSignInLeadsBack(t *testing.T) {
	h := newHouse(t)
	h.signIn(h.people.Drafter)
	for name, c := range map[string]struct{ next, want string }{
		"to the page asked for": {"/vendors?text=なにわ", "/vendors?text=なにわ"},
		"not to another site":   {"https://elsewhere.example/", "/"},
		"not to a bare host":    {"//elsewhere.example/", "/"},
		"not past a backslash":  {`/\elsewhere.example`, "/"},
	} {
		t.Run(name, func(t *testing.T) {
			v := h.visitor()
			v.post("/login", url.Values{"login": {"drafter"}, "password": {password}, "to": {c.next}}).is(http.StatusSeeOther).leads(c.want)
		})
	}
}

// TestExpiredSignInKeepsTheForm proves that what was typed while a sign-in ran out
// comes back after the next one, to the same person and nobody else, and once.
func TestExpiredSignInKeepsTheForm(t *testing.T) {
	h := newHouse(t)
	typed := url.Values{"name": {"株式会社書きかけ"}, "corporate_number": {"123"}, "address": {"大阪市"}}
	expire := func() (*visitor, string) {
		v := h.signIn(h.people.Drafter)
		h.clock.Advance(2 * time.Hour)
		a := v.post("/vendors", typed).is(http.StatusSeeOther)
		next, err := url.Parse(a.Header().Get("Location"))
		if err != nil || next.Path != "/login" {
			t.Fatalf("leads to %s", a.Header().Get("Location"))
		}
		return v, next.Query().Get("next")
	}
	t.Run("it comes back as it was typed, once", func(t *testing.T) {
		v, next := expire()
		v.login(h.people.Drafter)
		a := v.get(next).is(http.StatusOK)
		for name, want := range typed {
			if got := a.value(name); got != want[0] {
				t.Errorf("%s: %q, want %q", name, got, want[0])
			}
		}
		if got := v.get(next).is(http.StatusOK).value("name"); got != "" {
			t.Errorf("a second time it holds %q", got)
		}
	})
	t.Run("another person gets an empty form", func(t *testing.T) {
		_, next := expire()
		other := h.signIn(h.people.Manager)
		if got := other.get(next).is(http.StatusOK).value("name"); got != "" {
			t.Errorf("the form holds %q", got)
		}
	})
	t.Run("passwords are never kept", func(t *testing.T) {
		v := h.signIn(h.people.Drafter)
		h.clock.Advance(2 * time.Hour)
		a := v.post("/account/password", url.Values{"old": {password}, "new": {"まったく別の長い合言葉です"}, "again": {"x"}}).is(http.StatusSeeOther)
		next, _ := url.Parse(a.Header().Get("Location"))
		v.login(h.people.Drafter)
		page := v.get(next.Query().Get("next")).is(http.StatusOK)
		if strings.Contains(page.Body.String(), "合言葉") || strings.Contains(page.Body.String(), password) {
			t.Error("the page holds a password")
		}
	})
}

// TestEveryKeptFormHasItsPage proves that a form kept over a sign-in comes back to
// an address that can be opened.
func TestEveryKeptFormHasItsPage(t *testing.T) {
	h := newHouse(t)
	h.addWalkWork()
	h.addWalkBriefings()
	for _, r := range Routes {
		if r.Method != post || r.Public || r.Form == nil {
			continue
		}
		who := "drafter"
		if r.Who != nil && !slices.Contains(r.Who, models.Drafter) {
			who = string(r.Who[0])
		}
		if strings.HasSuffix(r.Path, ":party/apply") || strings.Contains(r.Path, "/roster") && who == "vendor_lead" { // the place is the subcontractor's own
			who = "sub_lead"
		}
		ids := h.objects(who, h.people.Everybody()[who], true)
		ids[":token"] = nowhere
		page, _ := formPage(h.address(r, ids))
		if a := h.as(h.people.Everybody()[who]).get(page); a.Code != http.StatusOK {
			t.Errorf("%s %s: its form comes back to %s, which answers %d", r.Method, r.Path, page, a.Code)
		}
	}
}

// TestGuessingIsSlowed proves that wrong passwords soon make the door wait, in
// words and with the time for programs, and that the right one works afterwards.
func TestGuessingIsSlowed(t *testing.T) {
	h := newHouse(t)
	h.signIn(h.people.Drafter)
	v := h.visitor()
	wrong := map[string]string{"login": "drafter", "password": "これは違うパスワードです"}
	var last *answer
	for range 8 {
		if last = v.json(http.MethodPost, "/login", wrong); last.Code == http.StatusTooManyRequests {
			break
		}
	}
	last.is(http.StatusTooManyRequests)
	if last.Header().Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	v.post("/login", url.Values{"login": {"drafter"}, "password": {"違う"}}).is(http.StatusUnprocessableEntity).says(".errors", "秒")
	h.clock.Advance(20 * time.Minute)
	v.login(h.people.Drafter)
}

// TestUnknownLoginSaysNoMore proves that a wrong login and a wrong password are
// told in the same words.
func TestUnknownLoginSaysNoMore(t *testing.T) {
	h := newHouse(t)
	h.signIn(h.people.Drafter)
	a := h.visitor().post("/login", url.Values{"login": {"drafter"}, "password": {"違うパスワード"}}).is(http.StatusUnprocessableEntity)
	b := h.visitor().post("/login", url.Values{"login": {"no.such.person"}, "password": {"違うパスワード"}}).is(http.StatusUnprocessableEntity)
	if x, y := text(a.one(".errors")), text(b.one(".errors")); x != y {
		t.Errorf("%q and %q", x, y)
	}
}

// TestLanguage proves that the language follows the browser until somebody
// chooses, and then the choice, also at the next sign-in elsewhere.
func TestLanguage(t *testing.T) {
	h := newHouse(t)
	v := h.visitor()
	v.get("/login").says("h1", "ログイン")
	v.header.Set("Accept-Language", "en-GB,en;q=0.9,ja;q=0.5")
	v.get("/login").says("h1", "Sign in")
	v.post("/language", url.Values{"lang": {"ja"}, "back": {"/login"}}).is(http.StatusSeeOther)
	v.get("/login").says("h1", "ログイン")
	v.post("/language", url.Values{"lang": {"fr"}}).is(http.StatusUnprocessableEntity)

	one := h.signIn(h.people.Drafter)
	one.post("/language", url.Values{"lang": {"en"}, "back": {"/vendors"}}).is(http.StatusSeeOther).leads("/vendors")
	one.get("/vendors").says("h1", "Vendors")
	two := h.visitor()
	two.login(h.people.Drafter)
	two.get("/vendors").says("h1", "Vendors")
}
