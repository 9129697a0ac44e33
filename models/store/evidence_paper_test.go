package store_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/seal"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// papered is a contract with every kind of paper: a signed pledge, one on paper with its
// scan, a meeting that was held with what was handed round there, and what was attached to
// an application for a subcontractor.
func papered(o *office) (c *crew, pledge, paper models.Pledge, meeting models.Briefing) {
	o.t.Helper()
	c = newCrew(o, o.high())
	chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
	sub := o.below(c.contract, "", c.boss, o.otherVendor)
	_, worker := c.joins(c.boss, c.prime, "従事 六郎")
	pledge, err := c.signs(worker, c.owed(worker).ID)
	must(o.t, err)
	in := paperInput([]byte("\x89PNG\r\n\x1a\n 写し"))
	in.Scan.Name = "誓約書.png"
	paper, err = o.KeepPaperPledge(bg, c.boss, c.owed(c.boss).ID, in, pledgePaper)
	must(o.t, err)
	meeting, code := c.meeting(chief, c.prime.ID)
	_, err = o.AddBriefingFile(bg, chief, meeting.ID, "資料", models.File{Name: "資料.PDF", Bytes: plainPDF("slides")})
	must(o.t, err)
	must(o.t, o.CheckIn(bg, worker, meeting.ID, code))
	meeting, err = o.HoldBriefing(bg, chief, meeting.ID, o.closing(chief, meeting.ID), recordPaper)
	must(o.t, err)
	for range 2 { // the same file twice
		must(o.t, o.AddPartyFile(bg, c.boss, sub.ID, "契約の写し", models.File{Name: "写し.txt", Bytes: []byte("契約の写し\n")}))
	}
	return c, pledge, paper, meeting
}

// bundleOf is a contract's bundle as bytes, and its files.
func (o *office) bundleOf(id string) (data []byte, files map[string][]byte) {
	o.t.Helper()
	var out bytes.Buffer
	must(o.t, o.Evidence(bg, o.auditor, id, func(e *store.Evidence) error { return pack(bg, &out, e) }))
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	must(o.t, err)
	files = map[string][]byte{}
	for _, f := range z.File {
		in, err := f.Open()
		must(o.t, err)
		files[f.Name], err = io.ReadAll(in)
		must(o.t, err)
	}
	return out.Bytes(), files
}

func TestEvidenceOfPapers(t *testing.T) {
	// Proves on both engines that pledges, scans, records and attachments are in a bundle
	// to the byte, each told of by its event, proven or waiting, each seal checked under
	// the certificate that is there too; and that no vendor gets any of it.
	inOffice(t, func(t *testing.T, o *office) {
		keys := store.LogKeys{Key: newKey(t)}
		o.sign(keys)
		c, pledge, paper, meeting := papered(o)
		waiting := o.taken(c.contract, ledger.BundleOptions{Key: keys.Key.Verifier})
		if waiting.Finding != nil || waiting.Sealed != 3 {
			t.Errorf("before the checkpoint: %+v, %v", waiting, waiting.Finding)
		}
		o.sign(keys)
		data, files := o.bundleOf(c.contract)
		r, err := ledger.CheckBundle(bg, bytes.NewReader(data), int64(len(data)), ledger.BundleOptions{Key: keys.Key.Verifier, Roots: storetest.Seal(t).Roots()})
		must(t, err)
		if r.Finding != nil || r.Sealed != 3 || r.Documents != 2+6 {
			t.Errorf("report = %+v, %v", r, r.Finding)
		}
		for name, want := range map[string]models.File{
			"documents/pledge-" + pledge.ID + ".pdf":     got(o.PledgeFile(bg, o.drafter, pledge.ID, "pdf"))(t),
			"documents/pledge-" + paper.ID + ".pdf":      got(o.PledgeFile(bg, o.drafter, paper.ID, "pdf"))(t),
			"documents/pledge-" + paper.ID + "-scan.png": got(o.PledgeFile(bg, o.drafter, paper.ID, "scan"))(t),
			"documents/briefing-" + meeting.ID + ".pdf":  got(o.BriefingFile(bg, o.drafter, meeting.ID))(t),
		} {
			if !bytes.Equal(files[name], want.Bytes) || len(want.Bytes) == 0 {
				t.Errorf("%s has %d bytes, want %d", name, len(files[name]), len(want.Bytes))
			}
		}
		must(t, o.Evidence(bg, o.reviewer, c.contract, func(e *store.Evidence) error {
			kinds := map[models.PaperKind]int{}
			for _, p := range e.Papers {
				kinds[p.What]++
				if p.Position < 0 || p.EventID == "" || p.At.IsZero() || p.Title == "" {
					t.Errorf("paper = %+v", p)
				}
			}
			for _, k := range models.PaperKinds() {
				if want := 1; kinds[k] != want && k != models.PaperCompanyPledge {
					t.Errorf("%d of %s", kinds[k], k)
				}
			}
			return nil
		}))
		for _, who := range []models.Actor{c.boss, o.lead, o.rival} {
			if err := o.Evidence(bg, who, c.contract, func(*store.Evidence) error { return nil }); err == nil {
				t.Errorf("%s took the evidence", who.Name)
			}
		}
	})
}

