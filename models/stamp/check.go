package stamp

import (
	"bytes"
	"crypto/rsa"
	"crypto/sha1" // #nosec G505 -- names a certificate as RFC 2634 has it; what is signed is never SHA-1
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"time"

	"github.com/smallstep/pkcs7"
)

var (
	infoOID          = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}  // id-ct-TSTInfo
	signingCertOID   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12} // RFC 2634
	signingCertV2OID = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47} // RFC 5035
	extKeyUsageOID   = asn1.ObjectIdentifier{2, 5, 29, 37}
	sha384OID        = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 2}
	sha512OID        = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 3}
)

// digests are those a token may be signed over: none that is known to be broken.
var digests = []asn1.ObjectIdentifier{sha256OID, sha384OID, sha512OID}

// oldest is before any time-stamp of RFC 3161; a time before it was made up.
var oldest = time.Date(2001, 8, 1, 0, 0, 0, 0, time.UTC)

// The names of the signing certificate in the signed attributes (RFC 5035).
type (
	certID struct {
		Sum []byte
	}
	signingCert struct{ Certs []certID }
	certIDv2    struct {
		Algorithm pkix.AlgorithmIdentifier `asn1:"optional"`
		Sum       []byte
	}
	signingCertV2 struct{ Certs []certIDv2 }
)

// check is what Accept and Check share: everything but the nonce.
func check(token, message []byte, roots *x509.CertPool) (info, error) {
	if roots == nil { // x509 would take those of the system
		return info{}, errors.New("stamp: no roots are given to trust")
	}
	t, by, err := read(token, message)
	if err != nil {
		return info{}, err
	}
	return t, trusted(by.signer, by.more, roots, t.At)
}

// stamper is who signed a token, and the certificates that came with it.
type stamper struct {
	signer *x509.Certificate
	more   []*x509.Certificate
}

// read is all that can be checked without roots.
func read(token, message []byte) (info, stamper, error) {
	none := func(err error) (info, stamper, error) { return info{}, stamper{}, err }
	p, signer, err := signed(token)
	if err != nil {
		return none(err)
	}
	var t info
	rest, err := asn1.Unmarshal(p.Content, &t)
	switch {
	case err != nil || len(rest) > 0 || t.Version != 1:
		return none(errors.New("stamp: what is signed is no time-stamp"))
	case t.At.Before(oldest):
		return none(fmt.Errorf("stamp: the time %s is before there were time-stamps", t.At))
	case !t.Imprint.Algorithm.Algorithm.Equal(sha256OID):
		return none(errors.New("stamp: it is not over a SHA-256"))
	}
	for _, e := range t.Extensions {
		if e.Critical {
			return none(fmt.Errorf("stamp: it has a critical extension that is unknown here, %s", e.Id))
		}
	}
	if sum := sha256.Sum256(message); subtle.ConstantTimeCompare(sum[:], t.Imprint.Sum) != 1 {
		return none(errors.New("stamp: it is over other data"))
	}
	return t, stamper{signer, p.Certificates}, nil
}

// signed reads the signed data, checks its one signature over the signed attributes,
// and gives the certificate that made it.
func signed(token []byte) (*pkcs7.PKCS7, *x509.Certificate, error) {
	if len(token) > longest {
		return nil, nil, errors.New("stamp: it is too long for a token")
	}
	if err := plain(token, deepest); err != nil {
		return nil, nil, fmt.Errorf("stamp: this is no signed data: %w", err)
	}
	p, err := pkcs7.Parse(token)
	if err != nil {
		return nil, nil, fmt.Errorf("stamp: this is no signed data: %w", err)
	}
	for _, c := range p.Certificates {
		if k, ok := c.PublicKey.(*rsa.PublicKey); ok && k.N.BitLen() > longKey { // to check with it would take minutes
			return nil, nil, fmt.Errorf("stamp: it carries a key of %d bits, which is too long", k.N.BitLen())
		}
	}
	signer := p.GetOnlySigner()
	if signer == nil {
		return nil, nil, errors.New("stamp: it has not exactly one signer with their certificate")
	}
	strong := false
	for _, d := range digests {
		strong = strong || p.Signers[0].DigestAlgorithm.Algorithm.Equal(d)
	}
	if !strong || p.Signers[0].DigestEncryptionAlgorithm.Algorithm.Equal(pkcs7.OIDDigestAlgorithmECDSASHA1) {
		return nil, nil, errors.New("stamp: it is signed over a digest that is not SHA-256 or better")
	}
	var kind asn1.ObjectIdentifier // that there are signed attributes, and that they speak of a time-stamp
	if err := p.UnmarshalSignedAttribute(pkcs7.OIDAttributeContentType, &kind); err != nil || !kind.Equal(infoOID) {
		return nil, nil, errors.New("stamp: what is signed is not marked as a time-stamp")
	}
	if err := p.Verify(); err != nil {
		return nil, nil, fmt.Errorf("stamp: the signature does not hold: %w", err)
	}
	return p, signer, named(p, signer)
}

