package seal

import (
	"encoding/hex"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// longText is the most bytes of a text that is read: a name or a reason.
const longText = 8 << 10

// utf16Hex writes a text as UTF-16 in hexadecimal: the one way of text strings in
// which every reader gets every character, 𠮷 too (ISO 32000-1, 7.9.2.2).
func utf16Hex(text string) string {
	b := []byte{0xfe, 0xff}
	for _, unit := range utf16.Encode([]rune(text)) {
		b = append(b, byte(unit>>8), byte(unit))
	}
	return "<" + hex.EncodeToString(b) + ">"
}

// words reads a text string; a value that is none is a fault.
func (p *pdf) words(v value) (string, error) {
	b, err := p.bytes(v)
	switch {
	case err != nil:
		return "", err
	case len(b) >= 2 && b[0] == 0xfe && b[1] == 0xff:
		var units []uint16
		for b = b[2:]; len(b) >= 2; b = b[2:] {
			units = append(units, uint16(b[0])<<8|uint16(b[1]))
		}
		return string(utf16.Decode(units)), nil
	case utf8.Valid(b):
		return strings.TrimPrefix(string(b), "\ufeff"), nil
	}
	return "", fault(Incomplete, "a text in no known encoding at byte %d", v.from)
}

// bytes are those of a string, in brackets or hexadecimal.
func (p *pdf) bytes(v value) ([]byte, error) {
	if v.kind != hexadec && v.kind != literal || v.to-v.from > longText {
		return nil, fault(Incomplete, "no text at byte %d", v.from)
	}
	inside := p.text(v)[1 : v.to-v.from-1]
	if v.kind == literal {
		return unescape(inside), nil
	}
	b, err := hex.DecodeString(inside)
	if err != nil {
		return nil, because(Incomplete, err, "no text at byte %d", v.from)
	}
	return b, nil
}

// unescape resolves what a backslash may begin (ISO 32000-1, 7.3.4.2).
func unescape(s string) []byte {
	var b []byte
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b = append(b, s[i])
			continue
		}
		i++
		if j := strings.IndexByte("nrtbf", s[i]); j >= 0 {
			b = append(b, "\n\r\t\b\f"[j])
			continue
		}
		octal := i
		for octal < len(s) && octal < i+3 && s[octal] >= '0' && s[octal] <= '7' {
			octal++
		}
		if octal == i {
			b = append(b, s[i])
			continue
		}
		c, _ := strconv.ParseUint(s[i:octal], 8, 16) // at most three octal digits
		b, i = append(b, byte(c)), octal-1
	}
	return b
}

// instant writes a time as PDF has it, to the second, in UTC.
func instant(t time.Time) string { return t.UTC().Format("(D:20060102150405Z)") }

// when reads a time (ISO 32000-1, 7.9.4), which must have its zone.
func (p *pdf) when(v value) (time.Time, error) {
	b, err := p.bytes(v)
	if err != nil {
		return time.Time{}, err
	}
	text := strings.ReplaceAll(string(b), "'", "")
	for _, form := range []string{"D:20060102150405Z", "D:20060102150405Z0000", "D:20060102150405-0700"} {
		if t, err := time.Parse(form, text); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fault(Incomplete, "%.40q is no time with its zone", b)
}
