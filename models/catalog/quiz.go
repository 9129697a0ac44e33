package catalog

import "chigiri/models"

// MarkQuiz marks the answers to a topic's questions, given by the question's id. A
// question left open is wrong, answers to other questions count for nothing. Every
// wrong one comes back with the right answer and why, for the person who answered.
func MarkQuiz(t models.BriefingTopic, answers map[string]string) models.QuizMark {
	m := models.QuizMark{Topic: t.ID, Asked: len(t.Quiz), Percent: 100, Wrong: []models.QuizWrong{}}
	for _, q := range t.Quiz {
		given := answers[q.ID]
		if given != "" && given == q.Answer {
			m.Right++
			continue
		}
		m.Wrong = append(m.Wrong, models.QuizWrong{
			Question: q.ID, Obligation: q.Obligation, Asked: q.Question,
			Given: q.Choice(given), Right: q.Choice(q.Answer), Explanation: q.Explanation,
		})
	}
	if m.Asked > 0 {
		m.Percent = m.Right * 100 / m.Asked
	}
	m.Passed = m.Percent >= t.PassMark
	return m
}
