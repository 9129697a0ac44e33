package views

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"chigiri/models"
	"chigiri/views/i18n"
)

// PasteForm brings many people as a list copied from a spreadsheet.
type PasteForm struct {
	List string `form:"list" json:"list"`
}

// listFields are the columns of a pasted list and of a workbook, in order.
var listFields = []string{"name", "name_kana", "mail", "duty", "my_number", "site", "starts_on", "ends_on"}

// ListDays are the columns of days, from 0.
var ListDays = []int{6, 7}

// ListLine is one line of a list: its number as people count it, what stands there, and
// what is wrong with it.
type ListLine struct {
	Number   int
	Cells    []string
	Problems Problems
}

// ReadList parts a pasted text into lines: with tabs, as a spreadsheet copies them, or
// with commas. Empty lines and a line of headings are passed over, and counted.
func ReadList(text string) []ListLine {
	var lines []ListLine
	for i, row := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		if strings.TrimSpace(row) == "" {
			continue
		}
		lines = append(lines, ListLine{Number: i + 1, Cells: cellsOf(row)})
	}
	return withoutHead(lines)
}

// ReadRows takes the rows of a workbook.
func ReadRows(rows [][]string) []ListLine {
	var lines []ListLine
	for i, row := range rows {
		if len(row) > 0 {
			lines = append(lines, ListLine{Number: i + 1, Cells: row})
		}
	}
	return withoutHead(lines)
}

// withoutHead leaves out the line of headings, and the example of the template.
func withoutHead(lines []ListLine) []ListLine {
	if len(lines) > 0 && len(lines[0].Cells) > 1 && (lines[0].cell(0) == "氏名" || strings.EqualFold(lines[0].cell(0), "name")) {
		lines = lines[1:]
	}
	if len(lines) > 0 && isExample(lines[0].cell(0)) {
		lines = lines[1:]
	}
	return lines
}

func isExample(name string) bool {
	return name == i18n.T(i18n.JA, "roster.example.name") || name == i18n.T(i18n.EN, "roster.example.name")
}

func (l ListLine) cell(i int) string {
	if i >= len(l.Cells) {
		return ""
	}
	return strings.TrimSpace(l.Cells[i])
}

func cellsOf(row string) []string {
	r := csv.NewReader(strings.NewReader(row))
	r.LazyQuotes, r.FieldsPerRecord = true, -1
	if strings.Contains(row, "\t") {
		r.Comma = '\t'
	}
	cells, err := r.Read()
	if err != nil {
		return []string{row}
	}
	return cells
}

// ListText writes lines as a list that can be pasted and mended, with tabs.
func ListText(lines []ListLine) string {
	var rows []string
	for _, l := range lines {
		cells := make([]string, len(l.Cells))
		for i, c := range l.Cells {
			cells[i] = strings.NewReplacer("\t", " ", "\r", " ", "\n", " ").Replace(c)
		}
		rows = append(rows, strings.Join(cells, "\t"))
	}
	return strings.Join(rows, "\n")
}

// MaskList masks the My Numbers in the cells of a list that is shown again as it was typed:
// whoever mends it needs to see where one was, and not which.
func MaskList(text string, lines []ListLine) string {
	for _, l := range lines {
		for _, cell := range l.Cells {
			masked := models.MaskMyNumbers(cell)
			if masked == cell {
				continue
			}
			if !strings.Contains(text, cell) { // it was typed in quotes
				return models.MaskMyNumbers(text)
			}
			text = strings.ReplaceAll(text, cell, masked)
		}
	}
	return text
}

// guard refuses the My Numbers in a line and masks them there, so that nothing that is
// said of the line afterwards repeats one.
func (l *ListLine) guard() (p models.Problems) {
	for i, cell := range l.Cells {
		field := listFields[0]
		if i < len(listFields) {
			field = listFields[i]
		}
		if p.Merge(field, models.GuardText(field, cell)) {
			l.Cells[i] = models.MaskMyNumbers(cell)
		}
	}
	return p
}

// ReadWorkers reads the lines of a list as workers. What is wrong with a line stands in
// it, and in the problems by its number on the page: lines.3.name is of the fourth line.
func ReadWorkers(lines []ListLine, facts models.WorkerFacts) ([]models.WorkerInput, error) {
	var all models.Problems
	workers := make([]models.WorkerInput, len(lines))
	for i := range lines {
		l := &lines[i]
		guarded := l.guard()
		f := WorkerForm{Name: l.cell(0), NameKana: l.cell(1), Mail: l.cell(2), Duty: l.cell(3), Site: l.cell(5), StartsOn: l.cell(6), EndsOn: l.cell(7)}
		var p models.Problems
		var known bool
		if f.MyNumber, known = markOf(l.cell(4)); !known {
			p.Add("my_number", "error.roster.mark", l.cell(4))
		}
		if len(l.Cells) > len(listFields) {
			p.Add("name", "error.roster.columns", len(l.Cells), len(listFields))
		}
		workers[i] = f.input(facts, "", &p)
		p = slices.DeleteFunc(p, func(q models.Problem) bool { return len(Problems(guarded).At(q.Field)) > 0 })
		all = append(all, l.note(append(guarded, p...))...)
	}
	return workers, all.Err()
}

// note keeps what is wrong with a line, and gives it with the line's place.
func (l *ListLine) note(p models.Problems) models.Problems {
	l.Problems = append(l.Problems, p...)
	placed := make(models.Problems, len(p))
	for i, q := range p {
		q.Field = "lines." + strconv.Itoa(l.Number-1) + "." + q.Field
		placed[i] = q
	}
	return placed
}

// PlaceProblems puts what the register says of the workers of a list (lines.3.name, the
// fourth worker) to their lines, but for fields of which something was said already; what
// is about none of them is given back.
func PlaceProblems(lines []ListLine, p Problems) (placed models.Problems) {
	for _, q := range p {
		parts := strings.SplitN(q.Field, ".", 3)
		n, err := -1, error(nil)
		if len(parts) == 3 && parts[0] == "lines" {
			n, err = strconv.Atoi(parts[1])
		}
		if err != nil || n < 0 || n >= len(lines) {
			placed = append(placed, q)
			continue
		}
		if q.Field = parts[2]; len(lines[n].Problems.At(q.Field)) > 0 {
			continue
		}
		placed = append(placed, lines[n].note(models.Problems{q})...)
	}
	return placed
}

// wrongLines are the lines with something to mend.
func wrongLines(lines []ListLine) []ListLine {
	return slices.DeleteFunc(slices.Clone(lines), func(l ListLine) bool { return len(l.Problems) == 0 })
}

// OfList are the problems of a list as its page tells them: those of lines stand in the
// table, and are led to the list.
func (p Problems) OfList() Problems {
	var all Problems
	several := false
	for _, q := range p {
		if strings.HasPrefix(q.Field, "lines.") {
			several = true
			continue
		}
		if q.Field == "lines" {
			q.Field = "list"
		}
		all = append(all, q)
	}
	if several {
		all = append(all, models.Problem{Field: "list", Key: "error.roster.list"})
	}
	return all
}
