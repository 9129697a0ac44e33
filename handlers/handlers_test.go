package handlers

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/net/html"

	"chigiri/assets"
	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// password is one that everybody in the tests has who needs one.
const password = "みどりの丘に風わたる四月の朝ぼらけ"

// house is the whole door over a real store, with people, an edition, a system
// and contracts.
type house struct {
	walkBriefings
	t      testing.TB
	store  *store.Store
	clock  *storetest.Clock
	door   *echo.Echo
	people storetest.People
	// The Child division's: a system with a link and a manual, and a contract whose
	// appendix is issued, with a subcontractor below it.
	system, atena   models.InfoSystem
	link            models.SystemLink
	manual          models.Manual
	party           models.Party      // the subcontractor's, below the prime of contract
	otherParty      models.Party      // the prime of other
	partyFiles      map[string]string // a file attached to each of the two
	contract, other models.Contract   // other is the Roads division's, with another vendor
	edition         string
	mail            string            // an invitation that waits
	pledges         map[string]string // one's own by the name of the role, "" for who has none
	workers         map[string]string // somebody on the roster of each of the two parties
	key             ledger.Key        // signs the log
}

// newHouse opens a house on SQLite.
func newHouse(t testing.TB) *house {
	t.Helper()
	s, clock := storetest.Open(t)
	return furnish(t, s, clock)
}

func furnish(t testing.TB, s *store.Store, clock *storetest.Clock) *house {
	t.Helper()
	clock.Set(time.Date(2026, 11, 2, 9, 0, 0, 0, time.FixedZone("JST", 9*60*60)))
	h := &house{t: t, store: s, clock: clock}
	var err error
	h.door, err = newEcho(s, Options{URL: "https://portal.example"})
	h.must(err)
	h.people = storetest.Seed(t, s)
	for _, e := range assets.Editions() {
		_, err := s.PublishEdition(context.Background(), models.System(), e.Name, e.Data)
		h.must(err)
	}
	h.edition, _, err = s.CurrentEdition(context.Background(), h.people.Reviewer)
	h.must(err)
	h.addSystems()
	h.addContracts()
	h.addMail()
	h.sign()
	return h
}

