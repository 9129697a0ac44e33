package models

// SubcontractRule is what the approval of a subcontract 再委託 takes under one
// contract.
type SubcontractRule struct {
	Level          Level    `json:"level"`
	Asked          bool     `json:"asked"`     // approval is asked for; its obligation is not waived
	LeadDays       int      `json:"lead_days"` // business days before the work begins; 0 when none is set
	MaxTiers       int      `json:"max_tiers"` // deeper takes a reason and approval tier by tier; 0 no limit
	Reviewer       bool     `json:"reviewer"`  // the IT division decides after the drafter
	Consent        bool     `json:"consent"`   // consent of the original body to My Number work (番号法 第10条)
	ConsentSources []string `json:"consent_sources,omitempty"`
	Sources        []string `json:"sources"`
}

// Beyond says whether a tier lies deeper than the limit.
func (r SubcontractRule) Beyond(tier int) bool { return r.MaxTiers > 0 && tier > r.MaxTiers }
