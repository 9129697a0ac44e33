package views

import (
	"time"

	"chigiri/models"
)

// ConcludeForm records when a contract was concluded.
type ConcludeForm struct {
	SignedOn string `form:"signed_on" json:"signed_on"`
	Sure     bool   `form:"sure" json:"sure"` // the day stands although it is unusual
	Version  int    `form:"version" json:"version"`
}

// Date reads the day.
func (f ConcludeForm) Date() (models.Date, error) { return oneDay("signed_on", f.SignedOn) }

// Doubt asks about a day that is likely a slip, unless the person is sure.
func (f ConcludeForm) Doubt(v models.ContractView, day models.Date) error {
	if f.Sure {
		return nil
	}
	var issued models.Date
	if n := len(v.Issued); n > 0 {
		if t, err := time.Parse(time.RFC3339, v.Issued[n-1].IssuedAt); err == nil {
			issued = models.Today(t)
		}
	}
	return models.DoubtConclusion(v.Contract, issued, day)
}

// CompleteForm records when the work was completed.
type CompleteForm struct {
	CompletedOn string `form:"completed_on" json:"completed_on"`
}

// Date reads the day.
func (f CompleteForm) Date() (models.Date, error) { return oneDay("completed_on", f.CompletedOn) }

// EditionForm moves a contract to a later edition.
type EditionForm struct {
	EditionID string `form:"edition_id" json:"edition_id"`
	Reason    string `form:"reason" json:"reason"`
}

func oneDay(field, text string) (models.Date, error) {
	var p models.Problems
	requireDay(&p, field, text)
	d := readDay(&p, field, text)
	return d, p.Err()
}
