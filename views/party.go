package views

import (
	"slices"

	"chigiri/models"
	"chigiri/views/i18n"
)

// PartyDecisionForm is the decision of the owner division or the IT division on an
// application.
type PartyDecisionForm struct {
	Decision string `form:"decision" json:"decision"` // agreed, returned or refused
	Consent  bool   `form:"consent" json:"consent"`   // 番号法 第10条
	Note     string `form:"note" json:"note"`
}

// Read reads the decision, which has to be chosen.
func (f PartyDecisionForm) Read() (models.Decision, error) {
	var p models.Problems
	if f.Decision == "" {
		p.Add("decision", "error.required")
		checkText(&p, "note", f.Note)
	}
	return models.Decision(f.Decision), p.Err()
}

// EndPartyForm ends a party. Confirmed is sent by the page that shows who else ends.
type EndPartyForm struct {
	Reason    string `form:"reason" json:"reason"`
	Confirmed bool   `form:"confirmed" json:"confirmed"`
}

// PartyFileForm attaches a file; the file itself comes beside it as multipart.
type PartyFileForm struct {
	Title string `form:"title" json:"title"`
}

// PartyReportForm tells of a firm that works below a party without approval.
type PartyReportForm struct {
	CorporateNumber string `form:"corporate_number" json:"corporate_number"`
	Name            string `form:"name" json:"name"`
	NameKana        string `form:"name_kana" json:"name_kana"`
	Address         string `form:"address" json:"address"`
	Since           string `form:"since" json:"since"`
	Note            string `form:"note" json:"note"`
}

// Input reads the form; a day that cannot be read is a problem of its field, and what
// else is wrong is told at the same time.
func (f PartyReportForm) Input() (firm models.VendorInput, since models.Date, err error) {
	var p models.Problems
	since = readDay(&p, "since", f.Since)
	p.Require("corporate_number", f.CorporateNumber)
	if len(p) > 0 && f.CorporateNumber != "" {
		_, err := models.ParseCorporateNumber(f.CorporateNumber)
		p.Merge("corporate_number", err)
	}
	checkNeeded(&p, "name", f.Name, models.MaxName)
	checkLine(&p, "name_kana", f.NameKana, models.MaxName)
	checkLine(&p, "address", f.Address, models.MaxLine)
	if len(p) > 0 { // else the store tells all that is wrong
		if f.Since == "" {
			p.Require("since", f.Since)
		}
		checkText(&p, "note", f.Note)
		p.Require("note", f.Note)
	}
	return models.VendorInput{CorporateNumber: f.CorporateNumber, Name: f.Name, NameKana: f.NameKana, Address: f.Address}, since, p.Err()
}

// PartyDraft is what was typed into the forms of a party's page: Sent holds the note,
// the reason or the title of the one that was sent.
type PartyDraft struct {
	Sent     // pass, decide, withdraw, end, files or leads
	Decision string
	Consent  bool
	Lead     LeadForm
}

func partyPath(v models.PartyView) string { return partyURL(v.Party) }

func partyURL(p models.Party) string { return "/contracts/" + p.ContractID + "/parties/" + p.ID }

func partyClass(p models.Party) string {
	switch p.State {
	case models.PartyApproved:
		return "ok"
	case models.PartyUnapproved, models.PartyRefused:
		return "bad"
	case models.PartyWithdrawn, models.PartyEnded:
		return "off"
	}
	return "due"
}

func partyShape(p models.Party) string {
	switch p.State {
	case models.PartyApproved:
		return "●"
	case models.PartyUnapproved:
		return "■"
	case models.PartyRefused:
		return "✕"
	case models.PartyWithdrawn, models.PartyEnded:
		return "―"
	}
	return "▲"
}

func partyWord(b Base, p models.Party) string {
	if p.Tier == 0 && p.State == models.PartyApproved {
		return b.T("party.state.prime")
	}
	return b.T("party.state." + string(p.State))
}

