package store

import (
	"slices"
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

// checkOut adds to what is wrong with the record of a meeting that somebody is said to
// have come, or to have taken the rules, who was not there yet or had left.
func checkOut(p *models.Problems, v models.BriefingView, in models.HeldInput) {
	for _, a := range v.Attendees {
		switch said := slices.Contains(in.Came, a.ID) || slices.Contains(in.Received, a.ID); {
		case !said || !v.Out(a):
		case !a.Since.IsZero():
			p.Add("came", "error.briefing.since", a.Name, a.Since)
		default:
			p.Add("came", "error.briefing.left", a.Name, a.LeftOn)
		}
	}
}

// markAway says of each attendee of a meeting who did not come whether their place, as a
// worker or as a party's lead, is over, or began only after its day. Who has heard all of
// what was held was none to come.
func (t *tx) markAway(row briefingRow, tree models.Parties, people []models.Attendee) error {
	var lines []workerRow
	asked := t.db.Model(&attendeeRow{}).Select("worker_id").Where("briefing_id = ? AND worker_id IS NOT NULL", row.ID)
	if err := t.db.Select("id, ends_on, left_on, created_at").Where("id IN (?)", asked).Find(&lines).Error; err != nil {
		return wrap(err, "workers")
	}
	by := map[string]workerRow{}
	for _, w := range lines {
		by[w.ID] = w
	}
	for i := range people {
		a := &people[i]
		party := tree.Find(a.PartyID)
		if !a.AttendedAt.IsZero() || party == nil || row.State == models.BriefingCancelled || row.State == models.BriefingHeld && a.Told {
			continue
		}
		begins, ends := placeOf(*party)
		if w, ok := by[a.WorkerID]; ok && !a.Lead {
			begins, ends = later(begins, dayOf(w.CreatedAt)), earlier(ends, t.lastDay(w))
		}
		if a.LeftOn = ends; row.HeldOn.Before(begins) {
			a.Since = begins
		}
	}
	return nil
}

// placeOf is the first day of a party, and its last where it is over; zero where it is not.
func placeOf(p models.Party) (begins, ends models.Date) {
	if p.State != models.PartyApproved {
		ends = models.Today(p.Since)
	}
	return models.Today(p.ApprovedAt), ends
}

// lastDay is the last day of a line of a roster that is over; zero where it is not.
func (t *tx) lastDay(w workerRow) models.Date {
	if w.LeftOn.IsZero() && w.EndsOn.Before(t.today()) {
		return w.EndsOn
	}
	return w.LeftOn
}

func later(a, b models.Date) models.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// earlier is the earlier of two days of which either may not be known.
func earlier(a, b models.Date) models.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
