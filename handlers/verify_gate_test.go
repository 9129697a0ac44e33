package handlers

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// TestVerifyIsOpenBesideSleepers proves that connections which begin to send a file and
// fall silent keep nobody else from having one checked: neither two of one address, the
// third of which is told to wait, nor many of many.
func TestVerifyIsOpenBesideSleepers(t *testing.T) {
	h := newHouse(t)
	var asleep sync.WaitGroup
	sends := func(address string) (wakes func()) {
		body, out := io.Pipe()
		r := httptest.NewRequest(http.MethodPost, "/verify", body)
		r.RemoteAddr = address + ":4000"
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		r.ContentLength = 1000
		asleep.Go(func() { h.door.ServeHTTP(httptest.NewRecorder(), r) })
		_, err := io.WriteString(out, "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n%PDF")
		h.must(err) // it was read, so the file is being taken in
		return func() { h.must(out.Close()) }
	}
	var wake []func()
	for _, address := range []string{"203.0.113.1", "203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4", "203.0.113.5"} {
		wake = append(wake, sends(address))
	}
	h.verifiedAs(t, []byte("これはPDFではありません。"), "not_pdf")
	third := httptest.NewRequest(http.MethodPost, "/verify", strings.NewReader("--x--\r\n"))
	third.RemoteAddr = "203.0.113.1:4001"
	third.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	w := httptest.NewRecorder()
	h.door.ServeHTTP(w, third)
	if w.Code != http.StatusTooManyRequests {
		t.Errorf("the third of one address is answered %d", w.Code)
	}
	for _, f := range wake {
		f()
	}
	asleep.Wait()
	third = third.Clone(t.Context())
	third.Body = io.NopCloser(strings.NewReader("--x--\r\n"))
	w = httptest.NewRecorder()
	h.door.ServeHTTP(w, third)
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("when they are gone it is answered %d", w.Code)
	}
}

func TestIntake(t *testing.T) {
	// Proves that the bytes of all are bounded, that a file whose size is not told counts
	// as the largest, and that whoever leaves makes room.
	var in intake
	var leave []func()
	for i := range intakeBytes / maxSealed {
		leave = append(leave, in.enter(string(rune('a'+i)), -1))
	}
	if in.enter("z", 1) != nil {
		t.Error("there is room past the bound")
	}
	leave[3]()
	one := in.enter("z", maxSealed-1)
	if one == nil || in.enter("z", 2) != nil || in.enter("z", 1) == nil {
		t.Error("who left made no room of its size")
	}
	one()
	for i, f := range leave {
		if i != 3 {
			f()
		}
	}
	if in.bytes != 1 || len(in.of) != 1 {
		t.Errorf("after all %d bytes of %v", in.bytes, in.of)
	}
}
