package views

import (
	"slices"
	"strings"

	"chigiri/models"
	"chigiri/models/catalog"
)

// refAt is the value a reference names at a level, with the article it stands in.
func refAt(b Base, e *catalog.Edition, r catalog.ParamRef, l models.Level) string {
	t, ok := e.RefAt(r, l)
	if !ok {
		return "―"
	}
	article, _, _ := strings.Cut(string(r), ".")
	return b.Text(t) + b.T("bracket", article)
}

// howTold says how a topic is gone through at a level.
func howTold(b Base, e *catalog.Edition, topic string, l models.Level) string {
	how := e.Briefing.Others[l]
	if slices.Contains(e.OralAt(l), topic) {
		how = models.BriefOral
	}
	return b.T("catalog.how." + string(how))
}

// primeBriefs says from which tier on the prime may brief in the prefecture's place.
func primeBriefs(b Base, e *catalog.Edition, l models.Level) string {
	if from := e.Briefing.PrimeFrom[l]; from > 0 {
		return b.T("catalog.brief.prime_from", from)
	}
	return b.T("catalog.brief.prime_never")
}

// standing are the clauses that may stand at a level.
func standing(all []catalog.Clause, l models.Level) []*catalog.Clause {
	var out []*catalog.Clause
	for i := range all {
		if all[i].Stands(l) {
			out = append(out, &all[i])
		}
	}
	return out
}

// clauseWhen says where and for whom a clause stands; empty for everywhere.
func clauseWhen(b Base, e *catalog.Edition, c *catalog.Clause) string {
	var out []string
	if flags := e.FlagsOf(c.AppliesWhen); len(flags) > 0 {
		out = append(out, b.T("catalog.clause.when", flagNamesOf(b, e, flags)))
	}
	if c.For != "" {
		out = append(out, b.T("catalog.clause.for."+c.For))
	}
	return strings.Join(out, b.T("catalog.comma"))
}

// renewal says when a pledge lapses.
func renewal(b Base, e *catalog.Edition, p *catalog.Pledge, l models.Level) string {
	var out []string
	if p.FiscalYear {
		out = append(out, b.T("catalog.pledge.fiscal_year"))
	}
	if p.Renew != "" {
		out = append(out, b.T("catalog.pledge.every", refAt(b, e, p.Renew, l)))
	}
	if len(out) == 0 {
		return "―"
	}
	return strings.Join(out, b.T("catalog.comma"))
}

func ownerName(b Base, e *catalog.Edition, owner string) string {
	t, _ := e.Owners.Prefecture.Get(owner)
	return b.Text(t)
}

func reviewerDecides(e *catalog.Edition, l models.Level) bool {
	return slices.Contains(e.Subcontracts.Reviewer, l)
}
