package views

import "chigiri/models"

// LinkForm adds a link from a system to another.
type LinkForm struct {
	To         string `form:"to" json:"to"`
	Data       string `form:"data" json:"data"`
	MyNumber   bool   `form:"mynumber" json:"mynumber"`
	LegalBasis string `form:"legal_basis" json:"legal_basis"`
}

// Input reads the form; nothing in it can be misread.
func (f LinkForm) Input() models.LinkInput {
	return models.LinkInput{To: f.To, Data: f.Data, MyNumber: f.MyNumber, LegalBasis: f.LegalBasis}
}

// toBeTold is the division that must be told of a change, seen from a system: the
// owner of the other end.
func toBeTold(l models.SystemLink, systemID string) string {
	if l.From == systemID {
		return l.ToOwner
	}
	return l.FromOwner
}

// linkBegun says whether the form of a link holds something or was refused.
func (f SystemPageForms) linkBegun() bool {
	return f.Link != LinkForm{} || len(f.Problems.At("to")) > 0
}
