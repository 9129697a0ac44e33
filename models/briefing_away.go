package models

// Away says that somebody's place is over, or began only after the meeting: when they did
// not come they are not absent, and there is nothing to make up for.
func (a Attendee) Away() bool {
	return a.AttendedAt.IsZero() && a.Absence == "" && (!a.LeftOn.IsZero() || !a.Since.IsZero())
}

// Out says that the meeting's day lies outside of somebody's place: they cannot have been
// there for their party. Whoever left on that day or later can.
func (v BriefingView) Out(a Attendee) bool {
	return a.Away() && (!a.Since.IsZero() || a.LeftOn.Before(v.Briefing.HeldOn))
}
