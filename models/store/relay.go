package store

import (
	"context"

	"gorm.io/gorm"

	"chigiri/models"
	"chigiri/models/secret"
)

type relayRow struct {
	ID         string
	Hash       string
	BriefingID string
	PartyID    *string
	StartedBy  string
	StartedAt  instant
	ExpiresAt  instant
	EndedAt    instant
	Starter    string `gorm:"->"`
}

func (relayRow) TableName() string { return "relays" }

func (r relayRow) relay() models.Relay {
	return models.Relay{
		ID: r.ID, BriefingID: r.BriefingID, PartyID: value(r.PartyID), Starter: r.Starter, StartedAt: r.StartedAt.Time, ExpiresAt: r.ExpiresAt.Time,
	}
}

// StartRelay lets a device go from hand to hand at a meeting until the day is over, and
// ends the session in which that is asked for: nobody the device goes to gets at it. A
// lead's relay is for the people of the own party and of those below, and begins with the
// code on the wall: the party that owes the briefing does not attest from elsewhere that
// its people are there. It takes a web session, and gives the token of the device's
// cookie, known this once.
func (s *Store) StartRelay(ctx context.Context, actor models.Actor, briefingID, code string) (r models.Relay, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		row, err := t.briefingOf(briefingID, true)
		if err != nil {
			return err
		}
		party, err := t.passes(row)
		switch {
		case err != nil:
			return err
		case actor.SessionID == "":
			return models.Denied("error.denied.relay_by_token")
		case party != "" && t.codeTaken(row, code) == "":
			return models.Invalidf("code", "error.briefing.code")
		}
		token, err := secret.Token(s.rand)
		if err != nil {
			return err
		}
		made := relayRow{
			ID: t.id(), Hash: secret.Sum(token), BriefingID: row.ID, PartyID: pointer(party), StartedBy: actor.UserID,
			StartedAt: instant{t.now}, ExpiresAt: instant{row.HeldOn.AddDays(1).Start()},
		}
		if err := t.db.Create(&made).Error; err != nil {
			return wrap(err, "relay")
		}
		if err := t.replaceSession(actor.SessionID); err != nil {
			return err
		}
		r = made.relay()
		r.Token = token
		return t.event(models.Event{
			Kind: models.EventRelayStarted, Subject: "briefing", SubjectID: row.ID, ContractID: row.ContractID,
			After: map[string]any{"relay_id": made.ID, "party_id": party, "expires_at": made.ExpiresAt.Time},
		})
	})
	return r, err
}

// passes says for which party's people the actor may let a device go round at a meeting;
// empty for everybody's, by whoever holds it.
func (t *tx) passes(row briefingRow) (party string, err error) {
	house := t.asHouse()
	d, err := house.dossierOf(row.ContractID, false)
	if err != nil {
		return "", err
	}
	tree, err := house.allParties(t.db.Where("parties.contract_id = ?", row.ContractID))
	if err != nil {
		return "", err
	}
	return t.passesIn(row, d, tree)
}

func (t *tx) passesIn(row briefingRow, d *dossier, tree models.Parties) (party string, err error) {
	holds := t.holdsBriefing(row, d, tree) == nil
	var led *models.Party
	if !holds {
		if led, err = t.ledAt(row.ID, tree); err != nil {
			return "", err
		}
	}
	if err := models.CheckPassRelay(row.briefing(), holds, led, t.today()); err != nil || led == nil {
		return "", err
	}
	return led.ID, nil
}

// ledAt is the party under which a lead answers for people who are asked to a meeting,
// the highest there is; nil for none.
func (t *tx) ledAt(briefingID string, tree models.Parties) (led *models.Party, err error) {
	if !t.actor.Is(models.VendorLead) {
		return nil, nil
	}
	var ids []string
	if err := t.db.Model(&attendeeRow{}).Where("briefing_id = ?", briefingID).Distinct().Pluck("party_id", &ids).Error; err != nil {
		return nil, wrap(err, "attendees")
	}
	for _, id := range ids {
		chain := tree.Above(id)
		if own := tree.Find(id); own != nil {
			chain = append(models.Parties{*own}, chain...)
		}
		for _, p := range chain {
			if p.LedBy(t.actor) && p.State == models.PartyApproved && (led == nil || p.Tier < led.Tier) {
				led = tree.Find(p.ID)
			}
		}
	}
	return led, nil
}

// EndRelay takes a device out of the relay, by whoever may let one go round there, and
// ends the session that is open on it: it may be in wrong hands.
func (s *Store) EndRelay(ctx context.Context, actor models.Actor, briefingID, relayID string) error {
	return s.write(ctx, actor, func(t *tx) error {
		row, err := t.briefingOf(briefingID, true)
		if err != nil {
			return err
		}
		party, err := t.passes(row)
		if err != nil {
			return err
		}
		db := t.standingRelays(row.ID).Where("relays.id = ?", relayID)
		if party != "" {
			db = db.Where("relays.party_id = ?", party)
		}
		var r relayRow
		if err := t.first(db, &r, "relay"); err != nil {
			return err
		}
		err = t.db.Model(&sessionRow{}).Where("relay_id = ? AND ended_at IS NULL", r.ID).Update("ended_at", instant{t.now}).Error
		if err != nil {
			return wrap(err, "sessions")
		}
		return t.endRelays(row, []relayRow{r})
	})
}

