package handlers

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
)

// expectation is what a route answers to somebody its line lets in.
type expectation struct {
	own     []int      // on what is theirs to see
	html    []int      // the same for people, where it differs
	refused []string   // people let in by the line, turned away by the rule of the object: 403
	valid   url.Values // a form that can be read, sent to what is not theirs; own things get an empty one
	nobody  int        // status of a public route; 0 when the route is not public
	lists   bool       // has no object: there is nothing foreign
	query   string     // behind the address
}

var (
	ok      = []int{http.StatusOK}
	moved   = []int{http.StatusSeeOther}
	missing = []int{http.StatusNotFound}
	// deed is any answer of a form that was read: done, made, refused in words, or
	// out of turn.
	deed = []int{http.StatusOK, http.StatusCreated, http.StatusNoContent, http.StatusSeeOther, http.StatusConflict, http.StatusUnprocessableEntity}
	// tooLate is a code that is wrong, or that the day of the meeting is over.
	tooLate = []int{http.StatusConflict, http.StatusUnprocessableEntity}
	// leadsAll are the leads, in whose place nobody but the owner division holds a meeting.
	leadsAll = []string{"vendor_lead", "sub_lead", "other_vendor_lead"}
	// wordless is a form sent empty, which is refused in words.
	wordless = []int{http.StatusUnprocessableEntity}
)

