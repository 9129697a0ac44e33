package store

import (
	"context"
	"slices"
	"strings"

	"chigiri/models"
	"chigiri/models/secret"
)

type briefingRow struct {
	ID                                    string
	ContractID                            string
	State                                 models.BriefingState
	Method                                string
	Side                                  string
	HeldOn                                models.Date
	Begins                                string
	Minutes                               int
	Place                                 string
	BrieferID                             string
	Briefer                               string
	Topics                                string
	Materials                             string
	Note                                  string
	Checkin                               string // hash of a code that stands for the day; empty for none
	Turning                               string // what the code on the wall is made of
	EditionID                             string
	Appendix                              int
	Policy                                string
	PDF                                   string `gorm:"column:pdf"`
	Identity                              string
	Code                                  *string
	StampedAt                             instant
	Afterwards                            string // why it was entered only after its day
	Waits                                 bool   // for the owner division's word on what the contractor held
	ConfirmedBy, ReturnedBy, ReturnReason string
	ConfirmedAt, ReturnedAt               instant
	Number                                string // of the contract, as its record was printed
	Title                                 string
	PlannedBy                             string
	PlannedAt                             instant
	ClosedAt                              instant
	Version                               int
}

func (briefingRow) TableName() string { return "briefings" }

func (r briefingRow) briefing() models.Briefing {
	return models.Briefing{
		BriefingInput: models.BriefingInput{
			Method: r.Method, HeldOn: r.HeldOn, Begins: r.Begins, Minutes: r.Minutes, Place: r.Place, Topics: split(r.Topics), Materials: r.Materials,
			Afterwards: r.Afterwards,
		},
		BriefingWord: models.BriefingWord{
			Waits: r.Waits, ConfirmedBy: r.ConfirmedBy, ConfirmedAt: r.ConfirmedAt.Time,
			Return: models.Return{ReturnedBy: r.ReturnedBy, ReturnedAt: r.ReturnedAt.Time, ReturnReason: r.ReturnReason},
		},
		ID: r.ID, ContractID: r.ContractID, State: r.State, Side: r.Side, BrieferID: r.BrieferID, Briefer: r.Briefer, Note: r.Note,
		Appendix: r.Appendix, Policy: r.Policy, PDF: r.PDF, Identity: r.Identity, Code: value(r.Code), StampedAt: r.StampedAt.Time,
		ClosedAt: r.ClosedAt.Time, Version: r.Version,
	}
}

type attendeeRow struct {
	ID          string
	BriefingID  string
	PartyID     string
	UserID      string
	WorkerID    *string
	Name        string
	AttendedAt  instant
	Method      string
	ConfirmedAt instant
	Absence     string
	MakeUpOn    models.Date
	Received    bool
	Told        bool
	SelfStudy   bool
	Lead        bool `gorm:"-"` // leads the party
}

func (attendeeRow) TableName() string { return "briefing_attendees" }

