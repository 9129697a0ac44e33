package document

import (
	"bytes"
	"fmt"

	"chigiri/models"
	"chigiri/views/document/pdfin"
)

// footRoom is what the foot of a reading copy takes of a page, in points: enough that
// every printer prints it.
const footRoom = 44

// coverPages shows the cover in full, without a foot.
func (b *Book) coverPages(fonts *Fonts) error {
	var file bytes.Buffer
	if err := WritePDF(&file, b.cover, fonts); err != nil {
		return err
	}
	b.marks = append(b.marks, bookMark{b.cover.Title, 0})
	pages, err := b.forms(file.Bytes(), func(form int, p pdfin.Page) (int, error) {
		return b.page(sheet{wide: p.Wide, high: p.High, turn: turned(0, 0, 0, p.Wide, p.High), scale: 1}, form, 0, 1, 1)
	})
	b.pages = append(b.pages, pages...)
	return err
}

// show adds the pages of a paper. One that cannot be read is an error where it must be,
// or else shows nothing.
func (b *Book) show(paper models.File, foot int, must bool) error {
	var pages []int
	var err error
	if paper.ContentType == "image/png" || paper.ContentType == "image/jpeg" {
		pages, err = b.picturePage(paper, foot)
	} else {
		pages, err = b.forms(paper.Bytes, func(form int, p pdfin.Page) (int, error) { return b.pdfPage(form, p, foot) })
	}
	switch {
	case err == nil:
		b.pages = append(b.pages, pages...)
	case must || !unreadable(err):
		return err
	}
	return nil
}

// forms takes all pages out of a PDF, makes of each what is wanted, and gives the
// numbers of what was made.
func (b *Book) forms(file []byte, of func(form int, p pdfin.Page) (int, error)) ([]int, error) {
	f, err := pdfin.Open(file)
	if err != nil {
		return nil, err
	}
	pages, err := f.Pages()
	made := make([]int, 0, len(pages))
	for _, p := range pages {
		if err != nil {
			break
		}
		var form, n int
		if form, err = f.Form(p, b); err == nil {
			n, err = of(form, p)
		}
		made = append(made, n)
	}
	return made, err
}

// sheet is a page of the book and how what is shown on it gets there: turned, moved,
// then enlarged by scale and moved again to x, y.
type sheet struct {
	wide, high float64
	turn       [6]float64
	scale      float64
	x, y       float64
}

// sheetFor is A4 as the thing lies, with the thing as large as the room above the foot
// allows, at its top and in its middle. Wide and high are its measures as seen.
func sheetFor(wide, high float64) sheet {
	s := sheet{wide: a4Short, high: a4Long}
	if wide > high {
		s.wide, s.high = a4Long, a4Short
	}
	s.scale = min(s.wide/wide, (s.high-footRoom)/high)
	s.x, s.y = (s.wide-s.scale*wide)/2, s.high-s.scale*high
	return s
}

// turned is the matrix that turns a thing clockwise and brings its lower left corner as
// seen to the origin (ISO 32000-1, 8.3.3).
func turned(turn int, left, bottom, wide, high float64) [6]float64 {
	switch turn {
	case 90:
		return [6]float64{0, -1, 1, 0, -bottom, left + wide}
	case 180:
		return [6]float64{-1, 0, 0, -1, left + wide, bottom + high}
	case 270:
		return [6]float64{0, 1, -1, 0, bottom + high, -left}
	}
	return [6]float64{1, 0, 0, 1, -left, -bottom}
}

// pdfPage shows a page of a PDF.
func (b *Book) pdfPage(form int, p pdfin.Page, foot int) (int, error) {
	wide, high := p.Wide, p.High
	if p.Turn%180 != 0 {
		wide, high = high, wide
	}
	s := sheetFor(wide, high)
	s.turn = turned(p.Turn, p.Left, p.Bottom, p.Wide, p.High)
	return b.page(s, form, foot, 1, 1)
}

// page writes a page that shows a form or a picture, which is enlarged by wide and high
// first, and a foot where there is one.
func (b *Book) page(s sheet, thing, foot int, wide, high float64) (int, error) {
	m := s.turn
	draw := fmt.Appendf(nil, "q %.5f 0 0 %.5f %.3f %.3f cm %.4f %.4f %.4f %.4f %.3f %.3f cm %.3f 0 0 %.3f 0 0 cm /P Do Q\n",
		s.scale, s.scale, s.x, s.y, m[0], m[1], m[2], m[3], m[4], m[5], wide, high)
	things := fmt.Appendf(nil, "/P %d 0 R", thing)
	if foot != 0 {
		things = fmt.Appendf(things, " /F %d 0 R", foot)
		draw = fmt.Appendf(draw, "q 1 0 0 1 %.3f 0 cm /F Do Q\n", (s.wide-a4Short)/2)
	}
	contents := b.Reserve()
	if err := b.Put(contents, fmt.Appendf(nil, "<</Length %d>>", len(draw)), draw); err != nil {
		return 0, err
	}
	return b.put("<</Type /Page /Parent %d 0 R /MediaBox [0 0 %.2f %.2f] /Resources <</XObject <<%s>>>> /Contents %d 0 R>>",
		bookPages, s.wide, s.high, things, contents)
}
