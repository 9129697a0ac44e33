package store

import "chigiri/models"

// homeOwed adds what the parties of one contract still owe that the lead answers
// for: its own, and those below it.
func (t *tx) homeOwed(h *models.Home, item models.HomeItem) error {
	d, err := t.asHouse().dossierOf(item.ContractID, false)
	if err != nil {
		return err
	}
	if d.row.State != models.StateConcluded && d.row.State != models.StateReady {
		return nil // nothing is owed before the conclusion
	}
	_, a, err := t.asHouse().binding(d)
	if err != nil {
		return err
	}
	asked := map[string]bool{}
	for _, part := range a.Parts {
		for _, article := range part.Articles {
			asked[article.Obligation] = article.Waiver == nil
		}
	}
	tree, err := t.seenParties(item.ContractID)
	if err != nil {
		return err
	}
	stands, err := t.partyStands(item.ContractID)
	if err != nil {
		return err
	}
	for _, s := range stands {
		p := tree.Find(s.Party.ID)
		if p == nil || p.State != models.PartyApproved || !t.leads(*p, tree) {
			continue
		}
		owed := models.HomeParty{ContractID: item.ContractID, PartyID: p.ID, Title: item.Title, Vendor: p.Vendor}
		owed.Structure = asked["ORG-01"] && s.Structure == models.ReqMissing
		owed.StructureReturned = owed.Structure && s.Returned
		owed.StructureLacks = owed.Structure && s.Lacks
		owed.Roster = asked["WRK-01"]
		for _, w := range s.Workers {
			if !w.Worker.Working(t.today()) {
				continue
			}
			owed.Roster = false
			if asked["WRK-01"] && w.Worker.State() == models.ReqMissing {
				owed.RosterReturned++
			}
			if asked["WRK-02"] && w.Pledge.State != models.ReqMet {
				owed.Unsigned++
			}
			if !w.Worker.HasAccess {
				owed.Uninvited++
			}
		}
		if owed.Owes() {
			h.Parties = append(h.Parties, owed)
		}
	}
	return nil
}
