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
	for _, r := range [][2]string{
		{"f.procurement", w.say["procurement."+string(f.Procurement)]},
		{"f.manager", f.SystemManager},
		{"f.systems", w.systems()},
		{"f.classes", w.joined(w.a.ClassNames)},
		{"f.flags", w.joined(w.a.FlagNames)},
		{"f.persons", w.persons()},
		{"f.overseas", w.overseas()},
		{"f.policy", f.PolicyVersion},
	} {
		if r[1] != "" {
			rows = append(rows, [2]string{w.say[r[0]], r[1]})
		}
	}
	return Facts{Rows: rows}
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

func (w *appendixWriter) systems() string {
	var names []string
	for _, s := range w.a.Facts.Systems {
		name := s.Name + fmt.Sprintf(w.say["bracket"], w.say["zone."+string(s.Zone)])
		if len(s.Links) > 0 {
			name += fmt.Sprintf(w.say["linked"], strings.Join(s.Links, w.say["comma"]))
		}
		names = append(names, name)
	}
	return strings.Join(names, "\n")
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
	return fmt.Sprintf(w.say["persons"], models.Thousands(int64(w.a.Facts.Persons)))
}

func (w *appendixWriter) overseas() string {
	if w.a.Facts.Overseas {
		return w.say["overseas.yes"]
	}
	return ""
}

// levelTable is 別表第１: every number of this appendix beside those of all levels.
func (w *appendixWriter) levelTable() {
	if len(w.a.LevelTable) == 0 {
		return
	}
	w.add(PageBreak{}, Heading{Level: 1, Text: w.say["table.levels"], Anchor: "table-levels"},
		Paragraph{Style: Note, Text: fmt.Sprintf(w.say["table.levels.note"], w.a.Level.Level.String())})
	columns := []Column{{Title: w.say["col.article"], Width: .11}, {Title: w.say["col.item"], Width: .31}}
	for _, l := range models.Levels() {
		columns = append(columns, Column{Title: l.String(), Width: .105})
	}
	columns = append(columns, Column{Title: w.say["col.here"], Width: .16})
	var rows [][]string
	for _, r := range w.a.LevelTable {
		row := []string{r.Number, w.levelItem(r)}
		for _, l := range models.Levels() {
			row = append(row, w.orNone(w.text(r.ByLevel[l]))) // the article may not apply at every level
		}
		rows = append(rows, append(row, w.text(r.Here)+w.say["mark."+r.Changed]))
	}
	w.add(Table{Columns: columns, Rows: rows})
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
		rows = append(rows, []string{r.Number, w.text(r.Title), w.text(r.Prefecture), w.text(r.Vendor)})
	}
	w.add(Table{Columns: []Column{
		{Title: w.say["col.article"], Width: .12}, {Title: w.say["col.matter"], Width: .40},
		{Title: w.body(), Width: .22}, {Title: w.say["col.vendor"], Width: .26},
	}, Rows: rows})
}

// forms is the list of 様式 with the deadline each article sets.
func (w *appendixWriter) forms() {
	if len(w.a.Forms) == 0 {
		return
	}
	w.add(PageBreak{}, Heading{Level: 1, Text: w.say["table.forms"], Anchor: "table-forms"})
	var rows [][]string
	for _, r := range w.a.Forms {
		rows = append(rows, []string{r.ID, w.text(r.Name), w.deadlines(r), strings.Join(r.Articles, w.say["comma"])})
	}
	w.add(Table{Columns: []Column{
		{Title: w.say["col.form"], Width: .12}, {Title: w.say["col.name"], Width: .30},
		{Title: w.say["col.deadline"], Width: .38}, {Title: w.say["col.article"], Width: .20},
	}, Rows: rows})
}

func (w *appendixWriter) deadlines(r models.FormRow) string {
	var all []string
	for _, d := range r.Deadline {
		if text := w.text(d); text != "" {
			all = append(all, text)
		}
	}
	return w.orNone(strings.Join(all, "\n"))
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
