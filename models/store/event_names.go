package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"chigiri/models"
)

// EventNames gives the names of what events speak of by id: divisions as of today,
// systems, vendors, contracts, accounts, and what belongs to a contract's parties, also
// after they left: see nameOfParties. What the actor may not see has no name here. It takes the same few queries
// however many ids there are.
func (s *Store) EventNames(ctx context.Context, actor models.Actor, ids []string) (names map[string]models.Text, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if !models.CanReadEventNames(actor) {
			return models.Denied("error.denied.events")
		}
		names, err = t.names(ids)
		return err
	})
	return names, err
}

// eventNames names, in the actor's language, what lines of the log speak of by id, and
// the ids asked for besides; what has no name here is not the actor's to open. Data
// classes and flags are named as the edition in force calls them.
func (t *tx) eventNames(lines []models.LogLine, also ...string) (map[string]string, error) {
	events := make([]models.Event, len(lines))
	for i, l := range lines {
		events[i] = l.Event
	}
	ids := slices.DeleteFunc(distinct(append(also, models.Named(events)...)), func(id string) bool { return !models.IsID(id) })
	names := map[string]string{}
	if len(ids) == 0 {
		return names, nil
	}
	all, err := t.names(ids)
	if err != nil {
		return nil, err
	}
	for id, name := range all {
		names[id] = name.In(t.actor.Lang)
	}
	return names, t.nameCodes(names)
}

// names are the names of things by id, as far as the actor may see the things.
func (t *tx) names(ids []string) (map[string]models.Text, error) {
	names := map[string]models.Text{}
	if len(ids) == 0 {
		return names, nil
	}
	if err := t.nameRows(names, ids); err != nil {
		return nil, err
	}
	if err := t.nameOfParties(names, ids); err != nil {
		return nil, err
	}
	return names, t.nameDivisions(names, ids)
}

// nameRows names contracts, systems, vendors and accounts.
func (t *tx) nameRows(names map[string]models.Text, ids []string) error {
	var asks []*gorm.DB
	if models.CanSeeContracts(t.actor) {
		asks = append(asks, t.visibleContracts().Select("contracts.id, contracts.title AS name").Where("contracts.id IN ?", ids))
	}
	if models.CanSeeSystems(t.actor) {
		asks = append(asks, t.db.Table("systems").Select("id, name").Where("id IN ?", ids))
	}
	if models.CanSeeVendors(t.actor) {
		asks = append(asks, t.vendorsSeen().Table("vendors").Select("vendors.id, vendors.name").Where("vendors.id IN ?", ids))
	}
	users := t.db.Table("users").Select("id, name").Where("id IN ?", ids)
	if !models.CanSeeUsers(t.actor) {
		users = users.Where("id = ?", t.actor.UserID)
	}
	for _, ask := range append(asks, users) {
		if err := addNames(names, ask); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) nameDivisions(names map[string]models.Text, ids []string) error {
	if !t.actor.Internal() {
		return nil
	}
	found, err := t.divisionNames(t.db.Where("division_id IN ?", ids))
	for id, list := range found {
		d := divisionRow{}.division(list, t.today())
		names[id] = models.Text{JA: d.Name, EN: d.NameEN}
	}
	return err
}

// nameCodes names what events speak of by the codes of the catalog.
func (t *tx) nameCodes(names map[string]string) error {
	if !models.CanSeeEditions(t.actor) {
		return nil
	}
	rows, err := t.editionRows()
	id := currentOf(rows, t.today())
	if err != nil || id == "" {
		return err
	}
	if err := t.nameTopics(names, rows, id); err != nil {
		return err
	}
	e, err := t.edition(id)
	if err != nil {
		return err
	}
	for _, c := range e.Classes {
		names[c.ID] = c.Name.In(t.actor.Lang)
	}
	for _, f := range e.ContractFlags() {
		names[f.ID] = f.In(t.actor.Lang)
	}
	return nil
}

// nameTopics names the topics of all editions, for contracts are pinned to old ones too;
// the one in force has the last word.
func (t *tx) nameTopics(names map[string]string, rows []editionRow, current string) error {
	ids := []string{}
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	for _, id := range append(ids, current) {
		e, err := t.edition(id)
		if err != nil {
			return err
		}
		for _, topic := range e.Topics {
			names[models.TopicName(topic.Key)] = topic.Value.In(t.actor.Lang)
		}
	}
	return nil
}
