package document

import (
	"bytes"
	"fmt"
)

// bookText are the fixed words of a book.
var bookText = map[string][2]string{
	"foot":      {"読むための写しです。電子署名付きの元の書面は「%s」として、このＰＤＦに添付されています。", "A reading copy. The sealed document is attached to this PDF as “%s”."},
	"foot.scan": {"読むための写しです。紙の誓約書を写した元のファイルは「%s」として、このＰＤＦに添付されています。", "A reading copy. The scan of the paper is attached to this PDF as “%s”."},
}

// bookFeet is a PDF with a page for each paper that has nothing but the foot of its
// reading copy; nil for no paper. One font serves them all.
func bookFeet(parts []BookPart, lang string, fonts *Fonts) ([]byte, error) {
	w := wordsIn(lang, bookText)
	c := newComposer(Document{Language: lang}, fonts)
	ts := &typeset{doc: c.doc, paper: &c.paper}
	for _, p := range parts {
		for i, name := range p.Files {
			key := "foot"
			if i > 0 {
				key = "foot.scan"
			}
			ts.pages = append(ts.pages, c.bookFoot(w.f(key, name)))
		}
	}
	if len(ts.pages) == 0 {
		return nil, nil
	}
	if err := c.full(); err != nil {
		return nil, err
	}
	if err := c.cut(ts); err != nil {
		return nil, err
	}
	raw, err := draw(ts, false)
	if err != nil {
		return nil, err
	}
	file, err := finish(raw, ts, packFonts(ts.fonts)())
	if err != nil {
		return nil, fmt.Errorf("feet of a book: %w", err)
	}
	return bytes.Clone(file), nil
}

// bookFoot is a rule with small print below it.
func (c *composer) bookFoot(text string) []pdfOp {
	const rule, line = 36, 24 // from the lower edge, in points
	y := c.pageHigh - rule
	out := []pdfOp{{kind: opLine, grey: hairGrey, x: c.pageLeft, y: y, w: c.pageLeft + c.textWide, h: y, size: 0.4}}
	return c.printed(out, c.shrunk(7.5, dim, text), text, c.pageLeft+c.textWide/2, c.pageHigh-line, setCentre)
}
