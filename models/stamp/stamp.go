// Package stamp is the time-stamp of an authority outside (RFC 3161): that a message
// was there at a time, said by somebody who is neither the portal nor its operator.
// It builds what is asked, reads what is answered, and checks a token against roots
// the operator trusts: when it comes, and years later from the bytes alone. It
// connects to nothing and reads no clock; randomness comes in from outside. It owns
// github.com/smallstep/pkcs7 for the signed data (CMS, RFC 5652); the structures of
// RFC 3161 are its own.
//
// What is kept is the token, the signed data itself, without the answer around it:
//
//	openssl ts -verify -token_in -in token.tst -data message -CAfile roots.pem
package stamp

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strings"
	"time"
)

// Media types of the exchange (RFC 3161, 3.4).
const (
	QueryType = "application/timestamp-query"
	ReplyType = "application/timestamp-reply"
)

// The structures of RFC 3161, 2.4.
type (
	imprint struct {
		Algorithm pkix.AlgorithmIdentifier
		Sum       []byte
	}
	query struct {
		Version  int
		Imprint  imprint
		Nonce    *big.Int
		CertsToo bool
	}
	statusInfo struct {
		Status int
		Words  []asn1.RawValue `asn1:"optional"`
		Fault  asn1.BitString  `asn1:"optional"`
	}
	reply struct {
		Status statusInfo
		Token  asn1.RawValue `asn1:"optional"`
	}
	accuracy struct {
		Seconds int `asn1:"optional"`
		Millis  int `asn1:"optional,tag:0"`
		Micros  int `asn1:"optional,tag:1"`
	}
	info struct {
		Version    int
		Policy     asn1.ObjectIdentifier
		Imprint    imprint
		Serial     *big.Int
		At         time.Time        `asn1:"generalized"`
		Accuracy   accuracy         `asn1:"optional"`
		Ordering   bool             `asn1:"optional"`
		Nonce      *big.Int         `asn1:"optional"`
		Authority  asn1.RawValue    `asn1:"optional,tag:0"`
		Extensions []pkix.Extension `asn1:"optional,tag:1"`
	}
)

var sha256OID = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}

// Request asks for a time-stamp over one message, once: its nonce is in no other, so
// that no old answer fits it.
type Request struct {
	DER     []byte // what is sent
	nonce   *big.Int
	message []byte
}

// New makes a request over the SHA-256 of a message. The authority is asked to send
// its certificates along, so that the token can be checked later without it.
func New(rand io.Reader, message []byte) (Request, error) {
	var b [16]byte
	if _, err := io.ReadFull(rand, b[:]); err != nil {
		return Request{}, fmt.Errorf("stamp: nonce: %w", err)
	}
	b[0] |= 1 // never zero, always the same length
	r := Request{nonce: new(big.Int).SetBytes(b[:]), message: bytes.Clone(message)}
	sum := sha256.Sum256(message)
	var err error
	r.DER, err = asn1.Marshal(query{
		Version: 1, Nonce: r.nonce, CertsToo: true,
		Imprint: imprint{pkix.AlgorithmIdentifier{Algorithm: sha256OID, Parameters: asn1.NullRawValue}, sum[:]},
	})
	if err != nil {
		return Request{}, fmt.Errorf("stamp: request: %w", err)
	}
	return r, nil
}

// Accept reads the answer to a request and checks all of it: that it was granted, is
// over this message, with this nonce, signed by an authority under the roots. It
// gives the token to keep and the time stamped. Nothing unchecked comes out.
func (r Request) Accept(answer []byte, roots *x509.CertPool) (token []byte, at time.Time, err error) {
	token, err = open(answer)
	if err != nil {
		return nil, time.Time{}, err
	}
	t, err := check(token, r.message, roots)
	if err != nil {
		return nil, time.Time{}, err
	}
	if t.Nonce == nil || t.Nonce.Cmp(r.nonce) != 0 {
		return nil, time.Time{}, errors.New("stamp: the answer is to another request: its nonce differs")
	}
	return token, t.At.UTC(), nil
}

// Check checks a token kept earlier against a message and gives the time stamped. The
// certificates need not be valid any more; they must have been at that time.
func Check(token, message []byte, roots *x509.CertPool) (time.Time, error) {
	t, err := check(token, message, roots)
	if err != nil {
		return time.Time{}, err
	}
	return t.At.UTC(), nil
}

// Claim reads what a token says of itself: that it is a whole time-stamp over the
// message, signed by the certificate it carries, and the time it names. Who that is
// nobody asked, so it proves no time; Check does, with roots.
func Claim(token, message []byte) (time.Time, error) {
	t, _, err := read(token, message)
	if err != nil {
		return time.Time{}, err
	}
	return t.At.UTC(), nil
}

// By is what the certificate that signed a token calls its authority: its common name,
// or else its organisation, or the whole of it. It is as good as the certificate: ask
// for the name of a token that was checked.
func By(token []byte) (string, error) {
	_, signer, err := signed(token)
	switch {
	case err != nil:
		return "", err
	case signer.Subject.CommonName != "":
		return signer.Subject.CommonName, nil
	case len(signer.Subject.Organization) > 0:
		return signer.Subject.Organization[0], nil
	}
	return signer.Subject.String(), nil
}

// open takes the token out of an answer that grants one.
func open(answer []byte) ([]byte, error) {
	var r reply
	rest, err := asn1.Unmarshal(answer, &r)
	if err != nil || len(rest) > 0 {
		return nil, errors.New("stamp: this is no answer of a time-stamping authority (RFC 3161)")
	}
	const granted, grantedWithMods = 0, 1
	if s := r.Status; s.Status != granted && s.Status != grantedWithMods {
		return nil, fmt.Errorf("stamp: the authority refused: status %d%s%s", s.Status, s.words(), s.fault())
	}
	if len(r.Token.FullBytes) == 0 {
		return nil, errors.New("stamp: the authority granted a token and sent none")
	}
	return r.Token.FullBytes, nil
}

// words is what the authority says of a refusal.
func (s statusInfo) words() string {
	var b strings.Builder
	for _, w := range s.Words {
		fmt.Fprintf(&b, ", %.200q", w.Bytes)
	}
	return b.String()
}

// fault names the bits of a refusal (RFC 3161, 2.4.2).
func (s statusInfo) fault() string {
	names := map[int]string{
		0: "bad algorithm", 2: "bad request", 5: "bad data format", 14: "no time", 15: "unknown policy", 16: "unknown extension",
		17: "no further information", 25: "system failure",
	}
	for bit := range s.Fault.BitLength {
		if name, ok := names[bit]; ok && s.Fault.At(bit) == 1 {
			return ", " + name
		}
	}
	return ""
}

// Roots reads the certificates of the authorities one trusts, in PEM.
func Roots(text []byte) (*x509.CertPool, error) {
	pool, found := x509.NewCertPool(), false
	for {
		var block *pem.Block
		if block, text = pem.Decode(text); block == nil {
			break
		}
		if block.Type != "CERTIFICATE" {
			continue
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("stamp: a root certificate: %w", err)
		}
		pool.AddCert(c)
		found = true
	}
	if !found {
		return nil, errors.New("stamp: there is no root certificate (-----BEGIN CERTIFICATE-----)")
	}
	return pool, nil
}
