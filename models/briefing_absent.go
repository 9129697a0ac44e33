package models

import (
	"slices"
	"strconv"
)

// AbsentAttendee is somebody who did not come, with when it is made up for.
type AbsentAttendee struct {
	ID        string `json:"id"`
	Reason    string `json:"reason"`
	MakeUpOn  Date   `json:"make_up_on"`
	SelfStudy bool   `json:"self_study"` // instead of a day
}

// says is true of who is told how it is made up for.
func (x AbsentAttendee) says() bool { return x.SelfStudy || !x.MakeUpOn.IsZero() }

// blank says whether nothing is told of an absentee.
func (x AbsentAttendee) blank() bool { return x.Reason == "" && !x.says() }

// OfAbsentee is what is told of one absentee: by the own line, and where that is silent
// on why or on when, by what is told of all who are left. row is the own line; -1 for
// none.
func (in HeldInput) OfAbsentee(id string) (told AbsentAttendee, row int) {
	told = AbsentAttendee{ID: id}
	if row = slices.IndexFunc(in.Absent, func(x AbsentAttendee) bool { return x.ID == id }); row >= 0 {
		told = in.Absent[row]
	}
	if told.Reason == "" {
		told.Reason = in.Rest.Reason
	}
	if !told.says() {
		told.MakeUpOn, told.SelfStudy = in.Rest.MakeUpOn, in.Rest.SelfStudy
	}
	return told, row
}

// manyUntold is from how many absentees on of whom nothing is told this is said once,
// where all of them can be told of at once, and not of each.
const manyUntold = 6

// CheckAbsent asks of everybody who did not come a reason, and how they hear it: on a
// day, or alone where no topic has to be told by a person.
func (in HeldInput) CheckAbsent(v BriefingView) error {
	var p, each Problems       // each of those of whom nothing at all is told
	untold, rested := 0, false // how many they are; somebody is among the rest
	for _, a := range v.Absentees(func(a Attendee) bool { return !a.AttendedAt.IsZero() || slices.Contains(in.Came, a.ID) }) {
		told, row := in.OfAbsentee(a.ID)
		own := row >= 0 && !in.Absent[row].blank()
		switch {
		case own:
			in.checkLine(&p, row, a.Name, told, v)
		case !in.Rest.blank():
			rested = true
		case row >= 0:
			untold++
			in.checkLine(&each, row, a.Name, told, v)
		default:
			untold++
			each.Add("absent", "error.briefing.absent", a.Name)
		}
	}
	if untold >= manyUntold {
		each = Problems{{Field: "rest_reason", Key: "error.briefing.rest", Args: []any{untold}}}
	}
	p = append(p, each...)
	if rested {
		p.Require("rest_reason", in.Rest.Reason)
	}
	if rested || in.Rest.says() {
		p.checkManner(Problem{Field: "rest_make_up_on", Key: "error.required"}, in.Rest, v)
	}
	return p.Err()
}

// checkLine looks at what is told of one absentee in the own line; what it leaves to that
// of all who are left is looked at there.
func (in HeldInput) checkLine(p *Problems, row int, name string, told AbsentAttendee, v BriefingView) {
	field := "absent." + strconv.Itoa(row)
	if told.Reason == "" {
		p.Add(field+".reason", "error.briefing.reason", name)
	}
	if in.Absent[row].says() || !in.Rest.says() {
		p.checkManner(Problem{Field: field + ".make_up_on", Key: "error.briefing.make_up", Args: []any{name}}, told, v)
	}
}

// checkManner looks at how a meeting is made up for; lacks is the problem of saying
// nothing.
func (p *Problems) checkManner(lacks Problem, told AbsentAttendee, v BriefingView) {
	switch {
	case told.SelfStudy && !v.MayStudyAlone():
		p.Add(lacks.Field, "error.briefing.self_study")
	case !told.says():
		*p = append(*p, lacks)
	case !told.SelfStudy && told.MakeUpOn.Before(v.Briefing.HeldOn):
		p.Add(lacks.Field, "error.briefing.make_up.before")
	}
}
