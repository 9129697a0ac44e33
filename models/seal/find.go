package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
)

// place is the one signature of a document and where it stands.
type place struct {
	b            []byte
	from, to     int // the gap: the value of /Contents with its brackets
	at           time.Time
	name, reason string
}

// Identity names a sealed document: the SHA-256 over all it is but the signature
// value, in hexadecimal. It is the same before and after the time-stamp came. The
// signature is not checked; that it covers the whole document is.
func Identity(pdf []byte) (string, error) {
	s, err := find(pdf)
	if err != nil {
		return "", err
	}
	sum := s.digest()
	return hex.EncodeToString(sum[:]), nil
}

// digest is the SHA-256 over what is signed.
func (s *place) digest() [sha256.Size]byte { return digest(s.b, s.from, s.to) }

func digest(b []byte, from, to int) (sum [sha256.Size]byte) {
	h := sha256.New()
	h.Write(b[:from])
	h.Write(b[to:])
	h.Sum(sum[:0])
	return sum
}

// find finds the signature of a document and refuses whatever could make one reader
// see another document than the one that was signed: after it the only bytes not
// signed are the digits of the signature value.
func find(b []byte) (*place, error) {
	p, err := read(b)
	if err != nil {
		return nil, err
	}
	d, v, err := p.signature()
	if err != nil {
		return nil, err
	}
	ranges, err := p.byteRange(d["ByteRange"])
	if err != nil {
		return nil, err
	}
	s := &place{b: b}
	if s.from, s.to, err = p.gap(d["Contents"], ranges); err != nil {
		return nil, err
	}
	if err := p.covered(v, ranges[2]+ranges[3]); err != nil {
		return nil, err
	}
	if n := max(p.ranges, bytes.Count(b, []byte("/ByteRange"))); n > 1 {
		return nil, fault(Wrapped, "%d signatures stand in the file, its form names one", n)
	}
	if n := max(p.forms, bytes.Count(b, []byte("/AcroForm"))); n > 1 {
		return nil, fault(Forms, "%d forms", n)
	}
	return s, p.about(d, s)
}

// signature is the dictionary of the one signature the form names.
func (p *pdf) signature() (entries, value, error) {
	none := func(err error) (entries, value, error) { return nil, value{}, err }
	fields, err := p.fields()
	if err != nil {
		return none(err)
	}
	var signed []value
	for _, f := range fields {
		d, err := p.open(f)
		if err != nil {
			return none(err)
		}
		v, ok := d["V"]
		switch {
		case d["Kids"].kind != 0:
			return none(fault(Unsupported, "fields within fields"))
		case p.is(d["FT"], "Sig") && ok:
			signed = append(signed, v)
		}
	}
	switch {
	case len(signed) > 1:
		return none(fault(Several, "%d signatures", len(signed)))
	case len(signed) == 0 && (p.ranges > 0 || bytes.Contains(p.b, []byte("/ByteRange"))):
		return none(fault(Wrapped, "a signature stands in the file that its form does not name"))
	case len(signed) == 0:
		return none(fault(Unsigned, ""))
	}
	v, err := p.resolve(signed[0])
	if err != nil {
		return none(err)
	}
	d, err := p.dict(v)
	return d, v, err
}

// fields are those of the form, none when there is no form.
func (p *pdf) fields() ([]value, error) {
	_, catalog, err := p.catalog()
	if err != nil {
		return nil, err
	}
	form, ok := catalog["AcroForm"]
	if !ok {
		return nil, nil
	}
	d, err := p.open(form)
	if err != nil {
		return nil, err
	}
	v, err := p.resolve(d["Fields"])
	if err != nil {
		return nil, err
	}
	return p.array(v)
}

// is says whether a value is this name, written plainly.
func (p *pdf) is(v value, text string) bool { return v.kind == name && p.text(v) == "/"+text }

// byteRange reads four plain numbers that stand where they are asked for.
func (p *pdf) byteRange(v value) (r [4]int, err error) {
	if v.kind != array {
		return r, fault(Ranges, "they are no array in the signature itself")
	}
	all, err := p.array(v)
	if err != nil {
		return r, err
	}
	if len(all) != len(r) {
		return r, fault(Ranges, "%d numbers", len(all))
	}
	for i, v := range all {
		if r[i], err = p.integer(v); err != nil {
			return r, fault(Ranges, "%.40q is no plain number", p.text(v))
		}
	}
	return r, nil
}

