package views

import (
	"strings"
	"time"

	"chigiri/models"
)

// LogCSVHead are the headings of an export of the log in a language.
func LogCSVHead(lang string) []string {
	b := Base{Lang: lang}
	keys := []string{
		"log_page.csv.position", "log_page.csv.time", "log_page.who", "log_page.csv.role", "log_page.address", "log_page.csv.kind", "log_page.csv.sentence",
		"log_page.about", "log_page.csv.contract", "log_page.reason", "log_page.field.was", "log_page.field.is", "log_page.csv.id", "log_page.hash",
	}
	for i, k := range keys {
		keys[i] = b.T(k)
	}
	return keys
}

// LogCSVRow is one event as a row under those headings, in words; n names what it
// speaks of by id. No cell of it is a formula to a spreadsheet.
func LogCSVRow(lang string, who models.Actor, e models.LogLine, n map[string]string) []string {
	b := Base{Lang: lang, Actor: who}
	position := ""
	if e.Position != nil {
		position = positionText(e.Position)
	}
	word, name, _ := eventThing(b, e.Event, n)
	about := word
	if name != "" {
		about += b.T("colon") + name
	}
	var was, is []string
	for _, f := range everyField(b, e.Event, Names{ByID: n}) {
		if f.Was != "" {
			was = append(was, f.Name+b.T("colon")+f.Was)
		}
		if f.Is != "" {
			is = append(is, f.Name+b.T("colon")+f.Is)
		}
	}
	role := ""
	if e.Role != "" {
		role = b.T("role." + string(e.Role))
	}
	row := []string{
		position, e.At.In(japan).Format(time.DateTime), e.ActorName, role, e.Address, b.T("kind." + string(e.Kind)), eventText(b, e.Event, Names{ByID: n}),
		about, e.ContractID, e.Reason, strings.Join(was, "\n"), strings.Join(is, "\n"), e.ID, e.Hash,
	}
	for i, cell := range row {
		row[i] = plainCell(cell)
	}
	return row
}

// plainCell keeps a spreadsheet from taking a cell for a formula: what begins as one,
// in either width, gets an apostrophe before it (OWASP, CSV injection).
func plainCell(s string) string {
	if s != "" && strings.ContainsAny(string([]rune(s)[:1]), "=+-@\t\r\n＝＋－＠") {
		return "'" + s
	}
	return s
}
