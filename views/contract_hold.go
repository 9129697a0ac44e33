package views

import "chigiri/models"

// pastHolds are those that were lifted.
func pastHolds(all []models.ContractHold) []models.ContractHold {
	var past []models.ContractHold
	for _, h := range all {
		if !h.Stands() {
			past = append(past, h)
		}
	}
	return past
}
