package document

import (
	"fmt"
	"strings"

	"chigiri/views/document/sfnt"
)

// typeset is a document on its pages, ready to be drawn.
type typeset struct {
	doc   Document
	pages [][]pdfOp // in points from the top left corner of the page
	marks []pdfTarget
	heads []int // mark of each heading
	fonts []pdfFont
	*paper
	pictures [][]byte // for opPicture
}

// pdfTarget is a place on a page, 1 the first.
type pdfTarget struct {
	level int // as gofpdf counts: 0 the outermost
	title string
	page  int
	y     float64
}

// pdfFont is a face cut to what the document uses.
type pdfFont struct {
	face   uint8
	name   string
	data   []byte    // the cut that goes into the file
	texts  [][2]rune // what each code stands for, in their order
	widths []int     // of each, in thousandths of an em
	sfnt.Metrics
}

// layout sets a document on pages and cuts its fonts.
func layout(doc Document, fonts *Fonts) (*typeset, error) {
	c := newComposer(doc, fonts)
	c.compose()
	boxes := c.boxes
	pages := paginate(boxes, c.textHigh)
	ts := &typeset{doc: doc, heads: c.heads, marks: c.targets(pages), paper: &c.paper, pictures: c.pictures}
	for n, page := range pages {
		c.ops = c.ops[:len(c.ops):len(c.ops)] // boxes point into what is there
		ts.pages = append(ts.pages, c.page(page, n+1, len(pages), ts))
	}
	if c.failed != nil {
		return nil, c.failed
	}
	if err := c.full(); err != nil {
		return nil, err
	}
	return ts, c.cut(ts)
}

// page gathers the operations of a page, what lies behind first.
func (c *composer) page(page pdfPage, n, of int, ts *typeset) []pdfOp {
	size := 16
	for _, p := range page {
		size += c.boxes[p.box].to - c.boxes[p.box].from + 4
	}
	out := make([]pdfOp, 0, size)
	out = c.header(out)
	for i, p := range page {
		b, y := &c.boxes[p.box], c.pageTop+p.y
		out = c.decorate(out, b, y, i > 0)
		for _, op := range c.ops[b.from:b.to] {
			op.y += y
			switch op.kind {
			case opLine:
				op.h += y
			case opPage:
				out = c.printed(out, letters{c.serif, op.size, op.size, black},
					fmt.Sprint(ts.marks[ts.heads[op.n]].page), op.x, op.y, setRight)
				continue
			}
			out = append(out, op)
		}
		if b.row != rowNone {
			follows := i > 0 && page[i-1].box == p.box-1
			out = c.rowRules(out, b, y, !follows, i+1 == len(page))
		}
	}
	out = c.footer(out, n, of)
	c.enlarge(out)
	return out
}

// decorate draws the frame or bar of a box; open tells that the page holds the
// box before it too.
func (c *composer) decorate(out []pdfOp, b *pdfBox, y float64, open bool) []pdfOp {
	if b.bar {
		top := y
		if b.joined && open {
			top -= b.gap
		}
		out = append(out, pdfOp{kind: opFill, grey: black, x: c.pageLeft - barAway, y: top, w: 1.6, h: y + b.height - top})
	}
	if b.frame == frameNone {
		return out
	}
	x, right := c.pageLeft+b.left, c.pageLeft+c.textWide
	out = append(out, pdfOp{kind: opFill, grey: noteFill, x: x, y: y, w: right - x, h: b.height})
	rule := func(x1, y1, x2, y2 float64) {
		out = append(out, pdfOp{kind: opLine, grey: ruleGrey, x: x1, y: y1, w: x2, h: y2, size: 0.7})
	}
	rule(x, y, x, y+b.height)
	rule(right, y, right, y+b.height)
	if b.frame&frameTop != 0 || !open {
		rule(x, y, right, y)
	}
	if b.frame&frameBottom != 0 {
		rule(x, y+b.height, right, y+b.height)
	}
	return out
}

