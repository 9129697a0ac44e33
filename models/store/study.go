package store

import (
	"context"

	"chigiri/models"
	"chigiri/models/catalog"
)

// Study gives the topics the actor has to know under one party: as one of its workers,
// or as its lead, with what was heard and answered. For others it is not found.
func (s *Store) Study(ctx context.Context, actor models.Actor, partyID string) (v models.Study, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		c, err := t.studyOf(partyID)
		if err != nil {
			return err
		}
		v, err = t.study(c)
		return err
	})
	return v, err
}

// studyCase is one person's duty to know the topics under one party.
type studyCase struct {
	party  models.Party
	bound  string
	d      *dossier
	set    *topicSet
	number string
	title  string
}

func (t *tx) studyOf(partyID string) (c studyCase, err error) {
	house := t.asHouse()
	var row partyRow
	if !t.actor.External() {
		return c, models.NotFound("party")
	}
	if err := t.first(t.db.Where("id = ? AND vendor_id = ? AND state = 'approved'", partyID, t.actor.VendorID), &row, "party"); err != nil {
		return c, err
	}
	if c.bound, err = t.boundNow(row); err != nil {
		return c, err
	}
	tree, err := house.allParties(t.db.Where("parties.id = ?", partyID))
	if err != nil {
		return c, err
	}
	c.party = tree[0]
	if c.d, err = house.dossierOf(row.ContractID, false); err != nil {
		return c, err
	}
	e, a, err := house.binding(c.d)
	if err != nil {
		return c, err
	}
	c.set, c.number, c.title = newTopicSet(e, a), a.Facts.Number, a.Facts.Title
	return c, nil
}

// boundNow is as what the actor has to know the topics of a party: as its worker, as its
// lead; whoever is both goes through them as a worker first.
func (t *tx) boundNow(p partyRow) (string, error) {
	var lines []workerRow
	err := t.db.Where("party_id = ? AND user_id = ? AND left_on IS NULL AND ends_on >= ?", p.ID, t.actor.UserID, t.today()).Limit(1).Find(&lines).Error
	switch lead := t.actor.Is(models.VendorLead); {
	case err != nil:
		return "", wrap(err, "workers")
	case len(lines) == 0 && !lead:
		return "", models.NotFound("party")
	case len(lines) == 0:
		return boundOf(p.Tier), nil
	case lead && lines[0].Quizzed == p.WorkerTopics && heardState(lines[0].Briefed, p.WorkerTopics, lines[0].BriefedUntil, t.today()) == models.ReqMet:
		return boundOf(p.Tier), nil
	}
	return models.BoundWorker, nil
}

func (t *tx) study(c studyCase) (models.Study, error) {
	var rows []topicRow
	err := t.db.Where("party_id = ? AND user_id = ? AND bound = ?", c.party.ID, t.actor.UserID, c.bound).Find(&rows).Error
	if err != nil {
		return models.Study{}, wrap(err, "topics")
	}
	v := models.Study{Party: c.party, Number: c.number, Title: c.title, Bound: c.bound, Rule: c.set.rule}
	records := make([]models.TopicRecord, len(rows))
	for i, r := range rows {
		records[i] = r.record()
	}
	topics := c.set.topics(c.bound)
	for _, topic := range topics {
		s := models.StudyTopic{BriefingTopic: topic}
		for i, r := range records {
			if r.Topic == topic.ID && r.Hash == topic.Hash {
				s.Record = &records[i]
			}
		}
		v.Topics = append(v.Topics, s)
	}
	waiting, err := t.waitingTopics(c.party.ContractID, t.actor.UserID)
	if err != nil {
		return v, err
	}
	v.Waits = len(waiting[hearer{c.party.ID, t.actor.UserID, c.bound}]) > 0
	v.Heard = models.HeardOf(topics, records, t.today())
	if v.Meetings, err = t.comingMeetings(c.party.ContractID); err != nil {
		return v, err
	}
	var asked []pledgeRow
	err = t.db.Omit("text").Where("party_id = ? AND state = 'asked' AND worker_id IN (SELECT id FROM workers WHERE user_id = ?)", c.party.ID, t.actor.UserID).Limit(1).Find(&asked).Error
	if len(asked) > 0 {
		v.PledgeID = asked[0].ID
	}
	return v, wrap(err, "pledges")
}

