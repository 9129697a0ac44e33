package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"reflect"
	"time"

	"chigiri/models"
	"chigiri/models/catalog"
)

// FixtureOptions say how much load data to make.
type FixtureOptions struct {
	Contracts int
	Workers   int   // on rosters, with pledges and briefings; accounts without passwords
	Seed      int64 // the same seed on the same day gives the same data
	// Render typesets an appendix. When it is given, one contract in a hundred is
	// issued with it; without it none is, for what is issued is kept as documents.
	Render   func(models.Appendix) (pdf, docx models.File, err error)
	Progress func(done, all int) // may be nil
}

// The least and the most information systems a prefecture of any size is given.
const (
	fewSystems  = 50
	manySystems = 300
)

// fixture makes load data: rows straight into the tables, a batch at a time, each
// worked out by the same rules as a contract made by hand.
type fixture struct {
	FixtureOptions
	s         *Store
	ctx       context.Context
	random    *rand.Rand
	bytes     *rand.ChaCha8
	now       time.Time
	editionID string
	edition   *catalog.Edition
	divisions []models.Division
	vendors   []vendorRow
	systems   []models.InfoSystem
	made      int
	issued    int
	employed  int        // workers made
	people    *rand.Rand // what they are drawn by
}

// Fixture fills the database with realistic load data: a quarter as many vendors as
// contracts, systems in proportion, contracts of all levels over five fiscal years,
// seven of ten with personal information, one of ten with subcontractors. The
// distribution follows what prefectures have published about their contracts.
func (s *Store) Fixture(ctx context.Context, o FixtureOptions) error {
	var seed [32]byte
	binary.LittleEndian.PutUint64(seed[:], uint64(o.Seed)) // #nosec G115 -- any bits will do
	f := &fixture{FixtureOptions: o, s: s, ctx: ctx, bytes: rand.NewChaCha8(seed)}
	f.random = rand.New(rand.NewChaCha8(seed)) // #nosec G404 -- load data, repeatable on purpose
	for _, step := range []func(*tx) error{f.begin, f.makeDivisions, f.makeVendors, f.makeSystems} {
		if err := f.write(step); err != nil {
			return err
		}
	}
	for f.made < o.Contracts {
		if err := f.write(f.makeContracts); err != nil {
			return err
		}
		if o.Progress != nil {
			o.Progress(f.made, o.Contracts)
		}
	}
	// both engines choose their plans by figures about the tables, which are new
	return f.write(func(t *tx) error { return wrap(t.db.Exec("ANALYZE").Error, "fixture") })
}

func (f *fixture) write(do func(*tx) error) error { return f.s.write(f.ctx, models.System(), do) }

func (f *fixture) begin(t *tx) (err error) {
	f.now = t.now
	if f.editionID, f.edition, err = t.currentEdition(); err != nil {
		return err
	}
	var n int64
	err = t.db.Table("divisions").Where("code LIKE ?", f.code("%")).Count(&n).Error
	if err == nil && n > 0 {
		return models.Conflict("error.fixture.twice", nil)
	}
	return wrap(err, "fixture")
}

// code marks what belongs to this seed, so that two seeds live side by side.
func (f *fixture) code(s string) string { return fmt.Sprintf("FX%d-%s", f.Seed, s) }

func (f *fixture) id(at time.Time) string { return models.NewID(at, f.bytes) }

