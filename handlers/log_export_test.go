package handlers

import (
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// TestLogAsCSV proves that the export opens in Excel, in the reader's language, that
// nothing in it is a formula, and that it holds what its reader may read and no more.
func TestLogAsCSV(t *testing.T) {
	h := newHouse(t)
	ctx := context.Background()
	_, err := h.store.CreateVendor(ctx, h.people.Drafter, models.VendorInput{
		CorporateNumber: storetest.CorporateNumber(9), Name: "例の会社", Address: "大阪市", RepTitle: "代表", Representative: "=HYPERLINK(\"x\"),\"y\"",
	})
	h.must(err)
	h.must(h.store.RaiseLevel(ctx, h.people.Drafter, h.contract.ID, models.L3, "=1+1"))
	a := h.as(h.people.Drafter).get("/log.csv").is(http.StatusOK)
	body := a.Body.String()
	if !strings.HasPrefix(body, "\xef\xbb\xbf位置,日時（日本時間）,") || !strings.Contains(body, "\r\n") || strings.Contains(strings.ReplaceAll(body, "\r\n", ""), "\n") {
		t.Errorf("the file begins %q", body[:min(len(body), 90)])
	}
	if got := a.Header().Get("Content-Type") + a.Header().Get("Content-Disposition"); got != `text/csv; charset=utf-8attachment; filename="log-2026-11-02.csv"` {
		t.Errorf("it comes as %s", got)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff"))).ReadAll()
	h.must(err)
	found := false
	for _, row := range rows[1:] {
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("a cell is a formula: %q", cell)
			}
		}
		found = found || row[9] == "'=1+1"
	}
	if !found || len(rows) < 10 {
		t.Errorf("%d rows, the reason that looks like a formula found: %v", len(rows), found)
	}
	for _, foreign := range []string{h.other.ID, h.other.Title, "監査 三郎"} {
		if strings.Contains(body, foreign) {
			t.Errorf("a drafter takes away %s", foreign)
		}
	}
	english := h.as(h.people.Drafter)
	h.must(h.store.SetLanguage(ctx, h.people.Drafter, "en"))
	if text := english.get("/log.csv?kind=level.raised").is(http.StatusOK).Body.String(); !strings.HasPrefix(text, "\ufeffPosition,Time (Japan),Done by") || strings.Count(text, "\r\n") != 2 {
		t.Errorf("in English: %s", text)
	}
	for _, q := range []string{"/log.csv", "/log.jsonl"} {
		h.as(h.people.Lead).get(q).is(http.StatusForbidden)
	}
}

// TestLogAsJSONLines proves that each line holds an event with its place, its hash
// and the bytes the hash is over, that taking it is an event, and that asking what
// there would be is not.
func TestLogAsJSONLines(t *testing.T) {
	h := newHouse(t)
	reviewer := h.as(h.people.Reviewer)
	last := func() models.Event {
		events, _, err := h.store.Events(context.Background(), models.System(), store.EventQuery{Limit: 1})
		h.must(err)
		return events[0]
	}
	before := last().ID
	reviewer.do(http.MethodHead, "/log.jsonl", nil, "", "*/*").is(http.StatusOK)
	if last().ID != before {
		t.Error("a question for the head left an event")
	}
	body := reviewer.get("/log.jsonl?subject=contract").is(http.StatusOK).Body.String()
	if e := last(); e.Kind != models.EventLogExported || e.ActorID != h.people.Reviewer.UserID || e.After["format"] != "jsonl" {
		t.Errorf("the export left %+v", e)
	}
	n := 0
	for line := range strings.Lines(body) {
		var l exportLine
		h.must(json.Unmarshal([]byte(line), &l))
		sum := sha256.Sum256(append([]byte{0}, l.Leaf...))
		if l.Position == nil || l.Hash != hex.EncodeToString(sum[:]) || l.Event.ContractID == "" || !strings.HasPrefix(line, `{"position":`) {
			t.Errorf("line %s", line)
		}
		n++
	}
	if n < 6 {
		t.Errorf("%d lines about contracts", n)
	}
	if body := reviewer.get("/log.jsonl?kind=log.cut").is(http.StatusOK).Body.String(); body != "" {
		t.Errorf("nothing found is %q", body)
	}
	if body := reviewer.get("/log.jsonl?kind=log.exported").Body.String(); strings.Count(body, "\n") != 2 || !strings.Contains(body, `"filters":{"subject":"contract"}`) {
		t.Errorf("exports: %s", body)
	}
}

// broken is a receiver that goes away after the first part.
type broken struct{ *httptest.ResponseRecorder }

func (b broken) Write(p []byte) (int, error) {
	return 0, http.ErrHandlerTimeout
}

// TestBrokenExportIsNotWhole proves that an export which breaks half way breaks its
// connection instead of ending like a whole one.
func TestBrokenExportIsNotWhole(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Auditor)
	r := httptest.NewRequest(http.MethodGet, "/log.csv", nil)
	r.Header.Set("Authorization", "Bearer "+v.token)
	defer func() {
		if got := recover(); got != http.ErrAbortHandler { //nolint:errorlint // it is the value itself
			t.Errorf("the handler ended with %v", got)
		}
	}()
	h.door.ServeHTTP(broken{httptest.NewRecorder()}, r)
}
