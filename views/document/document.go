// Package document is what an official document is (title, facts, articles,
// tables, seal box) and how it is written down: as PDF, as Word, as HTML and as
// plain text. One Document, several writers; no writer knows where the words
// came from.
//
// The room owns gofpdf and the fonts. It may import models for what it prints
// and nothing else of ours. Nothing here reads a clock: the instant printed into
// a file's metadata comes in with the Document, so the same Document gives the
// same bytes.
package document

import "time"

// Document is one official document before it takes a form.
type Document struct {
	Title    string // printed large on the first page and into the metadata
	Subject  string // one line for the metadata
	Author   string // the body that issues it
	Number   string // document number, printed at the head right; empty for none
	Running  string // short title in the header of every page
	Edition  string // edition, version and hash line in the footer
	Language string // "ja" or "en"
	Created  time.Time
	// Landscape sets the PDF on A4 on its side, twice as large, to be read from afar:
	// each heading of level 1 begins a page and stands again where its text goes on.
	Landscape bool
	// Loose pages go to different people: the PDF does not number them.
	Loose  bool
	Blocks []Block
}

// Block is one piece of a document, in reading order.
type Block interface{ block() }

// Heading opens a part (level 1), a section (2) or a named group (3). It is kept
// with what follows and becomes a bookmark and a line of the contents.
type Heading struct {
	Level  int
	Text   string
	Anchor string // stable id, unique in the document; empty for none
}

// Style says how a paragraph is set.
type Style int

// The styles of a paragraph.
const (
	Body     Style = iota // Mincho, first line one character in, justified
	Plain                 // Mincho, no indent, justified
	Note                  // small Gothic, for remarks
	Source                // small, hanging after its label, for legal sources
	Centered              // centred, for titles and 記
	Right                 // set to the right, for dates and numbers
	Notice                // boxed, for waivers and other things that must be seen
)

// Paragraph is running text.
type Paragraph struct {
	Style Style
	Text  string
	Depth int  // indent in characters
	Small bool // of a Source: as small as print may be, below a small item
}

// Item is a numbered or labelled text whose number hangs in the margin: an
// article (depth 0), a paragraph (1), an item (2) and so on.
type Item struct {
	Number string // as printed: 第１条, ２, (1), ア
	Title  string // printed after the number in Gothic; empty for none
	Text   string // may be empty when Title stands alone
	Depth  int
	Anchor string
	// Small sets the item in small type with its title run in before its text: for
	// long lists. Its text stands five characters further in than its number.
	Small bool
	// Mark says how this item differs from the version before: "" , "added",
	// "removed" or "changed". Shown as a bar and a word.
	Mark string
}

// Facts is a two-column list of names and values without a head.
type Facts struct{ Rows [][2]string }

// Align is the alignment of a table column.
type Align int

// The alignments of a column.
const (
	Start Align = iota
	Center
	End
)

// Column is one column of a table; Width is its share of the text width.
type Column struct {
	Title string
	Width float64
	Align Align
}

// Table is a ruled table whose head is repeated on each page. Cells wrap; a row
// is kept on one page when it fits one.
type Table struct {
	Caption string
	Columns []Column
	Rows    [][]string
}

// Seal is the place of a name with its seal box 印 at the right end.
type Seal struct {
	Lines []string // address, company, title
	Name  string
	Mark  bool // draw the 印 box
	// Picture is a PNG of a stamped seal or a drawn name, set into the box; nil for
	// none. The PDF alone shows it. See CheckPicture for what is taken.
	Picture []byte
}

// Code is a frame of facts beside a QR code: what leads from the paper to its proof,
// or to a page. Word shows the facts alone.
type Code struct {
	Title string // empty for none
	Rows  [][2]string
	QR    string // what the QR code says; empty for none
}

// Contents prints the list of headings with their pages.
type Contents struct{ Title string }

// PageBreak starts a new page.
type PageBreak struct{}

func (Heading) block()   {}
func (Paragraph) block() {}
func (Item) block()      {}
func (Facts) block()     {}
func (Table) block()     {}
func (Seal) block()      {}
func (Contents) block()  {}
func (PageBreak) block() {}
func (Code) block()      {}
