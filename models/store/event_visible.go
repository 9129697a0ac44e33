package store

import (
	"gorm.io/gorm"

	"chigiri/models"
)

// visibleEvents is the part of the log the actor may read, narrowed by q:
//
//   - the audit office: all of it;
//   - the IT division: all but other people's accounts;
//   - the administrator: accounts and divisions, and nothing about a contract;
//   - division staff: their division's contracts, the registers, their own account;
//   - vendors: their own account.
func (t *tx) visibleEvents(q EventQuery) (*gorm.DB, error) {
	db := t.db.Table("events")
	own := t.db.Where("subject = 'user' AND subject_id = ?", t.actor.UserID)
	switch a := t.actor; {
	case a.IsSystem() || a.Is(models.Auditor):
	case a.Is(models.Reviewer):
		db = db.Where(t.db.Where("subject <> 'user'").Or(own))
	case a.Is(models.Admin):
		db = db.Where("subject IN ('user', 'division') AND contract_id IS NULL")
	case a.Is(models.Drafter, models.Manager):
		db = db.Where(t.db.
			Where("contract_id IN (SELECT id FROM contracts WHERE division_id = ?)", a.DivisionID).
			Or("contract_id IS NULL AND subject IN ('system', 'vendor', 'division', 'edition')").
			Or(own))
	case a.External():
		db = db.Where(own)
	default:
		return nil, models.Denied("error.denied.events")
	}
	if q.Subject != "" {
		db = db.Where("subject = ?", q.Subject)
	}
	if q.SubjectID != "" {
		db = db.Where("subject_id = ?", q.SubjectID)
	}
	if q.ContractID != "" {
		db = db.Where("contract_id = ?", q.ContractID)
	}
	return db, nil
}
