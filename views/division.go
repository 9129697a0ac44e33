package views

import "chigiri/models"

// DivisionForm is the form of a new division or of a new name.
type DivisionForm struct {
	Code    string `form:"code" json:"code"`
	Name    string `form:"name" json:"name"`
	NameEN  string `form:"name_en" json:"name_en"`
	From    string `form:"from" json:"from"`
	Version int    `form:"version" json:"version"`
}

// Input reads the form; a day that cannot be read is a problem of its field.
func (f DivisionForm) Input() (models.DivisionInput, error) {
	var p models.Problems
	in := models.DivisionInput{Code: f.Code, Name: f.Name, NameEN: f.NameEN, From: readDay(&p, "from", f.From)}
	if len(p) > 0 { // else the store tells all that is wrong
		checkLine(&p, "code", f.Code, models.MaxCode)
		checkNeeded(&p, "name", f.Name, models.MaxName)
		checkLine(&p, "name_en", f.NameEN, models.MaxName)
	}
	return in, p.Err()
}

// DivisionFormOf fills the form of a new name with the one that is planned, or else
// with the present one; from which day a new one holds is for the person to say.
func DivisionFormOf(d models.Division, today models.Date) DivisionForm {
	if n := d.Planned(today); n != nil {
		return DivisionForm{Code: d.Code, Name: n.Name, NameEN: n.NameEN, From: models.Wareki(n.From), Version: d.Version}
	}
	return DivisionForm{Code: d.Code, Name: d.Name, NameEN: d.NameEN, Version: d.Version}
}

// MergeForm merges a division into another on a day.
type MergeForm struct {
	Into    string `form:"into" json:"into"`
	On      string `form:"on" json:"on"`
	Version int    `form:"version" json:"version"`
}

// Day reads the day of the merger.
func (f MergeForm) Day() (models.Date, error) {
	var p models.Problems
	on := readDay(&p, "on", f.On)
	if len(p) > 0 && f.Into == "" {
		p.Add("into", "error.division.into")
	}
	return on, p.Err()
}

// DivisionForms are the two forms of a division's page and what is wrong with
// them.
type DivisionForms struct {
	Rename   DivisionForm
	Merge    MergeForm
	Problems Problems
	Clash    *Collision
}

// DivisionDifferences are the fields in which what is saved and what was typed
// differ.
func DivisionDifferences(b Base, theirs models.Division, mine DivisionForm) []Difference {
	return differences(b, []Difference{
		{"division.code", theirs.Code, mine.Code},
		{"division.name", theirs.Name, mine.Name},
		{"division.name_en", theirs.NameEN, mine.NameEN},
	})
}

// divisionOptions are the divisions a select offers: those that still exist, the
// named one left out.
func divisionOptions(lang string, all []models.Division, except string) []Option {
	var list []Option
	for _, d := range all {
		if d.EndedOn.IsZero() && d.ID != except {
			list = append(list, Option{Value: d.ID, Text: divisionText(lang, d)})
		}
	}
	return list
}

// divisionText is a division's name of today in a language.
func divisionText(lang string, d models.Division) string {
	return models.Text{JA: d.Name, EN: d.NameEN}.In(lang)
}

func divisionName(b Base, all []models.Division, id string) string {
	for _, d := range all {
		if d.ID == id {
			return divisionText(b.Lang, d)
		}
	}
	return ""
}
