package views

import "chigiri/models"

// awayWord says why somebody is neither present at a meeting nor absent from it.
func awayWord(b Base, a models.Attendee) string {
	if !a.Since.IsZero() {
		return b.T("briefing.away.since", a.Since)
	}
	return b.T("briefing.away.left", a.LeftOn)
}
