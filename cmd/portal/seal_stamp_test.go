package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chigiri/assets"
	"chigiri/models"
	"chigiri/models/seal"
	"chigiri/models/stamp/stamptest"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// keptPledge makes people and a pledge in a database, sealed with the key of a file.
func keptPledge(t *testing.T, address, keyFile string) (p models.Pledge) {
	t.Helper()
	text, err := os.ReadFile(keyFile)
	if err != nil {
		t.Fatal(err)
	}
	key, err := seal.ParseKey(text)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	s, err := store.Open(ctx, address, store.Options{Secret: storetest.Secret(), Seal: key})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	people := storetest.Seed(t, s)
	for _, e := range assets.Editions() {
		if _, err := s.PublishEdition(ctx, models.System(), e.Name, e.Data); err != nil {
			t.Fatal(err)
		}
	}
	return storetest.PaperPledges(t, s, people, 1)[0]
}

// TestServeStamps proves on the running portal that what was sealed with a key before is
// stamped by the authority that the settings name, that anybody is told so by its
// printed code, and that the file checks offline under the roots of both keys.
func TestServeStamps(t *testing.T) {
	t.Setenv("LANG", "en_US.UTF-8")
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	tsa := stamptest.New(t, stamptest.Options{})
	authority := httptest.NewServer(tsa)
	defer authority.Close()
	for _, args := range [][]string{{"seal", "key", at("old.key"), "--name", "以前の府"}, {"seal", "key", at("new.key")}, {"log", "key", "portal.test/log", "-o", at("log.key")}} {
		if code, out, said := portal(args...); code != 0 {
			t.Fatalf("%v: exit %d: %s%s", args, code, out, said)
		}
	}
	_, secret, _ := portal("secret")
	address := "sqlite:" + at("portal.db")
	t.Setenv("PORTAL_DATABASE", address)
	if code, _, said := portal("migrate"); code != 0 {
		t.Fatalf("exit %d: %s", code, said)
	}
	p := keptPledge(t, address, at("old.key"))
	if err := os.WriteFile(at("tsa.pem"), tsa.RootPEM, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"PORTAL_LOG_KEY_FILE": at("log.key"), "PORTAL_SECRET": strings.TrimSpace(secret), "PORTAL_SEAL_KEY_FILE": at("new.key"),
		"PORTAL_SEAL_ROOTS": at("old.key.crt"), "PORTAL_TSA_URL": authority.URL, "PORTAL_TSA_ROOTS": at("tsa.pem"),
	} {
		t.Setenv(name, value)
	}
	for _, setting := range []string{"PORTAL_SEAL_ROOTS", "PORTAL_TSA_ROOTS"} {
		right := os.Getenv(setting)
		t.Setenv(setting, at("log.key"))
		if code, _, said := portal("serve", "--listen", "127.0.0.1:0"); code != 1 || !strings.Contains(said, "root certificate") {
			t.Errorf("%s without a certificate: exit %d: %s", setting, code, said)
		}
		t.Setenv(setting, right)
	}
	listen, stop := serving(t)
	defer stop()
	pdf := waitForStamp(t, "http://"+listen+"/verify/"+p.Code, address, p)
	both, err := os.ReadFile(at("new.key.crt"))
	if err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile(at("old.key.crt"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.WriteFile(at("both.pem"), append(both, old...), 0o600), os.WriteFile(at("pledge.pdf"), pdf, 0o600)); err != nil {
		t.Fatal(err)
	}
	if code, out, said := portal("seal", "verify", at("pledge.pdf"), "--roots", at("both.pem")); code != 0 || !strings.Contains(out, "The seal is right") || !strings.Contains(out, "said by Test ") || !strings.Contains(out, "以前の府") {
		t.Errorf("offline: exit %d: %s%s", code, out, said)
	}
	if code, out, said := portal("seal", "verify", at("pledge.pdf"), "--roots", at("new.key.crt")); code != 1 || !strings.Contains(said, "under none of the roots") {
		t.Errorf("offline without the old root: exit %d: %s%s", code, out, said)
	}
}

// serving runs the portal from its settings until stop is called.
func serving(t *testing.T) (listen string, stop func()) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listen = l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan int, 1)
	var said bytes.Buffer
	go func() { ended <- run(ctx, []string{"serve", "--listen", listen}, streams{&said, &said}) }()
	return listen, func() {
		cancel()
		if code := <-ended; code != 0 {
			t.Errorf("serve: exit %d: %s", code, &said)
		}
	}
}

// waitForStamp asks as anybody does until the stamp is there, and gives the file.
func waitForStamp(t *testing.T, page, address string, p models.Pledge) []byte {
	t.Helper()
	var v models.Verified
	for deadline := time.Now().Add(20 * time.Second); v.Stamp != models.StampGood; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("no stamp: %+v", v)
		}
		r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, page, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept", "application/json")
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			continue // it is not up yet
		}
		if err := errors.Join(json.NewDecoder(answer.Body).Decode(&v), answer.Body.Close()); err != nil {
			t.Fatal(err)
		}
		if !v.Genuine || !v.Known || v.FormerUntil.IsZero() || v.Stamp != models.StampGood && v.Stamp != models.StampPending {
			t.Fatalf("anybody is told %+v", v)
		}
	}
	var pdf []byte
	err := withStore(context.Background(), database{Database: address}, func(db *store.Store) error {
		f, err := db.PledgeFile(context.Background(), models.System(), p.ID, "pdf")
		pdf = f.Bytes
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

// TestDemoSaysNothingOfStamps proves that the demo, which has no authority, speaks of no
// time-stamps to anybody.
func TestDemoSaysNothingOfStamps(t *testing.T) {
	r := startDemo(t)
	for role, page := range map[string]string{"admin": "/", "auditor": "/", "vendor_lead": "/pledges/" + r.pledge("vendor_lead")} {
		if status, said := r.ask(role, http.MethodGet, page, ""); status != http.StatusOK || strings.Contains(said, `"stamp`) {
			t.Errorf("%s is told at %s: %d %s", role, page, status, said)
		}
	}
}
