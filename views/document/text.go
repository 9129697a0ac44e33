package document

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"chigiri/models"
)

// sealMark is what stands in the box where a seal goes.
const sealMark = "印"

// Strings gives the text of a document in reading order: the number, the title,
// then every text of every block, an item as number, mark, title and text, the
// contents as its title and the headings. Empty texts are left out, and so are
// the running title, the edition line and page numbers, which stand outside the
// text. Line ends are "\n" whatever was typed. Word and HTML hold these strings, each
// whole and in this order.
func Strings(doc Document) []string {
	var all []string
	eachText(doc, func(_, s string) {
		if s = lineEnds(s); s != "" {
			all = append(all, s)
		}
	})
	return all
}

// WriteText writes a document as plain UTF-8 text, one paragraph a line: numbers
// are followed by a full-width space, depth is shown by full-width spaces in
// front, and the cells of a row are parted by tabs. A text that no file can hold
// is refused with an Error of models.KindInvalid before anything is written.
func WriteText(w io.Writer, doc Document) error {
	if err := checkText(doc); err != nil {
		return err
	}
	out := &textWriter{Writer: bufio.NewWriter(w), doc: doc}
	out.line(0, doc.Number)
	out.line(0, doc.Title)
	for _, b := range doc.Blocks {
		out.block(b)
	}
	if doc.Edition != "" {
		out.gap()
		out.line(0, doc.Edition)
	}
	return out.Flush()
}

type textWriter struct {
	*bufio.Writer
	doc Document
}

func (t *textWriter) block(b Block) {
	switch b := b.(type) {
	case Heading:
		t.gap()
		t.line(0, b.Text)
	case Paragraph:
		t.line(b.Depth, b.Text)
	case Item:
		t.line(b.Depth, b.Number, markWord(t.doc.Language, b.Mark), b.Title, b.Text)
	case Facts:
		for _, r := range b.Rows {
			t.row(r[:])
		}
	case Table:
		t.gap()
		t.line(0, b.Caption)
		t.row(columnTitles(b))
		for _, r := range b.Rows {
			t.row(r)
		}
	case Code:
		t.gap()
		t.line(0, b.Title)
		for _, r := range b.Rows {
			t.row(r[:])
		}
	case Seal:
		t.gap()
		for _, l := range b.Lines {
			t.line(0, l)
		}
		t.line(0, b.Name, sealWord(b))
	case Contents:
		t.gap()
		t.line(0, b.Title)
		for _, h := range headings(t.doc) {
			t.line(h.Level, h.Text)
		}
	case PageBreak:
		t.gap()
	}
}

func (t *textWriter) gap() { t.put("") }

// put writes a line; bufio keeps the first error of writing for Flush.
func (t *textWriter) put(line string) { _, _ = t.WriteString(line + "\n") }

// line writes the texts that are not empty with a full-width space between, and
// every further line of them as deep as the first.
func (t *textWriter) line(depth int, texts ...string) {
	texts = compact(texts)
	if len(texts) == 0 {
		return
	}
	front := strings.Repeat("　", max(depth, 0))
	whole := lineEnds(strings.Join(texts, "　"))
	t.put(front + strings.ReplaceAll(whole, "\n", "\n"+front))
}

// row writes cells with tabs between; a line end inside a cell becomes a space,
// so that a row stays a line.
func (t *textWriter) row(cells []string) {
	if len(compact(cells)) == 0 {
		return
	}
	line := make([]string, len(cells))
	for i, c := range cells {
		line[i] = strings.ReplaceAll(lineEnds(c), "\n", " ")
	}
	t.put(strings.Join(line, "\t"))
}

// checkText refuses a document with a text that XML, and so .docx, cannot hold:
// bytes that are not UTF-8 and the control characters outside the production
// Char of XML 1.0. The problem's field is where it stands (blocks[3].text), its
// arguments are the code point and the words around it.
func checkText(doc Document) error {
	var found models.Problems
	check := func(where, s string) {
		if at := illegal(s); at >= 0 {
			found.Add(where, unprintable, codePoint(s[at:]), place("", s, at))
		}
	}
	check("subject", doc.Subject)
	check("author", doc.Author)
	check("running", doc.Running)
	check("edition", doc.Edition)
	eachText(doc, check)
	return found.Err()
}

// illegal gives the place of the first character outside XML's Char, or -1.
func illegal(s string) int {
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			return i
		case r < ' ' && r != '\t' && r != '\n' && r != '\r', r == 0xFFFE, r == 0xFFFF:
			return i
		}
	}
	return -1
}

func codePoint(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && size == 1 {
		return fmt.Sprintf("0x%02X", s[0])
	}
	return fmt.Sprintf("U+%04X", r)
}

// eachText calls f with every text of the document in reading order and the
// place where it stands, empty ones included.
func eachText(doc Document, f func(where, s string)) {
	f("number", doc.Number)
	f("title", doc.Title)
	for i, b := range doc.Blocks {
		at := fmt.Sprintf("blocks[%d]", i)
		eachBlockText(doc, b, func(where, s string) { f(at+where, s) })
	}
}

func eachBlockText(doc Document, b Block, f func(where, s string)) {
	switch b := b.(type) {
	case Heading:
		f(".text", b.Text)
	case Paragraph:
		f(".text", b.Text)
	case Item:
		f(".number", b.Number)
		f(".mark", markWord(doc.Language, b.Mark))
		f(".title", b.Title)
		f(".text", b.Text)
	case Facts:
		for i, r := range b.Rows {
			eachCell(fmt.Sprintf(".rows[%d]", i), r[:], f)
		}
	case Table:
		f(".caption", b.Caption)
		eachCell(".columns", columnTitles(b), f)
		for i, r := range b.Rows {
			eachCell(fmt.Sprintf(".rows[%d]", i), r, f)
		}
	case Code:
		f(".title", b.Title)
		for i, r := range b.Rows {
			eachCell(fmt.Sprintf(".rows[%d]", i), r[:], f)
		}
	case Seal:
		eachCell(".lines", b.Lines, f)
		f(".name", b.Name)
		f(".mark", sealWord(b))
	case Contents:
		f(".title", b.Title)
		for _, h := range headings(doc) {
			f(".headings", h.Text)
		}
	}
}

func eachCell(where string, cells []string, f func(where, s string)) {
	for i, c := range cells {
		f(fmt.Sprintf("%s[%d]", where, i), c)
	}
}

// headings are the headings of a document that have a text, in order.
func headings(doc Document) []Heading {
	var all []Heading
	for _, b := range doc.Blocks {
		if h, ok := b.(Heading); ok && h.Text != "" {
			all = append(all, h)
		}
	}
	return all
}

func columnTitles(t Table) []string {
	titles := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		titles[i] = c.Title
	}
	return titles
}

// markWord is the word for an item's mark; empty for none.
func markWord(language, mark string) string {
	words := map[string][2]string{
		"added":   {"追加", "Added"},
		"removed": {"削除", "Removed"},
		"changed": {"変更", "Changed"},
	}[mark]
	if language == "en" {
		return words[1]
	}
	return words[0]
}

func sealWord(s Seal) string {
	if s.Mark {
		return sealMark
	}
	return ""
}

// lineEnds makes every line end "\n".
func lineEnds(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// compact leaves out the empty texts.
func compact(texts []string) []string {
	var full []string
	for _, s := range texts {
		if s != "" {
			full = append(full, s)
		}
	}
	return full
}
