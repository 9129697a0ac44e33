package document

import (
	"math"

	"chigiri/views/qr"
)

const (
	codeSide = 82.0 // of a QR code with its quiet edge, in points: 29 mm
	codeAir  = 7.0  // between the frame of a code and what is in it
)

// code sets a frame with facts at the left and a QR code at the right, on one page.
func (c *composer) code(b Code) {
	if b.Title == "" && len(b.Rows) == 0 && b.QR == "" {
		return
	}
	from, y := len(c.ops), codeAir
	wide := c.textWide - 2*codeAir
	if b.QR != "" {
		wide -= codeSide + codeAir
	}
	if b.Title != "" {
		y += c.block(letters{c.sans, 9.5, 15, black}, b.Title, c.pageLeft+codeAir, y, wide) + 3
	}
	name, value := letters{c.sans, 8, 12, black}, letters{c.serif, 8.5, 12, black}
	column := 0.0
	for _, r := range b.Rows {
		column = math.Max(column, c.measure(name, r[0])+8)
	}
	column = math.Min(column, wide*0.3)
	for _, r := range b.Rows {
		high := c.block(name, r[0], c.pageLeft+codeAir, y, column-4)
		high = math.Max(high, c.block(value, r[1], c.pageLeft+codeAir+column, y, wide-column))
		y += high + 2
	}
	if b.QR != "" {
		c.squares(b.QR, c.pageLeft+c.textWide-codeAir-codeSide, codeAir)
		y = math.Max(y, codeAir+codeSide)
	}
	y += codeAir
	for _, e := range [][4]float64{{0, 0, c.textWide, 0}, {0, y, c.textWide, y}, {0, 0, 0, y}, {c.textWide, 0, c.textWide, y}} {
		c.ops = append(c.ops, pdfOp{kind: opLine, grey: ruleGrey, x: c.pageLeft + e[0], y: e[1], w: c.pageLeft + e[2], h: e[3], size: 0.7})
	}
	c.push(pdfBox{gap: 10, height: y, from: from, head: -1})
	c.after = 8
}

// block sets a text at a place and gives its height.
func (c *composer) block(l letters, text string, x, y, wide float64) float64 {
	t := c.fill(l, text, wide, 0, 0)
	for i, n := range t.lines {
		c.line(l, t, n, x, y+float64(i)*l.lead, wide, setLeft)
	}
	return float64(len(t.lines)) * l.lead
}

// squares draws a QR code with the quiet edge of four squares that it needs (ISO/IEC
// 18004), squares side by side as one area. The areas lap over a little, for
// readers show a light seam where they only touch.
func (c *composer) squares(text string, x, y float64) {
	m, err := qr.Matrix(text)
	if err != nil {
		if c.failed == nil {
			c.failed = err
		}
		return
	}
	side := codeSide / float64(len(m)+8)
	for row, line := range m {
		for from := 0; from < len(line); from++ {
			to := from
			for to < len(line) && line[to] {
				to++
			}
			if to > from {
				c.ops = append(c.ops, pdfOp{kind: opFill, grey: black,
					x: x + float64(from+4)*side, y: y + float64(row+4)*side, w: float64(to-from) * side, h: side + 0.06})
				from = to
			}
		}
	}
}
