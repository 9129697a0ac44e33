package models

import "time"

// SubcontractInput is the application for approval of a subcontractor 再委託（再々委託）
// 承認申請書 (F-03), as its form has it.
type SubcontractInput struct {
	CorporateNumber string   `json:"corporate_number"` // of the subcontractor
	Name            string   `json:"name"`
	NameKana        string   `json:"name_kana"`
	Address         string   `json:"address"`
	RepTitle        string   `json:"rep_title"`
	Representative  string   `json:"representative"`
	ContactName     string   `json:"contact_name"`
	ContactPhone    string   `json:"contact_phone"`
	ContactEmail    string   `json:"contact_email"`
	Subsidiary      bool     `json:"subsidiary"` // of the applicant: counts as any other
	Work            string   `json:"work"`
	Reason          string   `json:"reason"`
	Amount          int      `json:"amount"` // yen, tax included
	Share           int      `json:"share"`  // percent of the applicant's own amount
	StartsOn        Date     `json:"starts_on"`
	EndsOn          Date     `json:"ends_on"`
	Site            string   `json:"site"`
	Overseas        bool     `json:"overseas"`
	Cloud           bool     `json:"cloud"`
	Classes         []string `json:"classes"` // ids of data classes it touches
	MyNumber        bool     `json:"my_number"`
	Checks          []string `json:"checks"` // what was looked at when it was chosen: see SelectionChecks
	Selection       string   `json:"selection"`
	Security        string   `json:"security"`    // measures it takes
	Supervision     string   `json:"supervision"` // how the applicant watches over it
	Onward          bool     `json:"onward"`      // it means to subcontract further
}

// SelectionChecks are what the one that entrusts has to look at (特定個人情報
// ガイドライン（行政機関等編） 第4-2-(1): 設備、技術水準、従事者の監督及び教育、経営環境等).
func SelectionChecks() []string {
	return []string{"facilities", "technique", "supervision", "training", "business", "security", "record"}
}

// SubcontractFacts is what the rule of an application looks at.
type SubcontractFacts struct {
	Today    Date
	Calendar Calendar
	Rule     SubcontractRule
	Tier     int      // the subcontractor's
	Start    Date     // of the contract
	End      Date     // of the contract
	Classes  []string // the contract touches
	MyNumber bool     // the contract touches My Numbers
	Numbered []string // its classes that hold My Numbers
	Chain    []string // corporate numbers from the applicant up to the prime
}

// Earliest is the first day a subcontractor may begin when it is applied for today:
// the lead time in open days, today not counted.
func (f SubcontractFacts) Earliest() Date { return f.Calendar.AddOpenDays(f.Today, f.Rule.LeadDays) }

// Validate says what is wrong with an application: an Error of KindInvalid.
func (in SubcontractInput) Validate(f SubcontractFacts) error {
	var p Problems
	for field, text := range map[string]string{
		"name": in.Name, "address": in.Address, "representative": in.Representative, "contact_name": in.ContactName,
		"work": in.Work, "reason": in.Reason, "site": in.Site, "selection": in.Selection, "security": in.Security, "supervision": in.Supervision,
	} {
		p.Require(field, text)
	}
	p.Merge("contact_email", CheckEmail("contact_email", in.ContactEmail))
	if in.ContactPhone == "" && in.ContactEmail == "" {
		p.Add("contact_phone", "error.subcontract.contact")
	}
	in.checkParty(&p, f)
	in.checkPeriod(&p, f)
	in.checkShare(&p)
	in.checkData(&p, f)
	in.checkLimits(&p, f)
	return p.Err()
}

// checkParty: no loop, no tier deeper than allowed. 要綱 第43条 counts every tier.
func (in SubcontractInput) checkParty(p *Problems, f SubcontractFacts) {
	number, err := ParseCorporateNumber(in.CorporateNumber)
	if in.CorporateNumber == "" {
		p.Require("corporate_number", "")
	} else {
		p.Merge("corporate_number", err)
	}
	for i, above := range f.Chain {
		if number != "" && number == above {
			key := "error.subcontract.loop"
			if i == 0 {
				key = "error.subcontract.self"
			}
			p.Add("corporate_number", key)
		}
	}
	if f.Rule.MaxTiers > 0 && f.Tier > f.Rule.MaxTiers {
		p.Add("", "error.subcontract.tier", f.Tier, f.Rule.MaxTiers)
	}
}

