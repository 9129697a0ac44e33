// Package sheet reads and writes .xlsx: tables of one value a cell, as offices keep
// their lists. It owns excelize, and knows nothing of rosters.
//
// What is written holds no formula, whatever people typed; days are days that a
// spreadsheet can reckon with; cells are never merged. What is read is bounded before it
// is unpacked, so that a small file cannot become a large one.
package sheet

import (
	"bytes"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"chigiri/models"
)

// Column is one column of a table: its heading and how wide it stands, in characters.
type Column struct {
	Head  string
	Width float64
}

// Table is one sheet. A cell is a string, an int or a models.Date; a zero Date and nil
// are empty cells.
type Table struct {
	Name    string // of the sheet, as its tab shows it
	Columns []Column
	Rows    [][]any
}

// dayFormat shows a day as offices write one.
const dayFormat = "yyyy/mm/dd"

// Write writes a table, its heading held in place.
func Write(w io.Writer, t Table) error {
	f := excelize.NewFile()
	defer f.Close() //nolint:errcheck // nothing was opened
	if err := f.SetSheetName("Sheet1", t.Name); err != nil {
		return err
	}
	format := dayFormat
	day, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	out, err := f.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	if err := writeRows(out, t, day, bold); err != nil {
		return err
	}
	return f.Write(w)
}

func writeRows(out *excelize.StreamWriter, t Table, day, bold int) error {
	head := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		if err := out.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
		head[i] = excelize.Cell{StyleID: bold, Value: c.Head}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i, row := range append([][]any{head}, t.Rows...) {
		cells := make([]any, len(row))
		for j, v := range row {
			cells[j] = cellOf(v, day)
		}
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := out.SetRow(at, cells); err != nil {
			return err
		}
	}
	return out.Flush()
}

// cellOf is a value as it is written.
func cellOf(v any, day int) any {
	switch v := v.(type) {
	case string:
		return Plain(v)
	case models.Date:
		if v.IsZero() {
			return nil
		}
		return excelize.Cell{StyleID: day, Value: v.Start()}
	}
	return v
}

// formula are the beginnings a spreadsheet takes for a formula, in either width.
const formula = "=+-@\t\r\n＝＋－＠"

// Plain keeps a text from being taken for a formula where the sheet is saved as text
// and opened again (OWASP, CSV injection): it gets an apostrophe before it, which
// Unguarded takes away.
func Plain(s string) string {
	if begins(s, formula) {
		return "'" + s
	}
	return s
}

// Unguarded is a text as it was before Plain.
func Unguarded(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && begins(rest, formula) {
		return rest
	}
	return s
}

func begins(s, signs string) bool {
	return s != "" && strings.ContainsAny(string([]rune(s)[:1]), signs)
}

// What is read of a sheet; more is no list of people.
const (
	maxUnpacked = 24 << 20 // of all parts together
	maxRows     = 1000     // with something in them
	maxColumns  = 50
	maxCells    = 1 << 20 // of all rows, empty ones too: a row may say that its only cell is the last of 16384
)

// Read gives the rows of the first sheet of a workbook as texts, empty rows too, for
// people count them. In the columns named days, from 0, a day of the spreadsheet becomes
// 2026-04-01. What is refused is a problem of the field: no workbook, one with a
// password, one that unpacks to too much, too many rows or columns.
func Read(field string, data []byte, days ...int) ([][]string, error) {
	f, err := open(field, data)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it lies in memory
	rows, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		return nil, models.Invalidf(field, "error.sheet.type")
	}
	defer rows.Close() //nolint:errcheck // it lies in memory
	book, _ := f.GetWorkbookProps()
	early := book.Date1904 != nil && *book.Date1904
	var all [][]string
	for full, at, read := 0, 0, 0; rows.Next(); at++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, models.Invalidf(field, "error.sheet.type")
		}
		if read += len(cells); read > maxCells {
			return nil, models.Invalidf(field, "error.sheet.columns", maxColumns)
		}
		cells = trimmed(cells)
		if len(cells) == 0 {
			continue
		}
		if full++; full > maxRows || at >= 2*maxRows {
			return nil, models.Invalidf(field, "error.sheet.rows", maxRows)
		}
		if len(cells) > maxColumns {
			return nil, models.Invalidf(field, "error.sheet.columns", maxColumns)
		}
		for len(all) < at {
			all = append(all, nil)
		}
		all = append(all, asTyped(cells, days, early))
	}
	return all, rows.Error()
}

// ole begins every file of the older kind, and every workbook with a password.
var ole = []byte{0xD0, 0xCF, 0x11, 0xE0}

func open(field string, data []byte) (*excelize.File, error) {
	if bytes.HasPrefix(data, ole) {
		return nil, models.Invalidf(field, "error.sheet.locked")
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	switch {
	case err != nil && strings.Contains(err.Error(), "unzip size"):
		return nil, models.Invalidf(field, "error.sheet.large", maxUnpacked>>20)
	case err != nil || f.SheetCount == 0:
		return nil, models.Invalidf(field, "error.sheet.type")
	}
	return f, nil
}

// trimmed leaves out what is empty at the end of a row.
func trimmed(cells []string) []string {
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}
