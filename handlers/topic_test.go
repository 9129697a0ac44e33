package handlers

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
	"chigiri/views"
)

// topicsOf are somebody's own topics with the answers, which pages never have.
func (h *house) topicsOf(who models.Actor, party string) models.Study {
	h.t.Helper()
	v, err := h.store.Study(context.Background(), who, party)
	h.must(err)
	return v
}

// answersOf are the answers to a topic as the page sends them; wrong says how many of
// them are not right.
func answersOf(t models.StudyTopic, wrong int) url.Values {
	form := url.Values{"hash": {t.Hash}}
	for i, q := range t.Quiz {
		choice := q.Answer
		if i < wrong {
			choice = otherChoice(q)
		}
		form.Set("answers."+strconv.Itoa(i)+".question", q.ID)
		form.Set("answers."+strconv.Itoa(i)+".choice", choice)
	}
	return form
}

func otherChoice(q models.TopicQuestion) string {
	for _, c := range q.Choices {
		if c.ID != q.Answer {
			return c.ID
		}
	}
	return ""
}

// keepsAnswers fails the test when a page or its twin tells an answer: by its words, by
// a tick, by a mark on the right choice, or by a field for it.
func (h *house) keepsAnswers(v *visitor, path string, t models.StudyTopic) {
	h.t.Helper()
	for _, accept := range []string{"text/html", "application/json"} {
		for _, lang := range []string{"ja", "en"} {
			v.header.Set("Accept-Language", lang)
			a := v.do("GET", path, nil, "", accept).is(http.StatusOK)
			body := a.Body.String()
			for _, q := range t.Quiz {
				if strings.Contains(body, q.Explanation.JA) || strings.Contains(body, q.Explanation.EN) {
					h.t.Errorf("%s %s tells why an answer of %s is right", accept, path, q.ID)
				}
			}
			if strings.Contains(body, `"answer"`) || strings.Contains(body, `"explanation"`) {
				h.t.Errorf("%s %s has a field for an answer", accept, path)
			}
			marks := map[string]bool{} // how radio buttons look, but for their own names
			for _, n := range a.all(".question label.tick input") {
				look := ""
				for _, at := range n.Attr {
					if at.Key != "name" && at.Key != "value" {
						look += at.Key + "=" + at.Val + " "
					}
				}
				marks[look] = true
			}
			if accept == "text/html" && len(marks) > 1 {
				h.t.Errorf("%s: choices differ: %v", path, marks)
			}
		}
	}
	v.header.Del("Accept-Language")
}

// heardOral lets the prime's people hear the oral topics of the house's contract.
func (h *house) heardOral(people ...*visitor) {
	h.t.Helper()
	drafter := h.as(h.people.Drafter)
	id, checkIn := h.planned(drafter, h.primeID())
	for _, v := range people {
		v.post(checkIn, nil).is(http.StatusSeeOther)
	}
	drafter.json("POST", "/briefings/"+id+"/hold", map[string]any{"minutes": "60", "confirmed": true}).is(http.StatusOK)
}

// TestTopicsByPages proves the way of a worker on both engines: oral topics wait for the
// meeting, others are read; a wrong answer is explained and answered again; until then
// no page tells an answer; at the end the coverage is met.
func TestTopicsByPages(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		h := briefedHouse(t, s, clock)
		worker, lead, who := h.as(h.people.Worker), h.as(h.people.Lead), h.people.Worker
		list := "/topics/" + h.primeID()
		worker.get("/").is(http.StatusOK).says(".next small", h.contract.Title).one(".next a[href=" + list + "]")
		study := h.topicsOf(who, h.primeID())
		worker.get(list).is(http.StatusOK).says(".progress", strconv.Itoa(len(study.Topics))+"項目中0項目が済").says(".st", "説明を待つ").says(".st", "読む").says("small", "日は未定")
		oral, _ := study.Topic("B01")
		h.keepsAnswers(worker, list+"/B01", oral)
		worker.get(list+"/B01").is(http.StatusOK).says(".next", "説明の会で聞きます")
		worker.post(list+"/B01/read", url.Values{"hash": {oral.Hash}}).is(http.StatusConflict)
		worker.post(list+"/B01/answers", answersOf(oral, 0)).is(http.StatusConflict)
		h.heardOral(worker, lead)
		h.answersAll(worker, who, list)
		worker.get(list).is(http.StatusOK).says(".next", "全ての項目が済みました").says(".next", "まで有効です")
		if n := len(worker.get("/").is(http.StatusOK).all(".todo a[href=" + list + "]")); n > 0 {
			t.Error("the first page still asks for the topics")
		}
		h.answersAll(lead, h.people.Lead, list)
		h.as(h.people.Drafter).get("/contracts/"+h.contract.ID+"/briefings").says(".coverage summary", "2人中2人が済")
		for _, stranger := range []models.Actor{h.people.SubWorker, h.people.SubLead, h.people.OtherLead} {
			h.as(stranger).get(list).is(http.StatusNotFound)
			h.as(stranger).get(list + "/B01").is(http.StatusNotFound)
			h.as(stranger).post(list+"/B01/answers", answersOf(oral, 0)).is(http.StatusNotFound)
		}
	})
}

