package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"chigiri/models"
)

func table(rows ...[]any) Table {
	return Table{Name: "名簿", Columns: []Column{{"氏名", 20}, {"始まる日", 12}, {"人数", 8}}, Rows: rows}
}

func written(t *testing.T, tab Table) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, tab); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestRoundTrip proves that what is written is read as it was, days as days and signs of
// a formula as text.
func TestRoundTrip(t *testing.T) {
	day := models.NewDate(2026, 4, 1)
	names := []string{"𠮷野　花子", "=1+1", "+81 6", "-", "@name", "＝全角", "'引用", "改行\nあり", "a,b"}
	var rows [][]any
	for _, n := range names {
		rows = append(rows, []any{n, day, 3})
	}
	rows = append(rows, []any{"日なし", models.Date{}, nil})
	read, err := Read("file", written(t, table(rows...)), 1)
	if err != nil {
		t.Fatal(err)
	}
	if len(read) != len(rows)+1 || read[0][0] != "氏名" {
		t.Fatalf("read %q", read)
	}
	for i, n := range names {
		if want := []string{n, "2026-04-01", "3"}; !slices.Equal(read[i+1], want) {
			t.Errorf("read %q, want %q", read[i+1], want)
		}
	}
	if last := read[len(read)-1]; !slices.Equal(last, []string{"日なし"}) {
		t.Errorf("the row without a day is %q", last)
	}
}

// TestNoFormula proves that nothing people typed becomes a formula, that a day is a
// number with a format of days, and that no cells are merged.
func TestNoFormula(t *testing.T) {
	data := written(t, table([]any{`=HYPERLINK("http://x.example")`, models.NewDate(2026, 4, 1), 1}))
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if text, _ := f.GetCellFormula("名簿", "A2"); text != "" {
		t.Errorf("a formula %q", text)
	}
	if text, _ := f.GetCellValue("名簿", "A2"); !strings.HasPrefix(text, "'=") {
		t.Errorf("the cell says %q", text)
	}
	if kind, _ := f.GetCellType("名簿", "B2"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber && kind != excelize.CellTypeDate {
		t.Errorf("the day is of type %v", kind)
	}
	if shown, _ := f.GetCellValue("名簿", "B2"); shown != "2026/04/01" {
		t.Errorf("the day is shown as %q", shown)
	}
	if merged, _ := f.GetMergeCells("名簿"); len(merged) > 0 {
		t.Error("cells are merged")
	}
}

// TestRefused proves that what is no plain list of people is refused in words, a bomb
// before it unpacks.
func TestRefused(t *testing.T) {
	var many [][]any
	for range maxRows + 1 {
		many = append(many, []any{"氏名"})
	}
	wide := make([]any, maxColumns+1)
	for i := range wide {
		wide[i] = "x"
	}
	for name, c := range map[string]struct {
		data []byte
		key  string
	}{
		"text":     {[]byte("氏名,フリガナ"), "error.sheet.type"},
		"empty":    {nil, "error.sheet.type"},
		"old":      {append(bytes.Clone(ole), make([]byte, 600)...), "error.sheet.locked"},
		"zip":      {zipped(t, "a.txt", 10), "error.sheet.type"},
		"bomb":     {zipped(t, "xl/worksheets/sheet1.xml", 64<<20), "error.sheet.large"},
		"too many": {written(t, table(many...)), "error.sheet.rows"},
		"too wide": {written(t, table(wide)), "error.sheet.columns"},
	} {
		_, err := Read("file", c.data)
		var e *models.Error
		if !errors.As(err, &e) || len(e.Problems) != 1 || e.Problems[0].Key != c.key || e.Problems[0].Field != "file" {
			t.Errorf("%s: %v, want %s", name, err, c.key)
		}
	}
}

// zipped is an archive with one file of so many blanks.
func zipped(t *testing.T, name string, size int) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(bytes.Repeat([]byte(" "), size)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestDays proves that days of a spreadsheet are read and what only looks like one is
// left alone.
func TestDays(t *testing.T) {
	for cell, want := range map[string]string{
		"46113": "2026-04-01", "46113.0": "2026-04-01", "R8.4.1": "R8.4.1", "20260401": "20260401", "": "", "12": "12",
	} {
		if got := dayOf(cell, false); got != want {
			t.Errorf("%q is read as %q, want %q", cell, got, want)
		}
	}
	if got := dayOf("44651", true); got != "2026-04-01" {
		t.Errorf("counted from 1904 it is %q", got)
	}
}

func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := Write(&b, table([]any{"氏名", models.NewDate(2026, 4, 1), 1})); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := Read("file", data, 1)
		if err == nil && len(rows) > 2*maxRows {
			t.Errorf("%d rows", len(rows))
		}
	})
}

// TestWideRows proves that rows whose one cell is the last a sheet can have are given up
// soon, though nothing stands in them: reading each costs as much as a full one.
func TestWideRows(t *testing.T) {
	var rows strings.Builder
	for i := 1; i <= 100_000; i++ {
		fmt.Fprintf(&rows, `<row r="%d"><c r="XFD%d" t="inlineStr"><is><t> </t></is></c></row>`, i, i)
	}
	book := resheeted(t, written(t, table([]any{"氏名"})), rows.String())
	if len(book) > 1<<20 {
		t.Fatalf("the book has %d bytes", len(book))
	}
	begun := time.Now()
	_, err := Read("file", book)
	if wrong := models.Invalid(err); wrong == nil || wrong.Problems[0].Key != "error.sheet.columns" {
		t.Errorf("read with %v", err)
	}
	if took := time.Since(begun); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
}

// resheeted is a workbook with other rows in its first sheet.
func resheeted(t *testing.T, book []byte, rows string) []byte {
	t.Helper()
	from, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	to := zip.NewWriter(&b)
	for _, f := range from.File {
		if !strings.HasSuffix(f.Name, "sheet1.xml") {
			if err := to.Copy(f); err != nil {
				t.Fatal(err)
			}
			continue
		}
		w, err := to.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fmt.Fprintf(w, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>`, rows); err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
