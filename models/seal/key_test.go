package seal_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"slices"
	"strings"
	"testing"

	"chigiri/models/seal"
	"chigiri/models/stamp/stamptest"
)

func pkcs8(t testing.TB, key any) []byte {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	must(t, err)
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
}

func TestNewKey(t *testing.T) {
	// Proves that a key of our own making reads again, says what it is for, and that two
	// have nothing in common.
	o := seal.NewKeyOptions{Name: "大阪府", From: signedAt, Till: signedAt.AddDate(5, 0, 0)}
	file, root, err := seal.NewKey(rand.Reader, o)
	must(t, err)
	key, err := seal.ParseKey(file)
	must(t, err)
	leaf := key.Chain[0]
	if len(key.Chain) != 2 || leaf.Subject.CommonName != "大阪府" || !leaf.NotBefore.Equal(o.From) || !leaf.NotAfter.Equal(o.Till) ||
		leaf.KeyUsage != x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment || leaf.ExtKeyUsage[0] != x509.ExtKeyUsageEmailProtection ||
		leaf.UnknownExtKeyUsage[0].String() != "1.3.6.1.5.5.7.3.36" {
		t.Errorf("the certificate is %+v", leaf)
	}
	if bytes.Contains(root, []byte("PRIVATE")) || !bytes.HasSuffix(file, root) {
		t.Error("the root is not what others get")
	}
	if key.Valid(o.From) != nil || key.Valid(o.From.Add(-1)) == nil || key.Valid(o.Till.Add(1)) == nil || !key.Ends().Equal(o.Till) {
		t.Error("it seals at other times than it was made for")
	}
	if _, err := seal.Verify(sign(t, small(), options(key)), key.Roots(), seal.VerifyOptions{}); err != nil {
		t.Errorf("under its own roots: %v", err)
	}
	other, otherRoot, err := seal.NewKey(rand.Reader, o)
	must(t, err)
	if bytes.Equal(file, other) || bytes.Equal(root, otherRoot) {
		t.Error("two keys are the same")
	}
	for name, bad := range map[string]seal.NewKeyOptions{
		"no name": {From: o.From, Till: o.Till}, "no time": {Name: "x", From: o.Till, Till: o.From}, "a long name": {Name: strings.Repeat("長", 51), From: o.From, Till: o.Till},
	} {
		_, _, err := seal.NewKey(rand.Reader, bad)
		refused(t, name, err, seal.BadKey)
	}
	if _, _, err := seal.NewKey(bytes.NewReader(nil), o); err == nil {
		t.Error("a key without randomness")
	}
}

func TestParseKey(t *testing.T) {
	// Proves that a key file is taken whole and in order or not at all, and that what is
	// said against it holds nothing of the key.
	root, stranger := stamptest.Root(t), stamptest.Root(t)
	leaf := stamptest.Issue(t, root, forDocuments, false)
	mine, top := stamptest.PEM(leaf), stamptest.PEM(root)
	secret := pkcs8(t, leaf.Key)
	p224, err := ecdsa.GenerateKey(elliptic.P224(), rand.Reader)
	must(t, err)
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	sec1, err := x509.MarshalECPrivateKey(leaf.Key.(*ecdsa.PrivateKey))
	must(t, err)
	server := stamptest.Issue(t, root, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} }, false)
	for name, c := range map[string]struct {
		text []byte
		want seal.Code
	}{
		"whole":                         {slices.Concat(secret, mine, top), ""},
		"with remarks, as openssl does": {slices.Concat([]byte("Bag Attributes\n"), secret, []byte("\nsubject=x\n"), mine, []byte("\nissuer=x\n"), top, []byte("\n")), ""},
		"without the root":              {slices.Concat(secret, mine), ""},
		"certificates first":            {slices.Concat(mine, top, secret), ""},
		"nothing":                       {nil, seal.BadKey},
		"no PEM":                        {[]byte("hello"), seal.BadKey},
		"no key":                        {slices.Concat(mine, top), seal.BadKey},
		"no certificate":                {secret, seal.BadKey},
		"two keys":                      {slices.Concat(secret, secret, mine), seal.BadKey},
		"cut off":                       {slices.Concat(secret, mine, top[:len(top)-30]), seal.BadKey},
		"a broken key":                  {slices.Concat(bytes.Replace(secret, []byte("MIG"), []byte("MIH"), 1), mine), seal.BadKey},
		"a broken certificate":          {slices.Concat(secret, bytes.Replace(mine, []byte("MIIB"), []byte("MIIC"), 1)), seal.BadKey},
		"a key with a password":         {slices.Concat(pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED PRIVATE KEY", Bytes: []byte{1}}), mine), seal.BadKey},
		"a key in another form":         {slices.Concat(pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: sec1}), mine), seal.BadKey},
		"another's certificate":         {slices.Concat(secret, stamptest.PEM(stranger)), seal.KeyMismatch},
		"the root first":                {slices.Concat(secret, top, mine), seal.KeyMismatch},
		"another's root":                {slices.Concat(secret, mine, stamptest.PEM(stranger)), seal.Disordered},
		"a curve too small":             {slices.Concat(pkcs8(t, p224), mine), seal.Weak},
		"a curve nobody reads":          {slices.Concat(pkcs8(t, edwards), mine), seal.Weak},
		"a server's":                    {slices.Concat(pkcs8(t, server.Key), stamptest.PEM(server), top), seal.Purpose},
		"certificates without end":      {slices.Concat(secret, bytes.Repeat(mine, 11)), seal.BadKey},
	} {
		key, err := seal.ParseKey(c.text)
		refused(t, name, err, c.want)
		if c.want == "" && (err != nil || !key.Chain[0].Equal(leaf.Certificate)) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), string(secret[40:60])) {
			t.Errorf("%s: the key stands in %v", name, err)
		}
	}
}
