package seal_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"math/big"
	"testing"
	"time"

	"chigiri/models/seal"
	"chigiri/models/stamp"
	"chigiri/models/stamp/stamptest"
)

func TestSeal(t *testing.T) {
	// Proves that a document of the house is sealed with every sort of key, checks, says
	// what it was given, and is the document it was with something behind it.
	root := stamptest.Root(t)
	between := stamptest.Issue(t, root, func(c *x509.Certificate) {
		c.IsCA, c.BasicConstraintsValid, c.KeyUsage = true, true, x509.KeyUsageCertSign
	}, true)
	p384, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	must(t, err)
	roots := pool(t, stamptest.PEM(root))
	own, ownRoots := newKey(t)
	for name, c := range map[string]struct {
		key   *seal.Key
		roots *x509.CertPool
		pss   bool
	}{
		"of our own making": {own, ownRoots, false},
		"P-256":             {issued(t, false, forDocuments, root), roots, false},
		"P-384":             {keyOf(p384, certify(t, between, p384, forDocuments), between, root), roots, false},
		"RSA":               {issued(t, true, forDocuments, between, root), roots, false},
		"RSA with PSS":      {issued(t, true, forDocuments, between, root), roots, true},
		"for nothing said":  {issued(t, false, func(*x509.Certificate) {}, root), roots, false},
		"without the root":  {issued(t, false, forDocuments, between), roots, false},
	} {
		t.Run(name, func(t *testing.T) {
			for _, pdf := range [][]byte{pledge(t, false), pledge(t, true), small()} {
				o := options(c.key)
				o.PSS = c.pss
				out := sign(t, pdf, o)
				if !bytes.HasPrefix(out, pdf) {
					t.Error("the document itself changed")
				}
				r, err := seal.Verify(out, c.roots, seal.VerifyOptions{Now: signedAt.Add(time.Hour)})
				must(t, err)
				if !r.At.Equal(signedAt) || !r.Proven().Equal(signedAt) || r.Name != o.Name || r.Reason != o.Reason || r.Stamp != seal.NoStamp || !r.Signer.Equal(c.key.Chain[0]) {
					t.Errorf("it says %+v", r)
				}
			}
		})
	}
}

// certify gives a key a certificate.
func certify(t testing.TB, issuer stamptest.Certified, key *ecdsa.PrivateKey, shape func(*x509.Certificate)) *x509.Certificate {
	t.Helper()
	template := &x509.Certificate{SerialNumber: big.NewInt(7), NotBefore: signedAt.AddDate(-1, 0, 0), NotAfter: signedAt.AddDate(1, 0, 0)}
	shape(template)
	der, err := x509.CreateCertificate(rand.Reader, template, issuer.Certificate, key.Public(), issuer.Key)
	must(t, err)
	c, err := x509.ParseCertificate(der)
	must(t, err)
	return c
}

