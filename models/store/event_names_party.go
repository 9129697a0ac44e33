package store

import (
	"fmt"

	"gorm.io/gorm"

	"chigiri/models"
)

// nameOfParties names what belongs to the parties of contracts, by their names of today:
// the parties by their firms, people as the rosters call them, pledges by whose they are,
// meetings by their day, versions of an appendix by number and prime contractor. A vendor's
// lead is given those of contracts among the ids alone, a firm that it knows of, and people
// of the own party and of those below. Somebody whose data was erased is so everywhere.
func (t *tx) nameOfParties(names map[string]models.Text, ids []string) error {
	if !models.CanSeeContracts(t.actor) {
		return nil
	}
	known, led, err := t.partiesToName(ids)
	if err != nil {
		return err
	}
	asks := []*gorm.DB{
		t.db.Table("parties").Joins("JOIN vendors ON vendors.id = parties.vendor_id").Select("parties.id, vendors.name").
			Where("parties.id IN ? AND parties.id IN (?)", ids, known),
		// A roster may bring back somebody who left: the last line is the one that names.
		t.rosterNames("user_id").Where("workers.user_id IN ? AND workers.party_id IN (?)", ids, led).Order("workers.id"),
		t.rosterNames("id").Where("workers.id IN ? AND workers.party_id IN (?)", ids, led),
		t.db.Table("users").Select("id, name").Where("id IN ? AND role = 'vendor_lead'", ids).
			Where("vendor_id IN (?)", t.db.Table("parties").Select("vendor_id").Where("id IN (?)", led)),
	}
	for _, ask := range asks {
		if err := addNames(names, ask); err != nil {
			return err
		}
	}
	if err := t.nameOfPledges(names, ids, led); err != nil {
		return err
	}
	return t.nameOfContracts(names, ids, led)
}

// partiesToName are the parties whose firms the actor may know, and those whose people: a
// query, or for a lead the ids.
func (t *tx) partiesToName(ids []string) (known, led any, err error) {
	if !t.actor.External() {
		all := t.db.Table("parties").Select("parties.id").Where("parties.contract_id IN (?)", t.visibleContracts().Select("contracts.id"))
		return all, all, nil
	}
	seen := t.visibleContracts().Select("contracts.id").Where("contracts.id IN ?", ids)
	trees, err := t.allParties(t.db.Where("parties.contract_id IN (?)", seen))
	branches := trees.Branch(t.actor.VendorID)
	some, mine := []string{""}, []string{""}
	for _, p := range branches {
		some = append(some, p.ID)
		if t.leads(p, branches) {
			mine = append(mine, p.ID)
		}
	}
	return some, mine, err
}

// rosterNames are the names of people under a column of the roster.
func (t *tx) rosterNames(column string) *gorm.DB {
	return t.db.Table("workers").Joins("JOIN users ON users.id = workers.user_id").
		Select("workers." + column + " AS id, CASE WHEN users.erased_at IS NULL THEN workers.name ELSE users.name END AS name")
}

// addNames adds the rows of a query, an id and a name each.
func addNames(names map[string]models.Text, ask *gorm.DB) error {
	var rows []struct{ ID, Name string }
	if err := ask.Find(&rows).Error; err != nil {
		return wrap(err, "names")
	}
	for _, r := range rows {
		names[r.ID] = models.Text{JA: r.Name}
	}
	return nil
}

// nameOfPledges calls a pledge by the firm, a worker's by the person and the firm.
func (t *tx) nameOfPledges(names map[string]models.Text, ids []string, led any) error {
	var rows []struct{ ID, Firm, Name string }
	err := t.db.Table("pledges").Joins("JOIN parties ON parties.id = pledges.party_id JOIN vendors ON vendors.id = parties.vendor_id").
		Joins("LEFT JOIN workers ON workers.id = pledges.worker_id LEFT JOIN users ON users.id = workers.user_id").
		Select("pledges.id, vendors.name AS firm, COALESCE(CASE WHEN users.erased_at IS NULL THEN workers.name ELSE users.name END, '') AS name").
		Where("pledges.id IN ? AND pledges.party_id IN (?)", ids, led).Find(&rows).Error
	for _, r := range rows {
		names[r.ID] = models.Text{JA: r.Firm}
		if r.Name != "" {
			names[r.ID] = models.Text{JA: r.Name + "（" + r.Firm + "）", EN: r.Name + " (" + r.Firm + ")"}
		}
	}
	return wrap(err, "names")
}

// nameOfContracts calls a meeting by its day and time, and a version of an appendix by its
// number and whom it was issued to.
func (t *tx) nameOfContracts(names map[string]models.Text, ids []string, led any) error {
	contracts := t.visibleContracts().Select("contracts.id")
	var meetings []struct {
		ID, Begins string
		HeldOn     models.Date
	}
	db := t.db.Table("briefings").Select("id, held_on, begins").Where("id IN ? AND contract_id IN (?)", ids, contracts)
	if t.actor.External() {
		db = db.Where("id IN (SELECT briefing_id FROM briefing_attendees WHERE party_id IN (?))", led)
	}
	if err := db.Find(&meetings).Error; err != nil {
		return wrap(err, "names")
	}
	for _, m := range meetings {
		begins := ""
		if m.Begins != "" {
			begins = " " + m.Begins
		}
		names[m.ID] = models.Text{JA: models.WarekiWeekday(m.HeldOn) + begins, EN: models.FormatEN(m.HeldOn) + begins}
	}
	var versions []struct {
		ID     string
		Number int
		Firm   string
	}
	err := t.db.Table("appendices a").Select("a.id, a.number, "+t.issuedFact("vendor.name")+" AS firm").
		Where("a.id IN ? AND a.contract_id IN (?)", ids, contracts).Find(&versions).Error
	for _, v := range versions {
		names[v.ID] = models.Text{JA: fmt.Sprintf("第%d版、%s", v.Number, v.Firm), EN: fmt.Sprintf("version %d, %s", v.Number, v.Firm)}
	}
	return wrap(err, "names")
}
