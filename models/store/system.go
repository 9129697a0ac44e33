package store

import (
	"context"

	"gorm.io/gorm"

	"chigiri/models"
)

type systemRow struct {
	ID          string
	Code        string
	Name        string
	NameKana    string
	DivisionID  string
	StartedOn   models.Date
	Zone        string
	Description string
	Level       int
	SearchKey   string
	SortKey     string
	Version     int
	CreatedAt   instant
	UpdatedAt   instant
}

func (systemRow) TableName() string { return "systems" }

// SystemQuery narrows the register of systems.
type SystemQuery struct {
	Text     string // words of name, reading or code; all must be there
	Division string // id
	Zone     models.Zone
	After    string // cursor of the page before
	Limit    int    // 1 to 200, default 50
}

// SystemList is one page of the register.
type SystemList struct {
	Rows  []models.InfoSystem `json:"rows"` // without links, manuals and contracts
	Next  string              `json:"next,omitempty"`
	Total int                 `json:"total"`
}

// Systems lists systems by reading.
func (s *Store) Systems(ctx context.Context, actor models.Actor, q SystemQuery) (list SystemList, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if !models.CanSeeSystems(actor) {
			return models.Denied("error.denied.systems")
		}
		db := matching(t.db.Table("systems"), "search_key", q.Text)
		if q.Division != "" {
			db = db.Where("division_id = ?", q.Division)
		}
		if q.Zone != "" {
			db = db.Where("zone = ?", string(q.Zone))
		}
		db = db.Session(&gorm.Session{})
		var total int64
		if err := db.Count(&total).Error; err != nil {
			return wrap(err, "systems")
		}
		p := page{after: q.After, limit: q.Limit, by: []sortKey{{column: "sort_key"}, {column: "id"}}}
		var rows []systemRow
		if err := p.find(db, &rows); err != nil {
			return err
		}
		rows, next := cut(p, rows, func(r systemRow) []any { return []any{r.SortKey, r.ID} })
		list = SystemList{Next: next, Total: int(total)}
		list.Rows, err = t.systems(rows)
		return err
	})
	return list, err
}

// InfoSystem gives one system with its links in both directions, its manuals, and
// those of its contracts the actor may see.
func (s *Store) InfoSystem(ctx context.Context, actor models.Actor, id string) (sys models.InfoSystem, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		sys, err = t.system(id)
		return err
	})
	return sys, err
}

// CreateSystem adds a system. Its level follows from its data classes under the
// edition in force.
func (s *Store) CreateSystem(ctx context.Context, actor models.Actor, in models.SystemInput) (sys models.InfoSystem, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		if !models.CanEditSystem(actor, in.DivisionID) {
			return models.Denied("error.denied.system")
		}
		in, level, err := t.cleanSystem(in, "")
		if err != nil {
			return err
		}
		row := newSystemRow(in, level)
		row.ID, row.Version, row.CreatedAt, row.UpdatedAt = t.id(), 1, instant{t.now}, instant{t.now}
		if err := t.db.Create(&row).Error; err != nil {
			return wrap(err, "system")
		}
		if err := t.putSystemParts(row.ID, in); err != nil {
			return err
		}
		if sys, err = t.system(row.ID); err != nil {
			return err
		}
		return t.event(models.Event{Kind: models.EventSystemCreated, Subject: "system", SubjectID: row.ID, After: fieldsOf(in)})
	})
	return sys, err
}

// UpdateSystem changes a system seen at a version, and brings the contracts that
// speak of it up to date. A division hands a system over through the IT division.
func (s *Store) UpdateSystem(ctx context.Context, actor models.Actor, id string, version int, in models.SystemInput) (sys models.InfoSystem, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		old, err := t.editableSystem(id)
		if err != nil {
			return err
		}
		if old.Version != version {
			return models.Conflict("error.conflict", old)
		}
		if !models.CanEditSystem(actor, in.DivisionID) {
			return models.Invalidf("division_id", "error.system.hand_over")
		}
		in, level, err := t.cleanSystem(in, id)
		if err != nil {
			return err
		}
		was, is := changes(systemFields(old.SystemInput), systemFields(in))
		if len(is) == 0 {
			sys = old
			return nil
		}
		if level != old.Level {
			was["level"], is["level"] = old.Level, level
		}
		if sys, err = t.saveSystem(old, in, level); err != nil {
			return err
		}
		return t.event(models.Event{Kind: models.EventSystemUpdated, Subject: "system", SubjectID: id, Before: was, After: is})
	})
	return sys, err
}

func (t *tx) saveSystem(old models.InfoSystem, in models.SystemInput, level models.Level) (models.InfoSystem, error) {
	r := newSystemRow(in, level)
	done, err := t.update("systems", old.ID, old.Version, map[string]any{
		"code": r.Code, "name": r.Name, "name_kana": r.NameKana, "division_id": r.DivisionID, "started_on": r.StartedOn,
		"zone": r.Zone, "description": r.Description, "level": r.Level, "search_key": r.SearchKey, "sort_key": r.SortKey,
		"updated_at": instant{t.now},
	})
	if err != nil {
		return old, err
	}
	if !done {
		now, err := t.system(old.ID)
		if err == nil {
			err = models.Conflict("error.conflict", now)
		}
		return now, err
	}
	if err := t.putSystemParts(old.ID, in); err != nil {
		return old, err
	}
	if err := t.recomputeSystems(old.ID); err != nil {
		return old, err
	}
	return t.system(old.ID)
}

// editableSystem reads a system the actor is about to change.
func (t *tx) editableSystem(id string) (models.InfoSystem, error) {
	sys, err := t.system(id)
	if err == nil && !models.CanEditSystem(t.actor, sys.DivisionID) {
		err = models.Denied("error.denied.system")
	}
	return sys, err
}

func newSystemRow(in models.SystemInput, level models.Level) systemRow {
	return systemRow{
		Code: in.Code, Name: in.Name, NameKana: in.NameKana, DivisionID: in.DivisionID, StartedOn: in.StartedOn,
		Zone: string(in.Zone), Description: in.Description, Level: int(level),
		SearchKey: searchKey(in.Name, in.NameKana, in.Code), SortKey: sortKeyOf(in.Name, in.NameKana),
	}
}

// system reads one system the actor may see, whole.
func (t *tx) system(id string) (models.InfoSystem, error) {
	if !models.CanSeeSystems(t.actor) {
		return models.InfoSystem{}, models.NotFound("system")
	}
	var row systemRow
	if err := t.first(t.db.Where("id = ?", id), &row, "system"); err != nil {
		return models.InfoSystem{}, err
	}
	list, err := t.systems([]systemRow{row})
	if err != nil {
		return models.InfoSystem{}, err
	}
	sys := list[0]
	if sys.Links, err = t.links(id); err != nil {
		return sys, err
	}
	if sys.Manuals, err = t.manuals(id); err != nil {
		return sys, err
	}
	sys.Contracts, err = t.systemContracts(id)
	return sys, err
}
