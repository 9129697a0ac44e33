package views

import (
	"slices"

	"chigiri/models"
)

// beforeTopics is what comes for a lead before any topic, as the contract's page says too:
// the appendix in force to accept, else the company's own pledges. A meeting of the day
// and a firm without approval come before it. Both are empty for everybody else.
func beforeTopics(b Base, h models.Home) (accept *models.HomeItem, pledges []models.Pledge) {
	if !b.Is(models.VendorLead) || h.First() != nil || meetingToday(b, h) != nil {
		return nil, nil
	}
	for i, item := range h.Turn {
		if item.Step.Key == models.VendorAccepts().Key {
			return &h.Turn[i], nil
		}
	}
	return nil, slices.DeleteFunc(slices.Clone(h.Pledges), func(p models.Pledge) bool { return p.Kind != models.PledgeCompany })
}
