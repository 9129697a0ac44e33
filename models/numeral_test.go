package models

import "testing"

// Numbers are printed as Japanese documents count.
func TestNumerals(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{FullWidth("No. 12-(a)~"), "Ｎｏ．　１２－（ａ）～"}, {FullWidth("第1条"), "第１条"},
		{KanjiNumber(1), "一"}, {KanjiNumber(10), "十"}, {KanjiNumber(11), "十一"}, {KanjiNumber(20), "二十"},
		{KanjiNumber(100), "百"}, {KanjiNumber(101), "百一"}, {KanjiNumber(1234), "千二百三十四"},
		{KanjiNumber(9999), "九千九百九十九"}, {KanjiNumber(1010), "千十"}, {KanjiNumber(0), "０"}, {KanjiNumber(10000), "１００００"},
		{KanaNumber(1), "ア"}, {KanaNumber(3), "ウ"}, {KanaNumber(44), "ワ"}, {KanaNumber(46), "ン"},
		{KanaNumber(47), "アア"}, {KanaNumber(48), "アイ"}, {KanaNumber(0), ""}, {KanaNumber(-1), ""},
		{RomanNumber(1), "Ⅰ"}, {RomanNumber(4), "Ⅳ"}, {RomanNumber(12), "Ⅻ"}, {RomanNumber(13), "１３"}, {RomanNumber(0), "０"},
		{Thousands(0), "0"}, {Thousands(999), "999"}, {Thousands(1000), "1,000"}, {Thousands(42000000), "42,000,000"},
		{Thousands(-1234), "-1,234"}, {Thousands(-999), "-999"}, {Thousands(-1 << 63), "-9,223,372,036,854,775,808"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

// Every number of a scheme has its own sign.
func TestNumeralsDiffer(t *testing.T) {
	seen := map[string]int{}
	for n := 1; n <= 9999; n++ {
		for _, s := range []string{KanjiNumber(n), KanaNumber(n)} {
			if m, ok := seen[s]; ok {
				t.Fatalf("%s is both %d and %d", s, m, n)
			}
			seen[s] = n
		}
	}
}