// endMeetingRelays ends the relays of a meeting that is over. Whoever is signing on one
// comes to the end of it.
func (t *tx) endMeetingRelays(row briefingRow) error {
	var rows []relayRow
	if err := t.standingRelays(row.ID).Find(&rows).Error; err != nil {
		return wrap(err, "relays")
	}
	return t.endRelays(row, rows)
}

func (t *tx) endRelays(b briefingRow, rows []relayRow) error {
	for _, r := range rows {
		ended := t.db.Model(&relayRow{}).Where("id = ? AND ended_at IS NULL", r.ID).Update("ended_at", instant{t.now})
		if ended.Error != nil {
			return wrap(ended.Error, "relay")
		}
		if ended.RowsAffected == 0 {
			continue
		}
		err := t.event(models.Event{
			Kind: models.EventRelayEnded, Subject: "briefing", SubjectID: b.ID, ContractID: b.ContractID, After: map[string]any{"relay_id": r.ID},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// standingRelays are the relays that are under way, of one meeting or of all.
func (t *tx) standingRelays(briefingID string) *gorm.DB {
	db := t.db.Model(&relayRow{}).Where("relays.ended_at IS NULL AND relays.expires_at > ?", instant{t.now})
	if briefingID != "" {
		db = db.Where("relays.briefing_id = ?", briefingID)
	}
	return db
}

// relaysSeen puts on the page of a meeting whether the reader may let a device go round,
// and those that do, which the reader may end.
func (t *tx) relaysSeen(v *models.BriefingView, row briefingRow, d *dossier, tree models.Parties) error {
	party, err := t.passesIn(row, d, tree)
	v.Can["pass"], v.Can["pass_own"] = err == nil, party != ""
	if err != nil {
		if models.KindOf(err) != "" { // not the reader's, or not today
			err = nil
		}
		return err
	}
	db := t.standingRelays(row.ID).Joins("JOIN users ON users.id = relays.started_by").Select("relays.*, users.name AS starter")
	if party != "" {
		db = db.Where("relays.party_id = ?", party)
	}
	var rows []relayRow
	if err := db.Order("relays.id").Find(&rows).Error; err != nil {
		return wrap(err, "relays")
	}
	for _, r := range rows {
		v.Relays = append(v.Relays, r.relay())
	}
	return nil
}

// Relay gives what a device shows between two people, by the token of its cookie; not
// found once the relay is over.
func (s *Store) Relay(ctx context.Context, token string) (v models.RelayView, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		var r relayRow
		if err := t.first(t.standingRelays("").Where("hash = ?", secret.Sum(token)), &r, "relay"); err != nil {
			return err
		}
		v, err = t.relayView(r)
		return err
	})
	return v, err
}

func (t *tx) relayView(r relayRow) (v models.RelayView, err error) {
	var row briefingRow
	if err := t.first(t.db.Where("id = ?", r.BriefingID), &row, "briefing"); err != nil {
		return v, err
	}
	v = models.RelayView{Relay: r.relay(), HeldOn: row.HeldOn, Begins: row.Begins, Place: row.Place}
	if err := t.db.Table("contracts").Where("id = ?", row.ContractID).Select("title").Scan(&v.Title).Error; err != nil {
		return v, wrap(err, "contract")
	}
	parties, err := t.relayParties(r, row.ContractID)
	if err != nil {
		return v, err
	}
	if p := parties.Find(v.PartyID); p != nil {
		v.Party = p.Vendor
	}
	return v, t.countRelay(&v, parties)
}

// relayParties are the parties whose people a relay is for.
func (t *tx) relayParties(r relayRow, contractID string) (models.Parties, error) {
	tree, err := t.asHouse().allParties(t.db.Where("parties.contract_id = ?", contractID))
	if err != nil || r.PartyID == nil {
		return tree, err
	}
	var all models.Parties
	if own := tree.Find(*r.PartyID); own != nil {
		all = append(all, *own)
	}
	return append(all, tree.Below(*r.PartyID)...), nil
}

// countRelay counts who has come and signed, of the people a relay is for.
func (t *tx) countRelay(v *models.RelayView, parties models.Parties) error {
	ids := make([]string, len(parties))
	for i, p := range parties {
		ids[i] = p.ID
	}
	var n struct{ Expected, Here, Owing, Signed int }
	err := t.db.Raw(`SELECT COUNT(*) AS expected, COUNT(a.attended_at) AS here,
			COALESCE(SUM(CASE WHEN EXISTS (SELECT 1 FROM pledges g WHERE g.worker_id = a.worker_id AND (g.state = 'asked' OR g.state = 'signed'
				AND (g.lapses_on IS NULL OR g.lapses_on >= @today))) THEN 1 ELSE 0 END), 0) AS owing,
			COALESCE(SUM(CASE WHEN EXISTS (SELECT 1 FROM pledges g WHERE g.worker_id = a.worker_id AND g.state = 'signed'
				AND (g.lapses_on IS NULL OR g.lapses_on >= @today)) THEN 1 ELSE 0 END), 0) AS signed
		FROM briefing_attendees a WHERE a.briefing_id = @briefing AND a.party_id IN @parties`,
		map[string]any{"briefing": v.BriefingID, "parties": ids, "today": t.today()}).Scan(&n).Error
	v.Expected, v.Here, v.Owing, v.Signed = n.Expected, n.Here, n.Owing, n.Signed
	return wrap(err, "relay")
}
