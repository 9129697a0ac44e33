package store

import "chigiri/models"

type pledgeQuestionRow struct {
	ID         string
	PledgeID   string
	Question   string
	AskedAt    instant
	Answer     string
	AnsweredAt instant
}

func (pledgeQuestionRow) TableName() string { return "pledge_questions" }

// pledgeTalk is all that was asked about a pledge, in order.
func (t *tx) pledgeTalk(pledgeID string) (rows []pledgeQuestionRow, err error) {
	err = t.db.Where("pledge_id = ?", pledgeID).Order("asked_at").Order("id").Find(&rows).Error
	return rows, wrap(err, "questions")
}

func talkOf(rows []pledgeQuestionRow) []models.PledgeQuestion {
	var list []models.PledgeQuestion
	for _, r := range rows {
		list = append(list, models.PledgeQuestion{Question: r.Question, AskedAt: r.AskedAt.Time, Answer: r.Answer, AnsweredAt: r.AnsweredAt.Time})
	}
	return list
}

// askMore keeps one more question, and says which one of the pledge waits: the oldest.
func (t *tx) askMore(c *pledgeCase, question string) (map[string]any, error) {
	row := pledgeQuestionRow{ID: t.id(), PledgeID: c.row.ID, Question: question, AskedAt: instant{t.now}}
	if err := t.db.Create(&row).Error; err != nil {
		return nil, wrap(err, "question")
	}
	if c.row.Question != "" && c.row.Answer == "" {
		question = c.row.Question
	}
	return map[string]any{"question": question, "answer": ""}, nil
}

// answerOldest answers the question that has waited longest, and says which one of the
// pledge waits then.
func (t *tx) answerOldest(c *pledgeCase, answer string) (map[string]any, error) {
	rows, err := t.pledgeTalk(c.row.ID)
	if err != nil {
		return nil, err
	}
	columns := map[string]any{"answer": answer}
	answered := false
	for _, r := range rows {
		switch {
		case r.Answer != "":
		case !answered:
			answered = true
			err := t.db.Model(&pledgeQuestionRow{}).Where("id = ?", r.ID).Updates(map[string]any{"answer": answer, "answered_at": instant{t.now}}).Error
			if err != nil {
				return nil, wrap(err, "question")
			}
		default:
			return map[string]any{"question": r.Question, "answer": ""}, nil
		}
	}
	return columns, nil
}
