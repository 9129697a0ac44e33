package models

import "testing"

// Dates are printed as the era of the day has them, first years as 元年.
func TestWareki(t *testing.T) {
	for _, c := range []struct {
		d                        Date
		long, weekday, short, en string
	}{
		{NewDate(2026, 4, 1), "令和８年４月１日", "令和８年４月１日（水）", "R8.4.1", "Wed 1 Apr 2026"},
		{NewDate(2019, 5, 1), "令和元年５月１日", "令和元年５月１日（水）", "R1.5.1", "Wed 1 May 2019"},
		{NewDate(2019, 4, 30), "平成３１年４月３０日", "平成３１年４月３０日（火）", "H31.4.30", "Tue 30 Apr 2019"},
		{NewDate(1989, 1, 8), "平成元年１月８日", "平成元年１月８日（日）", "H1.1.8", "Sun 8 Jan 1989"},
		{NewDate(1989, 1, 7), "昭和６４年１月７日", "昭和６４年１月７日（土）", "S64.1.7", "Sat 7 Jan 1989"},
		{NewDate(1926, 12, 25), "昭和元年１２月２５日", "昭和元年１２月２５日（土）", "S1.12.25", "Sat 25 Dec 1926"},
		{NewDate(1912, 7, 30), "大正元年７月３０日", "大正元年７月３０日（火）", "T1.7.30", "Tue 30 Jul 1912"},
		{NewDate(1868, 10, 23), "明治元年１０月２３日", "明治元年１０月２３日（金）", "M1.10.23", "Fri 23 Oct 1868"},
		{NewDate(1868, 10, 22), "１８６８年１０月２２日", "１８６８年１０月２２日（木）", "1868-10-22", "Thu 22 Oct 1868"},
		{Date{}, "", "", "", ""},
	} {
		got := [...]string{Wareki(c.d), WarekiWeekday(c.d), WarekiShort(c.d), FormatEN(c.d)}
		if want := [...]string{c.long, c.weekday, c.short, c.en}; got != want {
			t.Errorf("%v: got %q, want %q", c.d, got, want)
		}
	}
}

// A fiscal year in which the era changed carries both names.
func TestFiscalYearWareki(t *testing.T) {
	for year, want := range map[int]string{
		2026: "令和８年度", 2019: "平成３１年度・令和元年度", 2020: "令和２年度", 2018: "平成３０年度",
		1988: "昭和６３年度・平成元年度", 1989: "平成元年度", 1926: "大正１５年度・昭和元年度", 0: "",
	} {
		if got := FiscalYearWareki(year); got != want {
			t.Errorf("%d: got %s, want %s", year, got, want)
		}
	}
}
