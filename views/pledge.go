package views

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chigiri/models"
	"chigiri/models/seal"
)

// SignForm is what a signer sends; the picture of a seal may come beside it as multipart,
// or in it. The password and the code are never shown again.
type SignForm struct {
	Hash     string `form:"hash" json:"hash"` // of the text that was shown
	Name     string `form:"name" json:"name"`
	Password string `form:"password" json:"-"`
	Code     string `form:"code" json:"-"`
	Read     bool   `form:"read" json:"read"`
	Picture  string `form:"picture" json:"-"` // PNG in base64: drawn on the page, or kept from when the form came before
}

// Input reads the form against the rule by which the pledge is signed. Everything that
// is missing is told at once.
func (f SignForm) Input(rule models.PledgeRule) (models.SignInput, error) {
	var p models.Problems
	if !f.Read {
		p.Add("read", "error.pledge.read")
	}
	p.Require("name", f.Name)
	p.Require("password", f.Password)
	if rule.Identity == models.CheckCode {
		p.Require("code", f.Code)
	}
	return models.SignInput{Hash: f.Hash, Name: f.Name, Password: f.Password, Code: f.Code}, p.Err()
}

// PaperForm tells of a pledge signed on paper; the scan comes beside it as multipart.
type PaperForm struct {
	Name     string `form:"name" json:"name"`
	Post     string `form:"post" json:"post"` // of who signed for a company and is not its representative
	SignedOn string `form:"signed_on" json:"signed_on"`
	Shelf    string `form:"shelf" json:"shelf"`
}

// Day reads the day on the paper.
func (f PaperForm) Day() (models.Date, error) {
	var p models.Problems
	day := readDay(&p, "signed_on", f.SignedOn)
	if len(p) > 0 { // else the store tells all that is wrong
		checkNeeded(&p, "name", f.Name, models.MaxName)
	}
	return day, p.Err()
}

// QuestionForm asks about a pledge before signing.
type QuestionForm struct {
	Question string `form:"question" json:"question"`
}

// AnswerForm answers that.
type AnswerForm struct {
	Answer string `form:"answer" json:"answer"`
}

// DelegateForm names who signs in the lead's place; empty takes that back.
type DelegateForm struct {
	UserID string `form:"user_id" json:"user_id"`
}

// ShelfForm says where a paper stands.
type ShelfForm struct {
	Shelf string `form:"shelf" json:"shelf"`
}

// PledgeForms are the forms of a pledge's page: the one that was sent holds what was
// typed and what is wrong with it.
type PledgeForms struct {
	Sent     string // sign, paper, decline, question, answer, delegate, confirm, return; sign when empty
	Sign     SignForm
	Paper    PaperForm
	Text     string // of the forms with one field
	HasCode  bool   // the signer has one-time codes
	People   []Option
	Changed  bool // the wording changed since it was shown
	Problems Problems
}

// pledgeForms are the forms of the page; the signature is the first.
var pledgeForms = []string{"sign", "paper", "decline", "question", "answer", "delegate", "confirm", "return"}

// as is what a field goes by: the form that was sent has the plain names.
func (f PledgeForms) as(form, name string) string {
	sent := f.Sent
	if !slices.Contains(pledgeForms, sent) {
		sent = "sign"
	}
	return Sent{Form: sent}.as(form, name)
}

// or is the text of a form with one field.
func (f PledgeForms) or(form string) string { return Sent{Form: f.Sent, Text: f.Text}.or(form, "") }

// open says whether a form that is folded away was the one that was sent.
func (f PledgeForms) open(form string) bool { return f.Sent == form }

// needsCode says whether signing asks for a one-time code.
func needsCode(v models.PledgeView) bool { return v.Rule.Identity == models.CheckCode }

// receiver is the division that confirms receipt.
func receiver(v models.PledgeView) string {
	if v.Rule.ConfirmedBy == "it_division" {
		return v.Rule.ConfirmedBy
	}
	return "division"
}

// pledgeSigner is who is to sign: the worker, or the company.
func pledgeSigner(v models.PledgeView) string {
	if v.Worker != nil {
		return v.Worker.Name
	}
	return v.Party.Vendor
}

// signsFor is who signs a company's pledge, and by what power: post, name, and where it
// is not the representative, that the power comes from them.
func signsFor(b Base, c models.Capacity, post, name string) string {
	if c == models.AsLead {
		post = b.T("pledge.post.lead")
	}
	if post != "" {
		name = post + "　" + name
	}
	if c.ForAnother() {
		name = b.T("pledge.power", name)
	}
	return name
}

// companySigner is a company's representative with post and name.
func companySigner(s models.Signer) string { return strings.TrimSpace(s.Role + "　" + s.Name) }