func (in SubcontractInput) checkPeriod(p *Problems, f SubcontractFacts) {
	switch earliest := f.Earliest(); {
	case in.StartsOn.IsZero():
		p.Add("starts_on", "error.required")
	case in.StartsOn.Before(f.Start):
		p.Add("starts_on", "error.subcontract.before", f.Start)
	case in.StartsOn.Before(earliest):
		p.Add("starts_on", "error.subcontract.lead", f.Rule.LeadDays, earliest)
	}
	switch {
	case in.EndsOn.IsZero():
		p.Add("ends_on", "error.required")
	case in.EndsOn.Before(in.StartsOn):
		p.Add("ends_on", "error.subcontract.ends")
	case in.EndsOn.After(f.End):
		p.Add("ends_on", "error.subcontract.after", f.End)
	}
}

// checkShare: all of the work may not be handed on (一括再委託の禁止).
func (in SubcontractInput) checkShare(p *Problems) {
	if in.Amount < 0 {
		p.Add("amount", "error.subcontract.amount")
	}
	if in.Share < 1 || in.Share > 99 {
		p.Add("share", "error.subcontract.share")
	}
	for _, c := range in.Checks {
		if !containsText(SelectionChecks(), c) {
			p.Add("checks", "error.choice", c)
		}
	}
	if len(in.Checks) == 0 {
		p.Add("checks", "error.subcontract.checks")
	}
}

// checkData: nothing the contract does not touch; and who handles My Numbers needs
// the original body's consent, so it cannot be left unsaid.
func (in SubcontractInput) checkData(p *Problems, f SubcontractFacts) {
	for _, c := range in.Classes {
		if !containsText(f.Classes, c) {
			p.Add("classes", "error.subcontract.class", c)
		}
	}
	if len(in.Classes) == 0 {
		p.Add("classes", "error.required")
	}
	if in.MyNumber && !f.MyNumber {
		p.Add("my_number", "error.subcontract.my_number")
	}
	for _, c := range f.Numbered {
		if !in.MyNumber && containsText(in.Classes, c) {
			p.Add("my_number", "error.subcontract.my_number_unsaid")
			break
		}
	}
}

// checkLimits: what the appendix in force forbids cannot be applied for; it takes a waiver
// of the article first.
func (in SubcontractInput) checkLimits(p *Problems, f SubcontractFacts) {
	for _, l := range in.Limited(f.Rule, f.Tier) {
		if l.Forbidden {
			p.Add(l.Field, "error.limit."+l.Field, l.Number, l.Obligation, f.Rule.MaxTiers)
		}
	}
}

// Limited are the limits of the appendix that an application of a firm at a tier meets:
// what cannot be approved, and what approving it lets happen or has to be approved beside
// it.
func (in SubcontractInput) Limited(r SubcontractRule, tier int) []Limit {
	var met []Limit
	for _, x := range []struct {
		asked bool
		limit *Limit
	}{{in.Overseas, r.Abroad}, {in.Cloud, r.Cloud}, {in.Onward, r.Onward(tier)}} {
		if x.asked && x.limit != nil {
			met = append(met, *x.limit)
		}
	}
	return met
}

func containsText(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

// Subcontract is an application as it was last sent.
type Subcontract struct {
	SubcontractInput
	AppliedBy string    `json:"applied_by"`
	AppliedAt time.Time `json:"applied_at"`
}

// SubcontractPlan is what sending an application would do: who would be where, and
// whose turn it would be.
type SubcontractPlan struct {
	Input SubcontractInput `json:"input"` // as it would be kept
	Above Party            `json:"above"`
	Tier  int              `json:"tier"`
	State PartyState       `json:"state"` // it would begin in
}

// PartyEnding is what ending a party would do: everybody below it ends too.
type PartyEnding struct {
	Party  Party   `json:"party"`
	Below  Parties `json:"below"`
	Reason string  `json:"reason"`
}

// PartyStep is one line of what was said about a party.
type PartyStep struct {
	ID   string    `json:"id"`
	Deed string    `json:"deed"` // applied, forwarded, returned, endorsed, approved, refused, withdrawn, reported, ended
	By   string    `json:"by"`
	Role Role      `json:"role"`
	Note string    `json:"note,omitempty"`
	At   time.Time `json:"at"`
}

// PartyFile is something attached to a party.
type PartyFile struct {
	ID     string    `json:"id"`
	Title  string    `json:"title"`
	Name   string    `json:"name"`
	SHA256 string    `json:"sha256"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
}
