package models

import (
	"fmt"
	"testing"
)

// Real corporate numbers are taken in every way they are typed.
func TestParseCorporateNumber(t *testing.T) {
	for in, want := range map[string]string{
		"7120001077523": "7120001077523", "4011001098993": "4011001098993", "4000020270008": "4000020270008",
		"7123456789012": "7123456789012", "７１２０００１０７７５２３": "7120001077523",
		"7-1200-0107-7523": "7120001077523", "7 1200 0107 7523": "7120001077523", "７－１２００－０１０７－７５２３": "7120001077523",
		" 7120001077523\n": "7120001077523", "7‐1200‐0107 7523": "7120001077523",
	} {
		if got, err := ParseCorporateNumber(in); err != nil || got != want {
			t.Errorf("%q: got %q, %v", in, got, err)
		}
	}
}

// A wrong one says what is wrong: which check digit, how many digits, which character.
func TestParseCorporateNumberRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"8123456789012": "check 7 8", "7120001077532": "check 6 7", "0000000000000": "check 9 0",
		"712000107752": "length 12", "71200010775233": "length 14", "": "length 0",
		"T7120001077523": "char 1 T", "712000107752O": "char 13 O", "7120001077523円": "char 14 円",
	} {
		_, err := ParseCorporateNumber(in)
		inv := Invalid(err)
		if inv == nil {
			t.Errorf("%q: got %v", in, err)
			continue
		}
		said := inv.Problems[0].Key[len("error.corporate."):]
		for _, a := range inv.Problems[0].Args {
			said += " " + fmt.Sprint(a)
		}
		if said != want {
			t.Errorf("%q: got %s, want %s", in, said, want)
		}
	}
	if _, err := ParseCorporateNumber("1234-5678-9018"); Invalid(err) == nil || len(Invalid(err).Problems) != 2 || Invalid(err).Problems[0].Key != "error.corporate.length" || Invalid(err).Problems[1].Key != "error.mynumber" {
		t.Errorf("a My Number in the field: got %v", err)
	}
}

// One wrong digit is always found, except a 9 for a 0 where the rule cannot tell;
// and of the ten first digits just one is right.
func TestCorporateCheckFindsOneWrongDigit(t *testing.T) {
	const right = "7120001077523"
	for i := range right {
		for c := byte('0'); c <= '9'; c++ {
			wrong := []byte(right)
			wrong[i] = c
			same := (c-'0')%9 == (right[i]-'0')%9 && i > 0
			_, err := ParseCorporateNumber(string(wrong))
			if ok := c == right[i] || same; ok != (err == nil) {
				t.Errorf("%s: got %v", wrong, err)
			}
		}
	}
}

// What is accepted is always thirteen digits whose own text is accepted again.
func FuzzParseCorporateNumber(f *testing.F) {
	for _, s := range []string{"7120001077523", "７－１２００", "8123456789012", "1234 5678 9018", "T71"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseCorporateNumber(s)
		if err != nil {
			if Invalid(err) == nil {
				t.Fatalf("%q: got %v", s, err)
			}
			return
		}
		if again, err := ParseCorporateNumber(got); err != nil || again != got || len(got) != 13 {
			t.Fatalf("%q gives %q, which gives %q, %v", s, got, again, err)
		}
	})
}
