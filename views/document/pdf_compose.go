package document

import "math"

// Measures of print in points, before a paper enlarges them.
const (
	em         = 10.5
	lineHigh   = 17.5
	edgeAir    = 4 // between the text of a table and its rules, and beside bars
	barAway    = 9 // from the text to the bar of a changed item
	ruleWeight = 0.5
)

// Shades of print, 0 black … 255 white.
const (
	black     uint8 = 0
	dim       uint8 = 84 // small print: still more than 7:1 on white
	ruleGrey  uint8 = 110
	hairGrey  uint8 = 170
	headFill  uint8 = 234
	nameFill  uint8 = 244
	noteFill  uint8 = 246
	goneGrey  uint8 = 96 // the text of removed items
	printFull uint8 = 255
)

// composer sets a document into boxes.
type composer struct {
	*shaper
	paper
	t           shaped
	doc         Document
	ops         []pdfOp
	boxes       []pdfBox
	marks       []pdfMark // headings and titled articles, where bookmarks lead
	heads       []int     // mark of each heading, in order
	serif, sans int
	after       float64 // space the last block wants below it
	fresh       bool    // the next box begins a page
	again       int     // box of the heading to repeat above what goes on, or -1
	pictures    [][]byte
	failed      error // the first block that could not be set
}

// pdfMark is a place a bookmark leads to.
type pdfMark struct {
	level int
	title string
	box   int
}

func textStyle(language string, style int) int {
	if language == "en" {
		return style + latinMincho
	}
	return style
}

func newComposer(doc Document, fonts *Fonts) *composer {
	c := &composer{
		shaper: newShaper(fonts), paper: paperOf(doc), doc: doc, again: -1,
		serif: textStyle(doc.Language, mincho), sans: textStyle(doc.Language, gothic),
	}
	if doc.Landscape { // read from afar, where thin strokes vanish
		c.serif = c.sans
	}
	return c
}

func (c *composer) body() letters { return letters{c.serif, em, lineHigh, black} }
func (c *composer) bold() letters { return letters{c.sans, em, lineHigh, black} }

// compose sets every block.
func (c *composer) compose() {
	c.title()
	for i, b := range c.doc.Blocks {
		switch b := b.(type) {
		case Heading:
			c.heading(b)
		case Paragraph:
			c.paragraph(b)
		case Item:
			c.item(b)
		case Facts:
			c.facts(b)
		case Table:
			c.table(b)
		case Seal:
			c.seal(b)
		case Contents:
			c.contents(b)
		case Code:
			c.code(b)
		case PageBreak:
			c.fresh = i > 0 || len(c.boxes) > 0
		}
		c.keepSeals(i)
		c.keepSource(i)
		c.keepNote(i)
	}
}

// keepSeals keeps the date, the names of all parties and what proves them on one page.
func (c *composer) keepSeals(i int) {
	if i+1 == len(c.doc.Blocks) || len(c.boxes) == 0 {
		return
	}
	switch c.doc.Blocks[i+1].(type) {
	case Seal:
	case Code:
		if _, ok := c.doc.Blocks[i].(Seal); !ok {
			return
		}
	default:
		return
	}
	switch b := c.doc.Blocks[i].(type) {
	case Seal:
		c.boxes[len(c.boxes)-1].keep = true
	case Paragraph:
		c.boxes[len(c.boxes)-1].keep = b.Style == Right
	}
}

// keepSource keeps a source with the last line of what it speaks of.
func (c *composer) keepSource(i int) {
	if i+1 == len(c.doc.Blocks) || len(c.boxes) == 0 {
		return
	}
	if p, ok := c.doc.Blocks[i+1].(Paragraph); ok && p.Style == Source {
		c.boxes[len(c.boxes)-1].keep = true
	}
}

// keepNote keeps a note right under a heading with what it introduces, or the heading
// would stand at the foot of a page with its note alone.
func (c *composer) keepNote(i int) {
	if i == 0 || i+1 == len(c.doc.Blocks) || len(c.boxes) == 0 {
		return
	}
	_, under := c.doc.Blocks[i-1].(Heading)
	if p, ok := c.doc.Blocks[i].(Paragraph); ok && under && p.Style == Note {
		c.boxes[len(c.boxes)-1].keep = true
	}
}

