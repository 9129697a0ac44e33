package store

import (
	"context"
	"errors"
	"slices"

	"gorm.io/gorm"

	"chigiri/models"
)

// BriefingsView gives a contract's meetings, who has heard what, and what the actor may
// plan.
func (s *Store) BriefingsView(ctx context.Context, actor models.Actor, contractID string) (v models.BriefingsView, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if _, err := t.visibleContract(contractID, false); err != nil {
			return err
		}
		v = models.BriefingsView{ContractID: contractID, Can: map[string]bool{}}
		d, err := t.asHouse().dossierOf(contractID, false)
		if err != nil {
			return err
		}
		tree, err := t.seenParties(contractID)
		if err != nil {
			return err
		}
		if v.Meetings, err = t.meetings(contractID, tree); err != nil {
			return err
		}
		e, a, err := t.asHouse().binding(d)
		if models.KindOf(err) == models.KindNotFound { // nothing is issued yet
			t.mayPlan(&v, d, tree)
			return nil
		}
		if err != nil {
			return err
		}
		set := newTopicSet(e, a)
		v.Rule, v.Topics = set.rule, set.named(set.ids())
		t.mayPlan(&v, d, tree)
		if v.People, err = t.asHouse().briefingPeople(contractID, set, v.Parties, t.today()); err != nil {
			return err
		}
		if v.Owed = v.Rule.Asked && !d.row.SignedOn.IsZero(); !v.Owed {
			return nil
		}
		stands, err := t.seenStands(contractID, tree)
		if err != nil {
			return err
		}
		words, err := t.ownWords(contractID)
		if err != nil {
			return err
		}
		v.Coverage = models.CoverageOf(stands, t.today())
		for i := range v.Coverage {
			v.Coverage[i].Attest(words)
		}
		if err := t.nameLeads(v.Coverage, stands); err != nil {
			return err
		}
		if err := t.nameMissing(contractID, set, v.Coverage, tree); err != nil {
			return err
		}
		return t.nameMeetings(v.Coverage, v.Meetings, v.Rule)
	})
	return v, err
}

// nameLeads fills in who leads each party.
func (t *tx) nameLeads(all []models.Coverage, stands []models.PartyStand) error {
	var leads []struct{ VendorID, Name string }
	vendors := make([]string, len(stands))
	for i, s := range stands {
		vendors[i] = s.Party.VendorID
	}
	err := t.db.Table("users").Select("vendor_id, name").Where("role = 'vendor_lead' AND disabled_at IS NULL AND vendor_id IN ?", vendors).Order("id").Find(&leads).Error
	for i, s := range stands {
		for _, l := range leads {
			if l.VendorID == s.Party.VendorID {
				all[i].Leads = append(all[i].Leads, l.Name)
			}
		}
	}
	return wrap(err, "leads")
}

// nameMissing fills in which topics each person has still to hear.
func (t *tx) nameMissing(contractID string, set *topicSet, all []models.Coverage, tree models.Parties) error {
	h, err := t.hearings(contractID, set)
	for i := range all {
		c := &all[i]
		if p := tree.Find(c.PartyID); p != nil && err == nil {
			owed, _ := h.of(hearer{bound: boundOf(p.Tier)}, t.today()) // by who has heard nothing
			c.Lead.Missing = h.leftToLeads(*p, owed, t.today())
		}
		for j := range c.Workers {
			if err == nil {
				c.Workers[j].Missing, _ = h.of(hearer{c.PartyID, c.Workers[j].UserID, models.BoundWorker}, t.today())
			}
		}
	}
	return err
}

