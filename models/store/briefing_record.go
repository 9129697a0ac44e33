package store

import (
	"context"
	"slices"

	"chigiri/models"
)

// ConfirmRecord is the owner division's word that the record of a meeting stands which
// the contractor held in its place: whoever came has heard its topics from then on.
func (s *Store) ConfirmRecord(ctx context.Context, actor models.Actor, id string) error {
	return s.decideRecord(ctx, actor, id, func(t *tx, row briefingRow, tree models.Parties) (models.Event, error) {
		columns := map[string]any{"waits": false, "confirmed_by": t.actor.Name, "confirmed_at": instant{t.now}}
		done, err := t.update("briefings", id, row.Version, columns)
		if err != nil || !done {
			return models.Event{}, clash(err, row.briefing())
		}
		return models.Event{Kind: models.EventRecordConfirmed}, t.tellWaiting(row, tree)
	})
}

// ReturnRecord sends such a record back with a reason: its people have heard nothing
// there, and the contractor's lead holds another meeting. The record stays as it was sealed.
func (s *Store) ReturnRecord(ctx context.Context, actor models.Actor, id, reason string) error {
	return s.decideRecord(ctx, actor, id, func(t *tx, row briefingRow, _ models.Parties) (models.Event, error) {
		reason, err := reasoned(reason)
		if err != nil {
			return models.Event{}, err
		}
		columns := map[string]any{"waits": false, "returned_by": t.actor.Name, "returned_at": instant{t.now}, "return_reason": reason}
		done, err := t.update("briefings", id, row.Version, columns)
		if err != nil || !done {
			return models.Event{}, clash(err, row.briefing())
		}
		return models.Event{Kind: models.EventRecordReturned, Reason: reason}, nil
	})
}

// decideRecord is the owner division's word on a record that waits for it; what follows
// from it is counted anew.
func (s *Store) decideRecord(ctx context.Context, actor models.Actor, id string, do func(*tx, briefingRow, models.Parties) (models.Event, error)) error {
	var contractID string
	err := s.read(ctx, actor, func(t *tx) error {
		row, err := t.briefingOf(id, false)
		contractID = row.ContractID
		return err
	})
	if err != nil {
		return err
	}
	return s.standingDeed(ctx, actor, contractID, func(t *tx) error {
		row, err := t.briefingOf(id, true)
		if err != nil {
			return err
		}
		house := t.asHouse()
		d, err := house.dossierOf(contractID, false)
		if err != nil {
			return err
		}
		if err := models.CheckRecord(actor, d.contract(), row.briefing()); err != nil {
			return err
		}
		if !row.Waits {
			return models.Conflict("error.confirm.nothing", row.briefing())
		}
		tree, err := house.allParties(t.db.Where("parties.contract_id = ?", contractID))
		if err != nil {
			return err
		}
		e, err := do(t, row, tree)
		if err != nil {
			return err
		}
		edition, a, err := house.binding(d)
		if err != nil {
			return err
		}
		if err := t.countHeard(d, newTopicSet(edition, a), ""); err != nil {
			return err
		}
		e.Subject, e.SubjectID, e.ContractID = "briefing", id, contractID
		return t.event(e)
	})
}

// tellWaiting records what those have heard who came to a meeting whose record waited:
// the topics as it explained them.
func (t *tx) tellWaiting(row briefingRow, tree models.Parties) error {
	set, err := t.explained(row)
	if err != nil {
		return err
	}
	people, err := t.attendees(row.ID, tree)
	if err != nil {
		return err
	}
	for _, p := range people {
		if p.AttendedAt.IsZero() {
			continue
		}
		if err := t.toldTopics(row, set, tree, p); err != nil {
			return err
		}
	}
	return nil
}

// waitingTopics are what the people of a contract, or one of them, have heard in meetings
// whose record waits to be confirmed.
func (t *tx) waitingTopics(contractID, userID string) (map[hearer][]models.TopicRecord, error) {
	var rows []briefingRow
	if err := t.db.Where("contract_id = ? AND waits", contractID).Order("held_on").Order("id").Find(&rows).Error; err != nil {
		return nil, wrap(err, "briefings")
	}
	if len(rows) == 0 {
		return nil, nil
	}
	tree, err := t.asHouse().allParties(t.db.Where("parties.contract_id = ?", contractID))
	if err != nil {
		return nil, err
	}
	all := map[hearer][]models.TopicRecord{}
	for _, row := range rows {
		set, err := t.explained(row)
		if err != nil {
			return nil, err
		}
		people, err := t.attendees(row.ID, tree)
		if err != nil {
			return nil, err
		}
		for _, p := range people {
			if p.AttendedAt.IsZero() || userID != "" && p.UserID != userID {
				continue
			}
			for bound, topics := range toldTo(row, set, tree, p) {
				key := hearer{p.PartyID, p.UserID, bound}
				for _, topic := range topics {
					heard := models.TopicRecord{Topic: topic.ID, Hash: topic.Hash, How: string(models.BriefOral), ToldAt: row.ClosedAt.Time, Until: set.rule.LastDay(row.HeldOn)}
					all[key] = models.WithWaiting(all[key], []models.TopicRecord{heard})
				}
			}
		}
	}
	return all, nil
}