// answersAll goes through every topic: the first wrongly at first.
func (h *house) answersAll(v *visitor, who models.Actor, list string) {
	h.t.Helper()
	for i, topic := range h.topicsOf(who, h.primeID()).Topics {
		path := list + "/" + topic.ID
		if topic.How != models.BriefOral {
			h.keepsAnswers(v, path, topic)
			v.get(path).is(http.StatusOK).says("button", "読みました")
			v.post(path+"/read", url.Values{"hash": {topic.Hash}}).is(http.StatusSeeOther).leads(path + "#questions")
		}
		topic, _ = h.topicsOf(who, h.primeID()).Topic(topic.ID)
		h.keepsAnswers(v, path, topic)
		if i == 0 {
			h.wrongFirst(v, path, topic)
		}
		v.post(path+"/answers", answersOf(topic, 0)).is(http.StatusOK).says("h1", "済みました")
	}
}

// wrongFirst proves what a wrong answer is told, and that one left out costs no try.
func (h *house) wrongFirst(v *visitor, path string, t models.StudyTopic) {
	h.t.Helper()
	form := answersOf(t, 0)
	form.Set("answers.0.choice", "")
	if len(t.Quiz) > 1 {
		page := v.post(path+"/answers", form).is(http.StatusUnprocessableEntity).says(".errors", "この問題に答えてください")
		if len(page.all("input[type=radio][checked]")) != len(t.Quiz)-1 {
			h.t.Error("the answers that were given are lost")
		}
	}
	q := t.Quiz[0]
	v.post(path+"/answers", answersOf(t, len(t.Quiz))).is(http.StatusOK).says("h1", "もう一度").says(".card dd", q.Choice(q.Answer).JA).
		says(".card dd", q.Choice(otherChoice(q)).JA).says(".card dd", q.Explanation.JA).says(".next", "あと").one(".next a[href=" + path + "#questions]")
	v.get(path).is(http.StatusOK).says(".st", "問題に答える").says("#questions", "確認問題")
	h.keepsAnswers(v, path, t)
}

// TestTopicsLeadToThePledge proves on a contract of level 4, where every topic is told,
// what comes after the last one.
func TestTopicsLeadToThePledge(t *testing.T) {
	h := printing(t)
	party := h.audited()
	h.enrolled(h.people.Lead, party.ID, h.people.Worker)
	worker, who, drafter := h.as(h.people.Worker), h.people.Worker, h.as(h.people.Drafter)
	list := "/topics/" + party.ID
	var plan views.BriefingScreen
	drafter.json("POST", "/contracts/"+party.ContractID+"/briefings", map[string]any{
		"method": "room", "held_on": "2026-11-02", "begins": "7:00", "place": "会場", "topics": topicIDs(h.topicsOf(who, party.ID)), "parties": []string{party.ID},
	}).is(http.StatusCreated).into(&plan)
	worker.get(list).is(http.StatusOK).says(".next", "令和８年１１月２日（月）の説明で聞きます").one(".next a[href=/briefings/" + plan.Briefing.ID + "]")
	worker.get("/").is(http.StatusOK).says(".next", "今日07:00から説明があります").says(".todo .st", "今日です")
	worker.post(strings.TrimPrefix(plan.CheckIn, "https://portal.example"), nil).is(http.StatusSeeOther)
	var meeting models.BriefingView
	drafter.json("GET", "/briefings/"+plan.Briefing.ID, nil).is(http.StatusOK).into(&meeting)
	absent := []map[string]any{}
	for _, a := range meeting.Attendees {
		absent = append(absent, map[string]any{"id": a.ID, "reason": "出張", "make_up_on": "2026-11-10"})
	}
	drafter.json("POST", "/briefings/"+plan.Briefing.ID+"/hold", map[string]any{"minutes": "60", "confirmed": true, "absent": absent}).is(http.StatusOK)
	topics := h.topicsOf(who, party.ID).Topics
	for i, topic := range topics {
		a := worker.post(list+"/"+topic.ID+"/answers", answersOf(topic, 0)).is(http.StatusOK)
		if i < len(topics)-1 {
			a.one(".next a[href=" + list + "/" + topics[i+1].ID + "]")
			continue
		}
		a.says(".next", "次は誓約です").one(".next a[href=/pledges/" + h.topicsOf(who, party.ID).PledgeID + "]")
	}
}

