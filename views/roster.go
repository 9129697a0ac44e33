package views

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"chigiri/models"
)

// WorkerForm is one line of a roster as it was typed.
type WorkerForm struct {
	UserID   string `form:"user_id" json:"user_id"` // an account that is there already; empty for the one of the address, or a new one
	Name     string `form:"name" json:"name"`
	NameKana string `form:"name_kana" json:"name_kana"`
	Mail     string `form:"mail" json:"mail"`
	Duty     string `form:"duty" json:"duty"`
	MyNumber bool   `form:"my_number" json:"my_number"`
	Site     string `form:"site" json:"site"`
	StartsOn string `form:"starts_on" json:"starts_on"`
	EndsOn   string `form:"ends_on" json:"ends_on"`
	Version  int    `form:"version" json:"version"` // of a line that is changed
}

// RosterForm brings lines of a roster.
type RosterForm struct {
	Lines []WorkerForm `form:"lines" json:"lines"`
}

// input reads one line; what is wrong stands at prefix and the field's name.
func (f WorkerForm) input(facts models.WorkerFacts, prefix string, p *models.Problems) models.WorkerInput {
	in := models.WorkerInput{UserID: f.UserID, Name: f.Name, NameKana: f.NameKana, Mail: f.Mail, Duty: f.Duty, MyNumber: f.MyNumber, Site: f.Site}
	var own models.Problems
	checkLine(&own, "name", f.Name, models.MaxName)
	checkLine(&own, "name_kana", f.NameKana, models.MaxName)
	own.Merge("mail", models.GuardText("mail", f.Mail))
	checkLine(&own, "duty", f.Duty, models.MaxName)
	checkLine(&own, "site", f.Site, models.MaxName)
	in.StartsOn, in.EndsOn = guardedDay(&own, "starts_on", f.StartsOn), guardedDay(&own, "ends_on", f.EndsOn)
	alsoMissing(&own, in.Validate(facts))
	for _, q := range own {
		q.Field = prefix + q.Field
		*p = append(*p, q)
	}
	return in
}

// Input reads a line that is changed.
func (f WorkerForm) Input(facts models.WorkerFacts) (models.WorkerInput, error) {
	var p models.Problems
	in := f.input(facts, "", &p)
	return in, p.Err()
}

// Inputs reads all lines; what is wrong is told line by line, as lines.3.name.
func (f RosterForm) Inputs(facts models.WorkerFacts) ([]models.WorkerInput, error) {
	var p models.Problems
	all := make([]models.WorkerInput, len(f.Lines))
	for i, line := range f.Lines {
		all[i] = line.input(facts, "lines."+strconv.Itoa(i)+".", &p)
	}
	return all, p.Err()
}

// WorkerFactsOf is what the rule of a line looks at.
func WorkerFactsOf(r models.Roster) models.WorkerFacts {
	return models.WorkerFacts{Start: r.From, End: r.Until, Sub: r.Party.Tier > 0, MyNumber: r.Handles}
}

// WorkerFormOf fills the form with a line as it stands.
func WorkerFormOf(w models.Worker) WorkerForm {
	return WorkerForm{
		UserID: w.UserID, Name: w.Name, NameKana: w.NameKana, Duty: w.Duty, MyNumber: w.MyNumber, Site: w.Site,
		StartsOn: models.Wareki(w.StartsOn), EndsOn: models.Wareki(w.EndsOn), Version: w.Version,
	}
}

// LeaveForm records that somebody left.
type LeaveForm struct {
	LeftOn string `form:"left_on" json:"left_on"`
	Reason string `form:"reason" json:"reason"`
}

// Day reads the last day at work.
func (f LeaveForm) Day() (models.Date, error) {
	var p models.Problems
	day := readDay(&p, "left_on", f.LeftOn)
	if len(p) > 0 {
		checkReason(&p, f.Reason)
	}
	return day, p.Err()
}

// SheetsForm asks for printed invitations with links that were just made.
type SheetsForm struct {
	Links []string `form:"links" json:"links"`
}

// RosterForms are the forms of the page on which people are added: the one that was sent
// holds what was typed.
type RosterForms struct {
	Sent     string // one, paste or upload
	One      WorkerForm
	List     string // as pasted, or as read from a workbook
	Lines    []ListLine
	People   []Option
	Problems Problems
}

// as is what a field goes by: see Sent.
func (f RosterForms) as(form, name string) string { return Sent{Form: f.Sent}.as(form, name) }

// WorkerForms are the forms of the page of one line.
type WorkerForms struct {
	Sent     string // edit or leave; edit when empty
	Edit     WorkerForm
	Leave    LeaveForm
	Problems Problems
	Clash    *Collision
}

