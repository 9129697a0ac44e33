package models

// CanSeeAlarm: that the log is not what it was is told to those who answer for it.
func CanSeeAlarm(a Actor) bool { return a.Is(Admin, Auditor, Reviewer) }
