package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"chigiri/models"
)

// Topics are the topics of the briefing 説明 for a party bound as vendor, worker or
// subcontractor, in the order of the edition: each with the articles of the appendix
// that bind the party and the questions on them. A topic without such an article is
// absent; waived articles are left out. The appendix must be of this edition; of any
// other nothing is given. Pure, as PledgeText is.
func Topics(e *Edition, a models.Appendix, bound string) []models.BriefingTopic {
	out := []models.BriefingTopic{}
	if e.owns(&a) != nil {
		return out
	}
	w, oral, level := wordsOf(a.Facts.Body), e.Briefing.Oral.codes(&a), a.Level.Level
	articles := e.byTopic(&a, bound, w)
	for i := range e.Topics {
		id, topic := e.Topics[i].Key, &e.Topics[i].Value
		if len(articles[id]) == 0 {
			continue
		}
		t := models.BriefingTopic{
			ID: id, Title: parseText(topic.Text).plain(w), How: e.Briefing.Others[level], PassMark: e.Briefing.PassMark[level],
			Articles: articles[id],
		}
		if has(oral, id) {
			t.How = models.BriefOral
		}
		t.Quiz = questions(topic.Quiz, t.Articles, w)
		t.Hash = topicHash(t)
		out = append(out, t)
	}
	return out
}

// byTopic gathers the articles that bind a party by their topic.
func (e *Edition) byTopic(a *models.Appendix, bound string, w words) map[string][]models.TopicArticle {
	out := map[string][]models.TopicArticle{}
	for _, p := range a.Parts {
		for i := range p.Articles {
			x := &p.Articles[i]
			if x.Waiver == nil && has(x.Bound, bound) {
				out[x.Topic] = append(out[x.Topic], models.TopicArticle{
					Obligation: x.Obligation, Number: x.Number, Title: x.Title, Plain: e.plain(x, w), Text: x.Text, Sources: x.Sources,
				})
			}
		}
	}
	return out
}

// questions are those on the articles, as this body speaks of itself.
func questions(all []Question, articles []models.TopicArticle, w words) []models.TopicQuestion {
	say := func(t models.Text) models.Text { return parseText(t).plain(w) }
	out := []models.TopicQuestion{}
	for _, q := range all {
		on := false
		for i := range articles {
			on = on || articles[i].Obligation == q.Obligation
		}
		if !on {
			continue
		}
		x := models.TopicQuestion{ID: q.ID, Obligation: q.Obligation, Question: say(q.Question), Answer: q.Answer, Explanation: say(q.Explanation)}
		for _, c := range q.Choices {
			x.Choices = append(x.Choices, models.TopicChoice{ID: c.ID, Text: say(c.Text)})
		}
		out = append(out, x)
	}
	return out
}

// topicHash is of what a person was told, in Japanese: an article that only moved to
// another number was told already, and a better translation says nothing new.
func topicHash(t models.BriefingTopic) string {
	told := []string{t.ID, t.Title.JA, string(t.How)}
	for _, x := range t.Articles {
		told = append(told, "article", x.Obligation, x.Title.JA, x.Plain.JA, x.Text.JA)
	}
	for _, q := range t.Quiz {
		told = append(told, "question", q.ID, q.Question.JA, q.Answer, q.Explanation.JA)
		for _, c := range q.Choices {
			told = append(told, c.ID, c.Text.JA)
		}
	}
	data, err := json.Marshal(told)
	if err != nil {
		panic("catalog: a list of texts is always JSON: " + err.Error())
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
