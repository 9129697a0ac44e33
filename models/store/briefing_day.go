package store

import (
	"time"

	"chigiri/models"
	"chigiri/models/catalog"
)

// checkBeginnings adds to what is wrong with a plan that there was nothing to explain on
// its day yet: the appendix in force was issued later, or a party was approved later.
func (t *tx) checkBeginnings(p *models.Problems, d *dossier, tree models.Parties, in models.BriefingInput) error {
	var row appendixRow
	err := t.first(t.db.Select("number, issued_at").Where("contract_id = ? AND number = ?", d.row.ID, d.row.IssuedNumber), &row, "appendix")
	if err != nil {
		return err
	}
	if issued := dayOf(row.IssuedAt); in.HeldOn.Before(issued) {
		p.Add("held_on", "error.briefing.before_issue", row.Number, issued)
		return nil
	}
	for _, id := range in.Parties {
		if party := tree.Find(id); party != nil && in.HeldOn.Before(models.Today(party.ApprovedAt)) {
			p.Add("parties", "error.briefing.before_party", party.Vendor, models.Today(party.ApprovedAt))
		}
	}
	return nil
}

// bindingOn is the appendix that was in force on a day, with its edition: an Error of
// KindInvalid where none was issued until then.
func (t *tx) bindingOn(d *dossier, day models.Date) (*catalog.Edition, models.Appendix, error) {
	var rows []appendixRow
	err := t.db.Omit("content").Where("contract_id = ? AND issued_at < ?", d.row.ID, instant{day.AddDays(1).Start()}).Order("number DESC").Limit(1).Find(&rows).Error
	switch {
	case err != nil:
		return nil, models.Appendix{}, wrap(err, "appendices")
	case len(rows) == 0:
		return nil, models.Appendix{}, models.Invalidf("held_on", "error.briefing.none_issued", day)
	}
	return t.bound(rows[0])
}

// toldSets are the topics as they were on a meeting's day, of which its people hear, and
// as they are now, against which it counts.
func (t *tx) toldSets(d *dossier, day models.Date) (told, now *topicSet, err error) {
	house := t.asHouse()
	e, a, err := house.bindingOn(d, day)
	if err != nil {
		return nil, nil, err
	}
	told = newTopicSet(e, a)
	if e, a, err = house.binding(d); err != nil {
		return nil, nil, err
	}
	return told, newTopicSet(e, a), nil
}

// toldAt is when what was heard counts as told: now when it was read alone or the
// meeting's day has not passed; of a past day its last second, so that it comes after
// whatever else is of that day.
func (t *tx) toldAt(in *briefingRow) instant {
	if in == nil || !in.HeldOn.Before(t.today()) {
		return instant{t.now}
	}
	return instant{in.HeldOn.AddDays(1).Start().Add(-time.Second)}
}
