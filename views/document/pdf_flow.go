package document

// A box is a piece of a page that is never split: a line, a row, a gap. Boxes
// come in reading order; paginate puts them on pages.
type pdfBox struct {
	gap      float64 // space above, dropped at the top of a page
	height   float64
	from, to int  // its operations, relative to its top
	keep     bool // stays on the page of the next box
	fresh    bool // begins a new page
	head     int  // box to repeat above it at the top of a page, or -1
	frame    byte // piece of a frame: see the frame constants
	row      byte // piece of a table row: see the row constants
	bar      bool // has the bar of a changed item beside it, over its gap too
	joined   bool // the bar or frame goes on from the box before
	left     float64
}

// Pieces of the frame around a notice.
const (
	frameNone = iota
	frameInside
	frameTop    = 1 << 1
	frameBottom = 1 << 2
)

// Pieces of a table row. A row is one piece unless no page can hold it.
const (
	rowNone = iota
	rowInside
	rowTop    = 1 << 1
	rowBottom = 1 << 2
)

type pdfOpKind uint8

const (
	opText pdfOpKind = iota
	opLine
	opFill
	opDots    // a dotted line
	opPage    // the page number of heading n, set to the right of x
	opLink    // an area that leads to heading n
	opPicture // picture n, in an area
)

// pdfOp is one drawing operation, in points from the top left corner of its box.
type pdfOp struct {
	kind  pdfOpKind
	face  uint8
	grey  uint8 // 0 black … 255 white
	n     int
	x, y  float64
	w, h  float64 // second point of a line; size of an area
	size  float64
	track float64 // space after each character
	text  string
}

// placed is a box on a page.
type placed struct {
	box int
	y   float64
}

type pdfPage []placed

// paginate puts boxes on pages of a height: chains of boxes that keep together go
// to the next page as one when they do not fit, unless a page is too small for
// them, and a table's head is repeated.
func paginate(boxes []pdfBox, height float64) []pdfPage {
	pages := []pdfPage{nil}
	y := 0.0
	turn := func(head int) {
		pages = append(pages, nil)
		y = 0
		if head >= 0 {
			pages[len(pages)-1] = pdfPage{{head, 0}}
			y = boxes[head].height
		}
	}
	for i := 0; i < len(boxes); {
		end, need := chain(boxes, i)
		top := len(pages[len(pages)-1]) == 0
		if top {
			need -= boxes[i].gap
		}
		if !top && (boxes[i].fresh || y+need > height+0.01) {
			turn(boxes[i].head)
		}
		for ; i < end; i++ {
			b := &boxes[i]
			gap := b.gap
			if y == 0 {
				gap = 0
			} else if y+gap+b.height > height+0.01 {
				turn(b.head)
				gap = 0
			}
			page := &pages[len(pages)-1]
			*page = append(*page, placed{i, y + gap})
			y += gap + b.height
		}
	}
	return pages
}

// chain gives the end of the boxes that keep together from i on, and their height.
func chain(boxes []pdfBox, i int) (end int, height float64) {
	for end = i; end < len(boxes); end++ {
		height += boxes[end].gap + boxes[end].height
		if !boxes[end].keep {
			return end + 1, height
		}
	}
	return end, height
}
