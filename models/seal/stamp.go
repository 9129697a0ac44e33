package seal

import (
	"bytes"

	"chigiri/models/stamp"
)

// StampMessage is what is to be stamped in a sealed document: its signature value. It
// goes to stamp.New as the message, which sends its SHA-256 to the authority (RFC
// 3161, appendix A).
func StampMessage(pdf []byte) ([]byte, error) {
	_, s, err := open(pdf)
	if err != nil {
		return nil, err
	}
	return s.signature, nil
}

// Stamp places a time-stamp token over StampMessage into the room that was kept for
// it. No signed byte changes, nor the length of the file, nor its Identity. A token
// over something else is refused, and a second one; whom it is from is not asked
// here, so take only what stamp.Request.Accept gave.
func Stamp(pdf, token []byte) ([]byte, error) {
	place, s, err := open(pdf)
	if err != nil {
		return nil, err
	}
	if s.token != nil {
		return nil, fault(Stamped, "")
	}
	if _, err := stamp.Claim(token, s.signature); err != nil {
		return nil, because(BadStamp, err, "it is not placed")
	}
	value, err := s.withToken(token)
	if err != nil {
		return nil, err
	}
	out := bytes.Clone(pdf)
	return out, put(out, place.from, place.to, value)
}

// open finds the signature of a document and takes its value apart.
func open(pdf []byte) (*place, *signed, error) {
	place, err := find(pdf)
	if err != nil {
		return nil, nil, err
	}
	value, err := place.contents()
	if err != nil {
		return nil, nil, err
	}
	s, err := parse(value)
	return place, s, err
}
