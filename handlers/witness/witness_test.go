package witness

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"chigiri/models/ledger"
)

// ask sends one request over loopback and gives the answer.
func ask(t *testing.T, server *httptest.Server, method, path, body string) (status int, kind, text string) {
	t.Helper()
	r, err := http.NewRequest(method, server.URL+path, strings.NewReader(body))
	must(t, err)
	resp, err := server.Client().Do(r)
	must(t, err)
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	must(t, err)
	return resp.StatusCode, resp.Header.Get("Content-Type"), string(b)
}

func TestDoorSpeaksTheProtocol(t *testing.T) {
	// Proves status, type and text of every answer (C2SP tlog-witness).
	o := newOffice(t)
	var logged bytes.Buffer
	server := httptest.NewServer(New(o.open(t), slog.New(slog.NewTextHandler(&logged, nil))))
	defer server.Close()
	other := grow(t, o.log.key, 20, "x")
	stranger := o.log
	stranger.key = newOffice(t).log.key
	elsewhere := strings.Replace(o.log.request(0, 5), origin+"\n", "elsewhere\n", 1)
	const plain = "text/plain; charset=utf-8"
	for _, c := range []struct {
		name, method, path, body string
		status                   int
		kind, has                string
	}{
		{"nothing kept yet", "GET", "/checkpoint", "", 404, plain, "no checkpoint"},
		{"the page before", "GET", "/", "", 200, plain, "まだチェックポイントを受け取っていません"},
		{"the first", "POST", "/add-checkpoint", o.log.request(0, 5), 200, plain, "— kansa.example.jp "},
		{"the same once more", "POST", "/add-checkpoint", o.log.request(5, 5), 200, plain, "— kansa.example.jp "},
		{"growth", "POST", "/add-checkpoint", o.log.request(5, 9), 200, plain, "— kansa.example.jp "},
		{"an old size that is not kept", "POST", "/add-checkpoint", o.log.request(5, 12), 409, sizeType, "9\n"},
		{"old above new", "POST", "/add-checkpoint", strings.Replace(o.log.request(9, 9), "old 9", "old 10", 1), 400, plain, "witness: form"},
		{"an unknown log", "POST", "/add-checkpoint", elsewhere, 404, plain, "not watched"},
		{"another key", "POST", "/add-checkpoint", stranger.request(9, 12), 403, plain, "signature"},
		{"garbage", "POST", "/add-checkpoint", "\x00\xff", 400, plain, "form"},
		{"too much", "POST", "/add-checkpoint", strings.Repeat("x", maxRequest+1), 413, plain, "64 KiB"},
		{"another method", "PUT", "/add-checkpoint", "", 405, plain, "Not Allowed"},
		{"the checkpoint", "GET", "/checkpoint?log=" + origin, "", 200, plain, "\n9\n"},
		{"the checkpoint of another log", "GET", "/checkpoint?log=../../etc", "", 404, plain, "no checkpoint"},
		{"the page", "GET", "/", "", 200, plain, "\n9\n"},
		{"another root", "POST", "/add-checkpoint", other.request(9, 9), 409, plain, origin},
		{"another beginning", "POST", "/add-checkpoint", other.request(9, 12), 422, plain, origin},
		{"the shout in Japanese", "GET", "/", "", 200, plain, "警告：以前のログの続きではない"},
		{"the shout in English", "GET", "/", "", 200, plain, "2 pieces of evidence"},
		{"the time, in wareki", "GET", "/", "", 200, plain, "令和８年４月１日（水） 12:00"},
		{"no other page", "GET", "/x", "", 404, plain, "not found"},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, kind, text := ask(t, server, c.method, c.path, c.body)
			if status != c.status || kind != c.kind || !strings.Contains(text, c.has) {
				t.Errorf("%d %s %q", status, kind, text)
			}
		})
	}
	if !strings.Contains(logged.String(), "FORK") {
		t.Error("the fork is not in the program's own log")
	}
}

func TestDoorHidesItsFaults(t *testing.T) {
	// Proves that a damaged folder is answered with 500 and not with a countersignature,
	// and that paths of the machine are not told outside.
	o := newOffice(t)
	k := o.open(t)
	server := httptest.NewServer(New(k, slog.New(slog.NewTextHandler(io.Discard, nil))))
	defer server.Close()
	_, err := k.Take(bg, o.log.request(0, 5))
	must(t, err)
	must(t, k.replace(k.path("last", origin), "torn"))
	for _, at := range [][2]string{{"POST", "/add-checkpoint"}, {"GET", "/"}, {"GET", "/checkpoint"}} {
		status, _, text := ask(t, server, at[0], at[1], o.log.request(5, 6))
		if status != http.StatusInternalServerError || strings.Contains(text, o.dir) {
			t.Errorf("%v: %d %q", at, status, text)
		}
	}
}

func TestSeveralLogs(t *testing.T) {
	// Proves that one witness keeps several logs apart, whatever their names.
	o := newOffice(t)
	names := []string{"example.jp/log", "example.jp%2flog", "EXAMPLE.jp/log"}
	var verifiers []string
	var requests []string
	for i, name := range names {
		_, key, err := ledger.NewKey(bytes.NewReader(bytes.Repeat([]byte{byte(i + 1)}, 64)), name)
		must(t, err)
		signed, err := ledger.Sign(ledger.Checkpoint{Origin: name, Size: int64(i + 1)}, key)
		must(t, err)
		verifiers = append(verifiers, key.Verifier)
		requests = append(requests, ledger.WitnessRequest{Checkpoint: signed}.Text())
	}
	logs, err := ledger.ReadLogs(verifiers)
	must(t, err)
	k, err := Open(o.dir, o.key, logs, o.open(t).now)
	must(t, err)
	for _, r := range requests {
		_, err := k.Take(bg, r)
		must(t, err)
	}
	for i, name := range names {
		if seen, err := k.Last(name); err != nil || seen.Checkpoint.Size != int64(i+1) {
			t.Errorf("%s: %+v, %v", name, seen, err)
		}
	}
}
