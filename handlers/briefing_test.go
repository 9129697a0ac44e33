package handlers

import (
	"bytes"
	"cmp"
	"context"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/seal"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// enrolled puts people who have accounts on the roster of a party, unless they are
// there.
func (h *house) enrolled(lead models.Actor, party string, people ...models.Actor) {
	h.t.Helper()
	v, err := h.store.Party(context.Background(), lead, party)
	h.must(err)
	stands, err := h.store.PartyStands(context.Background(), lead, v.ContractID)
	h.must(err)
	there := map[string]bool{}
	for _, s := range stands {
		for _, w := range s.Workers {
			there[s.Party.ID+w.Worker.UserID] = true
		}
	}
	var lines []models.WorkerInput
	for _, p := range people {
		if there[party+p.UserID] {
			continue
		}
		lines = append(lines, models.WorkerInput{
			UserID: p.UserID, Name: p.Name, Duty: "保守担当", Site: "保守センター", StartsOn: models.NewDate(2026, 12, 1), EndsOn: models.NewDate(2027, 3, 31),
		})
	}
	if len(lines) > 0 {
		_, err = h.store.AddWorkers(context.Background(), lead, party, lines)
		h.must(err)
	}
}

// concluded lets the house's contract be concluded: from then on a briefing is owed.
func (h *house) concluded() {
	h.t.Helper()
	ctx := context.Background()
	v, err := h.store.Contract(ctx, h.people.Drafter, h.contract.ID)
	h.must(err)
	h.must(h.store.Conclude(ctx, h.people.Drafter, h.contract.ID, v.Contract.Version, models.NewDate(2026, 11, 1)))
}

// primeID is the prime's place on the house's contract.
func (h *house) primeID() string {
	h.t.Helper()
	path := h.prime()
	return path[strings.LastIndex(path, "/")+1:]
}

// typesets gives the house fonts.
func (h *house) typesets() {
	h.t.Helper()
	fonts, err := testFonts()
	h.must(err)
	h.door, err = newEcho(h.store, Options{Fonts: fonts, URL: "https://portal.example"})
	h.must(err)
}

// briefedHouse is one whose prime has a worker, and whose subcontractor has one.
func briefedHouse(t *testing.T, s *store.Store, clock *storetest.Clock) *house {
	h := furnish(t, s, clock)
	h.typesets()
	h.concluded()
	h.enrolled(h.people.Lead, h.primeID(), h.people.Worker)
	h.enrolled(h.people.SubLead, h.party.ID, h.people.SubWorker)
	return h
}

// walkBriefings is what the walk needs of meetings and topics.
type walkBriefings struct {
	meetings map[string]string // a planned meeting of each contract
	studies  map[string]string // the party under which somebody has topics, by the name of the role
}

// briefingObjects are the ids of meetings and topics in the addresses of the walk.
func (w walkBriefings) briefingObjects(ids map[string]string, name, contract string) {
	ids["briefings"], ids["topics"], ids[":code"], ids[":topic"] = w.meetings[contract], cmp.Or(w.studies[name], nowhere), nowhere, "B01"
}

// addWalkBriefings gives both contracts of the walk a meeting of today, and everybody
// of a vendor topics of theirs.
func (h *house) addWalkBriefings() {
	h.t.Helper()
	h.typesets()
	p := h.people
	h.enrolled(p.Lead, h.primeID(), p.Worker)
	h.enrolled(p.SubLead, h.party.ID, p.SubWorker)
	h.meetings = map[string]string{}
	for contract, m := range map[string]struct {
		by      models.Actor
		parties []string
	}{h.contract.ID: {p.Drafter, []string{h.primeID(), h.party.ID}}, h.other.ID: {p.OtherDrafter, []string{h.otherParty.ID}}} {
		made, _, err := h.store.PlanBriefing(context.Background(), m.by, contract, models.BriefingInput{
			Method: models.BriefRoom, HeldOn: models.Today(h.clock.Now()), Place: "府庁", Topics: []string{"B01"}, Parties: m.parties,
		})
		h.must(err)
		h.meetings[contract] = made.ID
	}
	h.studies = map[string]string{
		"vendor_lead": h.primeID(), "vendor_worker": h.primeID(), "sub_lead": h.party.ID, "sub_worker": h.party.ID, "other_vendor_lead": h.otherParty.ID,
	}
}

// planForm is a meeting of today as somebody types it.
func planForm(topics []string, parties ...string) url.Values {
	return url.Values{
		"method": {"room"}, "held_on": {"令和８年１１月２日"}, "begins": {"７時３０分"}, "minutes": {"９０分"}, "place": {"府庁 第１会議室"},
		"parties": parties, "topics": topics, "materials": {"基本要綱"},
	}
}

// ticked are the values of the boxes a page has ticked.
func (a *answer) ticked(name string) []string {
	a.t.Helper()
	var all []string
	for _, n := range a.all("[name=" + name + "][checked]") {
		all = append(all, attr(n, "value"))
	}
	return all
}

// planned plans a meeting of today by its form and gives its id and the address to check
// in at.
func (h *house) planned(v *visitor, parties ...string) (id, checkIn string) {
	h.t.Helper()
	path := "/contracts/" + h.contract.ID + "/briefings"
	form := v.get(path + "/new").is(http.StatusOK)
	a := v.post(path, planForm(form.ticked("topics"), parties...)).is(http.StatusSeeOther)
	screen := v.get(a.Header().Get("Location")).is(http.StatusOK).says(".screen", "府庁 第１会議室")
	checkIn = strings.TrimPrefix(attr(screen.one("#f-link"), "value"), "https://portal.example")
	return strings.Split(checkIn, "/")[2], checkIn
}

// TestBriefingByPages proves the whole way by pages, on both engines: planned, two check
// in by their own hands, one is ticked and one is absent, looked at, sealed; the record
// verifies, and whoever came has heard the topics.
func TestBriefingByPages(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		h := briefedHouse(t, s, clock)
		drafter, lead, worker, sub := h.as(h.people.Drafter), h.as(h.people.Lead), h.as(h.people.Worker), h.as(h.people.SubLead)
		list := "/contracts/" + h.contract.ID + "/briefings"
		drafter.get(list).is(http.StatusOK).says(".next a", "説明を計画する").says(".coverage summary", "2人中0人が済")
		form := drafter.get(list + "/new").is(http.StatusOK)
		if got := strings.Join(form.ticked("topics"), " "); got != "B01 B02 B09" {
			t.Errorf("topics %s are chosen beforehand", got)
		}
		if n := len(form.ticked("parties")); n != 2 {
			t.Errorf("%d parties are chosen beforehand", n)
		}
		id, checkIn := h.planned(drafter, h.primeID(), h.party.ID)
		own := "/briefings/" + id
		h.looksOnly(worker, own, checkIn)
		for _, v := range []*visitor{worker, lead} {
			v.post(checkIn, nil).is(http.StatusSeeOther).leads(own)
			v.get(own).is(http.StatusOK).says(".next", "受付済みです")
		}
		drafter.get(own).is(http.StatusOK).says("#people", "4人中2人が出席")
		h.closed(drafter, own)
		f := drafter.get(own + "/record.pdf").is(http.StatusOK)
		if r, err := seal.Verify(f.Body.Bytes(), storetest.Seal(t).Roots(), seal.VerifyOptions{}); err != nil || r.Identity == "" {
			t.Errorf("the record does not verify: %v", err)
		}
		worker.get(own + "/record.pdf").is(http.StatusForbidden) // it names everybody who came
		drafter.get(list).is(http.StatusOK).says(".st", "実施済").says(".coverage td", "未了")
		sub.get(own).says(".next", "説明を受けたことを確認").one("form[action=" + own + "/confirm]")
		h.as(h.people.SubWorker).get("/").is(http.StatusOK).says("h2", "補講の日")
		h.as(h.people.SubWorker).get(own).is(http.StatusOK).says(".next", "補講は")
		sub.post(own+"/confirm", nil).is(http.StatusSeeOther)
		sub.post(own+"/confirm", nil).is(http.StatusConflict)
		drafter.post(own+"/hold", url.Values{"minutes": {"60"}}).is(http.StatusConflict)
		h.as(h.people.OtherDrafter).get(own).is(http.StatusNotFound)
		h.as(h.people.OtherLead).get(own).is(http.StatusNotFound)
	})
}