// ReadTopic records that somebody went through a topic alone: one for self-study or
// handed over in writing. What has to be told by a person is told by one.
func (s *Store) ReadTopic(ctx context.Context, actor models.Actor, partyID, topicID, hash string) error {
	return s.studyDeed(ctx, actor, partyID, topicID, hash, func(t *tx, c studyCase, topic models.BriefingTopic) error {
		if topic.How == models.BriefOral {
			return models.Conflict("error.topic.oral", nil)
		}
		if err := t.heard(c.d.row.ID, partyID, actor.UserID, c.bound, topic, topic.How, nil, c.set.rule.LastDay(t.today())); err != nil {
			return err
		}
		return t.event(models.Event{
			Kind: models.EventTopicRead, Subject: "topic", SubjectID: topic.ID, ContractID: c.d.row.ID,
			After: map[string]any{"party_id": partyID, "topic": topic.ID, "hash": topic.Hash, "how": topic.How},
		})
	})
}

// AnswerQuiz marks the answers to a topic's questions. A topic has to be heard first;
// after the tries the edition allows it has to be gone through again. Answers given once
// it was passed are marked and stand in the log, and leave its record as it is.
func (s *Store) AnswerQuiz(ctx context.Context, actor models.Actor, partyID, topicID, hash string, answers map[string]string) (mark models.QuizMark, err error) {
	err = s.studyDeed(ctx, actor, partyID, topicID, hash, func(t *tx, c studyCase, topic models.BriefingTopic) error {
		var row topicRow
		err := t.first(t.held(t.db.Where("party_id = ? AND user_id = ? AND bound = ? AND topic = ? AND hash = ?", partyID, actor.UserID, c.bound, topic.ID, topic.Hash)), &row, "topic")
		switch {
		case models.KindOf(err) == models.KindNotFound:
			return models.Conflict("error.topic.unheard", nil)
		case err != nil:
			return err
		case row.Tries > c.set.rule.Retries && row.PassedAt.IsZero():
			return models.Conflict("error.topic.tries", nil)
		}
		mark = catalog.MarkQuiz(topic, answers)
		if err := t.noteTry(row, topic, c.set.rule, mark); err != nil {
			return err
		}
		return t.event(models.Event{
			Kind: models.EventQuizAnswered, Subject: "topic", SubjectID: topic.ID, ContractID: c.d.row.ID,
			After: map[string]any{"party_id": partyID, "topic": topic.ID, "percent": mark.Percent, "passed": mark.Passed, "tries": row.Tries + 1},
		})
	})
	return mark, err
}

// noteTry keeps in a topic's record how a try went; nothing once it was passed.
func (t *tx) noteTry(row topicRow, topic models.BriefingTopic, rule models.BriefingRule, mark models.QuizMark) error {
	if !row.PassedAt.IsZero() {
		return nil
	}
	now := models.TopicRecord{Tries: row.Tries + 1}
	columns := map[string]any{"tries": now.Tries, "percent": mark.Percent, "again": !mark.Passed && now.UsedUp(topic, rule)}
	if mark.Passed {
		columns["passed_at"] = instant{t.now}
	}
	return wrap(t.db.Model(&topicRow{}).Where("id = ?", row.ID).Updates(columns).Error, "topic")
}

// studyDeed is a person's own deed on one topic, whose content is the one they saw.
func (s *Store) studyDeed(ctx context.Context, actor models.Actor, partyID, topicID, hash string, do func(t *tx, c studyCase, topic models.BriefingTopic) error) error {
	contractID := ""
	err := s.read(ctx, actor, func(t *tx) error {
		c, err := t.studyOf(partyID)
		if err == nil {
			contractID = c.d.row.ID
		}
		return err
	})
	if err != nil {
		return err
	}
	return s.standingDeed(ctx, actor, contractID, func(t *tx) error {
		c, err := t.studyOf(partyID)
		if err != nil {
			return err
		}
		for _, topic := range c.set.topics(c.bound) {
			if topic.ID != topicID {
				continue
			}
			if topic.Hash != hash {
				return models.Conflict("error.topic.changed", nil)
			}
			if err := do(t, c, topic); err != nil {
				return err
			}
			return t.countHeard(c.d, c.set, actor.UserID)
		}
		return models.NotFound("topic")
	})
}
