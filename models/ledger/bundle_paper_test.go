package ledger_test

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"chigiri/models/ledger"
	"chigiri/models/seal"
	"chigiri/models/stamp"
	"chigiri/models/stamp/stamptest"
)

// Names of the papers of a sample.
const (
	signedFile  = "documents/pledge-p-1.pdf"
	sheetFile   = "documents/pledge-p-2.pdf"
	scanFile    = "documents/pledge-p-2-scan.png"
	recordFile  = "documents/briefing-b-1.pdf"
	sealedWhole = 3 // of these, sealed
)

// page is one page with a line of text.
func page(line string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	content := "BT /F1 10 Tf 50 700 Td (" + line + ") Tj ET"
	var at []int
	for i, object := range []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.Bytes()
}

func newSealKey(t testing.TB) *seal.Key {
	text, _, err := seal.NewKey(rand.Reader, seal.NewKeyOptions{
		Name: "見本の府", From: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), Till: time.Date(2060, 1, 1, 0, 0, 0, 0, time.UTC),
	})
	must(t, err)
	key, err := seal.ParseKey(text)
	must(t, err)
	return key
}

func sealed(t testing.TB, key *seal.Key, line string) (pdf []byte, identity string) {
	pdf, err := seal.Sign(page(line), seal.Options{Key: key, At: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), Name: "見本の府", Rand: rand.Reader})
	must(t, err)
	identity, err = seal.Identity(pdf)
	must(t, err)
	return pdf, identity
}

// newPaperSample is a sample with a signed pledge, one on paper with its scan, the record
// of a briefing and what was attached to an application.
func newPaperSample(t testing.TB, key *seal.Key) *sample {
	s := newSample(t)
	s.data = s.data[:8]
	one, oneIs := sealed(t, key, "one")
	sheet, sheetIs := sealed(t, key, "sheet")
	record, recordIs := sealed(t, key, "record")
	scan, attached := []byte("\x89PNG\r\n\x1a\n 写し"), []byte("%PDF-1.7 契約の写し")
	s.tells("pledge.signed", "pledge", "p-1", fmt.Sprintf(`{"identity":%q,"pdf":"%x"}`, oneIs, sha256.Sum256(one)))
	s.tells("pledge.paper_kept", "pledge", "p-2", fmt.Sprintf(`{"identity":%q,"pdf":"%x","scan":"%x"}`, sheetIs, sha256.Sum256(sheet), sha256.Sum256(scan)))
	s.tells("briefing.held", "briefing", "b-1", fmt.Sprintf(`{"identity":%q,"pdf":"%x"}`, recordIs, sha256.Sum256(record)))
	s.tells("contract.party_file_added", "party", "y-1", fmt.Sprintf(`{"name":"写し.PDF","sha256":"%x"}`, sha256.Sum256(attached)))
	s.papers = []bundleFile{{signedFile, one}, {sheetFile, sheet}, {scanFile, scan}, {recordFile, record}, {attachedFile(attached), attached}}
	s.roots = []*x509.Certificate{key.Root()}
	return s
}

func attachedFile(data []byte) string {
	sum := sha256.Sum256(data)
	return fmt.Sprintf("documents/party-y-1-%x.pdf", sum[:16])
}

// tells adds an event about a thing of the contract.
func (s *sample) tells(kind, subject, id, after string) {
	s.data = append(s.data, s.leafAbout(fmt.Sprintf("e-%d", len(s.data)), kind, subject, id, after))
}

func (s *sample) leafAbout(event, kind, subject, id, after string) []byte {
	l := ledger.Leaf{
		ID: event, At: "2026-04-01T00:00:00.000000Z", Actor: s.personal[0].Commitment, Kind: kind, Subject: subject, SubjectID: id,
		ContractID: bundleContract, Before: []byte("{}"), After: []byte(after),
	}
	return l.Append(nil)
}

