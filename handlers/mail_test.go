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
	"chigiri/views"
)

// fail has all mail refused by a mail server.
func (h *house) fail() {
	h.t.Helper()
	ctx := context.Background()
	due, err := h.store.ClaimMails(ctx, models.System(), "test", 10, time.Minute)
	h.must(err)
	for _, m := range due {
		h.must(h.store.MailFailed(ctx, models.System(), m.ID, "test", models.MailTrouble{Fault: models.FaultRefused, Reply: "550 5.1.1 <" + m.ToAddress + ">: no such user"}))
	}
}

// TestMailPage proves what the administrator sees of mail: that no server is there,
// what failed and why, and that trying again does.
func TestMailPage(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Admin)
	v.get("/mails").is(http.StatusOK).says(".next", "メールサーバーが設定されていません").says(".st", "送信待ち").says("td", "ariko@pref.example")
	h.fail()
	page := v.get("/mails?state=failed").is(http.StatusOK)
	page.says(".st", "送れなかった").says("td", "550 5.1.1 <ariko@pref.example>: no such user").says(`.chip[aria-current]`, "送れなかった（1件）")
	if attr(page.one("td a"), "href") == "" {
		t.Error("nothing leads to the account")
	}
	form := attr(page.one("td form"), "action")
	v.post(form, url.Values{}).is(http.StatusSeeOther).leads("/mails")
	v.get("/mails").says(".said", "もう一度送ります").says(".st", "送信待ち")
	v.post(form, url.Values{}).is(http.StatusConflict)
	v.get("/mails?state=lost").is(http.StatusUnprocessableEntity)
	v.get("/mails?state=sent").is(http.StatusOK).says(".empty", "")
	var twin views.MailTwin
	v.json(http.MethodGet, "/mails", nil).is(http.StatusOK).into(&twin)
	if len(twin.Rows) != 1 || twin.Server != "" || twin.Counts[models.MailWaiting] != 1 || twin.Rows[0].ToName != "宛先 有子" {
		t.Errorf("twin: %+v", twin)
	}
	v.json(http.MethodPost, form, nil).is(http.StatusConflict)
}

// TestMailPageNamesTheServer proves that the page says through which server mail goes,
// and what to do when some did not.
func TestMailPageNamesTheServer(t *testing.T) {
	h := newHouse(t)
	door, err := newEcho(h.store, Options{URL: "https://portal.example", MailServer: "mail.example:587"})
	h.must(err)
	h.door = door
	v := h.as(h.people.Admin)
	v.get("/mails").says(".next", "mail.example:587")
	h.fail()
	v.get("/mails").says(".next", "送れなかったメールが1件あります")
}

// TestMailPageTellsOfAnOutage proves that the page's next step, while the mail server takes
// nothing, says so in the server's words, with how much waits, since when, and what to do;
// that a press has it tried now; and that a program is told the same.
func TestMailPageTellsOfAnOutage(t *testing.T) {
	h := newHouse(t)
	door, err := newEcho(h.store, Options{URL: "https://portal.example", MailServer: "mail.example:587"})
	h.must(err)
	h.door = door
	v := h.as(h.people.Admin)
	v.post("/users", url.Values{"login": {"m1"}, "name": {"新任 一"}, "role": {"reviewer"}, "mail": {"m1@pref.example"}}).is(http.StatusCreated)
	v.get("/mails").says(".next", "いま行うことはありません").says(".next", "2件が mail.example:587 を通じて")
	ctx := context.Background()
	due, err := h.store.ClaimMails(ctx, models.System(), "test", 1, time.Minute)
	h.must(err)
	h.must(h.store.MailFailed(ctx, models.System(), due[0].ID, "test", models.MailTrouble{Fault: models.FaultSender, Reply: "550 5.7.1 sender refused"}))
	page := v.get("/mails").is(http.StatusOK)
	page.says(".next", "メールサーバーがメールを受け取りません。2件が待っています").says(".next", "PORTAL_MAIL_FROM")
	page.says(".note", "550 5.7.1 sender refused").says(".note", "mail.example:587 は、まだ一通も受け取っていません").says(".note", "最後に試したのは")
	page = v.get("/mails?state=waiting").is(http.StatusOK)
	if first := page.all("tbody tr")[0]; !strings.Contains(text(first), "sender refused") {
		t.Error("what was tried in vain does not come first")
	}
	var twin views.MailTwin
	v.json(http.MethodGet, "/mails", nil).is(http.StatusOK).into(&twin)
	if twin.Outage == nil || twin.Outage.Fault != models.FaultSender || twin.Outage.TriedAt.IsZero() {
		t.Errorf("a program is told %+v", twin.Outage)
	}
	v.post("/mails/retry", url.Values{"state": {attr(page.one(".next input"), "value")}}).is(http.StatusSeeOther)
	v.get("/mails").says(".next", "いま行うことはありません")
}

