package models

import "time"

// DivisionName is a name of a division during a time; To is zero while it lasts.
type DivisionName struct {
	Name   string `json:"name"`
	NameEN string `json:"name_en"`
	From   Date   `json:"from"`
	To     Date   `json:"to"`
}

// Division is an organisational unit 所管課 of the public body. It keeps all its
// names: a document of 2016 prints the name of 2016.
type Division struct {
	ID        string         `json:"id"`
	Code      string         `json:"code"`
	Name      string         `json:"name"` // today
	NameEN    string         `json:"name_en"`
	Names     []DivisionName `json:"names"` // oldest first
	EndedOn   Date           `json:"ended_on"`
	Successor string         `json:"successor,omitempty"` // id of the division it was merged into
	Version   int            `json:"version"`
	CreatedAt time.Time      `json:"created_at"`
}

// DivisionInput is what is entered about a new division or a new name.
type DivisionInput struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	NameEN string `json:"name_en"`
	From   Date   `json:"from"`
}

// NameOn is the division's name on a day; before its first name, the first.
func (d Division) NameOn(day Date) string {
	name := d.Name
	for i, n := range d.Names {
		if i == 0 || !day.Before(n.From) {
			name = n.Name
		}
	}
	return name
}

// CanManageDivisions: divisions are the administrator's.
func CanManageDivisions(a Actor) bool { return a.IsSystem() || a.Is(Admin) }
