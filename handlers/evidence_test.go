package handlers

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// signed signs the log of a house and gives the key that others keep.
func (h *house) signed() ledger.Key {
	h.t.Helper()
	h.sign()
	return h.key
}

// unzip gives the files of a zip by name and lays them into a new directory.
func unzip(t testing.TB, data []byte) (dir string, files map[string]string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	dir, files = t.TempDir(), map[string]string{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(b)
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir, files
}

func (h *house) check(data []byte, key string) ledger.BundleReport {
	h.t.Helper()
	r, err := ledger.CheckBundle(context.Background(), bytes.NewReader(data), int64(len(data)), ledger.BundleOptions{Key: key})
	h.must(err)
	return r
}

func TestEvidenceBundle(t *testing.T) {
	// Proves on both engines that the zip which the auditor takes over HTTP checks with
	// the key alone, by the program and by hand, where nothing of the portal is; that
	// people and programs get the same, and that the taking is in the log.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		h := furnish(t, s, clock)
		key := h.signed()
		path := "/contracts/" + h.contract.ID + "/evidence.zip"
		a := h.as(h.people.Auditor).get(path).is(http.StatusOK)
		if got := a.Header().Get("Content-Disposition"); a.Header().Get("Content-Type") != zipped || !strings.Contains(got, "R8-1_2026-11-02.zip") {
			t.Errorf("headers %v", a.Header())
		}
		r := h.check(a.Body.Bytes(), key.Verifier)
		if r.Finding != nil || r.Documents != 3 || r.Waiting == 0 || r.MadeBy != "auditor" || r.ContractID != h.contract.ID {
			t.Errorf("report = %+v, %v", r, r.Finding)
		}
		dir, files := unzip(t, a.Body.Bytes())
		if files["documents/appendix-1.pdf"] != "%PDF-1.7\n" {
			t.Errorf("the document is %q", files["documents/appendix-1.pdf"])
		}
		if out, err := sh(t, dir, key.Verifier); err != nil || !strings.Contains(out, "OK  all is right") {
			t.Errorf("%v\n%s", err, out)
		}
		again := h.as(h.people.Drafter).json(http.MethodGet, path, nil).is(http.StatusOK)
		if r := h.check(again.Body.Bytes(), key.Verifier); r.Finding != nil || r.MadeBy != "drafter" {
			t.Errorf("report = %+v, %v", r, r.Finding)
		}
		events, _, err := s.Events(context.Background(), h.people.Auditor, store.EventQuery{ContractID: h.contract.ID, Limit: 2})
		h.must(err)
		for i, who := range []models.Actor{h.people.Drafter, h.people.Auditor} {
			if events[i].Kind != models.EventEvidenceTaken || events[i].ActorID != who.UserID {
				t.Errorf("event = %+v", events[i])
			}
		}
		h.as(h.people.Auditor).do(http.MethodHead, path, nil, "", "").is(http.StatusOK)
		if after, _, err := s.Events(context.Background(), h.people.Auditor, store.EventQuery{ContractID: h.contract.ID, Limit: 1}); err != nil || after[0].ID != events[0].ID {
			t.Errorf("a look left %+v, %v", after[0], err)
		}
	})
}

// sh checks an unpacked bundle by hand.
func sh(t testing.TB, dir string, args ...string) (string, error) {
	t.Helper()
	for _, tool := range []string{"sh", "openssl", "sha256sum"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("TEST_REQUIRE") != "" {
				t.Fatalf("%s is missing", tool)
			}
			t.Skipf("%s is missing", tool)
		}
	}
	cmd := exec.Command("sh", append([]string{filepath.Join(dir, "verify.sh")}, args...)...)
	cmd.Dir, cmd.Env = t.TempDir(), []string{"PATH=" + os.Getenv("PATH")}
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestEvidenceBundleIsNamedWhenChanged(t *testing.T) {
	// Proves that what somebody changes in the unpacked bundle the script names, file
	// by file.
	h := newHouse(t)
	h.signed()
	data := h.as(h.people.Auditor).get("/contracts/" + h.contract.ID + "/evidence.zip").is(http.StatusOK).Body.Bytes()
	_, files := unzip(t, data)
	event := ""
	for name := range files {
		if strings.HasPrefix(name, "events/") && strings.HasSuffix(name, ".json") {
			event = name
		}
	}
	for _, name := range []string{event, "documents/appendix-1.pdf", "index.html", "VERIFY.txt"} {
		dir, _ := unzip(t, data)
		h.must(os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(files[name]+" "), 0o600))
		if out, err := sh(t, dir); err == nil || !strings.Contains(out, "NG  "+name) {
			t.Errorf("%s changed:\n%s", name, out)
		}
	}
}

