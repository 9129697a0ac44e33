// Package pdfin takes the pages out of PDFs that were written elsewhere, so that a
// file of ours can show them: the sealed papers, and scans as machines make them. A
// page comes as a form (ISO 32000-1, 8.10) with everything its picture needs and
// nothing else: no annotation, no link, no script, no file inside.
//
// A file is read by its objects from the front to the end, the last of a number
// being the one that counts, as viewers do where a table of objects is broken. What
// cannot be read is refused with ErrUnreadable, never guessed. Nothing of ours is
// imported.
package pdfin

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
)

// ErrUnreadable is the error of a file whose pages cannot be taken out.
var ErrUnreadable = errors.New("PDF cannot be read here")

// A file is refused beyond these.
const (
	mostObjects  = 100_000
	mostUnpacked = 24 << 20 // bytes of all that is unpacked
	mostPages    = 300
	mostParents  = 32 // above a page
)

// File is a PDF taken apart.
type File struct {
	objects  map[int]any
	at       map[int]int // where each stands; of a packed one, what it is packed in
	root     any         // the catalog, or a reference to it
	unpacked int
	made     map[int]int // number of a copied object in the file it was copied to
}

var objectHead = regexp.MustCompile(`(?:^|[\s>])(\d{1,8})[ \t\r\n\x00]+\d{1,5}[ \t\r\n\x00]+obj`)

// Open takes a file apart.
func Open(b []byte) (*File, error) {
	f := &File{objects: map[int]any{}, at: map[int]int{}, made: map[int]int{}}
	var packed []packedObjects
	for at := 0; ; {
		m := objectHead.FindSubmatchIndex(b[at:])
		if m == nil {
			f.trailers(b[at:])
			break
		}
		f.trailers(b[at : at+m[0]])
		number, err := strconv.Atoi(string(b[at+m[2] : at+m[3]]))
		if err != nil || len(f.objects) >= mostObjects {
			return nil, fmt.Errorf("%w: too many objects", ErrUnreadable)
		}
		l := &lexer{b: b, at: at + m[1]}
		v, err := f.object(l)
		if err != nil {
			return nil, err
		}
		f.objects[number], f.at[number] = v, at
		if s, ok := v.(stream); ok {
			packed = f.special(s, at, packed)
		}
		at = l.at
	}
	for _, s := range packed {
		if err := f.unpackObjects(s); err != nil {
			return nil, err
		}
	}
	if f.root == nil {
		return nil, fmt.Errorf("%w: no catalog", ErrUnreadable)
	}
	return f, nil
}

// trailers looks for what leads to the catalog between objects.
func (f *File) trailers(b []byte) {
	if i := bytes.LastIndex(b, []byte("trailer")); i >= 0 {
		l := &lexer{b: b, at: i + len("trailer")}
		if v, err := l.value(deepest); err == nil {
			f.trailer(v)
		}
	}
}

func (f *File) trailer(v any) {
	if d, ok := v.(dict); ok && d["Root"] != nil && d["Encrypt"] == nil {
		f.root = d["Root"]
	}
}

// packedObjects is a stream that holds objects, and where it stands.
type packedObjects struct {
	stream
	at int
}

// special keeps in mind the streams that hold objects, and finds in those that hold
// a table what leads to the catalog.
func (f *File) special(s stream, at int, packed []packedObjects) []packedObjects {
	switch s.dict["Type"] {
	case name("XRef"):
		f.trailer(s.dict)
	case name("ObjStm"):
		packed = append(packed, packedObjects{s, at})
	}
	return packed
}

// object reads one object behind its head.
func (f *File) object(l *lexer) (any, error) {
	v, err := l.value(deepest)
	if err != nil {
		return nil, err
	}
	l.space()
	d, ok := v.(dict)
	if !ok || !l.has("stream") {
		return v, nil
	}
	l.at += len("stream")
	if l.has("\r") {
		l.at++
	}
	if l.has("\n") {
		l.at++
	}
	data, err := f.data(l, d)
	return stream{d, data}, err
}

// data are the bytes of a stream: as many as its dictionary says, or where that is
// said elsewhere or wrong, up to its end word.
func (f *File) data(l *lexer, d dict) ([]byte, error) {
	const end = "endstream"
	from := l.at
	if n, ok := number(f.get(d["Length"])); ok && n >= 0 && n <= float64(len(l.b)-from) {
		l.at = from + int(n)
		if l.space(); l.has(end) {
			l.at += len(end)
			return l.b[from : from+int(n)], nil
		}
	}
	n := bytes.Index(l.b[from:], []byte(end))
	if n < 0 {
		l.at = from
		return nil, l.broken("a stream without an end")
	}
	l.at = from + n + len(end)
	return bytes.TrimSuffix(bytes.TrimSuffix(l.b[from:from+n], []byte("\n")), []byte("\r")), nil
}

// get follows references; what leads nowhere is nil.
func (f *File) get(v any) any {
	for range mostParents {
		r, ok := v.(ref)
		if !ok {
			return v
		}
		v = f.objects[int(r)]
	}
	return nil
}

// unpackObjects takes the objects out of a stream that holds them (7.5.7).
func (f *File) unpackObjects(s packedObjects) error {
	count, ok := number(f.get(s.dict["N"]))
	first, ok2 := number(f.get(s.dict["First"]))
	b, err := f.unpack(s.stream)
	if err != nil {
		return err
	}
	if !ok || !ok2 || first < 0 || int(first) > len(b) || count > mostObjects {
		return fmt.Errorf("%w: packed objects", ErrUnreadable)
	}
	head := &lexer{b: b[:int(first)]}
	for range int(count) {
		head.space()
		number, err := strconv.Atoi(head.run())
		head.space()
		at, err2 := strconv.Atoi(head.run())
		if err != nil || err2 != nil || at < 0 || int(first)+at > len(b) || len(f.objects) >= mostObjects {
			return head.broken("a wrong list of packed objects")
		}
		v, err := (&lexer{b: b, at: int(first) + at}).value(deepest)
		if err != nil {
			return err
		}
		if f.objects[number] == nil || f.at[number] <= s.at {
			f.objects[number], f.at[number] = v, s.at
		}
	}
	return nil
}

// unpack gives the bytes of a stream that is not packed, or by Flate alone.
func (f *File) unpack(s stream) ([]byte, error) {
	filter := f.get(s.dict["Filter"])
	if all, ok := filter.(array); ok && len(all) <= 1 {
		if filter = nil; len(all) == 1 {
			filter = f.get(all[0])
		}
	}
	switch {
	case filter == nil:
		return s.data, nil
	case filter != name("FlateDecode") || f.get(s.dict["DecodeParms"]) != nil:
		return nil, fmt.Errorf("%w: packed in another way", ErrUnreadable)
	}
	z, err := zlib.NewReader(bytes.NewReader(s.data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	b, err := io.ReadAll(io.LimitReader(z, int64(mostUnpacked-f.unpacked)+1))
	if f.unpacked += len(b); f.unpacked > mostUnpacked {
		return nil, fmt.Errorf("%w: too much to unpack", ErrUnreadable)
	}
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, zlib.ErrChecksum) {
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return b, nil
}