func TestEvidenceOfAlteredPapersTells(t *testing.T) {
	// Proves that what somebody changed in the register or in the files behind the portal's
	// back is named by the check of a bundle taken afterwards, or stops the taking.
	inOffice(t, func(t *testing.T, o *office) {
		keys := store.LogKeys{Key: newKey(t)}
		c, pledge, paper, meeting := papered(o)
		o.sign(keys)
		must(t, o.DropTriggers())
		name := "documents/pledge-" + pledge.ID + ".pdf"
		finds := func(code ledger.Code, file, query, back string) {
			t.Helper()
			must(t, o.RawExec(query))
			f := o.taken(c.contract, ledger.BundleOptions{}).Finding
			if f == nil || f.Code != code || !strings.HasPrefix(f.ID, strings.TrimSuffix(file, ".pdf")) {
				t.Errorf("%s: found %v, want %s", query, f, code)
			}
			must(t, o.RawExec(back))
		}
		set := func(table, column, id, sum string) string {
			return fmt.Sprintf("UPDATE %s SET %s = '%s' WHERE id = '%s'", table, column, sum, id)
		}
		finds(ledger.Exchanged, name, set("pledges", "pdf", pledge.ID, paper.PDF), set("pledges", "pdf", pledge.ID, pledge.PDF))
		finds(ledger.Exchanged, "documents/briefing-"+meeting.ID, set("briefings", "pdf", meeting.ID, pledge.PDF), set("briefings", "pdf", meeting.ID, meeting.PDF))
		finds(ledger.Exchanged, "documents/pledge-"+paper.ID+"-scan", set("pledges", "scan", paper.ID, paper.PDF), set("pledges", "scan", paper.ID, paper.Scan))
		finds(ledger.Missing, name, set("pledges", "pdf", pledge.ID, ""), set("pledges", "pdf", pledge.ID, pledge.PDF))
		if r := o.taken(c.contract, ledger.BundleOptions{}); r.Finding != nil {
			t.Errorf("as it was: %v", r.Finding)
		}
		finds(ledger.Missing, "documents/party-", "DELETE FROM party_files", "SELECT 1")
		must(t, o.RawExec("UPDATE files SET bytes = CAST('x' AS "+map[string]string{store.SQLite: "BLOB", store.Postgres: "BYTEA"}[o.Engine()]+") WHERE sha256 = '"+pledge.PDF+"'"))
		err := o.Evidence(bg, o.auditor, c.contract, func(e *store.Evidence) error { return pack(bg, io.Discard, e) })
		if err == nil || !strings.Contains(err.Error(), "bytes have changed") {
			t.Errorf("error = %v", err)
		}
	})
}