// gap holds what the ranges leave out against where the signature value stands.
func (p *pdf) gap(contents value, r [4]int) (from, to int, err error) {
	from, to = r[1], r[2]
	switch {
	case r[0] != 0:
		return 0, 0, fault(Partial, "they begin at byte %d", r[0])
	case to < from:
		return 0, 0, fault(Overlapping, "the first ends at byte %d, the second begins at %d", from, to)
	case contents.kind == 0:
		return 0, 0, fault(Incomplete, "no Contents")
	case contents.kind != hexadec:
		return 0, 0, fault(Outside, "Contents is not written in hexadecimal in the signature itself")
	case contents.from == from && contents.to == to:
		return from, to, nil
	case contents.from >= from && contents.to <= to:
		return 0, 0, fault(Wrapped, "the gap from byte %d to %d holds more than Contents", from, to)
	}
	return 0, 0, fault(Outside, "Contents stands from byte %d to %d, the gap is from %d to %d", contents.from, contents.to, from, to)
}

// covered says what is behind the end of what is signed, which must be the end of the
// file.
func (p *pdf) covered(signature value, end int) error {
	switch own := p.revisionOf(signature); {
	case end == len(p.b) && p.end == end:
		return nil
	case end > len(p.b):
		return fault(Ranges, "they end at byte %d of %d", end, len(p.b))
	case end < own:
		return fault(Partial, "they end at byte %d, the revision they are in at %d", end, own)
	case end < p.end && bytes.Contains(p.b[end:], []byte("/ByteRange")):
		return fault(Several, "another signature stands behind byte %d", end)
	}
	code := Trailing
	for _, r := range p.revisions {
		if r.xref >= end {
			code = Appended
		}
	}
	for _, o := range p.at {
		if code == Appended && o.replaced && (o.offset >= end || o.free) {
			code = Replaced
		}
	}
	return fault(code, "%d bytes behind what is signed", len(p.b)-min(end, p.end))
}

// revisionOf is the end of the oldest revision that is complete behind a value.
func (p *pdf) revisionOf(v value) int {
	end := p.end
	for _, r := range p.revisions {
		if r.end > v.to {
			end = min(end, r.end)
		}
	}
	return end
}

// about reads what the signature says of itself.
func (p *pdf) about(d entries, s *place) (err error) {
	if !p.is(d["Filter"], "Adobe.PPKLite") || !p.is(d["SubFilter"], "ETSI.CAdES.detached") || d["Type"].kind != 0 && !p.is(d["Type"], "Sig") {
		return fault(Kind, "SubFilter is %.60s", p.text(d["SubFilter"]))
	}
	if d["Cert"].kind != 0 {
		return fault(Kind, "a Cert stands beside the signed data")
	}
	if s.at, err = p.when(d["M"]); err != nil {
		return err
	}
	for key, text := range map[string]*string{"Name": &s.name, "Reason": &s.reason} {
		if v, ok := d[key]; ok {
			if *text, err = p.words(v); err != nil {
				return err
			}
			*text = strings.ToValidUTF8(*text, "\ufffd")
		}
	}
	return nil
}

// contents are the bytes of the signature value without the zeros behind it.
func (s *place) contents() ([]byte, error) {
	digits := s.b[s.from+1 : s.to-1]
	if len(digits) > 2*longest {
		return nil, fault(TooLarge, "a signature value of %d digits", len(digits))
	}
	der := make([]byte, len(digits)/2)
	if _, err := hex.Decode(der, digits); err != nil {
		return nil, because(Wrapped, err, "the gap holds something else than digits")
	}
	size, ok := length(der)
	if !ok {
		return nil, fault(Unreadable, "no signed data in Contents")
	}
	if len(bytes.Trim(der[size:], "\x00")) > 0 {
		return nil, fault(Wrapped, "something stands behind the signature value")
	}
	return der[:size], nil
}