// paperName is whose ink is proposed: the worker's, or the company's representative's.
func paperName(v models.PledgeView, f PledgeForms) string {
	if f.Sent == "paper" {
		return f.Paper.Name
	}
	return v.Text.Signer.Name
}

// tickWords is what a signer says to have read; who has power from another says that too.
func tickWords(v models.PledgeView) string {
	if v.Capacity.ForAnother() {
		return "pledge.tick.power"
	}
	return "pledge.tick"
}

// pledgeTrail leads back to where this reader came from.
func pledgeTrail(b Base, v models.PledgeView) []Crumb {
	trail := []Crumb{{b.T("pledge.list"), "/pledges"}}
	if b.Is(models.VendorWorker) {
		return trail
	}
	if v.Party.PastOf(b.Actor) {
		return append(trail, Crumb{v.Text.Contract.Title, partyURL(v.Party)})
	}
	contract := "/contracts/" + v.Pledge.ContractID
	trail = []Crumb{{b.T("nav.contracts"), "/contracts"}, {v.Text.Contract.Title, contract}, {b.T("contract.tab.parties"), contract + "/parties"},
		{v.Party.Vendor, partyURL(v.Party)}}
	if v.Worker != nil {
		trail = append(trail, Crumb{b.T("roster.title"), partyURL(v.Party) + "/roster"})
	}
	return trail
}

// sourceLine joins the sources of a clause.
func sourceLine(b Base, sources []string) string { return strings.Join(sources, b.T("pledge.and")) }

// pledgePill is a pledge's state as shape, word and class.
func pledgePill(b Base, p models.Pledge) (class, shape, word string) {
	lapsed := !p.LapsesOn.IsZero() && p.LapsesOn.Before(b.Today)
	switch {
	case p.EndReason == models.PledgeReturned:
		return "bad", "◀", "pledge.state.returned"
	case p.State == models.PledgeEnded:
		return "off", "―", "pledge.state.ended"
	case p.State == models.PledgeAsked && !p.DeclinedAt.IsZero():
		return "bad", "■", "pledge.state.declined"
	case p.State == models.PledgeAsked:
		return "due", "▲", "pledge.state.asked"
	case lapsed:
		return "bad", "✕", "pledge.state.lapsed"
	case p.Method == models.SignedOnPaper && p.ConfirmedAt.IsZero():
		return "due", "▲", "pledge.state.paper"
	}
	return "ok", "●", "pledge.state.signed"
}

// pledgeName is what a list calls a pledge: whose it is, or which firm's.
func pledgeName(b Base, p models.Pledge) string {
	if p.Kind == models.PledgeWorker {
		return b.T("pledge.of.worker", p.Worker)
	}
	return b.T("pledge.of.company", p.Party)
}

// ColleagueOptions are the people of a firm to choose from.
func ColleagueOptions(all []models.User) []Option {
	list := make([]Option, len(all))
	for i, u := range all {
		list[i] = Option{Value: u.ID, Text: u.Name + "（" + u.Login + "）"}
	}
	return list
}

// placeOf is the page of a party that owes something.
func placeOf(p models.HomeParty) string {
	return partyURL(models.Party{ID: p.PartyID, ContractID: p.ContractID})
}

// owedPath is where the first thing is that a party owes; what came back is first.
func owedPath(p models.HomeParty) string {
	switch {
	case p.StructureReturned || p.Structure && p.RosterReturned == 0:
		return placeOf(p) + "/structure"
	case p.Roster || p.RosterReturned > 0:
		return placeOf(p) + "/roster"
	}
	return placeOf(p) + "/roster?show=unsigned"
}

func owedDeed(b Base, p models.HomeParty) string {
	switch {
	case p.StructureReturned:
		return b.T("home.owed.structure.mend")
	case p.StructureLacks && p.RosterReturned == 0:
		return b.T("home.owed.structure.lacks.deed")
	case p.RosterReturned > 0:
		return b.T("home.owed.roster.mend")
	case p.Structure:
		return b.T("home.owed.structure.deed")
	case p.Roster:
		return b.T("home.owed.roster.deed")
	}
	return b.T("home.owed.unsigned.deed")
}

// fileLimit tells the page how large a field's file may be and what to say of a larger
// one, so that it is said before the file is sent.
func fileLimit(b Base, field string) templ.Attributes {
	most, words := models.MaxFile, "error.file.large"
	switch field {
	case "seal":
		most, words = models.MaxPicture, "error.pledge.seal_image"
	case "sealed":
		most, words = seal.Largest, "error.seal.too_large"
	}
	return templ.Attributes{"data-max-bytes": strconv.Itoa(most), "data-large": b.T(words)}
}
