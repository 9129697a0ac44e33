package store

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// instant is a TIMESTAMP column: UTC whatever goes in, UTC whatever comes out, and
// NULL for the zero time. SQLite keeps instants as text and compares them as text,
// so a single row in another zone would sort wrongly; PostgreSQL drops the zone.
type instant struct{ time.Time }

// Value writes UTC to the microsecond.
func (i instant) Value() (driver.Value, error) {
	if i.IsZero() {
		return nil, nil
	}
	return i.UTC().Truncate(time.Microsecond), nil
}

// Scan reads what either driver gives; SQLite gives text for an expression such as
// MAX(at).
func (i *instant) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		i.Time = time.Time{}
	case time.Time:
		i.Time = v.UTC()
	case string:
		t, err := time.Parse("2006-01-02 15:04:05.999999999-07:00", v)
		if err != nil {
			return fmt.Errorf("store: instant: %w", err)
		}
		i.Time = t.UTC()
	default:
		return fmt.Errorf("store: instant: cannot read %T", v)
	}
	return nil
}

// GormDataType keeps gorm from looking inside.
func (instant) GormDataType() string { return "time" }
