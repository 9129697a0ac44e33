package models

import "time"

// PledgeBook 誓約書一覧 is everything one party's people have pledged for one contract,
// with those who still owe it.
type PledgeBook struct {
	Party    Party     `json:"party"`
	Number   string    `json:"number"` // of the contract
	Title    string    `json:"title"`
	At       time.Time `json:"at"`
	Signed   []Pledge  `json:"signed"`             // with those that ended; the company's first
	Unsigned []string  `json:"unsigned,omitempty"` // names of those at work who owe theirs
	// Never are those who left, or whose time is over, and worked without having signed.
	Never []PledgeGap `json:"never,omitempty"`
	// Scans are the content types of the papers' scans, by the places of Signed; "" for none.
	Scans []string `json:"-"`
}

// PledgeGap is the time somebody worked in without ever having signed the pledge.
type PledgeGap struct {
	Name string `json:"name"`
	From Date   `json:"from"`
	To   Date   `json:"to"` // last day of work
}

// NeverSigned are those of a roster who are no longer at work, worked and never signed what
// they were asked to, each with the time of their work. Signed has to be filled in; a paper
// that was sent back is no signature.
func (b PledgeBook) NeverSigned(roster []RosterLine) (never []PledgeGap) {
	signed := map[string]bool{}
	for _, p := range b.Signed {
		signed[p.WorkerID] = signed[p.WorkerID] || p.EndReason != PledgeReturned
	}
	for _, l := range roster {
		last := l.EndsOn
		if !l.LeftOn.IsZero() && l.LeftOn.Before(last) {
			last = l.LeftOn
		}
		if !l.Working && l.Pledge != ReqNotAsked && !signed[l.ID] && !last.Before(l.StartsOn) {
			never = append(never, PledgeGap{Name: l.Name, From: l.StartsOn, To: last})
		}
	}
	return never
}
