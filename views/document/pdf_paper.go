package document

// paper is the page in points as a document is composed on it: scale is how much
// larger it is drawn.
type paper struct {
	turned                      string // as gofpdf says it: P upright, L on its side
	scale                       float64
	pageHigh, pageLeft, pageTop float64
	textWide, textHigh          float64
	headUp, footDown            float64 // of the running head above the text, and of the page number below
}

// A4 in points.
const (
	a4Short = 595.28
	a4Long  = 841.89
)

// upright has the margins of official papers (25 mm above and below, 30 mm at the
// binding side, 17 mm at the other), which leaves 44 characters of 10.5 points by
// 40 lines.
func upright() paper {
	const left, top = 30 * 72 / 25.4, 25 * 72 / 25.4
	return paper{
		turned: "P", scale: 1, pageHigh: a4Long, pageLeft: left, pageTop: top,
		textWide: a4Short - left - 17*72/25.4, textHigh: a4Long - 2*top, headUp: 25, footDown: 32,
	}
}

// lying is drawn twice as large, so that the text has 21 points and the smallest
// print of a slide, a note, 18: 36 characters by 12 lines.
func lying() paper {
	const scale, side, top, foot = 2, 21, 24, 44
	return paper{
		turned: "L", scale: scale, pageHigh: a4Short / scale, pageLeft: side, pageTop: top,
		textWide: a4Long/scale - 2*side, textHigh: a4Short/scale - top - foot, headUp: 12, footDown: 25,
	}
}

func paperOf(doc Document) paper {
	if doc.Landscape {
		return lying()
	}
	return upright()
}

// enlarge brings operations from the paper's points to those of the page.
func (p *paper) enlarge(ops []pdfOp) {
	if p.scale == 1 {
		return
	}
	for i := range ops {
		op := &ops[i]
		op.x, op.y, op.w, op.h = op.x*p.scale, op.y*p.scale, op.w*p.scale, op.h*p.scale
		op.size, op.track = op.size*p.scale, op.track*p.scale
	}
}

// slide sets the heading of a slide: at the left, over a rule, to be repeated where
// its text goes on.
func (c *composer) slide(b textBlock, text string) {
	c.again, c.fresh = -1, len(c.boxes) > 0
	b.setting, b.size, b.lead, b.above, b.below = setLeft, 15, 24, 0, 0
	first := len(c.boxes)
	c.lines(b, text)
	last := &c.boxes[len(c.boxes)-1]
	y := last.height + 1
	c.ops = append(c.ops, pdfOp{kind: opLine, grey: ruleGrey, x: c.pageLeft, y: y, w: c.pageLeft + c.textWide, h: y, size: 1})
	last.to, last.height = len(c.ops), last.height+9
	if len(c.boxes) == first+1 { // of a title in several lines only a part would stand
		c.again = first
	}
}
