package store

import (
	"encoding/json"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"chigiri/models"
	"chigiri/models/catalog"
)

// dossier is everything about one contract that its level, its appendix, its
// standing and its next step follow from. It is read for many contracts in the same
// number of queries as for one, and it is the one place where Facts are put
// together.
type dossier struct {
	row           contractRow
	edition       *catalog.Edition
	division      models.Division
	vendor        *models.Vendor
	systems       []models.InfoSystem // with name, zone, classes and division; in the contract's order
	linked        map[string][]string // names of the systems each is linked with
	classes       []string
	params        []paramRow
	waivers       []waiverRow
	decisions     []decisionRow
	consultations []consultationRow // newest first
	tallies       models.Tallies    // what the parties have filed, signed and heard

	today    models.Date
	body     models.Body
	level    models.LevelResult
	compiled models.Appendix  // without the stamp of an answer, which its hash leaves out
	hash     string           // of compiled; empty while it cannot be
	needs    []models.Problem // what is missing before issue
}

// signedNames are the names a signed contract keeps whatever the registers say later.
type signedNames struct {
	Division string             `json:"division"`
	Vendor   models.VendorFacts `json:"vendor"`
}

// held makes a query hold the rows it reads until the transaction ends.
func (t *tx) held(db *gorm.DB) *gorm.DB {
	return db.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate})
}

