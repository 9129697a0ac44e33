package seal

import (
	"bytes"
	"strconv"
	"strings"
)

// kind is the sort of a value of a PDF (ISO 32000-1, 7.3).
type kind byte

const (
	word     kind = iota + 1 // true, false, null
	integer                  // a whole number as one writes it: no sign, no leading zero
	number                   // any other
	name                     // /Name
	literal                  // (text)
	hexadec                  // <48657861>
	array                    // [ … ]
	dict                     // << … >>
	indirect                 // 12 0 R
)

// value is where a value stands in the file. What is inside stays there until it is
// asked for, so that a file of any shape is read in little memory.
type value struct {
	kind     kind
	from, to int
}

// A value is refused beyond these; our writer stays far below.
const (
	deepest    = 24   // arrays and dictionaries within each other
	widest     = 4096 // entries of one that is opened
	longName   = 127  // bytes of a name (ISO 32000-1, annex C)
	longNumber = 20   // characters of a number
)

// lexer reads values from the front. It counts the keys a seal hangs on, wherever
// they stand.
type lexer struct {
	b             []byte
	at, end       int
	ranges, forms int // keys ByteRange and AcroForm
}

func (l *lexer) broken(what string) error { return fault(Broken, "%s at byte %d", what, l.at) }

func blank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimiter(c byte) bool { return strings.IndexByte("()<>[]{}/%", c) >= 0 }

// space passes over white space. Comments are none here: our writer makes none, and
// things hide in them.
func (l *lexer) space() {
	for l.at < l.end && blank(l.b[l.at]) {
		l.at++
	}
}

func (l *lexer) has(text string) bool {
	return l.end-l.at >= len(text) && string(l.b[l.at:l.at+len(text)]) == text
}

// value reads one value.
func (l *lexer) value(depth int) (value, error) {
	l.space()
	from := l.at
	if l.at >= l.end {
		return value{}, l.broken("nothing where a value is due")
	}
	var k kind
	var err error
	switch c := l.b[l.at]; {
	case l.has("<<"):
		k, err = dict, l.dict(depth, nil)
	case c == '<':
		k, err = hexadec, l.hex()
	case c == '[':
		k, err = array, l.array(depth, nil)
	case c == '(':
		k, err = literal, l.literal()
	case c == '/':
		k = name
		_, err = l.name()
	default:
		k, err = l.plain()
	}
	return value{k, from, l.at}, err
}

// dict passes over a dictionary and gives each entry to visit.
func (l *lexer) dict(depth int, visit func(key string, v value) error) error {
	if depth == 0 {
		return l.broken("nested too deep")
	}
	l.at += 2
	for {
		if l.space(); l.has(">>") {
			l.at += 2
			return nil
		}
		key, err := l.name()
		if err != nil {
			return err
		}
		switch key {
		case "ByteRange":
			l.ranges++
		case "AcroForm":
			l.forms++
		}
		v, err := l.value(depth - 1)
		if err != nil {
			return err
		}
		if visit == nil {
			continue
		}
		if err := visit(key, v); err != nil {
			return err
		}
	}
}

// array passes over an array and gives each element to visit.
func (l *lexer) array(depth int, visit func(v value) error) error {
	if depth == 0 {
		return l.broken("nested too deep")
	}
	l.at++
	for {
		if l.space(); l.at < l.end && l.b[l.at] == ']' {
			l.at++
			return nil
		}
		v, err := l.value(depth - 1)
		if err != nil {
			return err
		}
		if visit == nil {
			continue
		}
		if err := visit(v); err != nil {
			return err
		}
	}
}

func (l *lexer) hex() error {
	n := bytes.IndexByte(l.b[l.at:l.end], '>')
	if n < 0 {
		return l.broken("a string without an end")
	}
	l.at += n + 1
	return nil
}

func (l *lexer) literal() error {
	for depth := 0; l.at < l.end; l.at++ {
		switch l.b[l.at] {
		case '\\':
			l.at++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.at++
				return nil
			}
		}
	}
	l.at = l.end // an escape may have gone beyond
	return l.broken("a string without an end")
}

// name reads a name without its slash, its escapes resolved.
func (l *lexer) name() (string, error) {
	if l.at >= l.end || l.b[l.at] != '/' {
		return "", l.broken("no name where one is due")
	}
	l.at++
	from := l.at
	for l.at < l.end && !blank(l.b[l.at]) && !delimiter(l.b[l.at]) {
		l.at++
	}
	raw := l.b[from:l.at]
	if len(raw) > longName {
		return "", l.broken("a name too long")
	}
	if bytes.IndexByte(raw, '#') < 0 {
		return string(raw), nil
	}
	var plain []byte
	for i := 0; i < len(raw); i++ {
		if raw[i] != '#' {
			plain = append(plain, raw[i])
			continue
		}
		if i+2 >= len(raw) {
			return "", l.broken("a name with half an escape")
		}
		c, err := strconv.ParseUint(string(raw[i+1:i+3]), 16, 8)
		if err != nil {
			return "", l.broken("a name with a wrong escape")
		}
		plain, i = append(plain, byte(c)), i+2
	}
	return string(plain), nil
}

// run passes over what is neither white nor a delimiter.
func (l *lexer) run() string {
	from := l.at
	for l.at < l.end && l.at-from <= longNumber && !blank(l.b[l.at]) && !delimiter(l.b[l.at]) {
		l.at++
	}
	return string(l.b[from:l.at])
}

// plain reads a number, a reference or a word.
func (l *lexer) plain() (kind, error) {
	text := l.run()
	switch {
	case text == "true" || text == "false" || text == "null":
		return word, nil
	case text == "" || len(text) > longNumber || strings.Trim(text, "+-.0123456789") != "":
		return 0, l.broken("something that is no value")
	case !whole(text):
		return number, nil
	}
	back := l.at
	l.space()
	if generation := l.run(); whole(generation) {
		l.space()
		if l.run() == "R" {
			return indirect, nil
		}
	}
	l.at = back
	return integer, nil
}

// whole says whether a text is a number as one writes it.
func whole(text string) bool {
	return text != "" && len(text) <= 10 && strings.Trim(text, "0123456789") == "" && (text == "0" || text[0] != '0')
}
