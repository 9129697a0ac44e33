package ledger

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
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

// ParseObject reads what a leaf says was before or after. A key that stands twice is
// refused, for two readers might take it for two different things; numbers are left
// as they are written.
func ParseObject(raw json.RawMessage) (map[string]any, error) {
	object := map[string]any{}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if err := dec.Decode(&object); err != nil || object == nil {
		return nil, fmt.Errorf("ledger: what it changed is no JSON object")
	}
	dec = json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	return object, uniqueKeys(dec)
}

// uniqueKeys reads one value, which was read before, and refuses objects with a key
// that stands twice.
func uniqueKeys(dec *json.Decoder) error {
	token, err := dec.Token()
	if err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	open, ok := token.(json.Delim)
	if !ok {
		return nil
	}
	seen := map[string]bool{}
	for dec.More() {
		if open == '{' {
			key, err := dec.Token()
			if err != nil {
				return fmt.Errorf("ledger: %w", err)
			}
			name, _ := key.(string)
			if seen[name] {
				return fmt.Errorf("ledger: the key %q stands twice", name)
			}
			seen[name] = true
		}
		if err := uniqueKeys(dec); err != nil {
			return err
		}
	}
	if _, err := dec.Token(); err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	return nil
}

// wholeNumber is a number of ParseObject that is written as a whole one.
func wholeNumber(v any) (int64, bool) {
	text, ok := v.(json.Number)
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseInt(text.String(), 10, 64)
	return n, err == nil
}