// looksOnly proves that opening the link of the QR code checks nobody in, and that the
// code is needed.
func (h *house) looksOnly(v *visitor, own, checkIn string) {
	h.t.Helper()
	v.get(own).is(http.StatusOK).says(".next", "QRコードを読み取って").says("dd", "スマートフォン")
	v.get(checkIn).is(http.StatusOK).says("button", "受付する")
	v.get(own).is(http.StatusOK).says(".next", "QRコードを読み取って")
	v.post(own+"/check-in/wrong", nil).is(http.StatusUnprocessableEntity).says(".errors", "受付のコードが違うか、古くなっています")
	v.post(own+"/check-in", url.Values{"code": {"違う"}}).is(http.StatusUnprocessableEntity).one("#f-code-error")
	a := h.visitor().get(checkIn).is(http.StatusSeeOther)
	if to := a.Header().Get("Location"); to != "/login?next="+url.QueryEscape(checkIn) {
		h.t.Errorf("somebody who is not signed in is led to %s", to)
	}
}

// closed closes a meeting by its form: the subcontractor's lead is ticked, its worker is
// absent.
func (h *house) closed(v *visitor, own string) {
	h.t.Helper()
	page := v.get(own + "/hold").is(http.StatusOK)
	ids := map[string]string{} // by name
	for _, n := range page.all(".attendee") {
		ids[text(find(n, "strong")[0])] = attr(find(n, "[name=received]")[0], "value")
	}
	sub, absent, lead := ids[h.people.SubLead.Name], ids[h.people.SubWorker.Name], ids[h.people.Lead.Name]
	form := url.Values{
		"minutes": {"７５"}, "came": {sub}, "received": {lead}, "absent.0.id": {absent}, "absent.0.reason": {"当直明けのため"}, "absent.0.make_up_on": {"R8.13.1"}, "note": {"質疑あり"},
	}
	bad := v.post(own+"/hold", form).is(http.StatusUnprocessableEntity).says(".errors", "13")
	if bad.value("note") != "質疑あり" || len(bad.ticked("came")) != 1 {
		h.t.Error("what was typed is lost")
	}
	form.Set("absent.0.make_up_on", "")
	form.Set("absent.0.reason", "")
	open := v.post(own+"/hold", form).is(http.StatusUnprocessableEntity)
	open.one("[id=f-absent.0.reason-error]")
	open.one("[id=f-absent.0.make_up_on-error]")
	if open.value("note") != "質疑あり" || len(open.ticked("came")) != 1 {
		h.t.Error("what was typed is lost when an absentee is left blank")
	}
	form.Set("absent.0.reason", "当直明けのため")
	form.Set("absent.0.make_up_on", "R8.11.10")
	check := v.post(own+"/hold", form).is(http.StatusOK).says("h1", "確認").says("dd", "当直明けのため").says("dd", "75分").says(".open", h.people.Sub.Name)
	v.get(own).says(".st", "予定") // looking changed nothing
	form = check.hiddenForm()
	form.Set("again", "true")
	if again := v.post(own+"/hold", form).is(http.StatusOK); again.value("note") != "質疑あり" || len(again.ticked("received")) != 1 {
		h.t.Error("going back loses what was typed")
	}
	form = check.hiddenForm("confirmed")
	v.post(own+"/hold", form).is(http.StatusSeeOther).leads(own)
	v.get(own).is(http.StatusOK).says(".said", "封をして記録しました").says("#people", "欠席").says("#people", "補講").says("#people", "規程を受領")
	plan := attr(v.get(own).says(".next a", "補講を計画する").one(".next a"), "href")
	make := v.get(plan).is(http.StatusOK)
	if make.value("held_on") != "2026-11-10" || len(make.ticked("parties")) != 1 || make.ticked("parties")[0] != h.party.ID {
		h.t.Errorf("the make-up is proposed for %s, %v", make.value("held_on"), make.ticked("parties"))
	}
}