// nameMeetings fills in to which of these meetings, the newest first, each person came:
// the last, and all that still count by the rule.
func (t *tx) nameMeetings(all []models.Coverage, meetings []models.Briefing, rule models.BriefingRule) error {
	ids := make([]string, len(meetings))
	for i, m := range meetings {
		ids[i] = m.ID
	}
	var rows []struct {
		BriefingID, PartyID string
		WorkerID            *string
		Leads               bool
	}
	err := t.db.Table("briefing_attendees").Joins("JOIN users ON users.id = briefing_attendees.user_id").
		Select("briefing_id, party_id, worker_id, users.role = 'vendor_lead' AS leads").
		Where("briefing_id IN ? AND attended_at IS NOT NULL", ids).Find(&rows).Error
	if err != nil {
		return wrap(err, "attendees")
	}
	came := map[string]bool{} // to a meeting, for a party: its lead, who may be on its roster too, or a worker
	for _, r := range rows {
		came[r.BriefingID+r.PartyID+value(r.WorkerID)] = true
		if r.Leads {
			came[r.BriefingID+r.PartyID] = true
		}
	}
	last := func(line *models.CoverageLine, who string) {
		for _, m := range meetings {
			if m.State != models.BriefingHeld || !m.ReturnedAt.IsZero() || !came[m.ID+who] {
				continue
			}
			if line.Meeting == "" {
				line.Meeting, line.HeldOn = m.ID, m.HeldOn
			}
			if last := rule.LastDay(m.HeldOn); !m.Waits && (last.IsZero() || !last.Before(t.today())) {
				line.Meetings = append(line.Meetings, models.CoverageMeeting{ID: m.ID, HeldOn: m.HeldOn, Briefer: m.Briefer, Topics: len(m.Topics)})
			}
		}
	}
	for i := range all {
		c := &all[i]
		last(&c.Lead, c.PartyID)
		for j := range c.Workers {
			last(&c.Workers[j].CoverageLine, c.PartyID+c.Workers[j].ID)
		}
	}
	return nil
}

// mayPlan fills in whom the actor may ask to come, and what stands in the way of
// planning: staff hold meetings for everybody, the prime for the tiers the edition says.
func (t *tx) mayPlan(v *models.BriefingsView, d *dossier, tree models.Parties) {
	c, approved := d.contract(), models.Parties(nil)
	v.Can["record"] = models.CheckConfirm(t.actor, c) == nil
	for _, p := range tree {
		if p.State == models.PartyApproved {
			approved = append(approved, p)
		}
	}
	if t.actor.External() {
		prime := tree.Prime()
		for _, p := range approved {
			if models.CheckBriefAsPrime(t.actor, c, prime, v.Rule, []int{p.Tier}) == nil {
				v.Parties = append(v.Parties, p)
			}
		}
		v.Can["plan"] = len(v.Parties) > 0
		return
	}
	err := models.CheckBrief(t.actor, c)
	if err == nil && v.Rule.Asked {
		v.Parties = approved
	}
	v.Can["plan"] = len(v.Parties) > 0
	var why *models.Error
	if errors.As(err, &why) && why.Kind == models.KindConflict {
		v.Hindered = why.Key
	}
}

// seenStands are what stands of the parties the actor may know of.
func (t *tx) seenStands(contractID string, tree models.Parties) ([]models.PartyStand, error) {
	list, err := t.partyStands(contractID)
	if err != nil || !t.actor.External() {
		return list, err
	}
	return slices.DeleteFunc(list, func(p models.PartyStand) bool {
		q := tree.Find(p.Party.ID)
		return q == nil || !t.leads(*q, tree)
	}), nil
}

// meetings are those of a contract as the actor may know of them, the newest first.
func (t *tx) meetings(contractID string, tree models.Parties) ([]models.Briefing, error) {
	db := t.db.Where("contract_id = ?", contractID)
	if t.actor.External() {
		past, err := t.pastIn(contractID)
		if err != nil {
			return nil, err
		}
		db = db.Where("id IN (?)", t.askedTo(tree, past))
	}
	var rows []briefingRow
	if err := db.Order("held_on DESC").Order("id DESC").Find(&rows).Error; err != nil {
		return nil, wrap(err, "briefings")
	}
	list := make([]models.Briefing, len(rows))
	for i, r := range rows {
		t.untold(&r.ConfirmedBy, &r.ReturnedBy)
		list[i] = r.briefing()
	}
	return list, nil
}