func TestEvidencePage(t *testing.T) {
	// Proves that the bundle's page needs nothing else, tells documents and events in
	// both languages with before and after, and that the guide names real files.
	h := newHouse(t)
	h.signed()
	_, files := unzip(t, h.as(h.people.Reviewer).get("/contracts/"+h.contract.ID+"/evidence.zip").is(http.StatusOK).Body.Bytes())
	page := &answer{ResponseRecorder: &httptest.ResponseRecorder{Body: bytes.NewBufferString(files["index.html"])}, t: t, asked: "index.html"}
	for _, want := range [][2]string{
		{"#ja h2", "児童相談システム広報業務"}, {"#ja td", "起案 花子（起案担当）が特記仕様書を発行しました。"}, {"#en td", "issued the appendix"},
		{"#ja td", "documents/appendix-1.pdf"}, {"#ja dd", "株式会社なにわシステム"}, {"#en p", "Taken on"}, {"#ja td", "まだ署名の対象になっていません"}, {"#ja pre", "sh verify.sh"},
	} {
		page.says(want[0], want[1])
	}
	for _, n := range page.all("a") {
		if to := attr(n, "href"); files[to] == "" && !strings.HasPrefix(to, "#") {
			t.Errorf("the page leads to %q", to)
		}
	}
	doc, err := html.Parse(strings.NewReader(files["index.html"]))
	h.must(err)
	for _, tag := range []string{"script", "img", "link", "iframe", "form"} {
		if len(find(doc, tag)) > 0 {
			t.Errorf("the page has a %s", tag)
		}
	}
	for _, name := range []string{"index.html", "VERIFY.txt"} {
		if strings.Contains(files[name], "http://") || strings.Contains(files[name], "https://") || strings.Contains(files[name], "[evidence.") {
			t.Errorf("%s leads elsewhere or lacks words", name)
		}
	}
	var m ledger.Manifest
	h.must(json.Unmarshal([]byte(files["manifest.json"]), &m))
	if !strings.Contains(files["VERIFY.txt"], "keys/log-1.pem") || !strings.Contains(m.Program, "portal") {
		t.Errorf("program %q, guide\n%s", m.Program, files["VERIFY.txt"])
	}
}

func TestEvidenceThatFailsIsBroken(t *testing.T) {
	// Proves that a bundle which fails before anything was sent is a plain refusal, and
	// one that fails in the middle breaks the connection instead of ending well.
	for name, size := range map[string]int{"nothing was sent": 10, "in the middle": 1 << 20} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.signed()
			noise := make([]byte, size)
			_, _ = rand.Read(noise)
			id := h.issuedAs("R8-77", noise)
			var err error
			h.door, err = newEcho(h.store, Options{URL: "https://portal.example", Witnesses: []string{"no key"}})
			h.must(err)
			server := httptest.NewServer(h.door)
			defer server.Close()
			req, err := http.NewRequest(http.MethodGet, server.URL+"/contracts/"+id+"/evidence.zip", nil)
			h.must(err)
			req.Header.Set("Authorization", "Bearer "+h.as(h.people.Auditor).token)
			resp, err := http.DefaultClient.Do(req)
			h.must(err)
			defer resp.Body.Close()
			body, err := io.ReadAll(resp.Body)
			if size == 10 {
				if err != nil || resp.StatusCode != http.StatusInternalServerError || resp.Header.Get("Content-Disposition") != "" || !strings.Contains(string(body), `"status":500`) {
					t.Errorf("status %d, %v, %s", resp.StatusCode, err, body)
				}
				return
			}
			if err == nil || len(body) < 1<<16 {
				t.Errorf("status %d, %d bytes and no error", resp.StatusCode, len(body))
			}
			if r := h.check(body, ""); r.Finding == nil {
				t.Error("the part was taken for a whole bundle")
			}
		})
	}
}

