package store

import (
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"chigiri/models"
)

type vendorNameRow struct {
	VendorID  string
	ValidFrom models.Date
	ValidTo   models.Date
	Name      string
}

func (vendorNameRow) TableName() string { return "vendor_names" }

// vendorsSeen is the part of the register the actor may see: a vendor sees itself.
func (t *tx) vendorsSeen() *gorm.DB {
	if t.actor.External() {
		return t.db.Where("id = ?", t.actor.VendorID)
	}
	return t.db
}

// vendor reads one vendor the actor may see, with its names.
func (t *tx) vendor(id string) (models.Vendor, error) {
	if !models.CanSeeVendors(t.actor) {
		return models.Vendor{}, models.NotFound("vendor")
	}
	var row vendorRow
	if err := t.first(t.vendorsSeen().Where("id = ?", id), &row, "vendor"); err != nil {
		return models.Vendor{}, err
	}
	v := row.vendor()
	var names []vendorNameRow
	if err := t.db.Where("vendor_id = ?", id).Order("valid_from").Order("valid_to IS NULL").Order("valid_to").Find(&names).Error; err != nil {
		return v, wrap(err, "vendor names")
	}
	for _, n := range names {
		v.Names = append(v.Names, models.VendorName{Name: n.Name, From: n.ValidFrom, To: n.ValidTo})
	}
	one := []models.Vendor{v}
	err := t.countContracts(one, []string{id})
	return one[0], err
}

// addVendorName ends the present name and begins another today. A vendor that
// takes back a name on the day it lost it goes on with that name.
func (t *tx) addVendorName(id, name string) error {
	today := t.today()
	db := t.db.Model(&vendorNameRow{}).Where("vendor_id = ? AND valid_to IS NULL", id)
	if err := db.Session(&gorm.Session{}).Where("valid_from < ?", today).Update("valid_to", today.AddDays(-1)).Error; err != nil {
		return wrap(err, "vendor names")
	}
	if err := db.Session(&gorm.Session{}).Update("valid_to", today).Error; err != nil {
		return wrap(err, "vendor names")
	}
	row := vendorNameRow{VendorID: id, ValidFrom: today, Name: name}
	again := clause.OnConflict{
		Columns:   []clause.Column{{Name: "vendor_id"}, {Name: "valid_from"}, {Name: "name"}},
		DoUpdates: clause.Assignments(map[string]any{"valid_to": nil}),
	}
	return wrap(t.db.Clauses(again).Create(&row).Error, "vendor names")
}

// countContracts fills in how many contracts each vendor has, as prime or below,
// among those the actor may see.
func (t *tx) countContracts(vendors []models.Vendor, ids []string) error {
	var rows []struct {
		VendorID string
		N        int
	}
	db := t.db.Table("parties").Select("parties.vendor_id, COUNT(DISTINCT parties.contract_id) AS n").
		Where("parties.vendor_id IN ? AND parties.ended_at IS NULL", ids).
		Where("parties.contract_id IN (?)", t.visibleContracts().Select("contracts.id")).Group("parties.vendor_id")
	if err := db.Find(&rows).Error; err != nil {
		return wrap(err, "vendor contracts")
	}
	n := map[string]int{}
	for _, r := range rows {
		n[r.VendorID] = r.N
	}
	for i, v := range vendors {
		vendors[i].Contracts = n[v.ID]
	}
	return nil
}