// stillAsked is true of an attendee's line while it is that person's place: the party
// stands, its worker has not left, its lead still leads it. Whoever was at a meeting that
// was held keeps what was handed out there.
const stillAsked = `(EXISTS (SELECT 1 FROM parties p WHERE p.id = briefing_attendees.party_id AND p.state = 'approved' AND p.vendor_id = @vendor
		AND (@lead OR EXISTS (SELECT 1 FROM workers w WHERE w.id = briefing_attendees.worker_id AND w.left_on IS NULL AND w.ends_on >= @today))))`

// stillAsked are the names that the condition looks for.
func (t *tx) stillAsked() map[string]any {
	return map[string]any{"vendor": t.actor.VendorID, "lead": t.actor.Is(models.VendorLead), "today": t.today()}
}

// askedTo are the meetings to which the actor is asked, or a party the actor leads; with
// those that past places of its firm were asked to, or held as the prime, and that were
// closed until they ended.
func (t *tx) askedTo(tree, past models.Parties) *gorm.DB {
	led := []string{""}
	for _, p := range tree {
		if t.leads(p, tree) {
			led = append(led, p.ID)
		}
	}
	own := t.db.Where(stillAsked, t.stillAsked()).
		Or("briefing_attendees.attended_at IS NOT NULL AND briefing_id IN (SELECT id FROM briefings WHERE state = 'held')")
	who := t.db.Where("user_id = ?", t.actor.UserID).Where(own).Or("party_id IN ?", led)
	for _, p := range past {
		held := t.db.Model(&briefingRow{}).Select("id").
			Where("contract_id = ? AND state = 'held' AND closed_at >= ? AND closed_at <= ?", p.ContractID, instant{p.ApprovedAt}, instant{p.Since})
		who = who.Or("party_id = ? AND briefing_id IN (?)", p.ID, held)
		if p.Tier == 0 {
			who = who.Or("briefing_id IN (?)", held.Session(&gorm.Session{}).Where("side = ?", models.SidePrime))
		}
	}
	return t.db.Model(&attendeeRow{}).Select("briefing_id").Where(who)
}

// comingMeetings are the planned meetings a person is asked to come to, from today on,
// the next first.
func (t *tx) comingMeetings(contractID string) ([]models.Meeting, error) {
	var rows []struct {
		ID, Title, Begins, Place, PartyID, Topics string
		HeldOn                                    models.Date
		AttendedAt                                instant
	}
	db := t.db.Table("briefing_attendees").Joins("JOIN briefings ON briefings.id = briefing_attendees.briefing_id JOIN contracts ON contracts.id = briefings.contract_id").
		Where("briefing_attendees.user_id = ? AND briefings.state = 'planned' AND briefings.held_on >= ?", t.actor.UserID, t.today()).
		Where(stillAsked, t.stillAsked())
	if contractID != "" {
		db = db.Where("briefings.contract_id = ?", contractID)
	}
	err := db.Select("briefings.id, contracts.title, briefings.held_on, briefings.begins, briefings.place, briefings.topics, briefing_attendees.party_id, briefing_attendees.attended_at").
		Order("briefings.held_on").Order("briefings.id").Limit(homeItems).Find(&rows).Error
	list := make([]models.Meeting, len(rows))
	for i, r := range rows {
		list[i] = models.Meeting{
			ID: r.ID, Title: r.Title, HeldOn: r.HeldOn, Begins: r.Begins, Place: r.Place, PartyID: r.PartyID, Topics: split(r.Topics), Here: !r.AttendedAt.IsZero(),
		}
	}
	return list, wrap(err, "meetings")
}

// Parties and people whose topics are not all heard and answered, or whose day has
// passed. What is kept of them is compared with what they have to know.
const (
	leadsLeft   = `(parties.quizzed <> parties.topics_hash OR parties.briefed_until < ?)`
	workersLeft = `(workers.quizzed <> parties.worker_topics OR workers.briefed_until < ?)`
)

