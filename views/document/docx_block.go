package document

import (
	"fmt"
	"strconv"
)

// docxBody writes document.xml. A page break waits for the next paragraph, which
// takes it as its own property: a paragraph of its own would leave an empty line
// on top of the new page.
type docxBody struct {
	*docxXML
	doc       Document
	plan      *docxPlan
	hangs     docxHangs
	newPage   bool // the next paragraph begins a page
	keepNext  bool // the next paragraph stays with the one after it
	bookmarks int
}

// docxDocument writes the text of a document and gathers its lists in plan.
func docxDocument(doc Document, plan *docxPlan, hangs docxHangs) []byte {
	x := &docxBody{
		docxXML: newDocxXML("w:document", "xmlns:w", docxMain, "xmlns:r", docxRel),
		doc:     doc, plan: plan, hangs: hangs,
	}
	x.start("w:body")
	x.line("DocumentNumber", "", doc.Number)
	x.line("Title", "", doc.Title)
	for i, b := range doc.Blocks {
		x.keepNext = keepsNext(doc.Blocks, i)
		x.block(b)
		x.keepNext = false
	}
	x.section()
	return x.finish()
}

// keepsNext says whether an item or a paragraph stays with the block after it: what has
// its source below it, and a note that introduces what a heading is about.
func keepsNext(blocks []Block, i int) bool {
	if i+1 == len(blocks) {
		return false
	}
	p, paragraph := blocks[i].(Paragraph)
	if _, item := blocks[i].(Item); !item && !paragraph {
		return false
	}
	if next, ok := blocks[i+1].(Paragraph); ok && next.Style == Source {
		return true
	}
	if i == 0 || p.Style != Note {
		return false
	}
	_, under := blocks[i-1].(Heading)
	return under
}

func (x *docxBody) block(b Block) {
	switch b := b.(type) {
	case Heading:
		x.heading(b)
	case Paragraph:
		x.line(docxParagraphStyle(b.Style), docxDeeper(b), b.Text)
	case Item:
		x.item(b)
	case Facts:
		x.facts(b)
	case Table:
		x.table(b)
	case Seal:
		x.seal(b)
	case Contents:
		x.contents(b)
	case Code:
		x.line("Caption", "", b.Title)
		x.facts(Facts{Rows: b.Rows})
	case PageBreak:
		x.newPage = true
	}
}

// begin opens a paragraph; extra is what else its w:pPr holds, in the order of
// CT_PPr after w:pageBreakBefore. The caller ends it.
func (x *docxBody) begin(style, extra string) {
	x.start("w:p")
	x.start("w:pPr")
	x.val("w:pStyle", style)
	if x.keepNext {
		x.leaf("w:keepNext")
	}
	if x.newPage {
		x.leaf("w:pageBreakBefore")
	}
	x.keepNext, x.newPage = false, false
	x.WriteString(extra)
	x.end()
}

// line writes a text as a paragraph of a style, and nothing for no text.
func (x *docxBody) line(style, extra, s string) {
	if s == "" {
		return
	}
	x.begin(style, extra)
	x.run("", s)
	x.end()
}

func docxParagraphStyle(s Style) string {
	names := []string{"Body", "Plain", "Note", "Source", "Centered", "Right", "Notice"}
	if s < 0 || int(s) >= len(names) {
		return "Body"
	}
	return names[s]
}

// docxDeeper indents a paragraph that stands deeper than its style has it.
func docxDeeper(p Paragraph) string {
	depth := docxDepth(p.Depth)
	if depth == 0 {
		return ""
	}
	left := depth * docxChar
	switch p.Style {
	case Body:
		return fmt.Sprintf(`<w:ind w:left="%d" w:firstLine="%d"/>`, left, docxChar)
	case Source:
		return fmt.Sprintf(`<w:ind w:left="%d" w:hanging="340"/>`, left+340)
	}
	return fmt.Sprintf(`<w:ind w:left="%d"/>`, left)
}

// heading writes a heading inside the bookmark its line of the contents leads to.
func (x *docxBody) heading(h Heading) {
	if h.Text == "" {
		return
	}
	x.begin("Heading"+strconv.Itoa(min(max(h.Level, 1), 3)), "")
	id := strconv.Itoa(x.bookmarks)
	x.leaf("w:bookmarkStart", "w:id", id, "w:name", docxBookmark(x.bookmarks))
	x.run("", h.Text)
	x.leaf("w:bookmarkEnd", "w:id", id)
	x.end()
	x.bookmarks++
}