func (f WorkerForms) as(form, name string) string {
	if f.Sent != "leave" {
		f.Sent = "edit"
	}
	return Sent{Form: f.Sent}.as(form, name)
}

// Invitations are the one-time links of people who were put on a roster, shown this once;
// who has an address gets the link there alone.
type Invitations struct {
	Workers []models.Worker `json:"workers"` // who were added
	Links   []Invited       `json:"invitations"`
	Days    int             `json:"days"`            // how long a link can be used
	Paper   bool            `json:"paper,omitempty"` // a sheet in place of the mail
}

// Invited is the link of one person.
type Invited struct {
	Worker models.Worker `json:"worker"`
	Link   string        `json:"link,omitempty"` // to be handed over
	Mailed string        `json:"mailed,omitempty"`
}

// shown are those whose links are handed over.
func (i Invitations) shown() []Invited {
	return slices.DeleteFunc(slices.Clone(i.Links), func(l Invited) bool { return l.Link == "" })
}

// mailed are those who get the link by mail and nowhere else.
func (i Invitations) mailed() []Invited {
	return slices.DeleteFunc(slices.Clone(i.Links), func(l Invited) bool { return l.Link != "" })
}

// handing says what to do with the links that are shown.
func (i Invitations) handing(b Base, n int) (next, why string) {
	if i.Paper {
		return b.T("roster.invited.paper"), b.T("roster.invited.paper.why")
	}
	return b.T("roster.invited.next", n), b.T("roster.invited.why", i.Days)
}

// ready are those who need no link, for they can sign in already.
func (i Invitations) ready() []models.Worker {
	return slices.DeleteFunc(slices.Clone(i.Workers), func(w models.Worker) bool {
		return slices.ContainsFunc(i.Links, func(l Invited) bool { return l.Worker.ID == w.ID })
	})
}

// RosterPageSize is how many lines a page of a roster shows: what a phone loads in a breath,
// for a line is more than a thousand bytes.
const RosterPageSize = 30

// FirstOfRoster is the page of a roster that stands beside what is said of the whole.
func FirstOfRoster(r models.Roster) models.Roster {
	return r.Part(models.RosterQuery{Limit: RosterPageSize})
}

// rosterPart is the address of a part of a roster, under words searched for.
func rosterPart(text string, show models.RosterShow) string {
	words := url.Values{}
	if text != "" {
		words.Set("text", text)
	}
	return With(words, "show", string(show))
}

// countIn is how many lines of a whole roster belong to a part.
func countIn(r models.Roster, show models.RosterShow) (n int) {
	for _, l := range r.Workers {
		if l.In(show) {
			n++
		}
	}
	return n
}

// rosterTrail leads from the contracts down to a party's page; who worked under one in the
// past does not see the contract.
func rosterTrail(b Base, p models.Party, title string, more ...Crumb) []Crumb {
	if p.PastOf(b.Actor) {
		return append([]Crumb{{b.T("nav.home"), "/"}, {title, partyURL(p)}}, more...)
	}
	contract := "/contracts/" + p.ContractID
	return append([]Crumb{{b.T("nav.contracts"), "/contracts"}, {title, contract}, {b.T("contract.tab.parties"), contract + "/parties"}, {p.Vendor, partyURL(p)}}, more...)
}

func rosterURL(p models.Party) string { return partyURL(p) + "/roster" }

// period prints a line's days.
func period(b Base, w models.Worker) string { return b.T("pledge.period.is", w.StartsOn, w.EndsOn) }

// markOf reads what people type for a mark in a list: ○, 有 and the like; nothing is no.
func markOf(text string) (yes, known bool) {
	switch strings.ToLower(halfWidth(text)) {
	case "○", "〇", "◯", "●", "o", "有", "はい", "yes", "y", "true", "1", "✓", "✔", "レ":
		return true, true
	case "", "-", "ー", "―", "×", "x", "無", "いいえ", "no", "n", "false", "0":
		return false, true
	}
	return false, false
}

// WorkerDifferences are the fields in which what is saved and what was typed differ.
func WorkerDifferences(b Base, theirs, mine WorkerForm) []Difference {
	return differences(b, []Difference{
		{"roster.name", theirs.Name, mine.Name},
		{"roster.name_kana", theirs.NameKana, mine.NameKana},
		{"roster.duty", theirs.Duty, mine.Duty},
		{"roster.my_number", mark(theirs.MyNumber), mark(mine.MyNumber)},
		{"roster.site", theirs.Site, mine.Site},
		{"roster.starts_on", theirs.StartsOn, sameDay(mine.StartsOn)},
		{"roster.ends_on", theirs.EndsOn, sameDay(mine.EndsOn)},
	})
}
