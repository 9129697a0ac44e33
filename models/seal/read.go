package seal

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
)

// Largest is the most bytes a sealed document may have, or one to be sealed. A pledge
// has some 50 kB.
const Largest = 32 << 20

// A file is refused beyond these too. A pledge has some 30 objects.
const (
	most      = 200_000 // objects, those replaced counted too
	revisions = 16
)

// pdf is a file taken apart as far as a seal needs it: by its cross-reference tables,
// from the end to the front, as every viewer does. It is stricter than viewers are,
// for where viewers guess they differ from each other.
type pdf struct {
	b             []byte
	end           int // behind the last %%EOF with its line end
	revisions     []revision
	at            map[int]object // as the newest revision has them
	lines         int            // of all tables
	ranges, forms int            // keys ByteRange and AcroForm in all objects
}

// revision is one of the versions a file holds, the newest first.
type revision struct {
	xref    int
	trailer entries
	end     int // behind its %%EOF
}

// object is one indirect object.
type object struct {
	offset, generation int
	free, replaced     bool // replaced: an older revision has another
	body               value
}

// entries are those of a dictionary that was opened.
type entries map[string]value

// read takes a file apart.
func read(b []byte) (*pdf, error) {
	if len(b) > Largest {
		return nil, fault(TooLarge, "%d bytes", len(b))
	}
	if !bytes.HasPrefix(b, []byte("%PDF-1.")) && !bytes.HasPrefix(b, []byte("%PDF-2.")) {
		return nil, fault(NotPDF, "it does not begin with %%PDF-")
	}
	p := &pdf{b: b, at: map[int]object{}}
	last := bytes.LastIndex(b, []byte("%%EOF"))
	if last < 0 {
		return nil, fault(Broken, "no %%%%EOF")
	}
	p.end = p.lineEnd(last + len("%%EOF"))
	start, err := p.startxref(last)
	if err != nil {
		return nil, err
	}
	for before := len(b); start >= 0; {
		if start >= before || len(p.revisions) == revisions {
			return nil, fault(Broken, "the chain of cross-references does not lead to the front")
		}
		before = start
		if start, err = p.revision(start); err != nil {
			return nil, err
		}
	}
	return p, p.objects()
}

// lineEnd is behind the line end at a place, if there is one.
func (p *pdf) lineEnd(at int) int {
	if at < len(p.b) && p.b[at] == '\r' {
		at++
	}
	if at < len(p.b) && p.b[at] == '\n' {
		at++
	}
	return at
}

// startxref reads the number before an %%EOF.
func (p *pdf) startxref(eof int) (int, error) {
	line := p.b[max(0, eof-40):eof]
	i := bytes.LastIndex(line, []byte("startxref"))
	if i < 0 {
		return 0, fault(Broken, "no startxref before the %%%%EOF at byte %d", eof)
	}
	text := string(bytes.TrimSpace(line[i+len("startxref"):]))
	n, err := strconv.Atoi(text)
	if err != nil || !whole(text) || n >= eof {
		return 0, fault(Broken, "startxref is %q", text)
	}
	return n, nil
}

// revision reads a cross-reference table with its trailer, and gives where the one
// before stands, or -1.
func (p *pdf) revision(start int) (int, error) {
	l := &lexer{b: p.b, at: start, end: p.end}
	if !l.has("xref") {
		return 0, p.compressed(l)
	}
	l.at += len("xref")
	fresh := map[int]bool{}
	for l.space(); !l.has("trailer"); l.space() {
		if err := p.section(l, fresh); err != nil {
			return 0, err
		}
	}
	l.at += len("trailer")
	v, err := l.value(deepest)
	if err != nil {
		return 0, err
	}
	trailer, err := p.dict(v)
	if err != nil {
		return 0, err
	}
	if _, ok := trailer["Encrypt"]; ok {
		return 0, fault(Encrypted, "")
	}
	if _, ok := trailer["XRefStm"]; ok {
		return 0, fault(Unsupported, "it has two cross-references")
	}
	end, err := p.closing(l, start)
	if err != nil {
		return 0, err
	}
	p.revisions = append(p.revisions, revision{start, trailer, end})
	before, ok := trailer["Prev"]
	if !ok {
		return -1, nil
	}
	return p.integer(before)
}

