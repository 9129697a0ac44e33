package views

import (
	"slices"
	"strconv"
	"strings"

	"chigiri/models"
	"chigiri/models/catalog"
	"chigiri/views/i18n"
)

// ItemForm is one row of data items as it was typed.
type ItemForm struct {
	Name      string `form:"name" json:"name"`
	Class     string `form:"class" json:"class"`
	Reason    string `form:"reason" json:"reason"`
	Retention string `form:"retention" json:"retention"`
}

// SystemForm is the form of a system as it was typed. More is a button that only
// gives further empty rows and saves nothing.
type SystemForm struct {
	Code        string     `form:"code" json:"code"`
	Name        string     `form:"name" json:"name"`
	NameKana    string     `form:"name_kana" json:"name_kana"`
	DivisionID  string     `form:"division_id" json:"division_id"`
	StartedOn   string     `form:"started_on" json:"started_on"`
	Zone        string     `form:"zone" json:"zone"`
	Classes     []string   `form:"classes" json:"classes"`
	Sites       []string   `form:"sites" json:"sites"`
	Items       []ItemForm `form:"items" json:"items"`
	Description string     `form:"description" json:"description"`
	Version     int        `form:"version" json:"version"`
	More        bool       `form:"more" json:"-"`
}

// Input reads the form: a day that cannot be read, and rows begun without a name
// or a class, are problems of their fields.
func (f SystemForm) Input() (models.SystemInput, error) {
	var p models.Problems
	in := models.SystemInput{
		Code: f.Code, Name: f.Name, NameKana: f.NameKana, DivisionID: f.DivisionID, StartedOn: readDay(&p, "started_on", f.StartedOn),
		Zone: models.Zone(f.Zone), Classes: compactTexts(f.Classes), Sites: lines(f.Sites), Description: f.Description,
	}
	p.Require("division_id", f.DivisionID)
	if len(p) > 0 { // else the store tells all that is wrong
		checkNeeded(&p, "name", f.Name, models.MaxName)
		checkNeeded(&p, "code", f.Code, models.MaxCode)
		checkLine(&p, "name_kana", f.NameKana, models.MaxName)
		checkText(&p, "description", f.Description)
		if f.Zone == "" {
			p.Add("zone", "error.system.zone")
		}
	}
	for i, row := range f.Items {
		p.Require(itemField(i, "name"), row.Name)
		p.Require(itemField(i, "class"), row.Class)
		in.Items = append(in.Items, models.DataItem{Name: row.Name, ClassID: row.Class, Reason: row.Reason, Retention: row.Retention})
	}
	return in, p.Err()
}

// SystemFormOf fills the form with a system as it stands.
func SystemFormOf(s models.InfoSystem) SystemForm {
	f := SystemForm{
		Code: s.Code, Name: s.Name, NameKana: s.NameKana, DivisionID: s.DivisionID, StartedOn: models.Wareki(s.StartedOn),
		Zone: string(s.Zone), Classes: s.Classes, Sites: s.Sites, Description: s.Description, Version: s.Version,
	}
	for _, i := range s.Items {
		f.Items = append(f.Items, ItemForm{Name: i.Name, Class: i.ClassID, Reason: i.Reason, Retention: i.Retention})
	}
	return f
}

// SystemOptions are the lists a system's form chooses from.
type SystemOptions struct{ Divisions, Classes []Option }

// SystemDifferences are the fields in which what is saved and what was typed
// differ.
func SystemDifferences(b Base, theirs, mine SystemForm, o SystemOptions) []Difference {
	return differences(b, []Difference{
		{"system.code", theirs.Code, mine.Code},
		{"system.name", theirs.Name, mine.Name},
		{"system.name_kana", theirs.NameKana, mine.NameKana},
		{"system.division", chosen(o.Divisions, theirs.DivisionID), chosen(o.Divisions, mine.DivisionID)},
		{"system.started_on", theirs.StartedOn, sameDay(mine.StartedOn)},
		{"system.zone", zoneWord(b, theirs.Zone), zoneWord(b, mine.Zone)},
		{"system.classes", chosen(o.Classes, theirs.Classes...), chosen(o.Classes, mine.Classes...)},
		{"system.sites", strings.Join(theirs.Sites, "、"), strings.Join(lines(mine.Sites), "、")},
		{"system.items", itemText(theirs.Items), itemText(mine.Items)},
		{"system.description", theirs.Description, mine.Description},
	})
}

// itemField names a field of a row as browsers send it.
func itemField(row int, name string) string { return "items." + strconv.Itoa(row) + "." + name }

func itemText(rows []ItemForm) string {
	var all []string
	for _, r := range rows {
		all = append(all, strings.Join(compactTexts([]string{r.Name, r.Class, r.Reason, r.Retention}), "／"))
	}
	return strings.Join(all, "、")
}

// Rows of empty items a form offers, and how many more the button adds.
const (
	spareRows = 3
	moreRows  = 8
)

// itemRows are the rows to show: what was typed, and empty ones below.
func itemRows(f SystemForm) []ItemForm {
	spare := spareRows
	if f.More {
		spare = moreRows
	}
	return append(slices.Clone(f.Items), make([]ItemForm, spare)...)
}

func zoneWord(b Base, z string) string {
	if z == "" {
		return ""
	}
	return b.T("zone." + z)
}

func zoneOptions(b Base, hints bool) []Option {
	var all []Option
	for _, z := range models.Zones() {
		o := Option{Value: string(z), Text: zoneWord(b, string(z))}
		if hints {
			o.Hint = b.T("system.zone." + string(z))
		}
		all = append(all, o)
	}
	return all
}

// ClassOptions are an edition's data classes as ticks, each with the level it
// forces and examples.
func ClassOptions(lang string, e *catalog.Edition, ticked []string) []Option {
	var all []Option
	if e == nil {
		return nil
	}
	for _, c := range e.Classes {
		all = append(all, Option{
			Value: c.ID, Text: c.Name.In(lang) + i18n.T(lang, "bracket", c.Level.String()), Hint: c.Example.In(lang),
			Chosen: slices.Contains(ticked, c.ID),
		})
	}
	return all
}

// className is a class as the edition in force names it; a class it no longer has
// shows its code.
func className(b Base, e *catalog.Edition, id string) string {
	if e != nil {
		if c := e.Class(id); c != nil {
			return b.Text(c.Name)
		}
	}
	return id
}

// classOf is a class of the edition in force, or nil.
func classOf(e *catalog.Edition, id string) *catalog.Class {
	if e == nil {
		return nil
	}
	return e.Class(id)
}

// unreasoned counts the items for which nobody has said why they are held.
func unreasoned(items []models.DataItem) int {
	n := 0
	for _, i := range items {
		if i.Reason == "" || i.Retention == "" {
			n++
		}
	}
	return n
}

func joinLines(list []string) string { return strings.Join(lines(list), "\n") }

func joinSites(sites []string) string { return strings.Join(sites, "、") }