// partySince is since when a party is where it is.
func partySince(b Base, p models.Party) string {
	if p.State == models.PartyUnapproved && !p.WorksSince.IsZero() {
		return b.T("party.works_since", p.WorksSince)
	}
	return b.T("party.since", models.Today(p.Since))
}

// partyNextText asks the reader for a deed on an application, and says since when it waits;
// of one that is late, what else is to be done, and why.
func partyNextText(b Base, p models.Party, deed, why string) (text, because string) {
	if p.Late(b.Today) && i18n.Has("party.next."+deed+".late") {
		return b.T("party.next."+deed+".late", p.Vendor), b.T("party.late.why", p.StartsOn)
	}
	return b.T("party.next."+deed, p.Vendor), why
}

// workedBare says from when until when a party worked without approval; "" of one that
// never did.
func workedBare(b Base, from, to models.Date) string {
	switch {
	case from.IsZero():
		return ""
	case to.IsZero():
		return b.T("party.bare.since", from)
	}
	return b.T("party.bare", from, to)
}

// partyBare tells it of a party whose state does not say so.
func partyBare(b Base, p models.Party) string {
	if p.State == models.PartyUnapproved {
		return ""
	}
	from, to := p.Bare()
	return workedBare(b, from, to)
}

// partyTurn is whose turn it is at a party, by name where it is a firm's; "" when
// nobody's. above are the parties over it, the nearest first.
func partyTurn(b Base, p models.Party, above models.Parties) string {
	switch {
	case p.Whose() == models.Drafter, p.Whose() == models.Reviewer:
		return b.T("party.turn." + string(p.State))
	case p.Whose() == "" || len(above) == 0:
		return ""
	case p.State == models.PartyApplied:
		return b.T("party.turn.prime", above[len(above)-1].Vendor)
	}
	return above[0].Vendor
}

// partyTask is what the page of one party asks of its reader: see models.PartyTask,
// and
//
//	owe    the reader brings what the party still owes
//	bare   it works without approval, and others have to see to that
//	file   the copy of the subcontract is missing
//	above  the party stands over the reader, who knows its name and place only
//	over   nothing comes after this
func partyTask(b Base, v models.PartyView) string {
	p := v.Party
	switch {
	case v.Can == nil:
		return "above"
	case p.State.Over():
		return "over"
	case v.Can["decide"]:
		return "decide"
	case v.Can["pass"]:
		return "pass"
	case v.Can["reapply"] && p.State == models.PartyReturned:
		return "mend"
	case v.Can["reapply"]:
		return "cover"
	case p.State == models.PartyUnapproved:
		return "bare"
	case p.Whose() != "":
		return "await"
	case p.Invites:
		return "invite"
	case owedFirst(b, v) != nil:
		return "owe"
	case p.Tier > 0 && v.Can["attach"] && len(v.Files) == 0:
		return "file"
	}
	return "none"
}

// mayApply says whether the page offers to ask for a subcontractor below the party.
func mayApply(v models.PartyView) bool { return v.Can["apply"] && !v.Rule.Beyond(v.Party.Tier+1) }

// needsConsent says whether agreeing takes the public body's consent to work on My
// Numbers (番号法 第10条).
func needsConsent(v models.PartyView) bool {
	return v.Subcontract != nil && v.Subcontract.MyNumber && v.Rule.Consent && v.Party.ConsentedAt.IsZero()
}

// stepWho is who took a step, in which role. A vendor is not told who of the house it
// was.
func stepWho(b Base, s models.PartyStep) string {
	if s.By == "" {
		return b.T("party.body")
	}
	return b.T("event.who", s.By, b.T("role."+string(s.Role)))
}

