package handlers

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/store"
	"chigiri/views"
)

// TestLogPage proves that the log shows how it stands, who did what to which thing
// with before and after, links only where its reader may go, and gives the proof of
// a signed event at one press.
func TestLogPage(t *testing.T) {
	h := newHouse(t)
	auditor := h.as(h.people.Auditor)
	a := auditor.get("/log?contract=" + h.contract.ID).is(http.StatusOK)
	a.says(".figs .fig", "署名済み").says(".figs .fig .st.ok", "今のところ異常なし").says(".next", "portal log verify")
	a.says("table.log td", "起案 花子（起案担当）が特記仕様書を発行しました。")
	a.says("table.log td del", "起案中").says("table.log td ins", "特記仕様書発行済")
	a.says("table.log a[href=/contracts/"+h.contract.ID+"]", h.contract.Title)
	if len(a.all("table.log a[download]")) != len(a.all("table.log tbody tr")) {
		t.Error("not every signed event has its proof one press away")
	}
	a.says(".chips .chip[aria-current]", h.contract.Title)
	if href := attr(a.all(".act a")[0], "href"); !strings.Contains(href, "/log.csv?contract="+h.contract.ID) {
		t.Errorf("the export leads to %s", href)
	}
	admin := h.as(h.people.Admin).get("/log").is(http.StatusOK)
	if len(admin.all("table.log a[href=/contracts/"+h.contract.ID+"]")) > 0 {
		t.Error("the administrator is led to a contract")
	}
	admin.one("table.log a[href=/users/" + h.people.Drafter.UserID + "]")
	lead := h.as(h.people.Lead).get("/log").is(http.StatusOK).says("table.log td", "発注者が特記仕様書を発行しました。").says("table.log small", "署名待ち")
	if len(lead.all(".figs"))+len(lead.all(".act a")) > 0 || strings.Contains(lead.Body.String(), "起案 花子") {
		t.Error("a vendor sees how the log stands, exports, or who of the house did it")
	}
	h.as(h.people.Auditor).get("/log?kind=waiver.asked").is(http.StatusOK).says(".empty", "当てはまる事象はありません")
}

// TestLogFilterIsKept proves that everything chosen is in the address and in the
// form again, and that a slip is named at its field, to people and to programs.
func TestLogFilterIsKept(t *testing.T) {
	h := newHouse(t)
	auditor := h.as(h.people.Auditor)
	a := auditor.get("/log?person=drafter&kind=contract.moved&subject=contract&from=令和8年11月2日&to=R8.11.2").is(http.StatusUnprocessableEntity)
	a.says(".errors a[href=#f-person]", "2人").says(".card .chip", "other.drafter")
	a = auditor.get("/log?person=other.drafter&kind=contract.moved&subject=contract&from=令和8年11月2日&to=R8.11.2").is(http.StatusOK)
	for name, want := range map[string]string{"person": "other.drafter", "kind": "contract.moved", "subject": "contract", "from": "令和8年11月2日", "to": "R8.11.2"} {
		if got := a.value(name); got != want {
			t.Errorf("%s holds %q, want %q", name, got, want)
		}
	}
	a.says("table.log td", "道路 花子").says(".chips .chip[aria-current]", "令和８年１１月２日（月）から")
	for query, field := range map[string]string{
		"kind=contract.eaten": "kind", "from=8.4.1": "from", "to=x": "to", "from=R8.4.2&to=R8.4.1": "to", "subject=tea": "subject", "person=だれか": "person", "limit=x": "limit",
	} {
		var problem Trouble
		auditor.json(http.MethodGet, "/log?"+query, nil).is(http.StatusUnprocessableEntity).into(&problem)
		if len(problem.Errors) != 1 || problem.Errors[0].Field != field {
			t.Errorf("%s: %+v", query, problem.Errors)
		}
		auditor.json(http.MethodGet, "/log.csv?"+query, nil).is(http.StatusUnprocessableEntity)
	}
	if h.as(h.people.Reviewer).get("/log?person=drafter").Code != http.StatusUnprocessableEntity {
		t.Error("the IT division finds accounts by name")
	}
	var page struct {
		Events []struct {
			models.Event
			Position *int64 `json:"position"`
		} `json:"events"`
		Next  string           `json:"next"`
		State *models.LogState `json:"state"`
	}
	auditor.json(http.MethodGet, "/log?limit=2&actor="+h.people.Drafter.UserID, nil).is(http.StatusOK).into(&page)
	if len(page.Events) != 2 || page.Next == "" || page.State == nil || page.State.Checkpoint == nil || page.Events[1].Position == nil && page.Events[0].Position == nil {
		t.Errorf("twin = %+v", page)
	}
	auditor.get("/log?limit=2&after="+page.Next).is(http.StatusOK).says(".pager a", "最初のページへ")
}

