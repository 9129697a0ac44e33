package store

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"gorm.io/gorm"

	"chigiri/models"
)

// Lists hold at least one and at most this many rows.
const (
	defaultLimit = 50
	maxLimit     = 200
)

// kind is the type of a value in a cursor, so that a cursor made up by somebody is
// refused instead of reaching the database as the wrong type.
type kind byte

const (
	text   kind = 's'
	moment kind = 't'
	number kind = 'i'
	day    kind = 'd'
)

// sortKey is one column a list is ordered by; the zero kind is text.
type sortKey struct {
	column string
	kind   kind
	desc   bool
}

// page is one page of a list by keyset: it begins after the row whose sort values
// the cursor holds, so that it costs the same however far down it is and no row is
// shown twice when others come in between. The last key must be unique, and all
// keys go in one direction.
type page struct {
	after string
	limit int
	by    []sortKey
}

func (p page) size() int {
	switch {
	case p.limit <= 0:
		return defaultLimit
	case p.limit > maxLimit:
		return maxLimit
	}
	return p.limit
}

// find reads the page and one row more, which cut takes off.
func (p page) find(db *gorm.DB, rows any) error {
	db, err := p.apply(db)
	if err != nil {
		return err
	}
	return wrap(db.Find(rows).Error, "list")
}

// apply adds order, limit and the beginning of the page to a query.
func (p page) apply(db *gorm.DB) (*gorm.DB, error) {
	columns := make([]string, len(p.by))
	for i, k := range p.by {
		columns[i] = k.column
		if k.desc {
			db = db.Order(k.column + " DESC")
		} else {
			db = db.Order(k.column)
		}
	}
	db = db.Limit(p.size() + 1)
	if p.after == "" {
		return db, nil
	}
	values, err := readCursor(p.after, p.by)
	if err != nil {
		return nil, err
	}
	sign := " > ("
	if p.by[0].desc {
		sign = " < ("
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(columns)), ", ")
	return db.Where("("+strings.Join(columns, ", ")+")"+sign+marks+")", values...), nil
}

// cut takes the row too many off and gives the cursor of the next page, empty when
// this one is the last. values are a row's sort values in the order of p.by.
func cut[R any](p page, rows []R, values func(R) []any) ([]R, string) {
	if len(rows) <= p.size() {
		return rows, ""
	}
	rows = rows[:p.size()]
	return rows, writeCursor(values(rows[len(rows)-1]))
}

// writeCursor packs sort values: text, int, time.Time, instant or models.Date.
func writeCursor(values []any) string {
	packed := make([]any, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case time.Time:
			packed[i] = v.UTC().Format(time.RFC3339Nano)
		case instant:
			packed[i] = v.UTC().Format(time.RFC3339Nano)
		case models.Date:
			packed[i] = v.String()
		default:
			packed[i] = v
		}
	}
	b, err := json.Marshal(packed)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// readCursor unpacks a cursor; one that does not fit the order is invalid.
func readCursor(s string, by []sortKey) ([]any, error) {
	bad := models.Invalidf("after", "error.cursor")
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return nil, bad
	}
	var raw []json.RawMessage
	if json.Unmarshal(b, &raw) != nil || len(raw) != len(by) {
		return nil, bad
	}
	values := make([]any, len(raw))
	for i, k := range by {
		if values[i], err = readValue(raw[i], k.kind); err != nil {
			return nil, bad
		}
	}
	return values, nil
}

func readValue(raw json.RawMessage, k kind) (any, error) {
	if k == number {
		var n int64
		err := json.Unmarshal(raw, &n)
		return n, err
	}
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return nil, err
	}
	switch k {
	case moment:
		t, err := time.Parse(time.RFC3339Nano, s)
		return instant{t}, err
	case day:
		t, err := time.Parse(time.DateOnly, s)
		return models.NewDate(t.Year(), t.Month(), t.Day()), err
	}
	if strings.ContainsRune(s, 0) { // PostgreSQL takes no NUL in text
		return nil, models.Invalidf("after", "error.cursor")
	}
	return s, nil
}
