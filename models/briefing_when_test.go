package models

import (
	"errors"
	"testing"
	"time"
)

func TestMeetingIsClosedWhenOver(t *testing.T) {
	// Proves that a record tells of nothing that is still to come: at 14:30 a meeting that
	// began at 13:30 has taken an hour at most, and none began at 15:00.
	day := NewDate(2026, 11, 2)
	now := day.Start().Add(14*time.Hour + 30*time.Minute)
	for _, x := range []struct {
		planned, begins string
		minutes         int
		on              Date
		field           string
	}{
		{"13:30", "", 60, day, ""},
		{"13:30", "", 61, day, "minutes"},
		{"15:00", "", 30, day, "begins"},
		{"15:00", "14:00", 30, day, ""},
		{"13:30", "14:00", 45, day, "minutes"},
		{"13:30", "15:00", 1, day, "begins"},
		{"", "", 60, day, ""},
		{"", "昼", 60, day, "begins"},
		{"13:30", "", 0, day, "minutes"},
		{"23:00", "", 120, day.AddDays(-1), ""},
	} {
		b := Briefing{BriefingInput: BriefingInput{HeldOn: x.on, Begins: x.planned}}
		err := HeldInput{Begins: x.begins, Minutes: x.minutes}.CheckWhen(b, now)
		var told *Error
		if x.field == "" && err != nil || x.field != "" && (!errors.As(err, &told) || len(told.Problems) != 1 || told.Problems[0].Field != x.field) {
			t.Errorf("%+v: %v", x, err)
		}
	}
}