// TestBriefingIsRefusedInWords proves that all that is wrong with a plan is told at its
// fields and nothing typed is lost; that a screen without the right code shows none; and
// that meetings can be called off, with a reason.
func TestBriefingIsRefusedInWords(t *testing.T) {
	h := newHouse(t)
	h.typesets()
	drafter := h.as(h.people.Drafter)
	path := "/contracts/" + h.contract.ID + "/briefings"
	a := drafter.post(path, url.Values{"method": {"room"}, "held_on": {"あす"}, "begins": {"昼過ぎ"}, "minutes": {"長い"}}).is(http.StatusUnprocessableEntity)
	a.one("#f-held_on-error")
	a.one("#f-minutes-error")
	if a.value("held_on") != "あす" || a.value("begins") != "昼過ぎ" {
		t.Error("what was typed is lost")
	}
	a = drafter.post(path, url.Values{"method": {"room"}, "held_on": {"R8.11.2"}, "begins": {"昼過ぎ"}}).is(http.StatusUnprocessableEntity)
	for _, field := range []string{"begins", "place", "topics", "parties"} {
		a.one("#f-" + field + "-error")
	}
	closed := planForm([]string{"B01"}, h.primeID())
	closed.Set("held_on", "2027-05-05")
	drafter.post(path, closed).is(http.StatusUnprocessableEntity).one("[id=f-held_on-error]") // after the contract's end
	closed.Set("held_on", "2026-12-05")                                                       // a Saturday
	asks := drafter.post(path, closed).is(http.StatusUnprocessableEntity).says("[id=f-closed_day]", "閉庁日")
	if asks.value("held_on") != "2026-12-05" || asks.value("place") == "" {
		t.Error("what was typed is lost on a closed day")
	}
	closed.Set("closed_day", "true")
	drafter.post(path, closed).is(http.StatusSeeOther)
	id, checkIn := h.planned(drafter, h.primeID())
	own := "/briefings/" + id
	shown := checkIn[strings.LastIndex(checkIn, "/")+1:]
	if a := drafter.get(own+"/screen?code=x").is(http.StatusOK).says(".empty", "受付のコードがありません"); strings.Contains(a.Body.String(), shown) {
		t.Error("the code of the minute is shown as one that was given out")
	}
	drafter.get(own+"/screen").is(http.StatusOK).says(".typed", shown).one(".screen svg")
	drafter.get(own + "/screen").one("noscript") // it turns without script too
	given := drafter.post(own+"/code", nil).is(http.StatusSeeOther).Header().Get("Location")
	drafter.get(given).is(http.StatusOK).says("small", "送ってください").one(".screen svg")
	drafter.post(own+"/code", nil).is(http.StatusSeeOther)
	drafter.get(given).is(http.StatusOK).one(".empty") // a new one ends the one before
	h.as(h.people.Lead).get(own + "/screen").is(http.StatusForbidden)
	h.as(h.people.Lead).get(given).is(http.StatusForbidden)
	h.clock.Advance(2 * time.Minute)
	h.as(h.people.Lead).post(checkIn, nil).is(http.StatusUnprocessableEntity)
	drafter.post(own+"/cancel", url.Values{"reason": {" "}}).is(http.StatusUnprocessableEntity).one("#f-reason-error")
	drafter.post(own+"/cancel", url.Values{"reason": {"日を改める"}}).is(http.StatusSeeOther).leads(own)
	drafter.get(own).is(http.StatusOK).says(".next", "取りやめになりました")
	drafter.post(own+"/cancel", url.Values{"reason": {"日を改める"}}).is(http.StatusConflict)
}

