package handlers

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
	"chigiri/models/totp"
)

// phone gives somebody one-time codes, whose password is the house's.
func (h *house) phone(who models.Actor) *storetest.Phone {
	h.t.Helper()
	return storetest.Enrol(h.t, h.store, h.clock, who, password)
}

// halfway gives the right password of somebody with one-time codes.
func (v *visitor) halfway(who models.Actor, to string) *answer {
	v.h.t.Helper()
	u, err := v.h.store.User(context.Background(), models.System(), who.UserID)
	v.h.must(err)
	return v.post("/login", url.Values{"login": {u.Login}, "password": {password}, "to": {to}}).is(http.StatusSeeOther)
}

// TestCodeSetup proves that the page leads through the three steps, with the secret as
// QR code, as text in groups and as a link, keeps it over a wrong code, and removes
// the codes with the password.
func TestCodeSetup(t *testing.T) {
	h := newHouse(t)
	v := h.signIn(h.people.Lead)
	v.get("/account").says("main", "未設定").one("a[href=/account/code]")
	v.get("/account/code").says("h2", "アプリを用意する")
	v.post("/account/code", url.Values{"password": {"違います"}}).is(422).one("#f-password-error")
	v.post("/account/code", url.Values{"password": {password}}).is(303).leads("/account/code")
	page := v.get("/account/code").says("h2", "アプリに登録する")
	page.one("svg[role=img]")
	secret := strings.ReplaceAll(attr(page.one("#f-secret"), "value"), " ", "")
	if groups := strings.Fields(attr(page.one("#f-secret"), "value")); len(groups) != 8 {
		t.Errorf("the secret stands in %d groups", len(groups))
	}
	found := false
	for _, a := range page.all("a") {
		found = found || strings.HasPrefix(attr(a, "href"), "otpauth://totp/Chigiri:lead?") && strings.Contains(attr(a, "href"), secret)
	}
	if !found {
		t.Error("no link for the same phone")
	}
	wrong := v.post("/account/code/confirm", url.Values{"code": {"12345"}}).is(422)
	wrong.one("#f-code-error")
	if wrong.value("code") != "" || attr(wrong.one("#f-secret"), "value") == "" {
		t.Error("the code is shown again, or the secret is not")
	}
	code, err := totp.At(secret, totp.Step(h.store.Now()))
	h.must(err)
	v.post("/account/code/confirm", url.Values{"code": {code}}).is(303).leads("/account")
	v.get("/account").says(".said", "ワンタイムコードを設定しました").says("main", "設定済み")
	if page := v.get("/account/code"); strings.Contains(page.Body.String(), secret) || len(page.all("svg")) > 0 {
		t.Error("the secret is shown after the setup")
	}
	v.post("/account/code", url.Values{"password": {password}}).is(409)
	v.post("/account/code/remove", url.Values{"password": {password}}).is(303).leads("/account")
	v.get("/account").says("main", "未設定")
}

// TestCodeSetupAsAProgram proves that the same is done in JSON, and that a token alone
// is not shown a secret again.
func TestCodeSetupAsAProgram(t *testing.T) {
	h := newHouse(t)
	h.signIn(h.people.Lead)
	v := h.as(h.people.Lead)
	var state struct {
		HasCode bool
		Setup   *models.CodeSetup
	}
	v.json(http.MethodPost, "/account/code", map[string]any{"password": password}).is(200).into(&state)
	code, err := totp.At(state.Setup.Secret, totp.Step(h.store.Now()))
	h.must(err)
	v.json(http.MethodGet, "/account/code", nil).is(200)
	if again := v.json(http.MethodGet, "/account/code", nil); strings.Contains(again.Body.String(), state.Setup.Secret) {
		t.Error("the secret is shown again to a program")
	}
	v.json(http.MethodPost, "/account/code/confirm", map[string]any{"code": code}).is(204)
	var a struct {
		HasCode bool `json:"has_code"`
	}
	v.json(http.MethodGet, "/account", nil).is(200).into(&a)
	if !a.HasCode {
		t.Error("the account has no code")
	}
}

// TestSignInWithCode proves that the sign-in asks for the code on a page of its own,
// that nothing opens before, that wrong and missing codes are told there, and that it
// leads where it was to lead.
func TestSignInWithCode(t *testing.T) {
	h := newHouse(t)
	h.signIn(h.people.Lead)
	phone := h.phone(h.people.Lead)
	h.clock.Advance(time.Hour)
	v := h.visitor()
	v.get("/login/code").is(303).leads("/login?next=%2F")
	v.halfway(h.people.Lead, "/contracts").leads("/login/code?next=%2Fcontracts")
	v.get("/contracts").is(303) // half-way in is not in
	if v.cookies["chigiri"] != "" || v.cookies["half"] == "" {
		t.Fatalf("cookies %v", v.cookies)
	}
	stolen := h.visitor()
	stolen.cookies["chigiri"] = v.cookies["half"]
	stolen.get("/contracts").is(303)
	page := v.get("/login/code?next=%2Fcontracts").is(200).says("h1", "コードの入力")
	if page.value("to") != "/contracts" || attr(page.one("[name=code]"), "autocomplete") != "one-time-code" {
		t.Error("the page forgot where it leads, or what it asks for")
	}
	v.post("/login/code", url.Values{"code": {""}, "to": {"/contracts"}}).is(422).one("#f-code-error")
	v.post("/login/code", url.Values{"code": {phone.At(9)}, "to": {"/contracts"}}).is(422).one("#f-code-error")
	v.post("/login/code", url.Values{"code": {phone.Code()}, "to": {"/contracts"}}).is(303).leads("/contracts")
	if v.cookies["half"] != "" {
		t.Error("the half is kept after the whole")
	}
	v.get("/contracts").is(200)
	v.get("/login/code?next=//evil.example").is(303).leads("/")

	program := h.visitor()
	a := program.json(http.MethodPost, "/login", map[string]any{"login": "lead", "password": password}).is(200)
	if !strings.Contains(a.Body.String(), `"code"`) || a.Header().Get("Location") != "/login/code?next=%2F" {
		t.Errorf("a program is told %s", a.Body)
	}
	program.json(http.MethodPost, "/login/code", map[string]any{"code": phone.Code()}).is(204)
	program.json(http.MethodGet, "/account", nil).is(200)
	h.visitor().json(http.MethodPost, "/login/code", map[string]any{"code": phone.Code()}).is(401)
	h.as(h.people.Lead).json(http.MethodGet, "/account", nil).is(200) // tokens go on
}

