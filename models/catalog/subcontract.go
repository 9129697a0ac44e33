package catalog

import "chigiri/models"

// SubcontractRule is what the appendix asks of subcontracts.
func SubcontractRule(e *Edition, a models.Appendix) models.SubcontractRule {
	r := models.SubcontractRule{Level: a.Level.Level, Reviewer: a.Level.Level >= models.L3}
	for _, p := range a.Parts {
		r.Consent = r.Consent || p.ID == "mynumber"
		for _, art := range p.Articles {
			for _, v := range art.Params {
				n, _ := v.Value.(int)
				if f, ok := v.Value.(float64); ok {
					n = int(f)
				}
				switch {
				case art.Obligation == "SUB-01" && v.ID == "lead_days":
					r.Asked, r.LeadDays = art.Waiver == nil, n
				case art.Obligation == "SUB-05" && v.ID == "max_tiers" && art.Waiver == nil:
					r.MaxTiers = n
				}
			}
		}
	}
	return r
}
