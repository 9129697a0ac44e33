package store

import "chigiri/models"

// homeUnrecorded are the meetings the actor holds whose day has passed and that are
// neither recorded nor cancelled, the oldest first: those of the division's contracts for
// its people, and those a contractor holds in the body's place for its lead.
func (t *tx) homeUnrecorded() (list []models.Meeting, err error) {
	side := models.SidePrefecture
	db := t.visibleContracts().Joins("JOIN briefings ON briefings.contract_id = contracts.id")
	switch {
	case t.actor.Is(models.Drafter, models.Manager):
		db = db.Where("contracts.system_manager <> ''")
	case t.actor.Is(models.VendorLead):
		side, db = models.SidePrime, db.Where("contracts.vendor_id = ?", t.actor.VendorID)
	default:
		return nil, nil
	}
	var rows []struct {
		ID, Title, Begins, Place string
		HeldOn                   models.Date
	}
	err = db.Where("briefings.state = 'planned' AND briefings.held_on < ? AND briefings.side = ?", t.today(), side).
		Where("contracts.state NOT IN ?", []models.ContractState{models.StateCompleted, models.StateClosed}).
		Select("briefings.id, contracts.title, briefings.held_on, briefings.begins, briefings.place").
		Order("briefings.held_on").Order("briefings.id").Limit(homeItems).Find(&rows).Error
	for _, r := range rows {
		list = append(list, models.Meeting{ID: r.ID, Title: r.Title, HeldOn: r.HeldOn, Begins: r.Begins, Place: r.Place})
	}
	return list, wrap(err, "meetings")
}
