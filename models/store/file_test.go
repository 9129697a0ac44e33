package store_test

import (
	"archive/zip"
	"bytes"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
)

// archive is an archive with parts of these names.
func archive(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range parts {
		_, err := z.Create(name)
		must(t, err)
	}
	must(t, z.Close())
	return b.Bytes()
}

func TestAttachment(t *testing.T) {
	// Proves that what a file is follows from its bytes, that its name must agree, and
	// that neither brings in a My Number or a program.
	word, sheet := archive(t, "[Content_Types].xml", "word/document.xml"), archive(t, "xl/workbook.xml")
	png, jpeg := []byte("\x89PNG\r\n\x1a\n..."), []byte("\xff\xd8\xff\xe0...")
	for _, c := range []struct {
		name  string
		bytes []byte
		want  string // content type, or the key of the problem
	}{
		{"a.pdf", pdf.Bytes, "application/pdf"},
		{"a.DOCX", word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{"表.xlsx", sheet, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		{"a.txt", []byte("手順\r\n一\t二"), "text/plain; charset=utf-8"},
		{"a.csv", []byte("a,b"), "text/plain; charset=utf-8"},
		{"a.png", png, "image/png"},
		{"a.jpeg", jpeg, "image/jpeg"},
		{"a.pdf", nil, "error.file.empty"},
		{"a.pdf", bytes.Repeat([]byte("%PDF-"), models.MaxFile/5+1), "error.file.large"},
		{"a.pdf", png, "error.file.ending"},
		{"a", pdf.Bytes, "error.file.ending"},
		{"a.html", []byte("<script>"), "error.file.ending"},
		{"a.svg", []byte("<svg/>"), "error.file.ending"},
		{"a.exe", []byte("MZ\x00\x01"), "error.file.type"},
		{"a.zip", archive(t, "x"), "error.file.type"},
		{"a.docx", []byte("PK\x03\x04broken"), "error.file.type"},
		{"a.docx", archive(t, "word/document.xml", "word/vbaProject.bin"), "error.file.macro"},
		{"a.pdf", []byte("%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj\n%%EOF"), "error.file.program"},
		{"a.txt", []byte("表\x83\x5c"), "error.file.type"},
		{"a.txt", []byte("番号 1234 5678 9018"), "error.mynumber"},
		{"123456789018.pdf", pdf.Bytes, "error.mynumber"},
		{"a\x01.pdf", pdf.Bytes, "error.control"},
		{"..", pdf.Bytes, "error.file.name"},
		{"", pdf.Bytes, "error.file.name"},
		{"x/", pdf.Bytes, "error.file.ending"},
	} {
		f, err := store.Attachment(models.File{Name: c.name, Bytes: c.bytes, ContentType: "application/x-lie"})
		if err == nil {
			if f.ContentType != c.want || !bytes.Equal(f.Bytes, c.bytes) {
				t.Errorf("%q is %s, want %s", c.name, f.ContentType, c.want)
			}
			continue
		}
		wantProblem(t, err, "file", c.want)
	}
}

func FuzzAttachment(f *testing.F) {
	f.Add("a.docx", archive(f, "word/document.xml"))
	f.Add("../../x.pdf", []byte("%PDF-"))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		// Proves that no bytes make the look at them panic, and none are changed.
		before := bytes.Clone(b)
		got, err := store.Attachment(models.File{Name: name, Bytes: b})
		if err == nil && !bytes.Equal(got.Bytes, before) {
			t.Error("the bytes were changed")
		}
	})
}