// TestAllMailsAgain proves that everything that failed is tried again with one press, by
// the administrator alone, and that a program is told how much that was.
func TestAllMailsAgain(t *testing.T) {
	h := newHouse(t)
	door, err := newEcho(h.store, Options{URL: "https://portal.example", MailServer: "mail.example:587"})
	h.must(err)
	h.door = door
	v := h.as(h.people.Admin)
	for _, login := range []string{"m1", "m2"} {
		v.post("/users", url.Values{"login": {login}, "name": {"新任 一"}, "role": {"reviewer"}, "mail": {login + "@pref.example"}}).is(http.StatusCreated)
	}
	h.fail()
	page := v.get("/mails").is(http.StatusOK).says(".next button", "3件をすべてもう一度送る")
	v.post(attr(page.one(".next form"), "action"), url.Values{"state": {attr(page.one(".next input"), "value")}}).is(http.StatusSeeOther).leads("/mails")
	v.get("/mails").says(".said", "もう一度送ります").says(".chip", "送信待ち（3件）")
	v.post("/mails/retry", url.Values{"state": {"failed"}}).is(http.StatusConflict)
	h.fail()
	h.as(h.people.Drafter).post("/mails/retry", url.Values{"state": {"failed"}}).is(http.StatusForbidden)
	var told views.MailRetried
	v.json(http.MethodPost, "/mails/retry", views.MailRetryForm{State: "failed"}).is(http.StatusOK).into(&told)
	if told.Mails != 3 {
		t.Errorf("a program is told %d", told.Mails)
	}
}

// TestAccountWithAddress proves that an address is taken, shown and refused with the
// account, that its invitation is mailed and shown, and that the page tells of it.
func TestAccountWithAddress(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Admin)
	form := url.Values{"login": {"n.n"}, "name": {"新任 一"}, "role": {"reviewer"}, "mail": {"甲"}}
	a := v.post("/users", form).is(http.StatusUnprocessableEntity)
	a.says("#f-mail-error", "メールを送れません")
	if a.value("mail") != "甲" {
		t.Error("what was typed is lost")
	}
	form.Set("mail", "n.n@pref.example")
	a = v.post("/users", form).is(http.StatusCreated).says(".next", "n.n@pref.example")
	if !strings.Contains(attr(a.one("#f-link"), "value"), "/welcome/") {
		t.Error("no link is shown")
	}
	path := a.Header().Get("Location")
	page := v.get(path).is(http.StatusOK).says("dd", "n.n@pref.example").says("td", "利用の案内")
	if page.value("mail") != "n.n@pref.example" {
		t.Error("the form does not hold the address")
	}
	var u models.User
	v.json(http.MethodGet, path, nil).into(&u)
	v.json(http.MethodPost, path, views.UserForm{Login: u.Login, Name: u.Name, Role: string(u.Role), Mail: "", Version: u.Version}).is(http.StatusOK).into(&u)
	if u.Mail != "" {
		t.Errorf("the address is %q", u.Mail)
	}
	if list, err := h.store.Mails(context.Background(), h.people.Admin, store.MailQuery{}); err != nil || list.Rows[0].ToUserID != u.ID {
		t.Errorf("mails: %+v %v", list, err)
	}
}

// TestOutboxIsTheDemos proves that what the demo kept is read in a demo, by the
// administrator whole and by others as far as it is theirs, and nowhere else.
func TestOutboxIsTheDemos(t *testing.T) {
	h := newHouse(t)
	ctx := context.Background()
	h.must(h.store.KeepOutbox(ctx, models.System(), models.OutboxMail{MailID: h.mail, Title: "題", Body: "次へ\n  https://portal.example/welcome/x\n<b>", HTML: "<p>"}))
	admin, drafter := h.as(h.people.Admin), h.as(h.people.Drafter)
	admin.get("/outbox").is(http.StatusNotFound)
	door, err := newEcho(h.store, Options{URL: "https://portal.example", Demo: []DemoAccount{{Login: "kian"}}})
	h.must(err)
	h.door = door
	page := admin.get("/outbox").is(http.StatusOK).says("article h2", "題").says("article p", "<b>")
	if attr(page.one("article a"), "href") != "https://portal.example/welcome/x" {
		t.Error("the link leads nowhere")
	}
	drafter.get("/outbox").is(http.StatusOK).says(".empty", "まだメールはありません")
	admin.get("/mails").says(".next", "デモはメールを送りません")
	drafter.get("/contracts").says("footer a", "デモの送信箱")
}
