package views

import "chigiri/models"

// ConcludeForm records when a contract was concluded.
type ConcludeForm struct {
	SignedOn string `form:"signed_on" json:"signed_on"`
	Version  int    `form:"version" json:"version"`
}

// Date reads the day.
func (f ConcludeForm) Date() (models.Date, error) { return oneDay("signed_on", f.SignedOn) }

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
