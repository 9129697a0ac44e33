package assets_test

import (
	"testing"
	"time"

	"chigiri/assets"
	"chigiri/models"
)

// The bundled list has exactly the holidays the law gives, on every day from 1970
// to 2050.
func TestHolidaysAreTheLaws(t *testing.T) {
	calendar, err := models.ParseHolidays(assets.Holidays())
	if err != nil {
		t.Fatal(err)
	}
	if first, last := calendar.Years(); first != 1970 || last != 2050 {
		t.Fatalf("the list covers %d to %d", first, last)
	}
	law := lawfulHolidays(1970, 2050)
	for d := models.NewDate(1970, 1, 1); d.Year() < 2051; d = d.AddDays(1) {
		if listed := calendar.Holiday(d) != ""; listed != law[d] {
			t.Errorf("%v: the list says %q, the law %v", d, calendar.Holiday(d), law[d])
		}
	}
}

// Days that were moved or added once are in the list under their names.
func TestHolidaysOfOneYear(t *testing.T) {
	calendar, err := models.ParseHolidays(assets.Holidays())
	if err != nil {
		t.Fatal(err)
	}
	for d, want := range map[models.Date]string{
		models.NewDate(2019, 4, 30): "休日", models.NewDate(2019, 5, 1): "休日（祝日扱い）", models.NewDate(2019, 5, 2): "休日",
		models.NewDate(2019, 10, 22): "休日（祝日扱い）", models.NewDate(2018, 12, 23): "天皇誕生日", models.NewDate(2019, 12, 23): "",
		models.NewDate(2020, 7, 23): "海の日", models.NewDate(2020, 7, 24): "スポーツの日", models.NewDate(2020, 8, 10): "山の日",
		models.NewDate(2020, 7, 20): "", models.NewDate(2020, 10, 12): "", models.NewDate(2020, 8, 11): "",
		models.NewDate(2021, 7, 22): "海の日", models.NewDate(2021, 7, 23): "スポーツの日", models.NewDate(2021, 8, 8): "山の日",
		models.NewDate(2021, 8, 9): "振替休日", models.NewDate(2021, 10, 11): "",
		models.NewDate(2026, 9, 22): "休日", models.NewDate(2026, 5, 6): "振替休日",
	} {
		if got := calendar.Holiday(d); got != want {
			t.Errorf("%v: got %q, want %q", d, got, want)
		}
	}
}

// lawfulHolidays works the days out from 国民の祝日に関する法律 and its amendments.
func lawfulHolidays(from, to int) map[models.Date]bool {
	days := map[models.Date]bool{}
	for y := from; y <= to; y++ {
		for _, d := range namedHolidays(y) {
			days[d] = true
		}
	}
	named := map[models.Date]bool{}
	for d := range days {
		named[d] = true
	}
	substituteFrom, betweenFrom := models.NewDate(1973, 4, 12), models.NewDate(1985, 12, 27)
	for d := range named { // article 3(2)
		if d.Weekday() != time.Sunday || d.Before(substituteFrom) {
			continue
		}
		next := d.AddDays(1)
		for d.Year() >= 2007 && named[next] {
			next = next.AddDays(1)
		}
		days[next] = true
	}
	for d := range named { // article 3(3)
		if middle := d.AddDays(1); named[d.AddDays(2)] && !middle.Before(betweenFrom) && middle.Weekday() != time.Sunday {
			days[middle] = true
		}
	}
	return days
}

func namedHolidays(y int) []models.Date {
	on := func(m time.Month, d int) models.Date { return models.NewDate(y, m, d) }
	monday := func(m time.Month, nth int) models.Date {
		first := on(m, 1)
		return first.AddDays((8-int(first.Weekday()))%7 + 7*(nth-1))
	}
	days := []models.Date{on(1, 1), on(2, 11), on(3, equinox(y, 20.8431, 20.8357)), on(4, 29), on(5, 3), on(5, 5),
		on(9, equinox(y, 23.2488, 23.2588)), on(11, 3), on(11, 23)}
	add := func(when bool, d models.Date) {
		if when {
			days = append(days, d)
		}
	}
	games := y == 2020 || y == 2021 // 令和三年東京オリンピック…特別措置法
	add(y < 2000, on(1, 15))
	add(y >= 2000, monday(1, 2))
	add(y >= 1989 && y <= 2018, on(12, 23))
	add(y >= 2020, on(2, 23))
	add(y >= 2007, on(5, 4))
	add(y >= 1996 && y <= 2002, on(7, 20))
	add(y >= 2003 && !games, monday(7, 3))
	add(y >= 2016 && !games, on(8, 11))
	add(y <= 2002, on(9, 15))
	add(y >= 2003, monday(9, 3))
	add(y <= 1999, on(10, 10))
	add(y >= 2000 && !games, monday(10, 2))
	for _, d := range [][3]int{
		{1989, 2, 24}, {1990, 11, 12}, {1993, 6, 9}, {2019, 5, 1}, {2019, 10, 22},
		{2020, 7, 23}, {2020, 7, 24}, {2020, 8, 10}, {2021, 7, 22}, {2021, 7, 23}, {2021, 8, 8},
	} {
		add(y == d[0], models.NewDate(d[0], time.Month(d[1]), d[2]))
	}
	return days
}

// equinox is the day of the month by the usual approximation, good to 2099.
func equinox(y int, since1980, before float64) int {
	drift := 0.242194 * float64(y-1980)
	if y < 1980 {
		return int(before + drift - float64((y-1983)/4))
	}
	return int(since1980 + drift - float64((y-1980)/4))
}
