package views

import (
	"chigiri/models"
	"chigiri/views/sheet"
)

// RosterSheet is a roster as a table to take away: who has not signed is seen, and every
// cell holds one value.
func RosterSheet(lang string, r models.Roster) sheet.Table {
	b := Base{Lang: lang}
	t := sheet.Table{Name: b.T("roster.title")}
	for _, c := range []struct {
		key   string
		width float64
	}{
		{"roster.name", 18}, {"roster.name_kana", 20}, {"user.login", 26}, {"roster.duty", 18}, {"roster.my_number", 10}, {"roster.site", 28}, {"roster.starts_on", 12}, {"roster.ends_on", 12},
		{"roster.pledge", 12}, {"roster.signed_on", 12}, {"roster.lapses", 12}, {"roster.briefing", 12}, {"roster.heard_until", 12}, {"roster.quiz", 12}, {"roster.confirmed", 12}, {"roster.access", 20}, {"roster.left_on", 12}, {"roster.left_reason", 24},
	} {
		t.Columns = append(t.Columns, sheet.Column{Head: b.T(c.key), Width: c.width})
	}
	for _, l := range r.Workers {
		_, _, access := invitationPill(l.Invitation)
		confirmed := models.Date{}
		if !l.ConfirmedAt.IsZero() {
			confirmed = models.Today(l.ConfirmedAt)
		}
		t.Rows = append(t.Rows, []any{
			l.Name, l.NameKana, l.Login, l.Duty, mark(l.MyNumber), l.Site, l.StartsOn, l.EndsOn,
			b.T("req." + string(l.Pledge)), l.Signed, l.Lapses, b.T("req." + string(l.Briefing)), l.HeardTo, b.T("req." + string(l.Quiz)), confirmed, b.T(access), l.LeftOn, l.LeftReason,
		})
	}
	return t
}

// RosterTemplate is an empty list to fill in, with one line as an example.
func RosterTemplate(lang string, r models.Roster) sheet.Table {
	b := Base{Lang: lang}
	t := sheet.Table{Name: b.T("roster.title")}
	for i, name := range listFields {
		t.Columns = append(t.Columns, sheet.Column{Head: b.T("roster." + name), Width: []float64{18, 20, 26, 18, 12, 28, 14, 14}[i]})
	}
	t.Rows = [][]any{{b.T("roster.example.name"), b.T("roster.example.kana"), "hanako@firm.example", b.T("roster.example.duty"), mark(r.Handles), b.T("roster.example.site"), r.From, r.Until}}
	return t
}

func mark(yes bool) string {
	if yes {
		return "○"
	}
	return ""
}
