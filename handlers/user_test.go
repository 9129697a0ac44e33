package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chigiri/views"
)

// TestNewUser proves the way of a new person: account, link shown once, own
// password, sign-in; and that the link works once.
func TestNewUser(t *testing.T) {
	h := newHouse(t)
	admin := h.as(h.people.Admin)
	form := url.Values{"login": {"new.person"}, "name": {"新任 花子"}, "role": {"drafter"}, "division_id": {h.people.Child.ID}}
	a := admin.post("/users", form).is(http.StatusCreated)
	link, err := url.Parse(attr(a.one("#f-link"), "value"))
	if err != nil || !strings.HasPrefix(link.Path, "/welcome/") || link.Host != "portal.example" {
		t.Fatalf("the link is %s", link)
	}
	path := a.Header().Get("Location")
	if strings.Contains(admin.get(path).is(http.StatusOK).Body.String(), link.Path) {
		t.Error("the link is shown again")
	}
	v := h.visitor()
	v.get(link.Path).is(http.StatusOK).says("h1", "新任 花子")
	v.post(link.Path, url.Values{"password": {"short"}, "again": {"short"}}).is(http.StatusUnprocessableEntity).one("#f-password-error")
	v.post(link.Path, url.Values{"password": {password}, "again": {password + "x"}}).is(http.StatusUnprocessableEntity).one("#f-again-error")
	v.post(link.Path, url.Values{"password": {password}, "again": {password}}).is(http.StatusSeeOther).leads("/")
	v.get(link.Path).is(http.StatusNotFound)
	v.post("/login", url.Values{"login": {"new.person"}, "password": {password}}).is(http.StatusSeeOther)
	v.get("/contracts").is(http.StatusOK)
	admin.get(path).says(".st", "利用中")
}

// TestUserRefusals proves that what is wrong is said at its field.
func TestUserRefusals(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Admin)
	for name, c := range map[string]struct {
		form  url.Values
		field string
	}{
		"a drafter needs a division":      {url.Values{"login": {"a.b"}, "name": {"甲"}, "role": {"drafter"}}, "division_id"},
		"a vendor lead needs a vendor":    {url.Values{"login": {"a.b"}, "name": {"甲"}, "role": {"vendor_lead"}}, "vendor_id"},
		"a role is needed":                {url.Values{"login": {"a.b"}, "name": {"甲"}}, "role"},
		"a login is not in kanji":         {url.Values{"login": {"利用者"}, "name": {"甲"}, "role": {"auditor"}}, "login"},
		"a login belongs to one":          {url.Values{"login": {"drafter"}, "name": {"甲"}, "role": {"auditor"}}, "login"},
		"a role that is not there is not": {url.Values{"login": {"a.b"}, "name": {"甲"}, "role": {"king"}}, "role"},
	} {
		t.Run(name, func(t *testing.T) {
			a := v.post("/users", c.form).is(http.StatusUnprocessableEntity)
			a.one("#f-" + c.field + "-error")
			if a.value("name") != "甲" {
				t.Error("something typed was lost")
			}
		})
	}
	own := "/users/" + h.people.Admin.UserID
	v.post(own, url.Values{"login": {"admin"}, "name": {"運用 四郎"}, "role": {"auditor"}, "version": {"1"}}).is(http.StatusUnprocessableEntity).says("#f-role-error", "最後の運用管理者")
}

// TestDisabledUserIsOut proves that a disabled account is out at once, wherever it
// is signed in, and comes back when it is enabled.
func TestDisabledUserIsOut(t *testing.T) {
	h := newHouse(t)
	admin, v := h.as(h.people.Admin), h.signIn(h.people.Drafter)
	v.get("/vendors").is(http.StatusOK)
	path := "/users/" + h.people.Drafter.UserID
	admin.post(path+"/disable", url.Values{}).is(http.StatusUnprocessableEntity).one("#f-reason-error")
	admin.post(path+"/disable", url.Values{"reason": {"異動"}}).is(http.StatusSeeOther).leads(path)
	v.get("/vendors").is(http.StatusSeeOther)
	v.post("/login", url.Values{"login": {"drafter"}, "password": {password}}).is(http.StatusUnprocessableEntity)
	admin.get(path).says(".st", "停止中")
	admin.post(path+"/enable", url.Values{"reason": {"復帰"}}).is(http.StatusSeeOther)
	v.login(h.people.Drafter)
}

// TestInvitationForPrograms proves that a program gets the link in the answer.
func TestInvitationForPrograms(t *testing.T) {
	h := newHouse(t)
	var i views.Invitation
	h.as(h.people.Admin).json(http.MethodPost, "/users/"+h.people.Drafter.UserID+"/invite", nil).is(http.StatusOK).into(&i)
	if !strings.Contains(i.Link, "/welcome/") || i.User.Login != "drafter" || i.Days == 0 {
		t.Errorf("%+v", i)
	}
}

// TestUserSearch proves that accounts are found by name and by login.
func TestUserSearch(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Admin)
	for words, want := range map[string]int{"花子": 2, "起案": 1, "OTHER": 2, "nobody": 0} {
		if got := len(v.get("/users?text=" + url.QueryEscape(words)).is(http.StatusOK).all("tbody tr")); got != want {
			t.Errorf("%q finds %d, want %d", words, got, want)
		}
	}
}

// TestWelcome proves that looking at a link, as mail scanners do, opens nothing; that the
// press does and is told to who invited; and that the password lets its owner in.
func TestWelcome(t *testing.T) {
	h := printing(t)
	w := h.addWork(h.people.Drafter, "R8-11", "mynumber", h.people.Lead, named(h.people.Worker))
	roster := "/contracts/" + w.contract + "/parties/" + w.party.ID + "/roster"
	lead := h.as(h.people.Lead)
	form := url.Values{"lines.0.name": {"木村　二"}, "lines.0.duty": {"監視担当"}, "lines.0.starts_on": {"R8.12.1"}, "lines.0.ends_on": {"R9.3.31"}}
	link := strings.TrimPrefix(attr(lead.post(roster, form).is(201).one(".card input[readonly]"), "value"), "https://portal.example")
	lead.get(roster).is(200).says("tbody .st", "リンク作成済・未開封")

	v := h.visitor()
	for range 2 {
		v.get(link).is(200).says("main", "監視担当").says("h1", "ようこそ")
	}
	lead.get(roster).says("tbody .st", "リンク作成済・未開封")
	v.post(link+"/begin", nil).is(303).leads(link)
	v.get(link).is(200).one("#f-password")
	lead.get(roster).says("tbody .st", "開封済・未設定")
	v.post(link+"/begin", nil).is(303)

	password := "あかるい つきよの さんぽみち"
	v.post(link, url.Values{"password": {password}, "again": {"ちがう"}}).is(422).one("#f-again-error")
	v.post(link, url.Values{"password": {password}, "again": {password}}).is(303).leads("/")
	v.get("/").is(200).says(".me", "木村")
	lead.get(roster).says("tbody .st", "登録済み")
	lead.get(strings.TrimSuffix(roster, "/roster")).is(200).says(".card .st", "登録済み")
	v.get(link).is(404)
}
