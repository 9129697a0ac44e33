package store

import (
	"context"
	"slices"

	"chigiri/models"
)

// Contract gives everything one page about a contract shows, in the same number of
// queries whatever the contract holds. A vendor gets what was issued to it, and
// nothing the house keeps for itself.
func (s *Store) Contract(ctx context.Context, actor models.Actor, id string) (v models.ContractView, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if actor.External() {
			v, err = t.vendorView(id)
			return err
		}
		d, err := t.dossierOf(id, false)
		if err != nil {
			return err
		}
		v, err = t.view(d)
		return err
	})
	return v, err
}

// view is the page of a contract for those inside.
func (t *tx) view(d *dossier) (models.ContractView, error) {
	can := models.Deeds(t.actor, d.contract(), d.moveFacts())
	v := models.ContractView{
		Contract: d.contract(), Division: d.names().Division, Vendor: d.vendor, Systems: d.systems,
		LevelResult: d.level, Edition: d.edition.Ref(), Articles: countArticles(d.compiled), Obligations: len(d.edition.Obligations),
		Needs: d.needs, Moved: d.moved(), NeedsAnswer: d.consult(), Standing: d.standing(), Next: d.step().For(can), Can: can,
	}
	for _, c := range d.consultations {
		v.Consultations = append(v.Consultations, c.consultation())
	}
	for _, p := range d.params {
		v.Stricter = append(v.Stricter, p.change())
	}
	for _, w := range d.waivers {
		v.Waivers = append(v.Waivers, w.waiver())
	}
	for _, r := range d.decisions {
		v.Levels = append(v.Levels, r.decision())
	}
	var err error
	if v.Parties, err = t.parties(d.row.ID); err != nil {
		return v, err
	}
	if d.row.State == models.StateConcluded || d.row.State == models.StateReady {
		stands, err := t.seenStands(d.row.ID, v.Parties)
		if err != nil {
			return v, err
		}
		t.shareOut(v.Standing, stands, v.Parties)
		v.Standing = v.Standing.Dated(stands, t.today())
	}
	if err := t.leadless(d.contract(), v.Parties); err != nil {
		return v, err
	}
	issued, err := t.issuedRows(d.row.ID)
	if err != nil {
		return v, err
	}
	for _, r := range issued {
		v.Issued = append(v.Issued, r.issued())
	}
	if v.Holds, err = t.holds(d.row.ID); err != nil {
		return v, err
	}
	v.Can["accept"] = models.CheckAccept(t.actor, v.Contract, v.Contract.IssuedNumber) == nil && !v.Contract.Accepted()
	held := models.StandingHold(v.Holds) != nil
	v.Can["hold"], v.Can["lift_hold"] = models.CanHoldContract(t.actor) && !held, models.CanHoldContract(t.actor) && held
	v.Can["remove"] = v.Can["remove"] && !held
	v.Newer, err = t.newerEdition(d)
	return v, err
}

// newerEdition is the edition in force when it is later than the contract's.
func (t *tx) newerEdition(d *dossier) (*models.EditionRef, error) {
	rows, err := t.editionRows()
	if err != nil {
		return nil, err
	}
	id := currentOf(rows, t.today())
	if id == "" || id == d.row.EditionID {
		return nil, nil //nolint:nilnil // no later one is an answer
	}
	e, err := t.edition(id)
	if err != nil || !d.edition.EffectiveFrom.Before(e.EffectiveFrom) {
		return nil, err
	}
	ref := e.Ref()
	return &ref, nil
}

func countArticles(a models.Appendix) int {
	n := 0
	for _, p := range a.Parts {
		n += len(p.Articles)
	}
	return n
}

