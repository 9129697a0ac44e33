package document

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// docxXML builds one part of a .docx. Elements are closed by the stack, and all
// text and every attribute is escaped, so what it gives is well formed.
type docxXML struct {
	bytes.Buffer
	open []string
}

// newDocxXML begins a part with its root element.
func newDocxXML(root string, attrs ...string) *docxXML {
	x := &docxXML{}
	x.WriteString(xml.Header)
	x.start(root, attrs...)
	return x
}

// start opens an element; attrs are names and values by turns.
func (x *docxXML) start(name string, attrs ...string) {
	x.tag(name, attrs)
	x.WriteByte('>')
	x.open = append(x.open, name)
}

// end closes the innermost open element.
func (x *docxXML) end() {
	last := len(x.open) - 1
	x.WriteString("</" + x.open[last] + ">")
	x.open = x.open[:last]
}

// leaf writes an element without content.
func (x *docxXML) leaf(name string, attrs ...string) {
	x.tag(name, attrs)
	x.WriteString("/>")
}

// val writes an element whose whole content is its w:val.
func (x *docxXML) val(name, value string) { x.leaf(name, "w:val", value) }

// element writes an element that holds a text and nothing else.
func (x *docxXML) element(name, text string, attrs ...string) {
	x.start(name, attrs...)
	x.text(text)
	x.end()
}

// raw writes markup of our own making; what a document says goes through text.
func (x *docxXML) raw(format string, args ...any) {
	_, _ = fmt.Fprintf(&x.Buffer, format, args...) // a bytes.Buffer takes everything
}

func (x *docxXML) text(s string) {
	_ = xml.EscapeText(&x.Buffer, []byte(s)) // a bytes.Buffer takes everything
}

// finish closes what is open and gives the part.
func (x *docxXML) finish() []byte {
	for len(x.open) > 0 {
		x.end()
	}
	return x.Bytes()
}

func (x *docxXML) tag(name string, attrs []string) {
	x.WriteString("<" + name)
	for i := 0; i+1 < len(attrs); i += 2 {
		x.WriteString(" " + attrs[i] + `="`)
		x.text(attrs[i+1])
		x.WriteByte('"')
	}
}

// run writes one text as one run; style names a character style, empty for the
// paragraph's own. Line ends and tabs become w:br and w:tab, because inside w:t
// they would read as spaces.
func (x *docxXML) run(style, s string) {
	if s == "" {
		return
	}
	x.start("w:r")
	x.runStyle(style)
	for i, line := range strings.Split(lineEnds(s), "\n") {
		if i > 0 {
			x.leaf("w:br")
		}
		for j, piece := range strings.Split(line, "\t") {
			if j > 0 {
				x.leaf("w:tab")
			}
			if piece != "" {
				x.element("w:t", piece, "xml:space", "preserve")
			}
		}
	}
	x.end()
}

func (x *docxXML) runStyle(style string) {
	if style != "" {
		x.start("w:rPr")
		x.val("w:rStyle", style)
		x.end()
	}
}

// gap writes a run that is no text of the document but holds texts apart.
func (x *docxXML) gap(s string) { x.run("Gap", s) }

// field writes a field with the result it shows until an editor updates it.
func (x *docxXML) field(instruction, result string) {
	x.fieldChar("begin")
	x.start("w:r")
	x.element("w:instrText", " "+instruction+" ", "xml:space", "preserve")
	x.end()
	x.fieldChar("separate")
	x.run("", result)
	x.fieldChar("end")
}

func (x *docxXML) fieldChar(kind string) {
	x.start("w:r")
	x.leaf("w:fldChar", "w:fldCharType", kind)
	x.end()
}
