package store

import (
	"gorm.io/gorm"

	"chigiri/models"
)

// homePledges are the pledges that wait for a word of the actor.
func (t *tx) homePledges(h *models.Home) (err error) {
	which := t.declinedBelow()
	if t.actor.Internal() {
		if which, err = t.pledgesForMe(); err != nil || which == nil {
			return err
		}
	}
	h.Waits, err = t.pledgeRows(which)
	if len(h.Waits) > homeItems {
		h.Waits = h.Waits[:homeItems]
	}
	return err
}

// pledgesForMe are those of contracts that staff see: to the division the questions, what
// was declined and the papers it confirms, to the IT division its papers; nil to others.
func (t *tx) pledgesForMe() (*gorm.DB, error) {
	const papers = "pledges.state = 'signed' AND pledges.method = 'paper' AND pledges.confirmed_at IS NULL"
	seen := t.db.Where("pledges.contract_id IN (?)", t.visibleContracts().Select("contracts.id"))
	theirs, err := t.confirmedByIT()
	switch {
	case err != nil:
		return nil, err
	case t.actor.Is(models.Reviewer):
		return seen.Where(papers+" AND EXISTS (?)", theirs), nil
	case t.actor.Is(models.Drafter, models.Manager):
		mine := t.db.Where(declined).Or("pledges.state = 'asked' AND pledges.question <> '' AND pledges.answer = ''").
			Or(papers+" AND NOT EXISTS (?)", theirs)
		return seen.Where(mine), nil
	}
	return nil, nil
}

// confirmedByIT finds, of a pledge, whether the IT division confirms its receipt, by the
// levels that the edition of the appendix in force names.
func (t *tx) confirmedByIT() (*gorm.DB, error) {
	rows, err := t.editionRows()
	if err != nil {
		return nil, err
	}
	bound := t.db.Where("1 = 0")
	for _, r := range rows {
		e, err := t.edition(r.ID)
		if err != nil {
			return nil, err
		}
		for _, kind := range models.PledgeKinds() {
			for level, owner := range e.Pledges.Of(kind).ConfirmedBy {
				if owner == "it_division" {
					bound = bound.Or("a.edition_id = ? AND a.level = ? AND pledges.kind = ?", r.ID, level, kind)
				}
			}
		}
	}
	return t.db.Table("appendices a").Select("1").Joins("JOIN contracts c ON c.id = a.contract_id AND c.issued_number = a.number").
		Where("a.contract_id = pledges.contract_id").Where(bound), nil
}
