// Package stamptest is a time-stamping authority for tests: `openssl ts -reply` with
// certificates made on the spot, so that what the house asks and checks is held
// against a program that is not its own. It is for tests alone.
package stamptest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"io"
	"math/big"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// Certified is a certificate with its key.
type Certified struct {
	*x509.Certificate
	Key crypto.Signer
}

// Options say in what an authority is not as usual.
type Options struct {
	RSA     bool   // an RSA key instead of an elliptic one
	Between bool   // its certificate is not under the root itself
	Expired bool   // its certificate, or the one between, ended in 2021
	Digest  string // it signs over; sha256
	Naming  string // the digest by which it names its certificate; sha256, sha1 is RFC 2634's
}

// Authority stamps what it is sent, with the time of this machine.
type Authority struct {
	RootPEM []byte
	t       testing.TB
	dir     string
	mu      sync.Mutex
}

// New makes an authority. Without openssl the test is skipped, or fails when CI or
// TEST_REQUIRE is set.
func New(t testing.TB, o Options) *Authority {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		if os.Getenv("CI") != "" || os.Getenv("TEST_REQUIRE") != "" {
			t.Fatal("openssl is required here: it is the time-stamping authority")
		}
		t.Skip("there is no openssl to be the time-stamping authority")
	}
	root := Root(t)
	issuer, chain := root, []byte(nil)
	until := func(c *x509.Certificate) {
		if o.Expired {
			c.NotAfter = time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)
		}
	}
	if o.Between {
		issuer = Issue(t, root, func(c *x509.Certificate) { authority(c); until(c) }, false)
		chain, until = PEM(issuer), func(*x509.Certificate) {}
	}
	signer := Issue(t, issuer, func(c *x509.Certificate) { ForStamps(true)(c); until(c) }, o.RSA)
	a := &Authority{RootPEM: PEM(root), t: t, dir: t.TempDir()}
	key, err := x509.MarshalPKCS8PrivateKey(signer.Key)
	a.must(err)
	a.file("signer.pem", PEM(signer))
	a.file("chain.pem", chain)
	a.file("key.pem", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key}))
	a.file("tsa.cnf", []byte(strings.NewReplacer("DIGEST", or(o.Digest), "NAMING", or(o.Naming), "DIR", a.dir).Replace(`
[tsa]
default_tsa = t
[t]
serial = DIR/serial
signer_digest = DIGEST
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500
ordering = yes
tsa_name = yes
ess_cert_id_alg = NAMING
`)))
	return a
}

func or(digest string) string {
	if digest == "" {
		return "sha256"
	}
	return digest
}

// Reply is what the authority answers to a query.
func (a *Authority) Reply(query []byte) []byte {
	a.t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	a.file("query", query)
	args := []string{"ts", "-reply", "-config", a.path("tsa.cnf"), "-queryfile", a.path("query"), "-inkey", a.path("key.pem"), "-signer", a.path("signer.pem"), "-out", a.path("reply")}
	if chain, err := os.ReadFile(a.path("chain.pem")); err == nil && len(chain) > 0 {
		args = append(args, "-chain", a.path("chain.pem"))
	}
	out, err := exec.Command("openssl", args...).CombinedOutput() // #nosec G204 -- the arguments are our own files
	if err != nil {
		a.t.Fatalf("openssl: %v\n%s", err, out)
	}
	answer, err := os.ReadFile(a.path("reply"))
	a.must(err)
	return answer
}

// ServeHTTP makes it an authority as they are on the network (RFC 3161, 3.4).
func (a *Authority) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	query, err := io.ReadAll(r.Body)
	if err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/timestamp-query" {
		http.Error(w, "no query", http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/timestamp-reply")
	_, _ = w.Write(a.Reply(query))
}

func (a *Authority) path(name string) string { return filepath.Join(a.dir, name) }

func (a *Authority) file(name string, data []byte) {
	a.must(os.WriteFile(a.path(name), data, 0o600))
}

func (a *Authority) must(err error) {
	a.t.Helper()
	must(a.t, err)
}

// Root is a certificate that stands for itself.
func Root(t testing.TB) Certified {
	t.Helper()
	return Issue(t, Certified{}, func(c *x509.Certificate) { authority(c) }, false)
}

func authority(c *x509.Certificate) {
	c.IsCA, c.BasicConstraintsValid, c.KeyUsage = true, true, x509.KeyUsageCertSign
}

// ForStamps gives a certificate the extended key usage of an authority: for
// time-stamping, and whatever more is named; critical as RFC 3161 wants it, or not.
func ForStamps(critical bool, more ...asn1.ObjectIdentifier) func(*x509.Certificate) {
	return func(c *x509.Certificate) {
		c.KeyUsage = x509.KeyUsageDigitalSignature
		usages := append([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}}, more...)
		value, err := asn1.Marshal(usages)
		if err != nil {
			panic(err)
		}
		c.ExtraExtensions = append(c.ExtraExtensions, pkix.Extension{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: critical, Value: value})
	}
}

// Issue makes a certificate under another, or under itself when there is none.
func Issue(t testing.TB, issuer Certified, shape func(*x509.Certificate), useRSA bool) Certified {
	t.Helper()
	serial, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	must(t, err)
	c := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: "Test " + serial.String()},
		NotBefore: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	shape(c)
	var key crypto.Signer
	if useRSA {
		key, err = rsa.GenerateKey(rand.Reader, 2048)
	} else {
		key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	}
	must(t, err)
	parent, by := issuer.Certificate, issuer.Key
	if parent == nil {
		parent, by = c, key
	}
	der, err := x509.CreateCertificate(rand.Reader, c, parent, key.Public(), by)
	must(t, err)
	made, err := x509.ParseCertificate(der)
	must(t, err)
	return Certified{made, key}
}

// PEM is a certificate as text.
func PEM(c Certified) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
