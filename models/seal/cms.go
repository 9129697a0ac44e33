package seal

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"io"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	der "golang.org/x/crypto/cryptobyte/asn1"
)

// The names in signed data (RFC 5652), its signing certificate (RFC 5035), its
// time-stamp (RFC 3161, appendix A) and its algorithms (RFC 5754, RFC 4056).
var (
	dataOID          = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	signedDataOID    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	contentTypeOID   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	messageDigestOID = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	signingTimeOID   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 5}
	signingCertOID   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	tokenOID         = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 14}

	sha256OID     = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	rsaOID        = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}
	rsaSHA256OID  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 11}
	pssOID        = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 10}
	mgf1OID       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 8}
	ecdsaOID      = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 2} // with SHA-256
	saltLength    = int64(sha256.Size)
	tagZero       = der.Tag(0).ContextSpecific().Constructed()
	tagOne        = der.Tag(1).ContextSpecific().Constructed()
	tagTwo        = der.Tag(2).ContextSpecific().Constructed()
	nullParameter = []byte{5, 0}
)

// build makes DER; it fails only by a mistake of ours.
func build(f func(b *cryptobyte.Builder)) ([]byte, error) {
	b := cryptobyte.NewBuilder(nil)
	f(b)
	return b.Bytes()
}

// signedData is the signature value (CMS) over a document with this digest: signed
// attributes as PAdES baseline has them, and all certificates.
func signedData(random io.Reader, key *Key, pss bool, sum [sha256.Size]byte) ([]byte, error) {
	leaf := key.Chain[0]
	attributes, err := signedAttributes(sum, sha256.Sum256(leaf.Raw))
	if err != nil {
		return nil, err
	}
	toSign, err := build(func(b *cryptobyte.Builder) { b.AddASN1(der.SET, raw(attributes)) })
	if err != nil {
		return nil, err
	}
	hashed := sha256.Sum256(toSign)
	var o crypto.SignerOpts = crypto.SHA256
	if pss {
		o = &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: crypto.SHA256}
	}
	signature, err := key.Signer.Sign(random, hashed[:], o)
	if err != nil {
		return nil, because(BadKey, err, "it does not sign")
	}
	return build(func(b *cryptobyte.Builder) {
		envelope(b, func(b *cryptobyte.Builder) {
			preface(b, key.Chain)
			b.AddASN1(der.SET, func(b *cryptobyte.Builder) {
				b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) {
					b.AddASN1Int64(1)
					b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) {
						b.AddBytes(leaf.RawIssuer)
						b.AddASN1BigInt(leaf.SerialNumber)
					})
					algorithm(b, sha256OID, nil)
					b.AddASN1(tagZero, raw(attributes))
					signatureAlgorithm(b, leaf.PublicKey, pss)
					b.AddASN1OctetString(signature)
				})
			})
		})
	})
}

func raw(content []byte) cryptobyte.BuilderContinuation {
	return func(b *cryptobyte.Builder) { b.AddBytes(content) }
}

// envelope is signed data within what names it so.
func envelope(b *cryptobyte.Builder, inside cryptobyte.BuilderContinuation) {
	b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(signedDataOID)
		b.AddASN1(tagZero, func(b *cryptobyte.Builder) { b.AddASN1(der.SEQUENCE, inside) })
	})
}

// preface is what stands before the signature: the version, the digest, that the
// document is elsewhere, and the certificates.
func preface(b *cryptobyte.Builder, chain []*x509.Certificate) {
	b.AddASN1Int64(1)
	b.AddASN1(der.SET, func(b *cryptobyte.Builder) { algorithm(b, sha256OID, nil) })
	b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(dataOID) })
	var all [][]byte
	for _, c := range chain {
		all = append(all, c.Raw)
	}
	b.AddASN1(tagZero, raw(set(all)))
}

// set puts elements into the order DER has for a set.
func set(all [][]byte) []byte {
	slices.SortFunc(all, bytes.Compare)
	return slices.Concat(all...)
}

func algorithm(b *cryptobyte.Builder, name asn1.ObjectIdentifier, parameters []byte) {
	b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(name)
		b.AddBytes(parameters)
	})
}

// signedAttributes are those of PAdES baseline (EN 319 142-1, 6.3): what is signed,
// its digest, and the certificate by its hash, so that no other one of the same key
// can stand in. The time of signing stands in the document.
func signedAttributes(sum, certificate [sha256.Size]byte) ([]byte, error) {
	var all [][]byte
	add := func(name asn1.ObjectIdentifier, value cryptobyte.BuilderContinuation) error {
		b, err := attribute(name, value)
		all = append(all, b)
		return err
	}
	if err := add(contentTypeOID, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(dataOID) }); err != nil {
		return nil, err
	}
	if err := add(messageDigestOID, func(b *cryptobyte.Builder) { b.AddASN1OctetString(sum[:]) }); err != nil {
		return nil, err
	}
	err := add(signingCertOID, func(b *cryptobyte.Builder) {
		sequence := func(b *cryptobyte.Builder, inside cryptobyte.BuilderContinuation) { b.AddASN1(der.SEQUENCE, inside) }
		sequence(b, func(b *cryptobyte.Builder) {
			sequence(b, func(b *cryptobyte.Builder) {
				sequence(b, func(b *cryptobyte.Builder) { b.AddASN1OctetString(certificate[:]) }) // SHA-256 is the default
			})
		})
	})
	return set(all), err
}

func attribute(name asn1.ObjectIdentifier, value cryptobyte.BuilderContinuation) ([]byte, error) {
	return build(func(b *cryptobyte.Builder) {
		b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1ObjectIdentifier(name)
			b.AddASN1(der.SET, value)
		})
	})
}

// signatureAlgorithm names how a key signs.
func signatureAlgorithm(b *cryptobyte.Builder, key crypto.PublicKey, pss bool) {
	switch _, elliptic := key.(*ecdsa.PublicKey); {
	case elliptic:
		algorithm(b, ecdsaOID, nil)
	case pss:
		b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1ObjectIdentifier(pssOID)
			pssParameters(b)
		})
	default:
		algorithm(b, rsaSHA256OID, nullParameter)
	}
}

// pssParameters are the only ones used here (RFC 4056): SHA-256 everywhere, and a
// salt of its length.
func pssParameters(b *cryptobyte.Builder) {
	b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1(tagZero, func(b *cryptobyte.Builder) { algorithm(b, sha256OID, nullParameter) })
		b.AddASN1(tagOne, func(b *cryptobyte.Builder) {
			b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) {
				b.AddASN1ObjectIdentifier(mgf1OID)
				algorithm(b, sha256OID, nullParameter)
			})
		})
		b.AddASN1(tagTwo, func(b *cryptobyte.Builder) { b.AddASN1Int64(saltLength) })
	})
}
