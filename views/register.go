package views

import (
	"strings"
	"time"

	"chigiri/models"
)

// ListPage is one page of a register and what it was asked for.
type ListPage struct {
	Text  string
	Next  string
	Total int
}

// Difference is one field in which two people's versions of a thing differ.
type Difference struct{ Label, Theirs, Mine string }

// Collision is what a form shows when somebody else saved the same thing
// meanwhile: who and when, and the fields that differ. Take leads to the form with
// their version.
type Collision struct {
	Who    string
	At     time.Time
	Differ []Difference
	Take   string
}

// differences keeps the pairs whose values differ; labels are keys.
func differences(b Base, all []Difference) []Difference {
	var differ []Difference
	for _, d := range all {
		if d.Theirs != d.Mine {
			differ = append(differ, Difference{b.T(d.Label), d.Theirs, d.Mine})
		}
	}
	return differ
}

// saveDeed is the word on the button of a form: over a collision, saving replaces
// what the other person saved.
func saveDeed(c *Collision) string {
	if c != nil {
		return "register.collision.mine"
	}
	return "save"
}

// lines are the texts of a text area, one a line, without empty ones. A program
// may send them as a list as well.
func lines(texts []string) []string {
	var all []string
	for _, text := range texts {
		for _, l := range strings.Split(text, "\n") {
			if l = strings.TrimSpace(l); l != "" {
				all = append(all, l)
			}
		}
	}
	return all
}

// nameSpan prints from when until when a name held.
func nameSpan(b Base, from, to models.Date) string {
	switch {
	case from.After(b.Today):
		return b.T("register.span.planned", from)
	case to.IsZero():
		return b.T("register.span.open", from)
	}
	return b.T("register.span", from, to)
}
