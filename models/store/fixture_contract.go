package store

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"chigiri/models"
)

// fixtureBatch is what one transaction of load data makes.
type fixtureBatch struct {
	dossiers      []*dossier
	contracts     []contractRow
	systems       []contractSystemRow
	classes       []contractClassRow
	parties       []partyRow
	consultations []consultationRow
	events        []eventRow
}

// makeContracts makes one batch. Working the contracts out is most of the effort and
// touches no database, so every processor takes part.
func (f *fixture) makeContracts(t *tx) error {
	var b fixtureBatch
	first := f.made
	for i := first; i < min(first+batch, f.Contracts); i++ {
		b.dossiers = append(b.dossiers, f.contract(t, &b, i))
	}
	if err := workAll(b.dossiers); err != nil {
		return err
	}
	for i, d := range b.dossiers {
		if d.row.State == models.StateConsulting {
			if err := f.consult(t, &b, d); err != nil {
				return err
			}
		}
		at := d.row.StepSince
		d.refresh(t)
		d.row.StepSince = at
		b.contracts = append(b.contracts, d.row)
		b.events = append(b.events, f.event(d, first+i))
	}
	if err := t.insert(b.contracts, b.systems, b.classes, b.consultations, b.events); err != nil {
		return err
	}
	if err := f.crews(t, &b, first+len(b.dossiers)); err != nil {
		return err
	}
	if err := f.issueSome(t, b.dossiers, first); err != nil {
		return err
	}
	f.made = first + len(b.dossiers)
	return nil
}

func workAll(list []*dossier) error {
	const lanes = 8
	failed := make([]error, lanes)
	var wg sync.WaitGroup
	for lane := range lanes {
		wg.Go(func() {
			for i := lane; i < len(list) && failed[lane] == nil; i += lanes {
				failed[lane] = list[i].work()
			}
		})
	}
	wg.Wait()
	for _, err := range failed {
		if err != nil {
			return err
		}
	}
	return nil
}

// contract draws one contract and what belongs to it.
func (f *fixture) contract(t *tx, b *fixtureBatch, i int) *dossier {
	r := f.random
	at := f.ago(500)
	work := pick(r, fixtureWorks)
	d := &dossier{edition: f.edition, today: t.today(), body: f.s.body, division: pick(r, f.divisions)}
	if r.IntN(10) < 7 {
		d.systems = []models.InfoSystem{pick(r, f.systems)}
	}
	d.classes = f.classes()
	slices.Sort(d.classes)
	in := models.ContractInput{
		Number: fmt.Sprintf("%s第%d号", f.code(""), i+1), Kind: work.kind, DivisionID: d.division.ID, Flags: f.flags(),
		Procurement: pick(r, models.Procurements()), SystemManager: d.division.Name + "長", PolicyVersion: "情報セキュリティに関する基本要綱（令和８年４月１日改正）",
		Persons: r.IntN(200_000), Scheme: models.SchemeArticle,
	}
	in.StartsOn, in.EndsOn = f.period(at)
	subject := pick(r, fixtureFields)
	if len(d.systems) > 0 {
		subject = d.systems[0].Name
	}
	in.Title = fmt.Sprintf("%s%s（%s）", subject, work.name, models.FiscalYearWareki(in.StartsOn.FiscalYear()))
	if r.IntN(20) == 0 {
		in.PolicyVersion = "" // still to be entered
	}
	d.row = contractRow{
		ID: f.id(at), EditionID: f.editionID, State: models.StateDraft, StateSince: instant{at}, StepSince: instant{at},
		Version: 1, CreatedAt: instant{at}, UpdatedAt: instant{at},
	}
	f.parties(b, d, &in, at)
	d.row.setInput(in)
	if r.IntN(10) == 0 && in.PolicyVersion != "" {
		d.row.State = models.StateConsulting
	}
	for k, s := range d.systems {
		b.systems = append(b.systems, contractSystemRow{ContractID: d.row.ID, SystemID: s.ID, Position: k})
	}
	for _, c := range d.classes {
		b.classes = append(b.classes, contractClassRow{ContractID: d.row.ID, ClassID: c})
	}
	return d
}