func TestStamp(t *testing.T) {
	// Proves that an authority's time-stamp is placed later without a byte changing but
	// the signature value, under the same name; and how much is believed of it.
	key, roots := newKey(t)
	pdf := sign(t, pledge(t, true), options(key))
	before, err := seal.Identity(pdf)
	must(t, err)
	message, err := seal.StampMessage(pdf)
	must(t, err)
	authority := stamptest.New(t, stamptest.Options{RSA: true, Between: true})
	request, err := stamp.New(rand.Reader, message)
	must(t, err)
	authorities := pool(t, authority.RootPEM)
	token, at, err := request.Accept(authority.Reply(request.DER), authorities)
	must(t, err)
	stamped, err := seal.Stamp(pdf, token)
	must(t, err)
	from, to := gap(t, pdf)
	if len(stamped) != len(pdf) || !bytes.Equal(stamped[:from], pdf[:from]) || !bytes.Equal(stamped[to:], pdf[to:]) || bytes.Equal(stamped, pdf) {
		t.Error("something else changed than the signature value")
	}
	if after, err := seal.Identity(stamped); err != nil || after != before || len(after) != 64 {
		t.Errorf("it is now called %s, %v", after, err)
	}
	r, err := seal.Verify(stamped, roots, seal.VerifyOptions{Authorities: authorities})
	must(t, err)
	if r.Identity != before || r.Stamp != seal.GoodStamp || !r.StampedAt.Equal(at) || !r.Proven().Equal(at) {
		t.Errorf("%+v, stamped at %s", r, at)
	}
	if r, err = seal.Verify(stamped, roots, seal.VerifyOptions{}); err != nil || r.Stamp != seal.UnknownStamp || !r.StampedAt.IsZero() || !r.Proven().Equal(signedAt) {
		t.Errorf("of an unknown authority: %+v, %v", r, err)
	}
	if r, err = seal.Verify(pdf, roots, seal.VerifyOptions{Authorities: authorities}); err != nil || r.Stamp != seal.NoStamp {
		t.Errorf("before it came: %+v, %v", r, err)
	}
	stranger := stamptest.New(t, stamptest.Options{})
	if _, err = seal.Verify(stamped, roots, seal.VerifyOptions{Authorities: pool(t, stranger.RootPEM)}); seal.CodeOf(err) != seal.BadStamp {
		t.Errorf("of another authority: %v", err)
	}
	_, err = seal.Stamp(stamped, token)
	refused(t, "a second stamp", err, seal.Stamped)
	other := sign(t, pledge(t, true), options(key))
	_, err = seal.Stamp(other, token)
	refused(t, "a stamp of another document", err, seal.BadStamp)
	_, err = seal.Stamp(pdf, token[:len(token)-1])
	refused(t, "a stamp cut off", err, seal.BadStamp)
	o := options(key)
	o.Room = 100
	narrow := sign(t, small(), o)
	_, err = seal.Stamp(narrow, tokenFor(t, authority, narrow))
	refused(t, "a stamp without room", err, seal.NoRoom)
}

// tokenFor is a time-stamp for a sealed document.
func tokenFor(t testing.TB, a *stamptest.Authority, pdf []byte) []byte {
	t.Helper()
	message, err := seal.StampMessage(pdf)
	must(t, err)
	request, err := stamp.New(rand.Reader, message)
	must(t, err)
	token, _, err := request.Accept(a.Reply(request.DER), pool(t, a.RootPEM))
	must(t, err)
	return token
}

func refused(t testing.TB, what string, err error, want seal.Code) {
	t.Helper()
	if seal.CodeOf(err) != want {
		t.Errorf("%s: %v, want %s", what, err, want)
	}
}

func TestTimes(t *testing.T) {
	// Proves that the times must fit each other: the certificate's, the signer's word, a
	// trusted stamp and the reader's clock.
	root := stamptest.Root(t)
	roots := pool(t, stamptest.PEM(root))
	authority := stamptest.New(t, stamptest.Options{})
	now := time.Now()
	shape := func(from, till time.Time) func(*x509.Certificate) {
		return func(c *x509.Certificate) { forDocuments(c); c.NotBefore, c.NotAfter = from, till }
	}
	for name, c := range map[string]struct {
		from, at, till time.Time
		want           seal.Code
	}{
		"in time":                               {now.AddDate(-1, 0, 0), now.Add(-time.Hour), now.AddDate(1, 0, 0), ""},
		"stamped when the certificate was over": {now.AddDate(-2, 0, 0), now.AddDate(-1, 0, 0), now.AddDate(0, -1, 0), seal.Expired},
		"stamped before the time it says":       {now.AddDate(-1, 0, 0), now.Add(time.Hour), now.AddDate(1, 0, 0), seal.BadTime},
	} {
		o := options(issued(t, false, shape(c.from, c.till), root))
		o.At = c.at
		pdf := sign(t, small(), o)
		stamped, err := seal.Stamp(pdf, tokenFor(t, authority, pdf))
		must(t, err)
		_, err = seal.Verify(stamped, roots, seal.VerifyOptions{Authorities: pool(t, authority.RootPEM)})
		refused(t, name, err, c.want)
		if _, err = seal.Verify(pdf, roots, seal.VerifyOptions{}); err != nil {
			t.Errorf("%s, without the stamp: %v", name, err)
		}
	}
	o := options(issued(t, false, shape(now.AddDate(-1, 0, 0), now.AddDate(1, 0, 0)), root))
	o.At = now.Add(time.Hour)
	_, err := seal.Verify(sign(t, small(), o), roots, seal.VerifyOptions{Now: now})
	refused(t, "from a time to come", err, seal.BadTime)
	o.At = now.AddDate(2, 0, 0)
	_, err = seal.Sign(small(), o)
	refused(t, "signed when the certificate is over", err, seal.Expired)
}

