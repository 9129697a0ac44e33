package views

import (
	"slices"
	"strconv"
	"strings"

	"chigiri/models"
	"chigiri/models/catalog"
	"chigiri/views/i18n"
)

// SubcontractForm is the application for a subcontractor (F-03) as it was typed.
// Confirmed is sent by the page that shows what will happen; Again goes back from
// there to the form.
type SubcontractForm struct {
	CorporateNumber string   `form:"corporate_number" json:"corporate_number"`
	Name            string   `form:"name" json:"name"`
	NameKana        string   `form:"name_kana" json:"name_kana"`
	Address         string   `form:"address" json:"address"`
	RepTitle        string   `form:"rep_title" json:"rep_title"`
	Representative  string   `form:"representative" json:"representative"`
	ContactName     string   `form:"contact_name" json:"contact_name"`
	ContactPhone    string   `form:"contact_phone" json:"contact_phone"`
	ContactEmail    string   `form:"contact_email" json:"contact_email"`
	Subsidiary      bool     `form:"subsidiary" json:"subsidiary"`
	Work            string   `form:"work" json:"work"`
	Reason          string   `form:"reason" json:"reason"`
	Amount          string   `form:"amount" json:"amount"`
	Share           string   `form:"share" json:"share"`
	StartsOn        string   `form:"starts_on" json:"starts_on"`
	EndsOn          string   `form:"ends_on" json:"ends_on"`
	Site            string   `form:"site" json:"site"`
	Overseas        bool     `form:"overseas" json:"overseas"`
	Cloud           bool     `form:"cloud" json:"cloud"`
	Classes         []string `form:"classes" json:"classes"`
	MyNumber        bool     `form:"my_number" json:"my_number"`
	Checks          []string `form:"checks" json:"checks"`
	Selection       string   `form:"selection" json:"selection"`
	Security        string   `form:"security" json:"security"`
	Supervision     string   `form:"supervision" json:"supervision"`
	Onward          bool     `form:"onward" json:"onward"`
	Version         int      `form:"version" json:"version"` // of the party, when it is sent again
	Confirmed       bool     `form:"confirmed" json:"confirmed"`
	Again           bool     `form:"again" json:"-"`
}

// Input reads the form; what cannot be read is a problem of its field. What the words
// mean is the store's to check.
func (f SubcontractForm) Input() (models.SubcontractInput, error) {
	var p models.Problems
	in := models.SubcontractInput{
		CorporateNumber: f.CorporateNumber, Name: f.Name, NameKana: f.NameKana, Address: f.Address, RepTitle: f.RepTitle, Representative: f.Representative,
		ContactName: f.ContactName, ContactPhone: f.ContactPhone, ContactEmail: f.ContactEmail, Subsidiary: f.Subsidiary, Work: f.Work, Reason: f.Reason,
		Site: f.Site, Overseas: f.Overseas, Cloud: f.Cloud, Classes: compactTexts(f.Classes), MyNumber: f.MyNumber, Checks: compactTexts(f.Checks),
		Selection: f.Selection, Security: f.Security, Supervision: f.Supervision, Onward: f.Onward,
	}
	in.StartsOn, in.EndsOn = readDay(&p, "starts_on", f.StartsOn), readDay(&p, "ends_on", f.EndsOn)
	in.Amount, in.Share = readUnit(&p, "amount", f.Amount, "円", "¥", "￥"), readUnit(&p, "share", f.Share, "%", "約")
	return in, p.Err()
}

// AlsoWrong adds to what could not be read in a form what is wrong with the rest of
// it; a field that could not be read is told once.
func AlsoWrong(err, rest error) error {
	wrong := models.Invalid(err)
	if wrong == nil {
		return rest
	}
	p := models.Problems(wrong.Problems)
	alsoMissing(&p, rest)
	return p.Err()
}

// SubcontractFormOf fills the form with an application as it was sent.
func SubcontractFormOf(in models.SubcontractInput, version int) SubcontractForm {
	f := SubcontractForm{
		CorporateNumber: in.CorporateNumber, Name: in.Name, NameKana: in.NameKana, Address: in.Address, RepTitle: in.RepTitle, Representative: in.Representative,
		ContactName: in.ContactName, ContactPhone: in.ContactPhone, ContactEmail: in.ContactEmail, Subsidiary: in.Subsidiary, Work: in.Work, Reason: in.Reason,
		StartsOn: models.Wareki(in.StartsOn), EndsOn: models.Wareki(in.EndsOn), Site: in.Site, Overseas: in.Overseas, Cloud: in.Cloud,
		Classes: in.Classes, MyNumber: in.MyNumber, Checks: in.Checks, Selection: in.Selection, Security: in.Security, Supervision: in.Supervision,
		Onward: in.Onward, Version: version,
	}
	if in.Amount > 0 {
		f.Amount = i18n.Number(in.Amount)
	}
	if in.Share > 0 {
		f.Share = strconv.Itoa(in.Share)
	}
	return f
}

// Successor fills the form for a firm in place of one that is over: with the work, the
// place and the data, and, where an application was only taken back, with the firm too.
// The first day has to be chosen anew.
func Successor(p models.Party, in models.SubcontractInput) SubcontractForm {
	f := SubcontractFormOf(in, 0)
	f.StartsOn = ""
	if p.State == models.PartyWithdrawn {
		return f
	}
	return SubcontractForm{
		Work: f.Work, Reason: f.Reason, Amount: f.Amount, Share: f.Share, EndsOn: f.EndsOn, Site: f.Site, Overseas: f.Overseas, Cloud: f.Cloud,
		Classes: f.Classes, MyNumber: f.MyNumber, Supervision: f.Supervision, Onward: f.Onward,
	}
}

