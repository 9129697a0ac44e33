package seal

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	der "golang.org/x/crypto/cryptobyte/asn1"
)

// Signed data is refused beyond these.
const (
	longest      = 256 << 10 // bytes
	certificates = 10
	attributes   = 16   // signed ones
	longKey      = 8192 // bits
)

// signed is a signature value taken apart: one signer, over a document elsewhere.
type signed struct {
	preface    []byte // all before the signer
	signer     []byte // the signer without attributes that are not signed
	toSign     []byte // the signed attributes as they are signed
	attributes map[string][]byte
	issuer     []byte
	serial     *big.Int
	algorithm  x509.SignatureAlgorithm // 0 for elliptic or RSA, by the key
	signature  []byte
	chain      []*x509.Certificate // as they stand there
	token      []byte              // the time-stamp; nil for none
}

// length is the length of the one DER element at the beginning.
func length(b []byte) (int, bool) {
	s, rest := cryptobyte.String(b), cryptobyte.String(nil)
	var tag der.Tag
	ok := s.ReadAnyASN1Element(&rest, &tag)
	return len(rest), ok
}

// reading is DER being read; after the first thing that does not fit, all fails.
type reading struct {
	cryptobyte.String
	bad bool
}

// in reads an element that must be there, and is what is in it.
func (r *reading) in(tag der.Tag) *reading {
	inner := &reading{}
	r.bad = r.bad || !r.ReadASN1(&inner.String, tag)
	inner.bad = r.bad
	return inner
}

// element reads an element with its head.
func (r *reading) element(tag der.Tag) []byte {
	var s cryptobyte.String
	r.bad = r.bad || !r.ReadASN1Element(&s, tag)
	return s
}

func (r *reading) oid() asn1.ObjectIdentifier {
	var o asn1.ObjectIdentifier
	r.bad = r.bad || !r.ReadASN1ObjectIdentifier(&o)
	return o
}

// version reads a number that must be 1.
func (r *reading) version() {
	var n int
	r.bad = r.bad || !r.ReadASN1Integer(&n) || n != 1
}

// sha256 reads an algorithm that must be SHA-256, with no parameters or none said.
func (r *reading) sha256() {
	a := r.in(der.SEQUENCE)
	name := a.oid()
	r.bad = a.bad || !name.Equal(sha256OID) || len(a.String) > 0 && !bytes.Equal(a.String, nullParameter)
}

// over says that nothing may follow.
func (r *reading) over() bool { return !r.bad && r.Empty() }

// parse takes a signature value apart. It must be DER, signed data over a document
// elsewhere (RFC 5652), with one signer whose certificate is there, named by issuer
// and number.
func parse(b []byte) (*signed, error) {
	all := &reading{String: b}
	outer := all.in(der.SEQUENCE)
	kind := outer.oid()
	wrapped := outer.in(tagZero)
	data := wrapped.in(der.SEQUENCE)
	if data.bad || !kind.Equal(signedDataOID) || !all.over() || !outer.over() || !wrapped.over() {
		return nil, fault(Unreadable, "no signed data")
	}
	s := &signed{}
	whole := data.String
	data.version()
	digests := data.in(der.SET)
	digests.sha256()
	content := data.in(der.SEQUENCE)
	what := content.oid()
	held := data.in(tagZero)
	s.preface = whole[:len(whole)-len(data.String)]
	signers := data.in(der.SET)
	signer := signers.in(der.SEQUENCE)
	if signer.bad || !digests.over() || !content.over() || !what.Equal(dataOID) || !data.over() || !signers.over() {
		return nil, fault(Unreadable, "no signed data with one signer over a document elsewhere, by SHA-256")
	}
	if err := s.certificates(held.String); err != nil {
		return nil, err
	}
	return s, s.signedBy(signer)
}