func TestBundleOfPapers(t *testing.T) {
	// Proves that each paper is held against the event that tells of it and each seal
	// checked, under the roots one gives or else, with a remark, under the bundle's; and
	// that the script holds them against their events too.
	key := newSealKey(t)
	s := newPaperSample(t, key)
	data := s.bundle()
	r := checkBundle(t, data, ledger.BundleOptions{Key: s.first.Verifier})
	if r.Finding != nil || r.Documents != 6 || r.Sealed != sealedWhole || !slices.ContainsFunc(r.Remarks, func(f ledger.Finding) bool {
		return f.Code == ledger.OwnRoots && f.ID == fmt.Sprintf("%x", sha256.Sum256(key.Root().Raw))
	}) {
		t.Errorf("report = %+v, %v", r, r.Finding)
	}
	r = checkBundle(t, data, ledger.BundleOptions{Key: s.first.Verifier, Roots: key.Roots()})
	if r.Finding != nil || r.Sealed != sealedWhole || slices.ContainsFunc(r.Remarks, func(f ledger.Finding) bool { return f.Code == ledger.OwnRoots }) {
		t.Errorf("report = %+v, %v", r, r.Finding)
	}
	r = checkBundle(t, data, ledger.BundleOptions{Key: s.first.Verifier, Roots: newSealKey(t).Roots()})
	if f := r.Finding; f == nil || f.Code != ledger.BadSeal || f.ID != signedFile || f.Fault != string(seal.Untrusted) {
		t.Errorf("under another's roots: %v", f)
	}
	if out, err := runScript(t, unpack(t, data), s.first.Verifier); err != nil || !strings.Contains(out, "OK  "+sheetFile+": events/000009.json") || !strings.Contains(out, "文書: 6") || !strings.Contains(out, "seals are not checked here") {
		t.Errorf("%v\n%s", err, out)
	}
	s.roots = nil
	if f := checkBundle(t, s.bundle(), ledger.BundleOptions{}).Finding; f == nil || f.Code != ledger.BadSeal || f.Fault != string(seal.NoRoots) {
		t.Errorf("without roots: %v", f)
	}
}

// put gives a file other contents.
func put(name string, data []byte) func(*sample, []bundleFile) []bundleFile {
	return func(_ *sample, files []bundleFile) []bundleFile {
		named(files, name).data = data
		return files
	}
}

// rename gives a file another name.
func rename(from, to string) func(*sample, []bundleFile) []bundleFile {
	return func(_ *sample, files []bundleFile) []bundleFile {
		named(files, from).name = to
		return files
	}
}

// exchanged puts two documents into each other's places.
func exchanged(one, other string) func(*sample, []bundleFile) []bundleFile {
	return func(_ *sample, files []bundleFile) []bundleFile {
		a, b := named(files, one), named(files, other)
		a.data, b.data = b.data, a.data
		return files
	}
}

func added(name string, data []byte) func(*sample, []bundleFile) []bundleFile {
	return func(_ *sample, files []bundleFile) []bundleFile { return append(files, bundleFile{name, data}) }
}

// appended is a PDF with a revision behind its end that changes nothing.
func appended(pdf []byte) []byte {
	at := bytes.LastIndex(pdf, []byte("startxref\n"))
	last, _, _ := strings.Cut(string(pdf[at+len("startxref\n"):]), "\n")
	trailer := pdf[bytes.LastIndex(pdf[:at], []byte("trailer")):at]
	if i := bytes.Index(trailer, []byte("/Prev ")); i >= 0 {
		rest := bytes.TrimLeft(trailer[i+len("/Prev "):], "0123456789")
		trailer = append(append(append([]byte{}, trailer[:i+len("/Prev ")]...), last...), rest...)
	}
	out := append(bytes.Clone(pdf), "xref\n0 1\n0000000000 65535 f \n"...)
	return append(append(out, trailer...), fmt.Sprintf("startxref\n%d\n%%%%EOF\n", len(pdf))...)
}

