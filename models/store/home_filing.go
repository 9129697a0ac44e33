package store

import "chigiri/models"

// homeFilings are what parties of the division's contracts filed and nobody confirmed
// yet: also where what comes next on the contract is another's.
func (t *tx) homeFilings() (list []models.HomeFiling, err error) {
	if !t.actor.Is(models.Drafter, models.Manager) {
		return nil, nil
	}
	err = t.db.Raw(`SELECT * FROM (SELECT p.contract_id, c.title, p.id AS party_id, v.name AS vendor,
			EXISTS (SELECT 1 FROM structures s WHERE s.party_id = p.id AND s.confirmed_at IS NULL AND s.returned_at IS NULL AND s.lacks = '' AND `+latest+`) AS structure,
			(SELECT COUNT(*) FROM workers w WHERE w.party_id = p.id AND w.confirmed_at IS NULL AND w.returned_at IS NULL AND w.left_on IS NULL) AS roster
		FROM parties p`+atWork+` JOIN vendors v ON v.id = p.vendor_id
		WHERE p.state = 'approved' AND c.id IN (@contracts)) f WHERE f.structure OR f.roster > 0 ORDER BY f.party_id LIMIT @limit`,
		map[string]any{
			"contracts": t.visibleContracts().Where("contracts.division_id = ?", t.actor.DivisionID).Select("contracts.id"), "today": t.today(), "limit": homeItems,
		}).Scan(&list).Error
	return list, wrap(err, "filings")
}
