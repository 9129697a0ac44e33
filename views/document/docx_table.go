package document

import (
	"fmt"
	"strconv"
)

// facts writes names and values as a table of two columns without a head.
func (x *docxBody) facts(f Facts) {
	if len(f.Rows) == 0 {
		return
	}
	name := 0
	for _, r := range f.Rows {
		name = max(name, docxWide(r[0])*19/22+2*120)
	}
	name = min(max(name, 1600), docxTextWide*2/5)
	widths := []int{name, docxTextWide - name}
	x.beforeTable("")
	x.startTable("Facts", "", widths)
	for _, r := range f.Rows {
		x.startRow(false)
		x.cell(widths[0], "FactName", Start, r[0])
		x.cell(widths[1], "Table", Start, r[1])
		x.end()
	}
	x.endTable()
}

// table writes a ruled table. Rows longer than the head widen the table, since
// no text may be lost.
func (x *docxBody) table(t Table) {
	x.line("Caption", "", t.Caption)
	columns := tableColumns(t)
	if len(columns) == 0 {
		return
	}
	x.beforeTable(t.Caption)
	widths := docxWidths(columns)
	x.startTable("Ruled", t.Caption, widths)
	if titles := columnTitles(t); len(compact(titles)) > 0 {
		x.startRow(true)
		for i, c := range columns {
			x.head(widths[i], c)
		}
		x.end()
	}
	for _, r := range t.Rows {
		x.startRow(false)
		for i, c := range columns {
			s := ""
			if i < len(r) {
				s = r[i]
			}
			x.cell(widths[i], "Table", c.Align, s)
		}
		x.end()
	}
	x.endTable()
}

// tableColumns gives the columns of a table, with plain ones after them when a
// row has more cells; none for a table with nothing to show.
func tableColumns(t Table) []Column {
	if len(t.Rows) == 0 && len(compact(columnTitles(t))) == 0 {
		return nil
	}
	columns := append([]Column{}, t.Columns...)
	for _, r := range t.Rows {
		for len(columns) < len(r) {
			columns = append(columns, Column{})
		}
	}
	return columns
}

// docxWidths parts the width of the text by the shares of the columns; a column
// without a share gets the average of the others. The sum is exact.
func docxWidths(columns []Column) []int {
	sum, known := 0.0, 0
	for _, c := range columns {
		if c.Width > 0 {
			sum += c.Width
			known++
		}
	}
	share := 1.0
	if known > 0 {
		share = sum / float64(known)
	}
	sum += share * float64(len(columns)-known)
	widths := make([]int, len(columns))
	left := docxTextWide
	for i, c := range columns {
		w := c.Width
		if w <= 0 {
			w = share
		}
		widths[i] = int(w / sum * docxTextWide)
		left -= widths[i]
	}
	widths[len(widths)-1] += left
	return widths
}

// beforeTable parts a table without a caption from what stands before it, and
// spends a waiting page break, which a table itself cannot carry.
func (x *docxBody) beforeTable(caption string) {
	if caption == "" || x.newPage {
		x.begin("Spacer", "")
		x.end()
	}
}

func (x *docxBody) startTable(style, caption string, widths []int) {
	x.start("w:tbl")
	x.start("w:tblPr")
	x.val("w:tblStyle", style)
	total := 0
	for _, w := range widths {
		total += w
	}
	x.leaf("w:tblW", "w:w", strconv.Itoa(total), "w:type", "dxa")
	x.leaf("w:tblLayout", "w:type", "fixed")
	x.leaf("w:tblLook", "w:val", "0020", "w:firstRow", "1", "w:lastRow", "0", "w:firstColumn", "0", "w:lastColumn", "0", "w:noHBand", "1", "w:noVBand", "1")
	if caption != "" {
		x.val("w:tblCaption", caption)
	}
	x.end()
	x.start("w:tblGrid")
	for _, w := range widths {
		x.leaf("w:gridCol", "w:w", strconv.Itoa(w))
	}
	x.end()
}

// endTable closes a table and puts a small paragraph after it: without one Word
// joins two tables, and a document cannot end in a table.
func (x *docxBody) endTable() {
	x.end()
	x.begin("Spacer", "")
	x.end()
}

// startRow opens a row that is kept on one page; a head row is repeated.
func (x *docxBody) startRow(head bool) {
	x.start("w:tr")
	x.start("w:trPr")
	x.leaf("w:cantSplit")
	if head {
		x.leaf("w:tblHeader")
	}
	x.end()
}

func (x *docxBody) head(width int, c Column) {
	x.start("w:tc")
	x.start("w:tcPr")
	x.leaf("w:tcW", "w:w", strconv.Itoa(width), "w:type", "dxa")
	x.leaf("w:shd", "w:val", "clear", "w:color", "auto", "w:fill", "F1F1F4")
	x.val("w:vAlign", "center")
	x.end()
	x.cellText("TableHead", c.Align, c.Title)
	x.end()
}

func (x *docxBody) cell(width int, style string, align Align, s string) {
	x.start("w:tc")
	x.start("w:tcPr")
	x.leaf("w:tcW", "w:w", strconv.Itoa(width), "w:type", "dxa")
	x.end()
	x.cellText(style, align, s)
	x.end()
}

// cellText writes the one paragraph of a cell, which stands even without a text.
func (x *docxBody) cellText(style string, align Align, s string) {
	extra := ""
	switch align {
	case Center:
		extra = `<w:jc w:val="center"/>`
	case End:
		extra = `<w:jc w:val="right"/>`
	}
	x.begin(style, extra)
	x.run("", s)
	x.end()
}

// seal writes the lines and the name at the right, and the box for the seal
// beside the name.
func (x *docxBody) seal(s Seal) {
	const text, box = 4700, 900
	widths := []int{docxTextWide - text - box, text, box}
	x.beforeTable("")
	x.startTable("TableNormal", "", widths)
	for _, l := range s.Lines {
		x.sealRow(widths, l, "")
	}
	x.sealRow(widths, s.Name, sealWord(s))
	x.endTable()
}

func (x *docxBody) sealRow(widths []int, s, mark string) {
	x.start("w:tr")
	x.start("w:trPr")
	x.leaf("w:cantSplit")
	if mark != "" {
		x.leaf("w:trHeight", "w:val", strconv.Itoa(widths[2]), "w:hRule", "atLeast")
	}
	x.end()
	x.cell(widths[0], "Seal", Start, "")
	x.sealCell(widths[1], "", "Seal", s)
	border := ""
	if mark != "" {
		border = fmt.Sprintf(`<w:tcBorders>%s</w:tcBorders>`, docxBox(4, 0, "808080"))
	}
	x.sealCell(widths[2], border, "SealBox", mark)
	x.end()
}

func (x *docxBody) sealCell(width int, border, style, s string) {
	x.start("w:tc")
	x.start("w:tcPr")
	x.leaf("w:tcW", "w:w", strconv.Itoa(width), "w:type", "dxa")
	x.WriteString(border)
	x.val("w:vAlign", "center")
	x.end()
	x.cellText(style, Start, s)
	x.end()
}
