package seal_test

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"chigiri/models/seal"
	"chigiri/models/stamp/stamptest"
	"chigiri/views/document"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// signedAt is when the tests' documents are sealed.
var signedAt = time.Date(2026, 4, 1, 9, 30, 0, 0, time.FixedZone("", 9*60*60))

// pledge is a document as the house writes it, with links and an outline or without.
func pledge(t testing.TB, linked bool) []byte {
	t.Helper()
	doc := document.Document{Title: "誓約書", Subject: "児童相談ＩＴナビシステム", Author: "大阪府", Language: "ja", Created: signedAt}
	if linked {
		doc.Blocks = append(doc.Blocks, document.Contents{Title: "目次"}, document.PageBreak{}, document.Heading{Level: 1, Text: "誓約"})
	}
	for i := range 12 {
		doc.Blocks = append(doc.Blocks, document.Item{Number: fmt.Sprintf("第%d条", i+1), Title: "秘密の保持", Text: "私は、業務上知り得た個人情報を漏らしません。この義務は、業務を離れた後も続きます。"})
	}
	var b bytes.Buffer
	must(t, document.WritePDF(&b, doc, nil))
	return b.Bytes()
}

// small is the least there is of a PDF: quick to look at, for attacks and fuzzing.
func small() []byte {
	return revise([]byte("%PDF-1.5\n"), "",
		object{1, "<< /Type /Catalog /Pages 2 0 R >>"}, object{2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"},
		object{3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"},
		object{4, "<< /Length 5 >>\nstream\n0 0 m\nendstream"})
}

// object is one object of a forged file.
type object struct {
	number int
	text   string
}

// revise adds a revision to a file, as anybody can. In an object's text RANGES is
// the byte range that leaves out what stands between < and > behind /Contents there.
func revise(file []byte, trailer string, objects ...object) []byte {
	out := bytes.Clone(file)
	var table strings.Builder
	for _, o := range objects {
		fmt.Fprintf(&table, "%d 1\n%010d 00000 n \n", o.number, len(out))
		out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\n", o.number, o.text)
	}
	if all := regexp.MustCompile(`startxref\s+(\d+)`).FindAllSubmatch(file, -1); all != nil {
		trailer += " /Prev " + string(all[len(all)-1][1])
	}
	if !strings.Contains(trailer, "/Root") {
		trailer += " /Root 1 0 R"
	}
	start := len(out)
	out = fmt.Appendf(out, "xref\n%strailer\n<< /Size 20 %s >>\nstartxref\n%d\n%%%%EOF\n", table.String(), trailer, start)
	if i := bytes.Index(out, []byte(ranges)); i >= 0 {
		from := i + bytes.Index(out[i:], []byte("/Contents <")) + len("/Contents ")
		to := from + bytes.IndexByte(out[from:], '>') + 1
		copy(out[i:], fmt.Sprintf("%-*s", len(ranges), fmt.Sprintf("[0 %d %d %d]", from, to, len(out)-to)))
	}
	return out
}

// ranges is where revise writes the byte range.
const ranges = "RANGES                                  "

// newKey is a key of our own making, with its root.
func newKey(t testing.TB) (*seal.Key, *x509.CertPool) {
	t.Helper()
	file, root, err := seal.NewKey(rand.Reader, seal.NewKeyOptions{Name: "大阪府", From: signedAt.AddDate(-1, 0, 0), Till: signedAt.AddDate(70, 0, 0)})
	must(t, err)
	key, err := seal.ParseKey(file)
	must(t, err)
	return key, pool(t, root)
}

func pool(t testing.TB, pem []byte) *x509.CertPool {
	t.Helper()
	p := x509.NewCertPool()
	if !p.AppendCertsFromPEM(pem) {
		t.Fatal("no roots")
	}
	return p
}

func options(key *seal.Key) seal.Options {
	return seal.Options{Key: key, At: signedAt, Name: "大阪府　𠮷野", Reason: "誓約書の封緘", Rand: rand.Reader}
}

func sign(t testing.TB, pdf []byte, o seal.Options) []byte {
	t.Helper()
	out, err := seal.Sign(pdf, o)
	must(t, err)
	return out
}

// issued is a key with a certificate of any shape under others.
func issued(t testing.TB, useRSA bool, shape func(*x509.Certificate), above ...stamptest.Certified) *seal.Key {
	t.Helper()
	leaf := stamptest.Issue(t, above[0], shape, useRSA)
	return keyOf(leaf.Key, leaf.Certificate, above...)
}

func keyOf(signer crypto.Signer, leaf *x509.Certificate, above ...stamptest.Certified) *seal.Key {
	k := &seal.Key{Signer: signer, Chain: []*x509.Certificate{leaf}}
	for _, c := range above {
		k.Chain = append(k.Chain, c.Certificate)
	}
	return k
}

// forDocuments is the shape of a certificate that may seal.
func forDocuments(c *x509.Certificate) {
	c.KeyUsage = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	c.UnknownExtKeyUsage = []asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 36}}
	c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection}
}

// gap is where the signature value stands, found without the package under test.
func gap(t testing.TB, pdf []byte) (from, to int) {
	t.Helper()
	m := regexp.MustCompile(`/ByteRange \[0 (\d+) (\d+) (\d+)\]`).FindSubmatch(pdf)
	if m == nil {
		t.Fatal("no byte range")
	}
	from, _ = strconv.Atoi(string(m[1]))
	to, _ = strconv.Atoi(string(m[2]))
	return from, to
}

// tool runs a program in a directory. A missing one fails where all must be proven
// (CI, TEST_REQUIRE) and skips elsewhere.
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

func file(t testing.TB, dir, name string, data []byte) {
	t.Helper()
	must(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
}
