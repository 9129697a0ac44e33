package views

import "chigiri/models"

// ConsultForm asks the IT division.
type ConsultForm struct {
	Question string `form:"question" json:"question"`
}

// answerOptions are the answers of the IT division. It cannot agree to facts that
// moved under its question.
func answerOptions(b Base, moved bool) []Option {
	agree := Option{Value: string(models.Agreed), Text: b.T("answer.agree"), Hint: b.T("answer.agree.hint"), Off: moved}
	if moved {
		agree.Hint = b.T("answer.agree.off")
	}
	return []Option{agree, {Value: string(models.Returned), Text: b.T("answer.return"), Hint: b.T("answer.return.hint")}}
}

// Answer reads an answer, which says something in words too.
func (f DecisionForm) Answer() (bool, error) {
	var p models.Problems
	agree, err := f.Agreed()
	if p.Merge("decision", err) { // else the store tells all that is wrong
		checkText(&p, "note", f.Note)
		p.Require("note", f.Note)
	}
	return agree, p.Err()
}

// Agreed says which answer was chosen; a form without one is sent back.
func (f DecisionForm) Agreed() (bool, error) {
	switch models.Decision(f.Decision) {
	case models.Agreed:
		return true, nil
	case models.Returned:
		return false, nil
	case "":
		return false, models.Invalidf("decision", "error.required")
	}
	return false, models.Invalidf("decision", "error.decision", f.Decision)
}

func decisionClass(d models.Decision) string {
	switch d {
	case models.Agreed:
		return "ok"
	case models.Returned:
		return "bad"
	case models.Withdrawn:
		return "off"
	}
	return "due"
}

func decisionShape(d models.Decision) string {
	return map[string]string{"ok": "●", "bad": "✕", "off": "○", "due": "▲"}[decisionClass(d)]
}

func decisionWord(b Base, d models.Decision) string {
	if d == "" {
		return b.T("decision.waiting")
	}
	return b.T("decision." + string(d))
}

// earlierAnswer is the last answer before the question that waits, or to the last one.
func earlierAnswer(v models.ContractView) *models.Consultation {
	for i, c := range v.Consultations {
		if c.Decision != "" {
			return &v.Consultations[i]
		}
	}
	return nil
}

// openConsultation is the question that waits for an answer.
func openConsultation(v models.ContractView) *models.Consultation {
	for i, c := range v.Consultations {
		if c.Decision == "" {
			return &v.Consultations[i]
		}
	}
	return nil
}
