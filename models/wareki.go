package models

import (
	"fmt"
	"strconv"
)

// era is a name for years, from the day it began until the next one does.
type era struct {
	name, letter, square string
	from                 Date
}

// The eras in use since the Gregorian calendar can be counted back: 改元の詔書 of
// Meiji, then the ordinances 政令 that set Heisei (昭和64年政令第1号) and Reiwa
// (平成31年政令第143号). The day of a change belongs to the new era. Until 1873
// the country counted by the moon; days before are Gregorian all the same.
var eras = []era{
	{"明治", "M", "㍾", NewDate(1868, 10, 23)},
	{"大正", "T", "㍽", NewDate(1912, 7, 30)},
	{"昭和", "S", "㍼", NewDate(1926, 12, 25)},
	{"平成", "H", "㍻", NewDate(1989, 1, 8)},
	{"令和", "R", "㋿", NewDate(2019, 5, 1)},
}

var weekdaysJA = [...]string{"日", "月", "火", "水", "木", "金", "土"}

// Wareki is the date in the Japanese calendar as documents and pages have it,
// 令和８年４月１日; the first year is 元年. A day before 1868-10-23 keeps its year
// of the common era; no date is "".
func Wareki(d Date) string {
	if d.IsZero() {
		return ""
	}
	return warekiYear(d) + FullWidth(fmt.Sprintf("年%d月%d日", d.Month(), d.Day()))
}

// WarekiWeekday is Wareki with the day of the week, 令和８年４月１日（水）.
func WarekiWeekday(d Date) string {
	if d.IsZero() {
		return ""
	}
	return Wareki(d) + "（" + weekdaysJA[d.Weekday()] + "）"
}

// WarekiShort is the date for narrow columns, R8.4.1.
func WarekiShort(d Date) string {
	e, ok := eraOf(d)
	if !ok {
		return d.String()
	}
	return fmt.Sprintf("%s%d.%d.%d", e.letter, e.yearOf(d), d.Month(), d.Day())
}

// FiscalYearWareki names the fiscal year that began in April of the year,
// 令和８年度; both names where the era changed within it, 平成３１年度・令和元年度.
func FiscalYearWareki(year int) string {
	first, last := NewDate(year, 4, 1), NewDate(year+1, 3, 31)
	if first.IsZero() {
		return ""
	}
	name := warekiYear(first) + "年度"
	for _, e := range eras {
		if e.from.After(first) && !e.from.After(last) {
			name += "・" + e.name + "元年度"
		}
	}
	return name
}

// FormatEN is the date for English readers, Wed 1 Apr 2026.
func FormatEN(d Date) string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format("Mon 2 Jan 2006")
}

func warekiYear(d Date) string {
	e, ok := eraOf(d)
	if !ok {
		return FullWidth(strconv.Itoa(d.Year()))
	}
	if e.yearOf(d) == 1 {
		return e.name + "元"
	}
	return e.name + FullWidth(strconv.Itoa(e.yearOf(d)))
}

func eraOf(d Date) (era, bool) {
	for i := len(eras) - 1; i >= 0; i-- {
		if !d.Before(eras[i].from) {
			return eras[i], true
		}
	}
	return era{}, false
}

func (e era) yearOf(d Date) int { return d.Year() - e.from.Year() + 1 }