// expectations say for every route what it answers; a route without one fails.
var expectations = map[string]expectation{
	"GET /healthz":                       {own: ok, nobody: 200, lists: true},
	"GET /readyz":                        {own: ok, nobody: 200, lists: true},
	"GET /openapi.json":                  {own: ok, nobody: 200, lists: true},
	"GET /assets/:sum/:name":             {own: ok, nobody: 200},
	"POST /language":                     {own: wordless, nobody: 422, lists: true},
	"GET /dates":                         {own: ok, nobody: 200, lists: true, query: "?value=R8.4.1"},
	"GET /login":                         {own: ok, html: moved, nobody: 200, lists: true},
	"POST /login":                        {own: wordless, nobody: 422, lists: true},
	"GET /login/code":                    {own: moved, nobody: 303, lists: true},
	"POST /login/code":                   {own: wordless, nobody: 422, lists: true},
	"GET /account/code":                  {own: ok, lists: true},
	"POST /account/code":                 {own: wordless, lists: true},
	"POST /account/code/confirm":         {own: missing, lists: true},
	"POST /account/code/remove":          {own: []int{http.StatusConflict}, lists: true},
	"GET /sheet":                         {own: ok, nobody: 200, lists: true},
	"POST /sheet":                        {own: wordless, nobody: 422, lists: true},
	"GET /welcome/:secret":               {own: missing, nobody: 404},
	"POST /welcome/:secret":              {own: missing, nobody: 404},
	"POST /welcome/:secret/begin":        {own: missing, nobody: 404},
	"GET /verify":                        {own: ok, nobody: 200, lists: true},
	"POST /verify":                       {own: wordless, nobody: 422, lists: true},
	"GET /verify/:code":                  {own: wordless, nobody: 422, lists: true},
	"POST /logout":                       {own: []int{http.StatusUnauthorized}, lists: true}, // a token is no sign-in to end
	"GET /":                              {own: ok, lists: true},
	"GET /account":                       {own: ok, lists: true},
	"POST /account/password":             {own: wordless, lists: true},
	"POST /account/tokens":               {own: wordless, lists: true},
	"POST /account/tokens/:token/revoke": {own: deed},
	"POST /account/sign-out-everywhere":  {own: deed, lists: true},

	"GET /contracts":                                {own: ok, lists: true},
	"GET /contracts/new":                            {own: ok, lists: true},
	"POST /contracts":                               {own: wordless, lists: true},
	"POST /contracts/level":                         {own: ok, lists: true},
	"GET /contracts/:id":                            {own: ok},
	"GET /contracts/:id/edit":                       {own: ok},
	"POST /contracts/:id":                           {own: deed, valid: validContract},
	"GET /contracts/:id/copy":                       {own: ok},
	"POST /contracts/:id/copy":                      {own: wordless, valid: url.Values{"number": {"R8-9"}, "starts_on": {"R8.12.1"}, "ends_on": {"R9.3.31"}}},
	"POST /contracts/:id/remove":                    {own: deed},
	"GET /contracts/:id/parties":                    {own: ok},
	"GET /contracts/:id/parties/:party":             {own: ok},
	"GET /contracts/:id/parties/:party/apply":       {own: ok, refused: []string{"vendor_lead"}}, // the party is the subcontractor's
	"POST /contracts/:id/parties/:party/apply":      {own: wordless, refused: []string{"vendor_lead"}},
	"GET /contracts/:id/parties/:party/reapply":     {own: ok, refused: []string{"sub_lead", "other_vendor_lead"}},
	"POST /contracts/:id/parties/:party/reapply":    {own: deed, refused: []string{"sub_lead", "other_vendor_lead"}},
	"POST /contracts/:id/parties/:party/pass":       {own: wordless},
	"POST /contracts/:id/parties/:party/decide":     {own: wordless},
	"POST /contracts/:id/parties/:party/withdraw":   {own: deed, refused: []string{"sub_lead", "other_vendor_lead"}},
	"POST /contracts/:id/parties/:party/end":        {own: wordless, refused: []string{"sub_lead", "other_drafter", "other_vendor_lead"}},
	"GET /contracts/:id/parties/:party/report":      {own: ok},
	"POST /contracts/:id/parties/:party/report":     {own: wordless},
	"POST /contracts/:id/parties/:party/files":      {own: wordless},
	"GET /contracts/:id/parties/:party/files/:file": {own: ok},
	"GET /contracts/:id/history":                    {own: ok},
	"GET /contracts/:id/evidence.zip":               {own: ok},
	"POST /contracts/:id/hold":                      {own: wordless, valid: url.Values{"reason": {"試し"}}},
	"POST /contracts/:id/hold/lift":                 {own: wordless, valid: url.Values{"reason": {"試し"}}},
	"GET /contracts/:id/level":                      {own: ok},
	"POST /contracts/:id/level/raise":               {own: wordless, valid: url.Values{"level": {"L4"}, "reason": {"試し"}}},
	"POST /contracts/:id/level/raise/end":           {own: deed},
	"POST /contracts/:id/level/lower":               {own: wordless, valid: url.Values{"level": {"L4"}, "reason": {"試し"}}},
	"POST /contracts/:id/level/lower/:decision":     {own: append(missing, 422), valid: url.Values{"decision": {"agreed"}, "note": {"試し"}}},
	"GET /contracts/:id/appendix":                   {own: ok},
	"GET /contracts/:id/appendix.pdf":               {own: ok},
	"GET /contracts/:id/appendix.docx":              {own: ok},
	"GET /contracts/:id/appendix/changes":           {own: ok},
	"GET /contracts/:id/parameters":                 {own: ok},
	"POST /contracts/:id/parameters":                {own: wordless, valid: url.Values{"obligation": {"ORG-02"}, "param": {"lead_days"}, "value": {"9"}, "reason": {"試し"}}},
	"POST /contracts/:id/parameters/remove":         {own: append(missing, deed...)},
	"POST /contracts/:id/waivers":                   {own: wordless, valid: url.Values{"obligation": {"ORG-02"}, "whole": {"true"}, "reason": {"試し"}, "ends_on": {"R9.3.1"}}},
	"POST /contracts/:id/waivers/:waiver":           {own: append(missing, 422), valid: url.Values{"decision": {"agreed"}, "note": {"試し"}}},
	"GET /contracts/:id/consult":                    {own: ok},
	"POST /contracts/:id/consult":                   {own: deed},
	"POST /contracts/:id/consult/withdraw":          {own: deed},
	"GET /contracts/:id/answer":                     {own: ok},
	"POST /contracts/:id/answer":                    {own: deed, valid: url.Values{"decision": {"agreed"}, "note": {"試し"}}},
	"GET /contracts/:id/issue":                      {own: ok},
	"POST /contracts/:id/issue":                     {own: deed},
	"GET /contracts/:id/conclude":                   {own: ok},
	"POST /contracts/:id/conclude":                  {own: deed, valid: url.Values{"signed_on": {"R8.11.1"}, "version": {"1"}}},
	"POST /contracts/:id/accept":                    {own: deed, refused: []string{"sub_lead"}}, // the contractor accepts
	"POST /contracts/:id/ready":                     {own: deed, refused: []string{"drafter", "other_drafter"}},
	"POST /contracts/:id/complete":                  {own: deed, valid: url.Values{"completed_on": {"R8.11.1"}}},
	"POST /contracts/:id/close":                     {own: deed},
	"POST /contracts/:id/edition":                   {own: deed},

	// leads of the parties: those the walk has can sign in already, and nobody needs a sheet
	"POST /contracts/:id/parties/:party/leads":              {own: append(wordless, http.StatusForbidden)},
	"POST /contracts/:id/parties/:party/lead-sheet":         {own: append(wordless, http.StatusForbidden)},
	"POST /contracts/:id/parties/:party/leads/:lead/invite": {own: append(missing, http.StatusForbidden, http.StatusConflict)},

	// of the two parties whose lines stand in the walk, the prime's lead is above the one
	"GET /contracts/:id/parties/:party/structure":              {own: ok},
	"POST /contracts/:id/parties/:party/structure":             {own: wordless, refused: []string{"vendor_lead"}},
	"POST /contracts/:id/parties/:party/structure/confirm":     {own: deed},
	"POST /contracts/:id/parties/:party/structure/return":      {own: wordless, valid: url.Values{"reason": {"試し"}}},
	"GET /contracts/:id/parties/:party/roster":                 {own: ok},
	"GET /contracts/:id/parties/:party/roster.xlsx":            {own: ok},
	"GET /contracts/:id/parties/:party/roster/template.xlsx":   {own: ok, refused: []string{"vendor_lead"}},
	"GET /contracts/:id/parties/:party/roster/add":             {own: ok, refused: []string{"vendor_lead"}},
	"POST /contracts/:id/parties/:party/roster":                {own: wordless, refused: []string{"vendor_lead"}},
	"POST /contracts/:id/parties/:party/roster/paste":          {own: wordless, refused: []string{"vendor_lead"}},
	"POST /contracts/:id/parties/:party/roster/upload":         {own: wordless, refused: []string{"vendor_lead"}},
	"POST /contracts/:id/parties/:party/roster/sheets":         {own: wordless, refused: []string{"vendor_lead"}},
	"POST /contracts/:id/parties/:party/roster/invite":         {own: deed, refused: []string{"vendor_lead"}},
	"POST /contracts/:id/parties/:party/roster/confirm":        {own: deed},
	"POST /contracts/:id/parties/:party/roster/return":         {own: wordless, valid: url.Values{"reason": {"試し"}}},
	"POST /contracts/:id/parties/:party/roster/file":           {own: deed, refused: []string{"vendor_lead"}},
	"POST /contracts/:id/parties/:party/roster/remind":         {own: deed},
	"GET /contracts/:id/parties/:party/roster/:worker":         {own: ok, refused: []string{"vendor_lead"}},
	"POST /contracts/:id/parties/:party/roster/:worker":        {own: wordless, refused: []string{"vendor_lead"}},
	"POST /contracts/:id/parties/:party/roster/:worker/leave":  {own: wordless, refused: []string{"vendor_lead"}},
	"POST /contracts/:id/parties/:party/roster/:worker/invite": {own: deed, refused: []string{"vendor_lead"}},
	"POST /contracts/:id/parties/:party/roster/:worker/paper":  {own: deed, refused: []string{"vendor_lead"}},

	"GET /contracts/:id/parties/:party/pledges.pdf": {own: ok},
	"GET /contracts/:id/parties/:party/pledges.zip": {own: ok},

	"GET /pledges":               {own: ok, lists: true},
	"GET /pledges/:id":           {own: ok},
	"POST /pledges/:id/sign":     {own: wordless},
	"POST /pledges/:id/decline":  {own: wordless},
	"POST /pledges/:id/again":    {own: []int{http.StatusConflict}}, // nobody declined
	"POST /pledges/:id/question": {own: wordless},
	"POST /pledges/:id/answer":   {own: []int{http.StatusConflict}}, // nobody asked
	"POST /pledges/:id/delegate": {own: deed},
	"POST /pledges/:id/paper":    {own: deed},
	"GET /parties":               {own: ok, lists: true},
	"GET /parties.xlsx":          {own: ok, lists: true},

	"POST /pledges/:id/return":    {own: []int{http.StatusConflict}, refused: []string{"drafter", "manager", "other_drafter"}},
	"POST /pledges/:id/confirm":   {own: []int{http.StatusConflict}, refused: []string{"drafter", "manager", "other_drafter"}}, // at L4 the IT division's
	"GET /pledges/:id/pledge.pdf": {own: missing},                                                                              // nobody has signed
	"GET /pledges/:id/scan":       {own: missing},
	"GET /pledges/:id/blank.pdf":  {own: ok},
	// the meeting is the owner division's, for today; two of its people are on its list
	"GET /contracts/:id/briefings":       {own: ok},
	"GET /contracts/:id/briefings/new":   {own: ok, refused: []string{"sub_lead", "other_vendor_lead"}},
	"POST /contracts/:id/briefings":      {own: wordless, refused: []string{"sub_lead"}},
	"GET /briefings/:id":                 {own: ok},
	"GET /briefings/:id/screen":          {own: ok, refused: leadsAll},
	"POST /briefings/:id/code":           {own: deed, refused: leadsAll},
	"GET /briefings/:id/check-in/:code":  {own: ok},
	"POST /briefings/:id/check-in/:code": {own: tooLate}, // the walk may last into the next day
	"POST /briefings/:id/check-in":       {own: tooLate},
	"POST /briefings/:id/confirm":        {own: []int{http.StatusConflict}},
	"GET /briefings/:id/hold":            {own: ok, refused: leadsAll},
	"POST /briefings/:id/hold":           {own: wordless, refused: leadsAll},
	"POST /briefings/:id/cancel":         {own: wordless, refused: leadsAll},
	"GET /briefings/:id/record.pdf":      {own: missing},                                      // it is not closed
	"POST /briefings/:id/record/confirm": {own: append([]int{http.StatusForbidden}, deed...)}, // not who held the meeting
	"POST /briefings/:id/record/return":  {own: []int{http.StatusUnprocessableEntity, http.StatusConflict, http.StatusForbidden}, valid: url.Values{"reason": {"試し"}}},
	"GET /briefings/:id/handout.pdf":     {own: ok},
	"GET /briefings/:id/handout.docx":    {own: ok},
	"GET /briefings/:id/slides.pdf":      {own: ok},
	"POST /briefings/:id/files":          {own: wordless, refused: leadsAll},
	"GET /briefings/:id/files/:file":     {own: missing},
	// a token is no sign-in on a device that is passed round; who started one carries its
	// cookie on. The walk may last beyond the meeting's day
	"POST /briefings/:id/relay":            {own: append([]int{http.StatusForbidden}, deed...)}, // by token nobody
	"POST /briefings/:id/relay/:relay/end": {own: append(missing, http.StatusConflict)},
	"GET /relay":                           {own: append(missing, 200), nobody: 404, lists: true},
	"POST /relay/sheet":                    {own: append(missing, 422), nobody: 404, lists: true},
	"POST /relay/end":                      {own: append(missing, deed...), nobody: 404, lists: true},
	"GET /relay/next":                      {own: missing, lists: true},
	"POST /relay/check-in":                 {own: missing, lists: true},
	"POST /relay/here":                     {own: missing, lists: true},
	"GET /topics/:party":                   {own: ok},
	"GET /topics/:party/:topic":            {own: ok},
	"POST /topics/:party/:topic/read":      {own: []int{http.StatusConflict}}, // it is told by a person
	"POST /topics/:party/:topic/answers":   {own: []int{http.StatusConflict}}, // and was not told yet

	"GET /vendors":                         {own: ok, lists: true},
	"GET /vendors/new":                     {own: ok, lists: true},
	"POST /vendors":                        {own: wordless, lists: true},
	"GET /vendors/:id":                     {own: ok},
	"GET /vendors/:id/edit":                {own: ok},
	"POST /vendors/:id":                    {own: []int{http.StatusConflict}},
	"GET /systems":                         {own: ok, lists: true},
	"GET /systems/new":                     {own: ok, lists: true},
	"POST /systems":                        {own: wordless, lists: true},
	"GET /systems/:id":                     {own: ok},
	"GET /systems/:id/edit":                {own: ok, refused: []string{"other_drafter"}},
	"POST /systems/:id":                    {own: deed, valid: url.Values{"division_id": {nowhere}, "name": {"試し"}}},
	"POST /systems/:id/links":              {own: wordless, refused: []string{"other_drafter"}},
	"POST /systems/:id/links/:link/remove": {own: wordless, refused: []string{"other_drafter"}},
	"POST /systems/:id/manuals":            {own: wordless, refused: []string{"other_drafter"}},
	"GET /systems/:id/manuals/:manual":     {own: ok},
	"GET /divisions":                       {own: ok, lists: true},
	"POST /divisions":                      {own: wordless, lists: true},
	"GET /divisions/:id":                   {own: ok},
	"POST /divisions/:id/rename":           {own: deed},
	"POST /divisions/:id/rename/withdraw":  {own: deed},
	"GET /divisions/:id/merge":             {own: deed, query: "?on=R8.10.31&version=1"},
	"POST /divisions/:id/merge":            {own: deed},

	"GET /catalog":     {own: ok, lists: true},
	"GET /catalog/:id": {own: ok},

	"GET /log":           {own: ok, lists: true},
	"GET /log.csv":       {own: ok, lists: true},
	"GET /log.jsonl":     {own: ok, lists: true},
	"GET /log/:id":       {own: ok},
	"GET /log/:id/leaf":  {own: ok},
	"GET /log/:id/proof": {own: ok},

	"GET /users":                 {own: ok, lists: true},
	"GET /users/new":             {own: ok, lists: true},
	"POST /users":                {own: wordless, lists: true},
	"GET /users/:id":             {own: ok},
	"POST /users/:id":            {own: []int{http.StatusConflict}},
	"POST /users/:id/invite":     {own: deed},
	"POST /users/:id/disable":    {own: wordless},
	"POST /users/:id/enable":     {own: wordless},
	"GET /users/:id/code/reset":  {own: append(missing, http.StatusOK)}, // a lead without workers has nobody
	"POST /users/:id/code/reset": {own: append(missing, http.StatusUnprocessableEntity)},
	"GET /users/:id/erase":       {own: ok},
	"POST /users/:id/erase":      {own: []int{http.StatusConflict}}, // the account is in use

	"GET /mails":            {own: ok, lists: true},
	"POST /mails/retry":     {own: wordless, lists: true},
	"POST /mails/:id/retry": {own: []int{http.StatusConflict}}, // it waits for its first try
	"GET /stamps":           {own: ok, lists: true},
	"GET /outbox":           {own: missing, lists: true}, // there is one in the demo alone
}

