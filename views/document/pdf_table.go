package document

import "math"

// pdfCell is how a cell is set.
type pdfCell struct {
	letters
	setting setting
	fill    uint8
}

const rowAir = 3.5 // above and below the text of a row

func (c *composer) facts(f Facts) {
	name := pdfCell{letters{c.sans, 9.5, 14.5, black}, setLeft, nameFill}
	value := pdfCell{letters{c.serif, 10, 14.5, black}, setJustified, printFull}
	wide := 6 * em
	for _, row := range f.Rows {
		wide = math.Max(wide, c.measure(name.letters, row[0])+2*edgeAir+2)
	}
	edges := []float64{0, math.Min(wide, c.textWide*0.34), c.textWide}
	for i, row := range f.Rows {
		gap := 0.0
		if i == 0 {
			gap = 6
		}
		c.row(edges, row[:], []pdfCell{name, value}, gap, -1)
		c.boxes[len(c.boxes)-1].keep = len(f.Rows) <= 3 && i < len(f.Rows)-1
	}
	c.after = 8
}

func (c *composer) table(t Table) {
	columns := tableColumns(t)
	if len(columns) == 0 {
		return
	}
	gap := 6.0
	if t.Caption != "" {
		b := c.plain()
		b.letters = letters{c.sans, 9.5, 15, black}
		b.setting, b.above, b.below, b.keep = setLeft, 8, 3, true
		c.lines(b, t.Caption)
		gap = 0
	}
	edges := columnEdges(columns, c.textWide)
	heads, cells := make([]pdfCell, len(columns)), make([]pdfCell, len(columns))
	for i, col := range columns {
		heads[i] = pdfCell{letters{c.sans, 9, 13.5, black}, setCentre, headFill}
		cells[i] = pdfCell{letters{c.serif, 9.5, 14, black}, cellSetting(col.Align, edges[i+1]-edges[i]), printFull}
	}
	head := -1
	if len(compact(columnTitles(t))) > 0 {
		head = len(c.boxes)
		titles := make([]string, len(columns))
		copy(titles, columnTitles(t))
		c.row(edges, titles, heads, gap, -1)
		c.boxes[len(c.boxes)-1].keep = len(t.Rows) > 0
		gap = 0
	}
	for _, row := range t.Rows {
		c.row(edges, row, cells, gap, head)
		gap = 0
	}
	c.after = 8
}

func cellSetting(a Align, width float64) setting {
	switch {
	case a == Center:
		return setCentre
	case a == End:
		return setRight
	case width < 14*em:
		return setLeft
	}
	return setJustified
}

// columnEdges parts the width by the columns' shares; a column without one gets
// the average of the others.
func columnEdges(columns []Column, wide float64) []float64 {
	sum, known := 0.0, 0
	for _, col := range columns {
		if col.Width > 0 {
			sum, known = sum+col.Width, known+1
		}
	}
	share := 1.0
	if known > 0 {
		share = sum / float64(known)
	}
	sum += share * float64(len(columns)-known)
	edges, at := []float64{0}, 0.0
	for _, col := range columns {
		if col.Width > 0 {
			at += col.Width / sum * wide
		} else {
			at += share / sum * wide
		}
		edges = append(edges, at)
	}
	return edges
}

// row sets one row; a row taller than a page goes on over several.
func (c *composer) row(edges []float64, texts []string, cells []pdfCell, gap float64, head int) {
	from, high := len(c.ops), 0.0
	for i, cell := range cells {
		if cell.fill != printFull {
			c.ops = append(c.ops, pdfOp{kind: opFill, grey: cell.fill, x: c.pageLeft + edges[i], w: edges[i+1] - edges[i]})
		}
	}
	fills := len(c.ops)
	for i, cell := range cells {
		if i >= len(texts) || texts[i] == "" {
			high = math.Max(high, cell.lead)
			continue
		}
		width := edges[i+1] - edges[i] - 2*edgeAir
		t := c.fill(cell.letters, texts[i], width, 0, 0)
		for n, l := range t.lines {
			c.line(cell.letters, t, l, c.pageLeft+edges[i]+edgeAir, rowAir+float64(n)*cell.lead, width, cell.setting)
		}
		high = math.Max(high, float64(len(t.lines))*cell.lead)
	}
	room := c.textHigh // on a page of its own
	if head >= 0 {
		room -= c.boxes[head].height
	}
	if high+2*rowAir <= room {
		c.pushRow(edges, from, fills, pdfBox{gap: gap, height: high + 2*rowAir, head: head, row: rowTop | rowBottom})
		return
	}
	c.splitRow(edges, from, fills, high, cells[0].lead, gap, head)
}

// pushRow ends a row or a piece of one; the rules above and below depend on the
// page and are drawn with it.
func (c *composer) pushRow(edges []float64, from, fills int, b pdfBox) {
	for i := from; i < fills; i++ {
		c.ops[i].h = b.height
	}
	for _, x := range edges {
		c.ops = append(c.ops, pdfOp{kind: opLine, grey: ruleGrey, x: c.pageLeft + x, y: 0, w: c.pageLeft + x, h: b.height, size: ruleWeight})
	}
	b.from, b.joined = from, b.gap == 0 && (b.head >= 0 || b.row&rowTop == 0)
	c.push(b)
}

// splitRow cuts a row that no page can hold between its lines, into pieces small
// enough to fill pages.
func (c *composer) splitRow(edges []float64, from, fills int, high, lead, gap float64, head int) {
	all := append([]pdfOp(nil), c.ops[from:]...)
	c.ops = c.ops[:from]
	step, piece := 4*lead, byte(rowInside|rowTop)
	for top := 0.0; top < high; top += step {
		start := len(c.ops)
		c.ops = append(c.ops, all[:fills-from]...)
		for _, op := range all[fills-from:] {
			if y := op.y - rowAir; y >= top && y < top+step {
				op.y -= top
				if piece&rowTop == 0 {
					op.y -= rowAir
				}
				c.ops = append(c.ops, op)
			}
		}
		b := pdfBox{gap: gap, height: math.Min(step, high-top), head: head, row: piece}
		if piece&rowTop != 0 {
			b.height += rowAir
		}
		if top+step >= high {
			b.height += rowAir
			b.row |= rowBottom
		}
		c.pushRow(edges, start, start+fills-from, b)
		gap, piece = 0, rowInside
	}
}
