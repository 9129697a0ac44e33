package models

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
)

const someMyNumber = "123456789018" // not in use; the check digit is right

// The check digit is the one the ordinance gives.
func TestMyNumberCheck(t *testing.T) {
	for eleven, want := range map[string]byte{"12345678901": 8, "00000000000": 0, "99999999999": 6} {
		var d []byte
		for _, c := range eleven {
			d = append(d, byte(c-'0'))
		}
		if got := myNumberCheck(d); got != want {
			t.Errorf("%s: got %d, want %d", eleven, got, want)
		}
	}
}

// A My Number is found wherever and however it is written.
func TestFindMyNumber(t *testing.T) {
	for in, want := range map[string]int{
		"123456789018":                    0,
		"番号は123456789018です":               3,
		"１２３４５６７８９０１８":                    0,
		"1２3４5６7８9０1８":                    0,
		"1234-5678-9018":                  0,
		"1234 5678 9018":                  0,
		"１２３４－５６７８－９０１８":                  0,
		"1234　5678　9018":                  0,
		"1234.5678.9018":                  0,
		"1234・5678・9018":                  0,
		"1234 - 5678 - 9018":              0,
		"1234-5678-\r\n9018":              0,
		"12345678\n9018":                  0,
		"123-456-789-018":                 0,
		"1 2 3 4 5 6 7 8 9 0 1 8":         0,
		"123456789018abc":                 0,
		"x123456789018.pdf":               1,
		"1234_5678_9018.xlsx":             0,
		"0.123456789018":                  2,
		"2 123456789018":                  2,
		"No.3 1234 5678 9018":             5,
		"123456789012 123456789018":       13,
		"1234 5678 9012 1234 5678 9018 1": 15,
		"123456789018  42":                0,
		"12345\u200b6789018":              0,
		"1️2️3️4️5️6️7️8️9️0️1️8️":        0,
		"\U0001D7CF\U0001D7D0\U0001D7D1\U0001D7D2\U0001D7D3\U0001D7D4\U0001D7D5\U0001D7D6\U0001D7D7\U0001D7CE\U0001D7CF\U0001D7D6": 0,
		"一二三四五六七八九〇一八":   0,
		"同一123456789018": 2,
		"000000000000":   0,
	} {
		if got, found := FindMyNumber(in); !found || got != want {
			t.Errorf("%q: got %d, %v, want %d", in, got, found, want)
		}
	}
}

// What has the wrong check digit or the wrong length passes, and so do the numbers
// an office works with.
func TestFindMyNumberPasses(t *testing.T) {
	for _, in := range []string{
		"", "123456789012", "1234-5678-9012", "12345678901", "1234567890180", "0123456789018",
		"7120001077523", "7-1200-0107-7523", "7 1200 0107 7523", "７－１２００－０１０７－７５２３", "T7120001077523",
		"7123456789018", "1234  5678  9018", "1234\n\n5678\n\n9018", "1234,5678,9018", "1234年5678年9018年",
		"03-1234-5678", "090-1234-5678", "06-6941-0351 内線1234", "0120-123-456",
		"2026-04-01 09:00:00", "20260401T0900", "令和８年４月１日から令和９年３月３１日まで", "2026-04-01〜2027-03-31",
		"192.168.0.1", "第1234号", "42,000,000円", "①②③④⑤⑥⑦⑧⑨⓪①⑧", "123456789018" + "0", "一二三四123456八九〇一",
	} {
		if got, found := FindMyNumber(in); found {
			t.Errorf("%q: found at %d", in, got)
		}
	}
}

// A corporate number is told by its own check digit even when the rest of it would
// be a My Number; with the wrong one it is not.
func TestCorporateNumberIsNoMyNumber(t *testing.T) {
	check := corporateCheck([]byte(someMyNumber))
	for first := 1; first <= 9; first++ {
		for _, in := range []string{fmt.Sprintf("%d-1234-5678-9018", first), fmt.Sprintf("%d-%s", first, someMyNumber), fmt.Sprintf("%d 1234 5678 9018 ", first)} {
			if _, found := FindMyNumber(in); found == (first == check) {
				t.Errorf("%s: found is %v", in, found)
			}
		}
	}
}

// Any number with a right check digit is found in any grouping, with any one
// separator, in any width, behind and before any words; with a wrong one never.
func TestMyNumberInEveryDress(t *testing.T) {
	rnd := rand.New(rand.NewPCG(12, 8))
	joints := []string{"", " ", "　", "-", "－", "‐", "−", "–", "ー", ".", "．", "・", "_", "\n", "\r\n", "\t", "\u00a0", "-\n", " - ", "\u200b"}
	words := []string{"", "番号", "(", "A", "：", "「", "号,", "〒"}
	for range 20000 {
		eleven := make([]byte, 11)
		for i := range eleven {
			eleven[i] = byte(rnd.IntN(10))
		}
		right := myNumberCheck(eleven)
		for check := range byte(10) {
			twelve := append(append([]byte{}, eleven...), check)
			joint := joints[rnd.IntN(len(joints))]
			var b strings.Builder
			b.WriteString(words[rnd.IntN(len(words))])
			at := len([]rune(b.String()))
			cut := 1 << rnd.IntN(4)
			for i, v := range twelve {
				if i > 0 && (i%cut == 0 || rnd.IntN(6) == 0) {
					b.WriteString(joint)
				}
				b.WriteRune([]rune{'0', '０'}[rnd.IntN(2)] + rune(v))
			}
			b.WriteString(words[rnd.IntN(len(words))])
			got, found := FindMyNumber(b.String())
			if found != (check == right) || (found && got != at) {
				t.Fatalf("%q: got %d, %v; the check digit is %d", b.String(), got, found, right)
			}
			if err := GuardBytes("", []byte(b.String())); found != (err != nil) {
				t.Fatalf("%q: the bytes give %v", b.String(), err)
			}
		}
	}
}

