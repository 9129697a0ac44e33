package document

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"
)

// WriteHTML writes a document as one HTML file that needs nothing else and
// prints on A4. A text that no file can hold is refused with an Error of
// models.KindInvalid before anything is written.
func WriteHTML(w io.Writer, doc Document) error {
	if err := checkText(doc); err != nil {
		return err
	}
	out := newHTML(w, doc, 1)
	out.head()
	out.article()
	out.put("\n</body>\n</html>\n")
	return out.Flush()
}

// HTMLBody writes a document as an article element to stand inside a page: its
// title is a heading of level 2, everything is styled by the classes of
// Stylesheet, and there is no style and no script in it. It refuses what
// WriteHTML refuses.
func HTMLBody(w io.Writer, doc Document) error {
	if err := checkText(doc); err != nil {
		return err
	}
	out := newHTML(w, doc, 2)
	out.article()
	return out.Flush()
}

// htmlWriter writes the blocks. Each text of the document stands in an element
// of its own; bufio keeps the first error of writing for Flush.
type htmlWriter struct {
	*bufio.Writer
	doc      Document
	top      int // level of the title
	part     int // level of the heading last written, below the title
	headings int
	newPage  bool
}

func newHTML(w io.Writer, doc Document, top int) *htmlWriter {
	return &htmlWriter{Writer: bufio.NewWriter(w), doc: doc, top: top, part: top}
}

func (h *htmlWriter) put(markup string) { _, _ = h.WriteString(markup) }

// text writes a text inside an element, and nothing for no text. Open is the
// element's name and its attributes, already escaped.
func (h *htmlWriter) text(open, s string) {
	if s != "" {
		h.always(open, s)
	}
}

// always is text that keeps the element when it is empty: a cell must stand.
func (h *htmlWriter) always(open, s string) {
	name, _, _ := strings.Cut(open, " ")
	h.put("<" + open + ">" + htmlText(s) + "</" + name + ">")
}

// htmlText escapes a text and keeps its line ends.
func htmlText(s string) string {
	return strings.ReplaceAll(html.EscapeString(lineEnds(s)), "\n", "<br>")
}

func (h *htmlWriter) article() {
	h.put(`<article class="doc" lang="` + htmlLanguage(h.doc.Language) + `">` + "\n<header class=\"doc-head\">")
	h.text(`p class="doc-number"`, h.doc.Number)
	h.text(fmt.Sprintf(`h%d class="doc-title"`, h.top), h.doc.Title)
	h.put("</header>\n")
	for _, b := range h.doc.Blocks {
		h.block(b)
		h.put("\n")
	}
	if h.doc.Edition != "" {
		h.put(`<footer class="doc-foot">`)
		h.text(`p class="doc-edition"`, h.doc.Edition)
		h.put("</footer>\n")
	}
	h.put("</article>")
}

func htmlLanguage(language string) string {
	if language == "en" {
		return "en"
	}
	return "ja"
}

func (h *htmlWriter) block(b Block) {
	if _, ok := b.(PageBreak); ok {
		h.newPage = true
		return
	}
	if h.newPage {
		h.put(`<div class="doc-page"></div>`)
		h.newPage = false
	}
	switch b := b.(type) {
	case Heading:
		h.heading(b)
	case Paragraph:
		h.text(`p class="`+htmlParagraph(b)+`"`, b.Text)
	case Item:
		h.item(b)
	case Facts:
		h.facts(b)
	case Table:
		h.table(b)
	case Seal:
		h.seal(b)
	case Contents:
		h.contents(b)
	case Code:
		h.code(b)
	}
}

func htmlParagraph(p Paragraph) string {
	names := []string{"body", "plain", "note", "source", "centered", "right", "notice"}
	name := names[0]
	if p.Style >= 0 && int(p.Style) < len(names) {
		name = names[p.Style]
	}
	return "doc-" + name + htmlDepth(p.Depth)
}

func htmlDepth(depth int) string {
	if depth = docxDepth(depth); depth > 0 {
		return " doc-in-" + strconv.Itoa(depth)
	}
	return ""
}

func (h *htmlWriter) heading(b Heading) {
	if b.Text == "" {
		return
	}
	h.headings++
	level := min(max(b.Level, 1), 3)
	h.part = h.top + level
	h.text(fmt.Sprintf(`h%d class="doc-h%d" id="%s"`, h.part, level, htmlAnchor(b, h.headings)), b.Text)
}

// htmlAnchor is the id of the nth heading.
func htmlAnchor(b Heading, n int) string {
	if b.Anchor != "" {
		return html.EscapeString(b.Anchor)
	}
	return "doc-heading-" + strconv.Itoa(n)
}

func (h *htmlWriter) contents(c Contents) {
	h.put(`<nav class="doc-contents"`)
	if c.Title != "" {
		h.put(` aria-label="` + html.EscapeString(c.Title) + `"`)
	}
	h.put(">")
	h.text(`p class="doc-contents-title"`, c.Title)
	h.put("<ol>")
	for i, b := range headings(h.doc) {
		h.put(fmt.Sprintf(`<li class="doc-contents-%d"><a href="#%s">%s</a></li>`,
			min(max(b.Level, 1), 3), htmlAnchor(b, i+1), htmlText(b.Text)))
	}
	h.put("</ol></nav>")
}

// item writes an item. With a title it is a section under a heading; without
// one, a line whose number hangs.
func (h *htmlWriter) item(it Item) {
	if it.Number == "" && it.Title == "" && it.Text == "" {
		return
	}
	tag, line := "div", "p"
	below := it.Title != "" && !it.Small
	if below {
		tag, line = "section", "h"+strconv.Itoa(min(h.part+1, 6))
	}
	h.put("<" + tag + ` class="doc-item` + htmlSmall(it) + htmlDepth(it.Depth))
	word := markWord(h.doc.Language, it.Mark)
	if word != "" {
		h.put(" doc-" + it.Mark)
	}
	h.put(`"`)
	if it.Anchor != "" {
		h.put(` id="` + html.EscapeString(it.Anchor) + `"`)
	}
	h.put("><" + line + ` class="doc-line">`)
	h.text(`span class="doc-n"`, it.Number)
	h.text(`strong class="doc-mark"`, word)
	h.text(htmlChanged(it.Mark)+` class="doc-item-title"`, it.Title)
	if below && it.Text != "" {
		h.put("</" + line + "><p>")
		line = "p"
	}
	h.text(htmlChanged(it.Mark)+` class="doc-item-text"`, it.Text)
	h.put("</" + line + "></" + tag + ">")
}

func htmlSmall(it Item) string {
	if it.Small {
		return " doc-small"
	}
	return ""
}

// htmlChanged is the element for a text of an item with a mark.
func htmlChanged(mark string) string {
	switch mark {
	case "added":
		return "ins"
	case "removed":
		return "del"
	}
	return "span"
}

func (h *htmlWriter) seal(s Seal) {
	h.put(`<div class="doc-seal">`)
	for _, l := range s.Lines {
		h.text("p", l)
	}
	h.put(`<p class="doc-seal-name">`)
	h.text("span", s.Name)
	h.text(`span class="doc-seal-box"`, sealWord(s))
	h.put("</p></div>")
}
