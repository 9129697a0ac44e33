package store

import (
	"slices"

	"chigiri/models"
)

// hearings are what the people of a contract have heard, to be held against the topics
// they have to know.
type hearings struct {
	set *topicSet
	by  map[hearer][]models.TopicRecord
}

// hearer is somebody as they are bound under one party.
type hearer struct{ party, user, bound string }

func (t *tx) hearings(contractID string, set *topicSet) (*hearings, error) {
	var rows []topicRow
	if err := t.db.Where("contract_id = ?", contractID).Find(&rows).Error; err != nil {
		return nil, wrap(err, "topics")
	}
	h := &hearings{set: set, by: map[hearer][]models.TopicRecord{}}
	for _, r := range rows {
		key := hearer{r.PartyID, r.UserID, r.Bound}
		h.by[key] = append(h.by[key], r.record())
	}
	waiting, err := t.waitingTopics(contractID, "")
	for key, list := range waiting { // asked again only when it is sent back
		h.by[key] = models.WithWaiting(h.by[key], list)
	}
	return h, err
}

// owed are the topics somebody has still to hear on a day, and those to be told again:
// as a worker, as a lead, or as both. A party is told once one of its leads has heard.
func (h *hearings) owed(party models.Party, user string, worker, lead bool, day models.Date) (owed, again []string) {
	if worker {
		owed, again = h.of(hearer{party.ID, user, models.BoundWorker}, day)
	}
	if lead {
		own, ownAgain := h.of(hearer{party.ID, user, boundOf(party.Tier)}, day)
		own, ownAgain = h.leftToLeads(party, own, day), h.leftToLeads(party, ownAgain, day)
		owed, again = append(owed, own...), append(again, ownAgain...)
	}
	return distinct(owed), distinct(again)
}

func (h *hearings) of(key hearer, day models.Date) (owed, again []string) {
	return models.OwedTopics(h.set.topics(key.bound), h.by[key], h.set.rule, day)
}

// leftToLeads are those topics that no lead of a party has heard.
func (h *hearings) leftToLeads(party models.Party, topics []string, day models.Date) []string {
	bound := boundOf(party.Tier)
	for key := range h.by {
		if key.party != party.ID || key.bound != bound || len(topics) == 0 {
			continue
		}
		owed, _ := h.of(key, day)
		topics = slices.DeleteFunc(slices.Clone(topics), func(id string) bool { return !slices.Contains(owed, id) })
	}
	return topics
}

// briefingPeople are those who may be asked to come to a meeting, with what they have
// still to hear on a day.
func (t *tx) briefingPeople(contractID string, set *topicSet, parties models.Parties, day models.Date) ([]models.BriefingPerson, error) {
	var ids []string
	for _, p := range parties {
		ids = append(ids, p.ID)
	}
	rows, err := t.peopleOf(ids, day)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	h, err := t.hearings(contractID, set)
	if err != nil {
		return nil, err
	}
	list := make([]models.BriefingPerson, len(rows))
	for i, r := range rows {
		list[i] = models.BriefingPerson{PartyID: r.PartyID, UserID: r.UserID, Name: r.Name}
		list[i].Owed, list[i].Again = h.owed(*parties.Find(r.PartyID), r.UserID, r.WorkerID != nil, r.Lead, day)
	}
	return list, nil
}

// markTold says of each attendee of a meeting that is not closed whether they had heard
// all of it before.
func (t *tx) markTold(row briefingRow, set *topicSet, tree models.Parties, people []models.Attendee) error {
	h, err := t.hearings(row.ContractID, set)
	if err != nil {
		return err
	}
	for i, a := range people {
		if party := tree.Find(a.PartyID); party != nil {
			owed, _ := h.owed(*party, a.UserID, a.WorkerID != "", a.Lead, row.HeldOn)
			people[i].Told = !models.BriefingPerson{Owed: owed}.Owes(split(row.Topics))
		}
	}
	return nil
}