// stampedAs is a waiting event of a time-stamp put into a pledge, with the file of it.
func stampedAs(pledge, identity string, pdf []byte) func(*sample, []bundleFile) []bundleFile {
	return func(s *sample, files []bundleFile) []bundleFile {
		named(files, "documents/pledge-"+pledge+".pdf").data = pdf
		after := fmt.Sprintf(`{"identity":%q,"pdf":"%x"}`, identity, sha256.Sum256(pdf))
		edit("manifest.json", `"waiting":1`, `"waiting":2`)(s, files)
		return append(files, bundleFile{"waiting/e-x.json", s.leafAbout("e-x", "pledge.stamped", "pledge", pledge, after)})
	}
}

func TestBundleNamesWhatIsWrongWithPapers(t *testing.T) {
	// Proves that a paper altered, with a revision behind its end, exchanged with another
	// genuine one, missing, added, renamed or put in another's place by an event that is
	// not proven is found and named, by what it is; and by the script too.
	key := newSealKey(t)
	s := newPaperSample(t, key)
	data := s.bundle()
	one := named(s.papers, signedFile).data
	scan := named(s.papers, scanFile).data
	foreign, foreignIs := sealed(t, key, "of another contract")
	altered := bytes.Replace(one, []byte("50 700"), []byte("51 700"), 1)
	attached := s.papers[4]
	for name, c := range map[string]struct {
		change             func(*sample, []bundleFile) []bundleFile
		code               ledger.Code
		file, other, fault string
	}{
		"altered":                     {put(signedFile, altered), ledger.BadFile, signedFile, "", string(seal.Altered)},
		"with a revision":             {put(signedFile, appended(one)), ledger.BadFile, signedFile, "", string(seal.Appended)},
		"with bytes behind":           {put(recordFile, append(bytes.Clone(named(s.papers, recordFile).data), 'x')), ledger.BadFile, recordFile, "", string(seal.Trailing)},
		"no PDF":                      {put(sheetFile, []byte("x")), ledger.BadFile, sheetFile, "", string(seal.NotPDF)},
		"empty":                       {put(sheetFile, nil), ledger.BadFile, sheetFile, "", string(seal.NotPDF)},
		"exchanged":                   {exchanged(signedFile, sheetFile), ledger.Exchanged, signedFile, sheetFile, ""},
		"exchanged with the appendix": {exchanged(recordFile, "documents/appendix-1.pdf"), ledger.Exchanged, "documents/appendix-1.pdf", recordFile, ""},
		"another contract's":          {put(signedFile, foreign), ledger.Exchanged, signedFile, "", ""},
		"missing":                     {remove(sheetFile), ledger.Missing, sheetFile, "", ""},
		"a scan missing":              {remove(scanFile), ledger.Missing, "documents/pledge-p-2-scan", "", ""},
		"a scan altered":              {put(scanFile, []byte("\x89PNG\r\n\x1a\n 別")), ledger.BadFile, scanFile, "", ""},
		"a scan twice":                {added("documents/pledge-p-2-scan.jpg", scan), ledger.Extra, "documents/pledge-p-2-scan.jpg", "", ""},
		"a scan without an ending":    {rename(scanFile, "documents/pledge-p-2-scan"), ledger.Extra, "documents/pledge-p-2-scan", "", ""},
		"added":                       {added("documents/pledge-p-3.pdf", foreign), ledger.Extra, "documents/pledge-p-3.pdf", "", ""},
		"a copy added":                {added("documents/pledge-p-3.pdf", one), ledger.Extra, "documents/pledge-p-3.pdf", "", ""},
		"renamed":                     {rename(recordFile, "documents/record.pdf"), ledger.Renamed, "documents/record.pdf", recordFile, ""},
		"renamed in its ending":       {rename(signedFile, "documents/pledge-p-1.docx"), ledger.Renamed, "documents/pledge-p-1.docx", signedFile, ""},
		"an attachment renamed":       {rename(attached.name, "documents/a.pdf"), ledger.Renamed, "documents/a.pdf", attached.name, ""},
		"an attachment altered":       {put(attached.name, []byte("%PDF-1.7 別")), ledger.BadFile, attached.name, "", ""},
		"put in place by an event":    {stampedAs("p-1", foreignIs, foreign), ledger.BadFile, "waiting/e-x.json", "", ""},
		"stamped, and another":        {stampedAs("p-1", identityOf(t, one), foreign), ledger.BadSeal, signedFile, "", string(seal.Altered)},
		"a root that is none":         {put("keys/seal-1.pem", []byte("x")), ledger.Unreadable, "keys/seal-1.pem", "", ""},
		"roots taken away":            {remove("keys/seal-1.pem"), ledger.BadSeal, signedFile, "", string(seal.NoRoots)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := pack(t, c.change(s, unpack(t, data)), true)
			f := checkBundle(t, files, ledger.BundleOptions{Key: s.first.Verifier}).Finding
			if f == nil || f.Code != c.code || f.ID != c.file || f.Other != c.other || f.Fault != c.fault {
				t.Fatalf("found %+v", f)
			}
			if c.code == ledger.BadSeal || c.code == ledger.Unreadable {
				return // what only who reads seals sees
			}
			var exit *exec.ExitError
			if out, err := runScript(t, unpack(t, files)); !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(out, "NG  documents/") && !strings.Contains(out, "NG  waiting/") {
				t.Errorf("the script said %v\n%s", err, out)
			}
		})
	}
	if f := checkBundle(t, pack(t, rename(recordFile, "documents/record.pdf")(s, unpack(t, data)), false), ledger.BundleOptions{}).Finding; f == nil || f.Code != ledger.Renamed {
		t.Errorf("renamed, with the manifest as it was: %v", f)
	}
}