// rowRules draws the rules above and below a row; first and last tell its place
// on the page.
func (c *composer) rowRules(out []pdfOp, b *pdfBox, y float64, first, last bool) []pdfOp {
	rule := func(y float64) {
		out = append(out, pdfOp{kind: opLine, grey: ruleGrey, x: c.pageLeft, y: y, w: c.pageLeft + c.textWide, h: y, size: ruleWeight})
	}
	if first || b.row&rowTop != 0 {
		rule(y)
	}
	if last || b.row&rowBottom != 0 {
		rule(y + b.height)
	}
	return out
}

// printed draws a text with its baseline at y, straight onto a page.
func (c *composer) printed(out []pdfOp, l letters, text string, x, y float64, s setting) []pdfOp {
	keep := c.ops
	c.ops = out
	c.one(l, text, x, y-((l.lead-l.size)/2+0.88*l.size), s)
	out, c.ops = c.ops, keep
	return out
}

// shrunk is small print that fits the width of the text.
func (c *composer) shrunk(size float64, grey uint8, text string) letters {
	l := letters{c.serif, size, size, grey}
	if w := c.measure(l, text); w > c.textWide {
		l.size *= c.textWide / w
		l.lead = l.size
	}
	return l
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func (c *composer) header(out []pdfOp) []pdfOp {
	text := oneLine(c.doc.Running)
	if text == "" {
		return out
	}
	out = c.printed(out, c.shrunk(8, dim, text), text, c.pageLeft+c.textWide, c.pageTop-c.headUp, setRight)
	y := c.pageTop - c.headUp + 5.5
	return append(out, pdfOp{kind: opLine, grey: hairGrey, x: c.pageLeft, y: y, w: c.pageLeft + c.textWide, h: y, size: 0.4})
}

func (c *composer) footer(out []pdfOp, n, of int) []pdfOp {
	middle, y := c.pageLeft+c.textWide/2, c.pageTop+c.textHigh+c.footDown
	if !c.doc.Loose {
		out = c.printed(out, letters{c.serif, 9, 9, black}, fmt.Sprintf("%d / %d", n, of), middle, y, setCentre)
	}
	if text := oneLine(c.doc.Edition); text != "" {
		out = c.printed(out, c.shrunk(7, dim, text), text, middle, y+14, setCentre)
	}
	return out
}

// targets finds the page of every mark and gives bookmarks levels without holes.
func (c *composer) targets(pages []pdfPage) []pdfTarget {
	at := make(map[int]pdfTarget, len(c.marks))
	for n, page := range pages {
		for _, p := range page {
			if t, ok := at[p.box]; !ok || t.page == 0 {
				at[p.box] = pdfTarget{page: n + 1, y: c.scale * (c.pageTop + p.y)}
			}
		}
	}
	out := make([]pdfTarget, len(c.marks))
	var open []int // levels of the headings around
	for i, m := range c.marks {
		t := at[m.box]
		t.title = oneLine(m.title)
		if m.level > 0 {
			for len(open) > 0 && open[len(open)-1] >= m.level {
				open = open[:len(open)-1]
			}
			t.level = len(open)
			open = append(open, m.level)
		} else {
			t.level = len(open)
		}
		out[i] = t
	}
	return out
}

// cut makes the fonts of a document out of the faces it used.
func (c *composer) cut(ts *typeset) error {
	for _, f := range c.pools {
		name := c.fonts.names[f.font]
		if f.faces > 1 {
			name = "Chigiri" // several faces are in it
		}
		data, err := sfnt.CutCodes(f.glyphs, codeOf, name)
		if err != nil {
			return fmt.Errorf("cut font %s: %w", name, err)
		}
		widths := make([]int, len(f.glyphs))
		for i, g := range f.glyphs {
			widths[i] = g.Face.Advance(g.ID)
		}
		ts.fonts = append(ts.fonts, pdfFont{f.font, name, data, f.texts, widths, c.fonts.faces[f.font].Metrics()})
	}
	return nil
}
