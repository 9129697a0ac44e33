package models

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// The days a date may lie between: the first of the era table, and far enough
// ahead for every contract and retention period.
var (
	firstDate = NewDate(1868, 10, 23)
	lastDate  = NewDate(2200, 12, 31)
)

var (
	dateShape = regexp.MustCompile(`^(\pL+|[㋿㍻㍼㍽㍾])?(元|\d{1,4})(年|[./-])(\d{1,2})(月|[./-])(\d{1,2})(日?)(?:\(([日月火水木金土])(?:曜日?)?\))?$`)
	dateEight = regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)$`)
	dateSix   = regexp.MustCompile(`^(\d\d)(\d\d)(\d\d)$`)
	dateLast  = regexp.MustCompile(`^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$`)
)

// ParseDate reads a date as people write it: 令和8年4月1日, 令和元年5月1日, R8.4.1,
// ㍻31.4.30, 2026-04-01, 2026/4/1, 2026年4月1日, 20260401, each also in full width,
// with spaces, and with the day of the week behind it, （水）. An empty text is no
// date. It never guesses. Errors are of KindInvalid, with the text and
//
//	error.date.format     text: no date at all
//	error.date.ambiguous  text, what it could mean (8.4.1, 08/04/01, 01/02/2026)
//	error.date.month      text, month: there is no such month
//	error.date.not_exist  text, the month, its last day: 令和8年2月30日
//	error.date.era        text, the right name: 令和元年4月30日 was 平成３１年４月３０日
//	error.date.weekday    text, the right day of the week
//	error.date.range      text, first and last day accepted
//	error.mynumber        as GuardText: the text is never repeated
func ParseDate(s string) (Date, error) {
	if strings.TrimSpace(s) == "" {
		return Date{}, nil
	}
	if len(s) > 100 {
		return Date{}, notADate(s)
	}
	p := dateText{raw: s}
	t := squeeze(s)
	if m := dateShape.FindStringSubmatch(t); m != nil && sameSeparator(m[3], m[5], m[7]) {
		return p.shaped(m)
	}
	if m := dateEight.FindStringSubmatch(t); m != nil {
		return p.eight(m)
	}
	if m := dateSix.FindStringSubmatch(t); m != nil {
		return Date{}, p.ambiguous(shortReadings(number(m[1]), number(m[2]), number(m[3])))
	}
	if m := dateLast.FindStringSubmatch(t); m != nil {
		return Date{}, p.ambiguous(dayMonthReadings(number(m[1]), number(m[2]), number(m[3])))
	}
	return Date{}, notADate(s)
}

// dateText is the text being read, for the messages about it.
type dateText struct{ raw string }

func (p dateText) shaped(m []string) (Date, error) {
	name, month, day := m[1], number(m[4]), number(m[6])
	year := 1
	if m[2] != "元" {
		year = number(m[2])
	}
	if name == "" {
		switch {
		case m[2] == "元" || len(m[2]) == 3:
			return Date{}, notADate(p.raw)
		case len(m[2]) < 3:
			return Date{}, p.ambiguous(shortReadings(year, month, day))
		}
		return p.day(year, month, day, m[8])
	}
	e, ok := eraNamed(name)
	if !ok || len(m[2]) > 3 || (m[2] == "元" && m[3] != "年" && m[3] != ".") {
		return Date{}, notADate(p.raw)
	}
	d, err := p.day(e.from.Year()+year-1, month, day, "")
	if err != nil {
		return Date{}, err
	}
	if right, _ := eraOf(d); right.name != e.name || year == 0 {
		return Date{}, Invalidf("", "error.date.era", shown(p.raw), Wareki(d))
	}
	return p.day(d.Year(), month, day, m[8])
}

func (p dateText) eight(m []string) (Date, error) {
	year, month, day := number(m[1]), number(m[2]), number(m[3])
	if tail := number(m[2] + m[3]); year < firstDate.Year() && tail >= firstDate.Year() && tail <= lastDate.Year() {
		return Date{}, p.ambiguous(dayMonthReadings(year/100, year%100, tail))
	}
	return p.day(year, month, day, "")
}

func (p dateText) day(year, month, day int, weekday string) (Date, error) {
	if month < 1 || month > 12 {
		return Date{}, Invalidf("", "error.date.month", shown(p.raw), month)
	}
	if year < firstDate.Year() || year > lastDate.Year() {
		return Date{}, p.outOfRange()
	}
	d := NewDate(year, time.Month(month), day)
	if d.IsZero() {
		last := daysIn(year, time.Month(month))
		whole := Wareki(NewDate(year, time.Month(month), last))
		name := whole[:strings.Index(whole, "月")+len("月")]
		return Date{}, Invalidf("", "error.date.not_exist", shown(p.raw), name, last)
	}
	if d.Before(firstDate) || d.After(lastDate) {
		return Date{}, p.outOfRange()
	}
	if right := weekdaysJA[d.Weekday()]; weekday != "" && weekday != right {
		return Date{}, Invalidf("", "error.date.weekday", shown(p.raw), right)
	}
	return d, nil
}

func (p dateText) outOfRange() error {
	return Invalidf("", "error.date.range", shown(p.raw), firstDate.String(), lastDate.String())
}

func (p dateText) ambiguous(readings []string) error {
	if len(readings) == 0 {
		return notADate(p.raw)
	}
	return Invalidf("", "error.date.ambiguous", shown(p.raw), strings.Join(readings, ", "))
}

// notADate is about any text at all, so it is where a number that must not be
// repeated could come back.
func notADate(s string) error {
	if err := GuardText("", s); err != nil {
		return err
	}
	return Invalidf("", "error.date.format", shown(s))
}

// shortReadings are the days 8.4.1 could be: of the present era, or of the century.
func shortReadings(year, month, day int) []string {
	var out []string
	now := eras[len(eras)-1]
	d := NewDate(now.from.Year()+year-1, time.Month(month), day)
	if e, ok := eraOf(d); ok && e.name == now.name && year > 0 {
		out = append(out, WarekiShort(d))
	}
	if d := NewDate(2000+year, time.Month(month), day); !d.IsZero() {
		out = append(out, d.String())
	}
	return out
}

// dayMonthReadings are the days 01/02/2026 could be: Europe's or America's order.
func dayMonthReadings(a, b, year int) []string {
	var out []string
	for _, d := range []Date{NewDate(year, time.Month(a), b), NewDate(year, time.Month(b), a)} {
		if !d.IsZero() && (len(out) == 0 || out[0] != d.String()) {
			out = append(out, d.String())
		}
	}
	return out
}

// sameSeparator refuses 2026/4-1 and 2026年4.1.
func sameSeparator(a, b, tail string) bool {
	if a == "年" {
		return b == "月" && tail == "日"
	}
	return a == b && tail == ""
}

func eraNamed(s string) (era, bool) {
	for _, e := range eras {
		if s == e.name || strings.EqualFold(s, e.letter) || s == e.square || strings.HasPrefix(e.name, s) {
			return e, true
		}
	}
	return era{}, false
}

// squeeze brings a text to half width and drops its spaces.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '‐' || r == '−' || r == '–':
			return '-'
		}
		return r
	}, s)
}

// shown is what a message repeats of an input: short, on one line, visible.
func shown(s string) string {
	const most = 40
	var b strings.Builder
	n := 0
	for _, r := range strings.ToValidUTF8(strings.TrimSpace(s), "?") {
		if n++; n > most {
			return b.String() + "…"
		}
		if !unicode.IsPrint(r) && r != '　' {
			fmt.Fprintf(&b, "[U+%04X]", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// number reads digits that a pattern has already matched.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