// TestBriefingPapers proves that handout and slides come of the contract as each kind of
// hearer is bound, a worker's alone to workers, and that the body's own files are taken
// by everybody who is asked to come and nobody else.
func TestBriefingPapers(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		h := briefedHouse(t, s, clock)
		drafter, worker := h.as(h.people.Drafter), h.as(h.people.Worker)
		id, _ := h.planned(drafter, h.primeID())
		own := "/briefings/" + id
		sizes := map[int]bool{}
		for _, bound := range []string{"vendor", "worker"} {
			f := drafter.get(own + "/handout.pdf?for=" + bound).is(http.StatusOK)
			if !bytes.HasPrefix(f.Body.Bytes(), []byte("%PDF-")) || sizes[f.Body.Len()] {
				t.Errorf("the handout for %s is %.20q, %d bytes", bound, f.Body.String(), f.Body.Len())
			}
			sizes[f.Body.Len()] = true
		}
		drafter.get(own + "/slides.pdf").is(http.StatusOK)
		drafter.get(own + "/handout.docx?for=worker").is(http.StatusOK)
		drafter.get(own + "/handout.pdf?for=nobody").is(http.StatusUnprocessableEntity)
		if got := worker.get(own + "/handout.pdf?for=vendor").is(http.StatusOK).Header().Get("Content-Disposition"); !strings.Contains(got, escapeName("従事者用")) {
			t.Errorf("a worker gets %s", got)
		}
		worker.get(own + "/slides.pdf").is(http.StatusForbidden)
		drafter.postFile(own+"/files", "", "手引.txt", "入館の手引\n").is(http.StatusUnprocessableEntity).one("#f-title-error")
		drafter.postFile(own+"/files", "入館の手引", "手引.txt", "入館の手引\n").is(http.StatusSeeOther).leads(own)
		link := attr(worker.get(own).is(http.StatusOK).says("a", "入館の手引").one("a[download][lang=ja]"), "href")
		if f := worker.get(link).is(http.StatusOK); f.Body.String() != "入館の手引\n" {
			t.Errorf("the file holds %q", f.Body.String())
		}
		h.as(h.people.SubLead).get(link).is(http.StatusNotFound)
		h.as(h.people.Lead).postFile(own+"/files", "x", "x.txt", "x\n").is(http.StatusForbidden)
		drafter.get("/contracts/"+h.contract.ID+"/history").says("main", "の資料を添えました")
	})
}

