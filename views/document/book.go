package document

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"

	"chigiri/models"
	"chigiri/views/document/pdfin"
)

// Book is one PDF of many papers, written while they are read: a cover, then a reading
// copy of each paper, page by page as it was sealed, and the papers themselves attached
// byte for byte. Nothing but the paper at hand is held in memory. The same papers give
// the same bytes.
type Book struct {
	out     io.Writer
	at      int64
	offsets []int64 // of each object by its number; 0 where none was written
	cover   Document
	parts   []BookPart
	next    int   // the part to come
	feet    []int // a form for each file of each part still to come
	pages   []int
	marks   []bookMark
	files   map[string]int // where each attached file is specified, by its name
	names   []string       // of attached files, in the order of the book
}

// BookPart is a bookmark and the names of the papers behind it, as they are attached.
type BookPart struct {
	Title string
	Files []string
}

type bookMark struct {
	title string
	page  int
}

// Objects every book has.
const (
	bookCatalog = iota + 1
	bookPages
	bookInfo
	bookFixed
)

// NewBook begins a book with its cover. All parts are told before the first of them
// comes, for the feet of all pages share one font.
func NewBook(w io.Writer, cover Document, parts []BookPart, fonts *Fonts) (*Book, error) {
	if fonts == nil {
		var err error
		if fonts, err = houseFonts(); err != nil {
			return nil, err
		}
	}
	b := &Book{out: w, offsets: make([]int64, bookFixed), cover: cover, parts: parts, files: map[string]int{}}
	if err := b.write([]byte("%PDF-1.7\n%\xE3\x81\xA1\xE3\x81\x8E\n")); err != nil {
		return nil, err
	}
	if err := b.coverPages(fonts); err != nil {
		return nil, err
	}
	feet, err := bookFeet(parts, cover.Language, fonts)
	if err == nil && feet != nil {
		b.feet, err = b.forms(feet, func(form int, _ pdfin.Page) (int, error) { return form, nil })
	}
	return b, err
}

// Add puts in the papers of the next part, in the order of their names: PDFs page by
// page, pictures on a page of their own. A paper whose pages cannot be taken out is
// attached alone, but for the first, which must be read.
func (b *Book) Add(papers []models.File) error {
	part := b.parts[b.next]
	if len(papers) != len(part.Files) {
		return fmt.Errorf("book: %d papers where %d were told", len(papers), len(part.Files))
	}
	b.next++
	b.marks = append(b.marks, bookMark{part.Title, len(b.pages)})
	for i, paper := range papers {
		foot := b.feet[0]
		b.feet = b.feet[1:]
		if err := b.attach(part.Files[i], paper); err != nil {
			return err
		}
		if err := b.show(paper, foot, i == 0); err != nil {
			return fmt.Errorf("book: %s: %w", part.Files[i], err)
		}
	}
	return nil
}

// Close ends the book.
func (b *Book) Close() error {
	outline, err := b.outline()
	if err != nil {
		return err
	}
	var kids, names []byte
	for _, p := range b.pages {
		kids = fmt.Appendf(kids, "%d 0 R ", p)
	}
	for _, name := range slices.SortedFunc(maps.Keys(b.files), byCode) {
		names = fmt.Appendf(names, "%s %d 0 R\n", pdfHex(name), b.files[name])
	}
	lang := "ja-JP"
	if b.cover.Language == "en" {
		lang = "en"
	}
	for _, o := range []struct {
		number int
		text   string
	}{
		{bookPages, fmt.Sprintf("<</Type /Pages /Count %d /Kids [%s]>>", len(b.pages), kids)},
		{bookCatalog, fmt.Sprintf("<</Type /Catalog /Pages %d 0 R /Outlines %d 0 R /PageMode /UseOutlines /Lang (%s)\n/ViewerPreferences <</DisplayDocTitle true>>\n"+
			"/Names <</EmbeddedFiles <</Names [%s]>>>>>>", bookPages, outline, lang, names)},
		{bookInfo, fmt.Sprintf("<</Title %s /Author %s /Subject %s /Producer (Chigiri) /CreationDate (%s)>>",
			pdfHex(b.cover.Title), pdfHex(b.cover.Author), pdfHex(b.cover.Subject), b.cover.Created.UTC().Format("D:20060102150405Z"))},
	} {
		if err := b.Put(o.number, []byte(o.text), nil); err != nil {
			return err
		}
	}
	return b.trailer()
}

