package views

import "chigiri/models"

// filingPath is where what a party filed is confirmed, the structure before the roster.
func filingPath(f models.HomeFiling) string {
	party := "/contracts/" + f.ContractID + "/parties/" + f.PartyID
	if f.Structure {
		return party + "/structure"
	}
	return party + "/roster"
}

// filingWords say what waits.
func filingWords(b Base, f models.HomeFiling) string {
	switch {
	case f.Structure && f.Roster > 0:
		return b.T("home.filing.both", f.Roster)
	case f.Structure:
		return b.T("home.filing.structure")
	}
	return b.T("home.filing.roster", f.Roster)
}