// What a token has at most: those of authorities have some kilobytes, a dozen deep,
// and RSA keys of 4,096 bits.
const longest, deepest, longKey = 256 << 10, 40, 8192

// plain says whether all of it is DER and no deeper than a token can be. pkcs7 takes
// BER too, and something nested without end would keep it busy without end.
func plain(der []byte, depth int) error {
	for len(der) > 0 {
		var v asn1.RawValue
		rest, err := asn1.Unmarshal(der, &v)
		if err != nil {
			return err
		}
		if v.IsCompound {
			if depth == 0 {
				return errors.New("it is nested too deep")
			}
			if err := plain(v.Bytes, depth-1); err != nil {
				return err
			}
		}
		der = rest
	}
	return nil
}

// named holds the signer against the certificate named in the signed attributes, so
// that no other certificate of the same key can stand in (RFC 3161, 2.4.1; RFC 5816).
func named(p *pkcs7.PKCS7, signer *x509.Certificate) error {
	var v2 signingCertV2
	if err := p.UnmarshalSignedAttribute(signingCertV2OID, &v2); err == nil && len(v2.Certs) > 0 {
		first := v2.Certs[0]
		if sum := digest(first.Algorithm.Algorithm, signer.Raw); sum != nil && bytes.Equal(first.Sum, sum) {
			return nil
		}
		return errors.New("stamp: the certificate is not the one the signature names")
	}
	var v1 signingCert
	if err := p.UnmarshalSignedAttribute(signingCertOID, &v1); err == nil && len(v1.Certs) > 0 {
		if sum := sha1.Sum(signer.Raw); bytes.Equal(v1.Certs[0].Sum, sum[:]) { // #nosec G401 -- as above
			return nil
		}
		return errors.New("stamp: the certificate is not the one the signature names")
	}
	return errors.New("stamp: the signature does not name its certificate")
}

// digest is a hash by its name, which is left out for SHA-256; nil for other names.
func digest(name asn1.ObjectIdentifier, data []byte) []byte {
	switch {
	case len(name) == 0 || name.Equal(sha256OID):
		sum := sha256.Sum256(data)
		return sum[:]
	case name.Equal(sha384OID):
		sum := sha512.Sum384(data)
		return sum[:]
	case name.Equal(sha512OID):
		sum := sha512.Sum512(data)
		return sum[:]
	}
	return nil
}

// trusted says whether a certificate may stamp times, and nothing else, and stood
// under one of the roots at the time stamped (RFC 3161, 2.3).
func trusted(signer *x509.Certificate, more []*x509.Certificate, roots *x509.CertPool, at time.Time) error {
	critical := false
	for _, e := range signer.Extensions {
		critical = critical || e.Id.Equal(extKeyUsageOID) && e.Critical
	}
	if !critical || len(signer.ExtKeyUsage) != 1 || signer.ExtKeyUsage[0] != x509.ExtKeyUsageTimeStamping || len(signer.UnknownExtKeyUsage) > 0 {
		return fmt.Errorf("stamp: the certificate of %q is not for time-stamping alone", signer.Subject)
	}
	between := x509.NewCertPool()
	for _, c := range more {
		between.AddCert(c)
	}
	_, err := signer.Verify(x509.VerifyOptions{
		Roots: roots, Intermediates: between, CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping},
	})
	if err != nil {
		return fmt.Errorf("stamp: the certificate of %q at %s: %w", signer.Subject, at.UTC().Format(time.RFC3339), err)
	}
	return nil
}
