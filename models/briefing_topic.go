package models

// BriefingHow is how a topic of the briefing 説明 is gone through.
type BriefingHow string

// The ways: told by a person, studied alone in the portal, or handed over in writing.
const (
	BriefOral    BriefingHow = "oral"
	BriefSelf    BriefingHow = "self"
	BriefWritten BriefingHow = "written"
)

// BriefingTopic is one topic with everything one party hears of it under one
// contract. Only articles that bind the party are in it, and only questions on them.
//
// Hash is of its Japanese content and of How, without the articles' numbers: while it
// stays the same under another edition or appendix, the topic need not be gone
// through again.
type BriefingTopic struct {
	ID       string          `json:"id"` // B04
	Title    Text            `json:"title"`
	How      BriefingHow     `json:"how"`
	PassMark int             `json:"pass_mark"` // percent of the questions, in whole numbers
	Articles []TopicArticle  `json:"articles"`
	Quiz     []TopicQuestion `json:"quiz"`
	Hash     string          `json:"hash"`
}

// TopicArticle is one article that a topic explains.
type TopicArticle struct {
	Obligation string   `json:"obligation"`
	Number     string   `json:"number"`
	Title      Text     `json:"title"`
	Plain      Text     `json:"plain"`
	Text       Text     `json:"text"` // in full, as the appendix prints it
	Sources    []string `json:"sources"`
}

// TopicQuestion checks that an article was understood. Answer and Explanation never
// leave in JSON: whoever is asked must not read them first. A topic read back from
// JSON can therefore not be marked; compile it anew.
type TopicQuestion struct {
	ID          string        `json:"id"` // B04-Q1
	Obligation  string        `json:"obligation"`
	Question    Text          `json:"question"`
	Choices     []TopicChoice `json:"choices"`
	Answer      string        `json:"-"` // id of the right choice
	Explanation Text          `json:"-"`
}

// TopicChoice is one answer to choose.
type TopicChoice struct {
	ID   string `json:"id"`
	Text Text   `json:"text"`
}

// Choice gives the words of a choice by its id, or an empty text.
func (q TopicQuestion) Choice(id string) Text {
	for _, c := range q.Choices {
		if c.ID == id {
			return c.Text
		}
	}
	return Text{}
}

// QuizMark is how the answers to one topic came out. A topic without a question is
// passed with 100 percent.
type QuizMark struct {
	Topic   string      `json:"topic"`
	Asked   int         `json:"asked"`
	Right   int         `json:"right"`
	Percent int         `json:"percent"` // rounded down
	Passed  bool        `json:"passed"`
	Wrong   []QuizWrong `json:"wrong"`
}

// QuizWrong is one question answered wrongly or not at all, with why. It names the
// right answer, so it is for the eyes of one who has answered.
type QuizWrong struct {
	Question    string `json:"question"` // id
	Obligation  string `json:"obligation"`
	Asked       Text   `json:"asked"`
	Given       Text   `json:"given"` // empty when not answered
	Right       Text   `json:"right"`
	Explanation Text   `json:"explanation"`
}
