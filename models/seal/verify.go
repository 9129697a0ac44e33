package seal

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	der "golang.org/x/crypto/cryptobyte/asn1"

	"chigiri/models/stamp"
)

// StampState is what is known of a document's time-stamp.
type StampState string

// The states of a time-stamp.
const (
	NoStamp      StampState = "none"    // it has none yet
	UnknownStamp StampState = "unknown" // it has one over this seal, of an authority nobody vouched for: it proves no time
	GoodStamp    StampState = "good"    // it has one of an authority that is trusted
)

// Report is what a seal says, and how far it is proven.
type Report struct {
	Identity     string            // SHA-256 over all that is signed, in hexadecimal
	At           time.Time         // of signing, as the signer says
	Name, Reason string            // as the signer says
	Signer       *x509.Certificate // whose key signed
	Root         *x509.Certificate // of those that are trusted, the one it stands under
	Stamp        StampState
	StampedAt    time.Time // when Stamp is GoodStamp
	StampedBy    string    // the authority as its certificate names it, when Stamp is GoodStamp
}

// Proven is the time at which the seal is known to have been there: the authority's,
// or else the signer's own word.
func (r Report) Proven() time.Time {
	if r.Stamp == GoodStamp {
		return r.StampedAt
	}
	return r.At
}

// VerifyOptions are what may be known beyond the signer's roots.
type VerifyOptions struct {
	Authorities *x509.CertPool // roots of time-stamping authorities; without them a stamp stays unknown
	Now         time.Time      // when given, a seal from after it is refused
}

// skew is how far the clocks of the portal and of an authority may lie apart.
const skew = 5 * time.Minute

// Verify checks a sealed document: that all of it is signed and nothing came after,
// the digest, the signature, that the certificate is the one it names, is for signing
// documents and stood under one of the roots when it signed, and the time-stamp if
// there is one. With a stamp that is trusted the certificate must have been valid at
// that time too.
//
// An error is a Fault. The Report beside an error tells what was read up to there;
// nothing of it is proven.
func Verify(pdf []byte, roots *x509.CertPool, o VerifyOptions) (Report, error) {
	r := Report{Stamp: NoStamp}
	place, s, err := open(pdf)
	if err != nil {
		return r, err
	}
	sum := place.digest()
	r.Identity, r.At, r.Name, r.Reason = hex.EncodeToString(sum[:]), place.at, place.name, place.reason
	if r.Signer, err = s.holds(sum); err != nil {
		return r, err
	}
	if s.token != nil {
		if r.Stamp, r.StampedAt, err = s.stampedAt(o.Authorities); err != nil {
			return r, err
		}
	}
	if r.Stamp == GoodStamp {
		if r.StampedBy, err = stamp.By(s.token); err != nil {
			return r, because(BadStamp, err, "its authority has no name")
		}
	}
	if r.Stamp == GoodStamp && r.StampedAt.Before(r.At.Add(-skew)) {
		return r, fault(BadTime, "it was stamped at %s, before it says it was signed, %s", r.StampedAt, r.At)
	}
	if !o.Now.IsZero() && r.At.After(o.Now.Add(skew)) {
		return r, fault(BadTime, "it says it was signed at %s, which is to come", r.At)
	}
	for _, at := range slices.Compact([]time.Time{r.At, r.Proven()}) {
		if r.Root, err = s.trusted(r.Signer, roots, at); err != nil {
			return r, err
		}
	}
	return r, nil
}

// holds checks the signature over a document of this digest, and gives whose it is.
func (s *signed) holds(sum [sha256.Size]byte) (*x509.Certificate, error) {
	i := slices.IndexFunc(s.chain, func(c *x509.Certificate) bool {
		return bytes.Equal(c.RawIssuer, s.issuer) && c.SerialNumber.Cmp(s.serial) == 0
	})
	if i < 0 {
		return nil, fault(Misnamed, "the signer's certificate is not there")
	}
	signer := s.chain[i]
	if err := s.named(signer, sum); err != nil {
		return nil, err
	}
	if !strong(signer.PublicKey) {
		return nil, fault(Weak, "the key of %.200q", signer.Subject)
	}
	if err := signer.CheckSignature(s.algorithm, s.toSign, s.signature); err != nil {
		return nil, because(Forged, err, "the signature of %.200q", signer.Subject)
	}
	return signer, nil
}

