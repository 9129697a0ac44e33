package views

import (
	"slices"
	"strconv"
	"strings"

	"chigiri/models"
)

// ContractForm is the form of a contract as it was typed. Find names a button
// that only looks something up (vendor, system, level) and saves nothing.
type ContractForm struct {
	Number        string   `form:"number" json:"number"`
	Title         string   `form:"title" json:"title"`
	Kind          string   `form:"kind" json:"kind"`
	StartsOn      string   `form:"starts_on" json:"starts_on"`
	EndsOn        string   `form:"ends_on" json:"ends_on"`
	DivisionID    string   `form:"division_id" json:"division_id"`
	VendorID      string   `form:"vendor_id" json:"vendor_id"`
	Systems       []string `form:"systems" json:"systems"`
	Classes       []string `form:"classes" json:"classes"`
	Flags         []string `form:"flags" json:"flags"`
	Overseas      bool     `form:"overseas" json:"overseas"`
	Persons       string   `form:"persons" json:"persons"`
	Procurement   string   `form:"procurement" json:"procurement"`
	SystemManager string   `form:"system_manager" json:"system_manager"`
	PolicyVersion string   `form:"policy_version" json:"policy_version"`
	Scheme        string   `form:"scheme" json:"scheme"`
	Note          string   `form:"note" json:"note"`
	Version       int      `form:"version" json:"version"`
	Find          string   `form:"find" json:"-"`
	VendorText    string   `form:"vendor_text" json:"-"`
	SystemText    string   `form:"system_text" json:"-"`
}

// Input reads the form; what cannot be read is a problem of its field, and what is
// missing is told at the same time.
func (f ContractForm) Input() (models.ContractInput, error) {
	var p models.Problems
	in := models.ContractInput{
		Number: f.Number, Title: f.Title, Kind: models.ContractKind(f.Kind), DivisionID: f.DivisionID, VendorID: f.VendorID,
		Systems: compactTexts(f.Systems), Classes: compactTexts(f.Classes), Flags: compactTexts(f.Flags), Overseas: f.Overseas,
		Procurement: models.Procurement(f.Procurement), SystemManager: f.SystemManager, PolicyVersion: f.PolicyVersion,
		Scheme: models.Scheme(f.Scheme), Note: f.Note,
	}
	if in.Scheme == "" {
		in.Scheme = models.SchemeArticle
	}
	in.StartsOn = readDay(&p, "starts_on", f.StartsOn)
	in.EndsOn = readDay(&p, "ends_on", f.EndsOn)
	in.Persons = readCount(&p, "persons", f.Persons)
	checkLine(&p, "number", f.Number, models.MaxCode)
	checkLine(&p, "title", f.Title, models.MaxName)
	checkLine(&p, "system_manager", f.SystemManager, models.MaxName)
	checkLine(&p, "policy_version", f.PolicyVersion, models.MaxLine)
	checkText(&p, "note", f.Note)
	alsoMissing(&p, in.Validate())
	return in, p.Err()
}

// ContractFormOf fills the form with a contract as it stands.
func ContractFormOf(c models.Contract) ContractForm {
	f := ContractForm{
		Number: c.Number, Title: c.Title, Kind: string(c.Kind), StartsOn: models.Wareki(c.StartsOn), EndsOn: models.Wareki(c.EndsOn),
		DivisionID: c.DivisionID, VendorID: c.VendorID, Systems: c.Systems, Classes: c.Classes, Flags: c.Flags, Overseas: c.Overseas,
		Procurement: string(c.Procurement), SystemManager: c.SystemManager, PolicyVersion: c.PolicyVersion, Scheme: string(c.Scheme),
		Note: c.Note, Version: c.Version,
	}
	if c.Persons > 0 {
		f.Persons = strconv.Itoa(c.Persons)
	}
	return f
}

// CopyForm copies a contract to a new period.
type CopyForm struct {
	Number   string `form:"number" json:"number"`
	StartsOn string `form:"starts_on" json:"starts_on"`
	EndsOn   string `form:"ends_on" json:"ends_on"`
}

// Period reads the new period.
func (f CopyForm) Period() (start, end models.Date, err error) {
	var p models.Problems
	start, end = readDay(&p, "starts_on", f.StartsOn), readDay(&p, "ends_on", f.EndsOn)
	checkNeeded(&p, "number", f.Number, models.MaxCode)
	requireDay(&p, "starts_on", f.StartsOn)
	requireDay(&p, "ends_on", f.EndsOn)
	if !start.IsZero() && !end.IsZero() && end.Before(start) {
		p.Add("ends_on", "error.date.end_before_start", start, end)
	}
	return start, end, p.Err()
}

