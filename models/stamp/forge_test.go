package stamp

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/smallstep/pkcs7"

	"chigiri/models/stamp/stamptest"
)

// forger signs what it likes.
type forger struct {
	root, signer stamptest.Certified
	info         info
	kind         asn1.ObjectIdentifier
	named        []pkcs7.Attribute
	bare         bool // without signed attributes
	weak         bool // over SHA-1
}

func newForger(t testing.TB, r Request, shape func(*x509.Certificate)) *forger {
	t.Helper()
	root := stamptest.Root(t)
	f := &forger{root: root, signer: stamptest.Issue(t, root, shape, false), kind: infoOID}
	sum := sha256.Sum256(r.message)
	f.info = info{
		Version: 1, Policy: asn1.ObjectIdentifier{1, 2, 3}, Serial: big.NewInt(1), At: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), Nonce: r.nonce,
		Imprint: imprint{pkix.AlgorithmIdentifier{Algorithm: sha256OID, Parameters: asn1.NullRawValue}, sum[:]},
	}
	named := sha256.Sum256(f.signer.Raw)
	f.named = []pkcs7.Attribute{{Type: signingCertV2OID, Value: signingCertV2{[]certIDv2{{Sum: named[:]}}}}}
	return f
}

// answer is the forged answer.
func (f *forger) answer(t testing.TB) []byte {
	t.Helper()
	content, err := asn1.Marshal(f.info)
	must(t, err)
	s, err := pkcs7.NewSignedData(content)
	must(t, err)
	s.GetSignedData().ContentInfo.ContentType = f.kind
	s.SetDigestAlgorithm(pkcs7.OIDDigestAlgorithmSHA256)
	if f.weak {
		s.SetDigestAlgorithm(pkcs7.OIDDigestAlgorithmSHA1)
	}
	config := pkcs7.SignerInfoConfig{ExtraSignedAttributes: f.named}
	if f.bare {
		err = s.SignWithoutAttr(f.signer.Certificate, f.signer.Key, config)
	} else {
		err = s.AddSigner(f.signer.Certificate, f.signer.Key, config)
	}
	must(t, err)
	token, err := s.Finish()
	must(t, err)
	der, err := asn1.Marshal(reply{Token: asn1.RawValue{FullBytes: token}})
	must(t, err)
	return der
}

func TestCertificatesThatMayNotStamp(t *testing.T) {
	// Proves that a certificate stamps only when it is for time-stamping alone, and says
	// so critically; and that a well-formed one of the same maker is taken.
	serverAuth := asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 1}
	for name, c := range map[string]struct {
		shape func(*x509.Certificate)
		good  bool
	}{
		"for time-stamping":    {stamptest.ForStamps(true), true},
		"for nothing said":     {func(*x509.Certificate) {}, false},
		"for it, not critical": {stamptest.ForStamps(false), false},
		"for it and more":      {stamptest.ForStamps(true, serverAuth), false},
		"for it and what else": {stamptest.ForStamps(true, asn1.ObjectIdentifier{1, 2, 3, 4}), false},
		"for something else":   {func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} }, false},
		"not yet valid that day": {func(c *x509.Certificate) {
			stamptest.ForStamps(true)(c)
			c.NotBefore = time.Date(2026, 4, 2, 0, 0, 0, 0, time.UTC)
		}, false},
		"over that day": {func(c *x509.Certificate) {
			stamptest.ForStamps(true)(c)
			c.NotAfter = time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			r := ask(t, "one")
			f := newForger(t, r, c.shape)
			_, _, err := r.Accept(f.answer(t), rootsOf(t, stamptest.PEM(f.root)))
			if (err == nil) != c.good {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestForgedTokens(t *testing.T) {
	// Proves that what an authority must not sign is refused even under a right key.
	nonce := big.NewInt(7)
	sum := sha512.Sum512([]byte("one"))
	for name, c := range map[string]struct {
		forge func(*forger)
		want  string
	}{
		"another nonce":         {func(f *forger) { f.info.Nonce = nonce }, "nonce"},
		"no nonce":              {func(f *forger) { f.info.Nonce = nil }, "nonce"},
		"a time that never was": {func(f *forger) { f.info.At = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC) }, "before"},
		"a key of absurd length": {func(f *forger) {
			key := &rsa.PublicKey{N: new(big.Int).SetBit(big.NewInt(1), 100_000, 1), E: 3}
			der, err := x509.CreateCertificate(rand.Reader, f.signer.Certificate, f.root.Certificate, key, f.root.Key)
			must(t, err)
			f.signer.Certificate, err = x509.ParseCertificate(der)
			must(t, err)
		}, "too long"},
		"another version":     {func(f *forger) { f.info.Version = 2 }, "no time-stamp"},
		"over another digest": {func(f *forger) { f.info.Imprint = imprint{pkix.AlgorithmIdentifier{Algorithm: sha512OID}, sum[:]} }, "SHA-256"},
		"a short imprint":     {func(f *forger) { f.info.Imprint.Sum = f.info.Imprint.Sum[:20] }, "other data"},
		"a critical extension": {func(f *forger) {
			f.info.Extensions = []pkix.Extension{{Id: asn1.ObjectIdentifier{1, 2, 3}, Critical: true, Value: []byte{5, 0}}}
		}, "critical"},
		"marked as plain data": {func(f *forger) { f.kind = pkcs7.OIDData }, "not marked"},
		"no signed attributes": {func(f *forger) { f.bare = true }, "not marked"},
		"signed over SHA-1":    {func(f *forger) { f.weak = true }, "SHA-256"},
		"no certificate named": {func(f *forger) { f.named = nil }, "does not name"},
		"another one named":    {func(f *forger) { f.named[0].Value = signingCertV2{[]certIDv2{{Sum: sum[:32]}}} }, "not the one"},
		"named by nothing": {func(f *forger) {
			f.named[0].Value = signingCertV2{[]certIDv2{{Algorithm: pkix.AlgorithmIdentifier{Algorithm: infoOID}, Sum: []byte{}}}}
		}, "not the one"},
		"another one named, old": {func(f *forger) {
			f.named[0] = pkcs7.Attribute{Type: signingCertOID, Value: signingCert{[]certID{{Sum: sum[:sha1.Size]}}}}
		}, "not the one"},
	} {
		t.Run(name, func(t *testing.T) {
			r := ask(t, "one")
			f := newForger(t, r, stamptest.ForStamps(true))
			c.forge(f)
			_, _, err := r.Accept(f.answer(t), rootsOf(t, stamptest.PEM(f.root)))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}