// named checks the signed attributes.
func (s *signed) named(signer *x509.Certificate, sum [sha256.Size]byte) error {
	kind, digest := &reading{String: s.attributes[contentTypeOID.String()]}, &reading{String: s.attributes[messageDigestOID.String()]}
	what, value := kind.oid(), digest.in(der.OCTET_STRING)
	switch {
	case !what.Equal(dataOID) || !kind.over():
		return fault(Unreadable, "the attribute content-type")
	case value.bad || !digest.over():
		return fault(Unreadable, "the attribute message-digest")
	case s.attributes[signingTimeOID.String()] != nil:
		return fault(Unreadable, "a signing time that PAdES baseline does not have there")
	case !bytes.Equal(value.String, sum[:]):
		return fault(Altered, "the document gives %x, the signature is over %x", sum, []byte(value.String))
	}
	return namesCertificate(s.attributes[signingCertOID.String()], signer)
}

// namesCertificate holds the signing-certificate-v2 (RFC 5035) against a certificate:
// its first hash, by SHA-256, must be this one's.
func namesCertificate(attribute []byte, signer *x509.Certificate) error {
	all := &reading{String: attribute}
	first := all.in(der.SEQUENCE).in(der.SEQUENCE).in(der.SEQUENCE)
	if first.PeekASN1Tag(der.SEQUENCE) {
		first.sha256()
	}
	hash := first.in(der.OCTET_STRING)
	if hash.bad || !all.over() {
		return fault(Unreadable, "the attribute signing-certificate-v2")
	}
	if sum := sha256.Sum256(signer.Raw); !bytes.Equal(hash.String, sum[:]) {
		return fault(Misnamed, "it names another one than that of %.200q", signer.Subject)
	}
	return nil
}

// stampedAt checks the time-stamp.
func (s *signed) stampedAt(authorities *x509.CertPool) (StampState, time.Time, error) {
	if authorities == nil {
		if _, err := stamp.Claim(s.token, s.signature); err != nil {
			return NoStamp, time.Time{}, because(BadStamp, err, "of an unknown authority")
		}
		return UnknownStamp, time.Time{}, nil
	}
	at, err := stamp.Check(s.token, s.signature, authorities)
	if err != nil {
		return NoStamp, time.Time{}, because(BadStamp, err, "it does not hold")
	}
	return GoodStamp, at, nil
}

// trusted says whether a certificate is for signing documents and stood under one of
// the roots at a time, and which.
func (s *signed) trusted(signer *x509.Certificate, roots *x509.CertPool, at time.Time) (*x509.Certificate, error) {
	if err := mayseal(signer); err != nil {
		return nil, err
	}
	if roots == nil { // x509 would take those of the system
		return nil, fault(NoRoots, "")
	}
	between := x509.NewCertPool()
	for _, c := range s.chain {
		between.AddCert(c)
	}
	chains, err := signer.Verify(x509.VerifyOptions{
		Roots: roots, Intermediates: between, CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	})
	if err != nil {
		code := Untrusted
		if invalid := (x509.CertificateInvalidError{}); errors.As(err, &invalid) && invalid.Reason == x509.Expired {
			code = Expired
		}
		return nil, because(code, err, "%.200q at %s", signer.Subject, at.UTC().Format(time.RFC3339))
	}
	for _, chain := range chains {
		if !slices.ContainsFunc(chain[1:max(1, len(chain)-1)], func(c *x509.Certificate) bool { return !forDocuments(c) || !strong(c.PublicKey) }) {
			return chain[len(chain)-1], nil
		}
	}
	return nil, fault(Purpose, "those between %.200q and the root are not for signing documents", signer.Subject)
}

// documentSigning is the purpose of RFC 9336.
var documentSigning = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 36}

// mayseal says whether a certificate is one to sign documents with.
func mayseal(c *x509.Certificate) error {
	const signs = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	switch {
	case c.IsCA:
		return fault(Purpose, "the certificate of %.200q is an authority's", c.Subject)
	case c.KeyUsage != 0 && c.KeyUsage&signs == 0:
		return fault(Purpose, "the key of %.200q is not for signatures", c.Subject)
	case !forDocuments(c):
		return fault(Purpose, "the certificate of %.200q is not for documents", c.Subject)
	}
	return nil
}

// forDocuments says whether a certificate is for documents, for mail (which is what
// most that sign documents are for), or for anything.
func forDocuments(c *x509.Certificate) bool {
	if len(c.ExtKeyUsage) == 0 && len(c.UnknownExtKeyUsage) == 0 {
		return true
	}
	return slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageEmailProtection) || slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageAny) ||
		slices.ContainsFunc(c.UnknownExtKeyUsage, documentSigning.Equal)
}
