package catalog

import "chigiri/models"

// PledgeRule is how a kind of pledge is made under one appendix, with the values that
// bind there.
func PledgeRule(e *Edition, a models.Appendix, kind models.PledgeKind) models.PledgeRule {
	p, l := e.Pledges.Of(kind), a.Level.Level
	r := models.PledgeRule{Kind: kind, Form: p.Form, Level: l, AskedBy: p.AskedBy}
	if binding(&a, p.AskedBy) == nil {
		return r
	}
	r.Asked, r.WithinDays, r.RenewMonths = true, p.Within.number(&a), p.Renew.number(&a)
	r.Identity, r.Paper, r.ConfirmedBy = p.Identity[l], p.Paper[l], p.ConfirmedBy[l]
	r.Delegable = kind == models.PledgeCompany && p.Delegable[l]
	r.FiscalYear, r.OnNewEdition = p.FiscalYear, p.OnNewEdition
	return r
}

// BriefingRule is how briefings are held under one appendix.
func BriefingRule(e *Edition, a models.Appendix) models.BriefingRule {
	b, l := &e.Briefing, a.Level.Level
	r := models.BriefingRule{Level: l, AskedBy: b.AskedBy}
	if binding(&a, b.AskedBy) == nil {
		return r
	}
	r.Asked, r.RepeatMonths = true, b.Repeat.number(&a)
	r.PassMark, r.Retries, r.PrimeFrom = b.PassMark[l], b.Retries[l], b.PrimeFrom[l]
	r.OnNewEdition = b.OnNewEdition
	return r
}

// SubcontractRule is what the approval of a subcontract takes under one appendix. The
// consent of the original body to My Number work is statutory (番号法 第10条), so no
// waiver takes it away.
func SubcontractRule(e *Edition, a models.Appendix) models.SubcontractRule {
	s, l := &e.Subcontracts, a.Level.Level
	r := models.SubcontractRule{
		Level: l, Asked: binding(&a, s.AskedBy) != nil, LeadDays: s.Lead.number(&a), MaxTiers: s.Tiers.number(&a),
		Reviewer: has(s.Reviewer, l), Sources: e.cited(s.Source, a.Facts),
	}
	if x := articleOf(&a, s.Consent); x != nil {
		r.Consent, r.ConsentSources = true, x.Sources
	}
	r.Abroad, r.Cloud = abroadLimit(&a), cloudLimit(e, &a)
	further, _ := s.Tiers.split()
	r.Deeper = limitOf(&a, "onward", further)
	return r
}

// What the catalog says of work abroad and of cloud services. Editions that were published
// are never changed, so these names are kept here and not in them.
const (
	abroad    = ParamRef("CLD-02.overseas")
	forbidden = "forbidden" // the choice of that parameter that admits of no exception
	cloud     = "CLD-01"
)

// limitOf is the limit an article sets; nil where it does not bind.
func limitOf(a *models.Appendix, field, obligation string) *models.Limit {
	x := binding(a, obligation)
	if x == nil {
		return nil
	}
	return &models.Limit{Field: field, Obligation: obligation, Number: x.Number, Says: x.Text}
}

func abroadLimit(a *models.Appendix) *models.Limit {
	obligation, _ := abroad.split()
	l := limitOf(a, "overseas", obligation)
	if p := abroad.in(a); p != nil {
		l.Says, l.Forbidden = p.Shown, p.Value == forbidden
	}
	return l
}

// cloudLimit is that of the article on cloud services. A contract that was not meant to
// use one has no such article, which is told too.
func cloudLimit(e *Edition, a *models.Appendix) *models.Limit {
	if articleOf(a, cloud) != nil {
		return limitOf(a, "cloud", cloud)
	}
	if o := e.Obligation(cloud); o != nil && has(o.Levels, a.Level.Level) {
		return &models.Limit{Field: "cloud", Obligation: cloud}
	}
	return nil
}

// NumberedClasses are those of some data classes that hold My Numbers: whoever handles
// one cannot leave that unsaid.
func NumberedClasses(e *Edition, ids []string) []string {
	var numbered []string
	for _, id := range ids {
		if c := e.Class(id); c != nil && has(c.Flags, "has_mynumber") {
			numbered = append(numbered, id)
		}
	}
	return numbered
}

// structures is the obligation to file a structure 体制届. It asks who answers for personal
// information where the work touches any (個人情報保護法 第66条第2項第1号).
const structures = "ORG-01"

// StructureFacts is what the structure of a party that touches some data classes has to
// name under one appendix. Nothing is asked where the article was waived.
func StructureFacts(e *Edition, a models.Appendix, classes []string) models.StructureFacts {
	x := binding(&a, structures)
	if x == nil || !has(e.stands(models.Facts{Classes: classes}), "has_personal_info") {
		return models.StructureFacts{}
	}
	return models.StructureFacts{Privacy: x.Number}
}
