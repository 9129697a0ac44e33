package views

import "chigiri/models"

// ConsultForm asks the IT division.
type ConsultForm struct {
	Question string `form:"question" json:"question"`
}

// decisionOptions are the answers of the IT division.
func decisionOptions(b Base, noun string) []Option {
	return []Option{
		{Value: string(models.Agreed), Text: b.T(noun + ".agree"), Hint: b.T(noun + ".agree.hint")},
		{Value: string(models.Returned), Text: b.T(noun + ".return"), Hint: b.T(noun + ".return.hint")},
	}
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

// openConsultation is the question that waits for an answer.
func openConsultation(v models.ContractView) *models.Consultation {
	for i, c := range v.Consultations {
		if c.Decision == "" {
			return &v.Consultations[i]
		}
	}
	return nil
}