// toldTo are the topics somebody who came to a meeting hears there: as a worker, as their
// party's lead, or as both.
func toldTo(b briefingRow, set *topicSet, tree models.Parties, p models.Attendee) map[string][]models.BriefingTopic {
	var bounds []string
	if p.WorkerID != "" {
		bounds = append(bounds, models.BoundWorker)
	}
	if party := tree.Find(p.PartyID); party != nil && p.Lead {
		bounds = append(bounds, boundOf(party.Tier))
	}
	told := map[string][]models.BriefingTopic{}
	for _, bound := range bounds {
		for _, topic := range set.topics(bound) {
			if slices.Contains(split(b.Topics), topic.ID) {
				told[bound] = append(told[bound], topic)
			}
		}
	}
	return told
}

// heardOrWaits is what is kept of what somebody heard, or that it would be met with what
// waits to be confirmed.
func heardOrWaits(heard models.ReqState, waits, topics string, until, today models.Date) models.ReqState {
	if heard != models.ReqMet && topics != "" && waits == topics && (until.IsZero() || !until.Before(today)) {
		return models.ReqDue
	}
	return heard
}

// heardWaits is the SQL form of heardOrWaits coming to due.
func heardWaits(of, topics string) string {
	return of + ".brief_waits = " + topics + " AND " + of + ".brief_waits <> '' AND (" + of + ".brief_waits_until IS NULL OR " + of + ".brief_waits_until >= @today)" +
		" AND NOT (" + heardNow(of, topics) + ")"
}

// homeRecords are the records that wait for the actor's word, of its division's contracts,
// the oldest first; for the contractor's lead those that were sent back, until it plans
// another meeting under the contract.
func (t *tx) homeRecords() (list []models.Meeting, err error) {
	db := t.visibleContracts().Joins("JOIN briefings ON briefings.contract_id = contracts.id")
	switch {
	case t.actor.Is(models.Drafter, models.Manager):
		db = db.Where("briefings.waits AND contracts.division_id = ?", t.actor.DivisionID)
	case t.actor.Is(models.VendorLead):
		db = db.Where("contracts.vendor_id = ? AND "+recordBack("briefings"), t.actor.VendorID)
	default:
		return nil, nil
	}
	var rows []struct {
		ID, Title, Begins, Place string
		HeldOn                   models.Date
	}
	err = db.Where("contracts.state NOT IN ?", []models.ContractState{models.StateCompleted, models.StateClosed}).
		Select("briefings.id, contracts.title, briefings.held_on, briefings.begins, briefings.place").
		Order("briefings.held_on").Order("briefings.id").Limit(homeItems).Find(&rows).Error
	for _, r := range rows {
		list = append(list, models.Meeting{ID: r.ID, Title: r.Title, HeldOn: r.HeldOn, Begins: r.Begins, Place: r.Place})
	}
	return list, wrap(err, "meetings")
}

// recordBack is that a meeting's record was sent back, and nobody has planned another
// meeting for those who came since.
func recordBack(b string) string {
	return b + `.returned_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM briefings n WHERE n.contract_id = ` + b + `.contract_id AND n.state <> '` +
		string(models.BriefingCancelled) + `' AND n.planned_at > ` + b + `.returned_at)`
}

// heard is how far a party's leads are.
func (r partyRow) heard(today models.Date) models.ReqState {
	return heardOrWaits(heardState(r.Briefed, r.TopicsHash, r.BriefedUntil, today), r.BriefWaits, r.TopicsHash, r.BriefWaitsUntil, today)
}

// heard is how far somebody on a roster is with the topics of its party's workers.
func (r workerRow) heard(topics string, today models.Date) models.ReqState {
	return heardOrWaits(heardState(r.Briefed, topics, r.BriefedUntil, today), r.BriefWaits, topics, r.BriefWaitsUntil, today)
}
