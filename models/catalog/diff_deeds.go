package catalog

import (
	"fmt"
	"strings"

	"chigiri/models"
)

// deeds compares what the editions say of pledges, briefings and subcontracts.
func (d *differ) deeds() {
	for _, kind := range models.PledgeKinds() {
		d.pledge(string(kind), d.a.Pledges.Of(kind), d.b.Pledges.Of(kind))
	}
	d.briefing(&d.a.Briefing, &d.b.Briefing)
	d.subcontracts(&d.a.Subcontracts, &d.b.Subcontracts)
}

func (d *differ) pledge(ref string, x, y *Pledge) {
	f := func(field string, before, after models.Text) {
		d.field(AboutPledge, ref, field, y.Title, before, after)
	}
	f("form", both(x.Form), both(y.Form))
	f("asked_by", both(x.AskedBy), both(y.AskedBy))
	f("title", x.Title, y.Title)
	f("preamble", x.Preamble, y.Preamble)
	d.clauses(ref+".statements", x.Statements, y.Statements)
	d.clauses(ref+".survives", x.Survives, y.Survives)
	d.clauses(ref+".penalties", x.Penalties, y.Penalties)
	f("penalty_note", x.PenaltyNote, y.PenaltyNote)
	f("within", both(x.Within), both(y.Within))
	f("renew", both(x.Renew), both(y.Renew))
	f("fiscal_year", both(x.FiscalYear), both(y.FiscalYear))
	f("renew_on_new_edition", both(x.OnNewEdition), both(y.OnNewEdition))
	f("identity", perLevel(x.Identity), perLevel(y.Identity))
	f("paper", perLevel(x.Paper), perLevel(y.Paper))
	f("delegable", perLevel(x.Delegable), perLevel(y.Delegable))
	f("confirmed_by", perLevel(x.ConfirmedBy), perLevel(y.ConfirmedBy))
	f("source", lines(x.Source), lines(y.Source))
}

func (d *differ) clauses(ref string, a, b []Clause) {
	set(d, AboutPledge, a, b, func(c Clause) string { return ref + "." + c.ID }, func(c Clause) models.Text { return c.Text }, func(x, y Clause) {
		f := func(field string, before, after models.Text) {
			d.field(AboutPledge, ref+"."+y.ID, field, models.Text{}, before, after)
		}
		f("text", x.Text, y.Text)
		f("levels", levelsText(x.Levels), levelsText(y.Levels))
		f("applies_when", both(x.AppliesWhen), both(y.AppliesWhen))
		f("part", both(x.Part), both(y.Part))
		f("for", both(x.For), both(y.For))
		f("source", lines(x.Source), lines(y.Source))
	})
}

func (d *differ) briefing(x, y *Briefing) {
	f := func(field string, before, after models.Text) {
		d.field(AboutBriefing, "briefing", field, models.Text{}, before, after)
	}
	f("asked_by", both(x.AskedBy), both(y.AskedBy))
	f("oral", both(x.Oral), both(y.Oral))
	f("repeat", both(x.Repeat), both(y.Repeat))
	f("others", perLevel(x.Others), perLevel(y.Others))
	f("pass_mark", perLevel(x.PassMark), perLevel(y.PassMark))
	f("retries", perLevel(x.Retries), perLevel(y.Retries))
	f("prime_from", perLevel(x.PrimeFrom), perLevel(y.PrimeFrom))
	f("renew_on_new_edition", both(x.OnNewEdition), both(y.OnNewEdition))
	f("source", lines(x.Source), lines(y.Source))
}

func (d *differ) subcontracts(x, y *Subcontracts) {
	f := func(field string, before, after models.Text) {
		d.field(AboutSubcontract, "subcontracts", field, models.Text{}, before, after)
	}
	f("asked_by", both(x.AskedBy), both(y.AskedBy))
	f("lead", both(x.Lead), both(y.Lead))
	f("tiers", both(x.Tiers), both(y.Tiers))
	f("consent", both(x.Consent), both(y.Consent))
	f("reviewer_levels", levelsText(x.Reviewer), levelsText(y.Reviewer))
	f("source", lines(x.Source), lines(y.Source))
}

func lines(all []string) models.Text { return both(strings.Join(all, "、")) }

// perLevel are values by level, rising: L3 division L4 it_division.
func perLevel[T any](values map[models.Level]T) models.Text {
	var out []string
	for _, l := range models.Levels() {
		if v, ok := values[l]; ok {
			out = append(out, fmt.Sprintf("%s %v", l, v))
		}
	}
	return both(strings.Join(out, " "))
}
