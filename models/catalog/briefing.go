package catalog

import "chigiri/models"

// Briefing is what the edition says of how briefings 説明 are held. Which topics are
// told by a person stands in the parameter Oral, and there alone.
type Briefing struct {
	AskedBy      string                              `json:"asked_by"`  // WRK-04
	Oral         ParamRef                            `json:"oral"`      // WRK-04.topics
	Repeat       ParamRef                            `json:"repeat"`    // a briefing holds so long
	Others       map[models.Level]models.BriefingHow `json:"others"`    // how the other topics are gone through
	PassMark     map[models.Level]int                `json:"pass_mark"` // percent
	Retries      map[models.Level]int                `json:"retries"`
	PrimeFrom    map[models.Level]int                `json:"prime_from"` // a level left out: never
	OnNewEdition bool                                `json:"renew_on_new_edition"`
	Basis        string                              `json:"basis"`
	Source       []string                            `json:"source"`
}

// Subcontracts is what the edition says of approving subcontracts 再委託.
type Subcontracts struct {
	AskedBy  string         `json:"asked_by"` // SUB-01
	Lead     ParamRef       `json:"lead"`     // SUB-01.lead_days
	Tiers    ParamRef       `json:"tiers"`    // SUB-05.max_tiers
	Consent  string         `json:"consent"`  // MYN-02: consent of the original body (番号法 第10条)
	Reviewer []models.Level `json:"reviewer_levels"`
	Basis    string         `json:"basis"`
	Source   []string       `json:"source"`
}
