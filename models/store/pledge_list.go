package store

import (
	"context"

	"chigiri/models"
)

// OwnPledges are the actor's own to sign or signed by them: a worker's, and for a lead
// those of the companies they lead; what is asked for first.
func (s *Store) OwnPledges(ctx context.Context, actor models.Actor) (list []models.Pledge, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if !actor.External() {
			return models.Denied("error.denied.pledge")
		}
		db := t.db.Omit("text").Where("worker_id IN (SELECT id FROM workers WHERE user_id = ?) OR delegate_id = ?", actor.UserID, actor.UserID)
		if actor.Is(models.VendorLead) {
			db = t.db.Omit("text").Where(db).Or("worker_id IS NULL AND party_id IN (SELECT id FROM parties WHERE vendor_id = ? AND state = 'approved')", actor.VendorID)
		}
		var rows []pledgeRow
		if err := db.Order("CASE state WHEN 'asked' THEN 0 WHEN 'signed' THEN 1 ELSE 2 END").Order("id DESC").Limit(200).Find(&rows).Error; err != nil {
			return wrap(err, "pledges")
		}
		list = make([]models.Pledge, len(rows))
		for i, r := range rows {
			list[i] = r.pledge()
		}
		return nil
	})
	return list, err
}
