// Package seal is the signature on a sealed document (PAdES baseline, EN 319 142-1):
// level B-B when it is made, B-T once an authority's time-stamp was placed in the
// room kept for it. It signs PDF as our writer makes it, with an incremental update;
// names a sealed document so that the name outlives the stamp; and checks one with
// nothing but its bytes and the roots one trusts.
//
// It connects to nothing and reads no clock; randomness comes in from outside. Of
// golang.org/x/crypto it takes cryptobyte for DER; time-stamps are models/stamp's.
//
// The check is strict. Beyond the mathematics of the signature it demands that every
// byte of the file is signed but the digits of the signature value itself, that the
// file is read in one way only (no key twice, no second form, nothing hidden beside),
// and that nothing came after. Documents that other programs signed and went on
// writing to are refused, though they may be good: this package is for ours.
//
// What a seal proves: that whoever holds the key made this document, at the time they
// say; with a stamp, that it was there at the time the authority says. A key of one's
// own making proves no identity to those who do not trust its root.
package seal

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/hex"
	"io"
	"time"
)

// Room is how many bytes are kept for the time-stamp token unless told otherwise:
// 12 KiB. Tokens that carry the certificates of their authority have 1.5 to 8 kB. As
// it is written in hexadecimal, a sealed file grows by twice this, and by twice the
// certificates.
const Room = 12 << 10

// overhead is the most that signed data has beside certificates, names and signature
// (its attributes and heads, and those of the token).
const overhead = 512

// Options say how a document is sealed.
type Options struct {
	Key    *Key
	At     time.Time // the time of signing that the seal names
	Name   string    // who signs, for people: the body
	Reason string    // for people too
	Room   int       // for the token, in bytes; Room when zero
	PSS    bool      // an RSA key signs with PSS; PKCS #1 v1.5 otherwise
	Rand   io.Reader // randomness for the signature
}

// Sign seals a document: an incremental update with an invisible signature field, and
// a signature over every byte but its own value. The file must be as our writer makes
// it, with plain cross-reference tables, no form and no signature. Errors are Faults.
func Sign(pdf []byte, o Options) ([]byte, error) {
	switch {
	case o.Key == nil || o.Rand == nil:
		return nil, fault(BadKey, "no key, or no randomness")
	case o.Room < 0 || o.Room > longest/2:
		return nil, fault(NoRoom, "room for %d bytes", o.Room)
	}
	if err := o.Key.Valid(o.At); err != nil {
		return nil, err
	}
	if o.Room == 0 {
		o.Room = Room
	}
	u, err := newUpdate(pdf)
	if err != nil {
		return nil, err
	}
	room, err := o.size()
	if err != nil {
		return nil, err
	}
	if err := u.write(o, room); err != nil {
		return nil, err
	}
	value, err := signedData(o.Rand, o.Key, o.PSS, digest(u.out, u.from, u.to))
	if err != nil {
		return nil, err
	}
	return u.out, put(u.out, u.from, u.to, value)
}

// size is how long the signature value may become, stamp included.
func (o Options) size() (int, error) {
	n := overhead + o.Room + len(o.Key.Chain[0].RawIssuer)
	for _, c := range o.Key.Chain {
		n += len(c.Raw)
	}
	switch k := o.Key.Chain[0].PublicKey.(type) {
	case *rsa.PublicKey:
		n += k.Size()
	case *ecdsa.PublicKey:
		n += 2*((k.Params().BitSize+7)/8+1) + 8
	}
	if n > longest {
		return 0, fault(TooLarge, "a signature value of %d bytes", n)
	}
	return n, nil
}

// put writes a signature value into its gap, zeros behind it.
func put(out []byte, from, to int, value []byte) error {
	digits := out[from+1 : to-1]
	if 2*len(value) > len(digits) {
		return fault(NoRoom, "the signature value has %d bytes, there is room for %d", len(value), len(digits)/2)
	}
	n := hex.Encode(digits, value)
	copy(digits[n:], bytes.Repeat([]byte{'0'}, len(digits)-n))
	return nil
}

// strong says whether a public key is one to rely on.
func strong(key any) bool {
	switch k := key.(type) {
	case *rsa.PublicKey:
		return k.N.BitLen() >= 2048 && k.N.BitLen() <= longKey
	case *ecdsa.PublicKey:
		return k.Curve == elliptic.P256() || k.Curve == elliptic.P384() || k.Curve == elliptic.P521()
	}
	return false
}