// validContract is a contract's form that can be read.
var validContract = url.Values{
	"title": {"試し"}, "number": {"R8-9"}, "kind": {"upkeep"}, "division_id": {nowhere}, "starts_on": {"R8.12.1"}, "ends_on": {"R9.3.31"}, "classes": {"public"},
}

const nowhere = "01900000-0000-7000-8000-000000000000"

// objects are the ids that stand in an address: own ones, and foreign ones, which
// are another division's or vendor's where there is such a thing for this role,
// else nobody's.
func (h *house) objects(name string, who models.Actor, own bool) map[string]string {
	p := h.people
	elsewhere := strings.HasPrefix(name, "other_")
	mine, theirs, place := h.contract.ID, h.other.ID, h.party
	vendor, otherVendor := p.Vendor.ID, nowhere
	if elsewhere {
		mine, theirs, place = theirs, mine, h.otherParty
	}
	if who.Is(models.Reviewer, models.Auditor) {
		theirs = nowhere
	}
	if who.External() {
		vendor, otherVendor = who.VendorID, p.Elsewhere.ID
		if elsewhere {
			otherVendor = p.Vendor.ID
		}
	}
	ids := map[string]string{
		"contracts": mine, "vendors": vendor, "systems": h.system.ID, "divisions": p.Child.ID, "users": p.Drafter.UserID, "catalog": h.edition,
		":link": h.link.ID, ":manual": h.manual.ID, ":token": nowhere, ":sum": "", ":decision": nowhere, ":waiver": nowhere, ":secret": nowhere, ":code": nowhere, ":relay": nowhere, ":lead": nowhere,
		":party": place.ID, ":file": h.partyFiles[place.ID], ":worker": h.workers[place.ID], "pledges": cmp.Or(h.pledges[name], h.pledges[""]),
	}
	h.briefingObjects(ids, name, mine)
	if who.Is(models.VendorLead) { // the only person a lead has something to do with
		ids["users"] = map[string]string{p.Vendor.ID: p.Worker.UserID, p.Sub.ID: p.SubWorker.UserID, p.Elsewhere.ID: nowhere}[who.VendorID]
	}
	ids["log"], ids["mails"] = h.event("user", who.UserID), h.mail
	if !own {
		for k := range ids {
			ids[k] = nowhere
		}
		ids["contracts"], ids["vendors"] = theirs, otherVendor
		ids["log"] = h.unread(who)
	}
	return ids
}

