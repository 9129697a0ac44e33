package store

import (
	"chigiri/models"
)

// ownWordOpen is true of an attendee's line that the briefer ticked and the person has not
// confirmed, while what was heard then still stands for them, or waits for the division's word.
const ownWordOpen = `briefings.state = 'held' AND briefing_attendees.attended_at IS NOT NULL AND briefing_attendees.confirmed_at IS NULL
	AND (briefings.waits OR EXISTS (SELECT 1 FROM topic_records r WHERE r.briefing_id = briefings.id AND r.party_id = briefing_attendees.party_id AND r.user_id = briefing_attendees.user_id))`

// homeConfirms are the meetings of which the briefer says that the actor was there, and
// the actor has not yet, under places that are not over.
func (t *tx) homeConfirms() (list []models.HomeConfirm, err error) {
	err = t.db.Table("briefing_attendees").Joins("JOIN briefings ON briefings.id = briefing_attendees.briefing_id JOIN contracts ON contracts.id = briefings.contract_id").
		Joins("JOIN parties ON parties.id = briefing_attendees.party_id AND parties.state = 'approved'").
		Where("briefing_attendees.user_id = ? AND contracts.state NOT IN ?", t.actor.UserID, []models.ContractState{models.StateCompleted, models.StateClosed}).Where(ownWordOpen).
		Select("briefings.id AS briefing_id, contracts.title, briefings.held_on").
		Order("briefings.held_on").Order("briefings.id").Limit(homeItems).Find(&list).Error
	return list, wrap(err, "attendees")
}

// ownWords says of everybody who heard something in a meeting of a contract whether they
// confirmed it themselves.
func (t *tx) ownWords(contractID string) ([]models.OwnWord, error) {
	var rows []struct {
		PartyID, UserID, Bound string
		Left                   int
	}
	err := t.db.Raw(`SELECT r.party_id, r.user_id, r.bound, SUM(CASE WHEN a.confirmed_at IS NULL THEN 1 ELSE 0 END) AS "left"
		FROM topic_records r JOIN briefing_attendees a ON a.briefing_id = r.briefing_id AND a.party_id = r.party_id AND a.user_id = r.user_id
		WHERE r.contract_id = ? AND a.attended_at IS NOT NULL GROUP BY r.party_id, r.user_id, r.bound ORDER BY 1, 2, 3`, contractID).Scan(&rows).Error
	list := make([]models.OwnWord, len(rows))
	for i, r := range rows {
		list[i] = models.OwnWord{PartyID: r.PartyID, UserID: r.UserID, Lead: r.Bound != models.BoundWorker, Given: r.Left == 0}
	}
	return list, wrap(err, "attendees")
}

// keepsWord says whether what somebody heard counts by their own word, and a meeting where
// it is told again has the briefer's alone.
func (t *tx) keepsWord(old topicRow, briefing *string) (bool, error) {
	if briefing == nil || !old.Until.IsZero() && old.Until.Before(t.today()) {
		return false, nil
	}
	var rows []attendeeRow
	err := t.db.Where("briefing_id IN ? AND party_id = ? AND user_id = ?", []string{*briefing, value(old.BriefingID)}, old.PartyID, old.UserID).Find(&rows).Error
	before, now := old.BriefingID == nil, false // what was studied alone is one's own word
	for _, r := range rows {
		switch given := !r.ConfirmedAt.IsZero(); r.BriefingID {
		case *briefing:
			now = given
		default:
			before = given
		}
	}
	return before && !now, wrap(err, "attendees")
}