// PlanBriefing plans a meeting for parties of a contract, and asks their leads and
// everybody on their rosters to come, but for those who have nothing left to hear where
// it is not for everybody. It gives the code by which those who come check
// themselves in now: it turns with each minute.
func (s *Store) PlanBriefing(ctx context.Context, actor models.Actor, contractID string, in models.BriefingInput) (b models.Briefing, checkin string, err error) {
	err = s.partyDeed(ctx, actor, contractID, func(t *tx, d *dossier, tree models.Parties) error {
		e, a, err := t.asHouse().binding(d)
		if err != nil {
			return models.Conflict("error.briefing.not_issued", nil)
		}
		set := newTopicSet(e, a)
		side, err := t.mayBrief(d, tree, set, in)
		if err != nil {
			return err
		}
		in, err = t.cleanBriefing(in, set, tree)
		if err = t.checkMeetingDay(err, d, tree, in); err != nil {
			return err
		}
		turning, err := secret.Token(s.rand)
		if err != nil {
			return err
		}
		row := briefingRow{
			ID: t.id(), ContractID: contractID, State: models.BriefingPlanned, Method: in.Method, Side: side, HeldOn: in.HeldOn, Begins: in.Begins,
			Minutes: in.Minutes, Place: in.Place, BrieferID: actor.UserID, Briefer: actor.Name, Topics: strings.Join(in.Topics, ","),
			Materials: in.Materials, Afterwards: in.Afterwards, Turning: turning, EditionID: e.ID(), Appendix: a.Version, Policy: a.Facts.PolicyVersion,
			PlannedBy: actor.UserID, PlannedAt: instant{t.now}, Version: 1,
		}
		if err := t.db.Create(&row).Error; err != nil {
			return wrap(err, "briefing")
		}
		if err := t.invitePeople(row, in, set, tree); err != nil {
			return err
		}
		b, checkin = row.briefing(), t.turningCode(row, t.now)
		after := fieldsOf(in)
		after["side"] = side
		return t.event(models.Event{Kind: models.EventBriefingPlanned, Subject: "briefing", SubjectID: row.ID, ContractID: contractID, Reason: in.Afterwards, After: after})
	})
	return b, checkin, err
}

// mayBrief says on whose side the actor may brief these parties.
func (t *tx) mayBrief(d *dossier, tree models.Parties, set *topicSet, in models.BriefingInput) (side string, err error) {
	if !t.actor.External() {
		return models.SidePrefecture, models.CheckBrief(t.actor, d.contract())
	}
	var tiers []int
	for _, id := range in.Parties {
		if p := tree.Find(id); p != nil {
			tiers = append(tiers, p.Tier)
		}
	}
	return models.SidePrime, models.CheckBriefAsPrime(t.actor, d.contract(), tree.Prime(), set.rule, tiers)
}

func (t *tx) cleanBriefing(in models.BriefingInput, set *topicSet, tree models.Parties) (models.BriefingInput, error) {
	var c cleaner
	c.line("begins", &in.Begins, maxCode)
	c.line("place", &in.Place, maxLine)
	c.text("materials", &in.Materials)
	c.line("afterwards", &in.Afterwards, maxLine)
	in.Topics, in.Parties, in.Everybody = distinct(in.Topics), distinct(in.Parties), distinct(in.Everybody)
	c.problems.Merge("", in.Validate(set.ids()))
	in, err := in.SaidAfterwards(t.today())
	c.problems.Merge("", err)
	for _, id := range in.Parties {
		if p := tree.Find(id); p == nil || p.State != models.PartyApproved {
			c.problems.Add("parties", "error.party.parent")
		}
	}
	return in, c.problems.Err()
}

// checkMeetingDay adds to what is wrong with a plan that its day lies after the contract's
// end, before there was something to explain, or is a closed one without a word that this
// is meant.
func (t *tx) checkMeetingDay(err error, d *dossier, tree models.Parties, in models.BriefingInput) error {
	var p models.Problems
	if err != nil && !p.Merge("", err) {
		return err
	}
	switch end := d.contract().EndsOn; {
	case in.HeldOn.IsZero():
	case !end.IsZero() && end.Before(in.HeldOn):
		p.Add("held_on", "error.briefing.after_end", end)
	case !in.ClosedDay && !t.s.calendar.IsOpen(in.HeldOn):
		p.Add("closed_day", "error.briefing.closed_day", in.HeldOn)
	}
	if !in.HeldOn.IsZero() {
		if err := t.checkBeginnings(&p, d, tree, in); err != nil {
			return err
		}
	}
	return p.Err()
}

// ids are the topics anybody under the contract has to know.
func (s *topicSet) ids() []string {
	var ids []string
	for _, bound := range []string{models.BoundVendor, models.BoundSub, models.BoundWorker} {
		for _, t := range s.topics(bound) {
			ids = append(ids, t.ID)
		}
	}
	return distinct(ids)
}