// event is the first line of the log about a thing, which a checkpoint covers.
func (h *house) event(subject, id string) string {
	if id == "" {
		return nowhere
	}
	events, _, err := h.store.Events(context.Background(), models.System(), store.EventQuery{Subject: subject, SubjectID: id, Limit: 200})
	h.must(err)
	return events[len(events)-1].ID
}

// unread is a line that is not for somebody: about another's account, to the
// administrator about a contract, and to the audit office, which reads all, none.
func (h *house) unread(who models.Actor) string {
	switch {
	case who.Is(models.Auditor):
		return nowhere
	case who.Is(models.Admin):
		return h.event("contract", h.contract.ID)
	}
	return h.event("user", h.people.Auditor.UserID)
}

// token makes a token of somebody and gives its id.
func (h *house) token(who models.Actor) string {
	if who.UserID == "" {
		return nowhere
	}
	who.SessionID = "test"
	made, err := h.store.SeedToken(context.Background(), who, "walk", 1)
	h.must(err)
	return made.ID
}

// address fills ids into a route's path.
func (h *house) address(r Route, ids map[string]string) string {
	if r.Path == "/assets/:sum/:name" {
		if ids["contracts"] == h.contract.ID || ids["contracts"] == h.other.ID && ids[":sum"] == "" {
			return webURLs()["house.css"]
		}
		return "/assets/0/house.css"
	}
	parts := strings.Split(r.Path, "/")
	for i, part := range parts {
		switch {
		case part == ":id" || part == ":party" && parts[1] == "topics":
			parts[i] = ids[parts[1]]
		case strings.HasPrefix(part, ":"):
			parts[i] = ids[part]
		}
	}
	return strings.Join(parts, "/")
}

