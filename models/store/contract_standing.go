package store

import (
	"strings"

	"chigiri/models"
	"chigiri/models/catalog"
)

// consult says whether the edition asks for an answer at this level.
func (d *dossier) consult() bool { return d.edition.RequiresConsultation(d.level.Level) }

// pending counts what the IT division has not decided.
func (d *dossier) pending() int {
	n := 0
	for _, w := range d.waivers {
		if w.Decision == "" {
			n++
		}
	}
	for _, r := range d.decisions {
		if r.Decision == "" {
			n++
		}
	}
	return n
}

// standing applies the rule of standing to the contract.
func (d *dossier) standing() models.Standing {
	c := d.contract()
	f := models.StandingFacts{
		State: c.State, Level: c.Level, Consult: d.consult(), Consulted: d.covering() != nil,
		Issued: c.IssuedNumber, Changed: c.Changed(), Accepted: c.Accepted(), HasVendor: c.VendorID != "", SignedOn: c.SignedOn,
		StateSince: stamp(d.row.StepSince), Obligations: map[string]bool{}, Waived: map[string]models.Date{}, Tallies: d.tallies,
		ConfirmIT: catalog.PledgeRule(d.edition, d.compiled, models.PledgeCompany).ConfirmedBy == "it_division",
	}
	for _, p := range d.compiled.Parts {
		for _, a := range p.Articles {
			if f.Obligations[a.Obligation] = a.Waiver == nil; a.Waiver != nil {
				f.Waived[a.Obligation] = a.Waiver.EndsOn
			}
		}
	}
	return models.Stand(f)
}

// moveFacts is what the rules of moves look at.
func (d *dossier) moveFacts() models.MoveFacts {
	return models.MoveFacts{
		Needs: d.needs, Consult: d.consult(), Consulted: d.covering() != nil, Pending: d.pending(),
		Standing: d.standing(), Today: d.today, HasVendor: d.row.VendorID != nil,
		NewVendor: d.row.IssuedNumber > 0 && d.row.IssuedVendor != value(d.row.VendorID),
	}
}

// step applies the rule of the next step.
func (d *dossier) step() models.NextStep {
	m := d.moveFacts()
	step := models.Step(d.contract(), models.StepFacts{
		Needs: m.Needs, Consult: m.Consult, Consulted: m.Consulted, Returned: d.returned(), Moved: d.moved(), Pending: m.Pending,
		HasVendor: m.HasVendor, NewVendor: m.NewVendor, Standing: m.Standing, Today: m.Today,
	})
	step.Since = stamp(d.row.StepSince)
	return step
}

// returned says whether the last answer sent the question back.
func (d *dossier) returned() bool {
	return len(d.consultations) > 0 && d.consultations[0].Decision == models.Returned
}

// moved says whether the facts moved under the question that waits for an answer: a
// merger of divisions, or a system, reaches contracts that nobody may edit.
func (d *dossier) moved() bool {
	asked, err := d.asked()
	return err == nil && asked.FactsHash != d.hash
}

// until is the last day on which what was worked out holds by itself: a waiver
// runs out, or the period of a contract at work ends.
func (d *dossier) until() models.Date {
	var first models.Date
	earlier := func(day models.Date) {
		if first.IsZero() || day.Before(first) {
			first = day
		}
	}
	for _, w := range d.waivers {
		if w.waiver().Holds(d.today) {
			earlier(w.EndsOn)
		}
	}
	if d.row.State == models.StateReady && !d.row.EndsOn.Before(d.today) {
		earlier(d.row.EndsOn)
	}
	for _, tally := range d.tallies {
		if !tally.Until.IsZero() {
			earlier(tally.Until)
		}
	}
	return first
}

// searched is what a contract is found by.
func (d *dossier) searched() string {
	words := []string{d.row.Number, d.row.Title, d.division.Name}
	if d.vendor != nil {
		words = append(words, d.vendor.Name, d.vendor.NameKana, d.vendor.CorporateNumber)
	}
	for _, s := range d.systems {
		words = append(words, s.Name, s.NameKana)
	}
	keys := make([]string, 0, len(words))
	for _, w := range words {
		if w != "" {
			keys = append(keys, models.SearchKey(w))
		}
	}
	return strings.Join(keys, "\n") // no word reaches over the end of a name
}
