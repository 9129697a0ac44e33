package store

import (
	"context"

	"gorm.io/gorm"

	"chigiri/models"
)

// dropPlannedName takes away the name that has not begun; the one before it lasts to
// a day, or on.
func (t *tx) dropPlannedName(d models.Division, to any) error {
	planned := d.Planned(t.today())
	if planned == nil {
		return nil
	}
	err := t.db.Where("division_id = ? AND valid_from = ?", d.ID, planned.From).Delete(&divisionNameRow{}).Error
	if begun := d.Begun(t.today()); err == nil && len(begun) > 0 {
		err = t.db.Model(&divisionNameRow{}).Where("division_id = ? AND valid_from = ?", d.ID, begun[len(begun)-1].From).Update("valid_to", to).Error
	}
	return wrap(err, "division")
}

// WithdrawDivisionName takes back a name that has not begun yet; a division keeps at
// least one.
func (s *Store) WithdrawDivisionName(ctx context.Context, actor models.Actor, id string, version int) (d models.Division, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		old, err := t.managedDivision(id, version)
		if err != nil {
			return err
		}
		planned := old.Planned(t.today())
		if planned == nil || len(old.Names) < 2 {
			return models.Conflict("error.division.not_planned", old)
		}
		if err := t.dropPlannedName(old, nil); err != nil {
			return err
		}
		if d, err = t.bumpDivision(old, version, map[string]any{}); err != nil {
			return err
		}
		if err := t.recomputeWhere("division_id = ?", id); err != nil {
			return err
		}
		return t.event(models.Event{
			Kind: models.EventDivisionUnnamed, Subject: "division", SubjectID: id,
			Before: map[string]any{"name": planned.Name, "name_en": planned.NameEN, "from": planned.From},
		})
	})
	return d, err
}

// CheckMerge says what MergeDivision would move, and refuses what it would refuse.
func (s *Store) CheckMerge(ctx context.Context, actor models.Actor, id string, version int, into string, on models.Date) (c models.MergeCheck, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		old, err := t.managedDivision(id, version)
		if err != nil {
			return err
		}
		if err := t.checkMerge(old, into, on); err != nil {
			return err
		}
		if c.Into, err = t.division(into); err != nil {
			return err
		}
		c.On = on
		contracts := t.db.Table("contracts").Where("division_id = ?", id)
		for n, db := range map[*int]*gorm.DB{
			&c.People: t.db.Table("users").Where("division_id = ?", id), &c.Systems: t.db.Table("systems").Where("division_id = ?", id),
			&c.Contracts: contracts.Session(&gorm.Session{}), &c.Issued: contracts.Session(&gorm.Session{}).Where("issued_number > 0"),
			&c.Asked: contracts.Session(&gorm.Session{}).Where("state = ?", models.StateConsulting),
		} {
			var count int64
			if err := db.Count(&count).Error; err != nil {
				return wrap(err, "merge")
			}
			*n = int(count)
		}
		return nil
	})
	return c, err
}

// MergeDivision ends a division on a day and hands its people, systems and
// contracts to another. The day cannot lie ahead, for they move at once; issued
// documents keep the old name, and later ones name the successor.
func (s *Store) MergeDivision(ctx context.Context, actor models.Actor, id string, version int, into string, on models.Date) (d models.Division, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		old, err := t.managedDivision(id, version)
		if err != nil {
			return err
		}
		if err := t.checkMerge(old, into, on); err != nil {
			return err
		}
		successor, err := t.division(into)
		if err != nil {
			return err
		}
		moved := map[string]any{"name": old.Name, "into": successor.Name, "successor": into, "ended_on": on}
		for _, table := range []string{"users", "systems", "contracts"} {
			r := t.db.Table(table).Where("division_id = ?", id).Update("division_id", into)
			if r.Error != nil {
				return wrap(r.Error, table)
			}
			moved[table] = r.RowsAffected
		}
		if err := t.dropPlannedName(old, on); err != nil {
			return err
		}
		begun := old.Begun(t.today())
		last := begun[len(begun)-1]
		if err := t.db.Model(&divisionNameRow{}).Where("division_id = ? AND valid_from = ?", id, last.From).
			Update("valid_to", on).Error; err != nil {
			return wrap(err, "division")
		}
		if d, err = t.bumpDivision(old, version, map[string]any{"ended_on": on, "successor": into}); err != nil {
			return err
		}
		if err := t.recomputeWhere("division_id = ?", into); err != nil {
			return err
		}
		return t.event(models.Event{Kind: models.EventDivisionMerged, Subject: "division", SubjectID: id, After: moved})
	})
	return d, err
}