// TestEveryRouteAsEveryRole walks every route as every role and as nobody, on what
// is theirs and on what is not, as a person and as a program. It proves that
// nobody is sent to sign in, that a role the line does not name is turned away,
// and that what one may not see is not found.
func TestEveryRouteAsEveryRole(t *testing.T) {
	h := printing(t)
	h.addWalkWork()
	h.sign()
	h.addWalkBriefings()
	for _, r := range Routes {
		if _, known := expectations[r.Method+" "+r.Path]; !known {
			t.Errorf("%s %s has no expectation in the walk", r.Method, r.Path)
		}
	}
	for name, who := range h.people.Everybody() {
		t.Run(name, func(t *testing.T) {
			v := h.as(who)
			for _, r := range Routes {
				e := expectations[r.Method+" "+r.Path]
				for _, accept := range []string{"text/html", "application/json"} {
					h.walkOne(t, v, name, who, r, e, accept, true)
					if !e.lists && !r.Public {
						h.walkOne(t, v, name, who, r, e, accept, false)
					}
				}
			}
		})
	}
}

func (h *house) walkOne(t *testing.T, v *visitor, name string, who models.Actor, r Route, e expectation, accept string, own bool) {
	t.Helper()
	ids := h.objects(name, who, own)
	if strings.Contains(r.Path, ":token") {
		ids[":token"] = h.token(who)
		if !own {
			ids[":token"] = h.token(h.people.Everybody()[map[bool]string{true: "drafter", false: "manager"}[name == "manager"]])
		}
	}
	path := h.address(r, ids) + e.query
	form := url.Values{}
	if !own && e.valid != nil {
		form = e.valid
	}
	if r.Path == "/login" || r.Path == "/verify/:code" {
		h.clock.Advance(16 * time.Minute) // past what throttling asks for
	}
	body, kind := strings.NewReader(form.Encode()), "application/x-www-form-urlencoded"
	if r.Method == http.MethodGet {
		kind = ""
	}
	a := v.do(r.Method, path, body, kind, accept)
	want := statusesFor(name, who, r, e, accept, own)
	if !slices.Contains(want, a.Code) {
		t.Errorf("%s (%s, own %v): status %d, want one of %v\n%s", a.asked, accept, own, a.Code, want, a.short())
	}
	if who.UserID == "" && !r.Public && accept == "text/html" && !strings.HasPrefix(a.Header().Get("Location"), "/login?next=") {
		t.Errorf("%s: nobody is led to %q", a.asked, a.Header().Get("Location"))
	}
}

