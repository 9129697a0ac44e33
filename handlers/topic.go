package handlers

import (
	"strconv"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
	"chigiri/views/i18n"
)

// topicsPage is a page about one's own topics; its twin never carries an answer.
func topicsPage(c echo.Context, twin any) views.Page {
	return views.Page{Title: i18n.T(actor(c).Lang, "topic.title"), Nav: "home", Narrow: true, Twin: twin}
}

func (h *Handlers) showTopics(c echo.Context) error {
	v, err := h.store.Study(c.Request().Context(), actor(c), c.Param("party"))
	if err != nil {
		return err
	}
	return h.page(c, topicsPage(c, v), func(b views.Base) templ.Component { return views.TopicsPage(b, v) })
}

// topicAt is the topic an address names, among one's own.
func (h *Handlers) topicAt(c echo.Context) (v models.Study, t models.StudyTopic, err error) {
	if v, err = h.store.Study(c.Request().Context(), actor(c), c.Param("party")); err != nil {
		return v, t, err
	}
	t, ok := v.Topic(c.Param("topic"))
	if !ok {
		err = models.NotFound("topic")
	}
	return v, t, err
}

func (h *Handlers) showTopic(c echo.Context) error {
	v, t, err := h.topicAt(c)
	if err != nil {
		return err
	}
	form, _ := restored[views.AnswersForm](h, c)
	return h.showTopicAgain(c, v, t, form)
}

func (h *Handlers) showTopicAgain(c echo.Context, v models.Study, t models.StudyTopic, form views.AnswersForm) error {
	page := topicsPage(c, t)
	page.Title = t.Title.In(actor(c).Lang)
	return h.page(c, page, func(b views.Base) templ.Component { return views.TopicPage(b, v, t, form, nil) })
}

// topicRefused shows a topic as it stands now, with what was wrong.
func (h *Handlers) topicRefused(c echo.Context, err error, form views.AnswersForm) error {
	v, t, viewErr := h.topicAt(c)
	if viewErr != nil {
		return viewErr
	}
	return h.refused(c, err, topicsPage(c, t), func(b views.Base, p views.Problems) templ.Component {
		return views.TopicPage(b, v, t, form, p)
	})
}

func (h *Handlers) readTopic(c echo.Context) error {
	form, err := read[views.TopicForm](c)
	if err == nil {
		err = h.store.ReadTopic(c.Request().Context(), actor(c), c.Param("party"), c.Param("topic"), form.Hash)
	}
	if err != nil {
		return h.topicRefused(c, err, views.AnswersForm{})
	}
	return h.done(c, "/topics/"+c.Param("party")+"/"+c.Param("topic")+"#questions", "said.topic.read", nil)
}

// answerTopic marks answers; what is right is told to who has answered.
func (h *Handlers) answerTopic(c echo.Context) error {
	_, t, err := h.topicAt(c)
	if err != nil {
		return err
	}
	form, err := read[views.AnswersForm](c)
	var mark models.QuizMark
	if err == nil {
		if err = unanswered(t, form); err == nil {
			mark, err = h.store.AnswerQuiz(c.Request().Context(), actor(c), c.Param("party"), c.Param("topic"), form.Hash, form.Given())
		}
	}
	if err != nil {
		return h.topicRefused(c, err, form)
	}
	v, t, err := h.topicAt(c)
	if err != nil && models.KindOf(err) != models.KindNotFound { // whoever is worker and lead goes on as the lead
		return err
	}
	m := views.Marked{QuizMark: mark, TriesLeft: t.TriesLeft(v.Rule)}
	return h.page(c, topicsPage(c, m), func(b views.Base) templ.Component { return views.MarkPage(b, v, t, m) })
}

// unanswered says which questions have no answer: a slip of the hand costs no try. A
// question the topic does not have is a mistake of a program.
func unanswered(t models.StudyTopic, form views.AnswersForm) error {
	var p models.Problems
	given, known := form.Given(), map[string]bool{}
	if t.Record != nil {
		for i, q := range t.Quiz {
			if known[q.ID] = true; given[q.ID] == "" {
				p.Add("answers."+strconv.Itoa(i)+".choice", "error.topic.answer_all")
			}
		}
		for i, a := range form.Answers {
			if !known[a.Question] {
				p.Add("answers."+strconv.Itoa(i)+".question", "error.topic.no_question", a.Question)
			}
		}
	}
	return p.Err()
}