func topicIDs(v models.Study) []string {
	var ids []string
	for _, t := range v.Topics {
		ids = append(ids, t.ID)
	}
	return ids
}

// audited concludes a contract on My Numbers, of level 4, and gives its prime.
func (h *house) audited() models.Party {
	h.t.Helper()
	ctx, who := context.Background(), h.people.Drafter
	c, err := h.store.CreateContract(ctx, who, models.ContractInput{
		Number: "R8-21", Title: "児童相談ＩＴナビシステム保守運用業務", Kind: models.KindUpkeep, StartsOn: models.NewDate(2026, 12, 1), EndsOn: models.NewDate(2027, 3, 31),
		DivisionID: who.DivisionID, VendorID: h.people.Vendor.ID, Classes: []string{"mynumber"}, Procurement: models.OpenBid, Persons: 42000,
		SystemManager: "課長", PolicyVersion: "情報セキュリティ規程 令和8年版", Scheme: models.SchemeArticle,
	})
	h.must(err)
	_, err = h.store.Consult(ctx, who, c.ID, "意見を求めます。")
	h.must(err)
	h.must(h.store.AnswerConsultation(ctx, h.people.Reviewer, c.ID, true, "異存ありません。"))
	v, err := h.store.Contract(ctx, who, c.ID)
	h.must(err)
	h.issueNow(who, v.Contract)
	v, err = h.store.Contract(ctx, who, c.ID)
	h.must(err)
	h.must(h.store.Conclude(ctx, who, c.ID, v.Contract.Version, models.NewDate(2026, 11, 1)))
	tree, err := h.store.Parties(ctx, h.people.Lead, c.ID)
	h.must(err)
	return *tree.Prime()
}

// TestTopicsAsAProgram proves the twins: topics without answers, the mark of answers
// with what was wrong, and tries that end.
func TestTopicsAsAProgram(t *testing.T) {
	h := printing(t)
	h.concluded()
	h.enrolled(h.people.Lead, h.primeID(), h.people.Worker)
	v, who := h.as(h.people.Worker), h.people.Worker
	study := h.topicsOf(who, h.primeID())
	var topic models.StudyTopic
	for _, x := range study.Topics {
		if x.How != models.BriefOral {
			topic = x
		}
	}
	path := "/topics/" + h.primeID() + "/" + topic.ID
	v.json("POST", path+"/read", map[string]string{"hash": "old"}).is(http.StatusConflict)
	v.json("POST", path+"/read", map[string]string{"hash": topic.Hash}).is(http.StatusNoContent)
	body := func(wrong bool) map[string]any {
		var lines []map[string]string
		for i, q := range topic.Quiz {
			choice := q.Answer
			if wrong && i == 0 {
				choice = otherChoice(q)
			}
			lines = append(lines, map[string]string{"question": q.ID, "choice": choice})
		}
		return map[string]any{"hash": topic.Hash, "answers": lines}
	}
	var mark struct {
		models.QuizMark
		TriesLeft int `json:"tries_left"`
	}
	for left := study.Rule.Retries; left >= 0; left-- {
		v.json("POST", path+"/answers", body(true)).is(http.StatusOK).into(&mark)
		if mark.Passed || mark.TriesLeft != left || len(mark.Wrong) != 1 || mark.Wrong[0].Explanation.JA == "" {
			t.Fatalf("with %d tries left the mark is %+v", left, mark)
		}
	}
	v.json("POST", path+"/answers", body(false)).is(http.StatusConflict)
	v.get(path).is(http.StatusOK).says("button", "読みました")
	v.json("POST", path+"/read", map[string]string{"hash": topic.Hash}).is(http.StatusNoContent)
	v.json("POST", path+"/answers", body(false)).is(http.StatusOK).into(&mark)
	if !mark.Passed {
		t.Errorf("read again and answered rightly, the mark is %+v", mark)
	}
	unknown := map[string]any{"hash": topic.Hash, "answers": []map[string]string{{"question": "B99-Q1", "choice": "a"}}}
	v.json("POST", path+"/answers", unknown).is(http.StatusUnprocessableEntity)
}