// setting of a stretch of lines.
type textBlock struct {
	letters
	left        float64 // from the left edge of the text
	right       float64 // from its right edge
	first, rest float64 // indents of the first line and the others
	setting     setting
	above       float64
	below       float64
	keep        bool // with what follows
	bar         bool
	from        int // first operation of the first line, already drawn; -1 none
}

// lines sets a text, keeping at least two lines on either side of a page end.
func (c *composer) lines(b textBlock, text string) {
	t := c.fill(b.letters, text, c.textWide-b.left-b.right, b.first, b.rest)
	n := len(t.lines)
	for i, l := range t.lines {
		from := len(c.ops)
		indent := b.rest
		if i == 0 {
			indent = b.first
			if b.from >= 0 {
				from = b.from
			}
		}
		width := c.textWide - b.left - b.right - indent
		c.line(b.letters, t, l, c.pageLeft+b.left+indent, 0, width, b.setting)
		box := pdfBox{height: b.lead, from: from, bar: b.bar, joined: i > 0, head: -1}
		box.keep = keepLine(i, n) || i == n-1 && b.keep
		if i == 0 {
			box.gap = b.above
		}
		c.push(box)
	}
	c.after = b.below
}

// keepLine says whether line i of n stays with the next: no line of a paragraph
// stands alone on a page.
func keepLine(i, n int) bool {
	return i < n-1 && (n <= 3 || i == 0 || i == n-2)
}

// push ends a box with the operations drawn since its from.
func (c *composer) push(b pdfBox) {
	b.to = len(c.ops)
	if b.head < 0 {
		b.head = c.again
	}
	if !b.joined {
		b.gap = math.Max(b.gap, c.after)
		b.fresh, c.fresh = c.fresh, false
		c.after = 0
	}
	c.boxes = append(c.boxes, b)
}

func (c *composer) plain() textBlock {
	return textBlock{letters: c.body(), setting: setJustified, from: -1}
}

func (c *composer) title() {
	if c.doc.Number != "" {
		b := c.plain()
		b.setting, b.below = setRight, 6
		c.lines(b, c.doc.Number)
	}
	if c.doc.Title != "" {
		b := c.plain()
		b.letters = letters{c.sans, 18, 28, black}
		b.setting, b.above, b.below, b.keep = setCentre, 14, 20, true
		c.lines(b, c.doc.Title)
	}
}

func (c *composer) heading(h Heading) {
	b := c.plain()
	b.keep, b.setting, b.letters = true, setLeft, c.bold()
	switch {
	case h.Level <= 1:
		b.size, b.lead = 14, 22
		b.setting, b.above, b.below = setCentre, 24, 12
	case h.Level == 2:
		b.size, b.lead = 12, 19
		b.above, b.below = 17, 5
	default:
		b.above, b.below = 11, 2
	}
	c.heads = append(c.heads, len(c.marks))
	c.marks = append(c.marks, pdfMark{max(h.Level, 1), h.Text, len(c.boxes)})
	if c.doc.Landscape && h.Level <= 1 {
		c.slide(b, h.Text)
		return
	}
	c.lines(b, h.Text)
}

func (c *composer) paragraph(p Paragraph) {
	b := c.plain()
	b.left = em * float64(max(p.Depth, 0))
	switch p.Style {
	case Body:
		b.first = em
	case Plain:
	case Note:
		b.letters = letters{c.sans, 9, 14, dim}
		b.above, b.below = 2, 3
	case Source:
		if p.Small {
			b.letters, b.above, b.below, b.setting = letters{c.serif, 7.5, 10.5, dim}, 0.5, 3, setLeft
			break
		}
		c.source(b, p.Text)
		return
	case Centered:
		b.setting = setCentre
	case Right:
		b.setting = setRight
	case Notice:
		c.notice(b, p.Text)
		return
	}
	c.lines(b, p.Text)
}
