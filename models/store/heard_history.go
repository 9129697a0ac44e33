package store

import (
	"time"

	"chigiri/models"
)

// heardRow is a time during which somebody had heard all they had to know.
type heardRow struct {
	ID       string
	PartyID  string
	WorkerID *string // none for the party's lead
	Quizzed  bool
	Since    instant
	Until    models.Date
	EndedAt  instant
}

func (heardRow) TableName() string { return "heard_history" }

// keepHeard ends the time that is kept of a worker or a party's lead, and begins the next
// where all is heard.
func (t *tx) keepHeard(of heardRow, now, was [3]any) error {
	db := t.db.Model(&heardRow{}).Where("party_id = ? AND ended_at IS NULL", of.PartyID)
	if of.WorkerID == nil {
		db = db.Where("worker_id IS NULL")
	} else {
		db = db.Where("worker_id = ?", *of.WorkerID)
	}
	if err := db.Update("ended_at", instant{t.now}).Error; err != nil || now[0] == "" {
		return wrap(err, "heard")
	}
	of.ID, of.Quizzed = t.id(), now[1] == now[0]
	of.Until, _ = now[2].(models.Date)
	if now[0] == was[0] || of.Since.IsZero() { // answered, or heard again: that is of this moment
		of.Since = instant{t.now}
	}
	return wrap(t.db.Create(&of).Error, "heard")
}

// heardSince is when somebody had heard the last of some topics, the day of its meeting
// where it was told in one; not before the topics became what they are.
func (s *topicSet) heardSince(bound string, records []models.TopicRecord) time.Time {
	last := s.movedAt
	for _, topic := range s.topics(bound) {
		for _, r := range records {
			if r.Topic == topic.ID && r.Hash == topic.Hash && r.ToldAt.After(last) {
				last = r.ToldAt
			}
		}
	}
	return last
}

// heldDays are the days of a contract's meetings that were held, by id.
func (t *tx) heldDays(contractID string) (map[string]models.Date, error) {
	var rows []struct {
		ID     string
		HeldOn models.Date
	}
	err := t.db.Table("briefings").Where("contract_id = ? AND state = 'held'", contractID).Select("id, held_on").Find(&rows).Error
	days := make(map[string]models.Date, len(rows))
	for _, r := range rows {
		days[r.ID] = r.HeldOn
	}
	return days, wrap(err, "briefings")
}

// toldOn is a record whose moment is the day of its meeting, where it was entered later.
func (r topicRow) toldOn(days map[string]models.Date) models.TopicRecord {
	rec := r.record()
	if day, ok := days[value(r.BriefingID)]; ok && day.Start().Before(models.Today(rec.ToldAt).Start()) {
		rec.ToldAt = day.Start()
	}
	return rec
}
