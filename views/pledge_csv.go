package views

import (
	"time"

	"chigiri/models"
	"chigiri/views/i18n"
)

// PledgeCSVHead names the columns of the list that goes with pledges.
func PledgeCSVHead(lang string) []string {
	var head []string
	for _, key := range []string{
		"pledges.column.file", "pledges.column.kind", "pledges.column.signer", "pledges.column.state", "pledges.column.method",
		"pledges.column.signed_at", "pledges.column.from", "pledges.column.until", "pledges.column.code", "pledges.column.sha256",
	} {
		head = append(head, i18n.T(lang, key))
	}
	return head
}

// PledgeCSVRow is the line of one pledge, whose sealed file goes by a name. No cell of
// it is a formula to a spreadsheet.
func PledgeCSVRow(lang, file string, p models.Pledge) []string {
	row := []string{
		file, i18n.T(lang, "pledges.kind."+string(p.Kind)), p.SignerName, i18n.T(lang, "pledges.state."+string(p.State)),
		i18n.T(lang, "pledges.method."+string(p.Method)), signedWhen(p), p.HoldsFrom.String(), p.LapsesOn.String(),
		p.Code, p.PDF,
	}
	for i := range row {
		row[i] = plainCell(row[i])
	}
	return row
}

// signedWhen is when a pledge was signed: of a paper the day alone is known.
func signedWhen(p models.Pledge) string {
	if p.Method == models.SignedOnPaper {
		return models.Today(p.SignedAt).String()
	}
	return p.SignedAt.In(models.Japan).Format(time.RFC3339)
}