// unseen says whether a role may not even see what an address is about.
func unseen(path string, role models.Role) bool {
	seers := map[string][]models.Role{
		"/contracts/:": {models.Drafter, models.Manager, models.Reviewer, models.Auditor, models.VendorLead},
		"/vendors/:":   {models.Drafter, models.Manager, models.Reviewer, models.Auditor, models.VendorLead},
		"/catalog/:":   {models.Drafter, models.Manager, models.Reviewer, models.Auditor, models.VendorLead},
		"/systems/:":   {models.Drafter, models.Manager, models.Reviewer, models.Auditor},
		"/divisions/:": {models.Drafter, models.Manager, models.Reviewer, models.Auditor, models.Admin},
		"/users/:":     {models.Admin},
		"/pledges/:":   {models.Drafter, models.Manager, models.Reviewer, models.Auditor, models.VendorLead, models.VendorWorker},
		"/briefings/:": {models.Drafter, models.Manager, models.Reviewer, models.Auditor, models.VendorLead, models.VendorWorker},
		"/topics/:":    {models.VendorLead, models.VendorWorker},
	}
	for prefix, roles := range seers {
		if strings.HasPrefix(path, prefix) {
			return !slices.Contains(roles, role)
		}
	}
	return false
}

// statusesFor are the statuses a route may answer with.
func statusesFor(name string, who models.Actor, r Route, e expectation, accept string, own bool) []int {
	people := accept == "text/html"
	switch {
	case r.Public && who.UserID == "":
		return []int{e.nobody}
	case who.UserID == "" && people:
		return moved
	case who.UserID == "":
		return []int{http.StatusUnauthorized}
	case r.Who != nil && !slices.Contains(r.Who, who.Role):
		if unseen(r.Path, who.Role) {
			return missing
		}
		return []int{http.StatusForbidden}
	case !own:
		return missing
	case slices.Contains(e.refused, name):
		return []int{http.StatusForbidden}
	case people && e.html != nil:
		return e.html
	}
	return e.own
}