// vendorView is the page of a contract for a vendor's lead: what the appendix in
// force says, the vendor's own place in the tree, and what the vendor owes. The
// present draft, consultations, notes, waivers asked for and decisions on the level
// are the house's own and are left out; what was decided stands in the appendix.
func (t *tx) vendorView(id string) (models.ContractView, error) {
	d, err := t.dossierOf(id, false)
	if err != nil {
		return models.ContractView{}, err
	}
	row, err := t.issuedRow(id, 0)
	if err != nil {
		return models.ContractView{}, err
	}
	a, err := row.appendix()
	if err != nil {
		return models.ContractView{}, err
	}
	parties, err := t.parties(id)
	if err != nil {
		return models.ContractView{}, err
	}
	f := a.Facts
	state := d.row.State
	if state == models.StateConsulting {
		state = models.RestingState(d.contract())
	}
	issued := row.issued()
	issued.IssuedBy = ""
	v := models.ContractView{
		Contract: models.Contract{
			ContractInput: models.ContractInput{
				Number: f.Number, Title: f.Title, Kind: f.Kind, StartsOn: f.Start, EndsOn: f.End, Classes: f.Classes, Flags: f.Flags,
				Overseas: f.Overseas, Persons: f.Persons, Procurement: f.Procurement, SystemManager: f.SystemManager,
				PolicyVersion: f.PolicyVersion, Scheme: f.Scheme,
			},
			AcceptedNumber: d.row.AcceptedNumber, AcceptedAt: d.row.AcceptedAt.Time,
			ID: id, EditionID: row.EditionID, State: state, SignedOn: d.row.SignedOn, Level: a.Level.Level,
			FactsHash: a.Hash, IssuedHash: a.Hash, IssuedNumber: row.Number, StateSince: row.IssuedAt.Time,
			Version: 0, CreatedAt: row.IssuedAt.Time, UpdatedAt: row.IssuedAt.Time,
		},
		Division: f.Division, Parties: parties.Branch(t.actor.VendorID),
		LevelResult: a.Level, Edition: a.Edition, Articles: countArticles(a), Obligations: len(d.edition.Obligations),
		Issued: []models.IssuedRow{issued}, Can: map[string]bool{"appendix": true},
	}
	for _, s := range f.Systems {
		sys := models.InfoSystem{SystemInput: models.SystemInput{Name: s.Name, Zone: s.Zone, Classes: s.Classes}}
		v.Systems = append(v.Systems, sys)
	}
	d.compiled, d.level, d.hash = a, a.Level, a.Hash // what is owed follows from what was issued
	if value(d.row.VendorID) == t.actor.VendorID {
		v.Contract.VendorID = t.actor.VendorID // who else the house deals with is not told
	}
	if err := t.ownPart(d, &v); err != nil {
		return v, err
	}
	if err := t.leadless(d.contract(), v.Parties); err != nil {
		return v, err
	}
	contractor := models.CanAcceptAppendix(t.actor, v.Contract)
	v.Can["accept"] = models.CheckAccept(t.actor, v.Contract, row.Number) == nil && !v.Contract.Accepted()
	v.Next = models.VendorStep(v.Contract, contractor, v.Standing)
	v.Next.Since = stamp(vendorSince(row.IssuedAt, d.row.SignedOn))
	return v, nil
}

// ownPart is what stands of a vendor's own branch, counted without the others'.
func (t *tx) ownPart(d *dossier, v *models.ContractView) error {
	stands, err := t.seenStands(v.Contract.ID, v.Parties)
	if err != nil {
		return err
	}
	d.tallies = models.TallyOf(stands, t.today())
	v.Standing = d.standing().Dated(stands, t.today()).OwedBy(models.VendorLead, models.VendorWorker)
	if !models.CanAcceptAppendix(t.actor, v.Contract) {
		v.Standing.Requirements = slices.DeleteFunc(v.Standing.Requirements, func(r models.Requirement) bool { return r.Code == models.ReqAccepted })
	}
	if d.row.State == models.StateConcluded || d.row.State == models.StateReady {
		t.shareOut(d.standing(), stands, v.Parties)
	}
	return nil
}

// vendorSince is since when a vendor is asked: the issue of what it has to know, but
// not before the contract was concluded.
func vendorSince(issued instant, signed models.Date) instant {
	if !signed.IsZero() && signed.Start().After(issued.Time) {
		return instant{signed.Start()}
	}
	return issued
}