// stampedPDF is a sealed document with the time-stamp of an authority.
func stampedPDF(t testing.TB, pdf []byte) []byte {
	message, err := seal.StampMessage(pdf)
	must(t, err)
	request, err := stamp.New(rand.Reader, message)
	must(t, err)
	a := stamptest.New(t, stamptest.Options{})
	roots, err := stamp.Roots(a.RootPEM)
	must(t, err)
	token, _, err := request.Accept(a.Reply(request.DER), roots)
	must(t, err)
	out, err := seal.Stamp(pdf, token)
	must(t, err)
	return out
}

func identityOf(t testing.TB, pdf []byte) string {
	identity, err := seal.Identity(pdf)
	must(t, err)
	return identity
}

func TestBundleOfAStampedPledge(t *testing.T) {
	// Proves that a later event which tells of the same document with its time-stamp wins,
	// proven or not, by the program and by the script; and that the file as it was before
	// is not the one then.
	key := newSealKey(t)
	s := newPaperSample(t, key)
	before := named(s.papers, signedFile).data
	files := stampedAs("p-1", identityOf(t, before), stampedPDF(t, before))(s, unpack(t, s.bundle()))
	data := pack(t, files, true)
	r := checkBundle(t, data, ledger.BundleOptions{Key: s.first.Verifier})
	if r.Finding != nil || r.Sealed != sealedWhole || !slices.ContainsFunc(r.Remarks, func(f ledger.Finding) bool { return f.Code == ledger.Unsigned && f.ID == signedFile }) {
		t.Errorf("report = %+v, %v", r, r.Finding)
	}
	if out, err := runScript(t, unpack(t, data)); err != nil || !strings.Contains(out, signedFile+": waiting/e-x.json names it, not proven yet") {
		t.Errorf("%v\n%s", err, out)
	}
	named(files, signedFile).data = before
	if f := checkBundle(t, pack(t, files, true), ledger.BundleOptions{}).Finding; f == nil || f.Code != ledger.Exchanged || f.ID != signedFile {
		t.Errorf("the file of before: %v", f)
	}
}
