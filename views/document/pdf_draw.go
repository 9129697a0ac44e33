package document

import (
	"bytes"
	"fmt"
	"strconv"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/jung-kurt/gofpdf"
)

// draw plays a typeset document through gofpdf. MultiCell, SplitText and Write
// are not used: they lose text. A panic inside the library becomes an error. Alone,
// the library does all the work, fonts and packing of pages included; otherwise it
// never hears of the fonts, which cost it more than all the rest: text is written in
// the operators of PDF, and finish puts in the fonts and packs.
func draw(ts *typeset, alone bool) (raw []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("draw PDF: %v", p)
		}
	}()
	pdf := gofpdf.New(ts.turned, "pt", "A4", "")
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	pdf.SetCompression(alone)
	describe(pdf, ts.doc)
	if alone {
		for _, f := range ts.fonts { // gofpdf may write into the bytes it is given
			pdf.AddUTF8FontFromBytes(pdfFamily(f.face), "", bytes.Clone(f.data))
		}
	}
	pen := &pdfPen{Fpdf: pdf, alone: alone, grey: -1, fill: -1, stroke: -1}
	pen.pictures(ts)
	pen.links(ts)
	mark := 0
	for n, page := range ts.pages {
		pen.page()
		for i := range page {
			pen.op(&page[i])
		}
		for ; mark < len(ts.marks) && ts.marks[mark].page == n+1; mark++ {
			m := ts.marks[mark]
			title := utf16Text(m.title)
			if alone { // it encodes by itself where it knows the fonts
				title = halves(m.title)
			}
			pdf.Bookmark(title, m.level, m.y)
		}
	}
	var out bytes.Buffer
	out.Grow(1 << 18)
	if err := pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("draw PDF: %w", err)
	}
	return out.Bytes(), nil
}

func describe(pdf *gofpdf.Fpdf, doc Document) {
	created := doc.Created
	if created.IsZero() {
		created = time.Unix(0, 0).UTC() // gofpdf would read the clock
	}
	pdf.SetCreationDate(created)
	pdf.SetModificationDate(created)
	pdf.SetCatalogSort(true)
	pdf.SetProducer("Chigiri", false)
	pdf.SetTitle(utf16Text(doc.Title), false)
	pdf.SetSubject(utf16Text(doc.Subject), false)
	pdf.SetAuthor(utf16Text(doc.Author), false)
}

func pdfFamily(face uint8) string { return "f" + strconv.Itoa(int(face)) }

// pdfPen remembers the state of the page, to set only what changes.
type pdfPen struct {
	*gofpdf.Fpdf
	alone              bool
	link               []int
	face               uint8
	size               float64
	track              float64
	grey, fill, stroke int
	weight             float64
	num                []byte
}

// links makes a target for each heading.
func (p *pdfPen) links(ts *typeset) {
	for _, m := range ts.heads {
		id := p.AddLink()
		p.SetLink(id, ts.marks[m].y-6, ts.marks[m].page)
		p.link = append(p.link, id)
	}
}

// pictures hands over the pictures, each already plain RGB.
func (p *pdfPen) pictures(ts *typeset) {
	for i, data := range ts.pictures {
		p.RegisterImageOptionsReader(pictureName(i), gofpdf.ImageOptions{ImageType: "PNG"}, bytes.NewReader(data))
	}
}

func pictureName(n int) string { return "p" + strconv.Itoa(n) }

func (p *pdfPen) page() {
	p.AddPage()
	p.track = 0 // a page begins with the state of PDF, not with ours
	if !p.alone {
		p.size = 0
	}
}