// postFile sends a titled file as a browser does.
func (v *visitor) postFile(path, title, name, content string) *answer {
	v.h.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	v.h.must(w.WriteField("title", title))
	f, err := w.CreateFormFile("file", name)
	v.h.must(err)
	_, err = f.Write([]byte(content))
	v.h.must(err)
	v.h.must(w.Close())
	return v.do(http.MethodPost, path, &b, w.FormDataContentType(), "text/html")
}

// TestBriefingAsAProgram proves the twins: planning answers the address to check in at,
// closing needs a confirmation, and the coverage is counted.
func TestBriefingAsAProgram(t *testing.T) {
	h := printing(t)
	h.concluded()
	h.enrolled(h.people.Lead, h.primeID(), h.people.Worker)
	drafter, lead := h.as(h.people.Drafter), h.as(h.people.Lead)
	path := "/contracts/" + h.contract.ID + "/briefings"
	var plan struct {
		Briefing models.Briefing `json:"briefing"`
		CheckIn  string          `json:"check_in"`
	}
	drafter.json("POST", path, map[string]any{
		"method": "video", "held_on": "2026-11-02", "begins": "7:00", "minutes": "60", "place": "ビデオ会議", "topics": []string{"B01", "B02", "B09"}, "parties": []string{h.primeID()},
	}).is(http.StatusCreated).into(&plan)
	own := "/briefings/" + plan.Briefing.ID
	lead.json("POST", own+"/check-in", map[string]string{"code": plan.CheckIn}).is(http.StatusNoContent)
	drafter.json("POST", own+"/hold", map[string]any{"minutes": "60"}).is(http.StatusUnprocessableEntity)
	var held models.Briefing
	var seen models.BriefingView
	drafter.json("GET", own, nil).is(http.StatusOK).into(&seen)
	drafter.json("POST", own+"/hold", map[string]any{"minutes": "60", "confirmed": true}).is(http.StatusUnprocessableEntity)
	absent := []map[string]any{}
	for _, a := range seen.Attendees {
		absent = append(absent, map[string]any{"id": a.ID, "reason": "出張", "make_up_on": "2026-11-10"})
	}
	drafter.json("POST", own+"/hold", map[string]any{"minutes": "60", "confirmed": true, "absent": absent}).is(http.StatusOK).into(&held)
	if held.State != models.BriefingHeld || held.Identity == "" {
		t.Errorf("closing answers %+v", held)
	}
	var x models.BriefingsView
	drafter.json("GET", path, nil).is(http.StatusOK).into(&x)
	if c := x.Coverage[0]; c.Lead.Heard != models.ReqMissing || len(c.Workers) != 1 || c.Workers[0].Heard != models.ReqMissing {
		t.Errorf("only oral topics were told, and the coverage is %+v", c)
	}
	var v models.BriefingView
	lead.json("GET", own, nil).is(http.StatusOK).into(&v)
	if len(v.Attendees) != 2 || v.Own == nil || v.Own.Method != models.CheckedIn {
		t.Errorf("the lead sees %+v", v)
	}
}

