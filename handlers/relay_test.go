package handlers

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/secret"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// relayed is a device that goes round at a meeting of today: the browser in which the
// drafter who holds it was signed in.
func (h *house) relayed() (v *visitor, meeting string) {
	h.t.Helper()
	v = h.signIn(h.people.Drafter)
	id, _ := h.planned(h.as(h.people.Drafter), h.primeID(), h.party.ID)
	meeting = "/briefings/" + id
	v.get(meeting).is(http.StatusOK).says("#relay", "この端末を回す")
	before := v.cookies["chigiri"]
	a := v.post(meeting+"/relay", nil).is(http.StatusSeeOther).leads("/relay")
	h.isShut(a)
	thief := h.visitor()
	thief.cookies["chigiri"] = before
	thief.get("/").is(http.StatusSeeOther).leads("/login?next=%2F&why=ended")
	return v, meeting
}

// isShut proves that the cookie of a device is kept from script and from other sites.
func (h *house) isShut(a *answer) {
	h.t.Helper()
	for _, c := range a.Result().Cookies() {
		if c.Name == "relay" && c.Value != "" {
			if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.MaxAge <= 0 || c.MaxAge > 24*3600 {
				h.t.Errorf("the device's cookie is %+v", c)
			}
			return
		}
	}
	h.t.Error("the device gets no cookie")
}

// TestRelayByPages proves on both engines that a device between two people shows the
// meeting and numbers and names nobody, leads whoever signs in through check-in to the
// last page, forgets them at the press, and is ended on the meeting's page.
func TestRelayByPages(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		h := briefedHouse(t, s, clock)
		h.signIn(h.people.Worker)
		v, meeting := h.relayed()
		page := v.get("/relay").is(http.StatusOK).says(".when", "府庁 第１会議室").says("#relay-count", "0 / 4人")
		if page.Header().Get("Cache-Control") != "no-store" {
			t.Error("the page may be kept")
		}
		for _, who := range h.people.Everybody() {
			if who.Name != "" && strings.Contains(page.Body.String(), who.Name) {
				t.Errorf("the device names %s", who.Name)
			}
		}
		for _, path := range []string{meeting, "/login", "/account"} {
			v.get(path).is(http.StatusSeeOther).leads("/relay")
		}
		u, err := s.User(context.Background(), models.System(), h.people.Worker.UserID)
		h.must(err)
		v.post("/login", url.Values{"login": {u.Login}, "password": {"ちがう"}, "to": {"/"}}).is(http.StatusUnprocessableEntity).says("h1", "次の方へ").one("#f-password-error")
		v.login(h.people.Worker)
		v.get("/").is(http.StatusSeeOther).leads("/relay/next")
		v.get("/relay").is(http.StatusSeeOther).leads("/relay/next")
		v.get("/relay/next").is(http.StatusOK).says("h1", "説明の受付").says(".bar.relay", h.people.Worker.Name)
		v.post("/relay/check-in", nil).is(http.StatusSeeOther).leads("/relay/next")
		h.as(h.people.Drafter).get(meeting).is(http.StatusOK).says("#people", "回した端末")
		v.get("/relay/next?later=true").is(http.StatusOK).says("h1", "手続は終わりました").one("form[data-leave-after=30]") // at this level no pledge is asked
		v.post("/relay/here", nil).is(http.StatusNoContent)
		session := v.cookies["chigiri"]
		v.post("/logout", nil).is(http.StatusSeeOther).leads("/relay")
		v.cookies["chigiri"] = session // as if Back could bring it again
		v.get("/relay/next").is(http.StatusSeeOther).leads("/relay?why=idle")
		v.get("/relay").is(http.StatusOK).says("#relay-count", "1 / 4人")
		if v.cookies["chigiri"] != "" {
			t.Error("the sign-in of the person before is still in the browser")
		}
		end := h.as(h.people.Drafter)
		forms := end.get(meeting).is(http.StatusOK).all("#relay form") // to start another, to end this one
		to := attr(forms[1], "action")
		end.post(to, nil).is(http.StatusSeeOther).leads(meeting)
		end.post(to, nil).is(http.StatusNotFound)
		v.get("/relay").is(http.StatusSeeOther).leads("/login")
		v.get("/login").is(http.StatusOK).says(".said", "回すのは終わりました")
	})
}

// TestRelayForgets proves that a sign-in on a device ends after three minutes without a
// hand on it, or half a minute after the last page; that nothing typed is kept there; and
// that clearing the device needs nobody.
func TestRelayForgets(t *testing.T) {
	s, clock := storetest.Open(t)
	h := briefedHouse(t, s, clock)
	h.signIn(h.people.SubLead)
	v, meeting := h.relayed()
	v.login(h.people.SubLead)
	v.post("/relay/check-in", nil).is(http.StatusSeeOther)
	h.clock.Advance(store.RelayIdle - time.Second)
	v.get("/relay/next").is(http.StatusOK)
	h.clock.Advance(store.RelayIdle)
	v.post(meeting+"/files", url.Values{"title": {"途中"}}).is(http.StatusSeeOther).leads("/relay?why=idle")
	v.get("/relay?why=idle").is(http.StatusOK).says(".note", "ログアウトしました")
	v.login(h.people.Drafter) // not one of those who sign: has nothing to do here
	v.get("/relay/next").is(http.StatusForbidden)
	v.get("/").is(http.StatusOK).says(".bar.relay", h.people.Drafter.Name)
	v.post("/logout", nil).is(http.StatusSeeOther).leads("/relay")
	v.post("/relay/end", nil).is(http.StatusSeeOther).leads("/login")
	v.get("/relay").is(http.StatusNotFound)
	v.get("/login").is(http.StatusOK).says("h1", "ログイン")
}