// compressed says why no cross-reference table stands at a place: a compressed one does
// (ISO 32000-1, 7.5.8), which is not read here beyond whether its file is encrypted.
func (p *pdf) compressed(l *lexer) error {
	start := l.at
	for range 2 { // number and generation of its object
		l.run()
		l.space()
	}
	if l.has("obj") {
		l.at += len("obj")
		if v, err := l.value(deepest); err == nil && v.kind == dict {
			if d, err := p.dict(v); err == nil && d["Encrypt"].kind != 0 {
				return fault(Encrypted, "")
			}
		}
	}
	return fault(Unsupported, "no cross-reference table at byte %d; compressed ones are not read here", start)
}

// closing reads what must stand behind a trailer, and gives where it ends.
func (p *pdf) closing(l *lexer, start int) (int, error) {
	for _, text := range []string{"startxref", strconv.Itoa(start), "%%EOF"} {
		if l.space(); !l.has(text) {
			return 0, fault(Broken, "the revision of the table at byte %d does not end as it should", start)
		}
		l.at += len(text)
	}
	return l.at, nil
}

// section reads one run of a cross-reference table (ISO 32000-1, 7.5.4): lines of 20
// bytes. What a newer revision said stands.
func (p *pdf) section(l *lexer, fresh map[int]bool) error {
	first, second := l.run(), ""
	if l.at < l.end && l.b[l.at] == ' ' {
		l.at++
		second = l.run()
	}
	number, err := strconv.Atoi(first)
	count, err2 := strconv.Atoi(second)
	if err != nil || err2 != nil || !whole(first) || !whole(second) {
		return l.broken("no cross-reference table")
	}
	l.space()
	for ; count > 0; number, count = number+1, count-1 {
		o, err := entry(l)
		if err != nil {
			return err
		}
		if p.lines++; p.lines > most {
			return fault(TooLarge, "more than %d objects", most)
		}
		if fresh[number] {
			return fault(Twice, "object %d stands twice in one table", number)
		}
		fresh[number] = true
		if newer, ok := p.at[number]; ok {
			newer.replaced = newer.replaced || !o.free
			p.at[number] = newer
			continue
		}
		p.at[number] = o
	}
	return nil
}

// entry reads one line: 0000000017 00000 n.
func entry(l *lexer) (object, error) {
	const length = 20
	if l.end-l.at < length {
		return object{}, l.broken("a table cut off")
	}
	line := string(l.b[l.at : l.at+length])
	offset, err := strconv.ParseUint(line[:10], 10, 40)
	generation, err2 := strconv.ParseUint(line[11:16], 10, 20)
	end := line[18:]
	if err != nil || err2 != nil || line[10] != ' ' || line[16] != ' ' || line[17] != 'n' && line[17] != 'f' || end != " \n" && end != " \r" && end != "\r\n" {
		return object{}, l.broken("a wrong line of a table")
	}
	l.at += length
	return object{offset: int(offset), generation: int(generation), free: line[17] == 'f'}, nil
}

// objects looks at every object the newest revision has: each must stand where the
// table says, and end before the next begins.
func (p *pdf) objects() error {
	var order []int
	for n, o := range p.at {
		if !o.free {
			order = append(order, n)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return p.at[a].offset - p.at[b].offset })
	for i, n := range order {
		o := p.at[n]
		bound := p.end
		if i+1 < len(order) {
			bound = min(bound, p.at[order[i+1]].offset)
		}
		var err error
		if o.body, err = p.object(n, o, bound); err != nil {
			return err
		}
		p.at[n] = o
	}
	return nil
}

