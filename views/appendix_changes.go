package views

import (
	"strings"

	"chigiri/models"
	"chigiri/views/i18n"
)

// articleCount says how many articles a comparison names, by kind.
func articleCount(b Base, changes []models.ArticleChange) string {
	if len(changes) == 0 {
		return b.T("changes.no_articles")
	}
	n := map[string]int{}
	for _, c := range changes {
		n[c.Change]++
	}
	return b.T("changes.count", n["added"], n["removed"], n["changed"]+n["moved"])
}

// factLabel names a fact of the cover as the contract's form does.
func factLabel(b Base, field string) string {
	if key := "changes.fact." + field; i18n.Has(key) {
		return b.T(key)
	}
	return b.T("contract." + field)
}

// factText prints a fact of the cover in the reader's language.
func factText(b Base, v any) string {
	switch v := v.(type) {
	case models.Date:
		if v.IsZero() {
			return ""
		}
		return b.Date(v)
	case models.ContractKind:
		return kindWord(b, string(v))
	case models.Procurement:
		return procurementWord(b, string(v))
	case models.Scheme:
		return schemeWord(b, string(v))
	case bool:
		return b.T(yesNo(v))
	case int:
		if v == 0 {
			return ""
		}
		return i18n.Number(v)
	case models.Level:
		return v.String()
	case models.Text:
		return b.Text(v)
	case []models.Text:
		all := make([]string, len(v))
		for i, t := range v {
			all[i] = b.Text(t)
		}
		return strings.Join(all, "\n")
	case models.VendorFacts:
		return strings.Join(compactTexts([]string{v.Name, v.CorporateNumber, v.Address, v.RepTitle, v.Representative}), "　")
	case []models.SystemFacts:
		return systemsText(b, v)
	case string:
		return v
	}
	return ""
}

// systemsText is a line for each system, as the cover has it.
func systemsText(b Base, all []models.SystemFacts) string {
	lines := make([]string, len(all))
	for i, s := range all {
		parts := compactTexts([]string{s.Name, zoneWord(b, string(s.Zone))})
		if len(s.Links) > 0 {
			parts = append(parts, b.T("contract.linked", joinNames(b, s.Links)))
		}
		lines[i] = strings.Join(parts, "　")
	}
	return strings.Join(lines, "\n")
}

// orNone says that there is nothing where there is nothing.
func orNone(b Base, text string) string {
	if text == "" {
		return b.T("event.none")
	}
	return text
}