// TestRelayTakesSheets proves that a printed sheet is opened by its code or its link,
// that its secret stands in no address of the device afterwards, and that a device
// somebody walked away from leads back to its first page.
func TestRelayTakesSheets(t *testing.T) {
	s, clock := storetest.Open(t)
	h := briefedHouse(t, s, clock)
	v, _ := h.relayed()
	link, err := s.InviteUser(context.Background(), h.people.Admin, h.people.Worker.UserID)
	h.must(err)
	v.post("/relay/sheet", url.Values{"code": {"ちがう"}}).is(http.StatusUnprocessableEntity).one("#f-code-error")
	v.post("/relay/sheet", url.Values{"code": {"https://portal.example/welcome/" + link}}).is(http.StatusSeeOther).leads("/welcome/sheet")
	if page := v.get("/welcome/sheet").is(http.StatusOK).says("h1", h.people.Worker.Name); strings.Contains(page.Body.String(), link) {
		t.Error("the page holds the secret of the sheet")
	}
	if leave := v.get("/welcome/sheet").one("form[data-leave-after]"); attr(leave, "action") != "/relay" || attr(leave, "method") != "get" {
		t.Error("a sheet somebody walked away from stays open")
	}
	v.post("/relay/sheet", url.Values{"code": {strings.ToLower(secret.Typed(link))}}).is(http.StatusSeeOther).leads("/welcome/sheet")
	v.get("/welcome/sheet").is(http.StatusOK).says("h1", h.people.Worker.Name)
	v.get("/relay").is(http.StatusOK)
	v.get("/welcome/sheet").is(http.StatusSeeOther).leads("/relay") // the next person's Back
	h.signIn(h.people.SubWorker)
	v.get("/welcome/" + link).is(http.StatusSeeOther).leads("/welcome/sheet")
	v.login(h.people.SubWorker) // the next person, without a look at the sheet that is open
	v.get("/welcome/sheet").is(http.StatusSeeOther).leads("/relay")
	v.post("/welcome/sheet", url.Values{"password": {password}, "again": {password}}).is(http.StatusNotFound)
	v.post("/logout", nil).is(http.StatusSeeOther).leads("/relay")
	v.get("/welcome/" + link).is(http.StatusSeeOther).leads("/welcome/sheet")
	v.post("/welcome/sheet/begin", nil).is(http.StatusSeeOther).leads("/welcome/sheet")
	v.post("/welcome/sheet", url.Values{"password": {"短い"}, "again": {"短い"}}).is(http.StatusUnprocessableEntity)
	v.post("/welcome/sheet", url.Values{"password": {password}, "again": {password}}).is(http.StatusSeeOther).leads("/")
	v.get("/").is(http.StatusSeeOther).leads("/relay/next")
	v.get("/relay/next").is(http.StatusOK).says("h1", "説明の受付")
	h.visitor().get("/welcome/sheet").is(http.StatusSeeOther).leads("/sheet")
}

// TestRelayOfALeadTakesTheCode proves that the page on which a lead passes a device round
// asks for the code on the wall, says at its field when it is another, and lets the
// device go with the right one.
func TestRelayOfALeadTakesTheCode(t *testing.T) {
	s, clock := storetest.Open(t)
	h := briefedHouse(t, s, clock)
	id, code := h.planned(h.as(h.people.Drafter), h.primeID(), h.party.ID)
	v, meeting := h.signIn(h.people.Lead), "/briefings/"+id
	v.get(meeting).is(http.StatusOK).one("#f-relay-code")
	v.post(meeting+"/relay", url.Values{"code": {"ABCD-2345"}}).is(http.StatusUnprocessableEntity).says("#f-code-error", "コード")
	v.post(meeting+"/relay", url.Values{"code": {strings.ToLower(code)}}).is(http.StatusSeeOther).leads("/relay")
	h.as(h.people.Lead).json(http.MethodPost, meeting+"/relay", map[string]any{"code": code}).is(http.StatusForbidden)
	own := h.signIn(h.people.Drafter)
	if n := own.get(meeting).is(http.StatusOK).all("#f-relay-code"); len(n) != 0 {
		t.Error("whoever holds the meeting is asked for its code")
	}
}

// TestSheetPage proves that the page a sheet names takes its code on any device, keeps the
// secret out of the address, leads back to itself when it is lost, and sends a device that
// is passed round to its own page; and that the sign-in leads to it.
func TestSheetPage(t *testing.T) {
	s, clock := storetest.Open(t)
	h := briefedHouse(t, s, clock)
	link, err := s.InviteUser(context.Background(), h.people.Admin, h.people.Worker.UserID)
	h.must(err)
	v := h.visitor()
	v.get("/login").one("a[href=/sheet]")
	v.get("/welcome/sheet").is(http.StatusSeeOther).leads("/sheet")
	v.get("/sheet").is(http.StatusOK).one("#f-code")
	v.post("/sheet", url.Values{"code": {secret.Typed("another")}}).is(http.StatusUnprocessableEntity).one("#f-code-error")
	v.post("/sheet", url.Values{"code": {secret.Typed(link)}}).is(http.StatusSeeOther).leads("/welcome/sheet")
	v.get("/welcome/sheet").is(http.StatusOK).says("h1", h.people.Worker.Name)
	v.post("/welcome/sheet/begin", nil).is(http.StatusSeeOther).leads("/welcome/sheet")
	v.post("/welcome/sheet", url.Values{"password": {password}, "again": {password}}).is(http.StatusSeeOther).leads("/")
	h.visitor().get("/welcome/" + link).is(http.StatusNotFound)
	passed, _ := h.relayed()
	passed.get("/sheet").is(http.StatusSeeOther).leads("/relay")
}