func docxBookmark(n int) string { return fmt.Sprintf("_Toc%08d", n+1) }

// contents writes the headings as a TOC field that an editor can update.
func (x *docxBody) contents(c Contents) {
	x.line("ContentsHeading", "", c.Title)
	all := headings(x.doc)
	for i, h := range all {
		x.begin("TOC"+strconv.Itoa(min(max(h.Level, 1), 3)), "")
		if i == 0 {
			x.fieldChar("begin")
			x.start("w:r")
			x.element("w:instrText", ` TOC \o "1-3" \h \z `, "xml:space", "preserve")
			x.end()
			x.fieldChar("separate")
		}
		x.start("w:hyperlink", "w:anchor", docxBookmark(i), "w:history", "1")
		x.run("", h.Text)
		x.end()
		if i == len(all)-1 {
			x.fieldChar("end")
		}
		x.end()
	}
}

// item writes an item: on one line with its number, or, where it has a title and
// a text, the title with the number and the text below.
func (x *docxBody) item(it Item) {
	if it.Number == "" && it.Title == "" && it.Text == "" {
		return
	}
	depth := docxDepth(it.Depth)
	marked := markWord(x.doc.Language, it.Mark) != ""
	below := it.Title != "" && it.Text != "" && !it.Small
	source := x.keepNext // of the last paragraph
	x.keepNext = below || source
	x.itemLine(it, depth, marked)
	if below {
		x.end()
		x.keepNext = source
		x.begin(docxItemStyle(depth)+"Text", docxBar(marked, docxChar))
	}
	x.run(docxTextStyle(it.Mark, ""), it.Text)
	x.end()
}

// itemLine writes number, mark and title and leaves the paragraph open.
func (x *docxBody) itemLine(it Item, depth int, marked bool) {
	list, gothic := 0, ""
	if it.Number != "" {
		list = x.plan.number(it)
	}
	if it.Title != "" {
		gothic = "ItemTitle"
	}
	x.begin(docxItemStyle(depth), docxItemFormat(list, depth, x.hangs.of(it), marked, gothic))
	if it.Number != "" && list == 0 {
		x.run(gothic, it.Number)
		x.start("w:r")
		x.leaf("w:tab")
		x.end()
	}
	if marked {
		x.run("Mark", markWord(x.doc.Language, it.Mark))
		x.gap("　")
	}
	x.run(docxTextStyle(it.Mark, gothic), it.Title)
}

// docxTextStyle strikes out what was removed.
func docxTextStyle(mark, style string) string {
	if mark == "removed" {
		return "Removed"
	}
	return style
}

// docxItemFormat is the rest of an item's w:pPr: numbered by a list (0 for none),
// marked by a bar, its number in a character style. Tab and indent are said here
// because a list's own would win over the style's.
func docxItemFormat(list, depth, hang int, marked bool, number string) string {
	x := &docxXML{}
	if list > 0 {
		x.start("w:numPr")
		x.val("w:ilvl", "0")
		x.val("w:numId", strconv.Itoa(list))
		x.end()
	}
	x.WriteString(docxBar(marked, 0) + docxTab(depth, hang) + docxIndent(depth, hang))
	x.runStyle(number)
	return x.String()
}

// docxBar is the bar in the margin of what differs from the version before; in
// is how many twips further in than the number the paragraph stands.
func docxBar(marked bool, in int) string {
	if !marked {
		return ""
	}
	return `<w:pBdr>` + fmt.Sprintf(docxFrame, "left", 24, 6+in/20, "1A1A1C") + `</w:pBdr>`
}

// section ends the body with the page: A4, margins, running head and foot. The
// relationship ids follow the order of docxPackage.
func (x *docxBody) section() {
	x.start("w:sectPr")
	x.leaf("w:headerReference", "w:type", "default", "r:id", "rId5")
	x.leaf("w:headerReference", "w:type", "first", "r:id", "rId6")
	x.leaf("w:footerReference", "w:type", "default", "r:id", "rId7")
	x.leaf("w:footerReference", "w:type", "first", "r:id", "rId7")
	x.raw(`<w:pgSz w:w="%d" w:h="%d"/>`, docxPageWide, docxPageHigh)
	x.raw(`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="737" w:footer="567" w:gutter="0"/>`,
		docxTop, docxRight, docxBottom, docxLeft)
	x.leaf("w:titlePg")
	x.leaf("w:docGrid", "w:linePitch", strconv.Itoa(docxLine))
	x.end()
}