// hidden are the fields of a form that was filled in, for a page that only shows it.
func (f SubcontractForm) hidden() [][2]string {
	all := [][2]string{
		{"corporate_number", f.CorporateNumber}, {"name", f.Name}, {"name_kana", f.NameKana}, {"address", f.Address}, {"rep_title", f.RepTitle},
		{"representative", f.Representative}, {"contact_name", f.ContactName}, {"contact_phone", f.ContactPhone}, {"contact_email", f.ContactEmail},
		{"subsidiary", strconv.FormatBool(f.Subsidiary)}, {"work", f.Work}, {"reason", f.Reason}, {"amount", f.Amount}, {"share", f.Share},
		{"starts_on", f.StartsOn}, {"ends_on", f.EndsOn}, {"site", f.Site}, {"overseas", strconv.FormatBool(f.Overseas)}, {"cloud", strconv.FormatBool(f.Cloud)},
		{"my_number", strconv.FormatBool(f.MyNumber)}, {"selection", f.Selection}, {"security", f.Security}, {"supervision", f.Supervision},
		{"onward", strconv.FormatBool(f.Onward)}, {"version", strconv.Itoa(f.Version)},
	}
	for _, c := range f.Classes {
		all = append(all, [2]string{"classes", c})
	}
	for _, c := range f.Checks {
		all = append(all, [2]string{"checks", c})
	}
	return all
}

// ApplyPage is what the pages of an application show beside its form.
type ApplyPage struct {
	View    models.PartyView // the party above, or when it is sent again the party itself
	Edition *catalog.Edition // names the data classes; nil when there is none
	Again   bool
}

// path is where the form is sent.
func (a ApplyPage) path() string {
	if a.Again {
		return partyPath(a.View) + "/reapply"
	}
	return partyPath(a.View) + "/apply"
}

// title is the key of what the page is called.
func (a ApplyPage) title() string {
	if a.Again {
		return "subcontract.again"
	}
	return "subcontract.apply"
}

// tier is the subcontractor's.
func (a ApplyPage) tier() int {
	if a.Again {
		return a.View.Party.Tier
	}
	return a.View.Party.Tier + 1
}

// off says in words why nothing can be sent; empty when it can.
func (a ApplyPage) off(b Base) string {
	switch first := firstDay(a.View); {
	case a.Again && !a.View.Can["reapply"]:
		return b.T("subcontract.off.turn")
	case a.View.Rule.Beyond(a.tier()):
		return b.T("subcontract.off.tier", a.tier(), a.View.Rule.MaxTiers)
	case a.View.End.Before(first):
		return b.T("subcontract.off.late", a.View.Rule.LeadDays, first, a.View.End)
	}
	return ""
}

// firstDay is the first day of work that can be asked for today: the lead time, and
// not before the contract.
func firstDay(v models.PartyView) models.Date {
	if v.Earliest.Before(v.Start) {
		return v.Start
	}
	return v.Earliest
}

// prime is the party of tier 0 over the page.
func (a ApplyPage) prime() models.Party {
	if n := len(a.View.Above); n > 0 {
		return a.View.Above[n-1]
	}
	return a.View.Party
}

// way is who looks at the application, one after the other.
func (a ApplyPage) way(b Base) []string {
	var way []string
	if models.FirstState(a.tier()) == models.PartyApplied {
		way = append(way, b.T("party.turn.prime", a.prime().Vendor))
	}
	way = append(way, b.T("party.turn.forwarded"))
	if a.View.Rule.Reviewer {
		way = append(way, b.T("party.turn.endorsed"))
	}
	return way
}

// classOptions are the data classes the contract touches.
func (a ApplyPage) classOptions(b Base, chosen []string) []Option {
	options := make([]Option, len(a.View.Classes))
	for i, id := range a.View.Classes {
		options[i] = Option{Value: id, Text: className(b, a.Edition, id), Chosen: slices.Contains(chosen, id)}
		if c := classOf(a.Edition, id); c != nil {
			options[i].Hint = c.Level.String()
			if example := b.Text(c.Example); example != "" {
				options[i].Hint += "　" + b.T("contract.classes.example", example)
			}
		}
	}
	return options
}

func checkOptions(b Base, chosen []string) []Option {
	var options []Option
	for _, c := range models.SelectionChecks() {
		options = append(options, Option{Value: c, Text: b.T("subcontract.check." + c), Chosen: slices.Contains(chosen, c)})
	}
	return options
}

// classNames are the names of data classes, in one line.
func classNames(b Base, e *catalog.Edition, ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = className(b, e, id)
	}
	return joinNames(b, names)
}

func checkNames(b Base, checks []string) string {
	names := make([]string, len(checks))
	for i, c := range checks {
		names[i] = b.T("subcontract.check." + c)
	}
	return joinNames(b, names)
}

// joinShort writes parts that may be empty in one line.
func joinShort(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "　")
}

// returnedNote is what was said when the application came back; nil when it did not.
func returnedNote(v models.PartyView) *models.PartyStep {
	for i := len(v.Steps) - 1; i >= 0; i-- {
		if v.Steps[i].Deed == "returned" {
			return &v.Steps[i]
		}
	}
	return nil
}
