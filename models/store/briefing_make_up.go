package store

import (
	"slices"

	"chigiri/models"
)

// makeUps are those who were absent from a meeting that was held, have still something of
// it to hear, and are asked to no meeting to come.
func (t *tx) makeUps(row briefingRow, d *dossier, tree models.Parties, people []models.Attendee) (left []models.Attendee, err error) {
	if row.State != models.BriefingHeld {
		return nil, nil
	}
	e, a, err := t.asHouse().binding(d)
	if err != nil {
		return nil, err
	}
	h, err := t.hearings(row.ContractID, newTopicSet(e, a))
	if err != nil {
		return nil, err
	}
	var asked []attendeeRow
	err = t.db.Where("briefing_id IN (SELECT id FROM briefings WHERE contract_id = ? AND state = 'planned' AND held_on >= ?)", row.ContractID, t.today()).Find(&asked).Error
	if err != nil {
		return nil, wrap(err, "attendees")
	}
	for _, p := range people {
		party := tree.Find(p.PartyID)
		coming := slices.ContainsFunc(asked, func(x attendeeRow) bool { return x.PartyID == p.PartyID && x.UserID == p.UserID })
		if hasCome(p) || p.Told || !p.LeftOn.IsZero() || p.SelfStudy || coming || party == nil || party.State != models.PartyApproved {
			continue
		}
		owed, _ := h.owed(*party, p.UserID, p.WorkerID != "", p.Lead, t.today())
		if (models.BriefingPerson{Owed: owed}).Owes(split(row.Topics)) {
			left = append(left, p)
		}
	}
	return left, nil
}

// makeUpOpen is true of an attendee's line while a day stands on which it is made up for:
// no meeting after it was, or is to be, the person's.
const makeUpOpen = absent + ` AND briefing_attendees.make_up_on >= @today`

// absent is true of an attendee's line of a meeting that was held without them, while none
// after it was, or is to be, theirs.
const absent = `briefings.state = 'held' AND briefing_attendees.attended_at IS NULL AND NOT briefing_attendees.told AND NOT EXISTS (SELECT 1 FROM briefing_attendees n JOIN briefings m ON m.id = n.briefing_id WHERE n.user_id = briefing_attendees.user_id AND n.party_id = briefing_attendees.party_id
		AND (m.state = 'planned' AND m.held_on >= @today OR m.state = 'held' AND n.attended_at >= briefings.closed_at))`

// homeMakeUps are the days on which a person makes up for meetings, while no meeting is
// planned for them.
func (t *tx) homeMakeUps() (list []models.HomeMakeUp, err error) {
	err = t.db.Table("briefing_attendees").Joins("JOIN briefings ON briefings.id = briefing_attendees.briefing_id JOIN contracts ON contracts.id = briefings.contract_id").
		Where("briefing_attendees.user_id = ?", t.actor.UserID).Where(makeUpOpen, map[string]any{"today": t.today()}).Where(stillAsked, t.stillAsked()).
		Select("briefings.id AS briefing_id, contracts.title, briefing_attendees.make_up_on AS on_day").
		Order("briefing_attendees.make_up_on").Order("briefings.id").Limit(homeItems).Find(&list).Error
	return list, wrap(err, "make-ups")
}