// TestLoggedEvent proves that an event's page shows all there is to it, that its
// bytes give its hash and that its proof convinces with the log's key alone.
func TestLoggedEvent(t *testing.T) {
	h := newHouse(t)
	auditor := h.as(h.people.Auditor)
	path := "/log/" + h.event("contract", h.contract.ID)
	a := auditor.get(path).is(http.StatusOK).says("h1", "が契約を登録しました。").says("table.fields th", "件名").says("table.fields td", h.contract.Title)
	a.says("dd a[href=/contracts/"+h.contract.ID+"]", h.contract.Title).says("pre", "portal.example/log").says("pre", `"kind": "contract.created"`)
	leaf := auditor.get(path + "/leaf").is(http.StatusOK).Body.Bytes()
	sum := sha256.Sum256(append([]byte{0}, leaf...))
	a.says("dd.hash", hex.EncodeToString(sum[:]))
	file := auditor.get(path + "/proof").is(http.StatusOK)
	if got := file.Header().Get("Content-Type") + " " + file.Header().Get("Content-Disposition"); !strings.HasPrefix(got, "text/plain") || !strings.HasSuffix(got, ".tlog-proof") {
		t.Errorf("the proof comes as %s", got)
	}
	proof, err := ledger.ParseProof(file.Body.String())
	h.must(err)
	key, err := ledger.ParseVerifier(h.key.Verifier)
	h.must(err)
	if _, _, _, err := proof.Check(key); err != nil || !bytes.Equal(proof.Data, leaf) {
		t.Errorf("the proof: %v", err)
	}
	fresh, _, err := h.store.Events(context.Background(), models.System(), store.EventQuery{Limit: 1})
	h.must(err)
	auditor.get("/log/"+fresh[0].ID).is(http.StatusOK).says(".next.waits", "署名を待つ")
	auditor.get("/log/"+fresh[0].ID+"/proof").is(http.StatusConflict).says("h1", "まだ署名されていません")
	var problem Trouble
	auditor.json(http.MethodGet, "/log/"+fresh[0].ID+"/proof", nil).is(http.StatusConflict).into(&problem)
	if problem.Title != "まだ署名されていません" || !strings.Contains(problem.Detail, "数分後") {
		t.Errorf("problem = %+v", problem)
	}
	place := int64(3)
	cut := models.LoggedEvent{LogLine: models.LogLine{Event: models.Event{ID: "x"}, Position: &place, Hash: "abcd"}, Cut: &models.EventCut{ID: "y", At: h.clock.Now()}}
	var page bytes.Buffer
	h.must(views.LoggedEventPage(views.Base{Lang: "ja"}, cut).Render(context.Background(), &page))
	if text := page.String(); !strings.Contains(text, "内容は保存期間が過ぎたため削除されています") || !strings.Contains(text, "abcd") || strings.Contains(text, "[") {
		t.Errorf("a cut event shows %s", text)
	}
}

// TestProofIsForTheHouse proves that a vendor is told in words, on the list, on the
// event's page and where the files are, that the proof of what the house did is given to
// its staff; and that what its own people did comes with proof.
func TestProofIsForTheHouse(t *testing.T) {
	h := newHouse(t)
	lead := h.as(h.people.Lead)
	_, err := h.store.InviteUser(context.Background(), h.people.Admin, h.people.Lead.UserID)
	h.must(err)
	h.must(h.store.SetLanguage(context.Background(), h.people.Lead, "ja"))
	h.sign()
	var page struct {
		Events []models.LogLine `json:"events"`
	}
	list := lead.get("/log").is(http.StatusOK).says("table.log small", "発注者にのみ交付")
	lead.json(http.MethodGet, "/log", nil).is(http.StatusOK).into(&page)
	partial := 0
	for _, l := range page.Events {
		if !l.Partial {
			continue
		}
		partial++
		path := "/log/" + l.ID
		a := lead.get(path).is(http.StatusOK).says(".next", "発注者の職員にのみ交付されます").says("dd.hash", l.Hash)
		if len(a.all("a[download]")) > 0 || strings.Contains(a.Body.String(), h.people.Admin.Name) {
			t.Errorf("%s gives a file or a name", l.Kind)
		}
		for _, file := range []string{"/proof", "/leaf"} {
			lead.get(path+file).is(http.StatusForbidden).says("main", "発注者の職員にのみ交付されます")
			h.as(h.people.Auditor).get(path + file).is(http.StatusOK)
		}
	}
	if partial < 2 || len(list.all("table.log a[download]")) != len(page.Events)-partial {
		t.Errorf("%d of %d lines are for the house, %d proofs are offered", partial, len(page.Events), len(list.all("table.log a[download]")))
	}
}

