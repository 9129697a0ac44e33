package models

// BriefingRule is how briefings are held under one contract (要綱 第43条).
type BriefingRule struct {
	Level        Level  `json:"level"`
	Asked        bool   `json:"asked"`          // its obligation applies and is not waived
	AskedBy      string `json:"asked_by"`       // WRK-04, also when not asked
	RepeatMonths int    `json:"repeat_months"`  // a briefing holds so long
	PassMark     int    `json:"pass_mark"`      // percent, of each topic
	Retries      int    `json:"retries"`        // further tries; then the topic is told again
	PrimeFrom    int    `json:"prime_from"`     // the prime may brief parties from this tier on; 0 never
	OnNewEdition bool   `json:"on_new_edition"` // topics whose hash changed are gone through again
}

// PrimeMayBrief says whether the prime may brief a party of a tier in the
// prefecture's place.
func (r BriefingRule) PrimeMayBrief(tier int) bool {
	return r.Asked && r.PrimeFrom > 0 && tier >= r.PrimeFrom
}

// LastDay is the last day a briefing of a day holds; zero when it does not lapse.
func (r BriefingRule) LastDay(held Date) Date {
	if r.RepeatMonths == 0 {
		return Date{}
	}
	return held.AddMonths(r.RepeatMonths).AddDays(-1)
}