// homeBriefings puts on the first page of a vendor's person the meetings to come and
// the parties under which topics are left.
func (t *tx) homeBriefings(h *models.Home) (err error) {
	if h.Meetings, err = t.comingMeetings(""); err != nil {
		return err
	}
	if h.MakeUps, err = t.homeMakeUps(); err != nil {
		return err
	}
	if h.Confirms, err = t.homeConfirms(); err != nil {
		return err
	}
	type left struct {
		PartyID, Title, Vendor string
		Lapsed                 bool
	}
	open := func() *gorm.DB {
		return t.db.Table("parties").Joins("JOIN contracts ON contracts.id = parties.contract_id JOIN vendors ON vendors.id = parties.vendor_id").
			Where("parties.vendor_id = ? AND parties.state = 'approved' AND contracts.state NOT IN ?", t.actor.VendorID, []models.ContractState{models.StateCompleted, models.StateClosed})
	}
	var rows, own []left
	err = open().Joins("JOIN workers ON workers.party_id = parties.id").
		Where("workers.user_id = ? AND workers.left_on IS NULL AND workers.ends_on >= ?", t.actor.UserID, t.today()).Where(workersLeft, t.today()).
		Select("parties.id AS party_id, contracts.title, vendors.name AS vendor, workers.quizzed = parties.worker_topics AS lapsed").
		Order("parties.id").Limit(homeItems).Find(&rows).Error
	if err == nil && t.actor.Is(models.VendorLead) {
		err = open().Where(leadsLeft, t.today()).
			Select("parties.id AS party_id, contracts.title, vendors.name AS vendor, parties.quizzed = parties.topics_hash AS lapsed").
			Order("parties.id").Limit(homeItems).Find(&own).Error
	}
	for _, r := range append(rows, own...) {
		if !slices.ContainsFunc(h.Topics, func(x models.HomeTopics) bool { return x.PartyID == r.PartyID }) {
			h.Topics = append(h.Topics, models.HomeTopics(r))
		}
	}
	return wrap(err, "topics")
}

// BriefingHandout gives what a meeting's handout and slides are typeset from, as one
// kind of hearer is bound; a worker gets the workers' alone.
func (s *Store) BriefingHandout(ctx context.Context, actor models.Actor, id, bound string) (v models.BriefingHandout, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		row, err := t.briefingOf(id, false)
		if err != nil {
			return err
		}
		switch {
		case actor.Is(models.VendorWorker):
			bound = models.BoundWorker
		case !slices.Contains([]string{models.BoundWorker, models.BoundVendor, models.BoundSub}, bound):
			return models.Invalidf("for", "error.choice", bound)
		}
		set, err := t.explained(row)
		if err != nil {
			return err
		}
		v = models.BriefingHandout{Briefing: row.briefing(), Bound: bound, Appendix: set.a, Rule: set.rule}
		for _, topic := range set.topics(bound) {
			if slices.Contains(v.Briefing.Topics, topic.ID) {
				v.Topics = append(v.Topics, topic)
			}
		}
		return nil
	})
	return v, err
}

// explained are the topics a meeting explains: while it is planned of the appendix in
// force on its day, afterwards of the one it explained.
func (t *tx) explained(row briefingRow) (*topicSet, error) {
	house := t.asHouse()
	d, err := house.dossierOf(row.ContractID, false)
	if err != nil {
		return nil, err
	}
	if row.State != models.BriefingHeld {
		e, a, err := house.bindingOn(d, row.HeldOn)
		if models.KindOf(err) == models.KindInvalid { // planned for a day before anything was issued
			e, a, err = house.binding(d)
		}
		return newTopicSet(e, a), err
	}
	issued, err := house.issuedRow(row.ContractID, row.Appendix)
	if err != nil {
		return nil, err
	}
	a, err := issued.appendix()
	if err != nil {
		return nil, err
	}
	e, err := house.edition(issued.EditionID)
	if err != nil {
		return nil, err
	}
	return newTopicSet(e, a), nil
}
