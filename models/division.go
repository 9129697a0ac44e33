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

// Planned is the name that has not begun on a day, or nil. There is at most one: who
// enters another takes the first back.
func (d Division) Planned(today Date) *DivisionName {
	if n := len(d.Names); n > 0 && d.Names[n-1].From.After(today) {
		return &d.Names[n-1]
	}
	return nil
}

// Begun are the names that have begun on a day.
func (d Division) Begun(today Date) []DivisionName {
	if d.Planned(today) != nil {
		return d.Names[:len(d.Names)-1]
	}
	return d.Names
}

// MergeCheck says what a merger will move, before it is done.
type MergeCheck struct {
	Into    Division `json:"into"`
	On      Date     `json:"on"`
	People  int      `json:"people"`
	Systems int      `json:"systems"`
	// Contracts are all that move; Issued of them have an appendix, which keeps the
	// name of its day, and Asked are in consultation, which has to be asked again.
	Contracts int `json:"contracts"`
	Issued    int `json:"issued"`
	Asked     int `json:"asked"`
}

// CanManageDivisions: divisions are the administrator's.
func CanManageDivisions(a Actor) bool { return a.IsSystem() || a.Is(Admin) }
