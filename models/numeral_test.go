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

func TestWideNumbers(t *testing.T) {
	// Proves that numbers in a text are wide and that codes, hashes, addresses and what
	// begins with a letter are not.
	for in, want := range map[string]string{
		"遅くとも1時間以内": "遅くとも１時間以内", "1,000件の60%": "１，０００件の６０％", "第43条第2項": "第４３条第２項", "14文字": "１４文字",
		"別添1 2Cb": "別添１ ２Ｃｂ", "検出事項1(2)イ": "検出事項１(２)イ", "第4-2-(1)1B": "第４－２－(１)１Ｂ", "(3)": "(３)", "自治体機密性3C": "自治体機密性３Ｃ",
		"様式 F-01B": "様式 F-01B", "SHA-256 12ab": "SHA-256 12ab", "TLS 1.2以上": "TLS 1.2以上", "TLS 1.2以上を3か月": "TLS 1.2以上を３か月", "ISO/IEC 27017": "ISO/IEC 27017",
		"24@example.jp": "24@example.jp", "http://x.jp/1 2": "http://x.jp/1 2", "9:30": "9:30", "06-6941-0351": "06-6941-0351", "3-1-4": "３－１－４", "2026/10/1": "2026/10/1", "100Mbps": "100Mbps", "": "", "Ⅳ 葛󠄀 5": "Ⅳ 葛󠄀 ５",
		"Windows 11の2台": "Windows 11の２台", "令和８年10月": "令和８年１０月",
	} {
		if got := WideNumbers(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
		if got := WideNumbers(want); got != want {
			t.Errorf("%q becomes %q the second time", want, got)
		}
	}
}
