package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"chigiri/models"
)

// listRow is a contract as lists read it.
type listRow struct {
	ID, Number, Title, DivisionID, DivisionName, Vendor, SortKey string
	State                                                        models.ContractState
	WaitingFor                                                   models.Role
	Level, StepCount                                             int
	Step                                                         string
	Stale                                                        bool
	StartsOn, EndsOn                                             models.Date
	StepSince, UpdatedAt                                         instant
}

// The state and the level as a list shows them. A vendor is not told that the house
// is asking itself something, nor a level that was not issued.
const (
	plainState     = "contracts.state"
	plainDivision  = "''" // of the division: named as today
	vendorDivision = "contracts.division_name"
	plainLevel     = "contracts.level"
	vendorState    = `CASE WHEN contracts.state <> 'consulting' THEN contracts.state WHEN contracts.signed_on IS NULL THEN 'issued' ELSE 'concluded' END`
	vendorLevel    = `(SELECT a.level FROM appendices a WHERE a.contract_id = contracts.id AND a.number = contracts.issued_number)`
	// stale: the appendix in force no longer says what would be compiled today 要見直し.
	stale = `(contracts.issued_number > 0 AND contracts.state NOT IN ('completed', 'closed') AND
		(contracts.facts_hash <> contracts.issued_hash OR (contracts.facts_until IS NOT NULL AND contracts.facts_until < ? AND contracts.state <> 'ready')))`
)

func (t *tx) shown() (state, level string) {
	if t.actor.External() {
		return vendorState, vendorLevel
	}
	return plainState, plainLevel
}

// Contracts lists the contracts the actor may see, narrowed and sorted, with the
// figures of every state and level under the other filters. It makes the same few
// queries whatever the list holds.
func (s *Store) Contracts(ctx context.Context, actor models.Actor, q models.ContractQuery) (list models.ContractList, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if !models.CanSeeContracts(actor) {
			return models.Denied("error.denied.contracts")
		}
		sort, err := contractSort(q.Sort)
		if err = errors.Join(err, knownStates(q.State)); err != nil {
			return err
		}
		if q, err = t.answerable(q); err != nil {
			return err
		}
		query := t.narrowed(q).Session(&gorm.Session{})
		if list, err = t.contractFigures(query, q); err != nil {
			return err
		}
		list.Rows, list.Next, err = t.contractRows(t.turnFilter(t.chosen(query, q), q), page{after: q.After, limit: q.Limit, by: sort})
		return err
	})
	return list, err
}

// answerable leaves out of a vendor's query what it is not told: whose turn it is in
// the house, and that a change is under way. What was issued names divisions and
// systems in words of its day and not by id, so that to narrow by those would tell of
// the draft; it is refused rather than left out, for nobody is to take a whole list
// for a part.
func (t *tx) answerable(q models.ContractQuery) (models.ContractQuery, error) {
	if !t.actor.External() {
		return q, nil
	}
	var p models.Problems
	if q.Division != "" {
		p.Add("division", "error.contract.filter")
	}
	if q.System != "" {
		p.Add("system", "error.contract.filter")
	}
	q.Mine, q.Changed = false, false
	return q, p.Err()
}

// narrowed applies all filters but state, level and whose turn it is, which are
// counted.
func (t *tx) narrowed(q models.ContractQuery) *gorm.DB {
	db := t.matchingContracts(q.Text)
	if q.Division != "" {
		db = db.Where("contracts.division_id = ?", q.Division)
	}
	if q.Vendor != "" {
		db = db.Where("contracts.vendor_id = ?", q.Vendor)
	}
	if q.System != "" {
		db = db.Where("contracts.id IN (SELECT contract_id FROM contract_systems WHERE system_id = ?)", q.System)
	}
	if q.Year != 0 {
		db = db.Where("contracts.starts_on <= ? AND contracts.ends_on >= ?", models.NewDate(q.Year+1, 3, 31), models.NewDate(q.Year, 4, 1))
	}
	if q.Changed {
		db = t.outOfDate(db)
	}
	return db
}

// outOfDate finds what is out of date first, by the index that holds only what was
// issued: beside other conditions SQLite would take the index of one of those and
// read most of the table.
func (t *tx) outOfDate(db *gorm.DB) *gorm.DB {
	found := t.visibleContracts().Select("contracts.id").Where("contracts.issued_number > 0").Where(stale, t.today())
	return db.Where("contracts.id IN (?)", found)
}

// chosen applies the state and the level.
func (t *tx) chosen(db *gorm.DB, q models.ContractQuery) *gorm.DB {
	state, level := t.shown()
	if q.State != "" {
		db = db.Where(state+" = ?", q.State)
	}
	if q.Level != models.NoLevel {
		db = db.Where(level+" = ?", int(q.Level))
	}
	return db
}

