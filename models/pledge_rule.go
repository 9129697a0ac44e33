package models

import "time"

// IdentityCheck is how a signer shows who signs.
type IdentityCheck string

// The checks, the stronger last: the password again, or with a one-time code too.
const (
	CheckPassword IdentityCheck = "password"
	CheckCode     IdentityCheck = "password_and_code"
)

// IdentityChecks are all checks, rising.
func IdentityChecks() []IdentityCheck { return []IdentityCheck{CheckPassword, CheckCode} }

// PledgeRule is how one kind of pledge is made under one contract. Where Asked is
// false the rest is empty: nobody may be asked to sign.
type PledgeRule struct {
	Kind         PledgeKind    `json:"kind"`
	Form         string        `json:"form"`
	Level        Level         `json:"level"`
	Asked        bool          `json:"asked"`       // its obligation applies and is not waived
	AskedBy      string        `json:"asked_by"`    // WRK-02 or WRK-03, also when not asked
	WithinDays   int           `json:"within_days"` // after conclusion; 0 means only "before work"
	Identity     IdentityCheck `json:"identity"`
	Paper        bool          `json:"paper"`          // a sealed 押印 or signed paper is taken as well
	Delegable    bool          `json:"delegable"`      // the representative may let another sign; never a worker
	FiscalYear   bool          `json:"fiscal_year"`    // lapses on 31 March
	RenewMonths  int           `json:"renew_months"`   // 0: no interval of its own
	OnNewEdition bool          `json:"on_new_edition"` // must be made again when the contract moves to this edition
	ConfirmedBy  string        `json:"confirmed_by"`   // owner of the prefecture's side: division, it_division
}

// Signing is what somebody has to have at hand to sign.
type Signing struct {
	Code  bool `json:"code"`  // a one-time code, and so a phone of one's own
	Paper bool `json:"paper"` // who has none may sign on paper
}

// Signing is what a pledge asks of whoever signs it; nothing where it is not asked for.
func (r PledgeRule) Signing() Signing {
	return Signing{Code: r.Asked && r.Identity == CheckCode, Paper: r.Paper}
}

// LastDay is the last day a pledge holds that takes effect on a day: the end of that
// fiscal year or of the interval, whichever comes first. Zero means it does not lapse
// by time. A pledge signed in March for the coming year takes effect on 1 April.
func (r PledgeRule) LastDay(from Date) Date {
	last := Date{}
	if r.FiscalYear {
		last = NewDate(from.FiscalYear()+1, time.March, 31)
	}
	if r.RenewMonths > 0 {
		if d := from.AddMonths(r.RenewMonths).AddDays(-1); last.IsZero() || d.Before(last) {
			last = d
		}
	}
	return last
}