// invitePeople asks the leads and the workers of parties to come: all of a party, or
// those who have something to hear on the day.
func (t *tx) invitePeople(b briefingRow, in models.BriefingInput, set *topicSet, tree models.Parties) error {
	rows, err := t.peopleOf(in.Parties, in.HeldOn)
	switch {
	case err != nil:
		return err
	case len(rows) == 0:
		return models.Invalidf("parties", "error.briefing.nobody")
	}
	h, err := t.hearings(b.ContractID, set)
	if err != nil {
		return err
	}
	var asked []attendeeRow
	for _, r := range rows {
		owed, _ := h.owed(*tree.Find(r.PartyID), r.UserID, r.WorkerID != nil, r.Lead, in.HeldOn)
		r.Told = !models.BriefingPerson{Owed: owed}.Owes(in.Topics)
		if !r.Told || slices.Contains(in.Everybody, r.PartyID) {
			r.ID, r.BriefingID = t.id(), b.ID
			asked = append(asked, r)
		}
	}
	if len(asked) == 0 {
		return models.Invalidf("parties", "error.briefing.all_told")
	}
	return wrap(t.db.CreateInBatches(asked, 200).Error, "attendees")
}

// peopleOf are the leads and the workers of parties on a day, each once under a party: of
// a past day those who were on a roster then, be it that they left since.
func (t *tx) peopleOf(parties []string, day models.Date) (rows []attendeeRow, err error) {
	var leads []struct{ PartyID, UserID, Name string }
	err = t.db.Raw(`SELECT p.id AS party_id, u.id AS user_id, u.name FROM parties p JOIN users u ON u.vendor_id = p.vendor_id
		WHERE p.id IN ? AND u.role = 'vendor_lead' AND u.disabled_at IS NULL ORDER BY p.tier, u.id`, parties).Scan(&leads).Error
	if err != nil {
		return nil, wrap(err, "leads")
	}
	for _, l := range leads {
		rows = append(rows, attendeeRow{PartyID: l.PartyID, UserID: l.UserID, Name: l.Name, Lead: true})
	}
	var workers []workerRow
	db := t.db.Where("party_id IN ? AND ends_on >= ? AND created_at < ?", parties, day, instant{day.AddDays(1).Start()})
	if day.Before(t.today()) {
		db = db.Where("(left_on IS NULL OR left_on >= ?)", day)
	} else {
		db = db.Where("left_on IS NULL")
	}
	if err := db.Order("id").Find(&workers).Error; err != nil {
		return nil, wrap(err, "workers")
	}
	for _, w := range workers {
		twice := false
		for i := range rows { // a lead who works too comes once
			if rows[i].PartyID == w.PartyID && rows[i].UserID == w.UserID {
				rows[i].WorkerID, twice = &w.ID, true
			}
		}
		if !twice {
			rows = append(rows, attendeeRow{PartyID: w.PartyID, UserID: w.UserID, WorkerID: &w.ID, Name: w.Name})
		}
	}
	return rows, nil
}

// plannedFor are the meetings to come to which a party was asked.
func (t *tx) plannedFor(partyID string) (ids []string, err error) {
	err = t.db.Raw(`SELECT id FROM briefings WHERE state = ? AND held_on >= ? AND id IN (SELECT briefing_id FROM briefing_attendees WHERE party_id = ?) ORDER BY id`,
		models.BriefingPlanned, t.today(), partyID).Scan(&ids).Error
	return ids, wrap(err, "briefings")
}