// ago is an instant at random within the last days.
func (f *fixture) ago(days int) time.Time {
	return f.now.Add(-time.Duration(f.random.IntN(days*24*60*60)) * time.Second).Truncate(time.Second)
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

func (f *fixture) makeDivisions(t *tx) error {
	var names []divisionNameRow
	var rows []divisionRow
	f.divisions = nil
	from := models.NewDate(2010, 4, 1)
	for i, name := range fixtureSections {
		row := divisionRow{ID: f.id(f.now), Code: f.code(fmt.Sprintf("D%02d", i+1)), Version: 1, CreatedAt: instant{f.now}}
		rows = append(rows, row)
		names = append(names, divisionNameRow{DivisionID: row.ID, ValidFrom: from, Name: name + "課"})
		f.divisions = append(f.divisions, models.Division{ID: row.ID, Name: name + "課", Names: []models.DivisionName{{Name: name + "課", From: from}}})
	}
	return t.insert(rows, names)
}

func (f *fixture) makeVendors(t *tx) error {
	var rows []vendorRow
	var names []vendorNameRow
	for i := range max(f.Contracts/4, 1) {
		at := f.ago(1500)
		in := models.VendorInput{
			Name:    fmt.Sprintf("株式会社%s%s%s", pick(f.random, fixtureFirms), pick(f.random, fixtureTrades), models.FullWidth(fmt.Sprint(i+1))),
			Address: fmt.Sprintf("大阪市中央区大手前%d丁目%d番", 1+f.random.IntN(4), 1+f.random.IntN(30)), RepTitle: "代表取締役", Representative: f.person(),
		}
		in.CorporateNumber = f.corporateNumber(i)
		row := newVendorRow(in)
		row.ID, row.Version, row.CreatedAt, row.UpdatedAt = f.id(at), 1, instant{at}, instant{at}
		rows = append(rows, row)
		names = append(names, vendorNameRow{VendorID: row.ID, ValidFrom: models.Today(at), Name: in.Name})
	}
	f.vendors = rows
	return t.insert(rows, names)
}

func (f *fixture) person() string {
	return pick(f.random, fixtureFamily) + "　" + pick(f.random, fixtureGiven)
}

// corporateNumber is the i-th number that checks; its first digit is the check
// digit.
func (f *fixture) corporateNumber(i int) string {
	twelve := fmt.Sprintf("9%03d%08d", uint64(f.Seed)%1000, i) // #nosec G115 -- any bits will do
	for check := 1; check <= 9; check++ {
		if n, err := models.ParseCorporateNumber(fmt.Sprint(check) + twelve); err == nil {
			return n
		}
	}
	panic("store: no check digit fits " + twelve) // one of nine always does
}

func (f *fixture) makeSystems(t *tx) error {
	n := min(max(f.Contracts/70, fewSystems), manySystems)
	var rows []systemRow
	var classes []systemClassRow
	f.systems = nil
	for i := range n {
		in := models.SystemInput{
			Code: f.code(fmt.Sprintf("S%03d", i+1)), Name: fixtureFields[i%len(fixtureFields)] + fixtureSystems[i/len(fixtureFields)%len(fixtureSystems)],
			DivisionID: pick(f.random, f.divisions).ID, Zone: pick(f.random, models.Zones()), Classes: f.classes(),
		}
		level := models.NoLevel
		for _, id := range in.Classes {
			level = max(level, f.edition.Class(id).Level)
		}
		row := newSystemRow(in, level)
		row.ID, row.Version, row.CreatedAt, row.UpdatedAt = f.id(f.now), 1, instant{f.now}, instant{f.now}
		rows = append(rows, row)
		for _, id := range in.Classes {
			classes = append(classes, systemClassRow{SystemID: row.ID, ClassID: id})
		}
		f.systems = append(f.systems, models.InfoSystem{ID: row.ID, SystemInput: in, Level: level})
	}
	return t.insert(rows, classes)
}

// classes are data classes of a level drawn by the published shares, of those the
// edition has.
func (f *fixture) classes() []string {
	draw := f.random.IntN(100)
	for _, l := range fixtureLevels {
		if draw -= l.share; draw >= 0 {
			continue
		}
		var known []string
		for _, id := range pick(f.random, l.classes) {
			if f.edition.Class(id) != nil {
				known = append(known, id)
			}
		}
		if len(known) > 0 {
			return known
		}
	}
	return []string{f.edition.Classes[0].ID}
}

// insert writes slices of rows, so many at a time that no engine runs out of
// places for values.
func (t *tx) insert(tables ...any) error {
	for _, rows := range tables {
		if reflect.ValueOf(rows).Len() == 0 {
			continue
		}
		if err := t.db.CreateInBatches(rows, batch).Error; err != nil {
			return wrap(err, "fixture")
		}
	}
	return nil
}