func (s *signed) certificates(held cryptobyte.String) error {
	for !held.Empty() {
		var one cryptobyte.String
		if len(s.chain) == certificates || !held.ReadASN1Element(&one, der.SEQUENCE) {
			return fault(Unreadable, "more than %d certificates, or something else beside them", certificates)
		}
		c, err := x509.ParseCertificate(one)
		if err != nil {
			return because(Unreadable, err, "a certificate")
		}
		if k, ok := c.PublicKey.(*rsa.PublicKey); ok && k.N.BitLen() > longKey { // to check with it would take minutes
			return fault(Weak, "a key of %d bits", k.N.BitLen())
		}
		s.chain = append(s.chain, c)
	}
	return nil
}

// signedBy reads the signer.
func (s *signed) signedBy(r *reading) error {
	whole := r.String
	r.version()
	sid := r.in(der.SEQUENCE)
	s.issuer = sid.element(der.SEQUENCE)
	s.serial = new(big.Int)
	r.bad = sid.bad || !sid.ReadASN1Integer(s.serial) || !sid.Empty()
	r.sha256()
	signedAttributes := r.in(tagZero)
	s.signatureAlgorithm(r.in(der.SEQUENCE), r)
	var signature cryptobyte.String
	r.bad = r.bad || !r.ReadASN1(&signature, der.OCTET_STRING)
	if r.bad {
		return fault(Unreadable, "the signer is not as PAdES has it")
	}
	s.signature, s.signer = signature, whole[:len(whole)-len(r.String)]
	var err error
	if s.toSign, err = build(func(b *cryptobyte.Builder) { b.AddASN1(der.SET, raw(signedAttributes.String)) }); err != nil {
		return err
	}
	if s.attributes, err = readAttributes(signedAttributes.String); err != nil {
		return err
	}
	return s.stamped(r)
}

// signatureAlgorithm knows the four there are.
func (s *signed) signatureAlgorithm(a, r *reading) {
	switch name := a.oid(); {
	case name.Equal(ecdsaOID) && a.over():
		s.algorithm = x509.ECDSAWithSHA256
	case (name.Equal(rsaOID) || name.Equal(rsaSHA256OID)) && (a.over() || bytes.Equal(a.String, nullParameter)):
		s.algorithm = x509.SHA256WithRSA
	case name.Equal(pssOID):
		want, err := build(pssParameters)
		s.algorithm = x509.SHA256WithRSAPSS
		r.bad = r.bad || err != nil || !bytes.Equal(a.String, want)
	default:
		r.bad = true
	}
}

// readAttributes gives the one value of each attribute by its name. An attribute
// twice, or with more than one value, is refused.
func readAttributes(content cryptobyte.String) (map[string][]byte, error) {
	all := map[string][]byte{}
	for r := (&reading{String: content}); !r.Empty(); {
		a := r.in(der.SEQUENCE)
		name := a.oid()
		values := a.in(der.SET)
		value := cryptobyte.String(nil)
		var tag der.Tag
		if values.bad || !a.Empty() || !values.ReadAnyASN1Element(&value, &tag) || !values.Empty() || all[name.String()] != nil || len(all) == attributes {
			return nil, fault(Unreadable, "an attribute %s", name)
		}
		all[name.String()] = value
	}
	return all, nil
}

// stamped reads what stands behind the signature: nothing, or a time-stamp alone.
func (s *signed) stamped(r *reading) error {
	if r.Empty() {
		return nil
	}
	unsigned := r.in(tagOne)
	if !r.over() {
		return fault(Unreadable, "something stands behind the signer")
	}
	all, err := readAttributes(unsigned.String)
	if err != nil {
		return err
	}
	if s.token = all[tokenOID.String()]; s.token == nil || len(all) != 1 {
		return fault(Unreadable, "something stands beside the signature that is no time-stamp")
	}
	return nil
}

// withToken is the signature value with a time-stamp behind the signer.
func (s *signed) withToken(token []byte) ([]byte, error) {
	a, err := attribute(tokenOID, raw(token))
	if err != nil {
		return nil, err
	}
	return build(func(b *cryptobyte.Builder) {
		envelope(b, func(b *cryptobyte.Builder) {
			b.AddBytes(s.preface)
			b.AddASN1(der.SET, func(b *cryptobyte.Builder) {
				b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) {
					b.AddBytes(s.signer)
					b.AddASN1(tagOne, raw(a))
				})
			})
		})
	})
}