func TestCertificates(t *testing.T) {
	// Proves that only a certificate for signing documents, under a root that is given,
	// through others that may stand there, seals.
	root, stranger := stamptest.Root(t), stamptest.Root(t)
	roots := pool(t, stamptest.PEM(root))
	authority := func(more func(*x509.Certificate)) func(*x509.Certificate) {
		return func(c *x509.Certificate) {
			c.IsCA, c.BasicConstraintsValid, c.KeyUsage = true, true, x509.KeyUsageCertSign
			more(c)
		}
	}
	old := stamptest.Issue(t, root, authority(func(c *x509.Certificate) { c.NotAfter = signedAt.AddDate(-1, 0, 0) }), false)
	servers := stamptest.Issue(t, root, authority(func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} }), false)
	mail := stamptest.Issue(t, root, authority(func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection} }), false)
	gapped := issued(t, false, forDocuments, mail)
	short, err := rsa.GenerateKey(rand.Reader, 1024)
	must(t, err)
	shortKey := issued(t, false, forDocuments, root)
	template := *shortKey.Chain[0]
	der, err := x509.CreateCertificate(rand.Reader, &template, root.Certificate, short.Public(), root.Key)
	must(t, err)
	shortKey.Signer = short
	shortKey.Chain[0], err = x509.ParseCertificate(der)
	must(t, err)
	for name, c := range map[string]struct {
		key  *seal.Key
		want seal.Code
	}{
		"for documents alone": {issued(t, false, func(c *x509.Certificate) {
			c.UnknownExtKeyUsage = []asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 36}}
		}, root), ""},
		"for mail alone":          {issued(t, false, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection} }, mail, root), ""},
		"for anything":            {issued(t, false, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageAny} }, root), ""},
		"for servers":             {issued(t, false, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} }, root), seal.Purpose},
		"for encryption":          {issued(t, false, func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyEncipherment }, root), seal.Purpose},
		"an authority's":          {issued(t, false, authority(func(*x509.Certificate) {}), root), seal.Purpose},
		"through one for servers": {issued(t, false, forDocuments, servers, root), seal.Purpose},
		"under a stranger":        {issued(t, false, forDocuments, stranger), seal.Untrusted},
		"with one left out":       {&seal.Key{Signer: gapped.Signer, Chain: gapped.Chain[:1]}, seal.Untrusted},
		"a short key":             {shortKey, seal.Weak},
	} {
		_, err := seal.Verify(sign(t, small(), options(c.key)), roots, seal.VerifyOptions{})
		refused(t, name, err, c.want)
	}
	key := issued(t, false, forDocuments, root)
	absurd := &rsa.PublicKey{N: new(big.Int).SetBit(big.NewInt(1), 100_000, 1), E: 3}
	der, err = x509.CreateCertificate(rand.Reader, root.Certificate, root.Certificate, absurd, root.Key)
	must(t, err)
	longest, err := x509.ParseCertificate(der)
	must(t, err)
	key.Chain = append(key.Chain, longest)
	_, err = seal.Verify(sign(t, small(), options(key)), roots, seal.VerifyOptions{})
	refused(t, "a key of absurd length beside", err, seal.Weak)
	key = issued(t, false, forDocuments, old)
	_, err = seal.Sign(small(), options(key))
	refused(t, "signed with an expired certificate above", err, seal.Expired)
	key.Chain = key.Chain[:1]
	_, err = seal.Verify(sign(t, small(), options(key)), pool(t, stamptest.PEM(old)), seal.VerifyOptions{})
	refused(t, "checked under an expired root", err, seal.Expired)
}