func (p *pdfPen) op(op *pdfOp) {
	switch op.kind {
	case opText:
		if p.alone {
			p.text(op)
			return
		}
		p.letters(op)
	case opFill:
		p.shade(op.grey)
		p.Rect(op.x, op.y, op.w, op.h, "F")
	case opPicture:
		p.ImageOptions(pictureName(op.n), op.x, op.y, op.w, op.h, false, gofpdf.ImageOptions{ImageType: "PNG"}, 0, "")
	case opLine:
		p.pen(op.grey, op.size)
		p.Line(op.x, op.y, op.w, op.h)
	case opDots:
		p.pen(op.grey, op.size)
		p.SetDashPattern([]float64{0.8, 3.2}, 0)
		p.Line(op.w, op.y, op.x, op.y) // from the right, so that dots stand below dots
		p.SetDashPattern(nil, 0)
	case opLink:
		if op.n < len(p.link) {
			p.Link(op.x, op.y, op.w, op.h, p.link[op.n])
		}
	}
}

// shade sets the colour of areas, which is that of letters too.
func (p *pdfPen) shade(grey uint8) {
	if p.fill != int(grey) {
		p.fill, p.grey = int(grey), -1
		p.SetFillColor(int(grey), int(grey), int(grey))
	}
}

// letters writes a text as gofpdf would, in the operators of PDF (ISO 32000-1, 9.4):
// two bytes for each code.
func (p *pdfPen) letters(op *pdfOp) {
	p.shade(op.grey)
	_, high := p.GetPageSize()
	b := append(p.num[:0], "BT "...)
	if p.size != op.size || p.face != op.face {
		p.face, p.size = op.face, op.size
		b = append(append(append(b, '/'), pdfFamily(op.face)...), ' ')
		b = append(strconv.AppendFloat(b, op.size, 'f', 2, 64), " Tf "...)
	}
	if p.track != op.track {
		p.track = op.track
		b = append(strconv.AppendFloat(b, op.track, 'f', 4, 64), " Tc "...)
	}
	b = append(strconv.AppendFloat(b, op.x, 'f', 2, 64), ' ')
	b = append(strconv.AppendFloat(b, high-op.y, 'f', 2, 64), " Td ("...)
	for _, code := range op.text {
		b = literal(literal(b, byte(code>>8)), byte(code))
	}
	p.num = append(b, ") Tj ET"...)
	p.RawWriteStr(string(p.num))
}

// literal adds a byte to a literal string of PDF.
func literal(b []byte, c byte) []byte {
	switch c {
	case '(', ')', '\\':
		return append(b, '\\', c)
	case '\r':
		return append(b, `\r`...)
	}
	return append(b, c)
}

func (p *pdfPen) pen(grey uint8, weight float64) {
	if p.stroke != int(grey) {
		p.stroke = int(grey)
		p.SetDrawColor(int(grey), int(grey), int(grey))
	}
	if p.weight != weight {
		p.weight = weight
		p.SetLineWidth(weight)
	}
}

func (p *pdfPen) text(op *pdfOp) {
	if p.size != op.size || p.face != op.face {
		p.SetFont(pdfFamily(op.face), "", op.size)
		p.face, p.size = op.face, op.size
	}
	if p.grey != int(op.grey) {
		p.grey = int(op.grey)
		p.SetTextColor(int(op.grey), int(op.grey), int(op.grey))
	}
	if p.track != op.track {
		p.track = op.track
		p.num = append(strconv.AppendFloat(p.num[:0], op.track, 'f', 4, 64), " Tc"...)
		p.RawWriteStr(string(p.num))
	}
	p.Text(op.x, op.y, op.text)
}

// utf16Text is a text string of PDF: UTF-16BE with its mark, surrogates included,
// which gofpdf's own encoding lacks. Empty stays empty.
func utf16Text(s string) string {
	s = oneLine(s)
	if s == "" {
		return ""
	}
	out := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return string(out)
}

// halves writes characters beyond U+FFFF as two surrogates of three bytes each:
// gofpdf encodes bookmarks byte by byte and so gets them right.
func halves(s string) string {
	var out []byte
	for _, r := range s {
		if r <= 0xFFFF {
			out = utf8.AppendRune(out, r)
			continue
		}
		a, b := utf16.EncodeRune(r)
		for _, u := range []rune{a, b} {
			out = append(out, 0xE0|byte(u>>12), 0x80|byte(u>>6)&0xBF, 0x80|byte(u)&0xBF)
		}
	}
	return string(out)
}