func (p *pdf) object(n int, o object, bound int) (value, error) {
	l := &lexer{b: p.b, at: o.offset, end: bound}
	head := fmt.Sprintf("%d %d obj", n, o.generation)
	if o.offset >= bound || !l.has(head) {
		return value{}, fault(Broken, "object %d is not at byte %d", n, o.offset)
	}
	l.at += len(head)
	v, err := l.value(deepest)
	if err != nil {
		return v, err
	}
	p.ranges, p.forms = p.ranges+l.ranges, p.forms+l.forms
	l.space()
	if v.kind == dict && l.has("stream") {
		if err := p.stream(l, v); err != nil {
			return v, err
		}
	}
	if !l.has("endobj") {
		return v, fault(Broken, "object %d has no end", n)
	}
	return v, nil
}

// stream passes over a stream, whose length must stand in its dictionary.
func (p *pdf) stream(l *lexer, v value) error {
	d, err := p.dict(v)
	if err != nil {
		return err
	}
	length, err := p.integer(d["Length"])
	if err != nil {
		return fault(Broken, "a stream without a plain length at byte %d", v.from)
	}
	l.at = p.lineEnd(l.at + len("stream"))
	if length > l.end-l.at {
		return l.broken("a stream longer than its place")
	}
	l.at += length
	if l.space(); !l.has("endstream") {
		return l.broken("a stream that does not end where it says")
	}
	l.at += len("endstream")
	l.space()
	return nil
}

// dict opens a dictionary. One with a key twice is refused: viewers differ in which
// they take.
func (p *pdf) dict(v value) (entries, error) {
	if v.kind != dict {
		return nil, fault(Broken, "no dictionary at byte %d", v.from)
	}
	d := entries{}
	l := &lexer{b: p.b, at: v.from, end: v.to}
	return d, l.dict(deepest, func(key string, v value) error {
		if _, ok := d[key]; ok {
			return fault(Twice, "/%.40q stands twice in the dictionary before byte %d", key, v.to)
		}
		if d[key] = v; len(d) > widest {
			return fault(TooLarge, "a dictionary of more than %d entries", widest)
		}
		return nil
	})
}

// array opens an array.
func (p *pdf) array(v value) ([]value, error) {
	if v.kind != array {
		return nil, fault(Broken, "no array at byte %d", v.from)
	}
	var all []value
	l := &lexer{b: p.b, at: v.from, end: v.to}
	err := l.array(deepest, func(v value) error {
		if all = append(all, v); len(all) > widest {
			return fault(TooLarge, "an array of more than %d elements", widest)
		}
		return nil
	})
	return all, err
}

// text is a value as it is written.
func (p *pdf) text(v value) string { return string(p.b[v.from:v.to]) }

func (p *pdf) integer(v value) (int, error) {
	if v.kind != integer {
		return 0, fault(Broken, "no whole number at byte %d", v.from)
	}
	return strconv.Atoi(p.text(v))
}

// resolve follows a reference; another value is itself.
func (p *pdf) resolve(v value) (value, error) {
	if v.kind != indirect {
		return v, nil
	}
	n, generation, err := p.reference(v)
	if err != nil {
		return value{}, err
	}
	o, ok := p.at[n]
	if !ok || o.free || o.generation != generation || o.body.kind == indirect {
		return value{}, fault(Broken, "object %d is not there", n)
	}
	return o.body, nil
}

func (p *pdf) reference(v value) (number, generation int, err error) {
	if v.kind == indirect {
		_, err = fmt.Sscanf(p.text(v), "%d %d R", &number, &generation)
	}
	if v.kind != indirect || err != nil {
		return 0, 0, fault(Broken, "no reference at byte %d", v.from)
	}
	return number, generation, nil
}

// open is the dictionary a value is or refers to.
func (p *pdf) open(v value) (entries, error) {
	v, err := p.resolve(v)
	if err != nil {
		return nil, err
	}
	return p.dict(v)
}

// catalog is the root of the document, and its object's number.
func (p *pdf) catalog() (int, entries, error) {
	n, _, err := p.reference(p.revisions[0].trailer["Root"])
	if err != nil {
		return 0, nil, err
	}
	d, err := p.open(p.revisions[0].trailer["Root"])
	return n, d, err
}
