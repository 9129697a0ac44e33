package models

import (
	"slices"
	"strings"
	"testing"
)

func TestLapseDays(t *testing.T) {
	// Proves that a reminder which falls on closed days comes on the open day before, that
	// days that were slept through are made up for, and that no day is told of twice.
	calendar, err := ParseHolidays(strings.NewReader("2026/5/4,みどりの日\n2026/5/5,こどもの日\n2026/5/6,休日\n"))
	if err != nil {
		t.Fatal(err)
	}
	told := map[Date]int{}
	var last Date
	for day := NewDate(2026, 4, 1); day.Before(NewDate(2026, 6, 30)); day = day.AddDays(1) {
		if !calendar.IsOpen(day) {
			continue
		}
		for _, d := range LapseDays(calendar, last, day) {
			if day.After(d) {
				t.Errorf("on %v somebody is told of %v, which is over", day, d)
			}
			told[d]++
		}
		last = day
	}
	for d := NewDate(2026, 5, 2); d.Before(NewDate(2026, 6, 29)); d = d.AddDays(1) {
		if told[d] != 3 {
			t.Errorf("of a pledge that ends on %v somebody is told %d times, want 3", d, told[d])
		}
	}
	if days := LapseDays(calendar, NewDate(2026, 4, 30), NewDate(2026, 5, 1)); !slices.Contains(days, NewDate(2026, 5, 7)) {
		t.Errorf("before the holidays %v", days) // the day before 7 May is closed, and so are those before it
	}
	if days := LapseDays(calendar, NewDate(2026, 5, 11), NewDate(2026, 5, 20)); !slices.Contains(days, NewDate(2026, 5, 20)) || slices.Contains(days, NewDate(2026, 5, 19)) {
		t.Errorf("after a week of sleep %v", days)
	}
}

func TestWeekly(t *testing.T) {
	// Proves that each week has one day on which all is told again, its first open one.
	var none Calendar
	for day, want := range map[Date]bool{NewDate(2026, 4, 6): true, NewDate(2026, 4, 7): false, NewDate(2026, 4, 5): false, NewDate(2026, 4, 11): false} {
		if Weekly(none, day) != want {
			t.Errorf("%v is %v", day, !want)
		}
	}
	calendar, err := ParseHolidays(strings.NewReader("2026/5/4,みどりの日\n2026/5/5,こどもの日\n2026/5/6,休日\n"))
	if err != nil || !Weekly(calendar, NewDate(2026, 5, 7)) {
		t.Errorf("the Thursday after the holidays is not the first day of its week (%v)", err)
	}
}