// TestAlarmIsOnEveryPage proves that an alarm stands, in words and with what to do,
// on the pages of those three roles that answer for the log, and on nobody else's.
func TestAlarmIsOnEveryPage(t *testing.T) {
	h := newHouse(t)
	quiet := h.as(h.people.Auditor).get("/log").is(http.StatusOK)
	if len(quiet.all("[role=alert]")) > 0 {
		t.Error("an alarm without a finding")
	}
	at := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	f := ledger.Finding{Code: ledger.Altered, From: 7, To: 8, ID: "evt", Right: &ledger.Mark{Size: 5, At: at}}
	h.must(h.store.RaiseAlarm(context.Background(), f))
	for name, who := range h.people.Everybody() {
		if who.UserID == "" {
			continue
		}
		v := h.as(who)
		for _, path := range []string{"/", "/account", "/log", "/log/nothing"} {
			a := v.get(path)
			if shown := len(a.all("section.alarm[role=alert]")) == 1; shown != models.CanSeeAlarm(who) {
				t.Errorf("%s on %s: alarm shown %v", name, path, shown)
			}
		}
	}
	a := h.as(h.people.Admin).get("/users").is(http.StatusOK)
	a.says(".alarm h2", "警報").says(".alarm", "事象7（evt）の内容が書き換えられています").says(".alarm", "チェックポイント（5件）までは").says(".alarm", "から続いています").says(".alarm", "portal log verify")
	a.one(".alarm a[href=/log]")
	h.as(h.people.Auditor).get("/log").is(http.StatusOK).says(".figs .st.bad", "異常あり").says(".next", "警報の内容を確かめ")
	var twin struct {
		Alarm *store.Alarm `json:"alarm"`
	}
	h.as(h.people.Auditor).json(http.MethodGet, "/log", nil).is(http.StatusOK).into(&twin)
	if twin.Alarm == nil || twin.Alarm.Finding.Code != ledger.Altered {
		t.Errorf("the twin tells %+v", twin.Alarm)
	}
}

// TestAlarmCostsOneQuery proves that only those who are told of an alarm pay for it,
// with one query a page.
func TestAlarmCostsOneQuery(t *testing.T) {
	h := newHouse(t)
	cost := func(who models.Actor) int {
		v := h.as(who)
		ctx, cost := store.Measure(context.Background())
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/catalog", nil)
		r.Header.Set("Authorization", "Bearer "+v.token)
		r.Header.Set("Accept", "text/html")
		w := httptest.NewRecorder()
		h.door.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Fatalf("status %d", w.Code)
		}
		return cost.Queries()
	}
	drafter := cost(h.people.Drafter)
	for _, who := range []models.Actor{h.people.Auditor, h.people.Reviewer} {
		if n := cost(who); n != drafter+1 {
			t.Errorf("%s: %d queries, a drafter's page %d", who.Role, n, drafter)
		}
	}
}

// TestHistoryIsATimeline proves that a contract's history stands by day, with its
// states as milestones, and leads from each line to its event.
func TestHistoryIsATimeline(t *testing.T) {
	h := newHouse(t)
	a := h.as(h.people.Manager).get("/contracts/" + h.contract.ID + "/history").is(http.StatusOK)
	a.says("h3", "令和８年１１月２日（月）").says(".milestone .st", "特記仕様書発行済")
	lines, links := a.all(".history li[class]"), a.all(".history p a")
	if len(lines) < 3 || len(links) != len(a.all(".history time")) {
		t.Errorf("%d lines, %d of them lead to their event", len(lines), len(links))
	}
	h.as(h.people.Manager).get(attr(links[0], "href")).is(http.StatusOK).one("dd.hash")
	a.one("a[href=/log?contract=" + url.QueryEscape(h.contract.ID) + "]")
}

func TestHistorySaysWhoLeft(t *testing.T) {
	// Proves that the history, the log and its export tell people apart whose lines are of
	// one kind.
	h := newHouse(t)
	ctx, p := context.Background(), h.people
	w := h.addWork(p.Drafter, "R8-77", "health", p.Lead, models.WorkerInput{Name: "鈴木 一"})
	other := h.joins(p.Lead, w.party, models.WorkerInput{Name: "田中 二"})
	for _, id := range []string{w.worker.ID, other.ID} {
		h.must(h.store.WorkerLeft(ctx, p.Lead, id, models.Today(h.store.Now()), "異動"))
	}
	for who, path := range map[*visitor]string{
		h.as(p.Drafter): "/contracts/" + w.contract + "/history", h.as(p.Auditor): "/log?kind=worker.left", h.as(p.Lead): "/log?contract=" + w.contract, h.as(p.Reviewer): "/log.csv?kind=worker.left",
	} {
		text := who.get(path).is(http.StatusOK).Body.String()
		for _, want := range []string{"従事者「鈴木 一」の離任", "従事者「田中 二」の離任"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q", path, want)
			}
		}
	}
}
