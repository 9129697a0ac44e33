package views

import (
	"slices"

	"chigiri/models"
)

// TopicForm says which content of a topic was on the page.
type TopicForm struct {
	Hash string `form:"hash" json:"hash"`
}

// AnswersForm are the answers to a topic's questions.
type AnswersForm struct {
	Hash    string       `form:"hash" json:"hash"`
	Answers []AnswerLine `form:"answers" json:"answers"`
}

// AnswerLine is the choice for one question, both by their ids.
type AnswerLine struct {
	Question string `form:"question" json:"question"`
	Choice   string `form:"choice" json:"choice"`
}

// Given are the answers by question; a question without a choice is not among them.
func (f AnswersForm) Given() map[string]string {
	all := map[string]string{}
	for _, a := range f.Answers {
		if a.Choice != "" {
			all[a.Question] = a.Choice
		}
	}
	return all
}

// Marked is the answer to answers: how they came out, with what the reader may do next.
type Marked struct {
	models.QuizMark
	TriesLeft int `json:"tries_left"`
}

func topicsPath(party string) string { return "/topics/" + party }

func topicPath(party, topic string) string { return "/topics/" + party + "/" + topic }

// topicState is the state of a topic as a word of its own: what is left says more than
// that something is.
func topicState(b Base, t models.StudyTopic) string {
	switch t.State(b.Today) {
	case models.ReqMet:
		return b.T("topic.state.met")
	case models.ReqLater:
		return b.T("topic.state.later")
	case models.ReqLapsed:
		return b.T("topic.state.lapsed")
	}
	if t.Record != nil {
		return b.T("topic.state.answer")
	}
	return b.T("topic.state.read")
}

// toldOn is the meeting to come in which a topic is told; nil when none is planned.
func toldOn(v models.Study, topic string) *models.Meeting {
	i := slices.IndexFunc(v.Meetings, func(m models.Meeting) bool { return m.PartyID == v.Party.ID && slices.Contains(m.Topics, topic) })
	if i < 0 {
		return nil
	}
	return &v.Meetings[i]
}

// topicHow is how a topic is gone through, with the day where it is told by a person.
func topicHow(b Base, v models.Study, t models.StudyTopic) string {
	if t.How != models.BriefOral {
		return b.T("topic.how." + string(t.How))
	}
	if m := toldOn(v, t.ID); t.Record == nil && m != nil {
		return b.T("topic.how.oral.on", m.HeldOn, m.Place)
	}
	if t.Record == nil {
		return b.T("topic.how.oral.open")
	}
	return b.T("topic.how.oral.told", models.Today(t.Record.ToldAt))
}

// studyAs says as whom somebody has to know the topics.
func studyAs(b Base, v models.Study) string { return b.T("topic.as." + v.Bound) }

// again says whether a topic may be read (again) by oneself now.
func mayRead(b Base, t models.StudyTopic, rule models.BriefingRule) bool {
	if t.How == models.BriefOral {
		return false
	}
	return t.Record == nil || t.State(b.Today) == models.ReqLapsed || asksQuestions(t) && t.TriesLeft(rule) == 0
}

// asksQuestions says whether the questions of a topic are left.
func asksQuestions(t models.StudyTopic) bool {
	return t.Record != nil && len(t.Quiz) > 0 && t.Record.PassedAt.IsZero()
}
