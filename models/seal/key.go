package seal

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"io"
	"math/big"
	"time"
	"unicode/utf8"
)

// Key is what documents are sealed with: a key, which may lie in a device, and its
// certificates, the key's own first, each under the next.
type Key struct {
	Signer crypto.Signer
	Chain  []*x509.Certificate
}

// Blocks of a key file.
const (
	keyBlock         = "PRIVATE KEY"
	certificateBlock = "CERTIFICATE"
)

// ParseKey reads a key file in PEM: one private key (PKCS #8; elliptic P-256, P-384 or
// P-521, or RSA of 2048 bits or more) and its certificates, leaf first. Errors are
// Faults that say what is wrong with it; nothing of the key stands in them.
func ParseKey(text []byte) (*Key, error) {
	k := &Key{}
	for {
		var block *pem.Block
		if block, text = pem.Decode(text); block == nil {
			break
		}
		if err := k.take(block); err != nil {
			return nil, err
		}
	}
	switch {
	case k.Signer == nil:
		return nil, fault(BadKey, "no private key (-----BEGIN PRIVATE KEY-----)")
	case len(bytes.TrimSpace(text)) > 0:
		return nil, fault(BadKey, "something that is no PEM stands in it")
	case len(k.Chain) == 0:
		return nil, fault(BadKey, "no certificate (-----BEGIN CERTIFICATE-----) for the private key")
	case len(k.Chain) > certificates:
		return nil, fault(BadKey, "more than %d certificates", certificates)
	}
	return k, k.fits()
}

func (k *Key) take(block *pem.Block) error {
	switch block.Type {
	case keyBlock:
		if k.Signer != nil {
			return fault(BadKey, "two private keys")
		}
		key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
		if err != nil {
			return fault(BadKey, "the private key is not PKCS #8, or cut off")
		}
		signer, ok := key.(crypto.Signer)
		if !ok || !strong(signer.Public()) {
			return fault(Weak, "the private key is neither elliptic (P-256, P-384, P-521) nor RSA of 2048 bits or more")
		}
		k.Signer = signer
	case certificateBlock:
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return because(BadKey, err, "certificate %d", len(k.Chain)+1)
		}
		k.Chain = append(k.Chain, c)
	default:
		return fault(BadKey, "a block %.60q; a key is %q without a password, in PKCS #8", block.Type, keyBlock)
	}
	return nil
}

// fits says whether a key and its certificates belong together.
func (k *Key) fits() error {
	public, ok := k.Signer.Public().(interface{ Equal(crypto.PublicKey) bool })
	if !ok || !public.Equal(k.Chain[0].PublicKey) {
		return fault(KeyMismatch, "the first certificate, of %.200q, is not the private key's", k.Chain[0].Subject)
	}
	for i, c := range k.Chain[1:] {
		if err := k.Chain[i].CheckSignatureFrom(c); err != nil {
			return because(Disordered, err, "certificate %d is not under certificate %d", i+1, i+2)
		}
	}
	return mayseal(k.Chain[0])
}

// Valid says whether a key may seal at a time: whether all its certificates hold then.
func (k *Key) Valid(at time.Time) error {
	for _, c := range k.Chain {
		if at.Before(c.NotBefore) || at.After(c.NotAfter) {
			return fault(Expired, "%s is not within the validity of %.200q, %s to %s",
				at.UTC().Format(time.RFC3339), c.Subject, c.NotBefore.Format(time.DateOnly), c.NotAfter.Format(time.DateOnly))
		}
	}
	return nil
}

// Ends is when the first of its certificates ends.
func (k *Key) Ends() time.Time {
	first := k.Chain[0].NotAfter
	for _, c := range k.Chain[1:] {
		if c.NotAfter.Before(first) {
			first = c.NotAfter
		}
	}
	return first
}

// Roots are those that this key's own seals check under: the last of its certificates.
func (k *Key) Roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(k.Root())
	return pool
}

// Root is the certificate others are given, to check this key's seals with.
func (k *Key) Root() *x509.Certificate { return k.Chain[len(k.Chain)-1] }

// NewKeyOptions say for whom a key is made, and for how long.
type NewKeyOptions struct {
	Name string // of who signs, as readers show it: the body, or its portal
	From time.Time
	Till time.Time
}

// NewKey makes a key with an authority of its own: an elliptic key (P-256), its
// certificate, and the root the certificate is under. It gives the key file, secret,
// and the root in PEM for those who are to trust it. The root's own key is thrown
// away: nobody can make another certificate under it, and the next key has another
// root.
func NewKey(random io.Reader, o NewKeyOptions) (keyFile, root []byte, err error) {
	const longest = 50 // a common name has 64 characters at most (RFC 5280, appendix A)
	if n := utf8.RuneCountInString(o.Name); n == 0 || n > longest || !o.From.Before(o.Till) {
		return nil, nil, fault(BadKey, "no name, one longer than %d characters, or no time between its dates", longest)
	}
	rootKey, err := ecdsa.GenerateKey(elliptic.P256(), random)
	if err != nil {
		return nil, nil, because(BadKey, err, "root")
	}
	rootTemplate, err := o.template(random, o.Name+" Root")
	if err != nil {
		return nil, nil, err
	}
	rootTemplate.IsCA, rootTemplate.BasicConstraintsValid, rootTemplate.MaxPathLenZero = true, true, true
	rootTemplate.KeyUsage = x509.KeyUsageCertSign
	rootDER, err := x509.CreateCertificate(random, rootTemplate, rootTemplate, rootKey.Public(), rootKey)
	if err != nil {
		return nil, nil, because(BadKey, err, "root")
	}
	authority, err := x509.ParseCertificate(rootDER)
	if err != nil {
		return nil, nil, because(BadKey, err, "root")
	}
	root = encode(certificateBlock, rootDER)
	keyFile, err = o.leaf(random, authority, rootKey)
	return append(keyFile, root...), root, err
}

// leaf makes the key itself and its certificate.
func (o NewKeyOptions) leaf(random io.Reader, root *x509.Certificate, rootKey crypto.Signer) ([]byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), random)
	if err != nil {
		return nil, because(BadKey, err, "key")
	}
	template, err := o.template(random, o.Name)
	if err != nil {
		return nil, err
	}
	template.BasicConstraintsValid = true
	template.KeyUsage = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection} // what readers know
	template.UnknownExtKeyUsage = []asn1.ObjectIdentifier{documentSigning}     // what it is
	certificate, err := x509.CreateCertificate(random, template, root, key.Public(), rootKey)
	if err != nil {
		return nil, because(BadKey, err, "certificate")
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, because(BadKey, err, "key")
	}
	return append(encode(keyBlock, secret), encode(certificateBlock, certificate)...), nil
}

func (o NewKeyOptions) template(random io.Reader, subject string) (*x509.Certificate, error) {
	var serial [16]byte
	if _, err := io.ReadFull(random, serial[:]); err != nil {
		return nil, because(BadKey, err, "serial number")
	}
	serial[0] = serial[0]&0x3f | 0x40 // positive, always of one length
	return &x509.Certificate{
		SerialNumber: new(big.Int).SetBytes(serial[:]), Subject: pkix.Name{CommonName: subject}, NotBefore: o.From.UTC(), NotAfter: o.Till.UTC(),
	}, nil
}

func encode(block string, b []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: block, Bytes: b})
}