// TestPrimeBriefsBelow proves that the prime's lead plans meetings where the edition
// lets it, for the parties below it alone.
func TestPrimeBriefsBelow(t *testing.T) {
	h := printing(t)
	lead := h.as(h.people.Lead)
	path := "/contracts/" + h.contract.ID + "/briefings"
	form := lead.get(path+"/new").is(http.StatusOK).says("p", "府に代わって説明できます")
	if got := form.ticked("parties"); len(got) != 1 || got[0] != h.party.ID {
		t.Fatalf("the prime may brief %v", got)
	}
	lead.post(path, planForm([]string{"B01"}, h.primeID())).is(http.StatusConflict).says(".errors", "受託者には、府が説明します")
	id, _ := h.planned(lead, h.party.ID)
	lead.get(path).is(http.StatusOK).says("td", "受託者による説明").one("a[href=/briefings/" + id + "]")
	h.as(h.people.Drafter).get("/briefings/" + id).is(http.StatusOK)
	h.as(h.people.Drafter).get("/briefings/" + id + "/hold").is(http.StatusForbidden)
	h.as(h.people.SubLead).get(path + "/new").is(http.StatusForbidden)
}

// TestStandingLeadsToBriefings proves that the contract's page leads from the lines of
// briefing and questions to the meetings.
func TestStandingLeadsToBriefings(t *testing.T) {
	h := newHouse(t)
	for who, want := range map[*models.Actor]int{&h.people.Drafter: 2, &h.people.Lead: 1} { // a lead sees what is the lead's to do
		a := h.as(*who).get("/contracts/" + h.contract.ID).is(http.StatusOK)
		if n := len(a.all(".rail a[href=/contracts/" + h.contract.ID + "/briefings]")); n != want {
			t.Errorf("%d lines lead there for %s", n, who.Role)
		}
	}
}

