package ledger

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf8"
)

// Leaf is an event as it stands in the tree. Its canonical form is one JSON object,
// all fields, in this order, without spaces: what is hashed, exported and proven.
type Leaf struct {
	ID         string          `json:"id"`
	At         string          `json:"at"` // UTC, to the microsecond
	Kind       string          `json:"kind"`
	ActorID    string          `json:"actor_id"`
	Actor      string          `json:"actor"` // a commitment for a person
	Role       string          `json:"role"`
	Address    string          `json:"address"` // a commitment for a person
	Subject    string          `json:"subject"`
	SubjectID  string          `json:"subject_id"`
	ContractID string          `json:"contract_id"`
	Before     json.RawMessage `json:"before"`
	After      json.RawMessage `json:"after"`
	Reason     string          `json:"reason"`
}

// instantForm is how an instant is written in a leaf.
const instantForm = "2006-01-02T15:04:05.000000Z"

// FormatInstant writes an instant as a leaf holds it.
func FormatInstant(t time.Time) string { return t.UTC().Format(instantForm) }

// Time reads the instant of a leaf.
func (l Leaf) Time() (time.Time, error) { return time.Parse(instantForm, l.At) }

// Append writes the canonical form behind dst.
func (l *Leaf) Append(dst []byte) []byte {
	dst = appendField(dst, `{"id":`, l.ID)
	dst = appendField(dst, `,"at":`, l.At)
	dst = appendField(dst, `,"kind":`, l.Kind)
	dst = appendField(dst, `,"actor_id":`, l.ActorID)
	dst = appendField(dst, `,"actor":`, l.Actor)
	dst = appendField(dst, `,"role":`, l.Role)
	dst = appendField(dst, `,"address":`, l.Address)
	dst = appendField(dst, `,"subject":`, l.Subject)
	dst = appendField(dst, `,"subject_id":`, l.SubjectID)
	dst = appendField(dst, `,"contract_id":`, l.ContractID)
	dst = append(append(dst, `,"before":`...), l.Before...)
	dst = append(append(dst, `,"after":`...), l.After...)
	dst = appendField(dst, `,"reason":`, l.Reason)
	return append(dst, '}')
}

func appendField(dst []byte, name, value string) []byte {
	dst = append(append(dst, name...), '"')
	from := 0
	for i := 0; i < len(value); i++ {
		c := value[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		dst = append(dst, value[from:i]...)
		from = i + 1
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		default:
			const hex = "0123456789abcdef"
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
	}
	return append(append(dst, value[from:]...), '"')
}

// ParseLeaf reads a canonical form; anything else, be it a space, is refused, so
// that two readers cannot take one leaf for two different things.
func ParseLeaf(data []byte) (Leaf, error) {
	var l Leaf
	if !utf8.Valid(data) {
		return l, fmt.Errorf("ledger: a leaf is not UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&l); err != nil {
		return l, fmt.Errorf("ledger: a leaf is no JSON: %w", err)
	}
	if !bytes.Equal(l.Append(nil), data) {
		return l, fmt.Errorf("ledger: a leaf is not in its canonical form")
	}
	return l, nil
}
