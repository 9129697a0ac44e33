package pdfin

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// The values of a PDF (ISO 32000-1, 7.3). What a copy need not understand (numbers,
// strings, words) stays as it is written.
type (
	name  string // without its slash, its escapes as written
	ref   int    // to an object of any generation
	raw   []byte
	array []any
	dict  map[string]any
)

// stream is a dictionary with the bytes behind it, packed as they are.
type stream struct {
	dict
	data []byte
}

// deepest is how far arrays and dictionaries may stand within each other.
const deepest = 40

// lexer reads values from the front of b on.
type lexer struct {
	b  []byte
	at int
}

func (l *lexer) broken(what string) error {
	return fmt.Errorf("%w: %s at byte %d", ErrUnreadable, what, l.at)
}

func blank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimiter(c byte) bool { return strings.IndexByte("()<>[]{}/%", c) >= 0 }

func (l *lexer) has(text string) bool {
	return len(l.b)-l.at >= len(text) && string(l.b[l.at:l.at+len(text)]) == text
}

// space passes over white space and comments.
func (l *lexer) space() {
	for l.at < len(l.b) {
		switch c := l.b[l.at]; {
		case blank(c):
			l.at++
		case c == '%':
			for l.at < len(l.b) && l.b[l.at] != '\n' && l.b[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

// run reads what is neither white nor a delimiter.
func (l *lexer) run() string {
	from := l.at
	for l.at < len(l.b) && !blank(l.b[l.at]) && !delimiter(l.b[l.at]) {
		l.at++
	}
	return string(l.b[from:l.at])
}

// value reads one value.
func (l *lexer) value(depth int) (any, error) {
	l.space()
	if l.at >= len(l.b) || depth == 0 {
		return nil, l.broken("no value")
	}
	switch c := l.b[l.at]; {
	case l.has("<<"):
		return l.dict(depth)
	case c == '[':
		return l.array(depth)
	case c == '/':
		l.at++
		return name(l.run()), nil
	case c == '(':
		return l.literal()
	case c == '<':
		n := bytes.IndexByte(l.b[l.at:], '>')
		if n < 0 {
			return nil, l.broken("a string without an end")
		}
		l.at += n + 1
		return raw(l.b[l.at-n-1 : l.at]), nil
	}
	return l.plain()
}

func (l *lexer) dict(depth int) (any, error) {
	d := dict{}
	for l.at += 2; ; {
		if l.space(); l.has(">>") {
			l.at += 2
			return d, nil
		}
		if l.at >= len(l.b) || l.b[l.at] != '/' {
			return nil, l.broken("no name where one is due")
		}
		l.at++
		key := l.run()
		v, err := l.value(depth - 1)
		if err != nil {
			return nil, err
		}
		d[key] = v
	}
}

func (l *lexer) array(depth int) (any, error) {
	a := array{}
	for l.at++; ; {
		if l.space(); l.at < len(l.b) && l.b[l.at] == ']' {
			l.at++
			return a, nil
		}
		v, err := l.value(depth - 1)
		if err != nil {
			return nil, err
		}
		a = append(a, v)
	}
}

// literal reads a string in brackets, which may hold brackets in pairs.
func (l *lexer) literal() (any, error) {
	from := l.at
	for depth := 0; l.at < len(l.b); l.at++ {
		switch l.b[l.at] {
		case '\\':
			l.at++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.at++
				return raw(l.b[from:l.at]), nil
			}
		}
	}
	l.at = len(l.b) // an escape may have gone beyond
	return nil, l.broken("a string without an end")
}

// plain reads a number, a reference or a word.
func (l *lexer) plain() (any, error) {
	from := l.at
	text := l.run()
	if text == "" || len(text) > 40 {
		return nil, l.broken("something that is no value")
	}
	back := l.at
	if object, ok := whole(text); ok {
		l.space()
		if _, ok := whole(l.run()); ok {
			if l.space(); l.run() == "R" {
				return ref(object), nil
			}
		}
	}
	l.at = back
	return raw(l.b[from:back]), nil
}

// whole reads a whole number without a sign.
func whole(text string) (int, bool) {
	n, err := strconv.ParseUint(text, 10, 31)
	return int(n), err == nil
}

// number is a value as a number; false when it is none.
func number(v any) (float64, bool) {
	r, ok := v.(raw)
	if !ok {
		return 0, false
	}
	f, err := strconv.ParseFloat(string(r), 64)
	return f, err == nil && f > -1e6 && f < 1e9
}