func (t *tx) checkMerge(old models.Division, into string, on models.Date) error {
	var p models.Problems
	successor, err := t.division(into)
	begun := old.Begun(t.today())
	switch {
	case into == "":
		p.Add("into", "error.division.into")
	case models.KindOf(err) == models.KindNotFound:
		p.Add("into", "error.division.unknown")
	case err != nil:
		return err
	case into == old.ID:
		p.Add("into", "error.division.into_itself")
	case !successor.EndedOn.IsZero():
		p.Add("into", "error.division.ended")
	}
	switch {
	case on.IsZero():
		p.Add("on", "error.required")
	case on.After(t.today()):
		p.Add("on", "error.date.future")
	case len(begun) == 0:
		p.Add("on", "error.division.not_begun", old.Names[0].From)
	case on.Before(begun[len(begun)-1].From):
		p.Add("on", "error.division.from_before", begun[len(begun)-1].From)
	}
	return p.Err()
}

// division reads one division with its names.
func (t *tx) division(id string) (models.Division, error) {
	var row divisionRow
	if err := t.first(t.db.Where("id = ?", id), &row, "division"); err != nil {
		return models.Division{}, err
	}
	names, err := t.divisionNames(t.db.Where("division_id = ?", id))
	return row.division(names[id], t.today()), err
}

// divisions reads all of them in two queries.
func (t *tx) divisions() ([]models.Division, error) {
	var rows []divisionRow
	if err := t.db.Order("code").Find(&rows).Error; err != nil {
		return nil, wrap(err, "divisions")
	}
	names, err := t.divisionNames(t.db)
	list := make([]models.Division, len(rows))
	for i, r := range rows {
		list[i] = r.division(names[r.ID], t.today())
	}
	return list, err
}

// divisionNames reads names by division, oldest first.
func (t *tx) divisionNames(db *gorm.DB) (map[string][]models.DivisionName, error) {
	var rows []divisionNameRow
	err := db.Order("valid_from").Find(&rows).Error
	names := map[string][]models.DivisionName{}
	for _, r := range rows {
		names[r.DivisionID] = append(names[r.DivisionID], models.DivisionName{Name: r.Name, NameEN: r.NameEN, From: r.ValidFrom, To: r.ValidTo})
	}
	return names, wrap(err, "division names")
}

// divisionNamesToday are the names of today by id, in one query however many
// divisions a page shows.
func (t *tx) divisionNamesToday() (map[string]string, error) {
	names, err := t.divisionNames(t.db)
	today := make(map[string]string, len(names))
	for id, n := range names {
		today[id] = models.Division{Names: n}.NameOn(t.today())
	}
	return today, err
}

func (r divisionRow) division(names []models.DivisionName, today models.Date) models.Division {
	d := models.Division{
		ID: r.ID, Code: r.Code, Names: names, EndedOn: r.EndedOn, Version: r.Version, CreatedAt: r.CreatedAt.Time,
	}
	if r.Successor != nil {
		d.Successor = *r.Successor
	}
	for i, n := range names {
		if i == 0 || !today.Before(n.From) {
			d.Name, d.NameEN = n.Name, n.NameEN
		}
	}
	return d
}