func (f *fixture) flags() []string {
	var ids []string
	for _, flag := range f.edition.ContractFlags() {
		if f.random.IntN(4) == 0 {
			ids = append(ids, flag.ID)
		}
	}
	return ids
}

// period: most contracts begin with a fiscal year and end with it; the rest run for a
// few months, or for three years.
func (f *fixture) period(at time.Time) (from, to models.Date) {
	day := models.Today(at)
	year := day.FiscalYear() + f.random.IntN(2)
	switch f.random.IntN(10) {
	case 0:
		return models.NewDate(year, 4, 1), models.NewDate(year+3, 3, 31)
	case 1, 2:
		from = day.AddDays(30 + f.random.IntN(60))
		return from, from.AddMonths(2 + f.random.IntN(6))
	}
	return models.NewDate(year, 4, 1), models.NewDate(year+1, 3, 31)
}

// parties: nine of ten contracts have a vendor, one of ten subcontractors, and a
// third of those one tier more.
func (f *fixture) parties(b *fixtureBatch, d *dossier, in *models.ContractInput, at time.Time) {
	if f.random.IntN(10) == 0 {
		return
	}
	prime := pick(f.random, f.vendors)
	v := prime.vendor()
	d.vendor, in.VendorID = &v, prime.ID
	row := f.party(d.row.ID, prime.ID, at)
	b.parties = append(b.parties, row)
	if f.random.IntN(10) != 0 {
		return
	}
	seen := []string{prime.ID}
	for tier := 1; tier <= 1+f.random.IntN(3)/2; tier++ {
		sub := pick(f.random, f.vendors).ID
		if slices.Contains(seen, sub) {
			return
		}
		above := row.ID
		row = f.party(d.row.ID, sub, at)
		row.ParentID, row.Tier = &above, tier
		b.parties, seen = append(b.parties, row), append(seen, sub)
	}
}

func (f *fixture) party(contractID, vendorID string, at time.Time) partyRow {
	return partyRow{
		ID: f.id(at), ContractID: contractID, VendorID: vendorID, State: models.PartyApproved, StateSince: instant{at}, ApprovedAt: instant{at},
		Version: 1, CreatedAt: instant{at},
	}
}

func (f *fixture) consult(t *tx, b *fixtureBatch, d *dossier) error {
	at := d.row.CreatedAt.Add(24 * time.Hour)
	year := models.Today(at).FiscalYear()
	n, err := t.nextConsultation(year)
	if err != nil {
		return err
	}
	row := consultationRow{
		ID: f.id(at), ContractID: d.row.ID, FiscalYear: year, Number: fmt.Sprintf("協議第%d号", n), Question: "水準について意見を求めます。",
		FactsHash: d.hash, AskedID: "fixture", AskedBy: f.person(), AskedAt: instant{at},
	}
	d.consultations = []consultationRow{row}
	d.row.StateSince, d.row.StepSince = instant{at}, instant{at}
	b.consultations = append(b.consultations, row)
	return nil
}

func (f *fixture) event(d *dossier, i int) eventRow {
	at := d.row.CreatedAt
	return eventRow{
		ID: f.id(at.Time), At: at, ActorID: "fixture", ActorName: f.person(), Role: string(models.Drafter), Kind: string(models.EventContractCreated),
		Subject: "contract", SubjectID: d.row.ID, ContractID: &d.row.ID, Before: "{}", After: fmt.Sprintf(`{"number":%q,"fixture":%d}`, d.row.Number, i+1),
	}
}

// issueSome issues one contract for each hundred made, the first of each that may be.
func (f *fixture) issueSome(t *tx, list []*dossier, first int) error {
	if f.Render == nil {
		return nil
	}
	for i, d := range list {
		if first+i < 100*f.issued || models.CheckMove(d.contract(), models.StateIssued, d.moveFacts()) != nil {
			continue
		}
		a, err := d.draft()
		if err != nil {
			return err
		}
		a.Version, a.IssuedAt, a.IssuedBy = 1, t.now, t.actor.Name
		pdf, docx, err := f.Render(a)
		if err != nil {
			return wrap(err, "typeset")
		}
		if err := t.issue(d, a, pdf, docx); err != nil {
			return err
		}
		f.issued++
		if _, err := t.settle(d.row.ID); err != nil {
			return err
		}
	}
	return nil
}