// askNewcomers asks people who were put on a roster to a meeting that was planned for
// their party before. A lead who is asked already comes once.
func (t *tx) askNewcomers(meeting string, newcomers []workerRow) error {
	var known []string
	if err := t.db.Model(&attendeeRow{}).Where("briefing_id = ? AND party_id = ?", meeting, newcomers[0].PartyID).Pluck("user_id", &known).Error; err != nil {
		return wrap(err, "attendees")
	}
	asked := map[string]bool{}
	for _, id := range known {
		asked[id] = true
	}
	var rows []attendeeRow
	for i, w := range newcomers {
		if !asked[w.UserID] {
			rows = append(rows, attendeeRow{ID: t.id(), BriefingID: meeting, PartyID: w.PartyID, UserID: w.UserID, WorkerID: &newcomers[i].ID, Name: w.Name})
			continue
		}
		db := t.db.Model(&attendeeRow{}).Where("briefing_id = ? AND party_id = ? AND user_id = ?", meeting, w.PartyID, w.UserID)
		if err := db.Update("worker_id", w.ID).Error; err != nil {
			return wrap(err, "attendee")
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return wrap(t.db.CreateInBatches(&rows, batch).Error, "attendees")
}

// briefingOf reads a meeting the actor may see: staff who see its contract, the leads of
// parties that are asked to come and of those above them, and whoever is asked; of past
// places what was held until they ended.
func (t *tx) briefingOf(id string, lock bool) (briefingRow, error) {
	var row briefingRow
	db := t.db.Where("id = ?", id)
	if lock {
		db = t.held(db)
	}
	if err := t.first(db, &row, "briefing"); err != nil {
		return row, err
	}
	_, err := t.visibleContract(row.ContractID, false)
	if !t.actor.External() {
		return row, err
	}
	var tree models.Parties // of a contract a worker does not see
	if err == nil {
		if tree, err = t.seenParties(row.ContractID); err != nil {
			return row, err
		}
	}
	var n int64
	past, err := t.pastIn(row.ContractID)
	if err != nil {
		return row, err
	}
	if err := t.db.Model(&briefingRow{}).Where("id = ? AND id IN (?)", id, t.askedTo(tree, past)).Count(&n).Error; err != nil {
		return row, wrap(err, "attendees")
	}
	if n == 0 {
		return row, models.NotFound("briefing")
	}
	return row, nil
}

// Briefing gives everything the page of one meeting shows. Of other people a worker
// learns nothing, and a lead those of the own party and of those below.
func (s *Store) Briefing(ctx context.Context, actor models.Actor, id string) (v models.BriefingView, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		row, err := t.briefingOf(id, false)
		if err != nil {
			return err
		}
		v, err = t.briefingView(row)
		return err
	})
	return v, err
}

func (t *tx) briefingView(row briefingRow) (v models.BriefingView, err error) {
	house := t.asHouse()
	d, err := house.dossierOf(row.ContractID, false)
	if err != nil {
		return v, err
	}
	set, err := house.explained(row)
	if err != nil {
		return v, err
	}
	t.untold(&row.ConfirmedBy, &row.ReturnedBy)
	v = models.BriefingView{
		Briefing: row.briefing(), Number: set.a.Facts.Number, Title: set.a.Facts.Title, Rule: set.rule, Topics: set.named(split(row.Topics)),
	}
	if v.Files, err = t.briefingFiles(row.ID); err != nil {
		return v, err
	}
	if v.Stamp, err = t.sealStamp(row.ID); err != nil {
		return v, err
	}
	tree, err := house.allParties(t.db.Where("parties.contract_id = ?", row.ContractID))
	if err != nil {
		return v, err
	}
	all, err := t.attendees(row.ID, tree)
	if err != nil {
		return v, err
	}
	if row.State == models.BriefingPlanned {
		if err := t.markTold(row, set, tree, all); err != nil {
			return v, err
		}
	}
	if err := t.markAway(row, tree, all); err != nil {
		return v, err
	}
	for _, p := range all {
		if p.UserID == t.actor.UserID {
			own := p
			v.Own = &own
		}
		party := tree.Find(p.PartyID)
		if !t.actor.External() || p.UserID == t.actor.UserID || party != nil && (t.leads(*party, tree) || party.PastOf(t.actor)) {
			v.Attendees = append(v.Attendees, p)
		}
	}
	if v.Past, err = t.pastUnder(row.ContractID); err != nil {
		return v, err
	}
	if v.MakeUp, err = t.makeUps(row, d, tree, v.Attendees); err != nil {
		return v, err
	}
	v.Can = t.briefingDeeds(row, d, tree, v.Own)
	v.Can["make_up"] = len(v.MakeUp) > 0 && t.holdsBriefing(row, d, tree) == nil
	return v, t.relaysSeen(&v, row, d, tree)
}