// The refusal says where, and shows what stands around, never a digit.
func TestGuardText(t *testing.T) {
	err := GuardText("purpose", "一行目\r\n電話 03-1 番号は1234-5678-9018です。内線12\n")
	inv := Invalid(err)
	if inv == nil {
		t.Fatalf("got %v", err)
	}
	want := Problem{"purpose", "error.mynumber", []any{2, 12, "＊＊-＊ 番号は＊＊＊＊＊＊＊＊＊＊＊＊です。内線＊＊ "}}
	if got := inv.Problems[0]; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if err := GuardText("purpose", "四月から"); err != nil {
		t.Errorf("got %v", err)
	}
}

// A stream is guarded over the edges of its pieces, in UTF-16 too, and a failure to
// read is not taken for a clean text.
func TestGuardStream(t *testing.T) {
	text := strings.Repeat("あ", 4095) + "\n  1234-5678-9018"
	err := GuardStream("file", iotest.OneByteReader(strings.NewReader(text)))
	if inv := Invalid(err); inv == nil || fmt.Sprint(inv.Problems[0].Args...) != "2 3"+myNumberMask {
		t.Errorf("got %v", err)
	}
	var wide []byte
	for _, c := range someMyNumber {
		wide = append(wide, byte(c), 0)
	}
	if err := GuardBytes("file", wide); Invalid(err) == nil {
		t.Errorf("UTF-16: got %v", err)
	}
	broken := errors.New("disk gone")
	if err := GuardStream("file", iotest.ErrReader(broken)); !errors.Is(err, broken) || Invalid(err) != nil {
		t.Errorf("got %v", err)
	}
	if err := GuardStream("file", strings.NewReader("\xff\xfe 123456789012")); err != nil {
		t.Errorf("got %v", err)
	}
}

// Ten megabytes are looked through without memory of their own.
func TestGuardNeedsNoMemory(t *testing.T) {
	text := strings.Repeat("契約 1234-5678-9012 の 2026年\n", 10<<20/40)
	if n := testing.AllocsPerRun(1, func() {
		if _, found := FindMyNumber(text); found {
			t.Error("found one")
		}
	}); n > 0 {
		t.Errorf("%v allocations over a text", n)
	}
	if n := testing.AllocsPerRun(1, func() {
		if err := GuardStream("", io.LimitReader(strings.NewReader(text), 10<<20)); err != nil {
			t.Error(err)
		}
	}); n > 10 {
		t.Errorf("%v allocations over a stream", n)
	}
}

// Masking hides every number and keeps everything else.
func TestMaskMyNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"a 1234-5678-9018 b 123456789018": "a ＊＊＊＊-＊＊＊＊-＊＊＊＊ b ＊＊＊＊＊＊＊＊＊＊＊＊",
		"7120001077523":                   "7120001077523",
		"123456 789018 1234 5678 9018":    "＊＊＊＊＊＊ ＊＊＊＊＊＊ ＊＊＊＊ ＊＊＊＊ ＊＊＊＊",
		"":                                "",
	} {
		if got := MaskMyNumbers(in); got != want {
			t.Errorf("%q: got %q", in, got)
		}
	}
	many := strings.Repeat(someMyNumber+" ", 200_000)
	if got := MaskMyNumbers(many); strings.ContainsAny(got, "0123456789") {
		t.Error("a digit of many numbers is left")
	}
}

// The three doors agree on every text, and nothing found is left after masking.
func FuzzFindMyNumber(f *testing.F) {
	for _, s := range []string{"123456789018", "1234-5678-9018", "7-1200-0107-7523", "1 2 3 4 5 6 7 8 9 0 1 8", "１２３４\r\n５６７８９０１８", "一二三四五六七八九〇一八", "\xff1234"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		where, found := FindMyNumber(s)
		text, raw := Invalid(GuardText("f", s)), Invalid(GuardStream("f", bytes.NewReader([]byte(s))))
		if found != (text != nil) || found != (raw != nil) {
			t.Fatalf("%q: find %v, text %v, stream %v", s, found, text, raw)
		}
		if !found {
			return
		}
		if _, kind := digitOf([]rune(s)[where]); kind == notDigit {
			t.Fatalf("%q: no digit at %d", s, where)
		}
		for _, r := range text.Problems[0].Args[2].(string) {
			if _, kind := digitOf(r); kind != notDigit {
				t.Fatalf("%q: the message shows %q", s, r)
			}
		}
		if _, left := FindMyNumber(MaskMyNumbers(s)); left {
			t.Fatalf("%q: still one in %q", s, MaskMyNumbers(s))
		}
	})
}
