package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// running is a demo that runs for one test, as a newcomer would start it.
type running struct {
	t *testing.T
	demoFile
	dir string
}

// startDemo runs `portal demo` in this process and waits for its demo.json.
func startDemo(t *testing.T) running {
	t.Helper()
	dir := t.TempDir()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"demo", "--listen", "127.0.0.1:0", "--data", dir}, streams{io.Discard, testWriter{t}})
	}()
	t.Cleanup(func() {
		stop()
		if code := <-ended; code != 0 {
			t.Errorf("the demo ended with exit code %d", code)
		}
	})
	r := running{t: t, dir: dir}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		if b, err := os.ReadFile(filepath.Join(dir, "demo.json")); err == nil {
			if err := json.Unmarshal(b, &r.demoFile); err != nil {
				t.Fatal(err)
			}
			return r
		}
		if len(ended) > 0 || time.Now().After(deadline) {
			t.Fatal("the demo did not become ready")
		}
	}
}

// testWriter sends a program's words to the test's log.
type testWriter struct{ t *testing.T }

func (w testWriter) Write(b []byte) (int, error) {
	w.t.Log(strings.TrimSpace(string(b)))
	return len(b), nil
}

func (r running) account(role string) demoAccount {
	for _, a := range r.Accounts {
		if a.Role == role {
			return a
		}
	}
	r.t.Fatalf("demo.json has no account for %s", role)
	return demoAccount{}
}

// browser is an HTTP client with cookies, signed in as a role.
func (r running) browser(role string) *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		r.t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	a := r.account(role)
	res, err := client.PostForm(r.URL+"/login", url.Values{"login": {a.Login}, "password": {a.Password}})
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK || res.Request.URL.Path != "/" {
		r.t.Fatalf("%s could not sign in: %s at %s", role, res.Status, res.Request.URL)
	}
	return client
}

// ask sends a program's request with a role's token.
func (r running) ask(role, method, path, body string) (int, string) {
	req, err := http.NewRequestWithContext(context.Background(), method, r.URL+path, strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+r.account(role).Token)
	req.Header.Set("Accept", "application/json")
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

// The demo is the whole product with the audit case: everybody of the seven roles
// and the four neighbours can come in, and the case is there, at L4, issued.
func TestDemo(t *testing.T) {
	r := startDemo(t)
	for _, role := range []string{"drafter", "manager", "reviewer", "auditor", "admin", "vendor_lead", "vendor_worker", "sub_lead", "sub_worker", "other_drafter", "other_vendor_lead"} {
		t.Run("signs in "+role, func(t *testing.T) { r.browser(role) })
	}
	navi := "/contracts/" + r.Contracts["navi"]
	t.Run("the audit case is L4 because of My Number", func(t *testing.T) {
		code, body := r.ask("drafter", http.MethodGet, navi, "")
		if code != http.StatusOK || !strings.Contains(body, `"level":"L4"`) || !strings.Contains(body, "個人番号") {
			t.Errorf("%d %.400s", code, body)
		}
	})
	t.Run("the issued PDF and Word file are served", func(t *testing.T) {
		for path, magic := range map[string]string{"/appendix.pdf": "%PDF-", "/appendix.docx": "PK"} {
			if code, body := r.ask("vendor_lead", http.MethodGet, navi+path, ""); code != http.StatusOK || !strings.HasPrefix(body, magic) {
				t.Errorf("%s: %d %.200q", path, code, body)
			}
		}
	})
	t.Run("who has no part in it does not find it", func(t *testing.T) {
		for _, role := range []string{"other_drafter", "other_vendor_lead"} {
			if code, _ := r.ask(role, http.MethodGet, navi, ""); code != http.StatusNotFound {
				t.Errorf("%s: %d", role, code)
			}
		}
	})
}

// A folder that holds a demo keeps its data and its accounts over a restart.
func TestDemoKeepsItsFolder(t *testing.T) {
	dir := t.TempDir()
	read := func() demoFile {
		ctx, stop := context.WithCancel(context.Background())
		ended := make(chan int, 1)
		go func() {
			ended <- run(ctx, []string{"demo", "--listen", "127.0.0.1:0", "--data", dir}, streams{io.Discard, testWriter{t}})
		}()
		defer func() { stop(); <-ended }()
		for range 3000 {
			res, err := http.Get(demoURL(dir) + "/readyz")
			if err == nil {
				_ = res.Body.Close()
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		var f demoFile
		b, err := os.ReadFile(filepath.Join(dir, "demo.json"))
		if err != nil || json.Unmarshal(b, &f) != nil {
			t.Fatalf("demo.json: %v %.200s", err, b)
		}
		return f
	}
	first, second := read(), read()
	if first.Contracts["navi"] == "" || first.Contracts["navi"] != second.Contracts["navi"] || first.Accounts[0] != second.Accounts[0] {
		t.Errorf("the second start has other data: %v, %v", first, second)
	}
}

func demoURL(dir string) string {
	var f demoFile
	b, err := os.ReadFile(filepath.Join(dir, "demo.json"))
	if err != nil || json.Unmarshal(b, &f) != nil {
		return "http://127.0.0.1:1"
	}
	return f.URL
}
