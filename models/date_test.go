package models

import (
	"database/sql/driver"
	"encoding/json"
	"reflect"
	"testing"
	"time"
)

// A date is a day in Japan: arithmetic keeps to the calendar, and no date stays none.
func TestDateArithmetic(t *testing.T) {
	day := NewDate
	for name, c := range map[string]struct{ got, want Date }{
		"a month without the day gives its last":   {day(2026, 1, 31).AddMonths(1), day(2026, 2, 28)},
		"a leap year has the 29th":                 {day(2028, 1, 31).AddMonths(1), day(2028, 2, 29)},
		"months go back over the year":             {day(2026, 3, 31).AddMonths(-4), day(2025, 11, 30)},
		"January less a month is December":         {day(2026, 1, 1).AddMonths(-1), day(2025, 12, 1)},
		"a year after 29 February":                 {day(2024, 2, 29).AddYears(1), day(2025, 2, 28)},
		"days over the end of the year":            {day(2026, 12, 31).AddDays(1), day(2027, 1, 1)},
		"days over the leap day":                   {day(2028, 3, 1).AddDays(-1), day(2028, 2, 29)},
		"no date plus days is none":                {Date{}.AddDays(1), Date{}},
		"no date plus months is none":              {Date{}.AddMonths(1), Date{}},
		"past the year 9999 is none":               {day(9999, 12, 31).AddDays(1), Date{}},
		"far past it is none":                      {day(2026, 1, 1).AddDays(1 << 60), Date{}},
		"far before the year 1 is none":            {day(2026, 1, 1).AddYears(-1 << 60), Date{}},
		"before the year 1 by months is none":      {day(1, 1, 1).AddMonths(-1), Date{}},
		"30 February is none":                      {day(2026, 2, 30), Date{}},
		"month 13 is none":                         {day(2026, 13, 1), Date{}},
		"an evening in London is the morning here": {Today(time.Date(2026, 3, 31, 15, 0, 0, 0, time.UTC)), day(2026, 4, 1)},
		"a minute before is the day before":        {Today(time.Date(2026, 3, 31, 14, 59, 0, 0, time.UTC)), day(2026, 3, 31)},
	} {
		t.Run(name, func(t *testing.T) {
			if c.got != c.want {
				t.Errorf("got %v, want %v", c.got, c.want)
			}
		})
	}
}

// Order, distance and the day of the week agree with time.Time on every day of a
// century, leap years included.
func TestDateAgreesWithTime(t *testing.T) {
	first := time.Date(1968, 1, 1, 0, 0, 0, 0, time.UTC)
	start := NewDate(1968, 1, 1)
	for i := range 36525 {
		d, want := start.AddDays(i), first.AddDate(0, 0, i)
		if d.String() != want.Format("2006-01-02") || d.Weekday() != want.Weekday() {
			t.Fatalf("day %d: got %v %v, want %v", i, d, d.Weekday(), want)
		}
		if start.DaysUntil(d) != i || d.DaysUntil(start) != -i {
			t.Fatalf("distance to %v: got %d, want %d", d, start.DaysUntil(d), i)
		}
		if next := d.AddDays(1); !d.Before(next) || !next.After(d) || d.Compare(next) != -1 || next.Compare(d) != 1 {
			t.Fatalf("%v does not come before %v", d, next)
		}
		if Today(d.Start()) != d {
			t.Fatalf("%v does not begin on itself", d)
		}
	}
	if !(Date{}).Before(start) || (Date{}).Compare(Date{}) != 0 {
		t.Error("no date must come before every date and equal itself")
	}
}

// A fiscal year runs from April to March.
func TestFiscalYears(t *testing.T) {
	for name, c := range map[string]struct {
		from, to Date
		want     []int
	}{
		"a year's contract":       {NewDate(2026, 4, 1), NewDate(2027, 3, 31), []int{2026}},
		"begun before the spring": {NewDate(2026, 3, 31), NewDate(2026, 4, 1), []int{2025, 2026}},
		"five years' lease":       {NewDate(2026, 10, 1), NewDate(2031, 9, 30), []int{2026, 2027, 2028, 2029, 2030, 2031}},
		"no end":                  {NewDate(2026, 1, 1), Date{}, []int{2025}},
		"no beginning":            {Date{}, NewDate(2026, 4, 1), nil},
		"the end before":          {NewDate(2027, 4, 1), NewDate(2026, 4, 1), nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := FiscalYears(c.from, c.to); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	if got := (Date{}).FiscalYear(); got != 0 {
		t.Errorf("no date is in fiscal year %d", got)
	}
}

// JSON carries ISO dates out, null for none, and takes what people write in.
func TestDateJSON(t *testing.T) {
	type form struct {
		On  Date `json:"on"`
		Off Date `json:"off,omitzero"`
	}
	b, err := json.Marshal(form{On: NewDate(2026, 4, 1)})
	if err != nil || string(b) != `{"on":"2026-04-01"}` {
		t.Errorf("got %s, %v", b, err)
	}
	if b, err := json.Marshal(form{}); err != nil || string(b) != `{"on":null}` {
		t.Errorf("got %s, %v", b, err)
	}
	for in, want := range map[string]Date{
		`"2026-04-01"`: NewDate(2026, 4, 1), `"令和8年4月1日"`: NewDate(2026, 4, 1), `null`: {}, `""`: {},
	} {
		got := NewDate(2000, 1, 1)
		if err := json.Unmarshal([]byte(in), &got); err != nil || got != want {
			t.Errorf("%s: got %v, %v", in, got, err)
		}
	}
	for _, in := range []string{`20260401`, `"8.4.1"`, `{}`} {
		var got form
		if err := json.Unmarshal([]byte(`{"on":`+in+`}`), &got); Invalid(err) == nil {
			t.Errorf("%s: got %v, want an invalid input", in, err)
		}
	}
}

// A database column gives back the day that was put in, whatever type its driver uses.
func TestDateInDatabase(t *testing.T) {
	want := NewDate(2026, 4, 1)
	v, err := want.Value()
	if err != nil || v != driver.Value("2026-04-01") {
		t.Fatalf("got %v, %v", v, err)
	}
	for name, src := range map[string]any{
		"a text": "2026-04-01", "bytes": []byte("2026-04-01"),
		"midnight UTC":           time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC),
		"midnight in Japan":      time.Date(2026, 4, 1, 0, 0, 0, 0, Japan),
		"a text with a midnight": "2026-04-01 00:00:00+00:00", "an RFC 3339 text": "2026-04-01T00:00:00Z",
	} {
		t.Run(name, func(t *testing.T) {
			var got Date
			if err := got.Scan(src); err != nil || got != want {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
	got := want
	if err := got.Scan(nil); err != nil || !got.IsZero() {
		t.Errorf("NULL: got %v, %v", got, err)
	}
	if v, err := (Date{}).Value(); v != nil || err != nil {
		t.Errorf("no date is stored as %v, %v", v, err)
	}
	for _, src := range []any{"令和8年4月1日", "2026-02-30", "2026-04-01x", 20260401} {
		if err := got.Scan(src); err == nil {
			t.Errorf("%v was read from a database as %v", src, got)
		}
	}
}
