package handlers

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"chigiri/models"
)

// TestExpiredSignInKeepsDeeds proves that the small forms that stand beside others
// on a page come back after another sign-in, each in its own place and open.
func TestExpiredSignInKeepsDeeds(t *testing.T) {
	h := newHouse(t)
	edition, ctx := h.later(), context.Background()
	own := "/contracts/" + h.contract.ID
	draft, err := h.store.CopyContract(ctx, h.people.Drafter, h.contract.ID, "R9-1", models.NewDate(2027, 4, 1), models.NewDate(2028, 3, 31))
	h.must(err)
	asked, err := h.store.CopyContract(ctx, h.people.Drafter, h.contract.ID, "R9-2", models.NewDate(2027, 4, 1), models.NewDate(2028, 3, 31))
	h.must(err)
	_, err = h.store.Consult(ctx, h.people.Drafter, asked.ID, "念のため")
	h.must(err)
	value := url.Values{"obligation": {"ACC-02"}, "param": {"min_length"}}
	for path, form := range map[string]url.Values{
		own + "/edition": {"edition_id": {edition}, "reason": {"新しい版に合わせる"}}, "/contracts/" + draft.ID + "/remove": {"reason": {"取りやめた"}},
		"/contracts/" + asked.ID + "/consult/withdraw": {"reason": {"書き直す"}}, own + "/level/raise": {"level": {"L3"}, "reason": {"影響が大きい"}},
		own + "/parameters": join(value, url.Values{"value": {"12"}, "reason": {"外から使う"}}), own + "/waivers": join(value, url.Values{"value": {"4"}, "reason": {"古い機器"}, "ends_on": {"R9.1"}}),
		"/systems/" + h.system.ID + "/links/" + h.link.ID + "/remove": {"reason": {"連携をやめた"}},
	} {
		h.comesBack(t, path, form)
	}
	h.clock.Set(time.Date(2026, 11, 2, 9, 0, 0, 0, models.Japan))
	h.comesBack(t, "/contracts/"+h.working()+"/complete", url.Values{"completed_on": {"R8.12.9"}})
}

// TestExpiredSignInIsExplained proves that whoever has to sign in again is told why, and
// what became of what was typed.
func TestExpiredSignInIsExplained(t *testing.T) {
	h := newHouse(t)
	path := "/contracts/" + h.contract.ID + "/level/raise"
	form := func(reason string) url.Values { return url.Values{"level": {"L3"}, "reason": {reason}} }
	to := func(v *visitor, a *answer) *answer { return v.get(a.is(http.StatusSeeOther).Header().Get("Location")) }
	if n := len(to(h.visitor(), h.visitor().get("/")).all(".note")); n > 0 {
		t.Error("a newcomer is told that a sign-in ended")
	}
	v := h.signIn(h.people.Drafter)
	h.clock.Advance(2 * time.Hour)
	to(v, v.get("/contracts")).says(".note", "しばらく操作がなかった")
	page := to(v, v.post(path, form("影響が大きい"))).says(".note", "しばらく操作がなかった").says(".note", "保管してあります")
	v.post("/login", url.Values{"login": {"drafter"}, "password": {"違うパスワード"}, "to": {page.value("to")}, "why": {page.value("why")}}).is(422).says(".note", "保管してあります")
	u, err := h.store.User(context.Background(), models.System(), h.people.Drafter.UserID)
	h.must(err)
	back := v.post("/login", url.Values{"login": {u.Login}, "password": {password}, "to": {page.value("to")}}).is(http.StatusSeeOther)
	at, _, _ := strings.Cut(back.Header().Get("Location"), "#")
	v.get(at).says(".said", "入力した内容を戻しました")
	h.clock.Advance(2 * time.Hour)
	to(v, v.post(path, form("番号は123456789018"))).says(".note", "個人番号とみられる数字のある欄は保管していません")
	v.login(h.people.Drafter)
	v.post("/logout", nil).is(http.StatusSeeOther)
	to(v, v.post(path, form("影響が大きい"))).says(".note", "ログインは終わっています").says(".note", "保存も保管もされていません")
	v.post("/logout", nil).leads("/login?next=%2F")
}

func join(a, b url.Values) url.Values {
	all := url.Values{}
	for _, v := range []url.Values{a, b} {
		for name, texts := range v {
			all[name] = texts
		}
	}
	return all
}

// comesBack fails the test unless what is posted by an expired sign-in stands in the
// form that leads to the same address, and that form is open.
func (h *house) comesBack(t *testing.T, path string, form url.Values) {
	t.Helper()
	v := h.signIn(h.people.Drafter)
	h.clock.Advance(2 * time.Hour)
	to, err := url.Parse(v.post(path, form).is(http.StatusSeeOther).Header().Get("Location"))
	h.must(err)
	v.login(h.people.Drafter)
	back, _, _ := strings.Cut(to.Query().Get("next"), "#")
	page := v.get(back).is(http.StatusOK)
	for name, texts := range form {
		fields := page.all("form[action=" + path + "] [name=" + name + "]")
		if len(fields) != 1 {
			t.Errorf("%s: %d fields %s on %s", path, len(fields), name, back)
			continue
		}
		held := attr(fields[0], "value")
		switch fields[0].Data {
		case "textarea":
			held = text(fields[0])
		case "select":
			for _, o := range find(fields[0], "option[selected]") {
				held = attr(o, "value")
			}
		}
		if held != texts[0] {
			t.Errorf("%s: %s holds %q on %s, want %q", path, name, held, back, texts[0])
		}
		for n := fields[0].Parent; n != nil; n = n.Parent {
			if _, open := lookup(n, "open"); n.Data == "details" && !open {
				t.Errorf("%s: %s is closed on %s", path, name, back)
			}
		}
	}
}
