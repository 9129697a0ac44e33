package views

import (
	"slices"
	"strings"

	"chigiri/models"
	"chigiri/models/catalog"
)

// EditionEntry is a published edition in the list.
type EditionEntry struct {
	ID string `json:"id"`
	models.EditionRef
	PublishedBy string `json:"published_by"`
	PublishedAt string `json:"published_at"` // RFC 3339
	Contracts   int    `json:"contracts"`
	Current     bool   `json:"current"` // the one a new contract gets today
}

// CatalogQuery is what a reader of an edition asked for; everything of it is in
// the address.
type CatalogQuery struct {
	View  string // one of catalogViews
	Level models.Level
	Text  string
}

// catalogViews are the leaves of an edition's page; the first is the one it opens
// with.
var catalogViews = []string{"overview", "obligations", "values", "sources", "topics", "pledges", "subcontracts"}

// ReadCatalogQuery reads an address. What it does not know falls back to the
// beginning: an address is not a form.
func ReadCatalogQuery(view, level, text string) CatalogQuery {
	q := CatalogQuery{View: view, Text: strings.TrimSpace(text), Level: models.L4}
	if l, err := models.ParseLevel(level); err == nil {
		q.Level = l
	}
	switch {
	case q.Text != "":
		q.View = "obligations"
	case !slices.Contains(catalogViews, view):
		q.View = catalogViews[0]
	}
	return q
}

// partGroup is the obligations printed in one part.
type partGroup struct {
	ID          string
	Title       models.Text
	Obligations []*catalog.Obligation
}

// groups are the obligations of a level that hold the searched words, each in the
// most specific part it belongs to, as documents print them.
func groups(e *catalog.Edition, q CatalogQuery) []partGroup {
	var all []partGroup
	for _, part := range e.Parts {
		g := partGroup{ID: part.Key, Title: part.Value.Text}
		for i := range e.Obligations {
			o := &e.Obligations[i]
			if homePart(e, o) == part.Key && o.Applies(q.Level) && holds(o, q.Text) {
				g.Obligations = append(g.Obligations, o)
			}
		}
		if len(g.Obligations) > 0 {
			all = append(all, g)
		}
	}
	return all
}

func homePart(e *catalog.Edition, o *catalog.Obligation) string {
	home := ""
	for _, p := range e.Parts {
		if slices.Contains(o.Parts, p.Key) {
			home = p.Key
		}
	}
	return home
}

// holds says whether an obligation has every searched word in its wording, its
// values' names or its sources, in either language.
func holds(o *catalog.Obligation, words string) bool {
	if words == "" {
		return true
	}
	all := []string{o.ID, o.Title.JA, o.Title.EN, o.Body.JA, o.Body.EN, o.Plain.JA, o.Plain.EN}
	for _, p := range o.Params {
		all = append(all, p.Value.Label.JA, p.Value.Label.EN)
	}
	key := models.SearchKey(strings.Join(append(all, o.Source...), " "))
	for _, w := range strings.Fields(words) {
		if !strings.Contains(key, models.SearchKey(w)) {
			return false
		}
	}
	return true
}

func countObligations(all []partGroup) int {
	n := 0
	for _, g := range all {
		n += len(g.Obligations)
	}
	return n
}

// boundNames names those an obligation binds.
func boundNames(b Base, e *catalog.Edition, o *catalog.Obligation) string {
	var names []string
	for _, id := range o.Bound {
		t, _ := e.Bound.Get(id)
		names = append(names, b.Text(t))
	}
	return strings.Join(names, b.T("catalog.comma"))
}

func ownerNames(b Base, e *catalog.Edition, o *catalog.Obligation) string {
	ours, _ := e.Owners.Prefecture.Get(o.PrefectureOwner)
	theirs, _ := e.Owners.Vendor.Get(o.VendorOwner)
	return b.T("catalog.owners", ours, theirs)
}

func evidenceNames(b Base, o *catalog.Obligation) string {
	var names []string
	for _, e := range o.Evidence {
		name := b.Text(e.Text)
		if e.Form != "" {
			name += b.T("bracket", e.Form)
		}
		names = append(names, name)
	}
	return strings.Join(names, b.T("catalog.comma"))
}

// citedLine is a line of source without the mark, which is shown as a state.
func citedLine(line string) string {
	return strings.TrimSpace(strings.TrimSuffix(line, catalog.Unchecked))
}

// flagNamesOf names the flags a class raises.
func flagNamesOf(b Base, e *catalog.Edition, ids []string) string {
	var names []string
	for _, f := range e.Flags {
		if slices.Contains(ids, f.ID) {
			names = append(names, b.Text(f.Text))
		}
	}
	return strings.Join(names, b.T("catalog.comma"))
}

// floorOf is the least level while a flag stands, or NoLevel.
func floorOf(e *catalog.Edition, flag string) models.Level {
	for _, f := range e.Floors {
		if f.If == flag {
			return f.Min
		}
	}
	return models.NoLevel
}

// validity says from when until when a source is in force.
func validity(b Base, s catalog.Source) string {
	switch {
	case s.ValidFrom.IsZero() && s.ValidTo.IsZero():
		return "―"
	case s.ValidTo.IsZero():
		return b.T("catalog.valid.from", s.ValidFrom)
	case s.ValidFrom.IsZero():
		return b.T("catalog.valid.to", s.ValidTo)
	}
	return b.T("register.span", s.ValidFrom, s.ValidTo)
}

// wellRead says whether a source was checked in its own words.
func wellRead(s catalog.Source) bool { return s.Status == "read" || s.Status == "quoted" }

// valueAt is a parameter's value at a level, as the table prints it.
func valueAt(b Base, e *catalog.Edition, o *catalog.Obligation, param string, l models.Level) string {
	t, ok := e.ValueAt(o.ID, param, l)
	if !ok {
		return "―"
	}
	return b.Text(t)
}

func sourceTitle(b Base, s catalog.Source) string {
	if b.Lang == "en" && s.EN != "" {
		return s.EN
	}
	return s.Title
}
