package store

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"chigiri/models"
)

// heldRelay is the relay on whose device the actor's session began, with its meeting.
func (t *tx) heldRelay(lock bool) (r relayRow, b briefingRow, err error) {
	if t.actor.RelayID == "" {
		return r, b, models.NotFound("relay")
	}
	if err := t.first(t.db.Where("id = ?", t.actor.RelayID), &r, "relay"); err != nil {
		return r, b, err
	}
	db := t.db.Where("id = ?", r.BriefingID)
	if lock {
		db = t.held(db)
	}
	return r, b, t.first(db, &b, "briefing")
}

// over says whether a relay has ended, by hand or with the day.
func (r relayRow) over(now time.Time) bool {
	return !r.EndedAt.IsZero() || !now.Before(r.ExpiresAt.Time)
}

// RelaySteps gives what the actor has to do on the device that is passed round. It is not
// found in a session that began elsewhere.
func (s *Store) RelaySteps(ctx context.Context, actor models.Actor) (v models.RelaySteps, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		r, b, err := t.heldRelay(false)
		if err != nil {
			return err
		}
		v = models.RelaySteps{Briefing: b.briefing(), Over: r.over(t.now)}
		if err := t.db.Table("contracts").Where("id = ?", b.ContractID).Select("title").Scan(&v.Title).Error; err != nil {
			return wrap(err, "contract")
		}
		own, party, err := t.relayAttendee(r, b)
		switch {
		case models.KindOf(err) == models.KindNotFound:
			return nil
		case err != nil:
			return err
		}
		v.Asked, v.Here, v.PartyID, v.Party = true, !own.AttendedAt.IsZero(), party.ID, party.Vendor
		if v.Topics, err = t.openTopics(party.ID); err != nil {
			return err
		}
		return t.relayPledges(&v, b.ContractID)
	})
	return v, err
}

// relayAttendee is the actor's own place at the meeting of a relay, among the people the
// relay is for; else it is not found.
func (t *tx) relayAttendee(r relayRow, b briefingRow) (own attendeeRow, party models.Party, err error) {
	parties, err := t.relayParties(r, b.ContractID)
	if err != nil {
		return own, party, err
	}
	ids := make([]string, len(parties))
	for i, p := range parties {
		ids[i] = p.ID
	}
	if err := t.first(t.askedAt(b.ID).Where("party_id IN ?", ids).Order("id"), &own, "briefing"); err != nil {
		return own, party, err
	}
	return own, *parties.Find(own.PartyID), nil
}

// askedAt are the actor's own places at a meeting, while they are.
func (t *tx) askedAt(briefingID string) *gorm.DB {
	return t.db.Where("briefing_id = ? AND user_id = ?", briefingID, t.actor.UserID).Where(stillAsked, t.stillAsked())
}

// openTopics counts the topics the actor can read or answer now under a party.
func (t *tx) openTopics(partyID string) (n int, err error) {
	c, err := t.studyOf(partyID)
	if models.KindOf(err) == models.KindNotFound {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	v, err := t.study(c)
	if err != nil {
		return 0, err
	}
	for _, topic := range v.Topics {
		if s := topic.State(t.today()); s == models.ReqDue || s == models.ReqLapsed && topic.How != models.BriefOral {
			n++
		}
	}
	return n, nil
}

// relayPledges fills in which pledge of the contract the actor has to sign, or that
// nothing is left to sign.
func (t *tx) relayPledges(v *models.RelaySteps, contractID string) error {
	list, err := t.pledgeRows(t.ownPledges())
	if err != nil {
		return err
	}
	for _, p := range slices.Backward(list) { // the first asked of several, whatever the order
		if p.ContractID != contractID {
			continue
		}
		if p.State == models.PledgeAsked {
			v.PledgeID = p.ID
		}
		v.Signed = v.Signed || p.InForce(t.today())
	}
	v.Signed = v.Signed && v.PledgeID == ""
	return nil
}

// RelayCheckIn is a person's own word of being there, on the device that is passed round
// at the meeting: it counts like the code on the wall.
func (s *Store) RelayCheckIn(ctx context.Context, actor models.Actor) error {
	return s.write(ctx, actor, func(t *tx) error {
		r, row, err := t.heldRelay(true)
		if err != nil {
			return err
		}
		own, _, err := t.relayAttendee(r, row)
		switch {
		case err != nil:
			return err
		case r.over(t.now) || row.State != models.BriefingPlanned || row.HeldOn != t.today():
			return models.Conflict("error.relay.over", nil)
		case !own.AttendedAt.IsZero():
			return nil
		}
		return t.checkedIn(row, models.CheckedOnRelay)
	})
}

// RelayDone shortens the actor's session on a device that is passed round: nothing is
// left to do, and the next person may hold it already.
func (s *Store) RelayDone(ctx context.Context, actor models.Actor) error {
	return s.write(ctx, actor, func(t *tx) error {
		err := t.db.Model(&sessionRow{}).Where("id = ? AND relay_id IS NOT NULL AND ended_at IS NULL", actor.SessionID).
			Updates(map[string]any{"seen_at": instant{t.now}, "idle": int(RelayDone / time.Second)}).Error
		return wrap(err, "session")
	})
}
