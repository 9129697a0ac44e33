package store

import (
	"time"

	"chigiri/models"
	"chigiri/models/catalog"
)

// recomputeSystems brings up to date the contracts on these systems and on those
// linked with them, whose names the documents print.
func (t *tx) recomputeSystems(ids ...string) error {
	return t.recomputeWhere(`id IN (SELECT contract_id FROM contract_systems WHERE system_id IN ?
		OR system_id IN (SELECT from_id FROM system_links WHERE to_id IN ?)
		OR system_id IN (SELECT to_id FROM system_links WHERE from_id IN ?))`, ids, ids, ids)
}

// classLevel notes data classes the edition in force does not know, and derives the
// level of the others.
func (t *tx) classLevel(c *cleaner, classes []string) (models.Level, error) {
	_, e, err := t.currentEdition()
	if models.KindOf(err) == models.KindNotFound {
		err = nil // before the first edition no class is known
	}
	if err != nil {
		return models.NoLevel, err
	}
	level := models.NoLevel
	for _, id := range classes {
		class := (*catalog.Class)(nil)
		if e != nil {
			class = e.Class(id)
		}
		if class == nil {
			c.problems.Add("classes", "error.class.unknown", id)
			continue
		}
		level = max(level, class.Level)
	}
	return level, nil
}

// relevelSystems derives the level of every system again: another edition may have
// come into force since. Contracts are pinned to their edition and stay as they are.
func (t *tx) relevelSystems() error {
	_, e, err := t.currentEdition()
	if err != nil {
		if models.KindOf(err) == models.KindNotFound {
			return nil
		}
		return err
	}
	var rows []struct {
		ID    string
		Level models.Level
	}
	if err := t.db.Table("systems").Select("id, level").Order("id").Find(&rows).Error; err != nil {
		return wrap(err, "systems")
	}
	var classes []systemClassRow
	if err := t.db.Find(&classes).Error; err != nil {
		return wrap(err, "systems")
	}
	levels := map[string]models.Level{}
	for _, c := range classes {
		if class := e.Class(c.ClassID); class != nil {
			levels[c.SystemID] = max(levels[c.SystemID], class.Level)
		}
	}
	for _, r := range rows {
		if levels[r.ID] == r.Level {
			continue
		}
		if err := t.db.Table("systems").Where("id = ?", r.ID).Update("level", int(levels[r.ID])).Error; err != nil {
			return wrap(err, "systems")
		}
	}
	return nil
}

// systemContracts lists the contracts on a system that the actor may see, the
// latest to end first.
func (t *tx) systemContracts(systemID string) ([]models.ContractRow, error) {
	var rows []struct {
		ID, Number, Title, State, DivisionID, Vendor, FactsHash, IssuedHash, WaitingFor string
		Level, IssuedNumber                                                             int
		StartsOn, EndsOn                                                                models.Date
		StateSince                                                                      instant
	}
	db := t.visibleContracts().Select("contracts.*, COALESCE(vendors.name, '') AS vendor").
		Joins("JOIN contract_systems ON contract_systems.contract_id = contracts.id AND contract_systems.system_id = ?", systemID).
		Joins("LEFT JOIN vendors ON vendors.id = contracts.vendor_id")
	if err := db.Order("ends_on DESC").Order("contracts.id DESC").Limit(maxLimit).Find(&rows).Error; err != nil || len(rows) == 0 {
		return nil, wrap(err, "contracts")
	}
	names, err := t.divisionNamesToday()
	list := make([]models.ContractRow, len(rows))
	for i, r := range rows {
		list[i] = models.ContractRow{
			ID: r.ID, Number: r.Number, Title: r.Title, State: models.ContractState(r.State), Level: models.Level(r.Level),
			Division: names[r.DivisionID], Vendor: r.Vendor, StartsOn: r.StartsOn, EndsOn: r.EndsOn,
			Changed: r.IssuedNumber > 0 && r.FactsHash != r.IssuedHash, WaitingFor: models.Role(r.WaitingFor),
			Since: r.StateSince.Format(time.RFC3339),
		}
	}
	return list, err
}
