package models

import (
	"cmp"
	"time"
)

// CheckWhen says whether what is told of a meeting's beginning and length has come to pass
// at an instant of Japan time: an Error of KindInvalid at the field that is to be mended.
// Without a beginning, told or planned, the meeting cannot have begun before its day.
func (in HeldInput) CheckWhen(b Briefing, now time.Time) error {
	var p Problems
	if in.Minutes < 1 || in.Minutes > 24*60 {
		p.Add("minutes", "error.briefing.minutes")
	}
	begins, planned := b.HeldOn.Start(), cmp.Or(in.Begins, b.Begins)
	if planned != "" {
		clock, err := time.Parse("15:04", planned)
		if err != nil {
			p.Add("begins", "error.briefing.begins", planned)
			return p.Err()
		}
		begins = begins.Add(time.Duration(clock.Hour())*time.Hour + time.Duration(clock.Minute())*time.Minute)
	}
	switch past := int(now.Sub(begins) / time.Minute); {
	case now.Before(begins):
		p.Add("begins", "error.briefing.not_begun", planned)
	case in.Minutes > past:
		p.Add("minutes", "error.briefing.not_over", past)
	}
	return p.Err()
}
