package store

import (
	"context"
	"maps"
	"slices"

	"chigiri/models"
	"chigiri/models/catalog"
)

// Roster gives a party's roster (F-04) with what stands of everybody on it, to staff
// and to the leads of the party and of those above it; of a past place its own lead reads
// how it stood at the end. Who has left comes last.
func (s *Store) Roster(ctx context.Context, actor models.Actor, partyID string) (r models.Roster, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		p, past, err := t.readParty(partyID, "party")
		if err != nil {
			return err
		}
		r, err = t.rosterOf(p, past)
		return err
	})
	return r, err
}

// rosterOf is a roster as it stands, or as it stood when a place ended.
func (t *tx) rosterOf(p models.Party, past *pastPlace) (models.Roster, error) {
	if past != nil {
		return t.pastRoster(past)
	}
	return t.roster(p)
}

// pastRoster is what a firm filed of its people under a place that is over.
func (t *tx) pastRoster(past *pastPlace) (models.Roster, error) {
	p, f := past.party, past.a.Facts
	r := models.Roster{Party: p, Number: f.Number, Title: f.Title, Start: f.Start, End: f.End, Can: map[string]bool{}, Workers: []models.RosterLine{}}
	l := standLoader{t: t, contractID: p.ContractID, partyID: p.ID, today: models.Today(p.Since), past: true}
	for _, load := range []func() error{l.pledges, l.workers} {
		if err := load(); err != nil {
			return r, err
		}
	}
	asked := askedBy(past.e, past.a)
	for _, w := range l.people[p.ID] {
		r.Workers = append(r.Workers, t.rosterLine(w, asked, l.today))
	}
	return r, nil
}

func (t *tx) roster(p models.Party) (r models.Roster, err error) {
	d, err := t.asHouse().dossierOf(p.ContractID, false)
	if err != nil {
		return r, err
	}
	seen, err := t.visibleContract(p.ContractID, false)
	if err != nil {
		return r, err
	}
	r = models.Roster{Party: p, Number: seen.Number, Title: seen.Title, Start: seen.StartsOn, End: seen.EndsOn, Workers: []models.RosterLine{}}
	if r.Workers, err = t.rosterLines(d, p); err != nil {
		return r, err
	}
	for _, l := range r.Workers {
		switch state := l.State(); {
		case !l.LeftOn.IsZero():
		case state == models.ReqMissing:
			r.Returned++
		case state == models.ReqDue:
			r.Waiting++
			if l.FiledAt.After(r.Seen) {
				r.Seen = l.FiledAt
			}
		}
	}
	if d.row.IssuedNumber > 0 {
		f, err := t.workerFacts(d, p)
		if err != nil {
			return r, err
		}
		r.Handles, r.From, r.Until = f.MyNumber, f.Start, f.End
		s, err := t.structureFacts(d, p)
		if err != nil {
			return r, err
		}
		r.Privacy = s.Privacy
	}
	unsigned := slices.ContainsFunc(r.Workers, models.RosterLine.Unsigned)
	confirms := models.CheckConfirm(t.actor, d.contract()) == nil
	edits := d.row.IssuedNumber > 0 && models.CheckRoster(t.actor, d.contract(), p) == nil
	r.Can = map[string]bool{
		"edit":     edits,
		"file":     edits && r.Returned > 0, // again
		"confirms": confirms,                // what a party files, structure and roster; or sends it back
		"confirm":  r.Waiting > 0 && confirms,
		"remind":   unsigned && models.CheckRemind(t.actor, d.contract(), t.actor.External()) == nil,
	}
	return r, nil
}

// rosterLines are the people of one party with how far they are; what the edition does
// not ask of anybody is shown as such.
func (t *tx) rosterLines(d *dossier, p models.Party) ([]models.RosterLine, error) {
	asked, err := t.askedOfWorkers(d)
	if err != nil {
		return nil, err
	}
	l := standLoader{t: t, contractID: p.ContractID, today: t.today()}
	for _, load := range []func() error{l.pledges, l.workers} {
		if err := load(); err != nil {
			return nil, err
		}
	}
	people := map[string]bool{}
	for _, w := range l.people[p.ID] {
		people[w.Worker.UserID] = w.Worker.HasAccess
	}
	invited, err := t.invitations(people)
	if err != nil {
		return nil, err
	}
	codes, err := t.coded(slices.Collect(maps.Keys(people)))
	if err != nil {
		return nil, err
	}
	refusals, err := t.declinedOf(p.ID)
	if err != nil {
		return nil, err
	}
	refused := map[string]*models.Pledge{}
	for _, g := range refusals {
		refused[g.WorkerID] = &g
	}
	lines := make([]models.RosterLine, 0, len(l.people[p.ID]))
	for _, w := range l.people[p.ID] {
		line := t.rosterLine(w, asked, t.today())
		line.Invitation, line.HasCode, line.Declined = invited[w.Worker.UserID], codes[w.Worker.UserID], refused[w.Worker.ID]
		lines = append(lines, line)
	}
	return lines, nil
}

// rosterLine is how far one person was on a day.
func (t *tx) rosterLine(w models.WorkerStand, asked askedOfWorkers, day models.Date) models.RosterLine {
	t.untold(&w.Worker.ConfirmedBy, &w.Worker.ReturnedBy)
	line := models.RosterLine{
		Worker: w.Worker, Pledge: w.Pledge.State, PledgeID: w.Pledge.ID, Signed: w.Pledge.Signed, Lapses: w.Pledge.Until, Briefing: w.Heard, HeardTo: w.Until,
		Quiz: models.ReqMissing, Working: w.Worker.Working(day),
	}
	if w.Quizzed {
		line.Quiz = models.ReqMet
	}
	if !asked.pledge && line.Pledge != models.ReqMet {
		line.Pledge = models.ReqNotAsked
	}
	if !asked.briefing {
		line.Briefing, line.Quiz = models.ReqNotAsked, models.ReqNotAsked
	}
	return line
}

type askedOfWorkers struct{ pledge, briefing bool }

// askedOfWorkers is what the edition in force asks of the people on a roster.
func (t *tx) askedOfWorkers(d *dossier) (a askedOfWorkers, err error) {
	if d.row.IssuedNumber == 0 {
		return a, nil
	}
	e, appendix, err := t.asHouse().binding(d)
	if err != nil {
		return a, err
	}
	return askedBy(e, appendix), nil
}

func askedBy(e *catalog.Edition, a models.Appendix) askedOfWorkers {
	return askedOfWorkers{catalog.PledgeRule(e, a, models.PledgeWorker).Asked, catalog.BriefingRule(e, a).Asked}
}

// Colleagues are the accounts of the actor's own firm that are in use, by name: whom a
// lead may put on a roster or let sign.
func (s *Store) Colleagues(ctx context.Context, actor models.Actor) (list []models.User, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if !actor.Is(models.VendorLead) {
			return models.Denied("error.denied.roster")
		}
		var rows []userRow
		if err := t.db.Where("vendor_id = ? AND disabled_at IS NULL", actor.VendorID).Order("name").Order("id").Limit(maxLines).Find(&rows).Error; err != nil {
			return wrap(err, "users")
		}
		list = make([]models.User, len(rows))
		for i, r := range rows {
			list[i] = models.User{ID: r.ID, Login: r.Login, Name: r.Name, Role: models.Role(r.Role), HasSecret: r.PasswordHash != ""}
		}
		return nil
	})
	return list, err
}