// TestBriefingFormsAreKept proves that what was typed into the forms of meetings comes
// back after another sign-in.
func TestBriefingFormsAreKept(t *testing.T) {
	h := newHouse(t)
	h.typesets()
	id, _ := h.planned(h.as(h.people.Drafter), h.primeID())
	h.comesBack(t, "/contracts/"+h.contract.ID+"/briefings", url.Values{"place": {"第９会議室"}, "materials": {"要綱"}})
	h.clock.Set(time.Date(2026, 11, 2, 9, 0, 0, 0, models.Japan))
	h.comesBack(t, "/briefings/"+id+"/hold", url.Values{"note": {"質疑なし"}})
	h.clock.Set(time.Date(2026, 11, 2, 9, 0, 0, 0, models.Japan))
	h.comesBack(t, "/briefings/"+id+"/cancel", url.Values{"reason": {"日を改める"}})
}

// TestCodeTurnsWhileSigningIn proves that whoever read the code on the wall and has to
// sign in first is not late, that the same link on another device is, and that the time
// for it ends.
func TestCodeTurnsWhileSigningIn(t *testing.T) {
	h := newHouse(t)
	h.typesets()
	h.signIn(h.people.Lead)
	id, checkIn := h.planned(h.as(h.people.Drafter), h.primeID())
	reader, late, absent := h.visitor(), h.visitor(), h.visitor()
	for _, v := range []*visitor{reader, late} {
		v.get(checkIn).is(http.StatusSeeOther)
	}
	h.clock.Advance(3 * time.Minute)
	absent.get(checkIn).is(http.StatusSeeOther)
	absent.login(h.people.Lead)
	absent.post(checkIn, nil).is(http.StatusUnprocessableEntity)
	h.clock.Advance(20 * time.Minute)
	late.login(h.people.Lead)
	late.post(checkIn, nil).is(http.StatusUnprocessableEntity)
	h.clock.Advance(-20 * time.Minute)
	reader.login(h.people.Lead)
	reader.post(checkIn, nil).is(http.StatusSeeOther).leads("/briefings/" + id)
}

// TestToldAgainByPages proves that a topic whose tries are used up is named on the
// division's first page and on the briefings', and is proposed with its party alone.
func TestToldAgainByPages(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		h, ctx := briefedHouse(t, s, clock), context.Background()
		drafter, worker := h.as(h.people.Drafter), h.as(h.people.Worker)
		id, checkIn := h.planned(drafter, h.primeID(), h.party.ID)
		for _, v := range []*visitor{worker, h.as(h.people.Lead)} {
			v.post(checkIn, nil).is(http.StatusSeeOther)
		}
		v, err := s.Briefing(ctx, h.people.Drafter, id)
		h.must(err)
		held := models.HeldInput{Minutes: 60}
		for _, a := range v.Attendees {
			held.Absent = append(held.Absent, models.AbsentAttendee{ID: a.ID, Reason: "出張のため", MakeUpOn: v.Briefing.HeldOn.AddDays(7)})
		}
		fonts, err := testFonts()
		h.must(err)
		_, err = s.HoldBriefing(ctx, h.people.Drafter, id, held, RenderHeld(fonts, ""))
		h.must(err)
		study, err := s.Study(ctx, h.people.Worker, h.primeID())
		h.must(err)
		topic := study.Topics[0]
		for range study.Rule.Retries + 1 {
			_, err := s.AnswerQuiz(ctx, h.people.Worker, h.primeID(), topic.ID, topic.Hash, nil)
			h.must(err)
		}
		list := "/contracts/" + h.contract.ID + "/briefings"
		drafter.get("/").is(http.StatusOK).says(".todo", "1人に、項目「"+topic.ID+"」をもう一度説明する")
		drafter.get(list).is(http.StatusOK).says("#again", topic.ID).one("#again a[href=" + list + "/new?again=true]")
		form := drafter.get(list+"/new?again=true").is(http.StatusOK).says("[id=f-everybody]", h.people.Worker.Name)
		if topics, parties := form.ticked("topics"), form.ticked("parties"); len(topics) != 1 || topics[0] != topic.ID || len(parties) != 1 || parties[0] != h.primeID() {
			t.Errorf("proposed are %v, %v", topics, parties)
		}
	})
}
