package views

import "chigiri/models"

// LevelForm raises a level, or asks to lower it.
type LevelForm struct {
	Level  string `form:"level" json:"level"`
	Reason string `form:"reason" json:"reason"`
}

// To reads the level.
func (f LevelForm) To() (models.Level, error) {
	var p models.Problems
	p.Require("level", f.Level)
	checkReason(&p, f.Reason)
	to := models.NoLevel
	if f.Level != "" {
		l, err := models.ParseLevel(halfWidth(f.Level))
		p.Merge("level", err)
		to = l
	}
	return to, p.Err()
}

// levelOptions are the levels above or below one.
func levelOptions(b Base, now models.Level, above bool) []Option {
	var all []Option
	for _, l := range models.Levels() {
		if above && l > now || !above && l < now {
			all = append(all, Option{Value: l.String(), Text: l.String() + "　" + b.T("level."+l.String())})
		}
	}
	return all
}