// TestSignInWithCodeEnds proves that the second step is over after five minutes or five
// wrong codes, and that the first step says so and still leads where it was to lead.
func TestSignInWithCodeEnds(t *testing.T) {
	h := newHouse(t)
	h.signIn(h.people.Lead)
	phone := h.phone(h.people.Lead)
	h.clock.Advance(time.Hour)
	v := h.visitor()
	v.halfway(h.people.Lead, "/contracts")
	h.clock.Advance(store.HalfLife)
	over := v.post("/login/code", url.Values{"code": {phone.Code()}, "to": {"/contracts"}}).is(303).leads("/login?next=%2Fcontracts&why=code")
	page := v.get(over.Header().Get("Location")).says(".note", "最初からやり直して")
	if page.value("to") != "/contracts" {
		t.Error("the first step forgot where it leads")
	}
	v.halfway(h.people.Lead, "/")
	for range store.HalfTries - 1 {
		v.post("/login/code", url.Values{"code": {phone.At(9)}}).is(422)
	}
	v.post("/login/code", url.Values{"code": {phone.At(9)}}).is(303).leads("/login?next=%2F&why=code")
	h.clock.Advance(time.Minute)
	other := h.visitor()
	other.halfway(h.people.Lead, "/")
	v.post("/login/code", url.Values{"code": {phone.Code()}}).is(303) // another browser's half is not this one's
	other.post("/login/code", url.Values{"code": {phone.Code()}}).is(303).leads("/")
}

// TestKeptFormOverBothSteps proves that what was typed while a sign-in ran out comes
// back after the second step.
func TestKeptFormOverBothSteps(t *testing.T) {
	h := newHouse(t)
	v := h.signIn(h.people.Drafter)
	phone := h.phone(h.people.Drafter)
	h.clock.Advance(2 * time.Hour)
	path := "/contracts/" + h.contract.ID + "/level/raise"
	to := v.post(path, url.Values{"level": {"L3"}, "reason": {"影響が大きい"}}).is(303).Header().Get("Location")
	page := v.get(to).says(".note", "保管してあります")
	second := v.halfway(h.people.Drafter, page.value("to")).Header().Get("Location")
	page = v.get(second).is(200)
	back := v.post("/login/code", url.Values{"code": {phone.Code()}, "to": {page.value("to")}}).is(303).Header().Get("Location")
	at, _, _ := strings.Cut(back, "#")
	v.get(at).is(200).says(".said", "入力した内容を戻しました").says("textarea", "影響が大きい")
}

// TestCodeReset proves that the administrator's page of an account says whether it has
// codes and leads to where they are reset with a reason, which is kept over a sign-in;
// and that a lead has that page for the vendor's worker.
func TestCodeReset(t *testing.T) {
	h := newHouse(t)
	h.signIn(h.people.Worker)
	h.phone(h.people.Worker)
	admin := h.signIn(h.people.Admin)
	account := "/users/" + h.people.Worker.UserID
	path := account + "/code/reset"
	admin.get(account).says("dd", "設定済み").one("a[href=" + path + "]")
	admin.get(path).says(".sub", "従事 六郎")
	admin.post(path, url.Values{"reason": {" "}}).is(422).one("#f-reason-error")
	h.clock.Advance(2 * time.Hour)
	to := admin.post(path, url.Values{"reason": {"電話機の紛失"}}).is(303).Header().Get("Location")
	admin.login(h.people.Admin)
	u, err := url.Parse(to)
	h.must(err)
	if kept := admin.get(u.Query().Get("next")).value("reason"); kept != "電話機の紛失" {
		t.Errorf("kept %q", kept)
	}
	admin.post(path, url.Values{"reason": {"電話機の紛失"}}).is(303).leads(account)
	admin.get(account).says(".said", "解除しました").says("dd", "未設定")
	admin.post(path, url.Values{"reason": {"電話機の紛失"}}).is(409)
	h.phone(h.people.Worker)
	other := h.as(h.people.OtherLead)
	other.get(path).is(404)
	other.post(path, url.Values{"reason": {"x"}}).is(404)
	lead := h.as(h.people.Lead)
	lead.get(path).is(200).says(".sub", "従事 六郎")
	lead.post(path, url.Values{"reason": {"電話機の紛失"}}).is(303).leads("/")
}
