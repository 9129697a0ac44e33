package store

import (
	"crypto/sha256"
	"encoding/hex"

	"chigiri/models"
	"chigiri/models/catalog"
)

type topicRow struct {
	ID         string
	ContractID string
	PartyID    string
	UserID     string
	Bound      string
	Topic      string
	Hash       string
	How        string
	BriefingID *string
	ToldAt     instant
	Until      models.Date
	Tries      int
	Percent    int
	PassedAt   instant
	Again      bool // to be told by a person once more
}

func (topicRow) TableName() string { return "topic_records" }

func (r topicRow) record() models.TopicRecord {
	return models.TopicRecord{
		Topic: r.Topic, Hash: r.Hash, How: r.How, ToldAt: r.ToldAt.Time, Until: r.Until, Tries: r.Tries, Percent: r.Percent, PassedAt: r.PassedAt.Time,
	}
}

// boundOf is as what a party is bound, by its tier.
func boundOf(tier int) string {
	if tier == 0 {
		return models.BoundVendor
	}
	return models.BoundSub
}

// topicSet are the topics under one appendix, worked out once for each way of being
// bound.
type topicSet struct {
	e    *catalog.Edition
	a    models.Appendix
	rule models.BriefingRule
	by   map[string][]models.BriefingTopic
}

func newTopicSet(e *catalog.Edition, a models.Appendix) *topicSet {
	return &topicSet{e: e, a: a, rule: catalog.BriefingRule(e, a), by: map[string][]models.BriefingTopic{}}
}

// topics are those of a way of being bound; none where no briefing is asked.
func (s *topicSet) topics(bound string) []models.BriefingTopic {
	if !s.rule.Asked {
		return nil
	}
	list, ok := s.by[bound]
	if !ok {
		list = catalog.Topics(s.e, s.a, bound)
		s.by[bound] = list
	}
	return list
}

// hash names the whole set; empty for none.
func (s *topicSet) hash(bound string) string {
	list := s.topics(bound)
	if len(list) == 0 {
		return ""
	}
	sum := sha256.New()
	for _, t := range list {
		sum.Write([]byte(t.ID + "\n" + t.Hash + "\n"))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// setTopics keeps which topics the parties of a contract have to know; where they are
// others than before, what was heard is held against them anew.
func (t *tx) setTopics(d *dossier, set *topicSet) error {
	var rows []partyRow
	if err := t.db.Where("contract_id = ? AND state = 'approved'", d.row.ID).Order("tier").Order("id").Find(&rows).Error; err != nil {
		return wrap(err, "parties")
	}
	moved := false
	for _, r := range rows {
		own, workers := set.hash(boundOf(r.Tier)), set.hash(models.BoundWorker)
		if own == r.TopicsHash && workers == r.WorkerTopics {
			continue
		}
		moved = true
		err := t.db.Model(&partyRow{}).Where("id = ?", r.ID).Updates(map[string]any{"topics_hash": own, "worker_topics": workers}).Error
		if err != nil {
			return wrap(err, "topics")
		}
	}
	if !moved {
		return nil
	}
	return t.countHeard(d, set, "")
}

// countHeard brings up to date what the people of a contract, or one of them, have
// heard of the topics they have to know.
func (t *tx) countHeard(d *dossier, set *topicSet, userID string) error {
	q := t.db.Where("contract_id = ?", d.row.ID)
	if userID != "" {
		q = q.Where("user_id = ?", userID)
	}
	var all []topicRow
	if err := q.Find(&all).Error; err != nil {
		return wrap(err, "topics")
	}
	type key struct{ party, user, bound string }
	by := map[key][]models.TopicRecord{}
	leads := map[string]map[string]bool{} // by party: who has heard something as its lead
	for _, r := range all {
		by[key{r.PartyID, r.UserID, r.Bound}] = append(by[key{r.PartyID, r.UserID, r.Bound}], r.record())
		if r.Bound != models.BoundWorker {
			if leads[r.PartyID] == nil {
				leads[r.PartyID] = map[string]bool{}
			}
			leads[r.PartyID][r.UserID] = true
		}
	}
	var workers []workerRow
	q = t.db.Where("contract_id = ? AND left_on IS NULL", d.row.ID)
	if userID != "" {
		q = q.Where("user_id = ?", userID)
	}
	if err := q.Find(&workers).Error; err != nil {
		return wrap(err, "workers")
	}
	for _, w := range workers {
		h := models.HeardOf(set.topics(models.BoundWorker), by[key{w.PartyID, w.UserID, models.BoundWorker}], t.today())
		now := heardColumns(h, set.hash(models.BoundWorker))
		if err := t.setHeard("workers", w.ID, now, [3]any{w.Briefed, w.Quizzed, w.BriefedUntil}); err != nil {
			return err
		}
	}
	return t.countLeads(d, set, userID, func(party, user, bound string) []models.TopicRecord { return by[key{party, user, bound}] }, leads)
}

// countLeads does so for the parties themselves, by the one of their leads who has
// heard the most.
func (t *tx) countLeads(d *dossier, set *topicSet, userID string, records func(party, user, bound string) []models.TopicRecord, leads map[string]map[string]bool) error {
	var rows []partyRow
	if err := t.db.Where("contract_id = ? AND state = 'approved'", d.row.ID).Find(&rows).Error; err != nil {
		return wrap(err, "parties")
	}
	for _, r := range rows {
		if userID != "" && !leads[r.ID][userID] {
			continue
		}
		bound := boundOf(r.Tier)
		best := models.HeardOf(set.topics(bound), nil, t.today())
		for user := range leads[r.ID] {
			if h := models.HeardOf(set.topics(bound), records(r.ID, user, bound), t.today()); better(h, best) {
				best = h
			}
		}
		if err := t.setHeard("parties", r.ID, heardColumns(best, set.hash(bound)), [3]any{r.Briefed, r.Quizzed, r.BriefedUntil}); err != nil {
			return err
		}
	}
	return nil
}

func better(a, b models.Heard) bool {
	rank := map[models.ReqState]int{models.ReqMissing: 0, models.ReqLapsed: 1, models.ReqMet: 2}
	if rank[a.Told] != rank[b.Told] {
		return rank[a.Told] > rank[b.Told]
	}
	return a.Passed && !b.Passed || a.Passed == b.Passed && a.Until.After(b.Until)
}

// heardColumns is what is kept: the hash while all was heard, be it that it ran out
// since, and while all was answered.
func heardColumns(h models.Heard, hash string) [3]any {
	now := [3]any{"", "", models.Date{}}
	if h.Told != models.ReqMissing {
		now[0], now[2] = hash, h.Until
		if h.Passed {
			now[1] = hash
		}
	}
	return now
}

func (t *tx) setHeard(table, id string, now, was [3]any) error {
	if now == was {
		return nil
	}
	err := t.db.Table(table).Where("id = ?", id).Updates(map[string]any{"briefed": now[0], "quizzed": now[1], "briefed_until": now[2]}).Error
	return wrap(err, table)
}
