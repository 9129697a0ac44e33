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

	Abroad *Limit `json:"abroad,omitempty"` // what the appendix says of work abroad; nil when nothing
	Cloud  *Limit `json:"cloud,omitempty"`  // of a cloud service
	Deeper *Limit `json:"deeper,omitempty"` // of subcontracting further; see Onward
}

// Limit is an article that forbids something an application may ask for, or lets the
// public body approve it.
type Limit struct {
	Field      string `json:"field"`            // overseas, cloud or onward
	Obligation string `json:"obligation"`       // CLD-02
	Number     string `json:"number,omitempty"` // of the article; "" when this appendix has none, though others at its level do
	Says       Text   `json:"says,omitzero"`    // its words on what can be approved
	Forbidden  bool   `json:"forbidden"`
}

// Onward is the limit on a firm at a tier that means to subcontract further: nobody may
// stand below the deepest tier allowed.
func (r SubcontractRule) Onward(tier int) *Limit {
	if r.Deeper == nil {
		return nil
	}
	l := *r.Deeper
	l.Forbidden = r.Beyond(tier + 1)
	return &l
}

// Beyond says whether a tier lies deeper than the limit.
func (r SubcontractRule) Beyond(tier int) bool { return r.MaxTiers > 0 && tier > r.MaxTiers }
