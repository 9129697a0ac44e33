package store

import (
	"context"
	"slices"

	"chigiri/models"
)

type partyRow struct {
	ID         string
	ContractID string
	VendorID   string
	ParentID   *string
	Tier       int
	EndedAt    instant
	CreatedAt  instant
}

func (partyRow) TableName() string { return "parties" }

// setPrime gives the vendor its place as prime contractor. Another vendor ends the
// place of the one before and of everybody below it.
func (t *tx) setPrime(contractID, vendorID string) error {
	var now []partyRow
	if err := t.db.Where("contract_id = ? AND tier = 0 AND ended_at IS NULL", contractID).Find(&now).Error; err != nil {
		return wrap(err, "parties")
	}
	if len(now) > 0 && now[0].VendorID == vendorID {
		return nil
	}
	if len(now) > 0 {
		err := t.db.Model(&partyRow{}).Where("contract_id = ? AND ended_at IS NULL", contractID).Update("ended_at", instant{t.now}).Error
		if err != nil {
			return wrap(err, "parties")
		}
	}
	if vendorID == "" {
		return nil
	}
	row := partyRow{ID: t.id(), ContractID: contractID, VendorID: vendorID, CreatedAt: instant{t.now}}
	return wrap(t.db.Create(&row).Error, "party")
}

// AddParty gives a subcontractor its place below another party of the contract.
func (s *Store) AddParty(ctx context.Context, actor models.Actor, contractID, parentPartyID, vendorID string) (p models.Party, err error) {
	err = s.change(ctx, actor, contractID, 0, func(t *tx, d *dossier) error {
		if err := models.CheckEdit(actor, d.contract()); err != nil {
			return err
		}
		parties, err := t.parties(contractID)
		if err != nil {
			return err
		}
		parent := slices.IndexFunc(parties, func(p models.Party) bool { return p.ID == parentPartyID })
		if parent < 0 {
			return models.Invalidf("parent_id", "error.party.parent")
		}
		if slices.ContainsFunc(parties, func(p models.Party) bool { return p.VendorID == vendorID }) {
			return models.Invalidf("vendor_id", "error.party.twice")
		}
		var name string
		if err := t.db.Table("vendors").Where("id = ?", vendorID).Select("name").Scan(&name).Error; err != nil {
			return wrap(err, "vendor")
		}
		if name == "" {
			return models.Invalidf("vendor_id", "error.vendor.unknown")
		}
		row := partyRow{ID: t.id(), ContractID: contractID, VendorID: vendorID, ParentID: &parentPartyID, Tier: parties[parent].Tier + 1, CreatedAt: instant{t.now}}
		if err := t.db.Create(&row).Error; err != nil {
			return wrap(err, "party")
		}
		p = models.Party{ID: row.ID, ContractID: contractID, VendorID: vendorID, Vendor: name, ParentID: parentPartyID, Tier: row.Tier}
		return t.event(models.Event{
			Kind: models.EventPartyAdded, Subject: "party", SubjectID: row.ID, ContractID: contractID,
			After: map[string]any{"vendor": name, "vendor_id": vendorID, "tier": row.Tier, "parent_id": parentPartyID},
		})
	})
	return p, err
}

// parties reads those who have a place in a contract, the prime first.
func (t *tx) parties(contractID string) ([]models.Party, error) {
	var rows []struct {
		Party  partyRow `gorm:"embedded"`
		Vendor string
	}
	err := t.db.Table("parties").Joins("JOIN vendors ON vendors.id = parties.vendor_id").Select("parties.*, vendors.name AS vendor").
		Where("parties.contract_id = ? AND parties.ended_at IS NULL", contractID).Order("parties.tier").Order("parties.id").Find(&rows).Error
	list := make([]models.Party, len(rows))
	for i, r := range rows {
		p := r.Party
		list[i] = models.Party{ID: p.ID, ContractID: p.ContractID, VendorID: p.VendorID, Vendor: r.Vendor, ParentID: value(p.ParentID), Tier: p.Tier}
	}
	return list, wrap(err, "parties")
}

// partiesOf is the part of the tree a vendor knows of: itself, those below it, and
// those above it up to the prime; never its neighbours.
func partiesOf(all []models.Party, vendorID string) []models.Party {
	parent, below, above := map[string]string{}, map[string]bool{}, map[string]bool{}
	for _, p := range all { // by tier, so a parent comes before those below it
		parent[p.ID] = p.ParentID
		if below[p.ParentID] || p.VendorID == vendorID {
			below[p.ID] = true
		}
		if p.VendorID == vendorID {
			for id := p.ParentID; id != ""; id = parent[id] {
				above[id] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(p models.Party) bool { return !below[p.ID] && !above[p.ID] })
}
