package handlers

import (
	"bytes"
	"fmt"

	"chigiri/models"
	"chigiri/views/document"
)

// RenderAppendix gives the function that typesets an appendix for its issue: the
// official PDF and the Word file for those who go on editing. A character that no
// font has or that is none to a reader is refused for both (KindInvalid), named
// with the words around it: the PDF, which comes first, refuses all that Word does
// and more.
func RenderAppendix(fonts *document.Fonts) func(models.Appendix) (models.File, models.File, error) {
	return func(a models.Appendix) (models.File, models.File, error) {
		paper, err := appendixPDF(a, "ja", fonts)
		if err != nil {
			return models.File{}, models.File{}, err
		}
		word, err := appendixWord(a, "ja")
		return paper, word, err
	}
}

func appendixPDF(a models.Appendix, lang string, fonts *document.Fonts) (models.File, error) {
	var b bytes.Buffer
	err := document.WritePDF(&b, document.Appendix(a, lang), fonts)
	return models.File{Name: appendixName(a, "pdf"), ContentType: pdf, Bytes: b.Bytes()}, err
}

func appendixWord(a models.Appendix, lang string) (models.File, error) {
	var b bytes.Buffer
	err := document.WriteDOCX(&b, document.Appendix(a, lang))
	return models.File{Name: appendixName(a, "docx"), ContentType: docx, Bytes: b.Bytes()}, err
}

// appendixName names the file as people file it: number, version.
func appendixName(a models.Appendix, ext string) string {
	version := "案"
	if a.Version > 0 {
		version = fmt.Sprintf("第%d版", a.Version)
	}
	return "特記仕様書_" + a.Facts.Number + "_" + version + "." + ext
}
