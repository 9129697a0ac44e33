package sheet

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"chigiri/models"
)

// asTyped are the cells of a row as a person would type them.
func asTyped(cells []string, days []int, early bool) []string {
	row := make([]string, len(cells))
	for i, c := range cells {
		if row[i] = Unguarded(strings.TrimSpace(c)); slices.Contains(days, i) {
			row[i] = dayOf(row[i], early)
		}
	}
	return row
}

// Serial numbers that are days of our time, 1954 to 2119; 20260401, a day somebody
// typed, is none of them.
const (
	firstDay = 20000
	lastDay  = 80000
)

// dayOf reads the number by which a spreadsheet keeps a day (ECMA-376, 18.17.4.1);
// everything else stays as it is.
func dayOf(cell string, early bool) string {
	n, err := strconv.ParseFloat(cell, 64)
	if err != nil || n < firstDay || n > lastDay {
		return cell
	}
	at, err := excelize.ExcelDateToTime(n, early)
	if err != nil {
		return cell
	}
	at = at.Add(time.Second / 2) // half a second, for a day that was reckoned
	return models.NewDate(at.Year(), at.Month(), at.Day()).String()
}
