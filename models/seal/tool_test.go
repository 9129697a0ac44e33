package seal_test

import (
	"encoding/pem"
	"regexp"
	"strings"
	"testing"

	"chigiri/models/seal"
	"chigiri/models/stamp/stamptest"
)

// Other programs see in a sealed document what we see in it.

// sealedAndStamped is a document of the house, before and after its time-stamp, with
// the root it checks under.
func sealedAndStamped(t testing.TB) (files map[string][]byte, root []byte) {
	t.Helper()
	key, _ := newKey(t)
	pdf := sign(t, pledge(t, true), options(key))
	stamped, err := seal.Stamp(pdf, tokenFor(t, stamptest.New(t, stamptest.Options{RSA: true, Between: true}), pdf))
	must(t, err)
	return map[string][]byte{"sealed.pdf": pdf, "stamped.pdf": stamped}, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: key.Chain[1].Raw})
}

func TestPoppler(t *testing.T) {
	// Proves that poppler (with the trust of NSS) calls a sealed document valid, signed
	// as PAdES, by a trusted certificate, and signed as a whole.
	files, root := sealedAndStamped(t)
	dir := t.TempDir()
	file(t, dir, "root.pem", root)
	tool(t, dir, "certutil", "-N", "-d", "sql:.", "--empty-password")
	tool(t, dir, "certutil", "-A", "-d", "sql:.", "-n", "root", "-t", "CT,CT,CT", "-a", "-i", "root.pem")
	for name, pdf := range files {
		file(t, dir, name, pdf)
		out := tool(t, dir, "pdfsig", "-nssdir", "sql:.", name)
		for _, want := range []string{"Signature #1", "ETSI.CAdES.detached", "Signature is Valid", "Certificate is Trusted", "Total document signed", "Signer Certificate Common Name: 大阪府", "SHA-256"} {
			if !strings.Contains(out, want) {
				t.Errorf("%s: no %q in\n%s", name, want, out)
			}
		}
		if strings.Contains(out, "Signature #2") {
			t.Errorf("%s: a second signature:\n%s", name, out)
		}
	}
}

func TestSealedIsGoodPDF(t *testing.T) {
	// Proves that qpdf finds nothing to say against a sealed file, of version 1.7 now,
	// and that its pages still say what they said.
	files, _ := sealedAndStamped(t)
	for name, pdf := range files {
		dir := t.TempDir()
		file(t, dir, name, pdf)
		if out := tool(t, dir, "qpdf", "--check", name); !strings.Contains(out, "No syntax or stream encoding errors") {
			t.Errorf("%s: %s", name, out)
		}
		if out := tool(t, dir, "pdfinfo", name); !regexp.MustCompile(`PDF version: +1\.7`).MatchString(out) {
			t.Errorf("%s: %s", name, out)
		}
		if out := tool(t, dir, "pdftotext", name, "-"); !strings.Contains(out, "秘密の保持") {
			t.Errorf("%s: %s", name, out)
		}
	}
}

func TestOpenSSL(t *testing.T) {
	// Proves that openssl checks the signature value over what is signed, the named
	// certificate included, with every sort of key, and the time-stamp in it stays
	// beside what it checks.
	root := stamptest.Root(t)
	files := map[string][]byte{}
	for name, c := range map[string]struct{ rsa, pss bool }{"elliptic": {}, "RSA": {rsa: true}, "PSS": {rsa: true, pss: true}} {
		o := options(issued(t, c.rsa, forDocuments, root))
		o.PSS = c.pss
		files[name] = sign(t, small(), o)
		stamped, err := seal.Stamp(files[name], tokenFor(t, stamptest.New(t, stamptest.Options{}), files[name]))
		must(t, err)
		files[name+" stamped"] = stamped
	}
	for name, pdf := range files {
		dir := t.TempDir()
		from, to := gap(t, pdf)
		file(t, dir, "content", append(pdf[:from:from], pdf[to:]...))
		file(t, dir, "value", valueOf(t, pdf))
		file(t, dir, "root", stamptest.PEM(root))
		tool(t, dir, "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "value", "-content", "content", "-CAfile", "root", "-out", "out")
		stamped := strings.Contains(name, "stamped") // tokens have a signing time of their own
		if out := tool(t, dir, "openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", "value", "-noout"); strings.Contains(out, "id-smime-aa-timeStampToken") != stamped || !stamped && strings.Contains(out, "signingTime") {
			t.Errorf("%s: %s", name, out)
		}
	}
}