// ContractOptions are the lists a contract's form chooses from, and the level its
// present ticks would give.
type ContractOptions struct {
	Divisions, Vendors, Systems, Classes, Flags []Option
	MoreVendors, MoreSystems                    int // how many more there are to search for
	Level                                       models.LevelResult
	Needed                                      []string // fields without which no appendix is issued
	Open                                        Problems // what the contract as it is saved still lacks for that
}

// later marks a field that may be left empty now, but not when the appendix is
// issued, and says whether it still is.
func (o ContractOptions) later(f F) F {
	if slices.Contains(o.Needed, f.Name) {
		f.Later = "field.before_issue"
		if len(o.Open.At(f.Name)) > 0 {
			f.Open = "field.before_issue.open"
		}
	}
	return f
}

// ContractDifferences are the fields in which two people's versions differ, in the
// order of the form; values are shown as the form shows them.
func ContractDifferences(b Base, theirs, mine ContractForm, o ContractOptions) []Difference {
	return differences(b, []Difference{
		{"contract.title", theirs.Title, mine.Title},
		{"contract.number", theirs.Number, mine.Number},
		{"contract.kind", kindWord(b, theirs.Kind), kindWord(b, mine.Kind)},
		{"contract.division_id", chosen(o.Divisions, theirs.DivisionID), chosen(o.Divisions, mine.DivisionID)},
		{"contract.starts_on", theirs.StartsOn, sameDay(mine.StartsOn)},
		{"contract.ends_on", theirs.EndsOn, sameDay(mine.EndsOn)},
		{"contract.systems", chosen(o.Systems, theirs.Systems...), chosen(o.Systems, mine.Systems...)},
		{"contract.classes", chosen(o.Classes, theirs.Classes...), chosen(o.Classes, mine.Classes...)},
		{"contract.flags", chosen(o.Flags, theirs.Flags...), chosen(o.Flags, mine.Flags...)},
		{"contract.overseas", b.T(yesNo(theirs.Overseas)), b.T(yesNo(mine.Overseas))},
		{"contract.persons", theirs.Persons, mine.Persons},
		{"contract.procurement", procurementWord(b, theirs.Procurement), procurementWord(b, mine.Procurement)},
		{"contract.vendor_id", chosen(o.Vendors, theirs.VendorID), chosen(o.Vendors, mine.VendorID)},
		{"contract.system_manager", theirs.SystemManager, mine.SystemManager},
		{"contract.policy_version", theirs.PolicyVersion, mine.PolicyVersion},
		{"contract.scheme", schemeWord(b, theirs.Scheme), schemeWord(b, mine.Scheme)},
		{"contract.note", theirs.Note, mine.Note},
	})
}

// sameDay prints a typed date as the form would, so that two spellings of one day
// are no difference.
func sameDay(typed string) string {
	if d, err := models.ParseDate(typed); err == nil && !d.IsZero() {
		return models.Wareki(d)
	}
	return typed
}

// chosen names the chosen values in the order of the options.
func chosen(options []Option, values ...string) string {
	var names []string
	for _, o := range options {
		if slices.Contains(values, o.Value) && o.Value != "" {
			names = append(names, o.Text)
		}
	}
	return strings.Join(names, "、")
}

func kindWord(b Base, k string) string {
	if k == "" {
		return ""
	}
	return b.T("contract.kind." + k)
}

func procurementWord(b Base, p string) string {
	if p == "" {
		return ""
	}
	return b.T("contract.procurement." + p)
}

func schemeWord(b Base, s string) string {
	if s == "" {
		return ""
	}
	return b.T("contract.scheme." + s)
}

func yesNo(v bool) string {
	if v {
		return "yes"
	}
	return "no"
}

func kindOptions(b Base) []Option {
	var all []Option
	for _, k := range models.ContractKinds() {
		all = append(all, Option{Value: string(k), Text: kindWord(b, string(k))})
	}
	return all
}

func procurementOptions(b Base) []Option {
	var all []Option
	for _, p := range models.Procurements() {
		all = append(all, Option{Value: string(p), Text: procurementWord(b, string(p))})
	}
	return all
}

func schemeOptions(b Base) []Option {
	var all []Option
	for _, s := range []models.Scheme{models.SchemeArticle, models.SchemeOutline} {
		all = append(all, Option{Value: string(s), Text: schemeWord(b, string(s)), Hint: b.T("contract.scheme." + string(s) + ".hint")})
	}
	return all
}