func TestEvidenceHoldsOnePaperAtATime(t *testing.T) {
	// Proves that a bundle of many large pictures is made with the room of one of them, and
	// of what the driver of the database keeps to read it.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		const n, size = 12, 4 << 20
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		meeting, _ := c.meeting(chief, c.prime.ID)
		for i := range n {
			picture := append([]byte("\x89PNG\r\n\x1a\n"), bytes.Repeat([]byte{byte(i)}, size)...)
			_, err := o.AddBriefingFile(bg, chief, meeting.ID, "写真", models.File{Name: "写真.png", Bytes: picture})
			must(t, err)
		}
		must(t, o.Evidence(bg, o.auditor, c.contract, func(e *store.Evidence) error {
			begin, most, seen := heap(), int64(0), 0
			for _, p := range e.Papers {
				if len(got(e.Paper(p))(t)) > size {
					seen++
				}
				most = max(most, heap()-begin)
			}
			if seen != n || most > 4*size {
				t.Errorf("%d pictures, %d bytes held", seen, most)
			}
			return nil
		}))
	})
}

func TestEvidenceOfStampedPapersAndFormerKeys(t *testing.T) {
	// Proves on both engines that a paper sealed with a former key and stamped since is in
	// the bundle as it is now, told of by the event of its time-stamp, proven or waiting;
	// and that the former key's certificate is there beside the present one's.
	storetest.RunOn(t, func(t *testing.T, address string) {
		former := storetest.NewSeal(t, "前の府")
		r := newRegistry(t, address, 1, func(o *store.Options) { o.Seal = former })
		keys := store.LogKeys{Key: newKey(t)}
		got2(r.CheckpointLog(bg, keys))(t)
		s, clock := storetest.OpenOn(t, address, storetest.Stamping(t, r.tsa.RootPEM), func(o *store.Options) { o.SealRoots = former.Roots() })
		clock.Set(r.clock.Now())
		if trouble, err := stampDue(s, "x", r.url, r.roots); err != nil || trouble != nil {
			t.Fatalf("%+v, %v", trouble, err)
		}
		both := former.Roots()
		both.AddCert(storetest.Seal(t).Root())
		check := func(o ledger.BundleOptions) ledger.BundleReport {
			var out bytes.Buffer
			must(t, s.Evidence(bg, r.people.Auditor, r.pledges[0].ContractID, func(e *store.Evidence) error {
				if n := len(e.Papers); n != 2 {
					t.Errorf("%d papers", n)
				}
				err := pack(bg, &out, e)
				if n := len(e.Roots()); n != 2 {
					t.Errorf("%d roots", n)
				}
				return err
			}))
			report, err := ledger.CheckBundle(bg, bytes.NewReader(out.Bytes()), int64(out.Len()), o)
			must(t, err)
			return report
		}
		for range 2 {
			for name, o := range map[string]ledger.BundleOptions{"its own": {}, "both": {Roots: both, Authorities: r.roots}} {
				if report := check(o); report.Finding != nil || report.Sealed != 1 || report.Documents != 4 {
					t.Errorf("%s: %+v, %v", name, report, report.Finding)
				}
			}
			clock.Advance(time.Hour)
			got2(s.CheckpointLog(bg, keys))(t) // the event of the stamp is proven then
		}
		if f := check(ledger.BundleOptions{Roots: storetest.Seal(t).Roots()}).Finding; f == nil || f.Code != ledger.BadSeal || f.Fault != string(seal.Untrusted) {
			t.Errorf("under the present root alone: %v", f)
		}
	})
}

// got2 is got for a use case that gives two things.
func got2[A, B any](_ A, _ B, err error) func(t testing.TB) {
	return func(t testing.TB) {
		t.Helper()
		must(t, err)
	}
}
