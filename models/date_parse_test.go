package models

import (
	"fmt"
	"strings"
	"testing"
)

// Every way a date is written in the prefecture's papers is read.
func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"令和8年4月1日": "2026-04-01", "R8.4.1": "2026-04-01", "r8/4/1": "2026-04-01", "R8-04-01": "2026-04-01",
		"令和８年４月１日": "2026-04-01", "Ｒ８．４．１": "2026-04-01", "令和 8 年 4 月 1 日": "2026-04-01",
		"令和　８年　４月　１日": "2026-04-01", "令和8年4月1日（水）": "2026-04-01", "令和8年4月1日(水曜日)": "2026-04-01",
		"令8.4.1": "2026-04-01", "㋿8年4月1日": "2026-04-01", "令和08年04月01日": "2026-04-01",
		"令和元年5月1日": "2019-05-01", "令和1年5月1日": "2019-05-01", "R1.5.1": "2019-05-01", "R元.5.1": "2019-05-01",
		"平成31年4月30日": "2019-04-30", "H31.4.30": "2019-04-30", "㍻31年4月30日": "2019-04-30",
		"平成元年1月8日": "1989-01-08", "昭和64年1月7日": "1989-01-07", "S64.1.7": "1989-01-07",
		"昭和元年12月25日": "1926-12-25", "大正15年12月24日": "1926-12-24", "大正元年7月30日": "1912-07-30",
		"明治45年7月29日": "1912-07-29", "明治元年10月23日": "1868-10-23", "M6.1.1": "1873-01-01",
		"2026-04-01": "2026-04-01", "2026/4/1": "2026-04-01", "2026.4.1": "2026-04-01", "2026年4月1日": "2026-04-01",
		"２０２６年４月１日": "2026-04-01", "２０２６／４／１": "2026-04-01", "20260401": "2026-04-01", "２０２６０４０１": "2026-04-01",
		"2026−04−01": "2026-04-01", " 2026-04-01\n": "2026-04-01", "令和10年2月29日": "2028-02-29",
		"2200-12-31": "2200-12-31", "": "", "　 ": "",
	} {
		got, err := ParseDate(in)
		if err != nil || got.String() != want {
			t.Errorf("%q: got %v, %v, want %s", in, got, err, want)
		}
	}
}

// What is no date, or could be two, is refused with what a message needs to say.
func TestParseDateRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"来年の春": "format", "令和8年": "format", "令和8年4月": "format", "2026/4-1": "format", "2026年4.1": "format",
		"2026年4月1": "format", "皇紀2686年4月1日": "format", "令和2026年4月1日": "format", "元年5月1日": "format",
		"令和元/5/1": "format", "2026-04-01T00:00": "format", "026-04-01": "format", "R8.4.1.": "format",
		"ﾚｲﾜ8年4月1日": "format", "2026040": "format", "--": "format", "令和八年四月一日": "format",
		"8.4.1": "ambiguous R8.4.1, 2008-04-01", "08/04/01": "ambiguous R8.4.1, 2008-04-01",
		"8年4月1日": "ambiguous R8.4.1, 2008-04-01", "080401": "ambiguous R8.4.1, 2008-04-01",
		"1.4.30":     "ambiguous 2001-04-30",
		"01/02/2026": "ambiguous 2026-01-02, 2026-02-01", "13-02-2026": "ambiguous 2026-02-13",
		"04042026": "ambiguous 2026-04-04", "99.99.99": "format",
		"令和8年13月1日": "month 13", "2026-00-01": "month 0",
		"令和8年2月30日": "not_exist 令和８年２月 28", "2028-02-30": "not_exist 令和１０年２月 29", "2026-04-31": "not_exist 令和８年４月 30",
		"20260431": "not_exist 令和８年４月 30", "令和8年4月0日": "not_exist 令和８年４月 30",
		"令和元年4月30日": "era 平成３１年４月３０日", "平成31年5月1日": "era 令和元年５月１日", "H32.4.1": "era 令和２年４月１日",
		"昭和64年1月8日": "era 平成元年１月８日", "平成元年1月7日": "era 昭和６４年１月７日", "昭和100年1月1日": "era 令和７年１月１日",
		"明治45年7月30日": "era 大正元年７月３０日", "令和0年5月1日": "era 平成３０年５月１日",
		"令和8年4月1日（木）": "weekday 水", "2026年4月1日(日)": "weekday 水",
		"1868-10-22": "range 1868-10-23 2200-12-31", "2201-01-01": "range 1868-10-23 2200-12-31",
		"明治元年10月22日": "range 1868-10-23 2200-12-31", "0800-01-01": "range 1868-10-23 2200-12-31",
	} {
		got, err := ParseDate(in)
		inv := Invalid(err)
		if inv == nil {
			t.Errorf("%q: got %v, %v", in, got, err)
			continue
		}
		p := inv.Problems[0]
		if p.Args[0] != in {
			t.Errorf("%q: the message repeats %q", in, p.Args[0])
		}
		said := strings.TrimPrefix(p.Key, "error.date.")
		for _, a := range p.Args[1:] {
			said += " " + fmt.Sprint(a)
		}
		if said != want {
			t.Errorf("%q: got %s, want %s", in, said, want)
		}
	}
}

// A date field repeats neither a My Number, nor pages of text, nor what a terminal
// would obey.
func TestParseDateRepeatsWithCare(t *testing.T) {
	_, err := ParseDate("1234-5678-9018")
	if inv := Invalid(err); inv == nil || inv.Problems[0].Key != "error.mynumber" || strings.Contains(fmt.Sprint(inv.Problems[0].Args...), "5678") {
		t.Errorf("got %+v", inv)
	}
	_, err = ParseDate(strings.Repeat("あ", 5000))
	if got := fmt.Sprint(Invalid(err).Problems[0].Args[0]); len([]rune(got)) != 41 {
		t.Errorf("the message repeats %d characters", len([]rune(got)))
	}
	_, err = ParseDate("a\x1b[2J\xff")
	if got := Invalid(err).Problems[0].Args[0]; got != "a[U+001B][2J?" {
		t.Errorf("got %q", got)
	}
}

// Whatever is read comes back the same from every form it is printed in.
func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"令和8年4月1日（水）", "R8.4.1", "㍻31.4.30", "20260401", "2026/4/1", "8.4.1", "01/02/2026", "昭和64年1月8日", "元年", "令和0年0月0日", "９９９９年９９月９９日"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			if inv := Invalid(err); inv == nil || len(inv.Problems) != 1 || !d.IsZero() {
				t.Fatalf("%q: got %v, %v", s, d, err)
			}
			return
		}
		if d.IsZero() {
			return
		}
		for _, form := range []string{d.String(), Wareki(d), WarekiWeekday(d), WarekiShort(d)} {
			if again, err := ParseDate(form); err != nil || again != d {
				t.Fatalf("%q is %v, but %q is %v, %v", s, d, form, again, err)
			}
		}
	})
}