// sign lets a checkpoint cover all that has happened.
func (h *house) sign() {
	h.t.Helper()
	if h.key.Verifier == "" {
		var err error
		_, h.key, err = ledger.NewKey(rand.Reader, "portal.example/log")
		h.must(err)
	}
	_, _, err := h.store.CheckpointLog(context.Background(), store.LogKeys{Key: h.key})
	h.must(err)
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// addMail gives somebody an account with an address.
func (h *house) addMail() {
	ctx := context.Background()
	_, _, err := h.store.CreateUser(ctx, h.people.Admin, models.UserInput{
		Login: "mailed", Name: "宛先 有子", Role: models.Reviewer, Mail: "ariko@pref.example",
	})
	h.must(err)
	list, err := h.store.Mails(ctx, h.people.Admin, store.MailQuery{})
	h.must(err)
	h.mail = list.Rows[0].ID
}

func (h *house) addSystems() {
	ctx, system := context.Background(), models.System()
	var err error
	h.atena, err = h.store.CreateSystem(ctx, system, models.SystemInput{
		Code: "SYS-2", Name: "宛名システム", NameKana: "アテナシステム", DivisionID: h.people.IT.ID, Zone: models.ZoneMyNumber, Classes: []string{"mynumber"},
	})
	h.must(err)
	h.system, err = h.store.CreateSystem(ctx, system, models.SystemInput{
		Code: "SYS-1", Name: "児童相談ＩＴナビシステム", NameKana: "ジドウソウダンアイティーナビシステム", DivisionID: h.people.Child.ID,
		StartedOn: models.NewDate(2007, 6, 1), Zone: models.ZoneMyNumber, Classes: []string{"public"}, Sites: []string{"中央子ども家庭センター"},
		Items: []models.DataItem{{Name: "施設の案内", ClassID: "public", Reason: "", Retention: ""}},
	})
	h.must(err)
	h.link, err = h.store.AddLink(ctx, system, h.system.ID, models.LinkInput{To: h.atena.ID, Data: "個人番号及び宛名番号", MyNumber: true, LegalBasis: "番号法 第19条第11号"})
	h.must(err)
	h.manual, err = h.store.AddManual(ctx, system, h.system.ID, models.Manual{Title: "取扱いハンドブック", Version: "平成28年6月版", Dated: models.NewDate(2016, 6, 1)},
		models.File{Name: "ハンドブック.txt", Bytes: []byte("施錠できる保管庫に保管する。\n")})
	h.must(err)
	h.system, err = h.store.InfoSystem(ctx, system, h.system.ID)
	h.must(err)
}

func (h *house) addContracts() {
	p := h.people
	h.contract = h.addContract(p.Drafter, "R8-1", "児童相談システム広報業務", p.Vendor.ID)
	h.other = h.addContract(p.OtherDrafter, "R8-2", "道路の案内の掲載業務", p.Elsewhere.ID)
	view, err := h.store.Contract(context.Background(), p.Drafter, h.contract.ID)
	h.must(err)
	if len(view.Parties) > 0 {
		in := storetest.Application(p.Sub, models.NewDate(2026, 12, 1), models.NewDate(2027, 3, 31), "public")
		h.party = storetest.Subcontract(h.t, h.store, p, h.contract.ID, view.Parties[0].ID, p.Lead, in)
	}
	tree, err := h.store.Parties(context.Background(), p.OtherLead, h.other.ID)
	h.must(err)
	h.otherParty = *tree.Prime()
	h.partyFiles = map[string]string{h.party.ID: h.attach(p.Lead, h.party.ID), h.otherParty.ID: h.attach(p.OtherLead, h.otherParty.ID)}
}

// attach puts a file to a party and gives its id.
func (h *house) attach(who models.Actor, id string) string {
	h.t.Helper()
	h.must(h.store.AddPartyFile(context.Background(), who, id, "再委託契約書の写し", models.File{Name: "写し.txt", Bytes: []byte("写し\n")}))
	v, err := h.store.Party(context.Background(), who, id)
	h.must(err)
	return v.Files[0].ID
}

// addContract registers a contract of the lowest level and issues its appendix.
func (h *house) addContract(who models.Actor, number, title, vendor string) models.Contract {
	h.t.Helper()
	ctx := context.Background()
	c, err := h.store.CreateContract(ctx, who, models.ContractInput{
		Number: number, Title: title, Kind: models.KindUpkeep, StartsOn: models.NewDate(2026, 12, 1), EndsOn: models.NewDate(2027, 3, 31),
		DivisionID: who.DivisionID, VendorID: vendor, Classes: []string{"public"}, Procurement: models.OpenBid,
		SystemManager: "課長", PolicyVersion: "情報セキュリティ規程 令和8年版", Scheme: models.SchemeArticle,
	})
	h.must(err)
	h.issueNow(who, c)
	view, err := h.store.Contract(ctx, who, c.ID)
	h.must(err)
	return view.Contract
}

// visitor is one browser or program at the door.
type visitor struct {
	h       *house
	token   string
	cookies map[string]string
	header  http.Header // sent with every request
}

func (h *house) visitor() *visitor {
	return &visitor{h: h, cookies: map[string]string{}, header: http.Header{}}
}

// as comes with a bearer token of somebody.
func (h *house) as(who models.Actor) *visitor {
	h.t.Helper()
	v := h.visitor()
	if who.UserID == "" {
		return v
	}
	who.SessionID = "test"
	token, err := h.store.SeedToken(context.Background(), who, "test", 30)
	h.must(err)
	v.token = token.Secret
	return v
}

// signIn gives somebody a password and signs them in with a browser.
func (h *house) signIn(who models.Actor) *visitor {
	h.t.Helper()
	ctx := context.Background()
	link, err := h.store.InviteUser(ctx, models.System(), who.UserID)
	h.must(err)
	h.must(h.store.UseInvitation(ctx, models.Actor{Address: storetest.Address}, link, password))
	v := h.visitor()
	v.login(who)
	return v
}

func (v *visitor) login(who models.Actor) *answer {
	v.h.t.Helper()
	u, err := v.h.store.User(context.Background(), models.System(), who.UserID)
	v.h.must(err)
	a := v.post("/login", url.Values{"login": {u.Login}, "password": {password}})
	a.is(http.StatusSeeOther)
	return a
}

// get asks for a page.
func (v *visitor) get(path string) *answer { return v.do(http.MethodGet, path, nil, "", "text/html") }

// post sends a form.
func (v *visitor) post(path string, form url.Values) *answer {
	return v.do(http.MethodPost, path, strings.NewReader(form.Encode()), "application/x-www-form-urlencoded", "text/html")
}

// json asks as a program, with a body unless it is nil.
func (v *visitor) json(method, path string, body any) *answer {
	if body == nil {
		return v.do(method, path, nil, "", "application/json")
	}
	b, err := json.Marshal(body)
	v.h.must(err)
	return v.do(method, path, bytes.NewReader(b), "application/json", "application/json")
}

func (v *visitor) do(method, path string, body io.Reader, kind, accept string) *answer {
	v.h.t.Helper()
	r := httptest.NewRequest(method, path, body)
	r.RemoteAddr = storetest.Address + ":40000"
	for name, values := range v.header {
		r.Header[name] = values
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	r.Header.Set("Accept", accept)
	if v.token != "" {
		r.Header.Set("Authorization", "Bearer "+v.token)
	}
	for name, value := range v.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	v.h.door.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if v.cookies[c.Name] = c.Value; c.MaxAge < 0 {
			delete(v.cookies, c.Name)
		}
	}
	return &answer{ResponseRecorder: w, t: v.h.t, asked: method + " " + path}
}

// answer is what the door gave.
type answer struct {
	*httptest.ResponseRecorder
	t     testing.TB
	asked string
	doc   *html.Node
}

// is fails the test when the status is another one.
func (a *answer) is(status int) *answer {
	a.t.Helper()
	if a.Code != status {
		a.t.Fatalf("%s: status %d, want %d\n%s", a.asked, a.Code, status, a.short())
	}
	return a
}

// leads fails the test when the answer does not lead to an address.
func (a *answer) leads(path string) *answer {
	a.t.Helper()
	if got := a.Header().Get("Location"); got != path {
		a.t.Fatalf("%s: leads to %q, want %q", a.asked, got, path)
	}
	return a
}

func (a *answer) short() string {
	s := a.Body.String()
	return s[:min(len(s), 1500)]
}

// all are the elements that match a selector.
func (a *answer) all(selector string) []*html.Node {
	a.t.Helper()
	if a.doc == nil {
		doc, err := html.Parse(strings.NewReader(a.Body.String()))
		if err != nil {
			a.t.Fatal(err)
		}
		a.doc = doc
	}
	return find(a.doc, selector)
}

// one is the first element that matches; the test fails without one.
func (a *answer) one(selector string) *html.Node {
	a.t.Helper()
	all := a.all(selector)
	if len(all) == 0 {
		a.t.Fatalf("%s: no %s\n%s", a.asked, selector, a.short())
	}
	return all[0]
}

// says fails the test when an element does not say some words.
func (a *answer) says(selector, words string) *answer {
	a.t.Helper()
	var said []string
	for _, n := range a.all(selector) {
		if said = append(said, text(n)); strings.Contains(text(n), words) {
			return a
		}
	}
	a.t.Fatalf("%s: %s says %q, want %q", a.asked, selector, said, words)
	return a
}

// value is what a control holds.
func (a *answer) value(name string) string {
	a.t.Helper()
	n := a.one("[name=" + name + "]")
	switch n.Data {
	case "textarea":
		return strings.TrimPrefix(text(n), "\n")
	case "select":
		for _, o := range find(n, "option[selected]") {
			return attr(o, "value")
		}
		return ""
	}
	return attr(n, "value")
}

// into reads the JSON answer.
func (a *answer) into(v any) {
	a.t.Helper()
	if err := json.Unmarshal(a.Body.Bytes(), v); err != nil {
		a.t.Fatalf("%s: %v\n%s", a.asked, err, a.short())
	}
}