// issuedAs is a contract whose document is these bytes.
func (h *house) issuedAs(number string, doc []byte) string {
	h.t.Helper()
	ctx, who := context.Background(), h.people.Drafter
	c, err := h.store.CreateContract(ctx, who, models.ContractInput{
		Number: number, Title: "大きな文書", Kind: models.KindOther, StartsOn: models.NewDate(2026, 12, 1), EndsOn: models.NewDate(2027, 3, 31),
		DivisionID: who.DivisionID, VendorID: h.people.Vendor.ID, Classes: []string{"public"}, Procurement: models.OpenBid,
		SystemManager: "課長", PolicyVersion: "規程", Scheme: models.SchemeArticle,
	})
	h.must(err)
	_, err = h.store.IssueAppendix(ctx, who, c.ID, c.Version, func(models.Appendix) (models.File, models.File, error) {
		return models.File{ContentType: pdf, Bytes: doc}, models.File{ContentType: docx, Bytes: doc[:5]}, nil
	})
	h.must(err)
	return c.ID
}

func TestEvidenceIsOffered(t *testing.T) {
	// Proves that the contract's page offers its evidence to those who may take it, with
	// a sentence on what it is, and to nobody else.
	h := newHouse(t)
	path := "/contracts/" + h.contract.ID
	for _, who := range []models.Actor{h.people.Drafter, h.people.Manager, h.people.Reviewer, h.people.Auditor} {
		h.as(who).get(path).is(http.StatusOK).says("#evidence a", "証跡一式を取り出す").says("#evidence p", "このシステムが無くても")
	}
	if n := h.as(h.people.Lead).get(path).is(http.StatusOK).all("#evidence"); len(n) > 0 {
		t.Error("a vendor is offered the evidence")
	}
}

func TestStalledDownloadIsLetGo(t *testing.T) {
	// Proves that a reader who takes nothing for too long does not hold a bundle open:
	// the write fails, and with it the connection.
	ended := make(chan error, 1)
	h := newHouse(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d := newDownload(h.door.NewContext(r, w), "x.zip", zipped)
		defer d.stop()
		d.patience = 50 * time.Millisecond
		part := make([]byte, 1<<20)
		for {
			if _, err := d.Write(part); err != nil {
				ended <- err
				panic(http.ErrAbortHandler)
			}
		}
	}))
	defer server.Close()
	resp, err := http.Get(server.URL)
	h.must(err)
	defer resp.Body.Close()
	select {
	case err := <-ended:
		if err == nil {
			t.Error("it ended well")
		}
	case <-time.After(30 * time.Second):
		t.Error("the download is still held open")
	}
}

func TestBundlesLeaveConnectionsForPages(t *testing.T) {
	// Proves that readers who take the head of a bundle and stand still do not keep
	// pages from being answered: more than a few are asked to come again.
	h := newHouse(t)
	h.signed()
	noise := make([]byte, 8<<20) // more than a connection holds
	_, _ = rand.Read(noise)
	id := h.issuedAs("R8-78", noise)
	server := httptest.NewServer(h.door)
	defer server.Close()
	token := h.as(h.people.Auditor).token
	ask := func(path string) *http.Response {
		req, err := http.NewRequest(http.MethodGet, server.URL+path, nil)
		h.must(err)
		req.Header.Set("Authorization", "Bearer "+token)
		req.Header.Set("Accept", "application/json")
		resp, err := http.DefaultClient.Do(req)
		h.must(err)
		return resp
	}
	busy := 0
	for range 12 {
		resp := ask("/contracts/" + id + "/evidence.zip")
		defer resp.Body.Close()
		if resp.StatusCode == http.StatusTooManyRequests {
			busy++
		}
	}
	resp := ask("/contracts/" + id)
	defer resp.Body.Close()
	if busy != 12-bundlesAtOnce || resp.StatusCode != http.StatusOK {
		t.Errorf("%d were asked to come again; a page answers %d", busy, resp.StatusCode)
	}
	server.CloseClientConnections()
}