// turnFilter leaves what waits for this actor.
func (t *tx) turnFilter(db *gorm.DB, q models.ContractQuery) *gorm.DB {
	if q.Mine {
		db = db.Where("contracts.waiting_for IN ?", t.actor.Turns())
	}
	return db
}

// matchingContracts are the contracts the actor sees and that hold every word. What
// a vendor sees of one that is being changed are its issued words, unfolded, so
// each word is also looked for as it was typed.
func (t *tx) matchingContracts(text string) *gorm.DB {
	db := t.visibleContracts()
	if !t.actor.External() {
		return matching(db, "contracts.search_key", text)
	}
	for _, w := range searchWords(text) {
		db = db.Where(`(contracts.search_key LIKE ? ESCAPE '\' OR contracts.search_key LIKE ? ESCAPE '\')`, anywhere(models.SearchKey(w)), anywhere(w))
	}
	return db
}

// contractSort is the order of a list by its name.
func contractSort(name string) ([]sortKey, error) {
	id := sortKey{column: "contracts.id"}
	switch name {
	case "", "updated":
		return []sortKey{{column: "contracts.updated_at", kind: moment, desc: true}, {column: "contracts.id", desc: true}}, nil
	case "title":
		return []sortKey{{column: "contracts.sort_key"}, id}, nil
	case "number":
		return []sortKey{{column: "contracts.number"}, id}, nil
	case "ends":
		return []sortKey{{column: "contracts.ends_on", kind: day}, id}, nil
	case "level":
		return []sortKey{{column: "contracts.level", kind: number, desc: true}, {column: "contracts.id", desc: true}}, nil
	case "waiting":
		return []sortKey{{column: "contracts.step_since", kind: moment}, id}, nil
	}
	return nil, models.Invalidf("sort", "error.choice", name)
}

// contractRows reads one page of rows with the names of division and vendor.
func (t *tx) contractRows(db *gorm.DB, p page) ([]models.ContractRow, string, error) {
	rows, next, err := t.listRows(db, p)
	if err != nil || len(rows) == 0 {
		return []models.ContractRow{}, "", err
	}
	names, err := t.divisionNamesToday()
	list := make([]models.ContractRow, len(rows))
	for i, r := range rows {
		list[i] = models.ContractRow{
			ID: r.ID, Number: r.Number, Title: r.Title, State: r.State, Level: models.Level(r.Level), Division: cmp.Or(r.DivisionName, names[r.DivisionID]),
			Vendor: r.Vendor, StartsOn: r.StartsOn, EndsOn: r.EndsOn, Changed: r.Stale, WaitingFor: r.WaitingFor, Since: stamp(r.StepSince),
		}
		if t.actor.External() {
			list[i].Changed, list[i].WaitingFor, list[i].Since = false, "", ""
		}
	}
	return list, next, err
}

func (t *tx) listRows(db *gorm.DB, p page) ([]listRow, string, error) {
	state, level := t.shown()
	division := plainDivision
	if t.actor.External() {
		division = vendorDivision
	}
	db = db.Joins("LEFT JOIN vendors ON vendors.id = contracts.vendor_id").Select(fmt.Sprintf(`contracts.id, contracts.number, contracts.title,
		%s AS state, %s AS level, contracts.division_id, %s AS division_name, COALESCE(vendors.name, '') AS vendor, contracts.starts_on, contracts.ends_on,
		%s AS stale, contracts.waiting_for, contracts.step, contracts.step_count, contracts.step_since, contracts.updated_at, contracts.sort_key`,
		state, level, division, stale), t.today())
	var rows []listRow
	if err := p.find(db, &rows); err != nil {
		return nil, "", err
	}
	rows, next := cut(p, rows, func(r listRow) []any {
		values := make([]any, len(p.by))
		for i, k := range p.by {
			values[i] = r.sortValue(k.column)
		}
		return values
	})
	return rows, next, nil
}

func (r listRow) sortValue(column string) any {
	switch column {
	case "contracts.updated_at":
		return r.UpdatedAt
	case "contracts.step_since":
		return r.StepSince
	case "contracts.sort_key":
		return r.SortKey
	case "contracts.number":
		return r.Number
	case "contracts.ends_on":
		return r.EndsOn
	case "contracts.level":
		return r.Level
	}
	return r.ID
}

// knownStates refuses a state nobody knows, so that a slip in an address is not an
// empty list.
func knownStates(s models.ContractState) error {
	if s == "" || slices.Contains(models.ContractStates(), s) {
		return nil
	}
	return models.Invalidf("state", "error.choice", string(s))
}
