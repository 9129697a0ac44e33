package store_test

import (
	"testing"

	"chigiri/models"
)

func TestPassedStaysPassed(t *testing.T) {
	// Proves that wrong answers after a topic was passed are marked, and change nothing of
	// its record.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		b, code := c.meeting(chief, c.prime.ID)
		must(t, o.CheckIn(bg, c.boss, b.ID, code))
		got(o.HoldBriefing(bg, chief, b.ID, o.closing(chief, b.ID), recordPaper))(t)
		c.answers(c.boss, c.prime.ID)
		asked := 0
		for i, topic := range got(o.Study(bg, c.boss, c.prime.ID))(t).Topics {
			if len(topic.Quiz) == 0 {
				continue
			}
			asked++
			mark := got(o.AnswerQuiz(bg, c.boss, c.prime.ID, topic.ID, topic.Hash, nil))(t)
			now := got(o.Study(bg, c.boss, c.prime.ID))(t).Topics[i].Record
			if mark.Passed || *now != *topic.Record || now.Percent != 100 {
				t.Errorf("%s was %+v, is %+v", topic.ID, topic.Record, now)
			}
		}
		if asked == 0 {
			t.Error("no topic has questions")
		}
	})
}
