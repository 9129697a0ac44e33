package document

import (
	"bytes"
	"fmt"
	"strconv"
)

// pdfObject is one indirect object as it stands in a file.
type pdfObject struct {
	number int
	dict   []byte // up to "stream" or "endobj"
	stream []byte // nil for none
}

// pdfObjects walks the objects of a file from its head to its xref, by the
// grammar of PDF: strings may hold anything, and a stream ends after its Length.
func pdfObjects(file []byte) (objects []pdfObject, err error) {
	at := bytes.IndexByte(file, '\n') + 1
	for !bytes.HasPrefix(file[at:], []byte("xref\n")) {
		o, next, err := pdfObjectAt(file, at)
		if err != nil {
			return nil, err
		}
		objects, at = append(objects, o), next
	}
	return objects, nil
}

func pdfObjectAt(file []byte, at int) (o pdfObject, next int, err error) {
	broken := func(what string) (pdfObject, int, error) {
		return pdfObject{}, 0, fmt.Errorf("PDF object at byte %d: %s", at, what)
	}
	head, _, ok := bytes.Cut(file[at:], []byte(" 0 obj\n"))
	if o.number, err = strconv.Atoi(string(head)); !ok || err != nil {
		return broken("no object number")
	}
	start := at + len(head) + len(" 0 obj\n")
	end := start
	for {
		switch rest := file[end:]; {
		case len(rest) == 0:
			return broken("no end")
		case rest[0] == '(':
			end += stringLength(rest)
		case bytes.HasPrefix(rest, []byte("endobj\n")):
			o.dict = file[start:end]
			return o, end + len("endobj\n"), nil
		case bytes.HasPrefix(rest, []byte("stream\n")):
			o.dict = file[start:end]
			n, ok := dictNumber(o.dict, "/Length ")
			from := end + len("stream\n")
			if !ok || from+n > len(file) || !bytes.HasPrefix(file[from+n:], []byte("\nendstream\nendobj\n")) {
				return broken("stream and Length do not agree")
			}
			o.stream = file[from : from+n : from+n]
			return o, from + n + len("\nendstream\nendobj\n"), nil
		default:
			end++
		}
	}
}

// stringLength is the length of a literal string with its brackets.
func stringLength(b []byte) int {
	depth := 0
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(b)
}

// dictNumber reads a number of a dictionary that holds no strings before it.
func dictNumber(dict []byte, key string) (int, bool) {
	_, rest, ok := bytes.Cut(dict, []byte(key))
	if !ok {
		return 0, false
	}
	n := 0
	for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
		n++
	}
	v, err := strconv.Atoi(string(rest[:n]))
	return v, err == nil
}
