package handlers

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"chigiri/handlers/worker"
	"chigiri/models"
	"chigiri/models/stamp/stamptest"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// TestStampsOnPages proves what is said of a time-stamp and to whom: where none is asked
// for nothing; from being sealed until it is stamped that it is pending, since when and,
// to who looks after it, why; and after that when and by whom.
func TestStampsOnPages(t *testing.T) {
	address := storetest.SQLite(t)
	tsa := stamptest.New(t, stamptest.Options{})
	without, clock := storetest.OpenOn(t, address)
	bare := furnish(t, without, clock)
	p := storetest.PaperPledges(t, without, bare.people, 1)[0]
	page := "/pledges/" + p.ID
	bare.as(bare.people.Lead).get(page).is(http.StatusOK).silent("dt", "タイムスタンプ")
	bare.visitor().get("/verify/"+p.Code).is(http.StatusOK).says("h2", "本物です").silent("dt", "タイムスタンプ")
	bare.as(bare.people.Admin).get("/").is(http.StatusOK).silent("nav a", "タイムスタンプ")
	bare.as(bare.people.Admin).get("/stamps").is(http.StatusOK).says(".next", "PORTAL_TSA_URL")

	s, clock := storetest.OpenOn(t, address, storetest.Stamping(t, tsa.RootPEM))
	clock.Set(bare.clock.Now())
	h := &house{t: t, store: s, clock: clock, people: bare.people}
	var err error
	h.door, err = newEcho(s, Options{URL: "https://portal.example"})
	h.must(err)
	lead, admin, auditor := h.as(h.people.Lead), h.as(h.people.Admin), h.as(h.people.Auditor)
	lead.get(page).says("dd", "時刻認証局の返答を待っています").silent("dd", "つながりません")
	h.visitor().get("/verify/"+p.Code).says("dd", "時刻認証局の返答を待っています")
	admin.get("/stamps").is(http.StatusOK).says("nav a", "タイムスタンプ").says("td", "まだ依頼していません")
	h.stampRound(httptest.NewServer(http.NotFoundHandler()), tsa)
	admin.get("/stamps").says(".next", "1件").says("td", "断られました").says("td", "1回").says("td", "404").silent("td a", "")
	auditor.get("/stamps").one("td a[href=" + page + "]")
	lead.get("/stamps").is(http.StatusForbidden)
	h.clock.Advance(time.Minute)
	h.stampRound(httptest.NewServer(tsa), tsa)
	var twin struct {
		Stamp models.SealStamp `json:"stamp"`
	}
	lead.json(http.MethodGet, page, nil).is(http.StatusOK).into(&twin)
	lead.get(page).says("dd", twin.Stamp.Authority+"による")
	if twin.Stamp.State != models.StampGood || twin.Stamp.At.IsZero() || !strings.HasPrefix(twin.Stamp.Authority, "Test ") {
		t.Errorf("a program is told %+v", twin.Stamp)
	}
	h.visitor().get("/verify/"+p.Code).says("dd", twin.Stamp.Authority+"による").silent("dt", "署名した人")
	pdf := lead.get(page + "/pledge.pdf").is(http.StatusOK).Body.Bytes()
	h.visitor().multipart("/verify", nil, "file", "誓約書.pdf", pdf).is(http.StatusOK).says("h2", "本物です").says("dt", "署名した人").says("dd", "従事 1郎").says("dd", twin.Stamp.Authority)
	admin.get("/stamps").says(".empty", "待っている文書はありません").says(".fig", "付いた文書")
}

// stampRound asks an authority once for what is due.
func (h *house) stampRound(server *httptest.Server, tsa *stamptest.Authority) {
	h.t.Helper()
	defer server.Close()
	a, err := worker.ParseAuthority(server.URL, tsa.RootPEM)
	h.must(err)
	w := worker.Stamps{Authority: &a, Client: server.Client(), Rand: rand.Reader, Holder: "a"}
	_, err = w.Round(context.Background(), h.store, slog.New(slog.DiscardHandler))
	h.must(err)
}

// silent wants words nowhere in what a selector finds.
func (a *answer) silent(selector, words string) *answer {
	a.t.Helper()
	for _, n := range a.all(selector) {
		if strings.Contains(text(n), words) {
			a.t.Errorf("%s says %q", selector, text(n))
		}
	}
	return a
}

// TestFormerKeyOnPages proves that a document of a former key is genuine, and that it is
// said that the key is not today's.
func TestFormerKeyOnPages(t *testing.T) {
	address := storetest.SQLite(t)
	former := storetest.NewSeal(t, "前の鍵")
	before, clock := storetest.OpenOn(t, address, func(o *store.Options) { o.Seal = former })
	old := furnish(t, before, clock)
	p := storetest.PaperPledges(t, before, old.people, 1)[0]
	old.visitor().get("/verify/"+p.Code).says("h2", "本物です").silent("dd", "以前に使っていた鍵")
	s, clock := storetest.OpenOn(t, address, func(o *store.Options) { o.SealRoots = former.Roots() })
	clock.Set(old.clock.Now())
	h := &house{t: t, store: s, clock: clock, people: old.people}
	var err error
	h.door, err = newEcho(s, Options{URL: "https://portal.example"})
	h.must(err)
	h.visitor().get("/verify/"+p.Code).says("h2", "本物です").says("dd", "以前に使っていた鍵").says("dd", "令和４２年")
	en := h.visitor()
	en.header.Set("Accept-Language", "en")
	en.get("/verify/"+p.Code).says("dd", "a key this portal used before")
}
