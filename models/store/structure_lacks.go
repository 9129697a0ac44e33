package store

import (
	"encoding/json"

	"chigiri/models"
	"chigiri/models/catalog"
)

// setStructures holds what the parties of a contract filed last against what the appendix
// in force asks of a structure now: it may ask for a privacy lead it did not ask for when
// they filed (ORG-01, 個人情報保護法 第66条第2項第1号), or no longer.
func (t *tx) setStructures(d *dossier, e *catalog.Edition, a models.Appendix) error {
	var rows []structureRow
	err := t.db.Where("contract_id = ? AND number = (SELECT MAX(m.number) FROM structures m WHERE m.party_id = structures.party_id)", d.row.ID).
		Where("party_id IN (SELECT id FROM parties WHERE contract_id = ? AND state = 'approved')", d.row.ID).Order("id").Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return wrap(err, "structures")
	}
	tree, err := t.allParties(t.db.Where("parties.contract_id = ?", d.row.ID))
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := t.setStructure(d, e, a, *tree.Find(r.PartyID), r); err != nil {
			return err
		}
	}
	return nil
}

// setStructure keeps what one filing lacks; nothing is written that stands already.
func (t *tx) setStructure(d *dossier, e *catalog.Edition, a models.Appendix, p models.Party, r structureRow) error {
	var in models.StructureInput
	if err := json.Unmarshal([]byte(r.Content), &in); err != nil {
		return wrap(err, "structure")
	}
	if in.PrivacyLead != "" && r.Lacks == "" {
		return nil
	}
	facts, err := t.structureFactsUnder(e, a, p)
	if err != nil {
		return err
	}
	lacks, since := in.Lacks(facts), instant{t.now}
	if lacks == r.Lacks {
		return nil
	}
	if lacks == "" {
		since = instant{}
	}
	if err := t.db.Model(&structureRow{}).Where("id = ?", r.ID).Updates(map[string]any{"lacks": lacks, "lacks_since": since}).Error; err != nil {
		return wrap(err, "structure")
	}
	return t.event(models.Event{
		Kind: models.EventStructureLacks, Subject: "party", SubjectID: p.ID, ContractID: d.row.ID,
		Before: map[string]any{"lacks": r.Lacks}, After: map[string]any{"lacks": lacks},
	})
}
