package store

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

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
	e       *catalog.Edition
	a       models.Appendix
	rule    models.BriefingRule
	by      map[string][]models.BriefingTopic
	movedAt time.Time // when they became other topics than before; zero while they are the same
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
	set.movedAt = t.now
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
	waiting, err := t.waitingTopics(d.row.ID, userID)
	if err != nil {
		return err
	}
	days, err := t.heldDays(d.row.ID)
	if err != nil {
		return err
	}
	by := map[hearer][]models.TopicRecord{}
	leads := map[string]map[string]bool{} // by party: who has heard something as its lead
	for _, r := range all {
		key := hearer{r.PartyID, r.UserID, r.Bound}
		by[key] = append(by[key], r.toldOn(days))
		hearsAsLead(leads, key)
	}
	for key := range waiting {
		hearsAsLead(leads, key)
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
		key := hearer{w.PartyID, w.UserID, models.BoundWorker}
		h := models.HeardOf(set.topics(models.BoundWorker), by[key], t.today())
		with := waitsOf(set.topics(models.BoundWorker), by[key], waiting[key], t.today())
		now := heardColumns(h, with, set.hash(models.BoundWorker))
		kept := heardRow{PartyID: w.PartyID, WorkerID: &w.ID, Since: instant{set.heardSince(models.BoundWorker, by[key])}}
		if err := t.setHeard("workers", kept, now, [5]any{w.Briefed, w.Quizzed, w.BriefedUntil, w.BriefWaits, w.BriefWaitsUntil}); err != nil {
			return err
		}
	}
	return t.countLeads(d, set, userID, by, waiting, leads)
}

// hearsAsLead puts a hearer among the leads of a party who have heard something.
func hearsAsLead(leads map[string]map[string]bool, key hearer) {
	if key.bound == models.BoundWorker {
		return
	}
	if leads[key.party] == nil {
		leads[key.party] = map[string]bool{}
	}
	leads[key.party][key.user] = true
}

// waitsOf is how far somebody would be with what waits to be confirmed; missing where
// nothing of theirs does.
func waitsOf(topics []models.BriefingTopic, records, waiting []models.TopicRecord, today models.Date) models.Heard {
	if len(waiting) == 0 {
		return models.Heard{Told: models.ReqMissing}
	}
	return models.HeardOf(topics, models.WithWaiting(records, waiting), today)
}

// countLeads does so for the parties themselves, by the one of their leads who has
// heard the most.
func (t *tx) countLeads(d *dossier, set *topicSet, userID string, by, waiting map[hearer][]models.TopicRecord, leads map[string]map[string]bool) error {
	var rows []partyRow
	if err := t.db.Where("contract_id = ? AND state = 'approved'", d.row.ID).Find(&rows).Error; err != nil {
		return wrap(err, "parties")
	}
	for _, r := range rows {
		if userID != "" && !leads[r.ID][userID] {
			continue
		}
		bound := boundOf(r.Tier)
		best, since := models.HeardOf(set.topics(bound), nil, t.today()), set.movedAt
		with := models.Heard{Told: models.ReqMissing}
		for user := range leads[r.ID] {
			key := hearer{r.ID, user, bound}
			if h := models.HeardOf(set.topics(bound), by[key], t.today()); better(h, best) {
				best, since = h, set.heardSince(bound, by[key])
			}
			if h := waitsOf(set.topics(bound), by[key], waiting[key], t.today()); better(h, with) {
				with = h
			}
		}
		kept, now := heardRow{PartyID: r.ID, Since: instant{since}}, heardColumns(best, with, set.hash(bound))
		if err := t.setHeard("parties", kept, now, [5]any{r.Briefed, r.Quizzed, r.BriefedUntil, r.BriefWaits, r.BriefWaitsUntil}); err != nil {
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
// since, and while all was answered; and while all would be heard with what waits.
func heardColumns(h, with models.Heard, hash string) [5]any {
	now := [5]any{"", "", models.Date{}, "", models.Date{}}
	if h.Told != models.ReqMissing {
		now[0], now[2] = hash, h.Until
		if h.Passed {
			now[1] = hash
		}
	}
	if with.Told != models.ReqMissing {
		now[3], now[4] = hash, with.Until
	}
	return now
}

// setHeard keeps what a worker or a party's lead has heard, and since when.
func (t *tx) setHeard(table string, of heardRow, now, was [5]any) error {
	if now == was {
		return nil
	}
	id := of.PartyID
	if of.WorkerID != nil {
		id = *of.WorkerID
	}
	err := t.db.Table(table).Where("id = ?", id).Updates(map[string]any{"briefed": now[0], "quizzed": now[1], "briefed_until": now[2], "brief_waits": now[3], "brief_waits_until": now[4]}).Error
	if err != nil {
		return wrap(err, table)
	}
	if heard, before := [3]any(now[:3]), [3]any(was[:3]); heard != before { // else only what waits changed
		return t.keepHeard(of, heard, before)
	}
	return nil
}
