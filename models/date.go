package models

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"
)

// Japan is the one time zone of the house: +9 hours, no summer time since 1951.
var Japan = time.FixedZone("JST", 9*60*60)

// Date is a day on the calendar in Japan. It is comparable with ==; its zero
// value is "no date", which stands before every date.
type Date struct {
	year       int16
	month, day uint8
}

// NewDate gives the day, or no date when there is no such day (30 February) or
// its year lies outside 1 to 9999.
func NewDate(year int, month time.Month, day int) Date {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{}
	}
	return Date{int16(year), uint8(month), uint8(day)} // #nosec G115 -- bounded above
}

// Today is the day in Japan at the instant t.
func Today(t time.Time) Date {
	t = t.In(Japan)
	return NewDate(t.Year(), t.Month(), t.Day())
}

// FiscalYears are the fiscal years (April to March) from one day to another,
// both included. Without an end only the first year counts; without a beginning,
// or with the end before it, there are none.
func FiscalYears(from, to Date) []int {
	if to.IsZero() {
		to = from
	}
	if from.IsZero() || to.Before(from) {
		return nil
	}
	var years []int
	for y := from.FiscalYear(); y <= to.FiscalYear(); y++ {
		years = append(years, y)
	}
	return years
}

// Year is the year of the common era, 0 for no date.
func (d Date) Year() int { return int(d.year) }

// Month is the month, 0 for no date.
func (d Date) Month() time.Month { return time.Month(d.month) }

// Day is the day of the month, 0 for no date.
func (d Date) Day() int { return int(d.day) }

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String is the date as ISO 8601 has it, 2026-04-01; "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// Compare is -1, 0 or +1 as d lies before, on or after o.
func (d Date) Compare(o Date) int {
	a, b := d.ordinal(), o.ordinal()
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Before reports whether d lies before o.
func (d Date) Before(o Date) bool { return d.ordinal() < o.ordinal() }

// After reports whether d lies after o.
func (d Date) After(o Date) bool { return d.ordinal() > o.ordinal() }

// Start is the instant the day begins in Japan; the zero time for no date.
func (d Date) Start() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, Japan)
}

// AddDays is the day n days later, or earlier for a negative n. No date stays
// no date, here and in AddMonths and AddYears.
func (d Date) AddDays(n int) Date {
	const span = 9999 * 366
	if d.IsZero() || n > span || n < -span {
		return Date{}
	}
	t := d.utc().AddDate(0, 0, n)
	return NewDate(t.Year(), t.Month(), t.Day())
}

// AddMonths is the same day n months later; where that month has no such day,
// its last day (Civil Code 民法, article 143(2)).
func (d Date) AddMonths(n int) Date {
	const span = 9999 * 12
	if d.IsZero() || n > span || n < -span {
		return Date{}
	}
	months := d.Year()*12 + int(d.month) - 1 + n
	year, month := months/12, time.Month(months%12+1)
	if months < 0 {
		return Date{}
	}
	return NewDate(year, month, min(d.Day(), daysIn(year, month)))
}

// AddYears is the same day n years later; 29 February becomes the 28th where
// it must.
func (d Date) AddYears(n int) Date {
	const span = 9999
	if n > span || n < -span {
		return Date{}
	}
	return d.AddMonths(12 * n)
}

// Weekday is the day of the week; Sunday for no date, so ask IsZero first.
func (d Date) Weekday() time.Weekday {
	if d.IsZero() {
		return time.Sunday
	}
	return d.utc().Weekday()
}

// DaysUntil is how many days later o is: negative when it is past, 0 when
// either is no date.
func (d Date) DaysUntil(o Date) int {
	if d.IsZero() || o.IsZero() {
		return 0
	}
	return int(o.utc().Sub(d.utc()) / (24 * time.Hour))
}

// FiscalYear is the year whose April began the fiscal year of the day (Local
// Autonomy Act 地方自治法, article 208(1)); 0 for no date.
func (d Date) FiscalYear() int {
	if !d.IsZero() && d.month < 4 {
		return d.Year() - 1
	}
	return d.Year()
}

// MarshalText writes the ISO form, nothing for no date.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDate reads, since a program's input is an input.
func (d *Date) UnmarshalText(b []byte) error {
	v, err := ParseDate(string(b))
	if err == nil {
		*d = v
	}
	return err
}

// MarshalJSON writes the ISO form, null for no date.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

// UnmarshalJSON reads null, or a string as UnmarshalText does.
func (d *Date) UnmarshalJSON(b []byte) error {
	var s *string
	if err := json.Unmarshal(b, &s); err != nil {
		return Invalidf("", "error.date.format", shown(string(b)))
	}
	if s == nil {
		*d = Date{}
		return nil
	}
	return d.UnmarshalText([]byte(*s))
}

// Value gives the database the ISO form, NULL for no date.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan takes a column of a database: NULL, a text that begins with the ISO form,
// or a time, whose own day it keeps: a driver hands over a date column as
// midnight in a zone of its choosing.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
	case time.Time:
		*d = NewDate(v.Year(), v.Month(), v.Day())
	case string:
		return d.scanText(v)
	case []byte:
		return d.scanText(string(v))
	default:
		return fmt.Errorf("a date cannot be read from %T", src)
	}
	return nil
}

func (d *Date) scanText(s string) error {
	if s == "" {
		*d = Date{}
		return nil
	}
	if len(s) > 10 && (s[10] == ' ' || s[10] == 'T') {
		s = s[:10]
	}
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return fmt.Errorf("read a stored date: %w", err)
	}
	*d = NewDate(t.Year(), t.Month(), t.Day())
	return nil
}

func (d Date) ordinal() int { return int(d.year)<<16 | int(d.month)<<8 | int(d.day) }

func (d Date) utc() time.Time {
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC)
}

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
