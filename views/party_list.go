package views

import (
	"chigiri/models"
	"chigiri/views/sheet"
)

// PartySheet is the list of parties and their people as a table to take away: every cell
// holds one value.
func PartySheet(lang string, lines []models.PartyLine) sheet.Table {
	b := Base{Lang: lang}
	t := sheet.Table{Name: b.T("party_list.title")}
	for _, c := range []struct {
		key   string
		width float64
	}{
		{"contract.number", 18}, {"contract.title", 40}, {"contract.division_id", 20}, {"contract.vendor_id", 28}, {"party_list.tier", 18}, {"party_list.approval", 14},
		{"party_list.works_since", 14}, {"party_list.bare_until", 14}, {"roster.name", 18}, {"roster.duty", 18}, {"roster.pledge", 12}, {"roster.signed_on", 12}, {"roster.lapses", 12},
		{"roster.briefing", 12}, {"party_list.heard_on", 12}, {"roster.heard_until", 12}, {"roster.quiz", 12},
	} {
		t.Columns = append(t.Columns, sheet.Column{Head: b.T(c.key), Width: c.width})
	}
	for _, l := range lines {
		t.Rows = append(t.Rows, []any{
			l.Number, l.Title, l.Division, l.Vendor, tierWord(b, l.Tier), partyWord(b, partyOfLine(l)), l.WorksSince, l.BareUntil, l.Worker, l.Duty,
			b.T("req." + string(l.Pledge)), l.PledgedOn, l.PledgeUntil, b.T("req." + string(l.Heard)), l.HeardOn, l.HeardUntil, b.T("req." + string(l.Quiz)),
		})
	}
	return t
}

// partyOfLine is the party of a line, as far as the list knows it.
func partyOfLine(l models.PartyLine) models.Party {
	return models.Party{ID: l.PartyID, ContractID: l.ContractID, Vendor: l.Vendor, Tier: l.Tier, State: l.State, WorksSince: l.WorksSince}
}

// partyListKept are the words of the address that a search keeps.
var partyListKept = []string{"show"}

// partyListTotal says how many lines there are, and of which day.
func partyListTotal(b Base, q models.PartyQuery, l models.PartyList) string {
	if q.On.IsZero() {
		return b.T("party_list.total", l.Total)
	}
	return b.T("party_list.total.on", l.Total, q.On)
}

// narrowedParties says whether the list shows less than everything.
func narrowedParties(q models.PartyQuery) bool {
	return q.Text != "" || q.Show != "" || q.Division != "" || !q.On.IsZero()
}
