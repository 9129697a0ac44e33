// Package views is what is shown: one typed struct and one templ component a
// page, for people on a dense desk or a phone, in Japanese and English. It knows
// models and speaks through i18n; it never sees the store, gorm or echo. A form
// struct is three things at once: what was sent, what is shown again, and where
// its problems go.
package views

import (
	"net/url"
	"slices"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/views/i18n"
)

// Page is what a handler says about one page: its title, where it stands, what
// programs get in its place.
type Page struct {
	Status int
	Title  string // in the reader's language; use i18n keys through T where it is fixed
	Nav    string // which entry of the bar is current
	Twin   any
	Narrow bool // one thing per page: forms and what vendors see
	Done   bool // on a device that is passed round: nothing is left to do
	// Refresh is when a page that lives is asked for again where no script runs, as a
	// browser reads it: "20", or "31;url=/relay"; empty for never.
	Refresh string
}

// Base is what every page shows around itself.
type Base struct {
	Page
	Lang  string
	Actor models.Actor
	Path  string
	URLs  map[string]string
	Flash string
	Today models.Date
	Now   time.Time
	Demo  bool
	// Stamping says that sealed documents get time-stamps of an authority.
	Stamping bool
	Alarm    *Alarm    // that the log is not what it was, for those who answer for it
	Relay    *RelayBar // on a device that is passed round; nil elsewhere
}

// Alarm is what is wrong with the log, and since when it is known.
type Alarm struct {
	At      time.Time      `json:"at"`
	Finding ledger.Finding `json:"finding"`
}

// T says a key in the reader's language.
func (b Base) T(key string, args ...any) string { return i18n.T(b.Lang, key, args...) }

// Text gives the words of a bilingual text.
func (b Base) Text(t models.Text) string { return t.In(b.Lang) }

// Date prints a date with its weekday.
func (b Base) Date(d models.Date) string { return i18n.Date(b.Lang, d) }

// Instant prints a moment in Japan time.
func (b Base) Instant(t time.Time) string { return i18n.Instant(b.Lang, t) }

// Since says how long ago a moment was, in days; empty when unknown.
func (b Base) Since(rfc3339 string) string {
	t, err := time.Parse(time.RFC3339, rfc3339)
	if err != nil {
		return ""
	}
	days := models.Today(t).DaysUntil(b.Today)
	switch {
	case days <= 0:
		return b.T("since.today")
	case days == 1:
		return b.T("since.yesterday")
	}
	return b.T("since.days", days)
}

// SignedIn says whether somebody is there.
func (b Base) SignedIn() bool { return b.Actor.UserID != "" }

// Is says whether the reader has one of the roles.
func (b Base) Is(roles ...models.Role) bool { return b.Actor.Is(roles...) }

// NavItem is one entry of the bar.
type NavItem struct{ Code, Path string }

// Nav is the bar for the reader's role; what a role may not open is not in it.
func (b Base) Nav() []NavItem {
	all := []struct {
		NavItem
		who []models.Role
	}{
		{NavItem{"home", "/"}, models.Roles()},
		{NavItem{"contracts", "/contracts"}, []models.Role{models.Drafter, models.Manager, models.Reviewer, models.Auditor, models.VendorLead}},
		{NavItem{"parties", "/parties"}, []models.Role{models.Drafter, models.Manager, models.Reviewer, models.Auditor}},
		{NavItem{"pledges", "/pledges"}, []models.Role{models.Drafter, models.Manager, models.Reviewer, models.VendorLead, models.VendorWorker}},
		{NavItem{"vendors", "/vendors"}, []models.Role{models.Drafter, models.Manager, models.Reviewer, models.Auditor}},
		{NavItem{"systems", "/systems"}, []models.Role{models.Drafter, models.Manager, models.Reviewer, models.Auditor}},
		{NavItem{"catalog", "/catalog"}, []models.Role{models.Drafter, models.Manager, models.Reviewer, models.Auditor, models.VendorLead}},
		{NavItem{"users", "/users"}, []models.Role{models.Admin}},
		{NavItem{"mails", "/mails"}, []models.Role{models.Admin}},
		{NavItem{"stamps", "/stamps"}, []models.Role{models.Admin, models.Auditor}},
		{NavItem{"divisions", "/divisions"}, []models.Role{models.Admin, models.Reviewer, models.Auditor}},
		{NavItem{"log", "/log"}, []models.Role{models.Auditor, models.Reviewer, models.Admin, models.Manager}},
	}
	var items []NavItem
	for _, n := range all {
		if slices.Contains(n.who, b.Actor.Role) && (n.Code != "stamps" || b.Stamping) {
			items = append(items, n.NavItem)
		}
	}
	return items
}

// Problems are what is wrong with a form, by field.
type Problems []models.Problem

// At are the problems of one field.
func (p Problems) At(field string) []models.Problem {
	var at []models.Problem
	for _, q := range p {
		if q.Field == field {
			at = append(at, q)
		}
	}
	return at
}

// FieldID is the id of a field's control in the page.
func FieldID(name string) string { return "f-" + name }

// Held are the problems of a page that has controls for these fields only: what is
// wrong elsewhere is told without leading anywhere.
func (p Problems) Held(fields ...string) Problems {
	all := make(Problems, len(p))
	for i, q := range p {
		if !slices.Contains(fields, q.Field) {
			q.Field = ""
		}
		all[i] = q
	}
	return all
}

// With gives an address with one query value changed; an empty value takes it
// away, and paging starts again.
func With(query url.Values, name, value string) string {
	q := url.Values{}
	for k, v := range query {
		if k != "after" {
			q[k] = v
		}
	}
	q.Del(name)
	if value != "" {
		q.Set(name, value)
	}
	if len(q) == 0 {
		return "?"
	}
	return "?" + q.Encode()
}

// Sent is one of several forms of a page as it was sent or kept: which, and what was
// typed into it. The others stand as they were.
type Sent struct{ Form, Text string }

// as is what a field goes by: the form that was sent has the plain names, which the
// summary of errors leads to; its neighbours have names of their own.
func (s Sent) as(form, name string) string {
	if form == s.Form {
		return name
	}
	return form + "-" + name
}

// or is what a form's text field holds: what was typed, or what it begins with.
func (s Sent) or(form, begin string) string {
	if form == s.Form {
		return s.Text
	}
	return begin
}

// LanguageForm chooses the language.
type LanguageForm struct {
	Lang string `form:"lang"`
	Back string `form:"back"`
}

// ReasonForm asks why.
type ReasonForm struct {
	Reason string `form:"reason"`
}

// DecisionForm is a yes or no with words.
type DecisionForm struct {
	Decision string `form:"decision"` // agreed or returned
	Note     string `form:"note"`
}

// AcceptForm is the yes to a version of an appendix; with a reason where the division
// records one that came on paper.
type AcceptForm struct {
	Version int    `form:"version"`
	Reason  string `form:"reason"`
}

// VersionForm carries the version a person looked at.
type VersionForm struct {
	Version int `form:"version"`
}
