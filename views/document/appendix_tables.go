package document

import (
	"fmt"
	"strings"

	"chigiri/models"
)

// coverFacts are the facts of the contract, with the names of the day.
func (w *appendixWriter) coverFacts() Facts {
	f := w.a.Facts
	rows := [][2]string{
		{w.say["f.title"], f.Title},
		{w.say["f.number"], f.Number},
		{w.say["f.kind"], w.say["kind."+string(f.Kind)]},
		{w.say["f.period"], fmt.Sprintf(w.say["period"], w.date(f.Start), w.date(f.End))},
	}
	if !f.Signed.IsZero() {
		rows = append(rows, [2]string{w.say["f.signed"], w.date(f.Signed)})
	}
	rows = append(rows,
		[2]string{w.say["f.body"], strings.TrimRight(w.body()+w.say["space"]+f.Division, " 　")},
		[2]string{w.say["f.vendor"], w.vendor()},
	)
	rows = append(rows, w.present([][2]string{
		{"f.procurement", w.say["procurement."+string(f.Procurement)]},
		{"f.manager", f.SystemManager},
	})...)
	rows = append(rows, w.systems()...)
	return Facts{Rows: append(rows, w.present([][2]string{
		{"f.classes", w.joined(w.a.ClassNames)},
		{"f.flags", w.joined(w.a.FlagNames)},
		{"f.persons", w.persons()},
		{"f.overseas", w.overseas()},
		{"f.policy", f.PolicyVersion},
	})...)}
}

// documentFacts say what this paper is: its level, its rules, its version, and who
// was consulted.
func (w *appendixWriter) documentFacts() Facts {
	level := w.a.Level.Level
	rows := [][2]string{
		{w.say["f.level"], level.String() + w.say["space"] + w.text(w.a.LevelName)},
		{w.say["f.edition"], w.editionName() + w.say["space"] + fmt.Sprintf(w.say["effective"], w.date(w.a.Edition.EffectiveFrom))},
		{w.say["f.version"], w.version()},
		{w.say["f.hash"], w.a.Hash},
	}
	if !w.a.IssuedAt.IsZero() {
		rows = append(rows, [2]string{w.say["f.issued"], w.date(models.Today(w.a.IssuedAt))})
	}
	if c := w.a.Facts.Consultation; c != nil {
		rows = append(rows, [2]string{w.say["f.consultation"], fmt.Sprintf(w.say["consultation"], c.Number, w.date(c.Date), c.Answerer)})
		if c.Answer != "" {
			rows = append(rows, [2]string{w.say["f.answer"], c.Answer})
		}
	}
	return Facts{Rows: rows}
}

func (w *appendixWriter) vendor() string {
	v := w.a.Facts.Vendor
	if v.Name == "" {
		return w.say["vendor.none"]
	}
	text := v.Name
	if v.CorporateNumber != "" {
		text += fmt.Sprintf(w.say["corporate"], v.CorporateNumber)
	}
	return text
}

// systems are a row each, numbered when there are several: a long list may then
// go on over a page end.
func (w *appendixWriter) systems() [][2]string {
	var rows [][2]string
	for i, s := range w.a.Facts.Systems {
		label, text := w.say["f.systems"], s.Name
		if len(w.a.Facts.Systems) > 1 {
			label = fmt.Sprintf(w.say["nth"], label, w.count(i+1))
		}
		if zone := w.say["zone."+string(s.Zone)]; zone != "" {
			text += fmt.Sprintf(w.say["bracket"], zone)
		}
		if len(s.Links) > 0 {
			text += "\n" + fmt.Sprintf(w.say["linked"], strings.Join(s.Links, w.say["comma"]))
		}
		rows = append(rows, [2]string{label, text})
	}
	return rows
}

func (w *appendixWriter) joined(ts []models.Text) string {
	var all []string
	for _, t := range ts {
		all = append(all, w.text(t))
	}
	return strings.Join(all, w.say["comma"])
}

func (w *appendixWriter) persons() string {
	if w.a.Facts.Persons == 0 {
		return ""
	}
	return fmt.Sprintf(w.say["persons"], w.wide(models.Thousands(int64(w.a.Facts.Persons))))
}

func (w *appendixWriter) overseas() string {
	if w.a.Facts.Overseas {
		return w.say["overseas.yes"]
	}
	return ""
}

// levelTable is 別表第１: every value of this appendix beside those of all levels,
// numbers in a grid and phrases, which need room, below one another.
func (w *appendixWriter) levelTable() {
	if len(w.a.LevelTable) == 0 {
		return
	}
	w.add(PageBreak{}, Heading{Level: 1, Text: w.say["table.levels"], Anchor: "table-levels"},
		Paragraph{Style: Note, Text: fmt.Sprintf(w.say["table.levels.note"], w.a.Level.Level.String())})
	var numbers, phrases [][]string
	for _, r := range w.a.LevelTable {
		if isNumber(r) {
			numbers = append(numbers, w.numberRow(r))
		} else {
			phrases = append(phrases, w.phraseRow(r))
		}
	}
	w.levels("table.numbers", "table-numbers", w.grid(), numbers)
	w.levels("table.phrases", "table-phrases", []Column{
		{Title: w.say["col.article"], Width: .13}, {Title: w.say["col.item"], Width: .21},
		{Title: w.say["col.levels"], Width: .42}, {Title: w.say["col.here"], Width: .24},
	}, phrases)
}

