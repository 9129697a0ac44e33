package models

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// A 個人番号 (番号法 第2条第5項) never enters: only the digits' own rule can tell
// one, so what looks like one is refused, and about one chance string of twelve
// digits in ten is refused with it, a time stamp such as 202604010900 included.
// The message says how to mend that: a letter or a character of the date between
// the digits (20260401T0900, 2026年04月01日).
//
// What counts, with "digit" in any width or script:
//   - twelve digits in one piece, whatever stands around them, but not a part of
//     thirteen or more in one piece: a 法人番号 passes
//   - twelve digits in pieces of any size, joined by spaces, hyphens, dots or line
//     breaks, when no further piece is joined to them
//   - three joined pieces of four digits, wherever they stand, unless one digit
//     joined before them in the same way makes them a valid 法人番号
//
// Kanji digits count among themselves. Invisible characters do not hide a number.

const (
	myNumberDigits = 12
	myNumberMask   = "＊＊＊＊＊＊＊＊＊＊＊＊"
)

// FindMyNumber looks for the first 個人番号 in a text; where is the index of its
// first digit, counted in runes. It needs no memory of its own.
func FindMyNumber(s string) (where int, found bool) {
	hit, found := findMyNumber(s)
	if !found {
		return 0, false
	}
	return hit.start.index, true
}

// GuardText refuses a text that holds a 個人番号: error.mynumber with the line and
// column, both from 1, and the text around it with every digit masked.
func GuardText(field, s string) error {
	hit, found := findMyNumber(s)
	if !found {
		return nil
	}
	return Invalidf(field, "error.mynumber", hit.start.line, hit.start.column, maskedContext(s, hit))
}

// GuardBytes is GuardText for the bytes of a file; there the text around the
// number is the mask alone.
func GuardBytes(field string, b []byte) error { return GuardStream(field, bytes.NewReader(b)) }

// GuardStream is GuardBytes for what is read piece by piece, in constant memory.
// A failure to read is handed on.
func GuardStream(field string, r io.Reader) error {
	var scan myNumberScan
	in := bufio.NewReader(r)
	for {
		c, _, err := in.ReadRune()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("read while looking for a My Number: %w", err)
		}
		if scan.add(c) {
			break
		}
	}
	if !scan.end() {
		return nil
	}
	return Invalidf(field, "error.mynumber", scan.hit.start.line, scan.hit.start.column, myNumberMask)
}

// MaskMyNumbers puts ＊ for the digits of every 個人番号 in a text, for what must
// be kept all the same, such as a recording. Bytes that are no text become U+FFFD
// when there is something to mask.
func MaskMyNumbers(s string) string {
	if _, found := findMyNumber(s); !found {
		return s
	}
	runes := []rune(s)
	for from := 0; ; {
		var scan myNumberScan
		for _, r := range runes[from:] {
			if scan.add(r) {
				break
			}
		}
		if !scan.end() {
			return string(runes)
		}
		for i := from + scan.hit.start.index; i <= from+scan.hit.last; i++ {
			if _, kind := digitOf(runes[i]); kind != notDigit {
				runes[i] = '＊'
			}
		}
		// What stood before in the same chain may be a number by itself now.
		from += scan.hit.chain
	}
}

func findMyNumber(s string) (myNumberHit, bool) {
	var scan myNumberScan
	for _, r := range s {
		if scan.add(r) {
			break
		}
	}
	return scan.hit, scan.end()
}

// maskedContext is up to eight characters either side of the number.
func maskedContext(s string, hit myNumberHit) string {
	const around = 8
	var before, after strings.Builder
	i := 0
	for _, r := range s {
		switch {
		case i < hit.start.index && i >= hit.start.index-around:
			before.WriteRune(maskDigit(r))
		case i > hit.last && i <= hit.last+around:
			after.WriteRune(maskDigit(r))
		}
		i++
	}
	return before.String() + myNumberMask + after.String()
}

func maskDigit(r rune) rune {
	if _, kind := digitOf(r); kind != notDigit {
		return '＊'
	}
	if !unicode.IsPrint(r) {
		return ' '
	}
	return r
}

// myNumberCheck is the check digit of eleven digits, which stands behind them:
// 11 - (Σ Pn·Qn mod 11), or 0 where the remainder is 0 or 1; counted from the
// right, Qn is n+1 to the sixth and n-5 from the seventh (番号法総務省令 第5条).
func myNumberCheck(eleven []byte) byte {
	sum := 0
	for i, v := range eleven {
		n := len(eleven) - i
		weight := n + 1
		if n > 6 {
			weight = n - 5
		}
		sum += int(v) * weight
	}
	if r := sum % 11; r > 1 {
		return byte(11 - r) // #nosec G115 -- 1 to 9
	}
	return 0
}

func isMyNumber(twelve []byte) bool {
	return myNumberCheck(twelve[:myNumberDigits-1]) == twelve[myNumberDigits-1]
}
