package document

import (
	"fmt"
	"io"
)

// WritePDF writes a document as PDF, A4, with its fonts embedded. The same
// Document and Fonts give the same bytes; nil fonts are those of the house. What
// is extracted from the file is what was put in, characters beyond U+FFFF and
// variation selectors included.
//
// A document with a character no font has, a control character or broken UTF-8
// is refused with an Error of models.KindInvalid that names each, and nothing is
// written: an official document never shows an empty box for a name.
func WritePDF(w io.Writer, doc Document, fonts *Fonts) error {
	if fonts == nil {
		var err error
		if fonts, err = houseFonts(); err != nil {
			return err
		}
	}
	if missing := fonts.Missing(doc); len(missing) > 0 {
		return missingError(missing)
	}
	ts, err := layout(doc, fonts)
	if err != nil {
		return err
	}
	fontsReady := packFonts(ts.fonts) // beside the drawing
	raw, err := draw(ts, false)
	packed := fontsReady()
	if err != nil {
		return err
	}
	file, err := finish(raw, ts, packed)
	if err != nil {
		return err
	}
	if _, err := w.Write(file); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	return nil
}
