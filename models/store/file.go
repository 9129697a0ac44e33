package store

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm/clause"

	"chigiri/models"
)

type fileRow struct {
	SHA256      string `gorm:"column:sha256"`
	ContentType string
	Size        int64
	Bytes       []byte
	CreatedAt   instant
}

func (fileRow) TableName() string { return "files" }

// putFile keeps bytes under their SHA-256, once however often they come, and gives
// the sum.
func (t *tx) putFile(f models.File) (string, error) {
	sum := sha256.Sum256(f.Bytes)
	row := fileRow{
		SHA256: hex.EncodeToString(sum[:]), ContentType: f.ContentType, Size: int64(len(f.Bytes)),
		Bytes: f.Bytes, CreatedAt: instant{t.now},
	}
	err := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error
	return row.SHA256, wrap(err, "file")
}

// keepTitled keeps a file that somebody attached under a title, both checked, and gives
// them as they are kept.
func (t *tx) keepTitled(title string, f models.File) (string, models.File, error) {
	var c cleaner
	c.needed("title", &title, maxName)
	f, err := attachment("file", f)
	c.problems.Merge("file", err)
	if err := c.problems.Err(); err != nil {
		return title, f, err
	}
	f.SHA256, err = t.putFile(f)
	return title, f, err
}

// file gives the kept bytes, and a fault rather than bytes that are no longer those
// that were kept.
func (t *tx) file(sum, name string) (models.File, error) {
	var row fileRow
	if err := t.first(t.db.Where("sha256 = ?", sum), &row, "file"); err != nil {
		return models.File{}, err
	}
	if now := sha256.Sum256(row.Bytes); hex.EncodeToString(now[:]) != sum {
		return models.File{}, fmt.Errorf("store: file %s: its bytes have changed in the database", sum)
	}
	return models.File{Name: name, ContentType: row.ContentType, Bytes: row.Bytes, SHA256: sum}, nil
}

// The kinds of files people may attach: those that are read everywhere and carry no
// program.
const (
	typePDF  = "application/pdf"
	typeDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	typeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	typeText = "text/plain; charset=utf-8"
	typePNG  = "image/png"
	typeJPEG = "image/jpeg"
)

// endings are the ends a name of each kind may have.
var endings = map[string][]string{
	typePDF: {".pdf"}, typeDOCX: {".docx"}, typeXLSX: {".xlsx"}, typeText: {".txt", ".csv", ".md"},
	typePNG: {".png"}, typeJPEG: {".jpg", ".jpeg"},
}

// attachment checks a file somebody attached: its size, its name, which must not
// hold a My Number, and what it is by its bytes, which the name must agree with. What
// acts when it is opened is refused: others open it, some on their phones. The bytes
// themselves stay as they are.
func attachment(field string, f models.File) (models.File, error) {
	switch n := len(f.Bytes); {
	case f.Name == "" && n == 0:
		return f, models.Invalidf(field, "error.file.none")
	case n == 0:
		return f, models.Invalidf(field, "error.file.empty")
	case n > models.MaxFile:
		return f, models.Invalidf(field, "error.file.large", n, models.MaxFile)
	}
	name, err := models.CleanLine(field, path.Base(strings.ReplaceAll(f.Name, `\`, "/")), maxName)
	if err != nil {
		return f, err
	}
	if name == "." || name == ".." || name == "/" {
		return f, models.Invalidf(field, "error.file.name")
	}
	f.Name = name
	if f.ContentType, err = sniff(field, f.Bytes); err != nil {
		return f, err
	}
	if end := strings.ToLower(path.Ext(name)); !slices.Contains(endings[f.ContentType], end) {
		return f, models.Invalidf(field, "error.file.ending", end, strings.Join(endings[f.ContentType], " "))
	}
	if f.ContentType == typePDF && hasProgram(f.Bytes) {
		return f, models.Invalidf(field, "error.file.program")
	}
	return f, nil
}

// sniff tells what bytes are by looking at them; what the sender says does not
// count.
func sniff(field string, b []byte) (string, error) {
	switch {
	case bytes.HasPrefix(b, []byte("%PDF-")):
		return typePDF, nil
	case bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")):
		return typePNG, nil
	case bytes.HasPrefix(b, []byte("\xff\xd8\xff")):
		return typeJPEG, nil
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return sniffOffice(field, b)
	case isText(b):
		return typeText, models.GuardBytes(field, b)
	}
	return "", models.Invalidf(field, "error.file.type")
}

// sniffOffice tells Word from Excel by the parts in the archive, without unpacking
// any of them, and refuses macros.
func sniffOffice(field string, b []byte) (string, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return "", models.Invalidf(field, "error.file.type")
	}
	found := ""
	for _, part := range z.File {
		switch part.Name {
		case "word/document.xml":
			found = typeDOCX
		case "xl/workbook.xml":
			found = typeXLSX
		}
		if strings.EqualFold(path.Base(part.Name), "vbaProject.bin") {
			return "", models.Invalidf(field, "error.file.macro")
		}
	}
	if found == "" {
		return "", models.Invalidf(field, "error.file.type")
	}
	return found, nil
}

func isText(b []byte) bool {
	if !utf8.Valid(b) {
		return false
	}
	return !bytes.ContainsFunc(b, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' || r == 0x7f
	})
}
