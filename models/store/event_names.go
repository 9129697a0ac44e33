package store

import (
	"context"

	"chigiri/models"
)

// EventNames gives the names of what events speak of by id: divisions as of today,
// systems, vendors, the vendors of parties also after they left, and contracts. What
// the actor may not see has no name here. It takes the same few queries however many
// ids there are.
func (s *Store) EventNames(ctx context.Context, actor models.Actor, ids []string) (names map[string]models.Text, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if !models.CanSeeSystems(actor) { // staff, who see the registers whole
			return models.Denied("error.denied.events")
		}
		if names = map[string]models.Text{}; len(ids) == 0 {
			return nil
		}
		var rows []struct{ ID, Name string }
		parties := t.db.Table("parties").Joins("JOIN vendors ON vendors.id = parties.vendor_id").Select("parties.id, vendors.name").
			Where("parties.id IN ? AND parties.contract_id IN (?)", ids, t.visibleContracts().Select("contracts.id"))
		err := t.db.Raw("? UNION ALL ? UNION ALL ? UNION ALL ?",
			t.db.Table("systems").Select("id, name").Where("id IN ?", ids),
			t.db.Table("vendors").Select("id, name").Where("id IN ?", ids),
			parties,
			t.visibleContracts().Select("contracts.id, contracts.title").Where("contracts.id IN ?", ids),
		).Scan(&rows).Error
		if err != nil {
			return wrap(err, "event names")
		}
		for _, r := range rows {
			names[r.ID] = models.Text{JA: r.Name}
		}
		divisions, err := t.divisionNames(t.db.Where("division_id IN ?", ids))
		for id, n := range divisions {
			d := divisionRow{}.division(n, t.today())
			names[id] = models.Text{JA: d.Name, EN: d.NameEN}
		}
		return err
	})
	return names, err
}