// dossierOf reads and works out one contract the actor may see.
func (t *tx) dossierOf(id string, lock bool) (*dossier, error) {
	row, err := t.visibleContract(id, lock)
	if err != nil {
		return nil, err
	}
	list, err := t.dossiers([]contractRow{row})
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// outline is a contract by its row alone: for what follows from the appendix in force,
// whatever its present facts would come to.
func (t *tx) outline(id string, lock bool) (*dossier, error) {
	row, err := t.visibleContract(id, lock)
	return &dossier{row: row, today: t.today(), body: t.s.body}, err
}

// dossiers reads what belongs to the rows and works each out.
func (t *tx) dossiers(rows []contractRow) ([]*dossier, error) {
	l := loader{t: t, by: make(map[string]*dossier, len(rows))}
	list := make([]*dossier, len(rows))
	for i, r := range rows {
		list[i] = &dossier{row: r, today: t.today(), body: t.s.body}
		l.by[r.ID] = list[i]
		l.ids = append(l.ids, r.ID)
	}
	if err := l.load(list); err != nil {
		return nil, err
	}
	for _, d := range list {
		if err := d.work(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// facts puts together what Compile needs, with the names of the day: those of the
// signing when there was one, else of the day the contract begins.
func (d *dossier) facts() models.Facts {
	r := d.row
	f := models.Facts{
		Body: d.body, Number: r.Number, Title: r.Title, Kind: r.Kind, Start: r.StartsOn, End: r.EndsOn, Signed: r.SignedOn,
		Procurement: r.Procurement, SystemManager: r.SystemManager, Classes: d.classes, Flags: slices.Sorted(slices.Values(split(r.Flags))),
		Persons: r.Persons, Overseas: r.Overseas, PolicyVersion: r.PolicyVersion, Scheme: r.Scheme,
		Raise: d.change("raise"), Lower: d.change("lower"),
	}
	names := d.names()
	f.Division, f.Vendor = names.Division, names.Vendor
	for _, s := range d.systems {
		f.Systems = append(f.Systems, models.SystemFacts{Name: s.Name, Zone: s.Zone, Classes: s.Classes, Links: d.linked[s.ID]})
	}
	for _, p := range d.params {
		f.Stricter = append(f.Stricter, p.change())
	}
	for _, w := range d.waivers {
		if m := w.waiver(); m.Holds(d.today) {
			f.Waivers = append(f.Waivers, w.facts())
		}
	}
	return f
}

// names are the division's and the vendor's as the documents print them.
func (d *dossier) names() signedNames {
	var kept signedNames
	if d.row.SignedNames != "" && json.Unmarshal([]byte(d.row.SignedNames), &kept) == nil {
		return kept
	}
	day := d.row.SignedOn
	if day.IsZero() {
		day = d.row.StartsOn
	}
	kept.Division = d.division.NameOn(day)
	if v := d.vendor; v != nil {
		kept.Vendor = models.VendorFacts{
			Name: v.Name, CorporateNumber: v.CorporateNumber, Address: v.Address, RepTitle: v.RepTitle, Representative: v.Representative,
		}
		for _, n := range v.Names { // a name that ended before the contract was signed
			if !d.row.SignedOn.IsZero() && !d.row.SignedOn.Before(n.From) && (n.To.IsZero() || !n.To.Before(d.row.SignedOn)) {
				kept.Vendor.Name = n.Name
			}
		}
	}
	return kept
}

// change is the raise or the lowering in force.
func (d *dossier) change(kind string) *models.LevelChange {
	if i := d.inForce(kind); i >= 0 {
		r := d.decisions[i]
		by := r.DecidedBy
		if by == "" {
			by = r.RequestedBy
		}
		return &models.LevelChange{Level: models.Level(r.ToLevel), Reason: r.Reason, DecidedBy: by, DecidedOn: models.Today(r.DecidedAt.Time)}
	}
	return nil
}

func (d *dossier) inForce(kind string) int {
	return slices.IndexFunc(d.decisions, func(r decisionRow) bool { return r.Kind == kind && r.decision().Holds() })
}

// stamped are the facts with the answer that covers them, as an issued appendix has
// them.
func (d *dossier) stamped() models.Facts {
	f := d.facts()
	if c := d.covering(); c != nil {
		f.Consultation = &models.ConsultationFacts{
			Number: c.Number, Date: models.Today(c.AnsweredAt.Time), Answerer: c.AnsweredBy, Answer: c.Answer,
		}
	}
	return f
}

// covering is the answer that allows issuing the present facts, or nil.
func (d *dossier) covering() *consultationRow {
	for i, c := range d.consultations {
		if c.consultation().Covers(d.hash) {
			return &d.consultations[i]
		}
	}
	return nil
}

// work derives the level and compiles the present facts. Facts that cannot be
// compiled leave the hash empty and say in needs what is missing; they are not a
// failure, for a draft may be half made.
func (d *dossier) work() error {
	facts := d.facts()
	d.level, d.compiled, d.hash, d.needs = models.LevelResult{}, models.Appendix{}, "", nil
	level, err := catalog.Derive(d.edition, facts)
	if err != nil {
		return d.need(err)
	}
	d.level = level
	for _, p := range catalog.Missing(d.edition, facts) {
		d.needs = append(d.needs, atField(p))
	}
	d.compiled, err = catalog.Compile(d.edition, facts)
	if err != nil {
		return d.need(err)
	}
	d.hash = d.compiled.Hash
	return nil
}

// need takes over what makes facts impossible to compile.
func (d *dossier) need(err error) error {
	wrong := models.Invalid(err)
	if wrong == nil {
		return wrap(err, "compile")
	}
	for _, p := range wrong.Problems {
		p = atField(p)
		if !slices.ContainsFunc(d.needs, func(q models.Problem) bool { return q.Field == p.Field && q.Key == p.Key }) {
			d.needs = append(d.needs, p)
		}
	}
	return nil
}

// formFields are the fields of the contract's form that facts go by another name for.
var formFields = map[string]string{"division": "division_id", "start": "starts_on", "end": "ends_on"}

// atField puts a complaint about facts at the field of the form: flags[0] is flags.
func atField(p models.Problem) models.Problem {
	p.Field, _, _ = strings.Cut(p.Field, "[")
	if name, ok := formFields[p.Field]; ok {
		p.Field = name
	}
	return p
}

// contract is the contract as the outside sees it.
func (d *dossier) contract() models.Contract {
	r := d.row
	c := models.Contract{
		ContractInput: r.input(), ID: r.ID, EditionID: r.EditionID, State: r.State, SignedOn: r.SignedOn, CompletedOn: r.CompletedOn,
		Level: d.level.Level, Raise: d.change("raise"), Lower: d.change("lower"),
		FactsHash: d.hash, IssuedHash: r.IssuedHash, IssuedNumber: r.IssuedNumber, AcceptedNumber: r.AcceptedNumber, AcceptedAt: r.AcceptedAt.Time,
		StateSince: r.StateSince.Time, Version: r.Version, CreatedAt: r.CreatedAt.Time, UpdatedAt: r.UpdatedAt.Time,
	}
	c.Classes = d.classes
	for _, s := range d.systems {
		c.Systems = append(c.Systems, s.ID)
	}
	return c
}
