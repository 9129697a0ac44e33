package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestPasswordChange proves that the present password is asked for, that the new
// one counts from then on, and that other sign-ins end.
func TestPasswordChange(t *testing.T) {
	h := newHouse(t)
	v := h.signIn(h.people.Drafter)
	other := h.visitor()
	other.login(h.people.Drafter)
	fresh := "秋の夜長に虫のこえ響く庭の石"
	change := func(old, new, again string) *answer {
		return v.post("/account/password", url.Values{"old": {old}, "new": {new}, "again": {again}})
	}
	change("違うものです", fresh+"夜", fresh+"夜").is(http.StatusUnprocessableEntity).one("#f-old-error")
	change(password, "短い", "短い").is(http.StatusUnprocessableEntity).one("#f-new-error")
	change(password, fresh+"夜", fresh).is(http.StatusUnprocessableEntity).one("#f-again-error")
	change(password, fresh+"夜", fresh+"夜").is(http.StatusSeeOther).leads("/account")
	v.get("/account").is(http.StatusOK).says(".said", "パスワードを変えました")
	other.get("/account").is(http.StatusSeeOther)
}

// TestSessions proves that one's sign-ins are listed with the present one marked,
// and all end at one press.
func TestSessions(t *testing.T) {
	h := newHouse(t)
	v := h.signIn(h.people.Drafter)
	other := h.visitor()
	other.login(h.people.Drafter)
	a := v.get("/account").is(http.StatusOK).says(".st", "この画面")
	if got := len(a.all("[aria-label=ログイン中の場所] tbody tr")); got != 2 {
		t.Errorf("%d sign-ins, want 2", got)
	}
	v.post("/account/sign-out-everywhere", url.Values{}).is(http.StatusSeeOther).leads("/login")
	for _, x := range []*visitor{v, other} {
		x.get("/account").is(http.StatusSeeOther)
	}
}

// TestTokens proves that a token's secret is shown once, opens the door for a
// program, and no longer does when it is revoked.
func TestTokens(t *testing.T) {
	h := newHouse(t)
	v := h.signIn(h.people.Drafter)
	v.post("/account/tokens", url.Values{"name": {""}, "days": {"九"}}).is(http.StatusUnprocessableEntity).one("#f-days-error")
	wrong := v.post("/account/tokens", url.Values{"name": {"月次の集計"}, "days": {"３０日"}, "password": {"ちがう"}}).is(http.StatusUnprocessableEntity)
	wrong.one("#f-password-error")
	if wrong.value("name") != "月次の集計" || wrong.value("days") != "３０日" || wrong.value("password") != "" {
		t.Error("a wrong password takes what was typed, or comes back itself")
	}
	a := v.post("/account/tokens", url.Values{"name": {"月次の集計"}, "days": {"３０日"}, "password": {password}}).is(http.StatusCreated)
	program := h.visitor()
	program.token = attr(a.one("#f-secret"), "value")
	program.json(http.MethodGet, "/vendors", nil).is(http.StatusOK)
	page := v.get("/account").says("th", "月次の集計")
	if strings.Contains(page.Body.String(), program.token) {
		t.Error("the secret is shown again")
	}
	program.json(http.MethodPost, "/account/tokens", map[string]any{"name": "もう一つ", "days": 30, "password": password}).is(http.StatusForbidden)
	var revoke string
	for _, n := range page.all("main form") {
		if strings.HasSuffix(attr(n, "action"), "/revoke") {
			revoke = attr(n, "action")
		}
	}
	h.signIn(h.people.Manager).post(revoke, url.Values{}).is(http.StatusNotFound)
	v.post(revoke, url.Values{}).is(http.StatusSeeOther).leads("/account")
	program.json(http.MethodGet, "/vendors", nil).is(http.StatusUnauthorized)
}