func (t *tx) briefingDeeds(row briefingRow, d *dossier, tree models.Parties, own *models.Attendee) map[string]bool {
	planned := row.State == models.BriefingPlanned
	holds := planned && t.holdsBriefing(row, d, tree) == nil
	return map[string]bool{
		"again":  !row.ReturnedAt.IsZero() && t.holdsBriefing(row, d, tree) == nil,
		"record": row.Waits && models.CheckRecord(t.actor, d.contract(), row.briefing()) == nil,
		"hold":   holds && !row.HeldOn.After(t.today()), "tick": holds && !row.HeldOn.After(t.today()), "cancel": holds, "code": holds, "attach": holds,
		"check_in": planned && own != nil && own.AttendedAt.IsZero() && row.HeldOn == t.today(),
		"confirm":  row.ReturnedAt.IsZero() && own != nil && !own.AttendedAt.IsZero() && own.ConfirmedAt.IsZero() && tree.Find(own.PartyID).State == models.PartyApproved,
	}
}

// holdsBriefing says whether the actor holds this meeting: whose side planned it.
func (t *tx) holdsBriefing(row briefingRow, d *dossier, tree models.Parties) error {
	if row.Side == models.SidePrefecture {
		return models.CheckBrief(t.actor, d.contract())
	}
	if prime := tree.Prime(); prime == nil || !prime.LedBy(t.actor) {
		return models.Denied("error.denied.briefing")
	}
	return nil
}

// named are topics by their ids, with the articles of whoever is bound by the most.
func (s *topicSet) named(ids []string) []models.BriefingTopic {
	var list []models.BriefingTopic
	for _, id := range ids {
		var best *models.BriefingTopic
		for _, bound := range []string{models.BoundVendor, models.BoundSub, models.BoundWorker} {
			for _, t := range s.topics(bound) {
				if t.ID == id && (best == nil || len(t.Articles) > len(best.Articles)) {
					best = &t
				}
			}
		}
		if best != nil {
			list = append(list, *best)
		}
	}
	return list
}

func (t *tx) attendees(briefingID string, tree models.Parties) ([]models.Attendee, error) {
	var rows []attendeeRow
	if err := t.db.Where("briefing_id = ?", briefingID).Order("id").Find(&rows).Error; err != nil {
		return nil, wrap(err, "attendees")
	}
	var leads []string
	err := t.db.Table("users").Where("role = 'vendor_lead' AND id IN (SELECT user_id FROM briefing_attendees WHERE briefing_id = ?)", briefingID).Pluck("id", &leads).Error
	if err != nil {
		return nil, wrap(err, "leads")
	}
	list := make([]models.Attendee, len(rows))
	for i, r := range rows {
		list[i] = models.Attendee{
			ID: r.ID, PartyID: r.PartyID, UserID: r.UserID, WorkerID: value(r.WorkerID), Name: r.Name, AttendedAt: r.AttendedAt.Time, Method: r.Method,
			ConfirmedAt: r.ConfirmedAt.Time, Absence: r.Absence, MakeUpOn: r.MakeUpOn, Received: r.Received,
			Lead: slices.Contains(leads, r.UserID), Told: r.Told, SelfStudy: r.SelfStudy,
		}
		if p := tree.Find(r.PartyID); p != nil {
			list[i].Party, list[i].Tier = p.Vendor, p.Tier
		}
	}
	return list, nil
}
