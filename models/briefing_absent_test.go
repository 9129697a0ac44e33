package models

import (
	"fmt"
	"slices"
	"testing"
)

// missedBy is a meeting to which n people were asked who have not come.
func missedBy(n int) BriefingView {
	v := BriefingView{Briefing: Briefing{BriefingInput: BriefingInput{HeldOn: NewDate(2026, 11, 2)}}, Topics: []BriefingTopic{{ID: "B01", How: BriefOral}}}
	for i := range n {
		v.Attendees = append(v.Attendees, Attendee{ID: fmt.Sprint(i), Name: fmt.Sprint("従事 ", i), WorkerID: "w"})
	}
	return v
}

func TestOneWordForAllWhoAreLeft(t *testing.T) {
	day, other, before := NewDate(2026, 11, 9), NewDate(2026, 11, 10), NewDate(2026, 11, 1)
	all := AbsentAttendee{Reason: "当直", MakeUpOn: day}
	for name, x := range map[string]struct {
		people int
		in     HeldInput
		want   []string // fields with a problem
	}{
		"all at once":                    {300, HeldInput{Rest: all}, nil},
		"an own line with a reason":      {300, HeldInput{Rest: all, Absent: []AbsentAttendee{{ID: "7", Reason: "病気"}}}, nil},
		"an own line with a day":         {2, HeldInput{Rest: all, Absent: []AbsentAttendee{{ID: "1", MakeUpOn: other}}}, nil},
		"no reason for all":              {2, HeldInput{Rest: AbsentAttendee{MakeUpOn: day}}, []string{"rest_reason"}},
		"no day for all":                 {2, HeldInput{Rest: AbsentAttendee{Reason: "当直"}}, []string{"rest_make_up_on"}},
		"a day for all before":           {2, HeldInput{Rest: AbsentAttendee{Reason: "当直", MakeUpOn: before}}, []string{"rest_make_up_on"}},
		"alone, though it is told":       {2, HeldInput{Rest: AbsentAttendee{Reason: "当直", SelfStudy: true}}, []string{"rest_make_up_on"}},
		"an own day before":              {2, HeldInput{Rest: all, Absent: []AbsentAttendee{{ID: "1", MakeUpOn: before}}}, []string{"absent.0.make_up_on"}},
		"all have lines, the rest lacks": {1, HeldInput{Rest: AbsentAttendee{MakeUpOn: day}, Absent: []AbsentAttendee{{ID: "0", Reason: "当直"}}}, nil},
		"nothing, of few":                {2, HeldInput{Absent: []AbsentAttendee{{ID: "0"}, {ID: "1"}}}, []string{"absent.0.reason", "absent.0.make_up_on", "absent.1.reason", "absent.1.make_up_on"}},
		"nothing, of many":               {manyUntold, HeldInput{Absent: []AbsentAttendee{{ID: "0"}}}, []string{"rest_reason"}},
		"nothing, of many but one":       {manyUntold, HeldInput{Absent: []AbsentAttendee{{ID: "0", Reason: "病気"}}}, []string{"absent.0.make_up_on", "absent", "absent", "absent", "absent", "absent"}},
		"an own day before, of many":     {manyUntold + 1, HeldInput{Absent: []AbsentAttendee{{ID: "0", Reason: "病気", MakeUpOn: before}}}, []string{"absent.0.make_up_on", "rest_reason"}},
		"everybody came":                 {1, HeldInput{Came: []string{"0"}, Rest: AbsentAttendee{Reason: "当直"}}, nil},
	} {
		var fields []string
		if err := Invalid(x.in.CheckAbsent(missedBy(x.people))); err != nil {
			for _, p := range err.Problems {
				fields = append(fields, p.Field)
			}
		}
		if !slices.Equal(fields, x.want) {
			t.Errorf("%s: problems at %v, want %v", name, fields, x.want)
		}
	}
}

func TestOwnLineCountsBeforeTheRest(t *testing.T) {
	day, other := NewDate(2026, 11, 9), NewDate(2026, 11, 10)
	in := HeldInput{Rest: AbsentAttendee{Reason: "当直", MakeUpOn: day}, Absent: []AbsentAttendee{{ID: "a", Reason: "病気"}, {ID: "b", MakeUpOn: other}, {ID: "c", SelfStudy: true}}}
	for id, want := range map[string]AbsentAttendee{
		"a": {ID: "a", Reason: "病気", MakeUpOn: day}, "b": {ID: "b", Reason: "当直", MakeUpOn: other}, "c": {ID: "c", Reason: "当直", SelfStudy: true}, "d": {ID: "d", Reason: "当直", MakeUpOn: day},
	} {
		if got, _ := in.OfAbsentee(id); got != want {
			t.Errorf("%s is %+v, want %+v", id, got, want)
		}
	}
}
