package views

import (
	"cmp"
	"slices"
	"strings"

	"chigiri/models"
	"chigiri/views/i18n"
)

// tabs are the parts of a contract's page; a vendor sees those that concern it.
var tabs = []struct {
	code, path string
	staff      bool
}{
	{"overview", "", false}, {"appendix", "/appendix", false}, {"parties", "/parties", false},
	{"briefings", "/briefings", false},
	{"parameters", "/parameters", true}, {"history", "/history", true},
}

// contractSub is the line under a contract's title.
func contractSub(b Base, v models.ContractView) string {
	c := v.Contract
	parts := []string{c.Number, b.T("contract.from_to", c.StartsOn, c.EndsOn)}
	if v.Vendor != nil {
		parts = append(parts, b.T("contract.vendor.is", v.Vendor.Name))
	}
	return strings.Join(parts, "　")
}

// Deeds of the next step: some have a page of their own, some are done by one press.
var (
	pages = []string{"consult", "answer", "issue", "conclude", "appendix"}
	press = []string{"ready", "close"}
)

// deedPath is where the deed of the next step is done, and whether by one press.
func deedPath(v models.ContractView) (path string, byPress bool) {
	id, deed := v.Contract.ID, v.Next.Deed
	switch {
	case deed == "edit":
		return "/contracts/" + id + "/edit" + editAt(v), false
	case slices.Contains(pages, deed):
		return "/contracts/" + id + "/" + deed, false
	case slices.Contains(press, deed):
		return "/contracts/" + id + "/" + deed, true
	case deed == "decide" && pendingLowering(v) != nil:
		return "/contracts/" + id + "/level", false
	case deed == "decide":
		return "/contracts/" + id + "/parameters#waivers", false
	case deed == "complete":
		return "/contracts/" + id + "#complete", false
	}
	return "", false
}

// standingPage is the page on which a line of standing is mended; "" where the reader has
// nothing to mend there. What only one party owes leads to that party's own page.
func standingPage(b Base, v models.ContractView, r models.Requirement) string {
	own := "/contracts/" + v.Contract.ID
	if r.State == models.ReqWaived && b.Actor.Internal() {
		return own + "/parameters#waivers"
	}
	switch r.Deed {
	case "briefings":
		return own + "/briefings"
	case "appendix":
		if r.Code != models.ReqAccepted {
			return ""
		}
		if b.Actor.Internal() && v.Can["accept"] {
			return own + "#accept"
		}
		return own + "/appendix"
	case "parties":
		if p := onlyDebtor(v, r.Code); p != nil && r.Open() && r.Code != models.ReqSubcontract {
			return owedPage(models.PartyView{Party: *p, ContractID: v.Contract.ID}, *lineOf(*p, r.Code))
		}
		return own + "/parties"
	}
	if !r.Open() || !b.Is(r.Owner) && !b.Is(models.Manager) {
		return ""
	}
	switch {
	case r.Deed == "consult" && b.Is(models.Reviewer):
		return own + "/answer"
	case r.Deed != "" && r.Owner == models.Drafter && b.Is(models.Drafter, models.Manager):
		return own + "/" + r.Deed
	}
	return ""
}

// onlyDebtor is the one party that owes a line of standing, nil when there are more or
// it is not known.
func onlyDebtor(v models.ContractView, code string) *models.Party {
	var only *models.Party
	for i, p := range v.Parties {
		if r := lineOf(p, code); r != nil && r.Open() {
			if only != nil {
				return nil
			}
			only = &v.Parties[i]
		}
	}
	return only
}

// lineOf is a line of a party's own standing, nil when it has none.
func lineOf(p models.Party, code string) *models.Requirement {
	if p.Standing == nil {
		return nil
	}
	for i, r := range p.Standing.Requirements {
		if r.Code == code {
			return &p.Standing.Requirements[i]
		}
	}
	return nil
}

// standingFirst is the first open line of a contract's standing that the reader brings
// and that has a page, nil when there is none.
func standingFirst(b Base, v models.ContractView) *models.Requirement {
	for _, r := range v.Standing.Requirements {
		if r.Open() && r.State != models.ReqLater && b.Is(r.Owner) && standingPage(b, v, r) != "" {
			return &r
		}
	}
	return nil
}

// editAt leads to the first field of the form that the next step is about.
func editAt(v models.ContractView) string {
	if v.Next.Key == "step.issued.vendor" {
		return "#" + FieldID("vendor_id")
	}
	for _, n := range v.Needs {
		if i18n.Has("contract." + n.Field) {
			return "#" + FieldID(n.Field)
		}
	}
	return ""
}

// needField names the field of the form a need is about; empty when it is none.
func needField(b Base, field string) string {
	if key := "contract." + field; i18n.Has(key) {
		return b.T(key)
	}
	return ""
}

// needNames are the fields that are missing, when completing them comes next.
func needNames(b Base, v models.ContractView) []string {
	var names []string
	for _, n := range v.Needs {
		if name := needField(b, n.Field); v.Next.Key == "step.incomplete" && name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// pendingLowering is the request to lower the level that waits for an answer.
func pendingLowering(v models.ContractView) *models.LevelDecision {
	for i, d := range v.Levels {
		if d.Kind == "lower" && d.Decision == "" {
			return &v.Levels[i]
		}
	}
	return nil
}

// yours says whether a step is the reader's own to do.
func yours(b Base, s models.NextStep) bool {
	return s.Whose != "" && slices.Contains(b.Actor.Turns(), s.Whose)
}

// stepText is what comes next, said to the reader where it is the reader's to do.
func stepText(b Base, s models.NextStep) string {
	if key := s.Key + ".you"; yours(b, s) && i18n.Has(key) {
		return b.T(key, s.Args...)
	}
	return b.T(s.Key, s.Args...)
}

// stepWhy says whose turn it is and since when.
func stepWhy(b Base, s models.NextStep) string {
	if s.Whose == "" {
		return ""
	}
	text := b.T("next.turn", s.Whose)
	if yours(b, s) {
		text = b.T("next.yours")
	}
	if since := b.Since(s.Since); since != "" {
		text += b.T("next.since", since)
	}
	return text
}

// openFirst orders the lines of standing: what is still missing first.
func openFirst(rs []models.Requirement) []models.Requirement {
	rank := map[models.ReqState]int{models.ReqLapsed: 0, models.ReqMissing: 1, models.ReqDue: 2, models.ReqLater: 3, models.ReqMet: 4, models.ReqWaived: 5, models.ReqNotAsked: 6}
	sorted := slices.Clone(rs)
	slices.SortStableFunc(sorted, func(a, c models.Requirement) int { return cmp.Compare(rank[a.State], rank[c.State]) })
	return sorted
}

// linkedNames are the systems that a contract's systems exchange data with.
func linkedNames(v models.ContractView) []string {
	var names []string
	for _, s := range v.Systems {
		for _, name := range s.Linked {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// EditionChange is what moving a contract to a later edition would change.
type EditionChange struct {
	ID                      string
	Ref                     models.EditionRef
	Added, Removed, Changed int
	Titles                  []string
}

// ContractExtras are what a contract's page shows besides the view of the contract.
type ContractExtras struct {
	Classes, Flags []string // names, in the reader's language
	Newer          *EditionChange
}

func partiesBelow(all []models.Party, parent string) []models.Party {
	var below []models.Party
	for _, p := range all {
		if p.ParentID == parent {
			below = append(below, p)
		}
	}
	return below
}