// trailer writes the table of objects. What was begun and not written is free.
func (b *Book) trailer() error {
	start := b.at
	sum := sha256.Sum256(fmt.Append(nil, b.offsets, b.names))
	id := hex.EncodeToString(sum[:16])
	text := fmt.Appendf(nil, "xref\n0 %d\n", len(b.offsets))
	for _, at := range b.offsets {
		if at == 0 {
			text = append(text, "0000000000 65535 f \n"...)
			continue
		}
		text = fmt.Appendf(text, "%010d 00000 n \n", at)
	}
	return b.write(fmt.Appendf(text, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(b.offsets), bookCatalog, bookInfo, id, id, start))
}

func (b *Book) write(parts ...[]byte) error {
	for _, p := range parts {
		n, err := b.out.Write(p)
		if b.at += int64(n); err != nil {
			return fmt.Errorf("write book: %w", err)
		}
	}
	return nil
}

// Reserve gives the number of an object to come.
func (b *Book) Reserve() int {
	b.offsets = append(b.offsets, 0)
	return len(b.offsets) - 1
}

// Put writes an object under a number that was reserved; stream is nil for none.
func (b *Book) Put(n int, dict, stream []byte) error {
	b.offsets[n] = b.at
	if stream == nil {
		return b.write(fmt.Appendf(nil, "%d 0 obj\n", n), dict, []byte("\nendobj\n"))
	}
	return b.write(fmt.Appendf(nil, "%d 0 obj\n", n), dict, []byte("\nstream\n"), stream, []byte("\nendstream\nendobj\n"))
}

func (b *Book) put(format string, args ...any) (n int, err error) {
	n = b.Reserve()
	return n, b.Put(n, fmt.Appendf(nil, format, args...), nil)
}

// attach puts a file in as it is (ISO 32000-1, 7.11.4).
func (b *Book) attach(name string, f models.File) error {
	if b.files[name] != 0 {
		return fmt.Errorf("book: two papers are called %s", name)
	}
	n := b.Reserve()
	kind := "application#2Fpdf"
	switch f.ContentType {
	case "image/jpeg":
		kind = "image#2Fjpeg"
	case "image/png":
		kind = "image#2Fpng"
	}
	head := fmt.Appendf(nil, "<</Type /EmbeddedFile /Subtype /%s /Length %d /Params <</Size %d>>>>", kind, len(f.Bytes), len(f.Bytes))
	if err := b.Put(n, head, f.Bytes); err != nil {
		return err
	}
	spec, err := b.put("<</Type /Filespec /F %s /UF %s /EF <</F %d 0 R /UF %d 0 R>>>>", pdfHex(name), pdfHex(name), n, n)
	b.files[name], b.names = spec, append(b.names, name)
	return err
}

// outline writes the bookmarks: the cover's and one for each part.
func (b *Book) outline() (int, error) {
	root, first := b.Reserve(), len(b.offsets)
	for range b.marks {
		b.Reserve()
	}
	last := len(b.offsets) - 1
	for i, m := range b.marks {
		n := first + i
		text := fmt.Appendf(nil, "<</Title %s /Parent %d 0 R /Dest [%d 0 R /Fit]", pdfHex(m.title), root, b.pages[min(m.page, len(b.pages)-1)])
		if n > first {
			text = fmt.Appendf(text, " /Prev %d 0 R", n-1)
		}
		if n < last {
			text = fmt.Appendf(text, " /Next %d 0 R", n+1)
		}
		if err := b.Put(n, append(text, ">>"...), nil); err != nil {
			return 0, err
		}
	}
	return root, b.Put(root, fmt.Appendf(nil, "<</Type /Outlines /First %d 0 R /Last %d 0 R /Count %d>>", first, last, len(b.marks)), nil)
}

// pdfHex is a text string in hexadecimal.
func pdfHex(s string) string { return "<" + hex.EncodeToString([]byte(utf16Text(s))) + ">" }

// byCode orders names as their UTF-16 stands in the file.
func byCode(a, b string) int {
	switch a, b = utf16Text(a), utf16Text(b); {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
