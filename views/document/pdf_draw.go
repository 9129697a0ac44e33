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
// gets fonts without outlines, and finish puts in the whole ones and packs.
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
	for _, f := range ts.fonts {
		// gofpdf may write into the bytes it is given: they are this document's own,
		// but a typeset may be drawn twice.
		data := f.empty
		if alone {
			data = f.data
		}
		pdf.AddUTF8FontFromBytes(pdfFamily(f.face), "", bytes.Clone(data))
	}
	pen := &pdfPen{Fpdf: pdf, grey: -1, fill: -1, stroke: -1}
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
			pdf.Bookmark(halves(m.title), m.level, m.y)
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
}

func (p *pdfPen) op(op *pdfOp) {
	switch op.kind {
	case opText:
		p.text(op)
	case opFill:
		if p.fill != int(op.grey) {
			p.fill, p.grey = int(op.grey), -1
			p.SetFillColor(int(op.grey), int(op.grey), int(op.grey))
		}
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
