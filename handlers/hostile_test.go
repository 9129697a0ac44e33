package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestNameGivenTwice proves that an object with the same name twice is found however
// deep, and that equal names in different objects, and equal texts, are not.
func TestNameGivenTwice(t *testing.T) {
	for raw, want := range map[string]string{
		`{"a":1,"a":2}`:                        "a",
		`{"a":"a","b":"a"}`:                    "",
		`{"rows":[{"a":1},{"a":2}]}`:           "",
		`{"rows":[{"a":1,"a":2}]}`:             "a",
		`{"x":{"a":1},"a":[],"y":{},"a":null}`: "a",
		`{"x":["a","a"],"y":{"x":1}}`:          "",
		`{"a":{"b":[{}]},"\u0061":1}`:          "a",
		`{"":1,"":2}`:                          "",
		`["a","a"]`:                            "",
		`{"a":1`:                               "",
	} {
		got, ok := givenTwice([]byte(raw))
		if got != want || ok != (want != "" || strings.HasPrefix(raw, `{""`)) {
			t.Errorf("%s: got %q, %v", raw, got, ok)
		}
	}
}

// TestHostileJSON proves that JSON which readers could understand in two ways, or
// which is no object, is refused in words that tell nothing of the program.
func TestHostileJSON(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Drafter)
	for raw, want := range map[string]string{
		`{"title":"a","title":"b"}`: "error.field.twice",
		`[1]`:                       "no object",
		`null`:                      "no object",
		`{}{}`:                      "more than one value",
	} {
		a := v.do(http.MethodPost, "/contracts/level", strings.NewReader(raw), "application/json", "application/json").is(http.StatusUnprocessableEntity)
		if body := a.Body.String(); !strings.Contains(body, want) || strings.Contains(body, "Go value") {
			t.Errorf("%s: %s", raw, body)
		}
	}
}

// TestMethods proves that HEAD answers as GET does without the body, and that a
// method an address does not have is told as that, with those it has.
func TestMethods(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Drafter)
	for path, want := range map[string]int{"/vendors": 200, "/healthz": 200, "/users": 403, "/nothing": 404} {
		a := v.do(http.MethodHead, path, nil, "", "text/html").is(want)
		if a.Body.Len() > 0 && want != http.StatusOK { // the server leaves out the body of a page
			t.Errorf("HEAD %s has a body", path)
		}
	}
	a := v.do(http.MethodDelete, "/vendors", nil, "", "text/html").is(http.StatusMethodNotAllowed)
	if allow := a.Header().Get("Allow"); !strings.Contains(allow, "GET") || !strings.Contains(allow, "POST") {
		t.Errorf("Allow %q", allow)
	}
}

// TestMuchText proves that ten megabytes of Japanese pasted into a form come back
// with a word at the field, and that nobody in particular may send that much.
func TestMuchText(t *testing.T) {
	h := newHouse(t)
	text := strings.Repeat("あ", 10<<20/3)
	a := h.as(h.people.Drafter).post("/vendors", url.Values{"name": {text}}).is(http.StatusUnprocessableEntity)
	if !strings.Contains(a.Body.String(), text) {
		t.Error("what was typed is lost")
	}
	h.visitor().post("/login", url.Values{"login": {text}}).is(http.StatusRequestEntityTooLarge)
}
