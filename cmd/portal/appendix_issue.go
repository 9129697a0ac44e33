package main

import (
	"time"

	"chigiri/models"
	"chigiri/models/catalog"
)

// issued gives the appendix as an issued one, for a body that has no server: with
// its version and its day. What issuing asks for in the portal is asked for here
// too: nothing missing, and the IT division's answer where the edition wants it.
func (c appendixCommand) issued(e *catalog.Edition, a models.Appendix) (models.Appendix, error) {
	if c.Issue == 0 {
		if c.Date != "" {
			return a, usageError{key: "error.usage.date"}
		}
		return a, nil
	}
	if c.Issue < 0 {
		return a, usageError{key: "error.usage.issue"}
	}
	problems := models.Problems(catalog.Missing(e, a.Facts))
	if e.RequiresConsultation(a.Level.Level) && a.Facts.Consultation == nil {
		problems.Add("consultation", "error.contract.not_consulted")
	}
	day := models.Today(time.Now())
	if c.Date != "" {
		var err error
		if day, err = models.ParseDate(c.Date); err != nil {
			problems.Merge("--date", err)
		}
	}
	if err := problems.Err(); err != nil {
		return a, err
	}
	a.Version, a.IssuedAt, a.IssuedBy = c.Issue, day.Start(), a.Facts.Division
	return a, nil
}
