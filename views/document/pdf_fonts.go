package document

import (
	"encoding/binary"
	"fmt"
	"sync"
)

// packedFont are the streams of a font as they go into the file.
type packedFont struct {
	unicode pdfObject // from codes to text
	glyphs  pdfObject // from codes to glyphs
	file    pdfObject // the font itself
}

// as gives the object its number.
func (o pdfObject) as(number int) pdfObject {
	o.number = number
	return o
}

// packFonts begins to pack the fonts and gives the function that waits for them. It
// goes on beside the drawing, which does without them.
func packFonts(fonts []pdfFont) func() []packedFont {
	packed := make([]packedFont, len(fonts))
	var all sync.WaitGroup
	all.Go(func() {
		for i, f := range fonts {
			packed[i] = packedFont{toUnicode(f.texts), packedObject(0, glyphMap(len(f.texts))), fontFile(f.data)}
		}
	})
	return func() []packedFont {
		all.Wait()
		return packed
	}
}

// fontObjects is how many objects a font is in the file.
const fontObjects = 6

// objects are a font from its number on: a composite font over one of two-byte codes
// (ISO 32000-1, 9.7), its map to text, what it is like, its glyphs by code, its file.
func (f *pdfFont) objects(n int, p packedFont) []pdfObject {
	name := subsetTag(*f) + "+" + f.name
	plain := func(number int, format string, args ...any) pdfObject {
		return pdfObject{number: number, dict: fmt.Appendf(nil, format+"\n", args...)}
	}
	return []pdfObject{
		plain(n, "<</Type /Font\n/Subtype /Type0\n/BaseFont /%s\n/Encoding /Identity-H\n/DescendantFonts [%d 0 R]\n/ToUnicode %d 0 R>>", name, n+1, n+2),
		plain(n+1, "<</Type /Font\n/Subtype /CIDFontType2\n/BaseFont /%s\n/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>\n"+
			"/FontDescriptor %d 0 R\n/DW 1000\n/W [%s]\n/CIDToGIDMap %d 0 R>>", name, n+3, f.widthRuns(), n+4),
		p.unicode.as(n + 2),
		plain(n+3, "<</Type /FontDescriptor\n/FontName /%s\n/Flags 4\n/Ascent %d\n/Descent %d\n/CapHeight %d\n/FontBBox [%d %d %d %d]\n/ItalicAngle 0\n/StemV 87\n/FontFile2 %d 0 R>>",
			name, f.Ascent, f.Descent, f.CapHeight, f.Box[0], f.Box[1], f.Box[2], f.Box[3], n+5),
		p.glyphs.as(n + 4),
		p.file.as(n + 5),
	}
}

// widthRuns lists the widths that are not a whole em: first code, last code, width.
func (f *pdfFont) widthRuns() []byte {
	var b []byte
	for from := 0; from < len(f.widths); {
		to := from + 1
		for to < len(f.widths) && f.widths[to] == f.widths[from] && codeOf(to) == codeOf(to-1)+1 {
			to++
		}
		if f.widths[from] != 1000 {
			b = fmt.Appendf(b, " %d %d %d", codeOf(from), codeOf(to-1), f.widths[from])
		}
		from = to
	}
	return b
}

// glyphMap says which glyph each code draws (ISO 32000-1, 9.7.4.2): the cut holds
// them in the order of their codes, behind .notdef.
func glyphMap(codes int) []byte {
	m := make([]byte, 2*(codeOf(codes-1)+1))
	for i := range codes {
		binary.BigEndian.PutUint16(m[2*codeOf(i):], uint16(i+1))
	}
	return m
}

func fontFile(data []byte) pdfObject {
	o := packedObject(0, data)
	o.dict = fmt.Appendf(nil, "<</Length %d /Filter /FlateDecode /Length1 %d>>\n", len(o.stream), len(data))
	return o
}
