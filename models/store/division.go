package store

import (
	"context"

	"chigiri/models"
)

type divisionRow struct {
	ID        string
	Code      string
	EndedOn   models.Date
	Successor *string
	Version   int
	CreatedAt instant
}

func (divisionRow) TableName() string { return "divisions" }

type divisionNameRow struct {
	DivisionID string
	ValidFrom  models.Date
	ValidTo    models.Date
	Name       string
	NameEN     string `gorm:"column:name_en"`
}

func (divisionNameRow) TableName() string { return "division_names" }

// Divisions lists all divisions by code, ended ones included: documents name them.
// Staff see them; vendors have no use for the list.
func (s *Store) Divisions(ctx context.Context, actor models.Actor) (list []models.Division, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if !actor.Internal() {
			return models.Denied("error.denied.divisions")
		}
		list, err = t.divisions()
		return err
	})
	return list, err
}

// Division gives one division with its names.
func (s *Store) Division(ctx context.Context, actor models.Actor, id string) (d models.Division, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if !actor.Internal() {
			return models.NotFound("division")
		}
		d, err = t.division(id)
		return err
	})
	return d, err
}

// CreateDivision adds a division under its first name, which holds from in.From.
func (s *Store) CreateDivision(ctx context.Context, actor models.Actor, in models.DivisionInput) (d models.Division, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		if !models.CanManageDivisions(actor) {
			return models.Denied("error.denied.divisions")
		}
		in, err := cleanDivision(in)
		if err != nil {
			return err
		}
		if err := t.freeCode("divisions", in.Code, "", "error.division.code_taken"); err != nil {
			return err
		}
		row := divisionRow{ID: t.id(), Code: in.Code, Version: 1, CreatedAt: instant{t.now}}
		if err := t.db.Create(&row).Error; err != nil {
			return wrap(err, "division")
		}
		name := divisionNameRow{DivisionID: row.ID, ValidFrom: in.From, Name: in.Name, NameEN: in.NameEN}
		if err := t.db.Create(&name).Error; err != nil {
			return wrap(err, "division")
		}
		if d, err = t.division(row.ID); err != nil {
			return err
		}
		return t.event(models.Event{Kind: models.EventDivisionCreated, Subject: "division", SubjectID: row.ID, After: fieldsOf(in)})
	})
	return d, err
}

// RenameDivision gives a division a new name from in.From on; the names before
// stay for the documents of their days. With the From of the present name it
// corrects that name. A name that has not begun yet gives way to the new one. The
// code changes too when one is given.
func (s *Store) RenameDivision(ctx context.Context, actor models.Actor, id string, version int, in models.DivisionInput) (d models.Division, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		old, err := t.managedDivision(id, version)
		if err != nil {
			return err
		}
		if in.Code == "" {
			in.Code = old.Code
		}
		if in, err = cleanDivision(in); err != nil {
			return err
		}
		if err := t.freeCode("divisions", in.Code, id, "error.division.code_taken"); err != nil {
			return err
		}
		if err := t.addDivisionName(old, in); err != nil {
			return err
		}
		if d, err = t.bumpDivision(old, version, map[string]any{"code": in.Code}); err != nil {
			return err
		}
		if err := t.recomputeWhere("division_id = ?", id); err != nil {
			return err
		}
		last := old.Names[len(old.Names)-1]
		was, is := changes(fieldsOf(models.DivisionInput{Code: old.Code, Name: last.Name, NameEN: last.NameEN, From: last.From}), fieldsOf(in))
		return t.event(models.Event{Kind: models.EventDivisionRenamed, Subject: "division", SubjectID: id, Before: was, After: is})
	})
	return d, err
}

// addDivisionName ends the last name the day before the new one begins.
func (t *tx) addDivisionName(d models.Division, in models.DivisionInput) error {
	begun := d.Begun(t.today())
	if len(begun) == 0 { // its only name lies ahead
		return wrap(t.db.Model(&divisionNameRow{}).Where("division_id = ?", d.ID).
			Updates(map[string]any{"valid_from": in.From, "name": in.Name, "name_en": in.NameEN}).Error, "division")
	}
	last := begun[len(begun)-1]
	if in.From.Before(last.From) {
		return models.Invalidf("from", "error.division.from_before", last.From)
	}
	if err := t.dropPlannedName(d, nil); err != nil {
		return err
	}
	names := t.db.Model(&divisionNameRow{}).Where("division_id = ? AND valid_from = ?", d.ID, last.From)
	if in.From == last.From {
		return wrap(names.Updates(map[string]any{"name": in.Name, "name_en": in.NameEN}).Error, "division")
	}
	if err := names.Update("valid_to", in.From.AddDays(-1)).Error; err != nil {
		return wrap(err, "division")
	}
	row := divisionNameRow{DivisionID: d.ID, ValidFrom: in.From, Name: in.Name, NameEN: in.NameEN}
	return wrap(t.db.Create(&row).Error, "division")
}

// managedDivision reads a division the actor is about to change, at the version
// the actor saw.
func (t *tx) managedDivision(id string, version int) (models.Division, error) {
	if !t.actor.Internal() {
		return models.Division{}, models.NotFound("division")
	}
	d, err := t.division(id)
	switch {
	case err != nil:
		return d, err
	case !models.CanManageDivisions(t.actor):
		return d, models.Denied("error.denied.divisions")
	case !d.EndedOn.IsZero():
		return d, models.Conflict("error.division.ended", d)
	case d.Version != version:
		return d, models.Conflict("error.conflict", d)
	}
	return d, nil
}

// bumpDivision writes columns when nobody was faster.
func (t *tx) bumpDivision(old models.Division, version int, columns map[string]any) (models.Division, error) {
	done, err := t.update("divisions", old.ID, version, columns)
	if err != nil {
		return old, err
	}
	now, err := t.division(old.ID)
	if err == nil && !done {
		err = models.Conflict("error.conflict", now)
	}
	return now, err
}

func cleanDivision(in models.DivisionInput) (models.DivisionInput, error) {
	var c cleaner
	c.needed("code", &in.Code, maxCode)
	c.needed("name", &in.Name, maxName)
	c.line("name_en", &in.NameEN, maxName)
	if in.From.IsZero() {
		c.problems.Add("from", "error.required")
	}
	return in, c.problems.Err()
}

// freeCode refuses a code another row of the table has.
func (t *tx) freeCode(table, code, except, key string) error {
	var taken int64
	err := t.db.Table(table).Where("code = ? AND id <> ?", code, except).Count(&taken).Error
	if err == nil && taken > 0 {
		return models.Invalidf("code", key, code)
	}
	return wrap(err, table)
}