// grid are the columns of the table of numbers: a value stands on one line in
// Japanese, and no English word of a unit is cut.
func (w *appendixWriter) grid() []Column {
	article, item, level, here := .13, .24, .1225, .14
	if w.lang == "en" {
		article, item, level, here = .10, .21, .138, .138
	}
	columns := []Column{{Title: w.say["col.article"], Width: article}, {Title: w.say["col.item"], Width: item}}
	for _, l := range models.Levels() {
		columns = append(columns, Column{Title: l.String(), Width: level})
	}
	return append(columns, Column{Title: w.say["col.here"], Width: here})
}

func (w *appendixWriter) levels(title, anchor string, columns []Column, rows [][]string) {
	if len(rows) > 0 {
		w.add(Heading{Level: 2, Text: w.say[title], Anchor: anchor}, Table{Columns: columns, Rows: rows})
	}
}

// isNumber says whether a row's values are numbers: they begin with a digit.
func isNumber(r models.LevelRow) bool {
	for _, l := range models.Levels() {
		if v := r.ByLevel[l]; v.JA != "" {
			return v.JA[0] >= '0' && v.JA[0] <= '9'
		}
	}
	return true
}

func (w *appendixWriter) numberRow(r models.LevelRow) []string {
	row := []string{w.number(r.Number), w.levelItem(r)}
	for _, l := range models.Levels() {
		row = append(row, w.orNone(w.text(r.ByLevel[l]))) // the article may not apply at every level
	}
	return append(row, w.text(r.Here)+w.say["mark."+r.Changed])
}

func (w *appendixWriter) phraseRow(r models.LevelRow) []string {
	var values []string
	for _, l := range models.Levels() {
		values = append(values, l.String()+w.say["space"]+w.orNone(w.text(r.ByLevel[l])))
	}
	return []string{w.number(r.Number), w.levelItem(r), strings.Join(values, "\n"), w.text(r.Here) + w.say["mark."+r.Changed]}
}

func (w *appendixWriter) orNone(text string) string {
	if text == "" {
		return w.say["none"]
	}
	return text
}

func (w *appendixWriter) levelItem(r models.LevelRow) string {
	title, label := w.text(r.Title), w.text(r.Label)
	if label == "" || label == title {
		return title
	}
	return title + w.say["colon"] + label
}

// roles is 別表第２: who on each side answers for each article.
func (w *appendixWriter) roles() {
	if len(w.a.Roles) == 0 {
		return
	}
	w.add(PageBreak{}, Heading{Level: 1, Text: w.say["table.roles"], Anchor: "table-roles"})
	var rows [][]string
	for _, r := range w.a.Roles {
		rows = append(rows, []string{w.number(r.Number), w.text(r.Title), w.text(r.Prefecture), w.text(r.Vendor)})
	}
	w.add(Table{Columns: []Column{
		{Title: w.say["col.article"], Width: .14}, {Title: w.say["col.matter"], Width: .38},
		{Title: w.body(), Width: .22}, {Title: w.say["col.vendor"], Width: .26},
	}, Rows: rows})
}

// forms is the list of 様式, each with the articles that ask for it and when.
func (w *appendixWriter) forms() {
	if len(w.a.Forms) == 0 {
		return
	}
	w.add(PageBreak{}, Heading{Level: 1, Text: w.say["table.forms"], Anchor: "table-forms"})
	var rows [][]string
	for _, r := range w.a.Forms {
		rows = append(rows, []string{r.ID, w.text(r.Name), w.deadlines(r)})
	}
	w.add(Table{Columns: []Column{
		{Title: w.say["col.form"], Width: .10}, {Title: w.say["col.name"], Width: .25}, {Title: w.say["col.deadline"], Width: .65},
	}, Rows: rows})
}

// deadlines are an article and its deadline a line.
func (w *appendixWriter) deadlines(r models.FormRow) string {
	var all []string
	for i, number := range r.Articles {
		line := w.number(number)
		if i < len(r.Deadline) {
			line += w.say["colon"] + w.orNone(w.text(r.Deadline[i]))
		}
		all = append(all, line)
	}
	return strings.Join(all, "\n")
}

// seals are the places where both sides put their names. Before a vendor is chosen
// the places are blank to be filled in by hand.
func (w *appendixWriter) seals() {
	f := w.a.Facts
	w.add(PageBreak{}, Paragraph{Style: Body, Text: fmt.Sprintf(w.say["closing"], f.Title)})
	day := w.say["day.blank"]
	if !f.Signed.IsZero() {
		day = w.date(f.Signed)
	}
	w.add(Paragraph{Style: Right, Text: day},
		Seal{Lines: []string{w.say["party.body"], w.body()}, Name: f.Body.Head, Mark: true})
	v := f.Vendor
	if v.Name == "" {
		w.add(Seal{Lines: []string{w.say["party.vendor"], w.say["blank.address"], w.say["blank.name"]}, Name: w.say["blank.rep"], Mark: true})
		return
	}
	lines := []string{w.say["party.vendor"]}
	for _, l := range []string{v.Address, v.Name} {
		if l != "" {
			lines = append(lines, l)
		}
	}
	name := strings.Trim(v.RepTitle+"　"+v.Representative, "　")
	if name == "" {
		name = w.say["blank.rep"]
	}
	w.add(Seal{Lines: lines, Name: name, Mark: true})
}
