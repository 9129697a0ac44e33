package handlers

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
)

// tool runs a program that has to be there where all of them are required.
func tool(t testing.TB, dir, program string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		if os.Getenv("CI") != "" || os.Getenv("TEST_REQUIRE") != "" {
			t.Fatalf("%s is not installed", program)
		}
		t.Skipf("%s is not installed; set TEST_REQUIRE=1 to make this a failure", program)
	}
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", program, args, err, out)
	}
	return string(out)
}

// sealedPapers is a contract with a pledge signed through the pages, one kept on paper and
// a meeting closed by its record, each typeset as the product does; by their names in a
// bundle. A word each must hold stands beside.
func sealedPapers(t *testing.T) (h *house, contract string, papers map[string]string) {
	t.Helper()
	h, w, v, phone := signing(t)
	ctx, chief := context.Background(), h.people.Manager
	fonts, err := testFonts()
	h.must(err)
	v.post("/pledges/"+w.own+"/sign", signForm(v.get("/pledges/"+w.own).is(200), h.people.Worker.Name, phone.Code())).is(303)
	scan := models.File{Name: "誓約書.png", Bytes: []byte("\x89PNG\r\n\x1a\n 写し")}
	_, err = h.store.KeepPaperPledge(ctx, h.people.Lead, w.company, store.PaperInput{Name: "代表 一郎", Post: "大阪支店長", SignedOn: models.Today(h.clock.Now()), Scan: scan}, RenderPledge(fonts, "https://portal.example"))
	h.must(err)
	planned, err := h.store.BriefingsView(ctx, chief, w.contract)
	h.must(err)
	b, code, err := h.store.PlanBriefing(ctx, chief, w.contract, models.BriefingInput{
		Method: models.BriefRoom, HeldOn: models.Today(h.clock.Now()), Begins: "00:30", Minutes: 60, Place: "府庁", Topics: planned.Oral(), Parties: []string{w.party.ID},
	})
	h.must(err)
	h.must(h.store.CheckIn(ctx, h.people.Worker, b.ID, code))
	meeting, err := h.store.Briefing(ctx, chief, b.ID)
	h.must(err)
	held := models.HeldInput{Minutes: 60, Note: "質疑あり"}
	for _, a := range meeting.Attendees {
		held.Absent = append(held.Absent, models.AbsentAttendee{ID: a.ID, Reason: "出張のため", MakeUpOn: b.HeldOn.AddDays(7)})
	}
	_, err = h.store.HoldBriefing(ctx, chief, b.ID, held, RenderHeld(fonts, "https://portal.example"))
	h.must(err)
	h.sign()
	return h, w.contract, map[string]string{
		"documents/pledge-" + w.own + ".pdf": h.people.Worker.Name, "documents/pledge-" + w.company + ".pdf": "証拠", "documents/briefing-" + b.ID + ".pdf": "質疑あり",
	}
}

func TestOtherProgramsCheckTheBundle(t *testing.T) {
	// Proves that a pledge, an evidence sheet and a record of a briefing that went the whole
	// way, through pages, store and bundle, are valid, trusted and signed as a whole for
	// poppler under the certificate that is in the bundle, good PDF for qpdf, and still say
	// what they say; that the page names the commands that were run here, and each file
	// has the SHA-256 that the event it names tells of.
	h, contract, papers := sealedPapers(t)
	data := h.as(h.people.Auditor).get("/contracts/" + contract + "/evidence.zip").is(http.StatusOK).Body.Bytes()
	if r := h.check(data, h.key.Verifier); r.Finding != nil || r.Sealed != int64(len(papers)) || r.Documents != 2+4 {
		t.Errorf("report = %+v, %v", r, r.Finding)
	}
	dir, files := unzip(t, data)
	h.must(os.Mkdir(filepath.Join(dir, "nss"), 0o700))
	tool(t, dir, "certutil", "-N", "-d", "sql:nss", "--empty-password")
	tool(t, dir, "certutil", "-A", "-d", "sql:nss", "-n", "seal-1", "-t", "CT,CT,CT", "-a", "-i", "keys/seal-1.pem")
	for name, word := range papers {
		out := tool(t, dir, "pdfsig", "-nssdir", "sql:nss", name)
		for _, want := range []string{"ETSI.CAdES.detached", "Signature is Valid", "Certificate is Trusted", "Total document signed"} {
			if !strings.Contains(out, want) {
				t.Errorf("%s: no %q in\n%s", name, want, out)
			}
		}
		if out := tool(t, dir, "qpdf", "--check", name); !strings.Contains(out, "No syntax or stream encoding errors") {
			t.Errorf("%s: %s", name, out)
		}
		if out := tool(t, dir, "pdftotext", name, "-"); !strings.Contains(strings.ReplaceAll(out, " ", ""), strings.ReplaceAll(word, " ", "")) {
			t.Errorf("%s does not say %s:\n%s", name, word, out)
		}
		sum := strings.Fields(tool(t, dir, "sha256sum", name))[0]
		if telling := tool(t, dir, "grep", "-rl", sum, "events"); !strings.Contains(files["index.html"], `href="`+strings.TrimSpace(telling)+`"`) || !strings.Contains(files["index.html"], sum) {
			t.Errorf("%s: the page does not name %s", name, telling)
		}
	}
	for _, command := range []string{"sha256sum documents/", "portal seal verify --roots keys/seal-1.pem documents/", "certutil -A -d sql:nss -n seal-1 -t CT,CT,CT -a -i keys/seal-1.pem", "pdfsig -nssdir sql:nss documents/"} {
		if !strings.Contains(files["index.html"], command) || !strings.Contains(files["VERIFY.txt"], command) && !strings.HasPrefix(command, "sha256sum") {
			t.Errorf("the page or the guide does not tell %q", command)
		}
	}
	for _, words := range []string{"誓約書（従事者）", "Pledge of a worker", "紙の誓約書の証拠票", "紙の誓約書の写し", "説明実施報告書", "Record of a briefing", "封緘あり", "Not sealed"} {
		if !strings.Contains(files["index.html"], words) {
			t.Errorf("the page does not say %q", words)
		}
	}
}
