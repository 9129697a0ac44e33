package document

import (
	"archive/zip"
	"fmt"
	"io"
	"time"
)

// The namespaces of WordprocessingML (ECMA-376 part 1, transitional).
const (
	docxMain = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	docxRel  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// docxPart is one file of the package: its path, what it is (the last word of
// its relationship type) and its bytes.
type docxPart struct {
	path, media, relation string
	data                  []byte
}

// WriteDOCX writes a document for Word and LibreOffice (ISO/IEC 29500
// transitional): named styles, numbering an editor can go on with, ruled tables
// with repeated heads, kinsoku, running head, page numbers. The contents list
// the headings at once; their pages appear when the editor updates the list,
// because only an editor knows them. The same Document gives the same bytes. A
// text that XML cannot hold is refused with an Error of models.KindInvalid
// before anything is written.
func WriteDOCX(w io.Writer, doc Document) error {
	if err := checkText(doc); err != nil {
		return err
	}
	archive := zip.NewWriter(w)
	for _, p := range docxPackage(doc) {
		if err := p.write(archive, doc.Created); err != nil {
			return fmt.Errorf("write %s of .docx: %w", p.path, err)
		}
	}
	if err := archive.Close(); err != nil {
		return fmt.Errorf("write .docx: %w", err)
	}
	return nil
}

// docxPackage gives the parts in the order they are stored; the list of content
// types comes first, as readers that stream expect.
func docxPackage(doc Document) []docxPart {
	const word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	const office = "application/vnd.openxmlformats-officedocument."
	hangs := hangsOf(doc)
	plan := &docxPlan{latin: doc.Language == "en"}
	body := docxDocument(doc, plan, hangs)
	top := []docxPart{
		{"word/document.xml", word + "document.main+xml", "officeDocument", body},
		{"docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", "core-properties", docxCore(doc)},
		{"docProps/app.xml", office + "extended-properties+xml", "extended-properties", docxApp(doc)},
	}
	inner := []docxPart{
		{"word/styles.xml", word + "styles+xml", "styles", docxStyleSheet(doc.Language)},
		{"word/numbering.xml", word + "numbering+xml", "numbering", plan.numbering(hangs)},
		{"word/settings.xml", word + "settings+xml", "settings", docxSettings(doc.Language)},
		{"word/fontTable.xml", word + "fontTable+xml", "fontTable", docxFonts()},
		{"word/header1.xml", word + "header+xml", "header", docxHeader(doc)},
		{"word/header2.xml", word + "header+xml", "header", docxNoHeader()},
		{"word/footer1.xml", word + "footer+xml", "footer", docxFooter(doc)},
	}
	all := []docxPart{
		{path: "[Content_Types].xml", data: docxTypes(append(append([]docxPart{}, top...), inner...))},
		{path: "_rels/.rels", data: docxRelations("", top)},
	}
	all = append(all, top...)
	all = append(all, docxPart{path: "word/_rels/document.xml.rels", data: docxRelations("word/", inner)})
	return append(all, inner...)
}

func (p docxPart) write(archive *zip.Writer, created time.Time) error {
	f, err := archive.CreateHeader(&zip.FileHeader{
		Name:     p.path,
		Method:   zip.Deflate,
		Modified: docxStamp(created),
	})
	if err != nil {
		return err
	}
	_, err = f.Write(p.data)
	return err
}

// docxStamp is the time of the files inside; a zip knows none before 1980.
func docxStamp(created time.Time) time.Time {
	if first := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC); created.Before(first) {
		return first
	}
	return created.UTC()
}
