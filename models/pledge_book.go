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
	// Scans are the content types of the papers' scans, by the places of Signed; "" for none.
	Scans []string `json:"-"`
}
