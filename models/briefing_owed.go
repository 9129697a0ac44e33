package models

import "slices"

// OwedTopics are the topics somebody has still to hear on a day, by their ids: not heard
// as they are now, or only until a day before. Of these again has to be told by a person
// once more, because its questions were answered as often as the edition allows.
func OwedTopics(topics []BriefingTopic, records []TopicRecord, rule BriefingRule, day Date) (owed, again []string) {
	for _, t := range topics {
		i := slices.IndexFunc(records, func(r TopicRecord) bool { return r.Topic == t.ID && r.Hash == t.Hash })
		switch {
		case i < 0 || !records[i].Until.IsZero() && records[i].Until.Before(day):
			owed = append(owed, t.ID)
		case records[i].UsedUp(t, rule):
			owed, again = append(owed, t.ID), append(again, t.ID)
		}
	}
	return owed, again
}

// UsedUp says whether a topic has to be told by a person once more: its questions were
// answered as often as the edition allows, and not passed.
func (r TopicRecord) UsedUp(t BriefingTopic, rule BriefingRule) bool {
	return t.How == BriefOral && len(t.Quiz) > 0 && r.PassedAt.IsZero() && r.Tries > rule.Retries
}

// BriefingPerson is somebody who may be asked to come to a meeting, with the topics that
// are still to be heard.
type BriefingPerson struct {
	PartyID string   `json:"party_id"`
	UserID  string   `json:"user_id"`
	Name    string   `json:"name"`
	Owed    []string `json:"owed"`
	Again   []string `json:"again,omitempty"` // of these, to be told again: the tries are used up
}

// Owes says whether a meeting on some topics has anything for somebody.
func (p BriefingPerson) Owes(topics []string) bool {
	return slices.ContainsFunc(topics, func(id string) bool { return slices.Contains(p.Owed, id) })
}

// Absentees are those of a meeting who did not come and had something to hear. A lead is
// none whose party had another lead there: one of them hears for the party; nor is whoever
// has left.
func (v BriefingView) Absentees(came func(Attendee) bool) []Attendee {
	led := map[string]bool{}
	for _, a := range v.Attendees {
		led[a.PartyID] = led[a.PartyID] || a.Lead && came(a)
	}
	var list []Attendee
	for _, a := range v.Attendees {
		if !came(a) && !a.Told && !a.Away() && (a.WorkerID != "" || !led[a.PartyID]) {
			list = append(list, a)
		}
	}
	return list
}

// MayStudyAlone says whether who was absent may hear a meeting's topics alone: none of
// them has to be told by a person.
func (v BriefingView) MayStudyAlone() bool {
	return !slices.ContainsFunc(v.Topics, func(t BriefingTopic) bool { return t.How == BriefOral })
}

// HomeMakeUp is a day on which somebody makes up for a meeting.
type HomeMakeUp struct {
	BriefingID string `json:"briefing_id"` // of the meeting that was missed
	Title      string `json:"title"`       // of the contract
	OnDay      Date   `json:"on"`
}

// HomeAgain is a topic that some people under one contract have to be told again.
type HomeAgain struct {
	ContractID string `json:"contract_id"`
	Title      string `json:"title"` // of the contract
	Topic      string `json:"topic"`
	People     int    `json:"people"`
}

// Again are the topics that have to be told again, in the order of the contract's, each
// with how many people have to hear it.
func (v BriefingsView) Again() (topics []string, people []int) {
	for _, t := range v.Topics {
		n := 0
		for _, p := range v.People {
			if slices.Contains(p.Again, t.ID) {
				n++
			}
		}
		if n > 0 {
			topics, people = append(topics, t.ID), append(people, n)
		}
	}
	return topics, people
}