// decideOptions are the decisions on an application, each with what follows.
func decideOptions(b Base, v models.PartyView) []Option {
	agree := b.T("party.decide.agreed.hint")
	if v.Rule.AfterForward(v.Party.State) == models.PartyEndorsed {
		agree = b.T("party.decide.agreed.next")
	}
	return stillOpen(b, v.Party, []Option{
		{Value: string(models.Agreed), Text: b.T("party.decide.agreed"), Hint: agree},
		{Value: string(models.Returned), Text: b.T("party.decide.returned"), Hint: b.T("party.decide.returned.hint")},
		{Value: string(models.Refused), Text: b.T("party.decide.refused"), Hint: b.T("party.decide.refused.hint")},
	})
}

// stillOpen leaves out what can no longer be chosen: the first, to agree, when the
// application is late.
func stillOpen(b Base, p models.Party, options []Option) []Option {
	if p.Late(b.Today) {
		return options[1:]
	}
	return options
}

// passOptions are what the prime may do with what is asked for below it.
func passOptions(b Base, p models.Party) []Option {
	return stillOpen(b, p, []Option{
		{Value: string(models.Agreed), Text: b.T("party.pass.agreed"), Hint: b.T("party.pass.agreed.hint")},
		{Value: string(models.Returned), Text: b.T("party.decide.returned"), Hint: b.T("party.decide.returned.hint")},
	})
}

// homeLink is the page of what a first page lists.
func homeLink(i models.HomeItem) string {
	if i.PartyID != "" {
		return "/contracts/" + i.ContractID + "/parties/" + i.PartyID
	}
	return "/contracts/" + i.ContractID
}

// owedNames are the lines of a standing that are open, with how far they are.
func owedNames(b Base, s models.Standing) []string {
	var names []string
	for _, r := range s.Requirements {
		if name := b.T("standing." + r.Code); r.Open() && r.Of > 1 {
			names = append(names, name+b.T("standing.of.short", r.Done, r.Of))
		} else if r.Open() {
			names = append(names, name)
		}
	}
	return names
}

// owedPage is the page on which a line of a party's standing is brought.
func owedPage(v models.PartyView, r models.Requirement) string {
	switch r.Code {
	case models.ReqStructure:
		return partyPath(v) + "/structure"
	case models.ReqCompanyPledge:
		if r.PledgeID != "" {
			return "/pledges/" + r.PledgeID
		}
	case models.ReqBriefing, models.ReqQuiz:
		return "/contracts/" + v.ContractID + "/briefings"
	}
	return partyPath(v) + "/roster"
}

// mayReplace says whether the reader may ask for a firm in place of one that is over.
func mayReplace(b Base, v models.PartyView) bool {
	return v.Party.State.Over() && v.Subcontract != nil && len(v.Above) > 0 && v.Above[0].State == models.PartyApproved && v.Above[0].LedBy(b.Actor)
}

// owedFirst is the first open line of a party's standing that the reader brings, nil
// when there is none.
func owedFirst(b Base, v models.PartyView) *models.Requirement {
	if v.Party.Standing == nil {
		return nil
	}
	for _, r := range v.Party.Standing.Requirements {
		if r.Open() && b.Is(r.Owner) && (b.Actor.Internal() || v.Party.LedBy(b.Actor)) {
			return &r
		}
	}
	return nil
}

// oweWords is what an open line asks for; what came back is to be mended.
func oweWords(b Base, r models.Requirement) string {
	if r.Lacking > 0 && r.Returned == 0 {
		return b.T("party.owe.lacks." + r.Code)
	}
	if r.Returned > 0 {
		return b.T("party.owe.returned." + r.Code)
	}
	return b.T("party.owe." + r.Code)
}

// unaskedFilings are the pages of a party's filings that no line of its standing leads
// to.
func unaskedFilings(v models.PartyView) []string {
	if v.Can == nil || v.Party.State != models.PartyApproved {
		return nil
	}
	pages := []string{models.ReqStructure, models.ReqRoster}
	if v.Party.Standing == nil {
		return pages
	}
	return slices.DeleteFunc(pages, func(page string) bool {
		return slices.ContainsFunc(v.Party.Standing.Requirements, func(r models.Requirement) bool { return r.Code == page })
	})
}
