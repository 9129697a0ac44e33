package models

import (
	"io"
	"strings"
	"testing"
)

const someHolidays = "\ufeff国民の祝日・休日月日,国民の祝日・休日名称\r\n" +
	"2026/4/29,昭和の日\r\n2026/5/3,憲法記念日\r\n2026/5/4,みどりの日\r\n2026/5/5,こどもの日\r\n2026/5/6,憲法記念日 振替休日\r\n"

const ourDays = "# our own\n+2026/11/13,創立記念日\n-2026/5/2\n-2026/4/29\n\n令和8年12月30日,x\n-2026-12-30\n"

func calendarOf(t *testing.T, lists ...string) Calendar {
	t.Helper()
	c, err := ParseHolidays(readers(lists)...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Offices are closed on weekends, holidays and at the turn of the year.
func TestIsOpen(t *testing.T) {
	c := calendarOf(t, someHolidays)
	for d, want := range map[string]bool{
		"2026-04-28": true, "2026-04-29": false, "2026-05-01": true, "2026-05-02": false, "2026-05-03": false,
		"2026-05-06": false, "2026-05-07": true, "2026-12-28": true, "2026-12-29": false, "2026-12-31": false,
		"2027-01-01": false, "2027-01-03": false, "2027-01-04": true, "": false,
	} {
		if got := c.IsOpen(dateOf(t, d)); got != want {
			t.Errorf("%s: open is %v", d, got)
		}
	}
	if got := c.Holiday(NewDate(2026, 5, 5)); got != "こどもの日" {
		t.Errorf("got %q", got)
	}
	if !(Calendar{}).IsOpen(NewDate(2026, 5, 5)) {
		t.Error("without a list a Tuesday is open")
	}
}

// A list of one's own closes and opens days over the national one.
func TestOwnDays(t *testing.T) {
	c := calendarOf(t, someHolidays, ourDays)
	for d, want := range map[string]bool{
		"2026-11-13": false, "2026-05-02": true, "2026-04-29": true, "2026-12-30": true, "2026-12-29": false, "2026-05-04": false,
	} {
		if got := c.IsOpen(dateOf(t, d)); got != want {
			t.Errorf("%s: open is %v", d, got)
		}
	}
	if first, last := c.Years(); first != 2026 || last != 2026 {
		t.Errorf("known for %d to %d", first, last)
	}
	if again := calendarOf(t, someHolidays, ourDays, "+2026/5/2,休み"); again.IsOpen(NewDate(2026, 5, 2)) {
		t.Error("a later list must come over an earlier one")
	}
}

// A list that cannot be read says which line is wrong.
func TestParseHolidaysRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"月日,名称\n2026/2/30,x":       "list 1, line 2",
		"2026/1/1,元日\n1/2/2026,x":  "list 1, line 2",
		"2026/1/1\n":               "list 1, line 1",
		"月日,名称\n2026/1/1,":         "list 1, line 2",
		"2026-13-01,x":             "list 1, line 1",
		"月日,名称\n+-2026/1/1,x":      "list 1, line 2",
		"\x8d\x91\x96\xaf,a":       "save the file as UTF-8",
		strings.Repeat("x", 70000): "too long",
	} {
		if _, err := ParseHolidays(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.30q: got %v, want %s", in, err, want)
		}
	}
	if _, err := ParseHolidays(readers([]string{someHolidays, "月日\n?"})...); err == nil || !strings.Contains(err.Error(), "list 2, line 2") {
		t.Errorf("got %v", err)
	}
}

// Terms count open days from the day after, and end on one.
func TestOpenDays(t *testing.T) {
	c := calendarOf(t, someHolidays)
	for name, got := range map[string][2]string{
		"the next open day":            {c.AddOpenDays(dateOf(t, "2026-04-28"), 1).String(), "2026-04-30"},
		"over the holidays":            {c.AddOpenDays(dateOf(t, "2026-04-30"), 3).String(), "2026-05-08"},
		"back over the holidays":       {c.AddOpenDays(dateOf(t, "2026-05-08"), -3).String(), "2026-04-30"},
		"from a closed day":            {c.AddOpenDays(dateOf(t, "2026-05-03"), 1).String(), "2026-05-07"},
		"none at all is the day":       {c.AddOpenDays(dateOf(t, "2026-05-03"), 0).String(), "2026-05-03"},
		"over the turn of the year":    {c.AddOpenDays(dateOf(t, "2026-12-28"), 1).String(), "2027-01-04"},
		"no date has no next":          {c.AddOpenDays(Date{}, 5).String(), ""},
		"the end of time has none":     {c.AddOpenDays(NewDate(9999, 12, 30), 5).String(), ""},
		"a term ending on a holiday":   {c.NextOpen(dateOf(t, "2026-05-02")).String(), "2026-05-07"},
		"a term ending on an open day": {c.NextOpen(dateOf(t, "2026-05-07")).String(), "2026-05-07"},
		"a term without an end":        {c.NextOpen(Date{}).String(), ""},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: got %s, want %s", name, got[0], got[1])
		}
	}
	for _, w := range []struct {
		a, b string
		want int
	}{
		{"2026-04-30", "2026-05-08", 3}, {"2026-05-08", "2026-04-30", -3}, {"2026-05-02", "2026-05-06", 0},
		{"2026-05-07", "2026-05-07", 0}, {"", "2026-05-07", 0}, {"2026-05-07", "", 0},
	} {
		if got := c.OpenDaysBetween(dateOf(t, w.a), dateOf(t, w.b)); got != w.want {
			t.Errorf("%s to %s: got %d, want %d", w.a, w.b, got, w.want)
		}
	}
}

// Counting and adding undo each other from every day to every open day of a year.
func TestOpenDaysAgree(t *testing.T) {
	c := calendarOf(t, someHolidays, ourDays)
	for a := NewDate(2026, 3, 20); a.Before(NewDate(2026, 5, 20)); a = a.AddDays(1) {
		for b := NewDate(2026, 1, 1); b.Year() == 2026; b = b.AddDays(1) {
			n := c.OpenDaysBetween(a, b)
			if got := c.AddOpenDays(a, n); c.IsOpen(b) && a != b && got != b {
				t.Fatalf("%v to %v are %d open days, which lead to %v", a, b, n, got)
			}
		}
	}
}

// A list is read, or refused with its line; it never stops the portal.
func FuzzParseHolidays(f *testing.F) {
	f.Add(someHolidays)
	f.Add(ourDays)
	f.Add("-\n+\n,\n2026/1/1")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseHolidays(strings.NewReader(s))
		if err != nil {
			return
		}
		if first, last := c.Years(); first > last {
			t.Fatalf("%q: known for %d to %d", s, first, last)
		}
		for d := range c.holidays {
			if c.IsOpen(d) || c.Holiday(d) == "" {
				t.Fatalf("%q: %v is open, %q", s, d, c.Holiday(d))
			}
		}
	})
}

func dateOf(t *testing.T, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func readers(lists []string) []io.Reader {
	var out []io.Reader
	for _, s := range lists {
		out = append(out, strings.NewReader(s))
	}
	return out
}
