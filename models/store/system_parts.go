package store

import (
	"slices"

	"gorm.io/gorm"

	"chigiri/models"
)

// Bounds of what one system may list.
const (
	maxSites = 100
	maxItems = 500
)

type (
	systemClassRow struct{ SystemID, ClassID string }
	systemSiteRow  struct {
		SystemID string
		Position int
		Name     string
	}
	systemItemRow struct {
		ID        string
		SystemID  string
		Position  int
		Name      string
		ClassID   string
		Reason    string
		Retention string
	}
)

func (systemClassRow) TableName() string { return "system_classes" }
func (systemSiteRow) TableName() string  { return "system_sites" }
func (systemItemRow) TableName() string  { return "system_items" }

// cleanSystem checks an input and derives its level; except is the system it is
// about, empty for a new one. The classes of its items are its classes too: a level
// must not come out lower than what is held.
func (t *tx) cleanSystem(in models.SystemInput, except string) (models.SystemInput, models.Level, error) {
	var c cleaner
	c.needed("code", &in.Code, maxCode)
	c.needed("name", &in.Name, maxName)
	c.line("name_kana", &in.NameKana, maxName)
	c.text("description", &in.Description)
	if !slices.Contains(models.Zones(), in.Zone) {
		c.problems.Add("zone", "error.system.zone")
	}
	if err := t.existing(&c, models.UserInput{DivisionID: in.DivisionID}); err != nil {
		return in, 0, err
	}
	c.problems.Require("division_id", in.DivisionID)
	in.Sites = c.lines("sites", in.Sites, maxSites)
	in.Items = c.items(in.Items)
	in.Classes = slices.Clone(in.Classes)
	for _, item := range in.Items {
		in.Classes = append(in.Classes, item.ClassID)
	}
	in.Classes = distinct(in.Classes)
	level, err := t.classLevel(&c, in.Classes)
	if err != nil {
		return in, 0, err
	}
	if err := t.freeCode("systems", in.Code, except, "error.system.code_taken"); !c.problems.Merge("code", err) && err != nil {
		return in, 0, err
	}
	return in, level, c.problems.Err()
}

// lines cleans a list of lines and leaves out the empty ones.
func (c *cleaner) lines(field string, list []string, most int) []string {
	if len(list) > most {
		c.problems.Add(field, "error.too_many", len(list), most)
		return list
	}
	var kept []string
	for _, s := range list {
		if c.line(field, &s, maxName); s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}

// items cleans the data items; a line left wholly empty is left out.
func (c *cleaner) items(list []models.DataItem) []models.DataItem {
	if len(list) > maxItems {
		c.problems.Add("items", "error.too_many", len(list), maxItems)
		return list
	}
	var kept []models.DataItem
	for _, i := range list {
		if i.Name == "" && i.ClassID == "" && i.Reason == "" && i.Retention == "" {
			continue
		}
		i.ID = ""
		c.needed("items", &i.Name, maxName)
		c.line("items", &i.Reason, maxLine)
		c.line("items", &i.Retention, maxName)
		c.problems.Require("items", i.ClassID)
		kept = append(kept, i)
	}
	return kept
}

// distinct keeps the first of each and leaves out empty ones.
func distinct(list []string) []string {
	var kept []string
	for _, s := range list {
		if s != "" && !slices.Contains(kept, s) {
			kept = append(kept, s)
		}
	}
	return kept
}

// putSystemParts replaces the classes, sites and items of a system.
func (t *tx) putSystemParts(id string, in models.SystemInput) error {
	classes := make([]systemClassRow, len(in.Classes))
	for i, class := range in.Classes {
		classes[i] = systemClassRow{SystemID: id, ClassID: class}
	}
	sites := make([]systemSiteRow, len(in.Sites))
	for i, site := range in.Sites {
		sites[i] = systemSiteRow{SystemID: id, Position: i, Name: site}
	}
	items := make([]systemItemRow, len(in.Items))
	for i, item := range in.Items {
		items[i] = systemItemRow{
			ID: t.id(), SystemID: id, Position: i, Name: item.Name, ClassID: item.ClassID,
			Reason: item.Reason, Retention: item.Retention,
		}
	}
	if err := replaceParts(t.db, id, classes); err != nil {
		return err
	}
	if err := replaceParts(t.db, id, sites); err != nil {
		return err
	}
	return replaceParts(t.db, id, items)
}

func replaceParts[R any](db *gorm.DB, id string, rows []R) error {
	if err := db.Where("system_id = ?", id).Delete(new(R)).Error; err != nil {
		return wrap(err, "system")
	}
	if len(rows) == 0 {
		return nil
	}
	return wrap(db.Create(&rows).Error, "system")
}

// systems turns rows into systems with their classes, sites and items, in a number
// of queries that does not depend on how many they are.
func (t *tx) systems(rows []systemRow) ([]models.InfoSystem, error) {
	ids := make([]string, len(rows))
	list := make([]models.InfoSystem, len(rows))
	at := map[string]*models.InfoSystem{}
	names, err := t.divisionNamesToday()
	if err != nil {
		return nil, err
	}
	for i, r := range rows {
		ids[i], list[i] = r.ID, r.system()
		list[i].Division = names[r.DivisionID]
		at[r.ID] = &list[i]
	}
	var classes []systemClassRow
	var sites []systemSiteRow
	var items []systemItemRow
	for _, q := range []struct {
		rows  any
		order string
	}{{&classes, "class_id"}, {&sites, "position"}, {&items, "position"}} {
		if err := t.db.Where("system_id IN ?", ids).Order(q.order).Find(q.rows).Error; err != nil {
			return nil, wrap(err, "systems")
		}
	}
	for _, r := range classes {
		at[r.SystemID].Classes = append(at[r.SystemID].Classes, r.ClassID)
	}
	for _, r := range sites {
		at[r.SystemID].Sites = append(at[r.SystemID].Sites, r.Name)
	}
	for _, r := range items {
		at[r.SystemID].Items = append(at[r.SystemID].Items, models.DataItem{
			ID: r.ID, Name: r.Name, ClassID: r.ClassID, Reason: r.Reason, Retention: r.Retention,
		})
	}
	return list, nil
}

func (r systemRow) system() models.InfoSystem {
	return models.InfoSystem{
		SystemInput: models.SystemInput{
			Code: r.Code, Name: r.Name, NameKana: r.NameKana, DivisionID: r.DivisionID, StartedOn: r.StartedOn,
			Zone: models.Zone(r.Zone), Description: r.Description,
		},
		ID: r.ID, Level: models.Level(r.Level), Version: r.Version, CreatedAt: r.CreatedAt.Time, UpdatedAt: r.UpdatedAt.Time,
	}
}

// systemFields are a system's fields as its events compare them: classes have no
// order, and an item is the same whatever its id.
func systemFields(in models.SystemInput) map[string]any {
	in.Classes = slices.Sorted(slices.Values(in.Classes))
	items := slices.Clone(in.Items)
	for i := range items {
		items[i].ID = ""
	}
	in.Items = items
	return fieldsOf(in)
}
