package i18n

import (
	"fmt"
	"time"

	"chigiri/models"
)

var tokyo = time.FixedZone("JST", 9*60*60)

// Date prints a date with its weekday: 令和８年４月１日（水） or Wed 1 Apr 2026.
// The zero date prints as a dash.
func Date(lang string, d models.Date) string {
	switch {
	case d.IsZero():
		return "―"
	case lang == EN:
		return models.FormatEN(d)
	}
	return models.WarekiWeekday(d)
}

// Instant prints a moment in Japan time, to the minute.
func Instant(lang string, t time.Time) string {
	if t.IsZero() {
		return "―"
	}
	t = t.In(tokyo)
	return fmt.Sprintf("%s %02d:%02d", Date(lang, models.Today(t)), t.Hour(), t.Minute())
}

// InstantText is Instant of an RFC 3339 text; anything else prints as a dash.
func InstantText(lang, s string) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return "―"
	}
	return Instant(lang, t)
}

// FiscalYear prints a fiscal year: 令和８年度 or FY2026.
func FiscalYear(lang string, y int) string {
	if lang == EN {
		return fmt.Sprintf("FY%d", y)
	}
	return models.FiscalYearWareki(y)
}
