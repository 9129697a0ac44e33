package models

import "slices"

// ReminderKind is what somebody is reminded of; the set is closed.
type ReminderKind string

// The kinds of reminders, in the order a digest has them.
const (
	RemindLapsed      ReminderKind = "lapsed"             // a pledge ran out, its renewal is not signed
	RemindLapses      ReminderKind = "lapses"             // so many of a firm did
	RemindLapse       ReminderKind = "lapse"              // a pledge runs out
	RemindMeeting     ReminderKind = "meeting"            // a briefing today, or on the next open day
	RemindCancelled   ReminderKind = "cancelled"          // a briefing they were asked to
	RemindMakeUp      ReminderKind = "makeup"             // a briefing that was missed is made up for then
	RemindAttended    ReminderKind = "attended"           // a briefing the briefer saw them at, to be confirmed
	RemindPledge      ReminderKind = "pledge"             // to be signed
	RemindTopics      ReminderKind = "topics"             // to be heard and answered
	RemindReturned    ReminderKind = "returned"           // an application, to be mended
	RemindDecided     ReminderKind = "decided"            // an application of theirs was
	RemindLate        ReminderKind = "late"               // an application past its own first day, to be sent back or refused
	RemindLatePass    ReminderKind = "late_pass"          // the same, to be sent back by the prime
	RemindLateMend    ReminderKind = "late_mend"          // the same, to be asked for anew
	RemindUnapproved  ReminderKind = "unapproved"         // a firm works without approval
	RemindBackFiled   ReminderKind = "returned_structure" // a structure, to be mended
	RemindBackRoster  ReminderKind = "returned_roster"    // lines of a roster, to be mended
	RemindBackRecord  ReminderKind = "returned_record"    // the record of a briefing the contractor held, to be held again
	RemindPass        ReminderKind = "pass"               // an application, to be passed on by the prime
	RemindDecide      ReminderKind = "decide"             // an application, to be decided
	RemindConfirm     ReminderKind = "confirm"            // what a party filed
	RemindPapers      ReminderKind = "papers"             // pledges on paper, to be confirmed
	RemindPlan        ReminderKind = "makeup_plan"        // absentees, for whom no meeting is planned
	RemindRecord      ReminderKind = "record"             // that of a briefing, to be confirmed
	RemindQuestion    ReminderKind = "question"           // asked before signing
	RemindDeclined    ReminderKind = "declined"           // somebody will not sign
	RemindStructure   ReminderKind = "structure"          // to be filed
	RemindLacks       ReminderKind = "structure_lacks"    // to be filed anew: a privacy lead is asked for since
	RemindRoster      ReminderKind = "roster"             // nobody is on it
	RemindUnsigned    ReminderKind = "unsigned"           // workers who have not signed
	RemindUnreachable ReminderKind = "unreachable"        // of those, who has no address
)

// ReminderKinds are all kinds, in order.
func ReminderKinds() []ReminderKind {
	return []ReminderKind{
		RemindLapsed, RemindLapses, RemindLapse, RemindMeeting, RemindCancelled, RemindMakeUp, RemindAttended, RemindPledge, RemindTopics, RemindReturned, RemindDecided, RemindUnapproved, RemindLate, RemindLatePass, RemindLateMend, RemindBackFiled, RemindBackRoster, RemindBackRecord, RemindPass, RemindDecide, RemindConfirm, RemindRecord, RemindPapers, RemindPlan, RemindQuestion,
		RemindDeclined, RemindStructure, RemindLacks, RemindRoster, RemindUnsigned, RemindUnreachable,
	}
}

// Reminder is one line for one person.
type Reminder struct {
	UserID string
	Lang   string
	Kind   ReminderKind
	Title  string // of the contract, as the person may know it
	Name   string // of a firm or a person it is about; may be empty
	Count  int
	Due    Date
	Path   string // where it is done
}

// LapseDays are the last days of pledges somebody is reminded of on an open day: those
// 30, 7 and 1 days ahead, and those whose reminder fell on closed days since the last
// round, or falls on closed days before the next open one.
func LapseDays(c Calendar, last, today Date) []Date {
	var days []Date
	next, missed := c.AddOpenDays(today, 1), today
	if !last.IsZero() {
		missed = c.AddOpenDays(last, 1) // the round of the last day told of all before this
	}
	for _, ahead := range RemindDays() {
		for d := today; d.Before(next); d = d.AddDays(1) { // on a closed day one would come too late
			days = append(days, d.AddDays(ahead))
		}
		for d := missed; d.Before(today); d = d.AddDays(1) {
			if day := d.AddDays(ahead); !day.Before(today) {
				days = append(days, day)
			}
		}
	}
	slices.SortFunc(days, Date.Compare)
	return slices.Compact(days)
}

// Weekly says whether a day is the first open day of its week, on which what still
// waits is told again.
func Weekly(c Calendar, today Date) bool {
	if !c.IsOpen(today) {
		return false
	}
	for d := today.AddDays(-1); d.Weekday() != 0; d = d.AddDays(-1) {
		if c.IsOpen(d) {
			return false
		}
	}
	return true
}

// CheckRemind says whether an actor may remind a party's people at once: its lead, the
// leads above it, and the owner division.
func CheckRemind(a Actor, c Contract, leads bool) error {
	if !leads && !CanCreateContract(a, c.DivisionID) {
		return Denied("error.denied.remind")
	}
	return CheckDecide(c)
}

// Reminded says what became of reminding those of a party who have not signed.
type Reminded struct {
	Sent   int      `json:"sent"`
	Before int      `json:"before"`            // had their mail of today already
	NoMail []string `json:"no_mail,omitempty"` // names of those without an address
}
