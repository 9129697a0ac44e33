package models

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// Calendar knows on which days the offices are open: not on Saturdays and
// Sundays, national holidays, nor from 29 December to 3 January (Local Autonomy
// Act 地方自治法, article 4-2, and the ordinances under it). The zero value knows
// no holidays.
type Calendar struct {
	holidays    map[Date]string
	open        map[Date]bool
	first, last int // the years the holidays are known for
}

// ParseHolidays reads lists of holidays, later ones over earlier ones. A list has
// the shape of the Cabinet Office's syukujitsu.csv in UTF-8, one line a day:
//
//	2026/1/1,元日
//
// A list of one's own may also use three other lines: "+2026/11/14,県民の日" closes
// a day, "-2026/5/2" opens one whatever it is, and "#" begins a remark. A first
// line of headings is passed over. An error names the list and the line.
func ParseHolidays(lists ...io.Reader) (Calendar, error) {
	c := Calendar{holidays: map[Date]string{}, open: map[Date]bool{}}
	for i, list := range lists {
		lines := bufio.NewScanner(list)
		for n := 1; lines.Scan(); n++ {
			line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
			if !utf8.ValidString(line) {
				return Calendar{}, fmt.Errorf("holidays, list %d, line %d: not UTF-8; save the file as UTF-8", i+1, n)
			}
			if err := c.read(line); err != nil && n > 1 {
				return Calendar{}, fmt.Errorf("holidays, list %d, line %d: %w", i+1, n, err)
			} else if err != nil && strings.ContainsAny(line, "0123456789") {
				return Calendar{}, fmt.Errorf("holidays, list %d, line 1: %w", i+1, err)
			}
		}
		if err := lines.Err(); err != nil {
			return Calendar{}, fmt.Errorf("holidays, list %d: %w", i+1, err)
		}
	}
	return c, nil
}

func (c *Calendar) read(line string) error {
	if line == "" || line[0] == '#' {
		return nil
	}
	rest := strings.TrimLeft(line, "+-")
	sign := line[:len(line)-len(rest)]
	day, name, _ := strings.Cut(rest, ",")
	d, err := ParseDate(day)
	name = strings.TrimSpace(name)
	switch {
	case err != nil || d.IsZero() || len(sign) > 1:
		return fmt.Errorf("%q is not a line such as 2026/1/1,元日", line)
	case sign == "-":
		delete(c.holidays, d)
		c.open[d] = true
		return nil
	case name == "":
		return fmt.Errorf("%q has no name behind the date", line)
	}
	delete(c.open, d)
	c.holidays[d] = name
	if sign == "" {
		c.widen(d.Year())
	}
	return nil
}

func (c *Calendar) widen(year int) {
	if c.first == 0 || year < c.first {
		c.first = year
	}
	c.last = max(c.last, year)
}

// Years are the first and the last year whose holidays are known, 0 for none.
// Outside them only weekends and the turn of the year are closed days.
func (c Calendar) Years() (first, last int) { return c.first, c.last }

// Holiday is the name of the holiday on a day, "" when it is none.
func (c Calendar) Holiday(d Date) string { return c.holidays[d] }

// IsOpen reports whether the offices are open on the day 開庁日; never on no date.
func (c Calendar) IsOpen(d Date) bool {
	if d.IsZero() {
		return false
	}
	if c.open[d] {
		return true
	}
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
		return false
	}
	turn := (d.Month() == time.December && d.Day() >= 29) || (d.Month() == time.January && d.Day() <= 3)
	return !turn && c.holidays[d] == ""
}

// AddOpenDays is the n-th open day after d, or before it for a negative n; the
// day itself does not count (Civil Code 民法, article 140). For 0 it is d.
func (c Calendar) AddOpenDays(d Date, n int) Date {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for ; n > 0 && !d.IsZero(); n-- {
		for d = d.AddDays(step); !d.IsZero() && !c.IsOpen(d); {
			d = d.AddDays(step)
		}
	}
	return d
}

// OpenDaysBetween is how many open days lie after a up to and with b: what is
// left on day a of a term that ends with b. When b lies before a it is minus the
// open days from b up to, but without, a. It is 0 when either is no date.
func (c Calendar) OpenDaysBetween(a, b Date) int {
	if a.IsZero() || b.IsZero() {
		return 0
	}
	n := 0
	for d := a; d.Before(b); {
		if d = d.AddDays(1); c.IsOpen(d) {
			n++
		}
	}
	for d := a; d.After(b); {
		if d = d.AddDays(-1); c.IsOpen(d) {
			n--
		}
	}
	return n
}

// NextOpen is d when the offices are open, else the next day they are: when a
// term ends on a closed day, that is when it ends (地方自治法 第4条の2第4項).
func (c Calendar) NextOpen(d Date) Date {
	for !d.IsZero() && !c.IsOpen(d) {
		d = d.AddDays(1)
	}
	return d
}
