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

// packFonts begins to pack the fonts and gives the function that waits for them.
// It goes on beside the drawing, which needs the fonts' widths alone.
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
